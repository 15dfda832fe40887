"""The command `review`: who has reviewed which words; with `--state`, a person signs for some of them."""

import argparse
import json
from collections.abc import Sequence

from booklet.commands.tell import warn
from booklet.commands.wanted import day
from booklet.errors import Finding, SourceError, Where, did_you_mean, raise_errors
from booklet.make.build import open_sources
from booklet.make.lasting import locked, write_lasting
from booklet.make.output import check_folder
from booklet.sources.load import Sources
from booklet.sources.reviews import read_head, read_reviews, reviews_path, reviews_text
from booklet.words.guide import Guide
from booklet.words.locales import SOURCE_LOCALE
from booklet.words.review import STATES, Review, Standing, hash_words, is_person, lowest, sign, standings

Shown = dict[str, tuple[Standing, ...]]
"""Locale to the standings of all its topics."""


def run(options: argparse.Namespace) -> int:
    """Show the reviews, or add one and show what it says."""
    sources = open_sources(options.project)
    locales = (options.locale,) if options.locale else sources.locales()
    if options.state or options.by:
        locales = (options.locale or SOURCE_LOCALE,)
        _sign(options, sources, locales[0])
    found = {locale: standings(guide_of(sources, locale), reviews_of(sources, locale)) for locale in locales}
    asked = {locale: _asked(options, sources, locale) for locale in locales}
    if options.json:
        print(json.dumps(_entries(found, asked), indent=2, ensure_ascii=False))
    else:
        _show(found, asked)
    return 0


def guide_of(sources: Sources, locale: str) -> Guide:
    """Return the words of a locale; raise `SourceError` if the guide does not exist in it."""
    if sources.locale(locale).is_pseudo:
        message = f'"{locale}" is made from the words of {SOURCE_LOCALE} and has none of its own'
        raise SourceError(Finding("pseudo-locale", Where("--locale"), message, f"ask for {SOURCE_LOCALE}"))
    return sources.translated(locale).guide


def reviews_of(sources: Sources, locale: str) -> tuple[Review, ...]:
    """Return the reviews of a locale, and tell of those whose topic is gone; raise `SourceError` with all faults."""
    findings: list[Finding] = []
    reviews = read_reviews(sources.folders, locale, guide_of(sources, locale), findings)
    raise_errors(findings)
    warn(findings)
    return reviews


def _asked(options: argparse.Namespace, sources: Sources, locale: str) -> list[tuple[str, str]]:
    """Return the topics asked for with each of their bands, all if none is; raise `SourceError` with the unknown."""
    guide = guide_of(sources, locale)
    bands = (options.band,) if options.band else guide.bands
    if options.band and options.band not in guide.bands:
        message = f'there is no band "{options.band}"'
        raise SourceError(Finding("unknown-band", Where("--band"), message, did_you_mean(options.band, guide.bands)))
    pairs = [(topic, band) for band in bands for topic in hash_words(guide, band)]
    known = {topic for topic, _ in pairs}
    raise_errors(
        Finding("unknown-topic", Where("TOPIC"), f'there is no topic "{topic}"', did_you_mean(topic, known))
        for topic in options.topics
        if topic not in known
    )
    return [pair for pair in pairs if not options.topics or pair[0] in options.topics]


def _sign(options: argparse.Namespace, sources: Sources, locale: str) -> None:
    """Add what a person says and write the file anew; two who sign at once both stay."""
    by = " ".join((options.by or "").split())
    raise_errors(_unsigned(options, by))
    guide, on = guide_of(sources, locale), day(options)
    asked = _asked(options, sources, locale)
    path = reviews_path(sources.folders, locale)
    check_folder(path.parent)
    with locked(path):
        reviews = reviews_of(sources, locale)
        for topic, band in asked:
            reviews = sign(reviews, Review(topic, band, options.state, by, on, hash_words(guide, band)[topic]))
        text = reviews_text(reviews, read_head(sources.folders, locale))
        write_lasting(path, text.encode())


def _unsigned(options: argparse.Namespace, by: str) -> list[Finding]:
    """Return what a signature lacks."""
    findings = []
    if options.state not in STATES:
        message = f'there is no state "{options.state}"' if options.state else "a name without a state"
        findings.append(Finding("unknown-state", Where("--state"), message, did_you_mean(options.state or "", STATES)))
    if not is_person(by):
        hint = "write --by and the name of who has read the words"
        findings.append(Finding("no-person", Where("--by"), "only a person may sign", hint))
    if not options.topics:
        hint = "name the topics that were read"
        findings.append(Finding("no-topic", Where("TOPIC"), "a state is given to topics one by one", hint))
    return findings


def _rows(found: Sequence[Standing], asked: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [_row(standing) for standing in found if (standing.topic, standing.band) in asked]


def _row(standing: Standing) -> dict[str, str]:
    review, stale = standing.review, standing.stale
    return {
        "topic": standing.topic,
        "band": standing.band,
        "state": standing.state,
        "by": review.by if review else "",
        "on": review.on.isoformat() if review else "",
        "stale": f"{stale.state} by {stale.by}, {stale.on.isoformat()}: words changed since" if stale else "",
    }


def _entries(found: Shown, asked: dict[str, list[tuple[str, str]]]) -> list[dict[str, object]]:
    return [
        {"locale": locale, "state": lowest(states), "topics": _rows(states, asked[locale])}
        for locale, states in found.items()
    ]


def _show(found: Shown, asked: dict[str, list[tuple[str, str]]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        console = Console(width=240)
    for locale, states in found.items():
        table = Table(box=None, pad_edge=False)
        for heading in ("Topic", "Band", "State", "By", "On", "Stale"):
            table.add_column(heading, overflow="fold")
        for row in _rows(states, asked[locale]):
            table.add_row(*map(Text, row.values()))
        console.print(table)
        console.print(Text(f"{locale}: {lowest(states)}, the lowest state of its topics"))
