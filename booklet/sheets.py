"""Sheets: which placed pages stand where on the pages of a file. Lengths in points, origin at the lower left corner."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from booklet.geometry import Rect, Size
from booklet.printer import Printer
from booklet.typeset.placed import PlacedPage


@dataclass(frozen=True, slots=True)
class Spot:
    """A placed page on a side of a sheet: its number (from 0), the lower left corner of its trim, its scale.

    `is_copy` tells that it stands elsewhere already, so that it is read only once.
    """

    page: int
    x: float
    y: float
    scale: float = 1.0
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One page of a file: its size, the boxes a printer cuts by, the placed pages on it, forms beside them."""

    size: Size
    trim: Rect
    bleed: Rect
    spots: tuple[Spot, ...]
    beside: tuple[tuple[str, float, float], ...] = ()

    @property
    def is_shared(self) -> bool:
        """Whether several pages may stand on it, each cut at its trim."""
        return len(self.spots) != 1 or self.spots[0].scale != 1


def screen_sides(pages: Sequence[PlacedPage]) -> Iterator[Side]:
    """Yield a side for each page, cut to its trim."""
    for page in pages:
        box = Rect(0, 0, *page.trim)
        yield Side(page.trim, box, box, (Spot(page.number, 0, 0),))


def press_sides(pages: Sequence[PlacedPage], printer: Printer, *, is_rtl: bool = False) -> Iterator[Side]:
    """Yield a side for each page, with bleed and slug; at the spine there may be none, which is left of a recto."""
    for page in pages:
        slug, bleed = printer.slug, page.bleed
        spine = bleed if printer.has_inner_bleed else 0.0
        is_spine_left = (page.number % 2 == 0) != is_rtl
        left, right = (spine, bleed) if is_spine_left else (bleed, spine)
        trim = Rect(slug + left, slug + bleed, *page.trim)
        box = Rect(slug, slug, left + page.trim.width + right, page.trim.height + 2 * bleed)
        size = Size(box.width + 2 * slug, box.height + 2 * slug)
        yield Side(size, trim, box, (Spot(page.number, trim.x, trim.y),))
