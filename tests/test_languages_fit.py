"""Every language has room: nothing on the usual booklet, posters and cards of a band is too long for its place."""

from datetime import date
from itertools import combinations

import pytest
from laid import lay
from speed import first

from booklet.bands import BANDS
from booklet.geometry import Rect, mm
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.typeset.placed import Fill, TextAt
from booklet.typeset.reach import reach

MADE = date(2026, 11, 27)

SOCIAL = ("social-square", "social-story", "social-link", "social-wide")


def list_locales() -> tuple[str, ...]:
    return ("en", *open_sources(None).catalogues)


@pytest.mark.parametrize("locale", first(2, list_locales()))
@pytest.mark.parametrize(
    "layout",
    [
        pytest.param("booklet-a5", marks=pytest.mark.slow),
        pytest.param("booklet-easy-a4", marks=pytest.mark.slow),
        pytest.param("booklet-easy-letter", marks=pytest.mark.slow),
        "poster-a3",
        "poster-a4",
        "poster-a5",
        "poster-a4-mono",
        "card-85x55",
        "card-a6-two",
        *SOCIAL,
    ],
)
def test_words_of_every_language_fit(layout: str, locale: str, sources: Sources) -> None:
    assert place_all(layout, locale, sources)


def test_no_letter_of_arabic_reaches_into_the_band_of_a_card(sources: Sources) -> None:
    for document in place_all("card-85x55", "ar", sources):
        laid = list(lay(document.placed.pages[1].items))
        bands = [
            item.path.bounds.moved(dx, dy) for item, dx, dy in laid if isinstance(item, Fill) and item.ink == "sun"
        ]
        edge = max(band.top for band in bands if band.width > mm(85))
        for item, _, dy in laid:
            if isinstance(item, TextAt):
                top, low = reach(item.line)
                assert not item.y + dy + low < edge < item.y + dy + top, (document.job.item, item.line.text)


@pytest.mark.parametrize("locale", ["th", "sw", "ru"])
def test_no_line_in_the_strip_of_a_poster_touches_another(locale: str, sources: Sources) -> None:
    for document in place_all("poster-a3", locale, sources):
        boxes = []
        for item, dx, dy in lay(document.placed.pages[0].items):
            if isinstance(item, TextAt) and item.line.runs and item.y + dy < mm(60):
                top, low = reach(item.line)
                boxes.append(Rect(item.x + dx, item.y + dy + low, item.line.width, top - low))
        for one, other in combinations(boxes, 2):
            beside = one.right < other.x or other.right < one.x
            assert beside or one.top < other.y or other.top < one.y, document.job.item


def place_all(layout: str, locale: str, sources: Sources) -> list[Document]:
    """Place both bands where no helpline is known: an address is longer than a number."""
    wanted = Wanted(
        products=(sources.layout(layout).product,),
        locales=(locale,),
        countries=("001",),
        bands=BANDS,
        layouts=(layout,),
        editions=("screen",),
    )
    return check(plan_jobs(wanted, sources), sources, MADE)
