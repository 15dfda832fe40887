"""Path data against segments worked out by hand."""

from itertools import chain
from math import isfinite

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from booklet.art.faults import ArtError
from booklet.art.outline import TAKES, Outline
from booklet.art.pathdata import read_path
from booklet.geometry import Segment


def segments(text: str) -> list[Segment]:
    """Return the segments of path data with their numbers rounded."""
    outline = read_path(text)
    rounded = Outline(outline.verbs, [round(number, 3) + 0.0 for number in outline.numbers])
    return list(rounded.path().segments)


def fault(text: str) -> str:
    """Return the message of the fault in path data."""
    with pytest.raises(ArtError) as caught:
        read_path(text)
    assert caught.value.code == "art-syntax"
    return caught.value.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M1 2", [("m", 1, 2)]),
        ("M1 2L3 4", [("m", 1, 2), ("l", 3, 4)]),
        ("M1 2l3 4", [("m", 1, 2), ("l", 4, 6)]),
        ("M1 2H5", [("m", 1, 2), ("l", 5, 2)]),
        ("M1 2h5", [("m", 1, 2), ("l", 6, 2)]),
        ("M1 2V5", [("m", 1, 2), ("l", 1, 5)]),
        ("M1 2v5", [("m", 1, 2), ("l", 1, 7)]),
        ("M1 2C1 2 3 4 5 6", [("m", 1, 2), ("c", 1, 2, 3, 4, 5, 6)]),
        ("M1 2c1 2 3 4 5 6", [("m", 1, 2), ("c", 2, 4, 4, 6, 6, 8)]),
        ("M0 0Q3 3 6 0", [("m", 0, 0), ("c", 2, 2, 4, 2, 6, 0)]),
        ("M1 1q3 3 6 0", [("m", 1, 1), ("c", 3, 3, 5, 3, 7, 1)]),
        ("M1 0A1 1 0 0 1 0 1", [("m", 1, 0), ("c", 1, 0.552, 0.552, 1, 0, 1)]),
        ("M2 1a1 1 0 0 1 -1 1", [("m", 2, 1), ("c", 2, 1.552, 1.552, 2, 1, 2)]),
        ("M1 2L3 4Z", [("m", 1, 2), ("l", 3, 4), ("h",)]),
        ("M1 2L3 4z", [("m", 1, 2), ("l", 3, 4), ("h",)]),
    ],
)
def test_each_command_gives_its_segments(text: str, expected: list[Segment]) -> None:
    assert segments(text) == expected


def test_numbers_after_a_move_are_lines() -> None:
    assert segments("M1 1 2 2 3 3") == [("m", 1, 1), ("l", 2, 2), ("l", 3, 3)]
    assert segments("m1 1 2 2 3 3") == [("m", 1, 1), ("l", 3, 3), ("l", 6, 6)]


def test_commands_repeat_without_their_letter() -> None:
    assert segments("M0 0h1 2 3") == [("m", 0, 0), ("l", 1, 0), ("l", 3, 0), ("l", 6, 0)]


def test_a_smooth_curve_mirrors_the_last_handle() -> None:
    assert segments("M0 0C0 1 1 2 2 2S4 3 4 4")[2] == ("c", 3, 2, 4, 3, 4, 4)
    assert segments("M0 0c0 1 1 2 2 2s2 1 2 2")[2] == ("c", 3, 2, 4, 3, 4, 4)
    assert segments("M0 0Q3 3 6 0T12 0")[2] == ("c", 8, -2, 10, -2, 12, 0)
    assert segments("M0 0q3 3 6 0t6 0t6 0")[3] == ("c", 14, 2, 16, 2, 18, 0)


def test_a_smooth_curve_mirrors_nothing_after_another_kind_of_segment() -> None:
    assert segments("M5 5S6 6 7 5")[1] == ("c", 5, 5, 6, 6, 7, 5)
    assert segments("M0 0Q3 3 6 0S7 1 8 0")[2] == ("c", 6, 0, 7, 1, 8, 0)
    assert segments("M0 0C0 1 1 2 2 2T8 2")[2] == ("c", 2, 2, 4, 2, 8, 2)


