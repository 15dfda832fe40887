"""Restore: a backup in, a service as it was, in a home and a database that were empty."""

import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.core.management import call_command
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError

from booklet.errors import BookletError, Finding, OutputError, SourceError, Where
from booklet.service.environment import Environment
from booklet.service.files import files
from booklet.service.keeping.backup import ABOUT, EDITIONS, ROWS, STORE, SUMS, About
from booklet.service.keeping.rows import is_empty, list_known_migrations, load
from booklet.values import Frozen

OWN = frozenset({"service.sqlite3", "queue.sqlite3", "editions"})
"""What a home may hold that was only just made."""


class Restored(Frozen):
    """What was restored: of which moment, how many rows, and how many files of the store are not there."""

    about: About
    rows: int
    missing: int


def restore(environment: Environment, file: Path) -> Restored:
    """Restore a backup into an empty home and an empty database.

    Nothing is written before every sum in it was found right. Raises `SourceError` if it is no backup of ours, was cut
    or changed, or was made by a newer program; `OutputError` if something is there already.
    """
    about = check_backup(file)
    _refuse_used(environment)
    environment.editions.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    if not is_empty():
        _refuse("BOOKLET_DATABASE", "is used already", "name a database that is empty")
    if unknown := sorted({*about.migrations} - list_known_migrations()):
        message, hint = f"was made by a newer program ({unknown[0]})", f"install booklet {about.version} or newer"
        raise SourceError(Finding("backup-newer", Where(str(file)), message, hint))
    rows, missing = 0, 0
    with _opened(file) as archive:
        for entry in archive:
            content = archive.extractfile(entry)
            assert content
            if entry.name == ROWS:
                rows = _load(file, content)
            elif entry.name == STORE:
                missing = sum(not _is_there(json.loads(line)["key"]) for line in content)
            elif entry.name.startswith(f"{EDITIONS}/"):
                _check_name(file, entry.name)
                path = environment.home / entry.name
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as made:
                    while data := content.read(1 << 20):
                        made.write(data)
    return Restored(about, rows, missing)


def check_backup(file: Path) -> About:
    """Return what a backup says about itself; raise `SourceError` unless all in it is as it was written."""
    found: list[str] = []
    about, sums = b"", ""
    with _opened(file) as archive:
        for entry in archive:
            content = archive.extractfile(entry) if entry.isfile() else None
            if content is None:
                raise _damaged(file)
            if entry.name == SUMS:
                sums = content.read().decode()
                continue
            digest = sha256()
            while data := content.read(1 << 20):
                digest.update(data)
                about += data if entry.name == ABOUT else b""
            found.append(f"{digest.hexdigest()}  {entry.name}\n")
        try:
            said = About(**json.loads(about))
        except (ValueError, TypeError) as error:
            raise _damaged(file) from error
    if "".join(found) != sums:
        raise _damaged(file)
    return said


@contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    """Open a backup; whatever is wrong in it is one fault."""
    try:
        with tarfile.open(file, mode="r|gz") as archive:
            yield archive
    except (tarfile.TarError, EOFError, UnicodeDecodeError) as error:
        raise _damaged(file) from error
    except OSError as error:
        if error.filename is None:  # gzip finds that it was cut or changed
            raise _damaged(file) from error
        reason, hint = error.strerror or "cannot be read", "name a backup, and a home that can be written to"
        raise SourceError(Finding("unreadable", Where(str(error.filename)), reason, hint)) from error


def _damaged(file: Path) -> SourceError:
    message, hint = "is no whole backup: something in it is missing or was changed", "take another one"
    return SourceError(Finding("backup-damaged", Where(str(file)), message, hint))


def _check_name(file: Path, name: str) -> None:
    if ".." in name.split("/") or "\\" in name:
        raise _damaged(file)


def _refuse_used(environment: Environment) -> None:
    """Raise `OutputError` if a home holds more than what a service makes that was only just started."""
    home = environment.home
    used = {path.name for path in home.iterdir()} - OWN if home.is_dir() else set()
    if used or (environment.editions.is_dir() and any(environment.editions.iterdir())):
        _refuse("BOOKLET_HOME", "holds something already", "name a folder that is empty or not there")


def _refuse(name: str, message: str, hint: str) -> None:
    raise OutputError(Finding("restore-occupied", Where(name), message, hint))


def _load(file: Path, content: IO[bytes]) -> int:
    try:
        return load(line.decode() for line in content)
    except (DeserializationError, DatabaseError) as error:
        raise _damaged(file) from error


def _is_there(key: str) -> bool:
    try:
        return files().exists(key)
    except (BookletError, ValueError):
        return False
