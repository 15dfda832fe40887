"""Colour spaces of a PDF (ISO 32000-2, 8.6): device colours, those with a profile, spot colours of a plain build."""

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from booklet.sources.pdfvalues import UnsupportedError, named, read_numbers

SPACES = {
    **dict.fromkeys(("/DeviceGray", "/CalGray", "/G"), 1),
    **dict.fromkeys(("/DeviceRGB", "/CalRGB", "/RGB"), 3),
    **dict.fromkeys(("/DeviceCMYK", "/CMYK"), 4),
}
"""Colour spaces by name, with their channels; a calibrated one is taken for its device."""

STEEPEST = 100.0
"""The largest power of a spot colour's build."""


@dataclass(frozen=True, slots=True)
class Tint:
    """A colour space of so many channels; `build` (none and all of its ink, and a power) if it is a spot colour."""

    channels: int
    build: tuple[Sequence[float], Sequence[float], float] | None = None

    def meet(self, values: Sequence[float]) -> Sequence[float]:
        """Return what a colour is in a device colour space (exponential interpolation, 7.10.3)."""
        if self.build is None:
            return values
        none, full, power = self.build
        share = min(1.0, max(0.0, values[0])) ** power
        return tuple(a + share * (b - a) for a, b in zip(none, full, strict=True))

    @property
    def first(self) -> Sequence[float]:
        """What a colour space begins with: all of a spot colour, else black (8.6.8)."""
        return self.build[1] if self.build else (0.0,) * (self.channels - 1) + (float(self.channels == 4),)


UNKNOWN = Tint(0)
"""A colour space that was refused: its colours are passed over."""


def read_space(space: pikepdf.Object, resources: pikepdf.Object, depth: int) -> Tint:
    """Return a colour space: device colour, one with a profile, or a spot colour by its process build (8.6)."""
    if depth > 2:
        raise UnsupportedError("a colour space in a colour space")
    if isinstance(space, pikepdf.Name):
        if str(space) in SPACES:
            return Tint(SPACES[str(space)])
        return read_space(named(resources, "/ColorSpace", space), resources, depth + 1)
    kind = str(space[0])
    if kind == "/ICCBased":
        return Tint(_channels(int(space[1].get("/N", 0))))
    if kind in SPACES:
        return Tint(SPACES[kind])
    if kind == "/Separation" and int(space[3].get("/FunctionType", -1)) == 2:
        base, build = read_space(space[2], resources, depth + 1), space[3]
        count = base.channels
        none, full = (read_numbers(list(build[key]), count) for key in ("/C0", "/C1"))
        (power,) = read_numbers([build["/N"]], 1)
        if base.build or not 0 < power <= STEEPEST:
            raise UnsupportedError("numbers that make no sense")
        return Tint(1, (none, full, power))
    if kind == "/Separation":
        raise UnsupportedError("a spot colour with a program in it", "export it in CMYK")
    raise UnsupportedError(f"the colour space {kind.removeprefix('/')}", "use RGB, CMYK or grey")


def _channels(count: int) -> int:
    if count not in {1, 3, 4}:
        raise UnsupportedError("a colour profile of a strange kind", "use RGB, CMYK or grey")
    return count
