"""Filling lines: what is greedy, what is even, and what is never left alone."""

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.text.fill import (
    LONELY,
    SHRINK,
    Box,
    Filler,
    fill_balanced,
    fill_greedy,
    fill_justified,
    fill_ragged,
    line_width,
)

FILLS = (fill_greedy, fill_balanced, fill_ragged)
SLACK = 0.02
"""Room for the hundredth of a point by which a line may pass its measure."""


Paragraph = tuple[list[Box], float]


def boxes(widths: Sequence[float], spaces: Sequence[float]) -> list[Box]:
    return [Box(width, space, stretch=space / 2) for width, space in zip(widths, spaces, strict=True)]


@st.composite
def paragraphs(draw: st.DrawFn, most: int = 25) -> Paragraph:
    """Return boxes and a measure; now and then a box is wider than the measure, or takes a hyphen at a line's end."""
    widths = draw(st.lists(st.integers(1, 120), min_size=1, max_size=most))
    found = []
    for width in widths:
        hyphen = draw(st.sampled_from([0.0, 0.0, 4.0]))
        space = 0.0 if hyphen else float(draw(st.integers(0, 8)))
        found.append(Box(float(width), space, hyphen, space / 2))
    return found, float(draw(st.integers(10, 300)))


def line_widths(found: Sequence[Box], ends: Sequence[int]) -> list[float]:
    """Return the width of each line without the space it ends with."""
    return [line_width(found, start, end) for start, end in pairwise([0, *ends])]


def unevenness(found: Sequence[Box], measure: float, ends: Sequence[int]) -> float:
    """Return the sum of the squares of what is left free."""
    return sum((measure - width) ** 2 for width in line_widths(found, ends))


@pytest.mark.slow
@pytest.mark.parametrize("fill", FILLS)
@given(paragraph=paragraphs())
def test_every_segment_is_in_exactly_one_line_and_in_order(fill: Filler, paragraph: Paragraph) -> None:
    ends = fill(*paragraph)
    assert ends == sorted(set(ends))
    assert ends[0] > 0
    assert ends[-1] == len(paragraph[0])


@pytest.mark.slow
@pytest.mark.parametrize("fill", FILLS)
@given(paragraph=paragraphs())
def test_no_line_is_wider_than_the_measure_unless_it_is_one_segment(fill: Filler, paragraph: Paragraph) -> None:
    found, measure = paragraph
    ends = fill(found, measure)
    for width, (start, end) in zip(line_widths(found, ends), pairwise([0, *ends]), strict=True):
        assert width <= measure + SLACK or end - start == 1


@pytest.mark.slow
@given(paragraphs())
def test_a_greedy_line_has_no_room_for_the_next_segment(paragraph: Paragraph) -> None:
    found, measure = paragraph
    ends = fill_greedy(found, measure)
    for start, end in pairwise([0, *ends[:-1]]):
        assert all(line_width(found, start, longer) > measure for longer in range(end + 1, len(found) + 1))


@pytest.mark.slow
@pytest.mark.parametrize("fill", [fill_balanced, fill_ragged])
@given(paragraph=paragraphs())
def test_fewer_lines_cannot_be_had(fill: Filler, paragraph: Paragraph) -> None:
    assert len(fill(*paragraph)) == len(fill_greedy(*paragraph))


@pytest.mark.slow
@given(paragraphs(most=8))
def test_balanced_lines_are_as_even_as_any_that_fit(paragraph: Paragraph) -> None:
    found, measure = paragraph
    chosen = fill_balanced(found, measure)
    others = [(*cuts, len(found)) for cuts in combinations(range(1, len(found)), len(chosen) - 1)]
    fitting = [
        ends
        for ends in others
        if all(
            width <= measure or end - start == 1
            for width, (start, end) in zip(line_widths(found, ends), pairwise((0, *ends)), strict=True)
        )
    ]
    if fitting:
        best = min(unevenness(found, measure, ends) for ends in fitting)
        assert unevenness(found, measure, chosen) <= best + 1e-6


def test_balanced_lines_halve_a_title() -> None:
    assert fill_greedy(boxes([40, 40, 40, 40], [5, 5, 5, 0]), 140) == [3, 4]
    assert fill_balanced(boxes([40, 40, 40, 40], [5, 5, 5, 0]), 140) == [2, 4]


@pytest.mark.parametrize("fill", FILLS)
def test_what_fits_on_one_line_stays_on_one_line(fill: Filler) -> None:
    assert fill(boxes([50, 45], [5, 5]), 100) == [2]


