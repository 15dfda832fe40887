"""Colours as SVG and CSS write them, in sRGB: hex, names, rgb() and hsl(), with how much they cover."""

import re
from functools import lru_cache

from booklet.art.cells import Colour
from booklet.art.faults import ArtError
from booklet.art.numbers import NUMBER, excerpt

_PERCENT = re.compile(rf"\s*+({NUMBER})(%?)\s*+", re.ASCII)
_FUNCTION = re.compile(r"(?:rgb|hsl)a?\(([^()]*)\)", re.ASCII)
_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_NAME = re.compile(r"[a-z]+")

CLEAR = "transparent"


def read_share(text: str) -> float:
    """Read a number or a percentage as a share from 0 to 1.

    >>> read_share(".5"), read_share("30%"), read_share("7")
    (0.5, 0.3, 1.0)
    """
    if not (match := _PERCENT.fullmatch(text)):
        raise ArtError("art-syntax", f'"{excerpt(text)}" is no share', "write a number from 0 to 1")
    return min(1.0, max(0.0, float(match[1]) / (100 if match[2] else 1)))


@lru_cache(maxsize=512)
def read_colour(text: str) -> tuple[Colour, float]:
    """Read a colour, and how much it covers.

    >>> read_colour("#f00"), read_colour("rgb(100%, 0%, 0%)"), read_colour("hsla(0, 100%, 50%, .5)")
    (((1.0, 0.0, 0.0), 1.0), ((1.0, 0.0, 0.0), 1.0), ((1.0, 0.0, 0.0), 0.5))
    """
    said = text.strip().lower()
    if said == CLEAR:
        return (0.0, 0.0, 0.0), 0.0
    if _HEX.fullmatch(said):
        digits = said[1:] if len(said) > 5 else "".join(digit * 2 for digit in said[1:])
        *rgb, cover = bytes.fromhex(digits.ljust(8, "f"))
        return (rgb[0] / 255, rgb[1] / 255, rgb[2] / 255), cover / 255
    if match := _FUNCTION.fullmatch(said):
        parts = [part for part in re.split(r"[\s,/]+", match[1]) if part]
        if len(parts) in {3, 4}:
            alpha = read_share(parts[3]) if len(parts) == 4 else 1.0
            return (_hsl if said[0] == "h" else _rgb)(parts[:3]), alpha
    if _NAME.fullmatch(said):
        from PIL.ImageColor import colormap, getrgb

        if said in colormap:
            red, green, blue = getrgb(said)[:3]
            return (red / 255, green / 255, blue / 255), 1.0
    raise ArtError("art-ink", f'"{excerpt(text)}" is no colour', "write it as #rrggbb")


def _rgb(parts: list[str]) -> Colour:
    red, green, blue = (read_share(part) if part.endswith("%") else _channel(part) for part in parts)
    return red, green, blue


def _channel(text: str) -> float:
    if not (match := _PERCENT.fullmatch(text)):
        raise ArtError("art-ink", f'"{excerpt(text)}" is no part of a colour', "write it as #rrggbb")
    return min(1.0, max(0.0, float(match[1]) / 255))


def _hsl(parts: list[str]) -> Colour:
    from colorsys import hls_to_rgb

    match = _PERCENT.fullmatch(parts[0].removesuffix("deg"))
    if not match:
        raise ArtError("art-ink", f'"{excerpt(parts[0])}" is no part of a colour', "write it as #rrggbb")
    return hls_to_rgb(float(match[1]) % 360 / 360, read_share(parts[2]), read_share(parts[1]))
