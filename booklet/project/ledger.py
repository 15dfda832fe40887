"""Where printed editions went: a line of JSON each in a project's `ledger.jsonl`, added and never changed.

What is mended is added as lines that stand instead of an earlier one, which they name by its seal.

Each line carries a seal of itself and the seal of the line before it, so that changed, cut or missing lines are
noticed. They are reported, and never keep the other lines from being read; only the loss of the last lines can go
unnoticed.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from booklet.errors import Finding, Severity, SourceError, Where
from booklet.facts.gate import FIT_FOR_READERS, contact_state
from booklet.facts.insert import ContactFact, Insert
from booklet.machine.bounded import read_bounded
from booklet.make.coverage import FOR_READERS, Coverage, coverage_of, current_numbers, read_coverage
from booklet.make.lasting import lock_path, refuse_link, write_lasting
from booklet.pdf.signed import drop_signature
from booklet.values import Frozen, replace, to_builtins

LEDGER = "ledger.jsonl"

DAMAGED = "ledger.damaged.jsonl"
"""Where the end of a ledger goes that is not as it was written."""

SEAL = 16
"""Digits of a seal."""

LARGEST = 100_000_000
"""Bytes of a file that can be one of ours."""


class Printing(Frozen):
    """Copies of one file that were printed: when, how many, where they went, which file, and what it covers.

    `instead` is the seal of the line that it stands for; no copies mean that there were none.
    """

    on: str
    quantity: int
    where: str
    file: str
    sha256: str
    coverage: Coverage
    instead: str = ""


def read_file(path: Path) -> tuple[str, Coverage]:
    """Return the hash and the coverage of a printed file, as it was before it was signed.

    Raises `SourceError` if it is not one of ours.
    """
    where = Where(str(path))
    try:
        data = read_bounded(path, LARGEST)
        if data is None:
            raise SourceError(Finding("no-edition", where, "is too large to be a file of ours", "name the PDF"))
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise SourceError(Finding("unreadable", where, reason, "name the PDF that was printed")) from error
    coverage = read_coverage(data)
    if coverage is None:
        hint = "name the PDF that was printed, as it was built"
        raise SourceError(Finding("no-edition", where, "does not say what it covers", hint))
    if coverage.state not in FOR_READERS:
        hint = "a proof must not go to readers: collect it, have the numbers called, and print the final file"
        raise SourceError(Finding("proof-printed", where, "is a PROOF", hint))
    return sha256(drop_signature(data)).hexdigest(), coverage


def add_printing(project: Path, printings: Iterable[Printing]) -> tuple[Finding, ...]:
    """Add printings to the ledger of a project and return its faults; raise `BookletError` if that fails.

    An incomplete end of the ledger is first set aside; the chain continues from the line before it.
    """
    return _append(project, lambda _: tuple(printings))


def replace_printing(
    project: Path, number: int, mend: Callable[[Printing], tuple[Printing, ...]]
) -> tuple[Finding, ...]:
    """Add what stands instead of a line, told by its number, and return the ledger's faults.

    Older versions gave lines that say the same the same seal: what stands instead of one stands instead of all, so
    the others are written anew.
    Raises `SourceError` if there is no such line, or if something stands instead of it already.
    """

    def mended(lines: Sequence[_Line]) -> tuple[Printing, ...]:
        counted = list(_valid(lines))
        line = next((line for line in counted if line.number == number), None)
        if line is None or line.printing is None:
            hint = "ledger list shows the lines that count, with their numbers"
            raise SourceError(Finding("no-printing", Where(LEDGER), f"no line {number} counts", hint))
        twins = [twin.printing for twin in counted if twin.seal == line.seal and twin is not line and twin.printing]
        return tuple(replace(new, instead=line.seal) for new in (*mend(line.printing), *twins))

    return _append(project, mended)


def _append(project: Path, make: Callable[[Sequence["_Line"]], tuple[Printing, ...]]) -> tuple[Finding, ...]:
    """Add lines that are made of those there are, after the last sound one."""
    path = project / LEDGER
    with lock_path(path):
        lines = _lines(path)
        kept = lines[: max((place for place, line in enumerate(lines, start=1) if line.is_sound), default=0)]
        printings = make(kept)
        found = (*_faults(kept), *_set_aside(project, lines[len(kept) :]))
        seal, written = kept[-1].seal if kept else "", [line.data for line in kept]
        for printing in printings:
            data, seal = _seal_line(printing, seal)
            written.append(data)
        write_lasting(path, b"".join(data + b"\n" for data in written))
    return found


def read_ledger(project: Path) -> tuple[tuple[Printing, ...], tuple[Finding, ...]]:
    """Return the printings of a project and the faults of its ledger; raise `BookletError` if it cannot be read.

    A line that was changed is reported and not counted; all others are counted.
    """
    printings, findings = number_printings(project)
    return tuple(printings.values()), findings


def number_printings(project: Path) -> tuple[Mapping[int, Printing], tuple[Finding, ...]]:
    """Return the printings that count by the numbers of their lines, and the faults, as `read_ledger` does."""
    lines = _lines(project / LEDGER)
    return {line.number: line.printing for line in _valid(lines) if line.printing}, tuple(_faults(lines))


def _valid(lines: Sequence["_Line"]) -> Iterator["_Line"]:
    """Yield the sound lines instead of which none stands, and of which there were copies."""
    sound = [(line, line.printing) for line in lines if line.printing and line.is_sound]
    replaced = {printing.instead for _, printing in sound}
    yield from (line for line, printing in sound if line.seal not in replaced and printing.quantity)


class _Line(Frozen):
    """A line of a ledger, its printing, and whether it is as it was written.

    `after` is the seal of the line before it; lines of older versions have none (None), and their own seal is made
    here.
    """

    number: int
    data: bytes
    printing: Printing | None = None
    is_sound: bool = False
    after: str | None = None
    seal: str = ""


def _lines(path: Path) -> list[_Line]:
    refuse_link(path)
    try:
        text = path.read_bytes() if path.exists() else b""
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise SourceError(Finding("unreadable", Where(LEDGER), reason, "let it be read")) from error
    found = enumerate(text.split(b"\n"), start=1)
    return [_line(number, data.rstrip(b"\r")) for number, data in found if data.strip()]


def _line(number: int, data: bytes) -> _Line:
    try:
        values = json.loads(data)
        seal = values.pop("seal", None)
        made, after = _seal(values), values.pop("after", None)
        printing = _printing(values)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return _Line(number, data)
    is_older = seal is None and after is None
    return _Line(number, data, printing, bool(printing) and (is_older or seal == made), after, str(seal or made))


def _seal_line(printing: Printing, after: str) -> tuple[bytes, str]:
    """Return the line of a printing, given the seal of the line before it, and its own seal."""
    values = {key: value for key, value in to_builtins(printing).items() if value != ""} | {"after": after}
    seal = _seal(values)
    return json.dumps(values | {"seal": seal}, ensure_ascii=False).encode(), seal


def _seal(values: Mapping[str, object]) -> str:
    return sha256(json.dumps(values).encode()).hexdigest()[:SEAL]


def _faults(lines: Sequence[_Line]) -> Iterator[Finding]:
    """Report lines that were changed, and places where lines are missing."""
    before, is_sealed = "", False
    for line in lines:
        where = Where(LEDGER, line.number)
        if not line.is_sound:
            message = "is not the line that was written, so it is not counted"
            yield Finding("wrong-ledger", where, message, "restore it from a copy", Severity.WARNING)
        elif line.after is None and is_sealed:
            message, hint = "has no seal: an older version wrote it, or a hand", "compare it with a copy"
            yield Finding("ledger-unsealed", where, message, hint, Severity.WARNING)
        elif line.after is not None and line.after != before and (before or line is lines[0]):
            message, hint = "lines before it are missing, or it has another place", "restore them from a copy"
            yield Finding("ledger-gap", where, message, hint, Severity.WARNING)
        before, is_sealed = line.seal, is_sealed or line.after is not None


def _set_aside(project: Path, lines: Sequence[_Line]) -> Iterator[Finding]:
    """Move the incomplete end of a ledger into a file of its own, and report it."""
    if lines:
        path = project / DAMAGED
        refuse_link(path)
        before = path.read_bytes() if path.exists() else b""
        write_lasting(path, before + b"".join(line.data + b"\n" for line in lines))
        message = f"{len(lines)} of its last lines were half written or changed; they are kept in {DAMAGED}"
        hint = "look which copies they name, and add those again"
        yield Finding("ledger-healed", Where(LEDGER, lines[0].number), message, hint, Severity.WARNING)


def _printing(values: dict[str, object]) -> Printing | None:
    printing = Printing(**values)  # type: ignore[arg-type]  # looked at below
    coverage = coverage_of(printing.coverage)
    texts = (printing.on, printing.where, printing.file, printing.sha256, printing.instead)
    if coverage is None or type(printing.quantity) is not int or not all(isinstance(text, str) for text in texts):
        return None
    return replace(printing, coverage=coverage)


class Affected(Frozen):
    """A printing with a number that has changed or no longer holds, why, and which contacts must be covered.

    `contacts` are those that have another number today; None if one is gone, whose place nobody can tell any more.
    Where a call has only ended, nothing must be covered.
    """

    printing: Printing
    reasons: tuple[str, ...]
    contacts: tuple[str, ...] | None


def list_affected(printings: Iterable[Printing], insert: Insert, day: date) -> Iterator[Affected]:
    """Yield printings of a country with a number that has changed or no longer holds."""
    contacts = {contact.id: contact for contact in insert.contacts}
    for printing in printings:
        if printing.coverage.country == insert.country:
            reasons = tuple(dict.fromkeys(_reasons(printing.coverage, contacts, day)))
            if reasons:
                yield Affected(printing, tuple(text for text, _ in reasons), _covered(reasons, contacts))


def _covered(reasons: Iterable[tuple[str, str]], contacts: Mapping[str, ContactFact]) -> tuple[str, ...] | None:
    """Return the contacts whose numbers must be covered, None if one of them is gone."""
    changed = tuple(dict.fromkeys(name for _, name in reasons if name))
    is_gone = any(name not in contacts or contacts[name].withdrawn for name in changed)
    return None if is_gone else changed


def _reasons(coverage: Coverage, contacts: dict[str, ContactFact], day: date) -> Iterator[tuple[str, str]]:
    """Yield why a number does not hold, and its contact if its number must be covered."""
    for name, number in coverage.numbers:
        contact = contacts.get(name)
        if contact is None:
            yield f"{name} {number} is in your file no more", name
        elif number not in current_numbers(contact):
            yield f"{name} {number} is now {' / '.join(current_numbers(contact)) or 'without a number'}", name
        elif (state := contact_state(contact, day)) not in FIT_FOR_READERS:
            yield f"{name} {number} is {state}", name if contact.withdrawn else ""
