"""What is drawn again when only the country changes."""

from datetime import date

import pytest

from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.planning import Wanted, plan_jobs
from booklet.pdf.draw.codes import number_fonts
from booklet.pdf.draw.palette import make_palette
from booklet.pdf.draw.stream import PageStream, draw_page
from booklet.sources.load import Sources

MADE = date(2026, 11, 25)
MOST = 8


def document(sources: Sources, country: str) -> Document:
    jobs = plan_jobs(Wanted(products=("booklet",), locales=("en",), countries=(country,), editions=("press",)), sources)
    return check(jobs, sources, MADE)[0]


def streams(sources: Sources, country: str) -> list[PageStream]:
    placed = document(sources, country).placed
    codes = number_fonts(placed.pages, placed.forms)
    palette = make_palette(sources.theme, "press")
    return [draw_page(page, codes.of(page), palette) for page in placed.pages]


@pytest.mark.slow
def test_a_change_of_country_draws_eight_pages_again_at_most() -> None:
    sources = open_sources(None)
    kenya, britain = streams(sources, "KE"), streams(sources, "GB")
    changed = [number + 1 for number, pair in enumerate(zip(kenya, britain, strict=True)) if pair[0] != pair[1]]
    assert 0 < len(changed) <= MOST, changed


@pytest.mark.slow
def test_a_page_that_did_not_change_is_not_drawn_a_second_time() -> None:
    sources = open_sources(None)
    pages = document(sources, "KE").placed.pages
    steady = [page.number for page in pages if not page.varies]
    kenya, britain = streams(sources, "KE"), streams(sources, "GB")
    assert len(steady) >= 28 - MOST
    assert all(kenya[number] is britain[number] for number in steady)


@pytest.mark.slow
def test_pages_that_never_vary_say_so() -> None:
    sources = open_sources(None)
    kenya, thailand = document(sources, "KE"), document(sources, "TH")
    for first, second in zip(kenya.placed.pages, thailand.placed.pages, strict=True):
        if not first.varies:
            assert first == second
