"""Which pictures of its scene a page shows on a screen, and what each says to those who do not see it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from booklet.geometry import Size
from booklet.look.layout import COVERS
from booklet.scenes.crop import cut_out, find_core, halve
from booklet.scenes.model import Panel, Scene
from booklet.typeset.brief import Brief
from booklet.words.manuscript import Labels

LOWEST, TALLEST = 0.45, 1.4
"""The heights that a picture cut out of a page may have, by its width."""


LISTS = frozenset({"flow", "list"})
"""Kinds whose items may have a picture each."""


class Shown(NamedTuple):
    """A picture: its panel, the weight of its outlines, what it shows, the item of a list that it is `of`."""

    panel: Panel
    line: float
    says: str
    of: str = ""


def find_shown(page: Brief, labels: Labels) -> tuple[Shown, ...]:
    """Return the pictures of a page outside its comics; one that bears the name of an item is of it.

    What says nothing and is of nothing decorates a printed page, and is left out.
    """
    scene = page.scene or page.pictures
    return tuple(_list_shown(page, scene, labels)) if scene and not page.topic.has_kind("comic") else ()


def find_panels(page: Brief) -> dict[str, Shown]:
    """Return the pictures of a comic by the ids of their panels; what each shows is said by the words."""
    scene = page.scene or page.pictures
    return {panel.id: Shown(panel, scene.line, "") for panel in scene.panels} if scene else {}


def _list_shown(page: Brief, scene: Scene, labels: Labels) -> Iterator[Shown]:
    lists = (block for block in page.topic.blocks if block.kind in LISTS)
    items = {item.id.rpartition(".")[2]: item.id for block in lists for item in block.items}
    for place, panel in enumerate(scene.panels):
        side = _side(page) if page.plan.master in COVERS else ""
        says = labels.find(f"picture.{scene.name}.{side if side and not place else panel.id}")
        if side:
            yield from [Shown(halve(panel, is_end=side == "front"), scene.line, says)] if says and not place else []
        elif panel.id in items:
            yield Shown(panel, scene.line, says, items[panel.id])
        elif says:
            yield Shown(_cut(panel, scene), scene.line, says)


def _side(page: Brief) -> str:
    return "front" if page.plan.master == "cover" else "back"


def _cut(panel: Panel, scene: Scene) -> Panel:
    """Return what matters of a picture that fills its page, where there is room for words; others are shown whole."""
    if panel.size != scene.trim:
        return replace(panel, words=())
    core = find_core(panel)
    width = panel.size.width
    return cut_out(panel, Size(width, width * min(TALLEST, max(LOWEST, core.height / core.width))))
