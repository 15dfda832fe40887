"""Composing: a rich text, a style and a measure in, finished lines out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from booklet.text.bidi import visual_order
from booklet.text.breaks import SOFT_HYPHEN, hyphenations, segments
from booklet.text.fill import SHRINK, Box, Filler, fill_balanced, fill_justified, fill_ragged
from booklet.text.fonts import Font, Segment, Setting, Shaped, open_face
from booklet.text.graphemes import graphemes
from booklet.text.itemise import Item, Piece, TextStyle, cut, hyphen_after, itemise
from booklet.text.markup import RichText, Span, parse_markup
from booklet.text.squeeze import CLOSING, OPENING, WIDE_SCRIPTS

STRETCHED_BETWEEN = frozenset({"Thai", "Laoo", "Khmr", "Mymr", *WIDE_SCRIPTS})
"""Scripts that have no spaces between words: justified lines grow between their segments too."""

_BETWEEN = 0.03
"""How much such a place likes to grow, in ems; a space likes to grow by half its width."""

HYPHENATED = frozenset({"Latn", "Cyrl", "Grek"})
"""Scripts in which a word is divided by a hyphen; others have dictionaries too, but no such sign."""

_HYPHEN_PENALTY = 50.0

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Run:
    """Segments set in one font, direction and ink, in reading order; `x` points from the left end of the line."""

    segments: tuple[Segment, ...]
    font: Font
    size: float
    ink: str
    tracking: int
    setting: Setting
    x: float
    width: float
    target: str = ""

    @property
    def text(self) -> str:
        """The text of the run."""
        return "".join(segment.text for segment in self.segments)

    def shaped(self) -> Iterator[tuple[Segment, Shaped]]:
        """Yield the segments from left to right, each with its glyphs."""
        face = open_face(self.font)
        for segment in reversed(self.segments) if self.setting.direction == "rtl" else self.segments:
            yield segment, face.shape(segment.text, self.setting, segment.before, segment.after)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its runs in reading order, and its width without the space it was broken at."""

    runs: tuple[Run, ...]
    width: float

    @property
    def text(self) -> str:
        """The text of the line, with the space at which it was broken."""
        return "".join(run.text for run in self.runs)

    def spaced(self) -> "Line":
        """Return the line with a space at its end, for text that goes on elsewhere."""
        if not self.runs or self.text[-1:].isspace():
            return self
        last = self.runs[-1]
        is_rtl = last.setting.direction == "rtl"
        x = last.x - last.size / 4 if is_rtl else round(last.x + last.width, 3)
        space = replace(last, segments=(Segment(" "),), x=x, width=0.0, target="")
        return replace(self, runs=(*self.runs, space))


class _Word(NamedTuple):
    """An unbreakable stretch: its pieces, those of the space behind it, its hyphen, and its offsets in the text."""

    pieces: list[Piece]
    spaces: list[Piece]
    hyphen: Piece | None
    start: int
    end: int


@lru_cache(maxsize=32768)
def compose(markup: str, style: TextStyle, measure: float, setting: Setting) -> tuple[Line, ...]:
    """Return the lines of a text. What is wider than the measure stands alone, and `Line.width` tells so."""
    rich = parse_markup(markup)
    if not rich.text:
        return ()
    words: Sequence[_Word] = _words(rich, style, setting)
    if style.tears:
        words = _torn(words, rich, style, measure, setting)
    boxes = [_box(word, style) for word in words]
    lines = []
    start = 0
    for end in _filler(style)(boxes, measure):
        slack = 0.0
        if style.align == "justify":
            slack = _slack(boxes[start:end], measure, is_last=end == len(boxes))
        lines.append(_line(words[start:end], boxes[start:end], slack, style, setting))
        start = end
    return tuple(lines)


def set_line(markup: str, style: TextStyle, setting: Setting) -> Line:
    """Return a text as one line, whatever its width; an empty text is an empty line."""
    lines = compose(markup, style, float("inf"), setting)
    return lines[0] if lines else Line((), 0.0)


