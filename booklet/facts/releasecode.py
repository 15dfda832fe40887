"""The short code of a release: ten letters that people read from paper and type, the last of which finds mistakes.

There are no digits in it, so nobody can take a part of it for a number to call, and no vowels, so it spells no word.
"""

import re
from collections.abc import Iterable
from hashlib import sha256
from unicodedata import normalize

from booklet.facts.fingerprint import escape_lines

ALPHABET = "BCDFGHJKLMNPQRSTWXZ"
"""Consonants without V, since two of them look like a W; their number is prime, so that the check finds all swaps."""

LENGTH = 10

GROUP = 5
"""Letters before and after the hyphen."""

AVOIDED = ("BDSM", "CNT", "CSM", "DCK", "FCK", "FGT", "FKK", "KKK", "LSD", "PRN", "PTSD", "SLT", "SS", "STD", "WTF")
"""What no code contains: shortened words that hurt or mislead beside a helpline."""

_ALIKE = str.maketrans("1258IВСЅЈНКМРТХΒΗΚΜΝΡΤΧΖ", "LZSBLBCSJHKMPTXBHKMNPTXZ")
"""Digits, and letters of other scripts, that look like one letter of a code alone: someone types what they see."""


def make_code(lines: Iterable[str]) -> str:
    """Return the code of some lines; it changes as soon as one letter of them changes.

    >>> make_code(["KE", "116"]), make_code(["KE", "1", "16"])
    ('XFDKT-FLLSJ', 'BWJPW-FRKMT')
    """
    text = escape_lines(lines)
    while any(word in (letters := _letters_of(text)) for word in AVOIDED):
        text += "\n"
    return _group(letters)


def _letters_of(text: str) -> str:
    """Return letters for a text, with the last one that checks the others."""
    number, letters = int.from_bytes(sha256(text.encode()).digest(), "big"), ""
    for _ in range(LENGTH - 1):
        number, place = divmod(number, len(ALPHABET))
        letters += ALPHABET[place]
    return letters + _check_letter(letters)


def read_code(text: str) -> str:
    """Return the code that someone typed, "" if it is none: then a letter is wrong, missing, or in another place.

    >>> read_code(" xfdkt fllsj "), read_code("XFDKT-FL15J"), read_code("XFDKT-FLSLJ")
    ('XFDKT-FLLSJ', 'XFDKT-FLLSJ', '')
    """
    letters = re.sub(r"[\W_]", "", normalize("NFKC", text)).upper().translate(_ALIKE)
    if len(letters) != LENGTH or not set(letters) <= set(ALPHABET):
        return ""
    return _group(letters) if letters[-1] == _check_letter(letters[:-1]) else ""


def _group(letters: str) -> str:
    return f"{letters[:GROUP]}-{letters[GROUP:]}"


def _check_letter(letters: str) -> str:
    """Return the letter that makes the sum of all, each by its place, a multiple of their number.

    Places are fewer than letters of the alphabet, and that is prime: each wrong letter and each swap changes the sum.
    """
    total = sum(place * ALPHABET.index(letter) for place, letter in enumerate(letters, start=1))
    last = -total * pow(LENGTH, -1, len(ALPHABET)) % len(ALPHABET)
    return ALPHABET[last]
