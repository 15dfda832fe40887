"""Where printed editions went, and which of them have a number that has changed or no longer holds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from booklet.errors import Finding, SourceError, Where, raise_errors
from booklet.facts.selection import select
from booklet.make.versions import Given, find_built_name, split_version
from booklet.project.ledger import (
    Affected,
    Printing,
    add_printing,
    list_affected,
    number_printings,
    read_file,
    read_ledger,
    replace_printing,
)
from booklet.sources.load import Sources
from booklet.values import Frozen, replace
from booklet.words.locales import languages_of

__all__ = [
    "Affected",
    "Cure",
    "Printing",
    "add_printings",
    "correct_printing",
    "find_affected",
    "find_cures",
    "find_printed",
    "list_printings",
    "split_printing",
]


def add_printings(project: Path, files: Sequence[Path], *, quantity: int, where: str, on: date) -> tuple[Finding, ...]:
    """Append a line for each file that was printed, and return the faults of the ledger.

    Raises `SourceError`, with nothing written, if one of the files is not ours or is a PROOF, or if no place is named;
    `OutputError` if the ledger cannot be written.
    """
    findings = list(_find_no_place(where))
    printings: list[Printing] = []
    for path in files:
        try:
            digest, coverage = read_file(path)
        except SourceError as error:
            findings += error.findings
        else:
            printings.append(Printing(on.isoformat(), quantity, _one_line(where), path.name, digest, coverage))
    raise_errors(findings)
    return add_printing(project, printings)


def list_printings(project: Path) -> tuple[Mapping[int, Printing], tuple[Finding, ...]]:
    """Return the printings that count by the numbers of their lines, and the ledger's faults."""
    return number_printings(project)


def correct_printing(
    project: Path, line: int, *, quantity: int | None = None, where: str | None = None
) -> tuple[Finding, ...]:
    """Note what a line should say; no copies take it out. Returns the ledger's faults.

    Raises `SourceError` if no such line counts, if nothing is to be mended, or if the place is empty.
    """
    if quantity is None and where is None:
        hint = "say --quantity or --where"
        raise SourceError(Finding("nothing-to-mend", Where("ledger correct"), "nothing is to be mended", hint))
    if where is not None:
        raise_errors(_find_no_place(where))

    def mend(before: Printing) -> tuple[Printing, ...]:
        copies = before.quantity if quantity is None else quantity
        return (replace(before, quantity=copies, where=before.where if where is None else _one_line(where)),)

    return replace_printing(project, line, mend)


def split_printing(project: Path, line: int, *, quantity: int, where: str) -> tuple[Finding, ...]:
    """Note that some copies of a line went on to another place, and return the ledger's faults.

    Raises `SourceError` if no such line counts, if it has not more copies than that, or if the place is empty.
    """
    raise_errors(_find_no_place(where))

    def mend(before: Printing) -> tuple[Printing, ...]:
        if quantity >= before.quantity:
            message = f"line {line} has {before.quantity} copies: {quantity} cannot go on and others stay"
            hint = "name fewer, or say where all of them are: ledger correct --where"
            raise SourceError(Finding("too-many-copies", Where("--quantity"), message, hint))
        rest = replace(before, quantity=before.quantity - quantity)
        return rest, replace(before, quantity=quantity, where=_one_line(where))

    return replace_printing(project, line, mend)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _find_no_place(where: str) -> Iterator[Finding]:
    if not _one_line(where):
        yield Finding("no-place", Where("--where"), "no place is named", "say where the copies went")


def find_printed(project: Path | None) -> Mapping[str, Given]:
    """Return the last version of each file that a project's ledger knows as printed, by its name without version.

    Raises `SourceError` if the ledger cannot be read.
    """
    found: dict[str, Given] = {}
    for printing in read_ledger(project)[0] if project else ():
        built = find_built_name(printing.file)
        name, number = split_version(built)
        before = found.get(name)
        if number and (before is None or number >= before.number):
            files = dict(before.files) if before and before.number == number else {}
            day = _day_of(printing.coverage.made)
            found[name] = Given(number, files | ({built: (day, printing.sha256)} if day else {}))
    return found


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def find_affected(
    project: Path, country: str, sources: Sources, day: date
) -> tuple[list[Affected], tuple[Finding, ...]]:
    """Return the affected printed editions of a country on a day, with the reasons, and the ledger's faults.

    A contact that prints no more is as good as gone: no sticker can be made for it alone.
    Raises `SourceError` with the faults of the country's file, or if the ledger cannot be read.
    """
    insert = sources.insert(country)
    printings, findings = read_ledger(project)
    found = []
    for one in list_affected(printings, insert, day):
        printed = {contact.id for contact in select(insert, sources.world, one.printing.coverage.band).printed}
        found.append(one if printed.issuperset(one.contacts or ()) else replace(one, contacts=None))
    return found, findings


class Cure(Frozen):
    """The stickers that printed copies need: for a country, its languages and a band, and for which contacts.

    What is in two languages gets them in each. No contacts mean all of them: one is gone, and nobody can tell any more
    where its number stood. `printings` are the copies that need them.
    """

    country: str
    locales: tuple[str, ...]
    band: str
    contacts: tuple[str, ...]
    printings: tuple[Printing, ...]

    @property
    def copies(self) -> int:
        """How many sets of stickers are needed."""
        return sum(printing.quantity for printing in self.printings)


def find_cures(affected: Iterable[Affected]) -> tuple[Cure, ...]:
    """Return the stickers for printed copies, each once: of what changed alone, where that can be told.

    Copies in which only a call has ended need none: if the number is right, they are.
    """
    found: dict[Cure, list[Printing]] = {}
    for one in affected:
        if one.contacts == ():
            continue
        axes = one.printing.coverage
        key = Cure(axes.country, tuple(languages_of(axes.locale)), axes.band, one.contacts or (), ())
        found.setdefault(key, []).append(one.printing)
    return tuple(replace(cure, printings=tuple(printings)) for cure, printings in found.items())
