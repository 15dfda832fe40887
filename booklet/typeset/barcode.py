"""The barcode of a book on its white plate, and the room that a back cover keeps free for it."""

from booklet.facts.phone import NBSP, keep_together
from booklet.geometry import Rect, Size, mm
from booklet.look.barcode import (
    BARS,
    FOOT,
    GUARD_MODULES,
    GUARDS,
    HEAD,
    MODULES,
    QUIET_LEFT,
    bars_of,
    groups_of,
    module_in,
    plate_size,
)
from booklet.look.layout import Layout, Slot
from booklet.look.printer import Cover
from booklet.text.itemise import TextStyle
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.brief import Barcode
from booklet.typeset.house import LATIN, House
from booklet.typeset.placed import Component, Fill
from booklet.values import replace

AIR = mm(4)
"""How far words stay away from the room of a barcode."""

DIGITS, NAME = 9.0, 7.6
"""Sizes of the digits and of the ISBN, in modules; at 100 % more than the 7 pt that every printer takes."""


def choose_barcode(cover: Cover, isbn: str, layout: Layout, *, is_rtl: bool) -> Barcode | None:
    """Return the barcode of a back cover, None if neither the book has a number nor the printer adds one.

    It stands where lines end: lower right, or lower left in a book read from right to left. A printer that adds its own
    puts it lower right in every book, which is the lower left of a page that is still to be mirrored.
    """
    place, trim = cover.barcode, layout.trim
    if place is None or not (isbn or place.is_filled):
        return None
    width, height, edge = (length / layout.scale for length in (*place.size, place.edge))
    x = edge if is_rtl and place.is_filled else trim.width - edge - width
    return Barcode(isbn, Slot(x, trim.height - edge - height, width, height))


def measure_beside(barcode: Barcode | None, x: float, measure: float) -> tuple[float, float]:
    """Return where lines beside a barcode begin, on its wider side, and their measure."""
    if barcode is None:
        return x, measure
    room = barcode.room
    before, after = room.x - AIR - x, x + measure - (room.x + room.width + AIR)
    return (x, before) if before > after else (x + measure - after, after)


def place_barcode(board: Board, barcode: Barcode, label: str, house: House) -> None:
    """Place a barcode in the middle of its room; without an ISBN the room stays empty."""
    if not barcode.isbn:
        return
    room = barcode.room
    plate = plate_of(barcode.isbn, Size(room.width, room.height), label, house)
    board.place(plate, room.x + (room.width - plate.width) / 2, room.top + (room.height - plate.height) / 2)


def plate_of(isbn: str, room: Size, label: str, house: House) -> Component:
    """Set the EAN-13 of an ISBN as large as a room allows, the ISBN above it and the digits below."""
    module = module_in(room, house.scale)
    plate = plate_size(module)
    board = Board("barcode", LATIN)
    corner = 3 * module
    board.fill(shapes.rounded_rectangle(Rect(0, -plate.height, plate.width, plate.height), (corner,) * 4), "white")
    bars = Rect(QUIET_LEFT * module, -(HEAD + BARS) * module, MODULES * module, BARS * module)
    dark = Fill(shapes.bar_path(bars_of(isbn), bars, GUARD_MODULES, GUARDS * module), "black")
    words = Board("barcode", LATIN)
    line = _style(house, NAME * module)
    words.line(f"ISBN{NBSP}{keep_together(isbn)}", line, 2 * module, 2.5 * module, plate.width - 4 * module)
    first, *halves = groups_of(isbn)
    digits, top = _style(house, DIGITS * module), (HEAD + BARS) * module
    words.line(first, digits, 0, top, (QUIET_LEFT - 2) * module)
    for group, start in zip(halves, (3, 50), strict=True):
        words.line(group, digits, bars.x + start * module, top, 42 * module)
    board.oversets += words.oversets
    board.figure(Rect(0, -plate.height, *plate), (dark, *words.items), f"{label} {isbn}")
    return board.finish(*plate)


def _style(house: House, size: float) -> TextStyle:
    style = replace(house, setting=LATIN).style("publisher", "black", "middle")
    return replace(style, size=size, leading=FOOT / DIGITS * size)
