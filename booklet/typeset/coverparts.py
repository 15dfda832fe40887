"""What covers have, drawn or not: the foot of the front, and the last words and small lines of the back."""

from booklet.geometry import Size, mm
from booklet.look.brand import LOGO_ROOM
from booklet.text.compose import compose
from booklet.typeset.board import DOT, Board
from booklet.typeset.boxes import paragraph
from booklet.typeset.branding import logo
from booklet.typeset.brief import Brief
from booklet.typeset.house import House
from booklet.typeset.partners import EDGE, set_logos
from booklet.typeset.placed import Component, Overset
from booklet.words.manuscript import Block

COVER_FOOT = mm(21)
"""How tall the foot of the front cover is, below its picture."""

PILL, PILL_PAD = mm(9), mm(4.5)
"""How tall the bubble with the age band is, and the space beside its words."""

BESIDE_PILL, BESIDE_LOGO = mm(6), mm(3)

MOST_ROWS = 2.5
"""How high all logos of a back cover are together at most, in heights of one: two rows, and what is free between."""


def foot_of_cover(board: Board, brief: Brief, house: House, ground: str, pill: str, x: float = mm(14)) -> None:
    """Draw the foot: age band, language, place and logo, on the accent colour of the partner if it has one."""
    band, language = brief.notes
    if brief.brand.accent:
        ground = brief.brand.accent
        width, height, bleed = brief.trim.width, brief.trim.height, brief.bleed
        board.area(-bleed, height - COVER_FOOT, width + 2 * bleed, COVER_FOOT + bleed, ground)
    style = house.style("strong", house.on(pill).text)
    words = Board("cover", house.setting)
    width = words.line(band, style, PILL_PAD, (PILL - style.leading) / 2, mm(60), words.element("P"))
    middle = brief.trim.height - COVER_FOOT / 2
    board.bubble(x, middle - PILL / 2, width + 2 * PILL_PAD, PILL, pill, PILL / 2)
    board.place(words.finish(width + 2 * PILL_PAD, PILL), x, middle - PILL / 2)
    place = DOT.join(part for part in (language, brief.place_name) if part)
    line = house.style("strong", house.on(ground).text)
    plate = logo(brief.brand, house)
    board.place(plate, brief.trim.width - mm(14) - plate.width, middle - plate.height / 2)
    start = x + width + 2 * PILL_PAD + BESIDE_PILL
    room = brief.trim.width - start - mm(14) - (plate.width + BESIDE_LOGO if plate.width else 0)
    rows, most = len(compose(place, line, room, house.setting)), 3 if plate.width else 2
    if rows > most:
        board.oversets.append(Overset(brief.topic.id, rows - most, place))
    board.text(place, line, start, middle - rows * line.leading / 2, room, board.element("P"))


def logos_of(brief: Brief, house: House, measure: float, height: float = 0.0) -> Component:
    """Set the logos at the head of a back cover: those of all partners, as high together as is said, or the one."""
    if brief.partners and brief.partners.logos:
        room = Size(measure - 2 * EDGE, height or LOGO_ROOM.height * MOST_ROWS)
        return set_logos(brief.partners, room, LOGO_ROOM.height, house, has_plate=True)
    return logo(brief.brand, house)


def set_thanks(brief: Brief, blocks: list[Block], house: House, measure: float) -> Component:
    """Set the title of a back cover as words among words, and its last words below it."""
    board = Board(brief.topic.id, house.setting)
    top = board.paragraph(brief.topic.title, house.style("strong"), 0, 0, measure)
    for block in blocks:
        top += board.place(paragraph(block, measure, house, "oat"), 0, top)
    return board.finish(measure, top)


def publisher_lines(brief: Brief, house: House, measure: float) -> Component:
    """Set the small lines of the back cover: who adapted it, the licence, and when numbers were checked."""
    board = Board(brief.topic.id, house.setting)
    top = 0.0
    for note in brief.notes:
        top += board.paragraph(note, house.style("publisher"), 0, top, measure)
    return board.finish(measure, top)
