"""The words of a slide below its title: lines, lists, a myth and its fact, the stops of a road, a plan to fill in."""

from collections.abc import Sequence
from typing import NamedTuple

from booklet.geometry import Path
from booklet.text.compose import compose
from booklet.text.itemise import TextStyle
from booklet.text.markup import escape_markup
from booklet.typeset.board import SLACK, Board
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.typeset.slidetopic import find_lead
from booklet.words.manuscript import Block, Topic

OUTLINE = 2.2
"""The weight of outlines, in points."""

GAPS = (0.45, 0.15)
"""What is between blocks and items, in leadings of their type, and what is left of it where there is little room."""

DOT, HANG = 0.6, 1.35
"""The dot before an item, and where its words begin, in sizes of their type."""

PAD, RADIUS = 0.75, 0.9
"""Of bubbles and signs: the room around words, and their corners, in sizes of their type."""

BADGE, BADGE_HANG = 1.5, 2.0
"""The disc beside a fact, and where the words of the fact begin, in sizes of their type."""

ROAD_PAD = 0.6
"""The room around the words of a sign on a road, in sizes of their type."""

COLUMNS, BETWEEN = 3, 30.0
"""Stops of a road in a row, and what is between signs and between columns, in points."""

ROAD, EDGE = 22.0, 2.6
"""How wide a road is, and the line along its edges, in points."""

NUMBER = 1.45
"""The disc with the number of a stop, in sizes of its type."""

WRITING, RULE = 1.15, 1.4
"""The room for a hand below a prompt, in leadings, and the weight of its line in points."""

MOST_WRITING = 0.9
"""By how much that room may be larger, in leadings."""

BOX = 0.95
"""A box to tick, in sizes of its type."""


class Way(NamedTuple):
    """How words are set: in a style, so many leadings apart, over a measure, in a room that some may fill."""

    style: TextStyle
    gap: float
    measure: float
    room: float


def set_body(blocks: Sequence[Block], way: Way, house: House) -> Component:
    """Set what stands below a title; a road and a plan use the whole room."""
    first = blocks[0]
    if first.kind == "flow":
        return _set_road(first, way, house)
    if first.kind in ("ticks", "write-line"):
        items = first.items if first.kind == "ticks" else tuple(blocks)
        return _set_plan(items, way, house)
    board, top = Board(first.id, house.setting), 0.0
    for number, block in enumerate(blocks):
        top += way.gap * way.style.leading if number else 0.0
        top += board.place((_set_list if block.kind == "list" else _set_paragraph)(block, way, house), 0, top)
    return board.finish(way.measure, top)


def _set_paragraph(block: Block, way: Way, house: House) -> Component:
    board = Board(block.id, house.setting)
    return board.finish(way.measure, board.paragraph(block.text, way.style, 0, 0, way.measure))


def _set_list(block: Block, way: Way, house: House) -> Component:
    """Set items below one another, each beside a dot of the sun."""
    board, style, top = Board(block.id, house.setting), way.style, 0.0
    holder, dot, hang = board.element("L"), DOT * style.size, HANG * style.size
    for number, item in enumerate(block.items):
        top += way.gap * style.leading if number else 0.0
        _draw_disc(board, 0, top + (style.leading - dot) / 2, dot, "sun")
        body = board.element("LBody", board.element("LI", holder))
        top += board.text(item.text, style, hang, top, way.measure - hang, body)
    return board.finish(way.measure, top)


def _draw_disc(board: Board, x: float, top: float, size: float, ink: str) -> None:
    board.sign(x, top, size, size, ink, size / 2, "none", OUTLINE)


def set_myth(block: Block, topic: Topic, said: TextStyle, fact: TextStyle, measure: float, house: House) -> Component:
    """Set what people say in a bubble that hugs it, and what is true below it, beside a tick."""
    board = Board(block.id, house.setting)
    pad = PAD * said.size / 1.6
    lines = compose(topic.title, said, measure - 2 * pad, house.setting)
    width = max(line.width for line in lines) + 2 * pad + SLACK
    height = len(lines) * said.leading + 1.4 * pad
    board.sign(0, 0, width, height, "white", RADIUS * fact.size, "bottom-start", OUTLINE)
    board.lines(lines, said, pad, 0.7 * pad, width - 2 * pad, board.element("H1"))
    top = height + 1.1 * fact.leading
    disc, icon, hang = BADGE * fact.size, BADGE * fact.size * 0.62, BADGE_HANG * fact.size
    middle = top + fact.leading / 2
    _draw_disc(board, 0, middle - disc / 2, disc, "sun")
    board.art("icon-check-circle", (disc - icon) / 2, middle - icon / 2, icon, icon)
    top += board.paragraph(f"*{block.text}*", fact, hang, top, measure - hang)
    return board.finish(measure, top)


