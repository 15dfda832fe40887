"""What a camera reads in a picture of a code, in colour and in grey, and whether its edge is white."""

from typing import NamedTuple

from PIL import Image

from booklet.geometry import Rect


class Place(NamedTuple):
    """Where a code stands on a page of a file, with its quiet zone, and whether it is one of bars."""

    page: int
    box: Rect
    is_bars: bool


class Seen(NamedTuple):
    """What is read in a picture of a code, nothing where nothing is; whether all around it is white."""

    colour: str
    grey: str
    is_quiet: bool


def see(picture: Image.Image, *, is_bars: bool) -> Seen:
    """Return what is seen in a picture of a code."""
    grey = picture.convert("L")
    in_colour, in_grey = (_decoded(shown, is_bars=is_bars) for shown in (picture, grey))
    return Seen(in_colour, in_grey, is_quiet(grey, at_sides_only=is_bars))


def _decoded(picture: Image.Image, *, is_bars: bool) -> str:
    import zxingcpp

    kind = zxingcpp.BarcodeFormat.EAN13 if is_bars else zxingcpp.BarcodeFormat.QRCode
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(kind))
    return found[0].text if found else ""


def is_quiet(picture: Image.Image, *, at_sides_only: bool = False) -> bool:
    """Tell whether the edge of a picture of a code is white all around, but for what rounded corners take."""
    grey = picture.convert("L")
    width, height = grey.size
    edges = [grey.crop(box) for box in (
        (1, height // 5, 3, height * 4 // 5), (width - 3, height // 5, width - 1, height * 4 // 5),
        (width // 5, 1, width * 4 // 5, 3), (width // 5, height - 3, width * 4 // 5, height - 1),
    )]  # fmt: skip
    return all(edge.getextrema()[0] > 240 for edge in edges[: 2 if at_sides_only else 4])  # type: ignore[operator]
