"""Outlines: paths as flat lists of verbs and numbers, quick to transform; and the simple shapes as such."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booklet.geometry import Path, Segment

TAKES = {"m": 2, "l": 2, "c": 6, "h": 0}
"""How many numbers each verb takes."""

_KAPPA = 0.5522847498
"""How far the handles of a quarter circle reach, in radii."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A path with its segments' verbs in a row, and their numbers in another."""

    verbs: str = ""
    numbers: Sequence[float] = ()

    def path(self) -> Path:
        """Return the path, its numbers dealt out to the segments.

        >>> Outline("mlh", (0, 0, 4, 0)).path()
        Path(segments=(('m', 0, 0), ('l', 4, 0), ('h',)))
        """
        return Path(tuple(self._segments()))

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
