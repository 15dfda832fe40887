"""Cells to lines of an embosser: broken at blanks, numbers and words whole."""

import re
from collections.abc import Iterator

from booklet.linear.cells import SOFT
from booklet.linear.louis import BLANK

CONTINUED = "⠐"
"""Ends a line whose word goes on in the next (Rules of Unified English Braille, 2024, 10.13.12): long addresses."""

_BREAKS = re.compile(f"({BLANK}+|{SOFT})")

_JOINTS = "⠌⠲⠤"
"""Cells of a slash, a dot and a hyphen, after which an address is best broken."""


def break_lines(cells: str, width: int, first: int = 0, others: int = 0) -> tuple[str, ...]:
    """Return cells as lines of a width, the first and the others indented by blanks.

    >>> break_lines("⠁⠃⠀⠉⠙⠑⠀⠋", 4, 1, 0)
    ('⠀⠁⠃', '⠉⠙⠑', '⠋')
    """
    return tuple(_list_lines(cells, width, first, others))


def _list_lines(cells: str, width: int, first: int, others: int) -> Iterator[str]:
    line, gap, has_words = BLANK * first, "", False
    for place, part in enumerate(_BREAKS.split(cells.strip(BLANK))):
        if place % 2:
            gap = BLANK if part != SOFT else ""
            continue
        if has_words and len(line) + len(gap) + len(part) > width:
            yield line
            line, gap, has_words = BLANK * others, "", False
        while len(line) + len(part) > width:
            room = width - len(line) - len(CONTINUED)
            cut = max((part.rfind(joint, 1, room) for joint in _JOINTS), default=-1) + 1 or room
            yield line + part[:cut] + CONTINUED
            line, part, gap = BLANK * others, part[cut:], ""
        line += (gap if has_words else "") + part
        has_words = has_words or bool(part)
    if has_words:
        yield line


def centre(cells: str, width: int) -> tuple[str, ...]:
    """Return cells as lines in the middle of a width, with three blanks at each side at least (BANA, Formats 4.4)."""
    return tuple(BLANK * ((width - len(line)) // 2) + line for line in break_lines(cells, width - 6))
