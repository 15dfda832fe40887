"""Numbers as people write them, in files and on the command line: digits, a point, perhaps a sign.

Other forms that Python reads are refused: `nan`, `inf`, `1e308`, `1_000`, digits of other scripts.
"""

import re
from typing import TypeVar

N = TypeVar("N", int, float)

_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,9}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})")

_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")


def parse_decimal(text: str, least: float, most: float) -> float:
    """Return a number from `least` to `most`; raise `ValueError` if the text is not one.

    >>> parse_decimal("10.5", 0, 5000)
    10.5
    """
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return _check_between(float(text) + 0.0, least, most)


def parse_whole(text: str, least: int, most: int) -> int:
    """Return a whole number from `least` to `most`; raise `ValueError` if the text is not one.

    >>> parse_whole("-3", -10, 10)
    -3
    """
    if not _WHOLE.fullmatch(text):
        raise ValueError(text)
    return _check_between(int(text), least, most)


def _check_between(number: N, least: N, most: N) -> N:
    if not least <= number <= most:
        raise ValueError(number)
    return number