def test_numbers_may_be_glued() -> None:
    assert segments("M.5.5-1-1.5") == [("m", 0.5, 0.5), ("l", -1, -1.5)]
    assert segments("M1e1-2E-1+3,+4") == [("m", 10, -0.2), ("l", 3, 4)]


def test_flags_of_arcs_may_be_glued_to_what_follows() -> None:
    apart = segments("M10 10A5 6 30 0 1 20 20A5 6 30 1 0 -.5 7")
    assert segments("M10 10A5 6 30 0120 20A5 6 30 10-.5 7") == apart
    assert segments("M10 10A5 6 30 01 20,20 5 6 30 1 0-.5 7") == apart


def test_the_sweep_flag_chooses_the_side() -> None:
    assert segments("M0 -1A1 1 0 0 1 1 0")[1] == ("c", 0.552, -1, 1, -0.552, 1, 0)
    assert segments("M0 -1A1 1 0 0 0 1 0")[1] == ("c", 0, -0.448, 0.448, 0, 1, 0)


def test_the_large_flag_takes_the_long_way() -> None:
    assert len(segments("M1 0A1 1 0 1 0 0 1")) == 1 + 3
    assert len(segments("M1 0A1 1 0 0 0 0 1")) == 1 + 1


def test_an_arc_whose_radii_are_too_small_is_enlarged() -> None:
    half = segments("M0 0A1 1 0 0 1 10 0")
    assert half[1][-2:] == (5, -5)
    assert half[2][-2:] == (10, 0)


def test_an_arc_without_radius_is_a_line_and_one_without_length_is_nothing() -> None:
    assert segments("M0 0A0 5 0 0 1 9 9") == [("m", 0, 0), ("l", 9, 9)]
    assert segments("M1 1a5 1e-9 0 0 1 2 3z") == [("m", 1, 1), ("l", 3, 4), ("h",)]
    assert segments("M1 1A5 5 0 0 1 1 1") == [("m", 1, 1)]


@pytest.mark.parametrize("end", ["1e-200 0", "0 1e-160"])
def test_an_arc_with_hardly_any_length_is_nothing(end: str) -> None:
    assert segments(f"M0 0A5 5 0 0 1 {end}") == [("m", 0, 0)]


def test_relative_numbers_that_add_up_to_more_than_any_picture_are_a_fault() -> None:
    assert fault("M0 0" + "h9e5" * 2) == "a number lies beyond 1,000,000"


def test_a_turned_ellipse_reaches_where_it_should() -> None:
    curves = segments("M0 -20A20 10 90 0 1 0 20")
    assert curves[1][-2:] == (10, 0)


def test_after_a_closing_the_pen_is_back_at_the_start() -> None:
    assert segments("M1 1h4v4zl2 2") == [
        *(("m", 1, 1), ("l", 5, 1), ("l", 5, 5), ("h",)),
        *(("m", 1, 1), ("l", 3, 3)),
    ]
    assert segments("M1 1L5 5ZL2 2")[3:] == [("m", 1, 1), ("l", 2, 2)]
    assert segments("M1 1h4zm1 1h1")[3:] == [("m", 2, 2), ("l", 3, 2)]


def test_path_data_may_be_empty() -> None:
    assert segments("") == []
    assert segments(" \n") == []


@pytest.mark.parametrize(
    "text",
    [
        *("L1 2", "1 2", "M", "M1", "M1 2 3", "M1 2L", "M1 2C1 2 3 4 5", "M1 2Z3", "M1 2,", "M1,,2", "M,1 2"),
        *("M1 2X3", "M1 2#", "M1 2 nan", "M1 2A1 1 0 2 0 5 5", "M1 2A1 1 0 0 0 5", "M1_0 2", "M1 2L1 2-", "M1 ٢"),
    ],
)
def test_bad_path_data_is_a_fault(text: str) -> None:
    assert fault(text)


