"""What a named ink is in an edition: four process inks for the press, sRGB for the screen. Nothing is converted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from booklet.layout import Ink, Theme
from booklet.pdfobjects import number


@dataclass(frozen=True, eq=False)
class Palette:
    """Operators for filling and stroking with each ink; `overprints` says whether black text overprints."""

    name: str
    fills: Mapping[str, str]
    strokes: Mapping[str, str]
    overprints: bool


def _cmyk(ink: Ink) -> str:
    return " ".join(map(number, ink.cmyk)) + " k"


def _srgb(ink: Ink) -> str:
    return " ".join(map(number, ink.srgb)) + " rg"


EDITIONS: dict[str, Callable[[Ink], str]] = {"press": _cmyk, "screen": _srgb}


@lru_cache(maxsize=64)
def make_palette(theme: Theme, edition: str) -> Palette:
    """Return the palette of an edition."""
    say = EDITIONS[edition]
    fills = {name: say(ink) for name, ink in theme.inks.items()}
    strokes = {name: operator.replace(" k", " K").replace(" rg", " RG") for name, operator in fills.items()}
    return Palette(edition, fills, strokes, overprints=edition == "press")
