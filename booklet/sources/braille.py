"""Braille: how it is written and embossed, from its text file to values; a project's file stands for ours."""

from datetime import date

from booklet.errors import Finding, raise_errors
from booklet.look.braille import DIGITS, Braille, BrailleTable
from booklet.sources.folders import Folders
from booklet.sources.record import Record
from booklet.sources.yamlfile import Node, read_yaml

BRAILLE = "layouts/braille.yaml"

LEAST_CELLS, LEAST_LINES = 20, 10
"""What a page of braille has at least; the narrowest embossers have as much."""


def read_braille(folders: Folders) -> Braille:
    """Return how booklets are embossed; raise `SourceError` with all faults of the file."""
    node, found = read_yaml(folders.find(BRAILLE) or folders.own / BRAILLE, BRAILLE)
    findings = list(found)
    braille = Braille(0, 0, 0, "", {})
    with Record(node, findings, "braille") as record:
        tables = {name: _read_table(one, findings) for name, one in record.mapping("tables").items()}
        foreign = record.choice("foreign", tables)
        cells, lines, volume = record.whole("cells", 40), record.whole("lines", 25), record.whole("volume", 60)
        if cells < LEAST_CELLS or lines < LEAST_LINES or volume < 1:
            message = f"a page has {LEAST_CELLS} cells and {LEAST_LINES} lines at least, a volume one page"
            record.fault("braille-page", record.place("cells"), message, "write what the embosser has: cells: 40")
        braille = Braille(cells, lines, volume, foreign, tables)
    raise_errors(findings)
    return braille


def _read_table(node: Node, findings: list[Finding]) -> BrailleTable:
    with Record(node, findings, "a table of braille") as record:
        table = record.name("table")  # a name and no path: nothing outside what liblouis has is read
        return BrailleTable(
            table=table,
            plain=record.name("plain") if "plain" in record else table,
            name=record.text("name"),
            grade=record.text("grade"),
            digits=record.choice("digits", DIGITS, "letters"),
            words=record.choice("words", ("joined", "spaced"), ""),
            approved=_read_approved(record, findings) if "approved" in record else None,
        )


def _read_approved(record: Record, findings: list[Finding]) -> tuple[str, date] | None:
    with record.nested_record("approved") as approved:
        by, on = approved.text("by"), approved.day("on")
    return (by, on) if by and on else None
