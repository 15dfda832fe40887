"""Everything that stands on a page: shapes, lines, art, forms, links, and the structure elements they belong to.

All positions are in points. On a page the origin is the lower left corner of the trim; in a component and a form it is
their upper left corner, and y still grows upwards.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from booklet.art.transform import Matrix
from booklet.errors import Where
from booklet.geometry import Path, Rect, Size
from booklet.scenes.paint import Painted
from booklet.text.compose import Line
from booklet.values import Frozen

ARTIFACT = -1


class Element(NamedTuple):
    """A structure element (ISO 32000-2, 14.8.4): its role, its parent's index (-1: the page), alternate text.

    `language` is that of its words, if it differs from the page's. One that `is_first` is read before all else on its
    page, wherever it is drawn. `actual` is the text that shapes stand for, where they say words and show nothing.
    """

    role: str
    parent: int = -1
    alt: str = ""
    language: str = ""
    is_first: bool = False
    scope: str = "Row"
    actual: str = ""


class Fill(Frozen):
    """An area of one ink."""

    path: Path
    ink: str


class Stroke(Frozen):
    """A line of one ink."""

    path: Path
    ink: str
    width: float


class TextAt(Frozen):
    """A line of text with its baseline, and the element it is content of."""

    x: float
    y: float
    line: Line
    element: int

    @property
    def link(self) -> "LinkAt | None":
        """The area over its words, if they are content with a link."""
        runs = self.line.runs
        if self.element < 0 or not runs or not runs[0].target:
            return None
        left, right = min(run.x for run in runs), max(run.x + run.width for run in runs)
        size = runs[0].size
        box = Rect(self.x + left, self.y - size * 0.3, right - left, size * 1.1)
        return LinkAt(box, runs[0].target, self.element)


class ArtAt(Frozen):
    """A drawing scaled into a rectangle; `ink` colours the parts for which it names no ink, `flip` mirrors it."""

    name: str
    box: Rect
    ink: str = "night"
    flip: bool = False


class PaintedAt(Frozen):
    """A painted part of a picture, and the transform of its page."""

    painted: Painted
    place: Matrix


class FormAt(Frozen):
    """A form drawn once and placed on many pages, by name, at its upper left corner."""

    name: str
    x: float
    y: float
    element: int


class FigureAt(Frozen):
    """Shapes with one meaning, such as a QR code, their box, and the element with their alternate or actual text.

    One that `turns` is mirrored inside for readers from right to left; a code is not.
    """

    box: Rect
    items: tuple["Item", ...]
    element: int
    turns: bool = False


class LinkAt(Frozen):
    """An area that leads to a topic (`#topic`) or an address."""

    box: Rect
    target: str
    element: int


class Clipped(Frozen):
    """Items that are seen only inside a path."""

    path: Path
    items: tuple["Item", ...]


class DrawingColour(NamedTuple):
    """A colour that a drawing asks for: an ink by its name, else a grey, RGB or CMYK by one, three or four values.

    A grey is light from 0, black, to 1. It is for lines if it `strokes`, for areas and letters if not.
    """

    strokes: bool
    ink: str
    values: tuple[float, ...] = ()


class Drawn(Frozen, dict=True, cache_hash=True):
    """What somebody else's program draws in a box, from its lower left corner: operators, colours and lines of text.

    The operators name nothing, neither fonts nor colours: an edition says what these are when it is drawn.
    """

    width: float
    height: float
    content: tuple[str | DrawingColour | Line, ...]

    @cached_property
    def name(self) -> str:
        """What it is called in a file: by what it draws, so that equal drawings are one."""
        said = repr((self.width, self.height, [_list_said(part) for part in self.content]))
        return f"drawn-{sha256(said.encode()).hexdigest()[:16]}"

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of text in it, in the order in which they are drawn."""
        return tuple(part for part in self.content if isinstance(part, Line))


def _list_said(part: str | DrawingColour | Line) -> object:
    """Return what tells a part of a drawing from others."""
    if isinstance(part, Line):
        return [(run.text, run.font.name, run.size, run.x) for run in part.runs]
    return part


class DrawnAt(Frozen):
    """A drawing of somebody else's at its lower left corner; `flip` mirrors it. It is artifact, but in a figure."""

    drawn: Drawn
    x: float
    y: float
    flip: bool = False


class Group(Frozen, cache_hash=True):
    """Items moved together; their elements begin at `first` in the list of the page.

    What is one copy's own in a run, such as the name of a school, has its size as `own`: it is all that is in the
    section before its first element, and files draw it as a form.

    It keeps its hash once somebody asks: a page is one group of groups, and is looked up several times each time it is
    built; most of what is tried in a page is thrown away.
    """

    dx: float
    dy: float
    first: int
    items: tuple["Item", ...]
    own: Size | None = None


Item = Fill | Stroke | TextAt | ArtAt | PaintedAt | FormAt | FigureAt | LinkAt | Clipped | DrawnAt | Group


class Overset(Frozen):
    """Content that does not fit in its place: the block, and by how many lines (0: too wide).

    With a place in a source it is a partner's line, which is left out.
    """

    block: str
    lines: int
    about: str
    where: Where | None = None


class Component(Frozen):
    """Items and elements of one block, ready to be placed; what did not fit in it, and what gave way."""

    width: float
    height: float
    items: tuple[Item, ...]
    elements: tuple[Element, ...] = ()
    oversets: tuple[Overset, ...] = ()
    gave: tuple[str, ...] = ()


class Form(Frozen):
    """A component that is drawn once in a file and used by name, since it changes separately from its pages."""

    name: str
    component: Component


class PlacedPage(Frozen):
    """A page with everything in its place.

    If it `varies`, a country may change it; `gave` tells which allowances gave way, `room` the free height (points).
    """

    number: int
    topic: str
    trim: Size
    bleed: float
    items: tuple[Item, ...]
    elements: tuple[Element, ...]
    varies: bool
    gave: str = ""
    room: float = 0.0
    oversets: tuple[Overset, ...] = ()


HOLDERS = (Group, Clipped, FigureAt)
"""Items that hold others."""


def forms_of(items: Iterable[Item]) -> Iterator[str]:
    """Yield the names of forms in items and in everything they contain."""
    for item in items:
        if isinstance(item, FormAt):
            yield item.name
        elif isinstance(item, HOLDERS):
            yield from forms_of(item.items)


def lines_of(items: Iterable[Item]) -> list[Line]:
    """Return the lines of text among items and all they hold, with those of drawings."""
    found: list[Line] = []
    for item in items:
        if isinstance(item, TextAt):
            found.append(item.line)
        elif isinstance(item, HOLDERS):
            found += lines_of(item.items)
        elif isinstance(item, DrawnAt):
            found += item.drawn.lines
    return found


def drawings_of(items: Iterable[Item]) -> Iterator[Drawn]:
    """Yield the drawings of others among items and all they hold."""
    for item in items:
        if isinstance(item, DrawnAt):
            yield item.drawn
        elif isinstance(item, HOLDERS):
            yield from drawings_of(item.items)


def texts_of(items: Iterable[Item]) -> Iterator[TextAt]:
    """Yield the lines of text in items and in everything they contain."""
    for item in items:
        if isinstance(item, TextAt):
            yield item
        elif isinstance(item, HOLDERS):
            yield from texts_of(item.items)
