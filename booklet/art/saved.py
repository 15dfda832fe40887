"""An SVG as drawing programs save it becomes cells: areas and lines in plain colours, with nothing left to resolve.

Styles, clones and clips are followed exactly; gradients, masks and what is see-through are made into plain shapes, and
said. Whatever else a file holds is a fault, with what its author chooses in the menus of the program that saved it.
"""

from math import isclose

from booklet.art.cells import NOWHERE, WHITE, Cell, Cut, meet, mix
from booklet.art.faults import Faults
from booklet.art.markup import read_markup
from booklet.art.programs import find_program
from booklet.art.savedfile import open_file
from booklet.art.transform import Matrix
from booklet.art.walk import Walk
from booklet.art.windows import WINDOWS
from booklet.geometry import Rect
from booklet.values import Frozen, replace

SIDE = 1000.0
"""How long the longer side of a drawing is, whatever units it was drawn in."""

LARGE_PAGE = 0.25
"""A drawing that covers less than this of a page in the shape of a sheet was saved with the sheet it was drawn on."""

SHEETS = (2**0.5, 11 / 8.5)
"""Shapes of sheets that programs begin with, the longer side by the shorter: A4 and its like, and Letter."""


class SavedDrawing(Frozen):
    """Cells from below to above on a page with its origin at the bottom left; `changes` tells what is not as saved."""

    width: float
    height: float
    cells: tuple[Cell, ...]
    changes: tuple[str, ...] = ()


def read_saved(text: str, file: str) -> SavedDrawing:
    """Read an SVG; raise `SourceError` with all its faults. The text is not trusted: it cannot reach out or grow."""
    faults = Faults(file, find_program(text))
    root = read_markup(text, faults)
    opened = open_file(root, faults)
    view, scale = opened.view, SIDE / max(opened.view.width, opened.view.height)
    walk = Walk(opened, faults, WINDOWS)
    cells = walk.draw_all(root, Matrix(scale, 0.0, 0.0, -scale, -view.x * scale, view.top * scale))
    faults.raise_all()
    page = Rect(0.0, 0.0, view.width * scale, view.height * scale)
    on_white = [replace(cell, colour=mix(cell.colour, WHITE, cell.alpha), alpha=1.0) for cell in cells]
    seen = tuple(cell for cell in on_white if meet(cell.box, page) != NOWHERE)
    return _cut_page(SavedDrawing(page.width, page.height, seen, walk.list_changes()))


def _cut_page(drawing: SavedDrawing) -> SavedDrawing:
    """Return a drawing without the empty sheet around it, on which some programs save."""
    page = Rect(0.0, 0.0, drawing.width, drawing.height)
    seen = [cell.box for cell in drawing.cells]
    if not seen:
        return drawing
    left, bottom = min(box.x for box in seen), min(box.y for box in seen)
    right, top = max(box.right for box in seen), max(box.top for box in seen)
    found = meet(page, Rect(left, bottom, right - left, top - bottom))
    shape = max(page.width, page.height) / min(page.width, page.height)
    is_sheet = any(isclose(shape, sheet, rel_tol=0.005) for sheet in SHEETS)
    if found == NOWHERE or not is_sheet or found.width * found.height >= LARGE_PAGE * page.width * page.height:
        return drawing
    move = Matrix(e=-found.x, f=-found.y)
    cells = tuple(_move(cell, move) for cell in drawing.cells if meet(cell.box, found) != NOWHERE)
    return SavedDrawing(found.width, found.height, cells, (*drawing.changes, "the empty page around it is cut off"))


def _move(cell: Cell, matrix: Matrix) -> Cell:
    cuts = tuple(Cut(cut.outline.moved(matrix), cut.even_odd) for cut in cell.cuts)
    box = cell.box.moved(matrix.e, matrix.f)
    if cell.pen:
        return replace(cell, cuts=cuts, box=box, pen=cell.pen._replace(matrix=cell.pen.matrix.then(matrix)))
    return replace(cell, outline=cell.outline.moved(matrix), cuts=cuts, box=box)