def _filler(style: TextStyle) -> Filler:
    if style.align == "justify":
        return fill_justified
    return fill_balanced if style.balanced else fill_ragged


@lru_cache(maxsize=8192)
def _words(rich: RichText, style: TextStyle, setting: Setting) -> tuple[_Word, ...]:
    """Return the words of a text, cut at soft hyphens, and where a justified style may hyphenate."""
    items = itemise(rich, setting)
    words = []
    for start, middle, end in segments(rich.text, setting.language, style.balanced):
        for first, last in _hyphenated(rich.text, start, middle, style, setting):
            is_hyphenated = last < middle or rich.text[last - 1 : last] == SOFT_HYPHEN
            words.append(
                _word(rich.text, items, (first, last, end if last == middle else last), is_hyphenated, style, setting)
            )
        if start == middle:
            words.append(_word(rich.text, items, (start, middle, end), False, style, setting))
    return tuple(words)


def _hyphenated(text: str, start: int, end: int, style: TextStyle, setting: Setting) -> Iterator[tuple[int, int]]:
    """Yield the parts of a word between which a hyphen may stand."""
    if style.align == "justify" and setting.script in HYPHENATED:
        for letters in _LETTERS.finditer(text, start, end):
            for offset in hyphenations(letters[0], setting.language):
                yield start, letters.start() + offset
                start = letters.start() + offset
    if start < end:
        yield start, end


def _word(
    text: str,
    items: Sequence[Item],
    place: tuple[int, int, int],
    is_hyphenated: bool,
    style: TextStyle,
    setting: Setting,
) -> _Word:
    start, middle, end = place
    pieces = cut(text, items, start, middle, style, setting)
    spaces = cut(text, items, middle, end, style, setting)
    hyphen = hyphen_after(pieces[-1], style) if is_hyphenated and pieces else None
    return _Word(pieces, spaces, hyphen, start, end)


def _torn(words: Sequence[_Word], rich: RichText, style: TextStyle, measure: float, setting: Setting) -> list[_Word]:
    """Return words of which none is wider than the measure, but for numbers: those are never torn."""
    fitting: list[_Word] = []
    for word in words:
        if _width(word.pieces) <= measure or not _LETTERS.search(rich.text, word.start, word.end):
            fitting.append(word)
        else:
            fitting += _letters(word, rich, style, setting)
    return fitting


def _letters(word: _Word, rich: RichText, style: TextStyle, setting: Setting) -> list[_Word]:
    """Return a word as one word for each grapheme."""
    items = itemise(rich, setting)
    start = word.start
    parts = []
    for grapheme in graphemes(rich.text[word.start : word.end - _length(word.spaces)]):
        end = start + len(grapheme)
        parts.append(_word(rich.text, items, (start, end, end), False, style, setting))
        start = end
    parts[-1] = parts[-1]._replace(spaces=word.spaces, hyphen=word.hyphen, end=word.end)
    return parts


def _length(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.segment.text) for piece in pieces)


def _width(pieces: Sequence[Piece]) -> float:
    return sum(piece.width for piece in pieces)


def _box(word: _Word, style: TextStyle) -> Box:
    """Return a word as the line breaker sees it; the gap behind its last piece belongs to its space."""
    space = _width(word.spaces)
    gap = word.pieces[-1].segment.gap if word.pieces and not word.spaces else 0.0
    tail = word.hyphen.width if word.hyphen else 0.0
    stretch = space / 2
    if word.pieces and word.pieces[-1].setting.script in STRETCHED_BETWEEN:
        stretch += _BETWEEN * style.size
    if word.pieces and word.pieces[-1].setting.script in WIDE_SCRIPTS and word.pieces[-1].segment.text[-1] in CLOSING:
        tail -= style.size / 2
    return Box(_width(word.pieces) - gap, space + gap, tail, stretch, _HYPHEN_PENALTY if word.hyphen else 0.0)


