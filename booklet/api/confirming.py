"""What only a person can say: that a number was called, that own words and pictures were looked at.

No program confirms anything here by itself. Each function asks for the name of a person and for the day, refuses days
that lie ahead, and writes in the same way as the command `confirm`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from booklet.errors import Finding, SourceError, Where, raise_errors
from booklet.facts.gate import contact_state
from booklet.facts.insert import ContactFact
from booklet.facts.lots import Campaign
from booklet.facts.selection import list_printed_contacts
from booklet.jobs import WORDED
from booklet.make.opening import open_sources
from booklet.make.output import sweep
from booklet.make.planning import Wanted, locales_of
from booklet.project.confirm import Call, find_own_folder, find_unfit_days, list_to_call, project_file, write_call
from booklet.project.confirmations import write_confirmations
from booklet.project.differences import facts_of
from booklet.sources.contacts import parse_hours
from booklet.sources.folders import country_file
from booklet.sources.load import Sources
from booklet.sources.runfile import read_run
from booklet.sources.statements import list_statements, row_statements
from booklet.values import Frozen
from booklet.words.catalogue import ids_of
from booklet.words.guide import TALK, columns_in
from booklet.words.own_words import strings_by_id
from booklet.words.review import is_person
from booklet.words.statements import Answer, Confirmation, Statement, list_to_confirm

__all__ = [
    "Answer",
    "Call",
    "Campaign",
    "ContactFact",
    "Number",
    "Statement",
    "confirm_statements",
    "contact_state",
    "facts_of",
    "find_own_folder",
    "list_calls",
    "list_heard",
    "list_numbers",
    "list_to_look_at",
    "open_questions",
    "parse_hours",
    "read_run",
    "record_call",
    "refuse_days",
    "refuse_nobody",
    "sweep_project",
    "write_call_of",
]


class Number(Frozen):
    """A number that a person calls, or writes to, to confirm a contact.

    `way` is call, abroad, WhatsApp or text. `shown` is how it is printed, `dial` what is dialled, `word` what a text
    message begins with. `field` is the path of keys that holds it, such as `numbers.1`.
    """

    way: str
    shown: str
    dial: str
    field: str
    service: str = ""
    word: str = ""

    @property
    def link(self) -> str:
        """The address that opens it on a phone.

        >>> Number("call", "(020) 7946-0018", "(020) 7946-0018", "numbers.0").link
        'tel:02079460018'
        """
        digits = re.sub(r"[^0-9+]", "", self.dial)
        return f"sms:{digits}" if self.way == "text" else f"tel:{digits}"


def list_numbers(contact: ContactFact) -> tuple[Number, ...]:
    """Return the numbers of a contact in the order in which they are called."""
    to, word = contact.sms
    found = [
        Number("call", one.printed, one.dial, f"numbers.{place}", one.service)
        for place, one in enumerate(contact.numbers)
    ]
    found += [Number("WhatsApp", contact.whatsapp, contact.whatsapp, "whatsapp")] if contact.whatsapp else []
    found += [Number("text", to, to, "sms.to", word=word)] if to else []
    found += [Number("abroad", contact.abroad, contact.abroad, "abroad")] if contact.abroad else []
    return tuple(found)


HEARD = (
    *("numbers", "from abroad", "web", "chat", "WhatsApp", "text messages", "open", "languages"),
    *("free", "private", "ages"),
)
"""What a call confirms of a contact, beside its kind and its names."""


def list_heard(contact: ContactFact) -> dict[str, str]:
    """Return in words what a call confirms of a contact, by the name of each fact."""
    facts = facts_of(contact)
    regions = (name for name in facts if name.startswith("region "))
    return {name: facts[name] for name in (*regions, *HEARD) if facts[name]}


def refuse_nobody(by: str) -> None:
    """Raise `SourceError` unless a name can be a person's."""
    if not is_person(by):
        hint = "write --by and the name of who calls"
        raise SourceError(Finding("no-person", Where("--by"), "only a person can call", hint))


