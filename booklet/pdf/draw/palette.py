"""What a named ink is in an edition: process inks for the press, sRGB for screen and office, or black alone.

Nothing is converted: the theme states each ink in each of them.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

from booklet.look.fillings import NONE, Fillings, find_fillings
from booklet.look.layout import DRAFT_GROUND, PROOF_GROUND, PROOF_WORDS, Ink, Theme, luminance
from booklet.machine.store import stamp, stamp_of, told_by_stamp
from booklet.pdfnumbers import number, numbers
from booklet.values import Frozen


@told_by_stamp
class Palette(Frozen, eq=False, weakref=True):
    """Operators that fill and stroke with each ink; `overprints` tells whether text in one of the `blacks` overprints.

    `look` is the one that imported logos have. In drawings `fillings` stand for inks.
    """

    name: str
    look: str
    fills: Mapping[str, str]
    strokes: Mapping[str, str]
    overprints: bool
    fillings: Fillings = NONE
    blacks: frozenset[str] = frozenset({"black", PROOF_GROUND.name})

    @property
    def blank(self) -> frozenset[str]:
        """The inks that leave the paper blank."""
        white = self.fills["white"]
        found = {name for name, operator in self.fills.items() if operator == white and name not in PROOF_INKS}
        return self.fillings.blank | found


def _cmyk(ink: Ink) -> str:
    return f"{numbers(ink.cmyk)} k"


def _srgb(ink: Ink) -> str:
    return f"{numbers(ink.srgb)} rg"


def _office(ink: Ink) -> str:
    """Return an ink for an office printer; one that is too light for it becomes the white of the paper."""
    return _srgb(ink) if luminance(ink.srgb) <= LIGHTEST else "1 1 1 rg"


def _black(ink: Ink) -> str:
    return f"0 0 0 {number(ink.grey)} k"


def _grey(ink: Ink) -> str:
    return f"{number(1 - ink.grey)} g"


PROOF_INKS = {ink.name: ink for ink in (PROOF_GROUND, PROOF_WORDS, DRAFT_GROUND)}
"""Inks that no theme has a say in."""

LIGHTEST = 0.85
"""Luminance of what toner still shows: a tenth of black."""

EDITIONS: dict[str, dict[str, Callable[[Ink], str]]] = {
    "press": {"colour": _cmyk, "grey": _black, "low-ink": _cmyk},
    "screen": {"colour": _srgb, "grey": _grey, "low-ink": _srgb},
    "office": {"colour": _office, "grey": _grey, "low-ink": _office},
    "web": {"colour": _srgb},
    "epub": {"colour": _srgb},
    "audio": {"colour": _srgb},
    "braille": {"colour": _srgb},
}
"""How each edition says an ink, in colour, in black alone, and where ink is spared."""


@lru_cache(maxsize=64)
def make_palette(theme: Theme, edition: str, ink: str = "colour") -> Palette:
    """Return the palette of an edition."""
    say, is_low = EDITIONS[edition][ink], ink == "low-ink"
    printed = {name: theme.inks[found.low] if is_low and found.low else found for name, found in theme.inks.items()}
    printed |= PROOF_INKS
    fills = {name: say(found) for name, found in printed.items()}
    strokes = {name: operator.upper() for name, operator in fills.items()}
    look = "grey" if ink == "grey" else "press" if edition == "press" else "screen"
    palette = Palette(
        name=edition,
        look=look,
        fills=fills,
        strokes=strokes,
        overprints=edition == "press",
        fillings=find_fillings(theme, edition, ink),
        blacks=frozenset(
            {"black", PROOF_GROUND.name, *(name for name, found in printed.items() if is_low and found.name == "black")}
        ),
    )
    return stamp(palette, of, edition, ink) if (of := stamp_of(theme)) else palette
