"""The words of a drawn poster: headline, lines, treads, ways to get help and signs; each gives way by itself."""

from collections.abc import Callable, Sequence
from itertools import product
from math import ceil

from booklet.geometry import Rect, add_lengths, mm
from booklet.text.compose import Line, compose, set_line
from booklet.text.itemise import TextStyle
from booklet.typeset import shapes
from booklet.typeset.board import SLACK, Board
from booklet.typeset.house import House
from booklet.typeset.placed import Component, Overset
from booklet.words.manuscript import Block, Topic

LINE = mm(1.1)
"""Weight of the outline of a sign: that of the pictures of posters."""

SIGN_RADIUS, SIGN_SIDE, SIGN_PAD = mm(6), mm(6), mm(3.6)

WAY_SIDE, WAY_PAD, WAY_ICON, WAY_GAP, WAYS_APART = mm(3), mm(2), mm(7), mm(2.6), mm(4)
"""Of a way to get help: the room around its disc and words, its icon, what is between both, and between two ways."""

WAY_INKS = ("mint", "lilac", "sun")

TILE, TILE_ICON, TILE_GAP = mm(17), mm(10), mm(5)
"""Of a tread: the tile of its icon, the icon, and what is between the tile and the words."""

WORD_GAP = mm(5)
"""What is between the word of a tread and the line beside it."""

TREAD_AIR = mm(1.2)
"""What stays free on a tread above and below its words."""

WHOLE_LINES = 0.88
"""How much of the largest type that fits several lines may give up to stand on one line each."""

TELL = "m2.tell"
"""The step that may come first: its tile is the sun."""


def set_headline(topic: Topic, styles: Sequence[TextStyle], measure: float, room: float, house: House) -> Component:
    """Set the headline of a poster in the largest type that its room has, if it can be in lines of whole phrases."""
    board = Board("title", house.setting)
    height = board.title(topic.title, styles, 0, 0, measure, room, topic.phrases)
    if height > room + SLACK:
        board.oversets.append(Overset(board.block, ceil((height - room) / styles[-1].leading), topic.title))
    return board.finish(measure, height)


def _fits(style: TextStyle, lines: Sequence[Line], measure: float, room: float) -> bool:
    return len(lines) * style.leading <= room and all(line.width <= measure + 2 * SLACK for line in lines)


def _report_height(board: Board, words: str, style: TextStyle, lines: Sequence[Line], room: float) -> None:
    over = len(lines) * style.leading - room
    if over > SLACK:
        board.oversets.append(Overset(board.block, ceil(over / style.leading), words))


def set_lines(
    blocks: Sequence[Block], texts: Sequence[str], role: str, measure: float, room: float, house: House
) -> Component:
    """Set texts below one another, all in the largest type in which they fit.

    Several stand on one line each if type that is not much smaller allows it. Items are a list.
    """
    styles = house.list_smaller(role, house.on(house.section.ink).text)
    fitting = [style for style in styles if _measure_height(texts, style, measure, house) <= room]
    largest = (*fitting, styles[-1])[0]
    near = [style for style in fitting if len(texts) > 1 and style.size >= WHOLE_LINES * largest.size]
    whole = (style for style in near if all(_is_one_line(text, style, measure, house) for text in texts))
    style = next(whole, largest)
    board = Board(blocks[0].id, house.setting)
    holder = board.element("L") if blocks[0].kind == "item" else -1
    top = widest = 0.0
    for text in texts:
        lines = compose(text, style, measure, house.setting)
        widest = max(widest, *(line.width for line in lines))
        body = board.element("LBody", board.element("LI", holder)) if holder >= 0 else board.element("P")
        top += board.lines(lines, style, 0, top, measure, body)
    if top > room + SLACK:
        board.oversets.append(Overset(board.block, ceil((top - room) / style.leading), texts[-1]))
    return board.finish(widest, top)


def _measure_height(texts: Sequence[str], style: TextStyle, measure: float, house: House) -> float:
    return add_lengths(len(compose(text, style, measure, house.setting)) * style.leading for text in texts)


def _is_one_line(text: str, style: TextStyle, measure: float, house: House) -> bool:
    return set_line(text, style, house.setting).width <= measure


def set_sign(block: Block, measure: float, room: float, house: House) -> Component:
    """Set words in a white box that hugs them."""
    words = f"*{block.title}* {block.text}" if block.title else block.text
    inner = measure - 2 * SIGN_SIDE
    styles = house.list_smaller("sign")
    ways = [(style, compose(words, style, inner, house.setting)) for style in styles]
    style, lines = next((way for way in ways if _fits(*way, inner, room - 2 * SIGN_PAD)), ways[-1])
    board = Board(block.id, house.setting)
    _report_height(board, words, style, lines, room - 2 * SIGN_PAD)
    width = max(line.width for line in lines) + SLACK
    height = len(lines) * style.leading + 2 * SIGN_PAD
    draw_box(board, Rect(0, -height, width + 2 * SIGN_SIDE, height))
    board.lines(lines, style, SIGN_SIDE, SIGN_PAD, width, board.element("P"))
    return board.finish(width + 2 * SIGN_SIDE, height)


