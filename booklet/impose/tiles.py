"""Posters in pieces: tiles that overlap, hatched where they are glued, and a map that shows how they join."""

from collections.abc import Iterator, Sequence

from booklet.errors import Finding, SourceError, Where
from booklet.geometry import MM, Rect, Size, mm
from booklet.impose.pages import MOST_TILES, check_number, format_size, note
from booklet.impose.plan import SheetPlan, SheetWish
from booklet.sheets.imposition import tile_grid
from booklet.sheets.planner import SourcePage
from booklet.sheets.spots import Label, Line, Side, Spot, whole_side
from booklet.values import Frozen, replace

BEYOND = mm(2)
"""How far a picture goes on under the tile that is glued over it."""

HATCH = mm(3)
"""How far the lines of a glued strip are apart."""

RULE = mm(100)

DIGITS = mm(3)
"""How tall digits beside pictures are."""

TICK = mm(4)

LEAST_OVERLAP = mm(8)

NEARLY = 0.9
"""How much smaller a poster may become to save paper, before nobody would want it."""


def plan_tiles(pages: Sequence[SourcePage], wish: SheetWish, name: str) -> SheetPlan:
    """Return the sheets of a poster: its tiles row by row, then a map of them.

    Each tile is glued onto the hatched strips at the right of its left neighbour and at the foot of its upper one. The
    sheets lie the way that takes fewer of them.
    """
    if wish.sheet is None:
        raise SourceError(Finding("no-sheet", Where("--sheet"), "tiles need a sheet", "say --sheet a4, for example"))
    if wish.overlap < LEAST_OVERLAP:
        message = f"{round(wish.overlap / MM, 1):g} mm are too little to glue"
        raise SourceError(Finding("overlap-too-small", Where("--overlap"), message, "take 10 mm, or 8 at least"))
    sides: list[Side] = []
    notes = []
    for page in pages:
        poster = page.trim.scaled(wish.scale)
        size = min((wish.sheet, wish.sheet.turned), key=lambda sheet: _count(poster, sheet, wish, name))
        columns, rows = _grid(poster, size, wish, name)
        check_number(len(sides) + columns * rows, MOST_TILES, "tiles", name)
        if columns * rows == 1:
            message = f"page {page.number + 1} ({format_size(poster)}) goes on one sheet as it is"
            notes.append(note("one-tile", name, message, "print it without tiles"))
        notes += _suggest_fewer(page, poster, size, wish, name)
        sides += _tiles(page, poster, size, (columns, rows), wish)
        sides.append(_map(poster, size, (columns, rows), wish))
    return SheetPlan(tuple(sides), "", tuple(notes))


def _room(sheet: Size, wish: SheetWish, name: str) -> Size:
    room = Size(sheet.width - 2 * wish.margin, sheet.height - 2 * wish.margin)
    if min(room) < wish.overlap * 2:
        message = f"a sheet of {format_size(sheet)} leaves no room between margins and overlap"
        raise SourceError(Finding("sheet-too-small", Where(name), message, "take a larger --sheet"))
    return room


def _grid(poster: Size, sheet: Size, wish: SheetWish, name: str) -> tuple[int, int]:
    return tile_grid(poster, _room(sheet, wish, name), wish.overlap)


def _count(poster: Size, sheet: Size, wish: SheetWish, name: str) -> int:
    columns, rows = _grid(poster, sheet, wish, name)
    return columns * rows


