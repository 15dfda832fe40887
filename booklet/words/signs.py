"""Signs in a text (digits in any script or spelling, addresses, links): what a reader could dial, open or believe.

Nothing here tells a phone number from a year: even a person cannot always tell, and a child must never be sent to the
wrong one. What a sign means is stated by a typed fact or by a named person, never by its form.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from booklet.machine.bounds import TEXTS
from booklet.text.markup import Span, parse_markup
from booklet.words.guide import PLACEHOLDER
from booklet.words.spelt import find_spelt

FILLED, NUMBERED = "\ufffc", "\ufffb"
"""What stands where a placeholder fills in words or a number: no letter, digit or space: nothing is joined over it."""

_NUMBERS = re.compile(r"number|emergency|crisis|page:.*")
"""Placeholders whose values are numbers or begin and end with some."""

_JOINED = re.compile(
    rf"[+#]{NUMBERED}|{NUMBERED}(?:#|[^\w\s{FILLED}]{{0,3}}{NUMBERED}|[^\w\n{FILLED}]{{1,3}}{NUMBERED}(?:[^\w\n{FILLED}]{{1,3}}{NUMBERED})+)"
)
"""Numbers filled in so close that they are read as one, and what makes another number of one."""

_LATIN = "A-Za-z\u00c0-\u024f"

_HOST = re.compile(
    rf"(?<![{_LATIN}0-9])(?:(?:[{_LATIN}0-9_-]+|[^\W{_LATIN}0-9_]+)\.)+(?:[{_LATIN}]{{2,}}|[^\W\d_{_LATIN}]{{2,}})(?:/\S*)?"
)
"""A host; where words stand without spaces between them, it begins and ends where its script does."""

_SCHEME = re.compile(r"\w+://\S+|\b(?i:mailto|tel|sms|skype|sip|callto|facetime):[ ]?\w\S*")

_TOPS = "com|org|net|info|int|edu|gov"

_SPELT_HOST = re.compile(
    rf"\w+(?:\s*[\u00b7\u2022\u2219\u3002\uff61]\s*|\s*[\[(](?:dot|\.)[\])]\s*"
    rf"|\s+(?i:dot|punto|ponto|point|punkt|точка)\s+|\s*(?:نقطة|डॉट|点|จุด)\s*)(?:{_TOPS})(?![\w-])"
    r"|\w+(?:\s+\.\s*|\.\s+)(?:com|org)(?![\w-])"
)
"""A host that is not written as one: `example dot org`, `example . org`."""

_HANDLE = re.compile(r"\S*@\w\S*")

_DIGITS = re.compile(
    r"[0-9](?:(?:[^\w\n\ufffb\ufffc]|_){0,3}(?:[0-9]|[OoIl](?=[OoIl]*[0-9])))*"
    r"(?:(?:[^\w\n\ufffb\ufffc]|_)?[OoIl]{2,}(?![^\W\d_])|[OoIl](?![^\W\d_]))?"
)
"""Digits with whatever marks stand between them, and letters that are read as digits among them: no others' `18 or`."""

_LOOKING = re.compile(r"(?<!\w)(?=[OIl| .-]*[OI|])(?:[OIl|]{3,}|[OIl|](?:[ .-][OIl|]){2,})(?!\w)")
"""Letters alone that are read as zeros and ones: `OII`, `O I I`."""

_DIALLED = re.compile(r"(?:tel|sms):|https?://(?:api\.)?(?:wa\.me|whatsapp\.com)/")

_TEN = "\U0001f51f"
"""The keycap of ten, which Unicode knows as no number."""

FEWEST = 3
"""Digits that make a number somebody dials, at the least."""

_JOINERS = dict.fromkeys(
    map(ord, "\u00ad\u180e\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff\u20e3\u2066\u2067\u2068\u2069\u200e\u200f")
)


_COUNTED = re.compile(r"(\d+(?:\.\d+)?)\s*(लाख|万|萬)")

_PER_MILLION = {"लाख": 10, "万": 100, "萬": 100}
"""How many of the words that languages count large numbers by make a million."""


@lru_cache(maxsize=TEXTS)
def find_signs(markup: str) -> tuple[str, ...]:
    r"""Return the signs in a text with markup and placeholders, each once, with digits as ASCII.

    A link counts by its target, unless that is a topic of the guide (`#topic`).

    >>> find_signs("Call 119 now"), find_signs("0800 *999* 999"), find_signs("{number} 99")
    (('119',), ('0800 999 999',), ('99',))
    >>> find_signs("Tell somebody.")
    ()
    >>> find_signs("at 18 or over"), find_signs("8O8 1l1")
    (('18',), ('8O8 1l1',))
    >>> find_signs("١١٩"), find_signs("\u2460\u2460\u2468 \u00b9"), find_signs("O8OO"), find_signs("[us](https://a.example/)")
    (('119',), ('119 1',), ('8OO',), ('https://a.example/',))
    """
    return tuple(dict.fromkeys(_signs(PLACEHOLDER.sub(_fill_in, markup))))


