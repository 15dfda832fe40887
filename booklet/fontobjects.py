"""Fonts as PDF objects: Type0 over CIDFontType2, with program, maps and widths (ISO 32000-2, 9.7)."""

from functools import lru_cache
from zlib import compress

from booklet.draw.codes import FontCodes
from booklet.draw.stream import LEVEL
from booklet.pdfobjects import Name, PdfFile, Ref, Value
from booklet.text.fontfile import FontFile, make_font_file


def write_font(pdf: PdfFile, codes: FontCodes) -> Ref:
    """Write a font: Type0 over CIDFontType2 with its program, map, widths and ToUnicode (9.7)."""
    file = make_font_file(codes.font, codes.codes)
    streams = _font_streams(file)
    flate: dict[str, Value] = {"Filter": Name("FlateDecode")}
    program = pdf.add_stream(streams[0], flate | {"Length1": len(file.program)})
    descriptor = pdf.add(_descriptor(file, program))
    descendant = pdf.add(
        {
            "Type": Name("Font"),
            "Subtype": Name("CIDFontType2"),
            "BaseFont": Name(file.name),
            "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
            "FontDescriptor": descriptor,
            "DW": 0,
            "W": [0, list(file.widths)],
            "CIDToGIDMap": pdf.add_stream(streams[1], flate),
        }
    )
    return pdf.add(
        {
            "Type": Name("Font"),
            "Subtype": Name("Type0"),
            "BaseFont": Name(file.name),
            "Encoding": Name("Identity-H"),
            "DescendantFonts": [descendant],
            "ToUnicode": pdf.add_stream(streams[2], flate),
        }
    )


@lru_cache(maxsize=256)
def _font_streams(file: FontFile) -> tuple[bytes, bytes, bytes]:
    """Return the compressed program, CID to glyph map, and ToUnicode map of a font."""
    to_glyph = b"".join(glyph.to_bytes(2, "big") for glyph in file.glyphs)
    return compress(file.program, LEVEL), compress(to_glyph, LEVEL), compress(to_unicode(file), LEVEL)


def _descriptor(file: FontFile, program: Ref) -> Value:
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
        "FontFile2": program,
    }


def to_unicode(file: FontFile) -> bytes:
    """Return the CMap that says which text each code stands for (9.10.3)."""
    entries = [
        f"<{code:04X}> <{glyph.text.encode('utf-16-be').hex().upper()}>"
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
