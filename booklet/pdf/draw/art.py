"""Drawings as form XObjects of one unit square, so that a matrix alone places them."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from booklet.art.drawing import CURRENT, Drawing, Shape
from booklet.geometry import Rect
from booklet.pdf.draw.palette import Palette
from booklet.pdf.draw.stream import LEVEL, path_operators
from booklet.pdfnumbers import number, numbers
from booklet.typeset.shapes import rectangle

OUTLINE = 0.008
"""Weight of an outline, as a share of the side of a drawing."""

PALE = frozenset({"white", "oat"})
"""Inks that are not seen on paper."""


@dataclass(frozen=True, slots=True)
class ArtStream:
    """The compressed content of a drawing, and its size in its own units."""

    content: bytes
    width: float
    height: float


def draw_art(drawing: Drawing, ink: str, palette: Palette) -> ArtStream:
    """Return a drawing in an edition's colours; `ink` colours the parts for which it names no ink."""
    code = []
    if drawing.clip is not None:
        code += [*path_operators(rectangle(Rect(*drawing.clip))), "W n"]
    for shape in _outline_ground(drawing, palette) if palette.outlined else drawing.shapes:
        code += _shape(shape, ink, palette)
    return ArtStream(zlib.compress("\n".join(code).encode("ascii"), LEVEL), drawing.width, drawing.height)


def _outline_ground(drawing: Drawing, palette: Palette) -> Iterator[Shape]:
    """Yield the shapes of a drawing whose ground is only outlined; shapes that were white on it are outlined too."""
    whole = Rect(0, 0, drawing.width, drawing.height)
    weight = OUTLINE * max(drawing.width, drawing.height)
    is_open = False
    for shape in drawing.shapes:
        is_ground = shape.fill in palette.outlined and _holds(shape.path.bounds, whole)
        if is_ground or (is_open and shape.fill in PALE and not shape.stroke):
            yield replace(shape, fill="white", stroke="night", stroke_width=weight)
        else:
            yield shape
        is_open = is_open or is_ground


def _holds(box: Rect, whole: Rect) -> bool:
    return box.x <= 0 and box.y <= 0 and box.right >= whole.right and box.top >= whole.top


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
