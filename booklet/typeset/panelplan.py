"""Where the words of a panel stand: where its scene says, or as near to it as faces, edges and other words allow.

Longer words make their boxes wider into free air, then move; what still covers a face or other words is told.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from booklet.geometry import Rect, add_lengths, intersect, mm
from booklet.scenes.model import Panel, Words
from booklet.scenes.stage import list_heads, list_open
from booklet.text.fonts import Setting
from booklet.text.itemise import TextStyle
from booklet.typeset.panelwords import SetWords, set_words
from booklet.words.manuscript import Block

EDGE = mm(0.9)
"""How far bubbles and messages stay from the frame; captions stand on it."""

APART = mm(0.6)
"""The least distance between two boxes that are moved."""

NEAR_FACE, NEAR_WORDS = mm(0.4), mm(0.3)
"""What a box may lie over a face or over other words: outlines, and hair beside a face."""

WIDER = (1.0, 1.12, 1.25, 1.45, 1.7, 2.2, 0.86)
"""By which factors a box is tried wider, at last narrower."""

MOVES = (0.0, -2.0, 2.0, -4.0, 4.0, -7.0, 7.0, -11.0, 11.0, -16.0)
"""By how many millimetres a box is tried to stand higher or lower, and towards start or end."""

STILL = (0.0,)
"""Captions stay at the edge where they stand."""

HAIR, SOFT = 0.2, 10.0
"""How much of the hair above a face stays free if it can, as a share of the face, and what a square point costs."""

HARD = 1000.0
"""What a square point of something covered costs, beside a point of way."""


Placed = tuple[SetWords, Rect]
"""Words and their box, whose y is the distance from the top."""


class PlacedWords(NamedTuple):
    """The words of a panel in their boxes, and how much is covered.

    It is `crowded` by what lies over hair or over things that words should stay off.
    """

    words: tuple[Placed, ...]
    covered: float
    crowded: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Whether nothing is covered, nothing reaches out, and every word fits its box."""
        return self.covered == 0.0


class Styles(NamedTuple):
    """What the words of a panel are set in: their styles in turn, and the setting."""

    styles: tuple[TextStyle, ...]
    setting: Setting


class _Room(NamedTuple):
    """A panel while its words are placed: its size, and the faces that stay free."""

    width: float
    height: float
    faces: tuple[Rect, ...]
    airs: tuple[Rect, ...]


@lru_cache(maxsize=4096)
def place_words(panel: Panel, blocks: tuple[Block, ...], styles: Styles, lowered: float) -> PlacedWords:
    """Return where the words of a panel stand, its people lowered by some points."""
    near = [head for head in list_heads(panel, lowered) if head.is_near]
    faces = tuple(head.face for head in near if head.has_face)
    backs = (head.face for head in near if not head.has_face)
    room = _Room(*panel.size, faces, (*map(_hair, faces), *backs, *list_open(panel)))
    said = zip(panel.words, blocks, styles.styles, strict=True)
    ways = [_Ways(words, block, style, styles.setting) for words, block, style in said]
    placed = [way.given(room) for way in ways]
    found, crowded = _measure(placed, room), _crowd(placed, room)
    for _ in range(2):
        if found == crowded == 0.0:
            break
        for number, way in enumerate(ways):
            placed[number] = way.best(room, placed[:number], placed[number + 1 :])
        found, crowded = _measure(placed, room), _crowd(placed, room)
    return PlacedWords(tuple(placed), found, crowded)


def _hair(face: Rect) -> Rect:
    """Return the lower part of the hair above a face: words that cover it cut a head off."""
    return Rect(face.x, face.y - HAIR * face.height, face.width, HAIR * face.height)


def _crowd(placed: Sequence[Placed], room: _Room) -> float:
    return add_lengths(_shared(box, air, NEAR_FACE) for _, box in placed for air in room.airs)


