"""Safer Internet Day: when it is, by rule or as it was announced."""

from dataclasses import dataclass
from datetime import date, timedelta

from booklet.errors import Where

CONFIRMED = {2025: date(2025, 2, 11), 2026: date(2026, 2, 10)}
"""Days that were announced (betterinternetforkids.eu); years that are not here are the rule's, and no promise."""

FIRST, LAST = 2025, 2099

TUESDAY = 1


@dataclass(frozen=True, slots=True)
class EventDay:
    """The day that posters and cards name; `is_confirmed` if it was announced, or somebody wrote it down."""

    day: date
    is_confirmed: bool
    where: Where


def safer_internet_day(year: int) -> date:
    """Return the Tuesday on 5 to 11 February; 12 February 2008 is the one exception known, and lies behind us.

    >>> [safer_internet_day(year).day for year in (2012, 2014, 2018, 2023, 2024, 2025, 2026, 2027)]
    [7, 11, 6, 7, 6, 11, 10, 9]
    """
    return next(day for day in (date(year, 2, 5) + timedelta(days) for days in range(7)) if day.weekday() == TUESDAY)
