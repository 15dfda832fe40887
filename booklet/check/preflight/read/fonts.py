"""Fonts as a page uses them: the width of a code, its text, and whether it has a glyph (ISO 32000-2, 9)."""

import re
import struct
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, PdfError, Stream

from booklet.art.transform import Matrix
from booklet.check.preflight.model import FontFace
from booklet.check.preflight.read.programs import Program, judge

_BOLD = re.compile(r"bold|black|heavy|(?<![0-9])(?:[6-9]00|1000)(?![0-9])", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_MOST_CODES = 1 << 16
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_REPLACEMENT = "\ufffd"


class ShownGlyph(NamedTuple):
    """One code of a shown string: its width in ems, its text, and whether the font lacks it; `is_space` parts words."""

    width: float
    text: str
    is_missing: bool
    is_space: bool


class Drawings:
    """The letters of a font of drawings (Type 3), by their codes."""

    def __init__(self, font: Object) -> None:
        self.font = font
        self.matrix = Matrix(*map(float, font.get("/FontMatrix", (0.001, 0, 0, 0.001, 0, 0))))
        drawn = font.get("/CharProcs", Dictionary())
        named = {code: drawn.get(name) for code, name in differences_of(font.get("/Encoding"))}
        self.letters = {code: letter for code, letter in named.items() if isinstance(letter, Stream)}


class PdfFont:
    """A font dictionary, read once; `digest` is one of all that it holds, None where nobody can tell."""

    def __init__(self, font: Object, digest: bytes | None = None) -> None:
        self.digest = digest
        self.glyphs = Glyphs(self)
        self._advances: dict[tuple[float, ...], Advances] = {}
        self.is_wide = font.get("/Subtype") == Name.Type0
        inner = font.DescendantFonts[0] if self.is_wide else font
        descriptor = inner.get("/FontDescriptor", Dictionary())
        kind = str(inner.get("/Subtype", "/Type1"))[1:]
        embedded = next((descriptor[key] for key in _PROGRAMS if key in descriptor), None)
        is_embedded = kind == "Type3" or embedded is not None
        written = _program(embedded)
        program = Program() if embedded is None else judge(written)
        own = sha256(written).digest() if written else b""
        name = str(font.get("/BaseFont", "/" + kind))[1:]
        is_bold = bool(_BOLD.search(name)) or bool(int(descriptor.get("/Flags", 0)) & _FORCE_BOLD)
        self.face = FontFace(name, kind, is_embedded, is_bold, program.fault, own)
        self.drawings = Drawings(font) if kind == "Type3" else None
        self.ascent = float(descriptor.get("/CapHeight", 0) or descriptor.get("/Ascent", 0) or 720) / 1000
        self.descent = -0.22
        self._em = float(font.FontMatrix[0]) if kind == "Type3" and "/FontMatrix" in font else 0.001
        self._texts = _read_texts(font.get("/ToUnicode"))
        if self.is_wide:
            self._default = float(inner.get("/DW", 1000))
            self._widths = _cid_widths(inner.get("/W", Array()))
            self._is_identity = str(font.get("/Encoding", "")) in {"/Identity-H", "/Identity-V"}
            self._glyphs = _GlyphMap(inner, program) if is_embedded and self._is_identity else None
        else:
            first = int(font.get("/FirstChar", 0))
            widths = [float(width) for width in font.get("/Widths", Array())]
            self._default = float(descriptor.get("/MissingWidth", 0)) if widths else 500.0
            self._widths = dict(enumerate(widths, first))
            self._glyphs = None
            self._named_missing = _list_undrawn(font.get("/Encoding"), self.drawings)

    def codes(self, shown: bytes) -> Sequence[int]:
        """Return the codes of a shown string."""
        return _pairs(shown) if self.is_wide else shown

    def advances(self, size: float, tracking: float, word_space: float, stretch: float) -> "Advances":
        """Return how far each code moves the pen in a given state of text (9.4.4)."""
        key = size, tracking, word_space, stretch
        if key not in self._advances:
            self._advances[key] = Advances(self, *key)
        return self._advances[key]

    def read_glyph(self, code: int) -> ShownGlyph:
        """Return the glyph of a code."""
        text = self._texts.get(code, "" if self._texts or self.is_wide else chr(code))
        width = self._widths.get(code, self._default) * self._em
        return ShownGlyph(width, text, self._lacks(code, text, width), not self.is_wide and code == 32)

    @property
    def texts(self) -> Mapping[int, str]:
        """The texts that its map states for codes (ToUnicode); codes that it leaves out say nothing."""
        return self._texts

    def _lacks(self, code: int, text: str, width: float) -> bool:
        if _REPLACEMENT in text:
            return True
        if self._glyphs is not None:
            is_part = not width  # of the letter beside it
            return self._glyphs.lacks(code, is_seen=not is_part and _is_seen(text))
        if self.is_wide or code not in self._named_missing:
            return False
        return self.face.kind != "Type3" or _is_seen(text)


class Glyphs(dict[int, ShownGlyph]):
    """The glyphs of a font by their codes, each read once."""

    def __init__(self, font: PdfFont) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, code: int) -> ShownGlyph:
        """Read a glyph."""
        self[code] = found = self._font.read_glyph(code)
        return found


