"""The leaflet for families: a cover that names no topic, panels with a head in colour, a back with the helpline."""

from booklet.geometry import Rect, add_lengths, mm
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.branding import logo
from booklet.typeset.brief import Brief
from booklet.typeset.busts import BUST_RATIO, bust
from booklet.typeset.coverparts import publisher_lines
from booklet.typeset.flow import Column, fill_column
from booklet.typeset.foot import strip_top
from booklet.typeset.house import House
from booklet.typeset.placed import Component, Fill, Overset
from booklet.words.manuscript import Block

STARTS = "banner"
"""The style of the headings that begin a panel."""

PANELS = 5
"""How many panels have a heading; the cover has the title."""

COVER_TOP, COVER_SIDE = mm(22), mm(14)

GROUND = mm(44)
"""How tall the foot of the cover is, below its horizon."""

HORIZON = mm(0.7)

FACE = mm(62)
"""How wide a face on the cover is."""

HEAD = mm(46)
"""How tall the head of a panel is at least: those inside are equally tall while their titles have two lines."""

AIR = mm(7)

LEAST_FACE = mm(34)
"""How wide a face at the foot of a panel is at least; where words leave less there is none."""

BUBBLES = ("mint", "oat", "lilac")
"""The inks of sentences to say, in turn."""

STRIPPED = frozenset({2, 4})
"""The panels with the help strip: the middle one inside, which names suicide, and the flap."""

BACK_CARD = mm(48)
"""How tall the card with the helpline is on the back."""

BACK_FOOT = mm(8)


def panels_of(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], ...]:
    """Return the blocks of each panel, the cover first; each of the others begins with its heading."""
    starts = [place for place, block in enumerate(blocks) if block.kind == "heading" and block.style == STARTS]
    ends = [*starts, len(blocks)]
    return tuple(blocks[start:end] for start, end in zip([0, *starts], ends, strict=True))


def leaflet_cover(brief: Brief, house: House) -> Component:
    """Set the cover: title and a line, and below them the people at home before a sun."""
    board = Board(brief.topic.id, house.setting)
    ground = house.section.ink
    board.ground(brief.trim, brief.bleed, ground)
    lead, *rest = panels_of(brief.topic.blocks)[0]
    measure, inks = brief.trim.width - 2 * COVER_SIDE, house.on(ground)
    styles = house.list_smaller("cover-title", inks.title)
    top = COVER_TOP
    top += board.title(brief.topic.title, styles, COVER_SIDE, top, measure, phrases=brief.topic.phrases) + mm(5)
    top += board.paragraph(lead.text, house.style("cover-line", inks.text), COVER_SIDE, top, measure)
    horizon = brief.trim.height - GROUND
    _draw_home(board, brief, horizon)
    if top > horizon - FACE * BUST_RATIO:
        board.oversets.append(Overset(brief.topic.id, 1, brief.topic.title))
    _set_foot(board, brief, rest, horizon, house)
    return board.finish(brief.trim.width, horizon)


def _draw_home(board: Board, brief: Brief, horizon: float) -> None:
    """Draw the faces side by side before the sun, and the ground in front of them."""
    width, bleed = brief.trim.width, brief.bleed
    area = shapes.rectangle(Rect(-bleed, -horizon, width + 2 * bleed, horizon + bleed))
    board.clip_item(area, Fill(shapes.disc(width / 2, -horizon, 0.42 * width), "sun"))
    x = (width - len(brief.cast) * FACE) / 2
    for number, name in enumerate(brief.cast):
        board.clip_item(area, bust(name, x + number * FACE, -horizon, FACE, flip=number > 0))
    board.area(-bleed, horizon, width + 2 * bleed, brief.trim.height - horizon + bleed, "oat")
    board.rule(-bleed, horizon, width + 2 * bleed, "night", HORIZON)


def _set_foot(board: Board, brief: Brief, rest: list[Block], horizon: float, house: House) -> None:
    """Set whom it is for at the foot of the cover, and the logo of whoever adapted it."""
    top, measure = horizon + mm(7), brief.trim.width - 2 * COVER_SIDE
    plate = logo(brief.brand, house)
    for block in rest:
        top += board.paragraph(block.text, house.style("strong"), COVER_SIDE, top, measure)
    board.place(plate, brief.trim.width - COVER_SIDE - plate.width, horizon + mm(5))


