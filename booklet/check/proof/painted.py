"""Whether a fact is painted on a finished page as our own type draws it, pixel by pixel, with enough contrast.

Text alone proves nothing of what is seen: it may be covered, cut, invisible, or drawn in other shapes than it says. A
fact is rendered so large that PDFium draws its letters as paths, at their exact places; there it differs from what
HarfBuzz draws of our font file by a sixth of a pixel's ink at most.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil, floor

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from booklet.check.proof.facts import Fact
from booklet.look.layout import contrast_of, luminance
from booklet.text.impression import PixelArea, WordAt, impression

EM = 52
"""Pixels to an em: from 50 on PDFium draws letters where they stand, and not at the next whole pixel."""

MOST_OFF = 0.4
"""What a pixel may differ, as a share of what ink and ground differ."""

LEAST_CONTRAST = 3.0
"""The least ratio of contrast between a fact and its ground in grey (WCAG 2.2, 1.4.11): not all see colours."""


def flaw(page: pypdfium2.PdfPage, fact: Fact) -> str:
    """Return what is wrong with a fact as it is painted on a page, "" if it looks as it should."""
    width, height = page.get_size()
    if not (fact.box.x >= 0 and fact.box.y >= 0 and fact.box.right <= width and fact.box.top <= height):
        return "stands outside the page"
    pixels, painted, stride = _render(page, fact)
    return _flaw(fact.words, fact.near, pixels, painted, stride)


def _render(page: pypdfium2.PdfPage, fact: Fact) -> tuple[PixelArea, bytes, int]:
    """Return the place of a fact in pixels, as a page paints it, with the bytes of each row."""
    width, height = page.get_size()
    scale = EM / fact.size
    across, up = ceil(width * scale), ceil(height * scale)
    box = fact.surroundings
    left, low = max(0, floor(box.x * across / width)), max(0, floor(box.y * up / height))
    right, top = min(across, ceil(box.right * across / width)), min(up, ceil(box.top * up / height))
    crop = [max(0.0, (cut - 0.5) / scale) for cut in (left, low, across - right, up - top)]
    picture = page.render(scale=scale, crop=tuple(crop), grayscale=True)
    pixels = PixelArea(left, low, right - left, top - low, across / width, up / height)
    return pixels, bytes(picture.buffer), picture.stride


@lru_cache(maxsize=128)
def _flaw(words: Sequence[WordAt], near: Sequence[WordAt], pixels: PixelArea, painted: bytes, stride: int) -> str:
    picture = Image.frombytes("L", (pixels.width, pixels.height), painted, "raw", "L", stride)
    drawn = impression(words, pixels)
    ground, ink = (_middle(picture.histogram(drawn.point(where))) for where in (_NONE, _ALL))
    if contrast(ground, ink) < LEAST_CONTRAST:
        return "is not seen, or hardly: it has an ink like its ground, or something covers it"
    beside = impression(near, pixels) if near else None
    for reach in (0, 1):
        off = _measure_difference(picture, drawn, ground, ink, reach)
        if beside:
            off.paste(0, (0, 0), ImageChops.multiply(_widen(beside, 2).point(_SOME), drawn.point(_NONE)))
        if off.getextrema()[1] <= MOST_OFF * abs(ink - ground):  # type: ignore[operator]
            return ""
    return "is not painted as our type draws it: something covers, cuts or changes it, or stands beside it"


def _measure_difference(picture: Image.Image, drawn: Image.Image, ground: int, ink: int, reach: int) -> Image.Image:
    """Return how far a picture is from what is drawn, whose edges may be moved by some pixels.

    PDFium moves those of a letter that is a plain rectangle to whole pixels.
    """
    shades = [round(ground + (ink - ground) * part / 255) for part in range(256)]
    if not reach:
        return ImageChops.difference(drawn.point(shades), picture)
    narrow, wide = ImageChops.invert(_widen(ImageChops.invert(drawn), reach)), _widen(drawn, reach)
    one, other = narrow.point(shades), wide.point(shades)
    below = ImageChops.subtract(ImageChops.darker(one, other), picture)
    above = ImageChops.subtract(picture, ImageChops.lighter(one, other))
    return ImageChops.lighter(below, above)


def _widen(mask: Image.Image, by: int) -> Image.Image:
    return mask.filter(ImageFilter.MaxFilter(2 * by + 1))


_NONE, _SOME, _ALL = ([255 * test for test in tests] for tests in (
    [value == 0 for value in range(256)], [value > 0 for value in range(256)], [value >= 250 for value in range(256)],
))  # fmt: skip
"""Masks by ink: where there is none, where there is some, where a pixel is full of it."""


def _middle(counts: Sequence[int]) -> int:
    """Return the median of some greys, given how often each occurs."""
    half, passed = sum(counts) / 2, 0
    for value, count in enumerate(counts):
        passed += count
        if passed >= half:
            return value
    return 0


@lru_cache(maxsize=1024)
def contrast(one: int, other: int) -> float:
    """Return the ratio of contrast between two greys (WCAG 2.2).

    >>> contrast(0, 255), contrast(9, 9)
    (21.0, 1.0)
    """
    return round(contrast_of(*(luminance((grey / 255,) * 3) for grey in (one, other))), 2)
