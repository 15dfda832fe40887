"""Sides of the sheets of our own products: which placed pages stand where on the pages of a file."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from booklet.geometry import MM, Rect, Size, mm
from booklet.look.printer import OfficeSheet, Printer
from booklet.sheets.imposition import find_back_place, grid_of, n_up, saddle
from booklet.sheets.planner import ItemBlock, Row, SourcePage, block_of, halves, row_spots
from booklet.sheets.spots import Line, Side, Spot, whole_side, whole_spot

if TYPE_CHECKING:
    from booklet.typeset.placed import PlacedPage


def screen_sides(pages: "Sequence[PlacedPage]", scale: float = 1.0) -> Iterator[Side]:
    """Yield a side for each page, cut to its trim, in the size its layout asks for."""
    for page in pages:
        size = page.trim.scaled(scale)
        yield whole_side(size, (whole_spot(page.number, Rect(0, 0, *size), scale),), is_shared=False)


def press_sides(
    pages: "Sequence[PlacedPage]", printer: Printer, scale: float = 1.0, *, is_rtl: bool = False
) -> Iterator[Side]:
    """Yield a side for each page, with bleed and slug; at the spine, left of a recto, there may be no bleed."""
    for page in pages:
        slug, bleed = printer.slug, page.bleed * scale
        width, height = page.trim.scaled(scale)
        spine = bleed if printer.has_inner_bleed else 0.0
        is_spine_left = (page.number % 2 == 0) != is_rtl
        left, right = (spine, bleed) if is_spine_left else (bleed, spine)
        trim = Rect(slug + left, slug + bleed, width, height)
        box = Rect(slug, slug, left + width + right, height + 2 * bleed)
        size = Size(box.width + 2 * slug, box.height + 2 * slug)
        yield Side(size, trim, box, (Spot(page.number, trim, box, scale=scale),))


def cover_side(trim: Size, spine: float, printer: Printer, scale: float = 1.0, *, is_rtl: bool = False) -> Side:
    """Return the side of a cover in one piece: page 1 (the back), the spine and page 0 (the front), side by side.

    The art of each goes on into the bleed around all, and to the middle of the spine.
    """
    width, height = trim.scaled(scale)
    bleed, around = printer.bleed, printer.slug + printer.bleed
    flat = Rect(around, around, 2 * width + spine, height)
    numbers = (0, 1) if is_rtl else (1, 0)
    spots = tuple(
        Spot(number, Rect(x, flat.y, width, height), clip, scale=scale)
        for number, x, clip in zip(numbers, (flat.x, flat.x + width + spine), halves(flat.grown(bleed)), strict=True)
    )
    size = Size(flat.width + 2 * around, flat.height + 2 * around)
    return Side(size, flat, flat.grown(bleed), spots, is_shared=True)


HOW_TO = mm(4)
"""The foot of an office sheet, where the line on how to print stands."""

CLEAR, MARK = mm(0.8), mm(3)
"""Where the marks beside cards begin and end."""

FAR, DASH = mm(4.8), mm(1)
"""Where the mark of a fold ends, and how long its dashes are."""

LEAST_SHARE = 0.8
"""What the pages of a booklet may shrink to where two stand beside each other; large print would be large no more."""


def office_sides(
    handling: str, pages: "Sequence[PlacedPage]", sheet: OfficeSheet, scale: float = 1.0, *, is_rtl: bool = False
) -> list[Side]:
    """Return the sides of sheets, front and back in turn if they have a back, inside the area that can be printed.

    `handling` is a product, or the name of another way to lay out its pages.
    """
    return list(OFFICE[handling](pages, sheet, scale, is_rtl))


def _booklet(pages: "Sequence[PlacedPage]", sheet: OfficeSheet, most: float, is_rtl: bool) -> Iterator[Side]:
    """Yield sides with two pages beside each other that meet in the fold."""
    sources = sources_of(pages)
    for front, back in saddle(len(pages), is_rtl=is_rtl):
        yield from (_pair(places, sources, sheet, most) for places in (front, back))


def _spreads(pages: "Sequence[PlacedPage]", sheet: OfficeSheet, most: float, is_rtl: bool) -> Iterator[Side]:
    """Yield sides with two pages beside each other as they are read: the cover, then each spread."""
    sources = sources_of(pages)
    numbers = [None, *range(len(pages)), *[None] * (len(pages) % 2 == 0)]
    for places in zip(numbers[::2], numbers[1::2], strict=True):
        yield _pair(places[::-1] if is_rtl else places, sources, sheet, most)


def _pair(places: Sequence[int | None], pages: Sequence[SourcePage], sheet: OfficeSheet, most: float) -> Side:
    """Return a side with two pages, given by their numbers, that meet in its middle."""
    size, trim = sheet.size.turned, pages[0].trim
    scale = _scale_in_pairs(trim, sheet, most)
    width, height = trim.scaled(scale)
    box = Size(2 * width, height).inside(sheet_room(size, sheet))
    row = Row(tuple(places), (width, width))
    return whole_side(size, tuple(row_spots(pages, row, box, scale, bleed=0.0)))


def sources_of(pages: "Sequence[PlacedPage]") -> list[SourcePage]:
    """Return placed pages as the planner takes them."""
    return [SourcePage(page.number, page.trim, (page.bleed,) * 4) for page in pages]


def goes_in_pairs(trim: Size, sheet: OfficeSheet, most: float) -> bool:
    """Tell whether two pages fit beside each other on a sheet lying on its side, at nearly their own size.

    `most` is the scale they should have.
    """
    return _scale_in_pairs(trim, sheet, most) >= LEAST_SHARE * most


def _scale_in_pairs(trim: Size, sheet: OfficeSheet, most: float) -> float:
    room = sheet_room(sheet.size.turned, sheet)
    return min(room.width / (2 * trim.width), room.height / trim.height, most)


def _poster(pages: "Sequence[PlacedPage]", sheet: OfficeSheet, most: float, is_rtl: bool) -> Iterator[Side]:
    """Yield a side for each page, as large as the sheet allows."""
    room = sheet_room(sheet.size, sheet)
    for page in pages:
        scale = min(room.width / page.trim.width, room.height / page.trim.height, most)
        yield whole_side(sheet.size, (whole_spot(page.number, page.trim.scaled(scale).inside(room), scale),))


def _cards(pages: "Sequence[PlacedPage]", sheet: OfficeSheet, scale: float, is_rtl: bool) -> Iterator[Side]:
    """Yield a front full of first pages and a back full of second pages, each behind its own."""
    block = _block(pages[0].trim.scaled(scale), sheet)
    for page in pages:
        places = n_up(block.columns, block.rows)
        if page.number % 2:
            places = [find_back_place(place, block.columns) for place in places]
        spots = (
            whole_spot(page.number, block.cell(place), scale, is_copy=number > 0) for number, place in enumerate(places)
        )
        yield whole_side(sheet.size, tuple(spots))


def _folded_over(pages: "Sequence[PlacedPage]", sheet: OfficeSheet, scale: float, is_rtl: bool) -> Iterator[Side]:
    """Yield sides full of fronts with their backs beside them, which lie on one another once they are folded."""
    trim = pages[0].trim.scaled(scale)
    block = _block(Size(2 * trim.width, trim.height), sheet)
    for front, back in zip(pages[::2], pages[1::2], strict=True):
        beside = (front, back) if is_rtl else (back, front)
        spots = (
            whole_spot(page.number, half, scale, is_copy=number > 0)
            for number, place in enumerate(n_up(block.columns, block.rows))
            for page, half in zip(beside, halves(block.cell(place)), strict=True)
        )
        yield whole_side(sheet.size, tuple(spots))


def _block(item: Size, sheet: OfficeSheet) -> ItemBlock:
    """Return as many items as a sheet takes, in the middle of where pages may stand."""
    room = sheet_room(sheet.size, sheet)
    grid = grid_of((room.width, room.height), item)
    return block_of(grid.columns, grid.rows, item, room)


def count_cards(trim: Size, sheet: OfficeSheet, *, is_folded: bool) -> int:
    """Return how many cards a sheet takes, each with its back behind it or, if it is folded, beside it."""
    room = sheet_room(sheet.size, sheet)
    grid = grid_of((room.width, room.height), Size(2 * trim.width, trim.height) if is_folded else trim)
    return grid.columns * grid.rows


def count_rows(flat: Size, sheet: OfficeSheet) -> int:
    """Return how many small flat sheets stand below one another on a sheet, at least one, made smaller if need be."""
    room = sheet_room(sheet.size, sheet)
    share = min(room.width / flat.width, room.height / flat.height, 1.0)
    return max(1, int(room.height // (flat.height * share)))


def _stickers(pages: "Sequence[PlacedPage]", sheet: OfficeSheet, scale: float, is_rtl: bool) -> Iterator[Side]:
    """Yield a side for each page, never reduced: the stickers must have the size of what they cover."""
    for page in pages:
        trim = page.trim.scaled(scale).inside(Rect(0, 0, *sheet.size))
        yield whole_side(sheet.size, (whole_spot(page.number, trim, scale),))


SHEET_LIKE = 0.1
"""A poster whose sides differ from its sheet's by a smaller share was made for such sheets, and keeps its own name."""

