"""What is done with a stranger's file in a process apart: values and bytes in, values and bytes out."""

import math
from pathlib import Path

from booklet.apart.told import BROKE_DOWN, StoppedError
from booklet.apart.walls import Doors
from booklet.check.preflight import check
from booklet.check.preflight.check import Examination
from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.ink import measure_plates
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.plates import MOST_WRITTEN, PlatePage, doors
from booklet.errors import Severity
from booklet.geometry import Rect
from booklet.values import Frozen, replace

LARGEST_WRITTEN = MOST_WRITTEN

Placed = tuple[int, Severity, str, int | None, Rect | None]
"""A hit, its rule by number."""


class HitReport(Frozen):
    """Hits in the form in which they are sent, each rule once."""

    rules: tuple[Rule, ...]
    hits: tuple[Placed, ...]
    pages: tuple[PlatePage, ...] = ()
    sizes: tuple[tuple[float, float], ...] = ()

    def examination(self) -> Examination:
        """Return the examination; raise `StoppedError` if it names an unknown rule, or one that cannot be printed.

        Characters that are no letters become question marks.
        """
        if not all(0 <= hit[0] < len(self.rules) for hit in self.hits) or not all(map(_is_printable, self.rules)):
            raise StoppedError(BROKE_DOWN)
        hits = (
            Hit(self.rules[rule], severity, what.encode("utf-8", "replace").decode(), page, box)
            for rule, severity, what, page, box in self.hits
        )
        sizes = tuple(size for size in self.sizes if all(map(math.isfinite, size)))
        return Examination(tuple(hits), self.pages, sizes=sizes if len(sizes) == len(self.sizes) else ())


def _is_printable(rule: Rule) -> bool:
    return all(map(str.isprintable, (rule.code, rule.means, rule.cure, rule.standard, rule.clause)))


def make_report(found: Examination) -> HitReport:
    """Return an examination in the form in which it is sent; places that are no finite numbers are dropped."""
    rules = {rule: number for number, rule in enumerate(dict.fromkeys(hit.rule for hit in found.hits))}
    hits = (replace(hit, box=None) if hit.box and not all(map(math.isfinite, hit.box)) else hit for hit in found.hits)
    placed = tuple((rules[hit.rule], hit.severity, hit.what, hit.page, hit.box) for hit in hits)
    return HitReport(tuple(rules), placed, tuple(map(_drop_infinite, found.pages)), found.sizes)


def _drop_infinite(page: PlatePage) -> PlatePage:
    if all(map(math.isfinite, (*page.area, *page.sheet, page.unit))):
        return page
    return PlatePage(page.number, Rect(0, 0, 0, 0), Rect(0, 0, 0, 0))


def examine(source: bytes, limits: Limits) -> HitReport:
    """Read a file and apply every rule that needs no plates."""
    return make_report(check.examine(source, limits))


def doors_of_measure(program: str, path: str, pages: tuple[PlatePage, ...], folder: str, limits: Limits) -> Doors:
    """Return the doors that measuring needs: Ghostscript, the file by its name, and a folder."""
    return doors(program, Path(path), Path(folder))


def measure(
    source: bytes, program: str, path: str, pages: tuple[PlatePage, ...], folder: str, limits: Limits
) -> HitReport:
    """Measure the ink on pages of a file that Ghostscript opens by its name, since nothing of it is sent."""
    return make_report(Examination(tuple(measure_plates(program, Path(path), pages, Path(folder), limits))))
