"""The mark of a proof: a black band in the head of every page that says PROOF, in English and in the page's language.

Its English words, typeface, inks, sizes and place are decided here and nowhere else: no theme, layout, label or
catalogue can change them. The language's own words stand beside the English ones if they have room. Who listens to a
file hears it once, on its first page.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from booklet.geometry import Rect, add_lengths, mm
from booklet.jobs import SOCIAL
from booklet.look.layout import PROOF_GROUND, PROOF_WORDS, Layout, Theme
from booklet.machine.bounds import PAGES
from booklet.text.compose import Line, set_line
from booklet.text.fonts import Font, Setting
from booklet.text.itemise import TextStyle
from booklet.text.markup import escape_markup, letters, plain_text
from booklet.typeset.board import Board
from booklet.typeset.house import LATIN
from booklet.typeset.placed import ARTIFACT, Component, Element, Form, Group, PlacedPage, TextAt
from booklet.typeset.reach import find_highest, reach
from booklet.values import Frozen, replace
from booklet.words.manuscript import Manuscript

PROOF = "PROOF"

SHORT = "PROOF · not for readers"

REASONS = {
    "proof": "PROOF · numbers not yet confirmed by a call · not for readers",
    "proof.words": "PROOF · some words are not translated yet · not for readers",
    "proof.rules": "PROOF · some words break a rule of safety · not for readers",
    "proof.machine": "PROOF · words not yet translated back by a second person · not for readers",
    "proof.pseudo": "PROOF · made to test the layout · not for readers",
}
"""What the band says in English, by the label of what it says in other languages."""

FACE, WEIGHT = Font("fontpkg_nunito/files/Nunito[wght].ttf", 800), 800

SAFE = mm(2.9)
"""How far words stay away from where a page is cut, above them; printers ask for 3 mm and measure in tenths."""

SIDE = mm(4)
"""How far they stay away from its other edges."""

LEAST = 7.0
"""The least size of letters that can still be printed light on dark."""

SHARE, SCREEN_SHARE = 1 / 17, 1 / 9.5
"""Their size in points for each millimetre that a page is wide; a picture on a phone is a third as large."""

STEPS = (1.0, 0.9, 0.8, 0.7)

GAP = 2.0
"""What stands between the two languages, in sizes of their type."""

PADS = (0.3, 0.1)
"""What a band has below its words, and has where there is little room, in sizes of their type."""

CLEAR, AWAY = 0.25, 0.6
"""What a band keeps away from the words below it, in points, and for each point that its type is above the least."""


class ProofMark(Frozen):
    """Why a file is a proof, how its language says so (at length, in short, on a sticker), and how that is set.

    A language without such words has "". The file is printed `scale` times as large as it is set. `share` is the size
    of its type in points for each millimetre of width; words begin below the `head` that an app lays something over.
    """

    why: str
    own: str
    own_short: str
    own_sticker: str
    setting: Setting
    fonts: tuple[Font, ...]
    size: float
    scale: float
    share: float = SHARE
    head: float = 0.0

    @property
    def english(self) -> str:
        """Its words in English."""
        return REASONS.get(self.why, SHORT)

    @property
    def title(self) -> str:
        """The beginning of a file's title."""
        return f"{PROOF}, {self.own_short or 'not for readers'}"


class _MarkWords(NamedTuple):
    """Words in English, and the same in another language, "" for none."""

    english: str
    own: str


class _Set(NamedTuple):
    """Words set in lines beside one another: their size, their widths, and how far they reach."""

    said: _MarkWords
    lines: tuple[Line, ...]
    size: float
    width: float
    top: float
    low: float
    pad: float


def make_mark(layout: Layout, manuscript: Manuscript, theme: Theme, why: str) -> ProofMark:
    """Return the mark for the files of a manuscript; `why` is the label that says it in its language."""
    locale, labels = manuscript.locale, manuscript.labels
    family = theme.fonts.families(locale.script, locale.tag)["body"]
    files = theme.fonts.files(locale.script, locale.tag, "body", WEIGHT)
    return ProofMark(
        why=why,
        own=_clean_own_words(labels[why], REASONS.get(why, SHORT)),
        own_short=_clean_own_words(labels["proof.short"], SHORT),
        own_sticker=_clean_own_words(labels["sticker.proof"], SHORT),
        setting=Setting(locale.direction, locale.script, locale.tag),
        fonts=tuple(Font(*file) for file in files),
        size=max(1.0, family.size),
        scale=layout.scale,
        share=SCREEN_SHARE if layout.product == SOCIAL else SHARE,
        head=layout.overlay.top,
    )


def _clean_own_words(words: str, english: str) -> str:
    """Return a language's own words without markup, "" if they have no letter."""
    said = " ".join(plain_text(words).split())
    return "" if said == english or not letters(said) else said


def mark_pages(pages: tuple[PlacedPage, ...], forms: tuple[Form, ...], mark: ProofMark) -> tuple[PlacedPage, ...]:
    """Return the pages of a file with the band of a proof, which covers none of their words."""
    room = min((_room(page, forms) for page in pages), default=0.0)
    return tuple(_mark_page(page, mark, room, is_read=not number) for number, page in enumerate(pages))


@lru_cache(maxsize=PAGES)
def _room(page: PlacedPage, forms: tuple[Form, ...]) -> float:
    """Return how far below its upper edge a page's words begin."""
    return page.trim.height - find_highest(page.items, {form.name: form.component for form in forms}, 0.0)