NAMES = {(210.0, 297.0): "A4", (215.9, 279.4): "Letter"}
"""Names of sheets by their size in millimetres."""


def find_finished_size(product: str, trim_name: str, trim: Size, sheet: OfficeSheet | None) -> tuple[str, Size]:
    """Return the name and size of the finished item: an office's poster is as large as its sheet, others are cut.

    >>> find_finished_size("poster", "a3", Size(mm(297), mm(420)), OfficeSheet(Size(mm(210), mm(297)), mm(5)))[0]
    'a4'
    """
    if product != "poster" or sheet is None:
        return trim_name, trim
    if all(abs(side / own - 1) < SHEET_LIKE for side, own in zip(trim, sheet.size, strict=True)):
        return trim_name, sheet.size
    return sheet_name(sheet.size).lower(), sheet.size


def sheet_name(size: Size) -> str:
    """Return the name by which people know paper of a size.

    >>> sheet_name(Size(mm(215.9), mm(279.4)))
    'Letter'
    """
    width, height = (round(length / MM, 1) for length in size)
    return NAMES.get((width, height), f"{width:g}x{height:g}")


OFFICE = {
    "booklet": _booklet,
    "spreads": _spreads,
    "pages": _poster,
    "leaves": _poster,
    "kit": _poster,
    "poster": _poster,
    "card": _cards,
    "fold-over": _folded_over,
    "sticker": _stickers,
}


