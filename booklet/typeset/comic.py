"""Comics: a strip of numbered panels, each with what is seen in it, its narration, and who says and writes what.

A panel has a window above its words. Where no picture is drawn, the window holds the alternative text of the picture
as the narrator's line, so that the story is whole on paper and when it is read out.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from booklet.geometry import Path, Rect, add_lengths, mm
from booklet.text.compose import Line, compose, set_line
from booklet.text.itemise import TextStyle
from booklet.typeset import shapes
from booklet.typeset.board import SLACK, Board
from booklet.typeset.house import House
from booklet.typeset.pieces import GOES_ON
from booklet.typeset.placed import ArtAt, Component
from booklet.words.manuscript import Block

FRAME, CORNER = mm(0.6), mm(2)

GROUNDS = ("lilac", "mint", "oat", "coral")
"""The inks of panels in turn: of four that follow one another all differ, so neighbours do."""

LAST_GROUND = "sun"
"""The ink of the last panel, in which somebody helps."""

SHARES = (0.5, 0.47, 0.53, 0.44, 0.56, 0.41, 0.59, 0.38, 0.62, 0.35, 0.65)
"""Of a row's width, what its first panel may have; the edges of rows need not line up."""

UNEVEN = 0.05
"""What an empty part of a panel costs, beside the height of its row."""

UNFIT = mm(500)
"""What a panel costs that has a word wider than itself."""

MOST_MORE = mm(14)
"""By how much a row may be taller than its words need."""

DISC, HAND, AVATAR = mm(5.6), mm(4.2), mm(4.6)
DOUBLE, RIM = mm(1.1), mm(0.4)
"""How far the inner outline of signed words lies inside the outer one, and its weight."""

BUBBLE_RADIUS, BAR_RADIUS = mm(3.4), mm(1.4)

NARROW, WIDE_SHARE = mm(80), 0.68
"""Up to this width a panel's bubbles may be as wide as it is; in wider ones they take this share, to stay bubbles."""

RUN_IN = 92.5
"""From this percentage of type on, names run in with what is said."""


class _Row(NamedTuple):
    """The panels of a row from `start`, by their widths, and the height that their words need."""

    start: int
    widths: tuple[float, ...]
    height: float


class _Panel(NamedTuple):
    """What stands below one another in a panel, each part with its place from the start edge."""

    parts: tuple[Component, ...]
    height: float


def comic(block: Block, measure: float, house: House, ground: str = "white", spare: float = 0.0) -> Component:
    """Set the strip, one or two panels in a row; the rows share the height that is to spare."""
    board = Board(block.id, house.setting)
    rows = _arrange(block.items, measure, house)
    more, gutter = min(spare / len(rows), MOST_MORE), _gutter(house)
    strip = board.element("L")
    top = 0.0
    for row in rows:
        x = 0.0
        for place, width in enumerate(row.widths, row.start):
            number = block.before + place + 1
            is_last = place == len(block.items) - 1 and block.style != GOES_ON
            ink = LAST_GROUND if is_last else GROUNDS[(number - 1) % len(GROUNDS)]
            panel = _set_panel(block.items[place], ink, width, house)
            board.place(_frame(panel, number, ink, Rect(0, 0, width, row.height + more), house), x, top, strip)
            x += width + gutter
        top += row.height + more + gutter
    return board.finish(measure, top - gutter)


@lru_cache(maxsize=256)
def _arrange(panels: tuple[Block, ...], measure: float, house: House) -> tuple[_Row, ...]:
    """Return the rows that take the least height and leave the least of it empty."""
    best: dict[int, tuple[float, tuple[_Row, ...]]] = {len(panels): (0.0, ())}
    for start in reversed(range(len(panels))):
        ways = []
        for cost, row in _rows_from(start, panels, measure, house):
            rest, rows = best[start + len(row.widths)]
            ways.append((cost + _gutter(house) + rest, (row, *rows)))
        best[start] = min(ways, key=lambda way: way[0])
    return best[0][1]


