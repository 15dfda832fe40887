"""The tip card: front and back in wallet size."""

from collections.abc import Callable
from dataclasses import replace

from booklet.geometry import Rect, mm
from booklet.manuscript import Block, Help
from booklet.text.compose import set_line
from booklet.text.itemise import TextStyle
from booklet.typeset import shapes
from booklet.typeset.branding import brand_line
from booklet.typeset.brief import Brief
from booklet.typeset.busts import bust
from booklet.typeset.house import House
from booklet.typeset.placed import Component, Fill, Overset
from booklet.typeset.sheet import Sheet, first_that_fits
from booklet.typeset.steps import steps

HEAD = mm(13)
FOOT = mm(13)


def card_front(brief: Brief, house: House) -> Component:
    """Set the front: six tiles under a title, or a title, a few words and faces on the ground of the card."""
    blocks = _side(brief, "front")
    if any(block.kind == "steps" for block in blocks):
        return _tiled_front(brief, house, blocks)
    sheet = Sheet(brief.topic.id, house.setting)
    width, height, bleed = brief.trim.width, brief.trim.height, brief.bleed
    ground = house.section.ink
    inks = house.on(ground)
    sheet.area(-bleed, -bleed, width + 2 * bleed, height + 2 * bleed, ground)
    _sunrise(sheet, brief)
    style = house.style("title", inks.title)
    top = mm(5) + sheet.text(brief.topic.title, style, mm(5), mm(4.5), width - mm(10), sheet.element("H1"))
    room = width - mm(10) - (mm(26) if brief.cast else 0.0)
    for block in blocks:
        top += sheet.place(BLOCKS[block.kind](block, room, house, house.style("front", inks.text)), mm(5), top) + mm(1)
    if top > height - mm(3):
        sheet.oversets.append(Overset(brief.topic.id, 1, "the front of the card"))
    brand_line(sheet, brief, house, ground, top - mm(1))
    return sheet.done(width, 0)


def _sunrise(sheet: Sheet, brief: Brief) -> None:
    """Draw the faces of a card in its lower end corner, before the sun; a sun on Sun would not be seen."""
    if not brief.cast:
        return
    width, height, bleed = brief.trim.width, brief.trim.height, brief.bleed
    area = Rect(-bleed, -height - bleed, width + 2 * bleed, height + 2 * bleed)
    wide = mm(28) if len(brief.cast) == 1 else mm(23)
    middle = width - mm(4) - wide * len(brief.cast) / 2
    sun = Fill(shapes.disc(middle, -height, mm(19)), "sun")
    sheet.clipped(shapes.rectangle(area), sun)
    for number, name in enumerate(brief.cast):
        x = middle - wide * len(brief.cast) / 2 + number * wide
        face = bust(name, x, -height - bleed, wide, flip=number == len(brief.cast) - 1)
        sheet.clipped(shapes.rectangle(area), face)


def _tiled_front(brief: Brief, house: House, blocks: tuple[Block, ...]) -> Component:
    sheet = Sheet(brief.topic.id, house.setting)
    width, bleed = brief.trim.width, brief.bleed
    for block in blocks:
        sheet.place(steps(block, width, house), 0, HEAD)
    sheet.area(-bleed, -bleed, width + 2 * bleed, HEAD + bleed, "night")
    title = house.style("title", "white")
    sheet.line(brief.topic.title, title, mm(5), (HEAD - title.leading) / 2, width - mm(10), sheet.element("H1"))
    return sheet.done(width, 0)


def card_back(brief: Brief, house: House) -> Component:
    """Set the back: words below one another, and the helpline in a band on Sun."""
    sheet = Sheet(brief.topic.id, house.setting)
    width, height = brief.trim.width, brief.trim.height
    measure = width - mm(10)
    top = mm(4.5)
    for component in _back_parts(_side(brief, "back"), measure, house):
        top += sheet.place(component, mm(5), top) + house.pad(1.6)
    if top - house.pad(1.6) > height - FOOT - mm(0.5):
        sheet.oversets.append(Overset(brief.topic.id, 1, "the back of the card"))
    if brief.help:
        helpline_band(sheet, brief, brief.help, house)
    return sheet.done(width, 0)


