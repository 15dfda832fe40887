"""Comics on pages that flow: panels below one another, each with its picture beside its words.

Words have the size of the layout and take the lines they need; the picture is cut to what matters, as tall as its row.
"""

from functools import lru_cache

from booklet.geometry import Rect, Size, add_lengths, mm
from booklet.scenes.crop import cut_out
from booklet.scenes.model import Panel, Scene
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.comic import choose_sides, gap_of, set_words
from booklet.typeset.house import House
from booklet.typeset.picture import CORNER, FRAME, picture_items
from booklet.typeset.placed import Component
from booklet.words.manuscript import Block

PICTURE = 0.47
"""Of a row, what its picture takes at the start."""

LEAST_ROW, MOST_MORE, MOST_ROW = mm(41), mm(16), mm(58)
"""How tall a row is at least, and, where its page has room, by how much it may be taller and up to what height."""

GUTTER, SIDE, PAD = 3.0, mm(2.6), 2.4
"""The distance of rows in millimetres, and the space around words: at their sides, and above and below them."""

MOST_APART = mm(3)
"""By how much words may stand farther apart in a row that is taller than they need."""


def comic_rows(block: Block, measure: float, house: House, scene: Scene, spare: float = 0.0) -> Component:
    """Set the panels of a comic below one another; they share the height that is to spare."""
    board = Board(block.id, house.setting)
    pictures = {f"{block.id}.{panel.id}": panel for panel in scene.panels}
    more, gutter = min(spare / len(block.items), MOST_MORE), house.pad(GUTTER)
    strip, top = board.element("Sect"), 0.0
    for item in block.items:
        words = _set_column(item, measure * (1 - PICTURE) - 2 * SIDE, house)
        height = max(LEAST_ROW, words.height + 2 * house.pad(PAD))
        size = Size(measure, max(height, min(height + more, MOST_ROW)))
        row = _set_row(item, pictures[item.id], size, scene.line, house)
        top += board.place(row, 0, top, strip) + gutter
    return board.finish(measure, top - gutter)


@lru_cache(maxsize=1024)
def _set_column(panel: Block, measure: float, house: House, room: float = 0.0) -> Component:
    """Set the words of a panel below one another, in the middle of a room if that is taller."""
    sides = choose_sides(panel)
    parts = [set_words(item, sides.get(item.style, "start"), "white", measure, house) for item in panel.items]
    gap = gap_of(house)
    height = add_lengths(part.height for part in parts) + (len(parts) - 1) * gap
    spare = max(0.0, room - height)
    apart = min(MOST_APART, spare / (len(parts) + 1))
    board = Board(panel.id, house.setting)
    top = (spare - (len(parts) - 1) * apart) / 2
    for part in parts:
        top += board.place(part, 0, top) + gap + apart
    return board.finish(measure, max(room, height))


@lru_cache(maxsize=1024)
def _set_row(item: Block, panel: Panel, size: Size, line: float, house: House) -> Component:
    """Set a panel in its frame: its picture as a figure, then its words."""
    board = Board(item.id, house.setting)
    section = board.element("Sect")
    frame = shapes.bubble(Rect(0, -size.height, *size), CORNER, "none")
    seen = Size(size.width * PICTURE, size.height)
    room = Rect(0, -seen.height, *seen)
    corners = shapes.rounded_rectangle(room, (CORNER, 0.0, 0.0, CORNER))
    board.fill(frame, "white")
    board.fill(corners, panel.ground or "white")
    cut = cut_out(panel, seen)
    board.picture(room, picture_items(cut, line, seen=corners), item.label, section)
    board.stroke(shapes.line(seen.width, 0, seen.width, -size.height), "night", FRAME)
    board.stroke(frame, "night", FRAME)
    pad = house.pad(PAD)
    words = _set_column(item, size.width - seen.width - 2 * SIDE, house, size.height - 2 * pad)
    board.place(words, seen.width + SIDE, pad, section)
    return board.finish(*size)
