"""Filling lines: what is greedy, what is even, and what is never left alone."""

from collections.abc import Callable, Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.text.fill import LONELY, fill_balanced, fill_greedy, fill_ragged

Fill = Callable[[Sequence[float], Sequence[float], float], list[int]]

FILLS = (fill_greedy, fill_balanced, fill_ragged)
SLACK = 0.02
"""Room for the hundredth of a point by which a line may pass its measure."""


@st.composite
def paragraphs(draw: st.DrawFn, most: int = 25) -> tuple[list[float], list[float], float]:
    """Return widths, spaces and a measure; now and then a word is wider than the measure."""
    widths = draw(st.lists(st.integers(1, 120), min_size=1, max_size=most))
    spaces = draw(st.lists(st.integers(0, 8), min_size=len(widths), max_size=len(widths)))
    return [float(width) for width in widths], [float(space) for space in spaces], float(draw(st.integers(10, 300)))


def line_widths(widths: Sequence[float], spaces: Sequence[float], ends: Sequence[int]) -> list[float]:
    """Return the width of each line without the space it ends with."""
    return [sum(widths[start:end]) + sum(spaces[start : end - 1]) for start, end in pairwise([0, *ends])]


def unevenness(widths: Sequence[float], spaces: Sequence[float], measure: float, ends: Sequence[int]) -> float:
    """Return the sum of the squares of what is left free."""
    return sum((measure - width) ** 2 for width in line_widths(widths, spaces, ends))


@pytest.mark.parametrize("fill", FILLS)
@given(paragraph=paragraphs())
def test_every_segment_is_in_exactly_one_line_and_in_order(
    fill: Fill, paragraph: tuple[list[float], list[float], float]
) -> None:
    ends = fill(*paragraph)
    assert ends == sorted(set(ends))
    assert ends[0] > 0
    assert ends[-1] == len(paragraph[0])


@pytest.mark.parametrize("fill", FILLS)
@given(paragraph=paragraphs())
def test_no_line_is_wider_than_the_measure_unless_it_is_one_segment(
    fill: Fill, paragraph: tuple[list[float], list[float], float]
) -> None:
    widths, spaces, measure = paragraph
    ends = fill(widths, spaces, measure)
    for width, (start, end) in zip(line_widths(widths, spaces, ends), pairwise([0, *ends]), strict=True):
        assert width <= measure + SLACK or end - start == 1


@given(paragraphs())
def test_a_greedy_line_has_no_room_for_the_next_segment(paragraph: tuple[list[float], list[float], float]) -> None:
    widths, spaces, measure = paragraph
    ends = fill_greedy(widths, spaces, measure)
    for start, end in pairwise([0, *ends[:-1]]):
        assert sum(widths[start : end + 1]) + sum(spaces[start:end]) > measure


@pytest.mark.parametrize("fill", [fill_balanced, fill_ragged])
@given(paragraph=paragraphs())
def test_fewer_lines_cannot_be_had(fill: Fill, paragraph: tuple[list[float], list[float], float]) -> None:
    assert len(fill(*paragraph)) == len(fill_greedy(*paragraph))


@given(paragraphs(most=8))
def test_balanced_lines_are_as_even_as_any_that_fit(paragraph: tuple[list[float], list[float], float]) -> None:
    widths, spaces, measure = paragraph
    found = fill_balanced(widths, spaces, measure)
    others = [(*cuts, len(widths)) for cuts in combinations(range(1, len(widths)), len(found) - 1)]
    fitting = [
        ends
        for ends in others
        if all(
            width <= measure or end - start == 1
            for width, (start, end) in zip(line_widths(widths, spaces, ends), pairwise((0, *ends)), strict=True)
        )
    ]
    if fitting:
        best = min(unevenness(widths, spaces, measure, ends) for ends in fitting)
        assert unevenness(widths, spaces, measure, found) <= best + 1e-6


def test_balanced_lines_halve_a_title() -> None:
    assert fill_greedy([40, 40, 40, 40], [5, 5, 5, 0], 140) == [3, 4]
    assert fill_balanced([40, 40, 40, 40], [5, 5, 5, 0], 140) == [2, 4]


@pytest.mark.parametrize("fill", FILLS)
def test_what_fits_on_one_line_stays_on_one_line(fill: Fill) -> None:
    assert fill([50, 45], [5, 5], 100) == [2]


@pytest.mark.parametrize("fill", FILLS)
def test_the_space_at_the_end_of_a_line_takes_no_room(fill: Fill) -> None:
    assert fill([60, 35, 95], [5, 50, 50], 100) == [2, 3]


@pytest.mark.parametrize("fill", FILLS)
def test_a_segment_wider_than_the_measure_stands_alone(fill: Fill) -> None:
    assert fill([30, 150, 30], [5, 5, 0], 100) == [1, 2, 3]


def test_a_last_line_never_holds_one_short_word() -> None:
    assert fill_greedy([30, 30, 30, 12], [4, 4, 4, 0], 100) == [3, 4]
    assert fill_ragged([30, 30, 30, 12], [4, 4, 4, 0], 100) == [2, 4]


def test_a_last_line_of_two_very_short_words_takes_a_third() -> None:
    assert fill_greedy([30, 30, 30, 6, 6], [4, 4, 4, 4, 0], 100) == [3, 5]
    assert fill_ragged([30, 30, 30, 6, 6], [4, 4, 4, 4, 0], 100) == [2, 5]


def test_a_last_line_that_is_long_enough_is_left_as_it_is() -> None:
    assert fill_ragged([30, 30, 30, 12, 12], [4, 4, 4, 4, 0], 100) == [3, 5]
    assert fill_ragged([30, 30, 30, 100 * LONELY], [4, 4, 4, 0], 100) == [3, 4]
    assert fill_ragged([30, 30, 30, 100 * LONELY - 1], [4, 4, 4, 0], 100) == [2, 4]


def test_a_lonely_word_stays_where_the_line_above_would_become_a_stub() -> None:
    assert fill_ragged([40, 55, 12], [4, 4, 0], 100) == [2, 3]


def test_a_lonely_word_stays_below_a_line_of_one_word() -> None:
    assert fill_ragged([95, 12], [4, 0], 100) == [1, 2]


@given(paragraphs())
def test_a_lonely_last_word_could_not_be_helped(paragraph: tuple[list[float], list[float], float]) -> None:
    widths, spaces, measure = paragraph
    ends = fill_ragged(widths, spaces, measure)
    last = line_widths(widths, spaces, ends)[-1]
    if len(ends) < 2 or ends[-1] - ends[-2] > 1 or last >= measure * LONELY:
        return
    above = ends[-3] if len(ends) > 2 else 0
    carried = [*ends[:-2], ends[-2] - 1, ends[-1]]
    assert carried[-2] == above or line_widths(widths, spaces, carried)[-2] < measure / 2
