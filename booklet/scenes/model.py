"""A scene: panels with people, things, shapes and words; everything it is drawn from stands in it.

Lengths on paper are points; lengths in a picture are units of its window. Both count from the upper left corner
downwards, as for a reader from left to right.
"""

import dataclasses

from booklet.art.part import Part, Point
from booklet.art.transform import Matrix
from booklet.errors import Where
from booklet.geometry import Path, Rect, Size
from booklet.values import Frozen

Inks = tuple[tuple[str, str], ...]
"""The ink of each role."""

FAR = 0.6
"""Weight of the outline of what is far, as a share of that of the scene."""


NEARLY = 0.5
"""Points by which the sizes of a scene and of a page may differ that is given before it is scaled."""

HERE = Matrix()
"""The place of a part that stands where it is drawn."""


class Piece(Frozen):
    """A part in somebody's inks, and its place in what it belongs to."""

    part: Part
    inks: Inks
    place: Matrix = HERE


class Head(Frozen):
    """A face that nothing may cover, and where what somebody says comes from; from behind there is no face."""

    face: Rect
    mouth: Point
    has_face: bool = True


class Thing(Frozen):
    """A person or a prop in its place in the window; `weight` is the share of the scene's outline that it has.

    Words stay off what `is_open`, if they can.
    """

    pieces: tuple[Piece, ...]
    place: Matrix
    weight: float = 1.0
    name: str = ""
    head: Head | None = None
    is_open: bool = False


class Flat(Frozen):
    """An area of one ink, with an outline if asked, or, if it is `wide`, a line."""

    path: Path
    ink: str
    has_outline: bool = False
    wide: float = 0.0
    dash: tuple[float, ...] = ()
    weight: float = 1.0
    is_open: bool = False


Layer = Thing | Flat


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """Words of a message and their place in a panel; `name` is the key of the message.

    They begin at `at`, or end there if they grow `up`, and are no wider than `measure`; `is_fixed` words are as wide as
    that. A tail leads to the head of `by` or to the point `to`, and ends `gap` before it. On pages, `ink` is a ground,
    an arm `points` on or back, and `room` is what a hand has above a line, what a title has for its lines, or how tall
    a card is. Words of a cover end above the point `to`.
    """

    kind: str
    name: str
    at: Point
    measure: float
    is_fixed: bool = False
    up: bool = False
    by: str = ""
    to: Point | None = None
    gap: float | None = None
    ink: str = ""
    is_gone: bool = False
    is_strong: bool = False
    is_numbered: bool = False
    points: str = ""
    room: float = 0.0
    where: Where = dataclasses.field(default=Where(""), compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Panel:
    """A picture with a frame: its place on the page, its window in units, its ground, its layers and its words.

    Where words are long, it may show less at its top until it is `least` high (0: it keeps its height). On a taller
    page it is pulled apart at its `seams`, heights in it, or shows more above. `core` is what matters in its window
    where it stands beside its words (None: its people, and what is drawn before them).
    """

    id: str
    at: Point
    size: Size
    window: Rect
    ground: str
    back: tuple[Layer, ...]
    figures: tuple[Layer, ...]
    over: tuple[Layer, ...]
    words: tuple[Words, ...]
    is_framed: bool = True
    least: float = 0.0
    seams: tuple[float, ...] = ()
    core: Rect | None = None
    where: Where = dataclasses.field(default=Where(""), compare=False)

    @property
    def scale(self) -> float:
        """Points a unit."""
        return self.size.width / self.window.width


class Scene(Frozen, cache_hash=True):
    """The panels of a page, in reading order, for some bands; `line` is the weight of outlines.

    It keeps its hash: pages are looked up by the scenes they are drawn from.
    """

    name: str
    bands: tuple[str, ...]
    trim: Size
    line: float
    panels: tuple[Panel, ...]
    words: tuple[Words, ...] = ()

    def is_of_covers(self, trim: Size) -> bool:
        """Tell whether it is a back cover and a front cover of a size in one picture, the back first."""
        return abs(self.trim.width - 2 * trim.width) < NEARLY and abs(self.trim.height - trim.height) < NEARLY
