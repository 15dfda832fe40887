"""Fonts as a program reads them aloud or copies from them: what the letters say, and whether they can be drawn."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pikepdf import Dictionary, Name, Object, Stream

from booklet.check.preflight.read.fonts import PdfFont, differences_of
from booklet.check.preflight.read.library import BROKEN
from booklet.check.preflight.screenfile import Told

_BY_COLLECTION = (
    "Identity",
    *("GB-EUC", "GBpc-EUC", "GBK-EUC", "GBKp-EUC", "GBK2K", "UniGB-UCS2", "UniGB-UTF16"),
    *("B5pc", "HKscs-B5", "ETen-B5", "ETenms-B5", "CNS-EUC", "UniCNS-UCS2", "UniCNS-UTF16"),
    *("83pv-RKSJ", "90ms-RKSJ", "90msp-RKSJ", "90pv-RKSJ", "Add-RKSJ", "EUC", "Ext-RKSJ"),
    *("UniJIS-UCS2", "UniJIS-UCS2-HW", "UniJIS-UTF16"),
    *("KSC-EUC", "KSCms-UHC", "KSCms-UHC-HW", "KSCpc-EUC", "UniKS-UCS2", "UniKS-UTF16"),
)
_PREDEFINED = {"/H", "/V", *(f"/{name}-{way}" for name in _BY_COLLECTION for way in "HV")}
"""The maps of characters that every program has (ISO 32000-1, 9.7.5.2)."""

_COLLECTIONS = {"GB1", "CNS1", "Japan1", "Korea1", "KR"}
_ENCODINGS = {"/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding", "/StandardEncoding"}
_TELLING = re.compile(r"(?:uni[0-9A-F]{4})+|u[0-9A-F]{4,6}|afii\d+|[A-Za-z]+(?:_[A-Za-z]+)*")
_NONSENSE = ("\0", "\ufeff", "\ufffe")
_SYMBOLIC = 1 << 2
_OF_SIGNS = {"Symbol", "ZapfDingbats"}
_SHOWN = 6


@dataclass
class ScreenFont:
    """A font, and the codes that a page shows in it."""

    written: Object
    font: PdfFont
    codes: set[int] = field(default_factory=set)
    drawn: set[int] = field(default_factory=set)
    """Those that are drawn, and not only there to be found."""

    def faults(self) -> Iterator[Told]:
        """Yield faults in how the font is used."""
        yield from _find_silent(self.written, self.font, self.codes)
        face = self.font.face
        try:
            yield from _find_open_encoding(self.written, self.font)
        except BROKEN:
            yield "font-broken", f"the font {face.name} cannot be read"
        if not self.drawn:
            return
        if not face.is_embedded:
            yield "font-not-embedded", f"the font {face.name} is not in the file"
        elif face.fault:
            yield "font-broken", f"the font {face.name}: {face.fault}"
        lacking = [code for code in self.drawn if self.font.glyphs[code].is_missing]
        if lacking:
            yield "missing-glyph", f"the font {face.name} lacks {len(lacking)} of the letters that are shown in it"


def _find_silent(written: Object, font: PdfFont, codes: Iterable[int]) -> Iterator[Told]:
    """Yield letters whose text no program can know (14.8.2.4.2)."""
    said, name = font.texts, font.face.name
    unknown = [code for code in sorted(codes) if not said.get(code)]
    if unknown and not _is_known(written, font):
        given = {code: name[1:] for code, name in differences_of(written.get("/Encoding"))}
        unknown = [code for code in unknown if not _says(given.get(code, ""))]
        if unknown and (font.is_wide or not _has_base(written, font) or any(code in given for code in unknown)):
            shown = ", ".join(f"{code:04X}" for code in unknown[:_SHOWN]) + ", …" * (len(unknown) > _SHOWN)
            yield "letters-unknown", f"the font {name} does not tell which letters its codes {shown} are"
    if any(sign in said.get(code, "") for code in codes for sign in _NONSENSE):
        yield "letters-nonsense", f"the font {name} tells a sign that is no letter (U+0000, U+FEFF or U+FFFE)"


def _is_known(written: Object, font: PdfFont) -> bool:
    """Tell whether every program has a table of the font's letters (9.10.2)."""
    if not font.is_wide:
        return False
    asked = written.DescendantFonts[0].get("/CIDSystemInfo", Dictionary())
    return str(asked.get("/Ordering", "")) in _COLLECTIONS


def _has_base(written: Object, font: PdfFont) -> bool:
    """Tell whether a single-byte font is written in an alphabet that every program knows."""
    encoding = written.get("/Encoding")
    base = encoding.get("/BaseEncoding") if isinstance(encoding, Dictionary) else encoding
    if isinstance(base, Name):
        return str(base) in _ENCODINGS
    if font.face.kind in {"Type1", "MMType1"}:  # an embedded program names its letters itself
        return font.face.is_embedded or not (_flags(written) & _SYMBOLIC or font.face.name in _OF_SIGNS)
    return False


def _says(name: str) -> bool:
    """Tell whether the name of a glyph names a letter, and is not only a number.

    >>> _says("eacute"), _says("uni0041"), _says("g17"), _says("A.alt"), _says(".notdef")
    (True, True, False, True, False)
    """
    return bool(_TELLING.fullmatch(name.partition(".")[0]))


def _flags(written: Object) -> int:
    return int(written.get("/FontDescriptor", Dictionary()).get("/Flags", 0))


def _find_open_encoding(written: Object, font: PdfFont) -> Iterator[Told]:
    """Yield faults where a font leaves open which glyph a code is (9.6.6.4, 9.7.4, 9.7.5)."""
    name = font.face.name
    if font.is_wide:
        yield from (("font-encoding", f"the font {name}: {fault}") for fault in _check_wide(written, font))
    elif written.get("/Subtype") == "/TrueType":
        fault = _truetype(written)
        if fault:
            yield "font-encoding", f"the font {name}: {fault}"


def _check_wide(written: Object, font: PdfFont) -> Iterator[str]:
    inner, encoding = written.DescendantFonts[0], written.get("/Encoding")
    if font.face.is_embedded and inner.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in inner:
        yield "it does not say which glyphs its numbers are (CIDToGIDMap)"
    if isinstance(encoding, Stream):
        own, asked = encoding.get("/CIDSystemInfo"), inner.get("/CIDSystemInfo")
        if isinstance(own, Dictionary) and isinstance(asked, Dictionary):
            same = all(str(own.get(key, "")) == str(asked.get(key, "")) for key in ("/Registry", "/Ordering"))
            if not same or int(own.get("/Supplement", 0)) > int(asked.get("/Supplement", 0)):
                yield "its map of characters is for another collection of letters (CIDSystemInfo)"
    elif str(encoding) not in _PREDEFINED:
        yield "its map of characters is neither in the file nor one that every program has"


def _truetype(written: Object) -> str:
    flags, encoding = _flags(written), written.get("/Encoding")
    base = encoding.get("/BaseEncoding") if isinstance(encoding, Dictionary) else encoding
    if flags & _SYMBOLIC:
        return "it is one of signs, and has an Encoding all the same" if encoding is not None else ""
    if str(base) not in {"/WinAnsiEncoding", "/MacRomanEncoding"}:
        return "it says neither WinAnsiEncoding nor MacRomanEncoding"
    return ""
