"""What only a person can say: that a number was called, that own words and pictures were looked at.

No program confirms anything here by itself. Each function asks for the name of a person and for the day, refuses days
that lie ahead, and writes through what the command `confirm` writes through.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from booklet.errors import Finding, SourceError, Where, raise_errors
from booklet.facts.gate import contact_state
from booklet.facts.insert import ContactFact
from booklet.facts.lots import Campaign
from booklet.facts.selection import printed_contacts
from booklet.jobs import WORDED
from booklet.make.build import open_sources
from booklet.make.output import sweep
from booklet.make.planning import Wanted, locales_of
from booklet.project.confirm import Call, own_folder, project_file, to_call, unfit_days, write_call
from booklet.project.confirmations import write_confirmations
from booklet.project.differences import facts_of
from booklet.sources.contacts import TIMES
from booklet.sources.folders import country_file
from booklet.sources.load import Sources
from booklet.sources.runfile import read_run
from booklet.sources.statements import row_statements, statements_for
from booklet.words.catalogue import ids_of
from booklet.words.guide import columns_in
from booklet.words.own_words import strings_by_id
from booklet.words.review import is_person
from booklet.words.statements import Answer, Confirmation, Statement, to_confirm

__all__ = [
    "TIMES",
    "Answer",
    "Call",
    "Campaign",
    "ContactFact",
    "Statement",
    "confirm_statements",
    "contact_state",
    "facts_of",
    "open_questions",
    "own_folder",
    "read_run",
    "record_call",
    "refuse_days",
    "refuse_nobody",
    "sweep_project",
    "to_look_at",
    "write_call_of",
]


def refuse_nobody(by: str) -> None:
    """Raise `SourceError` unless a name is one of a person."""
    if not is_person(by):
        hint = "write --by and the name of who calls"
        raise SourceError(Finding("no-person", Where("--by"), "only a person can call", hint))


def refuse_days(contacts: Iterable[ContactFact], on: date, real: date) -> None:
    """Raise `SourceError` for a day on which nobody can have called yet, or before what the file says was read."""
    raise_errors(unfit_days(contacts, on, real))


def open_questions(
    project: Path, country: str, real: date, campaign: Campaign | None = None, products: Iterable[str] = ()
) -> tuple[tuple[ContactFact, ...], tuple[Statement, ...]]:
    """Return the contacts to call, and what is to be looked at, also in products that packages bring, by their names.

    Contacts of a country that the project has no file of are not its to confirm.
    """
    sources = open_sources(project)
    said = to_look_at(sources, country, real, campaign, products)
    if not sources.folders.is_laid(country_file(country)):
        return (), said
    return to_call(printed_contacts(sources.insert(country), sources.world, sources.guide.bands), real), said


def write_call_of(project: Path, country: str, call: Call) -> None:
    """Write a call into the country file of a project; raise `BookletError`, with nothing written, if it cannot be."""
    write_call(project_file(project, country), call)


def record_call(
    project: Path,
    contact: ContactFact,
    *,
    by: str,
    on: date,
    real: date,
    free: str = "",
    hours: Mapping[str, str] | None = None,
    is_gone: bool = False,
) -> None:
    """Write that a named person called a contact on a day and heard what its file says; see `Project.record_call`."""
    by = " ".join(str.split(by))
    refuse_nobody(by)
    refuse_days([contact], on, real)
    write_call_of(project, contact.country, Call(contact.id, by, on, contact.heard, free, hours, is_gone))


def sweep_project(project: Path, country: str) -> None:
    """Remove what commands that were stopped had begun to write in a project."""
    for folder in (project, (project / country_file(country)).parent):
        sweep(folder)


def to_look_at(
    sources: Sources, country: str, day: date, campaign: Campaign | None, products: Iterable[str] = ()
) -> tuple[Statement, ...]:
    """Return what a person has to look at on a day: all that a country's editions and a campaign's files say.

    Products that packages bring are looked at where they are named.
    """
    ids = frozenset[str]().union(
        *(ids_of(sources.guide, product, band) for product in WORDED for band in sources.guide.bands)
    )
    tags = locales_of(country, sources)
    wordings = (text for strings in strings_by_id(sources.guide).values() for text in strings.values())
    printed = frozenset(column for text in wordings for form in text.forms for column in columns_in(form))
    said = [*statements_for(sources, country, tags, ids)]
    for lot in campaign.lots if campaign else ():
        said += statements_for(replace(sources, event=lot.event), country, tags, ids)
        said += (row for who in lot.recipients for row in row_statements(who.narrowed(printed)))
    said += (one for name in products for one in _brought_statements(name, sources, country, day))
    return to_confirm(dict.fromkeys(said), sources.confirmed, day)


def _brought_statements(name: str, sources: Sources, country: str, day: date) -> Iterator[Statement]:
    """Yield what a product that a package brings shows in the files of a country."""
    from booklet.platypus.packages import find_publication
    from booklet.platypus.publication import place_publication, publication_jobs

    publication = find_publication(name)
    asked = Wanted(countries=(country,), bands=sources.guide.bands, editions=("screen",))
    for job in publication_jobs(publication, asked, sources):
        brought = place_publication(publication, job, sources, day, day).brought
        if brought and brought.statement:
            yield brought.statement


def confirm_statements(project: Path, said: Iterable[Statement], answer: str, *, by: str, on: date) -> None:
    """Write what a named person says of statements; raise `BookletError`, with nothing written, if it cannot be."""
    found = tuple(said)
    refuse_nobody(by)
    for one in found:
        if answer not in one.answers:
            hint = f"say {' or '.join(one.answers)}"
            raise SourceError(Finding("wrong-answer", one.where, f'"{answer}" is no answer to {one.place}', hint))
    confirmed = (Confirmation(one.place, one.of, Answer(answer), by, on, one.shows) for one in found)
    write_confirmations(project, confirmed)
