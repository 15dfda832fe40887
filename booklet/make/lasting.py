"""Files that must last: people's calls, written whole, kept through a loss of power, by one process at a time."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from booklet.errors import Finding, OutputError, Where
from booklet.machine.locks import let_go, take
from booklet.make.output import choose_draft_path, remove, sweep

PATIENCE = 20.0
"""Seconds that another process is waited for; each holds a file for as long as it takes to write it."""


def write_lasting(path: Path, data: bytes) -> None:
    """Write a file beside its place, down to the disk, and move it there; raise `OutputError` if that fails.

    Whenever the machine stops, the file is the old one or the new one. A symbolic link is refused.
    """
    refuse_link(path)
    temporary = choose_draft_path(path)
    try:
        with suppress(FileNotFoundError):
            temporary.unlink()
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise OutputError(_report_unwritable(path, error)) from error
    finally:
        remove(temporary)


def refuse_link(path: Path) -> None:
    """Raise `OutputError` if a path is a symbolic link: the file would be written somewhere else."""
    if path.is_symlink():
        hint = "put the file itself there"
        raise OutputError(Finding("link-refused", Where(str(path)), "is a symbolic link to another file", hint))


@contextmanager
def lock_path(path: Path) -> Iterator[None]:
    """Lock a path while its file is read and written anew; raise `OutputError` if another process keeps it locked.

    Read the file inside: before, another process may still change it. The lock's own file is removed at the end.
    """
    lock = path.with_name(f".{path.name}.lock")
    refuse_link(lock)
    try:
        file = _take_lock(lock)
    except OSError as error:
        raise OutputError(_report_unwritable(path, error)) from error
    try:
        sweep(path.parent)
        yield
    finally:
        with suppress(OSError):
            lock.unlink()
        let_go(file)
        file.close()
        with suppress(OSError):
            _remove_closed(lock)


def _take_lock(lock: Path) -> IO[bytes]:
    """Return the lock's open file as soon as nobody else holds it; raise `OutputError` if that takes too long."""
    until = time.monotonic() + PATIENCE
    while True:
        file = lock.open("a+b")
        if take(file):
            if _is_there(file, lock):
                return file
            let_go(file)
        file.close()
        if time.monotonic() > until:
            hint = f"wait until it is done; if none is, delete {lock.name}"
            raise OutputError(Finding("file-held", Where(str(lock.parent)), "another command writes here", hint))
        time.sleep(0.01)


def _remove_closed(lock: Path) -> None:
    """Remove a lock's file on systems that cannot remove an open one, unless another process has opened it."""
    if os.name == "nt":
        lock.unlink(missing_ok=True)


def _is_there(file: IO[bytes], lock: Path) -> bool:
    """Tell whether a lock is still the one that others find: its last holder may have removed its file."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), lock.stat(follow_symlinks=False))
    except FileNotFoundError:
        return False


def _sync_folder(folder: Path) -> None:
    """Let the names in a folder last; systems that cannot do this lose no content of files."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):
                os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _report_unwritable(path: Path, error: OSError) -> Finding:
    reason = error.strerror or "cannot be written"
    hint = "look at the rights of its folder and the room on the disk; nothing was written"
    return Finding("output-unwritable", Where(str(path)), reason, hint)
