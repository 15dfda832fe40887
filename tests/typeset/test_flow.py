"""Blocks below one another, and the space between them."""

from collections.abc import Iterator

import pytest

from booklet.geometry import Size, mm
from booklet.look.layout import Margins, PagePlan
from booklet.sources.load import Sources
from booklet.typeset.boxes import pairs
from booklet.typeset.brief import DANGER, Brief
from booklet.typeset.flow import BOXES, MOST_WIDER, Column, danger_height, fill_column, flow, space
from booklet.typeset.house import House
from booklet.typeset.placed import Clipped, Component, Element, FormAt, Group, Item, TextAt
from booklet.values import replace
from booklet.words.manuscript import Block, Manuscript, Topic

TIP = Block("tip", "tip", title="Ask first", text="Before you share, ask.", icon="users")
PARAGRAPH = Block("paragraph", "paragraph", text="You can tell at any time, even after years.")
HEADING = Block("heading", "heading", text="Who can help?")
LIST = Block("list", "list", items=(Block("a", "item", text="A teacher"), Block("b", "item", text="A nurse")))
NOTE = Block("note", "note", title="You can stop.", text="You can stop at any time.", icon="hand-palm")
LINE = replace(NOTE, id="line", style="line")
LAW = Block("law", "law", title="Pictures", text="The law protects you.")

OWN = {"contents", "imprint", "directory"}


def brief_of(*blocks: Block) -> Brief:
    return Brief(
        plan=PagePlan("text", "topic", "happening", ()),
        number=1,
        topic=Topic("topic", "A title", blocks),
        trim=Size(mm(148), mm(210)),
        margins=Margins(mm(14), mm(17), mm(15), mm(24)),
        bleed=mm(3),
        give=(),
    )


def flowed(house: House, *blocks: Block) -> Component:
    return flow(blocks, brief_of(*blocks), house)


def tops(component: Component) -> list[float]:
    """Return how far below the upper edge each placed component stands."""
    return [-item.dy for item in component.items if isinstance(item, Group)]


def texts(items: tuple[Item, ...], dx: float = 0.0, dy: float = 0.0) -> Iterator[tuple[float, float, TextAt]]:
    """Yield each text with the place it has in the column."""
    for item in items:
        if isinstance(item, Group):
            yield from texts(item.items, dx + item.dx, dy + item.dy)
        elif isinstance(item, Clipped):
            yield from texts(item.items, dx, dy)
        elif isinstance(item, TextAt):
            yield item.x + dx, item.y + dy, item


@pytest.mark.parametrize(
    ("before", "now", "gap", "wanted"),
    [
        (("paragraph", ""), ("paragraph", ""), 7.5, 3),
        (("paragraph", ""), ("list", ""), 7.5, 3),
        (("paragraph", ""), ("heading", ""), 7.5, 5),
        (("paragraph", ""), ("heading", ""), 3, 3),
        (("heading", ""), ("paragraph", ""), 7.5, 0.8),
        (("heading", ""), ("note", ""), 7.5, 0.8),
        (("paragraph", ""), ("note", ""), 7.5, 7.5),
        (("note", ""), ("paragraph", ""), 4.5, 4.5),
        (("note", "line"), ("danger", "line"), 7.5, 3),
        (("law", ""), ("law", ""), 7.5, 4.5),
        (("law", ""), ("law", ""), 3, 3),
        (("action", ""), ("action", ""), 6, 4.5),
        (("law", ""), ("action", ""), 6, 6),
    ],
)
def test_the_space_between_two_blocks_is_what_their_kinds_ask_for(
    house: House, before: tuple[str, str], now: tuple[str, str], gap: float, wanted: float
) -> None:
    allowed = replace(house, allowance=replace(house.allowance, gap=gap))
    assert space(before, now, allowed) == pytest.approx(mm(wanted))


def test_blocks_stand_below_one_another_with_their_space_between(house: House) -> None:
    blocks = (PARAGRAPH, HEADING, LIST, NOTE, LAW)
    measure = brief_of().measure
    heights = [BOXES[block.kind](block, measure, house, "white").height for block in blocks]
    spaces = [mm(5), mm(0.8), mm(7.5), mm(7.5)]
    component = flowed(house, *blocks)
    wanted = [sum(heights[:place]) + sum(spaces[:place]) for place in range(len(blocks))]
    assert tops(component) == pytest.approx(wanted)
    assert component.height == pytest.approx(sum(heights) + sum(spaces))
    assert component.width == measure


STOPS = Block("f", "flow", items=(Block("f.a", "stop", text="First."), Block("f.b", "stop", text="Then.")))


