"""A partner who takes responsibility for words in draft: a named person, for one language and band, for twelve months.

It is no review and becomes none. It holds for the words of the day on which it was written down.
"""

from collections.abc import Mapping
from datetime import date

from booklet.errors import Finding, Severity
from booklet.look.brand import Responsible
from booklet.words.statements import Answer, Confirmation, fingerprint_of


def place_of(locale: str, band: str) -> str:
    """Return how `confirmed.yaml` calls the words of a language and a band."""
    return f"all words {locale} {band}"


def confirmation_of(taken: Responsible, band: str, words: str) -> Confirmation:
    """Return what is written down when a person takes responsibility for words, by their hash."""
    place = place_of(taken.locale, band)
    return Confirmation(place, fingerprint_of(place, words), Answer.READ, taken.name, taken.on, taken.organisation)


def why_not(taken: Responsible, band: str, words: str, known: Mapping[tuple[str, str], Confirmation], day: date) -> str:
    """Return why nobody takes responsibility for words on a day, "" if the person named does."""
    if day < taken.on:
        return f"begins on {taken.on} and not before"
    if day >= taken.ends:
        return f"ended on {taken.ends}: twelve months have passed"
    place = place_of(taken.locale, band)
    found = known.get((place, fingerprint_of(place, words)))
    if found and (found.answer, found.by, found.on) == (Answer.READ, taken.name, taken.on):
        return ""
    if any(name == place for name, _ in known):
        return "was taken for other words, or by another person: they have changed since"
    return "is not written down yet"


def responsibility_finding(
    taken: Responsible, band: str, words: str, known: Mapping[tuple[str, str], Confirmation], day: date
) -> Finding:
    """Return until when a person takes responsibility for words, or why nobody does."""
    said = f"{taken.name} takes responsibility for the words in {taken.locale}, {band}"
    if why := why_not(taken, band, words, known, day):
        message = f"{said}: this {why}, so nobody is named on them"
        command = f"review take-responsibility --locale {taken.locale} --band {band}"
        hint = f"let {taken.name} read every page, write the day into date:, then run {command}"
        return Finding("responsibility-open", taken.where, message, hint, Severity.WARNING)
    return Finding(
        "responsibility-ends", taken.where, f"{said}, until {taken.ends}", "read every page again then", Severity.NOTE
    )
