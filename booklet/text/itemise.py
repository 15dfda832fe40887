"""Itemising: a text cut into pieces of one style, level, script and font each, as HarfBuzz needs them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise, takewhile
from operator import attrgetter
from typing import NamedTuple

from booklet.text.bidi import needs_bidi
from booklet.text.breaks import SOFT_HYPHEN, SPACES
from booklet.text.facts import spans_of_facts
from booklet.text.fonts import Font, Segment, Setting, Shaped, find_font, is_simple, open_face
from booklet.text.graphemes import graphemes
from booklet.text.markup import RichText, Span
from booklet.text.scripts import script_runs
from booklet.text.squeeze import WIDE_SCRIPTS, measure_squeeze
from booklet.text.unturned import find_unturned, levels_around
from booklet.values import Frozen, replace

Fonts = tuple[Font, ...]
"""The fonts of a text, in the order in which they are asked for a glyph."""

JOINING = frozenset({"Arab", "Syrc", "Mong", "Nkoo", "Mand", "Adlm", "Rohg"})
"""Scripts whose letters join, also across a change of weight."""

TRACKED = frozenset({"Latn", "Cyrl", "Grek", "Armn", "Geor", "Hebr"})
"""Scripts whose letters may stand closer or wider; others would break joins and clusters."""

_START = attrgetter("start")

_CONTEXT = 5
"""Letters on each side that HarfBuzz looks at."""

_SPACE = re.compile(f"[{SPACES}]")


class TextStyle(Frozen, cache_hash=True):
    """How a text looks: fonts, size and leading in points, ink, tracking in 1/1000 em.

    `balanced` evens its lines; `align` is start, middle, end, or justify. A word wider than the measure stands alone
    and goes beyond it, unless `tears` allows a line to end inside it. It keeps its hash, since every line is looked up
    by it. Facts are set in our own type: `facts` and `strong_facts` are their fonts, none of them a project's.
    """

    fonts: Fonts
    strong: Fonts
    size: float
    leading: float
    ink: str
    tracking: int = 0
    balanced: bool = False
    align: str = "start"
    tears: bool = False
    facts: Fonts = ()
    strong_facts: Fonts = ()

    @property
    def has_brought(self) -> bool:
        """Whether facts have fonts of their own in it."""
        return bool(self.facts) and (self.fonts, self.strong) != (self.facts, self.strong_facts)

    @property
    def bold(self) -> "TextStyle":
        """The style of a text that is strong throughout."""
        return replace(self, fonts=self.strong, facts=self.strong_facts)

    def fonts_of(self, item: "TextItem") -> Fonts:
        """Return the fonts of an item."""
        if item.is_fact:
            return self.strong_facts if item.look[0] else self.facts
        return self.strong if item.look[0] else self.fonts


class TextItem(NamedTuple):
    """A part of a text that is shaped alike, as offsets; its look is whether it is strong, and where it leads.

    `is_fact` is set only if facts have fonts of their own.
    """

    start: int
    end: int
    look: tuple[bool, str]
    level: int
    script: str
    is_fact: bool = False


class RunLook(NamedTuple):
    """What the pieces of one run have in common."""

    font: Font
    setting: Setting
    level: int
    tracking: int
    strong: bool
    target: str


class Piece(NamedTuple):
    """A text shaped in one font, its width in points with the gap after it, and its look."""

    segment: Segment
    shaped: Shaped
    width: float
    look: RunLook


class _Manner(NamedTuple):
    """How items are set that differ in their place alone: the look of what is in the first font, and all fonts.

    `way` is the way to write by which full-width punctuation closes up, "" if none does.
    """

    look: RunLook
    fonts: Fonts
    way: str


def itemise(rich: RichText, setting: Setting, *, tells_facts: bool = False) -> tuple[TextItem, ...]:
    """Return the items of a paragraph in reading order; styles differ only in whether they set facts apart."""
    items = _itemise(rich, setting)
    return _cut_at_facts(rich.text, items) if tells_facts else items


@lru_cache(maxsize=1024)
def _cut_at_facts(text: str, items: tuple[TextItem, ...]) -> tuple[TextItem, ...]:
    """Return items cut where a fact begins or ends."""
    found = []
    facts = spans_of_facts(text)
    for item in items:
        cuts = {end for span in facts for end in span if item.start < end < item.end}
        for start, end in pairwise(sorted({item.start, item.end, *cuts})):
            is_fact = any(first <= start < last for first, last in facts)
            found.append(item._replace(start=start, end=end, is_fact=is_fact))
    return tuple(found)


@lru_cache(maxsize=1024)
def _itemise(rich: RichText, setting: Setting) -> tuple[TextItem, ...]:
    text = rich.text
    base = 1 if setting.direction == "rtl" else 0
    depth = levels_around(text, base) if needs_bidi(text, base) or (base and find_unturned(text)) else None
    runs = script_runs(text, setting.script)
    if depth is None and len(rich.spans) == 1:
        look = (rich.spans[0].strong, rich.spans[0].target)
        return tuple(TextItem(start, end, look, base, script) for start, end, script in runs)
    spans = _snap_spans(rich)
    scripts = {start: script for start, _, script in runs}
    cuts = set(spans) | set(scripts)
    if depth:
        cuts |= {index for index in range(1, len(text)) if depth[index] != depth[index - 1]}
    found = []
    span, script = rich.spans[0], setting.script
    for start, end in pairwise([*sorted(cuts), len(text)]):
        span, script = spans.get(start, span), scripts.get(start, script)
        found.append(TextItem(start, end, (span.strong, span.target), depth[start] if depth else base, script))
    return tuple(found)


def _snap_spans(rich: RichText) -> dict[int, Span]:
    """Return the spans by where they begin, moved to the next grapheme, so that a mark has the style of its base."""
    if len(rich.spans) == 1 or rich.text.isascii():
        return {span.start: span for span in rich.spans}
    starts = [0, *accumulate(len(grapheme) for grapheme in graphemes(rich.text))]
    return {starts[bisect_left(starts, span.start)]: span for span in rich.spans}


def item_at(items: Sequence[TextItem], start: int) -> int:
    """Return the index of the item that a place in a text belongs to."""
    return bisect_right(items, start, key=_START) - 1


def cut(text: str, items: Sequence[TextItem], start: int, end: int, style: TextStyle, setting: Setting) -> list[Piece]:
    """Return the pieces of a stretch of a paragraph."""
    pieces: list[Piece] = []
    index = item_at(items, start) if len(items) > 1 else 0
    while start < end:
        item = items[index]
        stop = min(end, item.end)
        pieces += _pieces(text, start, stop, item, style, setting)
        start = stop
        index += 1
    return pieces


def _pieces(text: str, start: int, end: int, item: TextItem, style: TextStyle, setting: Setting) -> Iterable[Piece]:
    """Return the pieces of a part of an item: one if the first font has all its letters, as most parts are."""
    manner = _manner(item[2:], style, setting)
    part = text[start:end]
    if not manner.way and part != " ":
        joined = find_joining_letters(text, start, end, item.script) if item.script in JOINING else ()
        if not open_face(manner.look.font).shape(part, manner.look.setting).missing:
            return (_piece(Segment(part, *joined), manner.look, style),)
    return _list_pieces(text, start, end, item, style, manner)


def _list_pieces(text: str, start: int, end: int, item: TextItem, style: TextStyle, manner: _Manner) -> Iterator[Piece]:
    """Yield the pieces of a part of an item, each in the first font that has its letters."""
    for part, font in _cover_with_fonts(text, start, end, manner.fonts, manner.look.setting):
        look = _look(font, *manner.look[1:])
        for unit, script in _units(part, manner.way, item.script):
            end = start + len(unit)
            joined = find_joining_letters(text, start, end, item.script)
            gap = _gap(text, end, manner.way, style)
            yield _piece(Segment(unit, *joined, gap, "" if script == item.script else script), look, style)
            start = end


@lru_cache(maxsize=4096)
def _manner(of: tuple[tuple[bool, str], int, str, bool], style: TextStyle, setting: Setting) -> _Manner:
    """Return how items are set that have a look, a level and a script, and may be facts."""
    item = TextItem(0, 0, *of)
    fonts = style.fonts_of(item)
    own = Setting("rtl" if item.level % 2 else "ltr", item.script, setting.language)
    look = _look(fonts[0], own, item.level, style.tracking if item.script in TRACKED else 0, *item.look)
    return _Manner(look, fonts, setting.script if item.script in WIDE_SCRIPTS else "")


@lru_cache(maxsize=4096)
def _look(font: Font, setting: Setting, level: int, tracking: int, strong: bool, target: str) -> RunLook:
    """Return a look: equal looks are one object, so that they are compared quickly."""
    return RunLook(font, setting, level, tracking, strong, target)


def hyphen_after(piece: Piece, style: TextStyle) -> Piece:
    """Return the hyphen of a line that ends after a piece."""
    return _piece(Segment(SOFT_HYPHEN), piece.look, style)


def _piece(segment: Segment, look: RunLook, style: TextStyle) -> Piece:
    face = open_face(look.font)
    shaped = face.shape(segment.text, segment.set_in(look.setting), segment.before, segment.after)
    width = (shaped.width / face.upem + look.tracking * len(shaped.glyphs) / 1000) * style.size + segment.gap
    return Piece(segment, shaped, width, look)


def _cover_with_fonts(whole: str, start: int, end: int, fonts: Fonts, setting: Setting) -> list[tuple[str, Font]]:
    """Return a text cut where its font changes: one font if it has everything, else one for each grapheme.

    A space has the font of the letter before it, so that spaces between Latin words are as wide as in Latin type.
    """
    text = whole[start:end]
    first = _find_space_font(whole[start - 1 : start], fonts) if text == " " else _find_first_with(text, fonts, setting)
    if first is not None:
        return [(text, first)]
    parts: list[tuple[str, Font]] = []
    missing = set(open_face(fonts[0]).shape(text, setting).missing)
    for grapheme in graphemes(text):
        font = fonts[0] if missing.isdisjoint(grapheme) else _find_first_with(grapheme, fonts, setting) or fonts[0]
        if parts and parts[-1][1] == font:
            parts[-1] = (parts[-1][0] + grapheme, font)
        else:
            parts.append((grapheme, font))
    return parts


def _find_first_with(text: str, fonts: Fonts, setting: Setting) -> Font | None:
    return next(
        (font for font in _list_candidates(text, fonts) if not open_face(font).shape(text, setting).missing), None
    )


def _list_candidates(text: str, fonts: Fonts) -> Iterator[Font]:
    """Yield the first font, then those of the others that are installed and may have the letters."""
    yield fonts[0]
    letter = next(filter(is_simple, text), "")
    if not letter:
        yield from (font for font in fonts[1:] if find_font(font.file))
    else:
        yield from (font for font in _list_having(letter, fonts) if not open_face(font).lacks_letter_of(text))


@lru_cache(maxsize=4096)
def _list_having(letter: str, fonts: Fonts) -> Fonts:
    """Return those fonts behind the first one that are installed and may have a letter."""
    return tuple([font for font in fonts[1:] if find_font(font.file) and not open_face(font).lacks_letter_of(letter)])


def _find_space_font(before: str, fonts: Fonts) -> Font | None:
    """Return the first font with a space and the letter before it, None if there is none."""
    letters = before + " "
    return next((font for font in _list_candidates(letters, fonts) if all(map(open_face(font).has, letters))), None)


def find_joining_letters(text: str, start: int, end: int, script: str) -> tuple[str, str]:
    """Return the letters on both sides of a part of a text that it joins to; a space joins to none."""
    if script not in JOINING or not text[start:end].strip(SPACES):
        return "", ""
    before = after = ""
    if start and text[start - 1] not in SPACES:
        before = _SPACE.split(text[max(0, start - _CONTEXT) : start])[-1]
    if end < len(text) and text[end] not in SPACES:
        after = _SPACE.split(text[end : end + _CONTEXT])[0]
    return before, after


def neighbours(text: str, start: int, middle: int, end: int, script: str, setting: Setting) -> tuple[object, ...]:
    """Return what around a word changes how it is set: letters it joins to, or punctuation that closes up."""
    if start == middle:
        return (text[start - 1 : start],)
    if script in JOINING:
        return find_joining_letters(text, start, middle, script)
    if script in WIDE_SCRIPTS and end < len(text):
        return (measure_squeeze(text[end - 1], text[end], setting.script),)
    return ()


def parts_of(text: str, items: Iterable[TextItem], start: int, end: int) -> tuple[object, ...]:
    """Return everything but its own text that decides how a word of several items is set; its first item is given."""
    parts = tuple((item.end - start, *item[2:]) for item in takewhile(lambda item: item.start < end, items))
    return text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT], parts


def _units(text: str, way: str, script: str) -> list[tuple[str, str]]:
    """Return the parts of a text of an item, each with its script.

    Full-width punctuation is apart where a way to write closes it up ("": none does), and so are scripts of one item.
    """
    if not way:
        return [(text, script)]
    cuts = [index for index in range(1, len(text)) if measure_squeeze(text[index - 1], text[index], way)]
    units = [text[first:last] for first, last in pairwise([0, *cuts, len(text)])]
    return [(unit[first:last], code) for unit in units for first, last, code in script_runs(unit, script)]


def _gap(text: str, end: int, script: str, style: TextStyle) -> float:
    """Return how much to close up after a piece, before the text that follows it."""
    if not script or end >= len(text):
        return 0.0
    return -measure_squeeze(text[end - 1], text[end], script) * style.size
