"""The tip card: front and back in wallet size."""

from booklet.geometry import mm
from booklet.manuscript import Block, Help
from booklet.text.compose import set_line
from booklet.typeset import shapes
from booklet.typeset.brief import Brief
from booklet.typeset.house import House
from booklet.typeset.placed import Component, Overset
from booklet.typeset.sheet import Sheet
from booklet.typeset.steps import steps

HEAD = mm(13)
FOOT = mm(13)


def card_front(brief: Brief, house: House) -> Component:
    """Set the front: a title on Night over six tiles."""
    sheet = Sheet(brief.topic.id, house.setting)
    width, bleed = brief.trim.width, brief.bleed
    for block in _side(brief, "front"):
        sheet.place(steps(block, width, house), 0, HEAD)
    sheet.area(-bleed, -bleed, width + 2 * bleed, HEAD + bleed, "night")
    title = house.style("title")
    sheet.line(brief.topic.title, title, mm(5), (HEAD - title.leading) / 2, width - mm(10), sheet.element("H1"))
    return sheet.done(width, 0)


def card_back(brief: Brief, house: House) -> Component:
    """Set the back: the steps in a line each, what matters first, and the helpline in a band on Sun."""
    sheet = Sheet(brief.topic.id, house.setting)
    width, height = brief.trim.width, brief.trim.height
    measure = width - mm(10)
    top = mm(4.5)
    for block in _side(brief, "back"):
        component = steps(block, measure, house) if block.kind == "steps" else _bar(block, measure, house)
        top += sheet.place(component, mm(5), top) + mm(2)
    limit = height - FOOT
    if top - mm(2) > limit - mm(0.5):
        sheet.oversets.append(Overset(brief.topic.id, 1, "the back of the card"))
    if brief.help:
        _band(sheet, brief, brief.help, house)
    return sheet.done(width, 0)


def _side(brief: Brief, side: str) -> tuple[Block, ...]:
    return next((block.items for block in brief.topic.blocks if block.kind == side), ())


def _bar(block: Block, measure: float, house: House) -> Component:
    """Set a message beside a bar."""
    sheet = Sheet(block.id, house.setting)
    x = mm(2.5)
    height = sheet.paragraph(f"*{block.title}* {block.text}", house.style("bar"), x, 0, measure - x)
    sheet.area(0, mm(0.3), mm(0.8), height - mm(0.6), "coral")
    return sheet.done(measure, height)


def _band(sheet: Sheet, brief: Brief, help_: Help, house: House) -> None:
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
    sheet = Sheet("helpline", house.setting)
    number = house.style("number")
    small = house.style("small", align="end")
    printed = help_.lead.numbers[0].printed
    wide = set_line(printed, number, house.setting).width
    if wide > room * 0.4:
        number = house.style("number-long")
        wide = set_line(printed, number, house.setting).width
    words = Sheet("helpline", house.setting)
    column = room - wide - mm(2)
    top = words.paragraph(" · ".join((help_.lead.name, *help_.lead.facts)), small, 0, 0, column)
    for note in brief.notes:
        top += words.paragraph(note, small, 0, top, column)
    if top > FOOT - mm(1):
        sheet.oversets.append(Overset("helpline", 1, help_.lead.name))
    height = max(top, number.leading)
    sheet.line(printed, number, 0, (height - number.leading) / 2, wide + 1, sheet.element("P"))
    sheet.place(words.done(column, top), room - column, (height - top) / 2)
    return sheet.done(room, height)


def _address(brief: Brief, help_: Help, room: float, house: House) -> Component:
    sheet = Sheet("helpline", house.setting)
    small, address = house.style("small"), house.style("address")
    top = sheet.paragraph(house.labels["card.address"], small, 0, 0, room)
    top += sheet.paragraph(help_.lead.address, address, 0, top, room)
    return sheet.done(room, top)
