"""Paths of the house: rectangles, bubbles with their tail, discs, modules of codes."""

import re
from collections.abc import Collection, Sequence

from booklet.geometry import Path, Rect

ROUND = 0.5523
"""How far the handles of a Bézier quarter circle reach, as a share of the radius."""


def rectangle(box: Rect) -> Path:
    """Return a rectangle."""
    return Path(
        (("m", box.x, box.y), ("l", box.right, box.y), ("l", box.right, box.top), ("l", box.x, box.top), ("h",))
    )


def rounded_rectangle(box: Rect, radii: tuple[float, float, float, float]) -> Path:
    """Return a rectangle with a radius at its top left, top right, bottom right and bottom left corner."""
    top_left, top_right, bottom_right, bottom_left = radii
    x, y, right, top = box.x, box.y, box.right, box.top
    segments: list[tuple[str | float, ...]] = [("m", x + top_left, top), ("l", right - top_right, top)]
    segments += _corner(right, top, top_right, (0, -1), (-1, 0))
    segments += [("l", right, y + bottom_right), *_corner(right, y, bottom_right, (-1, 0), (0, 1))]
    segments += [("l", x + bottom_left, y), *_corner(x, y, bottom_left, (0, 1), (1, 0))]
    segments += [("l", x, top - top_left), *_corner(x, top, top_left, (1, 0), (0, -1))]
    return Path((*segments, ("h",)))


def _corner(
    x: float, y: float, radius: float, out: tuple[int, int], back: tuple[int, int]
) -> list[tuple[str | float, ...]]:
    """Return a quarter circle at a corner, which arrives from the `back` side and leaves towards `out`."""
    if not radius:
        return []
    handle = radius * (1 - ROUND)
    start = (x + back[0] * handle, y + back[1] * handle)
    end = (x + out[0] * handle, y + out[1] * handle)
    return [("c", *start, *end, x + out[0] * radius, y + out[1] * radius)]


def bubble(box: Rect, radius: float, tail: str) -> Path:
    """Return a rounded rectangle whose `tail` corner is square: bottom-start, bottom-end, top-start, top-end, none."""
    corners = ("top-start", "top-end", "bottom-end", "bottom-start")
    radius = min(radius, box.width / 2, box.height / 2)
    top_start, top_end, bottom_end, bottom_start = (0.0 if corner == tail else radius for corner in corners)
    return rounded_rectangle(box, (top_start, top_end, bottom_end, bottom_start))


def disc(x: float, y: float, radius: float) -> Path:
    """Return a circle about a centre."""
    return bubble(Rect(x - radius, y - radius, 2 * radius, 2 * radius), radius, "none")


def line(x1: float, y1: float, x2: float, y2: float) -> Path:
    """Return a straight line."""
    return Path((("m", x1, y1), ("l", x2, y2)))


def qr_path(modules: Sequence[Sequence[bool]], box: Rect) -> Path:
    """Return the dark modules as one path in a box: runs of a row are one rectangle, so no seam shows."""
    module = box.width / len(modules)
    segments: list[tuple[str | float, ...]] = []
    for row, cells in enumerate(modules):
        low = box.top - (row + 1) * module
        top = low + module
        for start, end in _runs(cells):
            x = box.x + start * module
            right = x + (end - start) * module
            segments += (("m", x, low), ("l", right, low), ("l", right, top), ("l", x, top), ("h",))
    return Path(tuple(segments))


def bar_path(modules: Sequence[bool], box: Rect, guards: Collection[int], longer: float) -> Path:
    """Return the dark modules of a row as bars in a box; those of the guards reach farther down."""
    module = box.width / len(modules)
    segments: list[tuple[str | float, ...]] = []
    for start, end in _runs(modules):
        more = longer if start in guards else 0.0
        bar = Rect(box.x + start * module, box.y - more, (end - start) * module, box.height + more)
        segments += rectangle(bar).segments
    return Path(tuple(segments))


def _runs(cells: Sequence[bool]) -> list[tuple[int, int]]:
    """Return start and end of each run of dark modules."""
    return [found.span() for found in _DARK.finditer(bytes(cells))]


_DARK = re.compile(b"\1+")
