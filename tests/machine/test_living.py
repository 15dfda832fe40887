"""Programs that work for another end with it, however that ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from projects import OWN

from booklet.machine.living import is_alive

HAS_CHILDREN = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").exists()

needs_children = pytest.mark.skipif(not HAS_CHILDREN, reason="the system does not tell who began whom")

BEGINNING, ENDING = 300, 20
"""Seconds that a program may take to be in the midst of its work on a slow machine, and to end with its parent."""


def children(number: int) -> list[int]:
    found = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii").split()
    return [int(child) for child in found]


def works(number: int) -> bool:
    """Tell whether a process does anything still; one that nobody has buried does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def happens(wanted: Callable[[], bool], seconds: float = ENDING) -> bool:
    end = time.monotonic() + seconds
    while not wanted():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def killed(process: "subprocess.Popen[bytes]", is_time: Callable[[], bool]) -> list[int]:
    """Kill a process when it is time, and return those that worked for it."""
    assert happens(is_time, BEGINNING)
    found = children(process.pid)
    assert process.poll() is None and found
    process.send_signal(signal.SIGKILL)
    process.wait()
    return found


@pytest.mark.slow
@needs_children
def test_workers_of_a_build_that_is_killed_end_at_once(tmp_path: Path) -> None:
    command = [sys.executable, str(OWN / "make_booklet.py"), "build", "card", "--jobs", "2"]
    countries = ["--country", "KE,EG", "--output", str(tmp_path), "--date", "2026-11-25"]
    with subprocess.Popen([*command, *countries], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        workers = killed(process, lambda: len(list(tmp_path.rglob("*.pdf"))) > 1)
    assert happens(lambda: not any(map(works, workers)))


def test_a_program_that_has_ended_is_told_from_one_that_runs() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert is_alive(process.pid) and is_alive(os.getpid())
    assert not is_alive(process.pid)
