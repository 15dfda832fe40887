"""The colours of a partner's logo: from what its file states to what each edition prints, by colour profiles.

Grey, and colour that is neutral, becomes black alone. Everything else is converted between sRGB and the inks of
FOGRA39, relative colorimetric with black point compensation, as the inks of the theme were computed.
"""

import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageCms

from booklet.art.imported import LOOKS, LogoPicture
from booklet.pdfnumbers import numbers

PROFILE = "layouts/profiles/FOGRA39L_coated.icc"

CHANNELS = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}
"""Device colour spaces by their number of channels (ISO 32000-2, 8.6.4)."""

OPERATORS = {1: "g", 3: "rg", 4: "k"}

NEUTRAL = 2
"""Steps of 255 by which the channels of a grey may differ."""

FAINTEST = 0.2
"""A tint of black below this is lost in office printers."""

LEVEL = 6


def operators(values: Sequence[float], profile: Path) -> dict[str, str]:
    """Return the operator that fills with grey or with inks, from 0 to 1 a channel, in each edition.

    >>> operators((0.5,), Path())
    {'press': '0.5 g', 'screen': '0.5 g', 'grey': '0.5 g'}
    """
    if len(values) == 1:
        return dict.fromkeys(LOOKS, _operator(values))
    srgb = _convert(tuple(values), profile)
    return {"press": _operator(values), "screen": _operator(srgb), "grey": _operator((lightness(srgb),))}


def process_inks(srgb: tuple[float, float, float], profile: Path) -> tuple[float, float, float, float]:
    """Return an sRGB colour in the four inks of a press; a neutral one is black alone.

    >>> process_inks((0.25, 0.25, 0.25), Path())
    (0.0, 0.0, 0.0, 0.75)
    """
    if max(srgb) - min(srgb) <= NEUTRAL / 255:
        return (0.0, 0.0, 0.0, 1 - srgb[0])
    cyan, magenta, yellow, black = _convert(srgb, profile)
    return (cyan, magenta, yellow, black)


def to_black(srgb: tuple[float, float, float]) -> float:
    """Return an sRGB colour as a tint of black, as an office printer shows it.

    >>> to_black((1, 1, 1)), to_black((0, 0, 0)), to_black((0.85, 0.85, 0.85))
    (0.0, 1.0, 0.2)
    """
    tint = round(1 - lightness(srgb), 3)
    return 0.0 if tint < FAINTEST / 2 else max(FAINTEST, tint)


def lightness(srgb: Sequence[float]) -> float:
    """Return how light an sRGB colour is as a grey, by Pillow's formula (ITU-R BT.601)."""
    red, green, blue = srgb
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _operator(values: Sequence[float]) -> str:
    return f"{numbers(values)} {OPERATORS[len(values)]}"


@cache
def _convert(values: tuple[float, ...], profile: Path) -> tuple[float, ...]:
    """Return an sRGB colour converted to inks, or inks converted to sRGB."""
    image = Image.new("RGB" if len(values) == 3 else "CMYK", (1, 1), tuple(round(255 * value) for value in values))
    found = ImageCms.applyTransform(image, _transform(image.mode, profile))
    assert found is not None
    return tuple(channel / 255 for channel in found.tobytes())


@cache
def _transform(mode: str, profile: Path) -> ImageCms.ImageCmsTransform:
    srgb, inks = ImageCms.createProfile("sRGB"), ImageCms.getOpenProfile(str(profile))
    intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    if mode == "CMYK":
        return ImageCms.buildTransform(inks, srgb, "CMYK", "RGB", intent, flags)
    return ImageCms.buildTransform(srgb, inks, "RGB", "CMYK", intent, flags)


def convert_picture(image: Image.Image, profile: Path) -> dict[str, LogoPicture]:
    """Return a picture (L or RGB) in each edition."""
    if image.mode == "L" or _is_grey(image):
        return dict.fromkeys(LOOKS, _pack_picture(image.convert("L")))
    inks = ImageCms.applyTransform(image, _transform(image.mode, profile))
    assert inks is not None
    return {"press": _pack_picture(inks), "screen": _pack_picture(image), "grey": _pack_picture(image.convert("L"))}


def _is_grey(image: Image.Image) -> bool:
    red, green, blue = image.split()
    pairs = ((red, green), (green, blue), (red, blue))
    return not any(any(ImageChops.difference(*pair).histogram()[NEUTRAL + 1 :]) for pair in pairs)


def _pack_picture(image: Image.Image) -> LogoPicture:
    return LogoPicture(
        image.width, image.height, CHANNELS[len(image.getbands())], zlib.compress(image.tobytes(), LEVEL)
    )
