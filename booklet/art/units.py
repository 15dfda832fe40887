"""Lengths with units, as drawing programs write them, in the units of a drawing (CSS pixels, 96 an inch)."""

import re

from booklet.art.faults import ArtError
from booklet.art.numbers import NUMBER, check_bounds, excerpt

UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 24 / 25.4}

_LENGTH = re.compile(r"\s*+(" + NUMBER + r")(px|pt|pc|mm|cm|in|q|%)?\s*+", re.ASCII | re.IGNORECASE)


def to_user_units(text: str, whole: float) -> float:
    """Read a length; a percentage is of `whole`.

    >>> to_user_units("1in", 10), to_user_units("50%", 10), to_user_units("12", 10)
    (96.0, 5.0, 12.0)
    """
    if not (match := _LENGTH.fullmatch(text)):
        raise ArtError("art-syntax", f'"{excerpt(text)}" is no length', "write a number without a unit")
    unit = (match[2] or "").lower()
    return check_bounds([float(match[1]) * (whole / 100 if unit == "%" else UNITS[unit])])[0]


def read_size(text: str) -> float:
    """Read the width or height of a file, 0 if it says none that is a size by itself."""
    return 0.0 if not text or text.strip().endswith("%") or text == "auto" else to_user_units(text, 0.0)
