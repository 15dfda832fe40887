"""The small and the folded layouts: all words fit, a press takes them, and what is printed reads back as the facts."""

from datetime import date

import pytest

from booklet.build import Wanted, check, draw, plan_jobs, press_check, prove
from booklet.jobs import Job
from booklet.sources.load import Sources

MADE = date(2026, 11, 25)

BOOKLETS = ("booklet-half-letter", "booklet-a6")
LAYOUTS = ("card-us", "postcard-a6", "bookmark", *BOOKLETS)
COUNTRIES = ("001", "KE", "EG", "TH")
LOCALES = ("en", "en-XA", "ar-XB", "th-XC")


def jobs_of(
    layout: str, sources: Sources, edition: str, countries: tuple[str, ...], locales: tuple[str, ...]
) -> list[Job]:
    product = sources.layout(layout).product
    axes = Wanted((product,), locales, countries, sources.guide.bands, (edition,), layouts=(layout,))
    return plan_jobs(axes, sources)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_word_has_room(layout: str, locale: str, sources: Sources) -> None:
    jobs = jobs_of(layout, sources, "press", COUNTRIES, (locale,))
    assert len(check(jobs, sources, MADE)) == len(jobs) >= len(COUNTRIES) * len(sources.guide.bands)


@pytest.mark.parametrize("edition", ["press", "screen", "office"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_says_what_the_facts_say_and_a_press_takes_it(layout: str, edition: str, sources: Sources) -> None:
    jobs = jobs_of(layout, sources, edition, ("KE",), ("en", "ar-XB"))
    for document in check(jobs, sources, MADE):
        data = draw(document, sources, MADE)
        assert prove(document, data, sources, MADE).numbers
        assert [finding.message for finding in press_check(document, data, sources, MADE)] == []


@pytest.mark.parametrize("layout", BOOKLETS)
def test_a_small_booklet_can_be_stapled_and_has_type_to_read(layout: str, sources: Sources) -> None:
    for document in check(jobs_of(layout, sources, "press", ("KE",), LOCALES), sources, MADE):
        pages = len(document.placed.pages)
        assert pages % 4 == 0 and 28 <= pages <= 64
        sizes = {role: size * document.layout.scale for role, size, _ in document.layout.sizes}
        assert sizes["body"] >= (10 if layout == "booklet-a6" else 11.9)
