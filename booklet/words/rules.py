"""Rules of safety for words: what must never stand in them, and what must stand beside what; per language.

A rule is the same in every language; what it looks for are phrases of the language, which stand in a file of its own.
A phrase is words in their order: `naive`, `not your fault … but` (with anything between them in one sentence),
`block|blocking` (one of them), `report*` (a word that begins so). In Thai and Chinese, which put no spaces between
words, a phrase is found anywhere.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import groupby

from booklet.errors import Where
from booklet.text.markup import plain_text
from booklet.values import Frozen
from booklet.words.guide import PLACEHOLDER, Guide, SourceBlock, SourceTopic, forms_in

KINDS = ("never", "order", "needs", "ends", "comic", "band")

SCOPES = ("all", "pages", "comics")

LAST_PANELS = 2
"""Panels that end a comic."""

_BETWEEN = "…"
_SENTENCE_ENDS = frozenset(".!?…。！？؟।\n")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no spaces between words."""

_JOINED = frozenset("'’ʼ\u200c\u200d")
"""What stands inside a word and is none of its letters."""


class Rule(Frozen):
    """A rule: its kind, where it looks, messages that satisfy it, and ids where it does not hold.

    `never`: a block has none of its phrases. `order`: what a block has of several lists of phrases, it has in their
    order. `needs`: a page with a phrase of `when` has one of `then`, or uses one of `use`. `ends`: the last two panels
    of a comic have one; `comic`: a comic has one; `band`: the pages of each of `bands` have one somewhere.
    """

    id: str
    kind: str
    why: str
    scope: str = "pages"
    use: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()


class Phrases(Frozen, dict=True):
    """What a rule looks for in a language: phrases in one list, or several for an order; and what must go with them."""

    lists: tuple[tuple[str, ...], ...]
    then: tuple[str, ...] = ()

    @cached_property
    def every(self) -> tuple[str, ...]:
        """The phrases of all lists."""
        return tuple(phrase for phrases in self.lists for phrase in phrases)


class Breach(Frozen):
    """Words that break a rule: in which band, on what page, in which block, and the words that were found."""

    rule: Rule
    band: str
    page: str
    block: str
    words: str
    where: Where


def find_breaches(guide: Guide, rules: Iterable[Rule], phrases: Mapping[str, Phrases]) -> Iterator[Breach]:
    """Yield where the words of a guide in one language break a rule; a rule without phrases finds nothing."""
    known = [(rule, phrases[rule.id]) for rule in rules if rule.id in phrases]
    for band in guide.every_band:
        pages = tuple(_list_pages(guide, band))
        for rule, sought in known:
            yield from _find_breaches(rule, sought, band, pages)


class _Page(Frozen):
    """A page, poster, card or fixed message: the words of each block of a band, and the messages that it uses."""

    id: str
    is_page: bool
    title: str
    blocks: tuple[tuple[SourceBlock, str], ...]
    uses: frozenset[str]
    where: Where

    @property
    def text(self) -> str:
        return "\n".join((self.title, *(text for _, text in self.blocks)))

    @property
    def comic(self) -> SourceBlock | None:
        return next((block for block, _ in self.blocks if block.kind == "comic"), None)


def _list_pages(guide: Guide, band: str) -> Iterator[_Page]:
    for topic in guide.every_topic():
        if topic.is_for(band):
            yield _read_page(topic, band, is_page=topic in guide.topics)
    for message in guide.messages:
        if message.is_for(band):
            text = _say(message, band)
            yield _Page(message.id, False, "", ((message, text),), frozenset({message.id}), message.where)


def _read_page(topic: SourceTopic, band: str, *, is_page: bool) -> _Page:
    blocks = tuple((block, _say(block, band)) for block in _list_blocks(topic.blocks, band))
    uses = frozenset(block.use for top in topic.blocks for block in top.walk() if block.use)
    title = "\n".join(forms_in(topic.titles, band))
    return _Page(topic.id, is_page, title, blocks, uses, topic.titles["title"].where)


