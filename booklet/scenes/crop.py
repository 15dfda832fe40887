"""A picture seen in another frame: in a page of another shape, or over two pages that are folded between them."""

import dataclasses
from collections.abc import Iterable, Iterator
from functools import lru_cache

from booklet.geometry import Rect, Size, intersect
from booklet.scenes.figure import place_box
from booklet.scenes.model import Layer, Panel, Scene, Thing, Words
from booklet.values import replace

AROUND = 0.04
"""What stays free around people and things, as a share of the width of their window."""


@lru_cache(maxsize=64)
def widen(panel: Panel, size: Size) -> Panel:
    """Return a panel of another size: all of its window is seen, and more of what is drawn above it or at its sides.

    Nothing is stretched. Words keep their distance from the foot.
    """
    window, shape = panel.window, size.height / size.width
    width, height = max(window.width, window.height / shape), max(window.height, window.width * shape)
    view = Rect(window.x - (width - window.width) / 2, window.top - height, width, height)
    down = size.height - panel.size.height
    words = tuple(_lower(one, down) for one in panel.words)
    return dataclasses.replace(panel, size=size, window=view, words=words)


def _lower(words: Words, down: float) -> Words:
    return dataclasses.replace(words, at=(words.at[0], words.at[1] + down))


@lru_cache(maxsize=64)
def halve(panel: Panel, *, is_end: bool) -> Panel:
    """Return half of a panel that lies over two pages: the start half, or that at the end."""
    window, half = panel.window, panel.size.width / 2
    view = Rect(window.x + is_end * window.width / 2, window.y, window.width / 2, window.height)
    words = tuple(
        dataclasses.replace(one, at=(one.at[0] - is_end * half, one.at[1]))
        for one in panel.words
        if (one.at[0] >= half) == is_end
    )
    return dataclasses.replace(panel, size=Size(half, panel.size.height), window=view, words=words)


@lru_cache(maxsize=128)
def refit(scene: Scene, trim: Size, scale: float) -> Scene:
    """Return a scene on pages of another size, which are scaled; outlines are no lighter on paper than it says.

    Where one picture fills its page, it fills the other.
    """
    panels = tuple(widen(panel, trim) if panel.size == scene.trim else panel for panel in scene.panels)
    return replace(scene, trim=trim, line=scene.line / min(1.0, scale), panels=panels)


@lru_cache(maxsize=256)
def find_core(panel: Panel) -> Rect:
    """Return what matters in the window of a panel: what its scene says, else its people and what is before them.

    A panel of shapes alone matters whole.
    """
    window = panel.window
    boxes = [intersect(box, window) for box in _list_boxes((*panel.figures, *panel.over))]
    boxes = [box for box in boxes if box.width > 0 and box.height > 0]
    if panel.core or not boxes:
        return panel.core or window
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, foot = max(box.right for box in boxes), max(box.top for box in boxes)
    return intersect(Rect(left, top, right - left, foot - top).grown(AROUND * window.width), window)


def _list_boxes(layers: Iterable[Layer]) -> Iterator[Rect]:
    """Yield the boxes of people and things, in units of their window."""
    for thing in layers:
        if isinstance(thing, Thing):
            yield from (place_box(piece.part.box, piece.place.then(thing.place)) for piece in thing.pieces)


@lru_cache(maxsize=1024)
def cut_out(panel: Panel, size: Size) -> Panel:
    """Return a panel of another size that shows its core as large as it fits, with what is drawn around it.

    More is seen above the core than below it. The cut stays in the window as far as that reaches; the words stay out.
    """
    core, window, shape = find_core(panel), panel.window, size.height / size.width
    width = max(core.width, core.height / shape)
    height = width * shape
    x = _keep_within(core.x + (core.width - width) / 2, width, window.x, window.right)
    y = core.top - height if height > window.height else _keep_within(core.top - height, height, window.y, window.top)
    return dataclasses.replace(panel, size=size, window=Rect(x, y, width, height), words=())


def _keep_within(start: float, length: float, least: float, most: float) -> float:
    """Return where a length begins that lies between two ends, in their middle if it is longer."""
    return max(least, min(start, most - length)) if length <= most - least else (least + most - length) / 2
