"""The pages of any PDF on the sheets that a printer takes; the file is read apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from booklet.apart.run import run_apart
from booklet.apart.told import StoppedError
from booklet.api.figures import SHOWN, read_decimal, read_whole
from booklet.errors import ExitCode, Finding, SourceError, Where
from booklet.geometry import MM, Size, mm
from booklet.impose.pages import SheetError, format_size
from booklet.impose.plan import LONG_EDGE, SHORT_EDGE, SheetWish
from booklet.impose.tasks import ImposedFile
from booklet.jobs import PROOF, mark_path
from booklet.look.printer import FARTHEST_SHIFT
from booklet.machine.bounded import read_bounded
from booklet.machine.needs import need
from booklet.make.output import check_folder, report_fallback, set_aside, sweep, write_whole
from booklet.sheets.imposition import SCHEMES, SIGNATURE
from booklet.sources.figures import parse_decimal

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
"""How many millimetres each length may be at most; what paper cannot be."""

DIRECTIONS = ("auto", "ltr", "rtl")

TURNS = {SHORT_EDGE: ", on both sides, flip on the short edge", LONG_EDGE: ", on both sides, flip on the long edge"}

EDGES = {SHORT_EDGE: "short", LONG_EDGE: "long"}

MOST_BYTES = 200_000_000

Figure = float | str
"""A number, or the text that somebody wrote for it."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """Sheets to print, as a PDF, with the notes about them."""

    data: bytes = field(repr=False)
    stem: str
    """What the file was called, without its ending; with PROOF if it says that it is one."""
    sides: int
    size: tuple[float, float]
    """Width and height of the first sheet, in millimetres."""
    flip: str
    """The edge to flip sheets on, "long" or "short"; "" if one side alone is printed."""
    findings: tuple[Finding, ...]
    pictures: tuple[bytes, ...] = field(repr=False)
    """A PNG of each side with numbers, folds and cuts, if they were asked for."""
    advice: str = ""
    """How many sheets there are and how to print them, in words."""

    @property
    def is_proof(self) -> bool:
        """Whether the file that was imposed says that it is a PROOF."""
        return PROOF in mark_path(Path("sheets"), self.stem).stem


def impose_pdf(
    source: Path | str | bytes,
    scheme: str,
    *,
    sheet: str = "",
    direction: str = "auto",
    scale: Figure = 100,
    margin: Figure = 0,
    bleed: Figure = 3,
    caliper: Figure = 0,
    gap: Figure = 0,
    overlap: Figure = 10,
    grind: Figure = 0,
    short: Figure = 0,
    signature: Figure = SIGNATURE,
    is_sequence: bool = False,
    has_marks: bool = False,
    back_shift: tuple[Figure, Figure] = (0, 0),
    has_pictures: bool = False,
    name: str = "",
) -> Sheets:
    """Put the pages of a PDF, ours or anyone's, on sheets for folding, cutting or gluing.

    `scheme` is one of saddle, signatures, fold, roll-fold, z-fold, zine, n-up, n-up-backs, fold-over and tiles. `sheet`
    is a name such as a4 or sra3, or millimetres such as 320x450; "" takes one as large as needed. Lengths are
    millimetres, `scale` is percent, `signature` a number of pages. `direction` is ltr, rtl, or auto: as the file says.
    `name` is what findings call a file given as bytes.

    Raises `SourceError` with all faults of a file or a wish that makes no sheets; `BookletError` if the sheets do not
    show the pages whole. Nothing is made smaller or cut off unless it was asked for.
    """
    lengths = {"margin": margin, "bleed": bleed, "caliper": caliper, "gap": gap}
    lengths |= {"overlap": overlap, "grind": grind, "short": short}
    wish = read_wish(
        lengths,
        sheet=sheet,
        direction=direction,
        scale=scale,
        signature=signature,
        back_shift=back_shift,
        is_sequence=is_sequence,
        has_marks=has_marks,
        mark="",
    )
    if scheme not in SCHEMES:
        hint = f"say one of {', '.join(SCHEMES)}"
        raise SourceError(Finding("unknown-scheme", Where("scheme"), f'there is no scheme "{scheme}"', hint))
    if not isinstance(source, bytes):
        name, source = name or str(source), read_source(Path(source))
    return impose_apart(source, name or "file.pdf", scheme, wish, has_pictures=has_pictures)


def impose_apart(source: bytes, name: str, scheme: str, wish: SheetWish, *, has_pictures: bool) -> Sheets:
    """Return the sheets of a file, made in a separate process bounded in time and memory.

    Raises `SourceError`, or another error that names the fault: a file nobody should read, or sheets that do not show
    the pages.
    """
    need("pikepdf", Where(name), "pages are put on sheets with it")
    try:
        made = run_apart("impose", source, name, scheme, wish, has_pictures, answers=ImposedFile).value
    except StoppedError as error:
        hint = "flatten it in the program that made it, or split it"
        raise SourceError(Finding("too-much-work", Where(name), str(error), hint)) from error
    if made.faults:
        kind = SheetError if made.exit_code == ExitCode.PREFLIGHT else SourceError
        raise kind(*made.faults)
    width, height = made.size
    return Sheets(
        data=made.sheets,
        stem=made.stem,
        sides=made.sides,
        size=(round(width / MM, 2), round(height / MM, 2)),
        flip=EDGES.get(made.duplex, ""),
        findings=made.notes,
        pictures=made.pictures,
        advice=_advice(made),
    )


def read_source(path: Path) -> bytes:
    """Return the bytes of a file to impose; raise `SourceError` if there is none or it is too large."""
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


def _advice(made: ImposedFile) -> str:
    """Return a summary of the sheets, for people."""
    sheets = -(-made.sides // 2) if made.duplex else made.sides
    count = f"{sheets} sheet{'s' * (sheets != 1)}"
    return f"{count} of {format_size(made.size)}; print at 100 %{TURNS.get(made.duplex, '')}"


def read_wish(
    lengths: Mapping[str, Figure],
    *,
    sheet: str,
    direction: str,
    scale: Figure,
    signature: Figure,
    back_shift: Sequence[Figure],
    is_sequence: bool,
    has_marks: bool,
    mark: str = "--",
) -> SheetWish:
    """Return how somebody wants the sheets; raise `SourceError` with everything that makes no sense.

    `mark` stands before the names of options.
    """
    findings: list[Finding] = []
    size = read_sheet(sheet, findings, mark) if sheet else None
    if direction not in DIRECTIONS:
        hint = f"say {', '.join(DIRECTIONS)}"
        findings.append(Finding("unknown-direction", Where(f"{mark}direction"), f'"{direction}" is none', hint))
    ratio = read_decimal(str(scale), f"{mark}scale", findings, least=1, most=400, code="wrong-scale")
    points = {
        name: mm(read_decimal(str(lengths[name]), f"{mark}{name}", findings, least=0, most=most))
        for name, most in LENGTHS.items()
    }
    shift_name = "--back-shift" if mark else "back_shift"
    across, up = (
        mm(read_decimal(str(text), shift_name, findings, least=-FARTHEST_SHIFT, most=FARTHEST_SHIFT))
        for text in back_shift
    )
    pages = read_whole(str(signature), f"{mark}signature", findings, least=4, most=128, code="signature-size")
    if findings:
        raise SourceError(*findings)
    return SheetWish(
        sheet=size,
        is_rtl=None if direction == "auto" else direction == "rtl",
        has_marks=has_marks,
        scale=ratio / 100,
        signature=pages,
        is_sequence=is_sequence,
        back_shift=(across, up),
        **points,
    )


def read_sheet(text: str, findings: list[Finding], mark: str = "--") -> Size | None:
    """Return a sheet by name or as `WIDTHxHEIGHT` in millimetres.

    >>> read_sheet("100x200", [])
    Size(width=283.46456692913387, height=566.9291338582677)
    """
    try:
        width, height = SHEETS.get(text.lower()) or (parse_decimal(side, SHORTEST, LONGEST) for side in text.split("x"))
    except ValueError:
        hint = f"say {', '.join(SHEETS)}, or millimetres from {SHORTEST} to {LONGEST} such as 320x450"
        findings.append(Finding("unknown-sheet", Where(f"{mark}sheet"), f'"{text[:SHOWN]}" is no sheet', hint))
        return None
    return Size(mm(width), mm(height))


def write_sheets(sheets: Sheets, source: Path, target: Path, pictures: Path | None) -> tuple[Path, tuple[Finding, ...]]:
    """Write sheets and their pictures; return their path, and findings about finals that became proofs.

    Sheets of a proof or a draft have its mark. Raises `SourceError` if they would replace the file they were made from,
    `OutputError` if they cannot be written.
    """
    target = mark_path(target, sheets.stem)
    if target.resolve() == source.resolve():
        hint = "give the sheets another name"
        raise SourceError(Finding("same-name", Where("--output"), "it would replace the file that is imposed", hint))
    sweep(target.parent)
    aside = set_aside(target)
    write_whole(target, sheets.data)
    if pictures:
        check_folder(pictures)
        for number, picture in enumerate(sheets.pictures, start=1):
            write_whole(pictures / f"{target.stem}_side-{number:02d}.png", picture)
    return target, (report_fallback(aside, _IS_NOW[PROOF in target.stem]),) if aside else ()


_IS_NOW = {
    True: "the file it was made of is a PROOF now",
    False: "the words of the file it was made of are a DRAFT now",
}
