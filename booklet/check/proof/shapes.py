"""Where a page may have a code: the shapes and pictures that PDFium finds on it and in its forms."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_int, c_size_t
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from booklet.art.transform import Matrix
from booklet.check.preflight.boxes import enclose_boxes, enclose_points, holds
from booklet.check.preflight.shapes import FEWEST_AREAS, FEWEST_LINES, MOST_DASHES, SIDES, Shapes
from booklet.geometry import Rect

_DEEPEST = 12
"""Forms may lie in one another so often; what lies deeper may be a code."""

_REACH = 0.5
"""How far a code may reach beyond paths that may be codes alone, with what else is drawn: a share of longer side."""


@dataclass
class _ShapeCount:
    """The content of a page or form: how many areas, lines and forms, and the places that may be codes."""

    areas: int = 0
    lines: int = 0
    drawn: int = 0
    is_strange: bool = False
    """Whether it holds letters of a font that is no embedded outline font, or is seen through a mask: these shapes are
    not looked at."""
    places: list[Rect] = field(default_factory=list)
    alone: list[Rect] = field(default_factory=list)
    """The boxes of paths that may each be a code alone; they are not counted above."""
    known: Sequence[Rect] = ()
    """The boxes of codes that were read: no path inside one is counted."""

    @property
    def draws_code(self) -> bool:
        """Whether its shapes could be a code, without those that may be one alone, and its forms and pictures."""
        return self.is_strange or Shapes(self.areas, self.lines, self.drawn).may_be_code


def code_places(page: pypdfium2.PdfPage, known: Sequence[Rect] = ()) -> tuple[Rect, ...]:
    """Return the boxes of everything that may be a code on a page: the whole page, or its paths, forms, pictures.

    Where some paths may be codes alone, and all others together are too few to be one, codes are around those paths.
    Patterns look like plain colours here: a page that may have some has to be searched as a whole. What stands inside
    the modules of a code that was read on the page is left to who looks there.
    """
    found = _ShapeCount(known=known)
    _look(_objects(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject), Matrix(), found, 0)
    own = [Rect(0, 0, *page.get_size())] if found.draws_code else _surround(found.alone)
    return (*own, *found.places)


@contextmanager
def without_letters(page: pypdfium2.PdfPage) -> Iterator[None]:
    """Leave letters out of pictures of a page, its own and those of its forms: no code is made of them.

    One may lie below. Letters that may draw anything stay, those that clip what is painted after them, and those of
    forms that lie in forms.
    """
    letters = [*filter(_is_letters, _own_and_in_forms(page))]
    for one in letters:
        pdfium.FPDFPageObj_SetIsActive(one, False)
    try:
        yield
    finally:
        for one in letters:
            pdfium.FPDFPageObj_SetIsActive(one, True)


def _own_and_in_forms(page: pypdfium2.PdfPage) -> Iterator[Any]:
    """Yield what a page paints itself, its forms among it, and after each form what that paints itself."""
    for one in _objects(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject):
        yield one
        if pdfium.FPDFPageObj_GetType(one) == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _objects(one, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)


def _is_letters(one: Any) -> bool:
    """Tell whether something is letters of an embedded outline font that clip nothing."""
    return (
        pdfium.FPDFPageObj_GetType(one) == pdfium.FPDF_PAGEOBJ_TEXT
        and 0 <= pdfium.FPDFTextObj_GetTextRenderMode(one) <= pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        and _is_plain(pdfium.FPDFTextObj_GetFont(one))
    )


def _surround(boxes: Sequence[Rect]) -> list[Rect]:
    """Return the box around all boxes and what may belong to them, none without any."""
    box = enclose_boxes(boxes)
    return [box.grown(_REACH * max(box.width, box.height))] if box else []


def _objects(holder: Any, count: Callable[[Any], int], get: Callable[[Any, int], Any]) -> Iterator[Any]:
    return (get(holder, place) for place in range(count(holder)))


def _look(objects: Iterator[Any], matrix: Matrix, found: _ShapeCount, depth: int) -> None:
    """Count the shapes of content in its place, and note what may be a code in it."""
    for one in objects:
        kind = pdfium.FPDFPageObj_GetType(one)
        found.areas += _count_clips(one)
        found.is_strange |= pdfium.FPDFPageObj_HasTransparency(one) == 1
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _count(one, matrix, found)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found.is_strange |= not _is_plain(pdfium.FPDFTextObj_GetFont(one))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            found.drawn += 1
            _look_in(one, matrix, found, depth + 1)
        else:
            found.drawn += 1
            if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                found.places.append(_place(one, matrix))


def _look_in(form: Any, matrix: Matrix, found: _ShapeCount, depth: int) -> None:
    """Note what may be a code in a form: the whole form, or parts of it."""
    inner, at = _ShapeCount(known=found.known), pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(form, byref(at))
    placed = Matrix(at.a, at.b, at.c, at.d, at.e, at.f).then(matrix)
    if depth < _DEEPEST:
        _look(_objects(form, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject), placed, inner, depth)
    if inner.draws_code or inner.alone or depth == _DEEPEST:
        found.places.append(_place(form, matrix))
    else:
        found.places += inner.places


def _place(one: Any, matrix: Matrix) -> Rect:
    """Return the box of something on its page."""
    left, low, right, top = (pdfium.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(one, byref(left), byref(low), byref(right), byref(top))
    corners = matrix.apply([place for x in (left, right) for y in (low, top) for place in (x.value, y.value)])
    return enclose_points(zip(corners[::2], corners[1::2], strict=True))


def _count(path: Any, matrix: Matrix, found: _ShapeCount) -> None:
    """Count a path, or note its place if it may be a code alone; once all may be one, nothing more is counted."""
    fills, strokes = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(path, byref(fills), byref(strokes))
    if found.draws_code:
        return
    segments = pdfium.FPDFPath_CountSegments(path)
    parts, areas = _count_parts(segments, partial(pdfium.FPDFPath_GetPathSegment, path))
    is_dashed = strokes.value and pdfium.FPDFPageObj_GetDashCount(path) > MOST_DASHES
    shapes = Shapes(areas if fills.value else 0, parts if strokes.value else 0, FEWEST_LINES if is_dashed else 0)
    if shapes.may_be_code:
        place = _place(path, matrix)
        if not any(holds(box, place) for box in found.known):
            found.alone.append(place)
    else:
        found.areas += shapes.areas
        found.lines += shapes.lines


def _count_clips(one: Any) -> int:
    """Return how many areas something is clipped to, if they are so many that they may be modules."""
    clip = pdfium.FPDFPageObj_GetClipPath(one)
    most = 0
    for number in range(pdfium.FPDFClipPath_CountPaths(clip)):
        segments = pdfium.FPDFClipPath_CountPathSegments(clip, number)
        if segments >= 3 * FEWEST_AREAS:
            _, areas = _count_parts(segments, partial(pdfium.FPDFClipPath_GetPathSegment, clip, number))
            most = max(most, areas)
    return most if most >= FEWEST_AREAS else 0


def _count_parts(segments: int, segment: Callable[[int], Any]) -> tuple[int, int]:
    """Return how many parts a path has, and how many areas they may be; no more than are needed for a code."""
    kind, begins, line = pdfium.FPDFPathSegment_GetType, pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_LINETO
    parts = thirds = 0
    for place in range(segments):
        found = kind(segment(place))
        if found == begins:
            parts += 1
        else:
            thirds += 3 if found == line else 1  # PDFium tells the three points of a curve
        if parts == FEWEST_LINES:
            break
    return parts, max(parts, thirds // (3 * SIDES))


def _is_plain(font: Any) -> bool:
    """Tell whether a font is an embedded one of outlines, and not of drawings."""
    size = c_size_t()
    pdfium.FPDFFont_GetFontData(font, None, 0, byref(size))
    return bool(size.value) and pdfium.FPDFFont_GetIsEmbedded(font) == 1
