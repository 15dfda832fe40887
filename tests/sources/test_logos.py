"""A logo as PNG or PDF is taken over as shapes and pixels in the colours of an edition; nothing else gets in."""

import sys
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path
from struct import pack

import bombs
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms
from projects import OWN, codes, lay, only

from booklet.art.imported import LOOKS, Content, Imported
from booklet.errors import Finding, SourceError
from booklet.geometry import Rect, Size, mm
from booklet.look.brand import LOGO, Brand
from booklet.look.layout import Fonts
from booklet.make.build import check, open_sources
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.pdf.draw.imported import write_imported
from booklet.pdf.objects import Name, PdfFile, Value
from booklet.pdfnumbers import numbers
from booklet.sources.art import LARGEST_PDF, LARGEST_PICTURE, ArtFolder
from booklet.sources.brand import read_brand
from booklet.sources.colours import PROFILE, lightness, operators
from booklet.sources.folders import Folders
from booklet.sources.layouts import read_theme
from booklet.sources.logoapart import read_pdf_apart
from booklet.sources.pdflogo import read_pdf
from booklet.sources.pixels import MOST_PIXELS, read_pixels
from booklet.typeset.branding import find_coarse_logo
from booklet.typeset.placed import ArtAt

THEME = read_theme(OWN / "layouts/theme.yaml", "layouts/theme.yaml", Fonts({}, {}, ()), [])

FOGRA39 = OWN / PROFILE

RED, BLUE, WHITE = (200, 20, 60), (0, 90, 200), (255, 255, 255)


def png(image: Image.Image, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, "PNG", **options)
    return file.getvalue()


