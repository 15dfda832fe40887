"""The `d` attribute of an SVG path becomes an outline of moves, lines, cubic curves and closings."""

import re
from collections.abc import Callable, Iterator

from booklet.art.arcs import SMALLEST_RADIUS, Arc, arc_cubics
from booklet.art.faults import ArtError
from booklet.art.numbers import NUMBER, SEPARATOR, bounded, excerpt, read_numbers
from booklet.art.outline import Outline

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
    """Read absolute M, L, C and Z with numbers apart from one another: what tools/art.py writes."""
    verbs: list[str] = []
    numbers: list[float] = []
    for letter, rest in _PLAIN_COMMAND.findall(text):
        before = len(numbers)
        numbers += map(float, rest.split())
        verbs.append(_plain_verbs(letter, len(numbers) - before))
    return Outline("".join(verbs), bounded(numbers))


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
    if text.strip() and not text.lstrip().startswith(("M", "m")):
        raise ArtError("art-syntax", f'path data "{excerpt(text)}" does not begin with M', "begin with M x y")
    pen = _Pen()
    for letter, rest in _COMMAND.findall(text):
        for index, numbers in enumerate(_arguments(letter, rest)):
            pen.draw(letter, numbers, again=index > 0)
    return Outline("".join(pen.verbs), pen.numbers)


def _arguments(letter: str, rest: str) -> Iterator[list[float]]:
    """Yield the numbers of a command, once for each time it is repeated."""
    numbers = _arc_numbers(rest) if letter in "Aa" else read_numbers(rest)
    size, _ = _COMMANDS[letter.upper()]
    groups = _check_count(letter, len(numbers), size)
    if not size:
        yield numbers
    for index in range(groups):
        yield numbers[index * size : (index + 1) * size]


def _arc_numbers(rest: str) -> list[float]:
    """Read the arguments of arcs, whose flags 0 and 1 may be glued to what follows."""
    if not re.fullmatch(_ARCS, rest, re.ASCII):
        hint = "give it rx ry angle flag flag x y"
        raise ArtError("art-syntax", f'arc "{excerpt(rest)}" cannot be read', hint)
    return bounded([float(number) for arc in re.findall(_ARC, rest, re.ASCII) for number in arc])


class _Pen:
    """Follows path commands and notes what it draws; knows where it is and what a smooth curve mirrors."""

    def __init__(self) -> None:
        self.verbs: list[str] = []
        self.numbers: list[float] = []
        self.x = self.y = 0.0
        self._start = (0.0, 0.0)
        self._bend = ""
        self._handle = (0.0, 0.0)

    def draw(self, letter: str, numbers: list[float], *, again: bool) -> None:
        """Draw one command; a repeated move is a line."""
        upper = "L" if again and letter in "Mm" else letter.upper()
        _, method = _COMMANDS[upper]
        method(self, *(numbers if letter.isupper() else self._absolute(upper, numbers)))

    def _absolute(self, letter: str, numbers: list[float]) -> list[float]:
        if letter == "V":
            return [numbers[0] + self.y]
        if letter == "A":
            return [*numbers[:5], numbers[5] + self.x, numbers[6] + self.y]
        return [number + (self.y if index % 2 else self.x) for index, number in enumerate(numbers)]

    def _note(self, verb: str, *numbers: float) -> None:
        if self.verbs and self.verbs[-1] == "h" and verb in "lc":
            self.move(*self._start)
        self.verbs.append(verb)
        self.numbers += numbers
        self.x, self.y = numbers[-2:]
        self._bend = ""

    def move(self, x: float, y: float) -> None:
        """Begin a subpath."""
        self._note("m", x, y)
        self._start = x, y

    def line(self, x: float, y: float) -> None:
        """Draw a straight line."""
        self._note("l", x, y)

    def across(self, x: float) -> None:
        """Draw a horizontal line."""
        self.line(x, self.y)

    def down(self, y: float) -> None:
        """Draw a vertical line."""
        self.line(self.x, y)

    def cubic(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        """Draw a curve with two handles."""
        self._note("c", x1, y1, x2, y2, x, y)
        self._bend, self._handle = "cubic", (x2, y2)

    def smooth_cubic(self, x2: float, y2: float, x: float, y: float) -> None:
        """Draw a curve that goes on from the last one."""
        self.cubic(*self._mirrored("cubic"), x2, y2, x, y)

    def quadratic(self, qx: float, qy: float, x: float, y: float) -> None:
        """Draw a curve with one handle, raised to two."""
        one = self.x + (qx - self.x) * 2 / 3, self.y + (qy - self.y) * 2 / 3
        two = x + (qx - x) * 2 / 3, y + (qy - y) * 2 / 3
        self._note("c", *one, *two, x, y)
        self._bend, self._handle = "quadratic", (qx, qy)

    def smooth_quadratic(self, x: float, y: float) -> None:
        """Draw a curve with one handle that goes on from the last one."""
        self.quadratic(*self._mirrored("quadratic"), x, y)

    def _mirrored(self, bend: str) -> tuple[float, float]:
        """Return the last handle mirrored at the pen, or the pen's place after another kind of segment."""
        if self._bend != bend:
            return self.x, self.y
        return 2 * self.x - self._handle[0], 2 * self.y - self._handle[1]

    def arc(self, *numbers: float) -> None:
        """Draw an elliptical arc; nothing if it ends where it begins, a line if it has no radius."""
        arc = Arc(*numbers)
        if (arc.x, arc.y) == (self.x, self.y):
            return
        if min(abs(arc.rx), abs(arc.ry)) < SMALLEST_RADIUS:
            self.line(arc.x, arc.y)
            return
        for curve in arc_cubics(self.x, self.y, arc):
            self._note("c", *curve)
        self.x, self.y = arc.x, arc.y

    def close(self) -> None:
        """Close the subpath and return to its start."""
        if self.verbs[-1] != "h":
            self.verbs.append("h")
        self.x, self.y = self._start
        self._bend = ""


_COMMANDS: dict[str, tuple[int, Callable[..., None]]] = {
    "M": (2, _Pen.move),
    "L": (2, _Pen.line),
    "H": (1, _Pen.across),
    "V": (1, _Pen.down),
    "C": (6, _Pen.cubic),
    "S": (4, _Pen.smooth_cubic),
    "Q": (4, _Pen.quadratic),
    "T": (2, _Pen.smooth_quadratic),
    "A": (7, _Pen.arc),
    "Z": (0, _Pen.close),
}
