"""A sheet of statements to judge: boxes to tick and a line to write on for each, and the facts below a fold."""

from collections.abc import Sequence

from booklet.geometry import Path, add_lengths, mm
from booklet.text.compose import set_line
from booklet.typeset.board import Board
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.words.manuscript import Block

GUTTER = mm(8)

BOX, BOX_RADIUS = mm(5.4), mm(0.8)

DISC = mm(8)
"""The number of a statement."""

ROOM, MOST_ROOM = mm(10), mm(18)
"""Between boxes and the line to write on: room for a hand, and as much as helps."""

AIR = mm(7)
"""Between two statements, at least; above and below the fold."""

DASH = mm(2)

LINE_WEIGHT = 0.35
"""Points of a line to write on, as on pages for notes."""


def quiz(
    myths: Block, answers: Block, fold: Block | None, measure: float, house: House, height: float = 0.0
) -> Component:
    """Set what people say and what a pupil may answer, with what is true below the fold at the foot of a height."""
    board = Board(myths.id, house.setting)
    facts = _set_facts(myths.items, measure, house)
    folded = _set_fold(fold, measure, house) if fold else board.finish(measure, 0.0)
    least = [_set_statement(number, myths, answers, measure, house, ROOM) for number in range(len(myths.items))]
    needed = add_lengths(one.height + AIR for one in least) + folded.height + AIR + facts.height
    room = ROOM + min(max(0.0, height - needed) / (2 * len(least)), MOST_ROOM - ROOM)
    spare = max(0.0, height - needed - (room - ROOM) * len(least)) / len(least)
    top = 0.0
    for number in range(len(least)):
        top += board.place(_set_statement(number, myths, answers, measure, house, room), 0, top) + AIR + spare
    top += board.place(folded, 0, top) + AIR
    return board.finish(measure, top + board.place(facts, 0, top))


def _set_statement(number: int, myths: Block, answers: Block, measure: float, house: House, room: float) -> Component:
    """Set a statement with its number, a box for each answer, and a line for a reason."""
    board, said = Board(myths.items[number].id, house.setting), myths.items[number]
    section, x = board.element("Sect"), DISC + mm(3)
    numeral, style = house.style("numeral", "white", "middle"), house.style("heading")
    board.bubble(0, 0, DISC, DISC, "night", DISC / 2, "none")
    board.line(f"{number + 1} ", numeral, 0, (DISC - numeral.leading) / 2, DISC, board.element("P", section))
    top = (DISC - style.leading) / 2
    top += board.text(said.title, style, x, top, measure - x, board.element("H2", section)) + mm(2.4)
    top += board.place(_set_answers(answers.items, measure - x, house), x, top, section) + room
    board.rule(x, top, measure - x, "black", LINE_WEIGHT)
    return board.finish(measure, top)


def _set_answers(answers: Sequence[Block], measure: float, house: House) -> Component:
    """Set a box with its word for each answer, beside one another where they have room, else below."""
    board, style = Board("answers", house.setting), house.style("body")
    step, items = BOX + mm(2.4), board.element("L")
    widths = [step + set_line(answer.text, style, house.setting).width + mm(10) for answer in answers]
    is_row = add_lengths(widths) - mm(10) <= measure
    x = top = 0.0
    for answer, width in zip(answers, widths, strict=True):
        board.sign(x, top + (style.leading - BOX) / 2, BOX, BOX, "white", BOX_RADIUS, "none")
        body = board.element("LBody", board.element("LI", items))
        room = width - step if is_row else measure - step
        tall = board.text(answer.text, style, x + step, top, room, body)
        x, top = (x + width, top) if is_row else (0.0, top + tall + mm(1.4))
    return board.finish(measure, top + style.leading if is_row else top)


def _set_fold(fold: Block, measure: float, house: House) -> Component:
    """Set the words on a fold above its line of dashes."""
    board, style = Board(fold.id, house.setting), house.style("small")
    top = board.paragraph(fold.text, style, 0, 0, measure) + mm(1)
    count = int(measure // (2 * DASH))
    for number in range(count + 1):
        start, end = number * 2 * DASH, min(measure, number * 2 * DASH + DASH)
        board.stroke(Path((("m", start, -top), ("l", end, -top))), "black", 0.6)
    return board.finish(measure, top)


def _set_facts(myths: Sequence[Block], measure: float, house: House) -> Component:
    """Set what is true in two columns, each with the number of its statement."""
    board, style = Board("facts", house.setting), house.style("small")
    width, items = (measure - GUTTER) / 2, board.element("L")
    hang, top, low = mm(7), 0.0, 0.0
    for number, myth in enumerate(myths):
        x = number % 2 * (width + GUTTER)
        item = board.element("LI", items)
        board.text(f"*{number + 1}* ", style, x, top, hang, board.element("Lbl", item))
        low = max(low, board.text(myth.text, style, x + hang, top, width - hang, board.element("LBody", item)))
        if number % 2 or number == len(myths) - 1:
            top, low = top + low + mm(2.4), 0.0
    return board.finish(measure, top - mm(2.4))
