"""A phone with somebody's picture cut into strips that do not meet."""

from booklet.geometry import Rect
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.placed import ArtAt

STRIPS, SHIFT = 4, 0.036
"""Into how many strips a picture is cut, and how far each is moved to one side or the other, by the phone's width."""


PHONE_RATIO = 1.57
"""Height of a phone by its width."""


def draw_cut_phone(board: Board, x: float, y: float, wide: float) -> None:
    """Draw a phone, the lower left corner at (x, y), with a cut picture on it."""
    phone, edge = Rect(x, y, wide, wide * PHONE_RATIO), wide / 12
    screen = phone.grown(-edge)
    board.fill(shapes.bubble(phone, wide * 0.18, "none"), "night")
    board.fill(shapes.bubble(screen, wide * 0.11, "none"), "oat")
    button = Rect(x + wide * 0.38, y + wide * 0.137, wide * 0.24, wide * 0.048)
    board.fill(shapes.bubble(button, wide, "none"), "night")
    box = screen.grown(-wide * 0.07)
    _draw_cut_picture(board, Rect(box.x, screen.top - wide * 1.12, box.width, wide), wide * SHIFT)


def _draw_cut_picture(board: Board, box: Rect, shift: float) -> None:
    """Draw head and shoulders of no particular person in strips, the lowest first."""
    height = box.height / STRIPS
    for number in range(STRIPS):
        moved = box.moved(shift if number % 2 else -shift, 0)
        strip = Rect(moved.x, moved.y + number * height, moved.width, height)
        board.clip_item(shapes.rectangle(strip), ArtAt("portrait", moved))
