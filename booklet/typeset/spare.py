"""Sparing ink: large areas become outlines, and light text on them becomes dark; nothing moves.

A page for an office printer keeps its words, drawings and small areas. An area that is large, or whose ink is too
light, is shown by its outline. Words on a picture that is filled with lines or dots stand on white.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from math import inf
from typing import NamedTuple

from booklet.geometry import Rect, intersect, mm
from booklet.look.fillings import LARGE, NONE, Fillings, fill_shape
from booklet.look.layout import Ground, Theme, contrast_of, luminance
from booklet.machine.bounds import PAGES
from booklet.scenes.figure import place_box
from booklet.typeset import shapes
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
from booklet.values import Frozen, replace

OUTLINE = 0.8
"""Weight of an outline, in points: a laser printer draws it whole."""

PAPER = "white"

PICTURE = "picture"
"""What lies below words on a picture: no ink, so that what covers it stays."""

AROUND = mm(2)
"""The white around words on lines or dots."""

DOUBLE, SECOND = mm(1), mm(0.4)
"""The inner one of two outlines, which tell of help where it has no colour: its distance and its weight."""

TALL = mm(25)
"""An area that is not as high has one outline: words come close to it, such as the number in the foot of a card."""


class _Area(NamedTuple):
    """An area of a page: its box, its ink, the ink it has now, and its number if it is a picture."""

    box: Rect
    ink: str
    now: str
    number: int = -1


class _Inks(Frozen):
    """How inks print on paper: how much they may fill, which print as nothing, which are too light for words.

    `grounds` holds the inks of text and titles on each ground, `fillings` those of pictures.
    """

    most: Mapping[str, float]
    blank: frozenset[str]
    pale: frozenset[str]
    grounds: Mapping[str, Ground]
    fillings: Fillings

    def ink_on_paper(self, ink: str, ground: str) -> str:
        """Return an ink for words and drawings that stood on a ground and now stand on paper."""
        was, paper = self.grounds.get(ground), self.grounds[PAPER]
        if ink not in self.pale:
            return ink
        return paper.title if was is not None and ink == was.title != was.text else paper.text

    def alone(self, ink: str) -> str:
        """Return the ink that letters and small areas have for an ink; where black is alone, that is black or none."""
        return self.fillings.alone.get(ink, ink)


def _inks(theme: Theme, blank: frozenset[str], fillings: Fillings, *, is_low: bool) -> _Inks:
    """Return the inks of a theme; words in a pale one stand out from paper by less than 3 : 1 (WCAG 2.2, 1.4.3)."""
    pale = {name for name, ink in theme.inks.items() if contrast_of(luminance(ink.srgb), 1.0) < 3}
    most = dict(theme.low_ink) if is_low else {name: LARGE / ink.grey for name, ink in theme.inks.items() if ink.grey}
    return _Inks(most, blank, blank | pale, theme.grounds, fillings)


@lru_cache(maxsize=PAGES)
def spare_page(
    page: PlacedPage, theme: Theme, blank: frozenset[str], fillings: Fillings = NONE, *, is_low: bool = False
) -> PlacedPage:
    """Return a page that spares ink; `blank` are the inks that print as nothing.

    An office printer spares what is too dark; editions of low ink and of black alone spare every area larger than the
    theme allows.
    """
    inks = _inks(theme, blank, fillings, is_low=is_low)
    return replace(page, items=_spare(page.items, inks, Rect(0, 0, *page.trim)))


@lru_cache(maxsize=PAGES)
def spare_form(
    form: Form, theme: Theme, blank: frozenset[str], fillings: Fillings = NONE, *, is_low: bool = False
) -> Form:
    """Return a form that spares ink."""
    component = form.component
    around = Rect(0, -component.height, component.width, component.height).grown(100)
    items = _spare(component.items, _inks(theme, blank, fillings, is_low=is_low), around, is_form=True)
    return Form(form.name, replace(component, items=items))


def _spare(items: tuple[Item, ...], inks: _Inks, page: Rect, *, is_form: bool = False) -> tuple[Item, ...]:
    """Return items that spare ink: those who find words on lines or dots go through them once more."""
    sparer = _Sparer(inks, page, {}, is_form=is_form)
    spared = sparer.items(items, 0, 0)
    return _Sparer(inks, page, sparer.words, is_form=is_form).items(items, 0, 0) if sparer.words else spared


class _White(NamedTuple):
    """White for words on a picture: its box, and behind which of the picture's items it lies."""

    box: Rect
    over: int


