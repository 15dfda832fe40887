"""Codes are looked for everywhere on a page: one that nobody claims stops the build, wherever it hides."""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import segno
import zxingcpp
from once import MADE, sources
from PIL import Image
from projects import lay
from proving import Job, forget, found_in, pdf, resaved
from spoiling import Edit, spoiled

from booklet.check.preflight.read.filepages import Suspect, open_pages
from booklet.check.preflight.shapes import FEWEST_AREAS, FEWEST_LINES
from booklet.check.proof import everywhere
from booklet.check.proof.camera import Found, codes_in
from booklet.check.proof.claims import code_target
from booklet.check.proof.compare import ProofError, ProofRecord, draws_in_letters
from booklet.check.proof.everywhere import codes_where_it_may
from booklet.check.proof.finished import FinishedFile
from booklet.check.proof.pages import page_crop
from booklet.check.proof.shapes import code_places, without_letters
from booklet.facts.selection import select
from booklet.geometry import Rect, mm
from booklet.make.build import check, open_sources
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove

CARD = ("card", "en", "GB", "press")
POSTER = ("poster", "en", "GB", "press")
SCAM = "https://scam.example/win"


@pytest.fixture(autouse=True)
def nothing_seen() -> Iterator[None]:
    """Forget all that was seen in this process."""
    forget()
    yield
    forget()


def told(job: Job, data: bytes) -> list[str]:
    """Return what is said of codes that nobody claims."""
    found = found_in(job, data)
    return [] if isinstance(found, ProofRecord) else [one.message for one in found if "no fact claims" in one.message]


def qr_operators(says: str, x: float, y: float, module: float, *, outlines: bool = False) -> bytes:
    """Return the operators that draw a QR code: a square for each module, or rows of them."""
    rows = [bytes(row) for row in segno.make(says, error="l").matrix]
    drawn = [
        b"q 1 1 1 rg %f %f %f %f re f 0 0 0 rg" % (x - 20, y - 20, len(rows) * module + 40, len(rows) * module + 40)
    ]
    for number, row in enumerate(rows):
        at = y + (len(rows) - 1 - number) * module
        start = 0
        while start < len(row):
            end = start + 1
            while outlines and end < len(row) and row[end] == row[start]:
                end += 1
            if row[start]:
                drawn.append(b"%f %f %f %f re" % (x + start * module, at, (end - start) * module, module))
            start = end
    return b"\n".join((*drawn, b"f Q"))


def in_parts(ends: tuple[int, ...], x: float, y: float, module: float) -> bytes:
    """Return the operators that draw a QR code in paths, each of the rows of modules up to one that is given."""
    heads, *rows = qr_operators(SCAM, x, y, module).removesuffix(b"f Q").split(b"\n")
    parts: dict[int, list[bytes]] = {}
    for row in filter(None, rows):
        number = 24 - round((float(row.split()[1]) - y) / module)
        parts.setdefault(next(end for end in ends if number < end), []).append(row)
    assert len(parts) == len(ends)
    return b"\n".join((heads, *(b"\n".join((*part, b"f")) for part in parts.values()), b"Q"))


def over(operators: bytes, page: int = 0) -> Edit:
    return lambda opened: opened.pages[page].contents_add(opened.make_stream(operators))


