"""Pictures whose data are cut, empty or garbled are found, however they are compressed; sound ones are not."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageDraw
from speed import first
from spoiling import paints, spoiled

from booklet.check.preflight.apart import check_apart
from booklet.check.preflight.check import examine
from booklet.check.preflight.hits import Hit
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.read.samples import PictureVerdict, Raster, Samples
from booklet.errors import Severity

SIZE = 320
ROWS = [bytes((x * y) % 251 for x in range(SIZE)) for y in range(SIZE)]


def photograph(kind: str, **options: object) -> bytes:
    """Return circles as an image file."""
    image = Image.new("L", (SIZE, SIZE), 255)
    draw = ImageDraw.Draw(image)
    for step in range(40):
        draw.ellipse((step * 7, step * 4, step * 7 + 60, step * 4 + 60), fill=(step * 37) % 256)
    written = BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def fax() -> bytes:
    """Return circles as a fax machine writes them."""
    with Image.open(BytesIO(photograph("PNG"))) as image:
        written = BytesIO()
        image.convert("1").save(written, "TIFF", compression="group4")
    with Image.open(BytesIO(written.getvalue())) as image:
        (start,), (length,) = image.tag_v2[273], image.tag_v2[279]  # type: ignore[attr-defined]
    return written.getvalue()[start : start + length]


def packed(rows: list[bytes]) -> bytes:
    return zlib.compress(b"".join(rows))


PREDICTED = Dictionary(Predictor=15, Columns=SIZE)
FAX = Dictionary(K=-1, Columns=SIZE, Rows=SIZE)
WRITTEN: dict[str, tuple[bytes, dict[str, object]]] = {
    "as it is": (b"".join(ROWS), {}),
    "Flate": (packed(ROWS), {"Filter": Name.FlateDecode}),
    "Flate with a predictor": (
        packed([b"\0" + row for row in ROWS]),
        {"Filter": Name.FlateDecode, "DecodeParms": PREDICTED},
    ),
    "hexadecimal": (b"".join(ROWS).hex().encode() + b">", {"Filter": Name.ASCIIHexDecode}),
    "JPEG": (photograph("JPEG"), {"Filter": Name.DCTDecode}),
    "progressive JPEG": (photograph("JPEG", progressive=True), {"Filter": Name.DCTDecode}),
    "JPEG in Flate": (zlib.compress(photograph("JPEG")), {"Filter": Array([Name.FlateDecode, Name.DCTDecode])}),
    "JPEG 2000": (photograph("JPEG2000"), {"Filter": Name.JPXDecode}),
    "fax": (fax(), {"Filter": Name.CCITTFaxDecode, "DecodeParms": FAX, "BitsPerComponent": 1}),
}


def put(picture: Stream, entries: Mapping[str, object]) -> None:
    """Say how a picture is written, by copies: what was put into one file cannot be put into another."""
    for key, value in entries.items():
        picture[f"/{key}"] = copy(value)


def with_picture(clean: bytes, written: bytes, entries: dict[str, object]) -> bytes:
    """Return a file with such a picture."""

    def own(pdf: Pdf) -> dict[str, object]:
        usual = {"Width": SIZE, "Height": SIZE, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
        picture = pdf.make_stream(written)
        picture.Type, picture.Subtype = Name.XObject, Name.Image
        put(picture, {**usual, **entries})
        return {"/own": picture}

    return spoiled(clean, paints("40 0 0 40 100 100 cm /own Do", XObject=own), compress_streams=False)


def found(clean: bytes, written: bytes, entries: dict[str, object]) -> list[Hit]:
    """Return the hits of pictures' data in a file with such a picture."""
    return of_pictures(examine(with_picture(clean, written, entries), Limits()).hits)


