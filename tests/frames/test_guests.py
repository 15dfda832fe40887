"""Guests: what others draw, noted as values; what cannot be printed, told; where it stands and who hears it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Circle, Drawing, String
from reportlab.lib.colors import Color, black, red
from reportlab.pdfgen.canvas import Canvas as AnyCanvas
from reportlab.platypus import Flowable, Table

from booklet.errors import SourceError
from booklet.frames.canvas import Canvas
from booklet.frames.flowables import Paragraph, Set
from booklet.frames.fonts import HouseFont, use_font, use_font_file
from booklet.frames.guests import Guest
from booklet.frames.inks import ink
from booklet.frames.stories import Told, tell_story
from booklet.frames.templates import paper_template
from booklet.geometry import Size, mm
from booklet.pdf.draw.codes import number_fonts
from booklet.pdf.draw.drawn import draw_drawn, find_strange_colours
from booklet.pdf.draw.palette import make_palette
from booklet.sources.load import Sources
from booklet.text.fonts import Setting, find_font
from booklet.typeset.help import code, helpline_card
from booklet.typeset.house import House
from booklet.typeset.placed import (
    Component,
    DrawingColour,
    Drawn,
    DrawnAt,
    FigureAt,
    Fill,
    Form,
    Group,
    Item,
    PlacedPage,
    texts_of,
)
from booklet.values import replace
from booklet.words.manuscript import Manuscript

SIZE = Size(mm(148), mm(210))


class Draws(Flowable):  # type: ignore[misc]
    """A flowable that draws with a canvas as anybody's does."""

    def __init__(self, draw: Any) -> None:
        super().__init__()
        self.drawing = draw

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 100, 50

    def draw(self) -> None:
        self.drawing(self.canv)


def told(house: House, *story: Flowable) -> Told:
    return tell_story(story, [paper_template(SIZE, mm(10))], house, topic="demo")


def page_of(house: House, *story: Flowable) -> PlacedPage:
    (page,) = told(house, *story).placed.pages
    return page


def faults(house: House, draw: Any) -> list[str]:
    try:
        told(house, Guest(Draws(draw), "A drawing", house))
    except SourceError as error:
        assert all(finding.code == "figure-unfit" for finding in error.findings)
        return [finding.message for finding in error.findings]
    return []


def walk(items: tuple[Item, ...], dx: float = 0, dy: float = 0) -> Iterator[tuple[Item, float, float]]:
    for item in items:
        yield item, dx, dy
        if isinstance(item, Group):
            yield from walk(item.items, dx + item.dx, dy + item.dy)


def chart(house: House) -> Drawing:
    drawing, bars, font = Drawing(200, 100), VerticalBarChart(), use_font(house)
    bars.data, bars.x, bars.y, bars.width, bars.height = [(3, 5, 8)], 30, 20, 150, 70
    bars.categoryAxis.categoryNames = ["Türkiye", "Việt Nam", "لبنان"]
    bars.categoryAxis.labels.fontName = bars.valueAxis.labels.fontName = font
    bars.bars[0].fillColor = ink("tide")
    drawing.add(bars)
    return drawing


def test_a_figure_has_its_text_its_box_and_one_drawing(house: House) -> None:
    page = page_of(house, Paragraph("Above", house), Guest(chart(house), "Three bars that grow", house))
    ((figure, dx, dy),) = [found for found in walk(page.items) if isinstance(found[0], FigureAt)]
    assert isinstance(figure, FigureAt)
    assert [(element.role, element.alt) for element in page.elements][1:] == [("Figure", "Three bars that grow")]
    top = SIZE.height - mm(10) - house.style("body").leading
    assert tuple(figure.box.moved(dx, dy)) == pytest.approx((mm(10), top - 100, 200, 100))
    (drawing,) = figure.items
    assert isinstance(drawing, DrawnAt)
    assert {line.text for line in drawing.drawn.lines} >= {"Türkiye", "Việt Nam", "لبنان", "8"}


