"""A catalogue as a spreadsheet (XLSX), and back: what is not to be changed is locked; openpyxl stays in here."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from booklet.apart.run import run_apart
from booklet.apart.told import StoppedError
from booklet.errors import Finding, SourceError, Where
from booklet.sources.table import find_heads
from booklet.translators.merge import CatalogueRow
from booklet.words.catalogue import Catalogue, MessageSlot, TranslationState, state_of
from booklet.words.locales import Locale

HEADS = ("English", "translation", "room left", "note", "remark", "state", "English before", "id")
WIDTHS = (60, 60, 10, 60, 30, 12, 30, 28)
"""The columns of a sheet, and how many letters wide they are."""

OPEN = frozenset({"translation", "remark"})
"""The columns that are written in; all others are locked, without a password."""

NEEDED = ("translation", "id")

MOST_ROWS, MOST_CELLS, LONGEST = 20_000, 40, 32_000
"""How much of a sheet is read."""

UNSAID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Signs that a spreadsheet cannot hold."""

MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")

GREY, RED = PatternFill("solid", fgColor="EEEEEE"), PatternFill("solid", bgColor="F4B6B6")


class SheetRow(NamedTuple):
    """A row that holds something: its number, and its cells as text."""

    number: int
    cells: tuple[str, ...]


def xlsx_bytes(
    catalogue: Catalogue,
    known: Iterable[MessageSlot],
    notes: Mapping[str, Sequence[str]],
    room: Mapping[str, Mapping[str, int]],
    locale: Locale,
    made: date,
) -> bytes:
    """Return the sheet of a catalogue, the same for the same words and date.

    The room left is counted as somebody types, and the sheet warns of a text that is longer than its room.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = locale.tag
    _write_row(sheet, 1, HEADS)
    for number, slot in enumerate(known, start=2):
        letters = room.get(slot.context, {}).get(locale.script, 0)
        _write_row(sheet, number, _cells(catalogue, slot, " · ".join(notes.get(slot.context, ()))))
        if letters:
            _add_room(sheet, number, letters)
    _finish(sheet, is_rtl=locale.direction == "rtl")
    written = BytesIO()
    book.save(written)
    return _drop_dates(written.getvalue(), made)


def _cells(catalogue: Catalogue, slot: MessageSlot, note: str) -> tuple[str, ...]:
    """Return the texts of a message's cells, in the order of the columns."""
    message = catalogue.messages.get(slot.context)
    state = state_of(slot, message)
    text, remarks = (message.text, message.remarks) if message else ("", ())
    before = message.made_for if message and state is TranslationState.STALE else ""
    return slot.text, text, "", note, "\n".join(remarks), str(state), before, slot.context


def _write_row(sheet: Worksheet, number: int, texts: Sequence[str]) -> None:
    """Write texts as texts: what begins as a formula is none."""
    for column, (head, text) in enumerate(zip(HEADS, texts, strict=True), start=1):
        cell: Cell = sheet.cell(number, column)
        cell.value = UNSAID.sub("", text)
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in ("=", "+", "-", "@")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.protection = Protection(locked=number == 1 or head not in OPEN)
        if number == 1:
            cell.font = Font(bold=True)
        elif head not in OPEN:
            cell.fill = GREY


def _add_room(sheet: Worksheet, number: int, letters: int) -> None:
    sheet.cell(number, 3).value = f"={letters}-LEN(B{number})"
    warning = DataValidation("textLength", operator="lessThanOrEqual", formula1=str(letters), errorStyle="warning")
    warning.showErrorMessage = True
    warning.errorTitle, warning.error = "Too long", f"Its page has room for {letters} letters."
    warning.add(f"B{number}")
    sheet.add_data_validation(warning)


def _finish(sheet: Worksheet, *, is_rtl: bool) -> None:
    for column, width in zip("ABCDEFGH", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    if is_rtl:
        for (cell,) in sheet.iter_rows(min_row=2, min_col=2, max_col=2):
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right", readingOrder=2)
    sheet.conditional_formatting.add(f"C2:C{sheet.max_row}", CellIsRule("lessThan", ["0"], fill=RED))
    sheet.freeze_panes = "C2"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.autoFilter = sheet.protection.sort = False


def _drop_dates(data: bytes, made: date) -> bytes:
    """Return a file without the time at which it was written."""
    day = datetime(made.year, made.month, made.day).isoformat().encode() + b"Z"
    written = BytesIO()
    with ZipFile(BytesIO(data)) as dated, ZipFile(written, "w", ZIP_DEFLATED) as undated:
        for entry in dated.infolist():
            content = dated.read(entry)
            if entry.filename == "docProps/core.xml":
                content = MADE.sub(rb"\g<1>" + day, content)
            undated.writestr(ZipInfo(entry.filename), content, ZIP_DEFLATED)
    return written.getvalue()


def read_xlsx(data: bytes, name: str) -> tuple[CatalogueRow, ...]:
    """Return the rows of a sheet that a translator sends back; raise `SourceError` if it is no such sheet."""
    try:
        rows = run_apart("sheet", data, answers=tuple[SheetRow, ...]).value
    except StoppedError as error:
        hint = "save it as an Excel workbook (.xlsx), or as CSV UTF-8"
        raise SourceError(Finding("unreadable", Where(name), f"is no sheet that can be read: {error}", hint)) from error
    first, *others = rows or (SheetRow(1, ()),)
    heads = find_heads(first.cells, name, [head.lower() for head in HEADS], NEEDED)
    return tuple(row for one in others for row in _rows(dict(zip(heads, one.cells, strict=False)), one.number, name))


def _rows(cells: Mapping[str, str], number: int, name: str) -> Iterator[CatalogueRow]:
    context = cells.get("id", "").strip()
    remark = cells.get("remark", "").strip()
    if context:
        yield CatalogueRow(
            context,
            cells.get("english", ""),
            cells.get("translation", ""),
            Where(name, number),
            cells.get("state", "").strip(),
            cells.get("english before", ""),
            tuple(remark.split("\n")) if remark else (),
        )


def read_cells(source: bytes) -> tuple[SheetRow, ...]:
    """Return the rows of the first sheet of a workbook, as a task on a stranger's file."""
    book = load_workbook(BytesIO(source), read_only=True, data_only=True, keep_links=False)
    return tuple(_list_rows(book.worksheets[0]))


def _list_rows(sheet: Worksheet) -> Iterator[SheetRow]:
    for number, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_CELLS, values_only=True), start=1):
        texts = tuple("" if cell is None else str(cell)[:LONGEST] for cell in cells)
        if any(text.strip() for text in texts):
            yield SheetRow(number, texts)
