"""A run's folder belongs to one run at a time; a second run is told which one has it.

The workers of a killed run end by themselves, a moment later. They hold the folder too, in a file of their own, so that
the next run begins only when the last of them has finished writing.
"""

import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from booklet.errors import Finding, OutputError, Where
from booklet.machine.locks import let_go, take
from booklet.make.output import report_unwritable

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = ".run.lock"

WORKERS = ".run.workers"

PATIENCE = 60.0
"""Seconds that workers of a run that was killed are waited for; they end when the page they draw is done."""


@contextmanager
def hold_folder(folder: Path, since: str) -> Iterator[None]:
    """Hold a folder, and note since when; raise `OutputError` if another run holds it.

    The system releases it when this process ends, however it ends, so that no lock is left behind.
    """
    path = folder / LOCK
    try:
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise OutputError(report_unwritable(path, error)) from error
    with file:
        if not take(file):
            file.seek(0)
            hint = "wait until it is done, or name another folder with --output"
            message = f"another run works here: {file.read().strip() or 'it has not said who it is'}"
            raise OutputError(Finding("folder-held", Where(str(folder)), message, hint))
        try:
            _say_who(file, since)
            _outwait(folder)
            yield
        finally:
            file.truncate(0)
            let_go(file)


def join(folder: Path) -> None:
    """Hold a folder together with the other workers of its run, until this process ends."""
    try:
        descriptor = os.open(folder / WORKERS, os.O_RDWR)
    except OSError:
        return  # no run holds the folder: nothing is written there
    _share(descriptor)


def _outwait(folder: Path) -> None:
    """Wait for the workers of a killed run; raise `OutputError` if they do not end."""
    with (folder / WORKERS).open("a+", encoding="utf-8") as file:
        until = time.monotonic() + PATIENCE
        while not _is_left(file):
            if time.monotonic() > until:
                hint = "end its processes, or name another folder with --output"
                message = "workers of a run that was killed are still here"
                raise OutputError(Finding("folder-held", Where(str(folder)), message, hint))
            time.sleep(0.02)


def _say_who(file: IO[str], since: str) -> None:
    file.truncate(0)
    file.write(f"process {os.getpid()} on {platform.node()}, since {since}\n")
    file.flush()


if sys.platform == "win32":
    SEATS = 1 << 20

    def _share(descriptor: int) -> None:
        os.lseek(descriptor, os.getpid() % SEATS, os.SEEK_SET)  # a byte each: the system shares none
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)

    def _is_left(file: IO[str]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, SEATS)
        except OSError:
            return False
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, SEATS)
        return True

else:

    def _share(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_SH)

    def _is_left(file: IO[str]) -> bool:
        return take(file)
