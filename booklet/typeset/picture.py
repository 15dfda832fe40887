"""Pictures of panels: what is staged in them, seen through their frames."""

from booklet.geometry import Path, Rect, Size, mm
from booklet.scenes.model import Panel, Scene
from booklet.scenes.stage import stage
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.house import House
from booklet.typeset.placed import Clipped, Fill, Item, PaintedAt, Stroke

FRAME, CORNER = mm(0.6), mm(2)
"""The frame of a panel: its weight and the radius of its corners."""

AT_EDGE = mm(0.1)
"""A picture that ends so near an edge of the trim ends there."""


def picture_items(panel: Panel, line: float, lowered: float = 0.0, seen: Path | None = None) -> tuple[Item, ...]:
    """Return the picture of a panel from its upper left corner, in its frame unless `seen` is what is seen of it."""
    staged = tuple(PaintedAt(painted, place) for painted, place in stage(panel, line, lowered))
    box = Rect(0, -panel.size.height, *panel.size)
    if seen or not panel.is_framed:
        return (Clipped(seen or shapes.rectangle(box), staged),)
    path = shapes.bubble(box, CORNER, "none")
    return (Fill(path, "white"), Clipped(path, staged), Stroke(path, "night", FRAME))


def draw_picture(board: Board, panel: Panel, scene: Scene, seen: Rect, house: House) -> None:
    """Draw what is seen of a picture, with the label that says what it shows; without one it is decoration."""
    items = picture_items(panel, scene.line, seen=shapes.rectangle(seen))
    said = house.labels.find(f"picture.{scene.name}.{panel.id}")
    part = Board(panel.id, board.setting)
    if said:
        part.picture(Rect(0, -panel.size.height, *panel.size), items, said)
    else:
        part.items += items
    board.place(part.finish(*panel.size), *panel.at)


def reach_into_bleed(panel: Panel, trim: Size, bleed: float) -> Rect:
    """Return what is seen of a picture on a page: where it meets an edge of the trim, it goes on into the bleed."""
    (x, top), (width, height) = panel.at, panel.size
    left = -x - bleed if x <= AT_EDGE else 0.0
    right = trim.width - x + bleed if x + width >= trim.width - AT_EDGE else width
    above = top + bleed if top <= AT_EDGE else 0.0
    below = trim.height - top + bleed if top + height >= trim.height - AT_EDGE else height
    return Rect(left, -below, right - left, above + below)
