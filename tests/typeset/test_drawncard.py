"""The drawn front of a card: one picture to its edges, and its words on a tile that hides nobody."""

from datetime import date
from pathlib import Path

import pytest
from laid import lay as laid_items
from laid import lines_in
from projects import lay

from booklet.bands import AGES
from booklet.errors import BookletError
from booklet.geometry import Rect
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.typeset.brief import Colophon, make_brief
from booklet.typeset.cardband import EDGE
from booklet.typeset.drawncard import drawn_front
from booklet.typeset.fit import dress_house, product_house
from booklet.typeset.placed import Component, FigureAt, PlacedPage
from booklet.values import replace

MADE = date(2026, 11, 25)
LOCALES = ("en", "ar", "hi", "th", "zh-Hans")


def cards(sources: Sources, locale: str, layout: str = "card-85x55") -> list[Document]:
    wanted = Wanted(("card",), (locale,), ("KE",), AGES, ("screen",), layouts=(layout,))
    return check(plan_jobs(wanted, sources), sources, MADE)


def component(page: PlacedPage) -> Component:
    return Component(*page.trim, page.items)


def pictures(page: PlacedPage) -> list[tuple[Rect, str]]:
    """Return where pictures stand on a page, y upwards from its foot, and what is said of them."""
    laid = laid_items(page.items)
    return [
        (item.box.moved(dx, dy), page.elements[item.element].alt) for item, dx, dy in laid if isinstance(item, FigureAt)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_every_front_is_a_picture_that_is_told_in_words(locale: str, sources: Sources) -> None:
    for document in cards(sources, locale):
        page = document.placed.pages[0]
        ((box, said),) = pictures(page)
        assert (*box,) == pytest.approx((0, 0, *page.trim)) and len(said) > 10
        assert "its picture" not in page.gave, (locale, document.job.item)


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_that_is_read_stands_within_four_millimetres_of_a_cut_edge(locale: str, sources: Sources) -> None:
    for document in cards(sources, locale):
        width, height = document.placed.pages[0].trim
        for line in lines_in(component(document.placed.pages[0])):
            assert line.box.x >= EDGE and line.box.right <= width - EDGE
            assert line.box.y >= EDGE and line.box.top <= height - EDGE


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["card-us", "card-a6-two", "postcard-a6", "bookmark", "wallet-card", "zine-a4"])
def test_every_front_of_every_shape_is_a_picture(layout: str, sources: Sources) -> None:
    """In the shape of the card, or made for it; a page without the front of a card has none."""
    for locale in ("en", "ar-XB"):
        for document in cards(sources, locale, layout):
            for page, plan in zip(document.placed.pages, document.layout.pages, strict=True):
                assert len(pictures(page)) == (plan.master in ("card-front", "card-whole")), (document.job.item, plan)
                assert "its picture" not in page.gave


def test_words_that_would_hide_somebody_are_overset(sources: Sources) -> None:
    """The tile of a card with two friends grows with its words, and ends below their heads."""
    document = next(one for one in cards(sources, "en") if one.job.item == "c5")
    layout, manuscript = document.layout, document.manuscript
    topic = manuscript.topic("c5")
    house = dress_house(product_house(layout, manuscript, sources.theme), sources.theme.sections["help"])
    for times, is_clear in ((1, True), (5, False)):
        front, back = topic.blocks
        block = replace(front.items[0], text=" ".join([front.items[0].text] * times))
        longer = replace(topic, blocks=(replace(front, items=(block,)), back))
        brief = make_brief(layout.pages[0], 0, longer, layout, manuscript, Colophon((), "", "", "", ""), 0.0)
        assert brief.scene
        found = drawn_front(brief, house, brief.scene)
        assert (found.oversets == ()) == is_clear


def test_a_card_without_a_tile_or_with_two_pictures_is_a_fault(tmp_path: Path, sources: Sources) -> None:
    ours = (sources.folders.own / "layouts/scenes/card-c2.yaml").read_text()
    assert "{tile: front," in ours
    project = lay(tmp_path, {"layouts/scenes/card-c2.yaml": ours.replace("{tile: front,", "{text: c2.front,")})
    with pytest.raises(BookletError) as caught:
        cards(open_sources(project), "en")
    (finding,) = caught.value.findings
    assert (finding.code, str(finding.where)) == ("words-lost", "layouts/scenes/card-c2.yaml")


RUN_ON = {"es", "fr", "ru", "sw", "th"}
"""Languages whose six steps have no room in rows on the smallest card, beside the words about who is near."""


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar", "hi", "zh-Hans", *sorted(RUN_ON)])
def test_six_steps_stand_in_rows_wherever_their_words_let_them(locale: str, sources: Sources) -> None:
    """Where they do not, the file says so; on a postcard and on a whole side there is room in every language."""
    for layout, may_run_on in (("card-85x55", locale in RUN_ON), ("card-a6-two", False), ("postcard-a6", False)):
        for document in (one for one in cards(sources, locale, layout) if one.job.item == "c1"):
            page = document.placed.pages[-1]
            steps = [element for element in page.elements if element.role == "LI"]
            assert len(steps) == 6 or (may_run_on and "rows of steps" in page.gave), layout
