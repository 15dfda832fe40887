"""Sparing ink: large areas become outlines, and light text on them becomes dark; nothing moves.

A page for an office printer keeps its words, drawings and small areas. An area that is large, or whose ink is too
light, is shown by its outline.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf
from typing import NamedTuple

from booklet.geometry import Rect, mm
from booklet.look.layout import Ground, Theme, contrast_of, luminance
from booklet.typeset.placed import (
    ArtAt,
    Clipped,
    FigureAt,
    Fill,
    Form,
    Group,
    Item,
    PaintedAt,
    PlacedPage,
    Stroke,
    TextAt,
)

LARGE = mm(30) ** 2
"""Ink is spared from so much of it in one area: its size times its tint of black (square points)."""

OUTLINE = 0.8
"""Weight of an outline, in points: a laser printer draws it whole."""

PAPER = "white"

PICTURE = "picture"
"""What lies below words on a picture: no ink, so that what covers it stays."""


class _Area(NamedTuple):
    """An area of a page: its box, its ink, and the ink it has now."""

    box: Rect
    ink: str
    now: str


@dataclass(frozen=True, slots=True)
class _Inks:
    """How inks print on paper: how much they may fill, which print as nothing, which are too light for words.

    `grounds` holds the inks of text and titles on each ground.
    """

    most: Mapping[str, float]
    blank: frozenset[str]
    pale: frozenset[str]
    grounds: Mapping[str, Ground]

    def ink_on_paper(self, ink: str, ground: str) -> str:
        """Return an ink for words and drawings that stood on a ground and now stand on paper."""
        was, paper = self.grounds.get(ground), self.grounds[PAPER]
        if was is None or ink not in self.pale:
            return ink
        return paper.title if ink == was.title != was.text else paper.text


def _inks(theme: Theme, blank: frozenset[str], *, is_low: bool) -> _Inks:
    """Return the inks of a theme; words in a pale one stand out from paper by less than 3 : 1 (WCAG 2.2, 1.4.3)."""
    pale = {name for name, ink in theme.inks.items() if contrast_of(luminance(ink.srgb), 1.0) < 3}
    most = dict(theme.low_ink) if is_low else {name: LARGE / ink.grey for name, ink in theme.inks.items() if ink.grey}
    return _Inks(most, blank, blank | pale, theme.grounds)


@lru_cache(maxsize=256)
def spare_page(page: PlacedPage, theme: Theme, blank: frozenset[str], *, is_low: bool = False) -> PlacedPage:
    """Return a page that spares ink; `blank` are the inks that print as nothing.

    An office printer spares what is too dark; the low-ink edition spares every area larger than the theme allows.
    """
    sparer = _Sparer(_inks(theme, blank, is_low=is_low), Rect(0, 0, *page.trim))
    return replace(page, items=sparer.items(page.items, 0, 0))


@lru_cache(maxsize=256)
def spare_form(form: Form, theme: Theme, blank: frozenset[str], *, is_low: bool = False) -> Form:
    """Return a form that spares ink."""
    component = form.component
    around = Rect(0, -component.height, component.width, component.height).grown(100)
    items = _Sparer(_inks(theme, blank, is_low=is_low), around).items(component.items, 0, 0)
    return Form(form.name, replace(component, items=items))


class _Sparer:
    """Goes through a page in painting order and remembers the areas that lie below."""

    def __init__(self, inks: _Inks, page: Rect) -> None:
        self.inks = inks
        self.page = page
        self.areas: list[_Area] = []

    def items(self, items: tuple[Item, ...], dx: float, dy: float) -> tuple[Item, ...]:
        """Return items that spare ink; (dx, dy) is where their origin is on the page."""
        return tuple(found for item in items for found in self._item(item, dx, dy))

    def _item(self, item: Item, dx: float, dy: float) -> tuple[Item, ...]:
        if isinstance(item, Group):
            return (Group(item.dx, item.dy, item.first, self.items(item.items, dx + item.dx, dy + item.dy)),)
        if isinstance(item, Clipped):
            if any(isinstance(inner, PaintedAt) for inner in item.items):
                self.areas.append(_Area(item.path.bounds.moved(dx, dy), PICTURE, PICTURE))
            return (Clipped(item.path, self.items(item.items, dx, dy)),)
        if isinstance(item, FigureAt):
            return (replace(item, items=self.items(item.items, dx, dy)) if item.turns else item,)
        if isinstance(item, Fill):
            return self._fill(item, dx, dy)
        if isinstance(item, TextAt):
            return (self._text(item, dx, dy),)
        if isinstance(item, ArtAt):
            box = item.box.moved(dx, dy)
            return (replace(item, ink=self._darken(item.ink, box.x + box.width / 2, box.y + box.height / 2)),)
        return (item,)

    def _fill(self, item: Fill, dx: float, dy: float) -> tuple[Item, ...]:
        box = item.path.bounds.moved(dx, dy)
        below = self._find_area_below(box.x + box.width / 2, box.y + box.height / 2)
        is_spared = _measure_shared(box, self.page) >= self.inks.most.get(item.ink, inf)
        now = PAPER if is_spared or item.ink in self.inks.blank else item.ink
        if now == PAPER and below.ink == item.ink and below.now == PAPER:
            return ()
        self.areas.append(_Area(box, item.ink, now))
        if now != PAPER:
            return (item,)
        if below.now != PAPER:
            return (replace(item, ink=PAPER),)
        if _holds(box, self.page):
            return ()
        return (replace(item, ink=PAPER), Stroke(item.path, self.inks.grounds[PAPER].title, OUTLINE))

    def _text(self, item: TextAt, dx: float, dy: float) -> TextAt:
        line = item.line
        if not line.runs:
            return item
        x, y = item.x + dx + line.runs[0].x, item.y + dy
        runs = tuple(run._replace(ink=self._darken(run.ink, x, y + run.size / 3)) for run in line.runs)
        return replace(item, line=line._replace(runs=runs))

    def _darken(self, ink: str, x: float, y: float) -> str:
        """Return the ink for something that stands at a point."""
        area = self._find_area_below(x, y)
        return self.inks.ink_on_paper(ink, area.ink) if area.now == PAPER != area.ink else ink

    def _find_area_below(self, x: float, y: float) -> _Area:
        """Return the topmost area at a point, or paper if there is none."""
        found = (area for area in reversed(self.areas) if _contains(area.box, x, y))
        return next(found, _Area(self.page, PAPER, PAPER))


def _contains(box: Rect, x: float, y: float) -> bool:
    return box.x <= x <= box.right and box.y <= y <= box.top


def _holds(box: Rect, page: Rect) -> bool:
    """Tell whether a box covers a page."""
    return box.x <= page.x and box.y <= page.y and box.right >= page.right and box.top >= page.top


def _measure_shared(box: Rect, page: Rect) -> float:
    """Return the size of the part of a page that a box covers."""
    width = min(box.right, page.right) - max(box.x, page.x)
    height = min(box.top, page.top) - max(box.y, page.y)
    return max(0.0, width) * max(0.0, height)
