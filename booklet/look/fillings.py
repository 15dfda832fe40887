"""How areas of pictures are filled where black is alone, where ink is spared, and in an office.

Lines and dots stand for colours: a copy of a copy keeps them, and they take an eighth of the ink. Their width and
distance are those on paper, however large a picture is.
"""

from collections.abc import Mapping
from functools import lru_cache
from math import log2
from typing import NamedTuple

from booklet.art.drawing import Drawing, Shape
from booklet.geometry import Path, mm
from booklet.look.layout import Filling, Texture, Theme
from booklet.values import Frozen, field

LARGE = mm(30) ** 2
"""An office spares ink from so much of it in one area: its size times its tint of black (square points)."""

WIDE = mm(20) ** 2
"""An area of more than this has wider lines, farther apart (square points)."""

SOLID = 0.5
"""Share of its box that an area covers at the least; what covers less is lines, such as the outline of somebody."""

DARK = 0.5
"""A darker ink is black in letters and small areas where black is alone, a lighter one is white."""

STEPS = 3
"""Steps in which the scale of a picture doubles: pictures of nearly the same scale are drawn once."""


class Fillings(Frozen, eq=False):
    """The fillings of an edition by ink, and the inks that letters and small areas have where black is alone."""

    inks: Mapping[str, Filling] = field(default_factory=dict)
    alone: Mapping[str, str] = field(default_factory=dict)

    @property
    def blank(self) -> frozenset[str]:
        """The inks that leave paper blank where black is alone."""
        return frozenset(name for name, ink in self.alone.items() if ink == "white")


NONE = Fillings()
"""Every area has its ink."""


@lru_cache(maxsize=64)
def find_fillings(theme: Theme, edition: str, ink: str) -> Fillings:
    """Return the fillings of an edition.

    Where black is alone only what is dark keeps anything, in black: there are no tints but those of skins. An office in
    colour fills what is too dark for it.
    """
    own = theme.fillings
    darkness = {name: theme.inks[name].grey for name in own}
    if ink == "grey":
        alone = {name: "night" if tint > DARK else "white" for name, tint in darkness.items() if tint < 1}
        return Fillings(
            {name: own[name]._replace(keeps=0.0) if alone.get(name) == "white" else own[name] for name in own}, alone
        )
    if ink == "low-ink":
        return Fillings(own)
    if edition == "office":
        most = {name: max(own[name].keeps, LARGE / tint) for name, tint in darkness.items() if tint}
        return Fillings({name: own[name]._replace(keeps=keeps) for name, keeps in most.items()})
    return NONE


def find_step(scale: float) -> int:
    """Return the step of a scale.

    >>> find_step(1.0), find_step(0.1), find_step(0.11)
    (0, -10, -10)
    """
    return round(STEPS * log2(scale))


def scale_of(step: int) -> float:
    """Return the scale of a step."""
    return float(2 ** (step / STEPS))


class Filled(NamedTuple):
    """How a shape is filled: the filling, and the lines or dots of an area of its size."""

    filling: Filling
    texture: Texture
    is_wide: bool

    @property
    def has_lines(self) -> bool:
        """Whether there are lines or dots all over it."""
        return self.filling.kind not in {"blank", "double"}

    @property
    def was_dark(self) -> bool:
        """Whether it is a large area of an ink that is solid in small ones: a night sky."""
        return self.filling.kind == "blank" and self.filling.keeps > 0


def fill_shape(shape: Shape, scale: float, fillings: Fillings) -> Filled | None:
    """Return how a shape is filled at a scale; None if it has its ink."""
    filling = fillings.inks.get(shape.fill or "")
    if filling is None:
        return None
    bounds = shape.path.bounds
    box = bounds.width * bounds.height * scale * scale
    if filling.keeps and (box <= filling.keeps or not _is_solid(shape.path, filling.keeps / scale**2)):
        return None
    is_wide = box > WIDE
    return Filled(filling, filling.large if is_wide else filling.small, is_wide)


def _is_solid(path: Path, keeps: float) -> bool:
    """Tell whether a path covers more than an area keeps, and most of its box."""
    bounds, covered = path.bounds, measure_area(path)
    return covered > keeps and covered > SOLID * bounds.width * bounds.height


@lru_cache(maxsize=4096)
def measure_area(path: Path) -> float:
    """Return the area that a path surrounds; holes count against it where they are drawn the other way round."""
    found, start, last = 0.0, (0.0, 0.0), (0.0, 0.0)
    for verb, *numbers in path.segments:
        points = [float(number) for number in numbers]
        if verb == "m":
            start = last = (points[0], points[1])
        for x, y in zip(points[0::2], points[1::2], strict=True) if verb != "h" else (start,):
            found += last[0] * y - last[1] * x
            last = (x, y)
    return abs(found) / 2


@lru_cache(maxsize=8192)
def has_fillings(drawing: Drawing, fillings: Fillings) -> bool:
    """Tell whether any shape of a drawing may be filled, or is a line in an ink that may be."""
    return any(shape.fill in fillings.inks or shape.stroke in fillings.inks for shape in drawing.shapes)
