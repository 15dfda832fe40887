"""The poster: a headline and a picture above a horizon, a message below it, and at the foot where to get help."""

from dataclasses import replace
from functools import lru_cache

from booklet.geometry import add_lengths, mm
from booklet.look.brand import NOBODY, Brand
from booklet.text.compose import compose, set_line
from booklet.text.itemise import TextStyle
from booklet.typeset import help
from booklet.typeset.board import DOT, Board, first_that_fits
from booklet.typeset.branding import brand_line
from booklet.typeset.brief import Brief
from booklet.typeset.eventlines import event_head
from booklet.typeset.house import House
from booklet.typeset.owncode import OWN_TOP, own_code
from booklet.typeset.placed import Component, Overset
from booklet.typeset.scenes import SCENES
from booklet.typeset.steps import poster_steps
from booklet.words.manuscript import Block, Help, Number

STRIP_PAD, BRANDED_PAD = mm(6), mm(3.5)
"""What the strip keeps free at its head at least, and how much less if a partner's name and logo stand at its foot."""

STRIP_ROOM, BRANDED_ROOM = mm(63), mm(54)
"""What the helpline has in the strip, clear of the edge, and what is left of it where a partner's name stands below."""

NOTE = mm(8)
"""What a note on the addresses takes at the foot of the strip, below words as wide as the strip."""

CHECKED = mm(57.5)
"""How far down in the strip the note on the numbers stands."""

ABOVE_NOTE = mm(2)
"""What an address keeps away from that note: its words may be as wide as the strip."""

DANGER_ROOM = mm(64)

TILE = mm(54)
"""The side of the QR code with its white ground."""

TILE_INKS = ("mint", "lilac", "sun")


def poster(brief: Brief, house: House) -> Component:
    """Set a poster: its look names the picture, its blocks are the message; the partner comes last."""
    unnamed = replace(brief, brand=SOMEBODY if _is_branded(brief) else NOBODY)
    board = Board(brief.topic.id, house.setting)
    board.begin(_set_upper_part(unnamed, house))
    if brief.help:
        _strip(board, brief, brief.help, house, _foot(unnamed, brief.help, house))
    brand_line(board, brief, house, "night")
    return board.finish(brief.trim.width, 0)


SOMEBODY = Brand(name="somebody")
"""Stands for whoever a poster names."""


@lru_cache(maxsize=64)
def _set_upper_part(brief: Brief, house: House) -> Component:
    """Set everything above the strip, which is the same whoever the poster is for."""
    board = Board(brief.topic.id, house.setting)
    width, height, bleed = brief.trim.width, brief.trim.height, brief.bleed
    ground = house.section.ink
    board.area(-bleed, -bleed, width + 2 * bleed, height + 2 * bleed, ground)
    top = SCENES[brief.look.picture if brief.look else "crowd"](board, brief, house)
    event_head(board, brief, house)
    end = _message(board, brief, house, top)
    if end > _strip_top(brief) - mm(4):
        board.oversets.append(Overset(brief.topic.id, 1, "the message of the poster"))
    return board.finish(width, 0)


@lru_cache(maxsize=64)
def _foot(brief: Brief, help_: Help, house: House) -> Component:
    """Set the words of the strip, once for all recipients of posters."""
    return foot_words(brief, help_, house)


def _strip_top(brief: Brief) -> float:
    """Return where the strip at the foot begins."""
    return brief.trim.height - brief.margins.foot


def _message(board: Board, brief: Brief, house: House, top: float) -> float:
    """Set the blocks below the horizon and return where they end."""
    margin, measure = brief.margins.outer, brief.trim.width - 2 * brief.margins.outer
    ways = tuple(block for block in brief.topic.blocks if block.kind == "action")
    blocks = tuple(block for block in brief.topic.blocks if block.kind != "action")
    if blocks[0].kind == "heading":
        top += board.place(_set_headed(blocks[0], blocks[-1], measure, house), margin, top) + mm(5)
        blocks = blocks[1:-1]
    for block in blocks:
        top += board.place(BLOCKS[block.kind](block, measure, house), margin, top) + mm(5)
    if ways:
        top = max(top + mm(3), _strip_top(brief) - mm(45))
        top += board.place(_ways(ways, measure, house), margin, top)
    return top


def _line(block: Block, measure: float, house: House) -> Component:
    """Set a message or a paragraph in large type; its title precedes its text if the page has no such title."""
    board = Board(block.id, house.setting)
    words = f"*{block.title}* {block.text}" if block.title and block.id != "m1" else block.text
    return board.finish(measure, board.paragraph(words, house.style("lead"), 0, 0, measure))


def _set_headed(heading: Block, message: Block, measure: float, house: House) -> Component:
    """Set a heading, and a message at the end of its line."""
    board = Board(heading.id, house.setting)
    style = house.style("subtitle")
    used = board.line(heading.text, style, 0, 0, measure / 2, board.element("H2")) + mm(14)
    words = f"*{message.title}* {message.text}" if message.title else message.text
    text = Board(message.id, house.setting)
    height = text.paragraph(words, house.style("step-text", align="end"), 0, 0, measure - used)
    board.place(text.finish(measure - used, height), used, max(0.0, style.leading - height))
    return board.finish(measure, max(style.leading, height))


