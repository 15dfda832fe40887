"""Drawings as values: paths in named inks, y upwards, with nothing left to resolve."""

from dataclasses import dataclass, field

from booklet.geometry import Path, Rect

CURRENT = "current"
"""The ink of a shape whose colour is chosen where the drawing is placed (SVG `currentColor`)."""


@dataclass(frozen=True, slots=True)
class Shape:
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


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes from back to front, on a page of `width` by `height` whose origin is its bottom left corner.

    `clip` is None when nothing reaches outside the page. It keeps its hash: it is looked up in every file.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    clip: Rect | None
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.width, self.height, self.shapes, self.clip)))

    def __hash__(self) -> int:
        return self._hash
