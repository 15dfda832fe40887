"""A partner's drawing as SVG, in the colours of each edition: areas and lines as operators, and nothing else."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from booklet.art.cells import Cell, Colour, Pen
from booklet.art.imported import LOOKS, Content, Imported
from booklet.art.outline import Outline
from booklet.art.saved import SavedDrawing, read_saved
from booklet.look.layout import Ink
from booklet.pdfnumbers import FINE, number, numbers
from booklet.sources.colours import process_inks, to_black
from booklet.sources.picturefault import make_fault

PALEST = 225 / 255
"""What all of a logo that cannot be seen on white is lighter than."""


def read_svg_picture(text: str, file: str, profile: Path, inks: Mapping[Colour, Ink]) -> Imported:
    """Return a drawing; raise `SourceError` with all that cannot be drawn. Colours that are inks of ours are these."""
    found = read_saved(text, file)
    if not any(min(cell.colour) < PALEST for cell in found.cells):
        message = "shows nothing: it is empty or white, and stands on white"
        raise make_fault("invisible", file, message, "use the one for light grounds")
    contents = {look: Content(_write(found, look, profile, inks)) for look in LOOKS}
    return Imported(found.width, found.height, contents, changes=found.changes)


def _write(drawing: SavedDrawing, look: str, profile: Path, inks: Mapping[Colour, Ink]) -> bytes:
    """Return the operators of all cells in the colours of a look."""
    colours: dict[Colour, str] = {}
    lines = ["0 J 0 j 10 M [] 0 d"]
    for cuts, cells in groupby(drawing.cells, key=lambda cell: cell.cuts):
        if cuts:
            lines.append("q")
            for cut in cuts:
                lines += [_write_path(cut.outline), "W* n" if cut.even_odd else "W n"]
        for cell in cells:
            if cell.colour not in colours:
                colours[cell.colour] = _operator(cell.colour, look, profile, inks)
            lines += _write_cell(cell, colours[cell.colour])
        if cuts:
            lines.append("Q")
    return "\n".join(lines).encode("ascii")


def _write_cell(cell: Cell, colour: str) -> Iterator[str]:
    if cell.pen is None:
        yield colour
        yield _write_path(cell.outline)
        yield "f*" if cell.even_odd else "f"
        return
    yield "q"
    yield colour.upper()
    yield f"{numbers(cell.pen.matrix, FINE)} cm"
    yield _write_pen(cell.pen)
    yield _write_path(cell.outline, FINE)
    yield "S"
    yield "Q"


def _write_pen(pen: Pen) -> str:
    dash = f"[{numbers(pen.dash, FINE)}] {number(pen.phase, FINE)} d"
    return f"{number(pen.width, FINE)} w {number(pen.cap)} J {number(pen.join)} j {number(pen.miter)} M {dash}"


def _write_path(outline: Outline, decimals: int = 2) -> str:
    return " ".join(
        f"{numbers([float(number) for number in values], decimals)} {verb}".strip()
        for verb, *values in outline.path().segments
    )


def _operator(colour: Colour, look: str, profile: Path, inks: Mapping[Colour, Ink]) -> str:
    ink = inks.get(round_colour(colour))
    if look == "screen":
        return f"{numbers(colour)} rg"
    if look == "grey":
        return f"{numbers((1 - (ink.grey if ink else to_black(colour)),))} g"
    return f"{numbers(ink.cmyk if ink else process_inks(colour, profile))} k"


def round_colour(colour: Colour) -> Colour:
    """Return a colour in steps of 255, as files write it."""
    red, green, blue = (round(255 * part) / 255 for part in colour)
    return red, green, blue
