"""A patch: a piece of a printed page, set again, to be stuck over the old one."""

from dataclasses import dataclass

from booklet.typeset.placed import Component


@dataclass(frozen=True, slots=True)
class Patch:
    """A sticker: a part of a component (from its upper left corner), its ground, and the words that name its place."""

    component: Component
    x: float
    top: float
    width: float
    height: float
    ground: str
    where: str
