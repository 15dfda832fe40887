"""The foot of a page: its number, and the way to help."""

from booklet.geometry import mm
from booklet.typeset.board import Board
from booklet.typeset.brief import Brief
from booklet.typeset.house import House

STRIP = mm(18)
"""Where help strip and folio stand, from the foot of the page."""


MIDDLE = mm(6)
"""How far below that the middle of the strip stands, and of all else in the foot, however tall its lines are."""


def strip_top(brief: Brief) -> float:
    """Return where help strip and page number begin."""
    return brief.trim.height - STRIP


FOLIO = mm(12)
"""How wide a number of a page may be."""


def has_strip(brief: Brief) -> bool:
    """Tell whether a page keeps room for the help strip."""
    return brief.margins.foot >= STRIP


def foot(board: Board, brief: Brief, house: House) -> None:
    """Draw page number and help: the strip on right-hand pages, a pointer to the directory on the others.

    Panels of a leaflet keep no room for a strip and have only their number, since help is one panel away.
    """
    if not has_strip(brief):
        folio(board, brief, house, "black")
        return
    if brief.is_recto:
        board.form("strip", brief.start, strip_top(brief), "Link")
        folio(board, brief, house, "black")
    else:
        folio(board, brief, house, "black")
        _pointer(board, brief, house)


def folio(board: Board, brief: Brief, house: House, ink: str, top: float | None = None) -> None:
    """Set the number of a page at its outer margin; beside the strip a little lower, in no row of its lines."""
    x = brief.trim.width - brief.margins.outer - FOLIO if brief.is_recto else brief.margins.outer
    style = house.style("folio", ink, "end" if brief.is_recto else "start")
    if top is None:
        top = strip_top(brief) + (mm(3) if brief.is_recto else MIDDLE - style.leading / 2)
    board.line(str(brief.number + 1), style, x, top, FOLIO)


def _pointer(board: Board, brief: Brief, house: House) -> None:
    style = house.style("label", align="end")
    edge = brief.trim.width - brief.margins.inner
    words = f"[{house.labels['foot.help']}](#{house.directory_topic})"
    middle, size = strip_top(brief) + MIDDLE, mm(4.5)
    width = board.line(words, style, edge - mm(50), middle - style.leading / 2, mm(50), board.element("P"))
    board.art("icon-phone-fill", edge - width - size - mm(1.5), middle - size / 2, size, size)
