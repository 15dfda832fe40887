"""The planner: pages beside each other in rows that are folded, items beside each other in blocks that are cut.

It lays out our own products and anybody's PDF; `imposition` decides which page goes where.
"""

from collections.abc import Iterator, Sequence

from booklet.geometry import Rect, Size
from booklet.sheets.imposition import Panels
from booklet.sheets.spots import Spot
from booklet.values import Frozen

Edges = tuple[float, float, float, float]
"""Lengths at the left, low, right and top edge."""


class SourcePage(Frozen):
    """A page to impose, as people see it: its number from 0, its trim, and the art beyond each edge.

    `bleed` is left, low, right, top. `words` is the box of all text, from the lower left corner of the trim, or None.
    """

    number: int
    trim: Size
    bleed: Edges = (0.0, 0.0, 0.0, 0.0)
    words: Rect | None = None


class Row(Frozen):
    """Panels beside each other on one side; how far each is shifted to the fold, and whether rows meet it.

    A row that is turned by 180 degrees stands on its head.
    """

    panels: Panels
    widths: tuple[float, ...]
    shift: float = 0.0
    turn: int = 0
    has_above: bool = False
    has_below: bool = False


def row_spots(pages: Sequence[SourcePage], row: Row, box: Rect, scale: float, bleed: float) -> Iterator[Spot]:
    """Yield the pages of a row that fills a box: each is cut off at a fold, and keeps its bleed at the outer edges.

    A panel narrower than its page keeps the side that meets its neighbour; a wider one keeps to its outer edge. `bleed`
    is the most that is kept.
    """
    x, last = box.x, len(row.panels) - 1
    for number, (page_number, width) in enumerate(zip(row.panels, row.widths, strict=True)):
        if page_number is not None:
            page = pages[page_number]
            trim = page.trim.scaled(scale)
            is_first, is_last = number == 0, number == last
            inner = x + width - trim.width if is_first == (trim.width > width) else x
            shift = row.shift if is_first else -row.shift
            left, low, right, top = _find_kept_bleed(page, row, scale, bleed)
            clip_left = x - (left if is_first else 0.0)
            clip_right = x + width + (right if is_last else 0.0)
            clip = Rect(clip_left, box.y - low, clip_right - clip_left, box.height + low + top)
            yield Spot(page_number, Rect(inner + shift, box.y, *trim), clip, row.turn, scale)
        x += width


def _find_kept_bleed(page: SourcePage, row: Row, scale: float, bleed: float) -> Edges:
    """Return the bleed of a page as it lies on the sheet."""
    kept = tuple(min(edge * scale, bleed) for edge in page.bleed)
    left, low, right, top = (*kept[2:], *kept[:2]) if row.turn == 180 else kept
    return left, low * (not row.has_below), right, top * (not row.has_above)


class ItemBlock(Frozen):
    """Items of one size in columns and rows: how many there are, the box they fill, and the gap between them."""

    columns: int
    rows: int
    box: Rect
    gap: float = 0.0

    def cell(self, place: tuple[int, int]) -> Rect:
        """Return the box of an item, given by its column and its row from the top."""
        column, row = place
        width = (self.box.width + self.gap) / self.columns - self.gap
        height = (self.box.height + self.gap) / self.rows - self.gap
        x = self.box.x + column * (width + self.gap)
        return Rect(x, self.box.top - row * (height + self.gap) - height, width, height)


def block_of(columns: int, rows: int, item: Size, room: Rect, gap: float = 0.0) -> ItemBlock:
    """Return items of a size in the middle of a room."""
    whole = Size(columns * (item.width + gap) - gap, rows * (item.height + gap) - gap)
    return ItemBlock(columns, rows, whole.inside(room), gap)


def halves(box: Rect, *, is_on_side: bool = False) -> tuple[Rect, Rect]:
    """Return the halves of an item folded in its middle: left and right, or lower and upper.

    >>> halves(Rect(0, 0, 4, 2))
    (Rect(x=0, y=0, width=2.0, height=2), Rect(x=2.0, y=0, width=2.0, height=2))
    """
    if is_on_side:
        half = box.height / 2
        return Rect(box.x, box.y, box.width, half), Rect(box.x, box.y + half, box.width, half)
    half = box.width / 2
    return Rect(box.x, box.y, half, box.height), Rect(box.x + half, box.y, half, box.height)
