"""Printers: what they want around the trim, what they can print, and the colour profile of it. Lengths in points."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from booklet.geometry import Size


@dataclass(frozen=True, slots=True)
class Profile:
    """An ICC profile: its name, its colour space as ICC writes it ("CMYK", "RGB "), and its bytes."""

    name: str
    space: str
    data: bytes = field(repr=False)

    @property
    def components(self) -> int:
        """How many numbers a colour has."""
        return {"GRAY": 1, "RGB ": 3, "CMYK": 4}[self.space]


@dataclass(frozen=True, slots=True)
class Condition:
    """A printing condition: its name in a registry, what it is called, and its profile (ISO 32000-2, 14.11.5)."""

    identifier: str
    about: str
    registry: str
    profile: Profile


@dataclass(frozen=True, slots=True)
class PageLimits:
    """How many pages a printer takes: from, to, and in which multiples."""

    least: int
    most: int
    multiple: int

    def allow(self, pages: int) -> bool:
        """Whether a printer takes so many pages.

        >>> PageLimits(4, 48, 4).allow(28), PageLimits(4, 48, 4).allow(30)
        (True, False)
        """
        return self.least <= pages <= self.most and pages % self.multiple == 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet an office printer takes, upright, and the edge it cannot print."""

    size: Size
    margin: float


@dataclass(frozen=True, eq=False)
class Printer:
    """A printer's rules; compared by identity, since a process reads a file once.

    `products` holds the products it makes, with their page counts. `ink_limit` is the sum of the inks of one spot
    (3.0 = 300 %), `resolution` of pictures in pixels an inch. `sheet` is for office printers, and so are `back_shifts`:
    how far backs are moved, right and up, by the edge a sheet is flipped on, so that they meet their fronts.
    """

    name: str
    edition: str
    ink: str
    flavour: str
    condition: Condition
    bleed: float
    has_inner_bleed: bool
    slug: float
    marks: frozenset[str]
    mark_length: float
    mark_offset: float
    ink_limit: float
    least_line: float
    least_text: float
    resolution: float
    products: Mapping[str, PageLimits]
    sheet: Sheet | None = None
    back_shifts: Mapping[str, tuple[float, float]] = field(default_factory=dict)
