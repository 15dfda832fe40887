"""Itemising by script (UAX #24): a text in, runs of one script out, as HarfBuzz shapes them."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

import uharfbuzz as hb

from booklet.text.brackets import CLOSING, CLOSING_OF
from booklet.text.graphemes import graphemes
from booklet.text.ranges import Ranges
from booklet.text.script_extensions import SHARED

_LATIN = re.compile("[\x00-\u024f\u1e00-\u1eff\u2010-\u2027\u2030-\u204e\u20a0-\u20bf]*")
"""Latin letters and characters of no script: most texts are nothing else."""

_OF_NONE = "\x00-@\\[-`{-\xa9\xab-\xb9\xbb-\xbf\xd7\xf7\u2010-\u2027\u2030-\u204e\u200b\u2060\u20a0-\u20bf"
"""Characters of no script, as parts of a regular expression."""

_LETTERS = {
    "Grek": "\u0370-\u03e1\u03f0-\u03ff\u1f00-\u1fff",
    "Cyrl": "\u0400-\u052f",
    "Armn": "\u0531-\u058f",
    "Hebr": "\u0591-\u05f4",
    "Arab": "\u0600-\u06ff",
    "Deva": "\u0900-\u097f",
    "Beng": "\u0980-\u09ff\u0964\u0965",
    "Taml": "\u0b82-\u0bff",
    "Thai": "\u0e01-\u0e5b",
    "Laoo": "\u0e81-\u0edf",
    "Mymr": "\u1000-\u109f",
    "Geor": "\u10a0-\u10ff",
    "Ethi": "\u1200-\u137f",
    "Khmr": "\u1780-\u17ff",
}
"""Characters that are used in a script or in none, likewise: a text of nothing else is seen at a glance."""

_KANJI = ("\u3000\u3029", "\u4e00\u9fff", "\uff00\uff20")

_MANY = {
    "Hang": ("\x00@", "\u2010\u2027", "\uac00\ud7a3"),
    "Hani": ("\x00@", "\u2010\u2027", *_KANJI),
    "Hira": ("\u3001\u3002", "\u3041\u3096"),
    "Jpan": ("\x00@", "\u2010\u2027", *_KANJI, "\u3041\u3096", "\u309b\u30ff", "\uff61\uff9f"),
}
"""The same for scripts of thousands of characters, as ranges."""

_LATIN_LETTER = re.compile("[A-Za-zªºÀ-ÖØ-öø-ɏḀ-ỿ]")
_MAX_OPEN_BRACKETS = 64
_PARTS = {"Jpan": ("Hira", "Kana", "Hani"), "Kore": ("Hang", "Hani"), "Hans": ("Hani",), "Hant": ("Hani",)}
"""Codes of ways to write -> the scripts they use."""

_AS_ONE = frozenset({"Jpan"})
"""Ways to write whose scripts change within words: to HarfBuzz their parts are told apart word by word."""


@dataclass(slots=True)
class _Run:
    """A run: its start, and the scripts that all its characters so far share; none if they share no script."""

    start: int
    scripts: tuple[str, ...]


@lru_cache(maxsize=4096)
def _intersect_scripts(scripts: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the scripts of a run once a cluster is added to it, None if the cluster does not belong to it."""
    if not scripts or not others:
        return scripts or others
    return tuple(script for script in scripts if script in others) or None


def script_runs(text: str, default: str) -> tuple[tuple[int, int, str], ...]:
    """Return (start, end, ISO 15924 code) of the runs that cover a text, without cutting grapheme clusters.

    Characters of no script (digits, spaces, punctuation, emoji) belong to the run before them, at the start to the one
    after; a closing bracket has the script of its opening one. `default` is the code of a text without any script, and
    decides if several scripts share all characters of a run; it may be one such as Jpan or Hans. The three scripts of
    Jpan are one run, which has the code of hiragana.

    >>> script_runs("Ring (116 111) сада!", "Latn")
    ((0, 15, 'Latn'), (15, 20, 'Cyrl'))
    """
    if not text:
        return ()
    if _LATIN.fullmatch(text):
        return ((0, len(text), "Latn" if _LATIN_LETTER.search(text) else _list_known(default)[0]),)
    known = _list_known(default)
    code = default if default in _AS_ONE else known[0]
    if (code not in _MANY and _pattern_of(code).fullmatch(text)) or _used_in(code).hold(text):
        return ((0, len(text), known[0]),)
    if default not in _AS_ONE and _JAPANESE.hold(text):
        return _list_japanese(text)
    runs = _runs(text)
    codes = _codes(runs, default)
    if default in _AS_ONE:
        codes = [known[0] if code in known else code for code in codes]
    starts = [run.start for run, code, before in zip(runs, codes, ["", *codes], strict=False) if code != before]
    codes = [code for code, _ in groupby(codes)]
    return tuple(zip(starts, [*starts[1:], len(text)], codes, strict=True))


