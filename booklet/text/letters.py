"""Figures and letters as paths, for sheets of strangers' files, which get no font of ours."""

from functools import cache

from booklet.pdfnumbers import numbers
from booklet.text.fonts import Font, Setting, open_face

LABELS = Font("fontpkg_nunito/files/Nunito[wght].ttf", 700)

_LATIN = Setting("ltr", "Latn", "en")


def draw_letters(text: str, x: float, y: float, height: float) -> str:
    """Return the operators that fill a line of letters, given its lower left corner and the height of capitals."""
    face = open_face(LABELS)
    scale = height / (face.cap_height * face.upem)
    operators, pen = [], x
    for glyph, kern in face.shape(text, _LATIN).glyphs:
        for index, dx, dy in glyph.parts:
            operators += _place_outline(_outline(index), pen + dx * scale, y + dy * scale, scale)
        pen += (glyph.advance + kern) * scale
    return " ".join((*operators, "f"))


def letters_width(text: str, height: float) -> float:
    """Return the width of a line of such letters, in points."""
    face = open_face(LABELS)
    return face.shape(text, _LATIN).width * height / (face.cap_height * face.upem)


def _place_outline(outline: tuple[tuple[str, tuple[float, ...]], ...], x: float, y: float, scale: float) -> list[str]:
    return [
        f"{numbers((x, y)[i % 2] + value * scale for i, value in enumerate(values))} {verb}".lstrip()
        for verb, values in outline
    ]


@cache
def _outline(glyph: int) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """Return the path of a glyph in font units, with cubic curves as in a PDF."""
    pen = _GlyphPen()
    open_face(LABELS).font.draw_glyph_with_pen(glyph, pen)
    return tuple(pen.path)


class _GlyphPen:
    """Records how a glyph is drawn (the pen protocol of fontTools, which HarfBuzz uses too)."""

    def __init__(self) -> None:
        self.path: list[tuple[str, tuple[float, ...]]] = []
        self._at = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("l", point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("c", *points)

    def qCurveTo(self, handle: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        """Add a quadratic curve as a cubic one: its handles reach two thirds of the way to the handle."""
        one, two = (
            (a + 2 * (b - a) / 3, c + 2 * (d - c) / 3) for (a, c), (b, d) in ((self._at, handle), (end, handle))
        )
        self._add("c", one, two, end)

    def closePath(self) -> None:  # noqa: N802
        self.path.append(("h", ()))

    def _add(self, verb: str, *points: tuple[float, float]) -> None:
        self.path.append((verb, tuple(value for point in points for value in point)))
        self._at = points[-1]
