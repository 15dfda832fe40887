"""Numbers as they are written into a PDF (ISO 32000-2, 7.3.3): no number reaches a file in another way."""

import re
from collections.abc import Iterable, Mapping, Sequence
from math import isfinite

LARGEST = 2.0**31
"""No number that we write is so large (ISO 32000-2, annex C, as readers hold integers)."""

THOUSANDTHS = 3

FINE = 6
"""Decimals of a matrix: what it turns and scales is still in its place at the far end of a sheet."""


def number(value: float, decimals: int = THOUSANDTHS) -> str:
    """Return a number as short as it can be, to a thousandth of a point or to so many decimals.

    Numbers reach a file in this way only: PDF has no exponents, no infinity and no NaN (7.3.3), and readers take for
    zero or drop what they cannot read. Raises `ValueError` for such values.

    >>> number(12.0), number(0.25), number(-0.0004), number(8.1e-05, FINE)
    ('12', '0.25', '0', '0.000081')
    """
    if decimals == THOUSANDTHS and (0.1 <= value < 1000 or -1000 < value <= -0.1):
        return f"{value:.6g}"
    if not -LARGEST < value < LARGEST:
        raise ValueError(f"{value} cannot be written into a PDF")
    written = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def numbers(values: Iterable[float], decimals: int = THOUSANDTHS) -> str:
    """Return numbers with spaces between them.

    >>> numbers((0, 1.5, -1e-9))
    '0 1.5 0'
    """
    return " ".join([number(value, decimals) for value in values])


_WRITTEN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")


def is_number(token: str) -> bool:
    """Tell whether a token is a number as PDF writes them.

    >>> is_number("-.5"), is_number("1e5"), is_number("nan"), is_number("\u0665")
    (True, False, False, False)
    """
    return bool(_WRITTEN.fullmatch(token))


SEGMENTS: Mapping[str | float, str] = {
    "m": "%.2f %.2f m",
    "l": "%.2f %.2f l",
    "c": "%.2f %.2f %.2f %.2f %.2f %.2f c",
    "h": "h",
}
"""How each segment of a path is written: a hundredth of a point is finer than any press."""


def path_lines(kinds: Iterable[str | float], values: Sequence[float]) -> str:
    r"""Return the operators of a path, a line each: all are written at once, since codes have a thousand.

    A rectangle along the axes is one operator, which stands for the five (8.5.2.1).

    >>> path_lines(["m", "l", "h"], [0, 0, 10, 2.5])
    '0.00 0.00 m\n10.00 2.50 l\nh'
    >>> path_lines(["m", "l", "l", "l", "h"], [1, 2, 10.5, 2, 10.5, 3, 1, 3])
    '1.00 2.00 9.50 1.00 re'
    """
    if not all(map(isfinite, values)) or max(map(abs, values), default=0.0) >= LARGEST:
        raise ValueError("a path has points that cannot be written into a PDF")
    written = "\n".join([SEGMENTS[kind] for kind in kinds]) % tuple(values)
    return _RECTANGLE.sub(_write_rectangle, written)


_RECTANGLE = re.compile(r"^(\S+) (\S+) m\n(\S+) \2 l\n\3 (\S+) l\n\1 \4 l\nh", re.MULTILINE)
"""A rectangle that is drawn from a corner along its width first, as `re` draws it."""


def _write_rectangle(found: re.Match[str]) -> str:
    left, low, right, top = map(float, found.groups())
    return f"{found[1]} {found[2]} {right - left:.2f} {top - low:.2f} re"
