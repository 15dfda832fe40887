"""A person put together from parts: body, head, face, and what they wear, in the inks of a member of the cast."""

from collections.abc import Iterable
from math import cos, radians, sin

from booklet.art.part import Part, Point
from booklet.art.transform import Matrix
from booklet.geometry import Rect
from booklet.scenes.model import Head, Inks, Piece
from booklet.values import Frozen

LEAST_BUST = 0.94
"""The smallest build of a bust: hands may touch the edge that cuts it."""

FACE, MOUTH = Rect(150, 130, 260, 340), (360.0, 400.0)
"""The face and the mouth of every head, in the units of heads."""

BACK_HEAD, BACK_CROWN = Rect(-190, -1420, 380, 420), (0.0, -1440.0)
"""The head of somebody seen from behind, and the point that a tail leads to."""


class Body(Frozen):
    """A body, how large it is beside its head, and by how much the head is tilted, in degrees."""

    part: Part
    build: float
    tilt: float = 0.0


def put_together(body: Body, head: Part, over: Iterable[Part], inks: Inks) -> tuple[tuple[Piece, ...], Head]:
    """Return the pieces of a person who stands at the origin, the head last, and the head.

    The body shrinks about the neck; the head stays as large as it is.
    """
    neck, foot, on = (body.part.point(name) or (0.0, 0.0) for name in ("neck", "foot", "head"))
    stands = Matrix(e=-foot[0], f=-(neck[1] + (foot[1] - neck[1]) * body.build))
    shrunk = Matrix(body.build, 0, 0, body.build, neck[0] * (1 - body.build), neck[1] * (1 - body.build))
    turned = Matrix(e=on[0], f=on[1]).then(turn(body.tilt, neck)).then(stands)
    pieces = (Piece(body.part, inks, shrunk.then(stands)), *(Piece(part, inks, turned) for part in (head, *over)))
    return pieces, Head(place_box(FACE, turned), place_point(MOUTH, turned))


def head_from_behind(lean: float) -> Head:
    """Return the head of somebody who sits with their back to us."""
    turned = turn(lean, (0.0, 0.0))
    return Head(place_box(BACK_HEAD, turned), place_point(BACK_CROWN, turned), has_face=False)


def turn(degrees: float, about: Point) -> Matrix:
    """Return a rotation, clockwise where y grows downwards."""
    if not degrees:
        return Matrix()
    across, down = cos(radians(degrees)), sin(radians(degrees))
    x, y = about
    return Matrix(across, down, -down, across, x - across * x + down * y, y - down * x - across * y)


def place_point(point: Point, matrix: Matrix) -> Point:
    """Return where a point is under a transform."""
    x, y = matrix.apply(point)
    return x, y


def place_box(box: Rect, matrix: Matrix) -> Rect:
    """Return the box around a box under a transform."""
    corners = [(x, y) for x in (box.x, box.right) for y in (box.y, box.top)]
    placed = [place_point(corner, matrix) for corner in corners]
    xs, ys = [x for x, _ in placed], [y for _, y in placed]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
