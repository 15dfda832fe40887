"""A catalogue as a spreadsheet (XLSX), and back: what is not to be changed is locked; openpyxl stays in here."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from itertools import zip_longest
from typing import NamedTuple
from xml.etree.ElementTree import fromstring
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.comments.comment_sheet import CommentSheet
from openpyxl.formatting.rule import CellIsRule
from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import COMMENTS_NS

from booklet.apart.run import run_apart
from booklet.apart.told import StoppedError
from booklet.errors import Finding, Severity, SourceError, Where
from booklet.sources.table import find_heads
from booklet.translators.merge import CatalogueRow
from booklet.translators.tablerow import HEADINGS, NEEDED, list_rows, rename_heads
from booklet.words.catalogue import Catalogue, MessageSlot, TranslationState, state_of
from booklet.words.locales import Locale, find_language, is_alike

HEADS = ("English", "translation", "room left", "note", "remark", "state", "English before", "id")
WIDTHS = (60, 60, 10, 60, 30, 12, 30, 28)
"""The columns of a sheet, and how many letters wide they are."""

OPEN = frozenset({"translation", "remark"})
"""The columns that are written in; all others are locked, without a password."""

TEXT = "@"
"""The format of a cell in which what is typed stays a text: 24/7 no date, and what begins with a sign no formula."""

MOST_ROWS, MOST_CELLS, LONGEST = 20_000, 40, 32_767
"""How much of a sheet is read."""

UNSAID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Signs that a spreadsheet cannot hold."""

MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")

GREY, RED = PatternFill("solid", fgColor="EEEEEE"), PatternFill("solid", bgColor="F4B6B6")


STRANGE = {"e": "a formula that failed", "b": "a truth value", "d": "a date"}
"""What cells are by their type where they are neither text nor a number."""

WHOLE = frozenset({"General", "@", "0"})
"""Formats in which a whole number looks as it was typed."""

RETURN = re.compile(r"(?:\r|_x000D_)\n?")
"""The end of a line as programs of Windows write it into a workbook."""


class SheetRow(NamedTuple):
    """A row that holds something: its number, its cells as text, what they are if no text, and notes stuck to them."""

    number: int
    cells: tuple[str, ...]
    strange: tuple[str, ...]
    beside: str


class ReadSheet(NamedTuple):
    """A sheet of a workbook: its title, and the rows that hold something."""

    title: str
    rows: tuple[SheetRow, ...]


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
        if head in OPEN:
            cell.number_format = TEXT
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


def read_xlsx(data: bytes, name: str, tag: str, findings: list[Finding]) -> tuple[CatalogueRow, ...]:
    """Return the sound rows of a workbook that a translator sends back; raise `SourceError` if it is none of ours.

    A sheet in another language than `tag` is not read; whatever else somebody wrote that is not, is told.
    """
    try:
        sheets = run_apart("sheet", data, answers=tuple[ReadSheet, ...]).value
    except StoppedError as error:
        hint = "save it as an Excel workbook (.xlsx), or as CSV UTF-8"
        raise SourceError(Finding("unreadable", Where(name), f"is no sheet that can be read: {error}", hint)) from error
    ours = [sheet for sheet in sheets if sheet.rows and set(NEEDED) <= set(_heads(sheet))]
    if not ours:
        find_heads(_heads(sheets[0]) if sheets and sheets[0].rows else (), name, HEADINGS, NEEDED)
    chosen = [sheet for sheet in ours if not _is_elsewhere(sheet.title, tag)]
    if not chosen:
        titles = ", ".join(f'"{sheet.title}"' for sheet in ours)
        message = f'its sheet is called {titles}, and not "{tag}"'
        raise SourceError(Finding("wrong-language", Where(name), message, "name the language of the sheet"))
    for sheet in sheets:
        if sheet.rows and sheet not in chosen:
            hint = f'write into the sheet "{chosen[0].title}"'
            message = f'the sheet "{sheet.title}" is not read'
            findings.append(Finding("unread-sheet", Where(name), message, hint, Severity.WARNING))
    return tuple(row for sheet in chosen for row in _read_sheet(sheet, name, findings))


def _heads(sheet: ReadSheet) -> tuple[str, ...]:
    return tuple(head.strip().lower() for head in rename_heads(sheet.rows[0].cells))


