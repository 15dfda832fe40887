"""The papers of the kit: stories of their topics, set by frames on as few pages as their words allow."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from math import sqrt

from booklet.errors import merge_repeats, raise_errors
from booklet.frames.flowables import OwnFlowable, Paragraph, Set
from booklet.frames.page import PageCanvas
from booklet.frames.stories import StoryTemplate
from booklet.frames.table import Column, Table
from booklet.frames.templates import OwnTemplate, text_frame
from booklet.geometry import Rect, add_lengths, mm
from booklet.look.layout import Layout, Theme
from booklet.text.compose import set_line
from booklet.typeset.board import Board
from booklet.typeset.brief import Brief, Colophon, make_brief
from booklet.typeset.fit import Placed, allowances, dress_house, make_product_forms, product_house
from booklet.typeset.foot import FOLIO, strip_top
from booklet.typeset.house import House
from booklet.typeset.kitparts import PARTS, Part, Sheet, beside, head
from booklet.typeset.placed import Component, Group, PlacedPage, forms_of
from booklet.typeset.quizsheet import quiz
from booklet.typeset.ticks import ticks
from booklet.values import Frozen, replace
from booklet.words.manuscript import Block, Manuscript, Topic

LEAST_COLUMN = 0.11
"""The least share of a table that a column has."""

LONGEST_REFERENCE = 24
"""Letters of a part of a cell, between two dots, that stays on one line."""

MOST_WIDER = mm(6)
"""By how much a space between two things may be wider than asked for, so that a page is filled."""

DOT, NBSP = " · ", "\u00a0"


def place_kit(
    layout: Layout, manuscript: Manuscript, theme: Theme, colophon: Colophon, bleed: float, item: str
) -> tuple[Layout, Placed]:
    """Return a layout with as many pages as an item of the kit takes, and these pages.

    It gives way as a page does until it has no more pages than its layout names; where it never does, it has the fewest
    that it can have.
    """
    plan, topic = layout.pages[0], manuscript.topic(item)
    house = dress_house(product_house(layout, manuscript, theme), theme.sections[plan.section], plan.ink)
    paper = _Paper(layout, topic, make_brief(plan, 0, topic, layout, manuscript, colophon, bleed))
    found: Sequence[PlacedPage] = ()
    before: Sequence[PlacedPage] = ()
    for step, allowance in allowances(theme, layout.give, house.allowance):
        pages = paper.tell(replace(house, allowance=allowance))
        if step.startswith("type") and pages == before:
            break  # all type is as small as it may be
        before = pages
        if not found or len(pages) < len(found):
            found = pages
        if len(found) <= len(layout.pages):
            break
    used = {name for page in found for name in forms_of(page.items)}
    forms = (form for form in make_product_forms(layout, manuscript, theme, bleed) if form.name in used)
    return replace(layout, pages=(plan,) * len(found)), Placed(tuple(found), tuple(forms))


class _Paper(Frozen):
    """An item of the kit: its layout, its words, and what its first page reads."""

    layout: Layout
    topic: Topic
    brief: Brief

    @property
    def box(self) -> Rect:
        """Where text stands on a page: loose sheets have the same margins on both sides."""
        margins, trim = self.layout.margins, self.layout.trim
        width = trim.width - margins.inner - margins.outer
        return Rect(margins.inner, margins.foot, width, trim.height - margins.top - margins.foot)

    def tell(self, house: House) -> list[PlacedPage]:
        """Return the pages of the item in a house style, with the room that is left shared out; raise `SourceError`."""
        rooms: list[float] = []
        template = _KitTemplate(self, rooms)
        canvas = StoryTemplate([template], house, bleed=self.brief.bleed, topic=self.topic.id).tell(self._story(house))
        raise_errors(merge_repeats(canvas.findings))
        return [_share_out(page, room) for page, room in zip(canvas.pages, rooms, strict=True)]

    def _story(self, house: House) -> Iterator[OwnFlowable]:
        """Yield the head, and what stands below it: tables, parts in pairs, what is written on."""
        lead = next((block for block in self.topic.blocks if block.style == "lead"), None)
        margins = self.layout.margins
        sheet = Sheet(margins.inner, margins.top, self.brief.bleed)
        yield Set(lambda measure: head(self.topic.title, lead, measure, sheet, house)).with_space(0, house.gap)
        blocks = tuple(block for block in self.topic.blocks if block is not lead)
        for flowable in _list_below(blocks, house):
            yield flowable.with_space(0, house.gap)

    def furnish(self, canvas: PageCanvas) -> None:
        """Draw the way to help and the number of a page at its foot."""
        board, top = Board("foot", canvas.house.setting), strip_top(self.brief)
        board.form("strip", self.layout.margins.inner, top, "Link")
        x = self.layout.trim.width - self.layout.margins.outer - FOLIO
        board.line(str(canvas.number + 1), canvas.house.style("folio", align="end"), x, top + mm(3), FOLIO)
        canvas.put(board)


class _KitTemplate(OwnTemplate):
    """A page of an item: one frame, the foot, and a note of the height that is left free."""

    def __init__(self, paper: _Paper, rooms: list[float]) -> None:
        super().__init__("kit", [text_frame(paper.box)], paper.layout.trim, last=paper.furnish)
        self._rooms = rooms

    def afterDrawPage(self, canv: PageCanvas, doc: StoryTemplate) -> None:
        """Note the height that is left below all that stands on the page."""
        self._rooms.append(doc.frame._y - doc.frame._y1p)


def _share_out(page: PlacedPage, room: float) -> PlacedPage:
    """Return a page whose parts stand farther apart, so that they fill it; the foot, which is drawn last, stays."""
    (ground,) = page.items
    assert isinstance(ground, Group)
    *parts, foot = ground.items
    wider = min(MOST_WIDER, max(0.0, room) / max(1, len(parts) - 1))
    moved = (Group(0, -number * wider, 0, (part,)) for number, part in enumerate(parts))
    return replace(page, items=(replace(ground, items=(*moved, foot)),))


def _list_below(blocks: tuple[Block, ...], house: House) -> Iterator[OwnFlowable]:
    """Yield what blocks become: a heading goes with what it heads, two neighbouring parts stand side by side."""
    if myths := next((block for block in blocks if block.kind == "myth"), None):
        answers = next(block for block in blocks if block.kind == "list")
        fold = next((block for block in blocks if block.kind == "paragraph"), None)
        yield _Filling(partial(_set_quiz, myths, answers, fold, house))
        return
    heading: Block | None = None
    waiting: list[Part] = []
    for block in blocks:
        if block.kind == "heading":
            heading = block
            continue
        if block.kind in PARTS:
            waiting.append(Part(heading, block))
        if waiting and (block.kind not in IN_PAIRS or len(waiting) == 2):
            yield from _set_beside(waiting, house)
            waiting = []
        if block.kind not in PARTS:
            yield _flowable(heading, block, house)
        heading = None
    if waiting:
        yield from _set_beside(waiting, house)


IN_PAIRS = PARTS - {"flow"}
"""Kinds of part of which two stand side by side."""


def _set_beside(waiting: Sequence[Part], house: House) -> Iterator[OwnFlowable]:
    """Yield parts that stand beside one another; a road has the measure to itself."""
    pair = tuple(part for part in waiting if part.body.kind in IN_PAIRS)
    for parts in (pair, *((part,) for part in waiting if part not in pair)):
        if parts:
            yield Set(partial(_place_beside, parts, house))


def _place_beside(parts: tuple[Part, ...], house: House, measure: float) -> Component:
    return beside(parts, measure, house)


def _flowable(heading: Block | None, block: Block, house: House) -> OwnFlowable:
    """Return a table below its heading, lines to write on that fill the page, or running text."""
    if block.kind == "table":
        return _table(heading, block, house)
    if block.kind == "ticks":
        return _Filling(partial(_set_ticks, block, house))
    return Paragraph(block.text, house, "small" if block.style == "small" else "body", ink=house.on("white").text)


class _Filling(OwnFlowable):
    """A component that takes the height that is left on its page, if its words need no more."""

    def __init__(self, make: Callable[[float, float], Component]) -> None:
        super().__init__()
        self._make, self._room = make, 0.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Return the size that it takes in a frame."""
        self._room, self._set = availHeight, None
        return super().wrap(availWidth, availHeight)

    def component(self, width: float) -> Component:
        """Return what is set at a measure, as tall as there is room."""
        return self._make(width, self._room)


