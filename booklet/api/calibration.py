"""Test sheets for a printer, and a printer file that moves backs onto their fronts."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from booklet.api.figures import read_decimal
from booklet.api.imposing import read_sheet
from booklet.errors import Finding, SourceError, Where
from booklet.geometry import Size, mm
from booklet.impose.calibration import REACH, calibration_plan
from booklet.impose.lines import write_lines
from booklet.impose.proven import prove_lines
from booklet.make.output import check_folder, write_whole
from booklet.pdfnumbers import numbers
from booklet.project.printers import own_printer, printer_file, write_printer
from booklet.sources.folders import open_folders

FILES = {"long": "calibrate-cards.pdf", "short": "calibrate-booklet.pdf"}
"""The test sheet for each edge: cards are flipped on the long one, booklets on the short one."""

SMALLEST = 100
"""Millimetres that a side of a test sheet has at least."""

HUNDREDTHS = 2
"""Decimals of a shift; nobody reads a scale more finely."""


def write_test_sheets(sheet: str, folder: Path) -> Iterator[tuple[Path, str]]:
    """Write a test sheet for each edge; yield its path and the edge to flip it on.

    Raises `SourceError` for a sheet whose size is unknown or too small, `OutputError` if one cannot be written.
    """
    findings: list[Finding] = []
    size = read_sheet(sheet, findings)
    if size is None:
        raise SourceError(*findings)
    if min(size) < mm(SMALLEST):
        hint = f"take a sheet of {SMALLEST} x {SMALLEST} mm or more"
        raise SourceError(Finding("sheet-too-small", Where("--sheet"), "a cross and its scales have no room", hint))
    check_folder(folder)
    for edge, name in FILES.items():
        plan = calibration_plan(Size(min(size), max(size)), edge=edge)
        sheets = write_lines(plan, name.removesuffix(".pdf"))
        prove_lines(sheets, plan, name)
        write_whole(folder / name, sheets)
        yield folder / name, edge


def make_printer(
    project: Path | None,
    name: str,
    *,
    like: str,
    cards: Sequence[str] | None,
    booklet: Sequence[str] | None,
    sides: str,
    is_forced: bool,
) -> Path:
    """Write a printer file into a project, based on one of ours, and return its path.

    Raises `SourceError` for numbers that no test sheet can show, or an unknown printer; `OutputError` if there is one
    of that name and replacing it was not asked for.
    """
    if project is None:
        hint = "say --project FOLDER; `new` makes one"
        raise SourceError(Finding("no-project", Where("--project"), "a printer needs a project to stand in", hint))
    printer_file(name)
    values = dict(_values(cards, booklet, sides))
    base = open_folders(project).find(f"layouts/printers/{like}.yaml")
    if base is None:
        hint = "name one of ours: list printers"
        raise SourceError(Finding("unknown-printer", Where("--printer"), f'no printer "{like}"', hint))
    text = own_printer(base.read_text(encoding="utf-8"), values)
    return write_printer(project, name, text, is_forced=is_forced)


def _values(cards: Sequence[str] | None, booklet: Sequence[str] | None, sides: str) -> Iterator[tuple[str, str]]:
    findings: list[Finding] = []
    for edge, option, given in (("long", "--cards", cards), ("short", "--booklet", booklet)):
        if given is not None:
            read = (
                read_decimal(text, option, findings, least=-REACH, most=REACH, code="wrong-shift") for text in given
            )
            yield f"back-shift-{edge}", numbers(read, HUNDREDTHS)
    if findings:
        raise SourceError(*findings)
    if sides == "one":
        yield "sides", "one"
