"""Small pictures of what hands do with sheets: a function each, all in a box of one size, drawn in lines."""

from collections.abc import Callable, Mapping
from itertools import pairwise

from booklet.geometry import Path, Rect, Segment, mm
from booklet.typeset import shapes
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.typeset.sheet import Sheet

WIDTH, HEIGHT = mm(30), mm(20)

_LINE = 1.1

_HANDLE = 0.5523


def size(house: House) -> Component:
    """Draw a sheet with arrows to its corners: as large as it is."""
    sheet = _sheet("size", house)
    _paper(sheet, mm(8), mm(2), mm(14), mm(16))
    for start, end in (
        ((12, 6), (9.5, 3.5)),
        ((18, 14), (20.5, 16.5)),
        ((18, 6), (20.5, 3.5)),
        ((12, 14), (9.5, 16.5)),
    ):
        _arrow(sheet, *start, *end)
    return sheet.done(WIDTH, HEIGHT)


def one_side(house: House) -> Component:
    """Draw a sheet with words on it."""
    sheet = _sheet("one-side", house)
    _paper(sheet, mm(8), mm(1), mm(14), mm(18))
    _words(sheet, 10, 4, 10, 5)
    return sheet.done(WIDTH, HEIGHT)


def flip_short(house: House) -> Component:
    """Draw a sheet lying on its side that turns about its short edge."""
    sheet = _sheet("flip-short", house)
    _paper(sheet, mm(3), mm(6), mm(18), mm(13))
    _dashed(sheet, 12, 6, 12, 19)
    _words(sheet, 5, 9, 5, 3)
    _words(sheet, 14, 9, 5, 3)
    sheet.stroke(shapes.line(mm(21), -mm(5), mm(21), -mm(20)), "coral", 2.2)
    _bow(sheet, 15, 4.5, 27, 4.5, 3.6)
    return sheet.done(WIDTH, HEIGHT)


def flip_long(house: House) -> Component:
    """Draw an upright sheet that turns about its long edge."""
    sheet = _sheet("flip-long", house)
    _paper(sheet, mm(6), mm(4), mm(11), mm(15))
    _words(sheet, 8, 7, 7, 4)
    sheet.stroke(shapes.line(mm(17), -mm(3), mm(17), -mm(20)), "coral", 2.2)
    _bow(sheet, 12, 3, 23, 3, 2.6)
    return sheet.done(WIDTH, HEIGHT)


def fold(house: House) -> Component:
    """Draw sheets on one another that are folded in the middle."""
    sheet = _sheet("fold", house)
    for step in (2, 1, 0):
        _paper(sheet, mm(3 + step * 0.8), mm(7 - step * 0.8), mm(22), mm(11))
    _dashed(sheet, 14, 7, 14, 18)
    _bow(sheet, 21, 5, 7, 5, 3.4)
    return sheet.done(WIDTH, HEIGHT)


def staple(house: House) -> Component:
    """Draw an open booklet with two staples in its fold."""
    sheet = _sheet("staple", house)
    _paper(sheet, mm(3), mm(3), mm(12), mm(15))
    _paper(sheet, mm(15), mm(3), mm(12), mm(15))
    for top in (6, 13):
        sheet.stroke(shapes.line(mm(15), -mm(top), mm(15), -mm(top + 2.4)), "coral", 2.6)
    return sheet.done(WIDTH, HEIGHT)


def edge(house: House) -> Component:
    """Draw sheets on one another with two staples at the edge where lines begin."""
    sheet = _sheet("edge", house)
    for step in (2, 1, 0):
        _paper(sheet, mm(8 + step * 0.8), mm(3 - step * 0.8), mm(13), mm(16))
    _words(sheet, 11, 7, 8, 4)
    for top in (6, 13):
        sheet.stroke(shapes.line(mm(9.2), -mm(top), mm(9.2), -mm(top + 2.4)), "coral", 2.6)
    return sheet.done(WIDTH, HEIGHT)


