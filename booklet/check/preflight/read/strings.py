"""Strings as they are shown: where each begins and ends, and how large it is on paper (ISO 32000-2, 9.4)."""

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from pikepdf import String

from booklet.art.transform import Matrix
from booklet.check.preflight.boxes import Point, enclose_points, has_point, intersect
from booklet.check.preflight.model import Hidden, Text
from booklet.check.preflight.read.state import GraphicsState, TextState
from booklet.geometry import add_lengths
from booklet.values import replace

_INVISIBLE, _STROKED, _FILLED_AND_STROKED, _CLIPS = {3, 7}, {1, 5}, {2, 6}, 4
"""How letters are drawn (9.3.6)."""

_CLIP_SLACK, _LEAST_STRETCH = 0.5, 0.1
_LONGEST = 80
_STRINGS, _NUMBERS = (String, bytes, str), (int, float, Decimal)


class TextCursor:
    """The text matrix, and that of the line."""

    def __init__(self) -> None:
        self.codes: Sequence[int] = ()
        """The codes that were shown last."""
        self.hidden: Hidden | None = None
        """What of the string that was shown last nobody sees."""
        self.begin()

    def begin(self) -> None:
        """Begin at the origin (BT)."""
        self._line = self._at = Matrix()

    def place(self, matrix: Matrix) -> None:
        """Go to a place of its own (Tm)."""
        self._line = self._at = matrix

    def move(self, x: float, y: float) -> None:
        """Begin a line beside the last one (Td)."""
        self.place(Matrix(e=x, f=y).then(self._line))

    def next_line(self, leading: float) -> None:
        """Begin a line below the last one (T*)."""
        self.move(0, -leading)

    def show(self, parts: Iterable[Any], state: GraphicsState) -> Text | None:
        """Move past strings and gaps, and return the text they show; None if nobody sees it."""
        text, self.hidden = state.text, None
        if text.font is None:
            return None
        font, size, stretch, start = text.font, text.size, text.stretch, self._at
        advances = font.advances(size, text.tracking, text.word_space, stretch)
        steps: list[float] = []
        codes: list[int] = []
        for part in parts:
            if not isinstance(part, _NUMBERS) and isinstance(part, _STRINGS):
                shown = font.codes(part.encode() if isinstance(part, str) else bytes(part))
                codes += shown
                steps += [advances[code] for code in shown]
            else:
                steps.append(-(float(part) / 1000 * size * stretch))
        self.codes = codes
        length = add_lengths(steps)
        known = font.glyphs
        glyphs = [known[code] for code in codes]
        missing = sum([glyph.is_missing for glyph in glyphs])
        self._at = Matrix(e=length).then(start)
        said = "".join([glyph.text for glyph in glyphs])
        if text.mode >= _CLIPS:
            state.has_gaps = True
        if not codes or (said and not said.strip() and not missing):
            return None
        matrix = start.then(state.matrix)
        whole = _text(matrix, length, said, missing, state)
        self.hidden = _find_hidden(whole, matrix, state)
        seen = None if text.mode in _INVISIBLE else intersect(whole.box, state.clip)
        if seen is None:
            return None
        return whole if seen == whole.box else replace(whole, box=seen)


def _find_hidden(text: Text, matrix: Matrix, state: GraphicsState) -> Hidden | None:
    """Return the part of a string that nobody sees, judged by the line through the middle of its letters."""
    clip = state.clip.grown(_CLIP_SLACK)
    if state.text.mode in _INVISIBLE:
        return Hidden("invisible", text.words, text.box)
    if not all(has_point(clip, spot) for spot in (text.spots[0], text.spots[-1])):
        return Hidden("clipped away, or a part of it", text.words, text.box)
    across, along = math.hypot(matrix.c, matrix.d), math.hypot(matrix.a, matrix.b)
    if abs(state.text.stretch) * along < _LEAST_STRETCH * across:
        return Hidden("squeezed to nothing", text.words, text.box)
    return None


def _text(matrix: Matrix, length: float, said: str, missing: int, state: GraphicsState) -> Text:
    """Return a string as it would look without clipping."""
    text = state.text
    assert text.font is not None
    low, high = text.rise + text.font.descent * text.size, text.rise + text.font.ascent * text.size
    box = enclose_points(_points(matrix, [(0, low), (length, low), (length, high), (0, high)]))
    middle = text.rise + text.font.ascent * text.size / 2
    spots = _points(matrix, [(length * share, middle) for share in (0.05, 0.5, 0.95)])
    ink = state.stroke if text.mode in _STROKED else state.fill
    stroke = state.paint(state.stroke) if text.mode in _FILLED_AND_STROKED else None
    outline = state.width * state.matrix.scale if text.mode in _STROKED else None
    size, words = _size(text, matrix), said[:_LONGEST]
    return Text(box, state.paint(ink), text.font.face, size, words, missing, tuple(spots), stroke, outline)


def _size(text: TextState, matrix: Matrix) -> float:
    """Return the size on paper, measured across the line whichever way the matrix turns it."""
    return float(abs(text.size) * (matrix.c**2 + matrix.d**2) ** 0.5)


def _points(matrix: Matrix, points: list[tuple[float, float]]) -> list[Point]:
    numbers = matrix.apply([number for point in points for number in point])
    return list(zip(numbers[::2], numbers[1::2], strict=True))
