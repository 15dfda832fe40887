"""The foot of a page: its number, and the way to help."""

from booklet.geometry import mm
from booklet.typeset.brief import Brief
from booklet.typeset.house import House
from booklet.typeset.sheet import Sheet

STRIP = mm(18)
"""Where help strip and folio stand, from the foot of the page."""


def strip_top(brief: Brief) -> float:
    """Return where help strip and folio begin."""
    return brief.trim.height - STRIP


FOLIO = mm(12)
"""How wide a number of a page may be."""


def has_strip(brief: Brief) -> bool:
    """Tell whether a page keeps room for the help strip."""
    return brief.margins.foot >= STRIP


def foot(sheet: Sheet, brief: Brief, house: House) -> None:
    """Draw folio and help: the strip on right-hand pages, a pointer to the directory on the others.

    Panels of a leaflet, which keep no room for a strip, have their number alone: help is a panel away.
    """
    if not has_strip(brief):
        folio(sheet, brief, house, "black")
        return
    if brief.is_recto:
        sheet.form("strip", brief.start, strip_top(brief), "Link")
        folio(sheet, brief, house, "black")
    else:
        folio(sheet, brief, house, "black")
        _pointer(sheet, brief, house)


def folio(sheet: Sheet, brief: Brief, house: House, ink: str, top: float | None = None) -> None:
    """Set the number of a page at its outer margin."""
    x = brief.trim.width - brief.margins.outer - FOLIO if brief.is_recto else brief.margins.outer
    style = house.style("folio", ink, "end" if brief.is_recto else "start")
    top = strip_top(brief) + mm(3) if top is None else top
    sheet.line(str(brief.number + 1), style, x, top, FOLIO)


def _pointer(sheet: Sheet, brief: Brief, house: House) -> None:
    style = house.style("label", align="end")
    edge = brief.trim.width - brief.margins.inner
    words = f"[{house.labels['foot.help']}](#directory)"
    width = sheet.line(words, style, edge - mm(50), strip_top(brief) + mm(3), mm(50), sheet.element("P"))
    size = mm(4.5)
    sheet.art("icon-phone-fill", edge - width - size - mm(1.5), strip_top(brief) + mm(6) - size / 2, size, size)
