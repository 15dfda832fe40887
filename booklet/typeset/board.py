"""A board collects the parts of a component, measured from its upper left corner downwards."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from math import inf
from operator import attrgetter

from booklet.geometry import Path, Rect, Size, mm
from booklet.text.compose import Line, compose, compose_phrases
from booklet.text.fonts import Setting, open_face
from booklet.text.itemise import TextStyle
from booklet.typeset import shapes
from booklet.typeset.placed import (
    ArtAt,
    Clipped,
    Component,
    Element,
    FigureAt,
    Fill,
    FormAt,
    Group,
    Item,
    LinkAt,
    Overset,
    Stroke,
    TextAt,
)
from booklet.values import replace

_SHARE_BEFORE = {"middle": 0.5, "end": 1.0}
"""Of the free room of a line, what is left of it: for text that begins elsewhere than at its start."""

_TARGET = attrgetter("look.target")

OUTLINE = mm(0.5)
"""Weight of the outline of a sign."""

SLACK = 0.05
"""Points that keep a bubble made to the width of its words from breaking them again."""


class Board:
    """A board on which a component is pasted up: shapes, text and finished components, in painting order.

    `top` is always the distance from the upper edge.
    """

    def __init__(self, block: str, setting: Setting) -> None:
        self.block = block
        self.setting = setting
        self.items: list[Item] = []
        self.elements: list[Element] = []
        self.oversets: list[Overset] = []
        self.gave: list[str] = []
        self._last: dict[int, int] = {}

    def element(self, role: str, parent: int = -1, alt: str = "", *, language: str = "", scope: str = "Row") -> int:
        """Add a structure element and return its index."""
        self.elements.append(Element(role, parent, alt, language, scope=scope))
        return len(self.elements) - 1

    def fill(self, path: Path, ink: str) -> None:
        """Add an area; its path is in the board's own coordinates (y upwards, 0 at the upper edge)."""
        self.items.append(Fill(path, ink))

    def area(self, x: float, top: float, width: float, height: float, ink: str) -> None:
        """Add a rectangle."""
        self.fill(shapes.rectangle(Rect(x, -top - height, width, height)), ink)

    def ground(self, trim: Size, bleed: float, ink: str) -> None:
        """Fill a page and its bleed."""
        self.area(-bleed, -bleed, trim.width + 2 * bleed, trim.height + 2 * bleed, ink)

    def bubble(
        self, x: float, top: float, width: float, height: float, ink: str, radius: float, tail: str = "bottom-start"
    ) -> None:
        """Add a bubble."""
        self.fill(shapes.bubble(Rect(x, -top - height, width, height), radius, tail), ink)

    def sign(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        ink: str,
        radius: float,
        tail: str = "bottom-start",
        weight: float = OUTLINE,
    ) -> None:
        """Add a bubble with an outline: a sign, a voice or a thing to write on, seen on any ground."""
        path = shapes.bubble(Rect(x, -top - height, width, height), radius, tail)
        self.fill(path, ink)
        self.stroke(path, "night", weight)

    def rule(self, x: float, top: float, width: float, ink: str, weight: float) -> None:
        """Add a horizontal line."""
        self.items.append(Stroke(shapes.line(x, -top, x + width, -top), ink, weight))

    def stroke(self, path: Path, ink: str, weight: float) -> None:
        """Add a line along a path."""
        self.items.append(Stroke(path, ink, weight))

    def art(
        self, name: str, x: float, top: float, width: float, height: float, ink: str = "night", flip: bool = False
    ) -> None:
        """Add a drawing."""
        self.items.append(ArtAt(name, Rect(x, -top - height, width, height), ink, flip))

    def clip_item(self, clip: Path, item: ArtAt | Fill) -> None:
        """Add a drawing or an area that is seen only inside a path."""
        self.items.append(Clipped(clip, (item,)))

    def figure(self, box: Rect, items: tuple[Item, ...], alt: str, parent: int = -1) -> None:
        """Add shapes with one meaning that fill a box (y upwards), with alternate text."""
        self.items.append(FigureAt(box, items, self.element("Figure", parent, alt)))

    def picture(self, box: Rect, items: tuple[Item, ...], alt: str, parent: int = -1) -> None:
        """Add a picture, which is mirrored for readers from right to left, with alternate text."""
        self.items.append(FigureAt(box, items, self.element("Figure", parent, alt), turns=True))

    def stand_for(self, box: Rect, items: tuple[Item, ...], words: str, parent: int) -> None:
        """Add shapes that say words, which are read as text among those of a paragraph."""
        self.elements.append(Element("Span", parent, actual=words))
        self.items.append(FigureAt(box, items, len(self.elements) - 1, turns=True))

    def form(self, name: str, x: float, top: float, role: str = "P") -> None:
        """Add a form by name; a link stands in a paragraph."""
        parent = self.element("P") if role == "Link" else -1
        self.items.append(FormAt(name, x, -top, self.element(role, parent)))

    def link(self, x: float, top: float, width: float, height: float, target: str, element: int) -> None:
        """Add an area with a link."""
        self.items.append(LinkAt(Rect(x, -top - height, width, height), target, element))

    def place(self, component: Component, x: float, top: float, parent: int = -1) -> float:
        """Add a finished component and return its height."""
        first = len(self.elements)
        for element in component.elements:
            above = parent if element.parent < 0 else element.parent + first
            self.elements.append(Element(element.role, above, *element[2:]))
        self.items.append(Group(x, -top, first, component.items))
        self.oversets += component.oversets
        self.gave += component.gave
        return component.height

    def place_own(self, component: Component, x: float, top: float) -> None:
        """Add what is one copy's own in a run, such as the name of a school: a section, if anything is in it."""
        if not component.items:
            self.place(component, x, top)
            return
        section = self.element("Sect")
        first = len(self.elements)
        self.place(component, x, top, section)
        self.items[-1] = Group(x, -top, first, component.items, Size(component.width, component.height))

    def begin(self, component: Component) -> None:
        """Begin with everything in a finished component, as if it had been drawn here."""
        self.items += component.items
        self.elements += component.elements
        self.oversets += component.oversets
        self.gave += component.gave

    def text(self, markup: str, style: TextStyle, x: float, top: float, measure: float, element: int = -1) -> float:
        """Set a text in lines and return its height; without an element it is an artifact."""
        return self.lines(compose(markup, style, measure, self.setting), style, x, top, measure, element)

    def lines(
        self, lines: Sequence[Line], style: TextStyle, x: float, top: float, measure: float, element: int = -1
    ) -> float:
        """Set finished lines and return their height."""
        self.end_with_space(element)
        for number, line in enumerate(lines):
            self._line(line, style, x, top + number * style.leading, measure, element)
        return len(lines) * style.leading

    def title(
        self,
        words: str,
        styles: Sequence[TextStyle],
        x: float,
        top: float,
        measure: float,
        limit: float = inf,
        phrases: tuple[str, ...] = (),
    ) -> float:
        """Set a title in the first of some styles that fits, the last if none does, and return its height.

        A title in phrases breaks between them in the first style in which it fits so; only where there is none, inside.
        """
        style, lines = self._choose_title(words, styles, measure, limit, phrases)
        if style != styles[0]:
            self.gave.append(f"title {100 * style.size / styles[0].size:.0f}")
        return self.lines(lines, style, x, top, measure, self.element("H1"))

    def _choose_title(
        self, words: str, styles: Sequence[TextStyle], measure: float, limit: float, phrases: tuple[str, ...]
    ) -> tuple[TextStyle, Sequence[Line]]:
        if len(phrases) > 1:
            for style in styles:
                lines = compose_phrases(phrases, style, measure, self.setting)
                if len(lines) * style.leading <= limit and all(line.width <= measure + 0.1 for line in lines):
                    return style, lines
            self.gave.append("title: a phrase is broken")
        style = first_style_that_fits(words, styles, measure, limit, self.setting)
        return style, compose(words, style, measure, self.setting)

    def line(self, markup: str, style: TextStyle, x: float, top: float, measure: float, element: int = -1) -> float:
        """Set a text that must fit on one line, and return its width."""
        return self.one(compose(markup, style, measure, self.setting), markup, style, x, top, measure, element)

    def one(
        self,
        lines: Sequence[Line],
        markup: str,
        style: TextStyle,
        x: float,
        top: float,
        measure: float,
        element: int = -1,
    ) -> float:
        """Set the lines of a text that must be one line, and return its width."""
        if len(lines) > 1:
            self.oversets.append(Overset(self.block, len(lines) - 1, markup))
        self.end_with_space(element)
        for line in lines[:1]:
            self._line(line, style, x, top, measure, element)
        return lines[0].width if lines else 0.0

    def paragraph(self, markup: str, style: TextStyle, x: float, top: float, measure: float, parent: int = -1) -> float:
        """Set a text as a paragraph of its own and return its height."""
        return self.text(markup, style, x, top, measure, self.element("P", parent))

    def dotted(self, words: str, style: TextStyle, x: float, top: float, measure: float, parent: int = -1) -> float:
        """Set short parts that have dots between them as a paragraph and return its height.

        Lines end between parts and without a dot, if that takes no more lines than to fill each.
        """
        element, height = self.element("P", parent), 0.0
        for line in break_between(words, style, measure, self.setting):
            height += self.text(line, style, x, top + height, measure, element)
        return height

    def end_with_space(self, element: int) -> None:
        """End the text that an element has already with a space, so that what is set beside it is another word."""
        if element in self._last:
            place = self._last[element]
            item = self.items[place]
            assert isinstance(item, TextAt)
            self.items[place] = replace(item, line=item.line.add_space())

    def _line(self, line: Line, style: TextStyle, x: float, top: float, measure: float, element: int) -> None:
        if line.width > measure + 0.1:
            self.oversets.append(Overset(self.block, 0, line.text))
        start = x + _SHARE_BEFORE[style.align] * (measure - line.width) if style.align in _SHARE_BEFORE else x
        baseline = -top - baseline_drop(style)
        if len(line.runs) == 1 and not line.runs[0].look.target:
            self._last[element] = len(self.items)
            self.items.append(TextAt(start, baseline, line, element))
            return
        for target, part in _split_by_target(line):
            owner = self.element("Link", element) if target and element >= 0 else element
            self._last[element] = len(self.items)
            self.items.append(TextAt(start, baseline, part, owner))

    def finish(self, width: float, height: float) -> Component:
        """Return the component that was pasted up."""
        return Component(width, height, tuple(self.items), tuple(self.elements), tuple(self.oversets), tuple(self.gave))