def _bullets(block: Block, measure: float, house: House) -> Component:
    """Set short lines with a bubble each, large enough to be read from three metres."""
    board = Board(block.id, house.setting)
    style, hang, size = house.style("list"), mm(14), mm(6.5)
    list_element = board.element("L")
    top = 0.0
    for item in block.items:
        board.bubble(0, top + (style.leading - size) / 2, size, size, "night", size / 2)
        body = board.element("LBody", board.element("LI", list_element))
        top += board.text(item.text, style, hang, top, measure - hang, body) + mm(1.5)
    return board.finish(measure, top - mm(1.5))


BLOCKS = {
    "banner": _line,
    "note": _line,
    "paragraph": _line,
    "list": _bullets,
    "steps": poster_steps,
}


BESIDE_TILE = mm(36)
"""Where the words of a way to get help begin, beside its tile."""

WIDTHS = 40
"""Steps in which widths are tried, up to that of all words of a way to get help on one line."""


def _ways(ways: tuple[Block, ...], measure: float, house: House) -> Component:
    """Set ways to get help side by side, all in as few lines as they can be; the last one gets the remaining room."""
    board = Board(ways[0].id, house.setting)
    x, apart = 0.0, mm(14)
    for lines in (1, 2, 3):
        widths = [BESIDE_TILE + mm(1) + _find_width(way.title, lines, house) for way in ways]
        if add_lengths(widths) + apart * (len(ways) - 1) <= measure:
            break
    for number, (way, width) in enumerate(zip(ways, widths, strict=True)):
        room = measure - x if number == len(ways) - 1 else width
        board.place(_way(way, room, house, TILE_INKS[number % len(TILE_INKS)]), x, 0)
        x += room + apart
    return board.finish(measure, mm(30))


def _find_width(words: str, lines: int, house: House) -> float:
    """Return the least width, in steps, in which words take so many lines at most and none is cut."""
    style = house.style("heading")
    whole = set_line(words, style, house.setting).width
    for step in range(1, WIDTHS):
        width = step * whole / WIDTHS
        composed = compose(words, style, width, house.setting)
        if len(composed) <= lines and all(line.width <= width for line in composed):
            return width
    return whole


def _way(way: Block, measure: float, house: House, ink: str) -> Component:
    board = Board(way.id, house.setting)
    tile, icon = mm(30), mm(18)
    board.bubble(0, 0, tile, tile, ink, tile / 2)
    board.art(f"icon-{way.icon}", (tile - icon) / 2, (tile - icon) / 2, icon, icon)
    x = BESIDE_TILE
    text = Board(way.id, house.setting)
    height = text.text(way.title, house.style("heading"), 0, 0, measure - x, text.element("P"))
    board.place(text.finish(measure - x, height), x, (tile - height) / 2)
    return board.finish(measure, tile)


NUMBER_ROLES = ("number-hero", "number-large", "number-long", "number-middle", "number-small", "number-least")
"""Sizes of the helpline's number, the largest first."""

ADDRESS_ROLES = (
    ("address-hero", "strip-name", "strip-line"),
    ("address-hero", "strip-line", "danger-service"),
    ("strip-name", "strip-line", "strip-line"),
    ("strip-line", "danger-service", "strip-line"),
    ("strip-line", "danger-service", "danger-service"),
)
"""Sizes of words, address and whom to call in danger where no helpline has a number, the largest first."""

DANGER_ROLES = ("number-danger", "number-several", "number-danger-long")
"""Sizes of the emergency numbers."""


def _strip(board: Board, brief: Brief, help_: Help, house: House, words: Component) -> None:
    """Draw the foot: the helpline large, danger beside it, QR code, the note on numbers."""
    width, height, bleed, margin = brief.trim.width, brief.margins.foot, brief.bleed, brief.margins.outer
    strip = _strip_top(brief)
    board.area(-bleed, strip, width + 2 * bleed, height + bleed, "night")
    if brief.brand.web:
        board.place(own_code(brief.brand, help_.lead, house), width - margin - TILE, strip + OWN_TOP)
    elif help.target(help_.lead):
        code = help.code(help_.lead, TILE, house)
        board.place(code, width - margin - TILE, strip + (height - TILE) / 2)
    board.place(words, margin, strip + _pad(brief))


