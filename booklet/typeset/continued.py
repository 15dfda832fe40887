"""Masters for pages on which a topic continues, and for pages of notes, in layouts that flow."""

from booklet.geometry import Rect, mm
from booklet.typeset.bigtitle import comic_edge, draw_ground, fill_room, text_end
from booklet.typeset.board import Board
from booklet.typeset.boxes import LINE_HEIGHT
from booklet.typeset.brief import Brief
from booklet.typeset.flow import flow
from booklet.typeset.foot import foot
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.typeset.story import scenario
from booklet.typeset.tab import edge_tab
from booklet.words.manuscript import Block

HEAD = mm(15)
"""Where the line stands that says which topic goes on."""

TEXT = mm(24)


def continued_text(brief: Brief, house: House) -> Component:
    """Set a white page on which a topic continues: its title small, then its blocks."""
    board = Board(brief.topic.id, house.setting)
    size = mm(4.5)
    board.bubble(brief.start, HEAD + mm(3) - size / 2, size, size, house.section.ink, size / 2)
    _draw_running_title(board, brief, house, size + mm(2.5))
    edge_tab(board, brief, house.section)
    room = Rect(brief.start, TEXT, brief.measure, text_end(brief) - TEXT)
    return _finish(board, fill_room(board, brief, house, room, "white"), brief, house)


def continued_story(brief: Brief, house: House) -> Component:
    """Set a page on Lilac on which a story continues."""
    board = Board(brief.topic.id, house.setting)
    board.ground(brief.trim, brief.bleed, "lilac")
    icon = mm(6.5)
    board.art("icon-chats-circle", brief.start, HEAD, icon, icon)
    _draw_running_title(board, brief, house, icon + mm(2.5))
    return _set(board, story_flow(brief, house), brief, house)


def continued_comic(brief: Brief, house: House) -> Component:
    """Set a page on which a comic continues."""
    board = Board(brief.topic.id, house.setting)
    edge = comic_edge(brief)
    _draw_running_title(board, brief, house, edge - brief.start)
    room = Rect(edge, TEXT, brief.trim.width - 2 * edge, text_end(brief) - TEXT)
    return _finish(board, fill_room(board, brief, house, room, "white"), brief, house)


def continued_infographic(brief: Brief, house: House) -> Component:
    """Set a page on the ink of its topic on which signs continue."""
    board = Board(brief.topic.id, house.setting)
    ground = house.section.ink
    end = draw_ground(board, brief, ground)
    _draw_running_title(board, brief, house, 0.0)
    height = fill_room(board, brief, house, Rect(brief.start, TEXT, brief.measure, end - TEXT), ground)
    return _finish(board, height, brief, house)


def _finish(board: Board, height: float, brief: Brief, house: House) -> Component:
    foot(board, brief, house)
    return board.finish(brief.trim.width, TEXT + height)


def _set(board: Board, words: Component, brief: Brief, house: House) -> Component:
    top = TEXT + board.place(words, brief.start, TEXT)
    foot(board, brief, house)
    return board.finish(brief.trim.width, top)


def _draw_running_title(board: Board, brief: Brief, house: House, x: float) -> None:
    """Draw the small title of a topic that continues; it is an artifact, since it was read before."""
    board.text(brief.topic.title, house.style("label"), brief.start + x, HEAD, brief.measure - x)


def story_flow(brief: Brief, house: House) -> Component:
    """Set a scenario directly on the ground, with what follows it below."""
    board = Board(brief.topic.id, house.setting)
    blocks: tuple[Block, ...] = brief.topic.blocks
    top = 0.0
    if blocks and blocks[0].kind == "scenario":
        top += board.place(scenario(blocks[0], brief.measure, house, brief.cast), 0, 0)
        blocks = blocks[1:]
    if blocks:
        top += min(mm(4.5), house.gap) if top else 0.0
        top += board.place(flow(blocks, brief, house, "lilac"), 0, top)
    return board.finish(brief.measure, top)


def notes(brief: Brief, house: House) -> Component:
    """Set a page of lines to write on, and help at its foot."""
    board = Board(brief.topic.id, house.setting)
    top, lowest = TEXT, brief.trim.height - brief.margins.foot - mm(3)
    while top + LINE_HEIGHT <= lowest:
        top += LINE_HEIGHT
        board.rule(brief.start, top, brief.measure, "black", 0.35)
    foot(board, brief, house)
    return board.finish(brief.trim.width, top)
