"""Where printed editions went: a line of JSON each in a project's `ledger.jsonl`, appended and never changed."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from booklet.coverage import Coverage, coverage_of, current_numbers, read_coverage
from booklet.errors import Finding, OutputError, SourceError, Where
from booklet.gate import FIT_FOR_READERS, contact_state
from booklet.insert import ContactFact, Insert

LEDGER = "ledger.jsonl"

LARGEST = 100_000_000
"""Bytes of a file that can be one of ours."""


@dataclass(frozen=True, slots=True)
class Printing:
    """A number of copies of one file: when, how many, where they went, which file, and what it covers."""

    on: str
    quantity: int
    where: str
    file: str
    sha256: str
    coverage: Coverage


def read_file(path: Path) -> tuple[str, Coverage]:
    """Return the hash and the coverage of a file that was printed; raise `SourceError` if it is none of ours."""
    where = Where(str(path))
    try:
        if path.stat().st_size > LARGEST:
            raise SourceError(Finding("no-edition", where, "is too large to be a file of ours", "name the PDF"))
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise SourceError(Finding("unreadable", where, reason, "name the PDF that was printed")) from error
    coverage = read_coverage(data)
    if coverage is None:
        hint = "name the PDF that was printed, as it was built"
        raise SourceError(Finding("no-edition", where, "does not say what it covers", hint))
    if coverage.state != "final":
        hint = "a proof must not go to readers: collect it, have the numbers called, and print the final file"
        raise SourceError(Finding("proof-printed", where, "is a PROOF", hint))
    return sha256(data).hexdigest(), coverage


def add_printing(project: Path, printings: Iterable[Printing]) -> None:
    """Append printings to the ledger of a project; raise `OutputError` if it cannot be written."""
    lines = "".join(json.dumps(asdict(printing), ensure_ascii=False) + "\n" for printing in printings)
    path = project / LEDGER
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(lines)
    except OSError as error:
        reason = error.strerror or "cannot be written"
        hint = "name your folder with --project"
        raise OutputError(Finding("output-unwritable", Where(str(path)), reason, hint)) from error


def read_ledger(project: Path) -> tuple[Printing, ...]:
    """Return the printings of a project; raise `SourceError` with every line that is none."""
    path = project / LEDGER
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(Finding("unreadable", Where(LEDGER), "cannot be read", "restore it from a copy")) from error
    found = [(number, _printing(line)) for number, line in enumerate(lines, start=1) if line.strip()]
    wrong = [number for number, printing in found if printing is None]
    if wrong:
        hint = "restore the line from a copy; only ledger add writes this file"
        raise SourceError(*(Finding("wrong-ledger", Where(LEDGER, line), "is no printing", hint) for line in wrong))
    return tuple(printing for _, printing in found if printing)


def _printing(line: str) -> Printing | None:
    try:
        values = json.loads(line)
        printing = Printing(**values)
    except (ValueError, TypeError, RecursionError):
        return None
    coverage = coverage_of(printing.coverage)
    texts = (printing.on, printing.where, printing.file, printing.sha256)
    if coverage is None or type(printing.quantity) is not int or not all(isinstance(text, str) for text in texts):
        return None
    return replace(printing, coverage=coverage)


def affected(printings: Iterable[Printing], insert: Insert, day: date) -> Iterator[tuple[Printing, tuple[str, ...]]]:
    """Yield printings of a country that carry a number which has changed or holds no more, with what is the matter."""
    contacts = {contact.id: contact for contact in insert.contacts}
    for printing in printings:
        if printing.coverage.country == insert.country:
            reasons = dict.fromkeys(_reasons(printing.coverage, contacts, day))
            if reasons:
                yield printing, tuple(reasons)


def _reasons(coverage: Coverage, contacts: dict[str, ContactFact], day: date) -> Iterator[str]:
    for name, number in coverage.numbers:
        contact = contacts.get(name)
        if contact is None:
            yield f"{name} {number} is in your file no more"
        elif number not in current_numbers(contact):
            yield f"{name} {number} is now {' / '.join(current_numbers(contact)) or 'without a number'}"
        elif (state := contact_state(contact, day)) not in FIT_FOR_READERS:
            yield f"{name} {number} is {state}"
