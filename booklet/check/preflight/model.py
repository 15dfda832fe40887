"""An opened PDF as preflight sees it: plain values, no library, points from the lower left corner of each sheet."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, TypeGuard

from booklet.check.preflight.boxes import Point, enclose_points, has_point, overlap
from booklet.check.preflight.outline import Outline
from booklet.geometry import Rect
from booklet.values import Frozen, replace

XMP_BROKEN = "broken"
"""The key of the reason why metadata are no XML."""


class Colour(Frozen):
    """A colour as the file writes it.

    `space` is grey, rgb, cmyk, lab, icc-grey, icc-rgb, icc-cmyk, spot, pattern or other; for a spot colour `names` are
    its plates. Values count from 0 to 1 and mean ink for cmyk and spot, light for grey and rgb. A pattern has `tiles`:
    what one of its tiles paints.
    """

    space: str = "grey"
    values: tuple[float, ...] = (0.0,)
    names: tuple[str, ...] = ()
    tiles: "tuple[Mark, ...]" = ()

    @property
    def family(self) -> str:
        """The space without regard to a profile: grey, rgb, cmyk, spot ..."""
        return self.space.removeprefix("icc-")

    @property
    def inks(self) -> tuple[float, float, float, float] | None:
        """Cyan, magenta, yellow and black where the colour is in these, or in grey, which prints in black."""
        if self.family == "cmyk" and len(self.values) == 4:
            cyan, magenta, yellow, black = self.values
            return cyan, magenta, yellow, black
        if self.family == "grey" and self.values:
            return 0.0, 0.0, 0.0, 1.0 - self.values[0]
        if self.space == "spot" and self.names == ("Black",) and self.values:
            return 0.0, 0.0, 0.0, self.values[0]
        return None

    @property
    def is_white(self) -> bool:
        """Whether the colour leaves the paper as it is."""
        if self.family == "rgb":
            return bool(self.values) and all(value >= 0.999 for value in self.values)
        return self.inks is not None and max(self.inks) <= 0.001


class Paint(Frozen):
    """A colour on its way to paper; if `alpha` is below 1 or a soft mask applies, what lies beneath shows through."""

    colour: Colour
    overprints: bool = False
    mode: int = 0
    alpha: float = 1.0
    is_masked: bool = False
    blend: str = "Normal"
    has_gaps: bool = False
    """Whether it is cut or masked in another form than its box and outline tell."""

    def with_tiles(self, tiles: "tuple[Mark, ...]") -> "Paint":
        """Return the paint of letters that are drawings themselves."""
        return replace(self, colour=replace(self.colour, tiles=tiles))

    @property
    def is_transparent(self) -> bool:
        """Whether the result depends on what lies beneath (ISO 32000-2, 11)."""
        return self.alpha < 1 or self.is_masked or self.blend not in {"Normal", "Compatible"}


class FontFace(Frozen):
    """A font used on a page: `fault` tells why its program does not draw, `program` is a digest of it."""

    name: str
    kind: str
    is_embedded: bool
    is_bold: bool
    fault: str = ""
    program: bytes = b""


class Text(Frozen):
    """A string that is shown: its size on paper, its words as far as they are known, and glyphs that its font lacks.

    `stroke` outlines letters that are filled as well; `outline` is the thickness of letters that are only outlined.
    """

    box: Rect
    paint: Paint
    face: FontFace
    size: float
    words: str
    missing: int
    spots: tuple[Point, ...]
    stroke: Paint | None = None
    outline: float | None = None


class PaintedPath(Frozen):
    """A path, filled or stroked or both; `outline` is flattened to lines."""

    box: Rect
    fill: Paint | None
    stroke: Paint | None
    width: float
    outline: Outline
    even_odd: bool = False
    is_rectangle: bool = False

    @property
    def thickness(self) -> float | None:
        """Its thickness, drawn as a line or as a long narrow field; None if it is no line."""
        if self.stroke:
            return self.width
        thin, long = sorted(self.box[2:])
        return thin if self.is_rectangle and long > 20 * thin else None

    @property
    def is_white_line(self) -> bool:
        """Whether it is a line that leaves the paper blank."""
        paint = self.stroke or self.fill
        return paint is not None and paint.colour.is_white and self.thickness is not None

    def segments(self) -> Iterator[Rect]:
        """Yield the box of each line of the outline, as thick as it is stroked."""
        for part in self.outline:
            for pair in pairwise(part):
                yield enclose_points(pair).grown(max(self.width / 2, 0.01))

    def crosses(self, box: Rect) -> bool:
        """Tell whether a line of the outline, as thick as it is stroked, shares more than an edge with a box."""
        by = max(self.width / 2, 0.01)
        left, low, right, top = box.x - by, box.y - by, box.right + by, box.top + by
        return any(
            min(x1, x2) < right and max(x1, x2) > left and min(y1, y2) < top and max(y1, y2) > low
            for part in self.outline
            for (x1, y1), (x2, y2) in pairwise(part)
        )


class Picture(Frozen):
    """An image: the part of it that is seen, its size in pixels, its resolution on paper across and down.

    `fault` says why its data cannot be printed as they are, `unjudged` why they were not examined.
    """

    box: Rect
    paint: Paint
    pixels: tuple[int, int]
    ppi: tuple[float, float]
    is_bitmap: bool
    fault: str = ""
    unjudged: str = ""


class Shading(Frozen):
    """A smooth change of colour over an area."""

    box: Rect
    paint: Paint


Mark = Text | PaintedPath | Picture | Shading


def paints_of(mark: Mark) -> Iterator[Paint]:
    """Yield what a mark is painted with."""
    if not isinstance(mark, PaintedPath):
        yield mark.paint
    elif mark.fill:
        yield mark.fill
    if isinstance(mark, PaintedPath | Text) and mark.stroke:
        yield mark.stroke


def flatten_marks(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Return marks and the marks in their patterns, each once: patterns within patterns would grow without end."""
    found: dict[Mark, None] = {}
    known: set[int] = set()
    for mark in marks:
        found[_drop_tiles(mark)] = None
        for paint in paints_of(mark):
            tiles = paint.colour.tiles
            if tiles and id(tiles) not in known:
                known.add(id(tiles))
                found.update(dict.fromkeys(tiles))
    return tuple(found)


