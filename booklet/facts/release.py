"""A release: the numbers of an edition as they were called, known by a code that its pages print."""

from collections.abc import Iterable
from datetime import date, timedelta

from booklet.facts.gate import end_of, expiry
from booklet.facts.insert import ContactFact
from booklet.facts.releasecode import make_code
from booklet.values import Frozen


class Release(Frozen):
    """What pages say of their numbers: the code, and the first day on which one of the calls they rest on has ended."""

    code: str
    ends: date


def code_of(country: str, locale: str, band: str, version: int, contacts: Iterable[ContactFact]) -> str:
    """Return the code of what an edition prints of contacts, and of the days on which they were called.

    It is the same whoever prints them, and wherever they stand.
    """
    return code_of_lines(country, locale, band, version, lines_of(contacts))


def lines_of(contacts: Iterable[ContactFact]) -> tuple[str, ...]:
    """Return what an edition prints of contacts, and the days on which they were called."""
    lines: list[str] = []
    for contact in contacts:
        called = contact.checked.on.isoformat() if contact.checked else ""
        numbers = (f"{number.service} {number.dial}" for number in contact.numbers)
        more = (contact.abroad, contact.whatsapp, contact.sms[0], contact.sms[1], contact.web)
        lines += [contact.id, called, *numbers, *more]
    return tuple(lines)


def code_of_lines(country: str, locale: str, band: str, version: int, lines: Iterable[str]) -> str:
    """Return the code of what an edition prints, given as `lines_of` has it."""
    return make_code((country, locale, band, str(version), *lines))


def find_end(contacts: Iterable[ContactFact], calls: Iterable[date] = (), others: Iterable[date] = ()) -> date | None:
    """Return the first day on which a call to contacts, or one of other calls, has ended, None if there are none.

    `others` are first days on which something else holds no more, such as a signature.
    """
    ends = [expiry(contact.checked) for contact in contacts if contact.checked and contact.has_number]
    return min((*ends, *map(end_of, calls), *others), default=None)


def last_month(ends: date, made: date) -> date:
    """Return a day of the month until which something may be used that ends on a day: the last it holds all through.

    Nobody reads "until May" as until the 20th. What ends in the month it was made in holds until that month, since it
    cannot have ended before.

    >>> last_month(date(2027, 5, 20), date(2026, 11, 28)), last_month(date(2026, 11, 30), date(2026, 11, 28))
    (datetime.date(2027, 4, 30), datetime.date(2026, 11, 28))
    """
    return max(ends - timedelta(days=ends.day), made)
