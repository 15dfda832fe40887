"""Masters with a large title: comics, infographics, pages to write on, pages to breathe, calm pages of text."""

from booklet.geometry import Rect, mm
from booklet.text.compose import compose, compose_phrases
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.brief import Brief
from booklet.typeset.busts import BUST_RATIO, bust
from booklet.typeset.flow import Column, fill_column
from booklet.typeset.foot import STRIP, foot, has_strip
from booklet.typeset.front import tile_column
from booklet.typeset.house import House
from booklet.typeset.placed import Component, Fill

COMIC_EDGE = mm(10)
"""From the trim to the strip, at most: panels are wider than text."""

TITLE_LINES, LEAST_USUAL = 3, 0.88
"""Lines that a large title may have before its type gives way, and the share of its size at which it may have fewer."""

HORIZON, ABOVE_STRIP, ABOVE_HORIZON = mm(0.6), mm(3.5), mm(4)
"""The line at which the ground of a page ends, how far above the help strip it stands, and where words end above it."""

FULL_WIDTH = frozenset({"danger", "steps", "banner"})
"""Kinds that need the whole measure of a page."""

FOOT_GROUNDS = {"oat": "mint"}
"""The ink below the horizon for a ground that would not be told from the usual one."""

SHEET_AROUND, SHEET_TOP, SHEET_RADIUS = mm(6), mm(10), mm(3)
"""How far a sheet to write on reaches beyond its words, where it begins, and its corners."""

TILE, TILE_GAP, MOST_TILES = mm(44), mm(7), 3
"""The tiles beside calm text: their size, their distance from the words, and how many there are at most."""

TILES = (
    ("tile-quarter on oat", "tile-typing on mint"),
    ("tile-rise on coral", "tile-bubble on lilac"),
    ("tile-path on oat", "tile-corner on tide"),
    ("tile-leaf on coral", "tile-phone on oat"),
)
"""The tiles above the face of a calm page, by the number of the page: none has the ink of the one below it."""

TILES_DOWN_TO = 95
"""The percentage of type below which words that are too long for the column have the whole measure, and no tiles."""

CROWD, LEAST_CROWD = mm(40), mm(26)
"""How tall the people are who stand on a horizon where a page has room, and how tall at least."""

CALM_SUN = {"night": ("coral", "sun"), "sun": ("oat", "coral")}
"""The inks of the two discs that rise on a page to breathe, by its ground."""


def comic_page(brief: Brief, house: House) -> Component:
    """Set a comic: its title, and panels that fill the page."""
    board = Board(brief.topic.id, house.setting)
    edge = comic_edge(brief)
    measure = brief.trim.width - 2 * edge
    top = mm(12) if house.is_roomy else mm(9)
    top += set_title(board, brief, house, edge, top, measure) + house.pad(4)
    top += fill_room(board, brief, house, Rect(edge, top, measure, text_end(brief) - top), "white")
    foot(board, brief, house)
    return board.finish(brief.trim.width, top)


def comic_edge(brief: Brief) -> float:
    """Return where the strip begins, from the trim."""
    return min(COMIC_EDGE, brief.margins.outer, brief.margins.inner)


def infographic(brief: Brief, house: House) -> Component:
    """Set a page to look at: a large title on the ink of the page, signs below it, and a horizon at the foot."""
    board = Board(brief.topic.id, house.setting)
    ground = house.section.ink
    end = draw_ground(board, brief, ground)
    top = title_top(house)
    top += set_title(board, brief, house, brief.start, top, brief.measure, house.on(ground).title) + below_title(house)
    column = Column(brief, brief.measure, ground)
    natural = fill_column(brief.topic.blocks, column, house, 0.0).height
    crowd = _measure_crowd(brief, end - top - natural)
    top += fill_room(board, brief, house, Rect(brief.start, top, brief.measure, end - top - crowd), ground)
    _draw_crowd(board, brief, end, crowd)
    foot(board, brief, house)
    return board.finish(brief.trim.width, top)