def _drop_tiles(mark: Mark) -> Mark:
    """Return a mark without the marks of its patterns."""
    if not any(paint.colour.tiles for paint in paints_of(mark)):
        return mark
    if isinstance(mark, Text):
        stroke = mark.stroke.with_tiles(()) if mark.stroke else None
        return replace(mark, paint=mark.paint.with_tiles(()), stroke=stroke)
    if not isinstance(mark, PaintedPath):
        return replace(mark, paint=mark.paint.with_tiles(()))
    fill, stroke = (paint.with_tiles(()) if paint else None for paint in (mark.fill, mark.stroke))
    return replace(mark, fill=fill, stroke=stroke)


def list_with_tiles(mark: Mark, place: Rect) -> "Iterator[tuple[Mark, Rect]]":
    """Yield a mark with its place, then the marks of its patterns, which may repeat all over that place."""
    yield mark, place
    for paint in paints_of(mark):
        for tile in paint.colour.tiles:
            yield tile, place


class Hidden(Frozen):
    """A string in the file that is not (or not wholly) on the paper: the reason, and where it would stand."""

    why: str
    words: str
    box: Rect


class Annotation(Frozen):
    """Something that lies on a page without being part of it."""

    kind: str
    box: Rect | None


class Part(NamedTuple):
    """Marks that stand together on a page, from one number to another, and what painted them: a digest, and a place."""

    origin: tuple[bytes, int] | None
    """None where nobody can tell what painted them."""
    start: int
    end: int


