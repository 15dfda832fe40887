"""How much content draws, and when so much of it may be a code."""

from typing import NamedTuple

FEWEST_AREAS, FEWEST_LINES = 25, 60
"""What a code has at least: areas, even where all modules that touch are one, and the code says no more than a host has
letters; or bars, or forms, one for each module."""

SIDES = 8
"""How many sides of one outline count for an area: the smallest QR code has 230 in all."""

MOST_DASHES = 4
"""How many lengths the dashes of a line have: one in more may be a barcode, or a row of modules."""


class Shapes(NamedTuple):
    """How many areas and lines content paints, and what else it draws: forms, pictures, shadings."""

    areas: int = 0
    lines: int = 0
    drawn: int = 0

    @property
    def may_be_code(self) -> bool:
        """Whether so many may be a code."""
        return self.areas >= FEWEST_AREAS or self.lines >= FEWEST_LINES or self.drawn >= FEWEST_LINES
