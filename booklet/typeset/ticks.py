"""What a reader fills in: lines to write on below a prompt, boxes to tick, cards to sort."""

from booklet.geometry import mm
from booklet.typeset.board import Board
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.words.manuscript import Block

LINE_WEIGHT = 0.35
"""Points of a line to write on, as on pages for notes."""

ROOM, MOST_ROOM = mm(8), mm(17)
"""How far below its prompt a line stands: room for a hand, and as much as helps."""

LINE_APART = mm(10)
"""The least height of a line to write on where a prompt has more than one, a little more than on ruled paper."""

LEAST_ROOM = mm(6.5)

BOX, BOX_RADIUS, CARD_RADIUS, GUTTER = mm(4.6), mm(0.8), mm(3.4), mm(4)

MOST_TALL = mm(18)
"""How much taller a card to sort may be than its words."""


def ticks(block: Block, measure: float, house: House, ground: str = "white", spare: float = 0.0) -> Component:
    """Set prompts with lines and then boxes; boxes without prompts are cards to sort."""
    lines = tuple(item for item in block.items if item.kind == "write-line")
    boxes = tuple(item for item in block.items if item.kind == "tick-box")
    if not lines:
        return _set_cards(block, boxes, measure, house, spare)
    board = Board(block.id, house.setting)
    top = board.place(_set_lines(lines, measure, house, spare), 0, 0)
    if boxes:
        top += house.pad(6)
        top += board.place(_set_boxes(boxes, measure, house), 0, top)
    return board.finish(measure, top)


def _set_lines(lines: tuple[Block, ...], measure: float, house: House, spare: float) -> Component:
    board = Board(lines[0].id, house.setting)
    style = house.style("sign-strong")
    room, rules = _rule_room(max(LEAST_ROOM, house.pad(ROOM / mm(1))) + spare / len(lines))
    prompts, top = board.element("L"), 0.0
    for number, line in enumerate(lines):
        top += house.pad(2.4) if number else 0.0
        body = board.element("LBody", board.element("LI", prompts))
        top += board.text(line.text, style, 0, top, measure, body)
        for _ in range(rules):
            top += room
            board.rule(0, top, measure, "black", LINE_WEIGHT)
    return board.finish(measure, top)


def _rule_room(room: float) -> tuple[float, int]:
    """Return the height of each line below a prompt and how many there are, where it may take so much room.

    >>> [(round(height / mm(1), 1), rules) for height, rules in map(_rule_room, (mm(8), mm(19), mm(28), mm(60)))]
    [(8.0, 1), (17.0, 1), (14.0, 2), (17.0, 2)]
    """
    rules = 2 if room >= 2 * LINE_APART else 1
    return min(room / rules, MOST_ROOM), rules


def _set_boxes(boxes: tuple[Block, ...], measure: float, house: House) -> Component:
    board = Board(boxes[0].id, house.setting)
    style, x = house.style("sign"), BOX + mm(3)
    choices, top = board.element("L"), 0.0
    for box in boxes:
        _draw_box(board, 0, top + (style.leading - BOX) / 2)
        body = board.element("LBody", board.element("LI", choices))
        top += board.text(box.text, style, x, top, measure - x, body) + house.pad(1.6)
    return board.finish(measure, top - house.pad(1.6))


def _draw_box(board: Board, x: float, top: float) -> None:
    board.sign(x, top, BOX, BOX, "white", BOX_RADIUS, "none")


def _set_cards(block: Block, boxes: tuple[Block, ...], measure: float, house: House, spare: float) -> Component:
    """Set cards two in a row, each as tall as the tallest, with a box in its corner; a last one alone is as wide."""
    board = Board(block.id, house.setting)
    column, inset, pad = (measure - GUTTER) / 2, mm(3.6), house.pad(3)
    x = inset + BOX + mm(2.6)
    style = house.style("sign-strong")
    texts = [_set_text(box, column - x - inset, house) for box in boxes]
    rows = -(-len(boxes) // 2)
    height = max(text.height for text in texts) + 2 * pad + min(spare / rows, MOST_TALL)
    choices = board.element("L")
    for number, text in enumerate(texts):
        left, top = (number % 2) * (column + GUTTER), (number // 2) * (height + GUTTER)
        is_alone = number % 2 == 0 and number == len(texts) - 1
        board.sign(left, top, measure if is_alone else column, height, "white", CARD_RADIUS)
        middle = top + (height - text.height) / 2
        _draw_box(board, left + inset, middle + (style.leading - BOX) / 2)
        board.place(text, left + x, middle, board.element("LI", choices))
    return board.finish(measure, rows * height + (rows - 1) * GUTTER)


def _set_text(box: Block, measure: float, house: House) -> Component:
    board = Board(box.id, house.setting)
    height = board.text(box.text, house.style("sign-strong"), 0, 0, measure, board.element("LBody"))
    return board.finish(measure, height)
