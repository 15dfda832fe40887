"""Backup: a service that runs in, one file out, with everything that cannot be made anew.

The database and the editions' folders are those of one moment, in which nobody writes into an edition. What was made
follows: each file of it appears whole, and stays. Of the store there is only a list: its files are made anew by their
keys. The secret of the service is not in it, and is kept elsewhere.
"""

import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from django.db import connection

import booklet
from booklet.api.working import choose_draft_path
from booklet.desk.edition import use
from booklet.desk.models import Event
from booklet.desk.revisions import keep_outside
from booklet.errors import BookletError, Finding, OutputError, Where
from booklet.service.environment import Environment
from booklet.service.files import files
from booklet.service.keeping.rows import dump, list_migrations, snapshot
from booklet.service.models import Partner
from booklet.values import Frozen, asdict

ABOUT, ROWS, STORE, SUMS = "backup.json", "rows.jsonl", "store.jsonl", "SHA256SUMS"
"""What stands in a backup beside the folder `editions`; the sums come last, and so a backup that was cut is known."""

EDITIONS = "editions"

OUTPUT = "output"

NAMED = re.compile(r"booklet-\d{4}-\d\d-\d\dT\d{6}Z\.tar\.gz")
"""How backups are called that are written into a folder."""

KEPT_FOR = timedelta(days=30)
"""How long backups in that folder are kept: they hold the names and addresses of people."""

IN_MEMORY = 8_000_000


class About(Frozen):
    """What a backup says about itself."""

    at: str
    """When everything in it was so, as ISO 8601 says it."""
    version: str
    database: str
    migrations: list[str]
    editions: list[str]
    log: dict[str, int]
    """The number of the last line of each edition's log."""


class Archive:
    """A backup while it is written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=file, mode="w|gz")  # noqa: SIM115  # `end` closes it
        self._sums: list[str] = []

    def add(self, name: str, content: IO[bytes], size: int, at: float) -> None:
        """Add a file; of one that grows meanwhile, what it had."""
        entry = tarfile.TarInfo(name)
        entry.size, entry.mtime, entry.mode = size, int(at), 0o600
        summed = _Summed(content)
        self._tar.addfile(entry, summed)
        self._sums.append(f"{summed.digest.hexdigest()}  {name}\n")

    def add_text(self, name: str, text: str) -> None:
        """Add a text."""
        data = text.encode()
        self.add(name, io.BytesIO(data), len(data), datetime.now(UTC).timestamp())

    def add_file(self, name: str, path: Path) -> None:
        """Add a file of a folder; one that is gone meanwhile is left out."""
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return
        with file:
            found = os.fstat(file.fileno())
            self.add(name, file, found.st_size, found.st_mtime)

    def end(self) -> None:
        """Add the sums, and end."""
        self.add_text(SUMS, "".join(self._sums))
        self._tar.close()


class _Summed:
    """A file whose sum is taken as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, sha256()

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        data = self._file.read(size)
        self.digest.update(data)
        return data


def back_up(environment: Environment, to: Path) -> tuple[Path, About]:
    """Write a backup to a file, or into a folder from which old ones are removed; return it with what it says.

    Raises `OutputError` if it cannot be written, or somebody writes into an edition for long.
    """
    is_folder = to.is_dir()
    now = datetime.now(UTC)
    path = to / f"booklet-{now:%Y-%m-%dT%H%M%SZ}.tar.gz" if is_folder else to
    draft = choose_draft_path(path)
    try:
        with open(draft, "xb", opener=_private) as file:  # a path's own has no opener
            about = _write(environment, Archive(file))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        if is_folder:
            _remove_old(to, now)
    except OSError as error:
        reason, hint = error.strerror or "cannot be written", "name a file, or a folder that is there"
        raise OutputError(Finding("output-unwritable", Where(str(path)), reason, hint)) from error
    finally:
        draft.unlink(missing_ok=True)
    return path, about


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _remove_old(folder: Path, now: datetime) -> None:
    for path in folder.iterdir():
        if NAMED.fullmatch(path.name) and path.stat().st_mtime < (now - KEPT_FOR).timestamp():
            path.unlink(missing_ok=True)


def _write(environment: Environment, archive: Archive) -> About:
    editions = [partner.edition for partner in Partner.objects.order_by("name") if partner.edition.path.is_dir()]
    with ExitStack() as moment:
        for edition in editions:
            moment.enter_context(edition.writing())
            moment.enter_context(use(edition))
            keep_outside(edition)
        with snapshot() as using:
            about = _describe(using)
            archive.add_text(ABOUT, json.dumps(asdict(about), indent=1))
            for edition in editions:
                for name, path in _list_files(edition.path, with_output=False):
                    archive.add_file(f"{EDITIONS}/{edition.path.name}/{name}", path)
            moment.close()
            with SpooledTemporaryFile(IN_MEMORY) as rows:
                for line in dump(using):
                    rows.write(line.encode())
                size = rows.tell()
                rows.seek(0)
                archive.add(ROWS, rows, size, datetime.now(UTC).timestamp())
    for edition in editions:
        for name, path in _list_files(edition.path, with_output=True):
            archive.add_file(f"{EDITIONS}/{edition.path.name}/{name}", path)
    archive.add_text(STORE, "".join(_list_store()))
    archive.end()
    return about


def _describe(using: str) -> About:
    names = list(Partner.objects.using(using).order_by("name").values_list("name", flat=True))
    log = Event.everywhere.using(using)
    last = {name: found.pk if (found := log.filter(edition=name).first()) else 0 for name in names}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return About(now, booklet.__version__, connection.vendor, list_migrations(), names, last)


def _list_files(folder: Path, *, with_output: bool) -> Iterator[tuple[str, Path]]:
    """Yield files of an edition with their names: those that were made, or all others, and no link, lock or draft."""
    for path in sorted((folder / OUTPUT if with_output else folder).rglob("*")):
        name = path.relative_to(folder)
        if path.is_symlink() or not path.is_file() or path.name.endswith((".lock", ".part", ".tmp")):
            continue
        if with_output or name.parts[0] != OUTPUT:
            yield name.as_posix(), path


def _list_store() -> Iterator[str]:
    """Yield the files of the store; of one that does not answer there is no list, and the backup goes on."""
    try:
        for one in files().kept():
            yield json.dumps({"key": one.key, "size": one.size}) + "\n"
    except BookletError:
        return
