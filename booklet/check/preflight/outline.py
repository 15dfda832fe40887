"""An outline flattened to lines: the points of its parts, kept side by side as numbers, since files have many."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from booklet.check.preflight.boxes import Point
from booklet.values import Frozen


class Outline(Frozen):
    """Parts of an outline: how many points each has, and all their places, x before y, as numbers of eight bytes.

    >>> list(Outline.of([[(0, 0), (4, 0), (4, 4)], [(1, 1)]]))
    [((0.0, 0.0), (4.0, 0.0), (4.0, 4.0)), ((1.0, 1.0),)]
    """

    lengths: tuple[int, ...]
    places: bytes

    @classmethod
    def of(cls, parts: Iterable[Sequence[Point]]) -> "Outline":
        """Return the outline that has these parts."""
        known = [part for part in parts if part]
        points = chain.from_iterable(known)
        return cls(tuple(map(len, known)), array("d", chain.from_iterable(points)).tobytes())

    def __iter__(self) -> Iterator[tuple[Point, ...]]:
        """Yield the points of each part."""
        places = memoryview(self.places).cast("d").tolist()
        start = 0
        for length in self.lengths:
            end = start + 2 * length
            yield tuple(zip(places[start:end:2], places[start + 1 : end : 2], strict=True))
            start = end