def _list_blocks(blocks: Iterable[SourceBlock], band: str) -> Iterator[SourceBlock]:
    """Yield the blocks that have words of their own; the sides of a card are opened, and boxes of blocks."""
    for block in blocks:
        if not block.is_for(band):
            continue
        if block.kind in {"front", "back"}:
            yield from _list_blocks(block.items, band)
        else:
            yield block


def _say(block: SourceBlock, band: str) -> str:
    """Return all that a block says in a band, a line for each string."""
    lines = list(forms_in(block.strings, band))
    lines += [_say(item, band) for item in block.items if item.is_for(band)]
    return "\n".join(line for line in lines if line)


def _find_breaches(rule: Rule, sought: Phrases, band: str, pages: Sequence[_Page]) -> Iterator[Breach]:
    if rule.kind == "band":
        yield from _find_lacking_band(rule, sought, band, pages)
        return
    for page in pages:
        if page.id in rule.but or not _is_in_scope(rule, page):
            continue
        for block, words, where in _JUDGES[rule.kind](rule, sought, band, page):
            yield Breach(rule, band, page.id, block, words, where)


def _is_in_scope(rule: Rule, page: _Page) -> bool:
    return rule.scope == "all" or (page.is_page and (rule.scope == "pages" or page.comic is not None))


Found = Iterator[tuple[str, str, Where]]
"""The block, the words and the place of a breach."""


def _judge_never(rule: Rule, sought: Phrases, band: str, page: _Page) -> Found:
    own = ((page.id, page.title, page.where), *((block.id, text, block.where) for block, text in page.blocks))
    for name, text, where in own:
        found = find_first(text, sought.every)
        if found and name not in rule.but:
            yield name, found, where


def _judge_order(rule: Rule, sought: Phrases, band: str, page: _Page) -> Found:
    for block, text in page.blocks:
        if block.id in rule.but:
            continue
        places = [place for phrases in sought.lists if (place := find_place(text, phrases)) is not None]
        if places != sorted(places):
            yield block.id, " ".join(plain_text(text).split())[:110], block.where


def _judge_needs(rule: Rule, sought: Phrases, band: str, page: _Page) -> Found:
    text = "\n".join((page.title, *(said for block, said in page.blocks if block.id not in rule.but)))
    found = find_first(text, sought.every)
    if found and not (page.uses & set(rule.use)) and not find_first(page.text, sought.then):
        yield page.id, found, page.where


def _judge_end(rule: Rule, sought: Phrases, band: str, page: _Page) -> Found:
    if page.comic is not None:
        last = "\n".join(_say(panel, band) for panel in page.comic.items[-LAST_PANELS:])
        if not find_first(last, sought.lists[0]):
            yield page.comic.id, "the last two panels", page.comic.where


def _judge_comic(rule: Rule, sought: Phrases, band: str, page: _Page) -> Found:
    if page.comic is not None and not find_first(page.text, sought.lists[0]):
        yield page.comic.id, "all panels", page.comic.where


_JUDGES = {
    "never": _judge_never,
    "order": _judge_order,
    "needs": _judge_needs,
    "ends": _judge_end,
    "comic": _judge_comic,
}


def _find_lacking_band(rule: Rule, sought: Phrases, band: str, pages: Sequence[_Page]) -> Iterator[Breach]:
    if band not in rule.bands:
        return
    own = [page for page in pages if page.is_page]
    if not any(find_first(page.text, sought.lists[0]) for page in own):
        where = own[0].where if own else Where("translations")
        yield Breach(rule, band, "", "", f"nowhere in the pages of {band}", where)


