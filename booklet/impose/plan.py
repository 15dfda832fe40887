"""Plans of sheets: what stands where, what is cut off, which lines help. Points, origin at the lower left corner."""

from dataclasses import dataclass

from booklet.errors import Finding
from booklet.geometry import Rect, Size, mm

Line = tuple[float, float, float, float]
"""From a point to a point, as x, y, x, y."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page to impose, as it is seen: its number from 0, its trim, how much art there is beyond each edge of it.

    `bleed` is left, low, right, top. `words` is the box of all text, from the lower left corner of the trim, or None.
    """

    number: int
    trim: Size
    bleed: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    words: Rect | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A page on a side: where its trim comes to lie, how far it is turned (degrees, to the left), what is seen of it.

    `trim` has the page's own width and height, or swapped when it is turned by 90 or 270 degrees, times the scale.
    """

    page: int
    trim: Rect
    clip: Rect
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """Figures and Latin letters beside pages: their lower left corner and how tall their digits are."""

    text: str
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet. `trim` is what is left after cutting; `cuts` are solid lines, `folds` dashed ones.

    `thin` are lines that say nothing by themselves: hatches, rules, maps.
    """

    size: Size
    trim: Rect
    bleed: Rect
    spots: tuple[Spot, ...]
    cuts: tuple[Line, ...] = ()
    folds: tuple[Line, ...] = ()
    thin: tuple[Line, ...] = ()
    targets: tuple[tuple[float, float], ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All sides in the order of printing, how a printer turns sheets (PDF's name, or ""), and what is to be said."""

    sides: tuple[Side, ...]
    duplex: str = ""
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants sheets: points, except `scale` (1 = as it is) and `signature` (pages).

    `is_rtl` is None where the file is to say itself in which direction it is read.
    """

    sheet: Size | None = None
    margin: float = 0.0
    is_rtl: bool | None = None
    has_marks: bool = False
    bleed: float = mm(3)
    caliper: float = 0.0
    gap: float = 0.0
    overlap: float = mm(10)
    scale: float = 1.0
    signature: int = 16
    grind: float = 0.0
    short: float = 0.0
    is_sequence: bool = False


SHORT_EDGE = "DuplexFlipShortEdge"

LONG_EDGE = "DuplexFlipLongEdge"

SLUG = mm(9)
"""How far a sheet of no given size goes beyond the bleed when there are marks on it."""

NEAR = mm(3)
"""How far marks keep from the trim, unless the bleed is wider."""

MARK = mm(5)
"""How long marks are."""
