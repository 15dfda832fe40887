"""Where facts stand on placed pages: numbers and addresses in a file's claims, word by word as they are set."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from booklet.check.preflight.boxes import overlap
from booklet.check.proof.claims import HOST, Claims, list_placed_items
from booklet.check.proof.pages import ALIKE, UNSEEN, normalise_text, number_pattern, squeeze
from booklet.facts.phone import keep_together
from booklet.geometry import Rect
from booklet.look.layout import Fonts
from booklet.machine.bounds import FACTS, PAGES
from booklet.pdf.draw.codes import list_shown_glyphs
from booklet.sheets.spots import Side, Spot
from booklet.text.compose import Line
from booklet.text.impression import WordAt, enclose_boxes, find_ink_box, words_at
from booklet.typeset.fit import Placed
from booklet.typeset.placed import Component, FigureAt, FormAt, Item, PlacedPage, TextAt
from booklet.values import Frozen, replace

BESIDE, ABOVE = 0.1, 0.04
"""What is looked at beside a fact, and above and below it, in ems: a digit more would begin there."""


class Fact(Frozen):
    """A number or an address, or the part of it on one line: the words it is set in, and the words near them."""

    says: str
    words: tuple[WordAt, ...]
    near: tuple[WordAt, ...]
    box: Rect
    """The box of its ink."""

    @property
    def size(self) -> float:
        """The size of its type."""
        return abs(self.words[0].size)

    @property
    def surroundings(self) -> Rect:
        """The box in which it is looked at."""
        beside, above = BESIDE * self.size, ABOVE * self.size
        x, y, width, height = self.box
        return Rect(x - beside, y - above, width + 2 * beside, height + 2 * above)

    def move_to(self, x: float, y: float, scale: float) -> "Fact":
        """Return the fact where its page stands at (x, y) on a sheet, in a scale."""
        words, near = (tuple(word.move_to(x, y, scale) for word in some) for some in (self.words, self.near))
        return Fact(self.says, words, near, Rect(*(round(side, 4) for side in self.box.scaled(scale).moved(x, y))))


class LineAt(NamedTuple):
    """A line of text in its place, from the corner of its page or form."""

    line: Line
    x: float
    y: float


class Spelt(NamedTuple):
    """The text of successive lines, as readers of a file find it, and where each line begins in it."""

    text: str
    lines: tuple[LineAt, ...]
    starts: tuple[int, ...]
    squeezed: str
    places: tuple[int, ...]
    """Where each letter of the text without spaces stands in it."""
    hosts: tuple[str, ...]
    has_digits: bool


class Sought(NamedTuple):
    """What is searched for on a page: numbers and addresses that it must say, and numbers that it may say."""

    numbers: tuple[str, ...]
    addresses: tuple[str, ...]
    others: tuple[str, ...]


def facts_on(page: PlacedPage, forms: Mapping[str, Component], sought: Sought) -> tuple[Fact, ...]:
    """Return the facts on a page in their places, from the corner of its trim."""
    found = list(_facts(page.items, sought))
    for name, x, y in _forms(page.items):
        found += (fact.move_to(x, y, 1.0) for fact in _facts(forms[name].items, sought))
    return tuple(found)


@lru_cache(maxsize=PAGES)
def _facts(items: tuple[Item, ...], sought: Sought) -> tuple[Fact, ...]:
    spelt = _find_spelt(items)
    numbers = dict.fromkeys((*sought.numbers, *sought.others)) if spelt.has_digits else ()
    spans = [(number, *match.span()) for number in numbers for match in _pattern(number).finditer(spelt.text)]
    spans += _spans_of_addresses(spelt, dict.fromkeys(sought.addresses))
    hosts = (host for host in spelt.hosts if host not in sought.addresses)
    spans += [host for host in _spans_of_addresses(spelt, hosts) if not any(_is_within(host, span) for span in spans)]
    return tuple(fact for says, first, last in spans for fact in _cut_fact(says, spelt, first, last))


def _is_within(span: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    return other[1] <= span[1] and span[2] <= other[2]


def _cut_fact(says: str, spelt: Spelt, first: int, last: int) -> Iterator[Fact]:
    """Yield a fact, or a part of it for each line it stands on."""
    place = bisect_right(spelt.starts, first) - 1
    while place < len(spelt.lines) and spelt.starts[place] < last:
        start = spelt.starts[place]
        words = _words(spelt.lines[place])[max(0, first - start) : last - start]
        inky = tuple(word for word in dict.fromkeys(words) if find_ink_box(word).width)
        if inky:
            box = enclose_boxes(map(find_ink_box, inky))
            fact = Fact(says, inky, (), box)
            yield replace(fact, near=tuple(_find_near(spelt.lines, fact.surroundings.grown(ABOVE * fact.size), inky)))
        place += 1


@lru_cache(maxsize=FACTS)
def _words(at: LineAt) -> tuple[WordAt, ...]:
    """Return, for each letter of a line, the word that it is set in."""
    words = (word for run in at.line.runs for word in words_at(run, at.x, at.y))
    return tuple(word for word in words for _ in _show_text(word.segment.text))


def _find_near(lines: Iterable[LineAt], box: Rect, words: tuple[WordAt, ...]) -> Iterator[WordAt]:
    """Yield other words whose ink reaches a box."""
    for at in lines:
        size = max((run.size for run in at.line.runs), default=0.0)
        if overlap(Rect(at.x - size, at.y - size, at.line.width + 2 * size, 3 * size), box):
            yield from (
                word for word in dict.fromkeys(_words(at)) if word not in words and overlap(find_ink_box(word), box)
            )


@lru_cache(maxsize=4096)
def _pattern(number: str) -> re.Pattern[str]:
    return number_pattern(normalise_text(keep_together(number)))


def _spans_of_addresses(spelt: Spelt, addresses: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Yield where addresses stand in a text, whose lines may end within them."""
    for address in addresses:
        wanted = squeeze(normalise_text(address))
        start = spelt.squeezed.find(wanted)
        while start >= 0:
            yield address, spelt.places[start], spelt.places[start + len(wanted) - 1] + 1
            start = spelt.squeezed.find(wanted, start + 1)