DOT = " · "
"""What stands between short parts on a line."""


def break_between(words: str, style: TextStyle, measure: float, setting: Setting) -> list[str]:
    """Return lines that end between parts and are as full as can be, or the whole if its lines are fewer."""

    def composed(text: str) -> Sequence[Line]:
        return compose(text, style, measure, setting)

    lines: list[str] = []
    for part in words.split(DOT):
        longer = DOT.join((*lines[-1:], part))
        if lines and len(composed(longer)) == 1:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines if sum(len(composed(line)) for line in lines) <= len(composed(words)) else [words]


def first_that_fits(ways: Iterable[Component], height: float) -> Component:
    """Return the first way that is no taller than `height`, or the last if none is; there is at least one.

    Ways after the first that fits are not set at all.
    """
    for way in ways:
        if way.height <= height and not way.oversets:
            break
    return way


def first_style_that_fits(
    words: str, styles: Sequence[TextStyle], measure: float, height: float, setting: Setting
) -> TextStyle:
    """Return the first style in which no word is wider than a measure nor all lines taller than a height, or the last.

    The styles are given from the largest to the smallest.
    """
    for style in styles:
        lines = compose(words, style, measure, setting)
        if len(lines) * style.leading <= height and all(line.width <= measure + 0.1 for line in lines):
            break
    return style


@lru_cache(maxsize=4096)
def baseline_drop(style: TextStyle) -> float:
    """Return how far a baseline lies below the top of its line's box; capitals stand in the middle of the box."""
    return (style.leading + open_face(style.fonts[0]).cap_height * style.size) / 2


def _split_by_target(line: Line) -> list[tuple[str, Line]]:
    """Return a line cut where a link begins or ends, which most lines have none of."""
    if not any(map(_TARGET, line.runs)):
        return [("", line)] if line.runs else []
    return [(target, line._replace(runs=tuple(runs))) for target, runs in groupby(line.runs, _TARGET)]
