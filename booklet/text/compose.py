"""Composing: a rich text, a style and a measure in, finished lines out."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import ne
from typing import Any, NamedTuple

from booklet.geometry import add_lengths
from booklet.machine.bounds import TEXTS
from booklet.text.bidi import visual_order
from booklet.text.fill import SHRINK, Box, Filler, fill_balanced, fill_justified, fill_ragged, line_width
from booklet.text.fonts import Font, Segment, Setting, Shaped, open_face
from booklet.text.itemise import Piece, RunLook, TextStyle
from booklet.text.markup import parse_markup
from booklet.text.squeeze import OPENING, WIDE_SCRIPTS
from booklet.text.words import Word, tear_words, words_of


class Run(NamedTuple):
    """Segments of one look and ink, in reading order; `x` is in points from the left end of the line.

    `glyphs` are those of each segment; they follow from the rest.
    """

    segments: tuple[Segment, ...]
    look: RunLook
    size: float
    ink: str
    x: float
    width: float
    glyphs: tuple[Shaped, ...]

    @property
    def font(self) -> Font:
        """The font of the run."""
        return self.look.font

    @property
    def setting(self) -> Setting:
        """The direction, script and language of the run."""
        return self.look.setting

    @property
    def tracking(self) -> int:
        """The extra width of each letter, in 1/1000 em."""
        return self.look.tracking

    @property
    def target(self) -> str:
        """Where the run leads, "" if nowhere."""
        return self.look.target

    @property
    def text(self) -> str:
        """The text of the run."""
        return "".join(segment.text for segment in self.segments)

    def list_shaped(self) -> Iterator[tuple[Segment, Shaped]]:
        """Yield the segments from left to right, each with its glyphs."""
        if self.setting.direction == "rtl":
            return zip(reversed(self.segments), reversed(self.glyphs), strict=True)
        return zip(self.segments, self.glyphs, strict=True)


class Cut(NamedTuple):
    """Where a line was cut from: its paragraph as written, start and end in it, and the level of the paragraph."""

    text: str
    start: int
    end: int
    base: int


class Line(NamedTuple):
    """A line: its runs in reading order, its width without the space at its end, and where it was cut from."""

    runs: tuple[Run, ...]
    width: float
    cut: Cut | None = None

    @property
    def text(self) -> str:
        """The text of the line, with the space at its end."""
        return "".join(run.text for run in self.runs)

    def add_space(self) -> "Line":
        """Return the line with a space at its end, for a text that continues elsewhere."""
        if not self.runs or self.text[-1:].isspace():
            return self
        last = self.runs[-1]
        look = last.look._replace(target="") if last.look.target else last.look
        is_rtl = look.setting.direction == "rtl"
        x = last.x - last.size / 4 if is_rtl else round(last.x + last.width, 3)
        glyphs = (open_face(look.font).shape(" ", look.setting),)
        space = Run((Segment(" "),), look, last.size, last.ink, x, 0.0, glyphs)
        return Line((*self.runs, space), self.width, self.cut)


@lru_cache(maxsize=TEXTS)
def compose(markup: str, style: TextStyle, measure: float, setting: Setting) -> tuple[Line, ...]:
    """Return the lines of a text. A word wider than the measure stands alone, which `Line.width` shows."""
    rich = parse_markup(markup)
    if not rich.text:
        return ()
    words: Sequence[Word] = words_of(rich, style, setting)
    if style.tears:
        words = tear_words(words, rich, style, measure, setting)
    return _lines(words, rich.text, style, measure, setting)


@lru_cache(maxsize=512)
def compose_phrases(phrases: tuple[str, ...], style: TextStyle, measure: float, setting: Setting) -> tuple[Line, ...]:
    """Return the lines of a text whose lines hold whole phrases, as even as they can be.

    A phrase wider than the measure stands alone, which `Line.width` shows.
    """
    rich = parse_markup("".join(phrases))
    words = words_of(rich, style, setting)
    ends = tuple(_phrase_ends(words, phrases))
    parts = [words[start:end] for start, end in pairwise((0, *ends))]
    boxes = [_phrase_box([word.box for word in part]) for part in parts]
    return _cut_lines(
        words, [ends[end - 1] for end in fill_balanced(boxes, measure)], rich.text, style, measure, setting
    )


def _phrase_ends(words: Sequence[Word], phrases: Sequence[str]) -> Iterator[int]:
    """Yield how many words have ended where each phrase ends; one that ends inside a word takes the next one along."""
    reaches = set(accumulate(len(parse_markup(phrase).text) for phrase in phrases))
    for count, reach in enumerate(accumulate(word.length for word in words), start=1):
        if reach in reaches or count == len(words):
            yield count


def _phrase_box(boxes: Sequence[Box]) -> Box:
    return Box(line_width(boxes, 0, len(boxes)), boxes[-1].space)


def compose_after(before: str, markup: str, style: TextStyle, measure: float, setting: Setting) -> tuple[Line, ...]:
    """Return the lines of two texts set as one, for many texts that begin alike: `before` ends with a space.

    No letter of one may join to a letter of the other: both are Latin.
    """
    words = (*_set_beginning(before, style, setting), *_set_beginning(markup, style, setting))
    text = parse_markup(before).text + parse_markup(markup).text
    return _lines(words, text, style, measure, setting)


@lru_cache(maxsize=256)
def _set_beginning(markup: str, style: TextStyle, setting: Setting) -> tuple[Word, ...]:
    return words_of(parse_markup(markup), style, setting)


def _lines(words: Sequence[Word], text: str, style: TextStyle, measure: float, setting: Setting) -> tuple[Line, ...]:
    ends = _filler(style)([word.box for word in words], measure)
    return _cut_lines(words, ends, text, style, measure, setting)


def _cut_lines(
    words: Sequence[Word], ends: Sequence[int], text: str, style: TextStyle, measure: float, setting: Setting
) -> tuple[Line, ...]:
    """Return the lines of words that end after some numbers of them."""
    boxes = [word.box for word in words]
    lines = []
    start = place = 0
    base = 1 if setting.direction == "rtl" else 0
    for end in ends:
        slack = 0.0
        if style.align == "justify":
            room = measure + _trim_start(words[start], style)
            slack = _slack(boxes[start:end], room, is_last=end == len(boxes))
        reach = place + sum([word.length for word in words[start:end]])
        lines.append(_line(words[start:end], Cut(text, place, reach, base), slack, style, setting))
        start, place = end, reach
    return tuple(lines)


def set_line(markup: str, style: TextStyle, setting: Setting) -> Line:
    """Return a text as one line, however wide; an empty text is an empty line."""
    lines = compose(markup, style, float("inf"), setting)
    return lines[0] if lines else Line((), 0.0)


def _filler(style: TextStyle) -> Filler:
    if style.align == "justify":
        return fill_justified
    return fill_balanced if style.balanced else fill_ragged


def _slack(boxes: Sequence[Box], measure: float, *, is_last: bool) -> float:
    """Return the room to distribute in a justified line; the last line only gives up room."""
    slack = (
        measure
        - add_lengths(box.width for box in boxes)
        - add_lengths(box.space for box in boxes[:-1])
        - boxes[-1].tail
    )
    return min(slack, 0.0) if is_last else slack


def _line(words: Sequence[Word], cut: Cut, slack: float, style: TextStyle, setting: Setting) -> Line:
    pieces = _spread(words, slack) if slack else [piece for word in words[:-1] for piece in word.whole]
    last = words[-1]
    pieces += last.pieces
    if last.pieces and last.pieces[-1].segment.gap:
        pieces[-1] = _widen(pieces[-1], -pieces[-1].segment.gap)
    if last.hyphen:
        pieces.append(last.hyphen)
    visible = len(pieces)
    pieces += [_end_with_space(piece, cut.base, setting) for piece in last.spaces]
    trimmed = _trim_start(words[0], style)
    columns = list(zip(*pieces, strict=True))
    widths = columns[2]
    hangs = add_lengths(widths[visible:]) if cut.base else 0.0
    width = add_lengths(widths[:visible]) - trimmed + min(0.0, last.box.tail)
    return Line(_runs(columns, -trimmed - hangs, style), round(width, 3), cut)


def _spread(words: Sequence[Word], slack: float) -> list[Piece]:
    """Return the pieces of a line's words except the last, with the slack distributed among them."""
    pieces: list[Piece] = []
    for word, room in zip(words[:-1], _shares([word.box for word in words[:-1]], slack), strict=True):
        pieces += word.whole
        if room:
            pieces[-1] = _widen(pieces[-1], room)
    return pieces


