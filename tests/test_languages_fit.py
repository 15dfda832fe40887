"""Every language has room: nothing on the usual booklet, posters and cards of a band is too long for its place."""

from datetime import date

import pytest

from booklet.make.build import check, open_sources
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.words.guide import BANDS

MADE = date(2026, 11, 27)


def list_locales() -> tuple[str, ...]:
    return ("en", *open_sources(None).catalogues)


@pytest.mark.parametrize("locale", list_locales())
@pytest.mark.parametrize("layout", ["booklet-a5", "poster-a3", "card-85x55", "card-a6-two"])
def test_words_of_every_language_fit(layout: str, locale: str, sources: Sources) -> None:
    """Where no helpline is known: an address is longer than a number."""
    wanted = Wanted(
        products=(sources.layout(layout).product,),
        locales=(locale,),
        countries=("001",),
        bands=BANDS,
        layouts=(layout,),
        editions=("screen",),
    )
    assert check(plan_jobs(wanted, sources), sources, MADE)
