"""Passages to cells: each stretch by the table of its language, numbers in one piece."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from booklet.errors import Finding, SourceError, Where
from booklet.facts.phone import NBSP
from booklet.linear.cells import SOFT, UNBREAKABLE
from booklet.linear.louis import BLANK, translate
from booklet.linear.passages import NUMBER, Passage, Run
from booklet.look.braille import Braille, BrailleTable
from booklet.text.breaks import split_words
from booklet.values import Frozen, replace

_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\u2066-\u2069]")
"""What tells print where a line may end and which way it is read."""

_CLOSES = re.compile(r"^[^\w\s]+")
_OPENS = re.compile(r"[^\w\s]+$")


class Tongue(Frozen):
    """The table of a guide, that of words of another language in it, and the language in which words are found."""

    own: BrailleTable
    foreign: BrailleTable
    tag: str


def make_tongue(braille: Braille, tag: str) -> Tongue:
    """Return the tables of a guide in a locale; raise `SourceError` if there is none."""
    if tag not in braille.tables:
        known = ", ".join(braille.tables)
        message, hint = f'there is no braille for "{tag}"', f"there is for {known}; add a table of liblouis"
        raise SourceError(Finding("unknown-braille", Where("layouts/braille.yaml"), message, hint))
    return Tongue(braille.tables[tag], braille.tables[braille.foreign], tag)


class Piece(Frozen):
    """A stretch that is translated by itself, with what stands before it: a blank, a place to break, or nothing."""

    text: str
    table: str
    before: str = ""
    is_number: bool = False


def write_cells(passages: Sequence[Passage], tongue: Tongue) -> tuple[str, ...]:
    """Return the cells of each passage; lines may end at blanks and at soft breaks."""
    pieces = [tuple(_list_pieces(passage.runs, tongue)) for passage in passages]
    found = _translate(piece for some in pieces for piece in some)
    return tuple("".join(_show(piece, found) for piece in some) for some in pieces)


def _translate(pieces: Iterable[Piece]) -> Mapping[tuple[str, str], str]:
    texts: dict[str, dict[str, None]] = defaultdict(dict)
    for piece in pieces:
        texts[piece.table][piece.text] = None
    return {(table, text): cells for table, some in texts.items() for text, cells in translate(some, table).items()}


def _show(piece: Piece, found: Mapping[tuple[str, str], str]) -> str:
    cells = found.get((piece.table, piece.text), "").strip(BLANK)
    return piece.before + (cells.replace(BLANK, UNBREAKABLE) if piece.is_number else cells)


def _list_pieces(runs: Sequence[Run], tongue: Tongue) -> Iterator[Piece]:
    before = ""
    for run in _join(runs):
        text = _UNSEEN.sub("", run.text.replace(NBSP, " "))
        lead = BLANK if text.startswith(" ") else before
        table = tongue.foreign.plain if run.language else tongue.own.table
        if run.kind == NUMBER:
            yield Piece(text.strip(" "), table, lead, is_number=True)
        else:
            yield from _split(text.strip(" "), table, lead, "" if run.language else tongue.own.words, tongue.tag)
        before = BLANK if text.endswith(" ") else ""


def _split(text: str, table: str, lead: str, words: str, tag: str) -> Iterator[Piece]:
    """Yield a text whole, or word by word where print has no blanks between words."""
    if not words:
        yield Piece(text, table, lead)
        return
    for word, is_apart in split_words(text, tag, by_word=words == "spaced"):
        yield Piece(word, table, lead)
        lead = BLANK if is_apart or words == "spaced" else SOFT


def _join(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return runs of which neighbours in one language are one, and numbers have the marks beside them."""
    plain = [run if run.kind == NUMBER else replace(run, kind="") for run in runs]
    joined = [
        replace(next(iter(same := list(group))), text="".join(run.text for run in same))
        for key, group in groupby(plain, key=lambda run: (run.kind, run.language))
    ]
    for place, run in enumerate(joined):
        if run.kind != NUMBER:
            continue
        if place and (found := _OPENS.search(joined[place - 1].text)):
            joined[place - 1] = replace(joined[place - 1], text=joined[place - 1].text[: found.start()])
            run = replace(run, text=found[0] + run.text)
        if place + 1 < len(joined) and (found := _CLOSES.match(joined[place + 1].text)):
            joined[place + 1] = replace(joined[place + 1], text=joined[place + 1].text[found.end() :])
            run = replace(run, text=run.text + found[0])
        joined[place] = run
    return tuple(run for run in joined if run.text)