@lru_cache(maxsize=PAGES)
def _find_spelt(items: tuple[Item, ...]) -> Spelt:
    lines = tuple(LineAt(at.line, at.x + x, at.y + y) for at, x, y in _items(items) if isinstance(at, TextAt))
    texts = [_show_text(at.line.text) + "\n" for at in lines]
    text = "".join(texts)
    return Spelt(
        text=text,
        lines=lines,
        starts=tuple(accumulate(map(len, texts), initial=0))[:-1],
        squeezed=squeeze(text),
        places=tuple(match.start() for match in _LETTER.finditer(text)),
        hosts=tuple(dict.fromkeys(HOST.findall(text))),
        has_digits=any(map(str.isdigit, text)),
    )


_LETTER = re.compile(r"\S")


def _show_text(text: str) -> str:
    return text.translate(UNSEEN).translate(ALIKE)


def _items(items: Iterable[Item], dx: float = 0.0, dy: float = 0.0) -> Iterator[tuple[Item, float, float]]:
    """Yield items, also those in groups and figures, each with its offset."""
    for item, x, y in list_placed_items(items, dx, dy):
        if isinstance(item, FigureAt):
            yield from _items(item.items, x, y)
        else:
            yield item, x, y


def _forms(items: Iterable[Item]) -> Iterator[tuple[str, float, float]]:
    return ((item.name, item.x + x, item.y + y) for item, x, y in _items(items) if isinstance(item, FormAt))


class Shown(NamedTuple):
    """The facts on a side of a sheet, and whether a project's typeface is used there.

    `strange` are facts set in such a typeface, which none may be.
    """

    facts: tuple[Fact, ...]
    is_brought: bool
    strange: tuple[str, ...]


def list_shown_on_sides(placed: Placed, claims: Claims, sides: Sequence[Side], fonts: Fonts) -> tuple[Shown, ...]:
    """Return what is shown on each side of the sheets of a file, where it stands on it."""
    forms = {form.name: form.component for form in placed.forms}
    others = tuple(sorted(claims.numbers))
    pages = [
        facts_on(page, forms, Sought(claim.numbers, claim.addresses, others))
        for page, claim in zip(placed.pages, claims.pages, strict=True)
    ]
    brought = [fonts.ours is not None and _is_brought(page.items, forms, fonts) for page in placed.pages]
    found = [tuple(_on_side(side.spots, pages)) for side in sides]
    return tuple(
        Shown(facts, any(brought[spot.page] for spot in side.spots), tuple(_find_strange(facts, fonts)))
        for side, facts in zip(sides, found, strict=True)
    )


def _find_strange(facts: Iterable[Fact], fonts: Fonts) -> Iterator[str]:
    is_ours = {word.font.file: fonts.is_ours(word.font.file) for fact in facts for word in fact.words}
    yield from (fact.says for fact in facts if not all(is_ours[word.font.file] for word in fact.words))


def _is_brought(items: tuple[Item, ...], forms: Mapping[str, Component], fonts: Fonts) -> bool:
    """Tell whether some words on a page are set in a project's typeface."""
    shown = (items, *(forms[name].items for name, _, _ in _forms(items)))
    return any(not fonts.is_ours(font.file) for part in shown for font in list_shown_glyphs(part))


def _on_side(spots: Iterable[Spot], pages: Sequence[tuple[Fact, ...]]) -> Iterator[Fact]:
    for spot in spots:
        yield from (fact.move_to(spot.x, spot.y, spot.factor) for fact in pages[spot.page])
