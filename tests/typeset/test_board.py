"""What a sheet collects, measured downwards from its upper edge."""

import pytest

from booklet.geometry import Path, Rect
from booklet.text.compose import compose, set_line
from booklet.text.fonts import Font, Setting, open_face
from booklet.text.itemise import TextStyle
from booklet.typeset.board import DOT, Board, baseline_drop, first_style_that_fits
from booklet.typeset.placed import (
    ARTIFACT,
    ArtAt,
    Clipped,
    Component,
    Element,
    FigureAt,
    Fill,
    FormAt,
    Group,
    LinkAt,
    Overset,
    Stroke,
    TextAt,
)
from booklet.typeset.shapes import bubble, line, rectangle
from booklet.values import replace

LATIN = Setting("ltr", "Latn", "en")
NUNITO = "fontpkg_nunito/files/Nunito[wght].ttf"
BODY = TextStyle((Font(NUNITO, 500),), (Font(NUNITO, 800),), size=12, leading=17, ink="black")
LONG = "Someone you trust can help you, at any time of day and at any time of night."


@pytest.fixture
def board() -> Board:
    return Board("block", LATIN)


def texts(board: Board) -> list[TextAt]:
    return [item for item in board.items if isinstance(item, TextAt)]


def test_an_area_hangs_below_its_top(board: Board) -> None:
    board.area(5, 10, 30, 20, "sun")
    assert board.items == [Fill(rectangle(Rect(5, -30, 30, 20)), "sun")]


def test_a_bubble_hangs_below_its_top(board: Board) -> None:
    board.bubble(5, 10, 30, 20, "oat", 6, "top-end")
    assert board.items == [Fill(bubble(Rect(5, -30, 30, 20), 6, "top-end"), "oat")]


def test_a_rule_lies_at_its_top(board: Board) -> None:
    board.rule(5, 10, 30, "night", 2)
    assert board.items == [Stroke(line(5, -10, 35, -10), "night", 2)]


def test_art_and_links_hang_below_their_top(board: Board) -> None:
    board.art("sun", 5, 10, 30, 20, "coral", flip=True)
    board.link(5, 10, 30, 20, "#about", 3)
    assert board.items == [
        ArtAt("sun", Rect(5, -30, 30, 20), "coral", flip=True),
        LinkAt(Rect(5, -30, 30, 20), "#about", 3),
    ]


def test_paths_and_strokes_are_taken_as_they_are(board: Board) -> None:
    path = Path((("m", 0, 0), ("l", 9, -9)))
    art = ArtAt("sun", Rect(0, 0, 1, 1))
    board.fill(path, "sun")
    board.stroke(path, "night", 1)
    board.clip_item(path, art)
    assert board.items == [Fill(path, "sun"), Stroke(path, "night", 1), Clipped(path, (art,))]


def test_a_figure_and_a_form_have_an_element(board: Board) -> None:
    fill = Fill(rectangle(Rect(0, 0, 1, 1)), "black")
    section = board.element("Sect")
    board.figure(Rect(0, 0, 1, 1), (fill,), "A QR code", section)
    board.form("strip", 7, 9)
    assert board.items == [FigureAt(Rect(0, 0, 1, 1), (fill,), 1), FormAt("strip", 7, -9, 2)]
    assert board.elements == [Element("Sect"), Element("Figure", section, "A QR code"), Element("P")]


def test_a_text_is_as_tall_as_its_lines_and_they_follow_by_the_leading(board: Board) -> None:
    height = board.text(LONG, BODY, 10, 100, 150, board.element("P"))
    lines = compose(LONG, BODY, 150, LATIN)
    assert height == 17 * len(lines)
    assert [item.line for item in texts(board)] == list(lines)
    assert [item.y for item in texts(board)] == [
        pytest.approx(-100 - 17 * number - baseline_drop(BODY)) for number in range(len(lines))
    ]
    assert {item.x for item in texts(board)} == {10}


def test_capitals_stand_in_the_middle_of_their_line() -> None:
    capitals = open_face(BODY.fonts[0]).cap_height * BODY.size
    below = BODY.leading - baseline_drop(BODY)
    above = baseline_drop(BODY) - capitals
    assert above == pytest.approx(below)