def picture_over(image: Image.Image, page: int = 0, size: float = 60) -> Edit:
    """Return an edit that lays a grey picture over the foot of a page."""

    def edit(opened: pikepdf.Pdf) -> None:
        grey = image.convert("L")
        picture = opened.make_stream(grey.tobytes(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        picture.Width, picture.Height, picture.BitsPerComponent = *grey.size, 8
        picture.ColorSpace = pikepdf.Name.DeviceGray
        if "/XObject" not in opened.pages[page].Resources:
            opened.pages[page].Resources.XObject = pikepdf.Dictionary()
        opened.pages[page].Resources.XObject["/picture"] = picture
        opened.pages[page].contents_add(opened.make_stream(b"q %f 0 0 %f 60 60 cm /picture Do Q" % (size, size)))

    return edit


def in_a_form(module: float) -> Edit:
    """Return an edit that draws a code in a form inside a form."""

    def edit(opened: pikepdf.Pdf) -> None:
        content, side = qr_operators(SCAM, 60, 60, module), 60 + 25 * module + 20
        inner = opened.make_stream(content, Subtype=pikepdf.Name.Form, BBox=[40, 40, side, side])
        inner.Resources = pikepdf.Dictionary()
        outer = opened.make_stream(b"/inner Do", Subtype=pikepdf.Name.Form, BBox=[0, 0, 200, 200])
        outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(inner=inner))
        if "/XObject" not in opened.pages[0].Resources:
            opened.pages[0].Resources.XObject = pikepdf.Dictionary()
        opened.pages[0].Resources.XObject["/outer"] = outer
        over(b"q /outer Do Q")(opened)

    return edit


def inverted(image: Image.Image) -> Image.Image:
    return image.convert("L").point(lambda grey: 255 - grey)


def code(kind: str, says: str) -> Image.Image:
    """Return a picture of a code."""
    barcode = zxingcpp.create_barcode(says, getattr(zxingcpp.BarcodeFormat, kind))
    return Image.fromarray(barcode.to_image(scale=4, add_quiet_zones=True))


EVERYWHERE: dict[str, tuple[Job, Callable[[], Edit], str]] = {
    "squares": (CARD, lambda: over(qr_operators(SCAM, 60, 60, 1.2)), SCAM),
    "rows of squares": (CARD, lambda: over(qr_operators(SCAM, 60, 60, 1.2, outlines=True)), SCAM),
    "modules of a third of a millimetre": (CARD, lambda: over(qr_operators(SCAM, 60, 60, 0.95)), SCAM),
    "a page that has a code": (POSTER, lambda: over(qr_operators(SCAM, 400, 500, 2)), SCAM),
    "the claimed code once more": (POSTER, lambda: over(qr_operators(claimed(), 400, 500, 2)), "childline"),
    "halves of a code": (POSTER, lambda: over(in_parts((10, 25), 400, 500, 2)), SCAM),
    "parts of a code, one of few areas": (POSTER, lambda: over(in_parts((2, 14, 25), 400, 500, 2)), SCAM),
    "forms in a form": (CARD, lambda: in_a_form(1.2), SCAM),
    "modules of an eighth of a millimetre in a form": (CARD, lambda: in_a_form(mm(0.125)), SCAM),
    "a picture": (CARD, lambda: picture_over(code("QRCode", SCAM)), SCAM),
    "a picture in white on black": (CARD, lambda: picture_over(inverted(code("QRCode", SCAM))), SCAM),
    "another kind of code": (CARD, lambda: picture_over(code("DataMatrix", SCAM)), SCAM),
    "a code as airlines have": (CARD, lambda: picture_over(code("Aztec", SCAM)), SCAM),
    "a barcode": (CARD, lambda: picture_over(code("EAN13", "9783161484100"), size=180), "9783161484100"),
}


def claimed() -> str:
    """Return what the code of the poster says."""
    return code_target(select(sources().insert("GB"), sources().world, "14-17").lead, "GB")


@pytest.mark.parametrize("where", EVERYWHERE)
def test_a_code_that_nobody_claims_stops_the_build_wherever_it_is(where: str) -> None:
    job, edit, says = EVERYWHERE[where]
    bad = spoiled(pdf(job), edit())
    cold = told(job, bad)
    assert len(cold) == 1 and says in cold[0]
    assert told(job, pdf(job)) == told(job, resaved(pdf(job))) == []
    assert told(job, bad) == cold


def svg_logo() -> bytes:
    """Return a logo as programs that draw would write it: a square for each module."""
    rows = [bytes(row) for row in segno.make(SCAM, error="l").matrix]
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    box = f"-4 -4 {len(rows) + 8} {len(rows) + 8}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path d="{path}" fill="#333"/></svg>'.encode()


def png_logo() -> bytes:
    file = BytesIO()
    code("QRCode", SCAM).resize((600, 600), Image.Resampling.NEAREST).convert("RGB").save(file, "PNG")
    return file.getvalue()


def pdf_logo() -> bytes:
    """Return a logo with the code as squares in its corner, and a field beside it."""
    rows = [bytes(row) for row in segno.make(SCAM, error="l").matrix]
    size = 100 / len(rows)
    cells = ((x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    squares = " ".join(f"{10 + x * size} {150 - (y + 1) * size} {size} {size} re" for x, y in cells)
    opened = pikepdf.new()
    opened.add_blank_page(page_size=(160, 160))
    over(f"q 0 0 0 1 k {squares} f 0 0.9 0.7 0.1 k 0 0 160 40 re f Q".encode())(opened)
    file = BytesIO()
    opened.save(file)
    return file.getvalue()


LOGOS = {"svg": svg_logo, "png": png_logo, "pdf": pdf_logo}


@pytest.mark.parametrize("ink", ["colour", "grey"])
@pytest.mark.parametrize("kind", LOGOS)
def test_a_logo_with_a_code_in_it_is_told_with_what_the_code_says(kind: str, ink: str, tmp_path: Path) -> None:
    project = lay(tmp_path, {"brand.yaml": "name: Example\n", f"layouts/art/logo.{kind}": LOGOS[kind]()})
    ours = open_sources(project)
    wanted = Wanted(("poster",), ("en",), ("GB",), editions=("press",), inks=(ink,))
    (found,) = check(plan_jobs(wanted, ours)[:1], ours, MADE)
    with pytest.raises(ProofError) as stopped:
        prove(found, draw(found, ours, MADE), ours, MADE)
    (finding,) = stopped.value.findings
    assert finding.code == "proof-code"
    assert "page 1" in str(finding.where) and SCAM in finding.message
    assert "logo" in finding.hint


def test_what_is_looked_for_is_read_in_any_picture() -> None:
    for picture in (code("QRCode", SCAM), code("QRCode", SCAM).rotate(33, fillcolor="white", expand=True)):
        ((said, x, y),) = codes_in(picture)
        assert said == SCAM
        assert abs(x - picture.width / 2) < 4 and abs(y - picture.height / 2) < 4
    assert codes_in(Image.new("L", (300, 300), 255)) == ()


def test_a_code_inside_the_modules_of_a_claimed_code_stops_the_build() -> None:
    (box,) = (place.grown(-place.width / 4) for place in code_places(pypdfium2.PdfDocument(pdf(POSTER))[0]))
    size, rows = 20.0, [bytes(row) for row in segno.make("scam.example/win", error="l").matrix]
    module, x, y = size / len(rows), box.x + (box.width - size) / 2, box.y + (box.height - size) / 2
    cells = ((at, row) for row, line in enumerate(rows) for at, dark in enumerate(line) if dark)
    squares = " ".join(f"{x + at * module} {y + size - (row + 1) * module} {module} {module} re" for at, row in cells)
    ground = f"q 1 1 1 rg {x - 2} {y - 2} {size + 4} {size + 4} re f"
    (found,) = told(POSTER, spoiled(pdf(POSTER), over(f"{ground} 0 0 0 rg {squares} f Q".encode())))
    assert "scam.example/win" in found


def test_a_read_code_is_not_looked_for_around_its_modules() -> None:
    page = pypdfium2.PdfDocument(pdf(POSTER))[0]
    (place,) = code_places(page)
    known = place.grown(-place.width / 4)
    assert code_places(page, (known,)) == ()
    assert code_places(page, (known.moved(known.width / 2, 0),)) == (place,)
    assert codes_where_it_may(page, None, (known,)) == (claimed(),)


WHITE, NOTHING = b"q 1 1 1 rg 0 0 200 200 re f Q", b"q Q"


def code_below_a_form(content: bytes, *places: bytes, **entries: object) -> Edit:
    """Return an edit that draws a code, and over it a form of 200 points that can be none itself, in some places."""

    def edit(opened: pikepdf.Pdf) -> None:
        cover = opened.make_stream(content, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, **entries)
        cover.BBox, cover.Resources = [0, 0, 200, 200], pikepdf.Dictionary()
        opened.pages[0].Resources.XObject["/cover"] = cover
        drawn = (b"q %b cm /cover Do Q" % place for place in places)
        over(b"\n".join((qr_operators(SCAM, 400, 500, 2), *drawn)))(opened)

    return edit


OVER, FAR = b"1 0 0 1 350 450", b"1 0 0 1 50 900"

COVERS: dict[str, tuple[Edit, Edit]] = {
    "a form that painted over it": (code_below_a_form(WHITE, OVER), code_below_a_form(NOTHING, OVER)),
    "a form that stands elsewhere, too": (code_below_a_form(WHITE, FAR, OVER), code_below_a_form(NOTHING, FAR, OVER)),
    "a form that its own matrix moves": (
        code_below_a_form(WHITE, FAR, Matrix=[1, 0, 0, 1, 300, -450]),
        code_below_a_form(WHITE, FAR),
    ),
    "a form that is drawn elsewhere": (code_below_a_form(WHITE, OVER), code_below_a_form(WHITE, FAR)),
}


@pytest.mark.parametrize("cover", COVERS)
def test_a_code_comes_to_light_below_what_can_be_none(cover: str) -> None:
    clean, bad = (spoiled(pdf(POSTER), edit) for edit in COVERS[cover])
    assert told(POSTER, clean) == told(POSTER, clean) == []
    (found,) = told(POSTER, bad)
    assert SCAM in found
    forget()
    assert told(POSTER, bad) == told(POSTER, bad) == [found]
    assert told(POSTER, clean) == []


def test_a_place_is_not_painted_again_for_what_is_far_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[Rect] = []

    def noted(page: pypdfium2.PdfPage, box: Rect, dpi: float, *, is_grey: bool) -> Image.Image:
        painted.append(box)
        return page_crop(page, box, dpi, is_grey=is_grey)

    monkeypatch.setattr(everywhere, "page_crop", noted)
    first = told(POSTER, spoiled(pdf(POSTER), code_below_a_form(WHITE, FAR)))
    assert told(POSTER, spoiled(pdf(POSTER), code_below_a_form(WHITE, FAR))) == first
    count = len(painted)
    assert count and first
    assert told(POSTER, spoiled(pdf(POSTER), code_below_a_form(NOTHING, FAR))) == first
    assert len(painted) == count
    assert told(POSTER, spoiled(pdf(POSTER), code_below_a_form(NOTHING, OVER))) == first
    assert len(painted) > count


def lettering(words: bytes, holder: str, mode: int = 0, page_mode: int = 0) -> Edit:
    """Return an edit that draws a code, and over it letters of one of the page's fonts, on the page or in a form."""

    def edit(opened: pikepdf.Pdf) -> None:
        name, font = next(iter(opened.pages[0].Resources.Font.items()))
        set_mode = b"%d Tr " % mode if mode else b""
        content = b"q 1 0 0 1 380 480 cm BT 0 0 0 rg %b%b 90 Tf 1 0 0 1 0 0 Tm <%b> Tj ET Q" % (
            *(set_mode, name.encode()),
            words,
        )
        beside = b"0.9 g 9 9 80 20 re f " if holder == "a form with an area" else b""
        form = opened.make_stream(
            beside + content, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 842, 1191]
        )
        form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary({name: font}))
        opened.pages[0].Resources.XObject["/letters"] = form
        drawn = content if holder == "the page" else b"%d Tr /letters Do" % page_mode
        over(qr_operators(SCAM, 400, 500, 2) + b"\n" + drawn)(opened)

    return edit


HOLDERS = ("the page", "a form", "a form with an area")


@pytest.mark.parametrize("holder", HOLDERS)
def test_letters_hide_no_code_and_are_read_and_painted_all_the_same(
    monkeypatch: pytest.MonkeyPatch, holder: str
) -> None:
    painted: list[Rect] = []

    def noted(page: pypdfium2.PdfPage, box: Rect, dpi: float, *, is_grey: bool) -> Image.Image:
        painted.append(box)
        return page_crop(page, box, dpi, is_grey=is_grey)

    def lettered(words: bytes) -> bytes:
        return spoiled(pdf(POSTER), lettering(words, holder))

    monkeypatch.setattr(everywhere, "page_crop", noted)
    (found,) = told(POSTER, lettered(b"000300040005"))
    assert SCAM in found
    assert told(POSTER, lettered(b"000300040005")) == [found]
    count = len(painted)
    assert told(POSTER, lettered(b"000500040003")) == [found]
    assert len(painted) == count
    page = pypdfium2.PdfDocument(lettered(b"000300040005"))[0]
    before = page_crop(page, Rect(380, 480, 300, 100)).tobytes()
    with without_letters(page):
        assert page_crop(page, Rect(380, 480, 300, 100)).tobytes() != before
    assert page_crop(page, Rect(380, 480, 300, 100)).tobytes() == before


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize(("mode", "count"), [(0, 1), (3, 1), (4, 2), (7, 2)])
def test_letters_count_if_they_clip_what_is_painted_after_them(mode: int, count: int, holder: str) -> None:
    files = [spoiled(pdf(POSTER), lettering(words, holder, mode)) for words in (b"0003", b"0004")]
    assert len({suspect(file).look for file in files}) == count


@pytest.mark.parametrize("holder", HOLDERS[1:])
def test_letters_of_a_form_count_if_its_page_makes_them_clip(holder: str) -> None:
    files = [spoiled(pdf(POSTER), lettering(words, holder, page_mode=5)) for words in (b"0003", b"0004")]
    assert len({suspect(file).look for file in files}) == 2


def test_all_of_a_form_counts_but_its_letters() -> None:
    def edit(content: bytes, width: int = 90) -> Edit:
        def draw(opened: pikepdf.Pdf) -> None:
            lettering(b"0003", "a form with an area")(opened)
            form = opened.pages[0].Resources.XObject["/letters"]
            form.write(content + form.read_bytes())
            form.BBox = [0, 0, width, 1191]

        return draw

    looks = {
        suspect(spoiled(pdf(POSTER), edit(*given))).look
        for given in ((b"",), (b"BT ET ",), (b"1 0 0 rg ",), (b"0 0 9 9 re f ",), (b"", 91))
    }
    assert len(looks) == 4 and None not in looks


def test_what_is_painted_counts_though_it_stands_between_letters() -> None:
    looks = {
        suspect(spoiled(pdf(POSTER), over(operators))).look
        for operators in (b"BT ET 0 0 9 9 re f", b"BT 1 0 0 rg ET 0 0 9 9 re f", b"BT 1 0 0 rg ET 0 0 8 9 re f")
    }
    assert len(looks) == 3 and None not in looks


def field_with_a_look(opened: pikepdf.Pdf) -> None:
    """Lay a code on page 1 that is the look of an annotation."""
    over(qr_operators(SCAM, 400, 500, 2) + b" q 1 1 1 rg 300 400 300 300 re f Q")(opened)
    look = opened.make_stream(qr_operators(SCAM, 20, 20, 2), Subtype=pikepdf.Name.Form, BBox=[0, 0, 200, 200])
    field = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, F=4, Rect=[400, 500, 600, 700])
    field.AP = pikepdf.Dictionary(N=look)
    opened.pages[0].obj.Annots = [opened.make_indirect(field)]


