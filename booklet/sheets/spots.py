"""Pages on sheets: where each page stands on a side, and what is drawn beside it.

Lengths are points, the origin is the lower left corner of a side. Pages count from 0.
"""

from booklet.geometry import Rect, Size
from booklet.values import Frozen, replace

Line = tuple[float, float, float, float]
"""From a point to a point, as x, y, x, y."""


class Spot(Frozen):
    """A page on a side: where its trim lies, which part of it is seen, how far it is turned (degrees, to the left).

    `trim` has the page's own width and height, swapped if it is turned by 90 or 270 degrees, times the scale. If it
    `is_copy`, the page stands elsewhere too and is read there.
    """

    page: int
    trim: Rect
    clip: Rect
    turn: int = 0
    scale: float = 1.0
    is_copy: bool = False

    @property
    def x(self) -> float:
        """The x of the corner of its trim that is at the lower left for a reader."""
        return self.trim.right if self.turn in {90, 180} else self.trim.x

    @property
    def y(self) -> float:
        """The y of that corner, from the foot of the side."""
        return self.trim.top if self.turn in {180, 270} else self.trim.y

    @property
    def factor(self) -> float:
        """The factor of lengths on the page: its scale, negative if it stands on its head."""
        return -self.scale if self.turn == 180 else self.scale

    @property
    def seen(self) -> Rect:
        """The part of the page that is seen, in its own points, from the lower left corner of its trim."""
        trim, clip = self.trim, self.clip
        x, y = clip.x - trim.x, clip.y - trim.y
        right, top = trim.right - clip.right, trim.top - clip.top
        found = {
            0: Rect(x, y, clip.width, clip.height),
            90: Rect(y, right, clip.height, clip.width),
            180: Rect(right, top, clip.width, clip.height),
            270: Rect(top, x, clip.height, clip.width),
        }
        return found[self.turn].scaled(1 / self.scale)

    def moved(self, dx: float, dy: float) -> "Spot":
        """Return the page moved to the right and up."""
        return replace(self, trim=self.trim.moved(dx, dy), clip=self.clip.moved(dx, dy))


def whole_spot(page: int, trim: Rect, scale: float = 1.0, *, is_copy: bool = False) -> Spot:
    """Return a page that is seen up to its trim."""
    return Spot(page, trim, trim, 0, scale, is_copy)


class Label(Frozen):
    """Figures and Latin letters beside pages: their lower left corner, and the height of digits."""

    text: str
    x: float
    y: float
    height: float


class Side(Frozen):
    """One side of a sheet, a page of a file: its size, what is left after cutting, the same with bleed, and its pages.

    `cuts` are solid lines, `folds` dashed ones, and `thin` lines carry no instruction of their own: hatches, rules,
    maps; `targets` are the middles of registration marks. `beside` has the names of forms and their places. If it
    `is_shared`, pages are cut at what is seen of them, since others may stand next to them.
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
    beside: tuple[tuple[str, float, float], ...] = ()
    is_shared: bool = False

    def moved(self, dx: float, dy: float) -> "Side":
        """Return the side with everything on it moved to the right and up."""

        def lines(moved: tuple[Line, ...]) -> tuple[Line, ...]:
            return tuple((x + dx, y + dy, to_x + dx, to_y + dy) for x, y, to_x, to_y in moved)

        return replace(
            self,
            spots=tuple(spot.moved(dx, dy) for spot in self.spots),
            cuts=lines(self.cuts),
            folds=lines(self.folds),
            thin=lines(self.thin),
            targets=tuple((x + dx, y + dy) for x, y in self.targets),
            labels=tuple(replace(label, x=label.x + dx, y=label.y + dy) for label in self.labels),
            beside=tuple((name, x + dx, y + dy) for name, x, y in self.beside),
        )


def move_backs(sides: tuple[Side, ...], dx: float, dy: float) -> tuple[Side, ...]:
    """Return sides, front and back in turn, with their backs moved for a printer that misses its fronts."""
    return tuple(side.moved(dx, dy) if number % 2 else side for number, side in enumerate(sides))


def whole_side(size: Size, spots: tuple[Spot, ...] = (), *, is_shared: bool = True) -> Side:
    """Return a side from which nothing is cut off."""
    box = Rect(0, 0, *size)
    return Side(size, box, box, spots, is_shared=is_shared)
