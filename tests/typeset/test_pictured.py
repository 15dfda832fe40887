"""Pictures of topics on pages that flow: once, where a topic begins, beside its words; no face in a tile is left."""

from datetime import date
from functools import cache

import pytest
from laid import lay
from once import sources as shipped

from booklet.geometry import Rect, intersect, mm
from booklet.look.layout import COVERS
from booklet.make.document import Document
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.scenes.crop import find_core, refit
from booklet.typeset.brief import WHOLE
from booklet.typeset.pictured import find_shown
from booklet.typeset.placed import ArtAt, FigureAt, PaintedAt, PlacedPage, TextAt

MADE = date(2026, 11, 25)

LAYOUTS = ("booklet-a4-large", "booklet-a6")

CASES = [(layout, band) for layout in LAYOUTS for band in ("14-17", "10-13")]


@cache
def document_of(layout: str, band: str, locale: str = "en") -> Document:
    axes = Wanted(("booklet",), (locale,), ("001",), (band,), ("screen",), layouts=(layout,))
    return place(plan_jobs(axes, shipped())[0], shipped(), MADE, MADE)


def alts(page: PlacedPage) -> list[str]:
    return [element.alt for element in page.elements if element.role == "Figure"]


def boxes(page: PlacedPage) -> list[Rect]:
    """Return where pictures stand; y upwards."""
    laid = lay(page.items)
    return [item.box.moved(dx, dy) for item, dx, dy in laid if isinstance(item, FigureAt) and item.turns]


def lines(page: PlacedPage) -> list[tuple[str, Rect]]:
    return [
        (item.line.text, Rect(item.x + dx, item.y + dy, item.line.width, 0.7 * item.line.runs[0].size))
        for item, dx, dy in lay(page.items)
        if isinstance(item, TextAt) and item.line.runs
    ]


@pytest.mark.slow
@pytest.mark.parametrize(("layout", "band"), CASES)
def test_a_topic_shows_its_pictures_once_where_it_begins(layout: str, band: str) -> None:
    document = document_of(layout, band)
    labels = document.manuscript.labels
    shown_by: dict[str, int] = {}
    for plan, page in zip(document.layout.pages, document.placed.pages, strict=True):
        scene = document.layout.pictures_of(plan)
        if scene is None or plan.master in {*WHOLE, "comic"}:
            continue
        shown = find_shown(scene)
        found = [labels.find(f"picture.{scene.name}.{panel.id}") for panel in shown.panels] if shown else []
        wanted = [alt for alt in found if alt]  # signs are decoration
        assert alts(page) == ([] if plan.is_continued else wanted), page.topic
        if not plan.is_continued and wanted:
            shown_by[page.topic] = len(wanted)
    assert len(shown_by) >= 10
    assert {count for topic, count in shown_by.items() if topic not in {"removal", "take-away"}} == {1}


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-XA", "ar-XB"])
@pytest.mark.parametrize(("layout", "band"), CASES)
def test_no_word_stands_on_such_a_picture(layout: str, band: str, locale: str) -> None:
    document = document_of(layout, band, locale)
    seen = 0
    for plan, page in zip(document.layout.pages, document.placed.pages, strict=True):
        assert page.oversets == (), page.topic
        if plan.master in {*WHOLE, *COVERS}:
            continue
        for box in boxes(page):
            seen += 1
            for said, line in lines(page):
                both = intersect(line, box)
                assert min(both.width, both.height) < 0.1, (page.topic, said)
    assert seen > 30


@pytest.mark.slow
@pytest.mark.parametrize(("layout", "band"), CASES)
def test_no_face_or_tile_of_the_old_look_stands_inside(layout: str, band: str) -> None:
    document = document_of(layout, band)
    for plan, page in zip(document.layout.pages, document.placed.pages, strict=True):
        if plan.master not in COVERS:
            names = {item.name for item, _, _ in lay(page.items) if isinstance(item, ArtAt)}
            assert {name for name in names if name.startswith(("cast-", "tile-"))} == set(), page.topic


@pytest.mark.slow
@pytest.mark.parametrize(("layout", "band"), CASES)
def test_a_page_to_breathe_is_drawn_over_all_of_it(layout: str, band: str) -> None:
    document = document_of(layout, band)
    number = next(place for place, plan in enumerate(document.layout.pages) if plan.master == "breath")
    page = document.placed.pages[number]
    assert any(isinstance(item, PaintedAt) for item, _, _ in lay(page.items))
    drawn = [box for box in boxes(page) if box.height > 0.9 * page.trim.height]
    assert len(drawn) <= 1 and "its picture" not in page.gave


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_matters_in_a_band_is_seen_and_a_column_is_whole(layout: str) -> None:
    """A band is no lower than its people and things are tall; a picture in a column keeps its shape."""
    document = document_of(layout, "14-17")
    kinds = set()
    for plan, page in zip(document.layout.pages, document.placed.pages, strict=True):
        scene = document.layout.pictures_of(plan)
        shown = find_shown(scene) if scene and plan.master not in {*WHOLE, "comic"} else None
        if not shown or plan.is_continued or len(boxes(page)) != 1:
            continue
        (box,), (panel,) = boxes(page), shown.panels
        if shown.is_beside:
            assert box.height / box.width == pytest.approx(panel.size.height / panel.size.width)
            assert box.x > 0.6 * page.trim.width
        else:
            assert box.width == pytest.approx(page.trim.width)
            assert box.height >= box.width * find_core(panel).height / panel.window.width - 0.1
            assert (box.y < mm(60)) == shown.is_low, page.topic
        kinds.add(shown.is_beside)
    assert kinds == {True, False}


@pytest.mark.parametrize("scale", [1.4142, 0.709459])
def test_outlines_are_no_lighter_on_paper_than_a_scene_says(scale: float) -> None:
    scene = shipped().scene("feelings")
    assert refit(scene, scene.trim, scale).line * scale >= scene.line - 1e-9
