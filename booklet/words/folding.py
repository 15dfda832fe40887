"""Letters as they are read: digits and numbers of any script, letters in boxes and of other looks, what is not seen."""

import re
import unicodedata
from functools import lru_cache

UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
    "\U000e0100-\U000e01ef"
)
"""Characters that are not seen, as ranges of an expression: joiners, marks of direction, variants, a keycap's box."""

_UNSEEN = re.compile(f"[{UNSEEN}]")

_ADDED = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]")
"""Marks that make no letter of their own with the one before: strokes, lines and rings through it."""

_WORTH = {"\U0001f51f": "10"}
"""The keycap of ten, which Unicode knows as no number."""

_DRAWN = re.compile(
    r"(?:DIE FACE-|INDICATOR SYMBOL LETTER |LATIN CAPITAL LETTER |LATIN LETTER SMALL CAPITAL )([0-9A-Z])"
)
"""How Unicode names dice, letters in boxes and circles, those of flags, and capitals as small as others."""

TWINS = dict(zip(map(ord, "аеорсухіјѕԁԛԝһкмтвнοανρτυχκι"), "aeopcyxijsdqwhkmtbhoavptuxki", strict=True))
"""Cyrillic and Greek letters, and the Latin ones that they look like (UTS #39, confusables)."""


def fold_digits(text: str) -> str:
    """Return a text with every digit and number of any script as ASCII, without characters that are not seen.

    A fraction, a circled number or a Roman one, which Unicode knows as numbers, becomes at least one digit.

    >>> fold_digits("٠٨٠٠ ½ ③ Ⅷ १ ⚅")
    '0800 1/2 3 8 1 6'
    """
    if text.isascii():
        return text
    seen = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return "".join(map(_fold_letter, _ADDED.sub("", seen)))


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter in _WORTH:
        return _WORTH[letter]
    if not unicodedata.category(letter).startswith("N"):
        return _fold_sign(letter)
    value = unicodedata.digit(letter, None)
    if value is not None:
        return str(value)
    plain = unicodedata.normalize("NFKC", letter).replace("\u2044", "/")
    if any(part.isascii() and part.isdigit() for part in plain):
        return plain
    return f"{unicodedata.numeric(letter, 0):g}"


def _fold_sign(letter: str) -> str:
    """Return what is no number as it is read: letters and signs of other looks as the plain ones."""
    drawn = _DRAWN.search(unicodedata.name(letter, ""))
    plain = unicodedata.normalize("NFKC", letter)
    if plain == letter and drawn and drawn.end() == len(unicodedata.name(letter)):
        return drawn[1]
    return plain if plain.isascii() or any(map(str.isalnum, plain)) else letter


def digits_of(text: str) -> str:
    """Return only the digits of a text, as ASCII.

    >>> digits_of("+254 (0)722 ٩")
    '25407229'
    """
    return "".join(letter for letter in fold_digits(text) if letter.isascii() and letter.isdigit())
