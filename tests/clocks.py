"""The clock as tests set it: a day on which the calls of test projects hold, whenever the tests run."""

from datetime import date

from booklet.commands import wanted

TODAY = date(2026, 11, 27)
"""What the clock shows unless a test sets it."""


def set_clock(day: date) -> None:
    """Let the clock show a day until the test ends."""
    wanted.today = lambda: day
