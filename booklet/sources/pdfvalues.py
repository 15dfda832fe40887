"""Values of a PDF that is not trusted: numbers, names, and what is said of those that make no sense."""

from collections.abc import Sequence
from math import isfinite

import pikepdf

LARGEST = 1e6


class UnsupportedError(Exception):
    """What a logo must not hold, and what to do instead."""

    def __init__(self, what: str, remedy: str = "use plain colours and shapes, or PNG") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def read_numbers(operands: Sequence[pikepdf.Object], count: int) -> tuple[float, ...]:
    """Return so many finite numbers."""
    try:
        found = tuple(float(operand) for operand in operands)
    except (TypeError, ValueError):
        found = ()
    if len(found) != count or not all(isfinite(value) and abs(value) <= LARGEST for value in found):
        raise UnsupportedError("numbers that make no sense")
    return found


def named(resources: pikepdf.Object, kind: str, name: pikepdf.Object) -> pikepdf.Object:
    """Return a resource by its name."""
    found = resources.get(kind, pikepdf.Dictionary()).get(str(name))
    if found is None:
        raise UnsupportedError(f"a name for nothing: {name}")
    return found