def two_colours(mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image.convert(mode)


def pdf(content: bytes, resources: str = "", page: str = "", catalog: str = "", box: str = "0 0 40 20") -> bytes:
    """Return a PDF of one page; dictionaries are given in PDF syntax."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(40, 20))
    found = document.pages[0].obj
    found.MediaBox = pikepdf.Object.parse(f"[{box}]".encode())
    found.Contents = document.make_stream(content)
    found.Resources = pikepdf.Object.parse(f"<<{resources}>>".encode())
    for target, entries in ((found, page), (document.Root, catalog)):
        for key, value in pikepdf.Object.parse(f"<<{entries}>>".encode()).items():
            target[key] = value
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def drawn(logo: Imported, look: str) -> Image.Image:
    """Return what a reader that is not ours shows of a logo: a pixel a unit, on white."""
    file = PdfFile("1.7")
    root, pages, page = file.reserve(), file.reserve(), file.reserve()
    name = write_imported(file, logo, look)
    content = file.add_stream(b"q %d 0 0 %d 0 0 cm /Logo Do Q" % (logo.width, logo.height), {})
    file.write(root, {"Type": Name("Catalog"), "Pages": pages})
    file.write(pages, {"Type": Name("Pages"), "Kids": [page], "Count": 1})
    resources = {"XObject": {"Logo": name}}
    box = [0, 0, logo.width, logo.height]
    head: dict[str, Value] = {"Type": Name("Page"), "Parent": pages}
    file.write(page, {**head, "MediaBox": box, "Contents": content, "Resources": resources})
    with pypdfium2.PdfDocument(file.join(root, file.add({}))) as document:
        picture: Image.Image = document[0].render().to_pil()
        return picture.convert("RGB")


def shown(logo: Imported, look: str, x: int, y: int) -> tuple[int, ...]:
    colour = drawn(logo, look).getpixel((x, y))
    assert isinstance(colour, tuple)
    return colour


def is_near(colour: tuple[int, ...], other: tuple[int, ...], within: int = 3) -> bool:
    return all(abs(first - second) <= within for first, second in zip(colour, other, strict=True))


def refused(data: bytes, kind: str = "pdf") -> list[Finding]:
    with pytest.raises(SourceError) as stopped:
        (read_pdf if kind == "pdf" else read_pixels)(data, f"logo.{kind}", FOGRA39)
    assert all(finding.where.file == f"logo.{kind}" and finding.hint for finding in stopped.value.findings)
    return list(stopped.value.findings)


# PNG


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_a_png_looks_the_same_on_a_screen_and_has_process_inks_for_a_press(mode: str) -> None:
    logo = read_pixels(png(two_colours().quantize(2) if mode == "P" else two_colours(mode)), "logo.png", FOGRA39)
    assert (logo.width, logo.height, logo.is_pixels) == (40, 20, True)
    assert is_near(shown(logo, "screen", 5, 10), RED) and is_near(shown(logo, "screen", 35, 10), BLUE)
    spaces = {look: [picture.space for picture in content.pictures] for look, content in logo.contents.items()}
    assert spaces == {"press": ["DeviceCMYK"], "screen": ["DeviceRGB"], "grey": ["DeviceGray"]}
    assert shown(logo, "grey", 5, 10)[0] == pytest.approx(255 * lightness(tuple(part / 255 for part in RED)), abs=2)
    inks = zlib.decompress(logo.contents["press"].pictures[0].data)[:4]
    assert sum(inks) <= 3.0 * 255 and inks[0] < inks[1]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "I;16"])
def test_a_grey_png_is_black_alone_in_both(mode: str) -> None:
    grey = Image.linear_gradient("L").resize((40, 20))
    image = (
        grey.point([value * 256 for value in range(256)], "I").convert("I;16") if mode == "I;16" else grey.convert(mode)
    )
    logo = read_pixels(png(image), "logo.png", FOGRA39)
    assert {picture.space for content in logo.contents.values() for picture in content.pictures} == {"DeviceGray"}
    assert shown(logo, "press", 20, 1)[0] < 60 < 200 < shown(logo, "press", 20, 18)[0]


def test_what_is_transparent_is_white_as_its_plate() -> None:
    image = two_colours("RGBA")
    image.paste((0, 0, 0, 0), (0, 0, 20, 20))
    logo = read_pixels(png(image), "logo.png", FOGRA39)
    for look in ("press", "screen"):
        assert is_near(shown(logo, look, 5, 10), WHITE)
    assert b"SMask" not in repr(logo.contents).encode()


def test_a_profile_in_a_png_is_looked_at() -> None:
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    logo = read_pixels(png(two_colours(), icc_profile=swapped), "logo.png", FOGRA39)
    assert is_near(shown(logo, "screen", 5, 10), RED)
    assert codes(refused(png(two_colours(), icc_profile=b"no profile at all"), "png")) == ["logo-unreadable"]


def bomb(width: int, height: int) -> bytes:
    """Return a PNG that says it is large, of a few bytes."""
    small = png(Image.new("L", (1, 1)))
    return small[:16] + width.to_bytes(4) + height.to_bytes(4) + small[24:]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "logo-unreadable"),
        (b"<svg/>", "logo-unreadable"),
        (png(two_colours())[:60], "logo-unreadable"),
        (png(two_colours())[:40] + b"\0" * 40, "logo-unreadable"),
        (bomb(100_000, 100_000), "logo-too-large"),
        (bomb(2**31 - 1, 2**31 - 1), "logo-too-large"),
        (bomb(0, 9), "logo-too-large"),
        (bomb(MOST_PIXELS, 2), "logo-too-large"),
        (bomb(1000, 1000), "logo-unreadable"),
        (png(Image.new("RGBA", (9, 9), (255, 255, 255, 255))), "logo-invisible"),
        (png(Image.new("RGBA", (9, 9), (0, 0, 0, 0))), "logo-invisible"),
        (png(Image.new("RGBA", (9, 9), (0, 0, 0, 3))), "logo-invisible"),
        (png(Image.new("L", (1, 1))), "logo-too-small"),
        (png(Image.new("L", (400, 1))), "logo-too-small"),
    ],
)
def test_a_png_that_is_none_or_too_large_or_white_is_refused(data: bytes, code: str) -> None:
    assert codes(refused(data, "png")) == [code]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "picture-unreadable"),
        (bomb(MOST_PIXELS, 2), "picture-too-large"),
        (png(Image.new("L", (1, 1))), "picture-too-small"),
        (png(Image.new("RGB", (9, 9), WHITE)), "picture-invisible"),
    ],
)
def test_a_picture_of_a_page_is_refused_as_one(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as stopped:
        read_pixels(data, "layouts/art/house.png", FOGRA39)
    assert codes(list(stopped.value.findings)) == [code]


def packed(kind: int, depth: int, rows: bytes, interlaced: bool = False) -> bytes:
    """Return a PNG of 40 x 20 pixels that was packed by hand."""
    head = pack(">IIBBBBB", 40, 20, depth, kind, 0, 0, interlaced)
    chunks = ((b"IHDR", head), (b"PLTE", bytes(range(96))), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    kept = (chunk for chunk in chunks if kind == 3 or chunk[0] != b"PLTE")
    parts = (pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data)) for name, data in kept)
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("kind", "depth", "row"), [(0, 1, 5), (0, 8, 40), (0, 16, 80), (2, 8, 120), (3, 4, 20), (4, 8, 80), (6, 8, 160)]
)
def test_a_png_that_lacks_rows_is_refused_before_they_are_printed_black(kind: int, depth: int, row: int) -> None:
    rows = (b"\0" + b"\x55" * row) * 20
    assert read_pixels(packed(kind, depth, rows), "logo.png", FOGRA39).height == 20
    for short in (rows[: 10 * (row + 1)], rows[: 19 * (row + 1)], rows[:-1]):
        told = refused(packed(kind, depth, short), "png")
        assert codes(told) == ["logo-unreadable"]


def test_an_interlaced_png_that_lacks_rows_is_refused() -> None:
    sizes = [(5, 3), (5, 3), (10, 2), (10, 5), (20, 5), (20, 10), (40, 10)]
    rows = b"".join((b"\0" + b"\x55" * columns) * count for columns, count in sizes)
    assert read_pixels(packed(0, 8, rows, interlaced=True), "logo.png", FOGRA39).width == 40
    assert codes(refused(packed(0, 8, rows[:-41], interlaced=True), "png")) == ["logo-unreadable"]


def test_a_jpeg_inside_of_a_png_is_refused() -> None:
    file = BytesIO()
    two_colours().save(file, "JPEG")
    whole = png(two_colours())
    for data in (whole[:33] + file.getvalue(), whole[:41] + file.getvalue() + whole[41:]):
        assert codes(refused(data, "png")) == ["logo-unreadable"]


def jpeg(image: Image.Image, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, "JPEG", quality=95, **options)
    return file.getvalue()


def test_a_jpeg_is_read_with_its_colours_and_the_way_it_was_held() -> None:
    logo = read_pixels(jpeg(two_colours(size=(80, 40))), "logo.jpg", FOGRA39)
    assert is_near(shown(logo, "screen", 10, 20), RED, 6) and is_near(shown(logo, "screen", 70, 20), BLUE, 6)
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: the right edge is below
    turned = read_pixels(jpeg(two_colours(size=(80, 40)), exif=exif), "logo.jpg", FOGRA39)
    assert (turned.width, turned.height) == (40, 80)
    assert is_near(shown(turned, "screen", 20, 10), RED, 6)
    assert codes(refused(jpeg(two_colours(size=(80, 40)))[:-200], "png")) == ["logo-unreadable"]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize(
    "notes", [b"junk", b"II*\0\x08\0\0\0\xff\xff", b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x02\0\0\0\x05abcd"]
)
def test_a_picture_with_damaged_notes_of_a_camera_stands_as_it_is(kind: str, notes: bytes) -> None:
    file = BytesIO()
    two_colours(size=(80, 40)).save(file, kind, exif=notes if kind == "PNG" else b"Exif\0\0" + notes)
    found = read_pixels(file.getvalue(), "logo.jpg", FOGRA39)
    assert (found.width, found.height) == (80, 40)


@pytest.mark.parametrize("profile", [b"", FOGRA39.read_bytes()])
def test_a_jpeg_in_process_inks_is_read_by_its_profile_or_that_of_our_press(profile: bytes) -> None:
    options = {"icc_profile": profile} if profile else {}
    logo = read_pixels(jpeg(Image.new("CMYK", (40, 20), (0, 166, 140, 0)), **options), "logo.jpg", FOGRA39)
    assert is_near(shown(logo, "screen", 20, 10), on_screen(CORAL), 12)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_of_any_size_is_scaled_to_what_paper_shows_and_that_is_said(kind: str) -> None:
    file = BytesIO()
    two_colours(size=(6000, 1500)).save(file, kind)
    logo = read_pixels(file.getvalue(), "logo.png", FOGRA39)
    assert (logo.width, logo.height) == (2000, 500)
    assert logo.changes == ("of 6000 x 1500 pixels 2000 x 500 are printed, all that paper shows",)
    assert len(logo.contents["press"].pictures[0].data) < 1_000_000
    assert is_near(shown(logo, "screen", 500, 250), RED, 6)


def test_a_logo_of_few_pixels_is_told_with_those_it_needs() -> None:
    items = (ArtAt(LOGO, Rect(0, 0, mm(30), mm(10))),)
    brand = Brand(logo=Size(150, 50), has_pixels=True)
    found = only(find_coarse_logo(items, brand))
    assert (found.code, found.severity.value, found.where.file) == ("logo-coarse", "warning", "layouts/art/logo")
    assert "127 dpi" in found.message and "355 pixels" in found.hint
    assert list(find_coarse_logo(items, Brand(logo=Size(355, 118), has_pixels=True))) == []
    assert list(find_coarse_logo(items, Brand(logo=Size(150, 50)))) == []


# PDF

SQUARES = b"0 0.65 0.55 0 k 0 0 20 20 re f 0.7 0.2 0 0 k 20 0 20 20 re f"

CORAL, SKY = (0, 0.65, 0.55, 0), (0.7, 0.2, 0, 0)


def on_screen(inks: tuple[float, ...]) -> tuple[int, ...]:
    """Return the colour of a screen that the profile makes of inks."""
    return tuple(round(255 * float(part)) for part in operators(inks, FOGRA39)["screen"].split()[:3])


def test_the_shapes_of_a_pdf_are_written_anew_in_the_colours_of_each_edition() -> None:
    logo = read_pdf(pdf(SQUARES), "logo.pdf", FOGRA39)
    assert (logo.width, logo.height, logo.is_pixels) == (40, 20, False)
    assert is_near(shown(logo, "screen", 5, 10), on_screen(CORAL))
    assert is_near(shown(logo, "screen", 35, 10), on_screen(SKY))
    press = logo.contents["press"].code
    assert b" k\n" in press and b"rg" not in press
    assert b" k\n" not in logo.contents["screen"].code


@pytest.mark.slow
def test_a_pdf_reads_the_same_in_a_process_of_its_own() -> None:
    for file in (pdf(SQUARES), with_form(b"0.5 g 0 0 99 99 re f", FORM)):
        here, apart = read_pdf(file, "logo.pdf", FOGRA39), read_pdf_apart(file, "logo.pdf", FOGRA39)
        assert (apart.width, apart.height, apart.is_pixels) == (here.width, here.height, here.is_pixels)
        assert all(vars_of(apart.contents[look]) == vars_of(here.contents[look]) for look in LOOKS)


def vars_of(content: Content) -> object:
    return content.code, [(one.width, one.height, one.space, one.data) for one in content.pictures]


@pytest.mark.slow
def test_a_pdf_that_is_refused_is_refused_apart_with_the_same_words() -> None:
    for file in (b"%PDF-1.4", pdf(SQUARES, catalog="/OpenAction <</S /JavaScript>>"), pdf(b"1 0 0 rg f"), pdf(b"")):
        with pytest.raises(SourceError) as here:
            read_pdf(file, "logo.pdf", FOGRA39)
        with pytest.raises(SourceError) as apart:
            read_pdf_apart(file, "logo.pdf", FOGRA39)
        assert apart.value.findings == here.value.findings


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of memory for one process")
def test_a_pdf_that_would_take_the_memory_of_the_machine_is_refused() -> None:
    bomb = bombs.content(b"/Filter /FlateDecode", bombs.deflated(b"q Q ", 15_000_000))
    assert len(bomb) < 100_000
    with pytest.raises(SourceError) as caught:
        read_pdf_apart(bomb, "logo.pdf", FOGRA39)
    assert {finding.code for finding in caught.value.findings} <= {"logo-unreadable", "logo-too-large"}


def test_inks_of_a_pdf_stay_inks_for_a_press() -> None:
    logo = read_pdf(pdf(b"0 .65 .55 0 k 0 0 40 20 re f"), "logo.pdf", FOGRA39)
    assert b"0 0.65 0.55 0 k" in logo.contents["press"].code
    coral = tuple(round(255 * part) for part in THEME.inks["coral"].srgb)
    assert is_near(shown(logo, "screen", 5, 10), coral)


@pytest.mark.parametrize(
    ("content", "resources"),
    [
        (b"0.5 g", ""),
        (b"/DeviceGray cs 0.5 sc", ""),
        (b"/Grey cs 0.5 scn", "/ColorSpace <</Grey /DeviceGray>>"),
        (b"/Grey cs 0.5 scn", "/ColorSpace <</Grey [/CalGray <</WhitePoint [1 1 1]>>]>>"),
    ],
)
def test_grey_is_black_alone_in_every_edition(content: bytes, resources: str) -> None:
    logo = read_pdf(pdf(content + b" 0 0 40 20 re f", resources), "logo.pdf", FOGRA39)
    assert logo.contents["press"].code == logo.contents["screen"].code
    assert b"0.5 g" in logo.contents["press"].code and b" k" not in logo.contents["press"].code


def test_a_colour_space_begins_with_black() -> None:
    logo = read_pdf(pdf(b"0 0 0 0 k /DeviceCMYK cs 0 0 40 20 re f"), "logo.pdf", FOGRA39)
    assert logo.contents["press"].code.split(b"\n")[-3:] == [b"0 0 0 1 k", b"0 0 40 20 re", b"f"]


def test_the_inks_of_the_theme_are_what_the_profile_makes_of_them() -> None:
    for ink in THEME.inks.values():
        red, green, blue = (float(part) for part in operators(ink.cmyk, FOGRA39)["screen"].split()[:3])
        assert all(abs(a - b) <= 0.02 for a, b in zip((red, green, blue), ink.srgb, strict=True)), ink.name


SPOT = "[/Separation /Red /DeviceCMYK <</FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 1 0] /N 1>>]"


@pytest.mark.parametrize(
    ("content", "resources", "said"),
    [
        (b"1 0 0 rg 0 0 9 9 re f", "", "RGB colours"),
        (b"0 0 0 RG 0 0 9 9 re S", "", "RGB colours"),
        (b"/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f", "", "RGB colours"),
        (b"/C cs 1 0 0 sc 0 0 9 9 re f", "/ColorSpace <</C [/CalRGB <<>>]>>", "RGB colours"),
        (b"/C cs 1 scn 0 0 9 9 re f", f"/ColorSpace <</C {SPOT}>>", "a spot colour"),
        (b"/C cs 1 scn 0 0 9 9 re f", "/ColorSpace <</C [/DeviceN [/A /B] /DeviceCMYK <<>>]>>", "spot colours"),
        (b"/Pattern cs /P scn 0 0 9 9 re f", "", "a pattern or a gradient"),
        (b"/C cs 1 scn 0 0 9 9 re f", "/ColorSpace <</C [/Indexed /DeviceCMYK 1 <00>]>>", "the colour space Indexed"),
    ],
)
def test_a_colour_that_is_neither_grey_nor_cmyk_is_named_once_with_what_to_give_instead(
    content: bytes, resources: str, said: str
) -> None:
    found = only(refused(pdf(content + b" " + content, resources)))
    assert (found.code, found.message) == ("logo-unsupported", f"the logo holds {said}")
    assert found.hint.startswith("give SVG or PNG instead")


def test_all_that_a_logo_must_not_hold_is_told_at_once() -> None:
    content = b"1 0 0 rg /Pattern cs BT (a) Tj ET /S sh xx yy zz f"
    message = only(refused(pdf(content))).message
    assert message == (
        "the logo holds RGB colours, a pattern or a gradient, text in a font, a gradient, the operator xx and more"
    )


def test_the_page_of_a_viewer_is_the_logo_and_nothing_shows_beside_it() -> None:
    content = b"0.5 g -100 -100 500 500 re f"
    logo = read_pdf(pdf(content, page="/CropBox [10 5 30 15]"), "logo.pdf", FOGRA39)
    assert (logo.width, logo.height) == (20, 10)
    assert b"10 5 20 10 re W n" in logo.contents["press"].code


def with_form(form: bytes, entries: str) -> bytes:
    document = pikepdf.open(BytesIO(pdf(b"q 1 0 0 1 20 0 cm /F Do Q /F Do")))
    stream = document.make_stream(form)
    for key, value in pikepdf.Object.parse(f"<<{entries}>>".encode()).items():
        stream[key] = value
    document.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=document.make_indirect(stream)))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


FORM = "/Type /XObject /Subtype /Form /BBox [0 0 10 10] /Group <</S /Transparency /CS /DeviceRGB>>"


def test_a_form_is_taken_over_in_its_place() -> None:
    logo = read_pdf(with_form(b"0 1 1 0 k 0 0 99 99 re f", FORM), "logo.pdf", FOGRA39)
    places = {(x, y): shown(logo, "screen", x, y)[1] < 50 for x in (5, 15, 25, 35) for y in (5, 15)}
    assert {place for place, is_red in places.items() if is_red} == {(5, 15), (25, 15)}


def test_a_picture_in_a_pdf_is_refused() -> None:
    entries = "/Type /XObject /Subtype /Image /Width 2 /Height 1 /ColorSpace /DeviceCMYK /BitsPerComponent 8"
    assert only(refused(with_form(bytes(8), entries))).message == "the logo holds a picture"


@pytest.mark.parametrize(
    ("content", "resources", "page", "catalog", "said"),
    [
        (b"BT /F 9 Tf (a) Tj ET", "/Font <</F <</Type /Font>>>>", "", "", "text in a font"),
        (b"/S sh", "", "", "", "gradient"),
        (b"/P gs 0 0 9 9 re f", "/ExtGState <</P <</ca 0.5>>>>", "", "", "transparent"),
        (b"/P gs 0 0 9 9 re f", "/ExtGState <</P <</BM /Multiply>>>>", "", "", "transparent"),
        (b"/P gs 0 0 9 9 re f", "/ExtGState <</P <</SMask <</S /Alpha>>>>>>", "", "", "transparent"),
        (b"/P gs 0 0 9 9 re f", "/ExtGState <</P <</Font [1 2]>>>>", "", "", "/Font"),
        (b"/C cs /P scn 0 0 9 9 re f", "", "", "", "name for nothing"),
        (b"BI /W 1 /H 1 /BPC 8 /CS /G ID a EI", "", "", "", "a picture"),
        (b"1e9 0 0 1 0 0 cm 0 0 9 9 re f", "", "", "", "no sense"),
        (b"1 0 cm 0 0 9 9 re f", "", "", "", "no sense"),
        (b"/X Do", "", "", "", "name for nothing"),
        (b"0 0 9 9 re zz f", "", "", "", "operator zz"),
        (b"/Lab cs 0 0 0 scn f", "/ColorSpace <</Lab [/Lab <</WhitePoint [1 1 1]>>]>>", "", "", "Lab"),
        (b"/OC /L BDC 0 0 9 9 re f EMC", "", "", "/OCProperties <</D <</OFF [1]>>>>", "hidden"),
        (SQUARES, "", "/Annots [<</Subtype /Link>>]", "", "/Annots"),
        (SQUARES, "", "/AA <</O <</S /JavaScript /JS (a)>>>>", "", "/AA"),
        (SQUARES, "", "/Rotate 90", "", "turned"),
        (SQUARES, "", "", "/OpenAction <</S /JavaScript /JS (a)>>", "/OpenAction"),
        (SQUARES, "", "", "/Names <</JavaScript <<>>>>", "/Names"),
        (SQUARES, "", "", "/Names <</EmbeddedFiles <<>>>>", "/Names"),
        (SQUARES, "", "", "/AcroForm <<>>", "/AcroForm"),
        (b"", "", "", "", "nothing"),
    ],
)
def test_what_a_logo_must_not_hold_is_refused(
    content: bytes, resources: str, page: str, catalog: str, said: str
) -> None:
    findings = refused(pdf(content, resources, page, catalog))
    assert set(codes(findings)) <= {"logo-unsupported", "logo-unreadable"}
    assert said in " ".join(map(str, findings))


def test_what_programs_write_and_nobody_sees_is_passed_over() -> None:
    content = b"/P gs BT /F 9 Tf 1 0 0 1 0 0 Tm ET /Span <</A 1>> BDC /OC /L BDC " + SQUARES + b" EMC EMC q q"
    resources = "/ExtGState <</P <</ca 1 /CA 1.0 /BM /Normal /SMask /None /OP true>>>>"
    catalog = "/OpenAction [0 /Fit] /OCProperties <</D <</ON []>>>>"
    logo = read_pdf(pdf(content, resources, "/Group <</S /Transparency>>", catalog), "logo.pdf", FOGRA39)
    assert is_near(shown(logo, "screen", 5, 10), on_screen(CORAL))
    code = logo.contents["press"].code.split()
    assert code.count(b"q") == code.count(b"Q")


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7\n", b"<svg/>", pdf(b"<" * 9000), pdf(SQUARES)[:99]],
    ids=["nothing", "a head", "a drawing", "a letter 9,000 times", "a beginning"],  # a file has another id each time
)
def test_a_damaged_pdf_is_told_and_not_read(data: bytes) -> None:
    assert set(codes(refused(data))) <= {"logo-unreadable", "logo-unsupported"}


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=9), st.sampled_from("pf"))
def test_whatever_happened_to_a_file_is_told_and_nothing_else_happens(spoilt: list[tuple[int, int]], kind: str) -> None:
    data = bytearray(pdf(SQUARES) if kind == "f" else png(two_colours("RGBA")))
    for place, byte in spoilt:
        data[place % len(data)] = byte
    try:
        logo = (read_pdf if kind == "f" else read_pixels)(bytes(data), "logo", FOGRA39)
    except SourceError as error:
        assert all(finding.code.startswith("logo-") for finding in error.findings)
    else:
        assert logo.width > 0 < logo.height


def test_a_locked_pdf_is_told() -> None:
    document = pikepdf.open(BytesIO(pdf(SQUARES)))
    file = BytesIO()
    document.save(file, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert codes(refused(file.getvalue())) == ["logo-unreadable"]


@pytest.mark.slow
def test_a_stream_that_unpacks_to_far_more_than_a_logo_is_not_unpacked() -> None:
    document = pikepdf.open(BytesIO(pdf(SQUARES)))
    packed = zlib.compress(b" " * 200_000_000, 9)
    document.pages[0].obj.Contents = pikepdf.Stream(document, packed, Filter=pikepdf.Name.FlateDecode)
    file = BytesIO()
    document.save(file, recompress_flate=False)
    assert len(file.getvalue()) < LARGEST_PDF
    before = pikepdf.settings.get_qpdf_limits()
    assert codes(refused(file.getvalue())) == ["logo-unreadable"]
    assert pikepdf.settings.get_qpdf_limits() == before


def test_forms_that_hold_themselves_have_an_end() -> None:
    document = pikepdf.open(BytesIO(with_form(b"/F Do", FORM)))
    form = document.pages[0].obj.Resources.XObject.F
    form.Resources = document.pages[0].obj.Resources
    file = BytesIO()
    document.save(file)
    assert "forms in forms" in " ".join(map(str, refused(file.getvalue())))


# In a project


def read(folder: Path, files: dict[str, bytes | str]) -> tuple[Brand, list[Finding], ArtFolder]:
    findings: list[Finding] = []
    folders = Folders(OWN, lay(folder, {"brand.yaml": "name: A\n", **files}))
    art = ArtFolder(folders, THEME)
    return read_brand(folders, art, THEME.accents, findings), findings, art


def test_a_logo_of_each_kind_is_found_by_its_name(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z"/></svg>'
    files: dict[str, bytes | str] = {"svg": svg, "png": png(two_colours()), "pdf": pdf(SQUARES)}
    for kind, data in files.items():
        brand, findings, art = read(tmp_path / kind, {f"layouts/art/logo.{kind}": data})
        assert brand.logo and findings == []
        assert brand.logo.width == 2 * brand.logo.height
        assert brand.has_pixels == (kind == "png")
        assert isinstance(art[LOGO], Imported)


@pytest.mark.parametrize("name", ["Logo.PNG", "LOGO.JPG", "logo.jpeg", "logo.png", "Logo.Svg"])
def test_a_logo_is_found_however_its_name_is_written_and_whatever_its_bytes_are(name: str, tmp_path: Path) -> None:
    file = BytesIO()
    two_colours(size=(400, 200)).save(file, "JPEG", quality=95)
    brand, findings, art = read(tmp_path, {f"layouts/art/{name}": file.getvalue()})
    assert (brand.logo, findings) == (Size(400, 200), [])
    logo = art[LOGO]
    assert isinstance(logo, Imported) and is_near(shown(logo, "screen", 100, 100), RED)


def test_two_logos_are_one_too_many(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {"layouts/art/logo.png": png(two_colours()), "layouts/art/logo.pdf": pdf(SQUARES)}
    assert codes(read(tmp_path, files)[1]) == ["several-logos"]


@pytest.mark.parametrize(("kind", "most"), [("png", LARGEST_PICTURE), ("pdf", LARGEST_PDF)])
def test_a_file_that_is_too_large_is_not_read(kind: str, most: int, tmp_path: Path) -> None:
    _, findings, _ = read(tmp_path, {f"layouts/art/logo.{kind}": b"\0" * (most + 1)})
    assert codes(findings) == ["logo-too-large"]


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_a_link_out_of_the_project_is_refused(kind: str, tmp_path: Path) -> None:
    lay(tmp_path / "outside", {f"logo.{kind}": b"a"})
    project = lay(tmp_path / "project", {"layouts/art/other.svg": ""})
    (project / f"layouts/art/logo.{kind}").symlink_to(tmp_path / f"outside/logo.{kind}")
    assert codes(read(project, {})[1]) == ["outside-project"]


def test_a_drawn_logo_keeps_its_own_colours(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><path d="M0 0h4v2z" fill="{}"/></svg>'
    for colour in ("#005AC8", "#05c", "#EF7667", "#333"):
        project = lay(tmp_path / colour[1:], {"layouts/art/logo.svg": svg.format(colour)})
        sources = open_sources(project)
        logo = sources.art[LOGO]
        assert isinstance(logo, Imported)
        whole = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
        assert is_near(shown(logo, "screen", 750, 100), tuple(bytes.fromhex(whole)), within=1)
        coral = f"{numbers(sources.theme.inks['coral'].cmyk)} k".encode()
        assert (coral in logo.contents["press"].code) == (colour == "#EF7667")
        assert (b"\n0 0 0 0.8 k" in logo.contents["press"].code) == (colour == "#333")


def test_only_the_logo_brings_colours(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><path d="M0 0h4v2z" fill="#005AC8"/></svg>'
    with pytest.raises(SourceError) as stopped:
        open_sources(lay(tmp_path, {"layouts/art/sun.svg": svg})).art["sun"]
    assert only(stopped.value.findings).code == "art-ink"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["png", "pdf", "svg"])
def test_a_press_file_has_process_inks_alone_and_a_screen_file_none(kind: str, tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><path d="M0 0h4v2z" fill="#005AC8"/></svg>'
    data: dict[str, bytes | str] = {"png": png(two_colours()), "pdf": pdf(SQUARES), "svg": svg}
    sources = open_sources(lay(tmp_path, {"brand.yaml": "name: A\n", f"layouts/art/logo.{kind}": data[kind]}))
    made = date(2026, 11, 25)
    jobs = [job for job in plan_jobs(Wanted(products=("card",)), sources) if job.item == "c2"]
    for document in check(jobs, sources, made):
        file = draw(document, sources, made)
        wanted, other = ("k", "rg") if document.job.edition == "press" else ("rg", "k")
        with pikepdf.open(BytesIO(file)) as opened:
            streams = [found for found in opened.objects if isinstance(found, pikepdf.Stream)]
            spaces = {str(found.get("/ColorSpace")) for found in streams if found.get("/Subtype") == "/Image"}
            code = b"\n".join(found.read_bytes() for found in streams if found.get("/Subtype") in {"/Form", None})
        words = set(code.split())
        assert wanted.encode() in words and other.encode() not in words
        assert spaces <= {"/DeviceCMYK" if wanted == "k" else "/DeviceRGB"}
        assert bool(spaces) == (kind == "png")


def test_what_is_not_printed_as_it_was_saved_is_said_once(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><path d="M0 0h4v2z" opacity=".5"/></svg>'
    sources = open_sources(lay(tmp_path, {"layouts/art/Logo.SVG": svg}))
    (note,) = sources.notes
    assert str(note) == (
        "layouts/art/Logo.SVG: picture-changed: it is printed a little differently from its file: "
        "what is see-through is in the colours that are seen; look at it in preview"
    )
    assert note.severity.value == "note"
