"""Scenery on a wider page: what reaches over the side of a picture goes on to the side of the page."""

import dataclasses
from collections.abc import Callable

from booklet.geometry import Path, Rect, Segment
from booklet.scenes.model import Flat, Layer, Panel
from booklet.values import replace

ENDS = 2
"""So many ends of lines lie beyond a side where a shape goes on there; a disc has one."""


BEYOND = 0.05
"""By which share of its width a picture goes on beyond its sides: more than any bleed, which a smaller page cuts."""


def spread(panel: Panel, window: Rect) -> Panel:
    """Return a panel that is seen farther to its sides than its scene, whose window is given.

    Grounds, walls and treads become longer; people, things and discs stay as they are.
    """
    beyond = panel.window.width * BEYOND
    left = beyond + max(0.0, window.x - panel.window.x)
    right = beyond + max(0.0, panel.window.right - window.right)
    back, over = (
        tuple(_lengthen(layer, window, left, right) for layer in layers) for layers in (panel.back, panel.over)
    )
    return dataclasses.replace(panel, back=back, over=over)


def _lengthen(layer: Layer, window: Rect, left: float, right: float) -> Layer:
    """Return a shape with what lies beyond a side moved outwards, if it goes on there."""
    if not isinstance(layer, Flat):
        return layer
    ends = {(float(segment[-2]), float(segment[-1])) for segment in layer.path.segments if len(segment) > 1}
    before = left if sum(x <= window.x for x, _ in ends) >= ENDS else 0.0
    behind = right if sum(x >= window.right for x, _ in ends) >= ENDS else 0.0
    if not (before or behind):
        return layer

    def move(x: float) -> float:
        return x - before if x <= window.x else x + behind if x >= window.right else x

    return replace(layer, path=Path(tuple(_move(segment, move) for segment in layer.path.segments)))


def _move(segment: Segment, move: Callable[[float], float]) -> Segment:
    kind, *numbers = segment
    return (kind, *(move(float(number)) if place % 2 == 0 else number for place, number in enumerate(numbers)))