def _set_road(block: Block, way: Way, house: House) -> Component:
    """Set stops as numbered signs on a road that runs along the rows; a sign says the first words of its stop."""
    board = Board(block.id, house.setting)
    style, measure = way.style, way.measure
    wide = (measure - BETWEEN * (COLUMNS - 1)) / COLUMNS
    pad, disc = ROAD_PAD * style.size, NUMBER * style.size
    inner, is_tight = wide - 2 * pad, way.gap < GAPS[0]
    words = [compose(escape_markup(find_lead(stop.text)), style, inner, house.setting) for stop in block.items]
    tall = max(map(len, words)) * style.leading + (1.0 if is_tight else 2.0) * pad + disc / 2
    rows = -(-len(words) // COLUMNS)
    least = ROAD + 2 * EDGE + (4.0 if is_tight else disc / 2 + 8.0)
    apart = max(least, min((way.room - rows * tall) / max(1, rows), 2.4 * ROAD + disc))
    _draw_road(board, [disc / 2 + row * (tall + apart) + tall / 2 for row in range(rows)], measure)
    holder = board.element("L")
    numeral = house.style("saying", "white", "middle")
    for number, lines in enumerate(words):
        row, column = divmod(number, COLUMNS)
        x, top = column * (wide + BETWEEN), disc / 2 + row * (tall + apart)
        item = board.element("LI", holder)
        board.sign(x, top, wide, tall, "white", RADIUS * style.size, "none", OUTLINE)
        board.bubble(x + pad, top - disc / 2, disc, disc, "night", disc / 2, "none")
        label = board.element("Lbl", item)
        board.line(str(number + 1), numeral, x + pad, top - numeral.leading / 2, disc, label)
        free = tall - disc / 2 - len(lines) * style.leading
        board.lines(lines, style, x + pad, top + disc / 2 + free / 2 - 2, inner, board.element("LBody", item))
    return board.finish(measure, disc / 2 + rows * tall + (rows - 1) * apart)


def _draw_road(board: Board, middles: Sequence[float], measure: float) -> None:
    """Draw a road from row to row: it comes from the start, runs below each row, and turns back between them."""
    first, *others = middles
    segments: list[tuple[str | float, ...]] = [("m", -80.0, -first), ("l", measure - 30, -first)]
    above = first
    for middle in others:
        half, bend = (above + middle) / 2, (middle - above) / 4
        segments += [
            ("c", measure + 4 * bend / 3, -above, measure + 4 * bend / 3, -half, measure - 30, -half),
            ("l", 30.0, -half),
            ("c", -4 * bend / 3, -half, -4 * bend / 3, -middle, 30.0, -middle),
            ("l", measure - 30, -middle),
        ]
        above = middle
    segments.append(("l", measure + 80, -above))
    path = Path(tuple(segments))
    board.stroke(path, "night", ROAD + 2 * EDGE)
    board.stroke(path, "sun", ROAD)


def _set_plan(items: Sequence[Block], way: Way, house: House) -> Component:
    """Set prompts with lines to write on, and boxes to tick beside them; of either alone there are two columns."""
    prompts = [item for item in items if item.kind == "write-line"]
    boxes = [item for item in items if item.kind == "tick-box"]
    alone = prompts or boxes
    half = -(-len(alone) // 2)
    narrow = way._replace(measure=(way.measure - 2 * BETWEEN) / 2)
    columns = (prompts, boxes) if prompts and boxes else (alone[:half], alone[half:])
    found = [
        (_set_prompts if column[0].kind == "write-line" else _set_boxes)(column, narrow, house)
        for column in columns
        if column
    ]
    board = Board(items[0].id, house.setting)
    for number, column in enumerate(found):
        board.place(column, number * (narrow.measure + 2 * BETWEEN), 0)
    return board.finish(way.measure, max(column.height for column in found))


def _set_prompts(prompts: Sequence[Block], way: Way, house: House) -> Component:
    """Set prompts, each above a line, with as much room for a hand as there is."""
    style, measure = way.style, way.measure
    lines = [compose(prompt.text, style, measure, house.setting) for prompt in prompts]
    least = (sum(map(len, lines)) + len(lines) * (WRITING + way.gap / 2)) * style.leading
    spare = min(max(0.0, way.room - least) / len(lines), MOST_WRITING * style.leading)
    board, top = Board(prompts[0].id, house.setting), 0.0
    holder = board.element("L")
    for number, prompt in enumerate(prompts):
        top += way.gap / 2 * style.leading if number else 0.0
        body = board.element("LBody", board.element("LI", holder))
        top += board.text(prompt.text, style, 0, top, measure, body) + WRITING * style.leading + spare
        board.rule(0, top, measure, "night", RULE)
    return board.finish(measure, top)


def _set_boxes(boxes: Sequence[Block], way: Way, house: House) -> Component:
    style, measure = way.style, way.measure
    board, top = Board(boxes[0].id, house.setting), 0.0
    holder, box, hang = board.element("L"), BOX * style.size, 1.5 * style.size
    for number, choice in enumerate(boxes):
        top += way.gap * style.leading if number else 0.0
        board.sign(0, top + (style.leading - box) / 2, box, box, "white", box / 5, "none", OUTLINE)
        body = board.element("LBody", board.element("LI", holder))
        top += board.text(choice.text, style, hang, top, measure - hang, body)
    return board.finish(measure, top)
