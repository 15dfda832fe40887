"""Inks of the house as ReportLab colours, which become what an edition makes of them."""

from typing import Any

from reportlab.lib.colors import CMYKColor, Color, toColor

from booklet.typeset.placed import DrawingColour


class InkColor(Color):  # type: ignore[misc]
    """A colour that stands for an ink of the theme, by its name."""

    def __init__(self, ink: str, red: float = 0.0, green: float = 0.0, blue: float = 0.0) -> None:
        super().__init__(red, green, blue)
        self.ink = ink

    def clone(self, **changes: Any) -> "InkColor":
        """Return the same ink: ReportLab copies colours before it changes them."""
        return InkColor(self.ink, self.red, self.green, self.blue)


def ink(name: str) -> InkColor:
    """Return an ink of the theme, such as `sea`, as a colour for charts, tables and drawings."""
    return InkColor(name)


def colour_of(given: Any, *, strokes: bool) -> DrawingColour | None:
    """Return a colour of ReportLab's as an ink, a grey, RGB or CMYK; None for what no file of ours has."""
    if isinstance(given, InkColor):
        return DrawingColour(strokes, given.ink)
    if isinstance(given, tuple | list):
        return _of_values(tuple(map(float, given)), strokes=strokes)
    found = toColor(given)
    if found.alpha not in {None, 1} or getattr(found, "spotName", None):
        return None
    if isinstance(found, CMYKColor):
        inks = (found.cyan, found.magenta, found.yellow, found.black)
        return _of_values(tuple(float(found.density * value) for value in inks), strokes=strokes)
    return _of_values((float(found.red), float(found.green), float(found.blue)), strokes=strokes)


def _of_values(values: tuple[float, ...], *, strokes: bool) -> DrawingColour | None:
    """Return values as a colour: equal parts of light, and black alone, are greys; None for what is no colour."""
    if len(values) not in {1, 3, 4} or not all(0 <= value <= 1 for value in values):
        return None
    if len(values) == 3 and len(set(values)) == 1:
        return DrawingColour(strokes, "", values[:1])
    if len(values) == 4 and not any(values[:3]):
        return DrawingColour(strokes, "", (1 - values[3],))
    return DrawingColour(strokes, "", values)
