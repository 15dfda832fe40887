"""Flat sheets: the pages of what is folded, as they lie before anybody folds it, and marks where to fold and cut."""

from collections.abc import Sequence
from dataclasses import dataclass

from booklet.geometry import Rect, Size
from booklet.sheets.imposition import roll_fold, saddle, zine
from booklet.sheets.sides import Line, Side, Spot, dashes, edge_lines
from booklet.typeset.placed import PlacedPage

Rows = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Flat:
    """A side of a flat sheet without its place on paper: its size, and its pages."""

    size: Size
    spots: tuple[Spot, ...]
    folds: tuple[float, ...]
    middle: float = 0.0

    def moved(self, dx: float, dy: float) -> tuple[Spot, ...]:
        """Return its pages where the lower left corner of the sheet is at (dx, dy)."""
        return tuple(
            Spot(spot.page, spot.x + dx, spot.y + dy, spot.scale, spot.is_copy, spot.seen) for spot in self.spots
        )


def flats(fold: str, pages: Sequence[PlacedPage], scale: float, *, is_rtl: bool, has_bleed: bool) -> tuple[Flat, ...]:
    """Return the sides of a flat sheet, the outside first; at its outer edges pages may keep their bleed."""
    return tuple(_flat(rows, pages, scale, has_bleed=has_bleed) for rows in flat_sides(fold, is_rtl=is_rtl))


def flat_sides(fold: str, *, is_rtl: bool = False) -> tuple[Rows, ...]:
    """Return the pages on each side of a flat sheet, row by row from the top."""
    if fold == "zine":
        front = zine(is_rtl=is_rtl).front
        return ((_numbers(front[:4]), _numbers(front[4:])),)
    sheet = roll_fold(is_rtl=is_rtl) if fold == "roll" else saddle(4, is_rtl=is_rtl)[0]
    return ((_numbers(sheet.front),), (_numbers(sheet.back),))


def _numbers(panels: Sequence[int | None]) -> tuple[int, ...]:
    return tuple(page for page in panels if page is not None)


def _flat(rows: Rows, pages: Sequence[PlacedPage], scale: float, *, has_bleed: bool) -> Flat:
    """Return a side; of two rows the upper one stands on its head, which a negative scale says."""
    height = pages[0].trim.height * scale
    spots: list[Spot] = []
    folds: list[float] = []
    x = 0.0
    for number, row in enumerate(rows):
        is_turned, low = number < len(rows) - 1, (len(rows) - 1 - number) * height
        x, folds = 0.0, []
        for place, page_number in enumerate(row):
            page = pages[page_number]
            width, bleed = page.trim.width * scale, page.bleed * has_bleed
            edges = [
                bleed * is_outer
                for is_outer in (place == 0, number == len(rows) - 1, place == len(row) - 1, number == 0)
            ]
            left, below, right, above = (*edges[2:], *edges[:2]) if is_turned else edges
            seen = Rect(-left, -below, page.trim.width + left + right, page.trim.height + below + above)
            corner = (x + width, low + height, -scale) if is_turned else (x, low, scale)
            spots.append(Spot(page_number, *corner, seen=seen))
            x += width
            folds.append(x)
    spots.sort(key=lambda spot: spot.page)
    return Flat(Size(x, len(rows) * height), tuple(spots), tuple(folds[:-1]), height if len(rows) > 1 else 0.0)


def flat_side(flat: Flat, size: Size, x: float, y: float, bleed: float) -> Side:
    """Return a side of paper of a size with a flat sheet on it, whose lower left corner is at (x, y)."""
    trim = Rect(x, y, *flat.size)
    return Side(size, trim, trim.grown(bleed), flat.moved(x, y), is_shared=True)


def fold_lines(flat: Flat, x: float, y: float, bleed: float) -> list[Line]:
    """Return dashes where to fold, outside of a flat sheet and its bleed, and the line where a zine is cut."""
    low, top, right = y - bleed, y + flat.size.height + bleed, x + flat.size.width + bleed
    lines = []
    for fold in flat.folds:
        lines += [(x + fold, a, x + fold, b) for a, b in dashes(low, -1)]
        lines += [(x + fold, a, x + fold, b) for a, b in dashes(top, 1)]
    if flat.middle:
        middle = y + flat.middle
        lines += [(a, middle, b, middle) for a, b in (*dashes(x - bleed, -1), *dashes(right, 1))]
        lines.append((x + flat.folds[0], middle, x + flat.folds[-1], middle))
    return lines


def corner_lines(flat: Flat, x: float, y: float, rows: int = 1) -> list[Line]:
    """Return lines that point at the edges of flat sheets that stand below one another on larger paper."""
    edges = [y + number * flat.size.height / rows for number in range(rows + 1)]
    return edge_lines((x, x + flat.size.width), edges)
