"""What readers take from an embedded font for each of its codes, as a digest: text, width, glyph, its outline.

The fonts of two files differ in the codes that one of them has and the other has not. A page is read alike with both
if all that it shows is the same in both, so that is what is compared (ISO 32000-2, 9.7 and 9.10; OpenType `glyf`).
"""

import re
import struct
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256

from booklet.pdf.objects import Name
from booklet.pdf.written import NotPlainError, Stream, Value, Written, as_dict, as_list, decoded, read_value

_TAG = re.compile(r"^[A-Z]{6}\+")
"""What a name of a subset begins with; it is another one for every subset."""


class FontCodes:
    """The codes of a font in a file: what all of them have in common, and a digest of each.

    The box of the font tells nothing but how high PDFium says that letters are.
    """

    def __init__(
        self, box: bytes, common: bytes, texts: Mapping[int, bytes], widths: list[Value], program: "_Program"
    ) -> None:
        self.box = box
        self._common = common
        self._texts = texts
        self._widths = widths
        self._program = program
        self._digests: dict[int, bytes] = {}

    def digest(self, codes: Iterable[int]) -> bytes:
        """Return a digest of all that is drawn and read with some of the codes."""
        known = self._digests
        try:
            return self._common + b"".join([known[code] for code in codes])
        except KeyError:
            known.update({code: self._digest(code) for code in codes if code not in known})
            return self.digest(codes)

    def _digest(self, code: int) -> bytes:
        width = self._widths[code] if code < len(self._widths) else None
        said = repr((self._texts.get(code), width)).encode()
        return sha256(said + self._program.drawn_by(code)).digest()


def font_codes(file: Written, font: Value) -> FontCodes:
    """Return the codes of a font; raise `NotPlainError` if it is not embedded as ours are."""
    whole = file.object(font)
    descendants = as_list(whole.entries.get("DescendantFonts"))
    inner = file.object(descendants[0] if len(descendants) == 1 else None)
    descriptor = file.object(inner.entries.get("FontDescriptor"))
    return _font_codes(
        (whole.head, inner.head, descriptor.head),
        file.stream(whole.entries.get("ToUnicode")),
        file.stream(inner.entries.get("CIDToGIDMap")),
        file.stream(descriptor.entries.get("FontFile2")),
    )


@lru_cache(maxsize=128)
def _font_codes(heads: tuple[bytes, ...], unicode: Stream, glyphs: Stream, program: Stream) -> FontCodes:
    whole, inner, descriptor = (as_dict(read_value(head)) for head in heads)
    widths = as_list(inner.get("W"))
    if whole.get("Encoding") != Name("Identity-H") or len(widths) != 2 or widths[0] != 0:
        raise NotPlainError
    texts, cmap = _read_cmap(decoded(unicode))
    read = _Program(decoded(program), decoded(glyphs))
    entries = (
        _common(whole, "DescendantFonts", "ToUnicode"),
        _common(inner, "FontDescriptor", "CIDToGIDMap", "W"),
        _common(descriptor, "FontFile2", "FontBBox"),
    )
    advances = as_list(widths[1])
    spaces = [advances[code] for code in sorted(texts) if texts[code] == _SPACE and code < len(advances)]
    common = sha256(repr((entries, spaces)).encode() + cmap + read.common).digest()
    return FontCodes(repr(descriptor.get("FontBBox")).encode(), common, texts, advances, read)


_SPACE = b"0020"
"""The text of a space: readers tell words apart by its width, even where it is not shown."""


def _common(entries: Mapping[str, Value], *without: str) -> list[tuple[str, Value]]:
    """Return what a dictionary says of all codes of a font; the tag of a subset is no part of it."""
    said = ((key, value) for key, value in entries.items() if key not in without)
    return [(key, Name(_TAG.sub("", value)) if isinstance(value, Name) else value) for key, value in said]


_CHUNK = re.compile(rb"\d+ beginbfchar\s(?:<[0-9A-Fa-f]{4}> ?<[0-9A-Fa-f]*>\s)*endbfchar\s")

_ENTRY = re.compile(rb"<(....)> ?<([^>]*)>")


def _read_cmap(cmap: bytes) -> tuple[dict[int, bytes], bytes]:
    """Return the text of each code as it is written, and what else a ToUnicode map says."""
    found = [entry for chunk in _CHUNK.findall(cmap) for entry in _ENTRY.findall(chunk)]
    texts = {int(code, 16): text for code, text in found}
    if len(texts) != len(found):
        raise NotPlainError
    return texts, _CHUNK.sub(b"", cmap)


class _Program:
    """A TrueType program whose glyphs are numbered by a map of codes; `common` is what it says of all its glyphs."""

    def __init__(self, program: bytes, glyphs: bytes) -> None:
        self._glyphs = glyphs
        try:
            self._read(program)
        except (struct.error, IndexError, KeyError) as error:
            raise NotPlainError from error

    def _read(self, program: bytes) -> None:
        records = struct.unpack_from(">H", program, 4)[0]
        tables = {}
        for tag, _, offset, length in struct.iter_unpack(">4sLLL", program[12 : 12 + 16 * records]):
            tables[tag] = program[offset : offset + length]
        head, hhea, self._metrics = tables.pop(b"head"), tables.pop(b"hhea"), tables.pop(b"hmtx")
        self._outlines, offsets = tables.pop(b"glyf"), tables.pop(b"loca")
        self._count = struct.unpack_from(">H", tables.pop(b"maxp"), 4)[0]
        self._long = struct.unpack_from(">H", hhea, 34)[0]
        kind, scale = (">%dL", 1) if struct.unpack_from(">h", head, 50)[0] else (">%dH", 2)
        self._offsets = [scale * place for place in struct.unpack_from(kind % (self._count + 1), offsets)]
        self.common = repr((program[:4], head[12:36], head[44:50], hhea[:10], sorted(tables.items()))).encode()

    def drawn_by(self, code: int) -> bytes:
        """Return the outline that a code draws, and its metrics."""
        glyph = int.from_bytes(self._glyphs[2 * code : 2 * code + 2], "big")
        try:
            return self._metric(glyph) + self._outline(glyph, 0)
        except (struct.error, IndexError) as error:
            raise NotPlainError from error

    def _metric(self, glyph: int) -> bytes:
        last = min(glyph, self._long - 1)
        bearing = 4 * glyph + 2 if glyph < self._long else 4 * self._long + 2 * (glyph - self._long)
        return self._metrics[4 * last : 4 * last + 2] + self._metrics[bearing : bearing + 2]

    def _outline(self, glyph: int, depth: int) -> bytes:
        """Return the outline of a glyph; the parts of a composite stand in it themselves, not by their numbers."""
        outline = self._outlines[self._offsets[glyph] : self._offsets[glyph + 1]]
        if depth > _DEEPEST:
            raise NotPlainError
        if len(outline) < 10 or outline[0] < 0x80:
            return outline
        parts, place, flags = [outline[:10]], 10, _MORE
        while flags & _MORE:
            flags, part = struct.unpack_from(">HH", outline, place)
            end = place + 4 + (4 if flags & 1 else 2) + sum(size for flag, size in _SCALES if flags & flag)
            parts += (outline[place : place + 2], outline[place + 4 : end], self._outline(part, depth + 1))
            place = end
        return b"".join((*parts, outline[place:]))


_DEEPEST = 5
"""Composites may hold composites so often."""

_MORE = 0x0020

_SCALES = ((0x0008, 2), (0x0040, 4), (0x0080, 8))
"""Flags of a part of a composite, and how many bytes of scale each means."""
