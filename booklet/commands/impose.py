"""The command `impose`: from the pages of any PDF to the sheets a printer takes."""

import argparse
from pathlib import Path

from booklet.apart.run import run_apart
from booklet.apart.told import StoppedError
from booklet.commands.numbers import SHOWN, read_decimal, read_whole
from booklet.commands.tell import tell
from booklet.errors import ExitCode, Finding, SourceError, Where
from booklet.geometry import Size, mm
from booklet.impose.pages import SheetError, shown
from booklet.impose.plan import LONG_EDGE, SHORT_EDGE, Wish
from booklet.impose.tasks import Made
from booklet.jobs import marked
from booklet.machine.bounded import read_bounded
from booklet.machine.needs import need
from booklet.make.output import check_folder, fallen_back, set_aside, sweep, write_whole
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


MOST_BYTES = 200_000_000


def run(options: argparse.Namespace) -> int:
    """Write the sheets and say how to print them."""
    made = impose_apart(options.file, options.scheme, read_wish(options), has_pictures=bool(options.pictures))
    target = marked(options.output or options.file.with_name(f"{made.stem}_{options.scheme}.pdf"), made.stem)
    if target.resolve() == options.file.resolve():
        hint = "give the sheets another name"
        raise SourceError(Finding("same-name", Where("--output"), "it would replace the file that is imposed", hint))
    sweep(target.parent)
    aside = set_aside(target)
    write_whole(target, made.sheets)
    if options.pictures:
        check_folder(options.pictures)
    for number, picture in enumerate(made.pictures, start=1):
        write_whole(options.pictures / f"{target.stem}_side-{number:02d}.png", picture)
    for note in (*made.notes, *([fallen_back(aside, "the file it was made of is a PROOF now")] if aside else [])):
        print(tell(note))
    print(f"{target}: {told(made)}")
    return ExitCode.DONE


def impose_apart(path: Path, scheme: str, wish: Wish, *, has_pictures: bool) -> Made:
    """Return the sheets of a file, made in a process of its own that is bounded in time and memory as `check` is.

    Raises `SourceError`, or what else stands for what is wrong: a file nobody should read, or sheets without pages.
    """
    name = str(path)
    need("pikepdf", Where(name), "pages are put on sheets with it")
    try:
        made = run_apart("impose", read_source(path), name, scheme, wish, has_pictures, answers=Made).value
    except StoppedError as error:
        hint = "flatten it in the program that made it, or split it"
        raise SourceError(Finding("too-much-work", Where(name), str(error), hint)) from error
    if made.faults:
        kind = SheetError if made.exit_code == ExitCode.PREFLIGHT else SourceError
        raise kind(*made.faults)
    return made


def read_source(path: Path) -> bytes:
    """Return a file that is to be imposed; raise `SourceError` if there is none, or it is too large."""
    try:
        if path.exists() and not path.is_file():
            raise OSError(0, "it is no file")
        data = read_bounded(path, MOST_BYTES)
    except OSError as error:
        hint = "name a PDF that exists and that you may read"
        raise SourceError(Finding("unreadable", Where(str(path)), error.strerror or "cannot be read", hint)) from error
    if data is None:
        message = f"it has more than {MOST_BYTES // 1_000_000} MB"
        raise SourceError(Finding("too-large", Where(str(path)), message, "split it"))
    return data


def told(made: Made) -> str:
    """Return what sheets come to, for people."""
    sheets = -(-made.sides // 2) if made.duplex else made.sides
    count = f"{sheets} sheet{'s' * (sheets != 1)}"
    return f"{count} of {shown(made.size)}; print at 100 %{TURNS.get(made.duplex, '')}"


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