def test_what_lies_over_a_page_is_looked_at_after_the_page_without_it() -> None:
    hidden = over(qr_operators(SCAM, 400, 500, 2) + b" q 1 1 1 rg 300 400 300 300 re f Q")
    assert told(POSTER, spoiled(pdf(POSTER), hidden)) == told(POSTER, spoiled(pdf(POSTER), hidden)) == []
    (found,) = told(POSTER, spoiled(pdf(POSTER), field_with_a_look))
    assert SCAM in found


def test_what_looks_as_before_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []

    def noted(picture: Image.Image) -> tuple[Found, ...]:
        looked.append(picture)
        return codes_in(picture)

    monkeypatch.setattr(everywhere, "codes_in", noted)
    assert told(POSTER, resaved(pdf(POSTER))) == []
    count = len(looked)
    assert count
    assert told(POSTER, resaved(pdf(POSTER))) == []
    assert told(POSTER, spoiled(pdf(POSTER), over(b"q Q"))) == []
    assert len(looked) == count
    assert told(POSTER, spoiled(pdf(POSTER), over(qr_operators(claimed(), 400, 500, 2))))
    assert len(looked) > count


def page_of(content: bytes, **resources: Any) -> bytes:
    """Return a file of a page of 200 by 200 points."""
    opened = pikepdf.new()
    opened.add_blank_page(page_size=(200, 200))
    opened.pages[0].contents_add(opened.make_stream(content))
    opened.pages[0].obj.Resources = pikepdf.Dictionary(**resources)
    file = BytesIO()
    opened.save(file)
    return file.getvalue()


