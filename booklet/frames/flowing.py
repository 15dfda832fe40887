"""Pages that flow: a layout with a page for each topic in, one with as many as the words need out.

Topics are cut between blocks, and inside of lists and stories where they must be; both sides of a cut are as full as
each other. What cannot be cut is set on one page, and is overset like any other where it does not fit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from booklet.look.layout import NOTES, Layout, PagePlan, Theme
from booklet.typeset.brief import HELPLINE, Colophon, make_brief
from booklet.typeset.fit import dressed, fit, is_overset, product_house
from booklet.typeset.house import House
from booklet.typeset.masters import CONTINUED
from booklet.typeset.pieces import may_cut, pieces
from booklet.words.manuscript import Manuscript, Topic

SHRINKS = frozenset({"small", "body", "type"})
"""Steps of giving way that make type smaller: where a topic can go on on another page, it does that instead."""


@dataclass(frozen=True, slots=True)
class _Flow:
    """All that pages are set with."""

    layout: Layout
    manuscript: Manuscript
    theme: Theme
    colophon: Colophon
    bleed: float
    house: House


def flowed(layout: Layout, manuscript: Manuscript, theme: Theme, colophon: Colophon, bleed: float) -> Layout:
    """Return a layout in which every topic has the pages it needs; pages for notes fill up what is folded."""
    flow = _Flow(layout, manuscript, theme, colophon, bleed, product_house(layout, manuscript, theme))
    pages = [page for plan in layout.pages for page in _pages(plan, flow)]
    blank = PagePlan(NOTES, "", pages[-2].section, ())
    pages[-2:-2] = [blank] * (-len(pages) % layout.flows)
    return replace(layout, pages=tuple(pages))


def _pages(plan: PagePlan, flow: _Flow) -> Iterator[PagePlan]:
    """Yield the pages of a topic."""
    topic = flow.manuscript.topic(plan.place)
    count = len(pieces(topic))
    start = 0
    while plan.master in CONTINUED and start < count and _room(plan, (start, count), topic, flow) is None:
        end = _best_cut(plan, start, topic, flow)
        if end is None:
            break
        yield replace(plan, part=(start, end))
        start = end
    yield replace(plan, part=(start, count)) if start else plan


def _best_cut(plan: PagePlan, start: int, topic: Topic, flow: _Flow) -> int | None:
    """Return where to cut what is left of a topic: in two even halves, else as late as the page allows."""
    count = len(pieces(topic))
    cuts = [cut for cut in range(start + 1, count) if may_cut(topic, cut) and cut < _last_cut(topic)]
    whole = [cut for cut in cuts if pieces(topic)[cut].item == 0]
    for places in (whole, cuts):
        rooms = {cut: room for cut in places if (room := _room(plan, (start, cut), topic, flow)) is not None}
        halves = {cut: _room(plan, (cut, count), topic, flow) for cut in rooms}
        even = {cut: abs(rooms[cut] - rest) for cut, rest in halves.items() if rest is not None}
        if even:
            return min(even, key=lambda cut: (even[cut], -cut))
        if rooms:
            return max(rooms)
    return None


def _last_cut(topic: Topic) -> int:
    """Return the piece before which a topic may be cut no more: whom to call stands on all pages of the first help."""
    kinds = [topic.blocks[piece.block].kind for piece in pieces(topic)]
    return kinds.index(HELPLINE) if HELPLINE in kinds else len(kinds)


def _room(plan: PagePlan, part: tuple[int, int], topic: Topic, flow: _Flow) -> float | None:
    """Return the height that a part of a topic leaves free on its page, None if it does not fit there."""
    own = replace(plan, part=part)
    brief = make_brief(own, 0, topic, flow.layout, flow.manuscript, flow.theme, flow.colophon, flow.bleed)
    if plan.master != "help-now":
        brief = replace(brief, give=tuple(step for step in brief.give if step not in SHRINKS))
    page = fit(brief, dressed(flow.house, flow.theme.sections[plan.section], plan.ink, brief.look))
    return None if is_overset(page.oversets) else page.room
