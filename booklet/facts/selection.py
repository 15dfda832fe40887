"""Which of a country's contacts a reader sees, and in which order; those nobody sees need no call."""

from collections.abc import Iterator, Sequence

from booklet.facts.insert import ContactFact, Insert
from booklet.geometry import add_lengths
from booklet.values import Frozen

ADULT = 18

YOUNGEST = 10
"""The age of the youngest readers."""

MOST_ROWS = 7
"""Rows a directory has room for."""

LONG_ADDRESS, LONG_ROW = 36, 1.5
"""Letters of an address that stands on lines of its own instead of a number, and for how many rows it counts."""

ROW_KINDS = ("helpline", "crisis", "hotline", "removal", "police", "self", "support")
"""The order of the rows."""

CAREFUL_KINDS = ("helpline", "crisis", "hotline", "removal", "self", "support", "police")
"""Their order where the law may punish a child: somebody who is on its side comes before the police."""

WORLDWIDE = frozenset({"hotline", "removal"})
"""Kinds for which the world has a contact where a country has none."""


class Selection(Frozen):
    """The contacts of one edition: those named in running text, the rows of the directory, and those left out."""

    lead: ContactFact
    emergency: ContactFact | None
    crisis: ContactFact | None
    hotline: ContactFact | None
    removal: ContactFact | None
    rows: tuple[ContactFact, ...]
    left_out: tuple[ContactFact, ...]
    crisis_sms: ContactFact | None = None
    """The crisis line if it answers text messages, else one that does, where none can be called."""
    worried: ContactFact | None = None
    """Where those are helped who worry about their own thoughts, without a name."""

    @property
    def printed(self) -> tuple[ContactFact, ...]:
        """All contacts that are printed somewhere, each once."""
        named = (self.lead, self.emergency, self.crisis, self.hotline, self.removal, self.crisis_sms, self.worried)
        return tuple(dict.fromkeys((*(contact for contact in named if contact), *self.rows)))


def select(insert: Insert, world: Insert, band: str) -> Selection:
    """Return the contacts that an edition prints in a band."""
    lead = insert.lead or world.lead
    assert lead is not None, "the world has a finder"
    rows, left_out = _rows(insert, world, lead, band)
    crisis, written = _find_crisis(insert.of_kind("crisis"))
    return Selection(
        lead=lead,
        emergency=next(iter(insert.of_kind("emergency")), None),
        crisis=crisis,
        hotline=_find_online("hotline", insert, world),
        removal=_find_online("removal", insert, world),
        rows=rows,
        left_out=left_out,
        crisis_sms=written,
        worried=next(
            (one for one in insert.of_kind("self") if is_for(one, band) and "yes" in one.known("anonymous")), None
        ),
    )


def _find_crisis(lines: Sequence[ContactFact]) -> tuple[ContactFact | None, ContactFact | None]:
    """Return the crisis line to call and the one to write to; the line that is called may be both.

    A line that is open day and night stands before others; if only one that is written to is, none is called.
    """
    open_first = sorted(lines, key=lambda contact: not contact.always)
    called = next((contact for contact in open_first if contact.numbers), None)
    written = next((contact for contact in open_first if contact.sms[0]), None)
    if called and not called.always and written and written.always:
        called = None
    return called, (called if called.sms[0] else None) if called else written


def list_printed_contacts(insert: Insert, world: Insert, bands: tuple[str, ...]) -> tuple[ContactFact, ...]:
    """Return the contacts that the editions of some bands print."""
    return tuple(dict.fromkeys(contact for band in bands for contact in select(insert, world, band).printed))


def _find_online(kind: str, insert: Insert, world: Insert) -> ContactFact | None:
    """Return the first contact of a kind that has an address, the country's before the world's."""
    return next((contact for found in (insert, world) for contact in found.of_kind(kind) if contact.web), None)


