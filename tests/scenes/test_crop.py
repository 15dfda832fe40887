"""A picture seen in another shape: whole, never stretched, words kept from the foot; and over two pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.geometry import Rect, Size
from booklet.scenes.crop import halve, widen
from booklet.scenes.model import Panel, Words

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
