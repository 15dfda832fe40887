"""The day of an event and its theme: above the headline of a poster, and below the title of a card's front."""

from math import ceil

from booklet.geometry import Size, mm
from booklet.text.compose import compose, set_line
from booklet.text.itemise import TextStyle
from booklet.text.markup import ISOLATES, plain_text
from booklet.typeset.board import Board
from booklet.typeset.brief import Brief
from booklet.typeset.house import House, first_allowance
from booklet.typeset.placed import Component, Overset
from booklet.values import replace

EVENT, THEME = "event", "theme"
"""The blocks of oversets that are the name and date of a day, and its theme."""

TOP = mm(10.5)
"""Where the lines of a poster begin, below the band of a proof."""

SMALLER = mm(4)
"""How much lower they begin on a poster of half the size, where the band keeps its distance from the edge."""

ROOM = mm(14.5)
"""How tall they may be, above the headline."""

MOST_LINES = 4
"""Lines that day and theme may take on a card."""


def event_head(board: Board, brief: Brief, house: House) -> float:
    """Set day and theme above the headline of a poster and return where they end, 0 if it names no day.

    They stand on one line if they fit, in type as large as possible.
    """
    if brief.event is None:
        return 0.0
    measure = brief.trim.width - 2 * brief.margins.outer
    ways = [(lines, style) for style in _styles(house) for lines in _arrange(brief.event.day, brief.event.theme)]
    room = Size(measure, ROOM)
    lines, style = next((way for way in ways if _fits(*way, room, house)), ways[-1])
    if not _fits(lines, style, room, house):
        board.oversets.append(_overset(brief, _count_excess(lines[-1], style, measure, house)))
        return 0.0
    top = TOP + SMALLER * (1 / min(1.0, house.scale) - 1)
    for line in lines:
        top += board.paragraph(line, style, brief.margins.outer, top, measure)
    return top


def _styles(house: House) -> tuple[TextStyle, ...]:
    """Return the styles for the lines of a poster, which do not shrink with the message below."""
    whole = replace(house, allowance=first_allowance(house.theme))
    return whole.list_smaller("event", house.on(house.section.ink).title)


def _arrange(day: str, theme: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to arrange day and theme: on one line, or on one each."""
    return ((f"{day} · {theme}",), (day, theme)) if theme else ((day,),)


def _fits(lines: tuple[str, ...], style: TextStyle, room: Size, house: House) -> bool:
    is_low = len(lines) * style.leading <= room.height
    return is_low and all(set_line(line, style, house.setting).width <= room.width for line in lines)


def event_rows(brief: Brief, house: House, measure: float, ink: str) -> Component:
    """Set day and theme on the front of a card: on one line if they fit, else below one another."""
    board = Board(EVENT, house.setting)
    style = house.style("brand", ink)
    if brief.event is None:
        return board.finish(measure, 0)
    ways = _arrange(brief.event.day, brief.event.theme)
    lines = ways[0] if set_line(ways[0][0], style, house.setting).width <= measure else ways[-1]
    composed = [line for text in lines for line in compose(text, style, measure, house.setting)]
    if len(composed) > MOST_LINES or any(line.width > measure for line in composed):
        room = measure if len(composed) <= MOST_LINES else (MOST_LINES - 1) * measure
        board.oversets.append(_overset(brief, _count_excess(lines[-1], style, room, house)))
        return board.finish(measure, 0)
    top = 0.0
    for text in lines:
        top += board.paragraph(text, style, 0, top, measure)
    return board.finish(measure, top)


def _overset(brief: Brief, over: int) -> Overset:
    """Return that a theme is too long by so many characters, or that the day has no room."""
    assert brief.event is not None
    if brief.event.theme:
        return Overset(THEME, over, plain_text(brief.event.theme).strip(ISOLATES), brief.event.where)
    return Overset(EVENT, 1, brief.event.day)


def _count_excess(words: str, style: TextStyle, room: float, house: House) -> int:
    """Return how many characters too many words have for a width, at least one."""
    width = set_line(words, style, house.setting).width
    return max(1, ceil(len(words) * (1 - room / width)))
