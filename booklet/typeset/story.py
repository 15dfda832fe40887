"""In real life: a story in a bubble, two people who talk about it, and questions to think about."""

from booklet.geometry import Rect, mm
from booklet.text.compose import compose
from booklet.typeset import shapes
from booklet.typeset.board import SLACK, Board
from booklet.typeset.busts import bust
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.words.manuscript import Block


def scenario(block: Block, measure: float, house: House, cast: tuple[str, ...]) -> Component:
    """Return the parts of a scenario below one another, on Lilac."""
    is_told = any(item.kind == "story" for item in block.items)
    parts = [_story(block, measure, house)] if is_told else []
    parts += _speeches(block, measure, house, cast)
    parts += [_set_closing(item, measure, house) for item in block.items if item.kind == "closing"]
    questions = tuple(item for item in block.items if item.kind == "question-line")
    if questions:
        parts.append(_questions(questions, measure, house))
    board = Board(block.id, house.setting)
    gap = mm(3) if house.allowance.gap < 6 else mm(4.5)
    top = 0.0
    for number, part in enumerate(parts):
        top += gap if number else 0.0
        top += board.place(part, 0, top)
    return board.finish(measure, top)


def scenario_in_bubble(block: Block, measure: float, house: House, cast: tuple[str, ...]) -> Component:
    """Return a scenario in one Lilac bubble, for a page shared with other text: no faces, smaller speech."""
    pad = house.pad(4.5)
    room = measure - 2 * pad
    parts = [_label(block, room, house), _set_told(block, room, house)]
    parts += [_small_speech(item, room, house) for item in block.items if item.kind == "speech-line"]
    parts += [_set_closing(item, room, house) for item in block.items if item.kind == "closing"]
    questions = tuple(item for item in block.items if item.kind == "question-line")
    if questions:
        parts.append(_small_questions(questions, room, house))
    text = Board(block.id, house.setting)
    top = 0.0
    for number, part in enumerate(parts):
        top += mm(2) if number > 1 else 0.0
        top += text.place(part, 0, top)
    board = Board(block.id, house.setting)
    height = top + house.pad(3) + house.pad(3.5)
    board.bubble(0, 0, measure, height, "lilac", mm(6))
    board.place(text.finish(room, top), pad, house.pad(3))
    return board.finish(measure, height)


def _label(block: Block, measure: float, house: House) -> Component:
    """Set the kind of story and its title on one line; a long title goes below."""
    board = Board(block.id, house.setting)
    icon = mm(6)
    board.art("icon-chats-circle", 0, mm(0.5), icon, icon)
    words = f"*{house.labels['story']}*" + (f": *{block.title}*" if block.title else "")
    x = icon + mm(2.5)
    height = board.text(words, house.style("heading"), x, mm(0.5), measure - x, board.element("H2"))
    return board.finish(measure, max(height, icon) + mm(1.5))


def _set_told(block: Block, measure: float, house: House) -> Component:
    board = Board(block.id, house.setting)
    style = house.style("story")
    top = 0.0
    for number, item in enumerate(item for item in block.items if item.kind == "story"):
        top += mm(1.5) if number else 0.0
        top += board.paragraph(item.text, style, 0, top, measure)
    return board.finish(measure, top)


def _small_speech(item: Block, measure: float, house: House) -> Component:
    board = Board(item.id, house.setting)
    answers = item.style == "adult"
    ground, ink = ("tide", "white") if answers else ("oat", "black")
    words, style = house.quote(item.text), house.style("strong", ink)
    room = measure - mm(18)
    lines = compose(words, style, room, house.setting)
    width = min(room, max(line.width for line in lines)) + mm(8)
    height = len(lines) * style.leading + mm(3)
    x = measure - width if answers else 0.0
    board.bubble(x, 0, width, height, ground, mm(4.5), "bottom-end" if answers else "bottom-start")
    board.paragraph(words, style, x + mm(4), mm(1.5), width - mm(8) + SLACK)
    return board.finish(measure, height)


