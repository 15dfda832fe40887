"""A whole tip card on one side: its front above its back, so that the other side can have another language."""

from booklet.geometry import Size, mm
from booklet.typeset.board import Board
from booklet.typeset.brief import Brief
from booklet.typeset.card import card_back, card_front
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.values import replace

BACK = mm(64)
"""How tall the back is, taller than that of a card in wallet size; the front has the rest, which is as tall as one."""


def card_whole(brief: Brief, house: House) -> Component:
    """Set the front of a card and its back below it."""
    board = Board(brief.topic.id, house.setting)
    width, bleed, front = brief.trim.width, brief.bleed, brief.trim.height - BACK
    board.place(card_front(replace(brief, trim=Size(width, front)), house), 0, 0)
    board.area(-bleed, front, width + 2 * bleed, BACK + bleed, "white")
    board.place(card_back(replace(brief, trim=Size(width, BACK)), house), 0, front)
    return board.finish(width, 0)