@pytest.mark.parametrize(("align", "share"), [("start", 0), ("middle", 0.5), ("end", 1)])
def test_a_line_stands_where_it_is_aligned(board: Board, align: str, share: float) -> None:
    style = replace(BODY, align=align)
    width = board.line("Help", style, 10, 0, 100)
    assert width == set_line("Help", style, LATIN).width
    assert texts(board)[0].x == pytest.approx(10 + share * (100 - width))


def test_a_line_that_fits_is_not_overset(board: Board) -> None:
    width = set_line("Tell someone", BODY, LATIN).width
    assert board.line("Tell someone", BODY, 0, 0, width) == width
    assert board.oversets == []


def test_a_line_that_breaks_is_overset_by_the_lines_it_is_short_of(board: Board) -> None:
    lines = compose(LONG, BODY, 150, LATIN)
    board.line(LONG, BODY, 0, 0, 150)
    assert board.oversets == [Overset("block", len(lines) - 1, LONG)]
    assert [item.line for item in texts(board)] == [lines[0]]


def test_a_word_wider_than_the_measure_is_overset(board: Board) -> None:
    board.text("an unbreakableword", BODY, 0, 0, 40)
    assert board.oversets == [Overset("block", 0, "unbreakableword")]


def test_an_empty_text_takes_no_room(board: Board) -> None:
    assert board.text("", BODY, 0, 0, 100) == 0
    assert board.line("", BODY, 0, 0, 100) == 0
    assert board.items == []


def test_a_paragraph_is_an_element_of_its_own(board: Board) -> None:
    section = board.element("Sect")
    board.paragraph("Tell someone", BODY, 0, 0, 100, section)
    assert board.elements == [Element("Sect"), Element("P", section)]
    assert [item.element for item in texts(board)] == [1]


def test_text_without_an_element_is_artifact(board: Board) -> None:
    board.text("[12](#about)", BODY, 0, 0, 100)
    assert [item.element for item in texts(board)] == [ARTIFACT]
    assert board.elements == []
    assert [item.link for item in texts(board)] == [None]


def test_a_link_in_a_text_is_an_element_below_it_with_an_area_over_its_words(board: Board) -> None:
    board.paragraph("See [page 4](#welcome) now", BODY, 10, 0, 300)
    before, link, after = texts(board)
    area = link.link
    assert area is not None
    assert (before.link, after.link) == (None, None)
    assert board.elements == [Element("P"), Element("Link", 0)]
    assert [before.element, link.element, after.element] == [0, 1, 0]
    assert (area.target, area.element) == ("#welcome", 1)
    (run,) = link.line.runs
    assert run.text == "page 4"
    assert (area.box.x, area.box.width) == pytest.approx((10 + run.x, run.width))
    assert area.box.y < link.y < link.y + open_face(BODY.fonts[0]).cap_height * 12 < area.box.top


def test_a_link_over_two_lines_has_an_area_on_each(board: Board) -> None:
    board.paragraph("[where to get help](#directory)", BODY, 0, 0, 60)
    areas = [item.link for item in texts(board) if item.link]
    assert len(areas) == len(texts(board)) > 1
    assert len({area.box.y for area in areas}) == len(areas)


def test_a_component_is_placed_by_moving_it(board: Board) -> None:
    fill = Fill(rectangle(Rect(0, -5, 5, 5)), "sun")
    assert board.place(Component(5, 5, (fill,)), 30, 40) == 5
    assert board.items == [Group(30, -40, 0, (fill,))]


def test_the_elements_of_a_component_move_below_a_parent(board: Board) -> None:
    section = board.element("Sect")
    inner = Board("inner", LATIN)
    inner.paragraph("a", BODY, 0, 0, 100, inner.element("LI"))
    board.place(inner.finish(100, 17), 0, 0, section)
    assert board.elements == [Element("Sect"), Element("LI", 0), Element("P", 1)]
    (group,) = board.items
    assert isinstance(group, Group)
    assert group.first == 1


