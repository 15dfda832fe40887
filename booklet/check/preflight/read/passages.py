"""Content read passage by passage: what a passage paints is kept by its own bytes and by all that it draws with.

A passage ends where tagged content ends. It is played in the state that the ones before it leave behind, so equal
operators in an equal state with equal resources paint equal marks, whatever else stands on the page. Of fonts the
glyphs that are shown matter, and no others: files have subsets of their own.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby

from booklet.art.transform import Matrix
from booklet.check.preflight.boxes import Point, has, winds_round
from booklet.check.preflight.kept import Kept
from booklet.check.preflight.model import Mark, Picture, Shading, Shape, Text
from booklet.check.preflight.read.fonts import Font, Glyph
from booklet.check.preflight.read.plain import Step, steps_of
from booklet.check.preflight.read.situation import EVERY, Situation, Values
from booklet.check.preflight.read.state import State
from booklet.geometry import Rect

Codes = tuple[tuple[str, int], ...]
"""The codes that are shown of each font, as bits."""


@dataclass(frozen=True, slots=True, eq=False)
class _Played:
    """How content that was played leaves the graphics state, and what it takes of the state before it."""

    needs: int
    """The groups of the state before it that it draws with."""
    after: Situation
    untouched: int
    """The groups that it leaves as they were."""
    codes: Codes
    operators: int
    weight: int
    """What it takes to keep, roughly in kilobytes."""
    serial: int
    grounds: tuple[int, ...]
    """The passages that text can stand on, by serial."""
    has_text: bool
    """Whether it has text, or white lines, that stand on what was painted before it."""
    is_usual: bool
    """Whether its fonts show these codes as in the first files that had them: others are not kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Passage(_Played):
    """What a passage paints, and the codes that it shows."""

    marks: tuple[Mark, ...]
    ground: Rect | None
    """The box around everything that text can stand on."""


@dataclass(frozen=True, slots=True, eq=False)
class Run(_Played):
    """Passages in order, a block or stream of them: what they paint is theirs."""

    parts: "tuple[Part, ...]"
    passages: tuple[Passage, ...]


Part = Passage | Run


@dataclass(frozen=True, slots=True, eq=False)
class Show:
    """One operator that shows strings: the state it shows them in, and where, None where the last one ended."""

    state: State
    start: Matrix | None


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """A passage, and what it paints with a place for each string that it shows."""

    passage: Passage
    marks: tuple[Mark | Show, ...]


Base = tuple[bytes, tuple[bytes, ...], int]
"""A passage or block, what its names stand for, and the rest of the state before it, by number."""

Key = tuple[Base, tuple[int, ...]]
"""That, with the groups that it needs, by number."""

MOST_KILOBYTES = 40_000
"""What each half of the passages may take, roughly; booklets of a language for 24 countries take a quarter of it."""

MOST_STEPS, MOST_KEYS, MOST_STREAMS, MOST_FONTS = 20_000, 10_000, 400, 100


@dataclass(frozen=True, slots=True, eq=False)
class FileFont:
    """A font, the one of the first file that had such a font, and the codes, as bits, that differ between them."""

    font: Font
    first: Font
    strange: int