def test_text_in_a_figure_is_shaped_and_shares_the_fonts_of_its_file(house: House, sources: Sources) -> None:
    page = page_of(house, Paragraph("Above", house), Guest(chart(house), "Bars", house))
    (drawn,) = [item.drawn for item in _drawings(page.items)]
    (arabic,) = [line for line in drawn.lines if line.text == "لبنان"]
    assert arabic.runs[0].setting.direction == "rtl" and "Arab" in arabic.runs[0].font.file
    codes = number_fonts((page,), ())
    assert all(run.font in codes.of(page) for line in drawn.lines for run in line.runs)
    content = draw_drawn(drawn, codes.of(page), make_palette(sources.theme, "screen")).decode()
    assert f"/{arabic.runs[0].font.name} " in content and re.search(r"\[<[0-9A-F]{4,}>.*\]TJ", content)


def _drawings(items: tuple[Item, ...]) -> Iterator[DrawnAt]:
    for item in items:
        if isinstance(item, DrawnAt):
            yield item
        elif isinstance(item, Group | FigureAt):
            yield from _drawings(item.items)


@pytest.mark.parametrize(
    ("edition", "look", "fill", "grey"),
    [
        ("press", "colour", " k", "0 0 0 0.75 k"),
        ("screen", "colour", " rg", "0.25 0.25 0.25 rg"),
        ("screen", "grey", " g", "0.25 g"),
        ("press", "grey", " k", "0 0 0 0.75 k"),
    ],
)
def test_an_edition_says_what_inks_and_greys_are(
    sources: Sources, edition: str, look: str, fill: str, grey: str
) -> None:
    palette = make_palette(sources.theme, edition, look)
    drawn = Drawn(10, 10, (DrawingColour(False, "tide"), DrawingColour(False, "", (0.25,)), "0 0 10 10 re f"))
    ink_code, grey_code, area = draw_drawn(drawn, {}, palette).decode().splitlines()
    assert ink_code == palette.fills["tide"] and ink_code.endswith(fill)
    assert (grey_code, area) == (grey, "0 0 10 10 re f")


def test_black_letters_overprint_at_a_press_and_others_knock_out(house: House, sources: Sources) -> None:
    font = HouseFont("demo", house.style("body"), house.setting)
    black, tide, line = DrawingColour(False, "", (0.0,)), DrawingColour(False, "tide"), font.line("a", 9)
    drawn = Drawn(
        9, 9, (black, "q BT", line, "ET", tide, "BT", line, "ET Q BT", line, "ET", DrawingColour(True, "tide"), line)
    )
    codes = number_fonts((), (Form("f", Component(9, 9, (DrawnAt(drawn, 0, 0),))),)).insert
    code = draw_drawn(drawn, codes, make_palette(sources.theme, "press")).decode()
    shown = [part for part in code.splitlines() if "TJ" in part]
    assert [part.startswith("/over gs ") and part.endswith(" /knock gs") for part in shown] == [True, False, True, True]
    assert "gs" not in draw_drawn(drawn, codes, make_palette(sources.theme, "screen")).decode()


def test_a_colour_of_another_kind_is_strange_to_an_edition(sources: Sources) -> None:
    def strange(edition: str, look: str, *colours: DrawingColour) -> list[str]:
        items = (Group(0, 0, 0, (DrawnAt(Drawn(1, 1, colours), 0, 0),)),)
        return list(find_strange_colours(items, make_palette(sources.theme, edition, look)))

    rgb, cmyk, unknown = (
        DrawingColour(True, "", (1.0, 0.0, 0.5)),
        DrawingColour(False, "", (1.0, 0.0, 0.5, 0.0)),
        DrawingColour(False, "x"),
    )
    assert strange("press", "colour", rgb, cmyk, DrawingColour(False, "tide"), DrawingColour(True, "", (0.5,))) == [
        "RGB 1 0 0.5"
    ]
    assert strange("screen", "colour", rgb, cmyk) == ["CMYK 1 0 0.5 0"]
    assert strange("press", "grey", rgb, cmyk) == ["RGB 1 0 0.5", "CMYK 1 0 0.5 0"]
    assert strange("press", "colour", unknown) == ["x"]