def test_what_does_not_fit_inside_a_component_is_handed_on(board: Board) -> None:
    inner = Board("inner", LATIN)
    inner.text("unbreakableword", BODY, 0, 0, 40)
    board.place(inner.finish(40, 17), 0, 0)
    assert board.finish(40, 17).oversets == (Overset("inner", 0, "unbreakableword"),)


def test_a_finished_sheet_is_a_value(board: Board) -> None:
    board.paragraph("Tell someone", BODY, 0, 0, 100)
    again = Board("block", LATIN)
    again.paragraph("Tell someone", BODY, 0, 0, 100)
    assert board.finish(100, 17) == again.finish(100, 17)
    assert hash(board.finish(100, 17)) == hash(again.finish(100, 17))


def test_a_style_fits_if_every_line_does_and_all_of_them_together() -> None:
    styles = [replace(BODY, size=size, leading=size + 5) for size in (20, 12, 8)]

    def size(measure: float, height: float) -> float:
        return first_style_that_fits("a incomprehensibility", styles, measure, height, LATIN).size

    wide = set_line("incomprehensibility", styles[0], LATIN).width
    assert (size(wide, 100), size(wide - 1, 100), size(wide * 0.6, 100), size(1, 100)) == (20, 12, 12, 8)
    assert (size(wide, 2 * 25), size(wide, 2 * 25 - 1)) == (20, 12)


HEADLINE = ("When the first ", "person ", "doesn’t listen")


def large(size: float) -> TextStyle:
    return replace(BODY, size=size, leading=1.2 * size, balanced=True)


def widest(size: float) -> float:
    return max(set_line(phrase, large(size), LATIN).width for phrase in HEADLINE)


def set_headline(board: Board, measure: float, phrases: tuple[str, ...]) -> list[str]:
    board.title("".join(HEADLINE), (large(30), large(24), large(18)), 0, 0, measure, phrases=phrases)
    return [item.line.text.strip() for item in texts(board)]


def test_a_headline_breaks_between_its_phrases(board: Board) -> None:
    measure = 1.7 * widest(30)
    assert set_headline(board, measure, HEADLINE) in (
        ["When the first person", "doesn’t listen"],
        ["When the first", "person doesn’t listen"],
    )
    assert set_headline(Board("block", LATIN), measure, ()) != ["When the first person doesn’t", "listen"]
    assert board.gave == []


def test_a_headline_gets_smaller_before_a_phrase_breaks(board: Board) -> None:
    assert set_headline(board, widest(18) + 1, HEADLINE) == ["When the first", "person", "doesn’t listen"]
    assert board.gave == ["title 60"]


def test_a_phrase_that_breaks_at_no_size_is_told(board: Board) -> None:
    assert len(set_headline(board, widest(18) - 9, HEADLINE)) > 3
    assert "title: a phrase is broken" in board.gave


@pytest.mark.parametrize(
    ("parts", "measure", "lines"),
    [
        (("Childline", "free", "day and night"), 400, ["Childline · free · day and night"]),
        (("Childline", "free", "day and night"), 130, ["Childline · free", "day and night"]),
        (("Childline",), 400, ["Childline"]),
        (("A helpline for the young", "free by day"), 115, ["A helpline for the", "young · free by day"]),
        ((), 100, []),
    ],
)
def test_lines_end_between_parts_if_they_are_no_more(
    board: Board, parts: tuple[str, ...], measure: float, lines: list[str]
) -> None:
    height = board.dotted(DOT.join(parts), BODY, 0, 0, measure)
    assert [text.line.text.strip() for text in texts(board)] == lines
    assert height == len(lines) * BODY.leading
    assert len({text.element for text in texts(board)}) <= 1


def test_a_dot_between_bold_parts_is_bold(board: Board) -> None:
    board.dotted("free · day and night", BODY.bold, 0, 0, 400)
    board.dotted("private", BODY, 0, 20, 400)
    weights = [(run.text.strip(), run.font.weight) for text in texts(board) for run in text.line.runs]
    assert weights == [("free · day and night", 800), ("private", 500)]
