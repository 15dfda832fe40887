"""Plans of sheets: what stands where, what is cut off, which lines help. Points, origin at the lower left corner."""

from dataclasses import dataclass, replace

from booklet.errors import Finding
from booklet.geometry import Rect, Size, mm
from booklet.sheets.imposition import SIGNATURE
from booklet.sheets.sides import Line


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
class Frame:
    """Where a page lies in its file: its trim in the page's own space, its rotation in degrees to the right, its unit.

    `art` is all of it that is seen: the media box, cut to the crop box where there is one.
    """

    trim: Rect
    art: Rect
    rotation: int
    unit: float


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


def with_backs_shifted(plan: Plan, dx: float, dy: float) -> Plan:
    """Return a plan whose backs are moved, for a printer that misses its fronts; one without backs stays as it is."""
    if not plan.duplex or not (dx or dy):
        return plan
    sides = (_shifted(side, dx, dy) if number % 2 else side for number, side in enumerate(plan.sides))
    return replace(plan, sides=tuple(sides))


def _shifted(side: Side, dx: float, dy: float) -> Side:
    def moved(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple((x + dx, y + dy, to_x + dx, to_y + dy) for x, y, to_x, to_y in lines)

    return replace(
        side,
        spots=tuple(replace(s, trim=s.trim.moved(dx, dy), clip=s.clip.moved(dx, dy)) for s in side.spots),
        cuts=moved(side.cuts),
        folds=moved(side.folds),
        thin=moved(side.thin),
        targets=tuple((x + dx, y + dy) for x, y in side.targets),
        labels=tuple(replace(label, x=label.x + dx, y=label.y + dy) for label in side.labels),
    )


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
    signature: int = SIGNATURE
    grind: float = 0.0
    short: float = 0.0
    is_sequence: bool = False
    back_shift: tuple[float, float] = (0.0, 0.0)


SHORT_EDGE = "DuplexFlipShortEdge"

LONG_EDGE = "DuplexFlipLongEdge"

SLUG = mm(9)
"""How far a sheet of no given size goes beyond the bleed when there are marks on it."""

NEAR = mm(3)
"""How far marks keep from the trim, unless the bleed is wider."""

MARK = mm(5)
"""How long marks are."""
