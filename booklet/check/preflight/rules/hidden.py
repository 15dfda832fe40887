"""Words that are in the file but not on the paper: invisible, clipped away, beyond the edge, or covered."""

import math
from collections.abc import Iterator

from booklet.check.preflight.boxes import Point, enclose_boxes, has_point, overlap, winds_round
from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.model import Hidden, Mark, Page, Paint, PaintedPath, Picture, PressFile, Shading, Text
from booklet.errors import Severity
from booklet.geometry import Rect

HIDDEN = Rule(
    "hidden-text",
    "These words are in the file and can be searched and copied, but nobody reads them on paper: a number or a "
    "sentence may be missing there.",
    "Look for them on a proof, and bring them forward or delete them. Words behind the picture of a scan (OCR) are as "
    "they should be.",
)

_ROUNDING = 0.1
_LEAST_COVER = 0.4
"""How high and wide something is that covers a letter, in sizes of the text: what is thinner strikes it through."""


def check_hidden(document: PressFile, limits: Limits) -> Iterator[Hit]:
    """Yield the words of each page that nobody can read, once for each reason."""
    for page in document.pages:
        yield from find_hidden(page)


def find_hidden(page: Page) -> Iterator[Hit]:
    """Yield the words of a page that nobody can read."""
    found: dict[str, list[Hidden]] = {}
    for hidden in (*page.hidden, *_find_beyond(page), *_find_covered(page)):
        found.setdefault(hidden.why, []).append(hidden)
    for why, alike in found.items():
        words = " ".join(alike[0].words.split())
        more = f" and {len(alike) - 1} more" if len(alike) > 1 else ""
        box = enclose_boxes([hidden.box for hidden in alike])
        yield HIDDEN.hit(f"“{words}”{more}: {why}", page.number, box, severity=Severity.WARNING)


def _find_beyond(page: Page) -> Iterator[Hidden]:
    """Yield words cut off with the bleed, or lying beyond it, where the printer's own lines stand as well."""
    is_marked = bool(page.trim or page.bleed or page.art)
    for mark in page.marks:
        if isinstance(mark, Text) and not overlap(mark.box, page.finished_area):
            if overlap(mark.box, page.printed_area):
                yield Hidden("in the bleed, which is cut off", mark.words, mark.box)
            elif not is_marked:
                yield Hidden("beyond the edge of the page", mark.words, mark.box)


def _find_covered(page: Page) -> Iterator[Hidden]:
    covers = [(number, mark, _reach(mark)) for number, mark in enumerate(page.marks) if not isinstance(mark, Text)]
    covers = [cover for cover in covers if cover[2] > 0]
    for number, text in enumerate(page.marks):
        if isinstance(text, Text):
            least = _LEAST_COVER * text.size
            above = [
                mark
                for at, mark, reach in covers
                if at > number and reach >= least and overlap(mark.box, text.box) and page.is_seen(text)
            ]
            if above and any(_hides(mark, point, least) for point in _letters(text) for mark in above):
                yield Hidden("covered, or a part of it", text.words, text.box)


def _reach(mark: Mark) -> float:
    """Return how wide and high an opaque mark is that lies on a page; 0 for any other mark."""
    if not isinstance(mark, PaintedPath):
        return math.inf if isinstance(mark, Picture | Shading) and _is_opaque(mark.paint) else 0.0
    filled = min(mark.box.width, mark.box.height) if mark.fill and _is_opaque(mark.fill) else 0.0
    return max(filled, mark.width if mark.stroke and _is_opaque(mark.stroke) else 0.0)


def _is_opaque(paint: Paint) -> bool:
    return not (paint.is_transparent or paint.has_gaps or paint.overprints or paint.colour.space == "pattern")


def _hides(mark: Mark, point: Point, least: float) -> bool:
    """Tell whether a mark covers a point; what is drawn must be at least so wide and high."""
    if not has_point(mark.box, point):
        return False
    if not isinstance(mark, PaintedPath):
        return True
    if (
        mark.stroke
        and mark.width >= least
        and _is_opaque(mark.stroke)
        and any(has_point(box, point) for box in _bars(mark))
    ):
        return True
    is_wide = mark.fill is not None and _is_opaque(mark.fill) and min(mark.box.width, mark.box.height) >= least
    return is_wide and winds_round(mark.outline, point, even_odd=mark.even_odd)


def _bars(shape: PaintedPath) -> Iterator[Rect]:
    """Yield the lines of an outline that lie along the axes, as thick as they are."""
    for box in shape.segments():
        if min(box.width, box.height) <= shape.width + _ROUNDING:
            yield box


def _letters(text: Text) -> Iterator[Point]:
    """Yield points along the middle of a line of letters, about one for each."""
    (x1, y1), (x2, y2) = text.spots[0], text.spots[-1]
    steps = min(400, max(1, math.ceil(math.dist((x1, y1), (x2, y2)) / max(0.4 * text.size, 0.1))))
    for step in range(steps + 1):
        yield x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