def test_equal_parts_of_light_are_greys_and_names_are_colours(house: House) -> None:
    canvas = Canvas(house, Size(10, 10))
    for colour in (black, Color(0.5, 0.5, 0.5), (0, 0, 0, 0.25), red, ink("sea"), "white"):
        canvas.setFillColor(colour)
    found = [part for part in canvas.take_drawing(10, 10).content if isinstance(part, DrawingColour)][2:]
    assert [(colour.ink, colour.values) for colour in found] == [
        ("", (0.0,)), ("", (0.5,)), ("", (0.75,)), ("", (1.0, 0.0, 0.0)), ("sea", ()), ("", (1.0,))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda canvas: canvas.setFillColor(Color(1, 0, 0, alpha=0.5)), "lets through"),
        (lambda canvas: canvas.setStrokeAlpha(0.5), "lets through"),
        (lambda canvas: canvas.drawImage("any.png", 0, 0), "picture of pixels"),
        (lambda canvas: canvas.drawInlineImage("any.png", 0, 0), "picture of pixels"),
        (lambda canvas: canvas.linkURL("https://example.org", (0, 0, 9, 9)), "link"),
        (lambda canvas: canvas.linearGradient(0, 0, 9, 9, (red, black)), "'sh'"),
        (lambda canvas: canvas.addLiteral("/F Do"), "'/F'"),
        (lambda canvas: canvas.addLiteral("(119) Tj"), "'(119)'"),
        (lambda canvas: canvas.drawString(0, 0, "119", mode=3), "'Tr'"),
        (lambda canvas: canvas.setFillColorCMYK(0, 0, 0, 1) or canvas.setBlendMode("Multiply"), "gs"),
        (lambda canvas: (canvas.setFont("Helvetica", 9), canvas.drawString(0, 0, "119")), "Helvetica is not embedded"),
        (lambda canvas: canvas.addLiteral("Q Q q q"), "ends states"),
        (lambda canvas: canvas.addLiteral("BT"), "ends states"),
        (lambda canvas: canvas.addLiteral("q " * 21 + "Q " * 21), "ends states"),
        (lambda canvas: canvas.addLiteral("[1 2"), "no drawing"),
        (lambda canvas: canvas.addLiteral("] 0 d"), "no drawing"),
        (lambda canvas: canvas.addLiteral("[1 -2] 0 d"), "no drawing"),
        (lambda canvas: canvas.addLiteral("10 re f"), "no drawing"),
        (lambda canvas: canvas.addLiteral("1 0 0 1 0 0 0 cm"), "no drawing"),
        (lambda canvas: canvas.addLiteral("1 2 3"), "no drawing"),
        (lambda canvas: canvas.addLiteral("9 9 l S"), "no drawing"),
        (lambda canvas: canvas.addLiteral("BT q ET Q"), "no drawing"),
        (lambda canvas: canvas.addLiteral("BT 0 0 m 9 9 l S ET"), "no drawing"),
        (lambda canvas: canvas.addLiteral("7 J"), "no drawing"),
        (lambda canvas: canvas.addLiteral("-5 w"), "no drawing"),
        (lambda canvas: canvas.addLiteral("0 M"), "no drawing"),
        (lambda canvas: canvas.addLiteral("\u0665 0 m"), "'\u0665'"),
        (lambda canvas: canvas.addLiteral("9999999999 0 m"), "the number 9999999999"),
        (lambda canvas: canvas.setFillColorCMYK(2, -1, 0, 0), "from 0 to 1"),
        (lambda canvas: canvas.setFillGray(float("nan")), "from 0 to 1"),
        (lambda canvas: canvas.setStrokeColor((1, 0)), "from 0 to 1"),
        (lambda canvas: (canvas.setFont(use_font(canvas.house), 0), canvas.drawString(0, 0, "a")), "the size 0"),
        (lambda canvas: (canvas.setFont(use_font(canvas.house), -9), canvas.drawString(0, 0, "a")), "the size -9"),
    ],
)
def test_what_cannot_be_printed_is_told(house: House, draw: Any, message: str) -> None:
    (found,) = [said for said in faults(house, draw) if message in said]
    assert found.startswith('the figure "A drawing" cannot be printed')