class _Sparer:
    """Goes through a page in painting order and remembers the areas that lie below.

    `words` tells where white is needed on each picture; pictures for which that is `known` have it. What lies below a
    form is not known: its white stays.
    """

    def __init__(self, inks: _Inks, page: Rect, known: Mapping[int, list[_White]], *, is_form: bool) -> None:
        self.inks = inks
        self.page = page
        self.known = known
        self.is_form = is_form
        self.words: dict[int, list[_White]] = {}
        self.pictures: list[tuple[tuple[Rect, ...], ...]] = []
        self.areas: list[_Area] = []

    def items(self, items: tuple[Item, ...], dx: float, dy: float) -> tuple[Item, ...]:
        """Return items that spare ink; (dx, dy) is where their origin is on the page."""
        return tuple(found for item in items for found in self._item(item, dx, dy))

    def _item(self, item: Item, dx: float, dy: float) -> tuple[Item, ...]:
        if isinstance(item, Group):
            return (replace(item, items=self.items(item.items, dx + item.dx, dy + item.dy)),)
        if isinstance(item, Clipped):
            return (self._clipped(item, dx, dy),)
        if isinstance(item, FigureAt):
            return (replace(item, items=self.items(item.items, dx, dy)) if item.turns else item,)
        if isinstance(item, Fill):
            return self._fill(item, dx, dy)
        if isinstance(item, Stroke):
            return (replace(item, ink=self._line_ink(item.ink)),)
        if isinstance(item, TextAt):
            return (self._text(item, dx, dy),)
        if isinstance(item, ArtAt):
            box = item.box.moved(dx, dy)
            self._note_words(box)
            return (replace(item, ink=self._darken(item.ink, box.x + box.width / 2, box.y + box.height / 2)),)
        return (item,)

    def _clipped(self, item: Clipped, dx: float, dy: float) -> Clipped:
        if not any(isinstance(inner, PaintedAt) for inner in item.items):
            return Clipped(item.path, self.items(item.items, dx, dy))
        number, fillings = len(self.pictures), self.inks.fillings
        self.areas.append(_Area(item.path.bounds.moved(dx, dy), PICTURE, PICTURE, number))
        self.pictures.append(tuple(tuple(_list_filled(inner, fillings, dx, dy)) for inner in item.items))
        items: list[Item] = []
        for place, inner in enumerate(item.items):
            items += self._item(inner, dx, dy)
            white = (one.box.moved(-dx, -dy) for one in self.known.get(number, ()) if one.over == place)
            items += (Fill(shapes.rectangle(box), PAPER) for box in white)
        return Clipped(item.path, tuple(items))

    def _line_ink(self, ink: str) -> str:
        """Return the ink of a line: where black is alone, what would be paper is black."""
        return self.inks.grounds[PAPER].title if ink != PAPER == self.inks.alone(ink) else self.inks.alone(ink)

    def _fill(self, item: Fill, dx: float, dy: float) -> tuple[Item, ...]:
        box = item.path.bounds.moved(dx, dy)
        below = self._find_area_below(box.x + box.width / 2, box.y + box.height / 2)
        if self._is_tail(item, box):
            return (replace(item, ink=PAPER),)
        is_spared = _measure_shared(box, self.page) >= self.inks.most.get(item.ink, inf)
        now = PAPER if is_spared or item.ink in self.inks.blank else self.inks.alone(item.ink)
        if now == PAPER and below.ink == item.ink and below.now == PAPER:
            return (item,) if self.is_form and item.ink == PAPER else ()
        self.areas.append(_Area(box, item.ink, now))
        if now != PAPER:
            return (replace(item, ink=now),)
        if below.now not in {PAPER, PICTURE} or (below.now == PICTURE and item.ink == PAPER):
            return (replace(item, ink=PAPER),)
        if _holds(box, self.page):
            return ()
        return (replace(item, ink=PAPER), *self._outline(item, box))

    def _is_tail(self, item: Fill, box: Rect) -> bool:
        """Tell whether an area goes on from the one before it, which is spared: it is as white, and open to it."""
        before = self.areas[-1] if self.areas else None
        if before is None or not before.ink == item.ink != before.now == PAPER:
            return False
        return _meets(before.box, box) and not _holds(before.box, box)

    def _outline(self, item: Fill, box: Rect) -> tuple[Item, ...]:
        """Return what shows an area that is spared: its outline, and a second one where two stand for its ink."""
        ink = self.inks.grounds[PAPER].title
        edge = Stroke(item.path, ink, OUTLINE)
        filling = self.inks.fillings.inks.get(item.ink)
        if filling is None or filling.kind != "double" or box.height < TALL or box.width < TALL:
            return (edge,)
        inner = Stroke(item.path, ink, 2 * (DOUBLE + SECOND)), Stroke(item.path, PAPER, 2 * DOUBLE)
        return (Clipped(item.path, inner), edge)

    def _text(self, item: TextAt, dx: float, dy: float) -> TextAt:
        line = item.line
        if not line.runs:
            return item
        x, y = item.x + dx + line.runs[0].x, item.y + dy
        size = max(run.size for run in line.runs)
        left, right = min(run.x for run in line.runs), max(run.x + run.width for run in line.runs)
        self._note_words(Rect(item.x + dx + left, y - 0.25 * size, right - left, size))
        runs = tuple(run._replace(ink=self._darken(run.ink, x, y + run.size / 3)) for run in line.runs)
        return replace(item, line=line._replace(runs=runs))

    def _note_words(self, box: Rect) -> None:
        """Remember words that stand on what is filled with lines or dots in a picture, or was dark there."""
        for area in self._list_pictures_below(box.x, box.y + box.height / 2):
            filled = self.pictures[area.number]
            over = [place for place, boxes in enumerate(filled) if any(_meets(box, other) for other in boxes)]
            if over:
                self.words.setdefault(area.number, []).append(_White(box.grown(AROUND), over[-1]))
                return

    def _list_pictures_below(self, x: float, y: float) -> Iterator[_Area]:
        """Yield the pictures that something at a point stands on, the topmost first."""
        for area in reversed(self.areas):
            if _contains(area.box, x, y):
                if area.now != PICTURE:
                    return
                yield area

    def _darken(self, ink: str, x: float, y: float) -> str:
        """Return the ink for something that stands at a point."""
        area = self._find_area_below(x, y)
        if area.now == PICTURE:
            white = (one for below in self._list_pictures_below(x, y) for one in self.known.get(below.number, ()))
            is_white = any(_contains(one.box, x, y) for one in white)
            return self.inks.ink_on_paper(ink, PICTURE) if is_white else ink
        is_lost = area.now == PAPER and (area.ink != PAPER or ink in self.inks.fillings.blank)
        return self.inks.ink_on_paper(ink, area.ink) if is_lost else self.inks.alone(ink)

    def _find_area_below(self, x: float, y: float) -> _Area:
        """Return the topmost area at a point, or paper if there is none."""
        found = (area for area in reversed(self.areas) if _contains(area.box, x, y))
        return next(found, _Area(self.page, PAPER, PAPER))


