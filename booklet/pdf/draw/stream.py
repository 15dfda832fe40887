"""A page or form as the operators of a content stream (ISO 32000-2, annex A), with what it needs from its file."""

import re
import zlib
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from math import inf
from operator import attrgetter
from typing import NamedTuple

from booklet.art.transform import Matrix
from booklet.geometry import Path, Rect
from booklet.look.fillings import find_step, has_fillings
from booklet.machine.bounds import PAGES
from booklet.pdf.draw.codes import FontCodes, list_shown_glyphs
from booklet.pdf.draw.palette import Palette
from booklet.pdf.draw.runs import Types
from booklet.pdfnumbers import number, numbers, path_lines
from booklet.scenes.paint import Painted
from booklet.text.fonts import Font, name_key
from booklet.typeset.placed import (
    ARTIFACT,
    ArtAt,
    Clipped,
    Drawn,
    DrawnAt,
    Element,
    FigureAt,
    Fill,
    Form,
    FormAt,
    Group,
    Item,
    LinkAt,
    PaintedAt,
    PlacedPage,
    Stroke,
    TextAt,
)
from booklet.values import Frozen

GROUPS = frozenset({"Sect"})
"""Roles of elements that hold elements and no content of their own: a form that is one is tagged inside."""

_NEAR = 0.0005
"""What places that are written to a thousandth of a point may lack to be the same."""

LEVEL = 6
"""Compression: level 9 saves 1 % for half as much time again."""


class Link(Frozen):
    """A link on a page: its area, its target, its element."""

    box: Rect
    target: str
    element: int


class UsedPart(NamedTuple):
    """A painted part as a page uses it: its name in the file, and the step of its scale if it is filled with lines."""

    name: str
    painted: Painted
    step: int | None


class UsedArt(NamedTuple):
    """A drawing as a page uses it, in an ink; with fillings, the step of how wide it stands there."""

    name: str
    ink: str
    step: int | None = None

    @property
    def resource(self) -> str:
        """Its name in the file."""
        return drawing_name(self.name, self.ink) + ("" if self.step is None else f".{self.step}")


class PlacedForm(Frozen):
    """A form on a page: its upper left corner, its element, and how many marks come before it.

    If it `is_open`, it stands for a group and has tags inside; else it is content of its element as a whole.
    """

    name: str
    x: float
    y: float
    element: int
    after: int
    is_open: bool


class PageStream(Frozen):
    """A drawn page or form: compressed content, and the fonts, drawings and forms that it names.

    `marks[i]` is the element of the marked content with id i; `figures` holds the area of each figure, by its element.
    """

    content: bytes
    elements: tuple[Element, ...]
    fonts: tuple[FontCodes, ...]
    drawings: tuple[UsedArt, ...]
    forms: tuple[str, ...]
    marks: tuple[int, ...]
    links: tuple[Link, ...]
    placed: tuple[PlacedForm, ...]
    figures: Mapping[int, Rect]
    drawn: tuple[Drawn, ...] = ()
    painted: tuple[UsedPart, ...] = ()


def draw_page(
    page: PlacedPage, fonts: Mapping[Font, FontCodes], palette: Palette, *, is_tagged: bool = True
) -> PageStream:
    """Return the stream of a page, in the coordinates of its trim box."""
    return _draw_items(page.items, page.elements, _list_used_codes(page.items, fonts), palette, is_tagged=is_tagged)


def draw_form(form: Form, fonts: Mapping[Font, FontCodes], palette: Palette, *, is_tagged: bool = False) -> PageStream:
    """Return the stream of a form; a form without tags inside is tagged as a whole by the page that uses it."""
    items, elements = form.component.items, form.component.elements
    return _draw_items(items, elements, _list_used_codes(items, fonts), palette, is_tagged=is_tagged)


def _list_used_codes(items: tuple[Item, ...], fonts: Mapping[Font, FontCodes]) -> tuple[FontCodes, ...]:
    return tuple(fonts[font] for font in sorted(list_shown_glyphs(items), key=name_key))


@lru_cache(maxsize=PAGES)
def _draw_items(
    items: tuple[Item, ...],
    elements: tuple[Element, ...],
    fonts: tuple[FontCodes, ...],
    palette: Palette,
    *,
    is_tagged: bool,
) -> PageStream:
    pen = _ContentPen(elements, {codes.font: codes for codes in fonts}, palette, is_tagged)
    for item in items:
        pen.draw(item, 0.0, 0.0, 0)
    pen.finish()
    return PageStream(
        content=zlib.compress("\n".join(pen.code).encode("ascii"), LEVEL),
        elements=elements,
        fonts=fonts,
        drawings=tuple(sorted(pen.drawings, key=attrgetter("resource"))),
        forms=tuple(sorted(pen.forms)),
        marks=tuple(pen.marks),
        links=tuple(pen.links),
        placed=tuple(pen.placed),
        figures=pen.figures,
        drawn=tuple(sorted(pen.drawn, key=attrgetter("name"))),
        painted=tuple(sorted(pen.painted, key=attrgetter("name"))),
    )