def _suggest_fewer(page: SourcePage, poster: Size, sheet: Size, wish: SheetWish, name: str) -> Iterator[Finding]:
    """Yield a note if a slightly smaller poster would take fewer sheets, with the largest scale for the fewest."""
    now = _count(poster, sheet, wish, name)
    found = [
        (columns * rows, -_find_largest_scale(poster, _room(turned, wish, name), (columns, rows), wish))
        for turned in (sheet, sheet.turned)
        for columns in range(1, now)
        for rows in range(1, -(-now // columns))
    ]
    near = [(count, minus) for count, minus in found if NEARLY <= -minus < 1 and count < now]
    if near:
        count, minus = min(near)
        message = f"page {page.number + 1} takes {now} sheets, and {count} if it is a little smaller"
        percent = int(-minus * wish.scale * 1000) / 10
        yield note("fewer-tiles", name, message, f"say --scale {percent:g} if that is good enough")


def _find_largest_scale(poster: Size, room: Size, grid: tuple[int, int], wish: SheetWish) -> float:
    """Return the scale at which a poster fills a grid of tiles."""
    spans = (count * (length - wish.overlap) + wish.overlap for count, length in zip(grid, room, strict=True))
    return min(span / whole for span, whole in zip(spans, poster, strict=True))


def tile_window(place: tuple[int, int], poster: Size, room: Size, overlap: float) -> Rect:
    """Return the part of a poster that a tile shows, strips included; the origin is the poster's upper left corner.

    y runs downwards here.
    """
    column, row = place
    x, y = column * (room.width - overlap), row * (room.height - overlap)
    return Rect(x, y, min(room.width, poster.width - x), min(room.height, poster.height - y))


class _Tile(Frozen):
    """A tile on its sheet: the part of the poster it shows, the widths of its strips (0: no neighbour), its name.

    `foot` is how much room there is below the picture and inside the margin.
    """

    seen: Rect
    right: float
    low: float
    foot: float
    column: int
    row: int
    count: int


def _tiles(page: SourcePage, poster: Size, sheet: Size, grid: tuple[int, int], wish: SheetWish) -> Iterator[Side]:
    """Yield the tiles of a poster, row by row; each picture goes a little beyond the join before its strip begins."""
    columns, rows = grid
    room = Size(sheet.width - 2 * wish.margin, sheet.height - 2 * wish.margin)
    left, top = wish.margin, sheet.height - wish.margin
    glue = wish.overlap - BEYOND
    for row in range(rows):
        for column in range(columns):
            window = tile_window((column, row), poster, room, wish.overlap)
            right, low = glue * (column + 1 < columns), glue * (row + 1 < rows)
            width, height = window.width - right, window.height - low
            seen = Rect(left, top - height, width, height)
            tile = _Tile(seen, right, low, seen.y - wish.margin, column, row, columns * rows)
            trim = Rect(left - window.x, top + window.y - poster.height, *poster)
            yield replace(
                whole_side(sheet, (Spot(page.number, trim, seen, scale=wish.scale),)),
                cuts=tuple(_cuts(tile)),
                folds=tuple(_joins(tile)),
                thin=(*_hatches(tile), *(rule(*_rule_place(tile)) if _has_rule(tile) else ())),
                labels=tuple(_labels(tile)),
            )


def _cuts(tile: _Tile) -> Iterator[Line]:
    """Yield the lines to cut: along edges glued onto a neighbour, and ticks at the edges of the poster."""
    seen = tile.seen
    if tile.column:
        yield (seen.x, seen.y, seen.x, seen.top)
    if tile.row:
        yield (seen.x, seen.top, seen.right, seen.top)
    if not tile.low and tile.foot > TICK:
        yield from ((x, seen.y - TICK, x, seen.y - TICK / 4) for x in (seen.x, seen.right - BEYOND * bool(tile.right)))


def _joins(tile: _Tile) -> Iterator[Line]:
    """Yield the lines where edges of neighbours will lie, as far as the strips show them."""
    seen = tile.seen
    if tile.right and tile.low:
        x, y = seen.right - BEYOND, seen.y + BEYOND
        yield (x, seen.y - tile.low, x, seen.y)
        yield (seen.right, y, seen.right + tile.right, y)


def _hatches(tile: _Tile) -> Iterator[Line]:
    """Yield the hatching of the strips right of a picture and below it; it keeps clear of words."""
    seen = tile.seen
    if tile.right:
        clear = 0.0 if _has_foot(tile) else 4 * DIGITS
        yield from _hatch(Rect(seen.right, seen.y + clear, tile.right, seen.height - clear))
    if tile.low:
        clear = mm(165) if _has_rule(tile) else mm(30)
        yield from _hatch(Rect(seen.x + clear, seen.y - tile.low, seen.width - clear + tile.right, tile.low))


def _hatch(box: Rect) -> Iterator[Line]:
    """Yield slanting lines across a box that stay inside it."""
    for step in range(1, int((box.width + box.height) // HATCH) + 1):
        at = step * HATCH
        start = (box.x + min(at, box.width), box.y + max(0.0, at - box.width))
        end = (box.x + max(0.0, at - box.height), box.y + min(at, box.height))
        yield (*start, *end)


def _labels(tile: _Tile) -> Iterator[Label]:
    """Yield the name of a tile, below its picture or in its strip; one without room for either is the map's last."""
    seen, row, column = tile.seen, f"R{tile.row + 1}", f"C{tile.column + 1}"
    if _has_foot(tile):
        yield Label(f"{row} {column} / {tile.count}", seen.x + mm(2), seen.y - mm(1) - DIGITS, DIGITS)
    elif tile.right:
        yield Label(row, seen.right + mm(1), seen.y + mm(1) + 2 * DIGITS, DIGITS * 0.8)
        yield Label(column, seen.right + mm(1), seen.y + mm(1), DIGITS * 0.8)
    if _has_rule(tile):
        yield rule_label(*_rule_place(tile))


def _has_foot(tile: _Tile) -> bool:
    """Tell whether a name fits below the picture."""
    return tile.low > 0 or tile.foot > DIGITS + mm(2)


def _has_rule(tile: _Tile) -> bool:
    """Tell whether a tile is the first one and its lower strip is long enough for the rule and the name."""
    return tile.column == tile.row == 0 and tile.low > 0 and tile.seen.width > mm(170)


def _rule_place(tile: _Tile) -> tuple[float, float]:
    return tile.seen.x + mm(40), tile.seen.y - mm(1) - DIGITS / 2


def rule(x: float, y: float) -> tuple[Line, ...]:
    """Return a line of 100 mm with ends, to measure whether the sheet was printed at its size."""
    ends = ((at, y - mm(1.5), at, y + mm(1.5)) for at in (x, x + RULE))
    return ((x, y, x + RULE, y), *ends)


def rule_label(x: float, y: float) -> Label:
    """Return the label at the end of a rule."""
    return Label("100 mm", x + RULE + mm(2), y - DIGITS / 2, DIGITS)


def _map(poster: Size, sheet: Size, grid: tuple[int, int], wish: SheetWish) -> Side:
    """Return a sheet that shows where each tile goes."""
    columns, rows = grid
    room = Size(sheet.width - 2 * wish.margin, sheet.height - 2 * wish.margin)
    scale = min((room.width - mm(20)) / poster.width, (room.height - mm(30)) / poster.height)
    x = (sheet.width - poster.width * scale) / 2
    top = (sheet.height + mm(10) + poster.height * scale) / 2
    thin: list[Line] = []
    labels = []
    for row in range(rows):
        for column in range(columns):
            window = tile_window((column, row), poster, room, wish.overlap)
            width = window.width - wish.overlap * (column + 1 < columns)
            height = window.height - wish.overlap * (row + 1 < rows)
            box = Rect(x + window.x * scale, top - (window.y + height) * scale, width * scale, height * scale)
            thin += [(box.x, box.y, box.right, box.y), (box.x, box.top, box.right, box.top)]
            thin += [(box.x, box.y, box.x, box.top), (box.right, box.y, box.right, box.top)]
            digits = min(DIGITS, box.width / 8, box.height / 2)
            labels.append(Label(f"R{row + 1} C{column + 1}", box.x + digits, box.top - 2 * digits, digits))
    place = ((sheet.width - RULE) / 2, wish.margin + mm(5))
    return replace(whole_side(sheet), thin=(*thin, *rule(*place)), labels=(*labels, rule_label(*place)))
