"""Tables: rows of cells that meet, each with its headers, so that a reader can tell what a cell belongs to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.rules.screen import PROTOCOL
from booklet.check.preflight.screenfile import ScreenFile, Tag

_TABLE = "Make it with the table function of your program, with header cells, and export again."

NESTING = Rule("table-nesting", "A screen reader reads the table as loose words.", _TABLE, PROTOCOL, "09-004")
UNEVEN = Rule(
    "table-uneven",
    "Cells are read under the wrong header: rows are not equally long, or cells overlap.",
    _TABLE,
    PROTOCOL,
    "15-003",
)
NO_HEADER = Rule(
    "table-headerless",
    "A screen reader reads out cells and cannot say what they belong to.",
    "Mark header cells (TH) and say whether they are for their row or their column (Scope).",
    PROTOCOL,
    "15-003",
)

_GROUPS = ("THead", "TBody", "TFoot")
_WITHIN: Mapping[str, tuple[str, ...]] = {
    "TR": ("Table", *_GROUPS), "TH": ("TR",), "TD": ("TR",), **dict.fromkeys(_GROUPS, ("Table",)),
}  # fmt: skip
_HOLDS: Mapping[str, tuple[str, ...]] = {
    "Table": ("TR", *_GROUPS, "Caption"), "TR": ("TH", "TD"), **dict.fromkeys(_GROUPS, ("TR",)),
}  # fmt: skip

MOST_CELLS = 100_000


@dataclass
class CellGrid:
    """Cells where they stand; of cells that overlap, the first. Cells that no table could hold are not laid."""

    cells: dict[tuple[int, int], Tag] = field(default_factory=dict)
    overlaps: bool = False

    def put(self, cell: Tag, row: int, column: int) -> None:
        """Lay a cell on all places that it spans."""
        if len(self.cells) + cell.columns * cell.rows > MOST_CELLS:
            self.overlaps = True
            return
        for across in range(column, column + cell.columns):
            for down in range(row, row + cell.rows):
                self.overlaps |= (down, across) in self.cells
                self.cells.setdefault((down, across), cell)


def check_tables(file: ScreenFile) -> Iterator[Hit]:
    """Yield faults of tables."""
    if not file.is_tagged:
        return
    named = {element.name for element in file.elements if element.name}
    for element in file.elements:
        yield from _check_nesting(element, file)
        if element.standard == "Table":
            yield from _order(element, file.kids.get(element.number, ()))
            yield from _cells(element, list(_rows(element, file)), named)


def _check_nesting(element: Tag, file: ScreenFile) -> Iterator[Hit]:
    kind, above = element.standard, file.find_holder(element)
    if kind in _WITHIN and above not in _WITHIN[kind]:
        yield NESTING.hit(f"a {kind} lies in {above or 'nothing'}, not in {_WITHIN[kind][0]}", element.page)
    if kind in _HOLDS:
        for kid in file.kids.get(element.number, ()):
            if kid.standard not in _HOLDS[kind]:
                yield NESTING.hit(f"{kid.standard or kid.kind} lies in {kind}", element.page)


def _order(table: Tag, kids: Sequence[Tag]) -> Iterator[Hit]:
    kinds = [kid.standard for kid in kids]
    for kind in ("THead", "TFoot"):
        if kinds.count(kind) > 1:
            yield NESTING.hit(f"a Table holds more than one {kind}", table.page)
        if kind in kinds and "TBody" not in kinds:
            yield NESTING.hit(f"a Table holds {kind} and no TBody", table.page)
    if kinds.count("Caption") > 1 or "Caption" in kinds[1:-1]:
        yield NESTING.hit("a Table holds a Caption that is neither its first nor its last part, or several", table.page)


def _rows(table: Tag, file: ScreenFile) -> Iterator[Sequence[Tag]]:
    """Yield the cells of each row."""
    for kid in file.kids.get(table.number, ()):
        rows = (kid,) if kid.standard == "TR" else file.kids.get(kid.number, ()) if kid.standard in _GROUPS else ()
        for row in rows:
            if row.standard == "TR":
                yield [cell for cell in file.kids.get(row.number, ()) if cell.standard in {"TH", "TD"}]


def _cells(table: Tag, rows: Sequence[Sequence[Tag]], named: set[str]) -> Iterator[Hit]:
    grid = _grid(rows)
    if grid.overlaps or _is_uneven(grid, len(rows)):
        yield UNEVEN.hit(f"a table of {len(rows)} rows", table.page)
        return
    cells = [cell for row in rows for cell in row]
    is_open = any(cell.standard == "TD" and not (cell.headers and named.issuperset(cell.headers)) for cell in cells)
    if is_open and any(cell.standard == "TH" and not cell.scope for cell in cells):
        yield NO_HEADER.hit("a header cell does not say whether it is for its row or its column", table.page)


def _grid(rows: Sequence[Sequence[Tag]]) -> CellGrid:
    grid = CellGrid()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in grid.cells:
                column += 1
            grid.put(cell, number, column)
            if grid.overlaps:
                return grid
            column += cell.columns
    return grid


def _is_uneven(grid: CellGrid, rows: int) -> bool:
    width = 1 + max((column for _, column in grid.cells), default=-1)
    return len(grid.cells) != rows * width or any(row >= rows for row, _ in grid.cells)
