"""A checkout has one answer: the same tests are run on each day, unless those of a day are asked for."""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from hypothesis import settings
from projects import OWN
from speed import DAYS, list_for_other_days

LATER = """
import datetime

class Later(datetime.date):
    @classmethod
    def today(cls):
        return cls(2031, 5, {day})

datetime.date = Later
"""


def list_tests(folder: Path, day: int, *options: str) -> list[str]:
    """Return the tests of a room that are found on a day of May 2031."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(LATER.format(day=day), "utf-8")
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n0", "--all", *options, "tests/appearance"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    run = subprocess.run(command, cwd=OWN, env=environment, capture_output=True, text=True, check=True)
    return [line for line in run.stdout.splitlines() if "::" in line]


@pytest.mark.slow
def test_all_are_found_each_day_and_in_turn_those_of_a_day(tmp_path: Path) -> None:
    all_of_them, again = (set(list_tests(tmp_path, day)) for day in (1, 2))
    assert all_of_them == again == set(list_tests(tmp_path, 1, "--day", "every"))
    days = [frozenset(list_tests(tmp_path, day, "--day", "today")) for day in (1, 2, 3, 4)]
    assert len(set(days)) == len(days) == DAYS and set[str]().union(*days) == all_of_them


class Case:
    """A test as far as samples know it: of a table, one of its own, one that is quick."""

    def __init__(self, nodeid: str, **marks: tuple[int, ...]) -> None:
        self.nodeid, self._marks = nodeid, marks

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        return pytest.Mark(name, self._marks[name], {}, _ispytest=True) if name in self._marks else None


def test_what_is_slow_has_its_turn_in_a_few_days_or_as_its_mark_says() -> None:
    table = [Case(f"a.py::table[{number}]", slow=(), sampled=(2,)) for number in range(8)]
    others = [Case(f"a.py::test_{number}", slow=()) for number in range(100)]
    quick = [Case("a.py::quick")]
    days = [date(2026, 12, 7) + timedelta(days) for days in range(4)]
    items = cast("list[pytest.Item]", table + others + quick)
    left = [{item.nodeid for item in list_for_other_days(items, day)} for day in days]
    assert [sum(case.nodeid in one for one in left) for case in table] == [2] * 8
    assert [sum(case.nodeid in one for one in left) for case in others] == [3] * 100
    assert 60 < sum(case.nodeid in left[0] for case in others) < 90
    assert not any(case.nodeid in one for one in left for case in quick)


def test_examples_are_the_same_each_time_unless_every_is_asked_for(pytestconfig: pytest.Config) -> None:
    is_random = pytestconfig.getoption("--day") == "every" or os.environ.get("HYPOTHESIS_PROFILE") == "deep"
    assert settings().derandomize == (not is_random)
