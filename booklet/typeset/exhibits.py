"""What a partner's pages hold besides running text: pictures, tables, two columns, codes."""

from itertools import accumulate

from booklet.geometry import Rect, add_lengths, mm
from booklet.text.compose import set_line
from booklet.text.itemise import TextStyle
from booklet.text.markup import escape_markup, isolate_left_to_right
from booklet.typeset import boxes, help
from booklet.typeset.board import Board
from booklet.typeset.house import House
from booklet.typeset.placed import ArtAt, Component
from booklet.words.manuscript import Block

GUTTER = mm(5)
"""The space between two columns."""

CELL_GAP, CELL_AIR = mm(3), mm(1.3)
"""The space beside the words of a cell, and above and below them."""

LEAST_SHARE = 0.15
"""Of a table, what a column has at the least."""

LINE, HEAD_LINE = mm(0.2), mm(0.5)
"""The weight of the line below a row, and below the heads."""

TILE = mm(28)
"""The code with its white ground: phones read it at the length of an arm."""


def picture(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set a picture at the start of its column, with what it shows for those who do not see it, and words below."""
    assert block.shown is not None
    board = Board(block.id, house.setting)
    width = measure * block.shown.share
    height = width * block.shown.ratio
    box = Rect(0, -height, width, height)
    board.figure(box, (ArtAt(block.shown.file, box),), block.label)
    if block.text:
        style = house.style("small", house.on(ground).text)
        height += mm(1.5) + board.paragraph(block.text, style, 0, height + mm(1.5), measure)
    return board.finish(measure, height)


def table(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set a table with a line below each row; the first cell of a row is its head."""
    board = Board(block.id, house.setting)
    inks = house.on(ground)
    body, head = house.style("body", inks.text), house.style("body", inks.title).bold
    widths = _share_columns(block, measure, body, head, house)
    starts = [0.0, *accumulate(width + CELL_GAP for width in widths)]
    element, top = board.element("Table"), 0.0
    for number, row in enumerate(block.items):
        line = board.element("TR", element)
        heights = [0.0]
        for place, cell in enumerate(row.items):
            is_head = number == 0 or place == 0
            scope = "Row" if number else "Column"
            holder = board.element("TH" if is_head else "TD", line, scope=scope)
            style = head if is_head else body
            words = cell.text or EMPTY
            heights.append(board.text(words, style, starts[place], top + CELL_AIR, widths[place], holder))
        top += max(heights) + 2 * CELL_AIR
        board.rule(0, top, measure, "night", LINE if number else HEAD_LINE)
    return board.finish(measure, top + LINE)


EMPTY = "\u00a0"
"""What an empty cell holds, so that it is a cell to readers who cannot see it."""


def _share_columns(block: Block, measure: float, body: TextStyle, head: TextStyle, house: House) -> list[float]:
    """Return the widths of columns by what their longest cells ask for, none narrower than a part of the table."""
    count = len(block.items[0].items)
    asked = [0.0] * count
    for number, row in enumerate(block.items):
        for place, cell in enumerate(row.items):
            style = body if number and place else head
            asked[place] = max(asked[place], set_line(cell.text or EMPTY, style, house.setting).width)
    room = measure - (count - 1) * CELL_GAP
    whole = add_lengths(asked)
    if whole <= room:
        return [width + (room - whole) / count for width in asked]
    held = [max(LEAST_SHARE, width / whole) for width in asked]
    return [room * share / add_lengths(held) for share in held]


def columns(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set two columns beside each other; the first is read first."""
    board = Board(block.id, house.setting)
    width, height = (measure - GUTTER) / 2, 0.0
    for number, column in enumerate(block.items):
        found = _stack(column, width, house, ground)
        board.place(found, number * (width + GUTTER), 0)
        height = max(height, found.height)
    return board.finish(measure, height)


def _stack(column: Block, measure: float, house: House, ground: str) -> Component:
    board = Board(column.id, house.setting)
    top = 0.0
    for number, block in enumerate(column.items):
        top += mm(3) if number else 0.0
        top += board.place(IN_COLUMN[block.kind](block, measure, house, ground), 0, top)
    return board.finish(measure, top)


def code(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set the code of an address, with words and the address itself beside it, for those who type."""
    assert block.shown is not None
    board = Board(block.id, house.setting)
    inks, address = house.on(ground), block.shown.web
    board.place(help.address_code(address, TILE, house), 0, 0)
    x, top = TILE + mm(3), mm(1)
    if block.text:
        top += board.paragraph(block.text, house.style("body", inks.text), x, top, measure - x) + mm(1)
    shown = escape_markup(address.split("://", 1)[-1].rstrip("/"))
    words = f"[{isolate_left_to_right(shown)}]({address})"
    top += board.paragraph(words, house.style("strong", inks.title), x, top, measure - x)
    return board.finish(measure, max(TILE, top))


IN_COLUMN = {**boxes.TEXTS, "picture": picture, "code": code}
"""What sets each kind of block that may stand in a column."""
