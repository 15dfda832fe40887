"""Tables of places for a campaign, as people bring them: a CSV or a workbook in, rows with their faults out."""

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from booklet.apart.run import run_apart
from booklet.apart.told import StoppedError
from booklet.errors import Finding, Severity, SourceError, Where
from booklet.facts.lots import Recipient
from booklet.sources.recipients import COLUMNS, NEEDED, parse_recipients
from booklet.values import Frozen

if TYPE_CHECKING:
    from booklet.translators.sheetfile import ReadSheet

__all__ = ["COLUMNS", "PlacesTable", "Recipient", "read_places"]

WORKBOOK = b"PK\x03\x04"
"""What a workbook (XLSX) begins with: it is a ZIP."""


class PlacesTable(Frozen):
    """A table of places: those that it names, the findings, each with its line, and the bytes to keep, a CSV in UTF-8.

    `lines` are all cells as they were read, by the number of the line.
    """

    places: tuple[Recipient, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]
    findings: tuple[Finding, ...]
    data: bytes

    @property
    def is_sound(self) -> bool:
        """Whether a campaign can use it as it is."""
        return not any(found.severity is Severity.ERROR for found in self.findings)


def read_places(data: bytes, name: str) -> PlacesTable:
    """Return a table that somebody brings; what it is, its bytes tell and not its name.

    A fault that keeps it from being a table at all is among the findings, too: nothing is raised. A workbook that
    cannot be read has no lines.
    """
    findings: list[Finding] = []
    places: tuple[Recipient, ...] = ()
    kept = b"" if data.startswith(WORKBOOK) else data
    try:
        kept = kept or _csv_of_workbook(data, name, findings)
        places = parse_recipients(kept, name, findings)
    except SourceError as error:
        findings += error.findings
    return PlacesTable(places, tuple(_list_lines(kept)), tuple(dict.fromkeys(findings)), kept)


def _csv_of_workbook(data: bytes, name: str, findings: list[Finding]) -> bytes:
    """Return the first sheet that has the columns of a table of places, line for line; nothing in it is reckoned."""
    from booklet.translators.sheetfile import ReadSheet  # openpyxl takes long to import

    try:
        sheets = run_apart("sheet", data, answers=tuple[ReadSheet, ...]).value
    except StoppedError as error:
        hint = "save it as an Excel workbook (.xlsx), or as CSV UTF-8"
        raise SourceError(Finding("unreadable", Where(name), f"is no sheet that can be read: {error}", hint)) from error
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise SourceError(Finding("empty-list", Where(name), "its sheets are empty", "write a name in each row"))
    chosen = next((sheet for sheet in filled if set(NEEDED) <= _heads(sheet)), filled[0])
    for sheet in filled:
        if sheet is not chosen:
            message, hint = f'the sheet "{sheet.title}" is not read', f'write into the sheet "{chosen.title}"'
            findings.append(Finding("unread-sheet", Where(name), message, hint, Severity.WARNING))
    findings += _find_strange(chosen, name)
    written = io.StringIO(newline="")
    table = csv.writer(written)
    width = len(_trim(chosen.rows[0].cells))
    last = 0
    for row in chosen.rows:
        for _ in range(last + 1, row.number):
            written.write("\r\n")  # so that lines have the numbers of rows
        cells = _trim(row.cells)
        table.writerow([*cells, *[""] * (width - len(cells))])
        last = row.number
    return written.getvalue().encode()


def _find_strange(sheet: "ReadSheet", name: str) -> Iterator[Finding]:
    """Yield cells that are no text: a spreadsheet makes a date of 3/4, and nobody sees what was typed."""
    for row in sheet.rows:
        for kind, text in zip(row.strange, row.cells, strict=True):
            if kind and kind != "a number":
                message, hint = f'a cell is {kind} and no text: "{text[:40]}"', "let the cell be text, and type it anew"
                yield Finding("no-text", Where(name, row.number), message, hint)


def _trim(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return cells without the empty ones behind the last that says something, each on one line."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return tuple(" ".join(cell.split()) for cell in cells)


def _heads(sheet: "ReadSheet") -> set[str]:
    return {cell.strip().lower() for cell in sheet.rows[0].cells}


def _list_lines(data: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the lines of a table to be shown, as far as they can be read at all."""
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", errors="replace")
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        start = lines.line_num + 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error:
            continue
        if any(map(str.strip, cells)):
            yield start, tuple(cells)
