"""Countries by what people call them: names in all languages that CLDR knows, without regard to case and accents."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple
from unicodedata import combining, normalize

from booklet.words.cldr import country_name, every_country_name

LONGEST = 60
"""Letters beyond which nothing that was typed can be a country."""

ALSO = {
    "America": "US",
    "Britain": "GB",
    "Burma": "MM",
    "Czech Republic": "CZ",
    "DRC": "CD",
    "Congo Brazzaville": "CG",
    "Congo Kinshasa": "CD",
    "East Timor": "TL",
    "England": "GB",
    "Great Britain": "GB",
    "Holland": "NL",
    "Ivory Coast": "CI",
    "Macedonia": "MK",
    "Northern Ireland": "GB",
    "Scotland": "GB",
    "Swaziland": "SZ",
    "Turkey": "TR",
    "UAE": "AE",
    "UK": "GB",
    "USA": "US",
    "Wales": "GB",
}
"""What people call countries where CLDR has another name."""

NO_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
"""Codes of two letters that are unions, parts of countries, or for tests."""

NEAR = 0.8
"""How alike a misspelt name is to the right one, as difflib counts it."""

_BETWEEN = re.compile(r"[\s()'’-]+")
"""What stands between the words of a name."""

_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŋ": "n", "ə": "e"}
)
"""Letters that are no letter with an accent, and typed as others where a keyboard lacks them."""


class NamedCountry(NamedTuple):
    """A country that was found: its code, its name in the language of who asks, and the name that was typed."""

    code: str
    name: str
    said: str


class _Name(NamedTuple):
    folded: str
    said: str
    code: str


def find_named(text: str, language: str, most: int) -> tuple[NamedCountry, ...]:
    """Return the countries that a text may name, best first; `language` is that of who asks.

    A name may be begun only, or misspelt a little. Countries whose whole name it is come first.

    >>> [(found.code, found.said) for found in find_named("Keňa", "en", 3)]
    [('KE', 'Keňa')]
    """
    wanted = fold(text)
    if not wanted or len(text) > LONGEST:
        return ()
    found: dict[str, tuple[int, str, str]] = {}
    for rank, said, code in (*_find_begun(wanted, language), *_find_code(wanted)):
        found[code] = min(found.get(code, (rank, said, code)), (rank, said, code))
    if not found:
        found = {name.code: (0, name.said, name.code) for name in reversed(_find_near(wanted))}
    best = sorted((rank, _say(code, language), said, code) for rank, said, code in found.values())
    return tuple(NamedCountry(code, name, said) for _, name, said, code in best[:most])


def fold(text: str) -> str:
    """Return the letters of a name as they are alike for everybody who types it.

    >>> fold("Côte d’Ivoire"), fold("cote d'ivoire"), fold("TÜRKİYE"), fold("Кения ")
    ('cotedivoire', 'cotedivoire', 'turkiye', 'кения')
    """
    plain = normalize("NFKD", normalize("NFKD", text).casefold()).translate(_LETTERS)
    return "".join(letter for letter in plain if letter.isalnum() and not combining(letter))


def _find_begun(wanted: str, language: str) -> Iterator[tuple[int, str, str]]:
    """Yield names that a text is, or begins, or of which it begins a word: how well it fits, the name, the code."""
    for folded, said, code in _names():
        if folded == wanted:
            yield 0, said, code
        elif folded.startswith(wanted):
            yield (2 if said == _say(code, language) else 3), said, code
        elif wanted in folded and any(fold(word).startswith(wanted) for word in _BETWEEN.split(said)):
            yield 4, said, code


def _find_code(wanted: str) -> Iterator[tuple[int, str, str]]:
    code = wanted.upper()
    if code in _codes():
        yield 1, code, code


def _find_near(wanted: str) -> list[_Name]:
    """Return names that a text is nearly, the nearest first."""
    alike = {name.folded: name for name in _names() if name.folded[0] == wanted[0] and len(wanted) > 3}
    near = get_close_matches(wanted, alike, n=9, cutoff=NEAR)
    return [alike[folded] for folded in near]


def _say(code: str, language: str) -> str:
    return country_name(language, code) or country_name("en", code) or code


@cache
def _codes() -> frozenset[str]:
    return frozenset(name.code for name in _names())


@cache
def _names() -> tuple[_Name, ...]:
    """Return every name of every country, which takes half a second once."""
    found = {(said, code) for code, said in every_country_name() if code not in NO_COUNTRIES}
    named = sorted((*found, *ALSO.items()))
    return tuple(_Name(folded, said, code) for said, code in named if (folded := fold(said)))
