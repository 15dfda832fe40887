"""The font of a file: codes numbered in a fixed order, the subset of glyphs, and the text of each code.

One code (CID) per (glyph, text it stands for), so ToUnicode is exact by construction: what is copied is what was
written.
"""

import hashlib
from collections.abc import Iterable

import uharfbuzz as hb

from booklet.text.composites import Composite, add_composites
from booklet.text.fonts import Font, Glyph, open_face
from booklet.values import Frozen

_DROPPED = [
    int.from_bytes(tag.encode(), "big")
    for tag in ("GSUB", "GPOS", "GDEF", "name", "OS/2", "cmap", "post", "STAT", "BASE", "kern", "DSIG", "gasp", "meta")
]
_FLAGS = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE


class FontFile(Frozen):
    """A subset ready to embed: `codes[i]` is code i + 1, drawn by glyph `glyphs[i + 1]` of `program`.

    Widths and the metrics of the descriptor (ISO 32000-2, table 120) are in 1/1000 em.
    """

    font: Font
    name: str
    program: bytes
    codes: tuple[Glyph, ...]
    glyphs: tuple[int, ...]
    widths: tuple[float, ...]
    ascent: int
    descent: int
    cap_height: int
    box: tuple[int, int, int, int]
    stem: int


def number_codes(glyphs: Iterable[Glyph]) -> tuple[Glyph, ...]:
    """Return glyphs in the order of their codes: never by first use, so that equal pages have equal codes."""
    return tuple(sorted(set(glyphs), key=_order))


def _order(glyph: Glyph) -> tuple[str, tuple[tuple[int, int, int], ...], int]:
    return glyph.text, glyph.parts, glyph.advance


def make_font_file(font: Font, codes: tuple[Glyph, ...]) -> FontFile:
    """Subset a font to the codes, pin its axes, and add a composite glyph for each cluster of several."""
    face = open_face(font)
    subset, moved = _subset(font, {part[0] for glyph in codes for part in glyph.parts})
    composites = {glyph: _composite(glyph, moved) for glyph in codes if _is_composite(glyph)}
    program, added = add_composites(subset, list(composites.values()))
    number = dict(zip(composites, added, strict=True))
    scale = 1000 / face.upem
    extents = face.font.get_font_extents("ltr")
    return FontFile(
        font=font,
        name=f"{_tag(program, codes)}+{font.name}",
        program=program,
        codes=codes,
        glyphs=(0, *(number[glyph] if glyph in number else moved[glyph.parts[0][0]] for glyph in codes)),
        widths=(0.0, *(round(glyph.advance * scale, 2) for glyph in codes)),
        ascent=round(extents.ascender * scale),
        descent=round(extents.descender * scale),
        cap_height=round(face.cap_height * 1000),
        box=_box(font, codes, scale),
        stem=round(50 + (font.weight / 65) ** 2),
    )


def _is_composite(glyph: Glyph) -> bool:
    return len(glyph.parts) != 1 or glyph.parts[0][1:] != (0, 0)


def _composite(glyph: Glyph, moved: dict[int, int]) -> Composite:
    return Composite(glyph.advance, tuple((moved[part], x, y) for part, x, y in glyph.parts))


def _subset(font: Font, glyphs: set[int]) -> tuple[bytes, dict[int, int]]:
    """Return the font program of the glyphs, and the new number of each glyph."""
    face = open_face(font)
    wanted = hb.SubsetInput()
    wanted.flags = _FLAGS
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs | {0})
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(_DROPPED)
    for axis, value in face.axes.items():
        wanted.pin_axis_location(face.face, axis, value)
    plan = hb.SubsetPlan(face.face, wanted)
    return bytes(plan.execute().blob.data), plan.old_to_new_glyph_mapping


def _tag(program: bytes, codes: tuple[Glyph, ...]) -> str:
    """Return six capitals that change whenever outlines or codes change (ISO 32000-2, 9.9.2).

    They are derived from what is embedded and not from its path, which depends on where the sources lie.
    """
    digest = hashlib.sha256(program + repr(codes).encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _box(font: Font, codes: tuple[Glyph, ...], scale: float) -> tuple[int, int, int, int]:
    """Return the box that all glyphs fit into."""
    face = open_face(font)
    parts = {part for glyph in codes for part in glyph.parts}
    found = {index: face.font.get_glyph_extents(index) for index in {index for index, _, _ in parts}}
    boxes = []
    for index, dx, dy in parts:
        extents = found[index]
        if extents and extents.width:
            left, high = extents.x_bearing + dx, extents.y_bearing + dy
            boxes.append((left, high + extents.height, left + extents.width, high))
    if not boxes:
        return (0, 0, 0, 0)
    lefts, lows, rights, highs = zip(*boxes, strict=True)
    return round(min(lefts) * scale), round(min(lows) * scale), round(max(rights) * scale), round(max(highs) * scale)