def _shares(boxes: Sequence[Box], slack: float) -> list[float]:
    """Return the part of the slack that each place of a line gets: by how much it likes to grow, or can give up."""
    likes = [box.stretch if slack > 0 else SHRINK * max(0.0, box.space) for box in boxes]
    total = add_lengths(likes)
    return [slack * like / total if total else 0.0 for like in likes]


def _widen(piece: Piece, room: float) -> Piece:
    return piece._replace(segment=piece.segment._replace(gap=piece.segment.gap + room), width=piece.width + room)


def _end_with_space(piece: Piece, base: int, setting: Setting) -> Piece:
    """Return a space at the end of a line, which has the direction of the paragraph (UAX #9, L1)."""
    look = piece.look
    if look.level == base:
        return piece
    own = look.setting._replace(direction=setting.direction)
    segment = piece.segment
    shaped = open_face(look.font).shape(segment.text, segment.set_in(own), segment.before, segment.after)
    return piece._replace(shaped=shaped, look=look._replace(level=base, setting=own))


def _trim_start(first: Word, style: TextStyle) -> float:
    """Return the blank half of an opening mark that starts a Chinese or Japanese line."""
    for piece in first.pieces[:1]:
        if piece.look.setting.script in WIDE_SCRIPTS and piece.segment.text[0] in OPENING:
            return style.size / 2
    return 0.0


def _runs(columns: Sequence[tuple[Any, ...]], left: float, style: TextStyle) -> tuple[Run, ...]:
    """Return runs in reading order, each placed where it is seen; the leftmost begins at `left`.

    Pieces are given by their segments, glyphs, widths and looks.
    """
    segments, glyphs, widths, looks = columns
    size, ink = style.size, style.ink
    if looks.count(looks[0]) == len(looks):
        return (Run(segments, looks[0], size, ink, round(left, 3), round(add_lengths(widths), 3), glyphs),)
    starts = [0, *[place for place, is_new in enumerate(map(ne, looks[1:], looks), 1) if is_new]]
    ends = [*starts[1:], len(looks)]
    runs = [Run((), looks[0], size, ink, 0.0, 0.0, ())] * len(starts)
    for index in visual_order([looks[start].level for start in starts]):
        start, end = starts[index], ends[index]
        width = add_lengths(widths[start:end])
        place = round(left, 3), round(width, 3)
        runs[index] = Run(segments[start:end], looks[start], size, ink, *place, glyphs[start:end])
        left += width
    return tuple(runs)
