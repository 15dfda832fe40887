"""How far letters reach beyond their baselines: marks of tall scripts go beyond the boxes of their lines."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import inf

from booklet.text.compose import Line
from booklet.text.fonts import open_face
from booklet.typeset.placed import Clipped, Component, FigureAt, FormAt, Group, Item, TextAt

TALLEST = 2.0
"""No mark stands higher over its baseline, in sizes of its type."""


@lru_cache(maxsize=4096)
def reach(line: Line) -> tuple[float, float]:
    """Return how far a line reaches above and below its baseline, in points; below is negative."""
    found = [
        (run.size * top, run.size * low)
        for run in line.runs
        for top, low in (open_face(run.font).reach(glyph) for shaped in run.glyphs for glyph in shaped.codes)
    ]
    return max((top for top, _ in found), default=0.0), min((low for _, low in found), default=0.0)


def find_highest(items: Iterable[Item], forms: Mapping[str, Component], least: float = -inf) -> float:
    """Return how high words and codes reach among items and their forms, pictures aside; `least` if none is higher."""
    for item in items:
        if isinstance(item, TextAt):
            least = _line_top(item, least)
        elif isinstance(item, FigureAt) and not item.turns:
            least = max(least, item.box.top)
        elif isinstance(item, Clipped):
            least = find_highest(item.items, forms, least)
        elif isinstance(item, Group):
            least = find_highest(item.items, forms, least - item.dy) + item.dy
        elif isinstance(item, FormAt) and item.name in forms:
            least = find_highest(forms[item.name].items, forms, least - item.y) + item.y
    return least


def find_lowest(items: Iterable[Item], least: float = inf) -> float:
    """Return how low words reach among items; `least` if none is lower."""
    for item in items:
        if isinstance(item, TextAt):
            least = min(least, item.y + reach(item.line)[1])
        elif isinstance(item, Clipped):
            least = find_lowest(item.items, least)
        elif isinstance(item, Group):
            least = find_lowest(item.items, least - item.dy) + item.dy
    return least


def _line_top(item: TextAt, least: float) -> float:
    """Return the top of a line, or `least` if that is higher; a line far below it is not measured."""
    tallest = max((run.size for run in item.line.runs), default=0.0)
    return max(least, item.y + reach(item.line)[0]) if item.y + TALLEST * tallest > least else least
