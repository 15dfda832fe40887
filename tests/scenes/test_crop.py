"""A picture seen in another shape: whole, never stretched, words kept from the foot; and over two pages."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.geometry import Rect, Size
from booklet.scenes.crop import cut_out, find_core, halve, refit, widen
from booklet.scenes.model import Panel, Scene, Words
from booklet.sources.load import Sources

TILE = Words("tile", "front", (5.0, 51.0), 58.0, up=True)
FRONT = Panel("front", (0.0, 0.0), Size(85, 55), Rect(0, 0, 2600, 2600 * 55 / 85), "night", (), (), (), (TILE,))


def test_a_picture_of_the_same_shape_is_seen_whole() -> None:
    whole = widen(FRONT, Size(170, 110))
    assert (*whole.window,) == pytest.approx((*FRONT.window,)) and whole.scale == pytest.approx(2 * FRONT.scale)


@given(st.floats(20, 400), st.floats(20, 400))
def test_all_of_it_is_seen_in_any_shape_and_more_above_it_or_at_its_sides(width: float, height: float) -> None:
    seen, whole = widen(FRONT, Size(width, height)).window, FRONT.window
    assert seen.height / seen.width == pytest.approx(height / width)
    assert seen.top == pytest.approx(whole.top)
    assert seen.x + seen.width / 2 == pytest.approx(whole.x + whole.width / 2)
    assert seen.width == pytest.approx(whole.width) or seen.height == pytest.approx(whole.height)
    assert seen.width >= whole.width - 1e-6 and seen.height >= whole.height - 1e-6


def test_words_keep_their_distance_from_the_foot() -> None:
    (tile,) = widen(FRONT, Size(85, 60)).words
    assert tile.at == (5.0, 56.0)


def test_a_picture_over_two_pages_goes_on_where_it_was_cut_and_each_half_has_its_words() -> None:
    other = Words("title", "title", (90.0, 8.0), 60.0)
    both = Panel("outside", (0.0, 0.0), Size(170, 55), Rect(0, 0, 5200, 1682), "night", (), (), (), (TILE, other))
    start, end = halve(both, is_end=False), halve(both, is_end=True)
    assert start.window == Rect(0, 0, 2600, 1682) and end.window == Rect(2600, 0, 2600, 1682)
    assert start.size == end.size == Size(85, 55) and start.scale == end.scale == both.scale
    assert start.words == (TILE,) and [words.at for words in end.words] == [(5.0, 8.0)]


def test_what_matters_is_people_and_what_is_before_them_or_what_a_scene_says(sources: Sources) -> None:
    panels = {panel.id: panel for panel in sources.scene("gift-drop").panels}
    first = find_core(panels["a"])  # Dayo points at a tablet; the window and the shelf behind do not matter
    assert first.x > 100 and first.y > 250
    assert first.top == pytest.approx(panels["a"].window.top)
    assert find_core(panels["c"]) == panels["c"].core == Rect(20, 240, 930, 840)
    assert find_core(FRONT) == FRONT.window


@given(st.floats(20, 400), st.floats(20, 400))
def test_a_cut_shows_what_matters_in_any_shape_and_stays_in_its_window_if_it_can(width: float, height: float) -> None:
    core = Rect(900, 700, 700, 600)
    cut = cut_out(replace(FRONT, core=core), Size(width, height))
    seen, whole = cut.window, FRONT.window
    assert cut.size == Size(width, height) and cut.words == ()
    assert seen.height / seen.width == pytest.approx(height / width)
    assert seen.x <= core.x + 1e-6 and seen.right >= core.right - 1e-6
    assert seen.y <= core.y + 1e-6 and seen.top >= core.top - 1e-6
    assert seen.width == pytest.approx(core.width) or seen.height == pytest.approx(core.height)
    if seen.width <= whole.width:
        assert seen.x >= whole.x - 1e-6 and seen.right <= whole.right + 1e-6
    if seen.height <= whole.height:
        assert seen.y >= whole.y - 1e-6 and seen.top <= whole.top + 1e-6


def test_a_scene_on_other_pages_fills_them_and_its_lines_get_no_lighter() -> None:
    small = Panel("b", (10.0, 10.0), Size(20, 20), Rect(0, 0, 100, 100), "oat", (), (), (), ())
    scene = Scene("s", ("14-17",), Size(85, 55), 1.5, (FRONT, small))
    large, pocket = refit(scene, Size(86, 55), 1.4142), refit(scene, Size(85, 60), 0.7)
    assert large.panels[0].size == large.trim == Size(86, 55) and large.panels[1] == small
    assert pocket.panels[0].size == Size(85, 60)
    assert large.line == 1.5 and pocket.line * 0.7 == pytest.approx(1.5)
