"""Hosts in words: with a full stop between their labels, or with whatever is read as one (`example dot org`, `·ke`).

An address that is written as one is found whatever it ends with. One that is not is found by its top-level domain; some
of these are ordinary words (`in`, `is`, `de`), so those are asked for only where nothing goes on behind them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate

from booklet.values import Frozen
from booklet.words.folding import TWINS
from booklet.words.tops import TOPS

_LATIN = "A-Za-z\u00c0-\u024f"

MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0951-\u0957\u0962\u0963\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff"
    "\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
)
"""Marks on and beside letters, as ranges of an expression: for `re` they are no part of a word."""

_CHAIN = re.compile(
    rf"(?:(?<![{_LATIN}0-9_-])[{_LATIN}0-9_-]++|(?<![^\W{_LATIN}0-9_])[^\W{_LATIN}0-9_]++)\."
    rf"(?:(?:[{_LATIN}0-9_-]++|[^\W{_LATIN}0-9_]++)\.)*+(?:[{_LATIN}0-9_-]++|[^\W{_LATIN}0-9_]++)?+"
)
"""Labels with full stops between them; a label ends where its script does, since words may stand without spaces."""

_TOP = re.compile(rf"[{_LATIN}]{{2,}}|[^\W\d_{_LATIN}]{{2,}}")
"""What the last label of a host begins with, at least: two letters."""

_PATH = re.compile(r"/\S*")

_SCHEME = re.compile(r"\b\w++://\S+|\b(?i:mailto|tel|sms|skype|sip|callto|facetime):[ ]?\w\S*")

_CHUNK = re.compile(r"\S+")

_AT = re.compile(r"@\w")

_FOR_ALL = ("com", "org")
"""Endings that no sentence begins with."""

_LISTED = "com org net info int edu gov mil co africa"

_WORDS = (
    "ad af ai al am an ar as at au be bi by ca cc cd ci cu de do ee er es et eu fi fm ga ge id il im in io ir is it je "
    "ki la li lo lu ma me mo mu my na ne ni no nu om pa pe pg pm pr ps pt re sa sc se sh si sk sm so sr ss st su ta "
    "td te tm to tr tv um un us va vc ve vi vu ws ye yt yu za"
)
"""Top-level domains of two letters that are words or abbreviations in languages of the guide."""

_CLEAR = (frozenset(_LISTED.split()) | {top for top in TOPS if top.isascii() and len(top) == 2}) - {*_WORDS.split()}
"""Endings that are seldom the next word of a sentence."""

_TOPS = TOPS | {top.translate(TWINS) for top in TOPS if not top.isascii()}

_BROWSERS = "\u3002\ufe12\uff61"
"""The full stops that browsers read as a dot, besides those that look like one, which are folded (UTS #46)."""

_DOTS = (
    rf"\u00b7\u02d9\u0589\u06d4\u0701\u0702\u0964\u0965\u1362\u1427\u166e\u1803\u1809\u2022\u2027\u2219\u22c5\u25aa\u25cf"
    rf"\u25e6\u26ab\u2981\u2cf9\u2cfe\u2e30\u2e31\u2e33\u2e3c{_BROWSERS}\u30fb\uff65\ua4ff\ua60e\ua6f3\ua78f\U00010101"
)
"""What is read as a dot, in any script, as ranges of an expression."""

_CALLED = "dot|punto|ponto|point|punkt|точка|дот|nukta|نقطة|دوت|डॉट|बिंदु|बिन्दु|点|點|จุด|ดอท|ดอต"
"""What a dot is called."""

_NAME = f"{_CALLED}|{_CALLED.translate(TWINS)}"

_JOINED = frozenset(["dot", "نقطة", "دوت", "डॉट", "点", "點", "จุด", "ดอท", "ดอต"])
"""Names of the dot that need no space around them: `example点com`."""

_DOT = re.compile(rf"[.{_DOTS}]|,(?=com|org|net)|(?i:{_NAME})")

_PAIRS = dict(zip("[({<“‘«\"'_*/~-", "])}>”’»\"'_*/~-", strict=True))
"""What may stand around a dot so that nobody takes it for the end of a sentence."""

_OPEN, _SHUT = (f"[{re.escape(''.join(marks))}]" for marks in (_PAIRS, _PAIRS.values()))

_BEFORE = re.compile(
    rf"(?P<label>(?:[\w-]|[{MARKS}])*(?:[^\W_]|[{MARKS}]))(?P<space>\s{{0,2}})(?P<open>{_OPEN}?)(?P<gap>\s?)\Z"
)

_AFTER = re.compile(
    rf"(?P<gap>\s{{0,2}})(?P<shut>{_SHUT}?)(?P<space>\s{{0,2}})"
    rf"(?P<top>xn--[a-z0-9-]{{1,59}}+|[^\W\d_](?:[^\W_]|[{MARKS}]){{1,62}}+)(?![\w-])",
    re.IGNORECASE,
)
"""What stands behind a dot: perhaps a bracket, and a label of 63 characters at most (RFC 1035)."""

_MAILBOX = re.compile(r"(?<![^\s(])[^\s@()]++@")
"""What stands before the host of a mail address."""

_FARTHEST = 70
"""How many characters before a dot are looked at."""

_NAMED = 4
"""Letters before a dot that is spelt, at the least, if what follows may be a word: no "the point is"."""

_GOES_ON = re.compile(r"\s+[^\W_]")

_PARTED = re.compile(r"(?<=\w)\.\s{1,2}(?:co|or|go|ac|ne|com|org|net|gov|edu)\s?\.\s?[a-z]{2}(?![\w-])")
"""Two labels with spaces behind their full stops: `example. co. ke`."""


class Said(Frozen):
    """An address in a text, from its first character to behind its last."""

    start: int
    end: int
    text: str


def find_addresses(text: str) -> list[Said]:
    """Return handles, hosts and links in a text, whatever their dots are; some lie in others.

    >>> [said.text for said in find_addresses("See b.example, or @us: ask childline dot or dot ke. See. Dot by dot.")]
    ['@us:', 'b.example', 'or dot ke']
    """
    return [*_find_handles(text), *find_hosts(text), *_find_links(text), *_find_spelt(text)]


def _find_handles(text: str) -> Iterator[Said]:
    if "@" in text:
        chunks = (found for found in _CHUNK.finditer(text) if "@" in found[0])
        yield from (Said(*found.span(), found[0]) for found in chunks if _AT.search(found[0]))


def _find_links(text: str) -> Iterator[Said]:
    if ":" in text:
        yield from (Said(*found.span(), found[0]) for found in _SCHEME.finditer(text))


def find_hosts(text: str) -> Iterator[Said]:
    """Yield what is written as a host: labels with full stops between them, and the path behind.

    >>> [said.text for said in find_hosts("看takeitdown.ncmec.org可以, a.example/b.html 16.00, e.g. this.")]
    ['takeitdown.ncmec.org', 'a.example/b.html']
    """
    last = 0
    for found in _CHAIN.finditer(text) if "." in text else ():
        start = found.start()
        if start >= last and (end := _end_of_host(found[0])):
            path = _PATH.match(text, start + end)
            last = path.end() if path else start + end
            yield Said(start, last, text[start:last])


def read_hosts(text: str) -> tuple[str, ...]:
    """Return the hosts that a text says, without their paths, however their dots are written.

    >>> read_hosts("Ask us@a.example (www.B.example/help)"), read_hosts("line dot or dot ke"), read_hosts("See. It")
    (('a.example', 'b.example'), ('line.or.ke',), ())
    """
    plain = _MAILBOX.sub("", text)
    if any(_find_spelt(plain)):
        plain = _dots_in_words().sub(".", plain)
    return tuple(said.text.partition("/")[0].lower().removeprefix("www.") for said in find_hosts(plain))


@cache
def _dots_in_words() -> re.Pattern[str]:
    """Return the expression for what stands for a dot in words that say a host: few links say one."""
    held = rf"\s{{0,2}}{_OPEN}\s?(?:[.{_DOTS}]|(?i:{_NAME}))\s?{_SHUT}\s{{0,2}}"
    joined = "|".join(sorted(_JOINED - {"dot"}))
    return re.compile(
        rf"{held}|\s{{0,2}}[{_DOTS}]\s{{0,2}}|\s{{1,2}}(?i:{_NAME})\s{{1,2}}|\s?(?:{joined})\s?|\s{{1,2}}\.\s?"
    )


def _end_of_host(chain: str) -> int:
    """Return where the longest host in a chain of labels ends, 0 if there is none."""
    dot = chain.rfind(".")
    while dot > 0:
        if top := _TOP.match(chain, dot + 1):
            return top.end()
        dot = chain.rfind(".", 0, dot)
    return 0


def _find_spelt(text: str) -> Iterator[Said]:
    """Yield hosts whose last dot is no full stop between two letters, from the label before it."""
    plain = text if text.isascii() else text.translate(TWINS)
    for dot in _DOT.finditer(plain):
        after = _AFTER.match(plain, dot.end())
        if after and _is_top(after["top"].lower()):
            before = _BEFORE.search(plain[max(0, dot.start() - _FARTHEST) : dot.start()])
            if before and _is_meant(plain, before, dot[0].lower(), after):
                start = dot.start() - len(before[0])
                yield Said(start, after.end(), text[start : after.end()])
    yield from (Said(*found.span(), found[0][1:].strip()) for found in _PARTED.finditer(text))


def _is_top(label: str) -> bool:
    return label in _TOPS or label.startswith("xn--")


def _is_meant(text: str, before: re.Match[str], dot: str, after: re.Match[str]) -> bool:
    """Tell whether a dot and the top-level domain behind it end a host: other dots end sentences, or words go on."""
    if before["open"] or after["shut"]:
        is_tight = before["open"] in "[({<“‘«" or not (before["gap"] or after["gap"])
        return _PAIRS.get(before["open"]) == after["shut"] and is_tight
    is_apart = bool(before["space"] or after["gap"])
    is_clear = after["top"].lower() in _CLEAR
    if dot == ".":
        return after["top"] in (_CLEAR if before["space"] else _FOR_ALL) and is_apart
    if dot == ",":
        return not is_apart
    if re.fullmatch(rf"[{_DOTS}]", dot):
        is_latin, was_latin = after["top"].isascii(), before["label"][-1].isascii()
        return is_clear or (not is_apart and is_latin == was_latin and (is_latin or dot in _BROWSERS))
    if before["space"] and after["gap"]:
        return is_clear or (len(before["label"]) >= _NAMED and not _GOES_ON.match(text, after.end()))
    is_joined = is_clear or not after["top"].isascii()
    return is_joined and dot in _JOINED and (dot != "dot" or len(before["label"]) > 2)


def find_outside(addresses: Iterable[Said], found: Iterable[re.Match[str]]) -> Iterator[str]:
    """Yield what is found in a text and lies in none of its addresses."""
    known = sorted(addresses, key=lambda said: said.start)
    starts, ends = [said.start for said in known], list(accumulate((said.end for said in known), max))
    for one in found:
        place = bisect_right(starts, one.start())
        if not place or ends[place - 1] < one.end():
            yield one[0]
