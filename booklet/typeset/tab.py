"""The edge tab of a page."""

from booklet.geometry import Rect, mm
from booklet.look.layout import Section
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.brief import Brief
from booklet.typeset.foot import has_strip


def edge_tab(board: Board, brief: Brief, section: Section) -> None:
    """Draw the edge tab that shows the section on the closed booklet."""
    if section.tab < 0 or not has_strip(brief):
        return
    top, height, wide, radius = mm(15 + 27 * section.tab), mm(24), mm(6), mm(3)
    if brief.is_recto:
        box, radii = (
            Rect(brief.trim.width - wide, -top - height, wide + brief.bleed, height),
            (radius, 0.0, 0.0, radius),
        )
    else:
        box, radii = Rect(-brief.bleed, -top - height, wide + brief.bleed, height), (0.0, radius, radius, 0.0)
    board.fill(shapes.rounded_rectangle(box, radii), section.ink)
