"""What one country (or `001`, the world) says about where to get help, each with source, date and confidence."""

import json
from collections.abc import Container, Mapping
from datetime import date
from functools import cached_property

from booklet.errors import Finding, Where
from booklet.facts.fact import Fact, Source
from booklet.facts.fingerprint import fingerprint
from booklet.facts.law import NO_LAW, Law
from booklet.facts.practice import VALUES, list_known
from booklet.values import Frozen, field, replace

INTERNATIONAL = "001"

KINDS = ("helpline", "emergency", "crisis", "hotline", "removal", "police", "self", "support", "finder", "partner")
"""Kinds of places; `self` is for people who worry about their own sexual thoughts or behaviour."""

SERVICES = ("", "police", "ambulance", "fire")

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class PhoneNumber(Frozen):
    """A number as its source prints it, the digits to dial, and the service it reaches ("" = all, or not stated).

    `dial` differs from `printed` only where letters stand for digits: `1-800-4-A-CHILD`.
    """

    printed: str
    dial: str
    service: str
    where: Where


class Check(Frozen):
    """A person who called, the day, and the fingerprint of what they heard ("": nobody can tell what it was)."""

    by: str
    on: date
    where: Where
    of: str = ""


class Hours(Frozen):
    """When a line is open, as the file states it: days ("daily", "mon-fri", "sat,sun") and times ("09:00-17:00")."""

    days: str
    times: str


class ContactFact(Frozen, eq=False, dict=True):
    """A place to get help, as its file states it. `free`, `private` and `always` are True only if it says yes.

    `withheld` says why a sound fact is not for readers, `withdrawn` since when it is no fact any more. `country` is
    where it is dialled: the same digits reach somebody else in another country.
    """

    id: str
    kind: str
    name: Mapping[str, str]
    numbers: tuple[PhoneNumber, ...]
    abroad: str
    web: str
    chat: tuple[str, ...]
    whatsapp: str
    sms: tuple[str, str]
    always: bool
    hours: tuple[Hours, ...]
    languages: tuple[str, ...]
    free: bool
    private: bool
    ages_under: str
    ages_from: str
    sources: tuple[Source, ...]
    confidence: str
    withheld: str
    withdrawn: date | None
    checked: Check | None
    where: Where
    country: str = ""
    practice: tuple[Fact, ...] = ()
    region: Mapping[str, str] = field(default_factory=dict)
    """Where in the country it helps, by language, if not everywhere."""
    must_print: bool = False
    """Whether it gets its room before others do."""

    @property
    def is_printable(self) -> bool:
        """Whether the file trusts the fact enough to print it, and names a source."""
        is_sure = self.confidence in {"high", "medium"} and bool(self.sources)
        return is_sure and not self.withheld and not self.withdrawn

    @property
    def has_number(self) -> bool:
        """Whether somebody has to call before it is printed for readers."""
        return bool(self.numbers or self.sms[0] or self.whatsapp or self.abroad)

    def known(self, about: str) -> tuple[str, ...]:
        """Return what is surely known about how the place works, such as who answers."""
        return list_known(self.practice, about)

    @cached_property
    def heard(self) -> str:
        """The fingerprint of everything a caller hears and a reader sees; a call belongs to it alone.

        Each text goes in under the name of its field: a text that moves to another field changes the fingerprint.
        """
        facts = {
            "country": self.country,
            "kind": self.kind,
            "name": dict(self.name),
            "numbers": [[number.printed, number.dial, number.service] for number in self.numbers],
            "abroad": self.abroad,
            "web": self.web,
            "chat": self.chat,
            "whatsapp": self.whatsapp,
            "sms": self.sms,
            "always": self.always,
            "hours": [[hours.days, hours.times] for hours in self.hours],
            "languages": self.languages,
            "free": self.free,
            "private": self.private,
            "ages": [self.ages_under, self.ages_from],
        }
        if known := {about: found for about in VALUES if (found := self.known(about))}:
            facts["practice"] = known
        if self.region:
            facts["region"] = dict(self.region)
        return fingerprint([json.dumps(facts, sort_keys=True)])


class Insert(Frozen, eq=False):
    """The contacts and law of a country; `lead` stands on strip, cards and posters (None: the world's finder).

    `law` holds the lines that may print, by key and language; `legal` all facts and lines, and who signed them.

    If the law `may_punish` a child for what happened to it, the helpline stands before the police. `notes` are what a
    person should know about the file.
    """

    country: str
    name: Mapping[str, str]
    locales: tuple[str, ...]
    lead: ContactFact | None
    contacts: tuple[ContactFact, ...]
    may_punish: bool
    law: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str]
    notes: tuple[Finding, ...] = ()
    legal: Law = NO_LAW

    def of_kind(self, kind: str) -> tuple[ContactFact, ...]:
        """Return the printable contacts of a kind, the surest first."""
        found = [contact for contact in self.contacts if contact.kind == kind and contact.is_printable]
        return tuple(sorted(found, key=lambda contact: contact.confidence != "high"))


def uncall(insert: Insert) -> Insert:
    """Return a country as if nobody had called any of its contacts."""
    contacts = tuple(replace(one, checked=None) for one in insert.contacts)
    return replace(insert, contacts=contacts, lead=replace(insert.lead, checked=None) if insert.lead else None)


_OTHER_DIGITS = str.maketrans("0123456789", "1234567890")

_OTHER_LETTERS = str.maketrans("aeiou", "eioua")


def renumber(insert: Insert, ids: Container[str]) -> Insert:
    """Return a country in which some contacts have other numbers, or another address if they have none, as long."""
    others = {one: _other(one) for one in insert.contacts if one.id in ids}
    contacts = tuple(others.get(one, one) for one in insert.contacts)
    return replace(insert, contacts=contacts, lead=others.get(insert.lead, insert.lead) if insert.lead else None)


def _other(contact: ContactFact) -> ContactFact:
    if not contact.has_number:
        return replace(contact, web=contact.web.translate(_OTHER_LETTERS))
    numbers = (
        replace(one, printed=one.printed.translate(_OTHER_DIGITS), dial=one.dial.translate(_OTHER_DIGITS))
        for one in contact.numbers
    )
    return replace(
        contact,
        numbers=tuple(numbers),
        abroad=contact.abroad.translate(_OTHER_DIGITS),
        whatsapp=contact.whatsapp.translate(_OTHER_DIGITS),
        sms=(contact.sms[0].translate(_OTHER_DIGITS), contact.sms[1]),
    )