def draw_box(board: Board, box: Rect, tail: str = "bottom-start") -> None:
    """Draw a white box with the outline of a poster."""
    path = shapes.bubble(box, min(SIGN_RADIUS, box.height / 2), tail)
    board.fill(path, "white")
    board.stroke(path, "night", LINE)


def set_ways(ways: Sequence[Block], measure: float, room: float, house: House) -> Component:
    """Set ways to get help beside one another, each in a box with its icon, in as many rows as they need."""
    styles = house.list_smaller("way")
    rows = (_set_rows(ways, measure, style, house) for style in styles)
    return next(
        (way for way in rows if way.height <= room and not way.oversets), _set_rows(ways, measure, styles[-1], house)
    )


def _set_rows(ways: Sequence[Block], measure: float, style: TextStyle, house: House) -> Component:
    boxes = [_set_way(way, WAY_INKS[number % len(WAY_INKS)], style, house) for number, way in enumerate(ways)]
    return place_in_rows(ways, boxes, measure, WAYS_APART, house)


def place_in_rows(
    ways: Sequence[Block], boxes: Sequence[Component], measure: float, apart: float, house: House
) -> Component:
    """Place the boxes of ways to get help beside one another, in as many rows as they need, so far apart."""
    board = Board(ways[0].id, house.setting)
    x = top = 0.0
    for box in boxes:
        if box.width > measure:
            board.oversets.append(Overset(board.block, 0, ways[0].title))
        if x and x + box.width > measure:
            x, top = 0.0, top + box.height + apart
        board.place(box, x, top)
        x += box.width + apart
    return board.finish(measure, top + boxes[-1].height)


def _set_way(way: Block, ink: str, style: TextStyle, house: House) -> Component:
    board = Board(way.id, house.setting)
    disc = style.leading + WAY_PAD
    height, width = disc + 2 * WAY_PAD, set_line(way.title, style, house.setting).width + SLACK
    x = WAY_PAD + disc + WAY_GAP
    draw_box(board, Rect(0, -height, x + width + WAY_SIDE, height), "none")
    board.bubble(WAY_PAD, WAY_PAD, disc, disc, ink, disc / 2, "none")
    board.art(f"icon-{way.icon}", WAY_PAD + (disc - WAY_ICON) / 2, (height - WAY_ICON) / 2, WAY_ICON, WAY_ICON)
    board.line(way.title, style, x, (height - style.leading) / 2, width, board.element("P"))
    return board.finish(x + width + WAY_SIDE, height)


def set_treads(steps: Sequence[Block], measures: Sequence[float], room: float, house: House) -> tuple[Component, ...]:
    """Set steps on the treads of a stair, all alike: the word above its line, or beside it where lines are long."""
    words, texts = house.list_smaller("step-word"), house.list_smaller("step-text")
    arrangements: tuple[_Arrange, ...] = (_word_above, _word_beside)
    for arrange, text, word in product(arrangements, texts, words):
        rooms = (measure - TILE - TILE_GAP for measure in measures)
        found = [arrange(step, width, word, text, house) for step, width in zip(steps, rooms, strict=True)]
        if all(tread.height <= room - 2 * TREAD_AIR and not tread.oversets for tread in found):
            break
    return tuple(_with_tile(step, tread, room, house) for step, tread in zip(steps, found, strict=True))


_Arrange = Callable[[Block, float, TextStyle, TextStyle, House], Component]


def _word_above(step: Block, measure: float, word: TextStyle, text: TextStyle, house: House) -> Component:
    board = Board(step.id, house.setting)
    board.line(step.title, word, 0, 0, measure, board.element("Lbl"))
    height = board.text(step.label, text, 0, word.leading, measure, board.element("LBody"))
    return board.finish(measure, word.leading + height)


def _word_beside(step: Block, measure: float, word: TextStyle, text: TextStyle, house: House) -> Component:
    board = Board(step.id, house.setting)
    x = set_line(step.title, word, house.setting).width + WORD_GAP
    lines = compose(step.label, text, measure - x, house.setting)
    height = max(word.leading, len(lines) * text.leading)
    board.line(step.title, word, 0, (height - word.leading) / 2, x, board.element("Lbl"))
    board.lines(lines, text, x, (height - len(lines) * text.leading) / 2, measure - x, board.element("LBody"))
    return board.finish(measure, height)


def _with_tile(step: Block, words: Component, room: float, house: House) -> Component:
    """Return a step beside the tile of its icon, in the middle of its tread."""
    board = Board(step.id, house.setting)
    if words.height > room - 2 * TREAD_AIR:
        board.oversets.append(Overset(step.id, 1, step.label))
    ground, ink = ("sun", "night") if step.id == TELL else ("night", "white")
    board.bubble(0, (room - TILE) / 2, TILE, TILE, ground, TILE / 2)
    board.art(f"icon-{step.icon}", (TILE - TILE_ICON) / 2, (room - TILE_ICON) / 2, TILE_ICON, TILE_ICON, ink)
    board.place(words, TILE + TILE_GAP, (room - words.height) / 2, board.element("LI"))
    return board.finish(TILE + TILE_GAP + words.width, room)