@dataclass(slots=True)
class Memory:
    """What is kept of passages from file to file."""

    passages: Kept[Key, Passage] = field(default_factory=lambda: Kept(MOST_KILOBYTES))
    runs: Kept[Key, Run] = field(default_factory=lambda: Kept(2 * MOST_KILOBYTES))
    streams: Kept[bytes, "Block"] = field(default_factory=lambda: Kept(MOST_STREAMS))
    profiles: Kept[bytes, bytes] = field(default_factory=lambda: Kept(8))
    pieces: Kept[bytes, "Piece"] = field(default_factory=lambda: Kept(MOST_KEYS))
    steps: Kept[bytes, Sequence[Step]] = field(default_factory=lambda: Kept(MOST_STEPS))
    heads: Kept[bytes, bool] = field(default_factory=lambda: Kept(MOST_KEYS))
    """Objects without their streams in which nothing is odd."""
    patterns: Kept[Key, Pattern] = field(default_factory=lambda: Kept(MOST_KILOBYTES // 4))
    needs: Kept[Base, int] = field(default_factory=lambda: Kept(MOST_KEYS))
    values: Kept[Values, int] = field(default_factory=lambda: Kept(MOST_KEYS))
    fonts: Kept[tuple[bytes, int], FileFont] = field(default_factory=lambda: Kept(MOST_FONTS))
    first: Kept[str, tuple[Font, dict[int, Glyph]]] = field(default_factory=lambda: Kept(MOST_FONTS))
    """The first font of each name and nature, with the glyphs that it tells of."""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    """Numbers that nothing had before; 0 is nothing's."""

    def steps_of(self, content: bytes) -> Sequence[Step]:
        """Return the operators of a passage."""
        found = self.steps.get(content)
        if found is None:
            found = steps_of(content)
            self.steps.put(content, found, len(found))
        return found

    def number_of(self, values: Values) -> int:
        """Return a number for equal values."""
        return self.values.get_or_make(values, self.next_number)

    def next_number(self) -> int:
        """Return a number that nothing had before."""
        return next(self.numbers)


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """The bytes of a passage, without the numbers of its tags, and the names that stand in them."""

    content: bytes
    names: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Pieces that stand together: some that draw nothing by name, or one that does; or all blocks of a stream."""

    content: bytes
    parts: "tuple[Piece | Block, ...]"
    names: tuple[bytes, ...]


_END = b"\nEMC\n"
_DRAWN = b" Do"
_TAG = re.compile(rb"<</MCID [0-9]+>>")
_NAMES = re.compile(rb"/([^\s/<>\[\]]+)")
_TEXT = re.compile(rb"(?<!\S)(?:(BT)|ET)(?!\S)")


def cut(content: bytes, known: Kept[bytes, Piece]) -> Block:
    """Return the passages of a stream in blocks, those that are known as they are known.

    >>> [block.names for block in cut(b"/Span BMC q /A Do Q EMC /P BMC EMC BT /F 9 Tf ET", Kept(9)).parts]
    [(b'A', b'Span'), (b'F', b'P')]
    """
    pieces = []
    for part in _outside_text(_ended(_TAG.sub(b"", content))):
        piece = known.get(part)
        if piece is None:
            piece = Piece(part, tuple(sorted(set(_NAMES.findall(part)))))
            known.put(part, piece)
        pieces.append(piece)
    groups = groupby(enumerate(pieces), lambda each: each[0] if _DRAWN in each[1].content else -1)
    return _block([_block([piece for _, piece in group]) for _, group in groups])


def _block(parts: Sequence[Piece | Block]) -> Block:
    names = tuple(sorted({name for part in parts for name in part.names}))
    return Block(b"\n".join([part.content for part in parts]), tuple(parts), names)


def _ended(content: bytes) -> list[bytes]:
    """Return what ends where tagged content ends, and the rest."""
    *parts, rest = content.replace(b" EMC ", _END).split(_END)
    return [*[part + b"\nEMC" for part in parts], rest]


def _outside_text(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield parts, those that end within a text object with what follows."""
    waiting: list[bytes] = []
    depth = 0
    for part in parts:
        if part and not part.isspace():
            waiting.append(part)
            if part.count(b"BT") != part.count(b"ET"):
                depth += sum(1 if begins else -1 for begins in _TEXT.findall(part))
            if depth == 0:
                yield b"\n".join(waiting)
                waiting = []
    if waiting:
        yield b"\n".join(waiting)


def has_ground(marks: Sequence[Mark]) -> bool:
    """Tell whether a passage has text, or white lines, that stand on what was painted before it."""
    return any(
        (isinstance(mark, Text) and not _stands_on_itself(marks, number, mark))
        or (isinstance(mark, Shape) and mark.is_white_line)
        for number, mark in enumerate(marks)
    )


def _stands_on_itself(marks: Sequence[Mark], before: int, text: Text) -> bool:
    """Tell whether a text, the mark of that number, stands on fields of its own passage that cover all."""
    return all(_is_covered(marks, before, spot) for spot in text.spots)


def _is_covered(marks: Sequence[Mark], before: int, point: Point) -> bool:
    for mark in reversed(marks[:before]):
        if has(mark.box, point):
            if isinstance(mark, Picture | Shading):
                return False
            if isinstance(mark, Shape) and mark.fill and winds_round(mark.outline, point, even_odd=mark.even_odd):
                return not mark.fill.is_transparent
    return False


def joined(parts: Sequence[Part], after: Situation, serial: int) -> Run:
    """Return passages or blocks, after which some state holds, as a run."""
    codes: dict[str, int] = {}
    needs, untouched = 0, EVERY
    for part in parts:
        needs |= part.needs & untouched
        untouched &= part.untouched
        for label, bits in part.codes:
            codes[label] = codes.get(label, 0) | bits
    return Run(
        parts=tuple(parts),
        passages=tuple([passage for part in parts for passage in passages_of(part)]),
        needs=needs,
        after=after,
        untouched=untouched,
        codes=tuple(codes.items()),
        operators=sum([part.operators for part in parts]),
        weight=sum([part.weight for part in parts]),
        serial=serial,
        grounds=tuple([ground for part in parts for ground in part.grounds]),
        has_text=any([part.has_text for part in parts]),
        is_usual=all([part.is_usual for part in parts]),
    )


def weight_of(marks: Sequence[Mark]) -> int:
    """Return what marks take to keep, roughly in kilobytes: ten points of an outline are as much as a text."""
    points = sum([len(corners) for mark in marks if isinstance(mark, Shape) for corners in mark.outline])
    return 1 + len(marks) + points // 10


def passages_of(part: Part) -> tuple[Passage, ...]:
    """Return the passages that a part is, or has."""
    return part.passages if isinstance(part, Run) else (part,)
