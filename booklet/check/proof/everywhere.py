"""Codes are searched for everywhere on a page: in all of it, and closer where a path, form or picture may be one."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from math import hypot, sqrt

import pypdfium2
from PIL import Image

from booklet.check.preflight.kept import Kept
from booklet.check.proof.camera import Found, codes_in
from booklet.check.proof.pages import DPI, page_crop
from booklet.geometry import Rect, intersect

MOST_PIXELS = 2_500_000
"""How many pixels of a page are looked at; larger pages are for readers who stand farther away."""

CLOSE, CLOSEST = 800, 600
"""Pixels that a form or a picture is wide or high, and dots to an inch at most, when it is looked at closely."""

MARGIN = 20.0
"""Points around it: what is there is the quiet zone of a code."""

SAME = 6.0
"""Points below which two codes that say the same are one, seen twice: none is as small."""

_KNOWN: Kept[bytes, tuple[Found, ...]] = Kept(512)
"""The codes in pictures that were looked at in this process, by a digest of their pixels."""


def codes_on(page: pypdfium2.PdfPage, places: Sequence[Rect]) -> tuple[str, ...]:
    """Return what the codes in some places of a page say, each code once."""
    whole = Rect(0, 0, *page.get_size())
    found: list[Found] = []
    for place in dict.fromkeys(places):
        for code in _codes_in(page, intersect(place.grown(MARGIN), whole)):
            if not any(_is_same(code, known) for known in found):
                found.append(code)
    return tuple(sorted(code.says for code in found))


def _codes_in(page: pypdfium2.PdfPage, box: Rect) -> Iterator[Found]:
    """Yield the codes in a box, in points."""
    if box.width <= 0 or box.height <= 0:
        return
    picture = page_crop(page, box, _dpi(box), is_grey=True)
    across, up = box.width / picture.width, box.height / picture.height
    for said, x, y in _KNOWN.get_or_make(_pixels(picture), lambda: codes_in(picture)):
        yield Found(said, box.x + x * across, box.top - y * up)


def _pixels(picture: Image.Image) -> bytes:
    """Return a digest of a picture."""
    return sha256(b"%d %d " % picture.size + picture.tobytes()).digest()


def _dpi(box: Rect) -> float:
    """Return the resolution at which a box is searched.

    >>> round(_dpi(Rect(0, 0, 60, 60))), round(_dpi(Rect(0, 0, 420, 595))), round(_dpi(Rect(0, 0, 1684, 2384)))
    (600, 150, 57)
    """
    close = min(CLOSEST, 72 * CLOSE / max(box.width, box.height))
    return max(close, min(DPI, 72 * sqrt(MOST_PIXELS / (box.width * box.height))))


def _is_same(one: Found, other: Found) -> bool:
    return one.says == other.says and hypot(one.x - other.x, one.y - other.y) < SAME