def leaflet_panel(brief: Brief, house: House) -> Component:
    """Set a panel: its title on a ground in colour, its words below, and on some the way to help."""
    board = Board(brief.topic.id, house.setting)
    heading, *words = panels_of(brief.topic.blocks)[brief.number]
    top = _set_head(board, brief, heading, house) + house.pad(7.5)
    room = strip_top(brief) - mm(4) - top
    if [block.kind for block in words] == ["list"] and not words[0].style:
        told = _set_sentences(words[0], brief.measure, house, room)
    else:
        least = LEAST_FACE * BUST_RATIO if brief.cast else 0.0
        told = fill_column(tuple(words), Column(brief, brief.measure, "white"), house, room - least)
    top += board.place(told, brief.start, top)
    if brief.number in STRIPPED:
        board.form("strip", brief.start, strip_top(brief), "Link")
    _draw_face(board, brief, top)
    return board.finish(brief.trim.width, top)


def _set_sentences(block: Block, measure: float, house: House, room: float) -> Component:
    """Set sentences to say, each in a bubble, as far from one another as the room allows."""
    board, style, items = Board(block.id, house.setting), house.style("speech"), Board("item", house.setting)
    pad, inner = house.pad(4.5), measure - 2 * house.pad(5.5)
    heights = [items.text(item.text, style, 0, 0, inner) + 2 * pad for item in block.items]
    free = (room - add_lengths(heights)) / max(1, len(heights) - 1)
    top, gap, all_of_them = 0.0, max(mm(2.5), min(mm(9), free)), board.element("L")
    for number, (item, height) in enumerate(zip(block.items, heights, strict=True)):
        tail = "bottom-end" if number % 2 else "bottom-start"
        board.bubble(0, top, measure, height, BUBBLES[number % len(BUBBLES)], mm(6), tail)
        body = board.element("LBody", board.element("LI", all_of_them))
        board.text(item.text, style, (measure - inner) / 2, top + pad, inner, body)
        top += height + gap
    return board.finish(measure, top - gap)


def _draw_face(board: Board, brief: Brief, below: float) -> None:
    """Draw a face before the sun at the end side of the foot, as large as the words above leave room for."""
    width, height, bleed = brief.trim.width, brief.trim.height, brief.bleed
    wide = min(FACE, (height - below - mm(9)) / BUST_RATIO)
    if not brief.cast or wide < LEAST_FACE:
        return
    area = shapes.rectangle(Rect(-bleed, -height - bleed, width + 2 * bleed, height + 2 * bleed))
    x = width - mm(12) - wide
    board.clip_item(area, Fill(shapes.disc(x + wide / 2, -height, 0.62 * wide), "sun"))
    board.clip_item(area, bust(brief.cast[0], x, -height - bleed, wide, flip=True))


def _set_head(board: Board, brief: Brief, heading: Block, house: House) -> float:
    """Set the title of a panel on its ground, below a sun that rises there, and return where the ground ends."""
    ground, width, bleed = house.section.ink, brief.trim.width, brief.bleed
    title = Board(heading.id, house.setting)
    style = house.style("opener-title", house.on(ground).title)
    tall = title.text(heading.text, style, 0, 0, brief.measure, title.element("H2"))
    foot = max(HEAD, brief.margins.top + tall + AIR)
    area = Rect(-bleed, -foot, width + 2 * bleed, foot + bleed)
    board.fill(shapes.rectangle(area), ground)
    board.rule(-bleed, foot, width + 2 * bleed, "night", HORIZON)
    board.place(title.finish(brief.measure, tall), brief.start, foot - AIR - tall)
    return foot


def leaflet_back(brief: Brief, house: House) -> Component:
    """Set the back: words for whoever reads this, the helpline on its card, and what the edition says of itself."""
    board = Board(brief.topic.id, house.setting)
    heading, *words = panels_of(brief.topic.blocks)[-1]
    board.ground(brief.trim, brief.bleed, "oat")
    measure, x = brief.measure, brief.start
    title = house.style("opener-title", house.on("oat").title)
    top = mm(22)
    top += board.text(heading.text, title, x, top, measure, board.element("H2")) + house.pad(6)
    small = publisher_lines(brief, house, measure)
    foot = brief.trim.height - BACK_FOOT - small.height
    card = foot - BACK_CARD - mm(5)
    column = Column(brief, measure, "oat")
    top += board.place(fill_column(tuple(words), column, house, card - mm(8) - top), x, top)
    if top > card - mm(3):
        board.oversets.append(Overset(brief.topic.id, 1, heading.text))
    board.form("card-back", x, card, "Sect")
    board.place(small, x, foot)
    return board.finish(brief.trim.width, foot)
