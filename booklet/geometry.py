"""Lengths, rectangles and paths, in points with the origin at the bottom left."""

from collections.abc import Iterable
from math import fsum
from typing import NamedTuple

from booklet.values import Frozen

MM = 72 / 25.4


def mm(length: float) -> float:
    """Return millimetres as points.

    >>> round(mm(210), 2)
    595.28
    """
    return length * MM


def add_lengths(lengths: Iterable[float]) -> float:
    """Return the sum of lengths, the same to the last bit on every Python: since 3.12 `sum` rounds differently.

    >>> add_lengths([0.1] * 10)
    1.0
    """
    return fsum(lengths)


class Size(NamedTuple):
    """A width and a height."""

    width: float
    height: float

    def scaled(self, by: float) -> "Size":
        """Return the size with both lengths multiplied."""
        return Size(self.width * by, self.height * by)

    @property
    def turned(self) -> "Size":
        """The size of the same when it lies on its side."""
        return Size(self.height, self.width)

    def inside(self, room: "Rect") -> "Rect":
        """Return where something of this size stands in the middle of a room.

        >>> Size(4, 2).inside(Rect(10, 10, 6, 6))
        Rect(x=11.0, y=12.0, width=4, height=2)
        """
        return Rect(
            room.x + (room.width - self.width) / 2, room.y + (room.height - self.height) / 2, self.width, self.height
        )


class Rect(NamedTuple):
    """A rectangle by its lower left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def top(self) -> float:
        """The y of the top edge."""
        return self.y + self.height

    def grown(self, by: float) -> "Rect":
        """Return the rectangle with every edge moved outwards.

        >>> Rect(0, 0, 10, 10).grown(3)
        Rect(x=-3, y=-3, width=16, height=16)
        """
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def moved(self, dx: float, dy: float) -> "Rect":
        """Return the rectangle moved."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def scaled(self, by: float) -> "Rect":
        """Return the rectangle with all its lengths multiplied, about the origin.

        >>> Rect(1, 2, 10, 20).scaled(2), Rect(1, 2, 10, 20).scaled(-1)
        (Rect(x=2, y=4, width=20, height=40), Rect(x=-11, y=-22, width=10, height=20))
        """
        if by < 0:
            return Rect(self.right * by, self.top * by, -self.width * by, -self.height * by)
        return Rect(self.x * by, self.y * by, self.width * by, self.height * by)


def intersect(one: Rect, other: Rect) -> Rect:
    """Return the part that two rectangles have in common; its size is negative if they have none.

    >>> intersect(Rect(0, 0, 10, 10), Rect(4, 5, 10, 10))
    Rect(x=4, y=5, width=6, height=5)
    """
    left, low = max(one.x, other.x), max(one.y, other.y)
    return Rect(left, low, min(one.right, other.right) - left, min(one.top, other.top) - low)


Segment = tuple[str | float, ...]


class Path(Frozen, cache_hash=True):
    """Segments as PDF knows them: ("m", x, y), ("l", x, y), ("c", x1, y1, x2, y2, x3, y3), ("h",).

    It keeps its hash, since a QR code is one path with all its modules.
    """

    segments: tuple[Segment, ...]

    @property
    def bounds(self) -> Rect:
        """The box of all points of the path, handles too."""
        numbers = [float(number) for segment in self.segments for number in segment[1:]]
        left, low = min(numbers[0::2]), min(numbers[1::2])
        return Rect(left, low, max(numbers[0::2]) - left, max(numbers[1::2]) - low)
