"""A patch: a piece of a printed page, set again, to be stuck over the old one."""

from booklet.typeset.placed import Component
from booklet.values import Frozen


class Patch(Frozen):
    """A sticker: a part of a component (from its upper left corner), its ground, and the words that name its place."""

    component: Component
    x: float
    top: float
    width: float
    height: float
    ground: str
    where: str
