"""In real life: a story in a bubble, two who talk about it, and questions to think about."""

from booklet.geometry import Rect, mm
from booklet.text.compose import compose
from booklet.typeset import shapes
from booklet.typeset.busts import bust
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.typeset.sheet import Sheet
from booklet.words.manuscript import Block

SLACK = 0.05
"""Points that keep a bubble made to the width of its words from breaking them again."""


def scenario(block: Block, measure: float, house: House, cast: tuple[str, ...]) -> Component:
    """Return the parts of a scenario below one another, on Lilac."""
    is_told = any(item.kind == "story" for item in block.items)
    parts = [_story(block, measure, house)] if is_told else []
    parts += _speeches(block, measure, house, cast)
    parts += [_closing(item, measure, house) for item in block.items if item.kind == "closing"]
    questions = tuple(item for item in block.items if item.kind == "question-line")
    if questions:
        parts.append(_questions(questions, measure, house))
    sheet = Sheet(block.id, house.setting)
    gap = mm(3) if house.allowance.gap < 6 else mm(4.5)
    top = 0.0
    for number, part in enumerate(parts):
        top += gap if number else 0.0
        top += sheet.place(part, 0, top)
    return sheet.done(measure, top)


def bubbled(block: Block, measure: float, house: House, cast: tuple[str, ...]) -> Component:
    """Return a scenario in one Lilac bubble, for a page it shares with other text: no faces, smaller speech."""
    pad = house.pad(4.5)
    room = measure - 2 * pad
    parts = [_label(block, room, house), _told(block, room, house)]
    parts += [_small_speech(item, room, house) for item in block.items if item.kind == "speech-line"]
    parts += [_closing(item, room, house) for item in block.items if item.kind == "closing"]
    questions = tuple(item for item in block.items if item.kind == "question-line")
    if questions:
        parts.append(_small_questions(questions, room, house))
    text = Sheet(block.id, house.setting)
    top = 0.0
    for number, part in enumerate(parts):
        top += mm(2) if number > 1 else 0.0
        top += text.place(part, 0, top)
    sheet = Sheet(block.id, house.setting)
    height = top + house.pad(3) + house.pad(3.5)
    sheet.bubble(0, 0, measure, height, "lilac", mm(6))
    sheet.place(text.done(room, top), pad, house.pad(3))
    return sheet.done(measure, height)


def _label(block: Block, measure: float, house: House) -> Component:
    """Set the kind of story and its title on one line, the title below where it is long."""
    sheet = Sheet(block.id, house.setting)
    icon = mm(6)
    sheet.art("icon-chats-circle", 0, mm(0.5), icon, icon)
    words = f"*{house.labels['story']}*" + (f": *{block.title}*" if block.title else "")
    x = icon + mm(2.5)
    height = sheet.text(words, house.style("heading"), x, mm(0.5), measure - x, sheet.element("H2"))
    return sheet.done(measure, max(height, icon) + mm(1.5))


def _told(block: Block, measure: float, house: House) -> Component:
    sheet = Sheet(block.id, house.setting)
    style = house.style("story")
    top = 0.0
    for number, item in enumerate(item for item in block.items if item.kind == "story"):
        top += mm(1.5) if number else 0.0
        top += sheet.paragraph(item.text, style, 0, top, measure)
    return sheet.done(measure, top)


def _small_speech(item: Block, measure: float, house: House) -> Component:
    sheet = Sheet(item.id, house.setting)
    answers = item.style == "adult"
    ground, ink = ("tide", "white") if answers else ("oat", "black")
    words, style = house.quoted(item.text), house.style("strong", ink)
    room = measure - mm(18)
    lines = compose(words, style, room, house.setting)
    width = min(room, max(line.width for line in lines)) + mm(8)
    height = len(lines) * style.leading + mm(3)
    x = measure - width if answers else 0.0
    sheet.bubble(x, 0, width, height, ground, mm(4.5), "bottom-end" if answers else "bottom-start")
    sheet.paragraph(words, style, x + mm(4), mm(1.5), width - mm(8) + SLACK)
    return sheet.done(measure, height)


