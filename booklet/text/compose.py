"""Composing: a rich text, a style and a measure in, finished lines out."""

from dataclasses import dataclass
from functools import cache

from booklet.text.breaks import segments
from booklet.text.fill import fill_balanced, fill_ragged
from booklet.text.fonts import Font, Setting, open_face
from booklet.text.markup import RichText, Span, parse_markup


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text looks: fonts, size and leading in points, ink, tracking in 1/1000 em; `balanced` evens its lines."""

    font: Font
    strong: Font
    size: float
    leading: float
    ink: str
    tracking: int = 0
    balanced: bool = False
    align: str = "start"


@dataclass(frozen=True, slots=True)
class Run:
    """Segments set in one font and ink, `x` points from the start of the line."""

    segments: tuple[str, ...]
    font: Font
    size: float
    ink: str
    tracking: int
    x: float
    width: float
    target: str = ""

    @property
    def text(self) -> str:
        """The text of the run."""
        return "".join(self.segments)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its runs in reading order, its width without the space it was broken at, and how it is set."""

    runs: tuple[Run, ...]
    width: float
    setting: Setting

    @property
    def text(self) -> str:
        """The text of the line, with the space at which it was broken."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    span: Span
    width: float


@cache
def compose(markup: str, style: TextStyle, measure: float, setting: Setting) -> tuple[Line, ...]:
    """Return the lines of a text. A segment wider than the measure stands alone, and `Line.width` tells so."""
    rich = parse_markup(markup)
    if not rich.text:
        return ()
    words, spaces = _pieces(rich, style, setting)
    fill = fill_balanced if style.balanced else fill_ragged
    ends = fill([_width(word) for word in words], [_width(space) for space in spaces], measure)
    lines = []
    start = 0
    for end in ends:
        lines.append(_line(words[start:end], spaces[start:end], style, setting))
        start = end
    return tuple(lines)


def set_line(markup: str, style: TextStyle, setting: Setting) -> Line:
    """Return a text as one line, whatever its width; an empty text is an empty line."""
    lines = compose(markup, style, float("inf"), setting)
    return lines[0] if lines else Line((), 0.0, setting)


def _width(pieces: list[_Piece]) -> float:
    return sum(piece.width for piece in pieces)


def _pieces(rich: RichText, style: TextStyle, setting: Setting) -> tuple[list[list[_Piece]], list[list[_Piece]]]:
    """Return the pieces of each segment's word and of its space, cut where the style changes."""
    words, spaces = [], []
    for start, middle, end in segments(rich.text, setting.language):
        words.append(_cut(rich, start, middle, style, setting))
        spaces.append(_cut(rich, middle, end, style, setting))
    return words, spaces


def _cut(rich: RichText, start: int, end: int, style: TextStyle, setting: Setting) -> list[_Piece]:
    pieces = []
    for span in rich.spans:
        first, last = max(start, span.start), min(end, span.end)
        if first < last:
            text = rich.text[first:last]
            pieces.append(_Piece(text, span, _measure(text, _font(span, style), style, setting)))
    return pieces


def _font(span: Span, style: TextStyle) -> Font:
    return style.strong if span.strong else style.font


def _measure(text: str, font: Font, style: TextStyle, setting: Setting) -> float:
    face = open_face(font)
    shaped = face.shape(text, setting)
    return (shaped.width / face.upem + style.tracking * len(shaped.glyphs) / 1000) * style.size


def _line(words: list[list[_Piece]], spaces: list[list[_Piece]], style: TextStyle, setting: Setting) -> Line:
    pieces = [piece for word, space in zip(words, spaces, strict=True) for piece in (*word, *space)]
    runs: list[Run] = []
    x = 0.0
    for span, group in _grouped(pieces):
        width = _width(group)
        texts = tuple(piece.text for piece in group)
        runs.append(
            Run(
                texts,
                _font(span, style),
                style.size,
                style.ink,
                style.tracking,
                round(x, 3),
                round(width, 3),
                span.target,
            )
        )
        x += width
    return Line(tuple(runs), round(x - _width(spaces[-1]), 3), setting)


def _grouped(pieces: list[_Piece]) -> list[tuple[Span, list[_Piece]]]:
    """Put pieces of one span together."""
    groups: list[tuple[Span, list[_Piece]]] = []
    for piece in pieces:
        if groups and groups[-1][0] is piece.span:
            groups[-1][1].append(piece)
        else:
            groups.append((piece.span, [piece]))
    return groups
