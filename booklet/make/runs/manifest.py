"""What a run made, for programs and spreadsheets: rows in, JSON and CSV out."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from booklet.make.outdated import MANIFEST
from booklet.make.runs.counts import copies_of, sheets_of
from booklet.make.runs.kept import RunRow
from booklet.make.runs.plan import RunItem
from booklet.values import Frozen

Entry = Mapping[str, object]

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that make a spreadsheet count instead of show."""


class MadeFile(Frozen):
    """A file that exists: its item and its row."""

    item: RunItem
    row: RunRow


def files_of(items: Sequence[RunItem], rows: Mapping[str, RunRow]) -> list[MadeFile]:
    """Return the files of a run that are there, in the order of its plan."""
    return [MadeFile(item, rows[item.id]) for item in items if item.id in rows]


def is_published(name: str, files: Sequence[MadeFile], key: str, folder: Path) -> bool:
    """Tell whether papers exist for the same files; the manifest is written last, so that then they are complete."""
    path = folder / MANIFEST
    if not path.is_file():
        return False
    return path.read_bytes() == manifest_json(name, key, [entry_of(file) for file in files]).encode()


def entry_of(made: MadeFile) -> Entry:
    """Return a file as values for JSON: its names, the counts a printer needs, and its hash."""
    item, row, job = made.item, made.row, made.item.job
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
        "findings": [f"{finding.severity}: {finding}" for finding in row.findings],
    }


def manifest_json(name: str, sources: str, entries: Sequence[Entry]) -> str:
    """Return the manifest of a run, a line for each file; `sources` tells what the run's papers were made from."""
    heads = {"run": name, "sources": sources, "totals": totals(entries)}
    lines = [f"{_json(key)}: {_json(value)}" for key, value in heads.items()]
    files = ",\n".join(map(_json, entries))
    return "{\n" + ",\n".join([*lines, f'"files": [\n{files}\n]']) + "\n}\n"


def totals(entries: Sequence[Entry]) -> dict[str, int]:
    """Return how large a run is: files, proofs and drafts among them, copies, pages, sheets."""
    states = {f"{state}s": sum(entry["state"] == state for entry in entries) for state in ("proof", "draft")}
    counts = {key: sum(int(str(entry[key])) for entry in entries) for key in ("copies", "pages", "sheets")}
    return {"files": len(entries)} | states | counts


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def manifest_csv(entries: Sequence[Entry]) -> bytes:
    """Return the manifest as a table that spreadsheets read as text: UTF-8 with its mark, no cell a formula."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    columns = [key for key in (entries[0] if entries else {}) if key != "findings"]
    table.writerow(columns)
    for entry in entries:
        table.writerow([cell(entry[column]) for column in columns])
    return written.getvalue().encode("utf-8-sig")


def cell(value: object) -> str:
    """Return a value as a cell; if a spreadsheet would take it for a formula, an apostrophe stands before it.

    >>> cell("=HYPERLINK(1)"), cell([85.0, 55.0]), cell(-3), cell("Cairo")
    ("'=HYPERLINK(1)", '85 x 55', '-3', 'Cairo')
    """
    if isinstance(value, list):
        return " x ".join(f"{part:g}" for part in value)
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text
