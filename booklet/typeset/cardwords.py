"""The words of a tip card, block by block, for its front and its back."""

from collections.abc import Callable

from booklet.geometry import mm
from booklet.text.itemise import TextStyle
from booklet.typeset.board import DOT, Board
from booklet.typeset.brief import Brief
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.words.guide import SEE
from booklet.words.manuscript import Block


def front_title(brief: Brief) -> str:
    """Return what stands over the front: words that tell nobody what the card is about, if it has some."""
    return brief.topic.front_title or brief.topic.title


def blocks_of(brief: Brief, side: str) -> tuple[Block, ...]:
    """Return the blocks of a side of a card: "front" or "back"."""
    return next((block.items for block in brief.topic.blocks if block.kind == side), ())


def _paragraph(block: Block, measure: float, house: House, style: TextStyle) -> Component:
    board = Board(block.id, house.setting)
    words = " ".join(part for part in (f"*{block.title}*" if block.title else "", block.text) if part)
    return board.finish(measure, board.paragraph(words, style, 0, 0, measure))


def _heading(block: Block, measure: float, house: House, style: TextStyle) -> Component:
    board = Board(block.id, house.setting)
    bold = house.style("heading", style.ink)
    return board.finish(measure, board.text(block.text, bold, 0, 0, measure, board.element("H2")))


def bullets(block: Block, measure: float, house: House, style: TextStyle, *, gap: float = 0.0) -> Component:
    """Set a list beside bubbles, or beside the signs for do and don't."""
    board = Board(block.id, house.setting)
    sign = SIGNS.get(block.style, "")
    hang, size = style.size * (1.5 if sign else 1.35), style.size * (1.15 if sign else 0.6)
    list_element = board.element("L")
    top = 0.0
    for item in block.items:
        middle = top + (style.leading - size) / 2
        if sign:
            board.art(sign, 0, middle, size, size, style.ink)
        else:
            board.bubble(0, middle, size, size, style.ink, size / 2)
        body = board.element("LBody", board.element("LI", list_element))
        top += board.text(item.text, style, hang, top, measure - hang, body) + gap
    return board.finish(measure, top - gap)


SIGNS = {"do": "icon-check-circle", "do-not": "icon-x-circle"}
"""Drawings before the items of a list, by its style."""


def _bar(block: Block, measure: float, house: House, style: TextStyle) -> Component:
    """Set a message beside a bar."""
    board = Board(block.id, house.setting)
    x = mm(2.5)
    height = board.paragraph(f"*{block.title}* {block.text}", style, x, 0, measure - x)
    board.area(0, mm(0.3), mm(0.8), height - mm(0.6), "coral")
    return board.finish(measure, height)


def _message(block: Block, measure: float, house: House, style: TextStyle) -> Component:
    """Set a fixed message beside a bar, or as a line."""
    return (_bar if block.style == "bar" else _paragraph)(block, measure, house, style)


def _see(block: Block, measure: float, house: House, style: TextStyle) -> Component:
    """Set where more stands beside a book: the title of its page, and the number."""
    board = Board(block.id, house.setting)
    size, middle = style.size * 1.3, (style.leading - style.size * 1.3) / 2
    hang = size + mm(1)
    board.art("icon-book-open-text", 0, middle, size, size, style.ink)
    page = house.labels["sticker.booklet"].replace("{page}", block.label)
    return board.finish(measure, board.dotted(DOT.join((f"*{block.title}*", page)), style, hang, 0, measure - hang))


BLOCKS: dict[str, Callable[[Block, float, House, TextStyle], Component]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "list": bullets,
    "banner": _message,
    "note": _message,
    SEE: _see,
}