def once(house: House) -> Component:
    """Draw a card that is folded in the middle."""
    sheet = _sheet("once", house)
    _paper(sheet, mm(4), mm(8), mm(22), mm(9))
    _dashed(sheet, 15, 8, 15, 17)
    _words(sheet, 17, 10.5, 7, 3)
    _bow(sheet, 9, 6, 21, 6, 3.8)
    return sheet.done(WIDTH, HEIGHT)


def roll(house: House) -> Component:
    """Draw a sheet of three panels: the outer one is folded in, then the other over it."""
    sheet = _sheet("roll", house)
    _paper(sheet, mm(3), mm(8), mm(23), mm(10.5))
    _dashed(sheet, 11, 8, 11, 18.5)
    _dashed(sheet, 19, 8, 19, 18.5)
    _bow(sheet, 23, 6.5, 15, 6.5, 2.2)
    _bow(sheet, 5, 6.5, 18, 4, 4.2)
    return sheet.done(WIDTH, HEIGHT)


def slit(house: House) -> Component:
    """Draw a sheet of eight panels with the line to cut in its middle."""
    sheet = _sheet("slit", house)
    _paper(sheet, mm(3), mm(2), mm(24), mm(16))
    for x in (9, 15, 21):
        _dashed(sheet, x, 2, x, 18)
    _dashed(sheet, 3, 10, 27, 10)
    sheet.stroke(shapes.line(mm(9), -mm(10), mm(21), -mm(10)), "coral", 2.6)
    return sheet.done(WIDTH, HEIGHT)


def zine(house: House) -> Component:
    """Draw a folded sheet from above, whose ends are pushed together until its cut opens."""
    sheet = _sheet("zine", house)
    corners = ((8, 10), (12, 10), (15, 6), (18, 10), (22, 10), (18, 10), (15, 14), (12, 10))
    for (x, top), (to_x, to_top) in pairwise((*corners, corners[0])):
        sheet.stroke(shapes.line(mm(x), -mm(top), mm(to_x), -mm(to_top)), "night", 1.8)
    _arrow(sheet, 1.5, 10, 5.5, 10)
    _arrow(sheet, 28.5, 10, 24.5, 10)
    return sheet.done(WIDTH, HEIGHT)


def cut(house: House) -> Component:
    """Draw cards on a sheet, with marks at its edges and a line to cut along."""
    sheet = _sheet("cut", house)
    _paper(sheet, mm(8), mm(1), mm(14), mm(18))
    for x in (9.5, 15.3):
        for top in (3, 8.3, 13.6):
            sheet.stroke(shapes.rectangle(Rect(mm(x), -mm(top + 4.2), mm(5), mm(4.2))), "night", 0.6)
    _dashed(sheet, 15, 0, 15, 20, "coral")
    return sheet.done(WIDTH, HEIGHT)


def glue(house: House) -> Component:
    """Draw two tiles, one glued onto the strip of the other."""
    sheet = _sheet("glue", house)
    _paper(sheet, mm(3), mm(4), mm(13), mm(12))
    for step in range(5):
        sheet.stroke(shapes.line(mm(13), -mm(6.5 + 2.2 * step), mm(16), -mm(4.5 + 2.2 * step)), "coral", 0.8)
    _paper(sheet, mm(19), mm(4), mm(8), mm(12))
    _arrow(sheet, 22, 10, 14.5, 10)
    return sheet.done(WIDTH, HEIGHT)


def call(house: House) -> Component:
    """Draw a receiver."""
    sheet = _sheet("call", house)
    sheet.art("icon-phone-call", mm(8), mm(3), mm(14), mm(14), "night")
    return sheet.done(WIDTH, HEIGHT)


