"""Drawings as form XObjects of one unit square, so that a matrix alone places them."""

import zlib
from collections.abc import Iterator

from booklet.art.drawing import CURRENT, Drawing, Shape
from booklet.geometry import Rect
from booklet.look.fillings import Filled, fill_shape
from booklet.look.layout import Texture
from booklet.pdf.draw.filled import CASING, EDGES, INNER, LINES, RING, choose_edge, draw_texture, is_narrow
from booklet.pdf.draw.palette import Palette
from booklet.pdf.draw.stream import LEVEL, path_operators
from booklet.pdfnumbers import number, numbers
from booklet.typeset.shapes import rectangle
from booklet.values import Frozen, replace


class ArtStream(Frozen):
    """The compressed content of a drawing, and its size in its own units."""

    content: bytes
    width: float
    height: float


def draw_art(drawing: Drawing, ink: str, palette: Palette, scale: float = 1.0) -> ArtStream:
    """Return a drawing in an edition's colours; `ink` colours the parts for which it names no ink.

    At a `scale` in points a unit, fillings are as fine on paper as the theme says.
    """
    code = []
    if drawing.clip is not None:
        code += [*path_operators(rectangle(Rect(*drawing.clip))), "W n"]
    code += _shapes(drawing, ink, palette, scale)
    return ArtStream(zlib.compress("\n".join(code).encode("ascii"), LEVEL), drawing.width, drawing.height)


def _shapes(drawing: Drawing, ink: str, palette: Palette, scale: float) -> Iterator[str]:
    """Yield the operators of all shapes; what is light beside white gets an outline."""
    is_open = False
    light = {name for name, filling in palette.fillings.inks.items() if filling.kind == "double"}
    alone = palette.fillings.alone
    for drawn in drawing.shapes:
        shape = replace(drawn, stroke=LINES) if drawn.fill and drawn.stroke in alone else drawn
        filled = fill_shape(shape, scale, palette.fillings)
        if shape.fill and shape.fill in alone and not filled:
            shape = replace(shape, fill=alone[shape.fill])
        if filled:
            is_open = is_open or (filled.is_wide and not filled.has_lines)
            yield from _filled(shape, filled, palette, scale)
        elif not shape.stroke and (shape.fill in light or (is_open and shape.fill == "white")):
            yield from _shape(replace(shape, stroke=LINES, stroke_width=EDGES["wide"] / scale), ink, palette)
        elif shape.stroke in palette.fillings.inks and not shape.fill:
            yield from _cased(shape, palette, scale)
        else:
            yield from _shape(shape, ink, palette)


def _filled(shape: Shape, filled: Filled, palette: Palette, scale: float) -> Iterator[str]:
    """Yield the operators of an area with lines or dots for its colour: the path clips what it has filled white."""
    path, evenly = path_operators(shape.path), "*" if shape.even_odd else ""
    kind, texture = filled.filling.kind, filled.texture
    yield from ("q", palette.fills["white"], *path, f"W{evenly} f{evenly}", palette.strokes[LINES])
    if kind == "double" and not is_narrow(shape.path, scale):
        for weight, ink in ((RING + INNER, LINES), (RING, "white")):
            yield from (palette.strokes[ink], f"{number(2 * weight / scale)} w 1 j [] 0 d", *path, "S")
    elif filled.has_lines:
        yield from draw_texture(kind, Texture(texture.width / scale, texture.pitch / scale), shape.path.bounds)
    yield "Q"
    weight = shape.stroke_width if shape.stroke else choose_edge(filled) / scale
    edge = replace(shape, fill=None, stroke=shape.stroke or LINES, stroke_width=weight, dash=())
    yield from _shape(edge, LINES, palette)


def _cased(shape: Shape, palette: Palette, scale: float) -> Iterator[str]:
    """Yield the operators of a line in an ink that is not printed: it is black, or white between two black ones."""
    ink = shape.stroke or ""
    filling = palette.fillings.inks[ink]
    alone = "white" if filling.kind == "blank" and not filling.keeps else palette.fillings.alone.get(ink, ink)
    if alone == "white":
        around = replace(shape, stroke=LINES, stroke_width=shape.stroke_width + 2 * CASING / scale, dash=())
        yield from _shape(around, LINES, palette)
    yield from _shape(replace(shape, stroke=alone), LINES, palette)


def _shape(shape: Shape, ink: str, palette: Palette) -> list[str]:
    code = []
    if shape.fill:
        code.append(palette.fills[ink if shape.fill == CURRENT else shape.fill])
    if shape.stroke:
        code += _line(shape, palette.strokes[ink if shape.stroke == CURRENT else shape.stroke])
    return [*code, *path_operators(shape.path), _paint(shape)]


def _line(shape: Shape, colour: str) -> list[str]:
    ends = "1 J 1 j" if shape.round else "0 J 0 j 4 M"
    return [colour, f"{number(shape.stroke_width)} w {ends} [{numbers(shape.dash)}] 0 d"]


def _paint(shape: Shape) -> str:
    """Return the operator that fills, strokes or both."""
    if shape.fill and shape.stroke:
        return "B*" if shape.even_odd else "B"
    if shape.fill:
        return "f*" if shape.even_odd else "f"
    return "S" if shape.stroke else "n"
