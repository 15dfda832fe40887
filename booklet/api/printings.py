"""Where printed editions went, and which of them have a number that has changed or no longer holds."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from booklet.errors import Finding, SourceError, raise_errors
from booklet.project.ledger import Printing, add_printing, list_affected, read_file, read_ledger
from booklet.sources.load import Sources

__all__ = ["Printing", "add_printings", "find_affected"]


def add_printings(project: Path, files: Sequence[Path], *, quantity: int, where: str, on: date) -> tuple[Finding, ...]:
    """Append a line for each file that was printed, and return the faults of the ledger.

    Raises `SourceError`, with nothing written, if one of the files is not ours or is a PROOF; `OutputError` if the
    ledger cannot be written.
    """
    findings: list[Finding] = []
    printings: list[Printing] = []
    for path in files:
        try:
            digest, coverage = read_file(path)
        except SourceError as error:
            findings += error.findings
        else:
            place = " ".join(where.split())
            printings.append(Printing(on.isoformat(), quantity, place, path.name, digest, coverage))
    raise_errors(findings)
    return add_printing(project, printings)


def find_affected(
    project: Path, country: str, sources: Sources, day: date
) -> tuple[list[tuple[Printing, tuple[str, ...]]], tuple[Finding, ...]]:
    """Return the affected printed editions of a country on a day, with the reasons, and the ledger's faults.

    Raises `SourceError` with the faults of the country's file, or if the ledger cannot be read.
    """
    insert = sources.insert(country)
    printings, findings = read_ledger(project)
    return list(list_affected(printings, insert, day)), findings