def sheet_room(size: Size, sheet: OfficeSheet) -> Rect:
    """Return where pages may stand: inside the margin, above the line on how to print."""
    margin = sheet.margin
    return Rect(margin, margin + HOW_TO, size.width - 2 * margin, size.height - 2 * margin - HOW_TO)


def cut_lines(spots: Sequence[Spot], *, is_folded: bool = False) -> list[Line]:
    """Return lines that show where to cut cards apart, at the edges of the block they form.

    If a card lies beside its back, there are dashes between the two, where it is folded.
    """
    columns = sorted({round(x, 3) for spot in spots for x in (spot.trim.x, spot.trim.right)})
    rows = sorted({round(y, 3) for spot in spots for y in (spot.trim.y, spot.trim.top)})
    if not is_folded:
        return edge_lines(columns, rows)
    folds = [(x, y, x, to_y) for x in columns[1::2] for y, to_y in (*dashes(rows[0], -1), *dashes(rows[-1], 1))]
    return [*edge_lines(columns[::2], rows), *folds]


def dashes(edge: float, way: int) -> list[tuple[float, float]]:
    """Return dashes from an edge outwards, upwards or downwards: the mark of a fold."""
    count = round((FAR - CLEAR) / (2 * DASH))
    starts = [CLEAR + number * 2 * DASH for number in range(count)]
    return [(edge + way * start, edge + way * (start + DASH)) for start in starts]


def edge_lines(columns: Sequence[float], rows: Sequence[float], block: Rect | None = None) -> list[Line]:
    """Return lines around a block that show where to cut its columns and rows; without a block, lines at its edges."""
    left, low, right, top = columns[0], rows[0], columns[-1], rows[-1]
    if block:
        left, low, right, top = block.x, block.y, block.right, block.top
    near, far = CLEAR, MARK
    lines = [(x, y + a, x, y + b) for x in columns for y, a, b in ((low, -near, -far), (top, near, far))]
    return lines + [(x + a, y, x + b, y) for y in rows for x, a, b in ((left, -near, -far), (right, near, far))]
