"""Tables over pages: every row once and in order, heads again, nothing alone, rows that are tagged."""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

import pytest
from steps import count_growth

from booklet.frames.flowables import OwnFlowable, Paragraph, Set
from booklet.frames.stories import place_story, tell_story
from booklet.frames.table import AIR, Column, Table
from booklet.frames.templates import paper_template
from booklet.geometry import Size, mm
from booklet.text.fonts import Setting
from booklet.text.markup import escape_markup
from booklet.typeset.fit import Placed
from booklet.typeset.house import House
from booklet.typeset.placed import Component, Group, Item, PlacedPage, TextAt
from booklet.values import replace

SIZE = Size(mm(100), mm(100))
MARGIN = mm(10)
COLUMNS = (Column(0.3, "Copies", is_head=True), Column(0.7, "File", tears=True))


def texts(items: tuple[Item, ...], dx: float = 0, first: int = 0) -> Iterator[tuple[float, int, TextAt]]:
    """Yield the texts of a page, each from where it begins and with its element."""
    for item in items:
        if isinstance(item, Group):
            yield from texts(item.items, item.dx + dx, item.first + first)
        elif isinstance(item, TextAt):
            yield item.x + dx, item.element + first if item.element >= 0 else -1, item


def cells(page: PlacedPage, *roles: str) -> list[str]:
    found: dict[int, str] = {}
    for _, element, text in texts(page.items):
        if element >= 0 and page.elements[element].role in roles:
            found[element] = found.get(element, "") + text.line.text
    return [words.strip() for words in found.values()]


def artifacts(page: PlacedPage) -> list[str]:
    return [text.line.text for _, element, text in texts(page.items) if element < 0]


def paper(house: House, *story: OwnFlowable) -> Placed:
    return place_story(story, [paper_template(SIZE, MARGIN)], house)


def rows(count: int) -> list[tuple[str, str]]:
    return [(str(number), f"file-{number}.pdf") for number in range(count)]


def test_a_row_that_comes_again_stands_again_in_its_place(house: House) -> None:
    (page,) = paper(house, Table(COLUMNS, [("2", "b"), ("1", "a"), ["2", "b"], ("10", "a")], house, "Cairo")).pages
    assert cells(page, "TH", "TD")[2:] == ["2", "b", "1", "a", "2", "b", "10", "a"]


def test_every_row_stands_once_and_in_order_below_the_heads_of_its_columns(house: House) -> None:
    placed = paper(house, Table(COLUMNS, rows(60), house, "Cairo"))
    assert len(placed.pages) > 3
    assert [cell for page in placed.pages for cell in cells(page, "TD")] == [name for _, name in rows(60)]
    for page in placed.pages:
        assert cells(page, "TH")[:2] == ["Copies", "File"]
        assert page.oversets == ()


def test_the_title_is_read_once_and_seen_on_every_page(house: House) -> None:
    first, *others = paper(house, Table(COLUMNS, rows(60), house, "Cairo")).pages
    assert cells(first, "H2") == ["Cairo"] and artifacts(first) == []
    assert others and all(artifacts(page) == ["Cairo"] and cells(page, "H2") == [] for page in others)


@pytest.mark.parametrize("count", range(8, 16))
def test_no_row_is_alone_on_a_page(count: int, house: House) -> None:
    placed = paper(house, Table(COLUMNS, rows(count), house, "Cairo"))
    assert len(placed.pages) <= 2 and all(len(cells(page, "TD")) >= 2 for page in placed.pages)


def test_a_table_does_not_begin_with_its_title_or_one_row_at_the_foot(house: House) -> None:
    table = Table(COLUMNS, rows(20), house, "Cairo")
    _, needed = table.wrap(SIZE.width - 2 * MARGIN, 0)
    row = needed - Table(COLUMNS, rows(19), house, "Cairo").wrap(SIZE.width - 2 * MARGIN, 0)[1]
    for left, is_begun in ((needed - 18.5 * row, False), (needed - 17.5 * row, True)):
        above = Component(0, SIZE.height - 2 * MARGIN - left, ())
        first, *_ = paper(house, Set(partial(_as_it_is, above)), Table(COLUMNS, rows(20), house, "Cairo")).pages
        assert bool(cells(first, "TD")) is is_begun


def _as_it_is(component: Component, _width: float) -> Component:
    return component


def test_three_rows_are_not_torn_apart(house: House) -> None:
    story = [Table(COLUMNS, rows(3), house, f"Place {number}").with_space(mm(4), 0) for number in range(9)]
    for page in paper(house, *story).pages:
        assert len(cells(page, "TD")) == 3 * len(cells(page, "H2"))


def test_rows_of_which_one_alone_has_room_stand_one_by_one(house: House) -> None:
    tall = [(str(number), "word " * 60) for number in range(4)]
    placed = paper(house, Table(COLUMNS, tall, house, "Cairo"))
    assert [cells(page, "TH")[2:] for page in placed.pages] == [["0"], ["1"], ["2"], ["3"]]
    assert not any(page.oversets for page in placed.pages)


