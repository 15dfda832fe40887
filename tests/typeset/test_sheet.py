"""What a sheet collects, measured downwards from its upper edge."""

from dataclasses import replace

import pytest

from booklet.geometry import Path, Rect
from booklet.text.compose import compose, set_line
from booklet.text.fonts import Font, Setting, open_face
from booklet.text.itemise import TextStyle
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
from booklet.typeset.sheet import Sheet, baseline_drop, first_style_that_fits

LATIN = Setting("ltr", "Latn", "en")
NUNITO = "fontpkg_nunito/files/Nunito[wght].ttf"
BODY = TextStyle((Font(NUNITO, 500),), (Font(NUNITO, 800),), size=12, leading=17, ink="black")
LONG = "Someone you trust can help you, at any time of day and at any time of night."


@pytest.fixture
def sheet() -> Sheet:
    return Sheet("block", LATIN)


def texts(sheet: Sheet) -> list[TextAt]:
    return [item for item in sheet.items if isinstance(item, TextAt)]


def test_an_area_hangs_below_its_top(sheet: Sheet) -> None:
    sheet.area(5, 10, 30, 20, "sun")
    assert sheet.items == [Fill(rectangle(Rect(5, -30, 30, 20)), "sun")]


def test_a_bubble_hangs_below_its_top(sheet: Sheet) -> None:
    sheet.bubble(5, 10, 30, 20, "oat", 6, "top-end")
    assert sheet.items == [Fill(bubble(Rect(5, -30, 30, 20), 6, "top-end"), "oat")]


def test_a_rule_lies_at_its_top(sheet: Sheet) -> None:
    sheet.rule(5, 10, 30, "night", 2)
    assert sheet.items == [Stroke(line(5, -10, 35, -10), "night", 2)]


def test_art_and_links_hang_below_their_top(sheet: Sheet) -> None:
    sheet.art("sun", 5, 10, 30, 20, "coral", flip=True)
    sheet.link(5, 10, 30, 20, "#about", 3)
    assert sheet.items == [
        ArtAt("sun", Rect(5, -30, 30, 20), "coral", flip=True),
        LinkAt(Rect(5, -30, 30, 20), "#about", 3),
    ]


def test_paths_and_strokes_are_taken_as_they_are(sheet: Sheet) -> None:
    path = Path((("m", 0, 0), ("l", 9, -9)))
    art = ArtAt("sun", Rect(0, 0, 1, 1))
    sheet.fill(path, "sun")
    sheet.stroke(path, "night", 1)
    sheet.clipped(path, art)
    assert sheet.items == [Fill(path, "sun"), Stroke(path, "night", 1), Clipped(path, (art,))]


def test_a_figure_and_a_form_have_an_element(sheet: Sheet) -> None:
    fill = Fill(rectangle(Rect(0, 0, 1, 1)), "black")
    section = sheet.element("Sect")
    sheet.figure(Rect(0, 0, 1, 1), (fill,), "A QR code", section)
    sheet.form("strip", 7, 9)
    assert sheet.items == [FigureAt(Rect(0, 0, 1, 1), (fill,), 1), FormAt("strip", 7, -9, 2)]
    assert sheet.elements == [Element("Sect"), Element("Figure", section, "A QR code"), Element("P")]


def test_a_text_is_as_tall_as_its_lines_and_they_follow_by_the_leading(sheet: Sheet) -> None:
    height = sheet.text(LONG, BODY, 10, 100, 150, sheet.element("P"))
    lines = compose(LONG, BODY, 150, LATIN)
    assert height == 17 * len(lines)
    assert [item.line for item in texts(sheet)] == list(lines)
    assert [item.y for item in texts(sheet)] == [
        pytest.approx(-100 - 17 * number - baseline_drop(BODY)) for number in range(len(lines))
    ]
    assert {item.x for item in texts(sheet)} == {10}


def test_capitals_stand_in_the_middle_of_their_line() -> None:
    capitals = open_face(BODY.fonts[0]).cap_height * BODY.size
    below = BODY.leading - baseline_drop(BODY)
    above = baseline_drop(BODY) - capitals
    assert above == pytest.approx(below)


@pytest.mark.parametrize(("align", "share"), [("start", 0), ("middle", 0.5), ("end", 1)])
def test_a_line_stands_where_it_is_aligned(sheet: Sheet, align: str, share: float) -> None:
    style = replace(BODY, align=align)
    width = sheet.line("Help", style, 10, 0, 100)
    assert width == set_line("Help", style, LATIN).width
    assert texts(sheet)[0].x == pytest.approx(10 + share * (100 - width))


def test_a_line_that_fits_is_not_overset(sheet: Sheet) -> None:
    width = set_line("Tell someone", BODY, LATIN).width
    assert sheet.line("Tell someone", BODY, 0, 0, width) == width
    assert sheet.oversets == []


