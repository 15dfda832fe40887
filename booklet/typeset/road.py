"""A road with stops, one below the other: numbered, with an exit at each, or open doors in no order."""

from itertools import pairwise
from typing import NamedTuple

from booklet.geometry import Path, add_lengths, mm
from booklet.text.compose import set_line
from booklet.typeset import shapes
from booklet.typeset.board import OUTLINE, Board
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.words.manuscript import Block

WIDE, EDGE = mm(6.4), mm(0.6)
"""How wide a road is, and the line along its edges."""

DASH, DASHES = mm(0.7), (mm(3), mm(3))
"""The line in the middle of a road: its weight, and how long it is drawn and left out."""

SWAY = mm(1.8)
"""How far a road swings to both sides on its way from stop to stop."""

BESIDE, DISC, RADIUS = mm(13.5), mm(7.4), mm(3.4)
"""Where signs begin beside the road, and the size of what marks a stop on it."""

DOOR_WIDTH, DOOR_HEIGHT = mm(8), mm(13)

MOST_APART = mm(12)
"""By how much stops may stand farther apart than they need."""


class _Exit(NamedTuple):
    """The word at the end of each stop, and how wide its sign is; no sign is as wide as nothing."""

    words: str
    width: float


def road(block: Block, measure: float, house: House, ground: str = "white", spare: float = 0.0) -> Component:
    """Set the stops as signs beside a road, as far apart as there is room."""
    board = Board(block.id, house.setting)
    way_out = _measure_exit(house) if block.style == "exits" else _Exit("", 0.0)
    least = DOOR_HEIGHT if block.style == "doors" else DISC
    signs = [_sign(stop, measure - BESIDE - way_out.width, least, house) for stop in block.items]
    gap = house.pad(3.4) + min(spare / max(1, len(signs) - 1), MOST_APART)
    tops = [add_lengths(sign.height + gap for sign in signs[:place]) for place in range(len(signs))]
    middles = [top + sign.height / 2 for top, sign in zip(tops, signs, strict=True)]
    height = add_lengths(sign.height for sign in signs) + (len(signs) - 1) * gap
    if block.style != "doors":
        _draw_road(board, middles, height, "white" if ground == "sun" else "sun")
    stops = board.element("L")
    for number, (sign, top, middle) in enumerate(zip(signs, tops, middles, strict=True), block.before + 1):
        item = board.element("LI", stops)
        if block.style == "doors":
            _draw_door(board, middle)
        else:
            board.rule(WIDE, middle, BESIDE - WIDE, "night", EDGE)
            _draw_number(board, number, middle, board.element("Lbl", item), house)
        body = board.element("LBody", item)
        board.place(sign, BESIDE, top, body)
        if way_out.words:
            _draw_exit(board, way_out, measure, middle, body, house)
    return board.finish(measure, height)


def _sign(stop: Block, measure: float, least: float, house: House) -> Component:
    board = Board(stop.id, house.setting)
    style, inset, pad = house.style("sign"), mm(3.4), house.pad(2)
    text = Board(stop.id, house.setting)
    height = text.paragraph(stop.text, style, 0, 0, measure - 2 * inset)
    tall = max(height + 2 * pad, least)
    board.sign(0, 0, measure, tall, "white", RADIUS)
    board.place(text.finish(measure - 2 * inset, height), inset, (tall - height) / 2)
    return board.finish(measure, tall)


def _draw_road(board: Board, middles: list[float], height: float, ink: str) -> None:
    """Draw a road that sways from stop to stop, and is straight above the first and below the last."""
    x = DISC / 2
    segments: list[tuple[str | float, ...]] = [("m", x, 0.0), ("l", x, -middles[0])]
    for number, (above, below) in enumerate(pairwise(middles)):
        sway, third = _sway(number), (below - above) / 3
        segments.append(("c", x + sway, -above - third, x + sway, -below + third, x, -below))
    path = Path((*segments, ("l", x, -height)))
    board.stroke(path, "night", WIDE + 2 * EDGE)
    board.stroke(path, ink, WIDE)
    for end in (0.0, height - EDGE):
        board.area(x - WIDE / 2 - EDGE, end, WIDE + 2 * EDGE, EDGE, "night")
    drawn, left_out = DASHES
    top = left_out
    while top + drawn < height:
        board.area(x + _find_middle(middles, top + drawn / 2) - DASH / 2, top, DASH, drawn, "night")
        top += drawn + left_out


def _sway(number: int) -> float:
    """Return how far a road swings behind a stop, to both sides in turn."""
    return SWAY if number % 2 else -SWAY


def _find_middle(middles: list[float], y: float) -> float:
    """Return how far the middle of a road lies from the line on which its stops stand."""
    for number, (above, below) in enumerate(pairwise(middles)):
        if above <= y <= below:
            share = (y - above) / (below - above)
            return 3 * _sway(number) * share * (1 - share)
    return 0.0


def _draw_number(board: Board, number: int, middle: float, element: int, house: House) -> None:
    style = house.style("numeral", align="middle")
    board.bubble(0, middle - DISC / 2, DISC, DISC, "night", DISC / 2, "none")
    board.line(str(number), style, 0, middle - style.leading / 2, DISC, element)


def _draw_door(board: Board, middle: float) -> None:
    """Draw an open door: a frame, the light behind it, and the leaf that stands open towards the sign."""
    width, height = DOOR_WIDTH, DOOR_HEIGHT
    top = middle - height / 2
    board.sign(0, top, width, height, "sun", mm(0.8), "none")
    high, low = -top - mm(1.4), -top - height - mm(1.4)
    hinge, edge = width, width + mm(2.8)
    leaf = Path((("m", hinge, -top), ("l", edge, high), ("l", edge, low), ("l", hinge, -top - height), ("h",)))
    board.fill(leaf, "tide")
    board.stroke(leaf, "night", OUTLINE)
    board.fill(shapes.disc(edge - mm(0.9), -middle - mm(1.2), mm(0.45)), "white")


def _measure_exit(house: House) -> _Exit:
    words = house.labels["exit"]
    width = set_line(words, house.style("label"), house.setting).width
    return _Exit(words, width + mm(4.4) + 2 * mm(2) + mm(1) + mm(4))


def _draw_exit(board: Board, way_out: _Exit, measure: float, middle: float, body: int, house: House) -> None:
    """Draw the way out of the road at a stop: a sign on Sun with an arrow."""
    style, icon, inset = house.style("label"), mm(4.4), mm(2)
    joint = mm(4)
    width, height = way_out.width - joint, style.leading + mm(1.2)
    x = measure - width
    board.rule(x - joint, middle, joint, "night", EDGE)
    board.sign(x, middle - height / 2, width, height, "sun", height / 2, "none")
    board.line(way_out.words, style, x + inset, middle - style.leading / 2, width, board.element("P", body))
    board.art("icon-arrow-right", measure - inset - icon, middle - icon / 2, icon, icon)
