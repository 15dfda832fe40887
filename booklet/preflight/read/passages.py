"""Content read passage by passage: what a passage paints is kept by its own bytes and by all that it draws with.

A passage ends where tagged content ends. It is played in the state that the ones before it leave behind, so equal
operators in an equal state with equal resources paint equal marks, whatever else stands on the page. Of fonts the
glyphs that are shown matter, and no others: files have subsets of their own.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from pikepdf import Object

from booklet.art.transform import Matrix
from booklet.geometry import Rect
from booklet.preflight.boxes import around
from booklet.preflight.kept import Kept
from booklet.preflight.model import Mark, Picture, Shading, Shape, Text
from booklet.preflight.read.content import Operands, Player
from booklet.preflight.read.fonts import Font, Glyph
from booklet.preflight.read.library import Library
from booklet.preflight.read.plain import UnfitError, steps_of
from booklet.preflight.read.state import State
from booklet.preflight.read.strings import TextCursor

Codes = tuple[tuple[str, int], ...]
"""The codes that are shown of each font, as bits."""


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """What a passage paints, how it leaves the graphics state, and the codes that it shows."""

    marks: tuple[Mark, ...]
    after: tuple[State, ...]
    key_after: int
    codes: Codes
    operators: int
    serial: int
    ground: Rect | None
    """The box around everything that text can stand on."""
    has_text: bool
    is_usual: bool
    """Whether its fonts show these codes as in the first files that had them: other passages are not kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """The passages of one content stream, in order."""

    passages: tuple[Passage, ...]
    codes: Codes
    serial: int
    operators: int
    grounds: tuple[int, ...]
    """The passages that text can stand on, by serial."""
    has_text: bool
    is_usual: bool


Key = tuple[bytes, tuple[bytes, ...], int]
"""A passage or stream, what its names stand for, and the state before it."""

MOST_MARKS, MOST_PIECES, MOST_STREAMS = 150_000, 50_000, 2_000


@dataclass(frozen=True, slots=True, eq=False)
class FileFont:
    """A font, the one of the first file that had such a font, and the codes, as bits, that differ between them."""

    font: Font
    first: Font
    strange: int


@dataclass(slots=True)
class Memory:
    """What is kept of passages from file to file."""

    passages: Kept[Key, Passage] = field(default_factory=lambda: Kept(MOST_MARKS))
    runs: Kept[Key, Run] = field(default_factory=lambda: Kept(MOST_MARKS))
    streams: Kept[bytes, "Cut"] = field(default_factory=lambda: Kept(MOST_STREAMS))
    profiles: Kept[bytes, bytes] = field(default_factory=lambda: Kept(8))
    pieces: Kept[bytes, "Piece"] = field(default_factory=lambda: Kept(MOST_STREAMS))
    heads: Kept[bytes, bool] = field(default_factory=lambda: Kept(MOST_PIECES))
    """Objects without their streams in which nothing is odd."""
    states: Kept[tuple[object, ...], int] = field(default_factory=lambda: Kept(MOST_PIECES))
    fonts: Kept[tuple[bytes, int], FileFont] = field(default_factory=lambda: Kept(500))
    first: Kept[str, tuple[Font, dict[int, Glyph]]] = field(default_factory=lambda: Kept(500))
    """The first font of each name and nature, with the glyphs that it tells of."""
    numbers: Iterator[int] = field(default_factory=count)

    def state_key(self, states: tuple[State, ...]) -> int:
        """Return a number for equal states, with those that are saved below them."""
        key = tuple(map(_values, states))
        found = self.states.get(key)
        if found is None:
            found = next(self.numbers)
            self.states.put(key, found)
        return found


def _values(state: State) -> tuple[object, ...]:
    fill, stroke, text = state.fill, state.stroke, state.text
    return (
        *(state.clip, state.matrix, state.width, state.overprint_mode, state.blend, state.is_masked),
        *(fill.space, fill.colour, fill.overprints, fill.alpha),
        *(stroke.space, stroke.colour, stroke.overprints, stroke.alpha),
        *(text.font.label if text.font else None, text.size, text.tracking, text.word_space, text.stretch),
        *(text.leading, text.rise, text.mode),
    )


