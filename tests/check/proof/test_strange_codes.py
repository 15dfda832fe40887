"""Codes are looked for everywhere on a page: one that nobody claims stops the build, wherever it hides."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import segno
import zxingcpp
from PIL import Image
from projects import lay
from proving import MADE, Job, forget_painting, found_in, pdf, resaved, sources
from spoiling import Edit, spoiled

from booklet.check.proof import everywhere, painting
from booklet.check.proof.claims import code_target
from booklet.check.proof.layers import FEWEST_AREAS, FEWEST_LINES, _may_hold_code
from booklet.check.proof.read import ProofError, ProofRecord
from booklet.check.proof.seen import Found, codes_in
from booklet.facts.selection import select
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
    yield
    forget_painting()


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


def in_a_form(opened: pikepdf.Pdf) -> None:
    """Draw a code in a form inside a form."""
    inner = opened.make_stream(qr_operators(SCAM, 60, 60, 1.2), Subtype=pikepdf.Name.Form, BBox=[0, 0, 200, 200])
    inner.Resources = pikepdf.Dictionary()
    outer = opened.make_stream(b"/inner Do", Subtype=pikepdf.Name.Form, BBox=[0, 0, 200, 200])
    outer.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(inner=inner))
    if "/XObject" not in opened.pages[0].Resources:
        opened.pages[0].Resources.XObject = pikepdf.Dictionary()
    opened.pages[0].Resources.XObject["/outer"] = outer
    over(b"q /outer Do Q")(opened)


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
    "forms in a form": (CARD, lambda: in_a_form, SCAM),
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


@pytest.mark.slow
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


def test_pages_are_looked_at_again_only_where_something_else_could_be_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []

    def noted(picture: Image.Image) -> tuple[Found, ...]:
        looked.append(picture)
        return codes_in(picture)

    monkeypatch.setattr(everywhere, "codes_in", noted)
    assert told(POSTER, resaved(pdf(POSTER))) == []
    assert len(looked) == 1
    assert told(POSTER, resaved(pdf(POSTER))) == []
    assert len(looked) == 1
    assert told(POSTER, spoiled(pdf(POSTER), over(b"q 1 0 0 rg 0 0 9 9 re f Q"))) == []
    assert len(looked) == 2


def test_a_page_of_a_few_shapes_can_hold_no_code() -> None:
    assert not _may_hold_code(b"0 0 9 9 re f " * (FEWEST_AREAS - 1))
    assert _may_hold_code(b"0 0 9 9 re f " * FEWEST_AREAS)
    assert not _may_hold_code(b"0 0 m 9 9 l S " * (FEWEST_LINES - 1))
    assert _may_hold_code(b"0 0 m 9 9 l S " * FEWEST_LINES)
    assert _may_hold_code(b"q 1 0 0 1 5 5 cm /dot Do Q " * FEWEST_LINES)
    assert _may_hold_code(b"q\n" + b"\n".join(b"0 0 9 9 re" for _ in range(FEWEST_AREAS)) + b"\nW n\n/picture Do Q")


def test_a_code_that_is_set_in_letters_is_found() -> None:
    """Programs that write codes into a window have them in blocks."""
    assert painting._DRAWS.search("\u2588\u2580\u2584 \n" * 9)
    assert not painting._DRAWS.search("call \u25a0 116 \u25a0 now")
