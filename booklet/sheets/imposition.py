"""Imposition: how many pages in, which page stands where on which sheet out. Numbers only; pages count from 0."""

from typing import NamedTuple

Panels = tuple[int | None, ...]
"""What stands on one side of a sheet, from the upper left, row by row; None is a blank."""

SCHEMES = ("saddle", "signatures", "fold", "roll-fold", "z-fold", "zine", "n-up", "n-up-backs", "fold-over", "tiles")
"""What can be made of the pages of a file, by name; `booklet.impose.schemes` makes it."""

SIGNATURE = 16
"""Pages of a signature, unless somebody asks for another number."""


class Sheet(NamedTuple):
    """A sheet, its two sides as each looks when it faces us; the back was turned about an upright axis."""

    front: Panels
    back: Panels


def saddle(pages: int, *, is_rtl: bool = False) -> list[Sheet]:
    """Return the sheets of a booklet that is folded and stapled in the fold, the outermost first.

    Blanks fill up to a multiple of four and stand before the back cover. Read from right to left, pairs are swapped.

    >>> saddle(8)[0]
    Sheet(front=(7, 0), back=(1, 6))
    >>> saddle(6)[1]
    Sheet(front=(None, 2), back=(3, 4))
    """
    order = _pad_pages(pages)
    sheets = []
    for sheet in range(len(order) // 4):
        first, last = 2 * sheet, len(order) - 1 - 2 * sheet
        front, back = (order[last], order[first]), (order[first + 1], order[last - 1])
        sheets.append(Sheet(front[::-1], back[::-1]) if is_rtl else Sheet(front, back))
    return sheets


def _pad_pages(pages: int) -> list[int | None]:
    """Return the pages in reading order, filled up to a multiple of four before the last."""
    blanks = -pages % 4
    return [*range(pages - 1), *[None] * blanks, pages - 1]


def signatures(pages: int, leaves: int = SIGNATURE, *, is_rtl: bool = False) -> list[list[Sheet]]:
    """Return the sheets of each signature of a book that is gathered and glued; each is folded like a booklet.

    `leaves` is how many pages a signature has, a multiple of four. Blanks stand before the last page of the book; the
    last signature may be thinner.

    >>> [len(signature) for signature in signatures(40)]
    [4, 4, 2]
    """
    order = _pad_pages(pages)
    found = []
    for start in range(0, len(order), leaves):
        part = order[start : start + leaves]
        found.append([_renumber(sheet, part) for sheet in saddle(len(part), is_rtl=is_rtl)])
    return found


def _renumber(sheet: Sheet, pages: list[int | None]) -> Sheet:
    front, back = (tuple(pages[page] if page is not None else None for page in side) for side in sheet)
    return Sheet(front, back)


def roll_fold(*, is_rtl: bool = False) -> Sheet:
    """Return the sheet of a leaflet of six panels whose flap is folded in: the cover is 0, the flap 4, the back 5.

    >>> roll_fold()
    Sheet(front=(4, 5, 0), back=(1, 2, 3))
    """
    return _mirror(Sheet((4, 5, 0), (1, 2, 3)), is_rtl=is_rtl)


def z_fold(*, is_rtl: bool = False) -> Sheet:
    """Return the sheet of a leaflet of six panels that is folded to and fro: the cover is 0, the back 5.

    >>> z_fold()
    Sheet(front=(3, 4, 0), back=(1, 2, 5))
    """
    return _mirror(Sheet((3, 4, 0), (1, 2, 5)), is_rtl=is_rtl)


def zine(*, is_rtl: bool = False) -> Sheet:
    """Return the sheet of eight pages printed on one side, four above four; the upper four stand on their heads.

    It is cut along the middle between the outer columns, folded, and pushed together.

    >>> zine().front
    (4, 3, 2, 1, 5, 6, 7, 0)
    """
    front = (1, 2, 3, 4, 0, 7, 6, 5) if is_rtl else (4, 3, 2, 1, 5, 6, 7, 0)
    return Sheet(front, ())


def _mirror(sheet: Sheet, *, is_rtl: bool) -> Sheet:
    return Sheet(sheet.front[::-1], sheet.back[::-1]) if is_rtl else sheet


def n_up(columns: int, rows: int) -> list[tuple[int, int]]:
    """Return the places of cards on a side, row by row from the top, as (column, row).

    >>> n_up(2, 2)
    [(0, 0), (1, 0), (0, 1), (1, 1)]
    """
    return [(column, row) for row in range(rows) for column in range(columns)]


def find_back_place(place: tuple[int, int], columns: int) -> tuple[int, int]:
    """Return the place on the back that meets a place on the front, when the sheet is turned on its long edge.

    >>> find_back_place((0, 3), columns=2)
    (1, 3)
    """
    column, row = place
    return columns - 1 - column, row


class Grid(NamedTuple):
    """Columns and rows of a sheet, and whether the items on it lie on their side."""

    columns: int
    rows: int
    is_on_side: bool

    @property
    def places(self) -> int:
        """How many items the sheet takes."""
        return self.columns * self.rows


def best_grid(room: tuple[float, float], item: tuple[float, float], gap: float = 0.0) -> Grid:
    """Return how most items of a size fit into a room, upright if that takes as many.

    >>> best_grid((200, 287), (85, 55)), best_grid((200, 287), (148, 210))
    (Grid(columns=2, rows=5, is_on_side=False), Grid(columns=1, rows=1, is_on_side=False))
    """
    upright = grid_of(room, item, gap)
    lying = grid_of(room, (item[1], item[0]), gap)._replace(is_on_side=True)
    return lying if lying.places > upright.places else upright


def grid_of(room: tuple[float, float], item: tuple[float, float], gap: float = 0.0) -> Grid:
    """Return how many items go into a room as they are."""
    return Grid(_count_fitting(room[0], item[0], gap), _count_fitting(room[1], item[1], gap), is_on_side=False)


def _count_fitting(room: float, length: float, gap: float) -> int:
    return max(0, int((room + gap + _SLACK) // (length + gap)))


_SLACK = 0.01
"""What a rounding may add to a length, in points."""


def tile_grid(poster: tuple[float, float], tile: tuple[float, float], overlap: float) -> tuple[int, int]:
    """Return the columns and rows of tiles that cover a poster; neighbours share a strip `overlap` wide.

    >>> tile_grid((420, 594), (287, 200), 10)
    (2, 4)
    """
    columns, rows = (
        max(1, -int(-(whole - overlap - _SLACK) // (part - overlap))) for whole, part in zip(poster, tile, strict=True)
    )
    return columns, rows
