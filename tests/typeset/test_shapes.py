"""Paths of the house, as values."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.geometry import Path, Rect
from booklet.typeset.shapes import ROUND, bubble, disc, line, qr_path, rectangle, rounded_rectangle

BOX = Rect(10, 20, 60, 40)
CORNERS = {"top-start": (10, 60), "top-end": (70, 60), "bottom-end": (70, 20), "bottom-start": (10, 20)}

BOXES = st.builds(Rect, *(st.integers(-50, 50),) * 2, *(st.integers(1, 90),) * 2)
Point = tuple[float, float]


def numbers(path: Path) -> list[list[float]]:
    """Return the numbers of each segment."""
    return [[float(number) for number in segment[1:]] for segment in path.segments]


def passed(path: Path) -> list[Point]:
    """Return the points the outline passes through, in order."""
    return [(round(found[-2], 6), round(found[-1], 6)) for found in numbers(path) if found]


def points(path: Path) -> list[Point]:
    """Return points and handles."""
    return [(found[place], found[place + 1]) for found in numbers(path) for place in range(0, len(found), 2)]


def verbs(path: Path) -> str:
    return "".join(str(segment[0]) for segment in path.segments)


def area(path: Path) -> float:
    """Return the area within a path of straight lines, anticlockwise counting as positive."""
    found = 0.0
    corners: list[Point] = []
    for segment in path.segments:
        if segment[0] == "h":
            found += sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*corners, corners[0]])) / 2
            corners = []
        else:
            corners.append((float(segment[1]), float(segment[2])))
    return found


def test_a_rectangle_goes_round_its_box_once() -> None:
    assert rectangle(BOX) == Path((("m", 10, 20), ("l", 70, 20), ("l", 70, 60), ("l", 10, 60), ("h",)))
    assert area(rectangle(BOX)) == 60 * 40


def test_a_line_is_not_closed() -> None:
    assert line(1, 2, 3, 4) == Path((("m", 1, 2), ("l", 3, 4)))


@pytest.mark.parametrize("tail", CORNERS)
def test_a_bubble_is_square_at_its_tail_and_round_elsewhere(tail: str) -> None:
    path = bubble(BOX, 8, tail)
    assert {corner for corner, point in CORNERS.items() if point in passed(path)} == {tail}
    assert verbs(path).count("c") == 3


def test_a_bubble_without_tail_is_round_at_all_corners() -> None:
    path = bubble(BOX, 8, "none")
    assert not set(CORNERS.values()) & set(passed(path))
    assert verbs(path).count("c") == 4


def test_a_corner_begins_and_ends_a_radius_from_its_corner() -> None:
    assert passed(rounded_rectangle(BOX, (5, 0, 0, 0))) == [
        *((15, 60), (70, 60), (70, 20), (10, 20), (10, 55), (15, 60)),
    ]


def test_each_corner_has_its_own_radius() -> None:
    found = passed(rounded_rectangle(BOX, (1, 2, 3, 4)))
    assert {(11, 60), (10, 59), (68, 60), (70, 58), (67, 20), (70, 23), (14, 20), (10, 24)} == set(found)


@pytest.mark.slow
@given(BOXES, st.integers(0, 200), st.sampled_from([*CORNERS, "none"]))
def test_a_bubble_is_no_larger_than_its_box_and_reaches_its_edges(box: Rect, radius: int, tail: str) -> None:
    xs, ys = zip(*points(bubble(box, radius, tail)), strict=True)
    assert (min(xs), max(xs)) == pytest.approx((box.x, box.right))
    assert (min(ys), max(ys)) == pytest.approx((box.y, box.top))


@pytest.mark.slow
@given(BOXES, st.integers(0, 200), st.sampled_from([*CORNERS, "none"]))
def test_an_outline_ends_where_it_began(box: Rect, radius: int, tail: str) -> None:
    path = bubble(box, radius, tail)
    found = passed(path)
    assert verbs(path)[0] == "m"
    assert verbs(path)[-1] == "h"
    if tail != "top-start" and radius:
        assert found[0] == pytest.approx(found[-1])


@given(st.integers(-9, 9), st.integers(-9, 9), st.integers(1, 40))
def test_the_points_of_a_disc_lie_a_radius_from_its_centre(x: int, y: int, radius: int) -> None:
    path = disc(x, y, radius)
    assert verbs(path).count("c") == 4
    for at_x, at_y in passed(path):
        assert (at_x - x) ** 2 + (at_y - y) ** 2 == pytest.approx(radius**2)


def test_a_quarter_circle_is_round_to_a_thousandth_of_its_radius() -> None:
    (curve,) = [found for found in numbers(rounded_rectangle(Rect(0, 0, 100, 100), (0, 100, 0, 0))) if len(found) == 6]
    x1, y1, x2, y2, x3, y3 = curve
    for step in range(11):
        t = step / 10
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        x = sum(weight * at for weight, at in zip(weights, (0, x1, x2, x3), strict=True))
        y = sum(weight * at for weight, at in zip(weights, (100, y1, y2, y3), strict=True))
        assert x**2 + y**2 == pytest.approx(100**2, rel=1e-3)
    assert x1 == pytest.approx(100 * ROUND)


GRIDS = st.integers(1, 9).flatmap(
    lambda size: st.lists(st.lists(st.booleans(), min_size=size, max_size=size), min_size=size, max_size=size)
)


@pytest.mark.slow
@given(GRIDS)
def test_the_path_of_a_qr_code_covers_the_dark_modules_and_no_others(grid: list[list[bool]]) -> None:
    size = len(grid)
    path = qr_path(grid, Rect(100, 200, 10 * size, 10 * size))
    covered = {
        (round((200 + 10 * size - y) / 10) - 1, round((x - 100) / 10) + step)
        for (x, y), (right, _) in zip(passed(path)[::4], passed(path)[1::4], strict=True)
        for step in range(round((right - x) / 10))
    }
    assert covered == {(row, column) for row in range(size) for column in range(size) if grid[row][column]}
    assert area(path) == pytest.approx(100 * sum(map(sum, grid)))


def test_dark_modules_side_by_side_are_one_rectangle() -> None:
    path = qr_path([[True, True, False], [False, False, False], [True, False, True]], Rect(0, 0, 3, 3))
    assert verbs(path) == "mlllh" * 3
    assert passed(path)[:4] == [(0, 2), (2, 2), (2, 3), (0, 3)]
