"""A scene on a page of another shape: the foot at the foot, nobody stretched, nothing torn from its ground."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.geometry import Path, Rect, Size, mm
from booklet.look.layout import COVERS
from booklet.scenes.model import Flat, Layer, Panel, Scene, Thing, Words
from booklet.scenes.reshape import reshape
from booklet.scenes.stage import list_heads
from booklet.sources.load import Sources

PAGE, HALF_LETTER = Size(100.0, 200.0), Size(100.0, 216.0)

TITLE = Words("title", "title", (10.0, 10.0), 80.0, room=20.0)

WALL = Flat(Path((("m", 0.0, 100.0), ("l", 500.0, 100.0), ("l", 500.0, 900.0), ("h",))), "oat")


def window_of(size: Size) -> Rect:
    return Rect(0, 0, 500, 500 * size.height / size.width)


def picture(top: float, height: float, seams: tuple[float, ...] = (), *words: Words) -> Panel:
    size = Size(100.0, height)
    return Panel("p", (0.0, top), size, window_of(size), "mint", (WALL,), (), (), words, seams=seams)


def scene(*panels: Panel, words: tuple[Words, ...] = (TITLE,)) -> Scene:
    return Scene("s", (), PAGE, 1.0, panels, words)


def on(found: Scene, trim: Size) -> Scene:
    adapted = reshape(found, trim)
    assert adapted is not None
    return adapted


def test_a_page_of_its_own_shape_has_the_scene_as_it_is_and_one_of_quite_another_has_none() -> None:
    found = scene(picture(40, 100))
    assert reshape(found, PAGE) is found
    for trim in (Size(100, 240), Size(100, 190), Size(120, 200), Size(80, 200)):
        assert reshape(found, trim) is None


def test_on_a_taller_page_heights_below_the_title_grow_and_pictures_show_more_above() -> None:
    foot = PAGE.height - mm(24)
    below, last = Words("text", "a", (10.0, 100.0), 80.0), Words("text", "b", (10.0, foot), 80.0)
    taller = on(scene(picture(40, 50), picture(110, 80), words=(TITLE, below, last)), HALF_LETTER)
    first, second = taller.panels
    title, moved, kept = taller.words
    share = 1 + 16 / (foot - 40)
    assert title == TITLE and kept.at[1] == pytest.approx(foot + 16)
    assert moved.at[1] - 40 == pytest.approx(share * 60) and first.at[1] == 40
    assert first.size.height == pytest.approx(share * 50)
    assert second.at[1] + second.size.height == pytest.approx(190 + 16)  # in the foot, which does not grow
    for before, after in ((picture(40, 50), first), (picture(110, 80), second)):
        assert after.scale == before.scale and after.window.top == pytest.approx(before.window.top)
        assert after.back == before.back


def test_a_picture_that_fills_its_page_is_pulled_apart_below_the_title() -> None:
    sign = Words("sign", "a", (10.0, 60.0), 40.0)
    taller = on(scene(picture(0, 200, (), TITLE, sign), words=()), HALF_LETTER)
    (page,) = taller.panels
    assert page.size == taller.trim == HALF_LETTER and page.window.y == 0 and page.scale == 0.2
    assert [words.at[1] for words in page.words] == [10.0, 76.0]
    (wall,) = page.back
    assert isinstance(wall, Flat) and wall.path.bounds == Rect(0, 100, 500, 880)


def test_seams_share_what_a_page_is_taller() -> None:
    signs = tuple(Words("sign", name, (10.0, y), 40.0) for name, y in (("a", 50.0), ("b", 90.0), ("c", 150.0)))
    (page,) = on(scene(picture(0, 200, (60.0, 100.0), TITLE, *signs), words=()), HALF_LETTER).panels
    assert [words.at[1] for words in page.words] == [10.0, 50.0, 98.0, 166.0]


def test_a_picture_beside_words_is_pulled_apart_at_its_own_seams() -> None:
    (part,) = on(scene(picture(40, 100, (50.0,))), HALF_LETTER).panels
    units = (part.size.height - 100) / part.scale
    (wall,) = part.back
    assert units > 0 and part.window == Rect(0, 0, 500, 500 + units)
    assert isinstance(wall, Flat) and wall.path.bounds == Rect(0, 100, 500, 800 + units)


def test_a_page_a_little_wider_has_all_of_it_larger_and_one_a_little_lower_loses_sky() -> None:
    wider = on(scene(picture(0, 200, (), TITLE), words=()), Size(101.0, 201.5))
    (page,) = wider.panels
    assert page.size == wider.trim and page.scale == pytest.approx(0.202)
    assert page.words[0].measure == pytest.approx(80.8)
    (lower,) = on(scene(picture(0, 200)), Size(100.0, 198.5)).panels
    assert lower.size.height == 198.5 and lower.scale == 0.2


def test_outlines_are_heavier_where_all_is_printed_small() -> None:
    found = scene(picture(40, 100))
    lines = [reshape(found, PAGE, scale) for scale in (0.5, 0.95, 1.4)]
    assert [one.line for one in lines if one] == [2.0, 1.0, 1.0]


@pytest.mark.slow
@given(st.floats(1.0, 1.11))
def test_nothing_changes_places(share: float) -> None:
    signs = tuple(Words("sign", str(y), (10.0, float(y)), 40.0) for y in range(5, 200, 15))
    (page,) = on(scene(picture(0, 200, (30.0, 80.0, 140.0), *signs)), Size(100.0, 200.0 * share)).panels
    tops = [words.at[1] for words in page.words]
    assert all(below - above >= 15 - 1e-6 for above, below in pairwise(tops))
    assert tops[-1] - signs[-1].at[1] == pytest.approx(200 * (share - 1))


def layers(panel: Panel) -> tuple[Layer, ...]:
    return (*panel.back, *panel.figures, *panel.over)


@pytest.mark.parametrize("name", ["booklet-half-letter", "booklet-a6", "booklet-a4-large"])
@pytest.mark.parametrize("band", ["14-17", "10-13"])
def test_all_covers_and_all_pages_of_half_letter_are_drawn(name: str, band: str, sources: Sources) -> None:
    layout = sources.layout_in(name, band, "001", "en")
    covers = [layout.scene_of(plan) for plan in layout.pages if plan.master in COVERS]
    assert len(covers) == 2 and None not in covers
    if not layout.flows:
        assert None not in [layout.scene_of(plan) for plan in layout.pages]


def test_people_are_as_large_and_stand_beside_one_another_on_half_letter_as_on_a5(sources: Sources) -> None:
    layout = sources.layout("booklet-half-letter")
    seen = 0
    for name in sources.scenes():
        found = sources.scene(name)
        taller = reshape(found, layout.trim)
        for before, after in zip(found.panels, taller.panels if taller else (), strict=False):
            seen += 1
            assert after.scale == pytest.approx(before.scale, rel=1e-6)
            assert len(layers(after)) == len(layers(before))
            heads, now = list_heads(before), list_heads(after)
            sides = [head.face.x for head in heads]
            assert [head.face.x for head in now] == pytest.approx(sides, abs=0.01), (name, before.id)
            most = layout.trim.height - found.trim.height
            lower = [there.face.y - here.face.y for here, there in zip(heads, now, strict=True)]
            assert all(-0.1 <= by <= most + 0.1 for by in lower), (name, before.id)
    assert seen > 80


def test_a_thing_moves_with_its_foot(sources: Sources) -> None:
    layout, found = sources.layout("booklet-half-letter"), sources.scene("tricks")
    (before,), (after,) = found.panels, on(found, layout.trim).panels
    ways = [
        there.place.f - here.place.f
        for here, there in zip(before.back, after.back, strict=True)
        if isinstance(here, Thing) and isinstance(there, Thing)
    ]
    fifth = (layout.trim.height - found.trim.height) / 5 / before.scale
    assert ways == pytest.approx([number * fifth for number in (1, 1, 2, 2, 3, 3, 4, 4, 5, 5)], abs=0.1)
