"""A logo from elsewhere, as values: operators that paint shapes and pixels, in the colours of each edition."""

from collections.abc import Mapping

from booklet.values import Frozen

LOOKS = ("press", "screen", "grey")
"""What an imported logo has colours for: process inks, light, and black alone."""


class LogoPicture(Frozen, eq=False):
    """A picture of 8 bits a channel, rows from the top, compressed (Flate); `space` is its device colour space."""

    width: int
    height: int
    space: str
    data: bytes


class Content(Frozen, eq=False):
    """Operators that name nothing but the pictures beside them: `/0 Do` paints the first."""

    code: bytes
    pictures: tuple[LogoPicture, ...] = ()


class Imported(Frozen, eq=False):
    """A logo on a page of `width` by `height` whose origin is its bottom left corner; its content by look.

    `is_pixels` tells that width and height are pixels; `changes` what is not as its file has it.
    """

    width: float
    height: float
    contents: Mapping[str, Content]
    is_pixels: bool = False
    changes: tuple[str, ...] = ()
