"""What earlier runs made: a row for each file, complete however the last run ended.

A finished file's row is added to a journal at once. When a run ends, rows and journal become one file. A run that was
killed leaves its journal; a file without a row is made again, with the same bytes.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from glob import glob
from pathlib import Path
from typing import Any

from booklet.errors import Finding, OutputError, Severity, Where
from booklet.facts.gate import Days, end_of, expiry
from booklet.facts.insert import ContactFact
from booklet.jobs import DEFAULT_NAME, ENDINGS, OUTDATED, Job
from booklet.make.output import report_unwritable, sweep, write_whole
from booklet.values import Frozen, replace, to_builtins, write_json

ROWS = ".run.json"

JOURNAL = ".run.journal"


class RunRow(Frozen):
    """A file that was made: its item, its key, where it lies, and the days between which its numbers hold.

    `path` is inside the run's folder, with slashes; `stamp` and `sha256` tell whether it is unchanged, `facts` whether
    it says what the sources say (`booklet.coverage`).
    """

    item: str
    key: str
    path: str
    stamp: str
    sha256: str
    facts: str
    made: str
    since: str
    until: str
    pages: int
    trim: tuple[float, float]
    state: str
    why: str
    findings: tuple[Finding, ...] = ()

    @property
    def name(self) -> str:
        """What its file is called."""
        return self.path.rpartition("/")[2]


_TEXTS = tuple(name for name, kind in RunRow.__annotations__.items() if kind is str)

_PARTS = 2 + len(Job.__struct_fields__)
"""The parts of the name of an item: its lot, its recipient, and what tells its job."""

_COLUMNS = RunRow.__struct_fields__


def read_rows(folder: Path) -> dict[str, RunRow]:
    """Return the rows of a folder by item, those of the journal first; anything unreadable is left out."""
    return {row.item: row for name in (ROWS, JOURNAL) for row in _rows(folder / name)}


def stamp_of_rows(folder: Path) -> str:
    """Return what tells whether the rows of a folder change (`stamp_of`); "" if there are none, or a journal waits."""
    try:
        return "" if (folder / JOURNAL).exists() else stamp_of(folder / ROWS)
    except OSError:
        return ""


def write_rows(folder: Path, rows: Iterable[RunRow]) -> None:
    """Write all rows in place of the old ones, and remove the journal; raise `OutputError` if that fails."""
    data = "".join(_line(row) for row in rows).encode()
    path = folder / ROWS
    if not path.is_file() or path.read_bytes() != data:
        write_whole(path, data)
    (folder / JOURNAL).unlink(missing_ok=True)


def take_up_journal(folder: Path) -> dict[str, RunRow]:
    """Return the rows of a folder; a journal that a killed run left becomes one file with them."""
    rows = read_rows(folder)
    if (folder / JOURNAL).exists():
        write_rows(folder, rows.values())
    return rows


def sweep_all(folder: Path) -> None:
    """Remove what a killed run left half written."""
    for below in (folder, *(path for path in folder.rglob("*/") if not path.is_symlink())):
        sweep(below)


def list_left_over(folder: Path, rows: Iterable[RunRow]) -> tuple[str, ...]:
    """Return the products in the folders of lots that no lot makes any more; outdated ones say so in their names."""
    known = {row.path for row in rows}
    named = glob(f"*/*/*{DEFAULT_NAME}_*", root_dir=folder, include_hidden=True)  # noqa: PTH207 (names, no paths)
    found = (path.replace(os.sep, "/") for path in named if path.endswith(ENDINGS) and OUTDATED not in path)
    return tuple(sorted(path for path in found if path not in known))


def note(folder: Path, rows: Iterable[RunRow]) -> None:
    """Add rows to the journal; raise `OutputError` if that fails."""
    path = folder / JOURNAL
    try:
        with path.open("ab") as journal:
            journal.write("".join(map(_line, rows)).encode())
    except OSError as error:
        raise OutputError(report_unwritable(path, error)) from error


def _line(row: RunRow) -> str:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return write_json(values | {"findings": list(map(_values, row.findings))}) + "\n"


@cache
def _values(finding: Finding) -> Mapping[str, Any]:
    """Return a finding as values for JSON, as one object where many files have it."""
    found: dict[str, Any] = to_builtins(finding)
    return found


def _rows(path: Path) -> Iterator[RunRow]:
    """Yield the rows of a file; the last line of a killed run may be incomplete."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return
    for line in lines:
        try:
            yield _row(json.loads(line))
        except (ValueError, TypeError, KeyError):
            continue


