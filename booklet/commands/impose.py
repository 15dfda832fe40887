"""The command `impose`: from the pages of any PDF to the sheets a printer takes."""

import argparse
from pathlib import Path

from booklet.commands.numbers import SHOWN, read_decimal, read_whole
from booklet.commands.tell import tell
from booklet.errors import ExitCode, Finding, SourceError, Where
from booklet.geometry import Size, mm
from booklet.impose.pages import shown
from booklet.impose.plan import LONG_EDGE, SHORT_EDGE, Plan, Wish
from booklet.impose.schemes import impose
from booklet.output import check_folder, write_whole
from booklet.sources.figures import decimal
from booklet.sources.printers import FARTHEST_SHIFT

SHEETS = {
    "a6": (105, 148),
    "a5": (148, 210),
    "a4": (210, 297),
    "a3": (297, 420),
    "a2": (420, 594),
    "sra4": (225, 320),
    "sra3": (320, 450),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "tabloid": (279.4, 431.8),
}
"""Sheets by name, upright, in millimetres (ISO 216, ISO 217, ANSI)."""

SHORTEST, LONGEST = 10, 5000
"""Millimetres a side of a sheet may have."""

LENGTHS = {"margin": 500, "bleed": 100, "caliper": 5, "gap": 500, "overlap": 1000, "grind": 50, "short": 100}
"""How many millimetres each option may say at most; what paper cannot be."""

TURNS = {SHORT_EDGE: ", on both sides, flip on the short edge", LONG_EDGE: ", on both sides, flip on the long edge"}


def run(options: argparse.Namespace) -> int:
    """Write the sheets and say how to print them."""
    target = options.output or options.file.with_name(f"{options.file.stem}_{options.scheme}.pdf")
    if target.resolve() == options.file.resolve():
        hint = "give the sheets another name"
        raise SourceError(Finding("same-name", Where("--output"), "it would replace the file that is imposed", hint))
    data, plan, notes = impose(options.file, options.scheme, read_wish(options))
    write_whole(target, data)
    if options.pictures:
        write_pictures(data, plan, options.pictures, target.stem)
    for note in notes:
        print(tell(note))
    print(f"{target}: {told(plan)}")
    return ExitCode.DONE


def write_pictures(data: bytes, plan: Plan, folder: Path, stem: str) -> None:
    """Write a picture of each side: page numbers, where to fold and where to cut."""
    from booklet.impose.pictures import sheet_pictures

    check_folder(folder)
    for number, picture in enumerate(sheet_pictures(data, plan), start=1):
        write_whole(folder / f"{stem}_side-{number:02d}.png", picture)


def told(plan: Plan) -> str:
    """Return what a plan comes to, for people."""
    sides = len(plan.sides)
    sheets = -(-sides // 2) if plan.duplex else sides
    size = shown(plan.sides[0].size)
    count = f"{sheets} sheet{'s' * (sheets != 1)}"
    return f"{count} of {size}; print at 100 %{TURNS.get(plan.duplex, '')}"


def read_wish(options: argparse.Namespace) -> Wish:
    """Return the wish that options state; raise `SourceError` with all that are none."""
    findings: list[Finding] = []
    sheet = read_sheet(options.sheet, findings) if options.sheet else None
    scale = read_decimal(options.scale, "--scale", findings, least=1, most=400, code="wrong-scale")
    lengths = {
        name: mm(read_decimal(getattr(options, name), f"--{name}", findings, least=0, most=most))
        for name, most in LENGTHS.items()
    }
    across, up = (
        mm(read_decimal(text, "--back-shift", findings, least=-FARTHEST_SHIFT, most=FARTHEST_SHIFT))
        for text in options.back_shift
    )
    signature = read_whole(options.signature, "--signature", findings, least=4, most=128, code="signature-size")
    if findings:
        raise SourceError(*findings)
    return Wish(
        sheet=sheet,
        is_rtl=None if options.direction == "auto" else options.direction == "rtl",
        has_marks=options.marks,
        scale=scale / 100,
        signature=signature,
        is_sequence=options.sequence,
        back_shift=(across, up),
        **lengths,
    )


def read_sheet(text: str, findings: list[Finding]) -> Size | None:
    """Return a sheet by name or as `WIDTHxHEIGHT` in millimetres.

    >>> read_sheet("100x200", [])
    Size(width=283.46456692913387, height=566.9291338582677)
    """
    try:
        width, height = SHEETS.get(text.lower()) or (decimal(side, SHORTEST, LONGEST) for side in text.split("x"))
    except ValueError:
        hint = f"say {', '.join(SHEETS)}, or millimetres from {SHORTEST} to {LONGEST} such as 320x450"
        findings.append(Finding("unknown-sheet", Where("--sheet"), f'"{text[:SHOWN]}" is no sheet', hint))
        return None
    return Size(mm(width), mm(height))