def places_in(content: bytes, **resources: pikepdf.Object) -> tuple[Rect, ...]:
    """Return where a code may be on a page; where PDFium tells of one, content does."""
    data = page_of(content, **resources)
    found = code_places(pypdfium2.PdfDocument(data)[0])
    assert suspect(data).may_be_code or not found
    return found


def suspect(data: bytes) -> Suspect:
    """Return what is told of the first page of a file."""
    pages = open_pages(data)
    told = pages and pages.suspect(0)
    assert told
    return told


WHOLE_PAGE = (Rect(0, 0, 200, 200),)


def test_a_page_of_a_few_shapes_can_hold_no_code() -> None:
    area, line, rest = b"0 0 9 9 re f ", b"0 0 m 9 9 l S ", b" 99 99 50 50 re f"
    assert places_in(area * (FEWEST_AREAS - 1)) == places_in(line * (FEWEST_LINES - 1)) == ()
    assert places_in(area * FEWEST_AREAS) == places_in(line * FEWEST_LINES) == WHOLE_PAGE
    assert places_in(b"q " + b"0 0 9 9 re " * FEWEST_AREAS + b"W n" + rest + b" Q") == WHOLE_PAGE
    assert places_in(b"q " + b"0 0 9 9 re " * (FEWEST_AREAS - 1) + b"W n" + rest + b" Q") == ()