def foot_words(brief: Brief, help_: Help, house: House) -> Component:
    """Set the words beside the QR code: the helpline, the emergency numbers at the end, the facts about them."""
    board = Board("helpline", house.setting)
    edge = brief.trim.width - 2 * brief.margins.outer - TILE - mm(8)
    danger = _danger(help_, house)
    room = edge - (danger.width + mm(8) if danger.width else 0.0)
    above_note = min(_room(brief), CHECKED - _pad(brief) - ABOVE_NOTE) if brief.notes else _room(brief)
    words = _number(help_, room, _room(brief), house) if help_.lead.number else _address(help_, room, above_note, house)
    free = brief.margins.foot - words.height - (0.0 if help_.lead.number else NOTE)
    top = 0.0 if _is_branded(brief) else max(0.0, free / 2 - STRIP_PAD)
    if not help_.lead.number:
        top = max(0.0, min(top, above_note - words.height))
    board.place(words, 0, top)
    board.place(danger, edge - danger.width, min(top, mm(3)))
    fine, below = house.style("fine", align="end"), CHECKED - _pad(brief)
    for note in brief.notes:
        board.line(note, fine, edge - mm(110), below, mm(110), board.element("P"))
    return board.finish(edge, max(_room(brief), below + fine.leading))


def _is_branded(brief: Brief) -> bool:
    return bool(brief.slot and (brief.brand.name or brief.brand.logo))


def _pad(brief: Brief) -> float:
    return BRANDED_PAD if _is_branded(brief) else STRIP_PAD


def _room(brief: Brief) -> float:
    return BRANDED_ROOM if _is_branded(brief) else STRIP_ROOM


def _number(help_: Help, room: float, height: float, house: House) -> Component:
    """Set the helpline, its number as large as possible, and the facts about it on one line if they fit."""
    lead = help_.lead
    facts = help.sentence(lead.facts)
    joined = DOT.join(part for part in (facts, lead.address) if part)
    fits = _width(joined, house.style("strip-line"), house) <= room
    known = (joined,) if fits else (facts, lead.address)
    return first_that_fits((_number_set(help_, known, room, house, role) for role in NUMBER_ROLES), height)


def _number_set(help_: Help, known: tuple[str, ...], room: float, house: House, role: str) -> Component:
    board = Board("helpline", house.setting)
    lead = help_.lead
    top = board.paragraph(lead.name, house.style("strip-name"), 0, 0, room)
    for number in lead.numbers[:1]:
        style = house.style(role)
        board.line(number.printed, style, 0, top, room, board.element("P"))
        top += style.leading
    for line in known:
        top += board.paragraph(line, house.style("strip-line"), 0, top, room) if line else 0.0
    return board.finish(room, top)


def _address(help_: Help, room: float, height: float, house: House) -> Component:
    return first_that_fits((_address_set(help_, room, house, *roles) for roles in ADDRESS_ROLES), height)


def _address_set(help_: Help, room: float, house: House, title: str, role: str, danger_role: str) -> Component:
    """Set the address of a helpline; emergency numbers stand beside it, or below it if no number is known."""
    board = Board("helpline", house.setting)
    top = board.paragraph(house.labels["card.address"], house.style(title), 0, 0, room) + mm(1)
    top += board.paragraph(help_.lead.address, house.style(role), 0, top, room)
    if not help_.emergency:
        danger = f"{house.labels['danger']} {house.labels['danger.local']}"
        top += mm(3) + board.paragraph(danger, house.style(danger_role), 0, top + mm(3), room)
    return board.finish(room, top)


def _danger(help_: Help, house: House) -> Component:
    """Set the emergency numbers in a column as wide as they need; nothing if there are none."""
    if not (help_.emergency and help_.emergency.numbers):
        return Board("emergency", house.setting).finish(0.0, 0.0)
    several = bool(help_.emergency.numbers[0].service)
    ways = [_danger_set(help_.emergency.numbers, house, role) for role in DANGER_ROLES[several:]]
    room = max(DANGER_ROOM, min(way.width for way in ways))
    return next(way for way in ways if way.width <= room)


def _danger_set(numbers: tuple[Number, ...], house: House, role: str) -> Component:
    board = Board("emergency", house.setting)
    title, number = house.style("danger", align="end"), house.style(role, align="end")
    label = house.style("danger-service", align="end")
    shown = numbers if numbers[0].service else numbers[:1]
    services = [house.labels[f"service.{item.service}"] if item.service else "" for item in shown]
    columns = [_width(service, label, house) for service in services]
    wide = [_width(item.printed, number, house) for item in shown]
    rows = [a + b + (mm(2) if a else 0.0) for a, b in zip(columns, wide, strict=True)]
    room = max(_width(house.labels["danger"], title, house), *rows) + 0.5
    top = board.paragraph(house.labels["danger"], title, 0, 0, room)
    for item, service, column, digits in zip(shown, services, columns, wide, strict=True):
        board.line(item.printed, number, 0, top, room, board.element("P"))
        if service:
            middle = top + (number.leading - label.leading) / 2
            left = room - digits - mm(2) - column - 0.5
            board.line(service, label, left, middle, column + 0.5, board.element("P"))
        top += number.leading
    return board.finish(room, top)


def _width(text: str, style: TextStyle, house: House) -> float:
    return set_line(text, style, house.setting).width if text else 0.0
