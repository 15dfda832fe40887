"""Pictures: enough pixels, and not out of shape."""

from collections.abc import Iterator

from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.model import Page, Picture, PressFile
from booklet.errors import Severity
from booklet.geometry import mm
from booklet.values import replace

LOW = Rule(
    "low-resolution",
    "The picture prints blurred or in steps.",
    "Place a picture with more pixels, or make it smaller on the page: 300 ppi at its printed size.",
)
HIGH = Rule(
    "high-resolution",
    "The file is large for nothing: nobody sees so many pixels on paper.",
    "Reduce pictures to 300 ppi at their printed size when you export.",
)
STRETCHED = Rule(
    "stretched-picture",
    "The picture is wider or narrower than it was taken; faces look wrong.",
    "Scale it by the same amount in both directions.",
)

BROKEN = Rule(
    "picture-broken",
    "The picture prints cut off, black, white or as noise, or the press program stops.",
    "Place the picture again from its original file and export again.",
    "ISO 32000-2",
    "8.9.5",
)
UNCHECKED = Rule(
    "picture-unchecked",
    "Whether all data of the picture are there was not looked up.",
    "Look at the picture in a proof.",
)

_TINY = 16
_BITMAP = 2.5
_FAR_EDGE, _FAR = mm(350), 0.6
_ERROR_SHARE = 2 / 3
_TOO_MANY = 600
_BITMAP_TOO_MANY = 2400
_STRETCH = 0.02


def check_pictures(document: PressFile, limits: Limits) -> Iterator[Hit]:
    """Yield pictures that are broken, distorted, or have too few or too many pixels."""
    for page in document.pages:
        for mark, place in page.drawn_marks:
            if isinstance(mark, Picture):
                yield from (
                    replace(hit, box=place) for hit in (*_samples(mark, page.number), *_sizes(mark, page, limits))
                )


def _samples(picture: Picture, at: int) -> Iterator[Hit]:
    what = "a picture of {} x {} pixels: ".format(*picture.pixels)
    if picture.fault:
        yield BROKEN.hit(what + picture.fault, at, picture.box)
    elif picture.unjudged:
        yield UNCHECKED.hit(what + picture.unjudged, at, picture.box, severity=Severity.UNCHECKED)


def _sizes(picture: Picture, page: Page, limits: Limits) -> Iterator[Hit]:
    """Compare with the resolution that a printer asks for: two thirds is the least; bitmaps need more, posters less."""
    if max(picture.pixels) <= _TINY:
        return
    wanted = limits.resolution * (_BITMAP if picture.is_bitmap else 1)
    if max(page.finished_area.width, page.finished_area.height) > _FAR_EDGE:
        wanted *= _FAR
    low, high = sorted(picture.ppi)
    if low < wanted:
        severity = Severity.ERROR if low < wanted * _ERROR_SHARE else Severity.WARNING
        what = f"a picture of {low:.0f} ppi; {wanted:.0f} are asked for"
        yield LOW.hit(what, page.number, picture.box, severity=severity)
    elif low > (_BITMAP_TOO_MANY if picture.is_bitmap else _TOO_MANY):
        yield HIGH.hit(f"a picture of {low:.0f} ppi", page.number, picture.box, severity=Severity.WARNING)
    if high > low * (1 + _STRETCH):
        what = f"a picture stretched by {100 * (high / low - 1):.0f} %"
        yield STRETCHED.hit(what, page.number, picture.box, severity=Severity.WARNING)
