"""Lines of a spreadsheet or CSV of words: cells by their headings in, rows and what is wrong with others out."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from booklet.errors import Finding, Severity, Where
from booklet.translators.merge import CatalogueRow

ALIASES = {"id": "context", "english before": "before", "note": "place"}
"""The headings of a spreadsheet, by those of CSV: the one is often saved as the other."""

HEADINGS = ("context", "place", "english", "before", "translation", "state", "remark", "room left")
"""What columns are called here."""

NEEDED = ("context", "translation")

MISTAKE = re.compile(r"#[A-ZÀ-ÖØ-Þ/0]+[!?]?|#N/[AV]|Err:\d{3}")
"""What spreadsheets show for a formula that they cannot reckon, in Latin letters: #NAME?, #NOM?, Err:508."""


def list_rows(lines: Iterable[tuple[Where, Mapping[str, str]]], findings: list[Finding]) -> Iterator[CatalogueRow]:
    """Yield the sound rows of a table; cells that are written in and read by nobody are told."""
    unread: dict[str, Where] = {}
    for where, cells in lines:
        for head in cells:
            if head not in HEADINGS and cells[head].strip():
                unread.setdefault(head, where)
        if fault := _find_fault(cells, where):
            findings.append(fault)
        elif cells["context"].strip():
            yield _row(cells, where)
    for head, where in unread.items():
        message = f'the column "{head}" is not read' if head else "a column without a heading is not read"
        hint = 'write what you have to say into the column "remark"'
        findings.append(Finding("unread-column", where, message, hint, Severity.WARNING))


def _find_fault(cells: Mapping[str, str], where: Where) -> Finding | None:
    text, remark = cells["translation"].strip(), cells.get("remark", "").strip()
    if not cells["context"].strip() and (text or remark):
        hint = "write the id that words export gave it"
        return Finding("no-context", where, f"a row without an id says “{text or remark}”", hint)
    if MISTAKE.fullmatch(text):
        hint = "write the words themselves, in a cell that is text"
        return Finding("formula", where, f'"{cells["context"]}" is a formula that failed: “{text}”', hint)
    return None


def _row(cells: Mapping[str, str], where: Where) -> CatalogueRow:
    return CatalogueRow(
        cells["context"].strip(),
        cells.get("english", ""),
        cells["translation"],
        where,
        cells.get("state", "").strip(),
        cells.get("before", ""),
        remark_lines(cells.get("remark", "")),
    )


def remark_lines(text: str) -> tuple[str, ...]:
    """Return a remark as the lines that a PO file has of it."""
    return tuple(line.rstrip() for line in text.strip().splitlines())


def rename_heads(heads: Sequence[str]) -> tuple[str, ...]:
    """Return headings as they are called here.

    >>> rename_heads(("English", "ID", "translation"))
    ('English', 'context', 'translation')
    """
    found = {head.strip().lower() for head in heads}
    usual = {name: ours for name, ours in ALIASES.items() if ours not in found}
    return tuple(usual.get(head.strip().lower(), head) for head in heads)
