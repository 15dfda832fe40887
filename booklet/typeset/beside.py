"""What stands beside pages: lines for printers, and marks that show where to cut."""

from collections.abc import Iterable
from functools import lru_cache

from booklet.errors import Finding, SourceError, Where
from booklet.geometry import Size
from booklet.text.compose import compose_after
from booklet.text.itemise import TextStyle
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.house import House
from booklet.typeset.placed import Form

BOLD = 800

SLUG_SIZES = (5.0, 4.5, 4.0, 3.5)
"""Sizes of the line in the slug, in points; a long name of a file is set smaller."""

HOW_TO_SIZES = (7.5, 7.0, 6.5, 6.0)
"""Sizes of the line on how to print, in points; a long line is set smaller."""

CUT_WEIGHT = 0.5


@lru_cache(maxsize=128)
def slug_line(name: str, stamp: str, count: str, width: float, house: House) -> Form:
    """Return the line in the slug that tells a printer what a page is; all pages of a file have one stamp.

    Raises `SourceError` if even small type is too long for it.
    """
    before = f"{stamp} · "
    for size in SLUG_SIZES:
        style = _small_style(house, size)
        lines = compose_after(before, count, style, width, house.setting)
        if len(lines) == 1:
            board = Board(name, house.setting)
            board.one(lines, before + count, style, 0, 0, width)
            return Form(name, board.finish(width, style.leading))
    hint = "name files and their layout more briefly, or take slug-line out of the marks of its printer"
    raise SourceError(Finding("slug-full", Where("slug-line"), f'"{before}{count}" is longer than the sheet', hint))


def how_to_line(name: str, words: str, width: float, house: House) -> Form:
    """Return a line that tells how to print a sheet."""
    return _line(name, words, width, house, HOW_TO_SIZES)


def _line(name: str, words: str, width: float, house: House, sizes: tuple[float, ...]) -> Form:
    """Set a line in the largest size in which it fits; nothing cuts it off, since the sheet is wider."""
    for size in sizes:
        board = Board(name, house.setting)
        style = _small_style(house, size)
        board.line(words, style, 0, 0, width)
        if not board.oversets:
            break
    return Form(name, board.finish(width, style.leading))


def _small_style(house: House, size: float) -> TextStyle:
    align = "end" if house.setting.direction == "rtl" else "start"
    fonts = house.fonts("body", BOLD)
    return TextStyle(fonts, fonts, size, size * 1.2, "black", align=align)


def cut_marks(name: str, lines: Iterable[tuple[float, float, float, float]], size: Size, house: House) -> Form:
    """Return lines that show where to cut, in the coordinates of a sheet of some size."""
    board = Board(name, house.setting)
    for x, y, to_x, to_y in lines:
        board.stroke(shapes.line(x, y - size.height, to_x, to_y - size.height), "black", CUT_WEIGHT)
    return Form(name, board.finish(size.width, size.height))
