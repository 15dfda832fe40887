"""Lines around what is cut and folded, and how they are drawn. Points, origin at the lower left corner."""

from collections.abc import Iterable

from booklet.geometry import Rect, mm
from booklet.impose.plan import MARK, NEAR
from booklet.pdf.marks import HAIRLINE, corner_lines, lines_path, target_path
from booklet.pdfnumbers import number
from booklet.sheets.sides import CLEAR, edge_lines
from booklet.sheets.spots import Line, Side
from booklet.text.letters import draw_letters


def corners(trim: Rect, away: float = NEAR) -> tuple[Line, ...]:
    """Return the eight lines that point at the corners of a trim, beginning so far away."""
    return tuple(corner_lines(trim, max(away, NEAR), MARK))


def fold_ticks(x: float, trim: Rect, away: float = 0.0, length: float = MARK) -> tuple[Line, ...]:
    """Return the two lines above and below a trim that show an upright fold."""
    near = max(away, mm(1))
    return ((x, trim.y - near, x, trim.y - near - length), (x, trim.top + near, x, trim.top + near + length))


def cut_ticks(boxes: Iterable[Rect], block: Rect, gap: float) -> tuple[Line, ...]:
    """Return lines that show where to cut items apart: around their block, and crosses in the gaps between them."""
    items = list(boxes)
    columns = sorted({round(x, 3) for box in items for x in (box.x, box.right)})
    rows = sorted({round(y, 3) for box in items for y in (box.y, box.top)})
    lines = edge_lines(columns, rows, block)
    if gap > 2 * CLEAR:
        lines += [(x, y - CLEAR, x, y + CLEAR) for x in columns for y in _middles(rows)]
        lines += [(x - CLEAR, y, x + CLEAR, y) for y in rows for x in _middles(columns)]
    return tuple(lines)


def _middles(edges: list[float]) -> list[float]:
    """Return the middles of the gaps between items, of which each has two edges."""
    return [(right + left) / 2 for right, left in zip(edges[1:-1:2], edges[2:-1:2], strict=True)]


def targets(box: Rect, away: float) -> tuple[tuple[float, float], ...]:
    """Return the middles of registration marks, one at each side of a box, clear of a fold in its middle."""
    x, y = box.x + box.width / 4, box.y + box.height / 2
    return ((x, box.y - away), (x, box.top + away), (box.x - away, y), (box.right + away, y))


def draw_side(side: Side) -> str:
    """Return the operators of all lines and labels of a side, in the colour space `/All`: on every plate."""
    if not (side.cuts or side.folds or side.thin or side.targets or side.labels):
        return ""
    parts = [f"/Artifact BMC q /All CS /All cs 1 SCN 1 scn {number(HAIRLINE)} w"]
    if side.cuts:
        parts.append(f"{lines_path(side.cuts)} S")
    if side.targets:
        parts.append(" ".join(target_path(x, y) for x, y in side.targets) + " S")
    if side.folds:
        parts.append(f"[3 2] 0 d {lines_path(side.folds)} S [] 0 d")
    if side.thin:
        parts.append(f"0.35 SCN {lines_path(side.thin)} S")
    parts += [draw_letters(label.text, label.x, label.y, label.height) for label in side.labels]
    return " ".join((*parts, "Q EMC"))