def _small_questions(questions: tuple[Block, ...], measure: float, house: House) -> Component:
    sheet = Sheet(questions[0].id, house.setting)
    icon = mm(7.5)
    x = icon + mm(3)
    section = sheet.element("L")
    top = 0.0
    for item in questions:
        body = sheet.element("LBody", sheet.element("LI", section))
        top += sheet.text(item.text, house.style("strong"), x, top, measure - x, body)
    sheet.art("icon-question", 0, (top - icon) / 2, icon, icon)
    return sheet.done(measure, top)


def _story(block: Block, measure: float, house: House) -> Component:
    sheet = Sheet(block.id, house.setting)
    pad_top, pad_side = house.pad(4.5), mm(6)
    section = sheet.element("Box")
    told = _told(block, measure - 2 * pad_side, house)
    height = told.height + 2 * pad_top
    sheet.bubble(0, 0, measure, height, "white", mm(6))
    sheet.place(told, pad_side, pad_top, section)
    return sheet.done(measure, height)


def _speeches(block: Block, measure: float, house: House, cast: tuple[str, ...]) -> list[Component]:
    speeches = [item for item in block.items if item.kind == "speech-line"]
    tile = mm(27) if house.allowance.gap > 5 else mm(21) if house.allowance.gap > 3 else house.pad(18)
    faces = dict(zip(("young", "adult"), cast, strict=False))
    return [_speech(item, measure, house, faces.get(item.style, ""), tile) for item in speeches]


def _speech(item: Block, measure: float, house: House, face: str, tile: float) -> Component:
    """Set what one says beside their face: the young person at the start, the adult at the end, facing each other."""
    sheet = Sheet(item.id, house.setting)
    answers = item.style == "adult"
    ground, ink = ("tide", "white") if answers else ("oat", "black")
    tail = "bottom-end" if answers else "bottom-start"
    words, style = house.quoted(item.text), house.style("speech", ink)
    room = measure - tile - mm(13)
    lines = compose(words, style, room, house.setting)
    width = min(room, max(line.width for line in lines)) + mm(10)
    height = len(lines) * style.leading + house.pad(7)
    tall = max(tile, height)
    _face(sheet, face, Rect(measure - tile if answers else 0.0, -tall, tile, tile), "coral" if answers else "sun", tail)
    x = measure - tile - mm(3) - width if answers else tile + mm(3)
    top = 0.75 * (tall - height)
    sheet.bubble(x, top, width, height, ground, mm(6), tail)
    sheet.paragraph(words, style, x + mm(5), top + house.pad(3.5), width - mm(10) + SLACK)
    return sheet.done(measure, tall)


def _face(sheet: Sheet, face: str, box: Rect, ground: str, tail: str) -> None:
    """Draw a bust in a tile, cut at the tile's own outline."""
    outline = shapes.bubble(box, mm(6), tail)
    sheet.fill(outline, ground)
    if face:
        width = box.width * 0.95
        x = box.x + (box.width - width) / 2
        sheet.clipped(outline, bust(face, x, box.y, width, flip=tail == "bottom-end"))


def _closing(item: Block, measure: float, house: House) -> Component:
    sheet = Sheet(item.id, house.setting)
    return sheet.done(measure, sheet.paragraph(item.text, house.style("body"), 0, 0, measure))


def _questions(questions: tuple[Block, ...], measure: float, house: House) -> Component:
    sheet = Sheet(questions[0].id, house.setting)
    icon, pad = mm(9), house.pad(4.5)
    x = mm(6) + icon + mm(4)
    style = house.style("speech", "white")
    text = Sheet(questions[0].id, house.setting)
    section = text.element("L")
    top = 0.0
    for item in questions:
        body = text.element("LBody", text.element("LI", section))
        top += text.text(item.text, style, 0, top, measure - x - mm(6), body)
    height = max(top, icon) + 2 * pad
    sheet.bubble(0, 0, measure, height, "night", mm(6), "bottom-end")
    sheet.art("icon-question", mm(6), (height - icon) / 2, icon, icon, "sun")
    sheet.place(text.done(measure, top), x, (height - top) / 2)
    return sheet.done(measure, height)
