"""Flat sheets: the pages of a folded item as they lie before it is folded, with marks where to fold and cut."""

from collections.abc import Sequence
from itertools import accumulate
from math import inf
from typing import TYPE_CHECKING

from booklet.geometry import Rect, Size
from booklet.sheets.imposition import roll_fold, saddle, zine
from booklet.sheets.planner import Row, row_spots
from booklet.sheets.sides import dashes, edge_lines, sources_of
from booklet.sheets.spots import Line, Side, Spot
from booklet.values import Frozen

if TYPE_CHECKING:
    from booklet.typeset.placed import PlacedPage

Rows = tuple[tuple[int, ...], ...]


class Flat(Frozen):
    """A side of a flat sheet, not yet placed on paper: its size and its pages."""

    size: Size
    spots: tuple[Spot, ...]
    folds: tuple[float, ...]
    middle: float = 0.0

    def moved(self, dx: float, dy: float) -> tuple[Spot, ...]:
        """Return its pages when the lower left corner of the sheet stands at (dx, dy)."""
        return tuple(spot.moved(dx, dy) for spot in self.spots)


def flats(fold: str, pages: "Sequence[PlacedPage]", scale: float, *, is_rtl: bool, has_bleed: bool) -> tuple[Flat, ...]:
    """Return the sides of a flat sheet, the outside first; pages at its outer edges may keep their bleed."""
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


def _flat(rows: Rows, pages: "Sequence[PlacedPage]", scale: float, *, has_bleed: bool) -> Flat:
    """Return a side; of two rows the upper one stands on its head."""
    sources, last = sources_of(pages), len(rows) - 1
    height = pages[0].trim.height * scale
    widths = tuple(pages[number].trim.width * scale for number in rows[0])
    edges = tuple(accumulate(widths))
    spots: list[Spot] = []
    for number, panels in enumerate(rows):
        turn = 180 if number < last else 0
        row = Row(panels, widths, turn=turn, has_above=number > 0, has_below=number < last)
        box = Rect(0, (last - number) * height, edges[-1], height)
        spots += row_spots(sources, row, box, scale, bleed=inf if has_bleed else 0.0)
    spots.sort(key=lambda spot: spot.page)
    return Flat(Size(edges[-1], len(rows) * height), tuple(spots), edges[:-1], height if last else 0.0)


def flat_side(flat: Flat, size: Size, x: float, y: float, bleed: float) -> Side:
    """Return a side of paper with a flat sheet on it, whose lower left corner stands at (x, y)."""
    trim = Rect(x, y, *flat.size)
    return Side(size, trim, trim.grown(bleed), flat.moved(x, y), is_shared=True)


def fold_lines(flat: Flat, x: float, y: float, bleed: float) -> list[Line]:
    """Return dashes that show where to fold, outside the flat sheet and its bleed, and the line where a zine is cut."""
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
    """Return lines that point at the edges of flat sheets standing below one another on larger paper."""
    edges = [y + number * flat.size.height / rows for number in range(rows + 1)]
    return edge_lines((x, x + flat.size.width), edges)
