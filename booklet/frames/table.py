"""Tables of words that continue over frames: split between rows, with title and column heads repeated."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise

from reportlab.platypus.flowables import Flowable

from booklet.frames.flowables import OwnFlowable
from booklet.geometry import mm
from booklet.typeset.board import Board
from booklet.typeset.house import House
from booklet.typeset.howto import heading
from booklet.typeset.placed import Component
from booklet.values import Frozen, replace

AIR = mm(1.4)
"""The space above and below the words of a row."""

GUTTER = mm(4)
"""The space between two columns."""

FEWEST = 2
"""Rows that stay together below a title, and at the end of a table."""

EMPTY = "\u00a0"
"""What an empty cell holds, so that it is a cell to readers who cannot see it."""


class Column(Frozen):
    """A column: its share of the measure, its head as markup ("" = none), and how its words are set.

    Its words head their rows if it `is_head`. If it `tears`, words may break anywhere, as names of files must.
    `language` is that of its words, if it is not that of the page.
    """

    share: float
    head: str = ""
    is_head: bool = False
    tears: bool = False
    language: str = ""


class _SetTable(Frozen):
    """A table at a measure: what stands above it at first and later, the heads of its columns, and all its rows.

    `reach[n]` is how far down row n begins.
    """

    title: Component
    again: Component
    heads: Component
    rows: tuple[Component, ...]
    reach: tuple[float, ...]

    def top(self, start: int) -> Component:
        """Return what stands above a part of the table that begins with a row."""
        return self.again if start else self.title

    def height(self, start: int, end: int) -> float:
        """Return how high a part of the table is."""
        return self.top(start).height + self.heads.height + self.reach[end] - self.reach[start]

    def find_last(self, start: int, end: int, height: float) -> int:
        """Return the row before which a part of the table ends if it may have a height at most."""
        room = height - self.height(start, start) + self.reach[start]
        return max(start, bisect_right(self.reach, room, start, end) - 1)


class _TablePart(OwnFlowable):
    """Some rows of a table, from the first up to the last."""

    def __init__(self, table: "Table", start: int, end: int) -> None:
        super().__init__()
        self.table, self.start, self.end = table, start, end
        self.about = table.title

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Return the room that the rows need; none is set before its place is known."""
        self.width, self.height = availWidth, self.table.rows_at(availWidth).height(self.start, self.end)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Return the rows that fit and those that do not; none if too few would stand below the heads."""
        start, end = self.start, self.end
        cut = self.table.rows_at(availWidth).find_last(start, end, availHeight)
        fewest = 1 if getattr(getattr(self, "_frame", None), "_atTop", False) else FEWEST
        if end - cut < FEWEST <= cut - start:
            cut = max(end - FEWEST, start + 1)
        if cut - start < fewest:
            return []
        first, last = _TablePart(self.table, start, cut), _TablePart(self.table, cut, end)
        first.spaceBefore, last.spaceAfter = self.spaceBefore, self.spaceAfter
        return [first, last]

    def says(self) -> tuple[str, ...]:
        """Return its title, its notes, the heads of its columns and its cells."""
        table = self.table
        heads = (table.title, *table.notes, *(column.head for column in table.columns))
        cells = (cell for row in table.rows[self.start : self.end] for cell in row)
        return tuple(dict.fromkeys(filter(None, (*heads, *cells))))

    def component(self, width: float) -> Component:
        """Return the rows below their title and heads."""
        made, board = self.table.rows_at(width), Board("table", self.table.house.setting)
        top = board.place(made.top(self.start), 0, 0)
        table = board.element("Table")
        top += board.place(made.heads, 0, top, table)
        for row in made.rows[self.start : self.end]:
            top += board.place(row, 0, top, table)
        board.rule(0, top, width, "black", 0.35)
        return board.finish(width, top)


class Table(_TablePart):
    """Rows of cells below a title and notes, if there are any, all markup; it continues over as many frames as needed.

    Where it continues, its title and the heads of its columns are repeated; the title is an artifact there, since it
    was read before.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        house: House,
        title: str = "",
        notes: Sequence[str] = (),
    ) -> None:
        self.columns, self.rows, self.house, self.title, self.notes = columns, rows, house, title, notes
        self._at: dict[float, _SetTable] = {}
        self._styles = [replace(house.style("small"), tears=column.tears) for column in columns]
        super().__init__(self, 0, len(rows))

    def rows_at(self, width: float) -> _SetTable:
        """Return all rows at a measure."""
        if width not in self._at:
            heads = [column.head for column in self.columns]
            rows = self._set_rows(width)
            empty = Component(width, 0.0, ())
            self._at[width] = _SetTable(
                title=_add_air(heading(self.title, self.notes, width, self.house)) if self.title else empty,
                again=self._again(width) if self.title else empty,
                heads=self._row(heads, width, heads_columns=True) if any(heads) else empty,
                rows=rows,
                reach=tuple(accumulate((row.height for row in rows), initial=0.0)),
            )
        return self._at[width]

    def _set_rows(self, width: float) -> tuple[Component, ...]:
        """Set all rows, in the order of their words: what begins alike has words in common, which are still known."""
        rows = [tuple(row) for row in self.rows]
        made = {row: self._row(row, width) for row in sorted(set(rows))}
        return tuple([made[row] for row in rows])

    def _again(self, width: float) -> Component:
        board = Board("table", self.house.setting)
        return _add_air(board.finish(width, board.text(self.title, self.house.style("label"), 0, 0, width)))

    def _row(self, cells: Sequence[str], width: float, *, heads_columns: bool = False) -> Component:
        """Set a row with a rule above it."""
        board = Board("table", self.house.setting)
        row, height = board.element("TR"), 0.0
        board.rule(0, 0, width, "black", 0.35)
        places = accumulate((column.share * width for column in self.columns), initial=0.0)
        parts = zip(cells, self.columns, self._styles, pairwise(places), strict=True)
        for number, (words, column, style, (x, end)) in enumerate(parts, 1):
            is_head = heads_columns or column.is_head
            scope = "Column" if heads_columns else "Row"
            language = column.language if column.language != self.house.setting.language else ""
            cell = board.element("TH" if is_head else "TD", row, language=language, scope=scope)
            is_last = number == len(self.columns)
            measure = end - x - (0.0 if is_last else GUTTER)
            markup = (f"*{words}*" if is_head else words) if words else EMPTY
            height = max(height, board.text(markup, style, x, AIR, measure, cell))
            if not is_last:
                board.end_with_space(cell)
        return board.finish(width, height + 2 * AIR)


def _add_air(title: Component) -> Component:
    return replace(title, height=title.height + AIR)