def test_a_path_that_may_be_a_code_alone_is_looked_at_where_it_stands_if_the_others_are_few() -> None:
    many, area, line = b"80 80 40 20 re " * FEWEST_AREAS + b"f ", b"0 0 9 9 re f ", b"0 0 m 9 9 l S "
    few = area * (FEWEST_AREAS - 1) + line * (FEWEST_LINES - 1)
    around = (Rect(60, 60, 80, 60),)
    assert places_in(many) == places_in(few + many) == places_in(many + few) == around
    assert places_in(b"80 80 m 120 80 l 120 100 l h " * FEWEST_AREAS + b"f") == around
    assert places_in(many + many.replace(b"80 80", b"0 0")) == (Rect(-60, -60, 240, 220),)
    assert places_in(many + area * FEWEST_AREAS) == places_in(line * FEWEST_LINES + many) == WHOLE_PAGE


@pytest.mark.parametrize("ends", [(25,), (10, 25), (2, 14, 25), (2, 23, 25)])
def test_a_code_in_a_few_paths_is_found_where_they_stand(ends: tuple[int, ...]) -> None:
    page = pypdfium2.PdfDocument(page_of(in_parts(ends, 90, 90, 0.95)))[0]
    (place,) = code_places(page)
    assert place.width < 70
    assert everywhere.codes_on(page, (place,)) == (SCAM,)


def test_a_page_of_a_few_shapes_is_not_even_looked_at() -> None:
    few = b"0 0 9 9 re f " * (FEWEST_AREAS - 1) + b"0 0 m 9 9 l S " * (FEWEST_LINES - 1)
    assert not suspect(page_of(few)).may_be_code


@pytest.mark.parametrize("between", [b"", b"/S gs ", b"/S1 gs", b"(S) ", b"%S\n", b"<S>", b"[1 2]0 d", b"<</A/S>>"])
@pytest.mark.parametrize("space", [b" ", b"\n", b"\0", b"\t", b"\f"])
def test_no_word_between_areas_hides_them(between: bytes, space: bytes) -> None:
    areas = b"0 0 9 9 re ".replace(b" ", space) * FEWEST_AREAS
    assert suspect(page_of(areas + between + space + b"f")).may_be_code
    drawn = suspect(page_of(areas + between + space + b"S"))
    assert drawn.may_be_code == (between[:1] in b"(%" and bool(between))


def test_letters_that_may_draw_anything_are_looked_at() -> None:
    drawn = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3, FontBBox=[0, 0, 10, 10])
    drawn.FontMatrix, drawn.FirstChar, drawn.LastChar, drawn.Widths = [0.1, 0, 0, 0.1, 0, 0], 97, 97, [10]
    drawn.Encoding, drawn.CharProcs = pikepdf.Dictionary(Differences=[97, pikepdf.Name.a]), pikepdf.Dictionary()
    plain = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for font in (drawn, plain):
        assert places_in(b"BT /F 9 Tf 20 20 Td (a) Tj ET", Font=pikepdf.Dictionary(F=font)) == WHOLE_PAGE


def test_a_place_beside_the_page_shows_nothing() -> None:
    page = pypdfium2.PdfDocument(page_of(b"0 0 9 9 re f"))[0]
    assert everywhere.codes_on(page, (Rect(400, 20, 100, 100), Rect(20, -400, 100, 100))) == ()