def test_a_fault_says_what_is_missing() -> None:
    assert fault("M0 0C1 2 3 4 5") == "path command C has 5 numbers"
    assert fault("10 10") == 'path data "10 10" does not begin with M'


def test_numbers_too_large_for_any_picture_are_a_fault() -> None:
    assert fault("M1e999 0") == fault("M99999999 0") == "a number lies beyond 1,000,000"


WILD = (st.floats(-1e6, 1e6) | st.floats(-1e-150, 1e-150) | st.floats(-1e-5, 1e-5)).map(repr)
WILD_ARCS = st.tuples(WILD, WILD, WILD, st.sampled_from("01"), st.sampled_from("01"), WILD, WILD).map(" ".join)


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from("Aa"), WILD_ARCS).map("".join), min_size=1, max_size=4))
def test_no_arc_is_a_traceback(arcs: list[str]) -> None:
    try:
        outline = read_path("M0 0" + "".join(arcs))
    except ArtError as error:
        assert error.code == "art-syntax"
    else:
        assert set(outline.verbs) <= set("mlc") and all(map(isfinite, outline.numbers))


COORDINATES = st.integers(-1000, 1000)
LINES = st.tuples(st.just("L"), COORDINATES, COORDINATES)
CURVES = st.tuples(st.just("C"), *[COORDINATES] * 6)
CLOSINGS = st.just(("Z",))
MOVES = st.tuples(st.just("M"), COORDINATES, COORDINATES)
Command = tuple[str | int, ...]


def subpath(move: Command, inner: list[Command], ends: list[Command]) -> list[Command]:
    """Return a move, what follows it and perhaps a closing."""
    return [move, *inner, *ends]


SUBPATHS = st.builds(subpath, MOVES, st.lists(LINES | CURVES, max_size=5), st.lists(CLOSINGS, max_size=1))
PATHS = st.lists(SUBPATHS, min_size=1, max_size=3).map(lambda subpaths: list(chain(*subpaths)))


def absolute(commands: list[Command]) -> str:
    """Write path data, everything apart."""
    return " ".join(str(word) for command in commands for word in command)


def relative(commands: list[Command]) -> str:
    """Write the same path data with relative commands."""
    words: list[str] = []
    x = y = start_x = start_y = 0
    for letter, *numbers in commands:
        offsets = [int(number) - (y if index % 2 else x) for index, number in enumerate(numbers)]
        words += [str(letter).lower(), *map(str, offsets)]
        x, y = map(int, numbers[-2:]) if numbers else (start_x, start_y)
        if letter == "M":
            start_x, start_y = x, y
    return " ".join(words)


def closed(found: list[Segment]) -> list[Segment]:
    """Leave out lines to where their subpath began that stand before its closing, which draws them."""
    kept: list[Segment] = []
    start: Segment = ()
    for segment in found:
        if segment == ("h",) and kept[-1] == ("l", *start[1:]):
            kept.pop()
        kept.append(segment)
        start = segment if segment[0] == "m" else start
    return kept


@pytest.mark.slow
@given(PATHS)
@example([("M", 3, 4), ("L", 5, 6), ("Z",), ("M", 1, 1)])
def test_relative_path_data_reads_to_the_same_segments(commands: list[Command]) -> None:
    assert closed(segments(relative(commands))) == closed(segments(absolute(commands)))


@pytest.mark.slow
@given(PATHS)
def test_the_plain_form_reads_as_any_other(commands: list[Command]) -> None:
    text = absolute(commands)
    glued = text.replace(" -", "-").replace(" ", ",").replace(",M", "M")
    for letter in "MLCZ":
        glued = glued.replace(f",{letter}", letter).replace(f"{letter},", letter)
    assert closed(segments(glued)) == closed(segments(text))


@pytest.mark.slow
@given(PATHS)
def test_every_verb_has_its_numbers(commands: list[Command]) -> None:
    outline = read_path(absolute(commands))
    assert len(outline.numbers) == sum(TAKES[verb] for verb in outline.verbs)
