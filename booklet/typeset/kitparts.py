"""Parts of the papers for adults: a head under a sun, lists, notes, numbered steps; two of them stand side by side.

Each is a function from blocks and a measure to a component; what stands beside another is as tall as that.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from booklet.geometry import Rect, add_lengths, mm
from booklet.text.itemise import TextStyle
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.house import House
from booklet.typeset.placed import Component, Fill
from booklet.words.manuscript import Block

GUTTER = mm(7)
"""The space between two parts that stand side by side."""

PAD, RADIUS = mm(4.6), mm(4)

HANG, DISC = mm(7), mm(5)
"""Where the words of an item begin, and how large the sign or the number before it is."""

SHARES = (0.5, 0.44, 0.56, 0.38, 0.62, 0.34, 0.66)
"""The shares of two parts that the first may have, equal ones first."""

WORTH = 0.93
"""Other shares are worth it if what they make is so many times as tall."""

SUN = mm(19)
"""The radius of the sun of a head."""

HORIZON = mm(0.6)

SIGNS = {"do": "icon-check-circle", "do-not": "icon-x-circle"}
"""The drawing before the items of a list of advice."""

GROUNDS = {"do": "mint", "do-not": "white", "": "oat"}
"""The ink below a list, by its style."""


class Sheet(NamedTuple):
    """How far the edges of a sheet lie from the text on it, and its bleed."""

    side: float
    top: float
    bleed: float


class Part(NamedTuple):
    """A list, a note or a road, with the heading above it if it has one."""

    heading: Block | None
    body: Block


def head(title: str, lead: Block | None, measure: float, sheet: Sheet, house: House) -> Component:
    """Set title and lead on a ground that reaches to the edges of the sheet, below a sun that rises."""
    board, words = Board("title", house.setting), Board("title", house.setting)
    room = measure - 2 * SUN - mm(6)
    height = words.text(title, house.style("title"), 0, 0, room, words.element("H1"))
    if lead:
        height += mm(2.5)
        height += words.paragraph(lead.text, house.style("lead"), 0, height, room)
    foot = max(height, SUN) + mm(6)
    left, width = -sheet.side - sheet.bleed, measure + 2 * (sheet.side + sheet.bleed)
    area = Rect(left, -foot, width, foot + sheet.top + sheet.bleed)
    board.fill(shapes.rectangle(area), "oat")
    board.clip_item(shapes.rectangle(area), Fill(shapes.disc(measure - SUN, -foot, SUN), "sun"))
    board.rule(left, foot - HORIZON / 2, width, "night", HORIZON)
    board.place(words.finish(room, height), 0, 0)
    return board.finish(measure, foot)


def beside(parts: Iterable[Part], measure: float, house: House) -> Component:
    """Set one part over the measure, or two side by side and equally tall."""
    found = tuple(parts)
    board, x = Board(found[0].body.id, house.setting), 0.0
    widths = _share_measure(found, measure, house)
    tall = _measure_tallest(found, widths, house)
    for part, width in zip(found, widths, strict=True):
        board.place(set_part(part, width, house, tall), x, 0)
        x += width + GUTTER
    return board.finish(measure, tall)


def _share_measure(parts: tuple[Part, ...], measure: float, house: House) -> tuple[float, ...]:
    """Return the widths of parts: equal, unless another share makes both much less tall, since one says far more."""
    if len(parts) == 1:
        return (measure,)
    room = measure - GUTTER
    ways = [(room * share, room * (1 - share)) for share in SHARES]
    heights = [_measure_tallest(parts, way, house) for way in ways]
    best = heights.index(min(heights))
    return ways[best] if heights[best] < WORTH * heights[0] else ways[0]


def _measure_tallest(parts: tuple[Part, ...], widths: tuple[float, ...], house: House) -> float:
    return max(set_part(part, width, house).height for part, width in zip(parts, widths, strict=True))


def set_part(part: Part, measure: float, house: House, least: float = 0.0) -> Component:
    """Set a part on a ground of its own, at least as tall as asked."""
    board = Board(part.body.id, house.setting)
    ground = GROUNDS.get(part.body.style, "oat")
    words = _SETS[part.body.kind](part, measure - 2 * PAD, house, ground)
    height = max(words.height + 2 * PAD, least)
    (board.bubble if ground == "mint" else board.sign)(0, 0, measure, height, ground, RADIUS, "none")
    board.place(words, PAD, PAD)
    return board.finish(measure, height)


def _set_heading(board: Board, words: str, x: float, measure: float, house: House, parent: int) -> float:
    style = house.style("heading")
    return board.text(words, style, x, 0, measure, board.element("H2", parent))


def _set_list(part: Part, measure: float, house: House, ground: str) -> Component:
    """Set a list below its heading, each item beside the sign of its list."""
    board = Board(part.body.id, house.setting)
    section = board.element("Sect")
    top = _set_heading(board, part.heading.text, 0, measure, house, section) + mm(1.6) if part.heading else 0.0
    style, items = house.style("body", house.on(ground).text), board.element("L", section)
    for item in part.body.items:
        _draw_sign(board, part.body.style, top + style.leading / 2, house)
        body = board.element("LBody", board.element("LI", items))
        top += board.text(item.text, style, HANG, top, measure - HANG, body) + house.pad(1.5)
    return board.finish(measure, top - house.pad(1.5))


def _draw_sign(board: Board, style: str, middle: float, house: House) -> None:
    """Draw what stands before an item: the sign for do or don't, or a bubble."""
    if style in SIGNS:
        board.art(SIGNS[style], 0, middle - DISC / 2, DISC, DISC)
        return
    size = mm(2.7)
    board.bubble(mm(1), middle - size / 2, size, size, "tide", size / 2)


