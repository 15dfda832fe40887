"""Stories on pages: frames that mirror, furniture, headings that stay, what is too tall, and right-to-left pages."""

from collections.abc import Iterator

import pytest
from reportlab.platypus import NextPageTemplate, PageBreak, Spacer

from booklet.frames.flowables import Paragraph, Set
from booklet.frames.stories import place_story
from booklet.frames.templates import PageAt, on_sheet, page_templates, paper_template
from booklet.geometry import Size, mm
from booklet.sources.load import Sources
from booklet.text.fonts import Setting
from booklet.typeset.board import Board
from booklet.typeset.fit import Placed
from booklet.typeset.house import House
from booklet.typeset.placed import ARTIFACT, Group, Item, PlacedPage, TextAt
from booklet.values import replace

SIZE = Size(mm(100), mm(100))
MARGIN = mm(10)


def texts(items: tuple[Item, ...], dx: float = 0, dy: float = 0) -> Iterator[tuple[float, float, TextAt]]:
    for item in items:
        if isinstance(item, Group):
            yield from texts(item.items, dx + item.dx, dy + item.dy)
        elif isinstance(item, TextAt):
            yield item.x + dx, item.y + dy, item


def said(page: PlacedPage) -> str:
    return " ".join(text.line.text.strip() for _, _, text in texts(page.items))


def paper(house: House, *story: object, **options: object) -> Placed:
    return place_story(story, [paper_template(SIZE, MARGIN, **options)], house)  # type: ignore[arg-type]


def test_a_story_fills_its_frame_and_goes_on_on_the_next_page(house: House) -> None:
    placed = paper(house, *(Paragraph(f"Line {number}", house) for number in range(30)))
    leading = house.style("body").leading
    fits = int((SIZE.height - 2 * MARGIN) / leading)
    assert said(placed.pages[0]).count("Line") == fits and len(placed.pages) == -(-30 // fits)
    assert [page.number for page in placed.pages] == list(range(len(placed.pages)))
    x, y, _ = next(texts(placed.pages[0].items))
    assert x == pytest.approx(MARGIN) and SIZE.height - MARGIN - leading < y < SIZE.height - MARGIN


def test_elements_are_in_the_order_of_the_story(house: House) -> None:
    (page,) = paper(house, Paragraph("Title", house, "heading", element="H1"), Paragraph("Words", house)).pages
    assert [element.role for element in page.elements] == ["H1", "P"]
    assert [text.element for _, _, text in texts(page.items)] == [0, 0]
    (column,) = page.items
    assert isinstance(column, Group) and [group.first for group in column.items if isinstance(group, Group)] == [0, 1]


def test_a_heading_does_not_stay_behind(house: House) -> None:
    leading = house.style("body").leading
    room = SIZE.height - 2 * MARGIN - 1.5 * leading
    heading = Paragraph("Heading", house).with_space(0, 0, keep=True)
    first, second = paper(house, Spacer(1, room), heading, Paragraph("Words", house)).pages
    assert said(first) == "" and said(second) == "Heading Words"


def test_text_stands_between_inner_and_outer_margin_on_either_hand(house: House, sources: Sources) -> None:
    layout = sources.layout("booklet-a5")
    placed = place_story([Paragraph("a", house), PageBreak(), Paragraph("b", house)], page_templates(layout), house)
    recto, verso = (next(texts(page.items))[0] for page in placed.pages)
    assert (recto, verso) == pytest.approx((layout.margins.inner, layout.margins.outer)) and recto != verso
    assert {page.trim for page in placed.pages} == {layout.trim}


def test_templates_may_have_different_sizes(house: House) -> None:
    other = Size(mm(60), mm(80))
    templates = [paper_template(SIZE, MARGIN), paper_template(other, MARGIN, id="small")]
    story = [Paragraph("a", house), NextPageTemplate("small"), PageBreak(), Paragraph("b", house)]
    first, second = place_story(story, templates, house).pages
    assert (first.trim, second.trim) == (SIZE, other)
    assert next(texts(second.items))[1] < other.height - MARGIN


def test_furniture_is_drawn_on_every_page_behind_its_words_and_is_no_content(house: House) -> None:
    def folio(page: PageAt, board: Board) -> None:
        board.line(f"{page.number + 1}", house.style("folio"), mm(5), page.trim.height - mm(8), 50)

    placed = paper(house, Paragraph("a", house), PageBreak(), Paragraph("b", house), last=on_sheet(folio))
    assert [said(page) for page in placed.pages] == ["a 1", "b 2"]
    assert [text.element for _, _, text in texts(placed.pages[1].items)] == [0, ARTIFACT]


def test_what_is_too_tall_stands_alone_and_is_overset(house: House) -> None:
    tall = Set(lambda measure: Board("tall", house.setting).finish(measure, 1000.0))
    placed = paper(house, Paragraph("a", house), tall, Paragraph("b", house))
    assert [len(page.oversets) for page in placed.pages] == [0, 1, 0]
    assert said(placed.pages[2]) == "b" and placed.pages[1].oversets[0].lines > 1


def test_what_is_too_wide_is_overset(house: House) -> None:
    (page,) = paper(house, Paragraph("w" * 200, house)).pages
    assert page.oversets and page.oversets[0].lines == 0


def test_pages_from_right_to_left_are_mirrored_once(house: House) -> None:
    hebrew = replace(house, setting=Setting("rtl", "Hebr", "he"))
    (page,) = paper(hebrew, Paragraph("שלום לכם", hebrew)).pages
    x, _, text = next(texts(page.items))
    assert x + text.line.width == pytest.approx(SIZE.width - MARGIN, abs=0.01)


def test_settings_of_reportlab_move_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def story() -> Placed:
        words = [Paragraph("a", house).with_space(5, 7), Paragraph("b", house).with_space(9, 7)]
        return place_story(words, [paper_template(Size(200, 200), 10)], house)

    before = story()
    monkeypatch.setattr("reportlab.rl_config.overlapAttachedSpace", 0)
    assert story() == before
