"""Font programs, judged by their bytes: whether letters can be drawn, and which glyphs draw nothing."""

import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from booklet.check.preflight.read.compact import judge_compact
from booklet.check.preflight.read.faulty import FaultyError
from booklet.check.preflight.read.typeone import judge_type1
from booklet.values import Frozen

MOST_GLYPHS = 1 << 16


class Program(Frozen):
    """What is known about a font program. `fault` is "" if it can draw.

    `blank` are the glyphs without an outline, `count` how many glyphs there are; if glyphs are numbered by CIDs,
    `glyphs` holds the glyph of each.
    """

    fault: str = ""
    count: int = MOST_GLYPHS
    blank: frozenset[int] = frozenset()
    glyphs: Mapping[int, int] | None = None

    def lacks(self, glyph: int) -> bool:
        """Tell whether a glyph is missing; the first one, which stands for missing ones, counts as missing."""
        return glyph == 0 or glyph >= self.count


def judge(program: bytes) -> Program:
    """Return what kind of program a font has, whatever the file calls it (ISO 32000-2, 9.9)."""
    try:
        return _judge_bytes(program)
    except FaultyError as error:
        return Program(fault=str(error))
    except (struct.error, IndexError, ValueError):
        return Program(fault="it ends too early, or is no font")


def _judge_bytes(program: bytes) -> Program:
    if not program:
        raise FaultyError("it is empty")
    if program[:4] in {b"\0\1\0\0", b"true", b"OTTO"}:
        tables = dict(_tables(program))
        return _compact(tables[b"CFF "]) if b"CFF " in tables else _truetype(tables)
    if program[:1] == b"\x01":
        return _compact(program)
    if program[:2] in {b"%!", b"\x80\x01"}:
        judge_type1(program)
        return Program()
    raise FaultyError("it does not begin as a font does")


def _compact(program: bytes) -> Program:
    count, blank, cids = judge_compact(program)
    return Program(count=count, blank=blank, glyphs=cids)


# TrueType (OpenType 1.9: the font file; glyf, loca, maxp)


def _tables(program: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the tables of a program by their tags; raise for a table that is cut off."""
    (number,) = struct.unpack_from(">H", program, 4)
    for place in range(number):
        tag, _, start, length = struct.unpack_from(">4s3L", program, 12 + 16 * place)
        if start + length > len(program):
            raise FaultyError(f"it is cut off in its table {tag.decode('latin-1').strip()}")
        yield tag, program[start : start + length]


def _truetype(tables: Mapping[bytes, bytes]) -> Program:
    lacking = [tag.decode() for tag in (b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp") if not tables.get(tag)]
    if lacking:
        raise FaultyError(f"it has no {', '.join(lacking)}")
    (count,) = struct.unpack_from(">H", tables[b"maxp"], 4)
    (em,) = struct.unpack_from(">H", tables[b"head"], 18)
    (is_long,) = struct.unpack_from(">H", tables[b"head"], 50)
    if not count or not em:
        raise FaultyError("it has no glyphs, or they have no size")
    glyf, ends = tables[b"glyf"], _places(tables[b"loca"], count, is_long=bool(is_long))
    blank, broken = set(range(len(ends) - 1, count)), 0
    for glyph, (start, end) in enumerate(pairwise(ends)):
        outline = glyf[start:end]
        if start > end or end > len(glyf) or not 0 <= _reach(outline) < count:
            broken += 1
        elif len(outline) < 12 or not any(outline[:2]):
            blank.add(glyph)
    if broken:
        raise FaultyError(f"{broken} of its {count} glyphs are broken")
    if len(blank) == count:
        raise FaultyError("no glyph has an outline")
    return Program(count=count, blank=frozenset(blank))


def _places(loca: bytes, count: int, *, is_long: bool) -> list[int]:
    """Return where glyphs begin and the last one ends."""
    size = 4 if is_long else 2
    known = min(count + 1, len(loca) // size)
    places = struct.unpack_from(f">{known}{'L' if is_long else 'H'}", loca)
    return list(places) if is_long else [2 * place for place in places]


@lru_cache(maxsize=8192)
def _reach(outline: bytes) -> int:
    """Return the highest glyph that a composite refers to, 0 for a simple glyph, -1 for a broken one."""
    if not outline:
        return 0
    try:
        contours, left, bottom, right, top = struct.unpack_from(">5h", outline)
        if left > right or bottom > top:
            return -1
        return max(_parts(outline)) if contours < 0 else _check_points(outline, contours)
    except (struct.error, IndexError):
        return -1


def _parts(outline: bytes) -> Iterator[int]:
    """Yield the glyphs that a composite glyph has."""
    at, more = 10, True
    while more:
        flags, glyph = struct.unpack_from(">2H", outline, at)
        yield glyph
        at += 4 + (4 if flags & 1 else 2) + (2 if flags & 8 else 4 if flags & 64 else 8 if flags & 128 else 0)
        more = bool(flags & 32)
    if at > len(outline):
        raise IndexError


def _check_points(outline: bytes, contours: int) -> int:
    """Return 0 if all points of a glyph are there, -1 if not."""
    if not contours:
        return 0
    ends = struct.unpack_from(f">{contours}H", outline, 10)
    (hints,) = struct.unpack_from(">H", outline, 10 + 2 * contours)
    at, left, length = 12 + 2 * contours + hints, ends[-1] + 1, 0
    if any(one >= next_ for one, next_ in pairwise(ends)):
        return -1
    while left > 0:
        flag = outline[at]
        times = 1
        at += 1
        if flag & 8:
            times += outline[at]
            at += 1
        length += times * ((1 if flag & 2 else 0 if flag & 16 else 2) + (1 if flag & 4 else 0 if flag & 32 else 2))
        left -= times
    return 0 if left == 0 and at + length <= len(outline) else -1
