"""The clock as tests set it: a day on which the calls of test projects hold, whenever the tests run."""

import sys
from datetime import date

from booklet.api import clock

TODAY = date(2026, 11, 27)
"""What the clock shows unless a test sets it."""

_BEGIN = """
import sys
from datetime import date
from booklet.api import clock
clock.today = lambda: date({day.year}, {day.month}, {day.day})
from booklet.__main__ import main
sys.exit(main())
"""


def set_clock(day: date) -> None:
    """Let the clock show a day until the test ends."""
    clock.today = lambda: day


def program(day: date = TODAY) -> list[str]:
    """Return how our command is begun in a process of its own, whose clock shows a day."""
    return [sys.executable, "-c", _BEGIN.format(day=day)]