def _rows_from(start: int, panels: tuple[Block, ...], measure: float, house: House) -> Iterator[tuple[float, _Row]]:
    """Yield the rows that may begin with a panel, it alone or with the next beside it, each with its cost."""
    height, unfit = _measure_panel(panels[start], measure, house)
    yield height + unfit, _Row(start, (measure,), height)
    if start + 1 == len(panels):
        return
    both = measure - _gutter(house)
    for share in SHARES:
        widths = (both * share, both - both * share)
        pair = [_measure_panel(panels[start + place], width, house) for place, width in enumerate(widths)]
        (one, one_unfit), (other, other_unfit) = pair
        row = _Row(start, widths, max(one, other))
        yield row.height + UNEVEN * abs(one - other) + one_unfit + other_unfit, row


def _measure_panel(panel: Block, width: float, house: House) -> tuple[float, float]:
    """Return the height that a panel needs, and what it costs beside if something is too wide for it."""
    found = _set_panel(panel, "white", width, house)
    return found.height, UNFIT if any(part.oversets for part in found.parts) else 0.0


@lru_cache(maxsize=2048)
def _set_panel(panel: Block, ground: str, width: float, house: House) -> _Panel:
    """Return what stands in a panel, and how tall it is if nothing is to spare."""
    inner = width - 2 * _pad(house)
    sides = choose_sides(panel)
    parts = [_window(panel, inner, house)]
    parts += [set_words(item, sides.get(item.style, "start"), ground, inner, house) for item in panel.items]
    heights = add_lengths(part.height for part in parts)
    return _Panel(tuple(parts), heights + (len(parts) - 1) * gap_of(house) + 2 * _pad(house))


def _pad(house: House) -> float:
    return house.pad(2.4)


def _gutter(house: House) -> float:
    return house.pad(3)


def gap_of(house: House) -> float:
    """Return the space between the words of a panel."""
    return house.pad(1.7)


def choose_sides(panel: Block) -> dict[str, str]:
    """Return the side of each speaker: who speaks first stands at the start, the others at the end."""
    speakers = dict.fromkeys(item.style for item in panel.items if item.kind != "caption")
    return {speaker: "end" if number else "start" for number, speaker in enumerate(speakers)}


def _frame(panel: _Panel, number: int, ink: str, box: Rect, house: House) -> Component:
    """Draw a panel with its number; what the row has to spare stands between and below its parts."""
    board = Board(f"{number}", house.setting)
    item = board.element("LI")
    label, body = board.element("Lbl", item), board.element("LBody", item)
    path = shapes.bubble(Rect(0, -box.height, box.width, box.height), CORNER, "none")
    board.fill(path, ink)
    board.stroke(path, "night", FRAME)
    top = pad = _pad(house)
    board.bubble(pad, pad, DISC, DISC, "night", DISC / 2, "none")
    style = house.style("numeral", align="middle")
    board.line(str(number), style, pad, pad + (DISC - style.leading) / 2, DISC, label)
    between = (box.height - panel.height) / len(panel.parts)
    for part in panel.parts:
        top += board.place(part, pad, top, body) + gap_of(house) + between
    return board.finish(box.width, box.height)


def _window(panel: Block, measure: float, house: House) -> Component:
    """Set what a panel shows, beside its number: as long as nothing is drawn, what its picture is described by."""
    board = Board(panel.id, house.setting)
    style, x = house.style("panel-scene"), DISC + mm(1.4)
    drop = max(0.0, (DISC - style.leading) / 2)
    height = board.paragraph(panel.label, style, x, drop, measure - x)
    return board.finish(measure, max(DISC, drop + height))


def set_words(item: Block, side: str, ground: str, measure: float, house: House) -> Component:
    """Set a narration, a message or what somebody says, at the side of who says it."""
    if item.kind == "caption":
        return _narration(item, ground, measure, house)
    room = measure if measure <= NARROW else measure * WIDE_SHARE
    if item.kind == "chat-line":
        return _message(item, side, measure, room, house)
    return _speech(item, side, measure, room, house)


def _narration(item: Block, ground: str, measure: float, house: House) -> Component:
    """Set the narrator's words in a box with four corners."""
    board = Board(item.id, house.setting)
    style, pad, side = house.style("panel-caption"), house.pad(1.1), mm(2)
    lines = compose(item.text, style, measure - 2 * side, house.setting)
    width = min(measure, _widest(lines) + 2 * side)
    height = len(lines) * style.leading + 2 * pad
    board.sign(0, 0, width, height, "white" if ground == "oat" else "oat", 0.0)
    board.lines(lines, style, side, pad, width - 2 * side + SLACK, board.element("P"))
    return board.finish(measure, height)


