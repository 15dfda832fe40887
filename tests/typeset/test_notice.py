"""The notice: a small poster, arranged for its own size."""

from datetime import date
from pathlib import Path

import pytest
from laid import lay
from projects import lay as lay_project

from booklet.errors import SourceError
from booklet.geometry import Path as Outline
from booklet.geometry import Rect, Size, mm
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.planning import Wanted, plan_jobs
from booklet.scenes.model import Flat, Panel
from booklet.scenes.spread import spread
from booklet.sources.load import Sources
from booklet.typeset.notice import LEAST_PICTURE
from booklet.typeset.noticefoot import foot_top
from booklet.typeset.placed import Clipped, FigureAt, TextAt

MADE = date(2026, 11, 28)


def place(
    layout: str, sources: Sources, locale: str = "en", country: str = "KE", band: str = "14-17"
) -> list[Document]:
    product = sources.layout(layout).product
    wanted = Wanted((product,), (locale,), (country,), (band,), ("screen",), layouts=(layout,))
    return check(plan_jobs(wanted, sources), sources, MADE)


def sizes(document: Document) -> list[float]:
    """Return the sizes of all type on the page, without the band of a proof, which is not placed yet."""
    laid = lay(document.placed.pages[0].items)
    return [run.size for item, _, _ in laid if isinstance(item, TextAt) for run in item.line.runs if run.text.strip()]


@pytest.mark.parametrize("locale", ["en", "ar", "hi", "th"])
def test_no_line_ends_with_a_dot_that_stands_between_two(sources: Sources, locale: str) -> None:
    for document in place("poster-a4", sources, locale):
        laid = lay(document.placed.pages[0].items)
        lines = ["".join(run.text for run in item.line.runs).strip() for item, _, _ in laid if isinstance(item, TextAt)]
        assert any("childlinekenya" in line for line in lines) and not [line for line in lines if line.endswith("·")]


@pytest.mark.parametrize(("layout", "least", "title", "body"), [("poster-a4", 12, 40, 17), ("poster-a5", 10, 30, 12.5)])
def test_small_posters_have_type_of_their_own(
    layout: str, least: float, title: float, body: float, sources: Sources
) -> None:
    assert sources.layout(layout).scale == 1
    for band in ("14-17", "10-13"):
        for document in place(layout, sources, band=band):
            found = sizes(document)
            assert min(found) >= least, document.job.item
            assert max(found) >= title
            words = [
                run.size
                for item, _, dy in lay(document.placed.pages[0].items)
                if isinstance(item, TextAt) and item.y + dy > document.layout.margins.foot
                for run in item.line.runs
            ]
            assert min(words) >= body, document.job.item


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["poster-a4", "poster-a5", "poster-a4-mono"])
def test_the_picture_keeps_its_share_whatever_the_words(layout: str, sources: Sources) -> None:
    for locale, country in (("en", "KE"), ("th", "TH"), ("ru", "001")):
        for document in place(layout, sources, locale, country):
            page = document.placed.pages[0]
            clipped = [
                item.items[0].path.bounds
                for item, _, _ in lay(page.items)
                if isinstance(item, FigureAt) and item.turns and isinstance(item.items[0], Clipped)
            ]
            assert len(clipped) == 1
            top = page.trim.height - document.layout.margins.foot
            assert clipped[0].height >= LEAST_PICTURE * top - mm(6), (document.job.item, locale)


def test_the_foot_of_a_notice_begins_above_what_an_app_lays_over_it(sources: Sources) -> None:
    from booklet.look.layout import Overlay
    from booklet.typeset.brief import Brief

    layout = sources.layout("poster-a4")
    plan, topic = layout.pages[0], place("poster-a4", sources)[0].manuscript.topics[0]
    brief = Brief(plan, 0, topic, layout.trim, layout.margins, 0.0, (), overlay=Overlay(0, 50))
    assert foot_top(brief) == layout.trim.height - layout.margins.foot - 50


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("code: maybe\n", "unknown-code"),
        ("overlay: {top: 200, foot: 200}\n", "wrong-margins"),
        ("looks:\n  p1: {says: [m1, p1.nothing]}\n", "unknown-message"),
    ],
)
def test_what_a_layout_says_wrong_of_a_notice_is_told(more: str, code: str, tmp_path: Path) -> None:
    text = f"extends: poster-a4\ntrim-name: ours\n{more}"
    sources = open_sources(lay_project(tmp_path, {"layouts/ours.yaml": text}))
    with pytest.raises(SourceError) as caught:
        sources.layout("ours")
    assert {finding.code for finding in caught.value.findings} == {code}


def test_a_ground_goes_on_to_the_side_of_a_wider_page_and_a_sun_stays_round() -> None:
    window = Rect(0, 0, 100, 50)
    ground = Flat(Outline((("m", -5, 40), ("l", 105, 40), ("l", 105, 60), ("l", -5, 60), ("h",))), "oat")
    sun = Flat(Outline((("m", 110, 20), ("c", 110, 40, 80, 40, 80, 20), ("c", 80, 0, 110, 0, 110, 20), ("h",))), "sun")
    panel = Panel("p", (0, 0), Size(200, 50), Rect(-50, 0, 200, 50), "", (ground, sun), (), (), ())
    wide, same = spread(panel, window).back
    assert isinstance(wide, Flat)
    assert (wide.path.bounds.x, wide.path.bounds.right) == (-65, 165), "and more than any bleed"
    assert same.path.bounds.right == sun.path.bounds.right == 110  # type: ignore[union-attr]
    whole = Panel("p", (0, 0), Size(100, 50), window, "", (ground,), (), (), ())
    (alike,) = spread(whole, window).back
    assert isinstance(alike, Flat) and (alike.path.bounds.x, alike.path.bounds.right) == (-10, 110)
