"""Cells: areas and lines of one colour, the later hiding the earlier, as a see-through drawing becomes opaque.

A press gets no transparency from us. A shape that lets through what lies below is painted in the colour that it has on
white, and then, inside of it, all that lies below once more in the colours that are seen through it. That is exact.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from booklet.art.faults import UndrawnError
from booklet.art.outline import Outline
from booklet.art.transform import Matrix
from booklet.geometry import Rect
from booklet.values import Frozen, replace

Colour = tuple[float, float, float]
"""Red, green and blue from 0 to 1 (sRGB)."""

WHITE: Colour = (1.0, 1.0, 1.0)

MOST_CELLS = 10_000
"""Cells that a drawing may become; piles of see-through shapes double with each of them."""

OPAQUE = 0.999
"""From here on nothing is seen through a shape."""

RECTANGLES = frozenset({"mlllh", "mlll", "mllllh"})
"""The verbs of what may be a rectangle."""

NOWHERE = Rect(0.0, 0.0, 0.0, 0.0)


class TooManyError(UndrawnError):
    """A drawing unfolds to more than anybody draws, and nothing more of it is looked at."""

    ends = True


class Cut(NamedTuple):
    """What is seen of a cell: the inside of an outline on the page."""

    outline: Outline
    even_odd: bool = False


class Pen(NamedTuple):
    """How a line is drawn, in units of its own that a matrix places on the page; caps and joins as PDF counts them."""

    width: float
    cap: int
    join: int
    miter: float
    dash: tuple[float, ...]
    phase: float
    matrix: Matrix


class Cell(Frozen):
    """An area, or a line if it has a pen, in one colour; `box` holds all of it that is seen."""

    outline: Outline
    colour: Colour
    box: Rect
    alpha: float = 1.0
    even_odd: bool = False
    cuts: tuple[Cut, ...] = ()
    pen: Pen | None = None


def lay_over(tops: Iterable[Cell], below: Sequence[Cell]) -> list[Cell]:
    """Return cells laid over others; raise `ArtError` if a line is see-through where something lies below it.

    Where several of the upper ones cover one another the last is seen, as in a group that is see-through as a whole.
    """
    found = list(below)
    for top in tops:
        if top.alpha <= 0:
            continue
        if top.alpha >= OPAQUE:
            found.append(top)
        else:
            ground = max((place for place, cell in enumerate(below) if _hides(cell, top.box)), default=-1)
            found += [] if ground >= 0 else [top]
            found += _see_through(top, below[max(0, ground) :])
        if len(found) > MOST_CELLS:
            raise TooManyError("too many shapes are seen through one another", "blend")
    return found


def _see_through(top: Cell, below: Iterable[Cell]) -> Iterator[Cell]:
    """Yield what lies below a cell, inside of it, in the colours seen through it."""
    touched = [under for under in below if meet(top.box, under.box) != NOWHERE]
    for under in touched:
        alpha = 1 - (1 - top.alpha) * (1 - under.alpha)
        colour = mix(top.colour, under.colour, top.alpha / alpha)
        if top.pen and len(touched) == 1 and _hides(under, top.box):
            yield replace(top, colour=colour, alpha=alpha)
        elif top.pen:
            raise UndrawnError("a line is see-through, and something lies below it", "stroke")
        else:
            cuts = (*top.cuts, Cut(top.outline, top.even_odd), *under.cuts)
            yield replace(under, colour=colour, alpha=alpha, cuts=cuts, box=meet(top.box, under.box))


def _hides(cell: Cell, box: Rect) -> bool:
    """Tell whether nothing below a cell is seen in a box: it is an opaque upright rectangle around it."""
    if cell.outline.verbs not in RECTANGLES or cell.pen or cell.cuts or cell.alpha < OPAQUE:
        return False
    xs, ys = {*cell.outline.numbers[::2]}, {*cell.outline.numbers[1::2]}
    return (
        len(xs) == len(ys) == 2
        and min(xs) <= box.x
        and min(ys) <= box.y
        and max(xs) >= box.right
        and max(ys) >= box.top
    )


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return a colour of which a share is the first one.

    >>> mix((0, 0, 0), (1, 1, 1), 0.25)
    (0.75, 0.75, 0.75)
    """
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def cut_to(cells: Iterable[Cell], *cuts: Cut) -> list[Cell]:
    """Return what is seen of cells inside of outlines."""
    room = None
    for cut in cuts:
        box = bounds(cut.outline.numbers)
        room = box if room is None else meet(room, box)
    if room is None:
        return list(cells)
    return [
        replace(cell, cuts=(*cuts, *cell.cuts), box=box) for cell in cells if (box := meet(cell.box, room)) != NOWHERE
    ]


def bounds(numbers: Sequence[float], margin: float = 0.0) -> Rect:
    """Return the box of points and handles, `NOWHERE` without any."""
    if not numbers:
        return NOWHERE
    xs, ys = numbers[::2], numbers[1::2]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).grown(margin)


def meet(one: Rect, other: Rect) -> Rect:
    """Return what two boxes share, `NOWHERE` if they only touch."""
    x, y = max(one.x, other.x), max(one.y, other.y)
    right, top = min(one.right, other.right), min(one.top, other.top)
    return Rect(x, y, right - x, top - y) if right > x and top > y else NOWHERE
