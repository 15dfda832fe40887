"""Test sheets that show how far a printer's backs miss their fronts: a cross in front, scales behind it."""

from collections.abc import Iterator

from booklet.geometry import Size, mm
from booklet.impose.plan import LONG_EDGE, SHORT_EDGE, SheetPlan
from booklet.sheets.spots import Label, Line, Side, whole_side
from booklet.text.letters import letters_width
from booklet.values import replace

REACH = 12
"""Millimetres a scale goes to each side."""

DIGITS = mm(2.4)

SMALL = mm(1.5)

ARM = mm(22)
"""How long the arms of the cross are."""


def calibration_plan(sheet: Size, *, edge: str) -> SheetPlan:
    """Return a sheet with a front and a back, to be flipped on its long or short edge.

    Held against the light, or pricked through the middle of the cross, the scales behind it show how far backs have to
    be moved to the right and up.
    """
    size = sheet if edge == "long" else sheet.turned
    x, y = size.width / 2, size.height / 2
    name = f"FLIP ON THE {edge.upper()} EDGE"
    front = _side(size, list(_cross(x, y)), [_centre_label("FRONT", x, y + mm(40)), _centre_label(name, x, y + mm(34))])
    back = _side(size, list(_scales(x, y)), [_centre_label("BACK", x, y + mm(40)), *_figures(x, y)])
    return SheetPlan((front, back), LONG_EDGE if edge == "long" else SHORT_EDGE)


def _side(size: Size, lines: list[Line], labels: list[Label]) -> Side:
    return replace(whole_side(size), cuts=tuple(lines), labels=tuple(labels))


def _cross(x: float, y: float) -> Iterator[Line]:
    """Yield a cross, a small square about its middle where to prick it, and an arrow to the upper edge."""
    yield (x - ARM, y, x + ARM, y)
    yield (x, y - ARM, x, y + ARM)
    for way in (-1, 1):
        yield (x + way * mm(2), y - mm(2), x + way * mm(2), y + mm(2))
        yield (x - mm(2), y + way * mm(2), x + mm(2), y + way * mm(2))
        yield (x, y + ARM, x + way * mm(2), y + ARM - mm(3))


def _scales(x: float, y: float) -> Iterator[Line]:
    """Yield one scale across and one upright, with a line for each millimetre and a longer one for every fifth."""
    for step in range(-REACH, REACH + 1):
        length = mm(5 if step % 5 == 0 else 2.5)
        yield (x + mm(step), y - length, x + mm(step), y + length)
        yield (x - length, y + mm(step), x + length, y + mm(step))


def _figures(x: float, y: float) -> Iterator[Label]:
    for step in range(-REACH + REACH % 5, REACH + 1, 5):
        if step:
            yield _centre_label(f"{step:+d}", x + mm(step), y - mm(11), SMALL)
            yield Label(f"{step:+d}", x + mm(7), y + mm(step) - SMALL / 2, SMALL)


def _centre_label(text: str, x: float, y: float, height: float = DIGITS) -> Label:
    return Label(text, x - letters_width(text, height) / 2, y, height)
