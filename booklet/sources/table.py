"""A table from a spreadsheet: the bytes of a CSV in, rows with their lines out, every fault at once."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from booklet.errors import Finding, Severity, SourceError, Where, did_you_mean
from booklet.sources.encoding import decode_text
from booklet.sources.longtext import LONGEST_TEXT, report_long_text

LARGEST = 8_000_000

CURLY = "“”„«»"
"""What word processors write for the marks that hold a cell together."""


def read_table(
    data: bytes,
    name: str,
    columns: Sequence[str],
    needed: Sequence[str],
    findings: list[Finding],
    rename: Callable[[Sequence[str]], Sequence[str]] = tuple,
) -> Iterator[tuple[Where, dict[str, str]]]:
    """Yield the sound rows of a table, by the names of its columns.

    Raises `SourceError` if it is no such table. `columns` are those that it may have, and `rename`
    knows them by other names.
    """
    text = _decode(data, name, findings)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    lines = _number_lines(text, delimiter, name, findings)
    heads = find_heads(rename(next(lines, (1, []))[1]), name, columns, needed)
    for line, cells in lines:
        where = Where(name, line)
        if len(cells) != len(heads):
            message = f"{len(cells)} columns, the first line has {len(heads)}"
            hint = 'put every text in straight quotes: "..."'
            findings.append(Finding("wrong-columns", where, message, hint))
        elif any(len(cell) > LONGEST_TEXT for cell in cells):
            findings.append(report_long_text(where))
        else:
            yield where, dict(zip(heads, cells, strict=True))


def _decode(data: bytes, name: str, findings: list[Finding]) -> str:
    """Return the text of a table: UTF-8, or UTF-16 with its mark, which is reported."""
    if len(data) > LARGEST:
        raise SourceError(Finding("file-too-large", Where(name), f"{len(data)} bytes", "a table has less than 8 MB"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        hint = "save it as CSV UTF-8"
        findings.append(Finding("encoding", Where(name), "is UTF-16", hint, Severity.WARNING))
        return data.decode("utf-16", errors="replace")
    return decode_text(data, name, "save it as CSV UTF-8").removeprefix("\ufeff")


def _number_lines(text: str, delimiter: str, name: str, findings: list[Finding]) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a table that have cells, with their numbers; a line that cannot be read is reported."""
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


def find_heads(cells: Sequence[str], name: str, columns: Sequence[str], needed: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns, in whatever order they stand; raise `SourceError` if one lacks or is twice."""
    heads = tuple(cell.strip().strip(CURLY).lower() for cell in cells)
    if any(cell.strip()[:1] in CURLY for cell in cells if cell.strip()):
        straight = ",".join(f'"{column}"' for column in needed)
        hint = f"write straight ones: {straight}"
        raise SourceError(Finding("curly-quotes", Where(name, 1), "cells stand in curly quotes", hint))
    times = Counter(heads)
    missing = [column for column in needed if times[column] != 1]
    missing += [head for head in heads if head and head not in needed and times[head] > 1]
    if missing:
        hint = did_you_mean(missing[0], heads, f"the first line names the columns: {', '.join(columns)}")
        message = f'no column is called "{missing[0]}"'
        if missing[0] in heads:
            places = [str(place) for place, head in enumerate(heads, start=1) if head == missing[0]]
            message = f'the columns {" and ".join(places)} are both called "{missing[0]}"'
            hint = "give one of them another name, or take it out"
        raise SourceError(Finding("missing-column", Where(name, 1), message, hint))
    return heads