def test_a_row_that_no_page_holds_is_told(house: House) -> None:
    placed = paper(house, Table(COLUMNS, [("0", "word " * 400)], house, "Cairo"))
    assert [overset.about for page in placed.pages for overset in page.oversets] == ["Cairo"]


def test_cells_are_in_rows_and_rows_in_their_table(house: House) -> None:
    for page in paper(house, Table(COLUMNS, rows(30), house, "Cairo")).pages:
        for element in page.elements:
            parent = page.elements[element.parent].role if element.parent >= 0 else ""
            assert parent == {"TR": "Table", "TH": "TR", "TD": "TR"}.get(element.role, "")
        heads = [element.scope for element in page.elements if element.role == "TH"]
        assert heads == ["Column", "Column", *["Row"] * (len(heads) - 2)]


def test_an_empty_cell_is_a_cell(house: House) -> None:
    (page,) = paper(house, Table((Column(0.5, "id"), Column(0.5, "comment")), [("a", "")], house)).pages
    kinds = [page.elements[element].role for _, element, _ in texts(page.items)]
    assert kinds == ["TH", "TH", "TD", "TD"]


def test_what_is_copied_out_of_a_row_is_a_word_for_each_cell(house: House) -> None:
    (page,) = paper(house, Table((Column(0.3), Column(0.3), Column(0.4)), [("one", "two", "three")], house)).pages
    assert [text.line.text for _, _, text in texts(page.items)] == ["one ", "two ", "three"]


def test_long_names_of_files_break_and_words_that_do_not_are_told(house: House) -> None:
    name = "guide_" * 30 + ".pdf"
    (page,) = paper(house, Table(COLUMNS, [("1", escape_markup(name))], house)).pages
    assert "".join(cells(page, "TD")) == name and page.oversets == ()
    (page,) = paper(house, Table((COLUMNS[0], Column(0.7)), [("1", escape_markup(name))], house)).pages
    assert [overset.lines for overset in page.oversets] == [0]


def test_columns_are_mirrored(house: House) -> None:
    arabic = replace(house, setting=Setting("rtl", "Arab", "ar"))
    starts = {}
    for setting in (house, arabic):
        (page,) = paper(setting, Table((Column(0.5), Column(0.5)), [("1", "2")], setting)).pages
        starts[setting] = {text.line.text.strip(): x + text.line.width / 2 for x, _, text in texts(page.items)}
    assert starts[house]["1"] < SIZE.width / 2 < starts[house]["2"]
    assert starts[arabic]["2"] < SIZE.width / 2 < starts[arabic]["1"]


def test_what_follows_stands_below(house: House) -> None:
    page = paper(house, Table(COLUMNS, rows(4), house), Paragraph("after", house)).pages[-1]
    tops = [
        item.dy
        for column in page.items
        if isinstance(column, Group)
        for item in column.items
        if isinstance(item, Group)
    ]
    assert all(above - below > AIR for above, below in pairwise(tops))


def test_space_before_is_at_its_beginning_and_space_after_at_its_end(house: House) -> None:
    table = Table(COLUMNS, rows(20), house).with_space(7, 9)
    parts = table.split(SIZE.width - 2 * MARGIN, SIZE.height - 2 * MARGIN)
    assert [(part.getSpaceBefore(), part.getSpaceAfter()) for part in parts] == [(7, 0), (0, 9)]


def test_a_table_says_all_its_words_and_its_rules_are_no_shapes_of_others(house: House) -> None:
    table = Table(COLUMNS, [("*1*", "one"), ("2", "")], house, "Cairo", ["a note"])
    told = tell_story([table], [paper_template(SIZE, MARGIN)], house)
    assert told.said == ("Cairo", "a note", "Copies", "File", "*1*", "one", "2") and told.shapes == ()
    told = tell_story([Table(COLUMNS, rows(40), house)], [paper_template(SIZE, MARGIN)], house)
    assert set(told.said) >= {cell for row in rows(40) for cell in row}


def test_cells_in_another_language_say_so(house: House) -> None:
    columns = (Column(0.5, is_head=True, language="sw"), Column(0.5, language="en"))
    (page,) = paper(house, Table(columns, [("moja", "one")], house)).pages
    assert [(element.role, element.language) for element in page.elements[2:]] == [("TH", "sw"), ("TD", "")]


@pytest.mark.slow
def test_work_grows_with_the_rows_and_not_faster(house: House) -> None:
    def set_rows(count: int) -> None:
        names = [(str(number), f"{count}-{number}.pdf") for number in range(count)]
        assert len(paper(house, Table(COLUMNS, names, house)).pages) > count / 20

    set_rows(100)  # for whatever is made once
    assert count_growth(set_rows, 500, 2000) < 5
