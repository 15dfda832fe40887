"""Where printed editions went, and which of them have a number that has changed or no longer holds."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from booklet.errors import Finding, SourceError, raise_errors
from booklet.make.versions import Given, drop_place, split_version
from booklet.project.ledger import Printing, add_printing, list_affected, read_file, read_ledger
from booklet.sources.load import Sources

__all__ = ["Printing", "add_printings", "find_affected", "find_printed"]


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


def find_printed(project: Path | None) -> Mapping[str, Given]:
    """Return the last version of each file that a project's ledger knows as printed, by its name without version.

    Raises `SourceError` if the ledger cannot be read.
    """
    found: dict[str, Given] = {}
    for printing in read_ledger(project)[0] if project else ():
        name, number = split_version(printing.file)
        before = found.get(name)
        if number and (before is None or number >= before.number):
            files = dict(before.files) if before and before.number == number else {}
            day = _day_of(printing.coverage.made)
            found[name] = Given(number, files | ({drop_place(printing.file): (day, printing.sha256)} if day else {}))
    return found


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def find_affected(
    project: Path, country: str, sources: Sources, day: date
) -> tuple[list[tuple[Printing, tuple[str, ...]]], tuple[Finding, ...]]:
    """Return the affected printed editions of a country on a day, with the reasons, and the ledger's faults.

    Raises `SourceError` with the faults of the country's file, or if the ledger cannot be read.
    """
    insert = sources.insert(country)
    printings, findings = read_ledger(project)
    return list(list_affected(printings, insert, day)), findings
