"""Rows of earlier runs: which files are kept, until which day, and which go when their calls have ended."""

import os
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, lay

from booklet.facts.gate import Days
from booklet.jobs import Job
from booklet.make.outdated import MANIFEST
from booklet.make.runs.kept import (
    ROWS,
    RunRow,
    find_holding_span,
    find_kept,
    note,
    read_rows,
    stamp_of,
    stamp_of_rows,
    write_rows,
)
from booklet.make.runs.manifest import is_published
from booklet.make.runs.older import find_ended_files
from booklet.sources.countries import parse_country
from booklet.values import replace

MADE, END = date(2026, 11, 25), date(2027, 5, 20)

SINCE = "2026-11-21"


@pytest.fixture
def row(tmp_path: Path) -> RunRow:
    """Return the row of a file whose calls hold from the day on which they were made until six months later."""
    path = lay(tmp_path, {"a.pdf": "made"}) / "a.pdf"
    item, digest = "lot" + "|" * (1 + len(Job.__struct_fields__)), sha256(b"made").hexdigest()
    until, day = END.isoformat(), MADE.isoformat()
    return RunRow(item, "key", "a.pdf", stamp_of(path), digest, "f", day, SINCE, until, 1, (1.0, 1.0), "final", "")


def is_kept(row: RunRow, folder: Path, day: date, *, is_verified: bool = False) -> bool:
    return find_kept(row, "key", folder, Days.on(day), is_day_named=False, is_verified=is_verified) is not None


@pytest.mark.parametrize(
    ("day", "expected"), [(MADE, True), (date(2027, 5, 19), True), (END, False), (date(2028, 1, 1), False)]
)
def test_a_file_is_kept_until_the_day_on_which_its_first_call_ends(
    row: RunRow, tmp_path: Path, day: date, expected: bool
) -> None:
    assert is_kept(row, tmp_path, day) == expected
    assert is_kept(replace(row, until=""), tmp_path, day)


@pytest.mark.parametrize(("day", "ends"), [(MADE, False), (date(2027, 5, 19), False), (END, True)])
def test_a_final_of_no_lot_goes_on_the_day_on_which_its_first_call_ends(
    row: RunRow, tmp_path: Path, day: date, ends: bool
) -> None:
    found = find_ended_files(tmp_path, [row, replace(row, state="proof"), replace(row, until="")], day)
    expected = [((tmp_path / "a.pdf",), f"a call for it counted until {END}")] if ends else []
    assert [(final.paths, reason) for final, reason in found] == expected
    assert find_ended_files(tmp_path, [replace(row, facts="f-own"), replace(row, path="../a.pdf")], END) == []


def test_a_file_of_another_key_or_that_is_gone_is_not_kept(row: RunRow, tmp_path: Path) -> None:
    assert not is_kept(replace(row, key="other"), tmp_path, MADE)
    assert not is_kept(replace(row, path="b.pdf"), tmp_path, MADE)
    assert not is_kept(replace(row, since="2026-11-26"), tmp_path, MADE)
    assert not is_kept(replace(row, made="2026-11-20"), tmp_path, MADE)


def test_a_file_with_another_stamp_is_read_and_kept_with_its_stamp_of_today(row: RunRow, tmp_path: Path) -> None:
    moved = replace(row, stamp="of another folder")
    assert find_kept(moved, "key", tmp_path, Days.on(MADE), is_day_named=False, is_verified=False) == row
    lay(tmp_path, {"a.pdf": "MADE"})
    assert not is_kept(moved, tmp_path, MADE)


@pytest.mark.skipif(os.name == "nt", reason="there files have no stamp, and are read")
def test_a_file_whose_stamp_vouches_for_it_is_read_only_if_asked(row: RunRow, tmp_path: Path) -> None:
    other = replace(row, sha256="of something else")
    assert is_kept(other, tmp_path, MADE)
    assert not is_kept(other, tmp_path, MADE, is_verified=True)


CALLED, LATER = date(2026, 11, 20), date(2026, 11, 21)
"""When the two contacts of the country were called."""


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        (date(2026, 11, 19), None, CALLED),
        (CALLED, CALLED, LATER),
        (LATER, LATER, END),
        (date(2027, 5, 19), LATER, END),
        (END, END, date(2027, 5, 21)),
        (date(2027, 5, 21), date(2027, 5, 21), None),
    ],
)
def test_the_same_is_told_of_numbers_from_one_turn_of_their_calls_to_the_next(
    day: date, since: date | None, until: date | None
) -> None:
    contacts = parse_country(CONFIRMED, COUNTRY, "XX").contacts[:2]
    assert find_holding_span(contacts, (), Days.on(day)) == (since, until)
    assert find_holding_span((), (CALLED, LATER), Days.on(day)) == (since, until)


def test_the_same_is_told_until_a_place_is_withdrawn_or_a_day_of_making_comes() -> None:
    first, second, *_ = parse_country(CONFIRMED, COUNTRY, "XX").contacts
    gone = date(2027, 1, 1)
    contacts = (first, replace(second, withdrawn=gone))
    assert find_holding_span(contacts, (), Days.on(MADE)) == (LATER, gone)
    assert find_holding_span(contacts, (), Days.on(gone)) == (gone, END)
    ahead = Days(date(2026, 12, 24), MADE)
    assert find_holding_span(contacts, (), ahead) == (LATER, ahead.made)
    assert find_holding_span((), (), ahead) == (None, None)


@pytest.mark.skipif(os.name == "nt", reason="there files have no stamp, and are read")
def test_rows_keep_their_stamp_until_they_change_or_a_journal_waits(row: RunRow, tmp_path: Path) -> None:
    assert stamp_of_rows(tmp_path) == ""
    write_rows(tmp_path, [row])
    stamp = stamp_of_rows(tmp_path)
    write_rows(tmp_path, [row])
    assert stamp_of_rows(tmp_path) == stamp != ""
    write_rows(tmp_path, [replace(row, key="other")])
    assert stamp_of_rows(tmp_path) not in {"", stamp}
    note(tmp_path, [row])
    assert stamp_of_rows(tmp_path) == ""


def test_rows_that_cannot_be_read_are_written_anew(row: RunRow, tmp_path: Path) -> None:
    (tmp_path / ROWS).write_bytes(b"\xff\xfe no text")
    write_rows(tmp_path, [row])
    assert read_rows(tmp_path) == {row.item: row}


def test_papers_beside_a_manifest_that_cannot_be_read_are_made_anew(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(b"\xff\xfe no text")
    assert not is_published("run", (), "key", tmp_path)


@pytest.mark.slow
def test_a_run_that_finds_all_as_it_should_be_needs_nothing_that_draws() -> None:
    drawing = {"booklet.make.placing", "booklet.pdf.document", "booklet.check.proof", "pypdfium2", "reportlab"}
    code = f"import sys, booklet.commands.run; print({drawing} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
