"""What a person should know of a contact at a glance: pills, where it prints, and pictures of the places."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from booklet import BookletError, CallState, Finding, Project
from booklet.api import called
from booklet.api.contactbook import (
    DIRECTORY,
    EMERGENCY,
    EVERY_PAGE,
    BookContact,
    ContactBook,
    ContactPlace,
    Reason,
)
from booklet.desk.contacts.labels import (
    ANSWERS,
    CHATS,
    CONFIDENCES,
    CURES,
    DAYS,
    KINDS,
    REASONS,
    SERVICES,
    SPOTS,
    STATES,
    WHEN,
)
from booklet.desk.contacts.labels import PRACTICE as ABOUT
from booklet.desk.faults import Fault, fault_of
from booklet.values import Frozen


class Pill(Frozen):
    """A state in two words, with its look."""

    look: str
    words: str | Promise


class Placed(Frozen):
    """Where a contact prints for one age, in words, or why not and what to do."""

    band: str
    prints: bool
    words: str | Promise
    cure: str | Promise = ""


class Picture(Frozen):
    """A page to show: the axes of its file, what it shows, and its size."""

    product: str
    band: str
    item: str
    page: int
    words: str
    width: int
    height: int
    is_strip: bool = False


class Clash(Frozen):
    """What two people changed in two ways: the part, what the file says, what the form says."""

    words: Promise
    theirs: str
    mine: str


class Cure(Frozen):
    """A fault at its field: in plain words, or as the program says it, in English."""

    words: str | Promise
    said: Fault | None = None


def cure_of(finding: Finding, words: Mapping[str, str | Promise] = MappingProxyType({})) -> Cure:
    """Return what to do about a finding: in plain words, if there are any for it, of a screen's own or of all."""
    said = words.get(finding.code) or CURES.get(finding.code)
    return Cure(said) if said else Cure("", fault_of(finding))


def list_pills(contact: BookContact) -> list[Pill]:
    """Return a contact's states: the call first, then where it prints."""
    if contact.faults:
        return [Pill("is-bad", _("Not filled in"))]
    return [_call_pill(contact), *_place_pills(contact.places)]


def _call_pill(contact: BookContact) -> Pill:
    look, words = STATES[contact.state]
    if contact.until and contact.state in {CallState.CONFIRMED, CallState.EXPIRING}:
        day = called.show_day(get_language() or "en", contact.until)
        said = _("Confirmed until %(day)s") if contact.state is CallState.CONFIRMED else _("Call again before %(day)s")
        return Pill(look, said % {"day": day})
    return Pill(look, words)


def _place_pills(places: Sequence[ContactPlace]) -> Iterator[Pill]:
    """Yield where a contact prints: once, if it is the same for all ages."""
    found = [(place.band, *_place_pill(place)) for place in places]
    if len({(look, str(words)) for _, look, words in found}) == 1:
        yield Pill(*found[0][1:])
        return
    for band, look, words in found:
        yield Pill(look, f"{band}: {words}")


def _place_pill(place: ContactPlace) -> tuple[str, str | Promise]:
    if place.spots:
        return "is-good", _("Prints")
    words = REASONS[place.reason][0] if place.reason else _("Not printed")
    is_open = place.reason in {Reason.NO_ROOM, Reason.NO_SOURCE, Reason.UNREACHABLE}
    return "is-warn" if is_open else "is-open", words


def list_places(contact: BookContact) -> list[Placed]:
    """Return where a contact prints, age by age."""
    return [_say_place(place) for place in contact.places]


def _say_place(place: ContactPlace) -> Placed:
    if not place.spots:
        words, cure = REASONS[place.reason] if place.reason else (_("Not printed"), "")
        return Placed(place.band, False, words, cure)
    spots = [
        _("the list of helplines, row %(row)s") % {"row": place.row} if spot == DIRECTORY else str(SPOTS[spot])
        for spot in place.spots
    ]
    return Placed(place.band, True, called.join_list(get_language() or "en", spots))


def locale_of(book: ContactBook, project: Project) -> str:
    """Return the language of pictures: the first of the country that the guide exists in."""
    said = book.fields.get("locales", ())
    tags = [said] if isinstance(said, str) else [str(tag) for tag in said]
    return next((tag for tag in tags if tag in project.locales), "en")