def test_forms_and_pictures_are_looked_at_where_they_stand() -> None:
    def edit(content: bytes, form: bytes, **entries: object) -> tuple[Rect, ...]:
        opened = pikepdf.new()
        opened.add_blank_page(page_size=(200, 200))
        inner = opened.make_stream(form, Subtype=pikepdf.Name.Form, BBox=[0, 0, 50, 50], **entries)
        inner.Resources = pikepdf.Dictionary()
        outer = opened.make_stream(b"q 1 0 0 1 20 0 cm /inner Do Q", Subtype=pikepdf.Name.Form, BBox=[0, 0, 90, 90])
        outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(inner=inner))
        opened.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(outer=outer))
        opened.pages[0].contents_add(opened.make_stream(content))
        file = BytesIO()
        opened.save(file)
        found = code_places(pypdfium2.PdfDocument(file.getvalue())[0])
        assert suspect(file.getvalue()).may_be_code or not found
        return found

    squares = b" ".join(b"%d %d 9 9 re f" % (x, y) for x in range(0, 50, 10) for y in range(0, 50, 10))
    assert edit(b"q 2 0 0 2 10 30 cm /outer Do Q", squares) == (Rect(50, 30, 98, 98),)
    assert edit(b"q 2 0 0 2 10 30 cm /outer Do Q", b"0 0 9 9 re f") == ()
    assert edit(b"q 0.1 0 0 0.1 0 0 cm /outer Do Q " * FEWEST_LINES, b"0 0 9 9 re f") == WHOLE_PAGE


def test_patterns_are_found_wherever_they_are() -> None:
    assert not suspect(pdf(CARD)).has_patterns
    shading = pikepdf.Dictionary(PatternType=2, Shading=pikepdf.Dictionary(ShadingType=2))
    assert suspect(page_of(b"", Pattern=pikepdf.Dictionary(P=shading))).has_patterns
    assert open_pages(b"%PDF-1.6 and no more") is None


def in_two_forms(content: bytes, draws: bytes = b"/outer Do", **resources: Any) -> bytes:
    """Return a file of a page that draws a form in which another one lies."""
    opened = pikepdf.open(BytesIO(page_of(draws)))
    inner = opened.make_stream(content, Subtype=pikepdf.Name.Form, BBox=[0, 0, 90, 90])
    inner.Resources = pikepdf.Dictionary(**resources)
    outer = opened.make_stream(b"/inner Do", Subtype=pikepdf.Name.Form, BBox=[0, 0, 90, 90])
    outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(inner=inner))
    opened.pages[0].Resources.XObject = pikepdf.Dictionary(outer=outer)
    file = BytesIO()
    opened.save(file)
    return file.getvalue()


def test_a_form_is_known_by_all_that_lies_in_it() -> None:
    shading = pikepdf.Dictionary(PatternType=2, Shading=pikepdf.Dictionary(ShadingType=2))
    state = pikepdf.Dictionary(ca=0.5)
    plain, many = b"0 0 9 9 re f ", b"0 0 9 9 re f " * FEWEST_AREAS
    for _ in range(2):
        found = [
            suspect(in_two_forms(plain)),
            suspect(in_two_forms(many)),
            suspect(in_two_forms(plain, ExtGState=pikepdf.Dictionary(G=state))),
            suspect(in_two_forms(plain, Pattern=pikepdf.Dictionary(P=shading))),
        ]
        told = [(one.may_be_code, one.has_patterns) for one in found]
        assert told == [(False, False), (True, False), (True, False), (False, True)]


def test_a_form_that_lies_elsewhere_is_looked_for_there() -> None:
    found, many = [], b"0 0 9 9 re f " * FEWEST_AREAS
    for draws in (b"/outer Do", b"q 1 0 0 1 50 0 cm /outer Do Q"):
        file = in_two_forms(b"0 0 9 9 re f ", many + draws)
        look = suspect(file).look or suspect(file).look
        assert look
        found += [form.box for form in look.others]
    assert found == [Rect(0, 0, 90, 90), Rect(50, 0, 90, 90)]


def test_what_is_seen_through_a_state_is_looked_at() -> None:
    state = pikepdf.Dictionary(ca=0.5)
    assert places_in(b"/G gs 0 0 9 9 re f", ExtGState=pikepdf.Dictionary(G=state)) == WHOLE_PAGE


def test_a_code_in_tiles_of_a_pattern_stops_the_build() -> None:
    def edit(opened: pikepdf.Pdf) -> None:
        tile = opened.make_stream(qr_operators(SCAM, 60, 60, 1.2), Type=pikepdf.Name.Pattern, PatternType=1)
        tile.PaintType, tile.TilingType, tile.BBox = 1, 1, [0, 0, 500, 500]
        tile.XStep = tile.YStep = 500
        tile.Resources = pikepdf.Dictionary()
        opened.pages[0].Resources.Pattern = pikepdf.Dictionary(tile=opened.make_indirect(tile))
        over(b"q /Pattern cs /tile scn 0 0 200 200 re f Q")(opened)

    bad = spoiled(pdf(CARD), edit)
    cold = told(CARD, bad)
    assert len(cold) == 1 and SCAM in cold[0]
    assert told(CARD, pdf(CARD)) == []
    assert told(CARD, bad) == cold