def _set_quiz(
    myths: Block, answers: Block, fold: Block | None, house: House, measure: float, height: float
) -> Component:
    return quiz(myths, answers, fold, measure, house, height)


def _set_ticks(block: Block, house: House, measure: float, height: float) -> Component:
    least = ticks(block, measure, house)
    return ticks(block, measure, house, spare=max(0.0, height - least.height))


def _table(heading: Block | None, block: Block, house: House) -> OwnFlowable:
    """Return a table, whose columns share the measure by how long their longest cells are."""
    heads, *rows = ([_keep_references(cell.text) for cell in row.items] for row in block.items)
    style = house.style("small")
    longest = [
        max(set_line(row[place] or NBSP, style, house.setting).width for row in (heads, *rows))
        for place in range(len(heads))
    ]
    shares = [max(LEAST_COLUMN, sqrt(width) / add_lengths(map(sqrt, longest))) for width in longest]
    columns = [
        Column(share / add_lengths(shares), head, is_head=not place)
        for place, (share, head) in enumerate(zip(shares, heads, strict=True))
    ]
    return Table(columns, rows, house, heading.text if heading else "")


def _keep_references(words: str) -> str:
    r"""Return the words of a cell, whose lines end between its short parts and not inside of them.

    >>> _keep_references("14-17 p. 9 or 14 · 10-13 p. 9").split(" ")
    ['14-17\xa0p.\xa09\xa0or\xa014', '·', '10-13\xa0p.\xa09']
    """
    parts = words.split(DOT)
    if len(parts) == 1:
        return words
    return DOT.join(part.replace(" ", NBSP) if len(part) <= LONGEST_REFERENCE else part for part in parts)