@dataclass(slots=True, eq=False)
class Piece:
    """The bytes of a passage, without the numbers of its tags, and the names that stand in them."""

    content: bytes
    names: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A content stream in pieces, and all names that stand in it."""

    pieces: tuple[Piece, ...]
    names: tuple[bytes, ...]


_END = re.compile(rb"(?<=\sEMC)\s")
_TAG = re.compile(rb"<</MCID [0-9]+>>")
_NAMES = re.compile(rb"/([^\s/<>\[\]]+)")
_TEXT = re.compile(rb"(?<!\S)(?:(BT)|ET)(?!\S)")


def cut(content: bytes, known: Kept[bytes, Piece]) -> Cut:
    """Return the passages of a stream, those that are known as they are known.

    >>> [piece.names for piece in cut(b"/Span BMC q /A Do Q EMC BT /F 9 Tf ET", Kept(9)).pieces]
    [(b'A', b'Span'), (b'F',)]
    """
    pieces = []
    for part in _outside_text(_END.split(_TAG.sub(b"", content))):
        piece = known.get(part)
        if piece is None:
            piece = Piece(part, tuple(sorted(set(_NAMES.findall(part)))))
            known.put(part, piece)
        pieces.append(piece)
    return Cut(tuple(pieces), tuple(sorted({name for piece in pieces for name in piece.names})))


def _outside_text(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield parts, those that end within a text object with what follows."""
    waiting: list[bytes] = []
    depth = 0
    for part in parts:
        if part and not part.isspace():
            waiting.append(part)
            depth += sum(1 if begins else -1 for begins in _TEXT.findall(part))
            if depth == 0:
                yield b"\n".join(waiting)
                waiting = []
    if waiting:
        yield b"\n".join(waiting)


class _Cursor(TextCursor):
    """A place in the text that nothing is known of before text begins."""

    def __init__(self) -> None:
        super().__init__()
        self.has_begun = False

    def begin(self) -> None:
        super().begin()
        self.has_begun = True

    def place(self, matrix: Matrix) -> None:
        self._check()
        super().place(matrix)

    def show(self, parts: Any, state: State) -> Text | None:
        self._check()
        return super().show(parts, state)

    def _check(self) -> None:
        if not self.has_begun:
            raise UnfitError("text outside of text")


class PassagePlayer(Player):
    """Plays a passage in the states before it, and notes which codes it shows."""

    def __init__(self, states: tuple[State, ...], resources: Object, library: Library) -> None:
        super().__init__(states[-1].clip, resources, library)
        *self.stack, self.state = states
        self.cursor = _Cursor()
        self.codes: dict[str, set[int]] = {}

    def show(self, parts: Operands) -> None:
        """Show strings, and note their codes."""
        font = self.state.text.font
        if font is not None:
            codes = self.codes.setdefault(font.label, set())
            for part in parts:
                if isinstance(part, bytes):
                    codes.update(font.codes(part))
        super().show(parts)

    def passage(self, content: bytes, memory: Memory, is_usual: Callable[[Codes], bool]) -> Passage:
        """Play a passage; raise `UnfitError` if it leaves something open, or anything is odd about it."""
        left = self.library.operators_left
        self.play(steps_of(content))
        if self.oddities or self.clips_next or not self.path.is_empty:
            raise UnfitError("a passage that ends too early, or holds something odd")
        after = (*self.stack, self.state)
        codes = tuple((label, sum(1 << code for code in shown)) for label, shown in self.codes.items())
        grounds = [mark.box for mark in self.marks if isinstance(mark, Shape | Picture | Shading)]
        return Passage(
            marks=tuple(self.marks),
            after=after,
            key_after=memory.state_key(after),
            codes=codes,
            operators=left - self.library.operators_left,
            serial=next(memory.numbers),
            ground=around_boxes(grounds),
            has_text=any(isinstance(mark, Text) for mark in self.marks),
            is_usual=is_usual(codes),
        )


def around_boxes(boxes: list[Rect]) -> Rect | None:
    """Return the box around boxes; None without any."""
    corners = [corner for box in boxes for corner in ((box.x, box.y), (box.right, box.top))]
    return around(corners) if corners else None


def joined(passages: tuple[Passage, ...], serial: int) -> Run:
    """Return passages as a run."""
    codes: dict[str, int] = {}
    for passage in passages:
        for label, bits in passage.codes:
            codes[label] = codes.get(label, 0) | bits
    return Run(
        passages=passages,
        codes=tuple(codes.items()),
        serial=serial,
        operators=sum(passage.operators for passage in passages),
        grounds=tuple(passage.serial for passage in passages if passage.ground),
        has_text=any(passage.has_text for passage in passages),
        is_usual=all(passage.is_usual for passage in passages),
    )