@lru_cache(maxsize=PAGES)
def _mark_page(page: PlacedPage, mark: ProofMark, room: float, *, is_read: bool) -> PlacedPage:
    band = proof_band(mark, page.trim.width, room, page.bleed, is_read=is_read)
    return replace(
        page,
        items=(*page.items, Group(0.0, page.trim.height, len(page.elements), band.items)),
        elements=(*page.elements, *band.elements),
    )


@lru_cache(maxsize=256)
def proof_band(mark: ProofMark, width: float, room: float, bleed: float = 0.0, *, is_read: bool = True) -> Component:
    """Return the band of a page, from its upper edge, with as many words as fit, but never less than PROOF.

    It fills the head of the page and its bleed. One that is not read is an artifact.
    """
    unit = 1 / mark.scale
    found = _fit_words(
        _ways(mark, mark.own, mark.own_short), mark, width - 2 * SIDE * unit, room - mark.head - (SAFE + CLEAR) * unit
    )
    baseline = mark.head + SAFE * unit + found.top
    height = baseline - found.low + found.pad
    board = Board("proof", LATIN)
    board.area(-bleed, -bleed, width + 2 * bleed, height + bleed, PROOF_GROUND.name)
    _say(board, found, mark, (width - found.width) / 2, baseline, is_read=is_read)
    return board.finish(width, height)


def english_line(page: PlacedPage) -> tuple[str, Rect]:
    """Return the English words in a page's band, and where the first one stands, from the corner of the trim."""
    band = page.items[-1]
    assert isinstance(band, Group)
    line = next(item for item in band.items if isinstance(item, TextAt))
    run = line.line.runs[0]
    word = set_line(PROOF, _english_style(run.size), LATIN)
    return line.line.text.strip(), Rect(line.x + band.dx, line.y + band.dy, word.width, reach(word)[0])


def sticker_band(mark: ProofMark, width: float) -> Component:
    """Return the band at the end of a patch, with the same words, always equally tall."""
    unit = 1 / mark.scale
    height = STICKER_BAND * unit
    found = _fit_words(_ways(mark, mark.own_sticker, mark.own_sticker), mark, width - mm(2) * unit, height, (LEAST,))
    baseline = (height + found.top + found.low) / 2
    board = Board("proof", LATIN)
    board.area(0, 0, width, height, PROOF_GROUND.name)
    x = (width - found.width) / 2
    for line in found.lines:
        board.items.append(TextAt(x, -baseline, line, -1))
        x += line.width + GAP * found.size
    return board.finish(width, height)


STICKER_BAND = mm(3.6)


def _ways(mark: ProofMark, own: str, own_short: str) -> Iterator[_MarkWords]:
    """Yield ways to say it, from the longest."""
    english = dict.fromkeys((mark.english, SHORT, PROOF))
    for words in (*dict.fromkeys(filter(None, (own, own_short))), ""):
        yield from (_MarkWords(said, words) for said in english)


def _fit_words(
    ways: Iterator[_MarkWords], mark: ProofMark, measure: float, room: float, sizes: tuple[float, ...] = ()
) -> _Set:
    """Return the longest way to say it that fits, in the largest type; if none fits, the shortest in the smallest."""
    wide = (measure * mark.scale + 2 * SIDE) / mm(1)
    steps = sizes or tuple(dict.fromkeys(max(LEAST, step * mark.share * wide) for step in STEPS))
    for said in ways:
        if said.own and _lacks_letters(said.own, mark):
            continue
        for size in steps:
            for pad in PADS:
                found = _set(said, size / mark.scale, pad, mark)
                away = AWAY * max(0.0, size - LEAST) / mark.scale
                if found.width <= measure and found.top - found.low + found.pad + away <= room:
                    return found
    return found


def _set(said: _MarkWords, size: float, pad: float, mark: ProofMark) -> _Set:
    """Return words as they are set in a size."""
    lines = [set_line(said.english, _english_style(size), LATIN)]
    if said.own:
        own = TextStyle(mark.fonts, mark.fonts, size * mark.size, size, PROOF_WORDS.name)
        lines.append(set_line(escape_markup(said.own), own, mark.setting))
    reaches = [reach(line) for line in lines]
    width = add_lengths(line.width for line in lines) + GAP * size * (len(lines) - 1)
    top, low = max(top for top, _ in reaches), min(low for _, low in reaches)
    return _Set(said, tuple(lines), size, width, top, low, pad * size)


def _english_style(size: float) -> TextStyle:
    return TextStyle((FACE,), (FACE,), size, size, PROOF_WORDS.name)


def _lacks_letters(words: str, mark: ProofMark) -> bool:
    """Tell whether no typeface has a letter of the words."""
    style = TextStyle(mark.fonts, mark.fonts, LEAST, LEAST, PROOF_WORDS.name)
    line = set_line(escape_markup(words), style, mark.setting)
    return any(shaped.missing for run in line.runs for shaped in run.glyphs)


def _say(board: Board, found: _Set, mark: ProofMark, x: float, baseline: float, *, is_read: bool) -> None:
    """Set words beside one another from the left, in the order in which a reader hears them."""
    languages = (LATIN.language, mark.setting.language)
    wanted = (mark.english, mark.own or mark.own_short)
    if not found.said.own:
        wanted = (" ".join(filter(None, wanted)), "")
    for line, said, all_of_it, language in zip(found.lines, found.said, wanted, languages, strict=False):
        element = ARTIFACT
        if is_read:
            alt = "" if said == all_of_it else all_of_it
            board.elements.append(Element("P", alt=alt, language=language, is_first=True))
            element = len(board.elements) - 1
        board.items.append(TextAt(x, -baseline, line, element))
        x += line.width + GAP * found.size
