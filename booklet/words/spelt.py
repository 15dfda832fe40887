"""Numbers spelt as words, in the languages of the guide: `one one nine`, `ciento diecinueve`, `mojamojatisa`.

The words come from ICU, which spells numbers out by CLDR's rules (RBNF) and which `icu4py` reaches by its messages: no
list of ours has to agree with it. What these rules leave out stands in `_MORE`. A language is asked for its words with
the first text in its script, and for all numbers below a thousand only where a row of its words is found; both are kept
for the next command. Nobody can list how all languages do it. What is missed here a reviewer has to see.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from booklet.machine.bounds import TEXTS
from booklet.machine.store import kept
from booklet.text.numerals import spell_numbers
from booklet.values import Frozen
from booklet.words.folding import TWINS
from booklet.words.spelthosts import MARKS

_RULES = {
    "en": "numbering cardinal-verbose",
    "ar": "numbering cardinal-feminine",
    "es": "numbering cardinal-masculine cardinal-feminine",
    "fr": "numbering cardinal-feminine",
    "hi": "numbering",
    "ru": "numbering cardinal-feminine",
    "sw": "numbering",
    "th": "numbering",
    "zh": "numbering cardinal-financial cardinal-alternate2 numbering-days",
}
"""The rules by which languages spell numbers, as CLDR names them."""

_MORE = {
    "en": "oh nought naught double treble triple",
    "ar": "اثنين إثنين مئة مئتان مئتين",
    "es": "doble triple",
    "fr": "double triple septante huitante octante nonante",
    "hi": "छः छे पांच डबल ट्रिपल",
    "ru": "нуль одно одну",
    "th": "โท",
    "zh": "零 幺 兩 貳 參 陸 廿 卅",
}
"""Words in which people say the digits of a number, and that no rule spells."""

_THRICE = frozenset({"triple", "treble"})
"""What makes a number of one digit, in English."""

_CALLING = {
    "en": "call calls calling dial dialling dialing phone phoning ring ringing text texting message reach contact "
    "number hotline helpline whatsapp sms",
    "ar": "اتصل اتصلي اتصلوا رقم الرقم هاتف أرسل رسالة",
    "es": "llama llame llamar llamá marca marque número teléfono",
    "fr": "appelle appelez appeler compose composez numéro téléphone",
    "hi": "कॉल फ़ोन नंबर डायल",
    "ru": "звони звоните позвони позвоните набери наберите номер телефон",
    "sw": "piga simu nambari namba",
    "th": "โทร เบอร์ หมายเลข",
    "zh": "电话 拨打 致电 号码 打给 電話 撥打 致電 號碼",
}

_JOINING = {"en": "and", "es": "y", "fr": "et", "sw": "na"}
"""What joins the words of one number; in Arabic it is a letter of the next word."""

_SCRIPTS = (
    (re.compile("[a-z]"), ("en", "es", "fr", "sw")),
    (re.compile("[а-я]"), ("ru",)),
    (re.compile("[\u0620-\u06ff]"), ("ar",)),
    (re.compile("[\u0900-\u097f]"), ("hi",)),
    (re.compile("[\u0e00-\u0e7f]"), ("th",)),
    (re.compile("[\u3007\u4e00-\u9fff]"), ("zh",)),
)
"""The languages of each script, by some letter of it in a word that is made plain, or as it stands."""

_UNSPACED = frozenset({"th", "zh"})
"""Languages that write words without spaces between them."""

_UNITS = frozenset("十百千拾佰仟") | {"สิบ", "ร้อย", "พัน"}
"""Words of these languages that are no digits: `十二三` is twelve or thirteen."""

_SAMPLE = (*range(121), *range(200, 1000, 100), *range(202, 1000, 101), *range(1000, 10_000, 1000), 1001, 1200)
"""Numbers that hold all words with which those below ten thousand are spelt."""

_RUN = re.compile(rf"(?:[^\W\d_]|[{MARKS}])+")

_ENDS = re.compile(r"[.!?\u061f\u0964\u3002]\s*(?=.)")
"""The end of a sentence: "teases the other four. One girl"."""

_FARTHEST = 5
"""How many marks and spaces may stand between two numbers of a row."""


class _Piece(Frozen):
    """A word of a number in a text."""

    start: int
    end: int
    word: str

    def move(self, by: int) -> "_Piece":
        return _Piece(self.start + by, self.end + by, self.word)


class _Spoken(Frozen):
    """How a language says numbers: its words, those of them that another may be joined to, and several as one word."""

    words: frozenset[str]
    joined: frozenset[str]
    run: re.Pattern[str]


def find_spelt(text: str) -> tuple[str, ...]:
    """Return rows of numbers spelt as words: two or more words in a text that mentions calling, else three or more.

    One number alone counts from a hundred on, round ones only beside a word for calling.

    >>> find_spelt("Call one nine now"), find_spelt("Us: nine, nine, nine"), find_spelt("One of two calls you")
    (('one nine',), ('nine, nine, nine',), ())
    >>> find_spelt("拨打一一九"), find_spelt("al ciento doce"), find_spelt("twenty-four hours, two hundred of us")
    (('一一九',), ('ciento doce',), ())
    """
    found: dict[str, list[_Piece]] = {}
    for run in _RUN.finditer(text):
        for tag, pieces in _read_run(run[0]):
            found.setdefault(tag, []).extend(piece.move(run.start()) for piece in pieces)
    rows = ((tag, row) for tag, pieces in found.items() for row in _join_rows(tag, pieces, text))
    signs = (text[row[0].start : row[-1].end] for tag, row in rows if _is_sign(tag, row, text))
    return tuple(dict.fromkeys(signs))


def _join_rows(tag: str, pieces: Iterable[_Piece], text: str) -> Iterator[list[_Piece]]:
    """Yield the numbers that stand in a row, without the words that only join them."""
    row, end = list[_Piece](), 0
    for piece in pieces:
        is_near = piece.start - end <= _FARTHEST and not any(map(str.isalnum, text[end : piece.start]))
        if piece.word == _JOINING.get(tag):
            end = piece.end if row and is_near and row[-1].word in _speak(tag).joined else end
            continue
        if row and not is_near:
            yield row
            row = []
        row.append(piece)
        end = piece.end
    if row:
        yield row


def _is_sign(tag: str, row: list[_Piece], text: str) -> bool:
    """Tell whether a row is read as something to dial; one number alone is it from a hundred on, unless it is round."""
    words = [piece.word for piece in row]
    value, digits = None, sum(word not in _UNITS for word in words)
    if len(row) > 1:
        value = _ask_values(tag).get(" ".join(words))
    if value is not None:
        return value >= 100 and (value % 100 > 0 or _mentions_calling(tag, text))
    if digits > 1 and tag == "en" and words[0] in _THRICE:
        return True
    said = text[row[0].start : row[-1].end]
    return digits > 2 or (digits == 2 and not _ENDS.search(said) and _mentions_calling(tag, text))


def _mentions_calling(tag: str, text: str) -> bool:
    if tag in _UNSPACED:
        return any(word in text for word in _CALLING[tag].split())
    return not _list_plain(text).isdisjoint(map(_plain, _CALLING[tag].split()))


@lru_cache(maxsize=1)
def _list_plain(text: str) -> frozenset[str]:
    return frozenset(map(_plain, _RUN.findall(text)))


@lru_cache(maxsize=TEXTS)
def _read_run(run: str) -> tuple[tuple[str, tuple[_Piece, ...]], ...]:
    """Return the numbers that letters in a row are, by language; where words have spaces, nothing else may be there."""
    plain = _plain(run)
    tags = (tag for letter, tags in _SCRIPTS if letter.search(plain) or letter.search(run) for tag in tags)
    found = ((tag, tuple(_find_pieces(tag, run, plain))) for tag in tags)
    return tuple((tag, pieces) for tag, pieces in found if pieces)


def _find_pieces(tag: str, run: str, plain: str) -> Iterator[_Piece]:
    spoken = _speak(tag)
    if tag in _UNSPACED:
        yield from (_Piece(*found.span(), found[0]) for found in spoken.run.finditer(run))
    elif plain in spoken.words or plain == _JOINING.get(tag):
        yield _Piece(0, len(run), plain)
    elif spoken.run.fullmatch(plain):
        every = re.compile("|".join(_longest_first(spoken.words)))
        yield from (_Piece(0, len(run), word) for word in every.findall(plain))


@cache
def _speak(tag: str) -> _Spoken:
    words, joined = _ask_words(tag)
    every = "|".join(_longest_first(words))
    return _Spoken(
        frozenset(words), frozenset(joined), re.compile(every if tag in _UNSPACED else f"(?:{every}){{2,}}+")
    )


@kept("spelt words")
def _ask_words(tag: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of which a language makes numbers, and those that another may be joined to."""
    spelt = [words for rule in _RULES[tag].split() for words in _spell(tag, rule, _SAMPLE)]
    words, joining = {word for one in spelt for word in one}, _JOINING.get(tag, "")
    joined = {one[place - 1] for one in spelt for place, word in enumerate(one) if word == joining}
    every = words - {joining} | {_plain(word) for word in _MORE.get(tag, "").split()}
    return tuple(sorted(every)), tuple(sorted(joined))


