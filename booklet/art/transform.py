"""Affine transforms: the SVG attribute, how transforms follow one another, and what they do to points.

Read here because libraries guess: svgelements 1.9 passes over a function that it does not know or that has no end.
"""

import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from booklet.art.faults import ArtError
from booklet.art.numbers import LIMIT, excerpt, read_numbers

SMALLEST_AREA = 1e-12
"""What a square of one unit becomes at least."""


class Matrix(NamedTuple):
    """A transform of (x, y) to (a x + c y + e, b x + d y + f), named as SVG and PDF name it."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @property
    def scale(self) -> float:
        """The factor by which lengths grow, exact where `is_similar`."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))

    @property
    def longest(self) -> float:
        """The most by which a length grows, whatever its direction: the larger singular value."""
        square, area = self.a**2 + self.b**2 + self.c**2 + self.d**2, self.a * self.d - self.b * self.c
        return math.sqrt((square + math.sqrt(max(0.0, square**2 - 4 * area**2))) / 2)

    @property
    def is_similar(self) -> bool:
        """Whether circles stay circles, so that a stroke keeps one width."""
        lengths = math.hypot(self.a, self.b), math.hypot(self.c, self.d)
        return math.isclose(*lengths, rel_tol=0.01) and self._skew < 0.01 * lengths[0] * lengths[1]

    @property
    def is_upright(self) -> bool:
        """Whether rectangles along the axes stay along the axes."""
        return self.b == self.c == 0 or self.a == self.d == 0

    @property
    def _skew(self) -> float:
        return abs(self.a * self.c + self.b * self.d)

    def then(self, outer: "Matrix") -> "Matrix":
        """Return the transform that applies this one first and then the outer one.

        >>> Matrix(2, 0, 0, 2).then(Matrix(e=5))
        Matrix(a=2.0, b=0.0, c=0.0, d=2.0, e=5.0, f=0.0)
        """
        a, b, c, d, e, f = outer
        joined = Matrix(
            a * self.a + c * self.b,
            b * self.a + d * self.b,
            a * self.c + c * self.d,
            b * self.c + d * self.d,
            a * self.e + c * self.f + e,
            b * self.e + d * self.f + f,
        )
        if not all(-LIMIT <= value <= LIMIT for value in joined):
            raise ArtError("art-syntax", f"a transform goes beyond {LIMIT:,.0f}", "draw in smaller units")
        return joined

    def inverted(self) -> "Matrix":
        """Return the transform back; raise `ArtError` if this one flattens everything to a line.

        >>> Matrix(2, 0, 0, 4, 6, 8).inverted()
        Matrix(a=0.5, b=0.0, c=0.0, d=0.25, e=-3.0, f=-2.0)
        """
        a, b, c, d, e, f = self
        area = a * d - b * c
        if abs(area) < SMALLEST_AREA:
            raise ArtError("art-syntax", "a transform leaves no area", "scale both directions")
        return Matrix(d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area)

    def apply(self, numbers: Sequence[float]) -> list[float]:
        """Return points (x, y, x, y ...) moved by the transform.

        >>> Matrix(2, 0, 0, -2, 0, 10).apply([1, 1, 3, 4])
        [2, 8, 6, 2]
        """
        a, b, c, d, e, f = self
        xs, ys = numbers[::2], numbers[1::2]
        moved = list(numbers)
        if b == c == 0:
            moved[::2] = [a * x + e for x in xs]
            moved[1::2] = [d * y + f for y in ys]
        else:
            moved[::2] = [a * x + c * y + e for x, y in zip(xs, ys, strict=True)]
            moved[1::2] = [b * x + d * y + f for x, y in zip(xs, ys, strict=True)]
        return moved


def _rotate(degrees: float, x: float = 0.0, y: float = 0.0) -> Matrix:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return Matrix(e=-x, f=-y).then(Matrix(cos, sin, -sin, cos, x, y))


def _scale(x: float, y: float | None = None) -> Matrix:
    return Matrix(a=x, d=x if y is None else y)


def _translate(x: float, y: float = 0.0) -> Matrix:
    return Matrix(e=x, f=y)


def _skew_x(degrees: float) -> Matrix:
    return Matrix(c=_tangent(degrees))


def _skew_y(degrees: float) -> Matrix:
    return Matrix(b=_tangent(degrees))


def _tangent(degrees: float) -> float:
    if abs(math.cos(math.radians(degrees))) < SMALLEST_AREA:
        raise ArtError("art-syntax", f"a slant by {degrees:g} degrees leaves no area", "slant it less")
    return math.tan(math.radians(degrees))


_FUNCTIONS: dict[str, tuple[Callable[..., Matrix], tuple[int, ...]]] = {
    "matrix": (Matrix, (6,)),
    "translate": (_translate, (1, 2)),
    "scale": (_scale, (1, 2)),
    "rotate": (_rotate, (1, 3)),
    "skewX": (_skew_x, (1,)),
    "skewY": (_skew_y, (1,)),
}
_CALL = r"\s*+([A-Za-z]++)\s*+\(([^()]*+)\)\s*+,?+"


def read_transform(text: str) -> Matrix:
    """Read a `transform` attribute; of several functions the last one is applied first.

    >>> read_transform("translate(5) scale(2)")
    Matrix(a=2.0, b=0.0, c=0.0, d=2.0, e=5.0, f=0.0)
    """
    if not re.fullmatch(rf"(?:{_CALL})*+\s*+", text, re.ASCII):
        hint = "write matrix(a b c d e f)"
        raise ArtError("art-syntax", f'transform "{excerpt(text)}" cannot be read', hint)
    matrix = Matrix()
    for name, arguments in re.findall(_CALL, text, re.ASCII):
        matrix = _read_function(name, arguments).then(matrix)
    return matrix


def _read_function(name: str, arguments: str) -> Matrix:
    if name not in _FUNCTIONS:
        hint = "use matrix, translate, scale, rotate or skewX"
        raise ArtError("art-unsupported", f"transform {excerpt(name)}() is not supported", hint)
    function, counts = _FUNCTIONS[name]
    numbers = read_numbers(arguments)
    if len(numbers) not in counts:
        allowed = " or ".join(map(str, counts))
        raise ArtError("art-syntax", f"{name}() has {len(numbers)} numbers", f"give it {allowed}")
    return function(*numbers)