def _back_parts(blocks: tuple[Block, ...], measure: float, house: House) -> list[Component]:
    """Return the parts of the back: two headed lists stand side by side, other blocks below one another."""
    style = house.style("bar")
    if [block.kind for block in blocks[:4]] == ["heading", "list", "heading", "list"]:
        return [_columns(blocks[:2], blocks[2:4], measure, house), *_back_parts(blocks[4:], measure, house)]
    parts = []
    for block in blocks:
        if block.kind == "steps":
            parts.append(steps(block, measure, house))
        else:
            parts.append(BLOCKS[block.kind](block, measure, house, style))
    return parts


def _columns(first: tuple[Block, ...], second: tuple[Block, ...], measure: float, house: House) -> Component:
    """Set two headed lists side by side, the one that needs it in the wider column."""
    ways = [_two_columns(first, second, share, measure, house) for share in (0.54, 0.46)]
    return min(ways, key=lambda way: way.height)


def _two_columns(
    first: tuple[Block, ...], second: tuple[Block, ...], share: float, measure: float, house: House
) -> Component:
    sheet = Sheet(first[0].id, house.setting)
    gutter = mm(3)
    column = (measure - gutter) * share
    heights = []
    for x, width, blocks in ((0.0, column, first), (column + gutter, measure - column - gutter, second)):
        top = 0.0
        for block in blocks:
            top += sheet.place(BLOCKS[block.kind](block, width, house, house.style("bar")), x, top) + mm(0.6)
        heights.append(top - mm(0.6))
    return sheet.done(measure, max(heights))


def _paragraph(block: Block, measure: float, house: House, style: TextStyle) -> Component:
    sheet = Sheet(block.id, house.setting)
    words = " ".join(part for part in (f"*{block.title}*" if block.title else "", block.text) if part)
    return sheet.done(measure, sheet.paragraph(words, style, 0, 0, measure))


def _heading(block: Block, measure: float, house: House, style: TextStyle) -> Component:
    sheet = Sheet(block.id, house.setting)
    bold = house.style("heading", style.ink)
    return sheet.done(measure, sheet.text(block.text, bold, 0, 0, measure, sheet.element("H2")))


def _bullets(block: Block, measure: float, house: House, style: TextStyle) -> Component:
    sheet = Sheet(block.id, house.setting)
    hang, size = style.size * 1.35, style.size * 0.6
    list_element = sheet.element("L")
    top = 0.0
    for item in block.items:
        sheet.bubble(0, top + (style.leading - size) / 2, size, size, style.ink, size / 2)
        body = sheet.element("LBody", sheet.element("LI", list_element))
        top += sheet.text(item.text, style, hang, top, measure - hang, body)
    return sheet.done(measure, top)


def _side(brief: Brief, side: str) -> tuple[Block, ...]:
    return next((block.items for block in brief.topic.blocks if block.kind == side), ())


def _bar(block: Block, measure: float, house: House, style: TextStyle) -> Component:
    """Set a message beside a bar."""
    sheet = Sheet(block.id, house.setting)
    x = mm(2.5)
    height = sheet.paragraph(f"*{block.title}* {block.text}", style, x, 0, measure - x)
    sheet.area(0, mm(0.3), mm(0.8), height - mm(0.6), "coral")
    return sheet.done(measure, height)


def _message(block: Block, measure: float, house: House, style: TextStyle) -> Component:
    """Set a fixed message beside a bar, or as a line."""
    return (_bar if block.style == "bar" else _paragraph)(block, measure, house, style)


BLOCKS: dict[str, Callable[[Block, float, House, TextStyle], Component]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "list": _bullets,
    "banner": _message,
    "note": _message,
}


