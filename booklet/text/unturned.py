"""Phone numbers and addresses: parts of a text that stay in one piece from left to right, whatever surrounds them.

The rest of a text is shown by UAX #9, to which each such part is a single character (4.3, HL4): a number is a digit and
an address a letter, and what stands beside them is shown as beside any digit or letter. What may be a number counts as
one: in one piece anybody can read it, while reordered it is another number. Days, times and short ranges also have
groups of digits, and an order of their own.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import bidirectional, digit

from booklet.text.bidi import levels


class Stretch(NamedTuple):
    """A part of a text that is never reordered, as offsets, and the character that stands for it in the algorithm."""

    start: int
    end: int
    stands_as: str


LETTER = "a"
"""What an address is to the algorithm."""

_SPACE = r"[ \t\u00a0\u00ad\u2000-\u200f\u202f\u205f\u2060\u3000\u061c\ufeff]"
"""Spaces of any width, and marks without any."""

_DASH = r"[-./|*_~\u00b7\u2010-\u2015\u2022\u2212\ufe63\uff0d]"
"""What stands between groups of digits: dashes, dots, slashes and what people take for them."""

_DAY = (
    r"(?:19|20)\d\d(?P<a>[-/.])(?:0?[1-9]|1[0-2])(?P=a)(?:[12]\d|3[01]|0?[1-9])"
    r"|(?:[12]\d|3[01]|0?[1-9])(?P<b>[-/.])(?:0?[1-9]|1[0-2])(?P=b)(?:19|20)\d\d"
)
_TIME = r"\d{1,2}:\d\d(?::\d\d)?|24/(?:7|24)"

_GROUPS = (
    rf"(?P<other>(?<!\d[-/.])(?:{_DAY})(?![-/.]?\d)|(?:{_TIME})(?!\d))"
    rf"|(?:[+\uff0b]{_SPACE}?|[*#]{{1,2}})?"
    rf"(?:[(\[][+\uff0b]?(?:0[ -])?\d{{1,5}}[)\]](?={_SPACE}?{_DASH}?{_SPACE}?\d)|\d+)"
)
"""A day or a time; or digits with the sign they begin with, in brackets if more digits follow."""

_BETWEEN = rf"{_DASH}|{_SPACE}{{0,4}}|(?P<wide>{_SPACE}*[-/\u2010-\u2015\u2212]{_SPACE}*)"

_YEARS = re.compile(r"(?P<first>(?:19|20)\d\d)\D(?P<last>(?:19|20)\d\d)")

_LETTERED = re.compile(r"(?:(?:[-\u2010\u2011\u00a0][A-Z0-9]+){1,6}|(?: [A-Z]{2,}){1,2})(?![A-Za-z0-9])")
"""Letters to dial by: `1-800-4-A-CHILD`."""

_TOLL_FREE = re.compile(r"0\d{2,4}|1\D?[38]\d\d")
"""What numbers begin with that letters are dialled behind, even behind a plain space."""

_ADDRESS = (
    r"(?<![A-Za-z0-9.+_-])(?:[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
    r"|(?:[a-z]+://)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?::\d+)?"
    r"(?:[/?#][A-Za-z0-9_/#?=&%.,;:~+@!$\u2060-]*(?<=[A-Za-z0-9_/#=&%~+\u2060-]))?)(?![A-Za-z0-9])"
)

_DOMAIN = re.compile(r"\.[A-Za-z]{2}")
"""What every address has; most texts have none."""


@cache
def _compile(expression: str) -> re.Pattern[str]:
    """Return an expression, made when it is first asked for: texts read from left to right need none."""
    return re.compile(expression)


@lru_cache(maxsize=1024)
def find_unturned(text: str) -> tuple[Stretch, ...]:
    """Return the parts of a text that are never reordered, in order.

    >>> [(part.start, part.end) for part in find_unturned("+254 722 000 111, 14-17, 116 111 24/7, a.example")]
    [(0, 16), (25, 32), (39, 48)]
    """
    found = []
    if _DOMAIN.search(text):
        found = [Stretch(place.start(), place.end(), LETTER) for place in _compile(_ADDRESS).finditer(text)]
    others = _compile(_ADDRESS).sub(lambda address: LETTER * len(address[0]), text) if found else text
    if any(map(str.isdigit, others)):
        latin = "".join([str(digit(letter, letter)) for letter in others])
        found += [Stretch(start, end, _find_first_digit(text[start:end])) for start, end in _numbers(latin)]
    return tuple(sorted(found))


def _find_first_digit(text: str) -> str:
    """Return the first digit of a number; for a circled one, which the algorithm takes for no digit, a Latin one."""
    first = next(letter for letter in text if letter.isdigit())
    return "0" if bidirectional(first) == "ON" else first


@lru_cache(maxsize=1024)
def levels_around(text: str, base: int) -> tuple[int, ...]:
    """Return the embedding level of each character of a paragraph; a part never reordered has one level."""
    stretches = find_unturned(text)
    said: list[str] = []
    places: list[int] = []
    end = 0
    for stretch in stretches:
        places += range(len(said), len(said) + stretch.start - end)
        said += text[end : stretch.start]
        places += [len(said)] * (stretch.end - stretch.start)
        said.append(stretch.stands_as)
        end = stretch.end
    places += range(len(said), len(said) + len(text) - end)
    found = levels("".join((*said, text[end:])), base)
    return tuple([found[place] for place in places])


def list_unbroken_ends(text: str, ends: Iterable[int]) -> tuple[int, ...]:
    """Return the places where a line may end, without those inside a number."""
    numbers = [(stretch.start, stretch.end) for stretch in find_unturned(text) if stretch.stands_as != LETTER]
    return tuple(place for place in ends if not any(start < place < end for start, end in numbers))


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each number that somebody might dial; its digits are Latin."""
    for start, end in _runs(text):
        letters = _LETTERED.match(text, end)
        if letters and _is_lettered(text[start:end], letters[0]):
            yield start, letters.end()
        else:
            end += text[start] in "*#" and text.startswith("#", end)
            if _is_number(text[start:end]):
                yield start, end


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of digits in groups, as far as they may be one number."""
    start = end = -1
    for group in _compile(_GROUPS).finditer(text):
        if start >= 0 and not group["other"] and _goes_on(text, start, end, group.start()):
            end = group.end()
            continue
        if start >= 0:
            yield start, end
        start, end = (-1, -1) if group["other"] else group.span()
    if start >= 0:
        yield start, end


def _goes_on(text: str, start: int, end: int, following: int) -> bool:
    """Tell whether a number continues with the next group of digits.

    A dash between spaces parts two numbers, except in `030 - 123456`. The area code before such a dash has a leading 0
    or plus, or is one digit; a number that begins with 0 is another number.
    """
    between = _compile(_BETWEEN).fullmatch(text, end, following)
    if between is None or text[following] in "+\uff0b#" or (text[following] == "*" and between[0]):
        return False
    if not between["wide"]:
        return True
    is_even = re.search(_SPACE, text[end]) and re.search(_SPACE, text[following - 1])
    is_area = text[start] in "+\uff0b([0" or (is_even and not text[start + 1].isdigit())
    return bool(is_area) and text[following] != "0"


def _is_number(said: str) -> bool:
    """Tell whether groups of digits may be a number to dial."""
    groups = re.findall(r"\d+", said)
    count = sum(map(len, groups))
    if len(groups) == 1:
        return not said[0].isdigit() and (count >= 3 or said[-1] == "#")
    if said[0] in "([":
        return count - len(groups[0]) >= 3
    if len(groups) > 2:
        return count >= 3
    years = _YEARS.fullmatch(said)
    if years and years["first"] < years["last"]:
        return False
    return count >= (4 if re.fullmatch(rf"\d+{_SPACE}+\d+", said) else 5)


def _is_lettered(digits: str, letters: str) -> bool:
    """Tell whether letters that follow digits are dialled too."""
    if letters.isdigit() or not re.search("[A-Z]", letters):
        return False
    if letters[0] == " ":
        return bool(_TOLL_FREE.fullmatch(digits))
    return len(re.findall(r"\d", digits)) >= (2 if letters[0] == "\u00a0" else 3)