def _slack(boxes: Sequence[Box], measure: float, *, is_last: bool) -> float:
    """Return the room to share out in a justified line; the last line only gives room up."""
    slack = measure - sum(box.width for box in boxes) - sum(box.space for box in boxes[:-1]) - boxes[-1].tail
    return min(slack, 0.0) if is_last else slack


def _line(words: Sequence[_Word], boxes: Sequence[Box], slack: float, style: TextStyle, setting: Setting) -> Line:
    base = 1 if setting.direction == "rtl" else 0
    pieces = []
    for word, room in zip(words[:-1], _shares(boxes[:-1], slack), strict=True):
        inner = [*word.pieces, *word.spaces]
        inner[-1:] = [_widened(piece, room) for piece in inner[-1:]]
        pieces += inner
    last = words[-1]
    end = [
        piece._replace(segment=piece.segment._replace(gap=0.0), width=piece.width - piece.segment.gap)
        for piece in last.pieces[-1:]
    ]
    pieces += [*last.pieces[:-1], *end, *([last.hyphen] if last.hyphen else [])]
    visible = len(pieces)
    pieces += [_at_end(piece, base, setting) for piece in last.spaces]
    trimmed = _trim_start(pieces, style)
    runs = _placed(pieces, trimmed, style, base, hangs=_width(pieces[visible:]))
    width = _width(pieces[:visible]) - trimmed + min(0.0, boxes[-1].tail)
    return Line(runs, round(width, 3))


def _shares(boxes: Sequence[Box], slack: float) -> list[float]:
    """Return what each place of a line gets of its slack: by what it likes to grow, or by what it can give up."""
    likes = [box.stretch if slack > 0 else SHRINK * max(0.0, box.space) for box in boxes]
    total = sum(likes)
    return [slack * like / total if total else 0.0 for like in likes]


def _widened(piece: Piece, room: float) -> Piece:
    if not room:
        return piece
    return piece._replace(segment=piece.segment._replace(gap=piece.segment.gap + room), width=piece.width + room)


def _at_end(piece: Piece, base: int, setting: Setting) -> Piece:
    """Return a space at the end of a line: it has the direction of the paragraph (UAX #9, L1)."""
    if piece.level == base:
        return piece
    return piece._replace(level=base, setting=piece.setting._replace(direction=setting.direction))


def _trim_start(pieces: Sequence[Piece], style: TextStyle) -> float:
    """Return the blank half of an opening mark at the start of a Chinese or Japanese line."""
    first = pieces[0]
    opens = first.setting.script in WIDE_SCRIPTS and first.segment.text[:1] in OPENING
    return style.size / 2 if opens else 0.0


def _placed(pieces: Sequence[Piece], trimmed: float, style: TextStyle, base: int, hangs: float) -> tuple[Run, ...]:
    """Return runs in reading order, each where it is seen; spaces at the end of the line hang out of it."""
    groups = _grouped(pieces)
    left = [0.0] * len(groups)
    x = -trimmed - (hangs if base else 0.0)
    for index in visual_order([group[0].level for group in groups]):
        left[index] = x
        x += _width(groups[index])
    return tuple(_run(group, x, style) for group, x in zip(groups, left, strict=True))


def _run(group: Sequence[Piece], x: float, style: TextStyle) -> Run:
    first = group[0]
    return Run(
        segments=tuple(piece.segment for piece in group),
        font=first.font,
        size=style.size,
        ink=style.ink,
        tracking=first.tracking,
        setting=first.setting,
        x=round(x, 3),
        width=round(_width(group), 3),
        target=first.span.target,
    )


def _grouped(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Put neighbours together that are drawn alike."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and _looks(groups[-1][0]) == _looks(piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _looks(piece: Piece) -> tuple[Font, Setting, int, Span]:
    return piece.font, piece.setting, piece.level, piece.span