def modules(space: bytes = b" ") -> bytes:
    """Return a path of squares, one for each module of a code of which nothing else is drawn."""
    rows = [bytes(row) for row in segno.make(SCAM, error="l").matrix]
    return space.join(
        space.join((b"%d" % (50 + 4 * x), b"%d" % (150 - 4 * y), b"4 4".replace(b" ", space), b"re"))
        for y, row in enumerate(rows)
        for x, is_dark in enumerate(row)
        if is_dark
    )


def in_one_part(each: bytes = b"%d %d l") -> bytes:
    """Return a path of one part, which goes around each module and back to the corner."""
    found = [b"50 50 m"]
    for square in modules().split(b" 4 4 re"):
        for corner in _corners(*map(int, square.split())) if square.strip() else ():
            found.append(each % (corner * (each.count(b"%d") // 2)))
    return b"\n".join(found)


def _corners(x: int, y: int) -> tuple[tuple[int, int], ...]:
    return ((x, y), (x + 4, y), (x + 4, y + 4), (x, y + 4), (x, y), (50, 50))


def in_dashes() -> bytes:
    """Return a line for each row of modules, with dashes as long as they are."""
    lines = []
    for y, row in enumerate(segno.make(SCAM, error="l").matrix):
        runs = [*([] if row[0] else [0]), *(len(list(group)) for _, group in groupby(row))]
        dashes = b" ".join(b"%d" % (4 * run) for run in (*runs, *([999] * (len(runs) % 2))))
        lines.append(b"[%b] 0 d 50 %d m %d %d l S" % (dashes, 152 - 4 * y, 50 + 4 * len(row), 152 - 4 * y))
    return b"4 w " + b"\n".join(lines)


def drawing_of(opened: pikepdf.Pdf, content: bytes, **entries: object) -> pikepdf.Stream:
    """Return a form."""
    form = opened.make_stream(content, Subtype=pikepdf.Name.Form, BBox=[0, 0, 200, 200], **entries)
    form.Resources = pikepdf.Dictionary()
    return form


def letter_that_is_a_code(opened: pikepdf.Pdf) -> None:
    """Draw the code as a letter of a font of drawings that is said to have outlines."""
    letter = opened.make_stream(b"200 0 0 0 200 200 d1 " + modules() + b" f")
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3, FontBBox=[0, 0, 200, 200])
    font.FontMatrix, font.FirstChar, font.LastChar, font.Widths = [1, 0, 0, 1, 0, 0], 97, 97, [200]
    font.Encoding, font.CharProcs = pikepdf.Dictionary(Differences=[97, pikepdf.Name.a]), pikepdf.Dictionary(a=letter)
    font.FontDescriptor = pikepdf.Dictionary(FontFile2=opened.make_stream(b"none"))
    opened.pages[0].Resources.Font = pikepdf.Dictionary(F=font)
    over(b"BT /F 1 Tf <61> Tj ET")(opened)


def state_that_is_a_code(opened: pikepdf.Pdf) -> None:
    """Mask a field with the code, in a graphics state that is said to be a font."""
    group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceGray)
    mask = drawing_of(opened, b"1 g 0 0 200 200 re f 0 g " + modules() + b" f", Group=group)
    state = pikepdf.Dictionary(Type=pikepdf.Name.Font, SMask=pikepdf.Dictionary(S=pikepdf.Name.Luminosity, G=mask))
    state.FontDescriptor = pikepdf.Dictionary(FontFile=opened.make_stream(b""))
    opened.pages[0].Resources.ExtGState = pikepdf.Dictionary(G=state)
    over(b"0 g 20 20 160 160 re f q /G gs 1 g 20 20 160 160 re f Q")(opened)


def shading_that_is_a_code(opened: pikepdf.Pdf) -> None:
    """Draw the code as a shading of triangles."""
    corners = []
    for y, row in enumerate(segno.make(SCAM, error="l").matrix):
        for x in (x for x, is_dark in enumerate(row) if is_dark):
            low, left = 200 - 4 * y, 50 + 4 * x
            square = (
                (left, low),
                (left + 4, low),
                (left, low + 4),
                (left + 4, low),
                (left + 4, low + 4),
                (left, low + 4),
            )
            corners += [struct.pack(">BHHB", 0, *corner, 0) for corner in square]
    shading = opened.make_stream(b"".join(corners), ShadingType=4, ColorSpace=pikepdf.Name.DeviceGray)
    shading.BitsPerCoordinate, shading.BitsPerComponent, shading.BitsPerFlag = 16, 8, 8
    shading.Decode = [0, 65535, -50, 65485, 0, 1]
    opened.pages[0].Resources.Shading = pikepdf.Dictionary(S=shading)
    over(b"/S sh")(opened)


def code_that_lies_on_the_page(opened: pikepdf.Pdf) -> None:
    """Lay the code on the page, of which it is no part."""
    look = pikepdf.Dictionary(N=drawing_of(opened, modules() + b" f"))
    stamp = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 200, 200], F=4, AP=look)
    opened.pages[0].obj.Annots = [opened.make_indirect(stamp)]


