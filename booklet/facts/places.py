"""Where each contact of a country prints, in each band, and why the others do not."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from booklet.errors import Finding, Severity
from booklet.facts.insert import INTERNATIONAL, ContactFact, Insert
from booklet.facts.selection import ADULT, MOST_ROWS, YOUNGEST, Selection, is_for, is_for_adults, select
from booklet.values import Frozen

EVERY_PAGE = "every page, posters and cards"

EMERGENCY = "help pages and posters"

DIRECTORY = "directory"

IN_TEXT = "the pages that speak of it"

NO_SOURCE = "it does not say where you know it from"


class Reason(StrEnum):
    """Why a contact does not print in a band, for programs that say it in words of their own."""

    WITHDRAWN = "withdrawn"
    WITHHELD = "withheld"
    UNSURE = "unsure"
    NO_SOURCE = "no-source"
    PARTNER = "partner"
    SECOND_EMERGENCY = "second-emergency"
    FINDER = "finder"
    UNREACHABLE = "unreachable"
    FOR_ADULTS = "for-adults"
    NOT_SO_YOUNG = "not-so-young"
    NO_ROOM = "no-room"


class ContactPlace(Frozen):
    """Where a contact prints in a band, "" if nowhere; then why, and what to do about it ("": nothing).

    A reason `is_meant` if the file itself says that these readers are not to see it. `spots` are the places one by one,
    `row` counts those of the directory from 1 (0: it stands in none).
    """

    contact: ContactFact
    band: str
    where: str
    why: str = ""
    hint: str = ""
    is_meant: bool = False
    lacks_room: bool = False
    severity: Severity = Severity.NOTE
    reason: Reason | None = None
    spots: tuple[str, ...] = ()
    row: int = 0


def list_places(insert: Insert, world: Insert, bands: Iterable[str]) -> tuple[ContactPlace, ...]:
    """Return where the contacts of a country print, in the order of its file, each in every band."""
    chosen = {band: select(insert, world, band) for band in bands}
    return tuple(_find_place(contact, band, chosen[band]) for contact in insert.contacts for band in chosen)


def place_findings(insert: Insert, world: Insert, bands: Iterable[str]) -> Iterator[Finding]:
    """Yield what does not print although nobody meant it so, or although it must."""
    if insert.country == INTERNATIONAL:
        return
    hidden: dict[ContactFact, list[ContactPlace]] = {}
    places = list_places(insert, world, bands)
    for place in places:
        if not place.where:
            hidden.setdefault(place.contact, []).append(place)
    count = len(dict.fromkeys(place.band for place in places))
    for contact, unseen in hidden.items():
        if told := [place for place in unseen if not place.is_meant or (contact.must_print and len(unseen) == count)]:
            yield _report_hidden(told, is_everywhere=len(told) == count)


def _report_hidden(places: list[ContactPlace], *, is_everywhere: bool) -> Finding:
    first, contact = places[0], places[0].contact
    bands = "" if is_everywhere else f" for ages {' and '.join(place.band for place in places)}"
    if contact.must_print:
        message = f'"{contact.id}" must print and does not{bands}: {first.why}'
        hint = "take must-print away from it, or from another" if first.lacks_room else first.hint
        return Finding("must-print", contact.where, message, hint or "take must-print away")
    message = f'"{contact.id}" is not printed{bands}: {first.why}'
    code = "directory-full" if first.lacks_room else "not-printed"
    return Finding(code, contact.where, message, first.hint, first.severity)


def _find_place(contact: ContactFact, band: str, chosen: Selection) -> ContactPlace:
    """Return where a contact prints in a band, or why not."""
    spots: list[str] = []
    if contact is chosen.lead:
        spots.append(EVERY_PAGE)
    if contact is chosen.emergency:
        spots.append(EMERGENCY)
    row = chosen.rows.index(contact) + 1 if contact in chosen.rows else 0
    if row:
        spots.append(DIRECTORY)
    if contact in (chosen.crisis, chosen.crisis_sms, chosen.hotline, chosen.removal, chosen.worried):
        spots.append(IN_TEXT)
    if spots:
        where = ", and ".join(f"{spot}, row {row}" if spot == DIRECTORY else spot for spot in spots)
        return ContactPlace(contact, band, where, spots=tuple(spots), row=row)
    return next(_list_reasons(contact, band, chosen))


def _list_reasons(contact: ContactFact, band: str, chosen: Selection) -> Iterator[ContactPlace]:
    """Yield why a contact does not print in a band, the first thing to mend first."""

    def tell(
        reason: Reason, why: str, hint: str = "", *, is_meant: bool = False, severity: Severity = Severity.NOTE
    ) -> ContactPlace:
        lacks_room = reason is Reason.NO_ROOM
        return ContactPlace(contact, band, "", why, hint, is_meant, lacks_room, severity, reason)

    if contact.withdrawn:
        yield tell(Reason.WITHDRAWN, f"out of use since {contact.withdrawn}", is_meant=True)
    if contact.withheld:
        yield tell(Reason.WITHHELD, f"withheld: {contact.withheld}", is_meant=True)
    if contact.confidence not in {"high", "medium"}:
        yield tell(Reason.UNSURE, "its confidence is low", is_meant=True)
    if not contact.sources:
        hint = "add sources: a web page (url) or a letter, a poster, a talk (reference), with its date"
        yield tell(Reason.NO_SOURCE, NO_SOURCE, hint, severity=Severity.WARNING)
    if contact.kind == "partner":
        yield tell(Reason.PARTNER, "partners are kept, and print nowhere", is_meant=True)
    if contact.kind == "emergency":
        hint = "write its number under the first, with service: police, ambulance or fire"
        yield tell(Reason.SECOND_EMERGENCY, "only the first emergency contact prints", hint)
    if contact.kind == "finder":
        hint = "name it after lead: if no helpline serves the whole country"
        yield tell(Reason.FINDER, "the directory ends with the finder for all the world", hint)
    if not (contact.has_number or contact.web):
        yield tell(Reason.UNREACHABLE, "it has neither a number nor an address", "add numbers: or web:")
    if not is_for(contact, band) and is_for_adults(contact):
        yield tell(Reason.FOR_ADULTS, f"it is for people from {ADULT} on", is_meant=True)
    if not is_for(contact, band):
        why, hint = (
            f"it does not say that it takes children of {YOUNGEST}",
            f"add ages: {{from: {YOUNGEST}}} if it does",
        )
        yield tell(Reason.NOT_SO_YOUNG, why, hint, is_meant=True)
    rows = ", ".join(row.id for row in chosen.rows)
    why = f"the directory has room for {MOST_ROWS} rows, fewer of long ones, and has {rows}"
    hint = "write must-print: yes below it to print it before others, or take away what helps less"
    yield tell(Reason.NO_ROOM, why, hint)
