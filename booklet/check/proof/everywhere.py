"""Codes are searched for everywhere on a page: in all of it, and closer where a path, form or picture may be one."""

from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from math import hypot, sqrt
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image

from booklet.check.preflight.kept import Kept
from booklet.check.proof.camera import Found, codes_in
from booklet.check.proof.pages import DPI, page_crop
from booklet.check.proof.shapes import code_places, without_letters
from booklet.geometry import Rect, intersect

if TYPE_CHECKING:
    from booklet.check.preflight.read.codelooks import CodeLook

MOST_PIXELS = 2_500_000
"""How many pixels of a page are looked at; larger pages are for readers who stand farther away."""

CLOSE, CLOSEST = 800, 600
"""Pixels that a form or a picture is wide or high, and dots to an inch at most, when it is looked at closely."""

MARGIN = 20.0
"""Points around it: what is there is the quiet zone of a code."""

SAME = 6.0
"""Points below which two codes that say the same are one, seen twice: none is as small."""

_KNOWN: Kept[bytes, tuple[Found, ...]] = Kept(512, "everywhere.known")
"""The codes in pictures that were looked at, by a digest of their pixels."""

_PLACES: Kept[tuple[bytes, tuple[Rect, ...]], tuple[Rect, ...]] = Kept(512, "everywhere.places")
"""Where pages may show codes, by a digest of everything that decides it, and codes that were read."""

_PAINTED: Kept[tuple[Rect, float, bytes], tuple[Found, ...]] = Kept(1024, "everywhere.painted")
"""The codes in boxes of pages, by resolution and by a digest of everything that is painted there."""

PIXEL = 2.0
"""Points, more than a pixel is wide: what lies farther from a box does not change its picture."""


def codes_on(
    page: pypdfium2.PdfPage, places: Sequence[Rect], look: "CodeLook | None" = None, known: Sequence[Rect] = ()
) -> tuple[str, ...]:
    """Return what the codes in some places of a page say, each code once; `known` are those of codes that were read.

    With what decides how the page looks, a place that was painted before by the same content is not painted again.
    """
    whole = Rect(0, 0, *page.get_size())
    found: list[Found] = []
    for place in dict.fromkeys(places):
        box = intersect(place.grown(MARGIN), whole)
        if box.width <= 0 or box.height <= 0:
            continue
        dpi = DPI if place in known else _dpi(box)
        seen = partial(_codes_in, page, box, dpi)
        key = (box, dpi, look.within(box.grown(PIXEL))) if look else None
        for code in _PAINTED.get_or_make(key, seen) if key else seen():
            if not any(_is_same(code, other) for other in found):
                found.append(code)
    return tuple(sorted(code.says for code in found))


def codes_where_it_may(
    page: pypdfium2.PdfPage, look: "CodeLook | None", known: tuple[Rect, ...] = ()
) -> tuple[str, ...]:
    """Return what the codes on a page say, searching only where something may be a code.

    `known` are the boxes of the modules of codes that were read on the page. A path inside one can be no part of a
    code beside it; in the box itself codes are looked for as on a whole page. Letters are not painted.
    """
    find = partial(code_places, page, known)
    places = _PLACES.get_or_make((look.shown, known), find) if look else find()
    with without_letters(page):
        return codes_on(page, (*known, *places), look, known)


def _codes_in(page: pypdfium2.PdfPage, box: Rect, dpi: float) -> tuple[Found, ...]:
    """Return the codes in a box, in points."""
    picture = page_crop(page, box, dpi, is_grey=True)
    across, up = box.width / picture.width, box.height / picture.height
    found = _KNOWN.get_or_make(_pixels(picture), lambda: codes_in(picture))
    return tuple(Found(said, box.x + x * across, box.top - y * up) for said, x, y in found)


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
