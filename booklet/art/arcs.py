"""Elliptical arcs as cubic curves (SVG 2, appendix B.2)."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from booklet.art.transform import Matrix

SMALLEST_RADIUS = 1e-6
"""An arc with a smaller radius is a line."""


class Arc(NamedTuple):
    """The seven arguments of the path command A."""

    rx: float
    ry: float
    degrees: float
    large: float
    sweep: float
    x: float
    y: float


def arc_cubics(x: float, y: float, arc: Arc) -> Iterator[list[float]]:
    """Yield the six numbers of each curve from a point along an arc, no curve longer than a quarter.

    We work where the ellipse is a unit circle and the middle of the chord is the origin.
    """
    cos, sin = math.cos(math.radians(arc.degrees)), math.sin(math.radians(arc.degrees))
    dx, dy = (x - arc.x) / 2, (y - arc.y) / 2
    u, v = (cos * dx + sin * dy) / abs(arc.rx), (cos * dy - sin * dx) / abs(arc.ry)
    stretch = max(1.0, math.hypot(u, v))
    rx, ry, u, v = abs(arc.rx) * stretch, abs(arc.ry) * stretch, u / stretch, v / stretch
    cx, cy = _centre(u, v, arc)
    start, end = math.atan2(v - cy, u - cx), math.atan2(-v - cy, -u - cx)
    turn = (end - start) % math.tau - (0.0 if arc.sweep else math.tau)
    frame = Matrix(cos * rx, sin * rx, -sin * ry, cos * ry, (x + arc.x) / 2, (y + arc.y) / 2)
    frame = Matrix(e=cx, f=cy).inside(frame)
    for curve in _curves(start, turn):
        yield frame.applied(curve)


def _centre(u: float, v: float, arc: Arc) -> tuple[float, float]:
    """Return the centre of the unit circle through (u, v) and (-u, -v) on the side the flags ask for."""
    away = math.sqrt(max(0.0, 1 / (u * u + v * v) - 1))
    side = -away if arc.large == arc.sweep else away
    return side * v, -side * u


def _curves(start: float, turn: float) -> Iterator[list[float]]:
    """Yield curves along the unit circle."""
    count = math.ceil(abs(turn) / (math.pi / 2) - 1e-6)
    step = turn / count
    handle = 4 / 3 * math.tan(step / 4)
    for index in range(count):
        one, two = start + index * step, start + (index + 1) * step
        cos1, sin1, cos2, sin2 = math.cos(one), math.sin(one), math.cos(two), math.sin(two)
        yield [
            *(cos1 - handle * sin1, sin1 + handle * cos1),
            *(cos2 + handle * sin2, sin2 - handle * cos2),
            *(cos2, sin2),
        ]