def refuse_days(contacts: Iterable[ContactFact], on: date, real: date) -> None:
    """Raise `SourceError` for a day that lies ahead, or before the day on which the file says something was read."""
    raise_errors(find_unfit_days(contacts, on, real))


def open_questions(
    project: Path, country: str, real: date, campaign: Campaign | None = None, products: Iterable[str] = ()
) -> tuple[tuple[ContactFact, ...], tuple[Statement, ...]]:
    """Return the contacts to call and the statements to look at, also those of named products from packages."""
    sources = open_sources(project)
    return list_calls(sources, country, real), list_to_look_at(sources, country, real, campaign, products)


def list_calls(sources: Sources, country: str, day: date) -> tuple[ContactFact, ...]:
    """Return the contacts to call: none in a country of which the project has no file, it is not the project's."""
    if not sources.folders.is_laid(country_file(country)):
        return ()
    return list_to_call(list_printed_contacts(sources.insert(country), sources.world, sources.guide.bands), day)


def write_call_of(project: Path, country: str, call: Call) -> None:
    """Write a call into a project's country file; raise `BookletError`, with nothing written, if that fails."""
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
    """Write that a named person called a contact and heard what its file says; see `Project.record_call`."""
    by = " ".join(str.split(by))
    refuse_nobody(by)
    refuse_days([contact], on, real)
    write_call_of(project, contact.country, Call(contact.id, by, on, contact.heard, free, hours, is_gone))


def sweep_project(project: Path, country: str) -> None:
    """Remove what interrupted commands left half written in a project."""
    for folder in (project, (project / country_file(country)).parent):
        sweep(folder)


def list_to_look_at(
    sources: Sources, country: str, day: date, campaign: Campaign | None, products: Iterable[str] = ()
) -> tuple[Statement, ...]:
    """Return everything a person has to look at on a day: in a country's editions and a campaign's files."""
    ids = frozenset[str]().union(
        *(ids_of(sources.guide, product, band) for product in (*WORDED, TALK) for band in sources.guide.every_band)
    )
    tags = locales_of(country, sources)
    wordings = (text for strings in strings_by_id(sources.guide).values() for text in strings.values())
    printed = frozenset(column for text in wordings for form in text.forms for column in columns_in(form))
    said = [*list_statements(sources, country, tags, ids)]
    for lot in campaign.lots if campaign else ():
        said += list_statements(replace(sources, event=lot.event), country, tags, ids)
        said += (row for who in lot.recipients for row in row_statements(who.narrow(printed)))
    said += (one for name in products for one in _brought_statements(name, sources, country, day))
    return list_to_confirm(dict.fromkeys(said), sources.confirmed, day)


def _brought_statements(name: str, sources: Sources, country: str, day: date) -> Iterator[Statement]:
    """Yield the statements of a product from a package in the files of a country."""
    from booklet.platypus.packages import find_publication
    from booklet.platypus.publication import place_publication, publication_jobs

    publication = find_publication(name)
    asked = Wanted(countries=(country,), bands=sources.guide.bands, editions=("screen",))
    for job in publication_jobs(publication, asked, sources):
        brought = place_publication(publication, job, sources, day, day).brought
        if brought and brought.statement:
            yield brought.statement


def confirm_statements(project: Path, said: Iterable[Statement], answer: str, *, by: str, on: date) -> None:
    """Write a named person's answer about statements; raise `BookletError`, with nothing written, if it fails."""
    found = tuple(said)
    refuse_nobody(by)
    for one in found:
        if answer not in one.answers:
            hint = f"say {' or '.join(one.answers)}"
            raise SourceError(Finding("wrong-answer", one.where, f'"{answer}" is no answer to {one.place}', hint))
    confirmed = (Confirmation(one.place, one.of, Answer(answer), by, on, one.shows) for one in found)
    write_confirmations(project, confirmed)