class Page(Frozen, eq=False, dict=True):
    """One page: its boxes as they are written (None: absent), and everything it paints, in order.

    `oddities` are pairs (code, what) that the reader met and that rules name; `blend` is the colour space of the page's
    transparency group ("" if it has none). If it `is_read`, its marks are known; a page that somebody vouches for has
    only boxes.
    """

    number: int
    media: Rect
    crop: Rect | None = None
    bleed: Rect | None = None
    trim: Rect | None = None
    art: Rect | None = None
    rotation: int = 0
    unit: float = 1.0
    blend: str = ""
    marks: tuple[Mark, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    oddities: tuple[tuple[str, str], ...] = ()
    defaults: frozenset[str] = frozenset()
    look: tuple[Hashable, ...] = ()
    parts: tuple[Part, ...] = ()
    news: frozenset[int] | None = None

    @property
    def finished_area(self) -> Rect:
        """The area that is left when the page is cut."""
        return self.trim or self.art or self.crop or self.media

    @property
    def printed_area(self) -> Rect:
        """The area that is printed before the page is cut."""
        return self.bleed or self.finished_area

    @cached_property
    def numbered_marks(self) -> tuple[tuple[int, Mark], ...]:
        """The marks to look at that touch the printed area, by number; those beyond it are the printer's marks."""
        looked_at = range(len(self.marks)) if self.news is None else sorted(self.news)
        return tuple((number, self.marks[number]) for number in looked_at if self.is_seen(self.marks[number]))

    @property
    def seen_marks(self) -> tuple[Mark, ...]:
        """The marks to look at that touch the printed area."""
        return tuple(mark for _, mark in self.numbered_marks)

    @cached_property
    def drawn_marks(self) -> tuple[tuple[Mark, Rect], ...]:
        """The marks to look at that touch the printed area and what their patterns paint, each with its place."""
        return tuple(pair for mark in self.seen_marks for pair in list_with_tiles(mark, mark.box))

    def prints(self, mark: Mark) -> bool:
        """Tell whether a mark leaves ink where the page is printed."""
        return self.is_seen(mark) and not all(paint.colour.is_white for paint in paints_of(mark))

    @cached_property
    def grounds(self) -> tuple[tuple[int, Picture | Shading | PaintedPath], ...]:
        """The marks that others may stand on, with their numbers, the topmost first: lines and letters are none."""
        found = tuple((number, mark) for number, mark in enumerate(self.marks) if is_ground(mark))
        return found[::-1]

    def list_beneath(self, before: int, point: Point) -> Iterator[Picture | Shading | PaintedPath]:
        """Yield what lies at a point when the mark of that number is painted, the topmost first."""
        return (mark for number, mark in self.grounds if number < before and has_point(mark.box, point))

    def is_seen(self, mark: Mark) -> bool:
        """Tell whether a mark touches the printed area; an outline that encloses it touches it only with its line."""
        if isinstance(mark, PaintedPath) and mark.fill is None:
            inside = self.printed_area.grown(-mark.width)
            return overlap(mark.box.grown(_BESIDE), inside) and mark.crosses(inside)
        return overlap(mark.box, self.printed_area)


_BESIDE = 0.1
"""More than the line of a shape may reach beyond its box."""


def is_ground(mark: Mark) -> TypeGuard[Picture | Shading | PaintedPath]:
    """Tell whether something may stand on a mark."""
    return isinstance(mark, Picture | Shading) or (isinstance(mark, PaintedPath) and mark.fill is not None)


class Intent(Frozen):
    """An output intent: the printing condition that the file was made for (ISO 32000-2, 14.11.5)."""

    kind: str
    condition: str
    profile: bytes | None
    components: int


class PressFile(Frozen, eq=False):
    """One file. `xmp` is None if there is no metadata, and only `XMP_BROKEN` if it is no XML."""

    version: str
    is_encrypted: bool
    ids: tuple[int, ...]
    info: Mapping[str, str]
    xmp: Mapping[str, str] | None
    is_xmp_packed: bool
    intents: tuple[Intent, ...]
    language: str
    oddities: tuple[tuple[str, str], ...]
    pages: tuple[Page, ...]
    warnings: tuple[str, ...] = ()

    @property
    def press(self) -> Intent | None:
        """The intent for the press, if there is one."""
        return next((intent for intent in self.intents if intent.kind == "GTS_PDFX"), None)

    @property
    def press_family(self) -> str:
        """The colours of the press intent: grey, rgb, cmyk, or "" if they are not known."""
        profile = self.press.profile if self.press else None
        return {b"GRAY": "grey", b"RGB ": "rgb", b"CMYK": "cmyk"}.get(profile[16:20] if profile else b"", "")
