"""What a printer takes, as preflight measures it. Lengths in points, inks and tints from 0 to 1, resolution in ppi."""

from dataclasses import dataclass

from booklet.geometry import Size, mm
from booklet.layout import Printer

TOLERANCE = mm(0.1)
"""Boxes may differ by this much: programs round."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one printer; the defaults are those of sheetfed offset on coated paper in Europe.

    `flavour` is x-4 or plain; `colours` cmyk, grey or any. `ink_limit` is the most of all inks together (3.2 = 320 %),
    as a mean over a window. `pages` is the least, the most, and what the number is a multiple of, for whatever has more
    than two; `trims` are the sizes taken (none: any). `resolution` is of pictures. Without inner bleed pages end at the
    spine.
    """

    name: str = "generic"
    flavour: str = "x-4"
    colours: str = "cmyk"
    condition: str = ""
    transparency: bool = True
    spots: int = 0
    bleed: float = mm(3)
    has_inner_bleed: bool = True
    safe: float = mm(3)
    marks: bool = True
    trims: tuple[Size, ...] = ()
    pages: tuple[int, int, int] = (1, 1000, 4)
    ink_limit: float = 3.2
    least_tint: float = 0.03
    least_line: float = 0.25
    least_text: float = 6.0
    resolution: float = 225.0


def limits_of(printer: Printer) -> Limits:
    """Return the limits of a printer's rule file."""
    return Limits(name=printer.name, bleed=printer.bleed, marks=printer.crop_marks)
