"""Whose edition it is: logo and name of a partner on covers, posters and cards."""

from collections.abc import Iterable, Iterator
from math import ceil

from booklet.errors import Finding, Severity, Where
from booklet.geometry import Rect, Size, mm
from booklet.look.brand import LOGO, LOGO_ROOM, Brand, fit_logo
from booklet.text.compose import compose
from booklet.text.itemise import TextStyle
from booklet.text.markup import escape_markup, isolate
from booklet.typeset import shapes
from booklet.typeset.board import DOT, Board
from booklet.typeset.brief import Brief
from booklet.typeset.house import House
from booklet.typeset.placed import HOLDERS, ArtAt, Component, Item, Overset

EDGE = mm(2)

RECIPIENT = "recipient"
"""The block of an overset that is the name of a recipient."""

DPI = 300
"""Pixels an inch that a press wants of a picture."""


def logo(brand: Brand, house: House, room: Size = LOGO_ROOM, edge: float = EDGE) -> Component:
    """Draw a partner's logo on a white plate, so that it shows on every ground; without a logo, draw nothing.

    `room` is the logo's; the plate is larger by `edge` on every side.
    """
    board = Board("logo", house.setting)
    if brand.logo is None:
        return board.finish(0, 0)
    size = fit_logo(brand.logo, room)
    width, height = size.width + 2 * edge, size.height + 2 * edge
    board.fill(shapes.rounded_rectangle(Rect(0, -height, width, height), (edge, edge, edge, edge)), "white")
    drawing = ArtAt(LOGO, Rect(edge, edge - height, size.width, size.height), "black")
    if brand.name:
        board.figure(drawing.box, (drawing,), brand.name)
    else:
        board.items.append(drawing)
    return board.finish(width, height)


def brand_line(board: Board, brief: Brief, house: House, ground: str, used: float = 0.0) -> None:
    """Set who adapted a poster or card where its layout has room: logo and name, or the logo alone.

    What has no room is reported. `used` is how far down the content of the page reaches.
    """
    brand, slot = brief.brand, brief.slot
    if slot is None and brand.is_recipient:
        board.oversets.append(Overset(RECIPIENT, 0, brand.name, brand.where))
    if slot is None or not (brand.name or brand.logo):
        return
    edge = slot.height / 8
    plate = logo(brand, house, Size(slot.width - 2 * edge, slot.height - 2 * edge), edge)
    x = plate.width + (slot.height / 3 if plate.width else 0.0)
    style = house.style("brand", house.on(ground).text)
    room = Size(slot.width - x, slot.height)
    ways = _ways(brand, style, room, house)
    words = next((way for way in ways if _height(way, style, room, house) <= room.height), "")
    is_full = used > slot.top
    if brand.is_recipient and (is_full or not words):
        over = 0 if words else _count_excess(ways[0], style, room, house)
        board.oversets.append(Overset(RECIPIENT, over, brand.name, brand.where))
        return
    if is_full or not (words or plate.width):
        board.oversets.append(Overset("brand", 0, brand.short or brand.name, brand.where))
        return
    board.place(plate, slot.x, slot.top + (slot.height - plate.height) / 2)
    if words:
        top = slot.top + (slot.height - _height(words, style, room, house)) / 2
        board.paragraph(words, style, slot.x + x, top, room.width)


def _ways(brand: Brand, style: TextStyle, room: Size, house: House) -> tuple[str, ...]:
    """Return what to print of a brand, in full first; of a recipient nothing is left out."""
    if brand.is_recipient:
        return (_recipient_words(brand, style, room, house),)
    name = escape_markup(brand.short or brand.name)
    return (house.labels["publisher.adapted"].replace("{name}", name), name) if name else ()


def _recipient_words(brand: Brand, style: TextStyle, room: Size, house: House) -> str:
    """Return a recipient's name and how to reach it, with a dot between them if both fit on one line."""
    parts = [isolate(part) for part in (brand.name, brand.contact) if part]
    dotted = DOT.join(parts)
    return dotted if _height(dotted, style, room, house) <= style.leading else " ".join(parts)


def _count_excess(words: str, style: TextStyle, room: Size, house: House) -> int:
    """Return how many characters too many words have for a room, found by trying; at least one."""
    ends = range(len(words) - 1, 0, -1)
    fitting = next((end for end in ends if _height(words[:end], style, room, house) <= room.height), 0)
    return len(words) - fitting


def _height(words: str, style: TextStyle, room: Size, house: House) -> float:
    """Return the height of words in a room, infinite if a word is wider than the room."""
    lines = compose(words, style, max(room.width, 1.0), house.setting)
    return len(lines) * style.leading if all(line.width <= room.width for line in lines) else float("inf")


def find_coarse_logo(items: Iterable[Item], brand: Brand) -> Iterator[Finding]:
    """Yield a finding for each logo that has too few pixels for its printed size."""
    sides = {LOGO: brand.logo} if brand.logo and brand.has_pixels else {}
    sides |= {logo.file: logo.size for logo in brand.logos if logo.has_pixels}
    widest: dict[str, float] = {}
    for name, box in list_logos(items, frozenset(sides)):
        widest[name] = max(box.width, widest.get(name, 0.0))
    for name, width in widest.items():
        wanted = ceil(width / 72 * DPI)
        if sides[name].width < wanted:
            density = round(sides[name].width / width * 72)
            message = f"the logo has {density} dpi where it is {width / mm(1):.0f} mm wide, and a press wants {DPI}"
            hint = f"save it {wanted} pixels wide or wider, or as SVG"
            yield Finding("logo-coarse", Where(f"layouts/art/{name}"), message, hint, Severity.WARNING)


def list_logos(items: Iterable[Item], names: frozenset[str]) -> Iterator[tuple[str, Rect]]:
    """Yield the names and boxes of logos among items, each in the measures of what holds it."""
    for item in items:
        if isinstance(item, ArtAt) and item.name in names:
            yield item.name, item.box
        elif isinstance(item, HOLDERS):
            yield from list_logos(item.items, names)
