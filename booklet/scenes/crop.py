"""A picture seen in a page of another shape: as much of it as has that shape, from its middle."""

from dataclasses import replace
from functools import lru_cache

from booklet.geometry import Rect, Size
from booklet.scenes.model import Panel, Words


@lru_cache(maxsize=64)
def crop(panel: Panel, size: Size) -> Panel:
    """Return a panel of another size, filled by its picture; words keep their distance from the foot.

    Nothing is scaled in one direction, and nothing is shown that lies outside the window as it was drawn.
    """
    window, shape = panel.window, size.height / size.width
    width = min(window.width, window.height / shape)
    height = width * shape
    view = Rect(window.x + (window.width - width) / 2, window.y + (window.height - height) / 2, width, height)
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
