"""Words: a paragraph in, the parts in which no line may end out, each shaped and measured."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from booklet.geometry import add_lengths
from booklet.text.breaks import SOFT_HYPHEN, SPACES, hyphenations, segment_ends, segments, word_end
from booklet.text.fill import Box
from booklet.text.fonts import Setting
from booklet.text.graphemes import graphemes
from booklet.text.itemise import (
    JOINING,
    Piece,
    TextItem,
    TextStyle,
    cut,
    hyphen_after,
    item_at,
    itemise,
    neighbours,
    parts_of,
)
from booklet.text.markup import RichText
from booklet.text.squeeze import SQUEEZED, WIDE_SCRIPTS, closes
from booklet.text.unturned import list_unbroken_ends

STRETCHED_BETWEEN = frozenset({"Thai", "Laoo", "Khmr", "Mymr", *WIDE_SCRIPTS})
"""Scripts that have no spaces between words: justified lines grow between their segments too."""

_BETWEEN = 0.03
"""How much such a place likes to grow, in ems; a space likes to grow by half its width."""

HYPHENATED = frozenset({"Latn", "Cyrl", "Grek"})
"""Scripts in which a word is divided by a hyphen; others have dictionaries too, but no such sign."""

_HYPHEN_PENALTY = 50.0

MOST_KNOWN = 1024
"""Words of one style that are remembered."""

_WIDTH = attrgetter("width")

_LETTERS = re.compile(r"[^\W\d_]+")


class Word(NamedTuple):
    """An unbreakable part of a text: its pieces, those of the space after it, both, its hyphen, its length, its box."""

    pieces: tuple[Piece, ...]
    spaces: tuple[Piece, ...]
    whole: tuple[Piece, ...]
    hyphen: Piece | None
    length: int
    box: Box


@lru_cache(maxsize=1024)
def words_of(rich: RichText, style: TextStyle, setting: Setting) -> tuple[Word, ...]:
    """Return the words of a text, cut at soft hyphens, and wherever a justified style may hyphenate."""
    text = rich.text
    items = itemise(rich, setting, tells_facts=style.has_brought)
    maker = _maker(style, setting)
    if style.align != "justify" or setting.script not in HYPHENATED:
        ends = segment_ends(text, setting.language, style.balanced)
        ends = list_unbroken_ends(text, ends) if setting.direction == "rtl" else ends
        return tuple(maker.words(text, items, ends))
    words = []
    for start, middle, end in segments(text, setting.language, style.balanced):
        for offset in _hyphenations(text, start, middle, setting):
            words.append(maker.word(text, items, start, offset, offset, is_divided=True))
            start = offset
        words.append(maker.word(text, items, start, middle, end))
    return tuple(words)


def _hyphenations(text: str, start: int, end: int, setting: Setting) -> Iterator[int]:
    """Yield the offsets in a word at which a hyphen may stand."""
    for letters in _LETTERS.finditer(text, start, end):
        for offset in hyphenations(letters[0], setting.language):
            yield letters.start() + offset


class _Maker:
    """Makes words of one style and setting, each once, since most words of a text recur.

    `plain` holds the words that depend only on their text (and, after a mark that may close up, on what follows) and on
    the script, level and look of their item; `count` is how many are known. They are all forgotten when there are too
    many.
    """

    def __init__(self, style: TextStyle, setting: Setting) -> None:
        self.style = style
        self.setting = setting
        self.known: dict[tuple[object, ...], Word] = {}
        self.plain: dict[tuple[object, ...], dict[object, Word]] = defaultdict(dict)
        self.spaces: dict[tuple[object, ...], Sequence[Piece]] = {}
        self.count = 0

    def words(self, text: str, items: Sequence[TextItem], ends: Sequence[int]) -> Iterator[Word]:
        """Yield the words of a paragraph, given where they end."""
        if self.count > MOST_KNOWN:
            self.plain.clear()
            self.count = 0
        following = iter(items)
        item = next(following)
        plain = self.plain[item[2:]]
        start = 0
        for end in ends:
            while item.end <= start:
                item = next(following)
                plain = self.plain[item[2:]]
            word = None
            if end <= item.end:
                part = text[start:end]
                word = plain.get(part) or plain.get((part, text[end : end + 1]))
            if word is None or (item.script in JOINING and start and text[start - 1] not in SPACES):
                word = self._word_of(item, plain, text, items, start, end)
            yield word
            start = end

    def _word_of(
        self, item: TextItem, plain: dict[object, Word], text: str, items: Sequence[TextItem], start: int, end: int
    ) -> Word:
        """Return a word that is new or depends on its neighbours; a mark is remembered with what follows it."""
        key: object = text[start:end]
        is_mark = text[end - 1] in SQUEEZED and item.script not in JOINING and end <= item.end
        if is_mark:
            key = text[start:end], text[end : end + 1]
        middle = word_end(text, start, end)
        if end <= item.end and _stands_alone(text, start, middle, end, item.script):
            word = self._make(text, items, start, middle, end, is_divided=False)
        else:
            word = self.word(text, items, start, middle, end)
            if not is_mark:
                return word
        plain[key] = word
        self.count += 1
        return word

    def word(
        self, text: str, items: Sequence[TextItem], start: int, middle: int, end: int, is_divided: bool = False
    ) -> Word:
        """Return a part of a paragraph; everything after `middle` in it is space."""
        place = item_at(items, start) if len(items) > 1 else 0
        item = items[place]
        key: tuple[object, ...] = (text[start:end], middle - start, is_divided)
        if item.end < end:
            key += parts_of(text, items[place:], start, end)
        else:
            key += (neighbours(text, start, middle, end, item.script, self.setting), *item[2:])
        word = self.known.get(key)
        if word is None:
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
                self.spaces.clear()
            word = self.known[key] = self._make(text, items, start, middle, end, is_divided)
        return word

    def _make(self, text: str, items: Sequence[TextItem], start: int, middle: int, end: int, is_divided: bool) -> Word:
        pieces = cut(text, items, start, middle, self.style, self.setting)
        spaces = self._cut_spaces(text, items, middle, end) if middle < end else ()
        is_hyphenated = is_divided or text[start:middle].endswith(SOFT_HYPHEN)
        hyphen = hyphen_after(pieces[-1], self.style) if is_hyphenated and pieces else None
        return _word(pieces, spaces, hyphen, end - start, self.style, self.setting)

    def _cut_spaces(self, text: str, items: Sequence[TextItem], start: int, end: int) -> Sequence[Piece]:
        """Return the pieces of the space behind a word, which depend on its item and the letter before it."""
        item = items[item_at(items, start)]
        if not start or item.end < end:
            return cut(text, items, start, end, self.style, self.setting)
        key = (text[start - 1 : end], *item[2:])
        if key not in self.spaces:
            self.spaces[key] = cut(text, items, start, end, self.style, self.setting)
        return self.spaces[key]


def _stands_alone(text: str, start: int, middle: int, end: int, script: str) -> bool:
    """Tell whether a word is set the same beside anything: it joins to nothing, and is no mark or space."""
    if start == middle or text[end - 1] in SQUEEZED:
        return False
    return script not in JOINING or (middle < end and (not start or text[start - 1] in SPACES))


@lru_cache(maxsize=2048)
def _maker(style: TextStyle, setting: Setting) -> _Maker:
    return _Maker(style, setting)


def tear_words(words: Sequence[Word], rich: RichText, style: TextStyle, measure: float, setting: Setting) -> list[Word]:
    """Return words of which none is wider than the measure; only numbers are never cut."""
    fitting: list[Word] = []
    start = 0
    for word in words:
        end = start + word.length
        if width_of(word.pieces) <= measure or not _LETTERS.search(rich.text, start, end):
            fitting.append(word)
        else:
            fitting += _letters(word, rich, start, style, setting)
        start = end
    return fitting


def _letters(word: Word, rich: RichText, start: int, style: TextStyle, setting: Setting) -> list[Word]:
    """Return a word as one word for each grapheme."""
    items = itemise(rich, setting, tells_facts=style.has_brought)
    maker = _maker(style, setting)
    space = _length(word.spaces)
    parts = []
    for grapheme in graphemes(rich.text[start : start + word.length - space]):
        end = start + len(grapheme)
        parts.append(maker.word(rich.text, items, start, end, end))
        start = end
    last = parts[-1]
    parts[-1] = _word(last.pieces, word.spaces, word.hyphen, last.length + space, style, setting)
    return parts


def _length(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.segment.text) for piece in pieces)


def width_of(pieces: Sequence[Piece]) -> float:
    """Return the width of pieces side by side, in points."""
    return pieces[0].width if len(pieces) == 1 else add_lengths(map(_WIDTH, pieces))


def _word(
    pieces: Sequence[Piece],
    spaces: Sequence[Piece],
    hyphen: Piece | None,
    length: int,
    style: TextStyle,
    setting: Setting,
) -> Word:
    """Return a word with its box; the gap behind its last piece belongs to its space."""
    space = width_of(spaces)
    gap = pieces[-1].segment.gap if pieces and not spaces else 0.0
    tail = hyphen.width if hyphen else 0.0
    stretch = space / 2
    if pieces and pieces[-1].look.setting.script in STRETCHED_BETWEEN:
        stretch += _BETWEEN * style.size
    if pieces and _ends_blank(pieces[-1], setting):
        tail -= style.size / 2
    box = Box(width_of(pieces) - gap, space + gap, tail, stretch, _HYPHEN_PENALTY if hyphen else 0.0)
    return Word(tuple(pieces), tuple(spaces), (*pieces, *spaces), hyphen, length, box)


def _ends_blank(last: Piece, setting: Setting) -> bool:
    """Tell whether the right half of the last character on a line is blank."""
    return last.look.setting.script in WIDE_SCRIPTS and closes(last.segment.text[-1], setting.script)
