"""What partners ask to be printed: their logos in rows of one height, a funder's sentences, an empty box for a stamp.

Nothing here is larger than its room: what does not fit is an overset that says by how many millimetres of paper.
"""

from collections.abc import Callable, Iterator
from math import ceil

from booklet.errors import Where
from booklet.geometry import Rect, Size, add_lengths, mm
from booklet.look.brand import NOBODY
from booklet.look.partners import PartnerLogo, Partners
from booklet.text.itemise import TextStyle
from booklet.text.markup import escape_markup, isolate
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.brief import Brief
from booklet.typeset.house import House
from booklet.typeset.placed import ArtAt, Component, Overset
from booklet.values import replace

PARTNERS = "partners"
"""The block of an overset that is a logo, a funder's sentence or a box for a stamp."""

STAMP_LEFT_OUT = "stamp"
"""The block of an overset that is a box for which a page has no room, and which it does without."""

SMALLEST = mm(5)
"""The height of a logo at least, on paper."""

CLEAR = 0.5
"""What is free between logos, as a share of the height of their row; a row below keeps it, too."""

USUAL = mm(10.5)
"""The height of logos on covers and sheets of the size of A5, where there is room."""

SHARE, BAND_SHARE = 0.03, 0.2
"""The height of logos on a poster, and of the band that they stand in, as a share of the poster's height; at most."""

AIR, FOOT, FOOT_LEAST = 0.14, 0.22, mm(4.3)
"""What is free above and below what stands in that band, as shares of the poster's margin.

Printers of offices leave the least free.
"""

EDGE, CORNER = mm(2), mm(2)
"""What the white plate below logos is larger than they are, and its corners."""

LEAST_LINE = 16
"""How wide sentences beside logos are at least, in sizes of their type."""

BETWEEN = mm(2)
"""What is between logos, sentences and the box for a stamp."""

STEPS = 24
"""Steps in which a row of logos becomes smaller, from its usual height to its least."""

LINE = mm(0.25)
"""The weight of the outline of a box for a stamp."""

LABEL = 0.6
"""The share of the height of a box for a stamp that its label takes at most: a stamp may lie over it."""


def report_partners(over: float, house: House, about: str, where: Where | None) -> Overset:
    """Return that something is too large for its room, by how many millimetres of paper."""
    return Overset(PARTNERS, max(1, ceil(over * house.scale / mm(1) - 0.05)), about, where)


def set_logos(partners: Partners, room: Size, usual: float, house: House, *, has_plate: bool = False) -> Component:
    """Set logos in one row or two, in the order of reading, all of one height unless an owner asks for another.

    They are as large as the room allows, and `usual` at most; the room is that of the logos, without the plate.
    """
    board = Board(PARTNERS, house.setting)
    if not partners.logos:
        return board.finish(0, 0)
    rows, height = _arrange(partners.logos, room, usual, house)
    width, tall = max(_width(row, height, house) for row in rows), _height(rows, height, house)
    over = max(width - room.width, tall - room.height)
    if over > 0.5:
        about = ", ".join(logo.name for logo in partners.logos)
        board.oversets.append(report_partners(over, house, about, partners.where))
    edge = EDGE if has_plate else 0.0
    if has_plate:
        plate = Rect(0, -tall - 2 * edge, width + 2 * edge, tall + 2 * edge)
        board.fill(shapes.rounded_rectangle(plate, (CORNER,) * 4), "white")
    top = edge
    for row in rows:
        deep = _row_height(row, height, house)
        x = edge
        for logo in row:
            size = _size(logo, height, house)
            box = Rect(x, -top - (deep + size.height) / 2, size.width, size.height)
            board.figure(box, (ArtAt(logo.file, box, "black"),), escape_markup(logo.name))
            x += size.width + CLEAR * height
        top += deep + CLEAR * height
    return board.finish(width + 2 * edge, tall + 2 * edge)


_Rows = tuple[tuple[PartnerLogo, ...], ...]


