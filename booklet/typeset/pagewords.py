"""The words of a drawn page: signs, notes, arms of signposts, lines to write on, each as a component of its own."""

from collections.abc import Callable
from typing import NamedTuple

from booklet.geometry import Path, Rect, mm
from booklet.scenes.model import Words
from booklet.text.compose import Line, compose
from booklet.text.itemise import TextStyle
from booklet.typeset import shapes
from booklet.typeset.board import OUTLINE, Board
from booklet.typeset.boxes import note_line
from booklet.typeset.brief import Brief
from booklet.typeset.flow import Column, fill_column
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.words.manuscript import Block

RADIUS, SIDE, PAD = mm(3.4), mm(2.4), 1.5
"""The corners of a sign and the space around its words, at its sides and, in millimetres, above and below them."""

NOTE_RADIUS, NOTE_SIDE, NOTE_PAD = mm(4), mm(3), 2.0

QUESTION_PAD, BELOW_QUESTION = 1.6, 1.6
"""The space around a question, and that above its answer, in millimetres."""

DISC, DISC_GAP = mm(7), mm(2)
"""The disc with a number, and its distance from the words."""

POINT, LEAST_ARM = mm(11), mm(13)
"""How long the point of an arm is, and how tall an arm is at least."""

BOX, BOX_RADIUS, BOX_GAP = mm(4.6), mm(0.8), mm(2.6)
LINE_WEIGHT = 0.9

DOT = mm(2.2)
"""The radius of the disc before one of several things to do."""

SLIP_APART, SLIP_SIDE = 2.0, mm(2.4)
"""The distance of a saying from its fact, in millimetres."""

SLACK = 0.05


class Asked(NamedTuple):
    """Words to set: their place in a scene, their block, their number (0: none), their page and its house."""

    words: Words
    block: Block
    number: int
    brief: Brief
    house: House


def set_page_words(asked: Asked) -> Component:
    """Return words as a component as wide as they need."""
    return SETTERS[asked.words.kind](asked)


def _text(asked: Asked) -> Component:
    words, block, _, _, house = asked
    role = "breath" if block.kind == "breath" else "lead" if words.kind == "lead" else "body"
    role = "strong" if words.is_strong else role
    board = Board(block.id, house.setting)
    height = board.paragraph(_said(block), house.style(role, _ink(words, house)), 0, 0, words.measure)
    return board.finish(words.measure, height)


def _ink(words: Words, house: House) -> str:
    return "" if words.ink == "white" else house.on(words.ink).text


def _said(block: Block) -> str:
    return f"*{block.title}* {block.text}" if block.title else block.text


def _sign(asked: Asked) -> Component:
    """Set words in a white box that hugs them, with a number in a disc if they have one, or under a name."""
    words, block, number, _, house = asked
    board = Board(block.id, house.setting)
    style, head = house.style("sign", _ink(words, house)), house.style("sign-strong", _ink(words, house))
    pad, x = house.pad(PAD), SIDE + (DISC + DISC_GAP if number else 0.0)
    room = words.measure - x - SIDE
    said = compose(block.text, style, room, house.setting)
    above = compose(block.label, head, room, house.setting) if block.label else ()
    widest = max((line.width for line in (*said, *above)), default=0.0)
    width = words.measure if words.is_fixed else x + widest + SIDE + SLACK
    tall = len(said) * style.leading + len(above) * head.leading
    height = max(tall, DISC if number else 0.0) + 2 * pad
    board.sign(0, 0, width, height, words.ink, RADIUS)
    paragraph = board.element("P")
    top = (height - tall) / 2
    if number:
        _disc(board, str(number), SIDE, pad, house, paragraph)
    top += board.lines(above, head, x, top, room + SLACK, paragraph)
    board.lines(said, style, x, top, room + SLACK, paragraph)
    return board.finish(width, height)


def _disc(board: Board, number: str, x: float, top: float, house: House, element: int) -> None:
    board.bubble(x, top, DISC, DISC, "night", DISC / 2, "none")
    style = house.style("numeral", align="middle")
    board.line(number, style, x, top + (DISC - style.leading) / 2, DISC, element)


