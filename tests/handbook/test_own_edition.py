"""The edition that the handbook shows: a logo, a cover, pages and a product of its own, from files alone."""

from datetime import date

import pytest
from projects import OWN

from booklet.make.build import check, open_sources
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources

EDITION = OWN / "docs" / "examples" / "our-edition"

MADE = date(2026, 11, 25)


@pytest.fixture(scope="module")
def sources() -> Sources:
    return open_sources(EDITION)


def test_its_pictures_are_read_and_what_was_changed_is_said(sources: Sources) -> None:
    (note,) = [note for note in sources.notes if note.code == "picture-changed"]
    assert note.where.file == "layouts/art/house.svg"
    assert "a gradient is set in fine bands" in note.message and "see-through" in note.message
    assert [note.code for note in sources.notes if note.code in {"unread-file", "picture-coarse"}] == []


@pytest.mark.slow
def test_its_pages_and_its_cover_are_placed_in_both_books(sources: Sources) -> None:
    wanted = Wanted(products=("booklet",), bands=sources.guide.bands, editions=("screen",))
    for document in check(plan_jobs(wanted, sources), sources, MADE):
        pages = {page.topic: page for page in document.placed.pages}
        roles = [element.role for element in pages["our-place"].elements]
        assert {"Figure", "Table"} <= set(roles)
        assert len(document.placed.pages) == 32


def test_its_poster_is_a_product_from_one_file(sources: Sources) -> None:
    wanted = Wanted(products=("poster",), editions=("screen",), layouts=("door-poster",))
    job = next(job for job in plan_jobs(wanted, sources) if job.item == "p1")
    (document,) = check([job], sources, MADE)
    assert document.layout.trim_name == "a4-door"
    assert round(document.placed.pages[0].trim.width * document.layout.scale / 72 * 25.4) == 210
    assert document.name.startswith("guide_poster-p1_14-17_en_001_a4-door_")
