"""Gradients as bands of one colour each, so fine that nobody sees where one ends: a press gets no shading from us."""

import math
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from booklet.art import outline
from booklet.art.cells import Colour
from booklet.art.faults import UndrawnError
from booklet.art.outline import Outline
from booklet.art.transform import Matrix
from booklet.geometry import Rect
from booklet.values import Frozen

MOST_BANDS = 64
"""Bands between two stops; more than 64 steps cannot be told apart on paper."""

MOST_STOPS = 256
"""Colours of a gradient: more than anybody sets by hand, fewer than fill the memory."""

STEP = 3 / 255
"""By how much the colours of two bands may differ."""


class Stop(Frozen):
    """A place of a gradient from 0 to 1, and its colour and how much it covers."""

    at: float
    colour: Colour
    alpha: float


class Gradient(Frozen):
    """Stops along a line (from and to a point), or out from a focus to a circle (its centre and radius)."""

    stops: tuple[Stop, ...]
    start: tuple[float, float]
    end: tuple[float, float]
    radius: float | None
    matrix: Matrix

    @property
    def is_flat(self) -> bool:
        """Whether all of it is the colour of its last stop."""
        if self.radius is not None:
            return self.radius <= 0 or len(self.stops) == 1
        return self.start == self.end or len(self.stops) == 1


class Band(Frozen):
    """A part of a gradient, wider than it is seen: the next one lies over it."""

    outline: Outline
    colour: Colour
    alpha: float


def make_bands(gradient: Gradient, box: Rect) -> Iterator[Band]:
    """Yield the bands of a gradient that cover a box on the page, from below to above."""
    last = gradient.stops[-1]
    whole = outline.rectangle(*box)
    if gradient.is_flat:
        yield Band(whole, last.colour, last.alpha)
    elif gradient.radius is None:
        first = gradient.stops[0]
        yield Band(whole, first.colour, first.alpha)
        reach = _reach(gradient, box)
        for at, stop in _steps(gradient.stops):
            yield Band(_half(gradient, at, reach), stop.colour, stop.alpha)
    else:
        yield Band(whole, last.colour, last.alpha)
        for at, stop in reversed(list(_steps(gradient.stops, is_outwards=True))):
            yield Band(_disc(gradient, at), stop.colour, stop.alpha)


def _steps(stops: tuple[Stop, ...], *, is_outwards: bool = False) -> Iterator[tuple[float, Stop]]:
    """Yield where each band begins (or ends, if bands lie around one another), and its colour."""
    if is_outwards and stops[0].at > 0:
        yield stops[0].at, stops[0]
    for one, other in pairwise(stops):
        changes = [abs(a - b) for a, b in zip((*one.colour, one.alpha), (*other.colour, other.alpha), strict=True)]
        count = min(MOST_BANDS, math.ceil(max(changes) / STEP)) if other.at > one.at else 0
        for number in range(count):
            share = (number + 0.5) / count
            colour = tuple(a + (b - a) * share for a, b in zip(one.colour, other.colour, strict=True))
            place = one.at + (other.at - one.at) * (number + is_outwards) / count
            red, green, blue = colour
            yield place, Stop(place, (red, green, blue), one.alpha + (other.alpha - one.alpha) * share)
        if not is_outwards or not count:
            yield other.at, other


def _reach(gradient: Gradient, box: Rect) -> float:
    """Return how far from its start a gradient reaches beyond a box, in its own units."""
    back = gradient.matrix.inverted()
    corners = [box.x, box.y, box.right, box.y, box.right, box.top, box.x, box.top]
    found = back.apply(corners)
    x, y = gradient.start
    return max(math.hypot(a - x, b - y) for a, b in zip(found[::2], found[1::2], strict=True)) + math.dist(
        gradient.start, gradient.end
    )


def _half(gradient: Gradient, at: float, reach: float) -> Outline:
    """Return all that lies behind a place of a linear gradient."""
    (x, y), (ex, ey) = gradient.start, gradient.end
    length = math.dist(gradient.start, gradient.end)
    dx, dy = (ex - x) / length, (ey - y) / length
    px, py = x + (ex - x) * at, y + (ey - y) * at
    points = []
    for along, across in ((0, -reach), (2 * reach, -reach), (2 * reach, reach), (0, reach)):
        points += [px + dx * along - dy * across, py + dy * along + dx * across]
    return outline.polyline(gradient.matrix.apply(points), closed=True)


def _disc(gradient: Gradient, at: float) -> Outline:
    """Return the circle at a place of a radial gradient."""
    (fx, fy), (cx, cy), radius = gradient.start, gradient.end, gradient.radius or 0.0
    found = outline.ellipse(fx + (cx - fx) * at, fy + (cy - fy) * at, radius * at, radius * at)
    return Outline(found.verbs, gradient.matrix.apply(found.numbers))


def read_stops(
    found: list[Mapping[str, str]], read_colour: Callable[[str], Colour], read_share: Callable[[str], float]
) -> tuple[Stop, ...]:
    """Return the stops of a gradient from their attributes, each no further back than the one before."""
    stops: list[Stop] = []
    for said in found:
        at = min(1.0, max(stops[-1].at if stops else 0.0, read_share(said.get("offset", "0"))))
        colour = read_colour(said.get("stop-color", "#000000"))
        stops.append(Stop(at, colour, read_share(said.get("stop-opacity", "1"))))
    if len(stops) > MOST_STOPS:
        raise UndrawnError(f"a gradient has more than {MOST_STOPS} colours", "gradient")
    if not stops:
        raise UndrawnError("a gradient has no colours", "gradient")
    return tuple(stops)
