"""Braille as data: the page of an embosser, and how each language is written for it."""

from collections.abc import Mapping
from datetime import date

from booklet.values import Frozen

PROGRAM = "lou_translate"
"""The program of liblouis that writes it."""

LETTERS = "⠚⠁⠃⠉⠙⠑⠋⠛⠓⠊"
"""The digits from 0 as letters behind the sign of numbers (World Braille Usage, 3rd edition, 2013)."""

ANTOINE = "⠼⠡⠣⠩⠹⠱⠫⠻⠳⠪"
"""The digits of Antoine, each number behind dot 6 (Code braille français uniformisé, 2nd edition, 2008)."""

DIGITS: Mapping[str, tuple[str, str]] = {"letters": ("⠼", LETTERS), "antoine": ("⠠", ANTOINE)}
"""The sign of a number and its digits, by their names in layouts."""


class BrailleTable(Frozen):
    """How a language is written: by which table of liblouis, which braille and grade that is, with which digits.

    `plain` is its table without contractions. Words are `spaced` where print has no blanks between them and braille
    has, `joined` where neither has. It is a draft until somebody who reads it has `approved` it.
    """

    table: str
    plain: str
    name: str
    grade: str
    digits: str = "letters"
    words: str = ""
    approved: tuple[str, date] | None = None


class Braille(Frozen):
    """How booklets are embossed: cells of a line, lines of a page, pages of a volume; `tables` by their locales."""

    cells: int
    lines: int
    volume: int
    foreign: str
    tables: Mapping[str, BrailleTable]


def is_approved(braille: Braille, tag: str) -> bool:
    """Tell whether somebody who reads the braille of a locale has approved it."""
    return tag in braille.tables and braille.tables[tag].approved is not None


def show_number(number: int, digits: str) -> str:
    """Return a number in braille.

    >>> show_number(13, "letters"), show_number(13, "antoine")
    ('⠼⠁⠉', '⠠⠡⠩')
    """
    sign, cells = DIGITS[digits]
    return sign + "".join(cells[int(digit)] for digit in str(number))