def _set_note(part: Part, measure: float, house: House, ground: str) -> Component:
    """Set a note: its sign beside its title, its text below both."""
    board = Board(part.body.id, house.setting)
    section = board.element("Box")
    inks, icon, style = house.on(ground), mm(7), house.style("heading")
    board.art(f"icon-{part.body.icon}", 0, (style.leading - icon) / 2, icon, icon, inks.title)
    top = _set_heading(board, part.body.title, icon + mm(2.4), measure - icon - mm(2.4), house, section) + mm(1.4)
    top += board.paragraph(part.body.text, house.style("body", inks.text), 0, top, measure, section)
    return board.finish(measure, top)


def _set_steps(part: Part, measure: float, house: House, ground: str) -> Component:
    """Set numbered steps below their heading, in two columns that are read one after the other."""
    board = Board(part.body.id, house.setting)
    section = board.element("Sect")
    top = _set_heading(board, part.heading.text, 0, measure, house, section) + mm(2) if part.heading else 0.0
    width = (measure - GUTTER) / 2
    steps = [_set_step(item.text, width, house) for item in part.body.items]
    gap, half = house.pad(2.6), _find_half([step.height for step in steps])
    items, low = board.element("L", section), top
    for column, numbers in enumerate((range(half), range(half, len(steps)))):
        y, x = top, column * (width + GUTTER)
        for number in numbers:
            item = board.element("LI", items)
            _draw_number(board, number + 1, x, y, board.element("Lbl", item), house)
            y += board.place(steps[number], x, y, item) + gap
        low = max(low, y - gap)
    return board.finish(measure, low)


def _find_half(heights: list[float]) -> int:
    """Return how many steps stand in the first column, so that both are as even as can be.

    >>> _find_half([10, 10, 10, 30]), _find_half([10, 10, 10])
    (3, 2)
    """
    cuts = range(1, len(heights) + 1)
    return min(cuts, key=lambda cut: (max(add_lengths(heights[:cut]), add_lengths(heights[cut:])), -cut))


def _set_step(words: str, measure: float, house: House) -> Component:
    board, x = Board("step", house.setting), HANG + mm(1)
    return board.finish(measure, board.text(words, _step_style(house), x, 0, measure - x, board.element("LBody")))


def _step_style(house: House) -> TextStyle:
    return house.style("body", house.on("oat").text)


def _draw_number(board: Board, number: int, x: float, top: float, element: int, house: House) -> None:
    """Draw the number of a step in a disc as tall as a line."""
    style, size = house.style("numeral", align="middle"), mm(6)
    middle = top + _step_style(house).leading / 2
    board.bubble(x, middle - size / 2, size, size, "night", size / 2, "none")
    board.line(f"{number} ", style, x, middle - style.leading / 2, size, element)


_SETS: dict[str, Callable[[Part, float, House, str], Component]] = {
    "list": _set_list,
    "note": _set_note,
    "flow": _set_steps,
}
"""What sets each kind of part."""

PARTS = frozenset(_SETS)
"""Kinds of block that are parts."""