def _row(values: Mapping[str, Any]) -> RunRow:
    width, height = values["trim"]
    findings = tuple(map(_finding, values["findings"]))
    named = {**values, "trim": (width, height), "findings": findings}
    if not all(isinstance(named[name], str) for name in _TEXTS) or named["item"].count("|") < _PARTS - 1:
        raise ValueError(values)
    return RunRow(*[named[name] for name in _COLUMNS])


def _finding(values: Mapping[str, Any]) -> Finding:
    where = values["where"]
    return _make_finding(
        values["code"], where["file"], where["line"], values["message"], values["hint"], values["severity"]
    )


@cache
def _make_finding(code: str, file: str, line: int, message: str, hint: str, severity: str) -> Finding:
    """Return a finding, as one object where many files have it."""
    return Finding(code, Where(file, line), message, hint, Severity(severity))


def find_kept(
    row: RunRow, key: str, folder: Path, days: Days, *, is_day_named: bool, is_verified: bool
) -> RunRow | None:
    """Return the row of a file that is the one that would be made, with its stamp of today; None of another.

    A file whose times differ is compared by what it holds. One of an earlier day is kept while what it says of its
    numbers holds, unless a day was asked for by name.
    """
    if row.key != key or not _holds(row, days, is_day_named=is_day_named):
        return None
    return _find_unchanged(row, folder, is_verified=is_verified)


def _find_unchanged(row: RunRow, folder: Path, *, is_verified: bool) -> RunRow | None:
    """Return the row of a file that is there as it was made; it is read, once, where no stamp vouches for it."""
    path = folder / row.path
    try:
        stamp = stamp_of(path)
        if not is_verified and stamp == row.stamp != "":
            return row
        is_same = hashlib.sha256(path.read_bytes()).hexdigest() == row.sha256
    except OSError:
        return None
    return replace(row, stamp=stamp) if is_same else None


def list_other_rows(folder: Path, known: Mapping[str, RunRow], rows: Mapping[str, RunRow]) -> tuple[RunRow, ...]:
    """Return the known rows of files that still exist and belong to no lot any more, so that they are remembered."""
    paths = {row.path for row in rows.values()}
    others = (row for name, row in known.items() if name not in rows and row.path not in paths)
    return tuple(row for row in others if (folder / row.path).is_file())


def stamp_of(path: Path) -> str:
    """Return what the system states of a file and no program can set back: its identity, length, time of change.

    Anybody can set the time of writing. Windows has no such time of change: there the stamp is empty, equals no other,
    and files are read.
    """
    found = path.stat()
    if sys.platform == "win32":
        return ""
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def _holds(row: RunRow, days: Days, *, is_day_named: bool) -> bool:
    made, real = days.made.isoformat(), (days.real or days.made).isoformat()
    if not row.since <= real or (row.until and row.until <= real):
        return False
    return row.made == made if is_day_named else row.since <= row.made <= made


def find_holding_span(
    contacts: Iterable[ContactFact], calls: Iterable[date], days: Days
) -> tuple[date | None, date | None]:
    """Return the days from which and before which the state of numbers stays the same; None for no limit.

    It changes when a call is made or ends, when a place is withdrawn, and when a day of making comes that lay ahead.
    """
    turns = {day for call in calls for day in (call, end_of(call))}
    for contact in contacts:
        turns |= {contact.withdrawn} if contact.withdrawn else set()
        turns |= {contact.checked.on, expiry(contact.checked)} if contact.checked else set()
    if turns and days.is_ahead:
        turns.add(days.made)
    real = days.real or days.made
    since = max((day for day in turns if day <= real), default=None)
    return since, min((day for day in turns if day > real), default=None)