def _note(asked: Asked) -> Component:
    """Set words on a ground of their own, a title above them if they have one."""
    words, block, _, _, house = asked
    board = Board(block.id, house.setting)
    style, head = house.style("sign", _ink(words, house)), house.style("sign-strong", _ink(words, house))
    room, pad = words.measure - 2 * NOTE_SIDE, house.pad(NOTE_PAD)
    title = compose(block.title, head, room, house.setting) if block.title else ()
    said = compose(block.text, style, room, house.setting)
    height = len(title) * head.leading + len(said) * style.leading + 2 * pad
    board.bubble(0, 0, words.measure, height, words.ink, NOTE_RADIUS)
    paragraph = board.element("P")
    top = pad + board.lines(title, head, NOTE_SIDE, pad, room, paragraph)
    board.lines(said, style, NOTE_SIDE, top, room, paragraph)
    return board.finish(words.measure, height)


def _myth(asked: Asked) -> Component:
    """Set what people say on a slip, and what is true in a sign below it."""
    words, block, _, _, house = asked
    board = Board(block.id, house.setting)
    strong, style, pad = house.style("sign-strong"), house.style("story"), house.pad(PAD)
    room = words.measure - 2 * SLIP_SIDE
    said = compose(block.title, strong, room, house.setting)
    slip = len(said) * strong.leading + 2 * pad
    board.sign(0, 0, _widest(said) + 2 * SLIP_SIDE, slip, "coral", RADIUS)
    board.lines(said, strong, SLIP_SIDE, pad, room, board.element("P"))
    fact = compose(block.text, style, room, house.setting)
    top = slip + house.pad(SLIP_APART)
    height = len(fact) * style.leading + 2 * pad
    board.sign(0, top, words.measure, height, "white", RADIUS)
    board.lines(fact, style, SLIP_SIDE, top + pad, room, board.element("P"))
    return board.finish(words.measure, top + height)


def _widest(lines: tuple[Line, ...]) -> float:
    return max((line.width for line in lines), default=0.0) + SLACK


def _arm(asked: Asked) -> Component:
    """Set the arm of a signpost, or a step of a path: what a reader has in mind, and the page in a disc."""
    words, block, _, _, house = asked
    board = Board(block.id, house.setting)
    style, pad = house.style("sign-strong", _ink(words, house)), house.pad(PAD)
    point = 0.0 if words.points == "none" else POINT
    x = point + (DISC / 2 if point else 0.0) if words.points == "back" else SIDE + mm(0.8)
    room = words.measure - point - (DISC / 2 if point else DISC + DISC_GAP) - 2 * SIDE - mm(0.8)
    lines = compose(block.text, style, room, house.setting)
    height = max(len(lines) * style.leading + 2 * pad, LEAST_ARM if point else DISC + 2 * pad)
    _arm_shape(board, words, height, point)
    link = board.element("Link")
    board.lines(lines, style, x, (height - len(lines) * style.leading) / 2, room + SLACK, link)
    disc = {"back": POINT - DISC * 0.8, "on": words.measure - POINT - DISC * 0.2, "none": words.measure - DISC - SIDE}
    _disc(board, block.label, disc[words.points], (height - DISC) / 2, house, link)
    board.link(0, 0, words.measure, height, f"#{block.style}", link)
    return board.finish(words.measure, height)


def _arm_shape(board: Board, words: Words, height: float, point: float) -> None:
    if not point:
        board.sign(0, 0, words.measure, height, words.ink, RADIUS, "none")
        return
    width = words.measure
    pole, shoulder, tip = (width, point, 0.0) if words.points == "back" else (0.0, width - point, width)
    corners = ((pole, 0.0), (shoulder, 0.0), (tip, height / 2), (shoulder, height), (pole, height))
    path = Path((*(("m" if not number else "l", x, -y) for number, (x, y) in enumerate(corners)), ("h",)))
    board.fill(path, words.ink)
    board.stroke(path, "night", OUTLINE)


def _line(asked: Asked) -> Component:
    """Set a prompt with a line to write on."""
    words, block, _, _, house = asked
    board = Board(block.id, house.setting)
    top = board.paragraph(block.text, house.style("sign-strong"), 0, 0, words.measure) + words.room
    board.rule(0, top, words.measure, "night", LINE_WEIGHT)
    return board.finish(words.measure, top)


