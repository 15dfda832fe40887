"""Pages that flow: a layout with a page for each topic in, one with as many as the words need out.

A product is a story of topics, each a flowable that takes a frame and goes on in the next. Topics are cut between
blocks, and inside of lists and stories where they must be; both sides of a cut are as full as each other. What cannot
be cut is set on one page, and is overset like any other where it does not fit.
"""

from collections.abc import Callable

from reportlab.platypus.flowables import Flowable

from booklet.frames.flowables import OwnFlowable
from booklet.frames.stories import place_story
from booklet.frames.templates import paper_template
from booklet.look.layout import NOTES, Layout, PagePlan, Theme
from booklet.typeset.brief import HELPLINE, Colophon, make_brief
from booklet.typeset.fit import dress_house, fit, is_overset, product_house
from booklet.typeset.house import House
from booklet.typeset.masters import CONTINUED
from booklet.typeset.pieces import may_cut, pieces
from booklet.values import Frozen, replace
from booklet.words.manuscript import Manuscript, Topic

SHRINKS = frozenset({"small", "body", "type"})
"""Steps of giving way that make type smaller: where a topic can go on on another page, it does that instead."""


class _Flow(Frozen):
    """Everything that pages are set with."""

    layout: Layout
    manuscript: Manuscript
    theme: Theme
    colophon: Colophon
    bleed: float
    house: House

    def topic(self, plan: PagePlan) -> Topic:
        """Return the topic of a page."""
        return self.manuscript.topic(plan.place)


def flow_layout(layout: Layout, manuscript: Manuscript, theme: Theme, colophon: Colophon, bleed: float) -> Layout:
    """Return a layout in which every topic has the pages it needs; pages for notes fill up what is folded."""
    flow = _Flow(layout, manuscript, theme, colophon, bleed, product_house(layout, manuscript, theme))
    pages: list[PagePlan] = []
    story = [_PagePieces(plan, (0, len(pieces(flow.topic(plan)))), flow, pages.append) for plan in layout.pages]
    place_story(story, [paper_template(layout.trim, 0)], flow.house)
    blank = PagePlan(NOTES, "", pages[-2].section, ())
    pages[-2:-2] = [blank] * (-len(pages) % layout.flows)
    return replace(layout, pages=tuple(pages))


class _PagePieces(OwnFlowable):
    """Some pieces of a topic: a page, as a frame has it, or a page and the pieces that go on on the next.

    Its plan is told when it has its page: what stands there is set when all pages are known, since it names some.
    """

    def __init__(self, plan: PagePlan, part: tuple[int, int], flow: _Flow, tell: Callable[[PagePlan], None]) -> None:
        super().__init__()
        self.plan, self.part, self.flow, self.tell = plan, part, flow, tell
        self.cut: int | None = None

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Take the whole frame, and more than that where the pieces are too long for a page and may be cut."""
        start, end = self.part
        topic = self.flow.topic(self.plan)
        is_long = (
            self.plan.master in CONTINUED and start < end and _room(self.plan, self.part, topic, self.flow) is None
        )
        self.cut = _find_best_cut(self.plan, start, topic, self.flow) if is_long else None
        self.width, self.height = availWidth, availHeight if self.cut is None else availHeight + 1
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """Return the page that ends before the cut, and what comes behind it."""
        if self.cut is None:
            return []
        start, end = self.part
        return [_PagePieces(self.plan, part, self.flow, self.tell) for part in ((start, self.cut), (self.cut, end))]

    def draw(self) -> None:
        """Tell the plan of the page."""
        is_whole = self.part == (0, len(pieces(self.flow.topic(self.plan))))
        self.tell(self.plan if is_whole else replace(self.plan, part=self.part))


def _find_best_cut(plan: PagePlan, start: int, topic: Topic, flow: _Flow) -> int | None:
    """Return where to cut the rest of a topic: into two even halves, else three parts, else as late as the page allows.

    Between blocks rather than inside of one, but inside of one rather than into three.
    """
    count = len(pieces(topic))
    cuts = [cut for cut in range(start + 1, count) if may_cut(topic, cut) and cut < _find_last_cut(topic)]
    rooms = {cut: room for cut in cuts if (room := _room(plan, (start, cut), topic, flow)) is not None}
    whole = [cut for cut in rooms if pieces(topic)[cut].item == 0]
    for places in (whole, rooms):
        halves = {cut: _room(plan, (cut, count), topic, flow) for cut in places}
        even = {cut: abs(rooms[cut] - rest) for cut, rest in halves.items() if rest is not None}
        if even:
            return min(even, key=lambda cut: (even[cut], -cut))
    spreads = {cut: _measure_spread(plan, cut, rooms[cut], cuts, flow) for cut in whole or rooms}
    thirds = {cut: spread for cut, spread in spreads.items() if spread is not None}
    if thirds:
        return min(thirds, key=lambda cut: (thirds[cut], -cut))
    return max(whole or rooms, default=None)


def _measure_spread(plan: PagePlan, cut: int, room: float, cuts: list[int], flow: _Flow) -> float | None:
    """Return by how much two pages behind a cut can differ from each other and from the one before, None if more do."""
    topic = flow.topic(plan)
    spreads = []
    for other in (other for other in cuts if other > cut):
        rest = [_room(plan, part, topic, flow) for part in ((cut, other), (other, len(pieces(topic))))]
        found = [room, *(one for one in rest if one is not None)]
        if len(found) == 1 + len(rest):
            spreads.append(max(found) - min(found))
    return min(spreads, default=None)


def _find_last_cut(topic: Topic) -> int:
    """Return the last piece before which a topic may be cut: whom to call stands on all pages of the first help."""
    kinds = [topic.blocks[piece.block].kind for piece in pieces(topic)]
    return kinds.index(HELPLINE) if HELPLINE in kinds else len(kinds)


def _room(plan: PagePlan, part: tuple[int, int], topic: Topic, flow: _Flow) -> float | None:
    """Return the height that a part of a topic leaves free on its page, None if the part does not fit."""
    own = replace(plan, part=part)
    brief = make_brief(own, 0, topic, flow.layout, flow.manuscript, flow.colophon, flow.bleed)
    brief = replace(brief, is_filled=False)
    if plan.master != "help-now":
        brief = replace(brief, give=tuple(step for step in brief.give if step not in SHRINKS))
    page = fit(brief, dress_house(flow.house, flow.theme.sections[plan.section], plan.ink, brief.look))
    return None if is_overset(page.oversets) else page.room
