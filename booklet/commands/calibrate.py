"""The command `calibrate`: test sheets for a printer, and a printer of your own that moves backs to their fronts."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from booklet.commands.impose import read_sheet
from booklet.commands.numbers import read_decimal
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


def run(options: argparse.Namespace) -> int:
    """Write the test sheets, or with --name the printer that they led to."""
    if options.name is None:
        write_test_sheets(options.sheet, options.output)
    else:
        path = make_printer(options)
        print(f"{path}: build with --edition office --printer {options.name}")
    return 0


def write_test_sheets(sheet: str, output: Path) -> None:
    """Write a test sheet for each edge and say what to do with it."""
    findings: list[Finding] = []
    size = read_sheet(sheet, findings)
    if size is None:
        raise SourceError(*findings)
    if min(size) < mm(SMALLEST):
        hint = f"take a sheet of {SMALLEST} x {SMALLEST} mm or more"
        raise SourceError(Finding("sheet-too-small", Where("--sheet"), "a cross and its scales have no room", hint))
    check_folder(output)
    for edge, name in FILES.items():
        plan = calibration_plan(Size(min(size), max(size)), edge=edge)
        sheets = write_lines(plan, name.removesuffix(".pdf"))
        prove_lines(sheets, plan, name)
        write_whole(output / name, sheets)
        print(f"{output / name}: print at 100 %, on both sides, flip on the {edge} edge")
    print("Prick through the middle of the cross. On the back, read where the hole is: to the right (+) and up (+).")
    print("Then: calibrate --project FOLDER --name YOUR-PRINTER --cards RIGHT UP --booklet RIGHT UP")


def make_printer(options: argparse.Namespace) -> Path:
    """Write a printer of a project; raise `SourceError` for numbers no test sheet shows."""
    if options.project is None:
        hint = "say --project FOLDER; `new` makes one"
        raise SourceError(Finding("no-project", Where("--project"), "a printer needs a project to stand in", hint))
    printer_file(options.name)
    values = dict(_values(options))
    base = open_folders(options.project).find(f"layouts/printers/{options.printer}.yaml")
    if base is None:
        hint = "name one of ours: list printers"
        raise SourceError(Finding("unknown-printer", Where("--printer"), f'no printer "{options.printer}"', hint))
    text = own_printer(base.read_text(encoding="utf-8"), values)
    return write_printer(options.project, options.name, text, is_forced=options.force)


def _values(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    findings: list[Finding] = []
    for edge, option, given in (("long", "--cards", options.cards), ("short", "--booklet", options.booklet)):
        if given is not None:
            read = (
                read_decimal(text, option, findings, least=-REACH, most=REACH, code="wrong-shift") for text in given
            )
            yield f"back-shift-{edge}", numbers(read, HUNDREDTHS)
    if findings:
        raise SourceError(*findings)
    if options.sides == "one":
        yield "sides", "one"
