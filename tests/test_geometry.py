"""Lengths and rectangles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.geometry import MM, Path, Rect, Size, mm

LENGTHS = st.integers(-500, 500)
RECTS = st.builds(Rect, LENGTHS, LENGTHS, st.integers(0, 500), st.integers(0, 500))


def test_an_inch_is_72_points() -> None:
    assert mm(25.4) == pytest.approx(72)
    assert mm(1) == MM


def test_a4_is_as_large_as_every_printer_knows_it() -> None:
    assert (round(mm(210), 2), round(mm(297), 2)) == (595.28, 841.89)


def test_a_rectangle_knows_its_far_edges() -> None:
    rect = Rect(10, 20, 30, 40)
    assert (rect.right, rect.top) == (40, 60)


def test_a_grown_rectangle_has_every_edge_moved_outwards() -> None:
    grown = Rect(10, 20, 30, 40).grown(3)
    assert (grown.x, grown.y, grown.right, grown.top) == (7, 17, 43, 63)


def test_a_moved_rectangle_keeps_its_size() -> None:
    assert Rect(10, 20, 30, 40).moved(5, -5) == Rect(15, 15, 30, 40)


@given(RECTS, LENGTHS)
def test_growing_and_shrinking_by_as_much_changes_nothing(rect: Rect, by: int) -> None:
    assert rect.grown(by).grown(-by) == rect


@given(RECTS, LENGTHS, LENGTHS)
def test_moving_there_and_back_changes_nothing(rect: Rect, dx: int, dy: int) -> None:
    assert rect.moved(dx, dy).moved(-dx, -dy) == rect


@given(RECTS, LENGTHS)
def test_a_grown_rectangle_keeps_its_centre(rect: Rect, by: int) -> None:
    grown = rect.grown(by)
    assert (grown.x + grown.right, grown.y + grown.top) == (rect.x + rect.right, rect.y + rect.top)


def test_values_of_equal_content_are_equal_and_hashable() -> None:
    assert len({Path((("m", 0, 0), ("h",))), Path((("m", 0, 0), ("h",)))}) == 1
    assert len({Rect(1, 2, 3, 4), Rect(1, 2, 3, 4), Rect(1, 2, 3, 5)}) == 2
    assert Size(1, 2).width == 1
