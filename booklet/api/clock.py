"""The clock: the only place where the real day is read; everything else is given the day."""

from datetime import date, datetime

from booklet.facts.gate import Days

__all__ = ["Days", "days_of", "now", "today"]


def today() -> date:
    """Return the real day."""
    return date.today()


def days_of(day: date | None) -> Days:
    """Return the day of making (the one given, or today) and the real day, on which calls must hold as well.

    Raises `TypeError` for what is no day: a moment is none.
    """
    if day is not None and (isinstance(day, datetime) or not isinstance(day, date)):
        raise TypeError(f"a day is a date, and {day!r} is none")
    real = today()
    return Days(day or real, real)


def now() -> str:
    """Return the time, for whoever finds a folder held by another process."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
