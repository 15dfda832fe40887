"""Scaled layouts on paper and on screen: all is larger but bleed and marks, and a code still says what it says."""

import io
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from projects import OWN, lay
from speed import first

from booklet.errors import BookletError
from booklet.geometry import MM
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.sources.load import Sources
from booklet.values import replace

MADE = date(2026, 11, 25)


def made(
    sources: Sources, layout: str, edition: str, country: str = "KE", locale: str = "en"
) -> tuple[Document, bytes]:
    axes = Wanted(("poster",), countries=(country,), locales=(locale,), editions=(edition,), layouts=(layout,))
    (document,) = check(plan_jobs(axes, sources)[:1], sources, MADE)
    return document, draw(document, sources, MADE)


def boxes(data: bytes) -> dict[str, list[float]]:
    """Return the boxes of the first page in millimetres."""
    with pikepdf.open(io.BytesIO(data)) as found:
        page = found.pages[0].obj
        names = ("MediaBox", "BleedBox", "TrimBox")
        return {name: [round(float(side) / MM, 1) for side in page[f"/{name}"]] for name in names if f"/{name}" in page}


@pytest.mark.parametrize(("layout", "width", "height"), [("poster-a2", 420, 594), ("poster-a1", 594, 841)])
def test_a_larger_poster_has_the_bleed_and_the_slug_of_every_other(
    layout: str, width: int, height: int, sources: Sources
) -> None:
    found = boxes(made(sources, layout, "press")[1])
    assert found["TrimBox"] == [13, 13, 13 + width, 13 + height]
    assert found["BleedBox"] == [10, 10, 16 + width, 16 + height]
    assert found["MediaBox"] == [0, 0, 26 + width, 26 + height]


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["poster-tabloid", "poster-24x36"])
def test_a_taller_poster_has_its_strip_at_the_foot_and_its_code_is_read(layout: str, sources: Sources) -> None:
    (_, a3), (document, taller) = made(sources, "poster-a3", "screen"), made(sources, layout, "screen")
    trim, scale = document.layout.size, document.layout.scale
    foot = round(297 * trim.height / trim.width) - 72
    shown = picture(taller, (297, foot + 72))
    difference = ImageChops.difference(
        picture(a3, (297, 420)).crop((0, 348, 297, 420)), shown.crop((0, foot, 297, foot + 72))
    )
    assert ImageStat.Stat(difference).mean[0] < 4
    assert trim.width / scale == pytest.approx(297 * MM, rel=0.001)
    assert prove(document, taller, sources, MADE).codes == 1


def picture(data: bytes, size: tuple[int, int]) -> Image.Image:
    page = pypdfium2.PdfDocument(data)[0]
    shown: Image.Image = page.render(scale=1.5).to_pil()
    return shown.convert("L").resize(size)


@pytest.mark.slow
@pytest.mark.parametrize("layout", first(1, ["poster-a2", "poster-a1"]))
def test_a_larger_poster_shows_what_the_a3_poster_shows(layout: str, sources: Sources) -> None:
    size = (297, 420)
    (_, a3), (document, scaled) = made(sources, "poster-a3", "screen"), made(sources, layout, "screen")
    difference = ImageChops.difference(picture(a3, size), picture(scaled, size))
    assert ImageStat.Stat(difference).mean[0] < 4
    assert prove(document, scaled, sources, MADE).codes == 1


def test_links_of_a_scaled_page_lie_over_their_words(sources: Sources) -> None:
    """P3 holds an address that can be clicked."""
    for layout in ("poster-a3", "poster-a2"):
        axes = Wanted(("poster",), locales=("en",), editions=("screen",), layouts=(layout,))
        job = next(job for job in plan_jobs(axes, sources) if job.item == "p3")
        (document,) = check([job], sources, MADE)
        data = draw(document, sources, MADE)
        page = pypdfium2.PdfDocument(data)[0]
        with pikepdf.open(io.BytesIO(data)) as found:
            annotations = [item for item in found.pages[0].Annots if "takeitdown" in str(item.A.URI)]
            left, low, right, top = (float(side) for side in annotations[0].Rect)
        words = page.get_textpage().get_text_bounded(left, low, right, top)
        assert words.strip() == "takeitdown.ncmec.org"


