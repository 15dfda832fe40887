"""Pictures of panels: what is staged in them, seen through their frames."""

from booklet.geometry import Rect, mm
from booklet.scenes.model import Panel
from booklet.scenes.stage import stage
from booklet.typeset import shapes
from booklet.typeset.placed import Clipped, Fill, Item, PaintedAt, Stroke

FRAME, CORNER = mm(0.6), mm(2)
"""The frame of a panel: its weight and the radius of its corners."""


def picture_items(panel: Panel, line: float, lowered: float = 0.0, shown: Rect | None = None) -> tuple[Item, ...]:
    """Return the picture of a panel from its upper left corner; without a frame, all that is `shown` is seen."""
    staged = tuple(PaintedAt(painted, place) for painted, place in stage(panel, line, lowered))
    box = Rect(0, -panel.size.height, *panel.size)
    if not panel.is_framed:
        return (Clipped(shapes.rectangle(shown or box), staged),)
    path = shapes.bubble(box, CORNER, "none")
    return (Fill(path, "white"), Clipped(path, staged), Stroke(path, "night", FRAME))
