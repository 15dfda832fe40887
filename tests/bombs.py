"""Small files that ask for much: memory, time, depth, or for a library to say something."""

import struct
import zlib
from io import BytesIO


def deflated(unit: bytes, times: int, *, layers: int = 1) -> bytes:
    """Return a unit, repeated and compressed without ever being held as a whole."""
    squeezed = zlib.compressobj(9)
    chunk = unit * max(1, (1 << 20) // len(unit))
    parts = [squeezed.compress(chunk) for _ in range(times * len(unit) // len(chunk) + 1)]
    packed = b"".join(parts) + squeezed.flush()
    for _ in range(layers - 1):
        packed = zlib.compress(packed, 9)
    return packed


def by_hand(objects: dict[int, bytes]) -> bytes:
    """Return a file of objects as they are written, with a table of where they are."""
    written, places = BytesIO(), {}
    written.write(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")
    for number, content in objects.items():
        places[number] = written.tell()
        written.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = written.tell()
    size = max(objects) + 1
    written.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        known = number in places
        written.write(b"%010d %05d %s \n" % (places.get(number, 0), 0 if known else 65535, b"n" if known else b"f"))
    written.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start))
    return written.getvalue()


def stream(entries: bytes, content: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
BOX = b"/MediaBox [0 0 300 400]"


def of_page(page: bytes, more: dict[int, bytes]) -> bytes:
    """Return a file of one page with these entries."""
    return by_hand(
        {
            1: CATALOG,
            2: PAGES,
            3: b"<< /Type /Page /Parent 2 0 R %s >>" % (page if b"/MediaBox" in page else BOX + page),
            **more,
        }
    )


def of_catalog(entries: bytes, fourth: bytes) -> bytes:
    """Return a file of one page whose catalogue has these entries."""
    page = b"<< /Type /Page /Parent 2 0 R %s >>" % BOX
    return by_hand({1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % entries, 2: PAGES, 3: page, 4: fourth})


def content(entries: bytes, packed: bytes) -> bytes:
    return of_page(b"/Contents 4 0 R", {4: stream(entries, packed)})


def picture(entries: bytes, packed: bytes) -> bytes:
    """Return a file that shows a picture."""
    shown = stream(b"", b"q 200 0 0 200 50 50 cm /I Do Q")
    image = stream(b"/Type /XObject /Subtype /Image %s" % entries, packed)
    return of_page(b"/Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >>", {4: shown, 5: image})


def font(entries: bytes, more: dict[int, bytes]) -> bytes:
    """Return a file that shows a word in a font."""
    shown = stream(b"", b"BT /F 12 Tf 50 50 Td <00410042> Tj ET")
    resources = b"/Contents 4 0 R /Resources << /Font << /F 5 0 R >> >>"
    return of_page(resources, {4: shown, 5: b"<< /Type /Font %s >>" % entries, **more})


def objects_in_a_stream(times: int) -> bytes:
    """Return a file one of whose objects is an array of so many numbers, in a compressed object stream."""
    plain = of_page(b"", {})
    at = plain.index(b"xref")
    squeezed = zlib.compressobj(9)
    parts = [squeezed.compress(b"6 0  [")]
    parts += [squeezed.compress(b"0 " * (1 << 19)) for _ in range(times >> 19)]
    packed = b"".join(parts) + squeezed.compress(b"]") + squeezed.flush()
    holder = b"5 0 obj\n%s\nendobj\n" % stream(b"/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode", packed)
    places = [(1, plain.index(b"%d 0 obj" % number), 0) for number in (1, 2, 3)]
    rows = [(0, 0, 65535), *places, (0, 0, 0), (1, at, 0), (2, 5, 0), (1, at + len(holder), 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    cross = b"7 0 obj\n%s\nendobj\n" % stream(b"/Type /XRef /Size 8 /W [1 4 2] /Root 1 0 R /Info 6 0 R", table)
    return plain[:at] + holder + cross + b"startxref\n%d\n%%%%EOF\n" % (at + len(holder))


def jpx(width: int, height: int) -> bytes:
    """Return a JPEG 2000 file that says it is so large, and stops after its header (ISO 15444-1, A.5.1 and annex I)."""
    size = struct.pack(">HHIIIIIIIIH", 47, 0, width, height, 0, 0, width, height, 0, 0, 3) + b"\x07\x01\x01" * 3
    code = b"\xff\x4f\xff\x51" + size + b"\xff\x52\x00\x0c\x00\x00\x00\x01\x00\x05\x04\x04\x00\x01\xff\xd9"
    header = box(b"ihdr", struct.pack(">IIHBBBB", height, width, 3, 7, 7, 0, 0)) + box(b"colr", b"\1\0\0\0\0\0\x10")
    kind = box(b"jP  ", b"\r\n\x87\n") + box(b"ftyp", b"jp2 \0\0\0\0jp2 ")
    return kind + box(b"jp2h", header) + box(b"jp2c", code)


def box(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held) + 8) + kind + held


def jbig2(width: int, height: int) -> bytes:
    """Return the segment that opens a JBIG2 page of a size (ITU-T T.88, 7.4.8)."""
    return struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)


def see_through(times: int) -> bytes:
    """Return a file of a poster that is painted over as a whole so often, each time seen through and blended."""
    resources = b"/Resources << /ExtGState << /G << /ca 0.5 /BM /Luminosity >> >> >>"
    fields = stream(b"/Filter /FlateDecode", deflated(b"0 0 1684 2384 re f ", times))
    start = stream(b"", b"/G gs 0.1 0.2 0.3 0.4 k ")
    return of_page(b"/MediaBox [0 0 1684 2384] /Contents [4 0 R 5 0 R] " + resources, {4: start, 5: fields})


def deep_pages(depth: int) -> bytes:
    """Return a file whose page hangs on a chain of nodes."""
    nodes = {number: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1) for number in range(2, depth)}
    return by_hand({1: CATALOG, **nodes, depth: b"<< /Type /Page /Parent %d 0 R %s >>" % (depth - 1, BOX)})


LAUGHS = b"<!DOCTYPE x [<!ENTITY a '" + b"ha" * 500 + b"'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (98 + step, b"&%c;" % (97 + step) * 10) for step in range(10)
) + b"]><x>&k;</x>"  # fmt: skip

BOMBS = {
    "content that inflates twice": lambda: content(
        b"/Filter [/FlateDecode /FlateDecode]", deflated(b"0 0 m ", 200_000_000, layers=2)
    ),
    "content of a million operators": lambda: content(b"/Filter /FlateDecode", deflated(b"q Q ", 3_900_000)),
    "a predictor of enormous rows": lambda: content(
        b"/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 2147483647 /Colors 32 /BitsPerComponent 16 >>",
        deflated(b"\0", 1_000_000),
    ),
    "an array of hundred million numbers in an object stream": lambda: objects_in_a_stream(100_000_000),
    "arrays in arrays in arrays": lambda: of_page(b"/Annots " + b"[" * 500_000 + b"]" * 500_000, {}),
    "arrays without end": lambda: of_page(b"/Annots " + b"[" * 500_000, {}),
    "operands in arrays in arrays": lambda: content(b"/Filter /FlateDecode", deflated(b"[", 5_000_000)),
    "a string without end": lambda: content(b"/Filter /FlateDecode", deflated(b"(", 5_000_000)),
    "a chain of page nodes": lambda: deep_pages(30_000),
    "pages that are their own parents": lambda: by_hand(
        {1: CATALOG, 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>"}
    ),
    "a table of two thousand million objects": lambda: of_page(b"", {}).replace(b"0 4\n", b"0 2147483647\n"),
    "widths of all codes there are": lambda: font(
        b"/Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R",
        {
            6: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [0 2147483647 500] /CIDSystemInfo << >> >>",
            7: stream(b"", b"1 begincodespacerange <00000000> <ffffffff> endcodespacerange "
                           b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange"),
        },
    ),
    "a simple font of all codes there are": lambda: font(
        b"/Subtype /Type1 /BaseFont /X /FirstChar -2147483648 /LastChar 2147483647 /Widths [1] "
        b"/Encoding << /Differences [-5 /a 99999999999999 /b] >>", {}
    ),
    "metadata that laugh": lambda: of_catalog(
        b"/Metadata 4 0 R", stream(b"/Type /Metadata /Subtype /XML", LAUGHS)
    ),
    "a profile of noise": lambda: of_catalog(
        b"/OutputIntents [<< /S /GTS_PDFX /DestOutputProfile 4 0 R >>]",
        stream(b"/N 4", b"\0\0\xff\xff" + b"\xff" * 12 + b"CMYKLab " + b"\xff" * 12 + b"acsp" + b"\xff" * 400),
    ),
    "a picture of noise that is thousand million pixels wide": lambda: picture(
        b"/Width 1000000000 /Height 1000000000 /BitsPerComponent 16 /ColorSpace /DeviceCMYK /Filter /FlateDecode",
        deflated(b"\xff", 100_000_000),
    ),
    "JPEG 2000 of enormous size": lambda: picture(
        b"/Width 60000 /Height 60000 /ColorSpace /DeviceRGB /Filter /JPXDecode", jpx(2**31 - 1, 2**31 - 1)
    ),
    "JBIG2 of enormous size": lambda: picture(
        b"/Width 2147483647 /Height 2147483647 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /JBIG2Decode",
        jbig2(2**31 - 1, 2**31 - 1),
    ),
}  # fmt: skip
