"""Commands that are killed for good, each time a step later: before they open, rename, make or remove a file."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from projects import OWN

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork to kill")

_DRIVER = """
import io, os, signal, sys

STEPS = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.utime"}

def obey(step, folder, arguments):
    seen = 0

    def watch(event, given):
        nonlocal seen
        if event in STEPS and any(isinstance(one, str) and folder in one for one in map(text, given)):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    def text(value):
        return os.fspath(value) if hasattr(value, "__fspath__") else value

    sys.stdout = sys.stderr = io.StringIO()
    sys.addaudithook(watch)
    return main(arguments)

from datetime import date
from booklet.cli import main
from booklet.api import clock
clock.today = lambda: date(2026, 11, 27)
import booklet.commands.build, booklet.commands.new, booklet.commands.pack, booklet.commands.run

for line in sys.stdin:
    step, folder, *arguments = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if not child:
        os._exit(obey(int(step), folder, arguments))
    _, status = os.waitpid(child, 0)
    print(child, -os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status), flush=True)
"""


class Victims:
    """Commands that are run in processes of their own, and killed before a step in a folder."""

    def __init__(self, driver: "subprocess.Popen[str]") -> None:
        self._driver = driver

    def run(self, step: int, folder: Path, *arguments: str) -> int:
        """Return what a command answers, or -9 if it did not come to its end; steps count from 1, 0 kills nobody."""
        assert self._driver.stdin and self._driver.stdout
        self._driver.stdin.write("\t".join((str(step), str(folder), *arguments)) + "\n")
        self._driver.stdin.flush()
        return int(self._driver.stdout.readline().split()[1])

    def killed(self, folder: Path, *arguments: str, every: int = 1) -> Iterator[int]:
        """Kill a command at one step after the other, and yield each, until it comes to its end."""
        step = 1
        while self.run(step, folder, *arguments) == -9:
            yield step
            step += every


@contextmanager
def victims() -> Iterator[Victims]:
    """Begin a process that begins others to be killed."""
    command = [sys.executable, "-c", _DRIVER]
    with subprocess.Popen(command, cwd=OWN, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as driver:
        yield Victims(driver)
        driver.stdin and driver.stdin.close()
