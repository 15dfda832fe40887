"""A ReportLab canvas that writes no file, and records what is drawn on it as a value."""

import re
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas as ReportLabCanvas
from reportlab.pdfgen.textobject import PDFTextObject

from booklet.frames.fonts import HouseFont, house_font, use_font
from booklet.frames.inks import colour_of
from booklet.frames.operators import OPERATORS, PAINTS, is_balanced, is_drawing
from booklet.pdfnumbers import FINE, is_number, number
from booklet.text.compose import Line
from booklet.typeset.house import House
from booklet.typeset.placed import DrawingColour, Drawn

_MARK = re.compile(r"\x02(\d+)\x03")
"""Where a colour or a line stands among operators, by its place in what was noted."""

_AT_FIRST = (DrawingColour(False, "", (0.0,)), DrawingColour(True, "", (0.0,)), "1 w 0 J 0 j 10 M [ ] 0 d")
"""The state that a drawing begins in, whatever the page was drawn with before it."""

NO_COLOUR = "a colour lets through what is below it, is a spot colour, or has other values than from 0 to 1"
NO_PICTURE = "it has a picture of pixels"
UNBALANCED = "it ends states or texts that it has not begun, or leaves some of its own open"
NO_DRAWING = "its operators are no drawing: numbers are missing or too many, or something stands in the wrong place"
NO_LINK = "it has a link, which would lead nowhere"
TURNED = "something of ours is turned or scaled in it, and is set in the size of its type alone"

LARGEST = 10_000.0
"""Points that no type is as large as."""

STRAIGHT = (1.0, 0.0, 0.0, 1.0)
"""The matrix of what stands as it is."""

NEAR = 1e-6


