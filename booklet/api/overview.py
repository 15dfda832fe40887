"""An edition at a glance: the numbers to call, the words to sign, what keeps its files from being for readers."""

from datetime import date

from booklet.api import clock
from booklet.api.confirming import find_own_folder, list_to_look_at
from booklet.api.listing import list_printed
from booklet.api.project import Project
from booklet.bands import EASY
from booklet.errors import Finding
from booklet.facts.gate import CallState
from booklet.facts.insert import ContactFact
from booklet.project.confirm import list_to_call
from booklet.sources.folders import country_file
from booklet.values import Frozen
from booklet.words.review import MACHINE, OWN, REVIEWED, find_lowest_state, is_fixed
from booklet.words.statements import Statement

__all__ = ["MACHINE", "REVIEWED", "CallState", "ContactFact", "Overview", "WordsOf", "overview_of"]


class WordsOf(Frozen):
    """The words of a language of an edition: the state of the lowest page, and how many of its pages are signed."""

    locale: str
    state: str
    signed: int
    pages: int


class Overview(Frozen):
    """What is still to do for an edition, and by whom.

    `to_call` are contacts to call, `to_look_at` own words and pictures that a person has to look at, `notes` what is to
    be thought about in the files.
    """

    country: str
    locales: tuple[str, ...]
    numbers: CallState
    until: date | None
    """The first day on which the oldest call counts no more, None if nobody has called."""
    to_call: tuple[ContactFact, ...]
    to_look_at: tuple[Statement, ...]
    words: tuple[WordsOf, ...]
    notes: tuple[Finding, ...]
    has_contacts: bool
    """Whether the country file names any place to get help."""
    has_logo: bool

    @property
    def is_sure(self) -> bool:
        """Whether calls hold today for all numbers that print."""
        return self.numbers in {CallState.ADDRESSES, CallState.CONFIRMED, CallState.EXPIRING}

    @property
    def is_proof(self) -> bool:
        """Whether files are a PROOF today: for numbers, own words or pictures, or a translation that is nobody's."""
        return not self.is_sure or bool(self.to_look_at) or any(one.state == MACHINE for one in self.words)

    @property
    def is_draft(self) -> bool:
        """Whether not all have signed the words of one of its languages."""
        return any(one.state != REVIEWED for one in self.words)


def overview_of(project: Project, country: str, day: date | None = None) -> Overview:
    """Return what is to do for the edition of a country on a day, today if it is left out.

    Raises `SourceError` if this is not a partner's project, or with all faults of the files that it reads.
    """
    made, sources = clock.days_of(day).made, project.sources
    found = project.country(country, made)
    find_own_folder(project.path, country)
    is_own = sources.folders.is_laid(country_file(country))
    return Overview(
        country,
        found.locales,
        found.numbers,
        found.until,
        list_to_call(list_printed(country, sources), made) if is_own else (),
        list_to_look_at(sources, country, made, None),
        tuple(_words_of(project, locale) for locale in found.locales),
        (*sources.notes, *sources.insert_notes(country)),
        bool(sources.insert(country).contacts),
        sources.brand.logo is not None,
    )


def _words_of(project: Project, locale: str) -> WordsOf:
    found = [one for one in project.sources.standings(locale) if one.band != EASY]
    pages = [one for one in found if not is_fixed(one) and one.state != OWN]
    return WordsOf(locale, find_lowest_state(found), sum(one.state == REVIEWED for one in pages), len(pages))