def test_a_line_that_breaks_is_overset_by_the_lines_it_is_short_of(sheet: Sheet) -> None:
    lines = compose(LONG, BODY, 150, LATIN)
    sheet.line(LONG, BODY, 0, 0, 150)
    assert sheet.oversets == [Overset("block", len(lines) - 1, LONG)]
    assert [item.line for item in texts(sheet)] == [lines[0]]


def test_a_word_wider_than_the_measure_is_overset(sheet: Sheet) -> None:
    sheet.text("an unbreakableword", BODY, 0, 0, 40)
    assert sheet.oversets == [Overset("block", 0, "unbreakableword")]


def test_an_empty_text_takes_no_room(sheet: Sheet) -> None:
    assert sheet.text("", BODY, 0, 0, 100) == 0
    assert sheet.line("", BODY, 0, 0, 100) == 0
    assert sheet.items == []


def test_a_paragraph_is_an_element_of_its_own(sheet: Sheet) -> None:
    section = sheet.element("Sect")
    sheet.paragraph("Tell someone", BODY, 0, 0, 100, section)
    assert sheet.elements == [Element("Sect"), Element("P", section)]
    assert [item.element for item in texts(sheet)] == [1]


def test_text_without_an_element_is_artifact(sheet: Sheet) -> None:
    sheet.text("[12](#about)", BODY, 0, 0, 100)
    assert [item.element for item in texts(sheet)] == [ARTIFACT]
    assert sheet.elements == []
    assert [item.link for item in texts(sheet)] == [None]


def test_a_link_in_a_text_is_an_element_below_it_with_an_area_over_its_words(sheet: Sheet) -> None:
    sheet.paragraph("See [page 4](#welcome) now", BODY, 10, 0, 300)
    before, link, after = texts(sheet)
    area = link.link
    assert area is not None
    assert (before.link, after.link) == (None, None)
    assert sheet.elements == [Element("P"), Element("Link", 0)]
    assert [before.element, link.element, after.element] == [0, 1, 0]
    assert (area.target, area.element) == ("#welcome", 1)
    (run,) = link.line.runs
    assert run.text == "page 4"
    assert (area.box.x, area.box.width) == pytest.approx((10 + run.x, run.width))
    assert area.box.y < link.y < link.y + open_face(BODY.fonts[0]).cap_height * 12 < area.box.top


def test_a_link_over_two_lines_has_an_area_on_each(sheet: Sheet) -> None:
    sheet.paragraph("[where to get help](#directory)", BODY, 0, 0, 60)
    areas = [item.link for item in texts(sheet) if item.link]
    assert len(areas) == len(texts(sheet)) > 1
    assert len({area.box.y for area in areas}) == len(areas)


def test_a_component_is_placed_by_moving_it(sheet: Sheet) -> None:
    fill = Fill(rectangle(Rect(0, -5, 5, 5)), "sun")
    assert sheet.place(Component(5, 5, (fill,)), 30, 40) == 5
    assert sheet.items == [Group(30, -40, 0, (fill,))]


def test_the_elements_of_a_component_move_below_a_parent(sheet: Sheet) -> None:
    section = sheet.element("Sect")
    inner = Sheet("inner", LATIN)
    inner.paragraph("a", BODY, 0, 0, 100, inner.element("LI"))
    sheet.place(inner.done(100, 17), 0, 0, section)
    assert sheet.elements == [Element("Sect"), Element("LI", 0), Element("P", 1)]
    (group,) = sheet.items
    assert isinstance(group, Group)
    assert group.first == 1


def test_what_does_not_fit_inside_a_component_is_handed_on(sheet: Sheet) -> None:
    inner = Sheet("inner", LATIN)
    inner.text("unbreakableword", BODY, 0, 0, 40)
    sheet.place(inner.done(40, 17), 0, 0)
    assert sheet.done(40, 17).oversets == (Overset("inner", 0, "unbreakableword"),)


def test_a_finished_sheet_is_a_value(sheet: Sheet) -> None:
    sheet.paragraph("Tell someone", BODY, 0, 0, 100)
    again = Sheet("block", LATIN)
    again.paragraph("Tell someone", BODY, 0, 0, 100)
    assert sheet.done(100, 17) == again.done(100, 17)
    assert hash(sheet.done(100, 17)) == hash(again.done(100, 17))


def test_a_style_fits_if_every_line_does_and_all_of_them_together() -> None:
    styles = [replace(BODY, size=size, leading=size + 5) for size in (20, 12, 8)]

    def size(measure: float, height: float) -> float:
        return first_style_that_fits("a incomprehensibility", styles, measure, height, LATIN).size

    wide = set_line("incomprehensibility", styles[0], LATIN).width
    assert (size(wide, 100), size(wide - 1, 100), size(wide * 0.6, 100), size(1, 100)) == (20, 12, 12, 8)
    assert (size(wide, 2 * 25), size(wide, 2 * 25 - 1)) == (20, 12)