def path_in_two_streams(opened: pikepdf.Pdf) -> None:
    """Begin a path in one stream, and paint it in the next."""
    opened.pages[0].obj.Contents = [opened.make_stream(part) for part in (modules(), b"f")]


def turned_code(opened: pikepdf.Pdf) -> None:
    """Turn a page with a code at one side."""
    opened.pages[0].obj.MediaBox, opened.pages[0].obj.Rotate = [0, 0, 900, 200], 90
    over(modules() + b" f")(opened)


def code_beside_the_origin(opened: pikepdf.Pdf) -> None:
    """Draw the code on a page whose corner is elsewhere."""
    opened.pages[0].obj.MediaBox = [900, 900, 1100, 1100]
    over(b"1 0 0 1 900 900 cm " + modules() + b" f")(opened)


HIDDEN: dict[str, Edit] = {
    "a path": over(modules() + b" f"),
    "a path in two streams": path_in_two_streams,
    "words between spaces of PDFium's own": over(modules(b"\x80") + b"\xfff"),
    "one part of a path": over(in_one_part() + b" f"),
    "one part of a path, of curves": over(in_one_part(b"%d %d %d %d v") + b" f"),
    "a few paths of one part": over(re.sub(rb"((?:.*\n){180})", rb"\1f 50 50 m\n", in_one_part()) + b" f"),
    "dashes": over(in_dashes()),
    "a letter": letter_that_is_a_code,
    "a mask": state_that_is_a_code,
    "a shading": shading_that_is_a_code,
    "an annotation": code_that_lies_on_the_page,
    "a page that is turned": turned_code,
    "a page that begins elsewhere": code_beside_the_origin,
}


@pytest.mark.parametrize("way", HIDDEN)
def test_a_code_is_found_however_it_is_drawn(way: str) -> None:
    bad = spoiled(page_of(b""), HIDDEN[way])
    assert FinishedFile(bad).codes(0, as_a_whole=True) == (SCAM,)
    forget()
    assert FinishedFile(bad).codes(0, as_a_whole=False) == (SCAM,)


def test_content_that_its_table_gives_another_generation_is_found() -> None:
    """PDFium finds it by its number alone; for others there is nothing."""
    data = spoiled(page_of(b""), lambda opened: setattr(opened.pages[0].obj, "Contents", opened.make_stream(b"q")))
    with pikepdf.open(BytesIO(data)) as opened:
        number, root, size = opened.pages[0].obj.Contents.objgen[0], opened.Root.objgen[0], len(opened.objects) + 1
    before, content = int(data.rpartition(b"startxref")[2].split()[0]), modules() + b" f"
    bad = data + b"%d 0 obj\n<</Length %d>>stream\n%b\nendstream\nendobj\n" % (number, len(content), content)
    table = b"xref\n%d 1\n%010d 00001 n \n" % (number, len(data))
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (size, root, before)
    bad += table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(bad)
    assert FinishedFile(bad).codes(0, as_a_whole=True) == (SCAM,)
    forget()
    assert FinishedFile(bad).codes(0, as_a_whole=False) == (SCAM,)


def test_content_of_another_generation_is_found_in_a_file_with_one_table() -> None:
    drawn = modules() + b" f"
    data = spoiled(page_of(b""), lambda opened: setattr(opened.pages[0].obj, "Contents", opened.make_stream(drawn)))
    with pikepdf.open(BytesIO(data)) as opened:
        number = opened.pages[0].obj.Contents.objgen[0]
    table = int(data.rpartition(b"startxref")[2].split()[0])
    entry = data.index(b" 65535 f", table) - 10 + 20 * number  # entries of 20 bytes, from object 0
    bad = data[: entry + 11] + b"00001" + data[entry + 16 :]
    bad = bad.replace(b"\n%d 0 obj" % number, b"\n%d 1 obj" % number)
    forget()
    assert FinishedFile(bad).codes(0, as_a_whole=False) == FinishedFile(bad).codes(0, as_a_whole=True) == (SCAM,)


def test_content_is_known_by_how_it_is_packed_as_well() -> None:
    content = modules() + b" f"
    steps = bytes((one - before) % 256 for before, one in zip(b"\0" + content, content, strict=False))

    def packed(**parameters: Any) -> bytes:
        def edit(opened: pikepdf.Pdf) -> None:
            stream = pikepdf.Stream(opened, zlib.compress(steps))
            stream.Filter = pikepdf.Name.FlateDecode
            if parameters:
                stream.DecodeParms = pikepdf.Dictionary(**parameters)
            opened.pages[0].obj.Contents = stream

        return spoiled(page_of(b""), edit, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)

    assert FinishedFile(packed()).codes(0, as_a_whole=False) == ()
    other = packed(Predictor=2, Colors=1, BitsPerComponent=8, Columns=len(content))
    assert FinishedFile(other).codes(0, as_a_whole=False) == (SCAM,)


def test_a_code_that_is_set_in_letters_is_found() -> None:
    """Programs that write codes into a window have them in blocks."""
    assert draws_in_letters("\u2588\u2580\u2584 \n" * 9)
    assert not draws_in_letters("call \u25a0 116 \u25a0 now")