def test_lines_areas_and_turned_text_are_no_fault(house: House) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setDash([3, 2], 1)
        canvas.setLineWidth(0.00004)
        canvas.roundRect(0, 0, 50, 20, 4, fill=1)
        canvas.rotate(30)
        canvas.setFont(use_font(house), 8)
        canvas.drawCentredString(10, 10, "a (b) \\")

    assert faults(house, draw) == []


def test_a_figure_without_text_is_told(house: House) -> None:
    with pytest.raises(SourceError, match="no alternative text"):
        told(house, Guest(chart(house), " ", house))


@pytest.mark.parametrize("alt", ["\ud800", "a\0b"])
def test_a_figure_with_a_text_that_no_file_holds_is_told(house: House, alt: str) -> None:
    with pytest.raises(SourceError, match="nobody can read out"):
        told(house, Guest(chart(house), alt, house))


class Sized(Draws):
    """Has a size of its own."""

    def __init__(self, *size: float) -> None:
        super().__init__(lambda canvas: None)
        self.size = size

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        width, height = self.size
        return width, height


@pytest.mark.parametrize("size", [(float("nan"), 9), (9, -9), (9, float("inf"))])
def test_a_figure_of_no_size_is_told(house: House, size: tuple[float, float]) -> None:
    with pytest.raises(SourceError, match="points large"):
        told(house, Guest(Sized(*size), "A thing", house))


@pytest.mark.parametrize("role", ["Bogus", "P /Alt (119)", "\u00dc"])
def test_an_element_that_pdf_does_not_have_is_told(house: House, role: str) -> None:
    with pytest.raises(SourceError) as caught:
        told(house, Paragraph("a", house, element=role))
    assert [found.code for found in caught.value.findings] == ["unknown-element"]


@pytest.mark.parametrize("name", ["a b", "a/b", "", "\u00e9"])
def test_a_form_is_named_in_letters(house: House, name: str) -> None:
    class Formed(Paragraph):
        def draw(self) -> None:
            self.canv.place_form(Form(name, self.set_at(self.width)), "Sect", 0, self.height)

    with pytest.raises(SourceError) as caught:
        told(house, Formed("a", house))
    assert [found.code for found in caught.value.findings] == ["form-name"]


def test_text_past_figures_is_told_and_lines_lie_below_all_words(house: House) -> None:
    with pytest.raises(SourceError, match="in no figure"):
        told(house, Draws(lambda canvas: canvas.drawString(0, 0, "119")))
    page = page_of(house, Paragraph("a", house), Draws(lambda canvas: canvas.rect(0, 0, 50, 50, fill=1)))
    ground, words = page.items
    assert isinstance(ground, DrawnAt) and (ground.x, ground.y) == (0, 0) and isinstance(words, Group)
    assert [element.role for element in page.elements] == ["P"]


def test_a_table_of_ours_words_is_read_and_its_lines_are_ground(house: House) -> None:
    cells = [[Paragraph("one", house), Paragraph("two", house)]]
    page = page_of(house, Table(cells, style=[("GRID", (0, 0), (-1, -1), 1, ink("night"))]))
    assert [text.line.text for text in texts_of(page.items)] == ["one", "two"]
    assert [element.role for element in page.elements] == ["P", "P"] and isinstance(page.items[0], DrawnAt)


def test_words_of_ours_in_a_figure_are_a_part_of_its_picture(house: House) -> None:
    cells = [[Paragraph("[one](https://example.org)", house), "two"]]
    style = [("FONTNAME", (0, 0), (-1, -1), use_font(house))]
    page = page_of(house, Guest(Table(cells, style=style), "A table", house))
    assert [element.role for element in page.elements] == ["Figure"]
    assert [(text.line.text, text.element) for text in texts_of(page.items)] == [("one", -1)]


