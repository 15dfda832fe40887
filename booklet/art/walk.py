"""Goes through a saved file from back to front and turns what is painted into cells."""

from collections import Counter
from collections.abc import Callable, Mapping
from itertools import groupby
from math import sqrt

from booklet.art import outline
from booklet.art.cells import NOWHERE, OPAQUE, Cell, Colour, Cut, Pen, TooManyError, bounds, cut_to, lay_over, meet
from booklet.art.colours import read_colour, read_share
from booklet.art.elements import OUTLINES
from booklet.art.faults import ArtError, Faults, UndrawnError
from booklet.art.gradient import Gradient, make_bands
from booklet.art.markup import DEEPEST
from booklet.art.numbers import excerpt, read_extent, read_numbers
from booklet.art.outline import Outline
from booklet.art.paint import read_dash
from booklet.art.savedfile import REFERENCE, SIDES, SavedFile
from booklet.art.servers import read_gradient
from booklet.art.transform import Matrix, read_transform
from booklet.art.tree import SvgElement
from booklet.values import Frozen, replace

MOST_ELEMENTS = 10_000
"""Elements that are drawn, clones counted each time."""

MOST_BANDS = 50_000
"""Bands of all gradients of a file: the logos of a hundred partners have fewer."""

DEEPEST_DRAWN = 64
"""Elements within one another, clones and what they are clones of counted."""

FARTHEST = 1e9
"""How far from the page a point may lie, in its thousandths: PDF has no larger numbers."""

INHERITED = {
    "fill": "black",
    "fill-opacity": "1",
    "fill-rule": "nonzero",
    "clip-rule": "nonzero",
    "stroke": "none",
    "stroke-opacity": "1",
    "stroke-width": "1",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-miterlimit": "4",
    "stroke-dasharray": "none",
    "stroke-dashoffset": "0",
    "paint-order": "normal",
    "color": "black",
    "visibility": "visible",
}
"""What an element has from the one it stands in, and what holds outside of all."""

UNDRAWN = {
    **dict.fromkeys(("text", "flowRoot"), ("text in a font", "text")),
    "image": ("a picture made of pixels", "image"),
    "foreignObject": ("something that is no SVG", "other"),
    "script": ("a program", "other"),
    **dict.fromkeys(("animate", "animateTransform", "animateMotion", "set"), ("something that moves", "other")),
    **dict.fromkeys(("mesh", "meshgradient", "hatch"), ("a mesh", "gradient")),
}
"""Elements that would paint something we cannot, what each is, and the menu that helps."""

SILENT = frozenset(
    {"defs", "title", "desc", "metadata", "style", "clipPath", "mask", "linearGradient", "radialGradient", "symbol"}
    | {"pattern", "filter", "marker", "view", "font", "font-face", "cursor", "color-profile", "solidColor"}
)
"""Elements that paint nothing where they stand."""

PLAIN = {
    "filter": ("none", "a filter, such as a shadow or a blur", "filter"),
    "mix-blend-mode": ("normal", "colours that mix with what lies below", "blend"),
    "vector-effect": ("none", "a line that keeps its width", "stroke"),
    **dict.fromkeys(("rotate", "scale", "translate"), ("none", "a turn or a size of its own", "other")),
    **dict.fromkeys(("systemLanguage", "requiredExtensions"), ("", "a mark that it is only for some readers", "other")),
    **dict.fromkeys(("marker", "marker-start", "marker-mid", "marker-end"), ("none", "an arrow head", "stroke")),
}
"""What may be written out only as what it is anyway, what it is otherwise, and the menu that helps."""

AT_ORIGIN = frozenset({"0 0", "0px 0px", "0% 0%", "0", "0px", "left top", "top left"})
"""What an element is turned about unless its author says otherwise."""

CAPS = {"butt": 0, "round": 1, "square": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2, "miter-clip": 0, "arcs": 0}

HIDDEN = "a hidden part is left out"
BANDS = "a gradient is set in fine bands of one colour each"
SEE_THROUGH = "what is see-through is in the colours that are seen"
MASKED = "a mask is taken as a clip"