def _small_questions(questions: tuple[Block, ...], measure: float, house: House) -> Component:
    board = Board(questions[0].id, house.setting)
    icon = mm(7.5)
    x = icon + mm(3)
    section = board.element("L")
    top = 0.0
    for item in questions:
        body = board.element("LBody", board.element("LI", section))
        top += board.text(item.text, house.style("strong"), x, top, measure - x, body)
    board.art("icon-question", 0, (top - icon) / 2, icon, icon)
    return board.finish(measure, top)


def _story(block: Block, measure: float, house: House) -> Component:
    board = Board(block.id, house.setting)
    pad_top, pad_side = house.pad(4.5), mm(6)
    section = board.element("Box")
    told = _set_told(block, measure - 2 * pad_side, house)
    height = told.height + 2 * pad_top
    board.bubble(0, 0, measure, height, "white", mm(6))
    board.place(told, pad_side, pad_top, section)
    return board.finish(measure, height)


def _speeches(block: Block, measure: float, house: House, cast: tuple[str, ...]) -> list[Component]:
    speeches = [item for item in block.items if item.kind == "speech-line"]
    tile = mm(27) if house.allowance.gap > 5 else mm(21) if house.allowance.gap > 3 else house.pad(18)
    faces = dict(zip(("young", "adult"), cast, strict=False))
    return [_speech(item, measure, house, faces.get(item.style, ""), tile) for item in speeches]


def _speech(item: Block, measure: float, house: House, face: str, tile: float) -> Component:
    """Set one person's words beside their face: the young person at the start, the adult at the end, face to face."""
    board = Board(item.id, house.setting)
    answers = item.style == "adult"
    ground, ink = ("tide", "white") if answers else ("oat", "black")
    tail = "bottom-end" if answers else "bottom-start"
    words, style = house.quote(item.text), house.style("speech", ink)
    room = measure - tile - mm(13)
    lines = compose(words, style, room, house.setting)
    width = min(room, max(line.width for line in lines)) + mm(10)
    height = len(lines) * style.leading + house.pad(7)
    tall = max(tile, height)
    _face(board, face, Rect(measure - tile if answers else 0.0, -tall, tile, tile), "coral" if answers else "sun", tail)
    x = measure - tile - mm(3) - width if answers else tile + mm(3)
    top = 0.75 * (tall - height)
    board.bubble(x, top, width, height, ground, mm(6), tail)
    board.paragraph(words, style, x + mm(5), top + house.pad(3.5), width - mm(10) + SLACK)
    return board.finish(measure, tall)


def _face(board: Board, face: str, box: Rect, ground: str, tail: str) -> None:
    """Draw a bust in a tile, cut at the tile's own outline."""
    outline = shapes.bubble(box, mm(6), tail)
    board.fill(outline, ground)
    if face:
        width = box.width * 0.95
        x = box.x + (box.width - width) / 2
        board.clip_item(outline, bust(face, x, box.y, width, flip=tail == "bottom-end"))


def _set_closing(item: Block, measure: float, house: House) -> Component:
    board = Board(item.id, house.setting)
    return board.finish(measure, board.paragraph(item.text, house.style("body"), 0, 0, measure))


def _questions(questions: tuple[Block, ...], measure: float, house: House) -> Component:
    board = Board(questions[0].id, house.setting)
    icon, pad = mm(9), house.pad(4.5)
    x = mm(6) + icon + mm(4)
    style = house.style("speech", "white")
    text = Board(questions[0].id, house.setting)
    section = text.element("L")
    top = 0.0
    for item in questions:
        body = text.element("LBody", text.element("LI", section))
        top += text.text(item.text, style, 0, top, measure - x - mm(6), body)
    height = max(top, icon) + 2 * pad
    board.bubble(0, 0, measure, height, "night", mm(6), "bottom-end")
    board.art("icon-question", mm(6), (height - icon) / 2, icon, icon, "sun")
    board.place(text.finish(measure, top), x, (height - top) / 2)
    return board.finish(measure, height)
