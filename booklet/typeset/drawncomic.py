"""Comics drawn from scenes: panels where the scene has them, words that fit them, what follows below.

Longer words first take their panel's air; then its people stand lower, as far as table and frame hide; then rows grow
where others can spare it. Type gives way last.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from booklet.geometry import Rect, add_lengths, mm
from booklet.scenes.model import Panel, Scene
from booklet.scenes.reshape import stretch
from booklet.scenes.stage import list_heads, may_stand_lower
from booklet.typeset.board import Board
from booklet.typeset.boxes import note_line
from booklet.typeset.brief import Brief
from booklet.typeset.flow import Column, fill_column
from booklet.typeset.foot import foot, strip_top
from booklet.typeset.house import House
from booklet.typeset.panelplan import PlacedWords, Styles, place_words
from booklet.typeset.panelwords import Inside, SetWords, draw_words, make_tail, style_of
from booklet.typeset.picture import picture_items
from booklet.typeset.placed import Component, Overset
from booklet.words.manuscript import Block

TITLE_TOP, TITLE_AIR = mm(12), mm(2.5)
"""Where the title begins, and the least air between it and the panels."""

LOWER = (0.0, mm(2), mm(4), mm(6))
"""By how much the people of a panel may stand lower."""

TALLER = (0.0, mm(2), mm(4), mm(6), mm(8))
SHORTER = (mm(2), mm(4), mm(6), mm(8))
"""By how much a row may be taller than in its scene, or shorter so that others may."""

BELOW = mm(3)
"""The distance of what stands below a comic."""

NOTE_RADIUS, NOTE_SIDE, NOTE_PAD = mm(4), mm(3), mm(1.6)
"""The box of what stands below a comic: its corners, and the space around its words."""

ABOVE_STRIP = mm(1.5)
"""What stays free between the last words and the help strip."""


class _Row(NamedTuple):
    """Panels side by side, with the blocks of their words."""

    panels: tuple[Panel, ...]
    blocks: tuple[tuple[Block, ...], ...]
    styles: tuple[Styles, ...]


class SolvedRow(NamedTuple):
    """A row as it is drawn: its panels, how much their people are lowered, and where their words stand."""

    panels: tuple[Panel, ...]
    lowered: tuple[float, ...]
    words: tuple[PlacedWords, ...]

    def is_clean(self, *, airy: bool) -> bool:
        """Whether all its words fit, and leave hair and things free where there should be air."""
        return all(placed.is_clean and not (airy and placed.crowded) for placed in self.words)


def drawn_comic(brief: Brief, house: House, scene: Scene) -> Component:
    """Set a comic page: its title, its panels, and the other blocks of its topic below them."""
    board = Board(brief.topic.id, house.setting)
    comic = find_comic(brief.topic.blocks)
    edge = min(panel.at[0] for panel in scene.panels)
    measure = brief.trim.width - 2 * edge
    _set_title(board, brief, house, Rect(edge, TITLE_TOP, measure, min(panel.at[1] for panel in scene.panels)))
    below = _set_below(tuple(block for block in brief.topic.blocks if block is not comic), brief, measure, house)
    lowest = strip_top(brief) - ABOVE_STRIP
    gap = BELOW if below.height else 0.0
    rows = arrange_comic(scene, comic, house, lowest - gap - below.height)
    top = _draw_rows(board, rows, scene, comic, house)
    if below.height:
        board.bubble(edge, top + gap, measure, below.height, "sun", NOTE_RADIUS)
        top += gap + board.place(below, edge, top + gap)
    foot(board, brief, house)
    allowed = brief.trim.height - brief.margins.foot
    return board.finish(brief.trim.width, min(top, allowed) if top <= lowest + 0.5 else top)


def _set_title(board: Board, brief: Brief, house: House, room: Rect) -> None:
    """Set the title above the panels, which begin at the height of its room."""
    styles, words = house.list_smaller("opener-title"), brief.topic.title
    height = board.title(
        words, styles, room.x, room.y, room.width, room.height - room.y - TITLE_AIR, brief.topic.phrases
    )
    if room.y + height > room.height - TITLE_AIR / 2:
        board.oversets.append(Overset(brief.topic.id, 1, words))


def arrange_comic(scene: Scene, comic: Block, house: House, lowest: float) -> tuple[SolvedRow, ...]:
    """Return the rows of a comic, above a height, so that all words fit if they can."""
    rows = [_make_row(tuple(row), comic, house) for _, row in groupby(scene.panels, key=lambda panel: panel.at[1])]
    spare = lowest - max(panel.at[1] + panel.size.height for panel in scene.panels)
    solved = _solve(rows, spare, airy=True) or _solve(rows, spare, airy=False)
    return tuple(solved or [_solve_row(row, 0.0) for row in rows])


def _draw_rows(board: Board, rows: tuple[SolvedRow, ...], scene: Scene, comic: Block, house: House) -> float:
    """Draw rows below one another and return where the last one ends."""
    moved = top = 0.0
    heights = {panel.id: panel.size.height for panel in scene.panels}
    strip = board.element("Sect")
    for row in rows:
        for number, panel in enumerate(row.panels):
            _draw_panel(board, row, number, _panel_block(comic, panel.id), moved, scene.line, house, strip)
            top = panel.at[1] + moved + panel.size.height
        moved += row.panels[0].size.height - heights[row.panels[0].id]
    return top


def _set_below(blocks: tuple[Block, ...], brief: Brief, measure: float, house: House) -> Component:
    """Set what follows a comic, for a Sun ground: one note in small type, anything else as on other pages."""
    board = Board(brief.topic.id, house.setting)
    if len(blocks) == 1 and blocks[0].kind == "note" and blocks[0].style == "line":
        inner = note_line(blocks[0], measure - 2 * NOTE_SIDE, house, "sun", role="small")
    else:
        inner = fill_column(blocks, Column(brief, measure - 2 * NOTE_SIDE, "sun"), house, 0.0)
    pad = NOTE_PAD if inner.height else 0.0
    board.place(inner, NOTE_SIDE, pad)
    return board.finish(measure, inner.height + 2 * pad)


def find_comic(blocks: Sequence[Block]) -> Block:
    """Return the comic among blocks."""
    return next(block for block in blocks if block.kind == "comic")


def _panel_block(comic: Block, panel: str) -> Block:
    """Return the panel of a comic with an id."""
    return next(item for item in comic.items if item.id == f"{comic.id}.{panel}")


def _make_row(panels: tuple[Panel, ...], comic: Block, house: House) -> _Row:
    known = {item.id: item for panel in comic.items for item in panel.items}
    kept = []
    for panel in panels:
        words = tuple(words for words in panel.words if f"{comic.id}.{words.name}" in known)
        kept.append(replace(panel, words=words))
    blocks = tuple(tuple(known[f"{comic.id}.{words.name}"] for words in panel.words) for panel in kept)
    styles = (tuple(style_of(words.kind, house, words.ink) for words in panel.words) for panel in kept)
    return _Row(tuple(kept), blocks, tuple(Styles(style, house.setting) for style in styles))


def _solve(rows: list[_Row], spare: float, *, airy: bool) -> list[SolvedRow] | None:
    """Return the rows so that all words fit, some taller, others shorter; None if they cannot.

    `spare` is the room below the last row, or what it lacks.
    """
    changes: list[float] = []
    for row in rows:
        taller = next((more for more in TALLER if _solve_row(row, more).is_clean(airy=airy)), None)
        if taller is None:
            return None
        changes.append(taller)
    short = add_lengths(changes) - spare
    for number in sorted(range(len(rows)), key=lambda number: -rows[number].panels[0].size.height):
        if short <= 0:
            break
        if not changes[number]:
            less = _give(rows[number], short, airy=airy)
            changes[number] = -less
            short -= less
    if short > 0.1:
        return None
    return [_solve_row(row, change) for row, change in zip(rows, changes, strict=True)]


def _give(row: _Row, short: float, *, airy: bool) -> float:
    """Return by how much a row can be shorter, of what is asked for."""
    given = 0.0
    for less in SHORTER:
        if given >= short or not _solve_row(row, -less).is_clean(airy=airy):
            break
        given = less
    return given


@lru_cache(maxsize=2048)
def _solve_row(row: _Row, taller: float) -> SolvedRow:
    """Return a row that is taller by some points, its people lowered as little as its words need."""
    panels = tuple(stretch(panel, taller) for panel in row.panels)
    lowered, placed = [], []
    for panel, blocks, styles in zip(panels, row.blocks, row.styles, strict=True):
        tries = [(0.0, place_words(panel, blocks, styles, 0.0))]
        for lower in LOWER[1:] if panel.figures else ():
            if _is_easy(tries[-1][1]) or not may_stand_lower(panel, lower):
                break
            tries.append((lower, place_words(panel, blocks, styles, lower)))
        best = min(tries, key=lambda found: (found[1].covered, found[1].crowded, found[0]))
        lowered.append(best[0])
        placed.append(best[1])
    return SolvedRow(panels, tuple(lowered), tuple(placed))


def _is_easy(placed: PlacedWords) -> bool:
    return placed.is_clean and not placed.crowded


def _draw_panel(
    board: Board, row: SolvedRow, number: int, block: Block, moved: float, line: float, house: House, strip: int
) -> None:
    """Draw a panel: its picture as a figure, then its words as they are read."""
    panel, lowered, placed = row.panels[number], row.lowered[number], row.words[number]
    part = Board(block.id, house.setting)
    section = part.element("Sect")
    box = Rect(0, -panel.size.height, *panel.size)
    part.picture(box, picture_items(panel, line, lowered), block.label, section)
    heads = {head.name: head for head in reversed(list_heads(panel, lowered))}
    for found, place in _in_reading_order(placed, block):
        tail = make_tail(found.words, place, heads.get(found.words.by))
        draw_words(part, found, place, tail, house, Inside(panel.size, section))
    if not placed.is_clean:
        worst = max(placed.words, key=lambda pair: pair[1].height)
        part.oversets.append(Overset(block.id, 1, worst[0].block.text))
    board.place(part.finish(*panel.size), panel.at[0], panel.at[1] + moved, strip)


def _in_reading_order(placed: PlacedWords, block: Block) -> Iterator[tuple[SetWords, Rect]]:
    """Yield the words of a panel in the order of the manuscript."""
    order = {item.id: number for number, item in enumerate(block.items)}
    yield from sorted(placed.words, key=lambda pair: order.get(pair[0].block.id, len(order)))