class Place(Frozen):
    """Where an element is drawn: what it inherits, the matrix of its units, and what it is a clone of or clips."""

    inherited: Mapping[str, str]
    matrix: Matrix
    within: tuple[str, ...] = ()

    def entered(self, name: str, matrix: Matrix | None = None) -> "Place":
        """Return the place inside of what a name refers to; raise `ArtError` if that stands in itself."""
        if name in self.within:
            raise UndrawnError(f'"{excerpt(name)}" stands in itself', "other")
        if len(self.within) >= DEEPEST:
            raise TooManyError(f"more than {DEEPEST} clones or clips stand in one another", "other")
        return replace(self, matrix=matrix or self.matrix, within=(*self.within, name))


ReadWindow = Callable[[str, "Walk", Place], tuple[Cut, ...]]
"""What reads an attribute that lets only a part of an element be seen."""


class Walk:
    """Draws the elements of a file, and remembers what it has changed; `windows` reads clips and masks."""

    def __init__(self, file: SavedFile, faults: Faults, windows: Mapping[str, ReadWindow]) -> None:
        self.file = file
        self.changes: Counter[str] = Counter()
        self._windows = windows
        self._faults = faults
        self._count = self._bands = self._depth = 0

    def draw_all(self, root: SvgElement, matrix: Matrix) -> list[Cell]:
        """Return the cells of a file."""
        try:
            cells = self.draw_children(root, self.inherit(root, Place(INHERITED, matrix)))
            _check_reach(cells)
            return cells
        except ArtError as error:
            self._faults.stop(error, root.line)

    def list_changes(self) -> tuple[str, ...]:
        """Return what is not as it was saved, with how often."""
        return tuple(f"{said}{f' ({count} times)' if count > 1 else ''}" for said, count in self.changes.items())

    def inherit(self, element: SvgElement, place: Place) -> Place:
        """Return a place with what an element says for all in it."""
        said = self.file.said(element)
        own = {name: said[name] for name in INHERITED if said.get(name, "inherit") != "inherit"}
        return replace(place, inherited={**place.inherited, **own}) if own else place

    def inherit_around(self, element: SvgElement, place: Place) -> Place:
        """Return a place with what an element has from those that it stands in, wherever it is referred to."""
        place = replace(place, inherited=INHERITED)
        for around in self.file.list_around(element):
            place = self.inherit(around, place)
        return place

    def enter(self, element: SvgElement, place: Place) -> Place:
        """Return a place with what an element says for all in it, and in its units; raise `ArtError`."""
        said = self.file.said(element)
        text = said.get("transform", "none")
        if text != "none" and " ".join(said.get("transform-origin", "0").split()) not in AT_ORIGIN:
            raise UndrawnError("it is turned or sized about a point of its own", "other")
        matrix = place.matrix if text == "none" else read_transform(text).then(place.matrix)
        return self.inherit(element, replace(place, matrix=matrix))

    def draw_children(self, element: SvgElement, place: Place) -> list[Cell]:
        """Return the cells of all in an element, the later over the earlier."""
        cells: list[Cell] = []
        for child in element.children:
            cells = self._faults.attempt(child, _lay_on(cells), self._draw(child, place), cells)
        return cells

    def _draw(self, element: SvgElement, place: Place) -> list[Cell]:
        """Return the cells of an element; what it gets wrong is noted."""
        if " " in element.tag or element.tag in SILENT:
            return []
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise TooManyError(f"there are more than {MOST_ELEMENTS} shapes", "image")
        if self._depth >= DEEPEST_DRAWN:
            raise TooManyError(f"more than {DEEPEST_DRAWN} groups and clones stand in one another", "other")
        said = self.file.said(element)
        if said.get("display") == "none":
            self.changes[HIDDEN] += 1
            return []
        if self._note_undrawn(element, said):
            return []

        def draw(element: SvgElement) -> list[Cell]:
            inside = self.enter(element, place)
            return self._finish(said, inside, self._draw_inside(element, said, inside))

        self._depth += 1
        none: list[Cell] = []
        cells = self._faults.attempt(element, draw, element, none)
        self._depth -= 1
        return cells

    def _note_undrawn(self, element: SvgElement, said: Mapping[str, str]) -> bool:
        """Note what of an element nothing here draws; tell whether it is the element itself."""
        if element.tag in UNDRAWN:
            what, menu = UNDRAWN[element.tag]
            self._faults.add(UndrawnError(f"<{element.name}> is {what}", menu), element.line)
            return True
        for name, (plain, what, menu) in PLAIN.items():
            if said.get(name, plain) not in {plain, "none", "inherit"}:
                self._faults.add(UndrawnError(f"<{element.name}> has {what}", menu), element.line)
        return False

    def _finish(self, said: Mapping[str, str], place: Place, cells: list[Cell]) -> list[Cell]:
        """Return what is seen of an element's cells inside of its clip and its mask, and how much they let through."""
        for name, read in self._windows.items():
            if said.get(name, "none") != "none":
                cuts = read(said[name], self, place)
                cells = cut_to(cells, *cuts) if cuts else []
        share = read_share(said.get("opacity", "1"))
        if share >= OPAQUE or not cells:
            return cells
        self.changes[SEE_THROUGH] += 1
        return [replace(cell, alpha=cell.alpha * share) for cell in cells]

    def _draw_inside(self, element: SvgElement, said: Mapping[str, str], place: Place) -> list[Cell]:
        if element.tag in OUTLINES:
            return self._draw_shape(element, said, place)
        if element.tag in {"g", "a"}:
            return self.draw_children(element, place)
        if element.tag == "use":
            return self._draw_clone(said, place)
        if element.tag == "svg":
            return self._draw_view(element, said, place)
        if element.tag == "switch":
            own = (child for child in element.children if self._is_for_all(child))
            return [cell for child in list(own)[:1] for cell in self._draw(child, place)]
        raise UndrawnError("it is not drawn", "other")

    def _is_for_all(self, child: SvgElement) -> bool:
        """Tell whether a switch may choose an element: one that paints, and that no reader needs a program for."""
        is_kind = child.tag != "foreignObject" and child.tag not in SILENT and " " not in child.tag
        return is_kind and not self.file.said(child).get("requiredExtensions")

    def _draw_clone(self, said: Mapping[str, str], place: Place) -> list[Cell]:
        address, found = self.file.find_linked(said)
        if found is None:
            raise UndrawnError(f'it is a clone of "{excerpt(address)}", which this file has not', "other")
        inside = place.entered(address, self.clone_matrix(said, place.matrix))
        if found.tag not in {"symbol", "svg"}:
            return self._draw(found, inside)
        sizes = {side: said[side] for side in SIDES if side in said}
        own = {
            name: text for name, text in self.file.said(found).items() if found.tag == "svg" or name not in {"x", "y"}
        }
        self._note_undrawn(found, own)
        inside = self.enter(found, inside)
        return self._finish(own, inside, self._draw_view(found, own | sizes, inside))

    def clone_matrix(self, said: Mapping[str, str], matrix: Matrix) -> Matrix:
        """Return the matrix of a clone's units."""
        place = Matrix(e=self.file.length(said.get("x", "0")), f=self.file.length(said.get("y", "0"), "y"))
        return place.then(matrix)

    def _draw_view(self, element: SvgElement, said: Mapping[str, str], place: Place) -> list[Cell]:
        """Return the cells of a drawing within a drawing: scaled into its room, and cut to it."""
        defaults = {"x": "0", "y": "0", "width": "100%", "height": "100%"}
        x, y, width, height = (self.file.length(said.get(name, text), name) for name, text in defaults.items())
        matrix, view = Matrix(e=x, f=y), read_numbers(said.get("viewBox", ""))
        if len(view) == 4 and min(view[2:]) > 0:
            across, down = width / view[2], height / view[3]
            if said.get("preserveAspectRatio", "").strip() != "none":
                across = down = min(across, down)
            dx, dy = (width - view[2] * across) / 2, (height - view[3] * down) / 2
            matrix = Matrix(across, 0, 0, down, x + dx - view[0] * across, y + dy - view[1] * down)
        cells = self.draw_children(element, replace(place, matrix=matrix.then(place.matrix)))
        room = outline.rectangle(x, y, width, height).moved(place.matrix)
        return cells if said.get("overflow") == "visible" else cut_to(cells, Cut(room))

    # shapes

    def outline_of(self, element: SvgElement, said: Mapping[str, str]) -> Outline:
        """Return a shape in its own units; raise `ArtError`."""
        return OUTLINES[element.tag](SvgElement(element.tag, self.file.with_plain_lengths(said), element.line))

    def _draw_shape(self, element: SvgElement, said: Mapping[str, str], place: Place) -> list[Cell]:
        style, found = place.inherited, self.outline_of(element, said)
        if style["visibility"] in {"hidden", "collapse"}:
            self.changes[HIDDEN] += 1
            return []
        if not found.verbs:
            return []
        fill = [] if element.tag == "line" else self._fill(found, place)
        stroke = self._stroke(found, place)
        is_below = [word for word in style["paint-order"].split() if word != "markers"][:1] == ["stroke"]
        cells = lay_over(fill, stroke) if is_below else lay_over(stroke, fill)
        if any(cell.alpha < OPAQUE for cell in cells):
            self.changes[SEE_THROUGH] += 1
        return cells

    def _fill(self, found: Outline, place: Place) -> list[Cell]:
        style, area = place.inherited, found.moved(place.matrix)
        paint = self._paint(style["fill"], style, found, place.matrix)
        if paint is None:
            return []
        share, even_odd, box = read_share(style["fill-opacity"]), style["fill-rule"] == "evenodd", bounds(area.numbers)
        if not isinstance(paint, Gradient):
            colour, alpha = paint
            return [Cell(area, colour, box, alpha * share, even_odd)] if alpha * share else []
        self.changes[BANDS] += 1
        bands = [(band, meet(bounds(band.outline.numbers), box)) for band in make_bands(paint, box)]
        self._bands += len(bands)
        if self._bands > MOST_BANDS:
            raise TooManyError(f"its gradients are more than {MOST_BANDS} bands", "gradient")
        cuts = (Cut(area, even_odd),)
        return [
            Cell(band.outline, band.colour, reached, band.alpha * share, cuts=cuts)
            for band, reached in bands
            if reached != NOWHERE
        ]

    def _stroke(self, found: Outline, place: Place) -> list[Cell]:
        style = place.inherited
        width = self.file.length(style["stroke-width"])
        paint = self._paint(style["stroke"], style, found, place.matrix)
        if paint is None or width <= 0 or place.matrix.scale == 0:
            return []
        if isinstance(paint, Gradient):
            raise UndrawnError("a line has a gradient", "stroke")
        colour, alpha = paint
        pen = self._pen(style, width, place.matrix)
        reach = width / 2 * max(pen.miter if pen.join == 0 else 1.0, sqrt(2)) * place.matrix.longest
        box = bounds(place.matrix.apply(found.numbers), reach)
        share = alpha * read_share(style["stroke-opacity"])
        return [Cell(found, colour, box, share, pen=pen)] if share else []

    def _pen(self, style: Mapping[str, str], width: float, matrix: Matrix) -> Pen:
        dash = read_dash(style["stroke-dasharray"].replace("px", ""))
        return Pen(
            width,
            _choose(CAPS, style["stroke-linecap"]),
            _choose(JOINS, style["stroke-linejoin"]),
            max(1.0, read_extent(style["stroke-miterlimit"])),
            dash * 2 if len(dash) % 2 else dash,
            self.file.length(style["stroke-dashoffset"]),
            matrix,
        )

    def _paint(
        self, text: str, style: Mapping[str, str], found: Outline, matrix: Matrix
    ) -> tuple[Colour, float] | Gradient | None:
        """Return a colour with how much it covers, a gradient, or None for no paint."""
        if match := REFERENCE.fullmatch(text.strip()):
            if match[1] in self.file.known:
                return read_gradient(self.file.known[match[1]], self.file, found, matrix)
            text = match[2].strip() or "none"
        text = text.partition("icc-color(")[0].strip()
        if text == "none":
            return None
        return read_colour(style["color"] if text.lower() == "currentcolor" else text)


def _check_reach(cells: list[Cell]) -> None:
    """Raise `ArtError` if a point lies farther away than can be written, through sizes that each are none too large."""
    for cuts, alike in groupby(cells, key=lambda cell: cell.cuts):
        outlines = [*(cut.outline for cut in cuts), *(cell.outline for cell in alike)]
        if any(max(map(abs, one.numbers), default=0.0) > FARTHEST for one in outlines):
            raise ArtError(
                "art-syntax", "a shape reaches far out of the page", "make it smaller, or cut it to the page"
            )


def _lay_on(below: list[Cell]) -> Callable[[list[Cell]], list[Cell]]:
    def lay(tops: list[Cell]) -> list[Cell]:
        if all(top.alpha >= OPAQUE for top in tops):
            return [*below, *tops]
        return lay_over(tops, below)

    return lay


def _choose(known: Mapping[str, int], word: str) -> int:
    if word not in known:
        raise ArtError("art-syntax", f'"{excerpt(word)}" is not known', f"use {' or '.join(known)}")
    return known[word]
