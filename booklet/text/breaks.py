"""Where a line may end: ICU's line-break segments as Python offsets, and hyphenation points."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from icu4py.breakers import LineBreaker, WordBreaker

from booklet.machine.bounds import TEXTS
from booklet.text.graphemes import LONE_SURROGATE

SPACES = " \t\n\r\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u2028\u2029\u205f\u3000"
"""Spaces at which a line may end; they take no room there."""

SOFT_HYPHEN = "\u00ad"

_KEYWORDS = {"ja": "@lb=strict", "zh": "@lb=strict", "ko": "@lw=phrase"}
"""Strict starts of lines for Japanese and Chinese; Korean breaks at spaces.

Written as ICU keeps them: the same as a Unicode locale extension (UTS #35) costs milliseconds when the first is read.
"""

_HEADINGS = {"ja": "@lb=strict;lw=phrase"}
"""Headings in Japanese break between phrases."""

KOREAN = re.compile(r"(?:“?[0-9A-Za-z가-힣]+[.,:?!]?(?:”[.,]?)?(?: |\Z))*")
"""Korean words with such marks as leave ICU nothing but the spaces to break at; to open it for Korean takes long."""

_SPACED = re.compile("[^ ]+ ?")

_DIGIT = re.compile("[1-9]")

_CLINGING = re.compile("[\u1000-\u102a\u103f]\u1037?[\u1039\u103a]|[\u0e46\u0ec6\u17d7]| [\u0e46\u0ec6\u00b7%]")
"""What clings to what is before it, though ICU breaks there where its dictionaries know no word: a Burmese letter
without a vowel, which closes a syllable, and the signs by which Thai, Lao and Khmer repeat a word, also where a space
stands before them; the dot between things named one after another, which no line begins with; the sign of percent."""

_MAY_CLING = re.compile("[\u0e46\u0ec6\u17d7\u1039\u103a\u00b7%]")
"""What a text has in which anything clings: such signs are found in a fraction of the time."""

_PART = "[A-Za-zÀ-ɏͰ-ԯ]+(?:['’][A-Za-zÀ-ɏͰ-ԯ]+)?"
_HYPHENED = re.compile(rf"(?<![\w./@-]){_PART}(?:-{_PART})+(?![\w/@-]|\.\w)")
_LONGEST_HYPHENED = 16
"""Words with a hyphen, such as check-in, peut-être, кто-нибудь, and no addresses: a shorter one is not torn at it."""

_THAI_WORDS = re.compile(
    "แชต|แคป(?=หน้าจอ|หรือ)|แคสต์|แจ็กเกต|แบล็กเมล|วิดีโอ(?:คอล|สด)?|สติกเกอร์|เซอร์ไพรส์|โอเค"
    "|ช่วยเหลือ|ความช่วยเหลือ|การช่วยเหลือ|ล่วงละเมิด|ความล่วงละเมิด|การล่วงละเมิด|ทางเพศ|หลักฐาน"
    "|ที่ปรึกษา|รถพยาบาล|อาสาสมัคร|ของขวัญ|เข้ารหัส|ลับหลัง|ตัวเอง"
    "|ผู้ใหญ่|ผู้หญิง|ผู้ชาย|ผู้เล่น|สายด่วน|กลับมา|คนอื่น|ทุกคน|แฟนเก่า|พวกนั้น|แตะต้อง|ตัดสินใจ|ตั้งข้อหา|บทลงโทษ"
    "|รูปปลอม|รับแจ้ง|คำพูด|แค่ไหน|ไม่เคย|เอ๊ะ|พิสูจน์อักษร"
)
"""Thai words that ICU's dictionary lacks or takes for several: a line that ends in one is read wrong at first."""

_THAI_BEFORE, _THAI_AFTER = re.compile("[ก-ๅ็-๎]"), re.compile("[ก-ฮเ-ไ]")
"""Thai letters that a word may stand behind and before; not the sign of repetition, which clings to its word."""

_LEAST_WORD, _LEAST_BEFORE, _LEAST_AFTER = 6, 2, 3
"""Letters a word must have to be hyphenated, and those that stay before and after the hyphen."""


def segments(text: str, language: str, is_heading: bool = False) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end of the word, end of its trailing space) of each unbreakable segment.

    >>> list(segments("Tell someone.", "en"))
    [(0, 4, 5), (5, 13, 13)]
    """
    ends = segment_ends(text, language, is_heading)
    return ((start, word_end(text, start, end), end) for start, end in zip((0, *ends), ends, strict=False))


def split_words(text: str, language: str, *, by_word: bool) -> Iterator[tuple[str, bool]]:
    """Yield the words of a text whose print has no blanks between them, and whether a space follows each.

    Words are those of ICU's dictionary with the marks beside them if they are split `by_word`, else what a line may
    end with.

    >>> list(split_words("重新开始。 好", "zh", by_word=True))
    [('重新', False), ('开始。', True), ('好', False)]
    """
    if not by_word:
        yield from ((text[start:end], end < stop) for start, end, stop in segments(text, language))
        return
    ends = _offsets(text, [end for _, end in WordBreaker(text, language).segments()])
    word = ""
    for start, end in zip((0, *ends), ends, strict=False):
        part = text[start:end]
        if word and (part.isspace() or (_begins_word(part) and unicodedata.category(word[-1]) not in _OPENING)):
            yield word, part.isspace()
            word = ""
        word += part.strip()
    if word:
        yield word, False


_OPENING = frozenset({"Ps", "Pi"})
"""Categories of marks that stand before a word."""


def _begins_word(part: str) -> bool:
    return part[:1].isalnum() or unicodedata.category(part[:1]) in _OPENING


def word_end(text: str, start: int, end: int) -> int:
    """Return where the word of a segment ends and its trailing space begins."""
    return start + len(text[start:end].rstrip(SPACES))


def segment_ends(text: str, language: str, is_heading: bool = False) -> tuple[int, ...]:
    """Return the end of each unbreakable segment of a text.

    One digit breaks as any other (UAX #14, class NU), so texts that differ in their numbers are looked at once.

    >>> segment_ends("Tell someone.", "en")
    (5, 13)
    """
    return _segment_ends(_DIGIT.sub("0", text), language, is_heading)


@lru_cache(maxsize=TEXTS)
def _segment_ends(text: str, language: str, is_heading: bool) -> tuple[int, ...]:
    primary = language.partition("-")[0]
    if primary == "ko" and KOREAN.fullmatch(text):
        return tuple([match.end() for match in _SPACED.finditer(text)])
    keywords = _HEADINGS.get(primary) if is_heading else None
    locale = language + (keywords or _KEYWORDS.get(primary, ""))
    ends = _thai_ends(text, locale) if primary == "th" else _ends(text, locale)
    if _MAY_CLING.search(text):
        ends = [end for end in ends if not _clings(text, end)]
    if "-" in text:
        whole = set(_list_whole(text))
        ends = [end for end in ends if end not in whole]
    return tuple(ends)


def _list_whole(text: str) -> Iterator[int]:
    """Yield the places inside short words with a hyphen; only the words around hyphens are looked at."""
    stop = 0
    while (hyphen := text.find("-", stop)) >= 0:
        start, stop = text.rfind(" ", 0, hyphen) + 1, text.find(" ", hyphen)
        stop = len(text) if stop < 0 else stop
        for word in _HYPHENED.finditer(text, start, stop):
            if len(word[0]) <= _LONGEST_HYPHENED:
                yield from range(word.start() + 1, word.end())


def _ends(text: str, locale: str) -> list[int]:
    return _offsets(text, [end for _, end in _breaker(text, locale).segments()])


def _thai_ends(text: str, locale: str) -> list[int]:
    """Return the ends of segments in a text, whose words ICU may not know: it is shown where those begin and end."""
    words = [match.span() for match in _THAI_WORDS.finditer(text)]
    if not words:
        return _ends(text, locale)
    shown = [start for start, _ in words if start and _THAI_BEFORE.match(text, start - 1)]
    shown += [end for _, end in words if _THAI_AFTER.match(text, end)]
    cuts = sorted({*shown, len(text)})
    marked = "\u200b".join(text[start:end] for start, end in zip((0, *cuts), cuts, strict=False))
    signs = [cut + number for number, cut in enumerate(cuts)]
    places = [end - bisect_left(signs, end) for end in _ends(marked, locale)]
    inside = {place for start, end in words for place in range(start + 1, end)}
    return [place for place in dict.fromkeys(places) if place not in inside]


def _clings(text: str, end: int) -> bool:
    """Tell whether what stands after a place belongs to what is before it."""
    return bool(_CLINGING.match(text, end - 1 if text[end - 1] == " " else end)) and text[end - 1] not in SPACES[1:]


def hyphenations(word: str, language: str) -> tuple[int, ...]:
    """Return the offsets in a word where a hyphen may be added; none if no dictionary of the language is known.

    >>> hyphenations("understand", "en-GB")
    (2, 5)
    """
    if len(word) < _LEAST_WORD or not word.isalpha():
        return ()
    return _hyphenations(word, language)


@lru_cache(maxsize=16384)
def _hyphenations(word: str, language: str) -> tuple[int, ...]:
    dictionary = _dictionary(language)
    return tuple(dictionary(word)) if dictionary else ()


@cache
def _dictionary(language: str) -> Callable[[str], list[int]] | None:
    """Return the function that finds hyphenation points in a language; loaded for its first justified text."""
    import pyphen

    name = pyphen.language_fallback(_DICTIONARIES.get(language, language.replace("-", "_")))
    if name is None:
        return None
    positions: Callable[[str], list[int]] = pyphen.Pyphen(lang=name, left=_LEAST_BEFORE, right=_LEAST_AFTER).positions
    return positions


_DICTIONARIES = {"en": "en_GB"}


def _breaker(text: str, locale: str) -> LineBreaker:
    """Return the iterator that finds the breaks of a text; a lone surrogate, which ICU refuses, is replaced."""
    try:
        return LineBreaker(text, locale)
    except UnicodeEncodeError:
        return LineBreaker(LONE_SURROGATE.sub("\ufffd", text), locale)


def _offsets(text: str, ends: list[int]) -> list[int]:
    """Return ends that count UTF-16 units, as ICU does, in code points."""
    if not ends or ends[-1] == len(text):
        return ends
    offsets = {}
    unit = 0
    for index, character in enumerate(text):
        offsets[unit] = index
        unit += 2 if ord(character) > 0xFFFF else 1
    offsets[unit] = len(text)
    return [offsets[end] for end in ends]