class Canvas(ReportLabCanvas):  # type: ignore[misc]
    """Takes everything ReportLab draws with; what cannot go into a file of ours is noted among `faults`."""

    def __init__(self, house: House, size: tuple[float, float]) -> None:
        self.house = house
        self.faults: list[str] = []
        self._noted: list[DrawingColour | Line] = []
        font = use_font(house)
        super().__init__(BytesIO(), pagesize=size, invariant=1, pageCompression=0, initialFontName=font)

    def note_fault(self, message: str) -> None:
        """Note something that cannot go into a file, once."""
        if message not in self.faults:
            self.faults.append(message)

    def note(self, part: DrawingColour | Line) -> str:
        """Note a colour or a line, and return the token that stands for it among the operators."""
        self._noted.append(part)
        return f"\x02{len(self._noted) - 1}\x03"

    def take_drawing(self, width: float, height: float) -> Drawn:
        """Return everything drawn so far; operators that no drawing may have are noted as faults."""
        content: list[str | DrawingColour | Line] = [*_AT_FIRST]
        for place, piece in enumerate(_MARK.split("\n".join(self._code))):
            if place % 2:
                content.append(self._noted[int(piece)])
            elif piece.strip():
                content.append(self._normalise(piece))
        if not is_balanced(content):
            self.note_fault(UNBALANCED)
        elif not self.faults and not is_drawing(content):
            self.note_fault(NO_DRAWING)
        return Drawn(width, height, tuple(content))

    def straight(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point is on the page; a turned or scaled text there is a fault."""
        if any(abs(now - asis) > NEAR for now, asis in zip(self._currentMatrix[:4], STRAIGHT, strict=True)):
            self.note_fault(TURNED)
        left, top = self.absolutePosition(x, y)
        return float(left), float(top)

    def _normalise(self, code: str) -> str:
        """Return operators in normal form, with numbers written in our way; note those that no drawing may have."""
        found = []
        for token in code.replace("[", " [ ").replace("]", " ] ").split():
            if is_number(token):
                found.append(self._number(token))
                continue
            if token not in OPERATORS and token not in {"[", "]"}:
                self.note_fault(f"it draws with {token!r}, which no figure may")
            found.append(token)
        return " ".join(found)

    def _number(self, token: str) -> str:
        """Return a number as all numbers are written; note one that no file may have."""
        try:
            return number(float(token), FINE)
        except ValueError:
            self.note_fault(f"it has the number {token}, which no file may have")
            return "0"

    # colours

    def setFillColor(self, aColor: Any, alpha: float | None = None) -> None:
        """Note the colour of areas and letters."""
        self._fillColorObj = aColor
        _set_colour(self, self, aColor, alpha, strokes=False)

    def setStrokeColor(self, aColor: Any, alpha: float | None = None) -> None:
        """Note the colour of lines."""
        self._strokeColorObj = aColor
        _set_colour(self, self, aColor, alpha, strokes=True)

    def setFillGray(self, gray: float, alpha: float | None = None) -> None:
        """Note a grey of areas and letters."""
        self.setFillColor((gray, gray, gray), alpha)

    def setStrokeGray(self, gray: float, alpha: float | None = None) -> None:
        """Note a grey of lines."""
        self.setStrokeColor((gray, gray, gray), alpha)

    def _setFillAlpha(self, v: float) -> None:
        _note_transparency(self, v)

    def _setStrokeAlpha(self, v: float) -> None:
        _note_transparency(self, v)

    # text

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:
        """Take a font and a size; no operator names a font."""
        self._fontname, self._fontsize = psfontname, size
        self._leading = size * 1.2 if leading is None else leading

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> "_Text":
        """Return a text object that notes its lines."""
        return _Text(self, x, y, direction)

    # what goes into no file of ours

    def drawImage(self, *given: Any, **options: Any) -> tuple[int, int]:
        """Note that a picture was asked for, and draw nothing."""
        self.note_fault(NO_PICTURE)
        return 0, 0

    drawInlineImage = drawImage

    def _addAnnotation(self, *given: Any, **options: Any) -> None:
        self.note_fault(NO_LINK)

    def save(self) -> None:
        """Write no file."""


class _Text(PDFTextObject):  # type: ignore[misc]
    """A text object whose strings are lines of ours."""

    def setFillColor(self, aColor: Any, alpha: float | None = None) -> None:
        """Note the colour of letters."""
        self._canvas._fillColorObj = self._fillColorObj = aColor
        _set_colour(self._canvas, self, aColor, alpha, strokes=False)

    def setStrokeColor(self, aColor: Any, alpha: float | None = None) -> None:
        """Note the colour of outlines."""
        self._canvas._strokeColorObj = self._strokeColorObj = aColor
        _set_colour(self._canvas, self, aColor, alpha, strokes=True)

    def setFillGray(self, gray: float, alpha: float | None = None) -> None:
        """Note a grey of letters."""
        self.setFillColor((gray, gray, gray), alpha)

    def setStrokeGray(self, gray: float, alpha: float | None = None) -> None:
        """Note a grey of outlines."""
        self.setStrokeColor((gray, gray, gray), alpha)

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:
        """Take a font and a size; no file names it yet."""
        self._fontname, self._fontsize = psfontname, size
        self._leading = size * 1.2 if leading is None else leading
        self._code.append(f"{number(self._leading)} TL")

    _setFont = setFont

    def _formatText(self, text: str | bytes) -> str:
        said = text.decode() if isinstance(text, bytes) else text
        if not 0 < self._fontsize < LARGEST:
            self._canvas.note_fault(f"its type has the size {self._fontsize}")
            return ""
        font: HouseFont | None = house_font(self._fontname, self._canvas.house)
        if font is None:
            self._canvas.note_fault(f"its font {self._fontname} is not embedded: the standard fonts of PDF never are")
            font = house_font(use_font(self._canvas.house), self._canvas.house)
            assert font is not None
        line = font.line(said, self._fontsize)
        return self._canvas.note(line) if line.runs else ""


def paints(drawn: Drawn) -> bool:
    """Tell whether a drawing shows anything."""
    return any(
        isinstance(part, Line) or (isinstance(part, str) and PAINTS & set(part.split())) for part in drawn.content
    )


def _set_colour(canvas: Canvas, pen: Any, given: Any, alpha: float | None, *, strokes: bool) -> None:
    _note_transparency(canvas, alpha)
    colour = colour_of(given, strokes=strokes)
    if colour is None:
        canvas.note_fault(NO_COLOUR)
    else:
        pen._code.append(canvas.note(colour))


def _note_transparency(canvas: Canvas, alpha: float | None) -> None:
    """Note a colour that lets others show through, since it may lie over a number."""
    if alpha not in {None, 1}:
        canvas.note_fault(NO_COLOUR)
