"""Where each contact of a country prints, in each band, and why the others do not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from booklet.errors import Finding, Severity
from booklet.facts.insert import INTERNATIONAL, ContactFact, Insert
from booklet.facts.selection import ADULT, MOST_ROWS, YOUNGEST, Selection, is_for, is_for_adults, select

EVERY_PAGE = "every page, posters and cards"

EMERGENCY = "help pages and posters"

IN_TEXT = "the pages that speak of it"

NO_SOURCE = "it does not say where you know it from"


@dataclass(frozen=True, slots=True)
class ContactPlace:
    """Where a contact prints in a band, "" if nowhere; then why, and what to do about it ("": nothing).

    A reason `is_meant` if the file itself says that these readers are not to see it.
    """

    contact: ContactFact
    band: str
    where: str
    why: str = ""
    hint: str = ""
    is_meant: bool = False
    lacks_room: bool = False
    severity: Severity = Severity.NOTE


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
    where = []
    if contact is chosen.lead:
        where.append(EVERY_PAGE)
    if contact is chosen.emergency:
        where.append(EMERGENCY)
    if contact in chosen.rows:
        where.append(f"directory, row {chosen.rows.index(contact) + 1}")
    if contact in (chosen.crisis, chosen.crisis_sms, chosen.hotline, chosen.removal, chosen.worried):
        where.append(IN_TEXT)
    if where:
        return ContactPlace(contact, band, ", and ".join(where))
    return next(_list_reasons(contact, band, chosen))


def _list_reasons(contact: ContactFact, band: str, chosen: Selection) -> Iterator[ContactPlace]:
    """Yield why a contact does not print in a band, the first thing to mend first."""
    if contact.withdrawn:
        yield ContactPlace(contact, band, "", f"out of use since {contact.withdrawn}", is_meant=True)
    if contact.withheld:
        yield ContactPlace(contact, band, "", f"withheld: {contact.withheld}", is_meant=True)
    if contact.confidence not in {"high", "medium"}:
        yield ContactPlace(contact, band, "", "its confidence is low", is_meant=True)
    if not contact.sources:
        hint = "add sources: a web page (url) or a letter, a poster, a talk (reference), with its date"
        yield ContactPlace(contact, band, "", NO_SOURCE, hint, severity=Severity.WARNING)
    if contact.kind == "partner":
        yield ContactPlace(contact, band, "", "partners are kept, and print nowhere", is_meant=True)
    if contact.kind == "emergency":
        hint = "write its number under the first, with service: police, ambulance or fire"
        yield ContactPlace(contact, band, "", "only the first emergency contact prints", hint)
    if contact.kind == "finder":
        hint = "name it after lead: if no helpline serves the whole country"
        yield ContactPlace(contact, band, "", "the directory ends with the finder for all the world", hint)
    if not (contact.has_number or contact.web):
        yield ContactPlace(contact, band, "", "it has neither a number nor an address", "add numbers: or web:")
    if not is_for(contact, band):
        yield _report_age(contact, band)
    rows = ", ".join(row.id for row in chosen.rows)
    why = f"the directory has room for {MOST_ROWS} rows, fewer of long ones, and has {rows}"
    hint = "write must-print: yes below it to print it before others, or take away what helps less"
    yield ContactPlace(contact, band, "", why, hint, lacks_room=True)


def _report_age(contact: ContactFact, band: str) -> ContactPlace:
    if is_for_adults(contact):
        return ContactPlace(contact, band, "", f"it is for people from {ADULT} on", is_meant=True)
    why, hint = f"it does not say that it takes children of {YOUNGEST}", f"add ages: {{from: {YOUNGEST}}} if it does"
    return ContactPlace(contact, band, "", why, hint, is_meant=True)
