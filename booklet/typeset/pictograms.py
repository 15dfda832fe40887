"""Small pictures of what hands do with sheets: drawings of `layouts/art`, all in a box of one size."""

from booklet.geometry import mm
from booklet.typeset.board import Board
from booklet.typeset.house import House
from booklet.typeset.placed import Component

WIDTH, HEIGHT = mm(30), mm(20)

_RECEIVER = mm(14)


def pictogram(name: str, house: House) -> Component:
    """Draw a picture by its name; to call is the icon of a receiver, which looks the same from right to left."""
    board = Board(f"howto.{name}", house.setting)
    if name == "call":
        left, top = (WIDTH - _RECEIVER) / 2, (HEIGHT - _RECEIVER) / 2
        board.art("icon-phone-call", left, top, _RECEIVER, _RECEIVER)
    else:
        board.art(f"howto-{name}", 0, 0, WIDTH, HEIGHT)
    return board.finish(WIDTH, HEIGHT)
