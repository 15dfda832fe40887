"""The six steps of the help page around a picture: TELL is the largest tile, and people stand at its foot."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from booklet.geometry import Rect, Size, add_lengths, mm
from booklet.scenes.model import Panel
from booklet.scenes.stage import list_heads
from booklet.text.compose import set_line
from booklet.text.itemise import TextStyle
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.house import House
from booklet.typeset.picture import picture_items
from booklet.typeset.placed import Component
from booklet.typeset.steps import Bubble, set_bubble, set_step_words, size_of_bubbles
from booklet.words.manuscript import Block

BESIDE = 2
"""How many steps stand beside the picture, which is the next one; the others stand in a row below."""

LEAST_TILE = mm(19)

ABOVE_HEADS = mm(1.2)
"""The least distance of the words of a step from the heads below them."""

LARGEST, SMALLEST = 1.25, 0.6
"""How large and how small a picture may be, as a share of its scene."""

SIGN, ICON, INSET, NUMBER, HEAD_PAD = mm(8), mm(5.5), mm(2), mm(4.5), mm(1)
"""The sign of a narrow tile, its distance from the edges, what its number takes, and the space above its words."""


class Told(NamedTuple):
    """A picture beside words: its panel, the weight of its lines, and what it shows."""

    panel: Panel
    line: float
    alt: str

    @property
    def people(self) -> float:
        """How tall its people are, from its foot."""
        return self.panel.size.height - min(head.whole.y for head in list_heads(self.panel))


class _Tile(NamedTuple):
    """A step, its number, its words as they are set, and the width of its tile."""

    step: Block
    number: int
    words: Component
    width: float


def told_steps(block: Block, start: float, measure: float, house: House, told: Told) -> Component:
    """Set six tiles from a start on the page; one is as wide as the picture in it, and stands where that does."""
    size, board = size_of_bubbles(house), Board(block.id, house.setting)
    gap, place = mm(size.gap), told.panel.at[0] - start
    row = len(block.items) - BESIDE - 1
    narrow = (measure - (row - 1) * gap) / row
    widths = (*[place - gap] * BESIDE, told.panel.size.width, *[narrow] * row)
    tiles = [
        _Tile(step, block.before + number, set_step_words(step, step.text, width - 2 * mm(size.text_x), house), width)
        for number, (step, width) in enumerate(zip(block.items, widths, strict=True))
    ]
    steps = board.element("L")
    heights = [max(LEAST_TILE, _measure(tile, size)) for tile in tiles[:BESIDE]]
    words_end = mm(size.text_top) + tiles[BESIDE].words.height + ABOVE_HEADS
    used = add_lengths(heights) + (BESIDE - 1) * gap
    column = max(used, words_end + SMALLEST * told.people)
    top = 0.0
    for tile, height in zip(tiles[:BESIDE], heights, strict=True):
        taller = height + (column - used) / BESIDE
        bubble = set_bubble(tile.step, tile.number, tile.words, (tile.width, taller), house, size)
        top += board.place(bubble, 0, top, steps) + gap
    board.place(_set_told(tiles[BESIDE], (words_end, column), told, house, size), place, 0, steps)
    below = _set_row(tiles[BESIDE + 1 :], gap, house, size)
    return board.finish(measure, column + gap + board.place(below, 0, column + gap, steps))


def _measure(tile: _Tile, size: Bubble) -> float:
    return mm(size.text_top) + tile.words.height + mm(size.foot)


def _set_told(tile: _Tile, ends: tuple[float, float], told: Told, house: House, size: Bubble) -> Component:
    """Set a step with its picture: below its words, down to the foot of its tile."""
    board = Board(tile.step.id, house.setting)
    words_end, foot = ends
    board.begin(set_bubble(tile.step, tile.number, tile.words, (tile.width, foot), house, size))
    room = Rect(0, words_end - foot, tile.width, foot - words_end)
    corners = shapes.rounded_rectangle(room, (0.0, 0.0, mm(size.radius), 0.0))
    panel = fit_picture(told, Size(room.width, room.height))
    part = Board(tile.step.id, house.setting)
    part.picture(room, picture_items(panel, told.line, seen=corners), told.alt)
    body = next(number for number, element in enumerate(board.elements) if element.role == "LBody")
    board.place(part.finish(room.width, room.height), 0, words_end, body)
    return board.finish(tile.width, foot)


def fit_picture(told: Told, size: Size) -> Panel:
    """Return a picture in another size, its people as large as that holds; it keeps its foot and its middle."""
    panel = told.panel
    share = min(LARGEST, size.height / told.people, size.width / panel.size.width * LARGEST)
    window, scale = panel.window, panel.scale * share
    wide, tall = size.width / scale, size.height / scale
    seen = Rect(window.x + (window.width - wide) / 2, window.top - tall, wide, tall)
    return replace(panel, size=size, window=seen)


def _set_row(tiles: Sequence[_Tile], gap: float, house: House, size: Bubble) -> Component:
    """Set narrow tiles side by side; where a word is long, all words stand below their signs."""
    board = Board(tiles[0].step.id, house.setting)
    room = tiles[0].width - 2 * INSET
    beside = room - SIGN - INSET - NUMBER
    styles = house.list_smaller("step-word")
    words = [tile.step.title for tile in tiles]
    style = next((style for style in styles if _widest(words, style, house) <= beside), None)
    head = INSET + SIGN + HEAD_PAD
    if style is None:
        style = next((style for style in styles if _widest(words, style, house) <= room), styles[-1])
        head = INSET + SIGN + style.leading + HEAD_PAD
        beside = 0.0
    height = max(head + tile.words.height + mm(size.foot) for tile in tiles)
    left = 0.0
    for tile in tiles:
        board.place(_set_narrow(tile, (beside, head, height), style, house, size), left, 0)
        left += tile.width + gap
    return board.finish(left - gap, height)


def _widest(words: Sequence[str], style: TextStyle, house: House) -> float:
    return max(set_line(word, style, house.setting).width for word in words)


def _set_narrow(
    tile: _Tile, measures: tuple[float, float, float], style: TextStyle, house: House, size: Bubble
) -> Component:
    """Set a narrow tile: its sign and number, its word beside them or below, its words."""
    beside, head, height = measures
    board = Board(tile.step.id, house.setting)
    board.bubble(0, 0, tile.width, height, "white", mm(size.radius))
    board.bubble(INSET, INSET, SIGN, SIGN, "night", SIGN / 2)
    edge = INSET + (SIGN - ICON) / 2
    board.art(f"icon-{tile.step.icon}", edge, edge, ICON, ICON, "white")
    item = board.element("LI")
    label, body = board.element("Lbl", item), board.element("LBody", item)
    numeral = house.style("step-word", align="end")
    top = INSET + (SIGN - numeral.leading) / 2
    board.line(f"{tile.number + 1} ", numeral, tile.width - INSET - NUMBER, top, NUMBER, label)
    if beside:
        board.line(tile.step.title, style, 2 * INSET + SIGN, INSET + (SIGN - style.leading) / 2, beside, body)
    else:
        board.line(tile.step.title, style, INSET, INSET + SIGN, tile.width - 2 * INSET, body)
    board.place(tile.words, mm(size.text_x), head, body)
    return board.finish(tile.width, height)