def activity(brief: Brief, house: House) -> Component:
    """Set a page to write on: a white sheet on the ink of the page."""
    board = Board(brief.topic.id, house.setting)
    end = draw_ground(board, brief, house.section.ink)
    x, width = brief.start - SHEET_AROUND, brief.measure + 2 * SHEET_AROUND
    board.sign(x, SHEET_TOP, width, end - SHEET_TOP, "white", SHEET_RADIUS, "none")
    end -= mm(5)
    top = SHEET_TOP + house.pad(5)
    top += set_title(board, brief, house, brief.start, top, brief.measure) + house.pad(4.5)
    top += fill_room(board, brief, house, Rect(brief.start, top, brief.measure, end - top), "white")
    foot(board, brief, house)
    return board.finish(brief.trim.width, top + mm(5))


def help_page(brief: Brief, house: House) -> Component:
    """Set a white page on which help stands: a large title, words, and messages that must be seen."""
    board = Board(brief.topic.id, house.setting)
    top = title_top(house)
    top += set_title(board, brief, house, brief.start, top, brief.measure) + below_title(house)
    top += fill_room(board, brief, house, Rect(brief.start, top, brief.measure, text_end(brief) - top), "white")
    foot(board, brief, house)
    return board.finish(brief.trim.width, top)


def calm(brief: Brief, house: House) -> Component:
    """Set a white page of text beside tiles at its end; what must stand in full width stands below both."""
    board = Board(brief.topic.id, house.setting)
    top = title_top(house)
    top += set_title(board, brief, house, brief.start, top, brief.measure) + below_title(house)
    end = text_end(brief)
    blocks = brief.topic.blocks
    cut = next((place for place, block in enumerate(blocks) if block.kind in FULL_WIDTH), len(blocks))
    below = fill_column(blocks[cut:], Column(brief, brief.measure, "white"), house, 0.0)
    end -= below.height + house.gap if below.height else 0.0
    narrow = Column(brief, brief.trim.width - TILE - TILE_GAP - brief.start, "white")
    words = fill_column(blocks[:cut], narrow, house, end - top)
    if words.height > end - top and house.allowance.type < TILES_DOWN_TO:
        words = fill_column(blocks[:cut], narrow._replace(measure=brief.measure), house, end - top)
    else:
        _draw_tiles(board, brief, house, top, end)
    top += board.place(words, brief.start, top)
    if below.height:
        top = max(top, end) + house.gap
        top += board.place(below, brief.start, top)
    foot(board, brief, house)
    return board.finish(brief.trim.width, top)


def breathe(brief: Brief, house: House) -> Component:
    """Set a page to breathe: few large words, much air, and a low sun on the horizon."""
    board = Board(brief.topic.id, house.setting)
    ground = house.section.ink
    end = draw_ground(board, brief, ground)
    inks = house.on(ground)
    _draw_low_sun(board, brief, end, CALM_SUN.get(ground, ("oat", "sun")))
    top = mm(18)
    styles = house.list_smaller("breath-title", inks.title)
    room = TITLE_LINES * styles[0].leading
    top += board.title(
        brief.topic.title, styles, brief.start, top, brief.measure, room, brief.topic.phrases
    ) + house.pad(7)
    narrow = 0.86 * brief.measure
    top += fill_room(board, brief, house, Rect(brief.start, top, narrow, 0.0), ground)
    foot(board, brief, house)
    return board.finish(brief.trim.width, top)


def text_end(brief: Brief) -> float:
    """Return how far down words may reach."""
    return brief.trim.height - brief.margins.foot


