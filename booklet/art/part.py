"""A part of pictures: a drawing whose layers have roles, such as skin or top, that somebody's inks paint."""

import pickle
from collections.abc import Sequence

from booklet.art.drawing import Shape
from booklet.geometry import Rect
from booklet.values import Frozen

MARGIN = 60.0
"""How far around its view box a part may be seen: outlines are made heavier where a part is small."""

Point = tuple[float, float]


class Layer(Frozen):
    """A shape of a part; its `role` says which ink paints it ("" = the one it is drawn in).

    One that is `unless_ink` colours what was drawn solid: it is left out where that role, or the role `of`, is night.
    """

    shape: Shape
    role: str = ""
    of: str = ""
    unless_ink: bool = False


class Part(Frozen):
    """Layers, y downwards, on a page whose upper left corner is `corner` in the part's own units.

    `box` is its view box and `points` its named places, such as a neck, in own units; `roles` are those of which an ink
    is asked. One that `keeps` is not mirrored: a clock, a calendar, a list with ticks. Parts are told apart by their
    digests. Layers are packed, as they are in what is painted with them: each is looked at once.
    """

    digest: str
    box: Rect
    packed: bytes
    roles: tuple[str, ...]
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
    def layers(self) -> tuple[Layer, ...]:
        """The layers, from back to front, unpacked each time."""
        found: tuple[Layer, ...] = pickle.loads(self.packed)
        return found

    def point(self, name: str) -> Point | None:
        """Return a named place."""
        return next((point for known, point in self.points if known == name), None)


def make_part(
    digest: str, box: Rect, layers: Sequence[Layer], points: tuple[tuple[str, Point], ...], *, keeps: bool
) -> Part:
    """Return a part of layers from back to front."""
    roles = tuple(sorted({role for layer in layers for role in (layer.role, layer.of) if role}))
    return Part(digest, box, pickle.dumps(tuple(layers), pickle.HIGHEST_PROTOCOL), roles, points, keeps)
