"""Schemes that are cut apart: cards and labels side by side, each back behind its front."""

from collections.abc import Iterator, Sequence

from booklet.errors import Finding, SourceError, Where
from booklet.geometry import Rect, Size
from booklet.impose.marks import cut_ticks
from booklet.impose.pages import check_sheet, check_sizes
from booklet.impose.plan import LONG_EDGE, Plan, Side, SourcePage, Spot, Wish
from booklet.imposition import Grid, behind, best_grid, n_up

MARK_ROOM = 3.0 * 72 / 25.4
"""How far marks go beyond the block of cards."""

Place = tuple[int, int]


def plan_single(pages: Sequence[SourcePage], wish: Wish, name: str) -> Plan:
    """Return sheets of items with nothing on their backs: a full sheet of each, or all in turn (`is_sequence`)."""
    grid, size, block = _frame(pages, wish, name)
    places = _places(grid, wish)
    sides = []
    for items in _sheets([(page.number,) for page in pages], grid, wish):
        fronts = [(item[0], place) for item, place in zip(items, places, strict=False)]
        sides.append(_side(pages, fronts, grid, size, block, wish))
    return Plan(tuple(sides))


def plan_double(pages: Sequence[SourcePage], wish: Wish, name: str) -> Plan:
    """Return sheets of items with backs: pages 1 and 2 are the first item, and so on; sheets turn on their long edge.

    Raises `SourceError` if the last item has no back.
    """
    if len(pages) % 2:
        hint = "add its back, or choose --scheme n-up for items without backs"
        message = f"it has {len(pages)} pages, so that the last item has no back"
        raise SourceError(Finding("page-count", Where(name), message, hint))
    grid, size, block = _frame(pages, wish, name)
    places = _places(grid, wish)
    items = [(page.number, page.number + 1) for page in pages[::2]]
    sides = []
    for group in _sheets(items, grid, wish):
        pairs = list(zip(group, places, strict=False))
        sides.append(_side(pages, [(item[0], place) for item, place in pairs], grid, size, block, wish))
        backs = [(item[1], behind(place, grid.columns)) for item, place in pairs]
        sides.append(_side(pages, backs, grid, size, block, wish, is_back=True))
    return Plan(tuple(sides), LONG_EDGE)


def _frame(pages: Sequence[SourcePage], wish: Wish, name: str) -> tuple[Grid, Size, Rect]:
    """Return how items fill the sheet, the sheet upright, and the block they form in its middle."""
    trim = check_sizes(pages, name)
    item = Size(trim.width * wish.scale, trim.height * wish.scale)
    if wish.sheet is None:
        raise SourceError(Finding("no-sheet", Where("--sheet"), "n-up needs a sheet", "say --sheet a4, for example"))
    size = Size(min(wish.sheet), max(wish.sheet))
    edge = max(wish.margin, 0.0)
    grid = best_grid((size.width - 2 * edge, size.height - 2 * edge), item, wish.gap)
    if not grid.places:
        check_sheet(size, Size(min(item), max(item)), edge, name)
    lying = Size(item.height, item.width) if grid.is_on_side else item
    width = grid.columns * (lying.width + wish.gap) - wish.gap
    height = grid.rows * (lying.height + wish.gap) - wish.gap
    return grid, size, Rect((size.width - width) / 2, (size.height - height) / 2, width, height)


def _places(grid: Grid, wish: Wish) -> list[Place]:
    """Return the places in the order they are filled: from the right where people read so."""
    places = n_up(grid.columns, grid.rows)
    return [behind(place, grid.columns) for place in places] if wish.is_rtl else places


def _sheets(items: Sequence[tuple[int, ...]], grid: Grid, wish: Wish) -> Iterator[Sequence[tuple[int, ...]]]:
    """Yield what goes on each sheet: an item as often as it goes, or one after the other."""
    if not wish.is_sequence:
        yield from ([item] * grid.places for item in items)
        return
    for start in range(0, len(items), grid.places):
        yield items[start : start + grid.places]


def _side(
    pages: Sequence[SourcePage],
    items: Sequence[tuple[int, Place]],
    grid: Grid,
    size: Size,
    block: Rect,
    wish: Wish,
    *,
    is_back: bool = False,
) -> Side:
    """Return a side of items; what lies on its side turns its head to the same edge of the sheet, front and back."""
    turn = (270 if is_back else 90) if grid.is_on_side else 0
    width = (block.width + wish.gap) / grid.columns - wish.gap
    height = (block.height + wish.gap) / grid.rows - wish.gap
    spots, boxes = [], []
    for number, (column, row) in items:
        x = block.x + column * (width + wish.gap)
        box = Rect(x, block.top - row * (height + wish.gap) - height, width, height)
        boxes.append(box)
        spots.append(Spot(number, box, _with_bleed(box, pages[number], turn, wish), turn))
    marks = cut_ticks(boxes, block, wish.gap)
    box = Rect(0, 0, *size)
    return Side(size, box, box, tuple(spots), marks)


def _with_bleed(box: Rect, page: SourcePage, turn: int, wish: Wish) -> Rect:
    """Return what is seen of an item: its bleed as far as the middle of the gap; without a gap none."""
    most = min(wish.bleed, wish.gap / 2)
    left, low, right, top = (min(edge * wish.scale, most) for edge in page.bleed)
    for _ in range(turn // 90):
        left, low, right, top = top, left, low, right
    return Rect(box.x - left, box.y - low, box.width + left + right, box.height + low + top)