class _Ways(NamedTuple):
    """The ways in which words of a panel can be set and placed."""

    words: Words
    block: Block
    style: TextStyle
    setting: Setting

    def given(self, room: _Room) -> Placed:
        """Return the words as their scene places them."""
        found = self._set(self.words.measure)
        return found, self._box(found, 0.0, 0.0)

    def best(self, room: _Room, before: Sequence[Placed], after: Sequence[Placed]) -> Placed:
        """Return the way that covers least and moves least."""
        best: tuple[float, Placed] | None = None
        for cost, placed in self._list_ways(room):
            if best is not None and cost >= best[0]:
                continue
            whole = cost + HARD * _cover(placed, room, (*before, *after)) + _disorder(placed, before, after)
            whole += SOFT * _crowd((placed,), room)
            if best is None or whole < best[0]:
                best = whole, placed
        assert best is not None
        return best[1]

    def _list_ways(self, room: _Room) -> Iterator[tuple[float, Placed]]:
        seen: set[tuple[float, float]] = set()
        for place, factor in enumerate(WIDER[:-1] if self.words.is_fixed else WIDER):
            measure = min(self.words.measure * factor, room.width - (0 if self.words.kind == "caption" else 2 * EDGE))
            found = self._set(measure)
            if (found.width, found.height) in seen:
                continue
            seen.add((found.width, found.height))
            moves = STILL if self.words.kind == "caption" else MOVES
            for dx in moves:
                for dy in moves:
                    box = _keep_inside(self._box(found, mm(dx), mm(dy)), room, self.words)
                    yield abs(mm(dx)) * 1.2 + abs(mm(dy)) + 4 * place, (found, box)

    def _set(self, measure: float) -> SetWords:
        return _set(self.words, self.block, self.style, measure, self.setting)

    def _box(self, found: SetWords, dx: float, dy: float) -> Rect:
        x, y = self.words.at
        top = y - found.height if self.words.up else y
        return Rect(x + dx, top + dy, found.width, found.height)


@lru_cache(maxsize=8192)
def _set(words: Words, block: Block, style: TextStyle, measure: float, setting: Setting) -> SetWords:
    return set_words(words, block, style, measure, setting)


def _keep_inside(box: Rect, room: _Room, words: Words) -> Rect:
    """Return a box moved into the panel, as far as it fits."""
    edge = 0.0 if words.kind == "caption" else EDGE
    x = max(edge, min(box.x, room.width - edge - box.width))
    y = max(edge, min(box.y, room.height - edge - box.height))
    return Rect(x, y, box.width, box.height)


def _measure(placed: Sequence[Placed], room: _Room) -> float:
    """Return how much is covered or reaches out, in square points."""
    return add_lengths(_cover(one, room, placed[:number]) for number, one in enumerate(placed))


def _cover(one: Placed, room: _Room, others: Sequence[Placed]) -> float:
    found, box = one
    covered = add_lengths(_shared(box, face, NEAR_FACE) for face in room.faces)
    covered += add_lengths(_shared(box, other, NEAR_WORDS) for _, other in others)
    out = max(0.0, -mm(0.1) - box.x) + max(0.0, box.right - room.width - mm(0.1))
    out += max(0.0, -mm(0.1) - box.y) + max(0.0, box.top - room.height - mm(0.1))
    return covered + out * mm(10) + (mm(30) ** 2 if found.has_wide_word else 0.0)


def _shared(one: Rect, other: Rect, most: float) -> float:
    both = intersect(one, other)
    return both.width * both.height if both.width > most and both.height > most else 0.0


def _disorder(one: Placed, before: Sequence[Placed], after: Sequence[Placed]) -> float:
    """Return what it costs if words stand above or before words that are read earlier."""
    box, cost = one[1], 0.0
    for _, other in before:
        cost += 200.0 * _is_later(other, box)
    for _, other in after:
        cost += 200.0 * _is_later(box, other)
    return cost


def _is_later(first: Rect, then: Rect) -> bool:
    """Tell whether the one to be read first stands behind the other: below it, or beside it towards the end."""
    if first.y >= then.top - mm(1):
        return True
    beside = first.x >= then.right - mm(1) and then.y < first.top
    return beside and first.y > then.y - mm(1)
