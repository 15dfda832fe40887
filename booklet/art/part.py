"""A part of pictures: a drawing whose layers have roles, such as skin or top, that somebody's inks paint."""

from dataclasses import dataclass

from booklet.art.drawing import Shape
from booklet.geometry import Rect

MARGIN = 60.0
"""How far around its view box a part may be seen: outlines are made heavier where a part is small."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layer:
    """A shape of a part; its `role` says which ink paints it ("" = the one it is drawn in).

    One that is `unless_ink` colours what was drawn solid: it is left out where that role, or the role `of`, is night.
    """

    shape: Shape
    role: str = ""
    of: str = ""
    unless_ink: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Layers from back to front, y downwards, on a page whose upper left corner is `corner` in the part's own units.

    `box` is its view box and `points` its named places, such as a neck, in own units. One that `keeps` is not mirrored:
    a clock, a calendar, a list with ticks. Parts are told apart by their digests.
    """

    digest: str
    box: Rect
    layers: tuple[Layer, ...]
    points: tuple[tuple[str, Point], ...] = ()
    keeps: bool = False

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Part) and self.digest == other.digest

    @property
    def page(self) -> Rect:
        """All that may be painted, in own units."""
        return self.box.grown(MARGIN)

    @property
    def roles(self) -> frozenset[str]:
        """The roles of which an ink is asked."""
        return frozenset(role for layer in self.layers for role in (layer.role, layer.of) if role)

    def point(self, name: str) -> Point | None:
        """Return a named place."""
        return next((point for known, point in self.points if known == name), None)
