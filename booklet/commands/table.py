"""Tables on a terminal: no name is ever broken or cut off, however narrow it is, so that it can be copied whole."""

import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence

from booklet.commands.tell import show_letters

GAP = "  "


def show_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows below their headings; where they are too wide, each row as its name and lines below it."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in lay_out(headings, [[show_letters(cell) for cell in row] for row in rows], width):
        print(line)


def lay_out(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None) -> Iterator[str]:
    r"""Yield the lines of a table, whole or folded to a width; the first cell of a row is its name.

    >>> print(*lay_out(("File", "Pages", "State"), [("a-long-name.pdf", "28", "")], 60), sep="\n")
    File             Pages  State
    a-long-name.pdf  28
    >>> print(*lay_out(("File", "Pages", "State"), [("a-long-name.pdf", "28", "draft")], 28), sep="\n")
    a-long-name.pdf
      Pages: 28  State: draft
    """
    from rich.cells import cell_len, set_cell_size

    table = (headings, *rows)
    widths = [max(map(cell_len, column)) for column in zip(*table, strict=True)]
    if width is None or len(GAP.join(" " * wide for wide in widths)) <= width:
        for row in table:
            yield GAP.join(map(set_cell_size, row, widths)).rstrip()
        return
    for name, *cells in rows:
        yield name
        told = (f"{heading}: {cell}" for heading, cell in zip(headings[1:], cells, strict=True) if cell)
        yield from _wrap(GAP.join(told), width)


def _wrap(text: str, width: int) -> list[str]:
    """Return a text as indented lines; words stay whole, even if one is wider than all."""
    return textwrap.wrap(
        text, width, initial_indent=GAP, subsequent_indent=GAP, break_long_words=False, break_on_hyphens=False
    )
