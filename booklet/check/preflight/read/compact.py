"""Compact font programs (CFF): whether every glyph is there, which draw nothing (Adobe Technical Notes 5176, 5177)."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from booklet.check.preflight.read.faulty import FaultyError

_CHARSET, _CHARSTRINGS, _PRIVATE, _SUBROUTINES, _ROS, _FONTS = 15, 17, 18, 19, 1230, 1236
_ENDINGS = {14, 10, 29}
"""What the program of a glyph ends with: endchar, or a call of a part that has it."""


def judge_compact(program: bytes) -> tuple[int, frozenset[int], Mapping[int, int] | None]:
    """Return the number of glyphs, those that draw nothing, and the glyphs by CID if the font uses CIDs."""
    names, at = _index(program, program[2])
    tops, _ = _index(program, at)
    if not names or not tops:
        raise FaultyError("it holds no font")
    top = dict(_entries(tops[0]))
    outlines, _ = _index(program, int(top.get(_CHARSTRINGS, [0])[0]) or len(program))
    broken = sum(not outline or outline[-1] not in _ENDINGS for outline in outlines)
    if broken or not outlines:
        raise FaultyError(f"{broken} of its {len(outlines)} glyphs are broken")
    blank = frozenset(glyph for glyph, outline in enumerate(outlines) if _is_blank(outline))
    if len(blank) == len(outlines):
        raise FaultyError("no glyph has an outline")
    for own in (top, *map(dict, map(_entries, _fonts(program, top)))):
        _check_private(program, own)
    charset = int(top.get(_CHARSET, [0])[0])
    cids = dict(_cids(program, charset, len(outlines))) if _ROS in top and charset > 2 else None
    return len(outlines), blank, cids


def _fonts(program: bytes, top: Mapping[int, list[float]]) -> Sequence[bytes]:
    """Return the dictionaries of the fonts that a CID font is made of."""
    return _index(program, int(top[_FONTS][0]))[0] if _FONTS in top else ()


def _check_private(program: bytes, own: Mapping[int, list[float]]) -> None:
    """Raise `FaultyError` if the parts that the glyphs of a font share are not all there."""
    if _PRIVATE in own:
        size, start = map(int, own[_PRIVATE])
        if start + size > len(program):
            raise FaultyError("it is cut off")
        private = dict(_entries(program[start : start + size]))
        if _SUBROUTINES in private:
            _index(program, start + int(private[_SUBROUTINES][0]))


def _index(program: bytes, at: int) -> tuple[Sequence[bytes], int]:
    """Return the items of an index, and where it ends."""
    (count,) = struct.unpack_from(">H", program, at)
    if not count:
        return [], at + 2
    size = program[at + 2]
    if not 1 <= size <= 4:
        raise FaultyError("it is no font")
    table = program[at + 3 : at + 3 + size * (count + 1)]
    ends = [int.from_bytes(table[place : place + size], "big") for place in range(0, len(table), size)]
    start = at + 2 + size * (count + 1)
    if len(ends) != count + 1 or ends != sorted(ends) or ends[0] != 1 or start + ends[-1] > len(program):
        raise FaultyError("it is cut off")
    return [program[start + one : start + end] for one, end in pairwise(ends)], start + ends[-1]


def _entries(top: bytes) -> Iterator[tuple[int, list[float]]]:
    """Yield the operators of a dictionary, those of two bytes as 1200 and more, with their operands."""
    operands: list[float] = []
    at = 0
    while at < len(top):
        first = top[at]
        if first <= 21:
            is_long = first == 12
            yield (1200 + top[at + 1] if is_long else first), operands
            operands, at = [], at + 1 + is_long
            continue
        number, at = _number(top, at)
        operands.append(number)


def _number(top: bytes, at: int) -> tuple[float, int]:
    first = top[at]
    if first == 28:
        return struct.unpack_from(">h", top, at + 1)[0], at + 3
    if first == 29:
        return struct.unpack_from(">l", top, at + 1)[0], at + 5
    if first == 30:  # a real number, which no place in the file is
        while top[at + 1] & 15 != 15 and top[at + 1] >> 4 != 15:
            at += 1
        return 0.0, at + 2
    if 32 <= first <= 246:
        return first - 139, at + 1
    if 247 <= first <= 254:
        sign = 1 if first <= 250 else -1
        return sign * ((first - (247 if sign > 0 else 251)) * 256 + top[at + 1] + 108), at + 2
    raise FaultyError("it is no font")


def _is_blank(outline: bytes) -> bool:
    """Tell whether a glyph only ends, after its width or without one.

    >>> _is_blank(bytes([14])), _is_blank(bytes([28, 1, 2, 14])), _is_blank(bytes([140, 139, 21, 14]))
    (True, True, False)
    """
    if outline[-1] != 14:
        return False
    width = outline[:-1]
    first = width[0] if width else 0
    return len(width) == (3 if first == 28 else 5 if first == 255 else 2 if first >= 247 else 1 if first >= 32 else 0)


def _cids(program: bytes, at: int, count: int) -> Iterator[tuple[int, int]]:
    """Yield the CID of each glyph, and the glyph."""
    kind, at, glyph = program[at], at + 1, 1
    yield 0, 0
    while glyph < count:
        (first,) = struct.unpack_from(">H", program, at)
        left = 0 if kind == 0 else program[at + 2] if kind == 1 else struct.unpack_from(">H", program, at + 2)[0]
        at += 2 + min(kind, 2)
        for cid in range(first, first + left + 1):
            yield cid, glyph
            glyph += 1
