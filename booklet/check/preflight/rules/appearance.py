"""How colours look: by the press profile of the file if it can be read, else roughly."""

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Any

from booklet.check.preflight.boxes import Point, winds_round
from booklet.check.preflight.model import Colour, Page, Paint, PaintedPath, PressFile
from booklet.look.layout import contrast_of, luminance

Srgb = tuple[float, float, float]
Inks = tuple[float, float, float, float]

PAPER: Srgb = (1.0, 1.0, 1.0)


class Appearance:
    """The colours of one file as sRGB from 0 to 1; each is worked out once."""

    def __init__(self, document: PressFile) -> None:
        profile = document.press.profile if document.press and document.press_family == "cmyk" else None
        self._print = (_open_profile(profile) if profile else None) or _convert_roughly
        self._known: dict[Colour, Srgb | None] = {}

    def of(self, colour: Colour) -> Srgb | None:
        """Return how a colour looks; None if it cannot be known, as for spot colours and patterns."""
        if colour not in self._known:
            self._known[colour] = self._work_out(colour)
        return self._known[colour]

    def _work_out(self, colour: Colour) -> Srgb | None:
        if colour.family == "rgb" and len(colour.values) == 3:
            red, green, blue = colour.values
            return red, green, blue
        if colour.space == "grey" and colour.values:
            return (colour.values[0],) * 3
        return self._print(colour.inks) if colour.inks else None

    def ground(self, page: Page, before: int, point: Point) -> Srgb | None:
        """Return how a point looks before the mark with that number is painted; None if nobody can know."""
        look: Srgb | None = PAPER
        veils: list[Paint] = []
        for mark in page.list_beneath(before, point):
            if not isinstance(mark, PaintedPath):
                return None
            if mark.fill and winds_round(mark.outline, point, even_odd=mark.even_odd):
                if not mark.fill.is_transparent:
                    look = self.of(mark.fill.colour)
                    break
                veils.append(mark.fill)
        for veil in reversed(veils):
            look = self.on(veil, look)
        return look

    def on(self, paint: Paint, ground: Srgb | None) -> Srgb | None:
        """Return how a paint looks on a ground (ISO 32000-2, 11.3.6, for the Normal mode)."""
        top = self.of(paint.colour)
        if top is None or not paint.is_transparent:
            return top
        if ground is None or paint.is_masked or paint.blend != "Normal":
            return None
        red, green, blue = (paint.alpha * a + (1 - paint.alpha) * b for a, b in zip(top, ground, strict=True))
        return red, green, blue


def contrast(one: Srgb, other: Srgb) -> float:
    """Return the contrast of two colours (WCAG 2.2).

    >>> contrast((0, 0, 0), (1, 1, 1))
    21.0
    """
    return contrast_of(measure_light(one), measure_light(other))


@lru_cache(maxsize=4096)
def measure_light(colour: Srgb) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    return luminance(colour)


def _convert_roughly(inks: Inks) -> Srgb:
    cyan, magenta, yellow, black = inks
    return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)


@lru_cache(maxsize=8)
def _open_profile(profile: bytes) -> Callable[[Inks], Srgb] | None:
    """Return a function that tells how a press prints inks; None if LittleCMS cannot use the profile.

    Its paper counts as white and its darkest ink as black, as eyes take them, so that contrast compares with a screen.
    """
    from PIL import Image, ImageCms

    try:
        press, screen = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
        transform: Any = ImageCms.buildTransform(press, screen, "CMYK", "RGB", intent, flags)
    except (ImageCms.PyCMSError, OSError):
        return None

    @lru_cache(maxsize=4096)
    def look(inks: Inks) -> Srgb:
        dot = Image.new("CMYK", (1, 1), tuple(round(255 * min(1.0, max(0.0, ink))) for ink in inks))
        red, green, blue = transform.apply(dot).getpixel((0, 0))
        return red / 255, green / 255, blue / 255

    return look
