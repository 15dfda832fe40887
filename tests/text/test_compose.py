"""Rich texts set in lines of the real fonts."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.text.breaks import segments
from booklet.text.compose import Line, compose, set_line
from booklet.text.fonts import Font, Setting, open_face
from booklet.text.itemise import TextStyle
from booklet.text.markup import plain_text
from booklet.values import replace

NUNITO = "fontpkg_nunito/files/Nunito[wght].ttf"
LATIN = Setting("ltr", "Latn", "en")
BODY = TextStyle((Font(NUNITO, 500),), (Font(NUNITO, 800),), size=12, leading=17, ink="black")
TITLE = replace(BODY, balanced=True)
TELL = (
    "If one adult does not *help* you, you can try another: call [116\u00a0111](tel:116111) at any time, day or night."
)

MARKUPS = st.lists(
    st.sampled_from(
        ["a", "Tell", "*someone*", "you trust,", "*Te*ll", "[116\u00a0111](tel:116)", "on-line", "T\u0301"]
    ),
    min_size=1,
    max_size=20,
).map(" ".join)
MEASURES = st.integers(20, 400)


def per_line(lines: tuple[Line, ...]) -> list[list[str]]:
    """Return the segments of the whole text that each line holds."""
    text = "".join(line.text for line in lines)
    edges = [0, *accumulate(len(line.text) for line in lines)]
    found = list(segments(text, "en"))
    return [
        [text[start:end] for start, _, end in found if low <= start and end <= high] for low, high in pairwise(edges)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("style", [BODY, TITLE])
@given(markup=MARKUPS, measure=MEASURES)
def test_every_segment_is_in_exactly_one_line_and_in_order(style: TextStyle, markup: str, measure: int) -> None:
    lines = compose(markup, style, measure, LATIN)
    text = plain_text(markup)
    assert "".join(line.text for line in lines) == text
    assert [word for line in per_line(lines) for word in line] == [text[a:b] for a, _, b in segments(text, "en")]


@pytest.mark.slow
@pytest.mark.parametrize("style", [BODY, TITLE])
@given(markup=MARKUPS, measure=MEASURES)
def test_no_line_is_wider_than_the_measure_unless_it_is_one_segment(
    style: TextStyle, markup: str, measure: int
) -> None:
    lines = compose(markup, style, measure, LATIN)
    for line, words in zip(lines, per_line(lines), strict=True):
        assert line.width <= measure + 0.02 or len(words) == 1


@pytest.mark.slow
@given(MARKUPS, MEASURES)
def test_balanced_never_uses_more_lines_than_ragged(markup: str, measure: int) -> None:
    assert len(compose(markup, TITLE, measure, LATIN)) <= len(compose(markup, BODY, measure, LATIN))


@pytest.mark.slow
@given(MARKUPS, MEASURES)
def test_the_runs_of_a_line_stand_side_by_side(markup: str, measure: int) -> None:
    for line in compose(markup, BODY, measure, LATIN):
        assert line.runs[0].x == 0
        for left, right in pairwise(line.runs):
            assert right.x == pytest.approx(left.x + left.width, abs=0.01)


@pytest.mark.slow
@given(MARKUPS, MEASURES)
def test_the_width_of_a_line_leaves_out_the_space_it_was_broken_at(markup: str, measure: int) -> None:
    for line in compose(markup, BODY, measure, LATIN):
        last = line.runs[-1]
        face = open_face(last.font)
        space = face.shape(" ", LATIN).width / face.upem * BODY.size if line.text.endswith(" ") else 0
        assert line.width == pytest.approx(last.x + last.width - space, abs=0.01)


def test_a_paragraph_of_the_guide_is_set_line_by_line() -> None:
    lines = compose(TELL, BODY, 170, LATIN)
    assert [line.text for line in lines] == [
        "If one adult does not help you, ",
        "you can try another: call ",
        "116\u00a0111 at any time, day ",
        "or night.",
    ]


def test_strong_words_are_set_in_the_strong_font_and_the_rest_is_not() -> None:
    (line,) = compose("Tell *someone* now", BODY, 400, LATIN)
    assert [(run.text, run.font.weight) for run in line.runs] == [("Tell ", 500), ("someone", 800), (" now", 500)]


def test_a_link_knows_its_target_on_every_line_it_runs_over() -> None:
    lines = compose("[where to get help](#directory)", BODY, 60, LATIN)
    assert len(lines) > 1
    assert {run.target for line in lines for run in line.runs} == {"#directory"}


def test_runs_carry_size_ink_and_tracking_of_the_style() -> None:
    style = replace(BODY, size=20, ink="night", tracking=-10)
    (run,) = set_line("Help", style, LATIN).runs
    assert (run.size, run.ink, run.tracking) == (20, "night", -10)


def test_width_grows_with_the_size() -> None:
    normal, large = (set_line("Tell someone", replace(BODY, size=size), LATIN) for size in (12, 36))
    assert large.width == pytest.approx(3 * normal.width, abs=0.01)


def test_tracking_adds_a_share_of_the_size_after_each_glyph() -> None:
    plain, tracked = (set_line("Help", replace(BODY, tracking=tracking), LATIN) for tracking in (0, 50))
    assert tracked.width == pytest.approx(plain.width + 4 * 0.050 * 12, abs=0.01)


def test_a_word_broken_by_a_change_of_weight_stays_on_one_line() -> None:
    lines = compose("aaaa bb*bb*", BODY, set_line("aaaa bbb", BODY, LATIN).width, LATIN)
    assert [line.text for line in lines] == ["aaaa ", "bbbb"]


def test_an_empty_text_has_no_lines() -> None:
    assert compose("", BODY, 100, LATIN) == ()
    assert set_line("", BODY, LATIN) == Line((), 0)


def test_set_line_never_breaks() -> None:
    assert set_line(TELL, BODY, LATIN).text == plain_text(TELL)


def test_a_zero_width_space_is_a_place_to_break_and_nothing_else() -> None:
    word = set_line("example", BODY, LATIN).width
    assert [line.text for line in compose("example\u200bexample", BODY, 1.5 * word, LATIN)] == [
        "example\u200b",
        "example",
    ]
    assert set_line("example\u200bexample", BODY, LATIN).width == pytest.approx(2 * word, abs=0.01)