def _rows(
    insert: Insert, world: Insert, lead: ContactFact, band: str
) -> tuple[tuple[ContactFact, ...], tuple[ContactFact, ...]]:
    """Return the contacts of the directory, and those without room: those that must print come first.

    Then there is one of each kind, then more; the finder is last. Rows stand by kind, within it by region.
    """
    finder = tuple(contact for contact in world.of_kind("finder") if contact.id != lead.id)
    kinds = CAREFUL_KINDS if insert.may_punish else ROW_KINDS
    units = {kind: _units(_list_of_kind(kind, insert, world, lead, band)) for kind in kinds}
    firsts = [unit for found in units.values() for unit in found[:1]]
    more = [unit for found in units.values() for unit in found[1:]]
    asked = [unit for unit in (*firsts, *more) if any(contact.must_print for contact in unit)]
    chosen: list[ContactFact] = []
    left_out: list[ContactFact] = []
    for unit in dict.fromkeys((*asked, *firsts, *more)):
        has_room = add_lengths(map(_count_rows, (*chosen, *unit))) <= MOST_ROWS - len(finder)
        (chosen if has_room else left_out).extend(unit)
    regions = list(dict.fromkeys(("", *map(_name_region, insert.contacts))))
    chosen.sort(key=lambda contact: (kinds.index(contact.kind), regions.index(_name_region(contact))))
    return (*chosen, *finder), tuple(left_out)


def _name_region(contact: ContactFact) -> str:
    """Return where a contact helps, "" if everywhere."""
    return next(iter(contact.region.values()), "")


def _count_rows(contact: ContactFact) -> float:
    """Return for how many rows a contact counts."""
    is_long = not contact.numbers and len(contact.web.partition("://")[2]) > LONG_ADDRESS
    return LONG_ROW if is_long else 1.0


def _list_of_kind(kind: str, insert: Insert, world: Insert, lead: ContactFact, band: str) -> list[ContactFact]:
    found = insert.of_kind(kind)
    if not found and kind in WORLDWIDE:
        found = world.of_kind(kind)
    fit = [contact for contact in found if contact is not lead and is_for(contact, band)]
    if kind == "crisis":
        fit.sort(key=_is_called)
    asked = [contact for contact in insert.contacts if contact.must_print and contact in fit]
    return [*asked, *(contact for contact in fit if contact not in asked)]


def _is_called(contact: ContactFact) -> bool:
    """Tell whether a contact is called rather than written to by text message."""
    return bool(contact.numbers) or not contact.sms[0]


def is_for(contact: ContactFact, band: str) -> bool:
    """Tell whether somebody in the band can use a contact; one for adults is for 14-17 alone.

    A place for people who worry about their own thoughts is for the others only if it says that it takes them at 10.
    """
    if not (contact.has_number or contact.web):
        return False
    if band == "14-17":
        return True
    takes_them = contact.kind != "self" or (bool(contact.ages_from) and int(contact.ages_from) <= YOUNGEST)
    return takes_them and not is_for_adults(contact)


def is_for_adults(contact: ContactFact) -> bool:
    """Tell whether a contact is for people from 18 on."""
    return bool(contact.ages_from) and int(contact.ages_from) >= ADULT


def _units(contacts: list[ContactFact]) -> list[tuple[ContactFact, ...]]:
    """Return contacts that are printed together or not at all: a line for the young with one for adults, or one."""
    return list(_pair_contacts(contacts))


def _pair_contacts(contacts: list[ContactFact]) -> Iterator[tuple[ContactFact, ...]]:
    left = list(contacts)
    while left:
        first = left.pop(0)
        other = next((contact for contact in left if _is_pair(first, contact)), None)
        if other is None:
            yield (first,)
        else:
            left.remove(other)
            yield first, other


def _is_pair(first: ContactFact, second: ContactFact) -> bool:
    if _name_region(first) != _name_region(second):
        return False
    return is_for_adults(first) != is_for_adults(second) and bool(first.ages_under or second.ages_under)
