"""Days that lie some months after others: how long calls and signatures hold."""

from calendar import monthrange
from datetime import MAXYEAR, date


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last one of that month; the last day there is, if later.

    >>> add_months(date(2026, 8, 31), 6), add_months(date(2028, 2, 29), 12), add_months(date(9999, 5, 1), 12)
    (datetime.date(2027, 2, 28), datetime.date(2029, 2, 28), datetime.date(9999, 12, 31))
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if year > MAXYEAR:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))
