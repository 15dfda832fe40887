"""What runs in the process of a piece of work: it says how far it is through a pipe, and ends with the desk."""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from time import sleep
from typing import Any

from booklet.api.telling import finding_entry
from booklet.api.working import end_with_parent, look_seldom, open_store, take
from booklet.desk.jobs.task import Task, Work
from booklet.errors import BookletError

NICE = 5
"""How much the work gives way to those who type."""


Given = tuple[Path, Path, Mapping[str, Any], Sequence[Any], str]


def run(does: str, given: Given, pipe: "Connection[Any, Any]", alone: Path | None = None, cluster: str = "") -> None:
    """Do a piece of work, given as `module:function`, and send what came of it: its files, or its faults.

    It is given the first values of a `Task`. It holds the file `alone` as long as it runs: so work whose maker was
    killed has ended before other work begins.
    """
    with suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the desk hears Ctrl-C, and this ends with it
    end_with_parent()
    if alone is not None:
        file = alone.open("a+", encoding="utf-8")  # held until this process ends
        while not take(file):
            sleep(0.05)
    if sys.platform != "win32":
        os.nice(NICE)

    def tell(name: str, value: Any) -> None:
        pipe.send((name, value))

    module, _, name = does.partition(":")
    work: Work = getattr(import_module(module), name)
    look_seldom()
    try:
        with open_store():
            files = list(work(Task(*given, tell, cluster)))
        tell("files", files)
    except BookletError as error:
        tell("faults", [finding_entry(found) for found in error.findings])
    pipe.close()
