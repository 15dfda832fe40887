"""Printers: what they want around the trim, what they can print, and their colour profile. Lengths in points."""

import dataclasses
from collections.abc import Mapping

from booklet.geometry import Size
from booklet.values import Frozen, field

FARTHEST_SHIFT = 15
"""Millimetres by which backs are moved at most; a printer that misses by more needs service."""


@dataclasses.dataclass(frozen=True, slots=True)
class Profile:
    """An ICC profile: its name, its colour space as ICC writes it ("CMYK", "RGB "), and its bytes."""

    name: str
    space: str
    data: bytes = dataclasses.field(repr=False)

    @property
    def components(self) -> int:
        """How many numbers a colour has."""
        return {"GRAY": 1, "RGB ": 3, "CMYK": 4}[self.space]


class Condition(Frozen):
    """A printing condition: its name in a registry, a description, and its profile (ISO 32000-2, 14.11.5)."""

    identifier: str
    about: str
    registry: str
    profile: Profile


class PageLimits(Frozen):
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


class OfficeSheet(Frozen):
    """The sheet of an office printer, upright, with the margin it cannot print; it may print on one side only."""

    size: Size
    margin: float
    is_one_sided: bool = False


class BarcodeRoom(Frozen):
    """The room for a barcode at the foot of a back cover: its size, and its distance from both edges.

    If it `is_filled`, the printer puts a barcode of its own there, at the lower right, on books without one.
    """

    size: Size
    edge: float
    is_filled: bool


class Cover(Frozen, eq=False):
    """How a printer binds, and what its covers need.

    `papers` gives the thickness of a page, the usual paper first; `spine_base` is what binding adds to the spine.
    `gutters` are the least margins at the spine, each with the most pages it is enough for, fewest first. If it
    `is_inside`, the first and last page of the booklet are the cover, and there is no other.
    """

    binding: str
    papers: Mapping[str, float]
    spine_base: float = 0.0
    barcode: BarcodeRoom | None = None
    is_inside: bool = False
    gutters: tuple[tuple[int, float], ...] = ()

    def gutter(self, pages: int) -> float:
        """Return the least margin at the spine of a book with so many pages.

        >>> Cover("perfect", {}, gutters=((150, 27.0), (300, 36.0))).gutter(151)
        36.0
        """
        return next((least for most, least in self.gutters if pages <= most), 0.0)

    @property
    def usual_paper(self) -> str:
        """The paper a cover is for unless somebody names another."""
        return next(iter(self.papers))

    def spine(self, pages: int, paper: str) -> float:
        """Return the width of the spine for so many pages.

        >>> from booklet.geometry import mm
        >>> round(Cover("perfect", {"white": mm(0.0572008)}).spine(28, "white") / mm(1), 2)
        1.6
        """
        return pages * self.papers[paper] + self.spine_base


class Ordering(Frozen, eq=False):
    """How a printer's products are ordered by a program: the provider, and its names for our layouts.

    A product may have several names while the provider goes from one way of naming to another; the first is ordered by.
    """

    provider: str
    products: Mapping[str, tuple[str, ...]]

    def product(self, layout: str) -> str:
        """Return the provider's name for a layout, "" if it has none.

        >>> Ordering("lulu", {"booklet-a5": ("0583X0827.FC", "0583X0827FC")}).product("booklet-a5")
        '0583X0827.FC'
        """
        return next(iter(self.products.get(layout, ())), "")


class Printer(Frozen, eq=False):
    """A printer's rules; compared by identity, since a process reads a file only once.

    `products` holds the products it makes with their page counts. `ink_limit` is the sum of the inks in one spot (3.0 =
    300 %), `resolution` that of pictures in pixels an inch. `sheet` and `back_shifts` are for office printers; the
    latter says how far backs are moved, right and up, by the edge a sheet is flipped on, to meet their fronts. `cover`
    is for printers that bind with a separate cover, `ordering` for those that take orders from a program.
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
    sheet: OfficeSheet | None = None
    back_shifts: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    cover: Cover | None = None
    ordering: Ordering | None = None

    @property
    def is_rgb(self) -> bool:
        """Whether it wants the colours of a screen."""
        return self.condition.profile.space == "RGB "
