"""Masters with a large title: comics, infographics, pages to write on, pages to breathe, calm pages of text."""

from booklet.geometry import mm
from booklet.typeset.board import Board
from booklet.typeset.brief import Brief
from booklet.typeset.flow import Column, fill_column
from booklet.typeset.foot import foot
from booklet.typeset.house import House
from booklet.typeset.placed import Component

COMIC_EDGE = mm(10)
"""From the trim to the strip, at most: panels are wider than text."""

TITLE_TOP = mm(15)

TITLE_LINES = 3
"""Lines that a large title may have before its type gives way."""


def comic_page(brief: Brief, house: House) -> Component:
    """Set a comic: its title, and panels that fill the page."""
    board = Board(brief.topic.id, house.setting)
    edge = min(COMIC_EDGE, brief.margins.outer, brief.margins.inner)
    measure = brief.trim.width - 2 * edge
    top = mm(12) if house.is_roomy else mm(9)
    top += set_title(board, brief, house, edge, top, measure) + house.pad(4)
    room = text_end(brief) - top
    top += board.place(fill_column(brief.topic.blocks, Column(brief, measure, "white"), house, room), edge, top)
    foot(board, brief, house)
    return board.finish(brief.trim.width, top)


def text_end(brief: Brief) -> float:
    """Return how far down words may reach."""
    return brief.trim.height - brief.margins.foot


def set_title(
    board: Board, brief: Brief, house: House, x: float, top: float, measure: float, ink: str = "night"
) -> float:
    """Set the title of a page as large as it fits in few lines, and return its height."""
    styles = house.list_smaller("opener-title", ink)
    return board.title(brief.topic.title, styles, x, top, measure, TITLE_LINES * styles[0].leading)
