"""A project's country file for a form: each contact with its fields, its state, where it prints, and its faults."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from booklet.api.listing import ContactPlace
from booklet.errors import SourceError
from booklet.facts.gate import CallState, contact_state, expiry
from booklet.facts.insert import DAYS, KINDS, SERVICES, ContactFact
from booklet.facts.places import DIRECTORY, EMERGENCY, EVERY_PAGE, IN_TEXT, Reason, list_places
from booklet.facts.practice import OTHERS, VALUES
from booklet.facts.selection import MOST_ROWS
from booklet.project.edit import (
    FieldError,
    FieldFault,
    Fields,
    Value,
    find_field_faults,
    read_country_fields,
    read_fields,
)
from booklet.sources.contacts import ANSWERS, CHATS, LONGEST_NAME, LONGEST_REGION
from booklet.sources.countries import LONGEST_NAME as LONGEST_COUNTRY
from booklet.sources.countries import UNFIT_LEADS, read_country
from booklet.sources.facts import CONFIDENCES
from booklet.sources.folders import country_file
from booklet.sources.load import Sources
from booklet.values import Frozen

__all__ = [
    "CHOICES",
    "DIRECTORY",
    "EMERGENCY",
    "EVERY_PAGE",
    "IN_TEXT",
    "LIMITS",
    "MOST_ROWS",
    "PRACTICE",
    "UNFIT_LEADS",
    "BookContact",
    "ContactBook",
    "ContactPlace",
    "FieldError",
    "FieldFault",
    "Fields",
    "Reason",
    "Value",
    "find_directory_page",
    "read_book",
]

CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": KINDS,
    "service": SERVICES,
    "chat": CHATS,
    "days": DAYS,
    "free": ANSWERS,
    "private": ANSWERS,
    "always": ANSWERS,
    "must-print": ANSWERS,
    "confidence": CONFIDENCES,
}
"""The values that fields of a contact can have, as files write them."""

PRACTICE: Mapping[str, tuple[str, ...]] = {**VALUES, **dict.fromkeys(OTHERS, ())}
"""What can be known of how a place works, with the answers that are printed (none: it is said in words only)."""

LIMITS: Mapping[str, int] = {"name": LONGEST_NAME, "region": LONGEST_REGION, "word": 20, "country": LONGEST_COUNTRY}
"""The most letters of fields."""


class BookContact(Frozen):
    """A contact as the project's file has it, perhaps half filled in.

    `fact` is what can be read of it, `until` the first day on which its call counts no more (None: nobody has called).
    `places` are where it prints, band by band; there are none while the file has faults, since nothing is made of it.
    """

    id: str
    fields: Fields
    fact: ContactFact
    state: CallState
    until: date | None
    places: tuple[ContactPlace, ...]
    faults: tuple[FieldFault, ...]


class ContactBook(Frozen):
    """The contacts of a country in the order of its file, the keys above them, and the faults of the rest of it."""

    country: str
    fields: Fields
    contacts: tuple[BookContact, ...]
    faults: tuple[FieldFault, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the file has no faults, so that something can be made of it."""
        return not (self.faults or any(contact.faults for contact in self.contacts))

    def find(self, contact: str) -> BookContact | None:
        """Return a contact by its id, None if there is none."""
        return next((one for one in self.contacts if one.id == contact), None)


def read_book(path: Path, country: str, sources: Sources, day: date) -> ContactBook:
    """Read a country file anew; raise `SourceError` if nothing can be read of it."""
    faults = find_field_faults(path)
    insert, _ = read_country(path, country_file(country), country)
    assert insert is not None, "what is no YAML is raised above"
    try:
        places = () if faults else list_places(insert, sources.world, sources.guide.bands)
    except SourceError:  # the world's file, told with everything else
        places = ()
    contacts = tuple(
        BookContact(
            fact.id,
            fields,
            fact,
            contact_state(fact, day),
            expiry(fact.checked) if fact.checked else None,
            tuple(place for place in places if place.contact is fact),
            tuple(fault for fault in faults if fault.contact and fault.contact == fields.get("id")),
        )
        for fact, fields in zip(insert.contacts, read_fields(path), strict=True)
    )
    told = {id(fault) for contact in contacts for fault in contact.faults}
    rest = tuple(fault for fault in faults if id(fault) not in told)
    return ContactBook(country, read_country_fields(path), contacts, rest)


def find_directory_page(layout: str, country: str, locale: str, band: str, sources: Sources) -> int:
    """Return the page of a layout, counted from 1, that lists the contacts of a country, 0 if it has none.

    Raises `SourceError` with all faults of the layout or of the country's file.
    """
    found = sources.layout(layout).for_band(band).without_topics(sources.unmet_topics(country, locale))
    return next((number for number, page in enumerate(found.pages, start=1) if page.master == "directory"), 0)