def set_title(
    board: Board, brief: Brief, house: House, x: float, top: float, measure: float, ink: str = "night"
) -> float:
    """Set the title of a page as large as it fits in few lines, and return its height."""
    styles, topic = house.list_smaller("opener-title", ink), brief.topic
    usual = [style for style in styles if style.size >= LEAST_USUAL * styles[0].size]
    lines = [
        len(compose_phrases(topic.phrases, style, measure, house.setting))
        if len(topic.phrases) > 1
        else len(compose(topic.title, style, measure, house.setting))
        for style in usual
    ]
    largest = lines.index(min(lines))
    return board.title(topic.title, styles[largest:], x, top, measure, TITLE_LINES * styles[0].leading, topic.phrases)


def title_top(house: House) -> float:
    """Return where a large title begins."""
    return mm(14) if house.is_roomy else mm(10)


def below_title(house: House) -> float:
    """Return the space below a large title."""
    return min(mm(6), house.gap)


def fill_room(board: Board, brief: Brief, house: House, room: Rect, ground: str) -> float:
    """Set the blocks of a page in a room, whose y is its distance from the top, and return their height."""
    column = Column(brief, room.width, ground)
    return board.place(fill_column(brief.topic.blocks, column, house, room.height), room.x, room.y)


def draw_ground(board: Board, brief: Brief, ground: str) -> float:
    """Draw the ground of a page down to its horizon, and return how far down words may stand on it."""
    width, height, bleed = brief.trim.width, brief.trim.height, brief.bleed
    board.ground(brief.trim, bleed, ground)
    if not has_strip(brief):
        return text_end(brief)
    horizon = height - STRIP - ABOVE_STRIP
    board.area(-bleed, horizon, width + 2 * bleed, height - horizon + bleed, FOOT_GROUNDS.get(ground, "oat"))
    board.rule(-bleed, horizon, width + 2 * bleed, "night", HORIZON)
    return horizon - ABOVE_HORIZON


def _measure_crowd(brief: Brief, spare: float) -> float:
    """Return how much of a page's room people take who stand on its horizon: none if there is little room.

    Nobody stands there where scenes have the people of a book.
    """
    room = min(spare - mm(10), CROWD)
    return room if brief.cast and not brief.pictures and has_strip(brief) and room >= LEAST_CROWD else 0.0


def _draw_crowd(board: Board, brief: Brief, end: float, height: float) -> None:
    """Draw the cast side by side on the horizon, those at the end side looking back at the others."""
    if not height:
        return
    horizon, width = end + ABOVE_HORIZON, brief.trim.width
    wide = (height + ABOVE_HORIZON - mm(2)) / BUST_RATIO
    x = (width - wide * len(brief.cast)) / 2
    for number, face in enumerate(brief.cast):
        flip = number > (len(brief.cast) - 1) / 2
        sky = shapes.rectangle(Rect(x, -horizon, wide, horizon))
        board.clip_item(sky, bust(face, x, -horizon, wide, flip=flip))
        x += wide
    board.rule(-brief.bleed, horizon, width + 2 * brief.bleed, "night", HORIZON)


def _draw_low_sun(board: Board, brief: Brief, end: float, inks: tuple[str, str]) -> None:
    """Draw two discs that rise at the end side of the horizon."""
    horizon, width, bleed = end + ABOVE_HORIZON, brief.trim.width, brief.bleed
    sky = shapes.rectangle(Rect(-bleed, -horizon + HORIZON / 2, width + 2 * bleed, horizon + bleed))
    for ink, radius in zip(inks, (mm(50), mm(32)), strict=True):
        board.clip_item(sky, Fill(shapes.disc(width * 0.68, -horizon - mm(4), radius), ink))


def _draw_tiles(board: Board, brief: Brief, house: House, top: float, end: float) -> None:
    """Draw as many tiles as there is room for, with a face in the last of them."""
    count = min(MOST_TILES, int((end - top) // TILE))
    ink = house.section.ink
    fitting = [pair for pair in TILES if not pair[-1].endswith(f" {ink}")]
    names = (*fitting[brief.number % len(fitting)], f"0 on {ink}")[-count:] if count else ()
    tiles = tile_column(names, brief.cast, TILE, brief.bleed, house)
    board.place(tiles, brief.trim.width - TILE, end - tiles.height)