@cache
def _pattern_of(script: str) -> re.Pattern[str]:
    """Return what matches the texts that are seen at a glance to be of one script."""
    return re.compile(f"[{_OF_NONE}{_LETTERS.get(script, '')}]*")


class _UsedIn(Ranges):
    """Character -> whether it is of a script or of none."""

    def __init__(self, script: str) -> None:
        super().__init__(*_MANY.get(script, ()))
        self.script = _list_known(script)[0]

    def __missing__(self, character: str) -> bool:
        found = super().__missing__(character)
        if not found:
            scripts = _scripts(character)
            found = self[character] = not scripts or self.script in scripts
        return found


_used_in = cache(_UsedIn)


_JAPANESE = Ranges("\u4e00\u9fff", "\u3041\u3096", "\u30a1\u30fa")
"""Letters that are of one of the scripts of Japanese, and of no other."""


def _list_japanese(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return the runs of a text of such letters, as most words of Japanese are."""
    codes = ["Hani" if letter >= "\u4e00" else "Kana" if letter >= "\u30a1" else "Hira" for letter in text]
    starts = [place for place, code in enumerate(codes) if not place or code != codes[place - 1]]
    return tuple([(start, end, codes[start]) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)])


def _list_known(default: str) -> tuple[str, ...]:
    return _PARTS.get(default, (default,))


def _runs(text: str) -> list[_Run]:
    run = _Run(0, ())
    runs = [run]
    opened: list[tuple[str, _Run]] = []
    start = 0
    for cluster in graphemes(text):
        scripts, bracket = _kind(cluster)
        if bracket in CLOSING:
            scripts = _scripts_of_opening(CLOSING[bracket], opened) or scripts
        if scripts != run.scripts:
            shared = _intersect_scripts(run.scripts, scripts)
            if shared is None:
                run = _Run(start, scripts)
                runs.append(run)
            else:
                run.scripts = shared
        if bracket in CLOSING_OF:
            opened.append((CLOSING_OF[bracket], run))
            del opened[:-_MAX_OPEN_BRACKETS]
        start += len(cluster)
    return runs


def _scripts_of_opening(closing: str, opened: list[tuple[str, _Run]]) -> tuple[str, ...]:
    """Return the scripts of the run with a bracket's partner, and forget the partner and brackets inside."""
    for depth in reversed(range(len(opened))):
        awaited, run = opened[depth]
        if awaited == closing:
            del opened[depth:]
            return run.scripts
    return ()


def _codes(runs: list[_Run], default: str) -> list[str]:
    """Choose the script of each run: of several, the default, or one that was used before, or the first."""
    met = dict.fromkeys(_list_known(default))
    codes = []
    for run in runs:
        scripts = run.scripts or tuple(met)
        code = scripts[0] if len(scripts) == 1 else next((one for one in met if one in scripts), scripts[0])
        met[code] = None
        codes.append(code)
    return codes


@lru_cache(maxsize=65536)
def _kind(cluster: str) -> tuple[tuple[str, ...], str]:
    """Return the scripts of a cluster, and the bracket that it is, if any."""
    first = cluster[0]
    return _scripts(cluster), first if first in CLOSING or first in CLOSING_OF else ""


@lru_cache(maxsize=65536)
def _scripts(cluster: str) -> tuple[str, ...]:
    """Return the scripts of a cluster, which are those of its first character that has any."""
    return next((scripts for character in cluster if (scripts := _scripts_of(character))), ())


def _scripts_of(character: str) -> tuple[str, ...]:
    """Return the scripts a character is used in, its own first; none for Common, Inherited and Unknown."""
    own = _script(character)
    shared = _script_extensions().get(character, ())
    return shared if own is None else (own, *(script for script in shared if script != own))


def _script(character: str) -> str | None:
    """Return the Script of a character, as HarfBuzz knows it; its guess skips Common, Inherited and Unknown."""
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(character)])
    buffer.guess_segment_properties()
    script: str | None = buffer.script
    return script


@cache
def _script_extensions() -> dict[str, tuple[str, ...]]:
    """Return the scripts of each character that several share (or one that is not of its Script)."""
    shared = {}
    for row in SHARED.strip().splitlines():
        codes, ranges = row.split(": ")
        for first, _, last in (part.partition("-") for part in ranges.split()):
            for point in range(int(first, 16), int(last or first, 16) + 1):
                shared[chr(point)] = tuple(codes.split())
    return shared
