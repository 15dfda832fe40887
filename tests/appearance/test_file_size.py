"""How large the file of a booklet is: it is sent by mail and over poor networks."""

import pytest
from once import sources
from rendered import MADE

from booklet.make.build import check
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.values import replace

MOST = {"press": 1_500_000, "screen": 1_200_000}
"""Bytes of a booklet in each edition; in grey, which is for copiers, it has the room of a press file."""


@pytest.mark.slow
@pytest.mark.parametrize("edition", MOST)
@pytest.mark.parametrize("locale", ["en", "ar-XB", "th-XC"])
def test_a_booklet_is_small_enough_to_be_sent(locale: str, edition: str) -> None:
    wanted = Wanted(("booklet",), countries=("001", "KE"), locales=(locale,), bands=("14-17", "10-13"))
    for ink in ("colour", "grey"):
        jobs = plan_jobs(replace(wanted, editions=(edition,), inks=(ink,)), sources())
        for document in check(jobs, sources(), MADE):
            assert 100_000 < len(draw(document, sources(), MADE)) <= MOST["press" if ink == "grey" else edition]