def _arrange(logos: tuple[PartnerLogo, ...], room: Size, usual: float, house: House) -> tuple[_Rows, float]:
    """Return rows of logos and the height of those that ask for none: one row if they fit, else two, as high as can be.

    If they fit in no way, they have their least height, in two rows if they are too wide for one.
    """
    least = max((logo.least_height for logo in logos if not logo.height), default=0.0) / house.scale
    least = max(least, SMALLEST / house.scale)
    most = max(usual, least)
    heights = [most - (most - least) * step / STEPS for step in range(STEPS + 1)]
    splits = sorted(_list_splits(logos), key=lambda rows: max(_width(row, least, house) for row in rows))
    ways: tuple[_Rows, ...] = ((logos,), *splits)
    for rows in ways:
        for height in heights:
            widest = max(_width(row, height, house) for row in rows)
            if widest <= room.width + 0.1 and _height(rows, height, house) <= room.height + 0.1:
                return rows, height
    is_narrow = _width(logos, least, house) <= room.width + 0.1 or not splits
    return ((logos,) if is_narrow else splits[0]), least


def _list_splits(logos: tuple[PartnerLogo, ...]) -> Iterator[_Rows]:
    yield from ((logos[:place], logos[place:]) for place in range(1, len(logos)))


def _size(logo: PartnerLogo, height: float, house: House) -> Size:
    own = logo.height / house.scale or height
    return Size(own * logo.ratio, own)


def _width(row: tuple[PartnerLogo, ...], height: float, house: House) -> float:
    return add_lengths(_size(logo, height, house).width for logo in row) + (len(row) - 1) * CLEAR * height


def _row_height(row: tuple[PartnerLogo, ...], height: float, house: House) -> float:
    return max(_size(logo, height, house).height for logo in row)


def _height(rows: _Rows, height: float, house: House) -> float:
    return add_lengths(_row_height(row, height, house) for row in rows) + (len(rows) - 1) * CLEAR * height


def _style(house: House) -> TextStyle:
    """Return the type of sentences and of the label of a stamp: that of the small lines of its product."""
    return house.style("publisher" if house.product == "booklet" else "fine", "black")


def set_stamp(partners: Partners, house: House) -> Component:
    """Set the empty box for a stamp or a sticker, as large on paper as was asked, with its label at the foot."""
    board = Board(PARTNERS, house.setting)
    if partners.stamp is None:
        return board.finish(0, 0)
    width, height = (side / house.scale for side in partners.stamp)
    path = shapes.rounded_rectangle(Rect(0, -height, width, height), (CORNER,) * 4)
    board.fill(path, "white")
    board.stroke(path, "night", LINE)
    words, inner = house.labels["stamp"], width - 2 * EDGE
    label = Board(PARTNERS, house.setting)
    tall = label.paragraph(words, _style(house), 0, 0, inner)
    if label.oversets or tall > LABEL * height:
        board.oversets.append(report_partners(tall - LABEL * height, house, words, partners.where))
    board.place(replace(label.finish(inner, tall), oversets=()), EDGE, height - tall - EDGE / 2)
    return board.finish(width, height)


def set_panel(partners: Partners, measure: float, most: float, usual: float, house: House) -> Component:
    """Set logos, sentences beside or below them, and the box for a stamp at the end, in the middle of its height."""
    board = Board(PARTNERS, house.setting)
    stamp = set_stamp(partners, house)
    room = measure - (stamp.width + BETWEEN if stamp.width else 0.0)
    ways = (_set_beside(partners, room, most, usual, house), _set_below(partners, room, most, usual, house))
    said = min(ways, key=lambda way: (bool(way.oversets), way.height))
    tall = max(said.height, stamp.height)
    board.place(said, 0, (tall - said.height) / 2)
    board.place(stamp, measure - stamp.width, (tall - stamp.height) / 2)
    over = tall - most if not said.oversets else 0.0
    if over > 0.5 or room <= 0:
        board.oversets.append(report_partners(max(over, -room), house, _say_what(partners), partners.where))
    return board.finish(measure, tall)


def _set_beside(partners: Partners, measure: float, most: float, usual: float, house: House) -> Component:
    """Set sentences at the end of the logos, if there is room for lines that can be read; else below them."""
    board = Board(PARTNERS, house.setting)
    logos = set_logos(partners, Size(measure, most), usual, house)
    x = logos.width + 2 * BETWEEN
    if not (partners.logos and partners.lines) or measure - x < LEAST_LINE * _style(house).size:
        return _set_below(partners, measure, most, usual, house)
    words = _set_lines(partners, measure - x, house)
    tall = max(logos.height, words.height)
    board.place(logos, 0, (tall - logos.height) / 2)
    board.place(words, x, (tall - words.height) / 2)
    return board.finish(measure, tall)


