"""What a page says to who listens."""

from datetime import date

import pytest

from booklet.geometry import Rect, Size
from booklet.make.build import check
from booklet.make.drawing import finish_document
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.text.compose import compose
from booklet.text.fonts import Setting
from booklet.typeset.aloud import Said, say_page
from booklet.typeset.house import House
from booklet.typeset.placed import Element, FigureAt, Group, PlacedPage, TextAt

MADE = date(2026, 11, 28)


def text(words: str, element: int, house: House) -> TextAt:
    (line,) = compose(words, house.style("body"), 1000, Setting("ltr", "Latn", "en"))
    return TextAt(0, 0, line, element)


def page(items: tuple[object, ...], *elements: Element) -> PlacedPage:
    return PlacedPage(0, "p1", Size(100, 100), 0, items, elements, varies=False)  # type: ignore[arg-type]


def test_links_are_said_in_their_paragraph_and_artifacts_not_at_all(house: House) -> None:
    items = (text("Write to", 0, house), text(" us.example", 1, house), text("7", -1, house))
    assert say_page(page(items, Element("P"), Element("Link", 0))) == (Said("Write to us.example"),)


def test_what_is_first_is_heard_first_and_pictures_are_told(house: House) -> None:
    figure = FigureAt(Rect(0, 0, 1, 1), (), 0)
    items = (figure, Group(0, 0, 1, (text("It is not", 0, house),)), text("PROOF", 2, house))
    elements = (Element("Figure", alt="Two friends."), Element("H1"), Element("P", is_first=True))
    said = say_page(page(items, *elements))
    assert said == (Said("PROOF"), Said("Two friends.", is_picture=True), Said("It is not"))


@pytest.mark.parametrize(
    ("locale", "wanted"), [("th", "ไม่ใช่ความผิดของคุณ"), ("ar", "هذا ليس ذنبك."), ("hi", "तुम्हारी कोई गलती नहीं है।")]
)
def test_lines_of_a_headline_are_joined_as_their_language_joins_them(
    locale: str, wanted: str, sources: Sources
) -> None:
    asked = Wanted(("social",), (locale,), ("KE",), ("14-17",), ("screen",), items=("p1",), pictures=("",))
    (document,) = check(plan_jobs(asked, sources), sources, MADE)
    (whole,) = finish_document(document, sources, MADE).finished.placed.pages
    assert any(one.words.replace("\u2060", "") == wanted for one in say_page(whole)), say_page(whole)
