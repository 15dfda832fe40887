"""Who pays for an edition and stands beside its publisher: logos in their order, a funder's sentence, room for a stamp.

Sizes are those on paper, in points.
"""

from typing import NamedTuple

from booklet.errors import Where
from booklet.geometry import Size

LONGEST_SAID = 300
"""Letters of a sentence that a funder demands, and of a disclaimer."""

MOST_LOGOS = 12

NOTHING_ASKED = Size(0.0, 0.0)


class PartnerLogo(NamedTuple):
    """One of several logos: its file, its owner's name, its proportions (in pixels if it `has_pixels`).

    It is nowhere smaller than its `least` size. With a `height` it has that height, else that of its row.
    """

    file: str
    name: str
    size: Size
    has_pixels: bool = False
    least: Size = NOTHING_ASKED
    height: float = 0.0
    where: Where | None = None

    @property
    def ratio(self) -> float:
        """How many times it is as wide as it is high."""
        return self.size.width / self.size.height

    @property
    def least_height(self) -> float:
        """The height below which it is smaller than its owner allows."""
        return max(self.least.height, self.least.width / self.ratio)


class Partners(NamedTuple):
    """What an edition prints for its partners: logos in the order of reading, sentences, room for a stamp."""

    logos: tuple[PartnerLogo, ...] = ()
    lines: tuple[str, ...] = ()
    stamp: Size | None = None
    where: Where | None = None