def _fill_in(found: re.Match[str]) -> str:
    return NUMBERED if _NUMBERS.fullmatch(found[1]) else FILLED


_NUMERIC = re.compile(r"[0-9OoIl\W_]+")

_RUN = re.compile(r"[0-9]+|[OoIl]+")


def list_signs(markup: str) -> tuple[str, ...]:
    """Return the signs in a text that a translator must keep: each run of digits, whatever stands between them.

    >>> list_signs("14–17, b.example"), list_signs("de 14 à 17: b.example")
    (('b.example', '14', '17'), ('b.example', '14', '17'))
    """
    return tuple(
        run
        for sign in find_signs(count_in_millions(markup))
        for run in (_RUN.findall(sign) if _NUMERIC.fullmatch(sign) else (sign,))
    )


def count_in_millions(text: str) -> str:
    """Return a text whose millions are counted as English does, so that they compare with the English ones.

    >>> count_in_millions("12 लाख बच्चे"), count_in_millions("至少120万孩子"), count_in_millions("3万")
    ('1.2 बच्चे', '至少1.2孩子', '3万')
    """
    return _COUNTED.sub(_count_again, fold_digits(text)) if any(word in text for word in _PER_MILLION) else text


def _count_again(found: re.Match[str]) -> str:
    millions = float(found[1]) / _PER_MILLION[found[2]]
    return f"{millions:g}" if millions >= 1 else found[0]


def _signs(markup: str) -> Iterator[str]:
    rich = parse_markup(markup)
    text = fold_digits(rich.text)
    addresses = [found for pattern in (_HANDLE, _HOST, _SCHEME, _SPELT_HOST) for found in pattern.finditer(text)]
    yield from (found[0] for found in addresses)
    yield from (span.target for span in rich.spans if _leads_out(span))
    yield from (found[0].replace(NUMBERED, "{…}") for found in _JOINED.finditer(text))
    yield from find_spelt(text)
    for found in (*_DIGITS.finditer(text), *_LOOKING.finditer(text)):
        if not any(start.start() <= found.start() and found.end() <= start.end() for start in addresses):
            yield found[0]


def _leads_out(span: Span) -> bool:
    """Tell whether a link leads somewhere other than to a topic of the guide."""
    return bool(span.target) and not span.target.startswith("#")


def find_crossed_links(markup: str) -> Iterator[tuple[str, str]]:
    """Yield words and target of links whose words show another number or host than they lead to.

    >>> list(find_crossed_links("[116](tel:119), [116 111](tel:116111), [a.example/x](https://www.a.example)"))
    [('116', 'tel:119')]
    """
    rich = parse_markup(PLACEHOLDER.sub(_fill_in, markup))
    for span in rich.spans:
        words = rich.text[span.start : span.end]
        if _leads_out(span) and _is_crossed(words, span.target):
            yield words, span.target


def _is_crossed(words: str, target: str) -> bool:
    shown = _HOST.search(fold_digits(words))
    if shown:
        return _host(shown[0]) != _host(target.partition("://")[2] or target.partition("@")[2])
    digits, led = digits_of(words), digits_of(target)
    if not _DIALLED.match(target):
        return len(digits) >= FEWEST and not any(map(str.isalpha, words)) and digits not in led
    return bool(digits) and digits != led and not (len(digits) > FEWEST and led.endswith(digits.lstrip("0")))


def _host(address: str) -> str:
    return address.partition("/")[0].partition("?")[0].lower().removeprefix("www.")


def fold_digits(text: str) -> str:
    """Return a text with every digit and number of any script as ASCII, without characters that are not seen.

    A fraction, a circled number or a Roman one, which Unicode knows as numbers, becomes at least one digit.

    >>> fold_digits("٠٨٠٠ ½ ③ Ⅷ १")
    '0800 1/2 3 8 1'
    """
    return "".join(map(_fold_letter, text.translate(_JOINERS)))


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter == _TEN:
        return "10"
    if not unicodedata.category(letter).startswith("N"):
        plain = unicodedata.normalize("NFKC", letter)
        return plain if plain.isascii() or any(map(str.isalnum, plain)) else letter
    value = unicodedata.digit(letter, None)
    if value is not None:
        return str(value)
    plain = unicodedata.normalize("NFKC", letter).replace("\u2044", "/")
    if any(part.isascii() and part.isdigit() for part in plain):
        return plain
    return f"{unicodedata.numeric(letter, 0):g}"


def digits_of(text: str) -> str:
    """Return only the digits of a text, as ASCII.

    >>> digits_of("+254 (0)722 ٩")
    '25407229'
    """
    return "".join(letter for letter in fold_digits(text) if letter.isascii() and letter.isdigit())
