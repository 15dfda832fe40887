"""Pages of braille: passages as lines of an embosser, print pages shown where they begin, volumes of whole pages.

The page follows BANA (Braille Formats: Principles of Print-to-Braille Transcription, 2016): centred titles, headings in
cell 5, paragraphs that begin in cell 3, lists in cells 1 and 3, a line of dots 36 with the number of the print page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from booklet.linear.lines import break_lines, centre
from booklet.linear.louis import BLANK
from booklet.linear.passages import CALL, HEADING, ITEM, MORE, PAGE, PICTURE, STEP, TITLE, WARNING
from booklet.look.braille import Braille, show_number
from booklet.values import Frozen

RULE = "⠤"

INDENTS = {HEADING: (4, 4), ITEM: (0, 2), STEP: (0, 2), MORE: (2, 4), PICTURE: (6, 4), CALL: (0, 2), WARNING: (0, 2)}
"""How far the first line of a kind of passage and the others are indented; running text is by 2 and 0."""

PARTED = frozenset({TITLE, HEADING, CALL, WARNING})
"""Kinds with an empty line before them."""

FOLLOWED = frozenset({TITLE, WARNING})
"""Kinds with an empty line after them."""

HEADS = frozenset({TITLE, HEADING, PAGE})
"""Kinds that stand above something, and never last on a page."""

LEAST_BELOW = 2
"""Lines that stand below a head on its page at least."""


class BraillePage(Frozen):
    """A page of braille: its lines without its number, and the pages of print that begin on it."""

    lines: tuple[str, ...]
    prints: tuple[int, ...]


@dataclass(slots=True)
class _Pager:
    """Fills pages with lines; the last line of each is for its number."""

    braille: Braille
    digits: str
    pages: list[BraillePage] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    prints: list[int] = field(default_factory=list)

    @property
    def room(self) -> int:
        """How many lines are left on the page."""
        return self.braille.lines - 1 - len(self.lines)

    def turn(self) -> None:
        """Begin a page, if anything is on this one."""
        if self.lines:
            self.pages.append(BraillePage(tuple(self.lines), tuple(self.prints)))
            self.lines, self.prints = [], []

    def part(self) -> None:
        """Leave a line empty, but not at the head of a page, nor two."""
        if self.room and self.lines and self.lines[-1]:
            self.lines.append("")

    def keep(self, count: int) -> None:
        """Begin a page unless so many lines are left."""
        if self.room < min(count, self.braille.lines - 1):
            self.turn()

    def put(self, lines: Iterable[str]) -> None:
        """Put lines on the page, and on the next where it ends."""
        for line in lines:
            self.keep(1)
            self.lines.append(line)

    def mark_print(self, number: int) -> None:
        """Put the line that shows where a page of print begins."""
        said = show_number(number, self.digits)
        self.lines.append(RULE * (self.braille.cells - len(said)) + said)
        self.prints.append(number)


def fill_pages(passages: Sequence[tuple[str, str]], braille: Braille, digits: str) -> tuple[BraillePage, ...]:
    """Return pages of passages, each a kind and its cells; the cells of a page of print are its number."""
    pager = _Pager(braille, digits)
    shaped = [(kind, _shape(kind, cells, braille.cells)) for kind, cells in passages]
    for place, (kind, lines) in enumerate(shaped):
        pager.keep(_needed(shaped, place))
        if kind == PAGE:
            pager.mark_print(int(lines[0]))
            continue
        if kind in PARTED:
            pager.part()
        pager.put(lines)
        if kind in FOLLOWED:
            pager.part()
    pager.turn()
    return tuple(pager.pages)


def _needed(shaped: Sequence[tuple[str, Sequence[str]]], place: int) -> int:
    """Return how many lines a passage needs on a page: a head with what is below it, others the first."""
    kind, lines = shaped[place]
    count = len(lines) + (kind in PARTED) + (kind in FOLLOWED)
    if kind not in HEADS:
        return 1
    return count + (_needed(shaped, place + 1) if place + 1 < len(shaped) else 0) + LEAST_BELOW - 1


def _shape(kind: str, cells: str, width: int) -> tuple[str, ...]:
    if kind == PAGE:
        return (cells,)
    return centre(cells, width) if kind == TITLE else break_lines(cells, width, *INDENTS.get(kind, (2, 0)))


def split_volumes(pages: Sequence[BraillePage], most: int) -> Iterator[tuple[BraillePage, ...]]:
    """Yield volumes of whole pages, as few as can be, and about as thick as each other.

    >>> [len(volume) for volume in split_volumes([BraillePage((), ())] * 61, 60)]
    [31, 30]
    """
    count = -(-len(pages) // most)
    for volume in range(count):
        yield tuple(pages[-(-len(pages) * volume // count) : -(-len(pages) * (volume + 1) // count)])


def number_page(page: BraillePage, number: int, braille: Braille, digits: str) -> tuple[str, ...]:
    """Return the lines of a page with its number at the end of the last."""
    empty = ("",) * (braille.lines - 1 - len(page.lines))
    said = show_number(number, digits)
    return (*page.lines, *empty, BLANK * (braille.cells - len(said)) + said)
