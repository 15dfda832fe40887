"""Blocks below one another in a column, with the space that their kinds ask for."""

from collections.abc import Callable
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple, Protocol

from booklet.geometry import add_lengths, mm
from booklet.typeset import boxes, comic, exhibits, help, infographic, road, steps, story, ticks
from booklet.typeset.board import Board
from booklet.typeset.brief import Brief
from booklet.typeset.comicrows import comic_rows
from booklet.typeset.front import contents, imprint
from booklet.typeset.house import House, first_allowance
from booklet.typeset.pill import pill
from booklet.typeset.placed import Component
from booklet.values import replace
from booklet.words.manuscript import Block


class _Grows(Protocol):
    """Sets a kind of block that can use more height than its words need; `spare` is what it may have."""

    def __call__(
        self, block: Block, measure: float, house: House, ground: str = "white", spare: float = 0.0
    ) -> Component: ...


GROWS: dict[str, _Grows] = {
    "comic": comic.comic,
    "flow": road.road,
    "myth": infographic.myths,
    "routes": infographic.routes,
    "taking-action-map": infographic.places,
    "ticks": ticks.ticks,
}
"""Kinds that may be taller than their words need, so that they fill a page: the last number is what is to spare."""

BOXES: dict[str, Callable[[Block, float, House, str], Component]] = {
    "paragraph": boxes.paragraph,
    "heading": boxes.heading,
    "list": boxes.bullets,
    "definition": boxes.definition,
    "question": boxes.question,
    "note": boxes.note,
    "banner": boxes.banner,
    "taking-action": boxes.taking_action,
    "action": boxes.action,
    "law": boxes.law,
    "lines": boxes.lines,
    "steps": steps.steps,
    "breath": boxes.breath,
    "picture": exhibits.picture,
    "table": exhibits.table,
    "columns": exhibits.columns,
    "code": exhibits.code,
    **GROWS,
}

RUNNING = frozenset({"paragraph", "list", "heading"})

CARD_HEIGHT = mm(39.5)

MOST_WIDER = mm(9)
"""By how much a space between blocks may be wider than their kinds ask for, so that a page is filled."""

DANGER_LINES = 3
"""What the message on danger needs in its longest form."""


class Column(NamedTuple):
    """Where blocks stand: the page they are of, how wide they may be, and the ink below them."""

    brief: Brief
    measure: float
    ground: str


def flow(blocks: tuple[Block, ...], brief: Brief, house: House, ground: str = "white") -> Component:
    """Return blocks below one another in a column as wide as the page's measure."""
    column = Column(brief, brief.measure, ground)
    found = groups(blocks)
    parts = [_component(kind, group, column, house) for kind, group in found]
    return _place_below(parts, _list_spaces(found, house), column, house)


def fill_column(blocks: tuple[Block, ...], column: Column, house: House, room: float) -> Component:
    """Return blocks below one another that fill a room, as far as kinds may grow and the spaces between may widen."""
    room = room if column.brief.is_filled else 0.0
    found = groups(blocks)
    spaces = _list_spaces(found, house)
    parts = [_component(kind, group, column, house) for kind, group in found]
    for place, (kind, (first, *_)) in enumerate(found):
        spare = room - _measure_column(parts, spaces)
        if kind in GROWS and spare > 0:
            parts[place] = _grow(kind, first, column, house, spare)
    spare = max(0.0, room - _measure_column(parts, spaces))
    wider = min(MOST_WIDER, spare / max(1, len(spaces)))
    return _place_below(parts, [between + wider for between in spaces], column, house)


def _grow(kind: str, block: Block, column: Column, house: House, spare: float) -> Component:
    """Return a block that is taller than its words need."""
    scene = column.brief.pictures
    if kind == "comic" and scene:
        return comic_rows(block, column.measure, house, scene, spare)
    return GROWS[kind](block, column.measure, house, column.ground, spare)


