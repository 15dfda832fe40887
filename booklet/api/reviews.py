"""Who has reviewed which words; a named person signs for some of them."""

from collections.abc import Sequence
from datetime import date

from booklet.api.telling import Tell
from booklet.errors import Finding, SourceError, Where, did_you_mean, raise_errors
from booklet.make.lasting import lock_path, write_lasting
from booklet.make.output import check_folder
from booklet.sources.load import Sources
from booklet.sources.reviews import read_head, read_reviews, reviews_path, reviews_text
from booklet.words.guide import Guide
from booklet.words.locales import SOURCE_LOCALE
from booklet.words.review import (
    STATES,
    Review,
    TopicStanding,
    find_lowest_state,
    hash_words,
    is_person,
    sign,
    standings,
)

__all__ = [
    "SOURCE_LOCALE",
    "TopicStanding",
    "find_lowest_state",
    "guide_of",
    "reviews_of",
    "sign_for",
    "standings_of",
    "topics_asked",
]


def standings_of(sources: Sources, locale: str, tell: Tell) -> tuple[TopicStanding, ...]:
    """Return the state of every topic of a locale; raise `SourceError` with all faults of its reviews."""
    return standings(guide_of(sources, locale), reviews_of(sources, locale, tell))


def guide_of(sources: Sources, locale: str) -> Guide:
    """Return the words of a locale; raise `SourceError` if the guide does not exist in it."""
    if sources.locale(locale).is_pseudo:
        message = f'"{locale}" is made from the words of {SOURCE_LOCALE} and has none of its own'
        raise SourceError(Finding("pseudo-locale", Where("--locale"), message, f"ask for {SOURCE_LOCALE}"))
    return sources.translated_guide(locale).guide


def reviews_of(sources: Sources, locale: str, tell: Tell) -> tuple[Review, ...]:
    """Return the reviews of a locale and print those whose topic is gone; raise `SourceError` with all faults."""
    findings: list[Finding] = []
    reviews = read_reviews(sources.folders, locale, guide_of(sources, locale), findings)
    raise_errors(findings)
    tell(findings)
    return reviews


def topics_asked(sources: Sources, locale: str, topics: Sequence[str], band: str | None) -> list[tuple[str, str]]:
    """Return the topics asked for, each with every band, or all; raise `SourceError` with the unknown."""
    guide = guide_of(sources, locale)
    bands = (band,) if band else guide.bands
    if band and band not in guide.bands:
        message = f'there is no band "{band}"'
        raise SourceError(Finding("unknown-band", Where("--band"), message, did_you_mean(band, guide.bands)))
    pairs = [(topic, band) for band in bands for topic in hash_words(guide, band)]
    known = {topic for topic, _ in pairs}
    raise_errors(
        Finding("unknown-topic", Where("TOPIC"), f'there is no topic "{topic}"', did_you_mean(topic, known))
        for topic in topics
        if topic not in known
    )
    return [pair for pair in pairs if not topics or pair[0] in topics]


def sign_for(
    sources: Sources,
    locale: str,
    topics: Sequence[str],
    band: str | None,
    *,
    state: str,
    by: str,
    on: date,
    tell: Tell,
) -> None:
    """Add a named person's review of topics and write the file anew; of two who sign at once, both reviews stay.

    Raises `SourceError` if the name cannot be a person's, no topic is named, or there is no such state.
    """
    by = " ".join(by.split())
    raise_errors(_find_signature_faults(topics, state, by))
    guide = guide_of(sources, locale)
    asked = topics_asked(sources, locale, topics, band)
    path = reviews_path(sources.folders, locale)
    check_folder(path.parent)
    with lock_path(path):
        reviews = reviews_of(sources, locale, tell)
        for topic, each in asked:
            reviews = sign(reviews, Review(topic, each, state, by, on, hash_words(guide, each)[topic]))
        text = reviews_text(reviews, read_head(sources.folders, locale))
        write_lasting(path, text.encode())


def _find_signature_faults(topics: Sequence[str], state: str, by: str) -> list[Finding]:
    """Return what a signature lacks."""
    findings = []
    if state not in STATES:
        message = f'there is no state "{state}"' if state else "a name without a state"
        findings.append(Finding("unknown-state", Where("--state"), message, did_you_mean(state, STATES)))
    if not is_person(by):
        hint = "write --by and the name of who has read the words"
        findings.append(Finding("no-person", Where("--by"), "only a person may sign", hint))
    if not topics:
        hint = "name the topics that were read"
        findings.append(Finding("no-topic", Where("TOPIC"), "a state is given to topics one by one", hint))
    return findings
