"""Outlines of the shapes that a scene may have beside its parts: boxes and discs."""

from booklet.art import outline
from booklet.geometry import Path, Rect


def box_outline(box: Rect, radius: float = 0.0) -> Path:
    """Return a box with round corners."""
    x, y, width, height = box
    return outline.rounded_rectangle(x, y, width, height, rx=radius, ry=radius).path()


def disc_outline(centre: tuple[float, float], radius: float) -> Path:
    """Return a disc."""
    return outline.ellipse(*centre, radius, radius).path()