class Advances(dict[int, float]):
    """How far the codes of a font move the pen, each worked out once."""

    def __init__(self, font: PdfFont, size: float, tracking: float, word_space: float, stretch: float) -> None:
        super().__init__()
        self._font = font
        self._state = size, tracking, word_space, stretch

    def __missing__(self, code: int) -> float:
        """Work out a code."""
        size, tracking, word_space, stretch = self._state
        glyph = self._font.glyphs[code]
        gap = tracking + (word_space if glyph.is_space else 0.0)
        self[code] = found = (glyph.width * size + gap) * stretch
        return found


class _GlyphMap:
    """The glyph that a CID of an embedded font shows; glyph 0 is .notdef."""

    def __init__(self, inner: Object, program: Program) -> None:
        to_glyph = inner.get("/CIDToGIDMap")
        self._map = to_glyph.read_bytes() if isinstance(to_glyph, Stream) else None
        self._program = program

    def lacks(self, cid: int, *, is_seen: bool) -> bool:
        """Tell whether a CID has no glyph, or one that draws nothing although its text is visible."""
        glyph = self._glyph(cid)
        return self._program.lacks(glyph) or (is_seen and glyph in self._program.blank)

    def _glyph(self, cid: int) -> int:
        if self._map is not None:
            return int.from_bytes(self._map[2 * cid : 2 * cid + 2], "big")
        return cid if self._program.glyphs is None else self._program.glyphs.get(cid, 0)


def _program(embedded: Object | None) -> bytes:
    """Return the bytes of an embedded program; b"" if they cannot be decompressed."""
    try:
        return embedded.read_bytes() if isinstance(embedded, Stream) else b""
    except PdfError:
        return b""


def _is_seen(text: str) -> bool:
    """Tell whether a text shows anything.

    >>> _is_seen("1"), _is_seen(" \u200d"), _is_seen("")
    (True, False, False)
    """
    return any(unicodedata.category(letter) not in _UNSEEN for letter in text)


def _list_undrawn(encoding: Object | None, drawings: Drawings | None) -> frozenset[int]:
    """Return the codes whose differences in an encoding name .notdef, or no drawing of a Type 3 font."""
    if drawings is not None:
        return frozenset(set(range(256)) - drawings.letters.keys())
    return frozenset(code for code, name in differences_of(encoding) if name == "/.notdef")


def differences_of(encoding: Object | None) -> Iterator[tuple[int, str]]:
    """Yield the codes of an encoding's differences, and their names (9.6.5.1)."""
    code = 0
    if isinstance(encoding, Dictionary):
        for value in encoding.get("/Differences", Array()):
            if not isinstance(value, Name):
                code = int(value)
                continue
            yield code, str(value)
            code += 1


def _cid_widths(values: Object) -> dict[int, float]:
    """Return the widths of a CID font: `c [w1 w2 ...]` or `first last w` (9.7.4.3)."""
    widths: dict[int, float] = {}
    entries = iter(values)
    for entry in entries:
        first, following = int(entry), next(entries, None)
        if isinstance(following, Array):
            widths.update(enumerate(map(float, following), first))
        elif following is not None:
            last = min(int(following), first + _MOST_CODES)
            widths.update(dict.fromkeys(range(first, last + 1), float(next(entries, 0))))
    return widths


@lru_cache(maxsize=8192)
def _pairs(shown: bytes) -> tuple[int, ...]:
    """Return codes of two bytes; the second may be missing at the end."""
    pairs = struct.unpack_from(f">{len(shown) // 2}H", shown)
    return (*pairs, shown[-1]) if len(shown) % 2 else pairs


_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_STRINGS = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


def _read_texts(cmap: Object | None) -> dict[int, str]:
    """Return what the codes of a font say by its ToUnicode map (9.10.3)."""
    texts: dict[int, str] = {}
    if not isinstance(cmap, Stream):
        return texts
    for kind, body in _SECTION.findall(cmap.read_bytes()):
        pieces = [opening or closing or bytes.fromhex(digits.decode()) for digits, opening, closing in _hex(body)]
        texts |= _characters(pieces) if kind == b"bfchar" else _ranges(pieces)
    return texts


def _hex(body: bytes) -> Iterator[tuple[bytes, str, str]]:
    for digits, opening, closing in _STRINGS.findall(body):
        yield (digits if len(digits) % 2 == 0 else digits + b"0"), opening.decode(), closing.decode()


def _characters(pieces: list[bytes | str]) -> dict[int, str]:
    return {_code(code): _decode_text(text) for code, text in zip(pieces[::2], pieces[1::2], strict=False)}


def _ranges(pieces: list[bytes | str]) -> dict[int, str]:
    texts: dict[int, str] = {}
    entries = iter(pieces)
    for low in entries:
        first, last, target = _code(low), _code(next(entries, b"")), next(entries, b"")
        if target == "[":
            for code, text in enumerate(iter(lambda: next(entries, "]"), "]"), first):
                texts[code] = _decode_text(text)
        else:
            said = _decode_text(target)
            for code in range(first, min(last, first + _MOST_CODES) + 1):
                texts[code] = said[:-1] + chr(min(ord(said[-1]) + code - first, 0x10FFFF)) if said else ""
    return texts


def _code(piece: bytes | str) -> int:
    return int.from_bytes(piece, "big") if isinstance(piece, bytes) else 0


def _decode_text(piece: bytes | str) -> str:
    return piece.decode("utf-16-be", "replace") if isinstance(piece, bytes) else ""