PRODUCTS = ("booklet", "card", "poster")
"""The products of pictures, in their order: ages stand side by side."""


def list_pictures(contact: BookContact, book: ContactBook, project: Project) -> list[Picture]:
    """Return the pages that show a contact: the list in each band, card and poster strip if it stands on them."""
    if not book.is_sound:
        return []
    locale = locale_of(book, project)
    found = []
    for place in contact.places:
        try:
            page = project.directory_page(book.country, locale, place.band)
        except BookletError:
            continue
        words = _("Ages %(band)s: the list of helplines") % {"band": place.band}
        found += [Picture("booklet", place.band, "", page, words, 420, 596)] if page else []
        if EVERY_PAGE in place.spots:
            words = _("Ages %(band)s: the back of a card") % {"band": place.band}
            found.append(Picture("card", place.band, "c1", 2, words, 420, 272))
        if {EVERY_PAGE, EMERGENCY} & set(place.spots):
            words = _("Ages %(band)s: the strip of a poster") % {"band": place.band}
            found.append(Picture("poster", place.band, "p1", 1, words, 420, 594, is_strip=True))
    return sorted(found, key=lambda picture: PRODUCTS.index(picture.product))


def list_faults(book: ContactBook) -> list[dict[str, object]]:
    """Return the faults of a country file with where to mend each."""
    names = {contact.id: name_of(contact) for contact in book.contacts}
    told: list[dict[str, object]] = []
    for contact in book.contacts:
        if contact.faults:
            url = url_of(contact.id)
            told.append({"id": contact.id, "name": names[contact.id], "url": url, "count": len(contact.faults)})
    return told


def url_of(contact: str) -> str:
    """Return the address of a contact's form, "" if what its file calls it can be no part of an address."""
    try:
        return reverse("contacts:edit", args=[contact])
    except NoReverseMatch:
        return ""


def name_of(contact: BookContact) -> str:
    """Return what a contact calls itself, in the desk's language if its file says so, else its short name."""
    names = contact.fact.name
    return names.get(get_language() or "en") or next(filter(None, names.values()), "") or contact.id


CHOSEN: Mapping[str, Mapping[str, Promise]] = {
    "kind": KINDS,
    "free": ANSWERS,
    "private": ANSWERS,
    "must-print": ANSWERS,
    "confidence": CONFIDENCES,
}


def describe(key: str, value: Any) -> str:
    """Return a value of a form in words, for two versions side by side."""
    if not value:
        return _("nothing")
    if key in CHOSEN:
        return str(CHOSEN[key].get(value, value))
    if key == "hours":
        return describe_hours(value["rows"]) if value["when"] == "hours" else str(WHEN[value["when"]])
    if key == "numbers":
        said = (f"{one['printed']} {SERVICES.get(one['service'], '') if one['service'] else ''}" for one in value)
        return ", ".join(map(str.strip, said))
    if key == "sources":
        return ", ".join(" ".join(filter(None, one.values())) for one in value)
    if key == "practice":
        return "; ".join(f"{ABOUT.get(one['about'], one['about'])}: {one['value']} {one['says']}" for one in value)
    if key == "chat":
        return ", ".join(str(CHATS.get(one, one)) for one in value)
    if key == "languages":
        return ", ".join(called.language_name(one, get_language() or "en") for one in value)
    if key == "ages":
        words = {"from": _("from %(age)s"), "under": _("under %(age)s")}
        return ", ".join(words[one] % {"age": value[one]} for one in words if one in value)
    return ", ".join(value.values()) if isinstance(value, Mapping) else str(value)


def describe_hours(rows: Sequence[Sequence[str]]) -> str:
    """Return hours in words.

    >>> describe_hours([["mon-wed", "09:00", "00:00"]])
    'mon-wed 09:00\N{EN DASH}24:00'
    """
    return ", ".join(
        f"{DAYS.get(days, days)} {begin}\N{EN DASH}{'24:00' if end == '00:00' else end}" for days, begin, end in rows
    )