@lru_cache(maxsize=16384)
def find_first(text: str, phrases: tuple[str, ...]) -> str:
    """Return the first phrase that a text has, "" if it has none; of a guide that changes few texts are new.

    >>> find_first("It is *not your fault*, but you chose.", ("naive", "not your fault … but"))
    'not your fault … but'
    >>> find_first("It is not your fault. But who did it?", ("not your fault … but",))
    ''
    """
    return next((phrase for phrase in _list_likely(text, phrases) if _find_phrase(text, phrase) is not None), "")


@lru_cache(maxsize=16384)
def find_place(text: str, phrases: tuple[str, ...]) -> int | None:
    """Return where the first of some phrases begins in the words of a text, None if it has none of them."""
    likely = _list_likely(text, phrases)
    return min((place for phrase in likely if (place := _find_phrase(text, phrase)) is not None), default=None)


def _list_likely(text: str, phrases: tuple[str, ...]) -> Iterable[str]:
    """Return the phrases of which a text has the first words, in their order: it has few of them, or none."""
    said = "\n".join(_split_sentences(text))
    return dict.fromkeys(phrase for phrase, begins in _list_beginnings(phrases) if begins in said)


@lru_cache(maxsize=256)
def _list_beginnings(phrases: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return each phrase with its first words; once with each alternative, if these have some."""
    return tuple((phrase, begins) for phrase in phrases for begins in _split_phrase(phrase)[0])


def _find_phrase(text: str, phrase: str) -> int | None:
    parts = _split_phrase(phrase)
    start = 0
    for sentence in _split_sentences(text):
        place = _find_parts(sentence, parts)
        if place is not None:
            return start + place
        start += len(sentence)
    return None


def _find_parts(sentence: str, parts: Sequence[Sequence[str]]) -> int | None:
    """Return where the first part begins in a sentence that has all parts in their order."""
    first, end = None, 0
    for alternatives in parts:
        found = [(place, len(one)) for one in alternatives if (place := sentence.find(one, end)) >= 0]
        if not found:
            return None
        place, length = min(found)
        first = place if first is None else first
        end = place + length - 1  # the space after a word stands before the next
    return first


@lru_cache(maxsize=4096)
def _split_phrase(phrase: str) -> tuple[tuple[str, ...], ...]:
    """Return the parts of a phrase, each with its alternatives, as they are found in a sentence."""
    return tuple(tuple(map(_write_sought, part.split("|"))) for part in phrase.split(_BETWEEN))


def _write_sought(words: str) -> str:
    bare = words.strip()
    begins, ends = not bare.startswith("*"), not bare.endswith("*")
    told = "".join(_split_sentences(bare.strip("*"))).strip()
    if _UNSPACED.search(told):
        return told.replace(" ", "")
    return (" " if begins else "") + told + (" " if ends else "")


@lru_cache(maxsize=8192)
def _split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text as small letters and single spaces; of a placeholder what stands before its colon.

    >>> _split_sentences("*Call* {helpline}: it’s free! Yes.")
    (' call {helpline} its free ', ' yes ')
    """
    named = PLACEHOLDER.sub(lambda found: f"{{{found[1].partition(':')[0]}}}", text)
    shown = unicodedata.normalize("NFKC", plain_text(named))
    kept = groupby(shown, key=_SENTENCE_ENDS.__contains__)
    sentences = (" ".join("".join(map(_reduce, part)).split()) for is_end, part in kept if not is_end)
    return tuple(f" {_close_up(sentence)} " for sentence in sentences if sentence)


def _close_up(sentence: str) -> str:
    """Return a sentence of a script without spaces between its words without any."""
    return sentence.replace(" ", "") if _UNSPACED.search(sentence) else sentence


@lru_cache(maxsize=4096)
def _reduce(letter: str) -> str:
    """Return a letter as it is compared: small; nothing for what joins words and for marks of vowels in Arabic."""
    if letter in _JOINED or "\u064b" <= letter <= "\u065f" or letter == "\u0640":
        return ""
    if letter in "{}" or unicodedata.category(letter)[0] in "LMN":
        return letter.casefold()
    return " "