def _measure_column(parts: list[Component], spaces: list[float]) -> float:
    return add_lengths([*(part.height for part in parts), *spaces])


def _list_spaces(found: list[tuple[str, tuple[Block, ...]]], house: House) -> list[float]:
    """Return the spaces between groups of blocks."""
    kinds = [(kind, group[0].style) for kind, group in found]
    return [space(before, now, house) for before, now in pairwise(kinds)]


def _place_below(parts: list[Component], spaces: list[float], column: Column, house: House) -> Component:
    board = Board(column.brief.topic.id, house.setting)
    top = 0.0
    for part, after in zip(parts, [*spaces, 0.0][: len(parts)], strict=True):
        top += board.place(part, 0, top) + after
    return board.finish(column.measure, top)


def groups(blocks: tuple[Block, ...]) -> list[tuple[str, tuple[Block, ...]]]:
    """Put tips that follow one another together; every other block stands alone."""
    groups: list[tuple[str, tuple[Block, ...]]] = []
    for kind, found in groupby(blocks, key=lambda block: block.kind):
        members = tuple(found)
        groups += [(kind, members)] if kind == "tip" else [(kind, (block,)) for block in members]
    return groups


def _component(kind: str, group: tuple[Block, ...], column: Column, house: House) -> Component:
    brief, measure, ground = column
    if kind == "danger":
        return _danger(measure, house)
    if kind == "contents":
        return contents(brief.entries, measure, house)
    if kind == "imprint":
        return imprint(brief.imprint, measure, house)
    if brief.help and kind == "directory":
        return _directory(brief, house)
    if kind == "comic" and brief.pictures:
        return comic_rows(group[0], measure, house, brief.pictures)
    return box(kind, group, measure, house, ground, brief.cast)


@lru_cache(maxsize=1024)
def box(
    kind: str, group: tuple[Block, ...], measure: float, house: House, ground: str, cast: tuple[str, ...] = ()
) -> Component:
    """Return blocks that are set the same wherever they stand, as most are, also on pages that a country changes."""
    if kind == "tip":
        return boxes.pairs(group, measure, house)
    if kind == "scenario":
        return story.scenario_in_bubble(group[0], measure, house, cast)
    return BOXES[kind](group[0], measure, house, ground)


def _danger(measure: float, house: House) -> Component:
    board = Board("m5", house.setting)
    board.form("danger", 0, 0)
    return board.finish(measure, danger_height(house))


def danger_height(house: House) -> float:
    """Return the height of the message on danger, the same on every page whatever its words.

    If type may not shrink, it is one line taller.
    """
    lines = DANGER_LINES + 1 if house.floor else DANGER_LINES
    return lines * replace(house, allowance=first_allowance(house.theme)).style("body").leading


def _directory(brief: Brief, house: House) -> Component:
    """Set the helpline card (a form), the emergency pill and the rows."""
    assert brief.help is not None
    board = Board("directory", house.setting)
    board.form("card", 0, 0, "Sect")
    top = CARD_HEIGHT + min(mm(3), house.gap * 0.66)
    top += board.place(pill(brief.help, brief.measure, house), 0, top) + mm(1)
    top += board.place(help.directory(brief.help.rows, brief.measure, house), 0, top)
    return board.finish(brief.measure, top)


def space(before: tuple[str, str], now: tuple[str, str], house: House) -> float:
    """Return the space between two blocks, each given as (kind, style).

    Text follows text closely, a heading stands near what it heads, and boxes keep the gap that the page can afford.
    """
    if before[0] == "heading":
        return mm(0.8)
    if before[1] == now[1] == "line":
        return min(mm(3), house.gap)
    if before[0] in RUNNING and now[0] in RUNNING:
        return min(mm(5), house.gap) if now[0] == "heading" else mm(3)
    if before[0] == now[0] and now[0] in {"law", "action"}:
        return min(mm(4.5), house.gap)
    return house.gap
