"""layouts/braille.yaml: what partners may write in it, and what is a fault with its line."""

import re
from pathlib import Path

import pytest
from projects import OWN, lay

from booklet.errors import SourceError
from booklet.sources.braille import BRAILLE, read_braille
from booklet.sources.folders import open_folders

OURS = (OWN / BRAILLE).read_text(encoding="utf-8")

NINE = {"ar", "en", "es", "fr", "hi", "ru", "sw", "th", "zh-Hans"}


def read(folder: Path, old: str, new: str) -> object:
    assert old in OURS
    return read_braille(open_folders(lay(folder, {BRAILLE: OURS.replace(old, new, 1)})))


def test_the_nine_languages_have_a_table_and_a_grade_and_nobody_has_approved_one() -> None:
    braille = read_braille(open_folders(None))
    assert set(braille.tables) == NINE
    assert all(table.grade in {"1", "2"} and table.name and table.approved is None for table in braille.tables.values())
    assert (braille.cells, braille.lines) == (40, 25)


def test_the_tables_are_those_that_the_documentation_names() -> None:
    said = (OWN / "docs" / "howto" / "felt.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \w+ \| .* \| (\d) \| `([^`]+)` \|$", said, re.MULTILINE)
    tables = read_braille(open_folders(None)).tables.values()
    assert sorted(rows) == sorted((table.grade, table.table) for table in tables)


def test_a_reader_who_approves_is_named_with_the_day(tmp_path: Path) -> None:
    old = "{table: sw-ke-g1.utb, name: Swahili (Kenya), grade: 1"
    braille = read(tmp_path, old, f"{old}, approved: {{by: A. Otieno, on: 2026-12-01}}")
    assert str(braille.tables["sw"].approved).startswith("('A. Otieno', datetime.date(2026, 12, 1)")  # type: ignore[attr-defined]


FAULTS = {
    "a page that no embosser has": ("cells: 40", "cells: 4", "braille-page"),
    "a table that is a path": ("table: ar-ar-g1.utb", "table: ../../etc/passwd", "wrong-name"),
    "a table that is an option": ("table: ar-ar-g1.utb", "table: --help", "wrong-name"),
    "several tables": ("table: ar-ar-g1.utb", 'table: "ar.tbl,en.tbl"', "wrong-name"),
    "digits that there are not": ("digits: antoine", "digits: roman", "unknown-digits"),
    "words that are neither": ("words: joined", "words: apart", "unknown-words"),
    "a foreign language without a table": ("foreign: en", "foreign: la", "unknown-foreign"),
    "a table without a grade": ("grade: 2}", "grad: 2}", "missing-key"),
    "a key that nobody knows": ("lines: 25", "lines: 25\nrows: 3", "unknown-key"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_what_is_wrong_is_told(what: str, tmp_path: Path) -> None:
    old, new, code = FAULTS[what]
    with pytest.raises(SourceError) as stopped:
        read(tmp_path, old, new)
    assert code in {finding.code for finding in stopped.value.findings}
    assert all(finding.where.file == BRAILLE for finding in stopped.value.findings)