@pytest.mark.parametrize("fill", FILLS)
def test_the_space_at_the_end_of_a_line_takes_no_room(fill: Filler) -> None:
    assert fill(boxes([60, 35, 95], [5, 50, 50]), 100) == [2, 3]


@pytest.mark.parametrize("fill", FILLS)
def test_a_segment_wider_than_the_measure_stands_alone(fill: Filler) -> None:
    assert fill(boxes([30, 150, 30], [5, 5, 0]), 100) == [1, 2, 3]


def test_a_last_line_never_holds_one_short_word() -> None:
    assert fill_greedy(boxes([30, 30, 30, 12], [4, 4, 4, 0]), 100) == [3, 4]
    assert fill_ragged(boxes([30, 30, 30, 12], [4, 4, 4, 0]), 100) == [2, 4]


def test_a_last_line_of_two_very_short_words_takes_a_third() -> None:
    assert fill_greedy(boxes([30, 30, 30, 6, 6], [4, 4, 4, 4, 0]), 100) == [3, 5]
    assert fill_ragged(boxes([30, 30, 30, 6, 6], [4, 4, 4, 4, 0]), 100) == [2, 5]


def test_a_last_line_that_is_long_enough_is_left_as_it_is() -> None:
    assert fill_ragged(boxes([30, 30, 30, 12, 12], [4, 4, 4, 4, 0]), 100) == [3, 5]
    assert fill_ragged(boxes([30, 30, 30, 100 * LONELY], [4, 4, 4, 0]), 100) == [3, 4]
    assert fill_ragged(boxes([30, 30, 30, 100 * LONELY - 1], [4, 4, 4, 0]), 100) == [2, 4]


def test_as_many_words_are_carried_as_the_last_line_needs() -> None:
    assert fill_ragged(boxes([40, 30, 8, 8, 7], [2, 2, 2, 2, 0]), 95) == [2, 5]


def test_a_lonely_word_stays_where_the_line_above_would_become_a_stub() -> None:
    assert fill_ragged(boxes([40, 55, 12], [4, 4, 0]), 100) == [2, 3]


def test_a_lonely_word_stays_below_a_line_of_one_word() -> None:
    assert fill_ragged(boxes([95, 12], [4, 0]), 100) == [1, 2]


@pytest.mark.slow
@given(paragraphs())
def test_a_lonely_last_word_could_not_be_helped(paragraph: Paragraph) -> None:
    found, measure = paragraph
    ends = fill_ragged(found, measure)
    last = line_widths(found, ends)[-1]
    if len(ends) < 2 or ends[-1] - ends[-2] > 1 or last >= measure * LONELY:
        return
    above = ends[-3] if len(ends) > 2 else 0
    carried = [*ends[:-2], ends[-2] - 1, ends[-1]]
    assert carried[-2] == above or line_widths(found, carried)[-2] < measure / 2


@pytest.mark.slow
@given(paragraphs())
def test_a_justified_line_fits_when_its_spaces_give_what_they_can(paragraph: Paragraph) -> None:
    found, measure = paragraph
    ends = fill_justified(found, measure)
    assert ends == sorted(set(ends))
    assert ends[-1] == len(found)
    for width, (start, end) in zip(line_widths(found, ends), pairwise([0, *ends]), strict=True):
        spaces = sum(box.space for box in found[start : end - 1])
        assert width - SHRINK * spaces <= measure + SLACK or end - start == 1


def test_justified_lines_share_a_hole_that_greedy_lines_leave() -> None:
    words = boxes([20, 50, 20, 60, 50, 30], [10, 10, 10, 10, 10, 0])
    assert line_widths(words, fill_greedy(words, 110)) == [110, 60, 90]
    assert line_widths(words, fill_justified(words, 110)) == [80, 90, 90]


def test_a_hyphen_is_used_only_where_it_fits() -> None:
    assert fill_greedy([Box(40, 5), Box(50, 0, tail=4), Box(30, 0)], 98) == [1, 3]
    assert fill_greedy([Box(40, 5), Box(50, 0, tail=4), Box(30, 0)], 99) == [2, 3]


def test_a_hyphen_is_dear() -> None:
    words = [Box(40, 5, stretch=2.5), Box(44, 0, 4, penalty=50), Box(4, 5, stretch=2.5), Box(90, 0)]
    assert fill_justified(words, 94) != [2, 4]
