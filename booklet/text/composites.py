"""Composite glyphs appended to a TrueType font, so that a cluster of several glyphs is one code.

Tables and fields as in the OpenType specification: `glyf` composite descriptions, `loca`, `hmtx`, `maxp`, `head`.
"""

import struct
from collections.abc import Sequence

from booklet.values import Frozen

ARGS_ARE_WORDS_AND_XY = 0x0003
MORE_COMPONENTS = 0x0020
OVERLAP = 0x0400
UNSCALED_OFFSET = 0x1000

_HEADER = struct.Struct(">5h")
"""Of a glyph: how many contours it has, and its box."""

_POINT = struct.Struct(">H")
"""The number of the last point of a contour."""

_COMPONENT = struct.Struct(">HHhh")
"""Flags, glyph and offset of a part of a composite."""


class Composite(Frozen):
    """A glyph composed of others: its advance, and (glyph, x, y) of each part in font units."""

    advance: int
    parts: tuple[tuple[int, int, int], ...]


class _Outline(Frozen):
    data: bytes
    box: tuple[int, int, int, int]
    points: int
    contours: int


def add_composites(font: bytes, composites: Sequence[Composite]) -> tuple[bytes, list[int]]:
    """Return the font with composites added at its end, and the numbers of their glyphs."""
    if not composites:
        return font, []
    tables = _read_tables(font)
    offsets = _read_offsets(tables)
    outlines = [_outline(tables, offsets, composite) for composite in composites]
    first = len(offsets) - 1
    _append_outlines(tables, offsets, outlines)
    _append_metrics(tables, first, composites, outlines)
    _raise_maxima(tables, first, composites, outlines)
    return _write_tables(font[:12], tables), list(range(first, first + len(composites)))


def _read_tables(font: bytes) -> dict[bytes, bytes]:
    count = struct.unpack(">H", font[4:6])[0]
    tables = {}
    for index in range(count):
        tag, _, offset, length = struct.unpack(">4sLLL", font[12 + 16 * index : 28 + 16 * index])
        tables[tag] = font[offset : offset + length]
    return tables


def _read_offsets(tables: dict[bytes, bytes]) -> list[int]:
    """Return the offsets of `loca`, which has one more than there are glyphs."""
    count = struct.unpack(">H", tables[b"maxp"][4:6])[0] + 1
    if struct.unpack(">h", tables[b"head"][50:52])[0] == 0:
        return [2 * offset for offset in struct.unpack(f">{count}H", tables[b"loca"][: 2 * count])]
    return list(struct.unpack(f">{count}L", tables[b"loca"][: 4 * count]))


def _outline(tables: dict[bytes, bytes], offsets: list[int], composite: Composite) -> _Outline:
    glyphs = tables[b"glyf"]
    boxes = []
    kept = []
    points = contours = 0
    for glyph, x, y in composite.parts:
        start, end = offsets[glyph], offsets[glyph + 1]
        if start == end:
            continue
        count, left, low, right, high = _HEADER.unpack_from(glyphs, start)
        boxes.append((left + x, low + y, right + x, high + y))
        kept.append((glyph, x, y))
        part_points, part_contours = _size(tables, start, count)
        points += part_points
        contours += part_contours
    if not kept:
        return _Outline(b"", (0, 0, 0, 0), 0, 0)
    left, low, right, high = zip(*boxes, strict=True)
    box = (min(left), min(low), max(right), max(high))
    data = _HEADER.pack(-1, *box) + _components(kept)
    return _Outline(data + bytes(-len(data) % 4), box, points, contours)


def _size(tables: dict[bytes, bytes], start: int, contours: int) -> tuple[int, int]:
    """Return the points and contours of a glyph; for a composite, the font's own maxima."""
    if contours < 0:
        most_points, most_contours = struct.unpack(">HH", tables[b"maxp"][10:14])
        return most_points, most_contours
    last = _POINT.unpack_from(tables[b"glyf"], start + 8 + 2 * contours)[0]
    return last + 1, contours


def _components(parts: list[tuple[int, int, int]]) -> bytes:
    records = []
    for number, (glyph, x, y) in enumerate(parts):
        flags = UNSCALED_OFFSET | ARGS_ARE_WORDS_AND_XY
        flags |= MORE_COMPONENTS if number < len(parts) - 1 else 0
        flags |= OVERLAP if number == 0 else 0
        records.append(_COMPONENT.pack(flags, glyph, x, y))
    return b"".join(records)


def _append_outlines(tables: dict[bytes, bytes], offsets: list[int], outlines: list[_Outline]) -> None:
    """Add outlines at the end; what is filled up before them belongs to the last glyph that is not blank."""
    glyphs = tables[b"glyf"] + bytes(-len(tables[b"glyf"]) % 4)
    offsets[:] = [len(glyphs) if offset == offsets[-1] else offset for offset in offsets]
    for outline in outlines:
        offsets.append(offsets[-1] + len(outline.data))
    tables[b"glyf"] = glyphs + b"".join(outline.data for outline in outlines)
    tables[b"loca"] = struct.pack(f">{len(offsets)}L", *offsets)


def _append_metrics(
    tables: dict[bytes, bytes], first: int, composites: Sequence[Composite], outlines: list[_Outline]
) -> None:
    """Give every glyph a long metric, and the composites their own."""
    long_metrics = struct.unpack(">H", tables[b"hhea"][34:36])[0]
    metrics = tables[b"hmtx"]
    advance = metrics[4 * (long_metrics - 1) : 4 * (long_metrics - 1) + 2]
    bearings = metrics[4 * long_metrics :]
    short = b"".join(advance + bearings[2 * n : 2 * n + 2] for n in range(first - long_metrics))
    added = b"".join(
        struct.pack(">Hh", max(0, composite.advance), outline.box[0])
        for composite, outline in zip(composites, outlines, strict=True)
    )
    tables[b"hmtx"] = metrics[: 4 * long_metrics] + short + added
    tables[b"hhea"] = tables[b"hhea"][:34] + struct.pack(">H", first + len(composites)) + tables[b"hhea"][36:]


def _raise_maxima(
    tables: dict[bytes, bytes], first: int, composites: Sequence[Composite], outlines: list[_Outline]
) -> None:
    maxima = bytearray(tables[b"maxp"])
    struct.pack_into(">H", maxima, 4, first + len(composites))
    _raise(maxima, 10, max(outline.points for outline in outlines))
    _raise(maxima, 12, max(outline.contours for outline in outlines))
    _raise(maxima, 28, max(len(composite.parts) for composite in composites))
    _raise(maxima, 30, struct.unpack_from(">H", maxima, 30)[0] + 1)
    tables[b"maxp"] = bytes(maxima)
    head = bytearray(tables[b"head"])
    struct.pack_into(">h", head, 50, 1)
    struct.pack_into(">L", head, 8, 0)
    tables[b"head"] = bytes(head)


def _raise(maxima: bytearray, offset: int, value: int) -> None:
    struct.pack_into(">H", maxima, offset, min(65535, max(value, struct.unpack_from(">H", maxima, offset)[0])))


def _write_tables(header: bytes, tables: dict[bytes, bytes]) -> bytes:
    offset = 12 + 16 * len(tables)
    directory, bodies = [], []
    for tag in sorted(tables):
        body = tables[tag] + bytes(-len(tables[tag]) % 4)
        checksum = sum(struct.unpack(f">{len(body) // 4}L", body)) & 0xFFFFFFFF
        directory.append(struct.pack(">4sLLL", tag, checksum, offset, len(tables[tag])))
        bodies.append(body)
        offset += len(body)
    return header + b"".join(directory + bodies)
