"""A path under construction, flattened to lines as it grows (ISO 32000-2, 8.5.2)."""

from booklet.art.transform import Matrix
from booklet.check.preflight.boxes import Point, enclose_points
from booklet.check.preflight.outline import Outline
from booklet.geometry import Rect

_STEPS = 6
"""How many lines stand for a curve: enough to tell where it lies."""


_WEIGHTS = tuple(
    ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
    for t in (step / _STEPS for step in range(1, _STEPS + 1))
)
"""How much each of its four points weighs at each step along a curve."""


class FlatPath:
    """Points in the page's space, as the matrix puts them there."""

    def __init__(self) -> None:
        self._parts: list[list[Point]] = []
        self._at: Point = (0.0, 0.0)

    def move(self, matrix: Matrix, point: Point) -> None:
        """Begin a part."""
        self._at = _move_point(matrix, point)
        self._parts.append([self._at])

    def line(self, matrix: Matrix, point: Point) -> None:
        """Draw a line to a point."""
        self._at = _move_point(matrix, point)
        self._last().append(self._at)

    def curve(self, matrix: Matrix, first: Point | None, second: Point | None, end: Point) -> None:
        """Draw a Bézier curve; a handle that is None lies on its end."""
        x0, y0 = self._at
        x3, y3 = _move_point(matrix, end)
        x1, y1 = _move_point(matrix, first) if first else (x0, y0)
        x2, y2 = _move_point(matrix, second) if second else (x3, y3)
        self._last().extend(
            [(a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3) for a, b, c, d in _WEIGHTS]
        )
        self._at = x3, y3

    def _last(self) -> list[Point]:
        if not self._parts:
            self._parts.append([self._at])
        return self._parts[-1]

    def rectangle(self, matrix: Matrix, x: float, y: float, width: float, height: float) -> None:
        """Add a rectangle as a part of its own."""
        self.move(matrix, (x, y))
        for point in ((x + width, y), (x + width, y + height), (x, y + height)):
            self.line(matrix, point)
        self._at = self._parts[-1][0]

    def outline(self) -> Outline:
        """Return the parts drawn so far."""
        return Outline.of(self._parts)

    def box(self) -> Rect | None:
        """Return the box around all points."""
        points = [point for part in self._parts for point in part]
        return enclose_points(points) if points else None

    def is_rectangle(self) -> bool:
        """Tell whether the path is one rectangle along the axes."""
        if len(self._parts) != 1:
            return False
        corners = self._parts[0][:-1] if self._parts[0][0] == self._parts[0][-1] else self._parts[0]
        if len(corners) != 4:
            return False
        box = enclose_points(corners)
        return all(_is_near(x, box.x, box.right) and _is_near(y, box.y, box.top) for x, y in corners)


def _is_near(value: float, *ends: float) -> bool:
    return min(abs(value - end) for end in ends) < 0.01


def _move_point(matrix: Matrix, point: Point) -> Point:
    (a, b, c, d, e, f), (x, y) = matrix, point
    return a * x + c * y + e, b * x + d * y + f
