"""Numbers as SVG writes them: lists with optional separators, and lengths."""

import re
from collections.abc import Iterable
from math import floor

from booklet.art.faults import ArtError

LIMIT = 1e6
"""No coordinate of a picture needs to be larger; sums and products of such numbers stay finite."""

NUMBER = r"[-+]?(?:[0-9]++\.?+[0-9]*+|\.[0-9]++)(?:[eE][-+]?[0-9]++)?+"
SEPARATOR = r"\s*+,?+\s*+"

_NUMBER = re.compile(NUMBER)
_NUMBERS = re.compile(rf"\s*+(?:{NUMBER}(?:{SEPARATOR}{NUMBER})*+)?+\s*+", re.ASCII)
_LENGTH = re.compile(rf"\s*+({NUMBER})(?:px)?\s*+", re.ASCII)


def read_numbers(text: str) -> list[float]:
    """Read a list of numbers, glued or separated by spaces and single commas.

    >>> read_numbers("1,-.5.5 2e1")
    [1.0, -0.5, 0.5, 20.0]
    """
    if not _NUMBERS.fullmatch(text):
        raise ArtError("art-syntax", f'"{excerpt(text)}" is no list of numbers', "write numbers only")
    return check_bounds([float(number) for number in _NUMBER.findall(text)])


def read_length(text: str) -> float:
    """Read a length without unit or in `px`.

    >>> read_length("12px")
    12.0
    """
    if not (match := _LENGTH.fullmatch(text)):
        raise ArtError("art-syntax", f'"{excerpt(text)}" is no length', "write a number without a unit")
    return check_bounds([float(match[1])])[0]


def read_extent(text: str) -> float:
    """Read a length that may not be negative: a width, a radius."""
    if (length := read_length(text)) < 0:
        raise ArtError("art-syntax", f"{excerpt(text)} is negative", "write 0 or more")
    return length


def check_bounds(numbers: list[float]) -> list[float]:
    """Return the numbers, or raise if one of them is absurdly large."""
    if numbers and (max(numbers) > LIMIT or min(numbers) < -LIMIT):
        raise ArtError("art-syntax", f"a number lies beyond {LIMIT:,.0f}", "draw in smaller units")
    return numbers


def thousandths(numbers: Iterable[float]) -> list[float]:
    """Return the numbers to three decimals, without negative zeros; three times as quick as `round`.

    >>> thousandths([1.23456, -0.0001])
    [1.235, 0.0]
    """
    return [floor(number * 1000 + 0.5) / 1000 for number in numbers]


def excerpt(text: str) -> str:
    """Return the beginning of a text that may be long, on one line.

    >>> excerpt("M0 0" * 20)
    'M0 0M0 0M0 0M0 0M0 0M0 0M0 0M0 0…'
    """
    line = " ".join(text.split())
    return line if len(line) <= 32 else f"{line[:32]}…"
