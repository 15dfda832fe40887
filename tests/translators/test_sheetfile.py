"""A catalogue as a spreadsheet: what may be written is open, nothing is a formula that was none, and it comes back."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
from catalogues import whole
from openpyxl.comments import Comment
from projects import faults, only

from booklet.errors import Finding, SourceError
from booklet.sources.load import Sources
from booklet.translators.merge import import_rows
from booklet.translators.sheetfile import HEADS, read_xlsx, xlsx_bytes
from booklet.words.catalogue import Catalogue, Message, slots
from booklet.words.locales import find_language

MADE = date(2026, 11, 25)

NAMES = ("about.title", "labels.checked.on", "m5#2", "threat.title")

ROOM = {"about.title": {"Latn": 30, "Arab": 20}}

NOTES = {"about.title": ("booklet, page about: headline", "term: x")}


def sheet_of(sources: Sources, locale: str = "pt", **said: str) -> bytes:
    """Return the sheet of four messages, in English but for those that are said otherwise."""
    known = {name: slot for name, slot in slots(sources.guide).items() if name in NAMES}
    found = whole(sources.guide, locale)
    messages = {
        name: Message(name, known[name].text, said.get(name, found.messages[name].text), known[name].where)
        for name in known
    }
    catalogue = Catalogue(locale, messages)
    return xlsx_bytes(catalogue, known.values(), NOTES, ROOM, find_language(locale), MADE)


@pytest.mark.slow
def test_translations_and_remarks_are_open_and_all_else_is_locked(sources: Sources) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(sheet_of(sources))).active
    assert tuple(cell.value for cell in sheet[1]) == HEADS
    assert sheet.protection.sheet and not sheet.protection.password
    is_open = {
        head: {not row[column].protection.locked for row in sheet.iter_rows(min_row=2)}
        for column, head in enumerate(HEADS)
    }
    assert {head for head, found in is_open.items() if found == {True}} == {"translation", "remark"}
    assert all(len(found) == 1 for found in is_open.values())


def test_room_is_counted_as_somebody_types_and_what_is_longer_is_told(sources: Sources) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(sheet_of(sources, "fa"))).active
    rows = {row[7].value: row for row in sheet.iter_rows(min_row=2)}
    number = rows["about.title"][0].row
    assert rows["about.title"][2].value == f"=20-LEN(B{number})"
    assert rows["about.title"][3].value == "booklet, page about: headline · term: x"
    (check,) = sheet.data_validations.dataValidation
    assert (str(check.sqref), check.type, check.formula1, check.errorStyle) == (
        f"B{number}",
        "textLength",
        "20",
        "warning",
    )
    assert check.showErrorMessage and "20 letters" in check.error
    assert rows["about.title"][1].alignment.readingOrder == 2, "from right to left"


def test_what_begins_as_a_formula_is_a_text(sources: Sources) -> None:
    data = sheet_of(sources, **{"about.title": '=HYPERLINK("https://evil.example","x")', "threat.title": "a\x0bb"})
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    cells = {row[7].value: row[1] for row in sheet.iter_rows(min_row=2)}
    assert cells["about.title"].data_type == "s" and cells["about.title"].quotePrefix
    assert cells["threat.title"].value == "ab"


def test_equal_words_make_equal_bytes(sources: Sources) -> None:
    assert sheet_of(sources) == sheet_of(sources)


@pytest.mark.slow
def test_a_sheet_comes_back_as_it_was_sorted_and_changed(sources: Sources) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet_of(sources)))
    sheet = book.active
    for row in sheet.iter_rows(min_row=2):
        if row[7].value == "threat.title":
            row[1].value, row[4].value = "Quando alguém te ameaça", "curto"
        if row[7].value == "about.title":
            row[1].value = 42
    sheet.move_range("A2:H2", rows=9)
    written = io.BytesIO()
    book.save(written)
    rows = {row.context: row for row in read_xlsx(written.getvalue(), "a.xlsx", "pt", [])}
    assert set(rows) == set(NAMES)
    assert (rows["threat.title"].text, rows["threat.title"].remarks) == ("Quando alguém te ameaça", ("curto",))
    assert rows["about.title"].text == "42"
    found = import_rows(Catalogue("pt"), rows.values(), slots(sources.guide))
    assert set(found.taken) == set(NAMES) and not found.findings


def changed_sheet(sources: Sources, change: Callable[[openpyxl.Workbook], object]) -> bytes:
    """Return a sheet as somebody has changed it."""
    book = openpyxl.load_workbook(io.BytesIO(sheet_of(sources)))
    change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


STRANGE: dict[str, tuple[object, str]] = {
    "a date": (datetime(2026, 7, 24), "a date"),
    "yes or no": (True, "a truth value"),
    "a part of one": (0.5, "a number"),
    "a formula": ('=CONCATENATE("a","b")', "a formula without a result"),
    "a formula that failed": ("#NAME?", "a formula that failed"),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", STRANGE)
def test_what_a_spreadsheet_made_of_words_is_told_and_not_taken(case: str, sources: Sources) -> None:
    """Somebody typed 24/7, or began with a sign; the sheet that we send is text, but not all are ours."""
    value, told = STRANGE[case]

    def spoil(book: openpyxl.Workbook) -> None:
        book.active["B2"].value = value
        book.active["B2"].data_type = "e" if value == "#NAME?" else book.active["B2"].data_type

    findings: list[Finding] = []
    rows = read_xlsx(changed_sheet(sources, spoil), "a.xlsx", "pt", findings)
    assert told in only(findings).message
    assert (only(findings).code, only(findings).where.line) == ("no-text", 2)
    assert rows[0].text == "" and all(row.text for row in rows[1:])


def test_cells_to_write_in_are_text_so_that_no_date_is_made_of_what_is_typed(sources: Sources) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(sheet_of(sources))).active
    assert {row[column].number_format for row in sheet.iter_rows(min_row=2) for column in (1, 4)} == {"@"}


@pytest.mark.slow
def test_nothing_that_somebody_wrote_beside_our_columns_is_lost_in_silence(sources: Sources) -> None:
    def write(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet["B2"].comment = Comment("Too hard\nfor ten", "A. Tester")
        sheet["E2"].value = "curto"
        sheet["I1"].value, sheet["I3"].value = "Mine", "Lost?"
        sheet["J4"].value = "No heading"
        sheet["B7"].value = "No id"
        book.create_sheet("Questions", 0)["A1"].value = "Why?"
        book.create_sheet("Empty")

    findings: list[Finding] = []
    first, *others = read_xlsx(changed_sheet(sources, write), "a.xlsx", "pt", findings)
    assert first.remarks == ("curto", "Too hard", "for ten")
    assert len(others) == 3 and not any(row.remarks for row in others)
    assert sorted(found.code for found in findings) == ["no-context", "unread-column", "unread-column", "unread-sheet"]


@pytest.mark.slow
def test_what_a_file_says_of_its_size_is_not_believed(sources: Sources) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet_of(sources))) as file, zipfile.ZipFile(written, "w") as other:
        for entry in file.namelist():
            data = file.read(entry)
            other.writestr(entry, re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:H2"', data))
    assert {row.context for row in read_xlsx(written.getvalue(), "a.xlsx", "pt", [])} == set(NAMES)


@pytest.mark.slow
def test_lines_that_a_program_of_windows_ended_are_lines(sources: Sources) -> None:
    def write(book: openpyxl.Workbook) -> None:
        book.active["E2"].value = "one_x000D_\ntwo"

    assert read_xlsx(changed_sheet(sources, write), "a.xlsx", "pt", [])[0].remarks == ("one", "two")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("title", "tag", "is_taken"),
    [
        ("pt", "pt", True),
        ("pt (2)", "pt-BR", True),
        ("Sheet1", "sw", True),
        ("pt", "sw", False),
        ("pt (2)", "sw", False),
    ],
)
def test_a_sheet_in_another_language_is_not_taken(title: str, tag: str, is_taken: bool, sources: Sources) -> None:
    data = changed_sheet(sources, lambda book: setattr(book.active, "title", title))
    if is_taken:
        assert len(read_xlsx(data, "a.xlsx", tag, [])) == 4
        return
    with pytest.raises(SourceError) as caught:
        read_xlsx(data, "a.xlsx", tag, [])
    assert only(faults(caught.value)).code == "wrong-language"


@pytest.mark.slow
def test_a_table_that_was_saved_as_a_workbook_is_taken() -> None:
    book = openpyxl.Workbook()
    for row in (("context", "place", "english", "before", "translation"), ("m4", "", "", "", "Oui")):
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    assert [(row.context, row.text) for row in read_xlsx(written.getvalue(), "a.xlsx", "pt", [])] == [("m4", "Oui")]


def bomb() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file, file.open("[Content_Types].xml", "w") as part:
        for _ in range(300):
            part.write(b" " * 1_000_000)
    return written.getvalue()


NO_SHEETS: dict[str, Callable[[], bytes]] = {
    "none": lambda: b"",
    "cut": lambda: b"PK\x03\x04",
    "CSV": lambda: b"context,translation\n",
    "bomb": bomb,
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", NO_SHEETS)
def test_what_is_no_sheet_is_told_in_a_line(kind: str) -> None:
    data = NO_SHEETS[kind]()
    with pytest.raises(SourceError) as caught:
        read_xlsx(data, "a.xlsx", "pt", [])
    assert only(faults(caught.value)).code == "unreadable"


@pytest.mark.slow
def test_a_sheet_without_our_columns_is_told() -> None:
    book = openpyxl.Workbook()
    book.active.append(["English", "Portuguese"])
    written = io.BytesIO()
    book.save(written)
    with pytest.raises(SourceError) as caught:
        read_xlsx(written.getvalue(), "a.xlsx", "pt", [])
    assert only(faults(caught.value)).code == "missing-column"