@cache
@kept("spelt numbers")
def _ask_values(tag: str) -> dict[str, int]:
    """Return the numbers below a thousand by their words in a language; "hundred nineteen" is one of them, too."""
    spelt = [[word for word in words if word != _JOINING.get(tag)] for words in _spell(tag, "", range(1000))]
    found = {" ".join(words): number for number, words in enumerate(spelt)}
    return found | {
        " ".join(spelt[number][1:]): number for number in range(101, 200) if spelt[number][0] == spelt[1][0]
    }


def _spell(tag: str, rule: str, numbers: Iterable[int]) -> Iterator[list[str]]:
    """Yield the words of numbers by a rule of a language; those of Thai are parted by spaces of no width."""
    for spelt in spell_numbers(tag, rule, numbers):
        plain = spelt.replace("\u00ad", "")
        yield list(plain) if tag == "zh" else [_plain(word) for word in re.split(r"[\s\u200b,-]+", plain)]


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


@lru_cache(maxsize=TEXTS)
def _plain(word: str) -> str:
    """Return a word in small letters, without accents and vowel marks, and with look-alikes as one.

    >>> _plain("Dieciséis"), _plain("وَاحِد") == _plain("واحد"), _plain("पाँच") == _plain("पांच"), _plain("оnе")
    ('dieciseis', True, True, 'one')
    """
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.casefold().replace("\u0640", "")).replace("\u0901", "\u0902")
    return "".join(part for part in parts if not _is_optional(part)).translate(TWINS)


def _is_optional(mark: str) -> bool:
    """Tell whether a mark is an accent, a nukta or a vowel of Arabic; those of Hindi and Thai make words."""
    place = unicodedata.combining(mark)
    return place == 7 or 27 <= place <= 35 or place >= 200 or unicodedata.category(mark) == "Me"