def helpline_band(sheet: Sheet, brief: Brief, help_: Help, house: House) -> None:
    """Draw the foot of the back: the helpline on Sun."""
    width, height, bleed = brief.trim.width, brief.trim.height, brief.bleed
    top = height - FOOT
    sheet.area(-bleed, top, width + 2 * bleed, FOOT + bleed, "sun")
    radius = mm(3.75)
    middle = top + FOOT / 2
    sheet.fill(shapes.disc(mm(5) + radius, -middle, radius), "night")
    icon = mm(4.6)
    name = "phone-fill" if help_.lead.number else "globe-simple"
    sheet.art(f"icon-{name}", mm(5) + radius - icon / 2, middle - icon / 2, icon, icon, "sun")
    x = mm(5) + 2 * radius + mm(2.5)
    room = width - mm(5) - x
    words = _number(brief, help_, room, house) if help_.lead.number else _address(brief, help_, room, house)
    sheet.place(words, x, middle - words.height / 2)


def _number(brief: Brief, help_: Help, room: float, house: House) -> Component:
    """Set number and words side by side, or the words below the number where they are long.

    What is known of the helpline gives way to a name that fills the band, then the long note on the call to its short
    form; the booklet says both.
    """
    name, facts = help_.lead.name, help_.lead.facts
    full, short = brief.notes[:1], brief.notes[1:]
    ways = [_beside(full, help_, room, house, role) for role in ("number", "number-long")]
    ways += [_below(full, help_, words, room, house) for words in (" · ".join((name, *facts)), name)]
    ways += [_below(short, help_, name, room, house)]
    ways += [
        _below((), help_, " · ".join((name, *short)), room, house, role) for role in ("number-above", "number-least")
    ]
    chosen = first_that_fits(ways, FOOT - mm(0.6))
    if chosen.height > FOOT - mm(0.6):
        return replace(chosen, oversets=(Overset("helpline", 1, help_.lead.name),))
    return chosen


def _beside(notes: tuple[str, ...], help_: Help, room: float, house: House, role: str) -> Component:
    sheet = Sheet("helpline", house.setting)
    number, small = house.style(role), house.style("small", align="end")
    printed = help_.lead.numbers[0].printed
    wide = set_line(printed, number, house.setting).width
    column = max(room - wide - mm(2), mm(10))
    words = Sheet("helpline", house.setting)
    top = words.paragraph(" · ".join((help_.lead.name, *help_.lead.facts)), small, 0, 0, column)
    for note in notes:
        top += words.paragraph(note, small, 0, top, column)
    height = max(top, number.leading)
    sheet.line(printed, number, 0, (height - number.leading) / 2, wide + 1, sheet.element("P"))
    sheet.place(words.done(column, top), room - column, (height - top) / 2)
    return sheet.done(room, height)


def _below(
    notes: tuple[str, ...], help_: Help, words: str, room: float, house: House, role: str = "number-above"
) -> Component:
    sheet = Sheet("helpline", house.setting)
    number, small = house.style(role), house.style("small-long")
    used = set_line(help_.lead.numbers[0].printed, number, house.setting).width + mm(2)
    column = max(room - used, mm(10))
    remarks = Sheet("helpline", house.setting)
    beside = 0.0
    for note in notes:
        beside += remarks.paragraph(note, house.style("small-long", align="end"), 0, beside, column)
    top = max(number.leading, beside)
    sheet.line(help_.lead.numbers[0].printed, number, 0, (top - number.leading) / 2, room, sheet.element("P"))
    sheet.place(remarks.done(column, beside), room - column, (top - beside) / 2)
    top += sheet.paragraph(words, small, 0, top, room)
    return sheet.done(room, top)


def _address(brief: Brief, help_: Help, room: float, house: House) -> Component:
    sheet = Sheet("helpline", house.setting)
    small, address = house.style("small"), house.style("address")
    top = sheet.paragraph(house.labels["card.address"], small, 0, 0, room)
    top += sheet.paragraph(help_.lead.address, address, 0, top, room)
    return sheet.done(room, top)
