"""Plans checked before they are written: each page stands somewhere, and only what may be cut off is cut off."""

from collections.abc import Callable, Iterator, Sequence

from booklet.errors import Finding, Where
from booklet.geometry import MM, Rect, intersect
from booklet.impose.pages import SAME, number_list
from booklet.impose.plan import SheetPlan
from booklet.sheets.planner import SourcePage
from booklet.sheets.spots import Side, Spot
from booklet.values import replace

Words = Callable[[], Sequence[Rect | None]]
"""Answers the box of all text of each page, from the lower left corner of its trim as it is seen."""


def cut_findings(
    plan: SheetPlan, pages: Sequence[SourcePage], allowed: float, words: Words, name: str
) -> Iterator[Finding]:
    """Yield pages that would stand on no sheet, lose words, or lose more of their edge than `allowed` (points).

    Allowed is what a scheme cuts off on purpose: what creep pushes over the spine, what the flap of a leaflet loses,
    what falls off the sheet where backs are moved. Words are never cut.
    """
    left = {page.number: [Rect(0, 0, *page.trim)] for page in pages}
    absent = set(left)
    for side in plan.sides:
        for spot in side.spots:
            absent.discard(spot.page)
            seen = find_seen_of_page(spot, side)
            left[spot.page] = [rest for part in left[spot.page] for rest in subtract(part, seen)]
    if absent:
        yield _report_lost(f"page{'s' * (len(absent) > 1)} {number_list(sorted(absent))} would stand on no sheet", name)
    cut = {page: parts for page, parts in left.items() if parts and page not in absent}
    if not cut:
        return
    boxes = words()
    worded = [page for page, parts in cut.items() if any(_shares(part, boxes[page]) for part in parts)]
    if worded:
        message = f"words of page{'s' * (len(worded) > 1)} {number_list(worded)} would be cut off"
        hint = "give the pages a wider margin, or change --caliper, --short, --back-shift or --sheet"
        yield Finding("words-cut", Where(name), message, hint)
    deep = {page: max(min(part.width, part.height) for part in parts) for page, parts in cut.items()}
    broad = [page for page, depth in deep.items() if depth > allowed + SAME]
    if broad:
        depth = max(deep[page] for page in broad) / MM
        yield _report_lost(
            f"page{'s' * (len(broad) > 1)} {number_list(broad)} would lose {depth:.1f} mm of an edge", name
        )


def _report_lost(message: str, name: str) -> Finding:
    return Finding("page-cut", Where(name), message, "take a larger --sheet, or another --scheme")


def find_seen_of_page(spot: Spot, side: Side) -> Rect:
    """Return what is seen of a page on its sheet, from the lower left corner of its trim, as it is read."""
    return replace(spot, clip=intersect(spot.clip, Rect(0, 0, *side.size))).seen


def subtract(part: Rect, hole: Rect) -> Iterator[Rect]:
    """Return what is left of a part after a hole is cut out, as rectangles without the slivers of rounding.

    >>> list(subtract(Rect(0, 0, 10, 10), Rect(-1, -1, 12, 8)))
    [Rect(x=0, y=7, width=10, height=3)]
    """
    shared = intersect(part, hole)
    if min(shared.width, shared.height) <= 0:
        yield part
        return
    beside = (
        Rect(part.x, shared.top, part.width, part.top - shared.top),
        Rect(part.x, part.y, part.width, shared.y - part.y),
        Rect(part.x, shared.y, shared.x - part.x, shared.height),
        Rect(shared.right, shared.y, part.right - shared.right, shared.height),
    )
    yield from (rest for rest in beside if min(rest.width, rest.height) > SAME)


def _shares(part: Rect, words: Rect | None) -> bool:
    shared = intersect(part, words) if words else Rect(0, 0, 0, 0)
    return min(shared.width, shared.height) > 0.1
