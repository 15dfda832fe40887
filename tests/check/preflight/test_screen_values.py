"""Rules for the screen on values: what no small file shows without being large, long or locked."""

import pytest

from booklet.check.preflight.hits import Hit
from booklet.check.preflight.read.screen import read_screen
from booklet.check.preflight.rules.screen.file import LARGE, LONG, check_file
from booklet.check.preflight.rules.screen.notes import check_notes
from booklet.check.preflight.screenfile import Note, ScreenFile, Tag
from booklet.geometry import Rect
from booklet.values import replace


@pytest.fixture(scope="module")
def file(clean: bytes) -> ScreenFile:
    return read_screen(clean)


def codes(hits: list[Hit]) -> set[str]:
    return {hit.rule.code for hit in hits}


def test_what_a_file_says_of_itself_is_told(file: ScreenFile) -> None:
    long = replace(file, pages=file.pages * LONG, has_outline=False)
    changed = {
        "bookmarks-missing": long,
        "file-heavy": replace(file, size=LARGE + 1),
        "header": replace(file, header="%PDF-9.9"),
        "reading-forbidden": replace(file, may_be_read=False),
    }
    before = codes(list(check_file(replace(file, has_outline=True))))
    for code, other in changed.items():
        assert code not in before and code in codes(list(check_file(other)))
    assert "bookmarks-missing" not in codes(list(check_file(replace(long, has_outline=True))))


def test_a_mark_of_a_printer_is_no_content(file: ScreenFile) -> None:
    tagged = replace(file, is_marked=True, has_tree=True, elements=(Tag(0, "P", "P"),))
    for owner, expected in (("Span", True), ("", False)):
        pages = (replace(file.pages[0], notes=(Note("PrinterMark", Rect(9, 9, 9, 9), owner),)), *file.pages[1:])
        assert ("printer-mark" in codes(list(check_notes(replace(tagged, pages=pages))))) is expected
