"""What a reader fills in: room to write, boxes to tick, cards to sort."""

import pytest
from laid import areas_in, holds, lines_in, outlines_in, words_of

from booklet.geometry import mm
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.typeset.ticks import LEAST_ROOM, ticks
from booklet.values import replace
from booklet.words.manuscript import Block
from booklet.words.pseudo import lengthen

MEASURE = mm(117)
LINES = tuple(
    Block(f"t.{n}", "write-line", text=text) for n, text in enumerate(("Whom I would tell:", "My first words:"))
)
BOXES = tuple(
    Block(f"t.b{n}", "tick-box", text=text)
    for n, text in enumerate(
        ("My account is private", "Only people I know can write to me", "I know where the report button is")
    )
)
PLAN = Block("t", "ticks", items=(*LINES, *BOXES))
CARDS = Block("t", "ticks", items=BOXES)


def rules_in(component: Component) -> list[float]:
    """Return how far down each line to write on stands."""
    return [-box.y for box in outlines_in(component) if box.height < 0.01 and box.width > mm(50)]


def squares_in(component: Component) -> list[tuple[float, float]]:
    return [
        (box.x, box.top) for box, ink in areas_in(component) if ink == "white" and box.width == pytest.approx(mm(4.6))
    ]


def test_each_prompt_has_a_line_with_room_for_a_hand_below_it(house: House) -> None:
    for allowed in (house, replace(house, allowance=replace(house.allowance, pad=75))):
        component = ticks(PLAN, MEASURE, allowed)
        prompts = [line for line in lines_in(component) if line.text in {item.text for item in LINES}]
        for prompt, rule in zip(prompts, rules_in(component), strict=True):
            assert rule + prompt.box.y >= LEAST_ROOM
            assert prompt.weight >= 700
        assert all(box.width == pytest.approx(MEASURE) for box in outlines_in(component) if box.width > mm(50))


def test_what_is_to_spare_is_room_to_write(house: House) -> None:
    first, more = (rules_in(ticks(PLAN, MEASURE, house, "white", spare)) for spare in (0.0, mm(10)))
    assert more[0] - first[0] == pytest.approx(mm(5))
    assert ticks(PLAN, MEASURE, house, "white", mm(400)).height < ticks(PLAN, MEASURE, house).height + mm(54)


def test_where_a_sheet_has_room_each_prompt_has_two_lines(house: House) -> None:
    least, filled = (ticks(PLAN, MEASURE, house, "white", spare) for spare in (0.0, mm(40)))
    rules = rules_in(filled)
    assert len(rules_in(least)) == len(LINES) and len(rules) == 2 * len(LINES)
    assert rules[1] - rules[0] == pytest.approx(mm(14)) and rules[3] - rules[2] == pytest.approx(mm(14))
    assert filled.height == pytest.approx(least.height + mm(40))


def test_each_box_stands_before_its_words(house: House) -> None:
    component = ticks(PLAN, MEASURE, house)
    boxes = squares_in(component)
    texts = [line for line in lines_in(component) if line.text in {item.text for item in BOXES}]
    assert len(boxes) == len(texts) == 3
    for (x, top), line in zip(boxes, texts, strict=True):
        assert x + mm(4.6) < line.box.x
        assert top > line.box.y > top - mm(4.6)


def test_prompts_and_boxes_are_two_lists(house: House) -> None:
    found = [element.role for element in ticks(PLAN, MEASURE, house).elements]
    assert found == ["L", *["LI", "LBody"] * 2, "L", *["LI", "LBody"] * 3]
    assert words_of(ticks(PLAN, MEASURE, house)) == " ".join(item.text for item in PLAN.items)


def test_boxes_without_prompts_are_cards_in_two_columns(house: House) -> None:
    component = ticks(CARDS, MEASURE, house)
    cards = [box for box, ink in areas_in(component) if ink == "white" and box.width > mm(30)]
    assert [round(box.width / MEASURE, 1) for box in cards] == [0.5, 0.5, 1.0]
    assert len({round(box.height, 3) for box in cards}) == 1
    for line in lines_in(component):
        assert any(holds(box, line.box, by=mm(2)) for box in cards), line.text
    assert [element.role for element in component.elements] == ["L", *["LI", "LBody"] * 3]


def test_words_1_4_times_as_long_stay_in_their_cards(house: House) -> None:
    long = replace(CARDS, items=tuple(replace(item, text=lengthen(item.text)) for item in BOXES))
    component = ticks(long, MEASURE, house)
    assert component.oversets == ()
    cards = [box for box, ink in areas_in(component) if ink == "white" and box.width > mm(30)]
    assert all(any(holds(box, line.box, by=mm(1)) for box in cards) for line in lines_in(component))


@pytest.mark.parametrize("block", [PLAN, CARDS])
def test_a_word_that_is_too_wide_is_reported(house: House, block: Block) -> None:
    wide = replace(block, items=(replace(block.items[0], text="W" * 70), *block.items[1:]))
    assert [overset.lines for overset in ticks(wide, MEASURE, house).oversets] == [0]