def test_a_code_of_ours_in_a_figure_is_a_part_of_its_picture(house: House, manuscript: Manuscript) -> None:
    square = Set(lambda width: code(manuscript.help.lead, 90, house))
    page = page_of(house, Guest(Table([[square]], colWidths=[100]), "A code", house))
    assert [element.role for element in page.elements] == ["Figure"]
    ((figure, _, _),) = [found for found in walk(page.items) if isinstance(found[0], FigureAt)]
    assert isinstance(figure, FigureAt) and not any(isinstance(item, FigureAt) for item, _, _ in walk(figure.items))
    assert any(isinstance(item, Fill) and item.ink == "black" for item, _, _ in walk(figure.items))


def test_a_link_in_a_figure_is_told(house: House, manuscript: Manuscript) -> None:
    card = Set(lambda width: helpline_card(manuscript.help.lead, width, mm(44), house))
    with pytest.raises(SourceError, match="it has a link"):
        told(house, Guest(Table([[card]], colWidths=[300]), "Whom to call", house))


def test_the_ground_is_mirrored_with_its_page_and_a_figure_is_moved_as_it_is(house: House) -> None:
    hebrew = replace(house, setting=Setting("rtl", "Hebr", "he"))
    line = Draws(lambda canvas: canvas.line(0, 0, 30, 0))
    page = page_of(hebrew, line, Guest(chart(hebrew), "Bars", hebrew))
    ground, figure = _drawings(page.items)
    assert (ground.flip, ground.x) == (True, 0) and not figure.flip
    ((found, dx, _),) = [one for one in walk(page.items) if isinstance(one[0], FigureAt)]
    assert isinstance(found, FigureAt) and found.box.right + dx == pytest.approx(SIZE.width - mm(10))


def test_a_page_without_guests_has_no_ground(house: House) -> None:
    assert not list(_drawings(page_of(house, Paragraph("a", house)).items))


def test_the_same_drawing_is_the_same_value_and_another_is_another(house: House) -> None:
    one, same = (told(house, Guest(chart(house), "Bars", house)).figures[0].drawn for _ in range(2))
    assert one == same and hash(one) == hash(same) and one.name == same.name
    other = chart(house)
    other.add(Circle(10, 10, 5))
    label = chart(house)
    label.add(String(0, 0, "9", fontName=use_font(house)))
    drawn = [told(house, Guest(found, "Bars", house)).figures[0].drawn for found in (other, label)]
    assert len({one.name, *(found.name for found in drawn)}) == 3


def test_widths_are_those_of_shaped_lines_with_their_spaces(house: House) -> None:
    font = HouseFont("demo", house.style("body"), house.setting)
    line = font.line("Tafel AV", 10)
    assert font.stringWidth("Tafel AV", 10) == pytest.approx(line.width)
    space = font.stringWidth(" ", 10)
    assert space > 1 and font.stringWidth("Tafel AV  ", 10) == pytest.approx(line.width + 2 * space, abs=0.01)
    assert font.stringWidth("", 10) == 0 and font.stringWidth(b"a*b*", 10) > font.stringWidth("ab", 10)


def test_a_file_of_ones_own_draws_letters_and_never_facts(house: House) -> None:
    file = str(find_font("fontpkg_kanit/files/Kanit-Bold.ttf") or find_font(house.style("title").fonts[0].file))
    name = use_font_file(house, file)
    canvas = Canvas(house, Size(10, 10))
    canvas.setFont(name, 10)
    canvas.drawString(0, 0, "Call 119 now")
    (line,) = canvas.take_drawing(10, 10).lines
    fonts = {run.text.strip(): run.font.file for run in line.runs}
    assert fonts["Call"] == file and fonts["119"] == house.style("body").facts[0].file


def test_a_guest_never_reaches_a_file_by_itself(house: House) -> None:
    canvas = Canvas(house, Size(10, 10))
    canvas.save()
    assert isinstance(canvas, AnyCanvas) and canvas._filename.getvalue() == b""
