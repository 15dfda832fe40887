"""Fonts as PDF objects: Type0 over CIDFontType2, with program, maps and widths (ISO 32000-2, 9.7)."""

from codecs import utf_16_be_encode
from functools import lru_cache
from zlib import compress

from booklet.machine.store import kept
from booklet.pdf.draw.codes import FontCodes
from booklet.pdf.draw.stream import LEVEL
from booklet.pdf.objects import Name, PdfFile, Raw, Ref, Value, serialise, stream_object
from booklet.text.fontfile import FontFile, make_font_file
from booklet.text.fonts import Font, Glyph, is_packaged


def write_font(pdf: PdfFile, codes: FontCodes) -> Ref:
    """Write a font: Type0 over CIDFontType2 with its program, map, widths and ToUnicode (9.7)."""
    program, descriptor, to_glyph, descendant, to_text, font = _objects(codes)
    first = pdf.count + 1
    pdf.add_all(
        (
            program,
            descriptor % first,
            to_glyph,
            descendant % (first + 1, first + 2),
            to_text,
            font % (first + 3, first + 4),
        )
    )
    return Ref(first + 5)


_NUMBER = Raw(b"%d 0 R")
"""Stands for a reference that is known once the font has its place in a file; no name or text of a font has a %."""


@lru_cache(maxsize=128)
def _objects(codes: FontCodes) -> tuple[bytes, ...]:
    """Return the objects of a font: program, descriptor, CID to glyph map, CIDFont, ToUnicode map and Type0 font."""
    find = _find_objects if is_packaged(codes.font.file) else _make_objects
    return find(codes.font, codes.codes)


def _make_objects(of: Font, codes: tuple[Glyph, ...]) -> tuple[bytes, ...]:
    file = make_font_file(of, codes)
    to_glyph = b"".join(glyph.to_bytes(2, "big") for glyph in file.glyphs)
    flate: dict[str, Value] = {"Filter": Name("FlateDecode")}
    descendant: Value = {
        "Type": Name("Font"),
        "Subtype": Name("CIDFontType2"),
        "BaseFont": Name(file.name),
        "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
        "FontDescriptor": _NUMBER,
        "DW": 0,
        "W": [0, list(file.widths)],
        "CIDToGIDMap": _NUMBER,
    }
    font: Value = {
        "Type": Name("Font"),
        "Subtype": Name("Type0"),
        "BaseFont": Name(file.name),
        "Encoding": Name("Identity-H"),
        "DescendantFonts": [_NUMBER],
        "ToUnicode": _NUMBER,
    }
    return (
        stream_object(compress(file.program, LEVEL), flate | {"Length1": len(file.program)}),
        serialise(_descriptor(file)),
        stream_object(compress(to_glyph, LEVEL), flate),
        serialise(descendant),
        stream_object(compress(to_unicode(file), LEVEL), flate),
        serialise(font),
    )


_find_objects = kept("font")(_make_objects)
"""The same, kept for the next command."""


def _descriptor(file: FontFile) -> Value:
    return {
        "Type": Name("FontDescriptor"),
        "FontName": Name(file.name),
        "Flags": 4,
        "FontBBox": list(file.box),
        "ItalicAngle": 0,
        "Ascent": file.ascent,
        "Descent": file.descent,
        "CapHeight": file.cap_height,
        "StemV": file.stem,
        "FontFile2": _NUMBER,
    }


def to_unicode(file: FontFile) -> bytes:
    """Return the CMap that says which text each code stands for (9.10.3)."""
    entries = [
        f"<{code:04X}> <{utf_16_be_encode(glyph.text)[0].hex().upper()}>"
        for code, glyph in enumerate(file.codes, start=1)
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(entries), 100):
        chunk = entries[start : start + 100]
        lines += [f"{len(chunk)} beginbfchar", *chunk, "endbfchar"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode()
