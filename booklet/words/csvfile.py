"""A catalogue as a table for agencies: CSV out, and back in whatever a spreadsheet made of it, every fault at once."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from booklet.catalogue import Catalogue, Slot, State, state_of
from booklet.errors import Finding, Severity, SourceError, Where, did_you_mean
from booklet.words.merge import Row

COLUMNS = ("context", "place", "english", "before", "translation", "state", "remark")
"""`place` says where the words stand; `before` is the English that a stale translation was made for."""

NEEDED = ("context", "translation")

LARGEST = 8_000_000

CURLY = "“”„«»"
"""What word processors write for the marks that hold a cell together."""


def csv_bytes(catalogue: Catalogue, known: Iterable[Slot], notes: Mapping[str, tuple[str, ...]]) -> bytes:
    """Return the table of a catalogue, as spreadsheets read it: UTF-8 with its mark, lines as RFC 4180 ends them."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for slot in known:
        message = catalogue.messages.get(slot.context)
        state = state_of(slot, message)
        text, remarks = (message.text, message.remarks) if message else ("", ())
        before = message.made_for if message and state is State.STALE else ""
        place = " · ".join(notes.get(slot.context, ()))
        table.writerow((slot.context, place, slot.text, before, text, state, "\n".join(remarks)))
    return written.getvalue().encode("utf-8-sig")


def read_csv(data: bytes, name: str, findings: list[Finding]) -> tuple[Row, ...]:
    """Return the rows of a table that are whole; raise `SourceError` if it is no such table at all."""
    text = _decoded(data, name, findings)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    lines = _numbered(text, delimiter, name, findings)
    heads = _heads(next(lines, (1, []))[1], name)
    rows = []
    for line, cells in lines:
        where = Where(name, line)
        if len(cells) != len(heads):
            message = f"{len(cells)} columns, the first line has {len(heads)}"
            hint = 'put every text in straight quotes: "..."'
            findings.append(Finding("wrong-columns", where, message, hint))
            continue
        row = dict(zip(heads, cells, strict=True))
        if row["context"].strip():
            rows.append(_row(row, where))
    return tuple(rows)


def _row(cells: Mapping[str, str], where: Where) -> Row:
    remark = cells.get("remark", "").strip()
    return Row(
        cells["context"].strip(),
        cells.get("english", ""),
        cells["translation"],
        where,
        cells.get("state", "").strip(),
        cells.get("before", ""),
        tuple(remark.split("\n")) if remark else (),
    )


def _decoded(data: bytes, name: str, findings: list[Finding]) -> str:
    """Return the text of a table: UTF-8, or UTF-16 with its mark, which is told."""
    if len(data) > LARGEST:
        raise SourceError(Finding("file-too-large", Where(name), f"{len(data)} bytes", "a table has less than 8 MB"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        hint = "save it as CSV UTF-8"
        findings.append(Finding("encoding", Where(name), "is UTF-16", hint, Severity.WARNING))
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceError(Finding("encoding", Where(name, line), "is no UTF-8 here", "save it as CSV UTF-8")) from error


def _numbered(text: str, delimiter: str, name: str, findings: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a table that have cells, each with its number; one that cannot be read is told."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        start = lines.line_num + 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            hint = 'put every text in straight quotes, and write "" for one inside'
            findings.append(Finding("csv-syntax", Where(name, start), f"the line cannot be read ({error})", hint))
            continue
        if any(cell.strip() for cell in cells):
            yield start, cells


def _heads(cells: Sequence[str], name: str) -> tuple[str, ...]:
    """Return the names of the columns, in whatever order they stand."""
    heads = tuple(cell.strip().strip(CURLY).lower() for cell in cells)
    if any(cell.strip()[:1] in CURLY for cell in cells if cell.strip()):
        hint = 'write straight ones: "context","translation"'
        raise SourceError(Finding("curly-quotes", Where(name, 1), "cells stand in curly quotes", hint))
    missing = [column for column in NEEDED if heads.count(column) != 1]
    if missing:
        hint = did_you_mean(missing[0], heads, f"the first line names the columns: {', '.join(COLUMNS)}")
        message = f'no column is called "{missing[0]}"' if missing[0] not in heads else f'"{missing[0]}" stands twice'
        raise SourceError(Finding("missing-column", Where(name, 1), message, hint))
    return heads
