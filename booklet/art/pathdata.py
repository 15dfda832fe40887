"""The `d` attribute of an SVG path becomes an outline of moves, lines, cubic curves and closings.

What our own art is drawn in is read here. Path data of any other kind is checked here, command by command, and followed
by fontTools, whose own reading passes over what it does not understand.
"""

import re
from collections.abc import Iterable, Iterator

from booklet.art.faults import ArtError
from booklet.art.numbers import NUMBER, SEPARATOR, check_bounds, excerpt, read_numbers
from booklet.art.outline import Outline

SIZES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
"""How many numbers a command takes."""

VERBS = {"moveTo": "m", "lineTo": "l", "curveTo": "c", "qCurveTo": "c", "closePath": "h"}
"""What fontTools calls the steps of a pen, as verbs of an outline."""

SMALLEST_RADIUS = 1e-6
"""An arc with a smaller radius is a line."""

Point = tuple[float, float]

_PLAIN = re.compile(r"\s*+(?:M[LC0-9.\s-]*+(?:Z\s*+)?+)++", re.ASCII)
_PLAIN_COMMAND = re.compile(r"([MLCZ])([^MLCZ]*)")
_COMMAND = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)")
_ARC = SEPARATOR.join([f"({NUMBER})"] * 3 + ["([01])"] * 2 + [f"({NUMBER})"] * 2)
_ARCS = rf"\s*+{_ARC}(?:{SEPARATOR}{_ARC})*+\s*+"
"""Compiled when an arc is met, which is never in our own art."""


def read_path(text: str) -> Outline:
    """Read path data; raises `ArtError`.

    >>> read_path("m1 2h3z")
    Outline(verbs='mlh', numbers=[1.0, 2.0, 4.0, 2.0])
    """
    if _PLAIN.fullmatch(text):
        try:
            return _read_plain(text)
        except ValueError:  # numbers glued together, as in 1-2 or 1.5.5
            pass
    return _read_any(text)


def _read_plain(text: str) -> Outline:
    """Read the plain path data that tools/art.py writes: absolute M, L, C and Z, with numbers set apart."""
    verbs: list[str] = []
    numbers: list[float] = []
    for letter, rest in _PLAIN_COMMAND.findall(text):
        before = len(numbers)
        numbers += map(float, rest.split())
        verbs.append(_plain_verbs(letter, len(numbers) - before))
    return Outline("".join(verbs), check_bounds(numbers))


def _plain_verbs(letter: str, count: int) -> str:
    if letter == "Z":
        _check_count(letter, count, 0)
        return "h"
    if letter == "C":
        return "c" * _check_count(letter, count, 6)
    verbs = "l" * _check_count(letter, count, 2)
    return verbs if letter == "L" else "m" + verbs[1:]


def _check_count(letter: str, count: int, size: int) -> int:
    """Return how many groups of numbers follow a command."""
    groups, left = divmod(count, size) if size else (0, count)
    if left or (size and not groups):
        expected = f"groups of {size}" if size else "none"
        raise ArtError("art-syntax", f"path command {letter} has {count} numbers", f"give it {expected}")
    return groups


def _read_any(text: str) -> Outline:
    """Read path data of any kind."""
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path.parser import parse_path

    if text.strip() and not text.lstrip().startswith(("M", "m")):
        raise ArtError("art-syntax", f'path data "{excerpt(text)}" does not begin with M', "begin with M x y")
    pen = RecordingPen()
    parse_path(" ".join(word for command in _COMMAND.findall(text) for word in _words(*command)), pen)
    return _outline(pen.value)


def _words(letter: str, rest: str) -> Iterator[str]:
    """Yield a command anew, its numbers apart; an arc without a radius is a line."""
    numbers = _arc_numbers(rest) if letter in "Aa" else read_numbers(rest)
    size = SIZES[letter.upper()]
    groups = _check_count(letter, len(numbers), size)
    if not size:
        yield letter
    for index in range(groups):
        group = numbers[index * size : (index + 1) * size]
        if letter in "Aa" and min(map(abs, group[:2])) < SMALLEST_RADIUS:
            yield from ("L" if letter == "A" else "l", *map(_word, group[5:]))
        else:
            yield from (letter if not index or letter in "Aa" else "", *map(_word, group))


def _word(number: float) -> str:
    """Write a number as finely as any drawing needs it, so that no square of it is 0, and a flag as a flag."""
    return repr(round(number, 9)).removesuffix(".0")


def _arc_numbers(rest: str) -> list[float]:
    """Read the arguments of arcs, whose flags 0 and 1 may be glued to what follows."""
    if not re.fullmatch(_ARCS, rest, re.ASCII):
        hint = "give it rx ry angle flag flag x y"
        raise ArtError("art-syntax", f'arc "{excerpt(rest)}" cannot be read', hint)
    return check_bounds([float(number) for arc in re.findall(_ARC, rest, re.ASCII) for number in arc])


def _outline(steps: Iterable[tuple[str, tuple[Point, ...]]]) -> Outline:
    """Return the steps of a pen as an outline; a line to where a subpath began is what closing it draws."""
    verbs: list[str] = []
    numbers: list[float] = []
    start: list[float] = []
    for name, points in steps:
        if name == "endPath":
            continue
        if name == "closePath" and verbs[-1] == "l" and numbers[-2:] == start:
            del verbs[-1], numbers[-2:]
        if name == "qCurveTo":
            points = _raised((numbers[-2], numbers[-1]), *points)
        verbs.append(VERBS[name])
        numbers += [number for point in points for number in point]
        if name == "moveTo":
            start = numbers[-2:]
    return Outline("".join(verbs), check_bounds(numbers))


def _raised(start: Point, handle: Point, end: Point) -> tuple[Point, ...]:
    """Return a curve with one handle as one with two."""
    (x, y), (hx, hy), (ex, ey) = start, handle, end
    return (x + (hx - x) * 2 / 3, y + (hy - y) * 2 / 3), (ex + (hx - ex) * 2 / 3, ey + (hy - ey) * 2 / 3), end
