"""The glossary: which terms a sentence has, and whether its translation uses theirs, in any inflection."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import ceil
from typing import NamedTuple
from unicodedata import category, normalize

from booklet.bands import BANDS, EASY
from booklet.errors import Finding, SourceError, Where
from booklet.sources.folders import Folders
from booklet.translators.typography import WITHOUT_SPACES
from booklet.values import Frozen
from booklet.words.wordings import split_phrases

FILE = "translations/glossary.tsv"

AVOIDED = "translations/avoided.tsv"

SIMPLER = "simpler form (10-13 edition)"

COLUMNS = {"14-17": "term (14-17 edition)", "10-13": SIMPLER, EASY: SIMPLER}
"""The English terms of each band; those of a locale stand under its tag, and under its tag and the younger band.

Easy words take the simpler form.
"""

NOTE = "translator note"

NOT_USED = "(not used)"

STEM = 0.6
"""How much of a word stays the same when it is inflected, at the end where its language does not change it."""

EVERYDAY = frozenset(
    {"block", "being used", "child", "must tell", "pressure", "private", "proof", "pushing", "report", "rights", "tell"}
)
"""Terms that are words of every day in English: other languages have too many ways to say these for a program."""

FOUND = "\0"
"""What stands in a text for the letters of a term that has been found."""

CHANGES_AT_START = frozenset({"sw", "zu", "xh", "rw", "ny", "sn"})
"""Languages whose words change at their beginning."""

ARTICLES = re.compile(r"^(?:ال|وال|بال|لل)(?=..)")
"""What Arabic writes before a word and as one with it."""


class Term(Frozen, eq=False):
    """A term: its id, a note for translators, and its names in each band, in English and in a locale."""

    id: str
    note: str
    english: Mapping[str, str]
    local: Mapping[str, str]


class TermPlace(NamedTuple):
    """Where a term stands in an English text: from a letter to the one after its last."""

    start: int
    end: int
    term: Term


class Avoided(Frozen):
    """Words that no text in a language should use, and the term of the glossary to use instead."""

    words: str
    use: str


class Glossary(Frozen, eq=False):
    """A locale's names of its terms, and the words it avoids."""

    terms: tuple[Term, ...] = ()
    avoided: tuple[Avoided, ...] = ()


def read_glossary(folders: Folders, locale: str) -> Glossary:
    """Return the terms that have a name in a locale; raise `SourceError` if a file is not a table."""
    terms = (_term(row, locale) for row in _rows(folders, FILE))
    avoided = (row for row in _rows(folders, AVOIDED) if row.get("locale") == locale and row.get("avoid"))
    return Glossary(
        tuple(term for term in terms if term.local),
        tuple(Avoided((row["avoid"] or "").casefold(), row.get("use") or "") for row in avoided),
    )


def read_terms(folders: Folders) -> tuple[Term, ...]:
    """Return all terms in English with their notes; raise `SourceError` if the file is no table."""
    return tuple(_term(row, "") for row in _rows(folders, FILE))


def _rows(folders: Folders, name: str) -> list[dict[str, str | None]]:
    path = folders.find(name)
    if path is None:
        return []
    try:
        return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")), delimiter="\t"))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(Finding("unreadable", Where(name), str(error), "save it as UTF-8, with tabs")) from error


def _term(row: Mapping[str, str | None], locale: str) -> Term:
    english = {band: (row.get(column) or "").strip() for band, column in COLUMNS.items()}
    columns = {"14-17": locale, "10-13": f"{locale} 10-13", EASY: f"{locale} 10-13"}
    local = {band: (row.get(column) or "").strip() for band, column in columns.items()}
    return Term(row.get("id") or "", row.get(NOTE) or "", english, {band: text for band, text in local.items() if text})


def find_terms(text: str, band: str, terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return the terms in an English text, the longest first; a term inside another one is left out.

    A sentence of both bands (`band` is empty) is searched for the terms of the older band.
    """
    found = _search("".join(split_phrases(text)), band, tuple(terms))
    return tuple(dict.fromkeys(one.term for one in found))


def place_terms(text: str, band: str, terms: Iterable[Term]) -> tuple[TermPlace, ...]:
    """Return where the terms of an English text stand in it, from its beginning to its end; none lies in another."""
    return tuple(sorted(_search(text, band, tuple(terms)), key=lambda one: one.start))


def _search(text: str, band: str, terms: Sequence[Term]) -> Iterator[TermPlace]:
    """Yield each place of each term, the longest terms first."""
    names = tuple(term.english[band or BANDS[0]] for term in terms)
    yield from (TermPlace(start, end, terms[number]) for start, end, number in _search_names(text, names))


@lru_cache(maxsize=4096)
def _search_names(text: str, names: tuple[str, ...]) -> tuple[tuple[int, int, int], ...]:
    """Return each place of each name, with its number, the longest first; what has been found is not searched again.

    Whoever changes a catalogue searches the same English again and again.
    """
    left, found = text.casefold(), []
    for number in sorted(range(len(names)), key=lambda number: -len(names[number])):
        for said, pattern in _english(names[number]):
            for place in pattern.finditer(left) if said in left else ():
                left = left[: place.start()] + FOUND * len(place[0]) + left[place.end() :]
                found.append((*place.span(), number))
    return tuple(found)


@cache
def _english(term: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    said = re.sub(r"\s*\(.*?\)", "", term).casefold().strip()
    is_looked_for = said and term != NOT_USED and said not in EVERYDAY
    return ((said, re.compile(rf"\b{re.escape(said)}(?:s|ed|ing)?\b")),) if is_looked_for else ()


def has_term(text: str, term: Term, band: str, locale: str) -> bool:
    """Tell whether a translation has a term by one of the names in the glossary, inflected or not."""
    said = _fold("".join(split_phrases(text)))
    wanted = [term.local.get(band, "")] if band else list(term.local.values())
    ways = [way for words in wanted if words and words != NOT_USED for way in _ways(words)]
    return not ways or any(_is_said(_stems(way, locale), said) for way in ways)


def _is_said(stems: tuple[str, ...], text: str) -> bool:
    """Tell whether a text has at least half of the words of a term."""
    return sum(stem in text for stem in stems) * 2 >= len(stems)


def _ways(words: str) -> Iterator[str]:
    """Yield the names of a term: those between commas, each with and without its brackets."""
    for part in re.split(r"[,،、;/]| or | ou | o | или | أو | या | หรือ | au ", words):
        yield re.sub(r"\s*[(（].*?[)）]", "", part)
        yield from re.findall(r"[(（](.*?)[)）]", part)


@cache
def _stems(words: str, locale: str) -> tuple[str, ...]:
    """Return the stem of each word of a term; in a language without spaces, every two letters."""
    if locale.partition("-")[0] in WITHOUT_SPACES:
        letters = "".join(letter for letter in words if category(letter)[0] in "LM")
        return tuple("".join(pair) for pair in pairwise(letters)) or (letters,)
    found = []
    for word in re.findall(r"[^\W\d_]+", _fold(words)):
        kept = max(2, ceil(len(ARTICLES.sub("", word)) * STEM))
        word = ARTICLES.sub("", word)
        if len(word) > 2 or len(word) == len(words):
            found.append(word[-kept:] if locale in CHANGES_AT_START else word[:kept])
    return tuple(found)


def _fold(text: str) -> str:
    """Return a text in small letters, without vowel signs that Arabic and Hebrew may leave out."""
    letters = (letter for letter in normalize("NFC", text).casefold())
    return "".join(x for x in letters if not (category(x) == "Mn" and "\u0590" <= x <= "\u06ff"))
