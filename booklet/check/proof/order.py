"""The order on a line, by the places of its glyphs: what a file shows against what UAX #9 makes of its texts."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from booklet.check.proof.pages import is_right_to_left, normalise_text, reduce_to_seen
from booklet.machine.bounds import PAGES, TEXTS
from booklet.sheets.finish import Finished
from booklet.text.bidi import levels, line_levels, needs_bidi, visual_order
from booklet.text.breaks import SOFT_HYPHEN
from booklet.text.compose import Cut
from booklet.text.unturned import levels_around
from booklet.typeset.placed import Item, forms_of, lines_of

Cuts = frozenset[Cut]

_READ = "\n"
"""What stands in a row for a line that was found in it."""


def lines_on_sides(finished: Finished) -> tuple[Cuts, ...]:
    """Return the paragraphs that the lines on each side were cut from: of pages, forms, and what is beside them."""
    forms = {form.name: form.component.items for form in finished.placed.forms}
    return tuple(
        frozenset().union(
            *(_lines_of(finished.placed.pages[spot.page].items, forms) for spot in side.spots),
            *(_lines_of(forms[name], forms) for name, _, _ in side.beside),
        )
        for side in finished.sides
    )


def _lines_of(items: tuple[Item, ...], forms: dict[str, tuple[Item, ...]]) -> Cuts:
    """Return the paragraphs that lines of items, and of the forms they use, were cut from."""
    inner = (_lines_of(forms[name], forms) for name in forms_of(items))
    return _list_own_lines(items).union(*inner)


@lru_cache(maxsize=PAGES)
def _list_own_lines(items: tuple[Item, ...]) -> Cuts:
    return frozenset(line.cut for line in lines_of(items) if line.cut)


@lru_cache(maxsize=PAGES)
def turns(lines: Cuts) -> bool:
    """Tell whether any letter in lines is read from right to left; if not, there is only one order."""
    return any(map(_turns, lines))


def _turns(line: Cut) -> bool:
    """Tell whether a line has another order than its text; isolates alone do not turn anything (UAX #9, L2)."""
    return bool(line.base) or (needs_bidi(line.text) and any(level % 2 for level in levels(line.text, line.base)))


@lru_cache(maxsize=PAGES)
def out_of_order(rows: tuple[str, ...], lines: Cuts) -> tuple[str, ...]:
    """Return lines that no row shows in their order, and parts of rows that are in no line.

    Rows are given as seen from the left. A line that is part of a longer one may stand only there.
    """
    said = {row: line for line in lines for row in _show_line(line)}
    order = sorted(filter(None, said), key=lambda row: (-len(row), row))
    found = set()
    left = "\n".join(rows)
    for number, row in enumerate(order):
        if row in left:
            left = left.replace(row, _READ)
            found.add(said[row])
        elif any(row in longer and said[longer] in found for longer in order[:number]):
            found.add(said[row])
    missing = (line for line in dict.fromkeys(said[row] for row in order) if _turns(line) and line not in found)
    strange = filter(is_right_to_left, left.splitlines())
    return (*(line.text[line.start : line.end].strip() for line in missing), *strange)


def as_read(text: str, lines: Cuts) -> str:
    """Return the text of a side, whose lines are all in order, with right-to-left lines as they are read.

    Paragraphs that are complete on it are given as such too; other lines are those of its text.
    """
    turned = sorted(filter(_turns, lines), key=lambda line: (line.text, line.start))
    paragraphs = groupby(turned, key=lambda line: line.text)
    whole = {paragraph for paragraph, parts in paragraphs if _is_whole(paragraph, parts)}
    read = whole | {line.text[line.start : line.end] for line in turned}
    others = (line for line in text.splitlines() if not is_right_to_left(line))
    return "\n".join((*map(normalise_text, sorted(read)), *others))


def _is_whole(paragraph: str, lines: Iterable[Cut]) -> bool:
    """Tell whether lines of a paragraph, in the order of their starts, leave none of it out."""
    reached = 0
    for line in lines:
        if line.start <= reached:
            reached = max(reached, line.end)
    return reached == len(paragraph)


@lru_cache(maxsize=TEXTS)
def _show_line(line: Cut) -> tuple[str, ...]:
    """Return a line as it is seen from the left, also with a hyphen at its end where it may have been divided."""
    text = line.text[line.start : line.end]
    divided = (show_line(line, text[:-1] + "-"),) if text.endswith(SOFT_HYPHEN) else ()
    return (show_line(line), *divided)


def show_line(line: Cut, letters: str = "") -> str:
    """Return a line, or other letters in its order, as it is seen from the left and compared with rows.

    >>> show_line(Cut("\u05d0\u05d1 116 111", 0, 10, 1))
    '116111\u05d1\u05d0'
    """
    levels = line_levels(line.text, levels_around(line.text, line.base), line.start, line.end, line.base)
    letters = letters or line.text[line.start : line.end]
    return "".join([reduce_to_seen(letters[place]) for place in visual_order(levels)])
