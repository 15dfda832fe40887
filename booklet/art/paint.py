"""How shapes are painted: SVG's inherited attributes, and colours that must be inks."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from booklet.art.drawing import CURRENT
from booklet.art.faults import ArtError, Faults
from booklet.art.numbers import excerpt, read_extent, read_numbers
from booklet.art.tree import SvgElement
from booklet.values import Frozen, replace


class Style(Frozen):
    """The paint that holds at an element; outside of all elements it is SVG's default."""

    fill: str = "black"
    stroke: str = "none"
    stroke_width: float = 1.0
    round_caps: bool = False
    round_joins: bool = False
    dash: tuple[float, ...] = ()
    even_odd: bool = False

    def inherit(self, element: SvgElement, faults: Faults) -> "Style":
        """Return the paint that holds inside an element."""
        changes: dict[str, Any] = {}
        for name, (attribute, read) in _READERS.items():
            if attribute in element.attributes:
                old = getattr(self, name)
                changes[name] = faults.attempt(element, read, element.attributes[attribute], old)
        return replace(self, **changes) if changes else self


def one_of(**words: bool) -> Callable[[str], bool]:
    """Return a reader of keywords."""

    def read(text: str) -> bool:
        if text not in words:
            hint = f"use {' or '.join(words)}"
            raise ArtError("art-unsupported", f'"{excerpt(text)}" is not supported', hint)
        return words[text]

    return read


def read_dash(text: str) -> tuple[float, ...]:
    """Read a dash pattern; one without any length is a solid line.

    >>> read_dash("0 6.5")
    (0.0, 6.5)
    """
    if text == "none":
        return ()
    lengths = tuple(read_numbers(text))
    if any(length < 0 for length in lengths):
        raise ArtError("art-syntax", f'dash "{excerpt(text)}" has a negative length', "write 0 or more")
    return lengths if any(lengths) else ()


_READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "fill": ("fill", str.strip),
    "stroke": ("stroke", str.strip),
    "stroke_width": ("stroke-width", read_extent),
    "round_caps": ("stroke-linecap", one_of(butt=False, round=True)),
    "round_joins": ("stroke-linejoin", one_of(miter=False, round=True)),
    "dash": ("stroke-dasharray", read_dash),
    "even_odd": ("fill-rule", one_of(nonzero=False, evenodd=True)),
}
STYLE_ATTRIBUTES = frozenset(attribute for attribute, _ in _READERS.values())

_WORDS = {"black": "#000000", "white": "#ffffff"}
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")


class Inks:
    """The inks a file may use, by their sRGB colours; a colour without an ink is reported once."""

    def __init__(self, inks: Mapping[str, str]) -> None:
        self._inks = inks
        names = frozenset(inks.values())
        self._known: dict[str, str | None] = {
            "none": None,
            "currentcolor": CURRENT,
            **{colour: word for word, colour in _WORDS.items() if word in names},
            **inks,
        }

    def ink(self, paint: str) -> str | None:
        """Return the ink of a paint, or None for no paint."""
        colour = _normalise(paint)
        if colour not in self._known:
            self._known[colour] = None
            raise self._fault(paint, colour)
        return self._known[colour]

    def _fault(self, paint: str, colour: str) -> ArtError:
        if colour.startswith("url("):
            return ArtError("art-unsupported", f"paint {excerpt(paint)} is not supported", "fill with an ink")
        if not _HEX.fullmatch(colour):
            return ArtError("art-ink", f'colour "{excerpt(paint)}" is no ink', "write an ink as #rrggbb")
        nearest = min(self._inks, key=lambda known: _distance(known, colour), default="none")
        hint = f"the nearest ink is {self._inks.get(nearest, 'missing')}, {nearest}"
        return ArtError("art-ink", f"colour {paint} is no ink", hint)


def _normalise(paint: str) -> str:
    """Return a colour as lower-case #rrggbb where it is one.

    >>> _normalise("#FC5"), _normalise("White")
    ('#ffcc55', '#ffffff')
    """
    colour = paint.lower()
    if len(colour) == 4 and _HEX.fullmatch(colour):
        return "#" + "".join(digit * 2 for digit in colour[1:])
    return _WORDS.get(colour, colour)


def _distance(one: str, other: str) -> int:
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return sum((a - b) ** 2 for a, b in pairs)