def _tick(asked: Asked) -> Component:
    """Set a box to tick and what it is for, on a card at least as tall as its room if it has a ground."""
    words, block, _, _, house = asked
    if words.ink == "white":
        return _box_and_words(block, words.measure, house)
    inner = _box_and_words(block, words.measure - 2 * NOTE_SIDE, house)
    board = Board(block.id, house.setting)
    height = max(inner.height + 2 * house.pad(NOTE_PAD), words.room)
    board.sign(0, 0, words.measure, height, words.ink, RADIUS)
    board.place(inner, NOTE_SIDE, (height - inner.height) / 2)
    return board.finish(words.measure, height)


def _box_and_words(block: Block, measure: float, house: House) -> Component:
    board, style = Board(block.id, house.setting), house.style("sign")
    x = BOX + BOX_GAP
    box = shapes.rounded_rectangle(Rect(0, -style.leading, BOX, BOX), (BOX_RADIUS,) * 4)
    board.fill(box, "white")
    board.stroke(box, "night", OUTLINE)
    height = board.paragraph(block.text, style, x, 0, measure - x)
    return board.finish(measure, max(height, BOX))


def _dot(asked: Asked) -> Component:
    """Set words behind a disc in an ink, as one of several."""
    words, block, _, _, house = asked
    board, style = Board(block.id, house.setting), house.style("body")
    x = 2 * DOT + BOX_GAP
    disc = shapes.disc(DOT, -style.leading / 2, DOT)
    board.fill(disc, "sun" if words.ink == "white" else words.ink)
    board.stroke(disc, "night", OUTLINE)
    return board.finish(words.measure, board.paragraph(_said(block), style, x, 0, words.measure - x))


def _question(asked: Asked) -> Component:
    """Set a question in a bubble that hugs it, and the answer below."""
    words, block, _, brief, house = asked
    board = Board(block.id, house.setting)
    section = board.element("Box")
    style, pad = house.style("question", house.on(words.ink).title), house.pad(QUESTION_PAD)
    room = words.measure - 2 * NOTE_SIDE
    asked_lines = compose(house.quote(block.title), style, room, house.setting)
    top = len(asked_lines) * style.leading + 2 * pad
    board.bubble(0, 0, _widest(asked_lines) + 2 * NOTE_SIDE, top, words.ink, NOTE_RADIUS)
    board.lines(asked_lines, style, NOTE_SIDE, pad, room, board.element("H2", section))
    top += house.pad(BELOW_QUESTION)
    answer = fill_column(block.items, Column(brief, words.measure, "white"), house, 0.0)
    return board.finish(words.measure, top + board.place(answer, 0, top, section))


def _block(asked: Asked) -> Component:
    """Set a block as on other pages, on a ground of its own if it has one."""
    words, block, _, brief, house = asked
    if words.ink == "white":
        return fill_column((block,), Column(brief, words.measure, "white"), house, 0.0)
    board = Board(block.id, house.setting)
    inner = _inside(block, words.measure - 2 * NOTE_SIDE, words.ink, brief, house)
    pad = house.pad(NOTE_PAD)
    board.bubble(0, 0, words.measure, inner.height + 2 * pad, words.ink, NOTE_RADIUS)
    board.place(inner, NOTE_SIDE, pad)
    return board.finish(words.measure, inner.height + 2 * pad)


def _inside(block: Block, measure: float, ground: str, brief: Brief, house: House) -> Component:
    """Set a block in a box; a note of a few lines is in small type there."""
    if block.kind == "note" and block.style == "line":
        return note_line(block, measure, house, ground, role="small")
    return fill_column((block,), Column(brief, measure, ground), house, 0.0)


SETTERS: dict[str, Callable[[Asked], Component]] = {
    "text": _text,
    "lead": _text,
    "sign": _sign,
    "note": _note,
    "myth": _myth,
    "arm": _arm,
    "line": _line,
    "tick": _tick,
    "dot": _dot,
    "question": _question,
    "block": _block,
}
"""What sets words of each kind; the title is set by the page."""


def title_styles(brief: Brief, house: House, ink: str) -> tuple[TextStyle, ...]:
    """Return the sizes that a title of a drawn page may have, the largest first."""
    role = "breath-title" if brief.plan.master == "breath" else "opener-title"
    return house.list_smaller(role, house.on(ink).title if ink != "white" else "")
