"""Plans of sheets from anybody's pages, and how somebody wants them. Points, origin at the lower left corner."""

from booklet.errors import Finding
from booklet.geometry import Rect, Size, mm
from booklet.sheets.imposition import SIGNATURE
from booklet.sheets.spots import Side, move_backs
from booklet.values import Frozen, replace


class Frame(Frozen):
    """Where a page lies in its file: its trim in the page's own space, its rotation to the right in degrees, its unit.

    `art` is everything that is seen of it: the media box, cut to the crop box if there is one.
    """

    trim: Rect
    art: Rect
    rotation: int
    unit: float


class SheetPlan(Frozen):
    """All sides in printing order, how a printer turns the sheets (PDF's name, or ""), and the notes for people."""

    sides: tuple[Side, ...]
    duplex: str = ""
    notes: tuple[Finding, ...] = ()


def shift_backs(plan: SheetPlan, dx: float, dy: float) -> SheetPlan:
    """Return a plan with its backs moved, for a printer that misses its fronts; without backs it is unchanged."""
    if not plan.duplex or not (dx or dy):
        return plan
    return replace(plan, sides=move_backs(plan.sides, dx, dy))


class SheetWish(Frozen):
    """How somebody wants the sheets: lengths in points, `scale` (1 = unchanged) and `signature` (pages).

    `is_rtl` is None if the file itself is to say in which direction it is read.
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
