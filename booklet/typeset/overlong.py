"""Facts too long for their place: which number or name of which contact, and what to do about it."""

from collections.abc import Iterator

from booklet.errors import Finding, Where
from booklet.facts.insert import ContactFact
from booklet.facts.selection import Selection
from booklet.text.markup import letters, plain_text
from booklet.typeset.placed import Overset
from booklet.values import Frozen
from booklet.words.locales import SOURCE_LOCALE

LEAD_BLOCKS = frozenset({"help-strip", "helpline-card", "helpline"})

ROWS = "directory"
"""The block of all rows of contacts."""

USUAL = {"number": 13, "name": 32, "region": 16}
"""Characters that find room everywhere."""

HINTS = {
    "number": "write it as it is dialled in the country, or let a contact with a shorter number lead",
    "name": "write the name that people call it by",
    "region": "write the shortest name of it, or leave it out where the name of the place says it",
}


class _Fact(Frozen):
    """A printed fact of a contact: a number, a name or a region, and the line of its file."""

    kind: str
    text: str
    contact: str
    where: Where

    @property
    def length(self) -> float:
        """Its length, as a share of the usual one."""
        return len(self.text) / USUAL[self.kind]


def fact_finding(overset: Overset, place: str, selection: Selection, locale: str) -> Finding | None:
    """Return that a fact is too long for a place, None if it is our own words that do not fit."""
    facts = list(_facts(_contacts(overset.block, selection), locale))
    about = letters(plain_text(overset.about))
    named = [fact for fact in facts if fact.kind == "number" and letters(fact.text) in about]
    longest = max(named or facts, key=lambda fact: fact.length, default=None)
    if longest is None or (not named and longest.length <= 1):
        return None
    message = f'the {longest.kind} "{longest.text}" of {longest.contact}, {len(longest.text)} characters'
    return Finding("overset", longest.where, f"{message}, is too long for {place}", HINTS[longest.kind])


def _contacts(block: str, selection: Selection) -> tuple[ContactFact, ...]:
    """Return the contacts that a block prints."""
    kind = block.removeprefix("directory.")
    if block in LEAD_BLOCKS:
        return (selection.lead,)
    if block == "emergency":
        return (selection.emergency,) if selection.emergency else ()
    if block == "m5":
        return tuple(contact for contact in (selection.emergency, selection.crisis, selection.lead) if contact)
    return tuple(contact for contact in selection.rows if block == ROWS or contact.kind == kind)


def _facts(contacts: tuple[ContactFact, ...], locale: str) -> Iterator[_Fact]:
    for contact in contacts:
        name = contact.name.get(locale) or contact.name.get(SOURCE_LOCALE) or next(iter(contact.name.values()), "")
        yield _Fact("name", name, contact.id, contact.where)
        if contact.region:
            region = (
                contact.region.get(locale) or contact.region.get(SOURCE_LOCALE) or next(iter(contact.region.values()))
            )
            yield _Fact("region", region, contact.id, contact.where)
        for number in contact.numbers:
            yield _Fact("number", number.dial, contact.id, number.where)
