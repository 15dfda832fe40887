"""An SVG file becomes a drawing, or every reason why it cannot."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from booklet.art.clip import clip_rectangle, clips_by_id, find_clipped, has_clip, intersect
from booklet.art.drawing import Drawing, Shape
from booklet.art.elements import OUTLINES, check_attributes, remedy
from booklet.art.faults import ArtError, Faults
from booklet.art.markup import read_markup
from booklet.art.numbers import excerpt, read_numbers, thousandths
from booklet.art.outline import Outline
from booklet.art.paint import Inks, Style
from booklet.art.part import MARGIN, Layer, Part, Point, make_part
from booklet.art.transform import Matrix, read_transform
from booklet.art.tree import SvgElement
from booklet.geometry import Rect

_MITER_LIMIT = 4


def read_svg(text: str, file: str, inks: Mapping[str, str]) -> Drawing:
    """Read an SVG; `inks` maps sRGB colours in lower-case hex to names. Raises `SourceError` with all faults.

    The text is not trusted: it cannot reach out, nest deeply or grow.
    """
    faults = Faults(file)
    root = read_markup(text, faults)
    box = faults.attempt(root, _view_box, root, Rect(0.0, 0.0, 1.0, 1.0))
    walk = _Walk(root, Rect(0.0, 0.0, box.width, box.height), faults, Inks(inks))
    walk.visit(root, Style(), Matrix(1.0, 0.0, 0.0, -1.0, -box.x, box.top))
    faults.raise_all()
    return Drawing(box.width, box.height, tuple(walk.shapes), walk.clip())


def read_part(text: str, file: str, inks: Mapping[str, str]) -> Part:
    """Read an SVG whose elements say in `data-role` what they are, and its root in `data-neck` where things are.

    Raises `SourceError` with all faults.
    """
    faults = Faults(file)
    root = read_markup(text, faults)
    box = faults.attempt(root, _view_box, root, Rect(0.0, 0.0, 1.0, 1.0))
    page = box.grown(MARGIN)
    walk = _Walk(root, Rect(0.0, 0.0, page.width, page.height), faults, Inks(inks))
    walk.visit(root, Style(), Matrix(e=-page.x, f=-page.y))
    points = [(name, faults.attempt(root, _point, root.attributes[name], (0.0, 0.0))) for name in _list_points(root)]
    faults.raise_all()
    layers = tuple(map(_layer, walk.shapes, walk.painted))
    digest = sha256(text.encode()).hexdigest()[:16]
    named = tuple((name.removeprefix("data-"), point) for name, point in points)
    return make_part(digest, box, layers, named, keeps=root.attributes.get("data-keeps") == "yes")


_NO_POINTS = frozenset({"data-keeps", "data-screen"})


def _list_points(root: SvgElement) -> list[str]:
    return [name for name in root.attributes if name.startswith("data-") and name not in _NO_POINTS]


def _point(text: str) -> Point:
    numbers = read_numbers(text)
    if len(numbers) != 2:
        raise ArtError("art-syntax", f'"{excerpt(text)}" is no place', "write x y")
    return numbers[0], numbers[1]


def _layer(shape: Shape, element: SvgElement) -> Layer:
    said = element.attributes
    return Layer(shape, said.get("data-role", ""), said.get("data-of", ""), said.get("data-when") == "not-ink")


def _view_box(root: SvgElement) -> Rect:
    box = read_numbers(root.attributes.get("viewBox", ""))
    if len(box) != 4 or min(box[2:]) <= 0:
        raise ArtError("art-syntax", "there is no view box", 'write viewBox="0 0 width height"')
    return Rect(*box)


class _Walk:
    """Goes through the tree from back to front and keeps everything that is painted."""

    def __init__(self, root: SvgElement, page: Rect, faults: Faults, inks: Inks) -> None:
        self.shapes: list[Shape] = []
        self.painted: list[SvgElement] = []
        self._page = page
        self._faults = faults
        self._inks = inks
        self._clips = clips_by_id(root)
        self._clipped = find_clipped(root)
        self._window = page
        self._spills = False

    def clip(self) -> Rect | None:
        """Return the clip, if it cuts anything off; the page cuts too, as in SVG."""
        return self._window if self._spills or self._window != self._page else None

    def visit(self, element: SvgElement, style: Style, matrix: Matrix) -> None:
        """Paint an element and all in it."""
        check_attributes(element, self._faults)
        style = style.inherit(element, self._faults)
        matrix = self._transform(element, matrix)
        if has_clip(element):
            self._note_clip(element, matrix)
        if element.tag in OUTLINES:
            self._paint(element, style, matrix)
        for child in element.children:
            if child.tag == "g" or child.tag in OUTLINES:
                self.visit(child, style, matrix)
            else:
                self._skip(child, element)

    def _transform(self, element: SvgElement, matrix: Matrix) -> Matrix:
        if "transform" not in element.attributes:
            return matrix

        def read(text: str) -> Matrix:
            return read_transform(text).then(matrix)

        return self._faults.attempt(element, read, element.attributes["transform"], matrix)

    def _note_clip(self, element: SvgElement, matrix: Matrix) -> None:
        """Note the clip of an element; a clip that cuts nothing off may stand anywhere."""

        def read(element: SvgElement) -> Rect:
            return clip_rectangle(element, self._clips, matrix)

        window = intersect(self._faults.attempt(element, read, element, self._page), self._page)
        if window != self._page and element is not self._clipped:
            hint = "clip the whole drawing or nothing"
            self._faults.note_unsupported(f"<{element.name}> is clipped alone", hint, element)
        self._window = intersect(window, self._window)

    def _paint(self, element: SvgElement, style: Style, matrix: Matrix) -> None:
        outline = self._faults.attempt(element, OUTLINES[element.tag], element, Outline())
        fill = None if element.tag == "line" else self._ink(element, style.fill)
        stroke = self._ink(element, style.stroke) if style.stroke_width else None
        if not outline.verbs or not (fill or stroke):
            return
        if stroke and not matrix.is_similar:
            hint = "scale both directions alike, or turn the stroke into a path"
            self._faults.note_unsupported(f"the stroke of <{element.name}> is stretched", hint, element)
        numbers = thousandths(matrix.apply(outline.numbers))
        shape = _shape(Outline(outline.verbs, numbers), fill, stroke, style, matrix.scale)
        self.shapes.append(shape)
        self.painted.append(element)
        self._spills = self._spills or _spills(numbers, shape, self._page)

    def _ink(self, element: SvgElement, paint: str) -> str | None:
        return self._faults.attempt(element, self._inks.ink, paint, None)

    def _skip(self, element: SvgElement, parent: SvgElement) -> None:
        """Pass over an element that paints nothing; any other is a fault."""
        if element.tag == "clipPath" or (element.tag == "defs" and parent.tag != "defs"):
            check_attributes(element, self._faults)
            for child in element.children if element.tag == "defs" else ():
                self._skip(child, element)
        elif element.tag not in ("title", "desc"):
            message = f"<{element.name}> in <{parent.name}> is not supported"
            self._faults.note_unsupported(message, remedy(element.name), element)


def _shape(outline: Outline, fill: str | None, stroke: str | None, style: Style, scale: float) -> Shape:
    """Return a shape; measures of a stroke are left out where there is no stroke, and so for a fill."""
    path, even_odd = outline.path(), style.even_odd and fill is not None
    if stroke is None:
        return Shape(path, fill, None, 0.0, round=False, dash=(), even_odd=even_odd)
    return Shape(
        path,
        fill,
        stroke,
        round(style.stroke_width * scale, 3),
        round=style.round_caps or style.round_joins,
        dash=tuple(round(length * scale, 3) for length in style.dash),
        even_odd=even_odd,
    )


def _spills(numbers: Sequence[float], shape: Shape, page: Rect) -> bool:
    """Tell whether a shape may reach outside the page; handles and mitres count as far as they can reach."""
    margin = shape.stroke_width / 2 * (1 if shape.round else _MITER_LIMIT)
    xs, ys = numbers[::2], numbers[1::2]
    room = page.grown(-margin)
    return min(xs) < room.x or max(xs) > room.right or min(ys) < room.y or max(ys) > room.top