def _set_below(partners: Partners, measure: float, most: float, usual: float, house: House) -> Component:
    board = Board(PARTNERS, house.setting)
    words = _set_lines(partners, measure, house)
    gap = BETWEEN if partners.logos and words.height else 0.0
    logos = set_logos(partners, Size(measure, most - words.height - gap), usual, house)
    board.place(logos, 0, 0)
    board.place(words, 0, logos.height + gap)
    return board.finish(measure, logos.height + gap + words.height)


def _say_what(partners: Partners) -> str:
    names = (logo.name for logo in partners.logos)
    return ", ".join((*names, *partners.lines[:1])) or "stamp"


def _set_lines(partners: Partners, measure: float, house: House) -> Component:
    board, top = Board(PARTNERS, house.setting), 0.0
    for line in partners.lines:
        top += board.paragraph(isolate(line), _style(house), 0, top, max(measure, 1.0))
    return board.finish(measure, top)


Set = Callable[[Brief, House], Component]


def above_partners(master: Set) -> Set:
    """Return a master of posters whose pages end in a white band for partners, if they have any, and are less high."""

    def page(brief: Brief, house: House) -> Component:
        if brief.partners is None:
            return master(brief, house)
        partners, upper = _name_partner(brief, brief.partners, house)
        width, height, bleed, margin = brief.trim.width, brief.trim.height, brief.bleed, brief.margins.outer
        air, foot = AIR * margin, max(FOOT * margin, FOOT_LEAST / house.scale)
        most = BAND_SHARE * height - air - foot
        panel = set_panel(partners, width - 2 * margin, most, SHARE * height, house)
        deep = panel.height + air + foot
        slot = replace(upper.slot, top=upper.slot.top - deep) if upper.slot else None
        board = Board(brief.topic.id, house.setting)
        board.begin(master(replace(upper, partners=None, trim=Size(width, height - deep), slot=slot), house))
        board.area(-bleed, height - deep, width + 2 * bleed, deep + bleed, "white")
        board.place(panel, margin, height - deep + air)
        return board.finish(width, 0)

    return page


def _name_partner(brief: Brief, partners: Partners, house: House) -> tuple[Partners, Brief]:
    """Return what stands in the band, and the poster above it.

    Whose edition it is stands in the band, too, and the strip has no room for that; the helpline keeps its own.
    """
    brand, slot = brief.brand, brief.slot
    if brand.is_recipient or slot is None:
        return partners, brief
    name = brand.short or brand.name
    said = (house.labels["publisher.adapted"].replace("{name}", name),) if name else ()
    less = slot.height if brief.plan.master == "poster" else 0.0
    margins = replace(brief.margins, foot=brief.margins.foot - less)
    upper = replace(brief, brand=NOBODY, margins=margins, slot=None, strip_less=less)
    return partners._replace(lines=(*said, *partners.lines)), upper


def above_foot(master: Set, foot: float) -> Set:
    """Return a master of lists that print partners below their last row and above their foot, if they have any.

    Rows come first: logos get smaller before they do, and where a stamp has no room the page goes without its box.
    """

    def page(brief: Brief, house: House) -> Component:
        rows, partners = master(brief, house), brief.partners
        if partners is None:
            return rows
        end = brief.trim.height - foot
        panel = _fit_panel(partners, Size(brief.measure, end - rows.height - BETWEEN), house)
        board = Board(brief.topic.id, house.setting)
        board.begin(rows)
        board.place(panel, brief.start, end - panel.height)
        return board.finish(brief.trim.width, rows.height)

    return page


def _fit_panel(partners: Partners, room: Size, house: House) -> Component:
    """Set partners in a room; what has none is content of the page, which gives way for it."""
    panel = set_panel(partners, *room, USUAL, house)
    if panel.oversets and partners.stamp:
        without = set_panel(partners._replace(stamp=None), *room, USUAL, house)
        lacking = replace(panel.oversets[0], block=STAMP_LEFT_OUT)
        panel = replace(without, oversets=(*without.oversets, lacking))
    told = (one if one.block == STAMP_LEFT_OUT else replace(one, where=None) for one in panel.oversets)
    return replace(panel, oversets=tuple(told))
