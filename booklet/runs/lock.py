"""A run's folder belongs to one run at a time; who comes second is told who has it."""

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from booklet.errors import Finding, OutputError, Where
from booklet.output import unwritable

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = ".run.lock"


@contextmanager
def held(folder: Path, since: str) -> Iterator[None]:
    """Hold a folder, and say since when; raise `OutputError` if another run does.

    The system lets go of it whenever this process ends, however it ends, so no lock is left behind.
    """
    path = folder / LOCK
    try:
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise OutputError(unwritable(path, error)) from error
    with file:
        if not _is_taken(file):
            file.seek(0)
            hint = "wait until it is done, or name another folder with --output"
            message = f"another run works here: {file.read().strip() or 'it has not said who it is'}"
            raise OutputError(Finding("folder-held", Where(str(folder)), message, hint))
        try:
            _say_who(file, since)
            yield
        finally:
            file.truncate(0)
            _let_go(file)


def _say_who(file: IO[str], since: str) -> None:
    file.truncate(0)
    file.write(f"process {os.getpid()} on {platform.node()}, since {since}\n")
    file.flush()


if sys.platform == "win32":

    def _is_taken(file: IO[str]) -> bool:
        file.seek(1 << 20)  # beyond the text, so that others can read it
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(file: IO[str]) -> None:
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:

    def _is_taken(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _let_go(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
