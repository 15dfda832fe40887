"""What one country (or `001`, the world) says about where to get help, with source, date and confidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from booklet.errors import Where

INTERNATIONAL = "001"

KINDS = ("helpline", "emergency", "crisis", "hotline", "removal", "police", "support", "finder", "partner")

SERVICES = ("", "police", "ambulance", "fire")


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number exactly as its source prints it, and the service it reaches ("" = all or not said)."""

    printed: str
    service: str
    where: Where


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read, and the date of that source."""

    address: str
    dated: str


@dataclass(frozen=True, slots=True)
class Check:
    """A person who called, and the day."""

    by: str
    on: date


@dataclass(frozen=True, eq=False)
class ContactFact:
    """A place to get help as its file states it. `free`, `private` and `always` are True only where it says yes."""

    id: str
    kind: str
    name: Mapping[str, str]
    numbers: tuple[PhoneNumber, ...]
    web: str
    chat: tuple[str, ...]
    sms: tuple[str, str]
    always: bool
    daily: str
    languages: tuple[str, ...]
    free: bool
    private: bool
    ages_under: str
    ages_from: str
    sources: tuple[Source, ...]
    confidence: str
    checked: Check | None
    where: Where

    @property
    def is_printable(self) -> bool:
        """Whether the file trusts the fact enough to print it, and names a source."""
        return self.confidence in {"high", "medium"} and bool(self.sources)


@dataclass(frozen=True, eq=False)
class Insert:
    """The contacts and law lines of a country; `lead` stands on strip, cards and posters."""

    country: str
    name: Mapping[str, str]
    locales: tuple[str, ...]
    lead: ContactFact
    contacts: tuple[ContactFact, ...]
    law: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str]

    def of_kind(self, kind: str) -> tuple[ContactFact, ...]:
        """Return the printable contacts of a kind, the surest first."""
        found = [contact for contact in self.contacts if contact.kind == kind and contact.is_printable]
        return tuple(sorted(found, key=lambda contact: contact.confidence != "high"))

    @property
    def is_confirmed(self) -> bool:
        """Whether a person has called every number that is printed; an insert without numbers is."""
        return all(contact.checked for contact in self.contacts if contact.numbers and contact.is_printable)
