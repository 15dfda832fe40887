"""What a run made, for programs and spreadsheets: rows in, JSON and CSV out."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path

from booklet.errors import Finding
from booklet.make.outdated import MANIFEST
from booklet.make.runs.counts import copies_of, sheets_of
from booklet.make.runs.kept import RunRow
from booklet.make.runs.plan import RunItem
from booklet.values import Frozen, write_json

Entry = Mapping[str, object]

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that make a spreadsheet count instead of show."""


class MadeFile(Frozen, dict=True):
    """A file that exists: its item and its row."""

    item: RunItem
    row: RunRow

    @cached_property
    def entry(self) -> Entry:
        """The file as values for JSON: its names, the counts a printer needs, and its hash."""
        item, row, job = self.item, self.row, self.item.job
        return {
            "path": row.path,
            "lot": item.lot,
            "product": job.product,
            "item": job.item,
            "layout": job.layout,
            "locale": job.locale,
            "country": job.country,
            "band": job.band,
            "edition": job.edition,
            "ink": job.ink,
            "printer": item.printer,
            "deliver_to": item.deliver_to,
            "recipient": item.recipient.name if item.recipient else "",
            "copies": copies_of(item),
            "pages": row.pages,
            "sheets": sheets_of(item, row.pages),
            "trim_mm": list(row.trim),
            "state": row.state,
            "made": row.made,
            "holds_until": row.until,
            "sha256": row.sha256,
            "findings": [_tell(finding) for finding in row.findings],
        }

    @cached_property
    def line(self) -> str:
        """The file as a line of a table; its findings are told in the report."""
        return _line(cell(value) for column, value in self.entry.items() if column != "findings")


@cache
def _tell(finding: Finding) -> str:
    """Return a finding as a text, as one where many files have it."""
    return f"{finding.severity}: {finding}"


def files_of(items: Sequence[RunItem], rows: Mapping[str, RunRow]) -> list[MadeFile]:
    """Return the files of a run that are there, in the order of its plan."""
    return [MadeFile(item, rows[item.id]) for item in items if item.id in rows]


def is_published(name: str, files: Sequence[MadeFile], key: str, folder: Path) -> bool:
    """Tell whether papers exist for the same files; the manifest is written last, so that then they are complete."""
    path = folder / MANIFEST
    if not path.is_file():
        return False
    return path.read_bytes() == manifest_json(name, key, files).encode()


def manifest_json(name: str, sources: str, files: Sequence[MadeFile]) -> str:
    """Return the manifest of a run, a line for each file; `sources` tells what the run's papers were made from."""
    heads = {"run": name, "sources": sources, "totals": totals(files)}
    lines = [f"{write_json(key)}: {write_json(value)}" for key, value in heads.items()]
    entries = ",\n".join(write_json(made.entry) for made in files)
    return "{\n" + ",\n".join([*lines, f'"files": [\n{entries}\n]']) + "\n}\n"


def totals(files: Sequence[MadeFile]) -> dict[str, int]:
    """Return how large a run is: files, proofs and drafts among them, copies, pages, sheets."""
    states = Counter(made.row.state for made in files)
    return {
        "files": len(files),
        "proofs": states["proof"],
        "drafts": states["draft"],
        "copies": sum(copies_of(made.item) for made in files),
        "pages": sum(made.row.pages for made in files),
        "sheets": sum(sheets_of(made.item, made.row.pages) for made in files),
    }


def manifest_csv(files: Sequence[MadeFile]) -> bytes:
    """Return the manifest as a table that spreadsheets read as text: UTF-8 with its mark, no cell a formula."""
    heads = [_line(column for column in made.entry if column != "findings") for made in files[:1]]
    return "".join((*heads, *(made.line for made in files))).encode("utf-8-sig")


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerow(cells)
    return written.getvalue()


def cell(value: object) -> str:
    """Return a value as a cell; if a spreadsheet would take it for a formula, an apostrophe stands before it.

    >>> cell("=HYPERLINK(1)"), cell([85.0, 55.0]), cell(-3), cell("Cairo")
    ("'=HYPERLINK(1)", '85 x 55', '-3', 'Cairo')
    """
    if isinstance(value, list):
        return " x ".join(f"{part:g}" for part in value)
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text
