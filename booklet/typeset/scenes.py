"""The scenes of the posters: a headline above faces on a horizon; each returns where the message below begins."""

from collections.abc import Callable

from booklet.geometry import Rect, mm
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.brief import Brief
from booklet.typeset.busts import BUST_RATIO, bust
from booklet.typeset.eventlines import find_headline_top
from booklet.typeset.house import House
from booklet.typeset.placed import ArtAt, Fill, Overset

HORIZON_WIDTH = 1.6 * mm(1)
CROWD = (mm(78), mm(78), mm(96), mm(78), mm(78))
"""Widths of the five faces of a crowd."""


def _title(board: Board, brief: Brief, house: House, measure: float, limit: float, top: float = mm(22)) -> float:
    """Set the headline and return where it ends; if it reaches below its limit, it is overset."""
    ink = house.on(house.section.ink).title
    styles = house.list_smaller("title", ink)
    end = top + board.title(
        brief.topic.title, styles, brief.margins.outer, top, measure, limit - top, brief.topic.phrases
    )
    if end > limit:
        lines = max(1, round((end - limit) / styles[-1].leading))
        board.oversets.append(Overset(brief.topic.id, lines, brief.topic.title))
    return end


def _measure_extra_height(brief: Brief) -> float:
    """Return how much taller a poster is than A3; by so much the horizon is lower, with more air above it."""
    return brief.trim.height - mm(420)


def _measure_growth(brief: Brief) -> float:
    """Return the factor by which one or two faces are larger on it."""
    return 1 + max(0.0, _measure_extra_height(brief)) / mm(250)


def _area_above(brief: Brief, horizon: float) -> Rect:
    """Return the area above a horizon, bleed included."""
    return Rect(-brief.bleed, -horizon, brief.trim.width + 2 * brief.bleed, horizon + brief.bleed)


def _draw_horizon(board: Board, brief: Brief, horizon: float) -> None:
    board.rule(-brief.bleed, horizon, brief.trim.width + 2 * brief.bleed, "night", HORIZON_WIDTH)


def _draw_below(board: Board, brief: Brief, horizon: float, ink: str) -> None:
    bleed = brief.bleed
    board.area(-bleed, horizon, brief.trim.width + 2 * bleed, brief.trim.height - horizon + bleed, ink)


def _face(board: Board, brief: Brief, name: str, x: float, horizon: float, wide: float, *, flip: bool = False) -> None:
    """Draw a bust that stands on a horizon, its middle at x."""
    face = bust(name, x - wide / 2, -horizon, wide, flip=flip)
    board.clip_item(shapes.rectangle(_area_above(brief, horizon)), face)


def crowd(board: Board, brief: Brief, house: House) -> float:
    """Draw five faces before the risen sun; all look towards the middle."""
    horizon, width = mm(252) + _measure_extra_height(brief), brief.trim.width
    _draw_below(board, brief, horizon, "oat")
    end = _title(board, brief, house, width - 2 * brief.margins.outer, horizon - CROWD[2] * BUST_RATIO)
    sun = Fill(shapes.disc(width / 2, -horizon, min(mm(126), horizon - end - mm(3))), "sun")
    board.clip_item(shapes.rectangle(_area_above(brief, horizon)), sun)
    step = (width - CROWD[0] * 0.82) / max(1, len(brief.cast) - 1)
    middle = (len(brief.cast) - 1) / 2
    for number in sorted(range(len(brief.cast)), key=lambda place: -abs(place - middle)):
        x = CROWD[0] * 0.41 + number * step
        _face(board, brief, brief.cast[number], x, horizon, CROWD[number % len(CROWD)], flip=number > middle)
    _draw_horizon(board, brief, horizon)
    return horizon + mm(10)


def witness(board: Board, brief: Brief, house: House) -> float:
    """Draw one face at the end of the horizon, the headline beside it."""
    horizon, wide = mm(114.6) + _measure_extra_height(brief), mm(88) * _measure_growth(brief)
    x = brief.trim.width - brief.margins.outer - wide / 2 + mm(4)
    for name in brief.cast[:1]:
        _face(board, brief, name, x, horizon, wide, flip=True)
    top = find_headline_top(house) if brief.event else mm(16)
    _title(board, brief, house, mm(170), horizon - mm(2), top=top)
    _draw_horizon(board, brief, horizon)
    return horizon + mm(6)


def sliced_phone(board: Board, brief: Brief, house: House) -> float:
    """Draw a phone with somebody's picture cut into strips that do not meet, and a calm face beside it."""
    horizon = mm(236) + _measure_extra_height(brief)
    _draw_below(board, brief, horizon, "oat")
    _title(board, brief, house, brief.trim.width - 2 * brief.margins.outer, horizon - mm(129) * _measure_growth(brief))
    draw_cut_phone(board, brief.margins.outer + mm(9), mm(4) - horizon, mm(76) * _measure_growth(brief))
    for name in brief.cast[:1]:
        _face(
            board,
            brief,
            name,
            brief.trim.width - brief.margins.outer - mm(52),
            horizon,
            mm(96) * _measure_growth(brief),
            flip=True,
        )
    _draw_horizon(board, brief, horizon)
    return horizon + mm(10)


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


def talk(board: Board, brief: Brief, house: House) -> float:
    """Draw a young person who begins to tell, an adult who listens, and the sun rising between them."""
    horizon, width = mm(222) + _measure_extra_height(brief), brief.trim.width
    _draw_below(board, brief, horizon, "oat")
    sun = Fill(shapes.disc(width / 2, -horizon, mm(62)), "sun")
    board.clip_item(shapes.rectangle(_area_above(brief, horizon)), sun)
    _title(board, brief, house, width - 2 * brief.margins.outer, horizon - mm(104) * _measure_growth(brief))
    for name, x, wide in zip(brief.cast, (width * 0.25, width * 0.76), (mm(86), mm(94)), strict=False):
        _face(board, brief, name, x, horizon, wide * _measure_growth(brief), flip=x > width / 2)
    bubble = mm(38)
    board.art("bubble-typing", width / 2 - mm(24), horizon - mm(98) * _measure_growth(brief), bubble, bubble)
    _draw_horizon(board, brief, horizon)
    return horizon + mm(8)


SCENES: dict[str, Callable[[Board, Brief, House], float]] = {
    "crowd": crowd,
    "witness": witness,
    "phone": sliced_phone,
    "talk": talk,
}
