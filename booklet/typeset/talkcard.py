"""The front of a card to talk about: its question in a bubble, and the face that asks it before the sun."""

from booklet.geometry import Rect, mm
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.branding import brand_line
from booklet.typeset.brief import Brief
from booklet.typeset.busts import BUST_RATIO, bust
from booklet.typeset.cardband import EDGE
from booklet.typeset.eventlines import event_rows
from booklet.typeset.house import House
from booklet.typeset.placed import Component, Fill, Overset
from booklet.typeset.reach import find_highest
from booklet.words.guide import TALK

TOP, PAD, RADIUS = mm(5.8), mm(3.6), mm(4.5)
"""Where the bubble begins, the space around its words, and its corners."""

LEAST_FACE, MOST_FACE = mm(16), mm(38)
"""How wide the face is at least and at most, below the bubble."""

SUN = 0.56
"""Radius of the sun by the width of the face."""

AIR = mm(1.2)
"""What the face keeps from the bubble."""


def is_talk(brief: Brief) -> bool:
    """Tell whether a card is one of the deck."""
    return brief.look is not None and brief.look.picture == TALK


def talk_front(brief: Brief, house: House) -> Component:
    """Set the front: the question in large type, and below it as large a face as has room."""
    board = Board(brief.topic.id, house.setting)
    width, height, bleed = brief.trim.width, brief.trim.height, brief.bleed
    board.ground(brief.trim, bleed, house.section.ink)
    words = _set_words(brief, house, width - 2 * mm(5) - 2 * PAD)
    top, tall = TOP / min(1.0, house.scale), words.height + 2 * PAD
    board.bubble(mm(5), top, width - mm(10), tall, "white", RADIUS, "bottom-end")
    board.place(words, mm(5) + PAD, top + PAD)
    room = height - top - tall - AIR
    if room < LEAST_FACE * BUST_RATIO - bleed or top + tall > height - EDGE:
        board.oversets.append(Overset(brief.topic.id, 1, "the front of the card"))
    _draw_face(board, brief, room)
    brand_line(board, brief, house, house.section.ink, top + tall)
    return board.finish(width, 0)


def _set_words(brief: Brief, house: House, measure: float) -> Component:
    """Set the question, and below it the day of an event."""
    board = Board(brief.topic.id, house.setting)
    title = Board(brief.topic.id, house.setting)
    tall = title.title(brief.topic.title, house.list_smaller("title", "night"), 0, 0, measure)
    head = title.finish(measure, tall)
    top = max(0.0, find_highest(head.items, {}))
    top += board.place(head, 0, top)
    return board.finish(measure, top + board.place(event_rows(brief, house, measure, "black"), 0, top))


def _draw_face(board: Board, brief: Brief, room: float) -> None:
    """Draw a face at the end side of the foot, before the sun."""
    width, height, bleed = brief.trim.width, brief.trim.height, brief.bleed
    area = shapes.rectangle(Rect(-bleed, -height - bleed, width + 2 * bleed, height + 2 * bleed))
    wide = max(LEAST_FACE, min(MOST_FACE, (room + bleed) / BUST_RATIO))
    x = width - mm(6) - wide
    board.clip_item(area, Fill(shapes.disc(x + wide / 2, -height, SUN * wide), "sun"))
    for name in brief.cast[:1]:
        board.clip_item(area, bust(name, x, -height - bleed, wide, flip=True))
