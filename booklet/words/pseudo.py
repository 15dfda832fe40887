"""Pseudo-locales: the English words in a form that nobody speaks, to see what a layout does with real translations.

Markup, placeholders, targets, addresses and digits stay. Names of contacts are not ours to translate, so they stay too.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from booklet.facts.insert import Insert
from booklet.values import replace
from booklet.words.guide import Guide, SourceBlock, SourceTopic, Wording
from booklet.words.locales import SOURCE_LOCALE

GROWTH = 0.4
"""By how much a translation may be longer than English, and still has to fit."""

KEPT = re.compile(r"(\{[^}]*\}|\]\([^)]*\)|\\.|[\w-]+(?:\.[\w-]+)+(?:/[\w/.-]*)?)")
"""What no translator changes: placeholders, targets, escaped marks, addresses and decimal numbers."""

ACCENTS = str.maketrans("AaCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz", "ÅåÇçĎďÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŤťÛûŴŵÝýŽž")

ARABIC = {
    "th": "ث", "sh": "ش", "ch": "تش", "kh": "خ", "gh": "غ", "a": "ا", "b": "ب", "c": "ك", "d": "د", "e": "ي",
    "f": "ف", "g": "ج", "h": "ه", "i": "ي", "j": "ج", "k": "ك", "l": "ل", "m": "م", "n": "ن", "o": "و", "p": "ب",
    "q": "ق", "r": "ر", "s": "س", "t": "ت", "u": "و", "v": "ف", "w": "و", "x": "كس", "y": "ي", "z": "ز",
    "?": "؟", ",": "،", ";": "؛", "“": "«", "”": "»",
}  # fmt: skip
"""Arabic letters and marks for English ones, pairs before single letters."""

UNWRITTEN = re.compile(r"(?<=[a-z])e(?=[a-z])")
"""A vowel that Arabic letters leave out: with all of them, texts were a tenth wider than a real translation is."""

THAI = {
    "b": "บ", "c": "ค", "d": "ด", "f": "ฟ", "g": "ก", "h": "ห", "j": "จ", "k": "ข", "l": "ล", "m": "ม", "n": "น",
    "p": "ป", "q": "ค", "r": "ร", "s": "ส", "t": "ต", "v": "ว", "w": "ว", "x": "ซ", "y": "ย", "z": "ซ",
}  # fmt: skip
"""Thai consonants for English ones."""

THAI_MARKS = {"a": "ั้", "e": "็", "i": "ี่", "o": "ื่", "u": "ู้"}
"""Thai vowels, with their tone mark above them or alone below: as tall as the script is."""

CARRIER = "อ"
"""What carries a Thai vowel that follows no consonant."""


def lengthen(text: str) -> str:
    """Return a lengthened text with accents, in brackets that show whether both of its ends are printed.

    >>> lengthen("Tell *someone* on {page:help-now}.")
    '‹Ťéļļļ *ššöömééöñéé* ööñ {page:help-now}.›'
    """
    grown = say_anew(text, lambda part: "".join(_grow(part)))
    return f"‹{grown}›" if grown != text else text


def _grow(text: str) -> Iterator[str]:
    """Yield letters with accents, some of them twice, so that every part of a text grows equally."""
    owed = 0.0
    for letter in text:
        owed += GROWTH
        more = min(1, int(owed)) if letter.islower() or text.isupper() else 0
        owed -= more
        yield letter.translate(ACCENTS) * (1 + more)


def to_arabic(text: str) -> str:
    """Return a text in Arabic letters, without the commonest vowel inside words: Arabic writes few of its vowels.

    >>> to_arabic("Who?"), to_arabic("tell me")
    ('وهو؟', 'تلل مي')
    """
    return say_anew(text, lambda part: "".join(ARABIC.get(piece, piece) for piece in _pieces_of_arabic(part)))


def _pieces_of_arabic(text: str) -> list[str]:
    return _pieces(UNWRITTEN.sub("", text.lower()), "[tsckg]h")


def to_thai(text: str) -> str:
    """Return a text in Thai letters; words follow one another without a space, as they do in Thai.

    >>> to_thai("Tell me").split("\u200b")
    ['ต็ลล', 'ม็']
    """
    return say_anew(text, lambda part: "".join(_spell_thai(re.sub(r"(?<=\w) (?=\w)", "\u200b", part.lower()))))


def _spell_thai(text: str) -> Iterator[str]:
    before = ""
    for letter in text:
        mark = THAI_MARKS.get(letter, "")
        yield (CARRIER if before not in THAI else "") + mark if mark else THAI.get(letter, letter)
        before = letter


def _pieces(text: str, pair: str) -> list[str]:
    return re.findall(rf"{pair}|.", text, re.DOTALL)


def say_anew(text: str, say: Callable[[str], str]) -> str:
    """Return a text in which everything but markup, placeholders and digits is rewritten."""
    parts = KEPT.split(text)
    return "".join(part if number % 2 else say(part) for number, part in enumerate(parts))


SPEAKERS: Mapping[str, Callable[[str], str]] = {"en-XA": lengthen, "ar-XB": to_arabic, "th-XC": to_thai}
"""How each pseudo-locale says a text.

Thai stands for the tall scripts: its letters are the largest, with a vowel and a tone mark above and a vowel below.
"""


@lru_cache(maxsize=16)
def pseudo_guide(guide: Guide, tag: str) -> Guide:
    """Return the guide in a pseudo-locale."""
    return say_guide(guide, SPEAKERS[tag])


def say_guide(guide: Guide, say: Callable[[str], str]) -> Guide:
    """Return the guide with every form of its strings and labels rewritten."""
    return replace(
        guide,
        topics=_topics(guide.topics, say),
        messages=_blocks(guide.messages, say),
        posters=_topics(guide.posters, say),
        cards=_topics(guide.cards, say),
        talks=_topics(guide.talks, say),
        kit=_topics(guide.kit, say),
        labels=_wordings(guide.labels, say),
    )


@lru_cache(maxsize=1024)
def pseudo_insert(insert: Insert, tag: str) -> Insert:
    """Return an insert with its country and its law lines in a pseudo-locale."""
    law = {key: _translate_texts(lines, tag) for key, lines in insert.law.items()}
    return replace(insert, name=_translate_texts(insert.name, tag), law=law)


def _translate_texts(texts: Mapping[str, str], tag: str) -> Mapping[str, str]:
    return {**texts, tag: SPEAKERS[tag](texts[SOURCE_LOCALE])} if SOURCE_LOCALE in texts else texts


def _topics(topics: tuple[SourceTopic, ...], say: Callable[[str], str]) -> tuple[SourceTopic, ...]:
    return tuple(
        replace(topic, titles=_wordings(topic.titles, say), blocks=_blocks(topic.blocks, say)) for topic in topics
    )


def _blocks(blocks: tuple[SourceBlock, ...], say: Callable[[str], str]) -> tuple[SourceBlock, ...]:
    return tuple(
        replace(block, strings=_wordings(block.strings, say), items=_blocks(block.items, say)) for block in blocks
    )


def _wordings(wordings: Mapping[str, Wording], say: Callable[[str], str]) -> dict[str, Wording]:
    return {key: replace(wording, forms=tuple(map(say, wording.forms))) for key, wording in wordings.items()}
