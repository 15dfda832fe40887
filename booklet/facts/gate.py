"""Whether numbers may go to readers on a day: only a person's call confirms a number, and only for six months."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from booklet.days import add_months
from booklet.errors import Finding, Severity, Where
from booklet.facts.insert import Check, ContactFact
from booklet.facts.law import Law
from booklet.values import Frozen

MONTHS = 6
"""How long a call is good for (handbook, section 11)."""

WARNING_DAYS = 30
"""Days before the end in which a number counts as expiring."""


class Days(Frozen):
    """The day that files say they were made on, and the real one; numbers go to readers only if calls hold on both.

    If nobody has looked at a clock, the real day is None and no number goes to readers.
    """

    made: date
    real: date | None

    @classmethod
    def on(cls, day: date) -> "Days":
        """Return the days of something made today, when today is this day."""
        return cls(day, day)

    @property
    def is_ahead(self) -> bool:
        """Whether the day of making has not come yet."""
        return self.real is not None and self.made > self.real


class CallState(StrEnum):
    """What the last call to a number is worth on a day; with the later states, an edition is a proof."""

    ADDRESSES = "addresses only"
    CONFIRMED = "confirmed"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    CHANGED = "changed since the call"
    UNCONFIRMED = "unconfirmed"
    WITHDRAWN = "withdrawn"


ORDER = tuple(CallState)
"""From what is sure to what is not."""

FIT_FOR_READERS = frozenset({CallState.ADDRESSES, CallState.CONFIRMED, CallState.EXPIRING})


def expiry(check: Check) -> date:
    """Return the first day on which a call no longer counts."""
    return end_of(check.on)


def end_of(call: date) -> date:
    """Return the day six months after a call."""
    return add_months(call, MONTHS)


def contact_state(contact: ContactFact, day: date) -> CallState:
    """Return the state of a contact on a day; a call that lies ahead, or without a fingerprint, counts for nothing."""
    if contact.withdrawn and contact.withdrawn <= day:
        return CallState.WITHDRAWN
    if not contact.has_number:
        return CallState.ADDRESSES
    if contact.checked is None or contact.checked.on > day or not contact.checked.of:
        return CallState.UNCONFIRMED
    if contact.checked.of != contact.heard:
        return CallState.CHANGED
    left = expiry(contact.checked) - day
    if left <= timedelta(0):
        return CallState.EXPIRED
    return CallState.EXPIRING if left <= timedelta(WARNING_DAYS) else CallState.CONFIRMED


def holds(calls: Iterable[date], day: date) -> bool:
    """Tell whether all calls made on some days count on a day, and none of them lies ahead."""
    return all(on <= day < end_of(on) for on in calls)


def may_go(contacts: Collection[ContactFact], calls: Collection[date], days: Days) -> bool:
    """Tell whether numbers may go to readers: those of contacts, and those that were called on some days.

    On a day that has not come nobody knows yet what holds, and what held once does not hold for ever.
    """
    if not (calls or any(contact.has_number for contact in contacts)):
        return True
    if days.real is None or days.is_ahead:
        return False
    return _hold(contacts, calls, days.made) and _hold(contacts, calls, days.real)


def may_say(law: Law, days: Days) -> bool:
    """Tell whether signed lines on the law may go to readers: the signature holds on the made and on the real day."""
    return days.real is not None and law.holds(days.made) and law.holds(days.real)


def is_archive(contacts: Collection[ContactFact], calls: Collection[date], days: Days) -> bool:
    """Tell whether numbers may no longer go to readers, but could on the day of making, which is past."""
    if days.real is None or days.is_ahead:
        return False
    return _hold(contacts, calls, days.made) and not _hold(contacts, calls, days.real)


def _hold(contacts: Collection[ContactFact], calls: Collection[date], day: date) -> bool:
    return state_of(contacts, day) in FIT_FOR_READERS and holds(calls, day)


def state_of(contacts: Iterable[ContactFact], day: date) -> CallState:
    """Return the least certain state of contacts on a day."""
    return max((contact_state(contact, day) for contact in contacts), key=ORDER.index, default=CallState.ADDRESSES)


def oldest_check(contacts: Iterable[ContactFact], day: date) -> date | None:
    """Return the day of the oldest call to contacts with numbers, None unless all their calls hold."""
    found = [contact for contact in contacts if contact.has_number]
    if state_of(found, day) not in FIT_FOR_READERS:
        return None
    return min((contact.checked.on for contact in found if contact.checked), default=None)


def call_findings(contacts: Iterable[ContactFact], days: Days) -> Iterator[Finding]:
    """Report calls that nobody can have made yet, and calls that confirm nothing that is printed."""
    for contact in contacts:
        call = contact.checked
        if call is None:
            continue
        if days.real and call.on > days.real:
            message = f'"{contact.id}" was checked on {call.on}, and today is {days.real}: nobody can have called'
            yield Finding("check-ahead", call.where, message, "write the day of the call, or set the clock right")
        elif call.on > days.made:
            message = f'"{contact.id}" was checked on {call.on}, after {days.made}, when this is made'
            hint = "write the day of the call, or build with a later --date"
            yield Finding("check-ahead", call.where, message, hint)
        elif contact.has_number and not call.of:
            message = (
                f'the call to "{contact.id}" of {call.on} does not say what was heard, so what prints it is a PROOF'
            )
            hint = f"call again with confirm, or add of: '{contact.heard}' if this is what was heard"
            yield Finding("check-unbound", call.where, message, hint, Severity.WARNING)
        elif contact.has_number and call.of != contact.heard:
            message = f'"{contact.id}" was changed after the call of {call.on}, so what prints it is a PROOF'
            yield Finding("check-changed", call.where, message, "call again with confirm", Severity.WARNING)


def day_findings(contacts: Collection[ContactFact], calls: Collection[date], days: Days) -> Iterator[Finding]:
    """Report that on the day of making other calls hold than today."""
    if days.is_ahead and not may_go(contacts, calls, days):
        message = f"{days.made} has not come, today is {days.real}: what prints numbers is a PROOF"
        yield Finding(
            "made-ahead", Where("--date"), message, "leave it out for files that readers may have", Severity.WARNING
        )
    elif is_archive(contacts, calls, days):
        message = (
            f"calls that held on {days.made} hold no more today, {days.real}: files are an ARCHIVE_PROOF of what was"
        )
        hint = "call again, and leave it out, for files that readers may have"
        yield Finding("made-archive", Where("--date"), message, hint, Severity.WARNING)
