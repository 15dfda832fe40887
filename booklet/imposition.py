"""Imposition: how many pages in, which page stands where on which sheet out. Numbers only; pages count from 0."""

from typing import NamedTuple

Pair = tuple[int | None, int | None]
"""What stands left and right on one side of a sheet; None is a blank."""


class Sheet(NamedTuple):
    """A sheet of two pages a side."""

    front: Pair
    back: Pair


def saddle(pages: int, *, is_rtl: bool = False) -> list[Sheet]:
    """Return the sheets of a booklet that is folded and stapled in the fold, the outermost first.

    Blanks fill up to a multiple of four and stand before the back cover. Read from right to left, pairs are swapped.

    >>> saddle(8)[0]
    Sheet(front=(7, 0), back=(1, 6))
    >>> saddle(6)[1]
    Sheet(front=(None, 2), back=(3, 4))
    """
    order = _padded(pages)
    sheets = []
    for sheet in range(len(order) // 4):
        first, last = 2 * sheet, len(order) - 1 - 2 * sheet
        front, back = (order[last], order[first]), (order[first + 1], order[last - 1])
        sheets.append(Sheet(front[::-1], back[::-1]) if is_rtl else Sheet(front, back))
    return sheets


def _padded(pages: int) -> list[int | None]:
    blanks = -pages % 4
    return [*range(pages - 1), *[None] * blanks, pages - 1]


def n_up(columns: int, rows: int) -> list[tuple[int, int]]:
    """Return the places of cards on a side, row by row from the top, as (column, row).

    >>> n_up(2, 2)
    [(0, 0), (1, 0), (0, 1), (1, 1)]
    """
    return [(column, row) for row in range(rows) for column in range(columns)]


def behind(place: tuple[int, int], columns: int) -> tuple[int, int]:
    """Return the place on the back of a sheet, turned on its long edge, that meets a place on its front.

    >>> behind((0, 3), columns=2)
    (1, 3)
    """
    column, row = place
    return columns - 1 - column, row
