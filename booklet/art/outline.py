"""Outlines: paths as flat lists of verbs and numbers, quick to transform; and the simple shapes as such."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from booklet.art.transform import Matrix
from booklet.geometry import Path, Segment, add_lengths
from booklet.values import Frozen

if TYPE_CHECKING:
    from fontTools.pens.basePen import AbstractPen

TAKES = {"m": 2, "l": 2, "c": 6, "h": 0}
"""How many numbers each verb takes."""

_KAPPA = 0.5522847498
"""How far the handles of a quarter circle reach, in radii."""


class Outline(Frozen):
    """A path with its segments' verbs in a row, and their numbers in another."""

    verbs: str = ""
    numbers: Sequence[float] = ()

    def path(self) -> Path:
        """Return the path, its numbers dealt out to the segments.

        >>> Outline("mlh", (0, 0, 4, 0)).path()
        Path(segments=(('m', 0, 0), ('l', 4, 0), ('h',)))
        """
        return Path(tuple(self._segments()))

    def moved(self, matrix: Matrix) -> "Outline":
        """Return the path moved by a transform."""
        return Outline(self.verbs, matrix.apply(self.numbers))

    def _segments(self) -> Iterator[Segment]:
        at = 0
        for verb in self.verbs:
            end = at + TAKES[verb]
            yield (verb, *self.numbers[at:end])
            at = end


def rectangle(x: float, y: float, width: float, height: float) -> Outline:
    """Return a rectangle; nothing if it has no area."""
    if not (width and height):
        return Outline()
    right, foot = x + width, y + height
    return Outline("mlllh", (x, y, right, y, right, foot, x, foot))


def rounded_rectangle(x: float, y: float, width: float, height: float, *, rx: float, ry: float) -> Outline:
    """Return a rectangle with corners of an ellipse, which is no larger than the rectangle."""
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if not (rx and ry):
        return rectangle(x, y, width, height)
    right, foot = x + width, y + height
    kx, ky = rx * (1 - _KAPPA), ry * (1 - _KAPPA)
    return Outline(
        "mlclclclch",
        (
            *(x + rx, y, right - rx, y),
            *(right - kx, y, right, y + ky, right, y + ry, right, foot - ry),
            *(right, foot - ky, right - kx, foot, right - rx, foot, x + rx, foot),
            *(x + kx, foot, x, foot - ky, x, foot - ry, x, y + ry),
            *(x, y + ky, x + kx, y, x + rx, y),
        ),
    )


def ellipse(cx: float, cy: float, rx: float, ry: float) -> Outline:
    """Return an ellipse in four quarters; nothing if it has no area."""
    if not (rx and ry):
        return Outline()
    kx, ky = rx * _KAPPA, ry * _KAPPA
    left, right, top, foot = cx - rx, cx + rx, cy - ry, cy + ry
    return Outline(
        "mcccch",
        (
            *(right, cy),
            *(right, cy + ky, cx + kx, foot, cx, foot),
            *(cx - kx, foot, left, cy + ky, left, cy),
            *(left, cy - ky, cx - kx, top, cx, top),
            *(cx + kx, top, right, cy - ky, right, cy),
        ),
    )


def polyline(points: Sequence[float], *, closed: bool) -> Outline:
    """Return straight lines through x, y, x, y ..."""
    if not points:
        return Outline()
    return Outline("m" + "l" * (len(points) // 2 - 1) + ("h" if closed else ""), points)


def signed_area(outline: Outline) -> float:
    """Return twice the area of an outline as if handles were corners; it is negative if it turns clockwise.

    >>> signed_area(rectangle(0, 0, 2, 3)), signed_area(reverse(rectangle(0, 0, 2, 3)))
    (12.0, -12.0)
    """
    total = 0.0
    points: list[tuple[float, float]] = []
    for verb, *numbers in (*outline.path().segments, ("m",)):
        if verb == "m":
            ring = zip(points, [*points[1:], *points[:1]], strict=True)
            total = add_lengths([total, *(x * below - right * y for (x, y), (right, below) in ring)])
            points = []
        points += [(float(x), float(y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    return total


def reverse(outline: Outline) -> Outline:
    """Return an outline that turns the other way round."""
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.pens.reverseContourPen import ReverseContourPen

    pen = RecordingPen()
    draw_with(outline, ReverseContourPen(pen))
    verbs, found = "", []
    for name, points in pen.value:
        if name != "endPath":
            verbs += PEN_VERBS[name]
            found += [number for point in points for number in point]
    return Outline(verbs, found)


PEN_VERBS = {"moveTo": "m", "lineTo": "l", "curveTo": "c", "closePath": "h"}


def draw_with(outline: Outline, pen: "AbstractPen") -> None:
    """Draw an outline with a pen of fontTools, every part of it closed as an area is."""
    is_open, start = False, (0.0, 0.0)
    for verb, *numbers in outline.path().segments:
        points = [(float(x), float(y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        if verb == "m":
            if is_open:
                pen.closePath()
            is_open, start = False, points[0]
        if not is_open and verb != "h":
            pen.moveTo(start)
            is_open = True
        if verb == "m":
            continue
        if verb == "l":
            pen.lineTo(points[0])
        elif verb == "c":
            pen.curveTo(*points)
        elif is_open:
            pen.closePath()
            is_open = False
    if is_open:
        pen.closePath()
