"""Schemes that are cut apart: cards and labels side by side, each back behind its front."""

from collections.abc import Iterator, Sequence

from booklet.errors import Finding, SourceError, Where
from booklet.geometry import Rect, Size, intersect
from booklet.impose.marks import cut_ticks
from booklet.impose.pages import MOST_ITEMS, check_number, check_sheet, check_sizes
from booklet.impose.plan import LONG_EDGE, SheetPlan, SheetWish
from booklet.sheets.imposition import Grid, best_grid, find_back_place, n_up
from booklet.sheets.planner import ItemBlock, SourcePage, block_of, halves
from booklet.sheets.spots import Line, Side, Spot, whole_side
from booklet.values import replace

Place = tuple[int, int]


def plan_single(pages: Sequence[SourcePage], wish: SheetWish, name: str) -> SheetPlan:
    """Return sheets of items with blank backs: a full sheet of each item, or all items in turn (`is_sequence`)."""
    grid, size, block = _frame(pages, wish, name)
    places = _places(grid, wish)
    sides = []
    for items in _sheets([(page.number,) for page in pages], grid, wish):
        fronts = [(item[0], place) for item, place in zip(items, places, strict=False)]
        sides.append(_side(pages, fronts, grid, size, block, wish))
    return SheetPlan(tuple(sides))


def plan_double(pages: Sequence[SourcePage], wish: SheetWish, name: str) -> SheetPlan:
    """Return sheets of items with backs: pages 1 and 2 are the first item, and so on; sheets turn on their long edge.

    Raises `SourceError` if the last item has no back.
    """
    _check_pairs(pages, name)
    grid, size, block = _frame(pages, wish, name)
    places = _places(grid, wish)
    items = [(page.number, page.number + 1) for page in pages[::2]]
    sides = []
    for group in _sheets(items, grid, wish):
        pairs = list(zip(group, places, strict=False))
        sides.append(_side(pages, [(item[0], place) for item, place in pairs], grid, size, block, wish))
        backs = [(item[1], find_back_place(place, grid.columns)) for item, place in pairs]
        sides.append(_side(pages, backs, grid, size, block, wish, is_back=True))
    return SheetPlan(tuple(sides), LONG_EDGE)


def plan_folded_over(pages: Sequence[SourcePage], wish: SheetWish, name: str) -> SheetPlan:
    """Return sheets printed on one side: each item beside its back, to be folded between the two and glued.

    Folded backwards, the two stand head to head behind each other. Raises `SourceError` if the last item has no back.
    """
    _check_pairs(pages, name)
    trim = check_sizes(pages, name)
    wide = SourcePage(0, Size(2 * trim.width, trim.height))
    grid, size, block = _frame([wide], wish, name)
    items = [(page.number, page.number + 1) for page in pages[::2]]
    sides = []
    for group in _sheets(items, grid, wish):
        spots: list[Spot] = []
        boxes, folds = [], []
        for item, place in zip(group, _places(grid, wish), strict=False):
            box = block.cell(place)
            boxes.append(box)
            spots += _place_beside(item, box, pages, wish, is_on_side=grid.is_on_side)
            folds.append(_middle(box, is_on_side=grid.is_on_side))
        ticks = cut_ticks(boxes, block.box, wish.gap)
        sides.append(replace(whole_side(size, tuple(spots)), cuts=ticks, folds=tuple(folds)))
    return SheetPlan(tuple(sides))


def _place_beside(
    item: tuple[int, ...], box: Rect, pages: Sequence[SourcePage], wish: SheetWish, *, is_on_side: bool
) -> Iterator[Spot]:
    """Yield the two pages of an item beside each other, or one above the other on its side, each cut off at the fold.

    Who reads from left to right has the front at the right, as the cover of an open book.
    """
    numbers = (item[0], item[1]) if wish.is_rtl else (item[1], item[0])
    rooms, turn = halves(box.grown(box.width + box.height), is_on_side=is_on_side), 90 if is_on_side else 0
    for number, part, room in zip(numbers, halves(box, is_on_side=is_on_side), rooms, strict=True):
        yield Spot(number, part, intersect(_add_bleed(part, pages[number], turn, wish), room), turn, wish.scale)


def _middle(box: Rect, *, is_on_side: bool) -> Line:
    """Return the line between two halves."""
    if is_on_side:
        y = box.y + box.height / 2
        return (box.x, y, box.right, y)
    x = box.x + box.width / 2
    return (x, box.y, x, box.top)


def _check_pairs(pages: Sequence[SourcePage], name: str) -> None:
    if len(pages) % 2:
        hint = "add its back, or choose --scheme n-up for items without backs"
        message = f"it has {len(pages)} pages, so that the last item has no back"
        raise SourceError(Finding("page-count", Where(name), message, hint))


def _frame(pages: Sequence[SourcePage], wish: SheetWish, name: str) -> tuple[Grid, Size, ItemBlock]:
    """Return how items fill the sheet, the sheet itself upright, and the block that the items form in its middle."""
    trim = check_sizes(pages, name)
    item = trim.scaled(wish.scale)
    if wish.sheet is None:
        raise SourceError(Finding("no-sheet", Where("--sheet"), "n-up needs a sheet", "say --sheet a4, for example"))
    size = Size(min(wish.sheet), max(wish.sheet))
    edge = max(wish.margin, 0.0)
    grid = best_grid((size.width - 2 * edge, size.height - 2 * edge), item, wish.gap)
    if not grid.places:
        check_sheet(size, Size(min(item), max(item)), edge, name)
        raise SourceError(Finding("sheet-too-small", Where(name), "no item goes on the sheet", "take a larger --sheet"))
    check_number(grid.places * (1 if wish.is_sequence else len(pages)), MOST_ITEMS, "items", name)
    lying = item.turned if grid.is_on_side else item
    return grid, size, block_of(grid.columns, grid.rows, lying, Rect(0, 0, *size), wish.gap)


def _places(grid: Grid, wish: SheetWish) -> list[Place]:
    """Return the places in the order they are filled: from the right where people read so."""
    places = n_up(grid.columns, grid.rows)
    return [find_back_place(place, grid.columns) for place in places] if wish.is_rtl else places


def _sheets(items: Sequence[tuple[int, ...]], grid: Grid, wish: SheetWish) -> Iterator[Sequence[tuple[int, ...]]]:
    """Yield the items of each sheet: one item as often as it fits, or all items one after the other."""
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
    block: ItemBlock,
    wish: SheetWish,
    *,
    is_back: bool = False,
) -> Side:
    """Return a side of items; those that lie on their side turn their heads to the same edge, front and back."""
    turn = (270 if is_back else 90) if grid.is_on_side else 0
    boxes = [block.cell(place) for _, place in items]
    spots = (
        Spot(number, box, _add_bleed(box, pages[number], turn, wish), turn, wish.scale)
        for (number, _), box in zip(items, boxes, strict=True)
    )
    return replace(whole_side(size, tuple(spots)), cuts=cut_ticks(boxes, block.box, wish.gap))


def _add_bleed(box: Rect, page: SourcePage, turn: int, wish: SheetWish) -> Rect:
    """Return the part of an item that is seen: its bleed up to the middle of the gap, none without a gap."""
    most = min(wish.bleed, wish.gap / 2)
    left, low, right, top = (min(edge * wish.scale, most) for edge in page.bleed)
    for _ in range(turn // 90):
        left, low, right, top = top, left, low, right
    return Rect(box.x - left, box.y - low, box.width + left + right, box.height + low + top)
