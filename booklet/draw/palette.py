"""What a named ink is in an edition: process inks for the press, sRGB for screen and office, or black alone.

Nothing is converted: the theme says what a name is in each.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from booklet.layout import Ink, Theme, luminance
from booklet.pdfobjects import number


@dataclass(frozen=True, eq=False)
class Palette:
    """Operators for filling and stroking with each ink; `overprints` says whether black text overprints.

    `look` is that of imported logos. `faint` are the inks whose areas have an outline, for they are hardly seen.
    """

    name: str
    look: str
    fills: Mapping[str, str]
    strokes: Mapping[str, str]
    overprints: bool
    faint: frozenset[str] = frozenset()

    @property
    def blank(self) -> frozenset[str]:
        """The inks that leave the paper as it is."""
        return frozenset(name for name, operator in self.fills.items() if operator == self.fills["white"])


def _cmyk(ink: Ink) -> str:
    return " ".join(map(number, ink.cmyk)) + " k"


def _srgb(ink: Ink) -> str:
    return " ".join(map(number, ink.srgb)) + " rg"


def _office(ink: Ink) -> str:
    """Return an ink for an office printer: one too light for it is the paper's white."""
    return _srgb(ink) if luminance(ink.srgb) <= LIGHTEST else "1 1 1 rg"


def _black(ink: Ink) -> str:
    return f"0 0 0 {number(ink.grey)} k"


def _grey(ink: Ink) -> str:
    return f"{number(1 - ink.grey)} g"


LIGHTEST = 0.85
"""Luminance of what toner still shows: a tenth of black."""

FAINT = 0.2
"""An area of so much black or less has an outline, where black is alone: it is lost on paper, or between greys."""

EDITIONS: dict[str, dict[str, Callable[[Ink], str]]] = {
    "press": {"colour": _cmyk, "grey": _black},
    "screen": {"colour": _srgb, "grey": _grey},
    "office": {"colour": _office, "grey": _grey},
}
"""How each edition says an ink, in colour and in black alone."""


@lru_cache(maxsize=64)
def make_palette(theme: Theme, edition: str, ink: str = "colour") -> Palette:
    """Return the palette of an edition."""
    say = EDITIONS[edition][ink]
    fills = {name: say(ink) for name, ink in theme.inks.items()}
    strokes = {name: operator.upper() for name, operator in fills.items()}
    look = "grey" if ink == "grey" else "press" if edition == "press" else "screen"
    faint = frozenset(name for name, found in theme.inks.items() if found.grey <= FAINT) - {"white"}
    return Palette(edition, look, fills, strokes, edition == "press", faint if ink == "grey" else frozenset())
