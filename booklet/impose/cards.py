"""Schemes that are cut apart: cards and labels side by side, each back behind its front."""

from collections.abc import Iterator, Sequence

from booklet.errors import Finding, SourceError, Where
from booklet.geometry import Rect, Size, common
from booklet.impose.marks import cut_ticks
from booklet.impose.pages import MOST_ITEMS, check_number, check_sheet, check_sizes
from booklet.impose.plan import LONG_EDGE, Plan, Side, SourcePage, Spot, Wish
from booklet.sheets.imposition import Grid, behind, best_grid, n_up
from booklet.sheets.sides import Line

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
    _check_pairs(pages, name)
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


def plan_folded_over(pages: Sequence[SourcePage], wish: Wish, name: str) -> Plan:
    """Return sheets printed on one side: each item beside its back, to be folded between them and glued.

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
            box = _box(place, grid, block, wish)
            boxes.append(box)
            spots += _halves(item, box, pages, grid, wish)
            folds.append(_middle(box, is_on_side=grid.is_on_side))
        whole = Rect(0, 0, *size)
        sides.append(Side(size, whole, whole, tuple(spots), cut_ticks(boxes, block, wish.gap), tuple(folds)))
    return Plan(tuple(sides))


def _halves(item: tuple[int, ...], box: Rect, pages: Sequence[SourcePage], grid: Grid, wish: Wish) -> Iterator[Spot]:
    """Yield the two pages of an item beside each other, or one above the other on its side, each cut off at the fold.

    Who reads from left to right has the front at the right, as the cover of an open book.
    """
    numbers = (item[0], item[1]) if wish.is_rtl else (item[1], item[0])
    half, far = (box.width / 2, box.height / 2), box.width + box.height
    if grid.is_on_side:
        parts = (Rect(box.x, box.y, box.width, half[1]), Rect(box.x, box.y + half[1], box.width, half[1]))
        seen = (Rect(box.x - far, box.y - far, 3 * far, far + half[1]), Rect(box.x - far, parts[1].y, 3 * far, far))
    else:
        parts = (Rect(box.x, box.y, half[0], box.height), Rect(box.x + half[0], box.y, half[0], box.height))
        seen = (Rect(box.x - far, box.y - far, far + half[0], 3 * far), Rect(parts[1].x, box.y - far, far, 3 * far))
    turn = 90 if grid.is_on_side else 0
    for number, part, room in zip(numbers, parts, seen, strict=True):
        yield Spot(number, part, common(_with_bleed(part, pages[number], turn, wish), room), turn)


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
        raise SourceError(Finding("sheet-too-small", Where(name), "no item goes on the sheet", "take a larger --sheet"))
    check_number(grid.places * (1 if wish.is_sequence else len(pages)), MOST_ITEMS, "items", name)
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
    boxes = [_box(place, grid, block, wish) for _, place in items]
    spots = [
        Spot(number, box, _with_bleed(box, pages[number], turn, wish), turn)
        for (number, _), box in zip(items, boxes, strict=True)
    ]
    whole = Rect(0, 0, *size)
    return Side(size, whole, whole, tuple(spots), cut_ticks(boxes, block, wish.gap))


def _box(place: Place, grid: Grid, block: Rect, wish: Wish) -> Rect:
    """Return where an item lies in the block."""
    column, row = place
    width = (block.width + wish.gap) / grid.columns - wish.gap
    height = (block.height + wish.gap) / grid.rows - wish.gap
    x = block.x + column * (width + wish.gap)
    return Rect(x, block.top - row * (height + wish.gap) - height, width, height)


def _with_bleed(box: Rect, page: SourcePage, turn: int, wish: Wish) -> Rect:
    """Return what is seen of an item: its bleed as far as the middle of the gap; without a gap none."""
    most = min(wish.bleed, wish.gap / 2)
    left, low, right, top = (min(edge * wish.scale, most) for edge in page.bleed)
    for _ in range(turn // 90):
        left, low, right, top = top, left, low, right
    return Rect(box.x - left, box.y - low, box.width + left + right, box.height + low + top)