def _list_filled(item: Item, fillings: Fillings, dx: float, dy: float) -> Iterator[Rect]:
    """Yield where lines are in a painted part: all over what is filled with them, or was dark, else at the edges."""
    if not isinstance(item, PaintedAt):
        return
    for shape in item.painted.drawing.shapes:
        filled = fill_shape(shape, item.place.scale, fillings)
        if filled:
            box = place_box(shape.path.bounds, item.place).moved(dx, dy)
            yield from (box,) if filled.has_lines or filled.was_dark else _edges(box)


def _edges(box: Rect) -> Iterator[Rect]:
    """Yield the edges of a box, as wide as an outline."""
    x, y, width, height = box
    yield from (Rect(x, y, width, OUTLINE), Rect(x, box.top, width, OUTLINE))
    yield from (Rect(x, y, OUTLINE, height), Rect(box.right, y, OUTLINE, height))


def _meets(one: Rect, other: Rect) -> bool:
    both = intersect(one, other)
    return both.width > 0 and both.height > 0


def _contains(box: Rect, x: float, y: float) -> bool:
    return box.x <= x <= box.right and box.y <= y <= box.top


def _holds(box: Rect, page: Rect) -> bool:
    """Tell whether a box covers a page, or another box."""
    return box.x <= page.x and box.y <= page.y and box.right >= page.right and box.top >= page.top


def _measure_shared(box: Rect, page: Rect) -> float:
    """Return the size of the part of a page that a box covers."""
    width = min(box.right, page.right) - max(box.x, page.x)
    height = min(box.top, page.top) - max(box.y, page.y)
    return max(0.0, width) * max(0.0, height)