def filled(house: House, room: float, *blocks: Block) -> Component:
    column = Column(brief_of(*blocks), brief_of().measure, "white")
    return fill_column(blocks, column, house, room)


def test_a_column_in_less_room_than_it_needs_is_as_tall_as_ever(house: House) -> None:
    assert filled(house, 0.0, PARAGRAPH, STOPS, NOTE) == flowed(house, PARAGRAPH, STOPS, NOTE)


def test_what_may_grow_grows_before_the_spaces_widen(house: House) -> None:
    plain = flowed(house, PARAGRAPH, STOPS, NOTE)
    component = filled(house, plain.height + mm(8), PARAGRAPH, STOPS, NOTE)
    assert component.height == pytest.approx(plain.height + mm(8))
    assert tops(component)[1] == pytest.approx(tops(plain)[1])
    assert tops(component)[2] == pytest.approx(tops(plain)[2] + mm(8))


def test_spaces_widen_equally_up_to_a_limit(house: House) -> None:
    plain = flowed(house, PARAGRAPH, LIST, NOTE)
    component = filled(house, plain.height + mm(6), PARAGRAPH, LIST, NOTE)
    moved = [now - before for before, now in zip(tops(plain), tops(component), strict=True)]
    assert moved == pytest.approx([0, mm(3), mm(6)])
    assert filled(house, mm(900), PARAGRAPH, LIST, NOTE).height == pytest.approx(plain.height + 2 * MOST_WIDER)


def test_one_block_has_no_space_around_it(house: House) -> None:
    alone = BOXES["paragraph"](PARAGRAPH, brief_of().measure, house, "white")
    assert flowed(house, PARAGRAPH).height == alone.height


def test_no_block_takes_no_room(house: House) -> None:
    assert flowed(house).height == 0


def test_tips_that_follow_one_another_stand_in_pairs(house: House) -> None:
    component = flowed(house, TIP, TIP, TIP)
    assert component.height == pairs((TIP, TIP, TIP), brief_of().measure, house).height
    assert len(tops(component)) == 1


def test_tips_parted_by_a_paragraph_are_two_groups(house: House) -> None:
    assert len(tops(flowed(house, TIP, TIP, PARAGRAPH, TIP))) == 3


def test_laws_are_not_put_together(house: House) -> None:
    assert len(tops(flowed(house, LAW, LAW))) == 2


def test_a_smaller_gap_makes_a_shorter_column(house: House) -> None:
    tight = replace(house, allowance=replace(house.allowance, gap=3))
    assert flowed(house, PARAGRAPH, NOTE).height - flowed(tight, PARAGRAPH, NOTE).height == pytest.approx(mm(4.5))


def test_a_line_clings_to_the_line_above(house: House) -> None:
    assert flowed(house, LINE, LINE).height == pytest.approx(2 * flowed(house, LINE).height + mm(3))


def test_danger_is_a_form_with_room_for_its_longest_words(house: House) -> None:
    component = flowed(house, DANGER)
    (group,) = component.items
    assert isinstance(group, Group)
    assert group.items == (FormAt("danger", 0, 0, 0),)
    assert component.elements == (Element("P"),)
    assert component.height == danger_height(house)


def test_elements_keep_their_parents_wherever_a_block_stands(house: House) -> None:
    component = flowed(house, PARAGRAPH, LIST, LIST)
    roles = [(element.role, element.parent) for element in component.elements]
    assert roles[0] == ("P", -1)
    for first in (1, 6):
        assert roles[first : first + 5] == [
            *(("L", -1), ("LI", first), ("LBody", first + 1), ("LI", first), ("LBody", first + 3)),
        ]


@pytest.mark.slow
def test_the_topics_of_the_guide_stay_within_the_measure(
    sources: Sources, manuscript: Manuscript, house: House
) -> None:
    footed = {"opener", "infographic", "activity", "help", "calm", "breath", "comic"}
    layout = sources.layout("booklet-a5").without_topics(sources.unmet_topics("KE", "en"))
    plans = [plan for plan in layout.pages if plan.master in footed]
    assert len(plans) > 15
    for plan in plans:
        topic = manuscript.topic(plan.place)
        blocks = [DANGER if block.id == DANGER.id else block for block in topic.blocks if block.kind not in OWN]
        brief = replace(brief_of(*blocks), plan=plan)
        styled = replace(house, section=sources.theme.sections[plan.section])
        component = flow(tuple(blocks), brief, styled)
        assert component.oversets == (), plan.place
        places = list(texts(component.items))
        assert all(x >= 0 and x + text.line.width <= brief.measure + 0.1 for x, _, text in places), plan.place
        assert all(-component.height <= y <= 0 for _, y, _ in places), plan.place