def test_an_office_says_that_its_sheet_is_too_small_for_a_large_poster(sources: Sources) -> None:
    with pytest.raises(BookletError) as caught:
        made(sources, "poster-a2", "office")
    (finding,) = caught.value.findings
    assert (finding.code, str(finding.where)) == ("sheet-small", "layouts/poster-a2.yaml")
    assert "48 %" in finding.message


def test_an_office_with_larger_sheets_prints_it(tmp_path: Path) -> None:
    office = (OWN / "layouts/printers/office-colour.yaml").read_text("utf-8")
    larger = office.replace("sheet: 210 x 297", "sheet: 420 x 594")
    sources = open_sources(lay(tmp_path, {"layouts/printers/plotter.yaml": larger}))
    axes = Wanted(("poster",), editions=("office",), layouts=("poster-a2",), printer="plotter")
    (document, *_) = check(plan_jobs(axes, sources)[:1], sources, MADE)
    assert boxes(draw(document, sources, MADE))["MediaBox"] == [0, 0, 420, 594]


@pytest.mark.parametrize("country", first(1, ["001", "KE", "EG", "TH"]))
@pytest.mark.parametrize("locale", ["en", "en-XA", "ar-XB", "th-XC"])
@pytest.mark.parametrize("layout", ["poster-a2", "poster-a1", "poster-a4-mono", "poster-tabloid", "poster-24x36"])
def test_every_poster_of_every_size_fits(layout: str, locale: str, country: str, sources: Sources) -> None:
    editions = ("press", "office") if layout == "poster-a4-mono" else ("press",)
    axes = Wanted(("poster",), (locale,), (country,), sources.guide.bands, editions, layouts=(layout,))
    jobs = plan_jobs(axes, sources)
    assert len(check(jobs, sources, MADE)) == len(jobs) == 8 * len(editions)


@pytest.mark.slow
def test_the_poster_for_a_laser_printer_is_black_alone_whatever_is_asked_for(sources: Sources) -> None:
    axes = Wanted(("poster",), editions=("screen", "office"), layouts=("poster-a4-mono",), inks=("colour", "grey"))
    jobs = plan_jobs(axes, sources)
    assert {(job.ink, job.printer) for job in jobs} == {("grey", "offset-coated"), ("grey", "office-mono")}
    for document in check(jobs, sources, MADE):
        grey = pypdfium2.PdfDocument(draw(document, sources, MADE))[0].render(scale=0.5).to_pil()
        assert ImageStat.Stat(grey.convert("HSV")).extrema[1] == (0, 0)


def blackness(data: bytes) -> float:
    """Return how much of a page is black, from 0 to 1."""
    page = pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("L")
    return 1 - float(ImageStat.Stat(page).mean[0]) / 255


@pytest.mark.slow
@pytest.mark.parametrize("item", ["p1", "p2", "p3", "p4"])
def test_the_poster_for_a_laser_printer_spares_toner_and_its_code_is_read(item: str, sources: Sources) -> None:
    axes = Wanted(("poster",), editions=("screen",), inks=("grey",))
    shares = []
    for layout in ("poster-a3", "poster-a4-mono"):
        job = next(job for job in plan_jobs(replace(axes, layouts=(layout,)), sources) if job.item == item)
        (document,) = check([job], sources, MADE)
        data = draw(document, sources, MADE)
        shares.append(blackness(data))
        assert prove(document, data, sources, MADE).codes == 1
    assert max(shares) < 0.2
    (office,) = check([replace(job, edition="office", printer="office-mono")], sources, MADE)
    assert "_a4-mono_office-grey_" in office.name
    assert blackness(draw(office, sources, MADE)) < 0.2
