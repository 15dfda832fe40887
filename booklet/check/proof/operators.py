"""What a content stream shows and draws, and where: codes by font, forms with their places (ISO 32000-2, 7.8.2)."""

import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from booklet.geometry import Rect
from booklet.pdf.written import NotPlainError, Stream, decoded

Matrix = tuple[float, ...]
"""Six numbers that place a space in another (8.3.4)."""

AS_IT_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What content draws by name: the codes it shows of each font, sorted, and each form with its place.

    `digest` is one of the content.
    """

    fonts: tuple[tuple[str, tuple[int, ...]], ...]
    forms: tuple[tuple[str, Matrix], ...]
    digest: bytes


@lru_cache(maxsize=1024)
def read_operators(streams: tuple[Stream, ...]) -> Drawn:
    """Return what streams draw one after the other; raise `NotPlainError` if they are not written as ours are."""
    content = b"".join(decoded(stream) + b"\n" for stream in streams)
    if any(strange in content for strange in _STRANGE) or _GLUED.search(content):
        raise NotPlainError
    found = _OPERATOR.findall(content)
    if not _tells_all(content, found):
        found = _OPERATOR_ANYWHERE.findall(content)
        if not _tells_all(content, found):
            raise NotPlainError
    shown, forms = _follow(found)
    fonts = tuple((name, _codes(strings)) for name, strings in shown.items())
    return Drawn(fonts, tuple(forms), sha256(content).digest())


_OPERATOR = re.compile(
    rb"/([^\s<>\[\](){}/%#]+)(?: [\d.]+ (Tf)\s| (Do)\s)?|\[([^\]]*\]TJ)"
    rb"|q(?<![^\s\]>]q)(\s)(?:([-\d. ]+) (cm)(?=\s))?|n ([-\d. ]+) (cm)(?=\s)|Q(?<![^\s\]>]Q)(\s)"
)
"""Names, of fonts and forms among others, arrays of strings, spaces that are kept, placed, and brought back.

No alternative begins with a group: that is what lets them be found fast.
"""

_OPERATOR_ANYWHERE = re.compile(_OPERATOR.pattern.replace(rb"|n (", rb"|[\nn] ?("))
"""The same, and what is placed at the beginning of a line, as in logos that a partner drew; it takes longer to find."""

_TOLD = {b"Tf": (1,), b"Do": (2,), b"TJ": (3,), b"cm": (6, 8)}
"""Operators that stand nowhere but where they are found, else something was not understood; their groups."""

_STRANGE = (b"(", b"%", b"BI", b"Tj", b"'", b'"', b"\0", b"\v")
"""Strings in brackets or by themselves, comments, pictures in a stream, unusual spaces: ours have none."""

_GLUED = re.compile(rb"[qQ](?<![^\s\]>][qQ])[^\s\w]")
"""What keeps or brings back before a name or an array without a space, and would not be found."""


def _tells_all(content: bytes, found: list[tuple[bytes, ...]]) -> bool:
    return all(content.count(operator) == _count(found, *groups) for operator, groups in _TOLD.items())


def _count(operators: list[tuple[bytes, ...]], *groups: int) -> int:
    return sum(1 for operands in operators for group in groups if operands[group])


def _follow(operators: list[tuple[bytes, ...]]) -> tuple[dict[str, set[bytes]], list[tuple[str, Matrix]]]:
    """Return the strings shown in each font, and forms with their places."""
    shown: dict[str, set[bytes]] = {}
    forms: list[tuple[str, Matrix]] = []
    font: set[bytes] | None = None
    matrix = AS_IT_IS
    kept: list[tuple[set[bytes] | None, Matrix]] = []
    for name, selects, draws, strings, keeps, place, _, moves, _, restores in operators:
        if strings:
            if font is None:
                raise NotPlainError
            font.add(strings)
        elif selects:
            font = shown.setdefault(name.decode("latin-1"), set())
        elif draws:
            forms.append((name.decode("latin-1"), matrix))
        elif restores:
            if not kept:
                raise NotPlainError
            font, matrix = kept.pop()
        elif keeps:
            kept.append((font, matrix))
        if place or moves:
            matrix = product(_matrix(place or moves), matrix)
    return shown, forms


def _matrix(operands: bytes) -> Matrix:
    try:
        a, b, c, d, e, f = map(float, operands.split())
    except ValueError as error:
        raise NotPlainError from error
    return a, b, c, d, e, f


def _codes(shown: Iterable[bytes]) -> tuple[int, ...]:
    """Return the codes of two bytes that strings in hexadecimal hold."""
    strings = _STRING.findall(b" ".join(shown))
    if any(len(string) % 4 for string in strings):
        raise NotPlainError
    codes = bytes.fromhex(b"".join(strings).decode("ascii"))
    return tuple(sorted(set(struct.unpack(f">{len(codes) // 2}H", codes))))


_STRING = re.compile(rb"<([0-9A-Fa-f]+)>")


def product(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that places as one does and then another (8.3.3)."""
    a, b, c, d, e, f = first
    p, q, r, s, x, y = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + x, e * q + f * s + y


def box_of(box: Rect, matrix: Matrix) -> Rect:
    """Return the box around a box that is placed."""
    a, b, c, d, e, f = matrix
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (box.x, box.right) for y in (box.y, box.top)]
    xs, ys = zip(*corners, strict=True)
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def meet(one: Rect, other: Rect) -> bool:
    """Tell whether two boxes have a point in common."""
    return one.x <= other.right and other.x <= one.right and one.y <= other.top and other.y <= one.top
