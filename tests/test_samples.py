"""A checkout has one answer: the same tests are run on each day, unless the samples of another day are asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings
from projects import OWN

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
def test_the_same_are_found_each_day_others_for_a_day_and_all_for_every(tmp_path: Path) -> None:
    same, again = (set(list_tests(tmp_path, day)) for day in (1, 2))
    assert same == again
    days = [set(list_tests(tmp_path, day, "--day", "today")) for day in (1, 2, 3)]
    every = set(list_tests(tmp_path, 1, "--day", "every"))
    assert len({frozenset(day) for day in days}) == 3
    assert set[str]().union(*days) == every > same


def test_examples_are_the_same_each_time_unless_every_is_asked_for(pytestconfig: pytest.Config) -> None:
    is_random = pytestconfig.getoption("--day") == "every" or os.environ.get("HYPOTHESIS_PROFILE") == "deep"
    assert settings().derandomize == (not is_random)
