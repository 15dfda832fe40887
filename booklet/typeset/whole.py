"""The whole tip card on one side: its front above its back, so that its back can say the same in another language."""

from dataclasses import replace

from booklet.geometry import Size, mm
from booklet.typeset.brief import Brief
from booklet.typeset.card import card_back, card_front
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.typeset.sheet import Sheet

BACK = mm(60)
"""How tall the back is, a little taller than that of a card in wallet size, as is the front, which has the rest."""


def card_whole(brief: Brief, house: House) -> Component:
    """Set the front of a card and its back below it."""
    sheet = Sheet(brief.topic.id, house.setting)
    width, bleed, front = brief.trim.width, brief.bleed, brief.trim.height - BACK
    sheet.place(card_front(replace(brief, trim=Size(width, front)), house), 0, 0)
    sheet.area(-bleed, front, width + 2 * bleed, BACK + bleed, "white")
    sheet.place(card_back(replace(brief, trim=Size(width, BACK)), house), 0, front)
    return sheet.done(width, 0)