def _is_elsewhere(title: str, tag: str) -> bool:
    """Tell whether the title of a sheet is another language; a copy is called "pt (2)", and others anything."""
    said = title.partition(" ")[0]
    try:
        find_language(said)
    except SourceError:
        return False
    return not is_alike(said, tag)


def _read_sheet(sheet: ReadSheet, name: str, findings: list[Finding]) -> Iterator[CatalogueRow]:
    """Yield the sound rows of a sheet, with what stands beside their cells in notes as remarks."""
    first, *others = sheet.rows
    heads = find_heads(rename_heads(first.cells), name, HEADINGS, NEEDED)
    lines = []
    for row in others:
        cells = dict.fromkeys(heads, "") | _name_cells(heads, row.cells)
        strange = dict(zip(heads, row.strange, strict=False)).get("translation", "")
        if strange:
            hint = "let the cell be text, and write the words themselves"
            message = f'"{cells["context"]}" is {strange} and no text: “{cells["translation"]}”'
            findings.append(Finding("no-text", Where(name, row.number), message, hint))
            cells["translation"] = ""
        said = "\n".join(filter(None, (cells.get("remark", "").strip(), row.beside.strip())))
        lines.append((Where(name, row.number), {**cells, "remark": said}))
    return list_rows(lines, findings)


def _name_cells(heads: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return cells by their headings; those without one are joined, so that none is lost."""
    named: dict[str, str] = {}
    for head, text in zip_longest(heads, cells, fillvalue=""):
        named[head] = named.get(head, "") + text
    return named


def read_cells(source: bytes) -> tuple[ReadSheet, ...]:
    """Return what stands in a workbook, as a task on a stranger's file; nothing is reckoned."""
    shown, typed = (
        load_workbook(BytesIO(source), read_only=True, data_only=is_shown, keep_links=False)
        for is_shown in (True, False)
    )
    for sheet in (*shown.worksheets, *typed.worksheets):
        sheet.reset_dimensions()  # what a file says of its size may be less than it holds
    with ZipFile(BytesIO(source)) as archive:
        return tuple(
            ReadSheet(sheet.title, tuple(_list_rows(sheet, formulas, _find_comments(archive, sheet))))
            for sheet, formulas in zip(shown.worksheets, typed.worksheets, strict=True)
        )


def _list_rows(sheet: Worksheet, formulas: Worksheet, beside: Mapping[int, str]) -> Iterator[SheetRow]:
    both = zip(sheet.iter_rows(max_col=MOST_CELLS), formulas.iter_rows(max_col=MOST_CELLS), strict=True)
    for number, (cells, typed) in enumerate(both, start=1):
        texts = tuple(map(_text, cells))
        strange = tuple(map(_find_strange, cells, typed))
        if any(text.strip() for text in (*texts, *strange, beside.get(number, ""))):
            if number > MOST_ROWS:
                raise StoppedError(f"it has more than {MOST_ROWS} rows")
            yield SheetRow(number, texts, strange, beside.get(number, ""))


def _text(cell: ReadOnlyCell | EmptyCell) -> str:
    """Return what a cell holds as text, with the ends of its lines as they are here."""
    text = "" if cell.value is None else str(cell.value)
    return RETURN.sub("\n", text)[:LONGEST]


def _find_strange(cell: ReadOnlyCell | EmptyCell, typed: ReadOnlyCell | EmptyCell) -> str:
    """Return what a cell is if it is no text that somebody wrote: a spreadsheet makes dates of 24/7, and the like."""
    if cell.value is None:
        return "a formula without a result" if typed.value is not None else ""
    if cell.data_type in STRANGE:
        return STRANGE[cell.data_type]
    if cell.data_type == "n" and not (isinstance(cell.value, int) and cell.number_format in WHOLE):
        return "a number"
    return "longer than a cell can be" if len(str(cell.value)) > LONGEST else ""


def _find_comments(archive: ZipFile, sheet: Worksheet) -> dict[int, str]:
    """Return the notes that people stuck to the cells of each row."""
    names, path = set(archive.namelist()), sheet._worksheet_path
    place = get_rels_path(path)
    found: dict[int, str] = {}
    for link in get_dependents(archive, place) if place in names else ():
        if link.Type == COMMENTS_NS and link.target in names:
            for ref, comment in CommentSheet.from_tree(fromstring(archive.read(link.target))).comments:
                row = coordinate_to_tuple(ref)[0]
                found[row] = "\n".join(filter(None, (found.get(row), comment.text.strip())))
    return found
