"""The six steps: in full on the help page, in short as a row of tiles, and as tiles and lines on the card."""

from typing import NamedTuple

from booklet.geometry import add_lengths, mm
from booklet.text.compose import set_line
from booklet.text.itemise import TextStyle
from booklet.typeset.board import Board, first_style_that_fits, first_that_fits
from booklet.typeset.house import House
from booklet.typeset.placed import Component, Overset
from booklet.words.manuscript import Block

TELL = "m2.tell"
"""The step that may come first: it stands out."""


def steps(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set the steps in the style asked for."""
    return STYLES[block.style](block, measure, house)


class Bubble(NamedTuple):
    """Measures of a bubble in millimetres: gap, least and most height, radius, inset, tile, icon, place of its text."""

    gap: float
    least: float
    most: float
    radius: float
    inset: float
    tile: float
    icon: float
    text_x: float
    text_top: float
    foot: float


BOOKLET = Bubble(3, 25, 60, 6, 2.5, 9.5, 6.5, 4, 12.6, 1.9)
TIGHT = Bubble(2, 19, 60, 6, 1.6, 9, 6.2, 4, 11, 1.6)
"""Where type has given way by much, bubbles do, too, and each row of them is as tall as it needs."""

TIGHT_FROM = 90
"""The percentage of type from which on they do."""

POSTER = Bubble(6, 56, 56, 12, 6, 23, 15, 7, 32, 2)
POSTER_TIGHT = POSTER._replace(text_top=30.4)
"""On a poster all bubbles are as tall; where words are long they begin closer to the sign above them."""


def full_steps(block: Block, measure: float, house: House) -> Component:
    """Set six bubbles in two columns, each with all its words and as tall as the tallest."""
    return _bubbles(block, tuple(step.text for step in block.items), measure, house, size_of_bubbles(house))


def size_of_bubbles(house: House) -> Bubble:
    """Return the measures of bubbles on the help page."""
    return TIGHT if house.allowance.type <= TIGHT_FROM else BOOKLET


def poster_steps(block: Block, measure: float, house: House) -> Component:
    """Set six large bubbles in two columns, each with its short words."""
    texts = tuple(step.label for step in block.items)
    ways = [_bubbles(block, texts, measure, house, size) for size in (POSTER, POSTER_TIGHT)]
    return next((way for way in ways if not way.oversets), ways[-1])


def _bubbles(block: Block, texts: tuple[str, ...], measure: float, house: House, size: Bubble) -> Component:
    board = Board(block.id, house.setting)
    gap = mm(size.gap)
    width = (measure - gap) / 2
    words = [
        set_step_words(step, text, width - mm(2 * size.text_x), house)
        for step, text in zip(block.items, texts, strict=True)
    ]
    heights = _measure_rows(words, size)
    if max(heights) > mm(size.most) + 0.5:
        board.oversets.append(Overset(block.id, 1, "the words of a step"))
    list_element = board.element("L")
    top = 0.0
    for number, (step, text) in enumerate(zip(block.items, words, strict=True)):
        height = heights[number // 2]
        bubble = set_bubble(step, block.before + number, text, (width, height), house, size)
        board.place(bubble, (number % 2) * (width + gap), top, list_element)
        top += (height + gap) * (number % 2)
    return board.finish(measure, add_lengths(heights) + (len(heights) - 1) * gap)


def _measure_rows(words: list[Component], size: Bubble) -> list[float]:
    """Return the height of each row: all as tall as the tallest, or where they are tight each as tall as it needs."""
    tall = [text.height + mm(size.text_top + size.foot) for text in words]
    rows = [tall[start : start + 2] for start in range(0, len(tall), 2)]
    if size == TIGHT:
        return [max(mm(size.least), *row) for row in rows]
    return [max(mm(size.least), *tall)] * len(rows)


def set_step_words(step: Block, text: str, measure: float, house: House) -> Component:
    """Set what a step says."""
    board = Board(step.id, house.setting)
    style = house.style("night-text" if step.id == TELL else "step-text")
    return board.finish(measure, board.paragraph(text, style, 0, 0, measure))


def set_bubble(
    step: Block, number: int, text: Component, box: tuple[float, float], house: House, size: Bubble
) -> Component:
    """Set a step: its sign, its word, its number from 0, what it says."""
    board = Board(step.id, house.setting)
    width, height = box
    ground, mark, icon_ink = ("night", "sun", "night") if step.id == TELL else ("white", "night", "white")
    board.bubble(0, 0, width, height, ground, mm(size.radius))
    tile, icon, inset = mm(size.tile), mm(size.icon), mm(size.inset)
    board.bubble(inset, inset, tile, tile, mark, tile / 2)
    board.art(f"icon-{step.icon}", inset + (tile - icon) / 2, inset + (tile - icon) / 2, icon, icon, icon_ink)
    item = board.element("LI")
    label, body = board.element("Lbl", item), board.element("LBody", item)
    word, numeral = house.style("step-word", mark), house.style("step-word", mark, "end")
    top, x = inset + (tile - word.leading) / 2, inset + tile + inset
    board.line(f"{number + 1} ", numeral, width - inset - tile, top, tile - inset / 2, label)
    board.line(step.title, word, x, top, width - x - tile, body)
    board.place(text, mm(size.text_x), mm(size.text_top), body)
    return board.finish(width, height)


def short_steps(block: Block, measure: float, house: House) -> Component:
    """Set six tiles with a word each, and where the steps stand in full."""
    board = Board(block.id, house.setting)
    ways = [_words_below(block, measure, house), _words_beside(block, measure, house)]
    if house.floor:
        ways.append(_words_beside(block, measure, house, columns=2))
    row = first_that_fits(ways, measure)
    top = board.place(row, 0, 0)
    more = f"[{house.labels['steps.more']}](#{house.help_topic})"
    return board.finish(measure, top + board.paragraph(more, house.style("small"), 0, top, measure))


def _words_below(block: Block, measure: float, house: House) -> Component:
    """Set six tiles in a row with a word below each."""
    board = Board(block.id, house.setting)
    gutter = mm(3)
    width = (measure - 5 * gutter) / 6
    height, icon = mm(15), mm(9)
    list_element = board.element("L")
    style = house.style("label", align="middle")
    for number, step in enumerate(block.items):
        x = number * (width + gutter)
        board.bubble(x, 0, width, height, "sun", mm(4.5))
        board.art(f"icon-{step.icon}", x + (width - icon) / 2, (height - icon) / 2, icon, icon)
        body = board.element("LBody", board.element("LI", list_element))
        board.line(step.title, style, x - gutter / 2, height, width + gutter, body)
    return board.finish(measure, height + max(mm(6), style.leading))


def _words_beside(block: Block, measure: float, house: House, columns: int = 3) -> Component:
    """Set tiles with a word beside each, for words wider than a tile, in two rows of three or three rows of two."""
    board = Board(block.id, house.setting)
    tile, icon, gap = mm(10.5), mm(7), mm(2)
    width = measure / columns
    list_element = board.element("L")
    style = house.style("label")
    for number, step in enumerate(block.items):
        x, top = (number % columns) * width, (number // columns) * (tile + gap)
        board.bubble(x, top, tile, tile, "sun", tile / 2)
        board.art(f"icon-{step.icon}", x + (tile - icon) / 2, top + (tile - icon) / 2, icon, icon)
        body = board.element("LBody", board.element("LI", list_element))
        board.line(step.title, style, x + tile + gap, top + (tile - style.leading) / 2, width - tile - 2 * gap, body)
    return board.finish(measure, -(-len(block.items) // columns) * (tile + gap))


TILES = mm(42)
"""How tall the tiles of a card are together."""


GROUNDS = {
    3: ("coral", "oat", "sun", "oat", "lilac", "oat"),
    2: ("coral", "oat", "oat", "sun", "lilac", "oat"),
    1: ("coral", "oat", "sun", "oat", "lilac", "oat"),
}
"""The inks of the tiles by their columns, so that none lies beside its like."""


ICON, LEAST_ICON = mm(11), mm(5.5)
"""How large the drawing of a tile is, and at least where a strip with a day leaves less room for it."""

ABOVE_EDGE = mm(4.5)
"""How far above the edge of a card the middle of the last words stands."""


def tiles(block: Block, measure: float, house: House, room: float = TILES) -> Component:
    """Set the front of the card: six tiles in two rows, measured from the trim; outer tiles reach into the bleed.

    On an upright card they have two columns, or one.
    """
    board = Board(block.id, house.setting)
    columns = 3 if room < measure else 2 if room < 2.2 * measure else 1
    rows = len(block.items) // columns
    width = measure / columns
    heights = [room * 20 / 42, room * 22 / 42] if rows == 2 else [room / rows] * rows
    grounds = GROUNDS[columns]
    air = mm(2.2) * room / TILES if rows == 2 else (heights[0] - mm(15.5)) / 2
    word = mm(2.3) + 0.5 * house.style("step-word").leading
    icon = min(ICON, heights[0] - air - word, heights[-1] - air - mm(2.3) - ABOVE_EDGE)
    if icon < LEAST_ICON:
        board.oversets.append(Overset(block.id, 1, "the tiles of the steps"))
    list_element = board.element("L")
    for number, (step, ground) in enumerate(zip(block.items, grounds, strict=True)):
        x, row = (number % columns) * width, number // columns
        top = add_lengths(heights[:row])
        _card_tile(board, ground, x, top, (width, heights[row]), measure)
        board.art(f"icon-{step.icon}", x + (width - icon) / 2, top + air, icon, icon)
        styles = house.list_smaller("step-word", house.on(ground).text, "middle")
        style = first_style_that_fits(step.title, styles, width - mm(8), styles[0].leading, house.setting)
        body = board.element("LBody", board.element("LI", list_element))
        board.line(step.title, style, x, top + air + icon + mm(2.3) - style.leading / 2, width, body)
    return board.finish(measure, add_lengths(heights))


def _card_tile(board: Board, ground: str, x: float, top: float, size: tuple[float, float], measure: float) -> None:
    """Draw a tile; at the edge of the trim it reaches 5 mm beyond it."""
    beyond = mm(5)
    width, height = size
    left = beyond if x == 0 else 0.0
    right = beyond if x + width > measure - 1 else 0.0
    below = beyond if top > 0 else 0.0
    board.area(x - left, top, width + left + right, height + below, ground)


def lines(block: Block, measure: float, house: House, room: float = 0.0) -> Component:
    """Set the back of the card: a sign, a word and a line for each step, or where lines are long, more of them.

    Where type has given way as far as it may and rows have no room, the steps run on in a paragraph, which is told.
    """
    if measure < NARROW:
        return _word_above_line(block, measure, house)
    rows = [_word_and_line(block, measure, house), *(_word_in_lines(block, measure, house, n) for n in (1, 2))]
    ways = [way for way in rows if not way.oversets]
    if house.style("heading") == house.list_smaller("heading")[-1]:
        ways += [_set_plain(block, measure, house), _set_running(block, measure, house)]
    else:
        ways.append(min(ways, key=lambda way: way.height))
    return first_that_fits(ways, room)


NARROW = mm(68)
"""Where lines are shorter than this, the words of a step stand below its name."""


def _word_above_line(block: Block, measure: float, house: House) -> Component:
    board = Board(block.id, house.setting)
    word, text = house.style("strong"), house.style("body")
    tile, gap = 2 * word.leading, house.pad(1.6)
    list_element = board.element("L")
    top, x = 0.0, tile + mm(2.5)
    for step in block.items:
        item = board.element("LI", list_element)
        board.bubble(0, top, tile, tile, "sun", tile / 2)
        board.art(f"icon-{step.icon}", tile * 0.18, top + tile * 0.18, tile * 0.64, tile * 0.64)
        board.line(step.title, word, x, top, measure - x, board.element("Lbl", item))
        below = board.text(step.label, text, x, top + word.leading, measure - x, board.element("LBody", item))
        top += max(tile, word.leading + below) + gap
    return board.finish(measure, top - gap)


def _set_plain(block: Block, measure: float, house: House) -> Component:
    """Set each step on lines of its own, close to the next and without its sign."""
    board = Board(block.id, house.setting)
    style, list_element, top = house.style("body"), board.element("L"), 0.0
    for step in block.items:
        body = board.element("LBody", board.element("LI", list_element))
        top += board.text(f"*{step.title}* {step.label}", style, 0, top, measure, body)
    return board.finish(measure, top)


def _set_running(block: Block, measure: float, house: House) -> Component:
    """Set the steps one after the other in a paragraph."""
    board = Board(block.id, house.setting)
    board.gave.append("rows of steps")
    words = " ".join(f"*{step.title}* {step.label}" for step in block.items)
    return board.finish(measure, board.paragraph(words, house.style("body"), 0, 0, measure))


def _word_and_line(block: Block, measure: float, house: House) -> Component:
    """Set each step in a row: its sign, its word, and its words in a column of their own, on one line."""
    board = Board(block.id, house.setting)
    word, text = house.style("strong"), house.style("body")
    start = _row_sign(house) + mm(1.6)
    column = max(_width(step.title, word, board) for step in block.items) + mm(2.2)
    list_element = board.element("L")
    gap, top = house.pad(0.5), 0.0
    for step in block.items:
        item = board.element("LI", list_element)
        _place_row_sign(board, step, 0, top, house)
        board.line(step.title, word, start, top, column, board.element("Lbl", item))
        x = start + column
        board.line(step.label, text, x, top, measure - x, board.element("LBody", item))
        top += word.leading + gap
    return board.finish(measure, top - gap)


GUTTER = mm(3)
"""What columns of steps leave between them."""


def _word_in_lines(block: Block, measure: float, house: House, columns: int) -> Component:
    """Set each step as a paragraph beside its sign, its word first, in one column or in two."""
    board = Board(block.id, house.setting)
    text = house.style("body")
    start = _row_sign(house) + mm(1.6)
    width = (measure - GUTTER * (columns - 1)) / columns
    list_element = board.element("L")
    gap, top, low = house.pad(0.4), 0.0, 0.0
    for number, step in enumerate(block.items):
        x = number % columns * (width + GUTTER)
        body = board.element("LBody", board.element("LI", list_element))
        _place_row_sign(board, step, x, top, house)
        tall = board.text(f"*{step.title}* {step.label}", text, x + start, top, width - start, body)
        low = max(low, tall)
        if number % columns == columns - 1:
            top, low = top + low + gap, 0.0
    return board.finish(measure, top - gap)


def _row_sign(house: House) -> float:
    """Return how large the sign of a step is in a row of a card."""
    return 0.92 * house.style("body").leading


def _place_row_sign(board: Board, step: Block, x: float, top: float, house: House) -> None:
    side, leading = _row_sign(house), house.style("body").leading
    place_sign(board, step, x, top + (leading - side) / 2, side)


def place_sign(board: Board, step: Block, x: float, top: float, side: float) -> None:
    """Draw the sign of a step in a bubble; that of the step that may come first is in another ink."""
    inset = 0.16 * side
    mark, sign = ("sun", "night") if step.id == TELL else ("night", "white")
    board.bubble(x, top, side, side, mark, side / 2)
    board.art(f"icon-{step.icon}", x + inset, top + inset, side - 2 * inset, side - 2 * inset, sign)


def _width(markup: str, style: TextStyle, board: Board) -> float:
    return set_line(markup, style, board.setting).width


STYLES = {"full": full_steps, "short": short_steps, "tiles": tiles, "lines": lines, "bubbles": poster_steps}
