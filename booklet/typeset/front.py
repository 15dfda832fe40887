"""Components of covers, contents and imprint."""

from dataclasses import dataclass, replace

from booklet.geometry import Rect, mm
from booklet.text.compose import set_line
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.busts import bust
from booklet.typeset.house import House
from booklet.typeset.placed import ArtAt, Component

CLOSE = 0.9
"""What entries shrink to where small type gives way."""

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


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: title, page from 0, section, its ink, and the topic it leads to."""

    title: str
    page: int
    section: str
    ink: str
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
    """Set two columns of titles with their pages; the help page stands first, on Sun."""
    board = Board("contents", house.setting)
    toc = board.element("TOC")
    first, rest = entries[0], entries[1:]
    top = _help_entry(board, first, measure, house, toc) + house.pad(4)
    gutter = mm(6)
    column = (measure - gutter) / 2
    half = _split(rest)
    height = 0.0
    for number, part in enumerate((rest[:half], rest[half:])):
        component = _column(part, column, house)
        height = max(height, component.height)
        board.place(component, number * (column + gutter), top, toc)
    return board.finish(measure, top + height)


def _help_entry(board: Board, entry: Entry, measure: float, house: House, toc: int) -> float:
    height = house.pad(9)
    style = house.style("strong")
    board.bubble(0, 0, measure, height, "sun", height / 2)
    link = board.element("Link", board.element("TOCI", toc))
    folio = replace(house.style("entry-folio", align="end"), size=style.size, leading=style.leading)
    top = (height - style.leading) / 2
    board.line(entry.title, style, mm(5), top, measure - mm(20), link)
    board.line(str(entry.page + 1), folio, measure - mm(15), top, mm(10), link)
    board.link(0, 0, measure, height, f"#{entry.topic}", link)
    return height


def _split(entries: tuple[Entry, ...]) -> int:
    """Return where the second column begins: at the section that divides the entries most evenly."""
    starts = [n for n in range(1, len(entries)) if entries[n].section != entries[n - 1].section]
    return min(starts, key=lambda start: abs(2 * start - len(entries)), default=len(entries))


def _column(entries: tuple[Entry, ...], measure: float, house: House) -> Component:
    board = Board("contents", house.setting)
    style, folio = house.style("entry"), house.style("entry-folio", align="end")
    gap = house.pad(2.5)
    if house.allowance.small < 100:
        gap = house.pad(1.5)
        style, folio = (replace(role, size=role.size * CLOSE, leading=role.leading * CLOSE) for role in (style, folio))
    top = 0.0
    for number, entry in enumerate(entries):
        if number and entry.section != entries[number - 1].section:
            top += gap
        size = mm(2.7)
        board.bubble(0, top + (style.leading - size) / 2, size, size, entry.ink, size / 2)
        link = board.element("Link", board.element("TOCI"))
        x = mm(5)
        height = board.text(entry.title, style, x, top, measure - x - mm(8), link)
        board.line(str(entry.page + 1), folio, measure - mm(8), top, mm(8), link)
        board.link(0, top, measure, height, f"#{entry.topic}", link)
        top += height
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