def send(house: House) -> Component:
    """Draw files on their way."""
    sheet = _sheet("send", house)
    _paper(sheet, mm(3), mm(4), mm(9), mm(12))
    _words(sheet, 4.5, 7, 6, 3)
    _arrow(sheet, 15, 10, 26, 10)
    return sheet.done(WIDTH, HEIGHT)


PICTOGRAMS: Mapping[str, Callable[[House], Component]] = {
    "size": size,
    "one-side": one_side,
    "flip-short": flip_short,
    "flip-long": flip_long,
    "fold": fold,
    "staple": staple,
    "edge": edge,
    "cut": cut,
    "once": once,
    "roll": roll,
    "slit": slit,
    "zine": zine,
    "glue": glue,
    "call": call,
    "send": send,
}


def _sheet(name: str, house: House) -> Sheet:
    return Sheet(f"howto.{name}", house.setting)


def _paper(sheet: Sheet, x: float, top: float, width: float, height: float) -> None:
    box = shapes.rectangle(Rect(x, -top - height, width, height))
    sheet.fill(box, "white")
    sheet.stroke(box, "night", _LINE)


def _words(sheet: Sheet, x: float, top: float, width: float, lines: int) -> None:
    """Add lines that stand for words; millimetres, like all numbers below."""
    for number in range(lines):
        y = -mm(top + number * 2.4)
        sheet.stroke(shapes.line(mm(x), y, mm(x + width * (0.6 if number == lines - 1 else 1)), y), "night", 0.6)


def _dashed(sheet: Sheet, x: float, top: float, to_x: float, to_top: float, ink: str = "night") -> None:
    steps = max(1, int(max(abs(to_x - x), abs(to_top - top)) / 1.6))
    for step in range(steps):
        start, end = step / steps, (step + 0.55) / steps
        sheet.stroke(
            shapes.line(
                mm(x + (to_x - x) * start),
                -mm(top + (to_top - top) * start),
                mm(x + (to_x - x) * end),
                -mm(top + (to_top - top) * end),
            ),
            ink,
            0.8,
        )


def _arrow(sheet: Sheet, x: float, top: float, to_x: float, to_top: float) -> None:
    """Add an arrow."""
    sheet.stroke(shapes.line(mm(x), -mm(top), mm(to_x), -mm(to_top)), "coral", 1.6)
    _head(sheet, x, top, to_x, to_top)


def _bow(sheet: Sheet, x: float, top: float, to_x: float, to_top: float, height: float) -> None:
    """Add an arrow that goes over in a bow."""
    middle, crown = (x + to_x) / 2, top - height
    reach_x, reach_y = (to_x - x) / 2 * _HANDLE, height * _HANDLE
    segments: tuple[Segment, ...] = (
        ("m", mm(x), -mm(top)),
        ("c", mm(x), -mm(top - reach_y), mm(middle - reach_x), -mm(crown), mm(middle), -mm(crown)),
        ("c", mm(middle + reach_x), -mm(crown), mm(to_x), -mm(to_top - reach_y), mm(to_x), -mm(to_top)),
    )
    sheet.stroke(Path(segments), "coral", 1.6)
    _head(sheet, to_x, to_top - 2, to_x, to_top)


def _head(sheet: Sheet, x: float, top: float, to_x: float, to_top: float) -> None:
    length = ((to_x - x) ** 2 + (to_top - top) ** 2) ** 0.5
    along_x, along_y = (to_x - x) / length, (to_top - top) / length
    points = [
        (to_x + 1.2 * along_x, to_top + 1.2 * along_y),
        (to_x - 1.0 * along_x - 1.2 * along_y, to_top - 1.0 * along_y + 1.2 * along_x),
        (to_x - 1.0 * along_x + 1.2 * along_y, to_top - 1.0 * along_y - 1.2 * along_x),
    ]
    path = Path((*(("ml"[number > 0], mm(px), -mm(py)) for number, (px, py) in enumerate(points)), ("h",)))
    sheet.fill(path, "coral")
