"""What we build passes our own preflight, with every printer; reading it is quick."""

from datetime import date

import pytest
from projects import PRINTED
from speed import first

from booklet.check.preflight.boxes import overlap
from booklet.check.preflight.check import examine
from booklet.check.preflight.limits import Limits, limits_of
from booklet.check.preflight.model import Page, PaintedPath, Text
from booklet.check.preflight.read.document import read_document
from booklet.errors import Severity
from booklet.geometry import Rect, mm
from booklet.jobs import PRODUCTS
from booklet.make.build import check
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.values import replace

MADE = date(2026, 11, 25)


@pytest.mark.slow
def test_the_whole_booklet_has_no_faults(press_booklet: bytes) -> None:
    found = examine(press_booklet, Limits())
    assert [hit for hit in found.hits if hit.severity is Severity.ERROR] == []
    assert len(found.pages) == 28


@pytest.mark.slow
@pytest.mark.parametrize("product", PRODUCTS)
def test_every_printer_that_makes_a_product_finds_no_fault_in_it(product: str, sources: Sources) -> None:
    for name in sources.printers():
        printer = sources.printer(name)
        if product not in printer.products or not (product != "booklet" or printer.products[product].allow(28)):
            continue
        jobs = plan_jobs(Wanted(products=(product,), editions=(printer.edition,), printer=name), sources)
        file = draw(check(jobs[:1], sources, MADE)[0], sources, MADE)
        found = examine(file, limits_of(printer)).hits
        assert [(hit.rule.code, hit.what) for hit in found if hit.severity is Severity.ERROR] == [], name


def placed(sources: Sources, product: str, *, country: str = "KE", locale: str = "en", printer: str = "") -> Document:
    """Return the first document of a product for a press, in the band of older readers."""
    asked = Wanted((product,), (locale,), (country,), editions=("press",), printer=printer)
    return check(plan_jobs(asked, sources)[:1], sources, MADE)[0]


def faults(sources: Sources, document: Document) -> list[tuple[str, str]]:
    """Return the code and the words of every error that preflight finds in a document."""
    file = draw(document, sources, MADE)
    found = examine(file, limits_of(sources.printer(document.job.printer), document.job.product)).hits
    return [(hit.rule.code, hit.what) for hit in found if hit.severity is Severity.ERROR]


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar-XB"])
@pytest.mark.parametrize("product", PRINTED)
def test_a_proof_has_no_faults(sources: Sources, product: str, locale: str) -> None:
    document = placed(sources, product, locale=locale)
    assert document.proof
    assert faults(sources, document) == []


@pytest.mark.slow
@pytest.mark.parametrize("country", ["001", "KE", "EG"])
def test_everything_for_a_press_is_without_fault_in_both_bands(sources: Sources, country: str) -> None:
    products = PRINTED
    asked = Wanted(products, (), (country,), ("14-17", "10-13"), editions=("press",))
    documents = check(plan_jobs(asked, sources), sources, MADE)
    assert {document.job.product for document in documents} == set(products)
    assert [fault for document in documents for fault in faults(sources, document)] == []


@pytest.mark.slow
def test_every_layout_for_a_press_is_without_fault_and_without_warning(sources: Sources) -> None:
    for layout in sources.layouts():
        product = sources.layout(layout).product
        if product == "sticker":  # an office prints it
            continue
        bands = (sources.layout(layout).band or "14-17",)
        asked = Wanted((product,), ("en",), ("KE",), bands, ("press",), layouts=(layout,))
        for document in check(plan_jobs(asked, sources), sources, MADE):
            limits = limits_of(sources.printer(document.job.printer))
            found = [hit for hit in examine(draw(document, sources, MADE), limits).hits if hit.rule.code not in UNSAID]
            assert [(hit.rule.code, hit.what) for hit in found] == [], document.name


UNSAID = {"pdfx-4-unchecked"}
"""What no program can check."""


def test_the_band_of_a_poster_that_is_scaled_stands_clear_of_the_edge(sources: Sources) -> None:
    asked = Wanted(("poster",), ("en",), ("KE",), editions=("press",), layouts=("poster-a4-mono",))
    document = check(plan_jobs(asked, sources)[:1], sources, MADE)[0]
    assert document.proof
    assert faults(sources, document) == []


def band_of(page: Page) -> int:
    """Return the place of the band of a proof among the marks of a page: the last area that fills its head."""
    areas = [number for number, mark in enumerate(page.marks) if isinstance(mark, PaintedPath) and mark.fill]
    return next(number for number in reversed(areas) if page.marks[number].box.top > page.printed_area.top - 1)


@pytest.mark.slow
@pytest.mark.parametrize("product", PRINTED)
def test_the_band_of_a_proof_fills_the_head_and_hides_no_words(sources: Sources, product: str) -> None:
    pages = read_document(draw(placed(sources, product), sources, MADE)).pages
    for page in pages:
        place = band_of(page)
        band = page.marks[place].box
        assert (band.x, band.right) == pytest.approx((page.printed_area.x, page.printed_area.right), abs=0.1)
        words = [mark for mark in page.marks[place:] if isinstance(mark, Text) and overlap(mark.box, band)]
        assert "".join(text.words for text in words).startswith("PROOF")
        hidden = [mark.words for mark in page.marks[:place] if isinstance(mark, Text) and overlap(mark.box, band)]
        assert hidden == []


def from_edge(box: Rect, trim: Rect) -> float:
    """Return how near a box comes to an edge."""
    return min(box.x - trim.x, box.y - trim.y, trim.right - box.right, trim.top - box.top)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("country", "locale"), first(1, [("KE", "en"), ("001", "en"), ("US", "en-XA"), ("001", "ar-XB")])
)
def test_words_of_cards_stand_four_millimetres_from_the_edge(sources: Sources, country: str, locale: str) -> None:
    asked = Wanted(("card",), (locale,), (country,), ("14-17", "10-13"), editions=("press",))
    for document in check(plan_jobs(asked, sources), sources, MADE):
        unmarked = replace(document, proof=None)
        for page in read_document(draw(unmarked, sources, MADE)).pages:
            words = [mark for mark in page.seen_marks if isinstance(mark, Text)]
            assert len(words) > 1
            near = [(text.words, from_edge(text.box, page.finished_area)) for text in words]
            assert [(said, away) for said, away in near if away < mm(3.9)] == []


@pytest.mark.slow
def test_words_of_the_first_card_are_dark_enough_on_every_paper(sources: Sources) -> None:
    presses = [printer for printer in map(sources.printer, sources.printers()) if printer.edition == "press"]
    makers = [printer for printer in presses if "card" in printer.products]
    assert {printer.name for printer in makers} >= {"offset-coated", "offset-uncoated"}
    for printer in makers:
        file = draw(placed(sources, "card", printer=printer.name), sources, MADE)
        codes = {hit.rule.code for hit in examine(file, limits_of(printer)).hits}
        assert "low-contrast" not in codes, printer.name