class _ContentPen:
    """Writes operators and remembers what is set, so that nothing is set twice."""

    def __init__(
        self, elements: tuple[Element, ...], fonts: Mapping[Font, FontCodes], palette: Palette, is_tagged: bool
    ) -> None:
        self.elements = elements
        self.palette = palette
        self.is_tagged = is_tagged
        self.code: list[str] = []
        self.drawings: set[UsedArt] = set()
        self.drawn: set[Drawn] = set()
        self.painted: set[UsedPart] = set()
        self.forms: set[str] = set()
        self.marks: list[int] = []
        self.links: list[Link] = []
        self.placed: list[PlacedForm] = []
        self.figures: dict[int, Rect] = {}
        self._types = Types(fonts)
        self._ink = ""
        self._stroke_ink = ""
        self._overprints = False
        self._open: int | None = None
        self._in_figure = False

    def draw(self, item: Item, dx: float, dy: float, first: int) -> None:
        """Draw an item moved by (dx, dy); `first` is added to its element."""
        if isinstance(item, Group):
            for inner in item.items:
                self.draw(inner, dx + item.dx, dy + item.dy, first + item.first)
        elif isinstance(item, TextAt):
            self._text(item, dx, dy, first)
        elif isinstance(item, Fill):
            self._fill(item, dx, dy)
        elif isinstance(item, Stroke):
            self._stroke(item, dx, dy)
        elif isinstance(item, ArtAt):
            self._art(item, dx, dy)
        elif isinstance(item, PaintedAt):
            self._painted(item, dx, dy)
        elif isinstance(item, FormAt):
            self._form(item, dx, dy, first)
        elif isinstance(item, Clipped):
            self._draw_clipped(item, dx, dy, first)
        elif isinstance(item, FigureAt):
            self._figure(item, dx, dy, first)
        elif isinstance(item, DrawnAt):
            self._drawing(item, dx, dy)
        else:
            self._link(item, dx, dy, first)

    def finish(self) -> None:
        """Leave the state that the next form or page expects: ink knocks out, and nothing is open."""
        self._use_overprint(False)
        self.close()

    def close(self) -> None:
        """End the marked content that is open."""
        if self._open is not None:
            self.code.append("EMC")
            self._open = None

    def _mark(self, element: int) -> None:
        """Begin marked content of an element, or an artifact, unless that is open already (ISO 32000-2, 14.6)."""
        if not self.is_tagged or self._open == element or (self._in_figure and element == ARTIFACT):
            return
        self.close()
        if element == ARTIFACT:
            self.code.append("/Artifact BMC")
        else:
            self.code.append(f"/{self.elements[element].role} <</MCID {len(self.marks)}>> BDC")
            self.marks.append(element)
        self._open = element

    def _use_ink(self, ink: str) -> None:
        if ink != self._ink:
            self.code.append(self.palette.fills[ink])
            self._ink = ink

    def _use_overprint(self, is_on: bool) -> None:
        if self.palette.overprints and is_on != self._overprints:
            self.code.append("/over gs" if is_on else "/knock gs")
            self._overprints = is_on

    def _fill(self, item: Fill, dx: float, dy: float) -> None:
        if not self._in_figure:
            self._mark(ARTIFACT)
        self._use_overprint(False)
        self._use_ink(item.ink)
        self.code += [_path(item.path, dx, dy), "f"]

    def _use_pen(self, ink: str, width: float) -> None:
        if ink != self._stroke_ink:
            self.code.append(self.palette.strokes[ink])
            self._stroke_ink = ink
        self.code.append(f"{number(width)} w")

    def _stroke(self, item: Stroke, dx: float, dy: float) -> None:
        self._mark(ARTIFACT)
        self._use_overprint(False)
        self._use_pen(item.ink, item.width)
        self.code += [_path(item.path, dx, dy), "S"]

    def _art(self, item: ArtAt, dx: float, dy: float) -> None:
        self._mark(ARTIFACT)
        self._use_overprint(False)
        box = item.box.moved(dx, dy)
        used = UsedArt(item.name, item.ink, find_step(box.width) if self.palette.fillings.inks else None)
        self.drawings.add(used)
        scale = f"{number(-box.width)} 0 0 {number(box.height)} {number(box.right)} {number(box.y)}"
        if not item.flip:
            scale = f"{number(box.width)} 0 0 {number(box.height)} {number(box.x)} {number(box.y)}"
        self.code.append(f"q {scale} cm /{used.resource} Do Q")

    def _painted(self, item: PaintedAt, dx: float, dy: float) -> None:
        self._mark(ARTIFACT)
        self._use_overprint(False)
        size, place = item.painted.size, item.place
        used = UsedPart(item.painted.name, item.painted, None)
        if self.palette.fillings.inks and has_fillings(item.painted.drawing, self.palette.fillings):
            step = find_step(place.scale)
            used = UsedPart(f"{used.name}.{step}", item.painted, step)
        self.painted.add(used)
        unit = Matrix(size.width, 0.0, 0.0, size.height, 0.0, 0.0).then(place)
        self.code.append(f"q {numbers(unit[:4])} {number(place.e + dx)} {number(place.f + dy)} cm /{used.name} Do Q")

    def _drawing(self, item: DrawnAt, dx: float, dy: float) -> None:
        self._mark(ARTIFACT)
        self._use_overprint(False)
        self.drawn.add(item.drawn)
        x, y = item.x + dx, number(item.y + dy)
        place = f"-1 0 0 1 {number(x + item.drawn.width)} {y}" if item.flip else f"1 0 0 1 {number(x)} {y}"
        self.code.append(f"q {place} cm /{item.drawn.name} Do Q")

    def _form(self, item: FormAt, dx: float, dy: float, first: int) -> None:
        element = item.element + first
        is_open = self.is_tagged and self.elements[element].role in GROUPS
        if is_open:
            self.close()
        else:
            self._mark(element)
        self._use_overprint(False)
        self.forms.add(item.name)
        x, y = item.x + dx, item.y + dy
        self.placed.append(PlacedForm(item.name, x, y, element, len(self.marks), is_open))
        self.code.append(f"q 1 0 0 1 {number(x)} {number(y)} cm /{item.name} Do Q")

    def _draw_clipped(self, item: Clipped, dx: float, dy: float, first: int) -> None:
        self._mark(ARTIFACT)
        self._use_overprint(False)
        self.code += ["q", _path(item.path, dx, dy), "W n"]
        for inner in item.items:
            self.draw(inner, dx, dy, first)
        self.code.append("Q")
        self._ink = self._stroke_ink = ""
        self._overprints = False

    def _figure(self, item: FigureAt, dx: float, dy: float, first: int) -> None:
        self._mark(item.element + first)
        self._in_figure = True
        for inner in item.items:
            self.draw(inner, dx, dy, first)
        self._in_figure = False
        self.close()
        if self.elements[item.element + first].role == "Figure":
            self.figures[item.element + first] = item.box.moved(dx, dy)

    def _link(self, item: LinkAt, dx: float, dy: float, first: int) -> None:
        element = item.element + first if item.element >= 0 else ARTIFACT
        self.links.append(Link(item.box.moved(dx, dy), item.target, element))

    def _text(self, item: TextAt, dx: float, dy: float, first: int) -> None:
        self._mark(item.element + first if item.element >= 0 else ARTIFACT)
        runs = item.line.runs
        if not runs:
            return
        if item.link:
            self._link(item.link, dx, dy, first)
        self.code.append("BT")
        x, y = item.x + dx, number(item.y + dy)
        pen = inf
        ink = ""
        for run in runs:
            if run.ink != ink:
                ink = run.ink
                self._use_ink(ink)
                self._use_overprint(ink in self.palette.blacks)
            start = "" if abs(pen - run.x) < _NEAR else f"1 0 0 1 {number(x + run.x)} {y} Tm "
            self.code.append(self._types[run.look, run.size].show(run, start))
            pen = run.x + run.width
        self.code.append("ET")


def path_operators(path: Path, dx: float = 0.0, dy: float = 0.0) -> list[str]:
    """Return the operators that build a path, moved by (dx, dy)."""
    return _path(path, dx, dy).split("\n") if path.segments else []


@lru_cache(maxsize=128)
def _path(path: Path, dx: float, dy: float) -> str:
    """Return the operators that build a path, a line each."""
    segments = path.segments
    places = [float(place) for segment in segments for place in segment[1:]]
    places[0::2] = [x + dx for x in places[0::2]]
    places[1::2] = [y + dy for y in places[1::2]]
    return path_lines([segment[0] for segment in segments], places)


_REGULAR = re.compile(r"[A-Za-z0-9._-]+")
"""What a name has that stands in a content stream as it is."""


def drawing_name(name: str, ink: str) -> str:
    """Return the resource name of a drawing in an ink; that of a partner's file may have letters that PDF has not."""
    return f"{name if _REGULAR.fullmatch(name) else f'own-{sha256(name.encode()).hexdigest()[:16]}'}.{ink}"
