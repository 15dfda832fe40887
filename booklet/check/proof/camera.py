"""What a camera reads in a picture of a code, in colour and in grey, and whether the edge of the picture is white."""

from typing import Any, NamedTuple

from PIL import Image

from booklet.check.proof.pages import DPI
from booklet.geometry import Rect, add_lengths


class Place(NamedTuple):
    """The place of a code on a page of a file, with its quiet zone, and the resolution of its picture.

    It may be a barcode.
    """

    page: int
    box: Rect
    is_bars: bool
    dpi: float = DPI


class Seen(NamedTuple):
    """What a camera reads in a picture of a code, "" if nothing, and whether everything around the code is white."""

    colour: str
    grey: str
    is_quiet: bool


def see(picture: Image.Image, *, is_bars: bool) -> Seen:
    """Return what a camera reads in a picture of a code."""
    grey = picture.convert("L")
    in_colour, in_grey = (_decode(shown, is_bars=is_bars) for shown in (picture, grey))
    return Seen(in_colour, in_grey, is_quiet(grey, at_sides_only=is_bars))


def _decode(picture: Image.Image, *, is_bars: bool) -> str:
    import zxingcpp

    kind = zxingcpp.BarcodeFormat.EAN13 if is_bars else zxingcpp.BarcodeFormat.QRCode
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(kind))
    return found[0].text if found else ""


class Found(NamedTuple):
    """What a code says that was found, and where its middle lies."""

    says: str
    x: float
    y: float


def codes_in(picture: Image.Image) -> tuple[Found, ...]:
    """Return what the codes in a picture say, wherever they are, of the kinds that phones and tills read.

    Places are in pixels from the upper left corner.
    """
    import zxingcpp

    found = []
    for names, is_inverted in KINDS.items():
        kinds = zxingcpp.BarcodeFormats([getattr(zxingcpp.BarcodeFormat, name) for name in names])
        found += zxingcpp.read_barcodes(
            picture, formats=kinds, try_rotate=False, try_downscale=False, try_invert=is_inverted
        )
    return tuple(sorted(Found(code.text, *_middle(code.position)) for code in found))


def _middle(place: Any) -> tuple[float, float]:
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return add_lengths(corner.x for corner in corners) / 4, add_lengths(corner.y for corner in corners) / 4


KINDS = {
    ("QRCode", "MicroQRCode", "RMQRCode"): True,
    ("DataMatrix", "Aztec", "PDF417", "EAN13", "EAN8", "UPCA"): False,
}
"""Codes that are looked for, and whether also in white on black."""


def is_quiet(picture: Image.Image, *, at_sides_only: bool = False) -> bool:
    """Tell whether the edge of a picture of a code is white all around, except for rounded corners."""
    grey = picture.convert("L")
    width, height = grey.size
    edges = [grey.crop(box) for box in (
        (1, height // 5, 3, height * 4 // 5), (width - 3, height // 5, width - 1, height * 4 // 5),
        (width // 5, 1, width * 4 // 5, 3), (width // 5, height - 3, width * 4 // 5, height - 1),
    )]  # fmt: skip
    return all(edge.getextrema()[0] > 240 for edge in edges[: 2 if at_sides_only else 4])  # type: ignore[operator]
