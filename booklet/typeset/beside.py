"""What stands beside pages: lines for printers, and marks that show where to cut."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import inf

from booklet.errors import Finding, SourceError, Where
from booklet.geometry import Size
from booklet.text.compose import Line, compose, compose_after
from booklet.text.itemise import TextStyle
from booklet.typeset import shapes
from booklet.typeset.board import Board, first_that_fits
from booklet.typeset.house import House
from booklet.typeset.placed import Component, Form

BOLD = 800

SLUG_SIZES = (5.0, 4.5, 4.0, 3.5)
"""Sizes of the line in the slug, in points; a long name of a file is set smaller."""

HOW_TO_SIZES = (7.5, 7.0, 6.5, 6.0)
"""Sizes of the line on how to print, in points; a long line is set smaller."""

CUT_WEIGHT = 0.5


@lru_cache(maxsize=128)
def slug_line(name: str, stamp: str, count: str, width: float, house: House) -> Form:
    """Return the line in the slug that tells a printer what a page is; all pages of a file have one stamp.

    Raises `SourceError` if the name of the file is too long for it.
    """
    before = f"{stamp} · "
    ways = (
        _set(compose_after(before, count, style, width, house.setting), before + count, style, width, house)
        for style in _styles(house, SLUG_SIZES)
    )
    return _whole(name, before + count, ways)


def how_to_line(name: str, words: str, width: float, house: House) -> Form:
    """Return a line that tells how to print a sheet; raise `SourceError` if it has too many words."""
    ways = (
        _set(compose(words, style, width, house.setting), words, style, width, house)
        for style in _styles(house, HOW_TO_SIZES)
    )
    return _whole(name, words, ways)


def _set(lines: Sequence[Line], words: str, style: TextStyle, width: float, house: House) -> Component:
    board = Board("beside", house.setting)
    board.one(lines, words, style, 0, 0, width)
    return board.finish(width, style.leading)


def _whole(name: str, words: str, ways: Iterable[Component]) -> Form:
    """Return the first way in which a text is one line; raise `SourceError` if it is in none."""
    chosen = first_that_fits(ways, inf)
    if chosen.oversets:
        hint = "say it in fewer words, or name files more briefly"
        raise SourceError(Finding("line-full", Where(name), f'"{words}" is longer than the sheet', hint))
    return Form(name, chosen)


def _styles(house: House, sizes: Iterable[float]) -> Iterator[TextStyle]:
    """Yield the style of lines beside pages in some sizes."""
    align = "end" if house.setting.direction == "rtl" else "start"
    fonts = house.fonts("body", BOLD)
    return (TextStyle(fonts, fonts, size, size * 1.2, "black", align=align) for size in sizes)


def cut_marks(name: str, lines: Iterable[tuple[float, float, float, float]], size: Size, house: House) -> Form:
    """Return lines that show where to cut, in the coordinates of a sheet of some size."""
    board = Board(name, house.setting)
    for x, y, to_x, to_y in lines:
        board.stroke(shapes.line(x, y - size.height, to_x, to_y - size.height), "black", CUT_WEIGHT)
    return Form(name, board.finish(size.width, size.height))