def _widest(lines: tuple[Line, ...]) -> float:
    return max((line.width for line in lines), default=0.0)


class _Voice(NamedTuple):
    """A speaker's name, "" where it runs in with the words, the lines of the words, and the width of all."""

    name: str
    lines: tuple[Line, ...]
    width: float


def _voice(item: Block, words: TextStyle, name: TextStyle, room: float, house: House) -> _Voice:
    """Return a name above its words; where type gave way by much, it runs in with them and saves its line."""
    if house.allowance.type <= RUN_IN:
        lines = compose(house.let_say(f"*{item.label}*", item.text), words, room, house.setting)
        return _Voice("", lines, min(room, _widest(lines)))
    lines = compose(item.text, words, room, house.setting)
    widest = max(_widest(lines), set_line(item.label, name, house.setting).width)
    return _Voice(item.label, lines, min(room, widest))


def _speech(item: Block, side: str, measure: float, room: float, house: House) -> Component:
    """Set what somebody says as a bubble with their name in it; signed words have a double outline and a hand."""
    board = Board(item.id, house.setting)
    name, words = house.style("panel-name"), house.style("panel-words")
    is_signed = item.kind == "sign-line"
    rim, aside = (DOUBLE, HAND + mm(1)) if is_signed else (0.0, 0.0)
    inset, pad = mm(2.4) + rim, house.pad(1.3) + rim
    voice = _voice(item, words, name, room - 2 * inset - aside, house)
    width = voice.width + aside + 2 * inset
    head = name.leading if voice.name else 0.0
    height = head + len(voice.lines) * words.leading + 2 * pad
    x = measure - width if side == "end" else 0.0
    board.sign(x, 0, width, height, "white", BUBBLE_RADIUS, f"bottom-{side}")
    spoken = board.element("P")
    if is_signed:
        inner = Rect(x + rim, -height + rim, width - 2 * rim, height - 2 * rim)
        board.stroke(shapes.bubble(inner, BUBBLE_RADIUS - rim, f"bottom-{side}"), "night", RIM)
        hand = Rect(x + inset, -pad - ((head or words.leading) + HAND) / 2, HAND, HAND)
        board.figure(hand, (ArtAt("icon-hand-palm", hand),), house.labels["signed"], spoken)
    x, measured = x + inset + aside, voice.width + SLACK
    if voice.name:
        board.line(voice.name, name, x, pad, measured, spoken)
    board.lines(voice.lines, words, x, pad + head, measured, spoken)
    return board.finish(measure, height)


def _message(item: Block, side: str, measure: float, room: float, house: House) -> Component:
    """Set what somebody writes as a message on a screen: a bar beside a square for their picture, the name over it."""
    board = Board(item.id, house.setting)
    name, words = house.style("panel-name", "night"), house.style("panel-chat")
    inset, pad = mm(2), house.pad(1.4)
    beside = AVATAR + 2 * inset
    voice = _voice(item, words, name, room - beside - inset, house)
    width = voice.width + beside + inset
    head = name.leading + mm(0.4) if voice.name else 0.0  # a copier must not join the name and the bar
    bar = max(len(voice.lines) * words.leading, AVATAR) + 2 * pad
    x = measure - width if side == "end" else 0.0
    written = board.element("P")
    if voice.name:
        board.line(voice.name, name, x, 0, width, written)
    board.sign(x, head, width, bar, "silver", BAR_RADIUS, "none")
    _draw_avatar(board, x + inset, head + pad)
    top = head + (bar - len(voice.lines) * words.leading) / 2
    board.lines(voice.lines, words, x + beside, top, width - beside - inset + SLACK, written)
    return board.finish(measure, head + bar)


def _draw_avatar(board: Board, x: float, top: float) -> None:
    """Draw a square of two inks where a screen shows a face: nobody knows who writes."""
    left, right, high, low = x, x + AVATAR, -top, -top - AVATAR
    board.area(x, top, AVATAR, AVATAR, "night")
    board.fill(Path((("m", left, low), ("l", right, low), ("l", right, high), ("h",))), "lilac")
