"""Which cases of a test are looked at where each takes long and all ask the same question."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from zlib import crc32

import pytest

DAYS = 4
"""How many days of `.ci/run` look at all that is slow, unless a mark says otherwise."""


def first(count: int, cases: Iterable[Any]) -> list[Any]:
    """Return cases for `pytest.mark.parametrize`, all but the first ones for the slow set.

    A tuple is the values of several arguments.
    """
    values = [case if isinstance(case, tuple) else (case,) for case in cases]
    marks = [()] * count + [(pytest.mark.slow,)] * (len(values) - count)
    return [pytest.param(*case, marks=mark) for case, mark in zip(values, marks, strict=True)]


def list_for_other_days(items: Sequence[pytest.Item], day: date) -> set[pytest.Item]:
    """Return the slow tests that are not looked at on a day, but on one of the next ones.

    Each case has its day among `DAYS` that follow each other, or among as many as `sampled(of)` says; tests of one case
    have their days by their names. What is quick is looked at on each.
    """
    left, before = set(), Counter[str]()
    for item in items:
        mark, name = item.get_closest_marker("sampled"), item.nodeid.partition("[")[0]
        place = before[name] + crc32(name.encode())
        before[name] += 1
        if item.get_closest_marker("slow") and not is_of_day(place, mark.args[0] if mark else DAYS, day):
            left.add(item)
    return left


def is_of_day(place: int, of: int, day: date) -> bool:
    """Tell whether a case of a table is looked at on a day.

    >>> [place for place in range(8) if is_of_day(place, 4, date(2026, 12, 3))]
    [3, 6]
    """
    return (place + place // of + day.toordinal()) % of == 0
