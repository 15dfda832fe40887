"""The poster: a headline on a ground, faces on a horizon, a message, and where to get help."""

from booklet.geometry import Rect, mm
from booklet.manuscript import Block, Help
from booklet.text.compose import set_line
from booklet.typeset import help, shapes
from booklet.typeset.brief import Brief
from booklet.typeset.house import House
from booklet.typeset.placed import ArtAt, Clipped, Component, Fill, Overset
from booklet.typeset.sheet import Sheet
from booklet.typeset.story import BUST_RATIO

HORIZON = mm(252)
STRIP = mm(348)
WIDTHS = (mm(78), mm(78), mm(96), mm(78), mm(78))
TILE_INKS = ("mint", "lilac", "sun")


def poster(brief: Brief, house: House) -> Component:
    """Set a poster; its first block is the message, the others are ways to get help."""
    sheet = Sheet(brief.topic.id, house.setting)
    width, height, bleed = brief.trim.width, brief.trim.height, brief.bleed
    margin = brief.margins.outer
    sheet.area(-bleed, -bleed, width + 2 * bleed, height + 2 * bleed, "oat")
    area = Rect(-bleed, -HORIZON, width + 2 * bleed, HORIZON + bleed)
    sheet.fill(shapes.rectangle(area), house.section.ink)
    title = house.style("title", house.on(house.section.ink).title)
    top = mm(24) + sheet.text(brief.topic.title, title, margin, mm(24), width - 2 * margin, sheet.element("H1"))
    if top > HORIZON - WIDTHS[2] * BUST_RATIO:
        sheet.oversets.append(Overset(brief.topic.id, 1, brief.topic.title))
    _faces(sheet, brief.plan.cast, area, width)
    sheet.rule(-bleed, HORIZON, width + 2 * bleed, "night", 1.6 * mm(1))
    _message(sheet, brief, house)
    if brief.help:
        _strip(sheet, brief, brief.help, house)
    return sheet.done(width, 0)


def _faces(sheet: Sheet, cast: tuple[str, ...], area: Rect, width: float) -> None:
    """Draw the sun and five busts that overlap a little; all look towards the middle."""
    sun = Fill(shapes.disc(width / 2, -HORIZON, mm(126)), "sun")
    sheet.items.append(Clipped(shapes.rectangle(area), (sun,)))
    step = (width - WIDTHS[0] * 0.82) / max(1, len(cast) - 1)
    order = sorted(range(len(cast)), key=lambda number: -abs(number - (len(cast) - 1) / 2))
    for number in order:
        wide = WIDTHS[number % len(WIDTHS)]
        middle = WIDTHS[0] * 0.41 + number * step
        box = Rect(middle - wide / 2, -HORIZON, wide, wide * BUST_RATIO)
        name = f"cast-{cast[number].replace(' ', '-')}"
        flip = number > (len(cast) - 1) / 2
        sheet.clipped_art(shapes.rectangle(area), ArtAt(name, box, "night", flip))


def _message(sheet: Sheet, brief: Brief, house: House) -> None:
    margin, measure = brief.margins.outer, brief.trim.width - 2 * brief.margins.outer
    message, *ways = brief.topic.blocks
    top = mm(262)
    top += sheet.paragraph(message.text, house.style("lead"), margin, top, measure)
    x, top = margin, max(top + mm(8), mm(303))
    for number, way in enumerate(ways):
        is_last = number == len(ways) - 1
        room = margin + measure - x if is_last else _natural_width(way, house)
        sheet.place(_way(way, room, house, TILE_INKS[number % len(TILE_INKS)]), x, top)
        x += room + mm(14)


def _natural_width(way: Block, house: House) -> float:
    """Return the width of a way to get help whose words stand on one line."""
    return mm(37) + set_line(way.title, house.style("heading"), house.setting).width


def _way(way: Block, measure: float, house: House, ink: str) -> Component:
    sheet = Sheet(way.id, house.setting)
    tile, icon = mm(30), mm(18)
    sheet.bubble(0, 0, tile, tile, ink, tile / 2)
    sheet.art(f"icon-{way.icon}", (tile - icon) / 2, (tile - icon) / 2, icon, icon)
    x = tile + mm(6)
    text = Sheet(way.id, house.setting)
    height = text.text(way.title, house.style("heading"), 0, 0, measure - x, text.element("P"))
    sheet.place(text.done(measure - x, height), x, (tile - height) / 2)
    return sheet.done(measure, tile)


def _strip(sheet: Sheet, brief: Brief, help_: Help, house: House) -> None:
    """Draw the foot: the helpline large, danger, QR code, what is known of the numbers."""
    width, height, bleed, margin = brief.trim.width, brief.trim.height, brief.bleed, brief.margins.outer
    sheet.area(-bleed, STRIP, width + 2 * bleed, height - STRIP + bleed, "night")
    tile = mm(54)
    code_x = width - margin - tile
    if help.target(help_.lead):
        sheet.place(help.code(help_.lead, tile, house), code_x, STRIP + (height - STRIP - tile) / 2)
    room = code_x - margin - mm(8)
    words = _number(help_, room, house) if help_.lead.number else _address(help_, room, house)
    sheet.place(words, margin, STRIP + mm(6))
    _danger(sheet, brief, help_, code_x - mm(8), house)


def _number(help_: Help, room: float, house: House) -> Component:
    sheet = Sheet("helpline", house.setting)
    lead = help_.lead
    top = sheet.paragraph(lead.name, house.style("strip-name"), 0, 0, room)
    for number in lead.numbers[:1]:
        style = house.style("number-hero")
        if set_line(number.printed, style, house.setting).width > room * 0.6:
            style = house.style("number-long")
        sheet.line(number.printed, style, 0, top, room, sheet.element("P"))
        top += style.leading
    facts = help.sentence(lead.facts)
    top += sheet.paragraph(facts, house.style("strip-line"), 0, top, room) if facts else 0.0
    return sheet.done(room, top)


def _address(help_: Help, room: float, house: House) -> Component:
    sheet = Sheet("helpline", house.setting)
    top = sheet.paragraph(house.labels["card.address"], house.style("address-hero"), 0, 0, room)
    top += mm(1)
    top += sheet.paragraph(help_.lead.address, house.style("strip-name"), 0, top, room)
    top += sheet.paragraph(
        house.labels["danger"] + " " + house.labels["danger.local"], house.style("strip-line"), 0, top + mm(3), room
    )
    return sheet.done(room, top)


def _danger(sheet: Sheet, brief: Brief, help_: Help, edge: float, house: House) -> None:
    numbers = help_.emergency.numbers if help_.emergency else ()
    fine = house.style("fine", align="end")
    for note in brief.notes:
        sheet.line(note, fine, edge - mm(90), mm(405.5), mm(90), sheet.element("P"))
    if not numbers:
        return
    room = mm(64)
    top = STRIP + mm(6)
    top += sheet.paragraph(house.labels["danger"], house.style("danger", align="end"), edge - room, top, room)
    shown = numbers if numbers[0].service else numbers[:1]
    number = house.style("number-danger" if len(shown) == 1 else "number-several", align="end")
    for item in shown:
        words = f"{house.labels[f'service.{item.service}']} " if item.service else ""
        style = house.style("danger-service", align="end")
        wide = sheet.line(item.printed, number, edge - room, top, room, sheet.element("P"))
        if words:
            sheet.line(
                words,
                style,
                edge - room,
                top + (number.leading - style.leading) / 2,
                room - wide - mm(2),
                sheet.element("P"),
            )
        top += number.leading
