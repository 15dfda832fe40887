"""The command `impose`: from the pages of any PDF to the sheets a printer takes."""

import argparse
import re
from pathlib import Path

from booklet.commands.tell import tell
from booklet.errors import ExitCode, Finding, SourceError, Where
from booklet.geometry import Size, mm
from booklet.impose.pages import shown
from booklet.impose.plan import LONG_EDGE, SHORT_EDGE, Plan, Wish
from booklet.impose.schemes import impose
from booklet.output import check_folder, write_whole

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
    if not 1 <= options.scale <= 400:
        findings.append(
            Finding(
                "wrong-scale", Where("--scale"), f"{options.scale:g} % is no scale", "say a percentage from 1 to 400"
            )
        )
    for name in ("margin", "bleed", "caliper", "gap", "overlap", "grind", "short"):
        if getattr(options, name) < 0:
            hint = "say millimetres from 0 up"
            findings.append(Finding("wrong-length", Where(f"--{name}"), "it is less than nothing", hint))
    if findings:
        raise SourceError(*findings)
    return Wish(
        sheet=sheet,
        margin=mm(options.margin),
        is_rtl=None if options.direction == "auto" else options.direction == "rtl",
        has_marks=options.marks,
        bleed=mm(options.bleed),
        caliper=mm(options.caliper),
        gap=mm(options.gap),
        overlap=mm(options.overlap),
        scale=options.scale / 100,
        signature=options.signature,
        grind=mm(options.grind),
        short=mm(options.short),
        is_sequence=options.sequence,
        back_shift=(mm(options.back_shift[0]), mm(options.back_shift[1])),
    )


def read_sheet(text: str, findings: list[Finding]) -> Size | None:
    """Return a sheet by name or as `WIDTHxHEIGHT` in millimetres.

    >>> read_sheet("100x200", [])
    Size(width=283.46456692913387, height=566.9291338582677)
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)", text)
    size = SHEETS.get(text.lower()) or (match and (float(match[1]), float(match[2])))
    if not size or not all(10 <= length <= 5000 for length in size):
        hint = f"say {', '.join(SHEETS)}, or millimetres such as 320x450"
        findings.append(Finding("unknown-sheet", Where("--sheet"), f'"{text}" is no sheet', hint))
        return None
    return Size(*map(mm, size))
