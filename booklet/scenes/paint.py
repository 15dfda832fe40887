"""Painting: parts get the inks of whom they belong to and outlines that are heavy enough; shapes become drawings.

A painted part is known by what it is made of, so that it is drawn once in a file however often it stands there.
"""

import pickle
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256

from booklet.art.drawing import Drawing, Shape
from booklet.art.part import Layer, Part
from booklet.art.transform import Matrix
from booklet.geometry import Path, Rect, Size
from booklet.scenes.model import Flat, Inks
from booklet.values import Frozen, replace

DRAWN_LINE = 13.0
"""The outline of all parts as they are drawn, in their units."""

INK = "night"
"""The ink of outlines."""

FINEST = 0.66
"""The least weight of a line inside a part, as a share of its outline: a press does not hold finer ones."""

LEAST_RIM = 9.0
"""The least rim around what was drawn as an area: a press does not hold finer lines, though they lie on the area."""

NEARLY = 0.5
"""Units that an outline may lack."""

HEAVIER = (
    *(0.0, 2.0, 4.0, 6.0, 9.0, 12.0, 15.0, 19.0, 24.0, 29.0, 35.0, 42.0, 50.0, 60.0, 72.0, 86.0, 103.0, 125.0),
    *(150.0, 180.0, 215.0, 260.0, 310.0, 370.0, 450.0),
)
"""By how many units outlines are made heavier: few steps, so that a part is seldom drawn twice."""


class Painted(Frozen):
    """Shapes with y downwards on a page of a size, their name in files, and what of the page lies before its origin.

    The shapes are packed: pages are kept and moved whole, and few who look at a page look into its drawings.
    """

    name: str
    size: Size
    packed: bytes
    corner: tuple[float, float]
    keeps: bool = False

    def __hash__(self) -> int:
        return hash(self.name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Painted) and self.name == other.name

    @property
    def drawing(self) -> Drawing:
        """The shapes on their page."""
        return _unpack(self)


def pack_shapes(shapes: tuple[Shape, ...]) -> bytes:
    """Return shapes as bytes, a fifth of what they take in memory."""
    return pickle.dumps(shapes, pickle.HIGHEST_PROTOCOL)


@lru_cache(maxsize=512)
def _unpack(painted: Painted) -> Drawing:
    return Drawing(*painted.size, pickle.loads(painted.packed), None)


def choose_weight(line: float, scale: float) -> float:
    """Return by how many units outlines are made heavier to be a line wide on paper, at a scale in points a unit.

    >>> choose_weight(1.5, 0.1), choose_weight(1.0, 0.1)
    (2.0, 0.0)
    """
    missing = line / scale - DRAWN_LINE - NEARLY
    return next((step for step in HEAVIER if step >= missing), HEAVIER[-1])


@lru_cache(maxsize=4096)
def paint_part(part: Part, inks: Inks, heavier: float) -> Painted:
    """Return a part in inks, its outlines heavier by some units."""
    asked = part.roles
    own = {role: ink for role, ink in inks if role in asked}
    shapes = (_paint_layer(layer, own, heavier) for layer in part.layers if _is_seen(layer, own))
    said = repr((part.digest, sorted(own.items()), heavier))
    page = part.page
    return Painted(_name(said), Size(page.width, page.height), pack_shapes(tuple(shapes)), (page.x, page.y), part.keeps)


def _is_seen(layer: Layer, own: dict[str, str]) -> bool:
    return not layer.unless_ink or own.get(layer.of or layer.role, INK) != INK


def _paint_layer(layer: Layer, own: dict[str, str], heavier: float) -> Shape:
    shape, ink = layer.shape, own.get(layer.role)
    if ink:
        shape = replace(shape, fill=ink) if shape.fill else replace(shape, stroke=ink)
    if shape.stroke:
        line = DRAWN_LINE + heavier
        return replace(shape, stroke_width=round(max(shape.stroke_width, FINEST * DRAWN_LINE) * line / DRAWN_LINE, 1))
    if layer.role == "ink" and heavier >= LEAST_RIM:
        return replace(shape, stroke=INK, stroke_width=heavier, round=True)
    return shape


FLAT_MARGIN = 220.0
"""How far around a window shapes may be seen: pages have bleed."""


def around(window: Rect) -> Rect:
    """Return where flat shapes are painted: a picture and more than the bleed of it, small as it may be printed."""
    return window.grown(max(FLAT_MARGIN, 0.022 * window.width))


@lru_cache(maxsize=1024)
def paint_flats(flats: tuple[Flat, ...], window: Rect, line: float) -> Painted:
    """Return shapes as one drawing that is as large as a window; `line` is the outline in units of the window."""
    page = around(window)
    shapes = tuple(_shape(flat, page, line) for flat in flats)
    said = repr((shapes, page))
    return Painted(_name(said), Size(page.width, page.height), pack_shapes(shapes), (page.x, page.y))


def _shape(flat: Flat, page: Rect, line: float) -> Shape:
    path = Path(tuple(_moved(flat.path, -page.x, -page.y)))
    if flat.wide:
        wide = round(max(flat.wide, line * flat.weight), 1)
        return Shape(path, None, flat.ink, wide, round=True, dash=flat.dash, even_odd=False)
    if flat.has_outline:
        wide = round(max(DRAWN_LINE, line) * flat.weight, 1)
        return Shape(path, flat.ink, INK, wide, round=True, dash=(), even_odd=False)
    return Shape(path, flat.ink, None, 0.0, round=False, dash=(), even_odd=False)


def _moved(path: Path, dx: float, dy: float) -> Iterator[tuple[str | float, ...]]:
    """Yield the segments of a path moved."""
    for verb, *numbers in path.segments:
        yield verb, *(round(float(n) + (dy if place % 2 else dx), 2) for place, n in enumerate(numbers))


def _name(said: str) -> str:
    return f"part-{sha256(said.encode()).hexdigest()[:16]}"


def place_painted(painted: Painted, place: Matrix) -> Matrix:
    """Return the transform of a painted part's page, from that of its own units."""
    return Matrix(e=painted.corner[0], f=painted.corner[1]).then(place)
