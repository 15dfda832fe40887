"""Components of covers, contents and imprint."""

from booklet.geometry import Rect, mm
from booklet.text.compose import compose, set_line
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.busts import bust
from booklet.typeset.house import House
from booklet.typeset.placed import ArtAt, Component
from booklet.values import Frozen

LEADER = 0.75
"""Points of the line from a section to the number of its page."""

QUILT: tuple[tuple[str, ...], ...] = (
    ("0 on coral", "tile-quarter on oat", "tile-typing on mint", "1 on lilac"),
    ("tile-path on oat", "2 on mint", "tile-rise on coral", "tile-phone on oat"),
    ("tile-bubble on lilac", "tile-leaf on coral", "3 on oat", "tile-corner on tide"),
)
"""The cover's tiles, row by row: a drawing or one of the cast, by number, on an ink."""

FACE = 0.94
"""Width of a bust by that of its tile."""

SPILL = 0.15
"""How far the drawings of outer tiles go on beyond the trim, by the width of a tile: as far as any bleed."""

LAP = mm(0.3)
"""How far the ground of a tile reaches below those that are drawn after it, so that no seam shows between them."""


class Entry(Frozen):
    """A line of the contents: the name of a section, the page it begins on, from 0, and the topic that stands there."""

    title: str
    page: int
    topic: str


def quilt(cast: tuple[str, ...], tile: float, bleed: float, house: House) -> Component:
    """Draw square tiles of young people, a phone, a bubble, a path; the grounds of outer tiles reach into the bleed."""
    board = Board("cover", house.setting)
    columns = len(QUILT[0])
    for row, names in enumerate(QUILT):
        for column, name in enumerate(names):
            box = Rect(column * tile, -(row + 1) * tile, tile, tile)
            is_first, is_last = column == 0, column == columns - 1
            left, right = bleed * is_first, bleed if is_last else LAP
            lap = LAP * (row < len(QUILT) - 1)
            ground = Rect(box.x - left, box.y - lap, tile + left + right, tile + lap)
            drawn = Rect(box.x - SPILL * tile * is_first, box.y, tile * (1 + SPILL * (is_first or is_last)), tile)
            _quilt_tile(board, name, cast, box, ground, drawn)
    return board.finish(columns * tile, len(QUILT) * tile)


def tile_column(names: tuple[str, ...], cast: tuple[str, ...], tile: float, bleed: float, house: House) -> Component:
    """Draw square tiles below one another as at the end edge of the cover, from which they reach into the bleed."""
    board = Board("tiles", house.setting)
    for row, name in enumerate(names):
        box = Rect(0, -(row + 1) * tile, tile, tile)
        lap = LAP * (row < len(names) - 1)
        ground = Rect(0, box.y - lap, tile + bleed, tile + lap)
        _quilt_tile(board, name, cast, box, ground, Rect(0, box.y, tile * (1 + SPILL), tile))
    return board.finish(tile, len(names) * tile)


def _quilt_tile(board: Board, name: str, cast: tuple[str, ...], box: Rect, ground: Rect, drawn: Rect) -> None:
    what, _, ink = name.partition(" on ")
    board.fill(shapes.rectangle(ground), ink)
    if not what.isdigit():
        board.items.append(ArtAt(what, drawn))
    elif int(what) < len(cast):
        width = box.width * FACE
        x = box.x + (box.width - width) / 2
        board.clip_item(shapes.rectangle(box), bust(cast[int(what)], x, box.y, width))


def contents(entries: tuple[Entry, ...], measure: float, house: House) -> Component:
    """Set the sections with the page that each begins on, in two columns."""
    board = Board("contents", house.setting)
    toc, gutter = board.element("TOC"), mm(7)
    column = (measure - gutter) / 2
    half = -(-len(entries) // 2)
    height = 0.0
    for number, part in enumerate((entries[:half], entries[half:])):
        component = _column(part, column, house)
        height = max(height, component.height)
        board.place(component, number * (column + gutter), 0, toc)
    return board.finish(measure, height)


def _column(entries: tuple[Entry, ...], measure: float, house: House) -> Component:
    board = Board("contents", house.setting)
    style, folio = house.style("entry"), house.style("entry-folio", align="end")
    top, room = 0.0, measure - mm(9)
    for entry in entries:
        link = board.element("Link", board.element("TOCI"))
        lines = compose(entry.title, style, room, house.setting)
        height = board.lines(lines, style, 0, top, room, link)
        last = top + height - style.leading
        board.line(str(entry.page + 1), folio, measure - mm(8), last, mm(8), link)
        start = max(line.width for line in lines[-1:]) + mm(1.5)
        if start < room:
            board.rule(start, last + 0.72 * style.leading, measure - mm(6.5) - start, "night", LEADER)
        board.link(0, top, measure, height, f"#{entry.topic}", link)
        top += height + mm(0.6)
    return board.finish(measure, top)


def imprint(rows: tuple[tuple[str, str], ...], measure: float, house: House) -> Component:
    """Set two columns under a rule: what, and who or when; as a last resort as small as a publisher's line."""
    board = Board("imprint", house.setting)
    has_given = house.allowance.small < 100
    style = house.style("publisher" if has_given else "imprint")
    least, gap = (mm(20), 0.0) if has_given else (mm(24), mm(1.2))
    label = max(least, *(set_line(f"*{name}*", style, house.setting).width + mm(2) for name, _ in rows))
    board.rule(0, 0, measure, "night", 0.5 * mm(1))
    top = mm(3.5)
    table = board.element("Table")
    for name, text in rows:
        row = board.element("TR", table)
        left = board.text(f"*{name}*", style, 0, top, label, board.element("TH", row))
        top += max(left, board.text(text, style, label, top, measure - label, board.element("TD", row))) + gap
    return board.finish(measure, top)
