"""Signs in a text (digits in any script or spelling, addresses, links): what a reader could dial, open or believe.

Nothing here tells a phone number from a year: even a person cannot always tell, and a child must never be sent to the
wrong one. What a sign means is stated by a typed fact or by a named person, never by its form.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from booklet.machine.bounds import TEXTS
from booklet.text.markup import Span, parse_markup
from booklet.words.folding import digits_of, fold_digits
from booklet.words.guide import PLACEHOLDER
from booklet.words.spelt import find_spelt
from booklet.words.spelthosts import find_addresses, find_outside, read_hosts

FILLED, NUMBERED = "\ufffc", "\ufffb"
"""What stands where a placeholder fills in words or a number: no letter, digit or space: nothing is joined over it."""

_NUMBERS = re.compile(r"number|emergency|crisis|page:.*")
"""Placeholders whose values are numbers or begin and end with some."""

_JOINED = re.compile(
    rf"[+#]{NUMBERED}|{NUMBERED}(?:#|[^\w\s{FILLED}]{{0,3}}{NUMBERED}|[^\w\n{FILLED}]{{1,3}}{NUMBERED}(?:[^\w\n{FILLED}]{{1,3}}{NUMBERED})+)"
)
"""Numbers filled in so close that they are read as one, and what makes another number of one."""

_DIGITS = re.compile(
    r"[0-9](?:(?:[^\w\n\ufffb\ufffc]|_){0,3}(?:[0-9]|[OoIl]++(?=[0-9])))*"
    r"(?:(?:[^\w\n\ufffb\ufffc]|_)?[OoIl]{2,}+(?![^\W\d_])|[OoIl](?![^\W\d_]))?"
)
"""Digits with whatever marks stand between them, and letters that are read as digits among them: no others' `18 or`."""

_LOOKING = re.compile(r"(?<!\w)(?:[OIl|]{3,}|[OIl|](?:[ .-][OIl|]){2,})(?!\w)")
"""Letters alone that are read as zeros and ones, if one of them is no `l`: `OII`, `O I I`."""

_DIALLED = re.compile(r"(?:tel|sms):|https?://(?:api\.)?(?:wa\.me|whatsapp\.com)/")

_MAIL = re.compile(r"(?<![^\s(])[^\s@()]++@[^\s@()]*[^\W_]")

_BEHIND_HOST = re.compile(r"[/?#\\]")

FEWEST = 3
"""Digits that make a number somebody dials, at the least."""

_COUNTED = re.compile(r"(?<!\d)(\d++(?:\.\d++)?)\s{0,3}(लाख|万|萬)")

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
    addresses = find_addresses(text)
    yield from (said.text for said in addresses)
    yield from (span.target for span in rich.spans if _leads_out(span))
    yield from (found[0].replace(NUMBERED, "{…}") for found in _JOINED.finditer(text))
    yield from find_spelt(text)
    looking = (found for found in _LOOKING.finditer(text) if found[0].strip("l .-"))
    yield from find_outside(addresses, (*_DIGITS.finditer(text), *looking))


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
    plain = fold_digits(words)
    if shown := read_hosts(plain):
        mail, led = _MAIL.search(plain), target.partition(":")[2].partition("?")[0]
        return {*shown} != {_host_of(target)} or bool(mail and "@" in led and mail[0].lower() != led.lower())
    digits, led = digits_of(words), digits_of(target)
    if not _DIALLED.match(target):
        return len(digits) >= FEWEST and not any(map(str.isalpha, words)) and digits not in led
    return bool(digits) and digits != led and not (len(digits) > FEWEST and led.endswith(digits.lstrip("0")))


def _host_of(target: str) -> str:
    """Return the host that a link leads to, as it is read."""
    host = _BEHIND_HOST.split(target.partition("://")[2] or target.partition(":")[2])[0].rpartition("@")[2].lower()
    host = host.partition(":")[0].removeprefix("www.")
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host
