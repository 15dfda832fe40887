"""A patch: a piece of a printed page, set again to be stuck over what stands there."""

from dataclasses import dataclass

from booklet.typeset.placed import Component


@dataclass(frozen=True, slots=True)
class Patch:
    """What is stuck on: a part of a component (from its upper left corner), its ground, and the words for its place."""

    component: Component
    x: float
    top: float
    width: float
    height: float
    ground: str
    where: str
