"""Whether the numbers of a print still hold: each compared with what its country's file says of it on a day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from booklet.facts.gate import FIT_FOR_READERS, contact_state
from booklet.facts.insert import ContactFact, Insert
from booklet.facts.release import code_of_lines, find_end, last_month, lines_of
from booklet.facts.selection import Selection, select
from booklet.make.coverage import Coverage, contacts_of, current_numbers
from booklet.values import Frozen


class Holds(StrEnum):
    """What a print, or one of its numbers, is worth on a day; of several, the last one counts."""

    UNKNOWN = "unknown"
    """Nobody can tell: no release is known by the code, or the day lies before it was made."""
    HOLDS = "holds"
    EXPIRED = "expired"
    """The numbers are what they were, and nobody has called lately."""
    CHANGED = "changed"
    """A number is another one today."""
    RECALLED = "recalled"
    """A place is gone, or must not be given to readers any more."""


class HeldNumber(Frozen):
    """A number as it is printed, and what it is worth; `now` are the numbers of its place that stand instead of it."""

    contact: str
    printed: str
    state: Holds
    now: tuple[str, ...] = ()


class Holding(Frozen):
    """What the print with a code is worth on a day, number by number.

    `ends` is the day on which the calls that it was made on end, `until` that of the calls of today, if it holds.
    `contacts` need stickers; None if all do, since a place is gone.
    """

    code: str
    state: Holds
    numbers: tuple[HeldNumber, ...] = ()
    covered: Coverage | None = None
    ends: date | None = None
    until: date | None = None
    contacts: tuple[str, ...] | None = ()

    @property
    def month(self) -> date | None:
        """A day of the month until which the print says that it is valid, None if it says none."""
        made = _day(self.covered.made) if self.covered else None
        return last_month(self.ends, made) if self.ends and made else None


def judge(covered: Coverage, insert: Insert, world: Insert, day: date) -> Holding:
    """Return what a print is worth on a day, by the files of its country and of the world."""
    ends, made = _day(covered.ends), _day(covered.made)
    if made is None or day < made:
        return Holding(covered.code, Holds.UNKNOWN, covered=covered, ends=ends)
    known = {contact.id: contact for contact in (*world.contacts, *insert.contacts)}
    prints = {contact.id for contact in select(insert, world, covered.band).printed}
    numbers = tuple(_hold(covered.numbers, known, day))
    state = max((number.state for number in numbers), key=ORDER.index, default=Holds.UNKNOWN)
    return Holding(
        code=covered.code,
        state=state,
        numbers=numbers,
        covered=covered,
        ends=ends,
        until=find_end(known[number.contact] for number in numbers) if state is Holds.HOLDS else None,
        contacts=_find_stickers(numbers, prints),
    )


def judge_alone(covered: Coverage, day: date) -> Holding:
    """Return what a print is worth on a day by what it says itself: whether a number has changed nobody can tell."""
    ends, made = _day(covered.ends), _day(covered.made)
    state = Holds.UNKNOWN
    if ends and made and day >= made:
        state = Holds.HOLDS if day < ends else Holds.EXPIRED
    numbers = tuple(HeldNumber(contact, number, state) for contact, number in covered.numbers)
    return Holding(covered.code, state, numbers, covered, ends, ends if state is Holds.HOLDS else None)


ORDER = tuple(Holds)


def _hold(printed: Sequence[tuple[str, str]], known: Mapping[str, ContactFact], day: date) -> Iterator[HeldNumber]:
    for name, number in printed:
        contact = known.get(name)
        if contact is None or not contact.is_printable:
            yield HeldNumber(name, number, Holds.RECALLED)
        elif number not in (current := current_numbers(contact)):
            fresh = tuple(other for other in current if (name, other) not in printed)
            yield HeldNumber(name, number, Holds.CHANGED if current else Holds.RECALLED, fresh or current)
        else:
            is_fit = contact_state(contact, day) in FIT_FOR_READERS
            yield HeldNumber(name, number, Holds.HOLDS if is_fit else Holds.EXPIRED)


def _find_stickers(numbers: Iterable[HeldNumber], prints: set[str]) -> tuple[str, ...] | None:
    """Return the contacts that stickers are for, None if one of them prints no more: its place cannot be told."""
    touched = [number for number in numbers if number.state in (Holds.CHANGED, Holds.RECALLED)]
    if any(number.state is Holds.RECALLED or number.contact not in prints for number in touched):
        return None
    return tuple(dict.fromkeys(number.contact for number in touched))


def find_today(
    code: str, insert: Insert, world: Insert, bands: Iterable[str], locales: Iterable[str], day: date
) -> Coverage | None:
    """Return what the print with a code covers if it could be made today, None if no print of today has the code.

    So a print is known that nobody has noted, as long as its calls are the last ones.
    """
    tags = tuple(locales)
    pairs = (f"{one}+{other}" for one in tags for other in tags if one != other)
    spoken = (*tags, *pairs)
    for band in bands:
        selection = select(insert, world, band)
        for product in PRODUCTS:
            contacts = contacts_of(product, selection)
            if any(contact.has_number and not contact.checked for contact in contacts):
                continue  # all that print it are proofs, which have no code: so it is in nearly every country
            lines = lines_of(contacts)
            for locale in spoken:
                for version in range(1, VERSIONS + 1):
                    if code_of_lines(insert.country, locale, band, version, lines) == code:
                        return _cover(code, insert.country, product, locale, band, selection, day)
    return None


PRODUCTS = ("booklet", "poster", "card")
"""One of each kind that prints other numbers than the others."""

VERSIONS = 9
"""Versions of a print that are tried."""


def _cover(code: str, country: str, product: str, locale: str, band: str, selection: Selection, day: date) -> Coverage:
    numbers = [(one.id, number) for one in contacts_of(product, selection) for number in current_numbers(one)]
    ends = find_end(selection.printed)
    said = ends.isoformat() if ends else ""
    return Coverage(
        country, product, "", "", locale, band, "", "", day.isoformat(), tuple(numbers), code=code, ends=said
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
