"""Where somebody in a country can get help now, in the words of the guide: for pages that are read on a phone."""

from collections.abc import Iterator
from datetime import date

from booklet.api import clock
from booklet.api.project import Project
from booklet.facts.gate import CallState, contact_state
from booklet.facts.selection import select
from booklet.text.markup import plain_text
from booklet.values import Frozen
from booklet.words.localise import ManuscriptAxes, localise
from booklet.words.manuscript import Contact, Labels

SURE = frozenset({CallState.CONFIRMED, CallState.EXPIRING})
"""What a call must be worth before its number is shown."""

EMERGENCY = "emergency"

URGENT = frozenset({"police", "ambulance"})
"""The services that a child in danger needs."""

PRODUCT = "card"
"""The product whose words are read: it has few."""


class Helpline(Frozen):
    """A place to get help: its kind and name, what it is, its first number as shown and as dialled, what is sure of it.

    `line` says in words what kind of line it is, `region` where it helps, if not everywhere.
    """

    kind: str
    name: str
    line: str
    printed: str
    dial: str
    facts: tuple[str, ...]
    region: str = ""


def helplines_of(project: Project, country: str, locale: str, band: str, day: date | None = None) -> list[Helpline]:
    """Return the places of a country that have a number which a named person has called, the one for children first.

    A number whose call no longer counts on the day, today if it is left out, is not among them. Raises `SourceError`
    with all faults of the words or of the country's file.
    """
    made, sources = clock.days_of(day).made, project.sources
    insert = sources.insert(country)
    selected = select(insert, sources.world, band)
    axes = ManuscriptAxes(sources.locale(locale), band, PRODUCT, {})
    said = localise(sources.translated_guide(locale).guide, insert, sources.world, axes)[0]
    named = [(selected.lead, said.help.lead), *zip(selected.rows, said.help.rows, strict=True)]
    if selected.emergency and said.help.emergency:
        named.insert(1, (selected.emergency, said.help.emergency))
    sure = {fact: contact for fact, contact in named if contact.numbers and contact_state(fact, made) in SURE}
    return [found for contact in sure.values() for found in _of(contact, said.labels)]


def _of(contact: Contact, labels: Labels) -> Iterator[Helpline]:
    """Yield a contact; that for emergencies once for each service that a child in danger needs."""
    facts = tuple(plain_text(fact) for fact in contact.facts)
    line, region = plain_text(contact.line), plain_text(contact.region)
    if contact.kind != EMERGENCY:
        number = contact.numbers[0]
        yield Helpline(contact.kind, plain_text(contact.name), line, number.printed, number.dial, facts, region)
        return
    urgent = [number for number in contact.numbers if number.service in URGENT] or contact.numbers[:1]
    for number in urgent:
        name = labels[f"service.{number.service}" if number.service else "danger.all"]
        danger = plain_text(labels["danger"])
        yield Helpline(contact.kind, plain_text(name), danger, number.printed, number.dial, facts, region)
