"""A picture seen in another frame: in a page of another shape, or over two pages that are folded between them."""

from dataclasses import replace
from functools import lru_cache

from booklet.geometry import Rect, Size
from booklet.scenes.model import Panel, Words


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
    return replace(panel, size=size, window=view, words=words)


def _lower(words: Words, down: float) -> Words:
    return replace(words, at=(words.at[0], words.at[1] + down))


@lru_cache(maxsize=64)
def halve(panel: Panel, *, is_end: bool) -> Panel:
    """Return half of a panel that lies over two pages: the start half, or that at the end."""
    window, half = panel.window, panel.size.width / 2
    view = Rect(window.x + is_end * window.width / 2, window.y, window.width / 2, window.height)
    words = tuple(
        replace(one, at=(one.at[0] - is_end * half, one.at[1])) for one in panel.words if (one.at[0] >= half) == is_end
    )
    return replace(panel, size=Size(half, panel.size.height), window=view, words=words)