def of_pictures(hits: Iterable[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit.rule.code in {"picture-broken", "picture-unchecked"}]


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_sound_picture_is_not_hit(kind: str, clean: bytes) -> None:
    assert found(clean, *WRITTEN[kind]) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", first(1, ["fax", *(kind for kind in WRITTEN if kind != "fax")]))
def test_behind_the_walls_a_sound_picture_is_not_hit_and_a_cut_one_is(kind: str, clean: bytes, tmp_path: Path) -> None:
    written, entries = WRITTEN[kind]
    for length, codes in ((len(written), []), (len(written) // 2, ["picture-broken"])):
        path = tmp_path / f"{length}.pdf"
        path.write_bytes(with_picture(clean, written[:length], entries))
        hits = check_apart(path, Limits()).hits
        assert [hit.rule.code for hit in hits if hit.rule.code != "pdfx-4-unchecked"] == codes


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_picture_that_is_cut_is_refused_with_its_page_and_place(kind: str, clean: bytes) -> None:
    written, entries = WRITTEN[kind]
    (hit,) = found(clean, written[: len(written) // 2], entries)
    assert (hit.rule.code, hit.severity, hit.page) == ("picture-broken", Severity.ERROR, 1)
    assert hit.box_mm is not None and hit.box_mm[2:] == (14.1, 14.1)


@pytest.fixture(scope="module")
def judged() -> Iterator[Callable[..., PictureVerdict]]:
    """Return what is said of a picture's data."""
    with Pdf.new() as pdf:

        def verdict(written: bytes, entries: dict[str, object], raster: Raster | None = None) -> PictureVerdict:
            stream = pdf.make_stream(written)
            put(stream, entries)
            bits = int(str(entries.get("BitsPerComponent", 8)))
            return Samples().judge(stream, raster or Raster(SIZE, SIZE, 1, bits))

        yield verdict


COMPRESSED = [kind for kind in WRITTEN if kind not in {"as it is", "hexadecimal"}]


@pytest.mark.parametrize("kind", COMPRESSED)
def test_empty_data_and_noise_are_no_picture(kind: str, judged: Callable[..., PictureVerdict]) -> None:
    written, entries = WRITTEN[kind]
    dice = Random(14)
    assert judged(b"", entries).fault
    for _ in range(20):
        assert judged(dice.randbytes(len(written)), entries).fault


@pytest.mark.parametrize("kind", [kind for kind in COMPRESSED if kind != "JPEG 2000"])
def test_noise_in_the_middle_of_the_data_is_found(kind: str, judged: Callable[..., PictureVerdict]) -> None:
    written, entries = WRITTEN[kind]
    third = len(written) // 3
    dice = Random(14)
    for _ in range(20):
        assert judged(written[:third] + dice.randbytes(third) + written[2 * third :], entries).fault


@pytest.mark.parametrize("kind", WRITTEN)
def test_data_for_fewer_rows_than_the_file_says_are_found(kind: str, judged: Callable[..., PictureVerdict]) -> None:
    bits = 1 if kind == "fax" else 8
    assert judged(*WRITTEN[kind], Raster(SIZE, SIZE + 1, 1, bits)).fault
    assert judged(*WRITTEN[kind], Raster(SIZE, 0, 1, bits)).fault
    assert judged(*WRITTEN[kind], Raster(SIZE, 1 << 40, 1, bits)).fault or bits == 8


@pytest.mark.parametrize("kind", ["as it is", "Flate", "JPEG"])
def test_data_for_fewer_colours_than_the_file_says_are_found(kind: str, judged: Callable[..., PictureVerdict]) -> None:
    assert judged(*WRITTEN[kind], Raster(SIZE, SIZE, 3, 8)).fault


def test_what_nothing_here_decodes_is_not_checked(judged: Callable[..., PictureVerdict], clean: bytes) -> None:
    assert judged(b"\x97JB2", {"Filter": Name.JBIG2Decode}).unjudged
    assert judged(b"".join(ROWS), {}, Raster(SIZE, SIZE, None, 8)).unjudged
    (hit,) = found(clean, b"\x97JB2", {"Filter": Name.JBIG2Decode, "BitsPerComponent": 1})
    assert (hit.rule.code, hit.severity) == ("picture-unchecked", Severity.UNCHECKED)


@pytest.mark.slow
def test_a_mask_that_is_cut_is_found(clean: bytes) -> None:
    def own(pdf: Pdf) -> dict[str, object]:
        mask = pdf.make_stream(bytes(9), Type=Name.XObject, Subtype=Name.Image, Width=SIZE, Height=SIZE)
        mask.ColorSpace, mask.BitsPerComponent = Name.DeviceGray, 8
        picture = pdf.make_stream(b"".join(ROWS), Type=Name.XObject, Subtype=Name.Image, Width=SIZE, Height=SIZE)
        picture.ColorSpace, picture.BitsPerComponent, picture.SMask = Name.DeviceGray, 8, mask
        return {"/own": picture}

    file = spoiled(clean, paints("40 0 0 40 100 100 cm /own Do", XObject=own))
    hits = [hit for hit in examine(file, Limits()).hits if hit.rule.code == "picture-broken"]
    assert [hit.what for hit in hits] == [
        "a picture of 320 x 320 pixels: its mask: its data are cut: 9 of 102,400 bytes are there"
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("rows", "expected"), [(9, []), (5, ["picture-broken"])])
def test_a_picture_in_the_content_that_is_cut_is_found(rows: int, expected: list[str], clean: bytes) -> None:
    hexadecimal = "".join("80" * 9 for _ in range(rows)) + ">"
    inline = f"9 0 0 9 100 100 cm BI /W 9 /H 9 /CS /G /BPC 8 /F /AHx ID {hexadecimal} EI"
    hits = examine(spoiled(clean, paints(inline)), Limits()).hits
    assert [hit.rule.code for hit in hits if hit.rule.code.startswith("picture")] == expected
