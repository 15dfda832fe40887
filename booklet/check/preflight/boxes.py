"""Rectangles that meet, hold or cut one another, and points inside outlines."""

from collections.abc import Iterable, Sequence

from booklet.geometry import Rect

Point = tuple[float, float]


def enclose_points(points: Iterable[Point]) -> Rect:
    """Return the smallest rectangle around points, of which there is at least one.

    >>> enclose_points([(1, 5), (4, 2)])
    Rect(x=1, y=2, width=3, height=3)
    """
    xs, ys = zip(*points, strict=True)
    left, bottom = min(xs), min(ys)
    return Rect(left, bottom, max(xs) - left, max(ys) - bottom)


def enclose_boxes(boxes: Sequence[Rect]) -> Rect | None:
    """Return the box around boxes; None without any."""
    corners = [corner for box in boxes for corner in ((box.x, box.y), (box.right, box.top))]
    return enclose_points(corners) if corners else None


def intersect(one: Rect, other: Rect) -> Rect | None:
    """Return the part that two rectangles share, even if it is only a line; None if they are apart.

    >>> intersect(Rect(0, 0, 4, 4), Rect(2, 3, 9, 9))
    Rect(x=2, y=3, width=2, height=1)
    """
    left, bottom = max(one.x, other.x), max(one.y, other.y)
    width, height = min(one.right, other.right) - left, min(one.top, other.top) - bottom
    return Rect(left, bottom, width, height) if width >= 0 and height >= 0 else None


def overlap(one: Rect, other: Rect) -> bool:
    """Tell whether two rectangles share more than an edge."""
    x, y, width, height = one
    left, low, across, up = other
    return x < left + across and left < x + width and y < low + up and low < y + height


def holds(outer: Rect, inner: Rect, slack: float = 0.01) -> bool:
    """Tell whether a rectangle lies within another, give or take the slack."""
    return (
        inner.x >= outer.x - slack
        and inner.y >= outer.y - slack
        and inner.right <= outer.right + slack
        and inner.top <= outer.top + slack
    )


def has_point(outer: Rect, point: Point) -> bool:
    """Tell whether a point lies within a rectangle."""
    x, y, width, height = outer
    return x <= point[0] <= x + width and y <= point[1] <= y + height


def winds_round(outline: Iterable[Sequence[Point]], point: Point, *, even_odd: bool) -> bool:
    """Tell whether a point is filled by an outline (ISO 32000-2, 8.5.3.3).

    >>> winds_round([[(0, 0), (4, 0), (4, 4), (0, 4)]], (1, 1), even_odd=False)
    True
    """
    x, y = point
    winding = crossings = 0
    for corners in outline:
        for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], corners[0]), strict=True):
            if (y1 <= y) == (y2 <= y) or x >= x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                continue
            winding += 1 if y2 > y1 else -1
            crossings += 1
    return bool(crossings % 2) if even_odd else bool(winding)
