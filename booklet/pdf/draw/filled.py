"""Areas of pictures filled with lines or dots: paths inside their outline, for any reader and any press.

All lines of an area are one path. Dots are short dashes with round ends: PDFium makes those without any length longer.
"""

from collections.abc import Iterator
from math import ceil, floor, sqrt

from booklet.geometry import Path, Rect, mm
from booklet.look.fillings import Filled
from booklet.look.layout import Texture
from booklet.pdfnumbers import number, numbers, path_lines

LINES = "night"
"""The ink of all lines and dots."""

EDGES = {"thin": mm(0.18), "wide": mm(0.3), "open": mm(0.6)}
"""Outlines of areas that have none of their own: of small ones, of large ones, and of what was dark."""

RING, INNER = mm(1.0), mm(0.4)
"""The inner one of two outlines: its distance from the edge, and its weight."""

NARROW = mm(7)
"""An area that is not as wide has one outline, not two."""

CASING = mm(0.2)
"""The outline on either side of a light line."""

DOT = 0.05
"""Length of the dash that is a dot, as a share of its width."""

Line = tuple[float, float, float, float]


def draw_texture(kind: str, texture: Texture, box: Rect) -> list[str]:
    """Return the operators that draw lines or dots all over a box, in a stroke's ink."""
    if kind == "dots":
        short = texture.width * DOT
        lines, dash = _dots(box, texture.pitch), f"1 J [{numbers((short, texture.pitch - short))}] 0 d"
    else:
        lines, dash = _lines(kind, box, texture.pitch), "0 J [] 0 d"
    places = [place for line in lines for place in line]
    if not places:
        return []
    return [f"{number(texture.width)} w {dash}", path_lines(["m", "l"] * (len(places) // 4), places), "S"]


def _lines(kind: str, box: Rect, pitch: float) -> Iterator[Line]:
    """Yield lines across a box, at multiples of their distance: neighbours in one ink go on in one another."""
    if kind == "rules":
        for step in range(ceil(box.y / pitch), floor(box.top / pitch) + 1):
            yield box.x, step * pitch, box.right, step * pitch
        return
    along = pitch * sqrt(2)
    for step in range(ceil((box.y - box.right) / along), floor((box.top - box.x) / along) + 1):
        rise = step * along
        left, right = max(box.x, box.y - rise), min(box.right, box.top - rise)
        yield left, left + rise, right, right + rise
    if kind == "cross":
        for step in range(ceil((box.y + box.x) / along), floor((box.top + box.right) / along) + 1):
            both = step * along
            left, right = max(box.x, both - box.top), min(box.right, both - box.y)
            yield left, both - left, right, both - right


def _dots(box: Rect, pitch: float) -> Iterator[Line]:
    """Yield rows of dots, every second one moved by half, so that all neighbours are equally far."""
    apart = pitch * sqrt(3) / 2
    for row in range(ceil(box.y / apart), floor(box.top / apart) + 1):
        aside = pitch / 2 if row % 2 else 0.0
        start = floor((box.x - aside) / pitch) * pitch + aside
        yield start, row * apart, box.right + pitch / 2, row * apart


def choose_edge(filled: Filled) -> float:
    """Return the weight of the outline of an area that has none of its own."""
    if filled.was_dark:
        return EDGES["open"]
    return EDGES["wide" if filled.is_wide else "thin"]


def is_narrow(path: Path, scale: float) -> bool:
    """Tell whether an area is too narrow for two outlines."""
    return min(path.bounds.width, path.bounds.height) * scale < NARROW
