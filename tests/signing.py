"""Signatures under words, as tests lay them into a project: of people who do not exist, for the words of today."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from projects import lay

from booklet.make.build import open_sources
from booklet.sources.reviews import reviews_name, reviews_text
from booklet.words.guide import Guide
from booklet.words.locales import SOURCE_LOCALE
from booklet.words.review import BACK, EASY_READERS, NATIVE, READERS, Signature, hash_words, readers_of

ON = date(2026, 11, 20)

PEOPLE = dict(
    zip(
        (*READERS, NATIVE, BACK, *EASY_READERS),
        ("A. Worker", "B. Adviser", "C. Young", "D. Youth", "E. Native", "F. Back", "G. Easy", "H. Easy"),
        strict=True,
    )
)
"""Who signs in which role."""


def sign_all(
    guide: Guide, topics: Iterable[str] | None = None, bands: Iterable[str] | None = None, *, is_source: bool = True
) -> tuple[Signature, ...]:
    """Return everybody's signatures of some topics, or of all, in some bands, or in all."""
    fixed = {message.id for message in guide.messages}
    wanted = None if topics is None else {*topics, *(() if is_source else fixed)}
    native = () if is_source else (NATIVE,)
    return tuple(
        Signature(topic, band, role, PEOPLE[role], ON, words)
        for band in bands or guide.every_band
        for topic, words in hash_words(guide, band).items()
        if wanted is None or topic in wanted
        for role in ((() if is_source else (BACK,)) if topic in fixed else (*readers_of(band), *native))
    )


def back_translated(guide: Guide) -> tuple[Signature, ...]:
    """Return the signatures of who has translated the fixed messages back, and of nobody else."""
    return sign_all(guide, (), is_source=False)


def lay_signed(project: Path, locale: str = SOURCE_LOCALE, topics: Iterable[str] | None = None) -> Path:
    """Write into a project that everybody has signed the words that it has today in a language."""
    guide = open_sources(project).translated_guide(locale).guide
    signatures = sign_all(guide, topics, is_source=locale == SOURCE_LOCALE)
    return lay(project, {reviews_name(locale): reviews_text(signatures)})


def lay_translated_back(project: Path, locale: str) -> Path:
    """Write into a project that a person has translated the fixed messages of a language back: it is a draft."""
    guide = open_sources(project).translated_guide(locale).guide
    return lay(project, {reviews_name(locale): reviews_text(back_translated(guide))})
