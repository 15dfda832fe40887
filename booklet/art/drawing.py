"""Drawings as values: paths in named inks, y upwards, with nothing left to resolve."""

from booklet.geometry import Path, Rect
from booklet.values import Frozen

CURRENT = "current"
"""The ink of a shape whose colour is chosen where the drawing is placed (SVG `currentColor`)."""


class Shape(Frozen):
    """One path, filled first and stroked second; `fill` and `stroke` are inks, `CURRENT` or nothing.

    `round` rounds caps and joins alike. Joins that are not round are mitred with the limit of SVG, 4 (PDF
    begins with 10). `stroke_width` and `dash` are 0 and empty where nothing is stroked.
    """

    path: Path
    fill: str | None
    stroke: str | None
    stroke_width: float
    round: bool
    dash: tuple[float, ...]
    even_odd: bool


class Drawing(Frozen, cache_hash=True):
    """Shapes from back to front, on a page of `width` by `height` whose origin is its bottom left corner.

    `clip` is None when nothing reaches outside the page. It keeps its hash: it is looked up in every file.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    clip: Rect | None
