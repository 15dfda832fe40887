"""The help page with its pictures: people below the words of TELL, who answers beside the helpline, nothing covered."""

from datetime import date

import pytest
from laid import lay

from booklet.geometry import Rect, intersect, mm
from booklet.make.document import Document
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.scenes.model import Panel
from booklet.scenes.stage import list_heads
from booklet.sources.load import Sources
from booklet.typeset.placed import FigureAt, PlacedPage, TextAt
from booklet.typeset.toldsteps import LARGEST, Told, fit_picture

DAY = date(2026, 11, 25)

WHERE = (("en", "001"), ("th-XC", "001"), ("ar-XB", "EG"), ("en-XA", "KE"))


def help_page(sources: Sources, locale: str, country: str) -> tuple[PlacedPage, Document]:
    wanted = Wanted(
        products=("booklet",), editions=("screen",), locales=(locale,), bands=("14-17",), countries=(country,)
    )
    document = place(plan_jobs(wanted, sources)[0], sources, DAY, DAY)
    return next(page for page in document.placed.pages if page.topic == "help-now"), document


def told(sources: Sources, name: str) -> Told:
    scene = sources.scene("help-now")
    return Told(next(panel for panel in scene.panels if panel.id == name), scene.line, name)


@pytest.mark.slow
@pytest.mark.parametrize(("locale", "country"), WHERE)
def test_both_pictures_stand_and_no_words_lie_over_people(locale: str, country: str, sources: Sources) -> None:
    page, document = help_page(sources, locale, country)
    assert page.oversets == () and "picture" not in page.gave
    alts = [document.manuscript.labels[f"picture.help-now.{name}"] for name in ("tell", "anu")]
    assert [element.alt for element in page.elements if element.role == "Figure" and element.alt in alts] == alts
    boxes = [item.box.moved(dx, dy) for item, dx, dy in lay(page.items) if isinstance(item, FigureAt) and item.turns]
    lines = [
        Rect(item.x + dx, item.y + dy, item.line.width, 6)
        for item, dx, dy in lay(page.items)
        if isinstance(item, TextAt) and item.line.runs
    ]
    assert len(boxes) == 2
    for box in boxes:
        inside = box.grown(-mm(0.2))
        assert not [line for line in lines if min(intersect(line, inside)[2:]) > 0], "words over a picture"


@pytest.mark.parametrize("name", ["tell", "anu"])
@pytest.mark.parametrize("share", [0.7, 1.0, 1.2, 2.0])
def test_people_are_as_large_as_their_room_and_keep_their_heads(name: str, share: float, sources: Sources) -> None:
    picture = told(sources, name)
    size = picture.panel.size
    panel = fit_picture(picture, size._replace(height=picture.people * share))
    assert panel.scale <= picture.panel.scale * LARGEST + 1e-9
    assert all(head.whole.y > -0.01 and head.face.right <= size.width for head in list_heads(panel))
    assert middle(panel) == pytest.approx(middle(picture.panel))
    assert panel.window.top == pytest.approx(picture.panel.window.top)


def middle(panel: Panel) -> float:
    return panel.window.x + panel.window.width / 2


@pytest.mark.slow
def test_where_there_is_no_room_for_both_the_picture_beside_the_helpline_goes_first(sources: Sources) -> None:
    page, document = help_page(sources, "en-XA", "001")
    assert page.gave.startswith("one of its pictures")
    alts = [element.alt for element in page.elements if element.role == "Figure"]
    assert document.manuscript.labels["picture.help-now.tell"] in alts
    assert document.manuscript.labels["picture.help-now.anu"] not in alts


@pytest.mark.slow
def test_stickers_cover_the_foot_of_the_help_page_with_its_picture(sources: Sources) -> None:
    wanted = Wanted(products=("sticker",), editions=("screen",), locales=("en",), bands=("14-17",), countries=("GB",))
    document = place(plan_jobs(wanted, sources)[0], sources, DAY, DAY)
    alt = document.manuscript.labels["picture.help-now.anu"]
    assert [element.alt for page in document.placed.pages for element in page.elements].count(alt) == 1
