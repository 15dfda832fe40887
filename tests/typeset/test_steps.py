"""The six steps on the page to open first: bubbles in two columns, which give way with their type."""

import pytest
from laid import areas_in, holds, lines_in, words_of

from booklet.geometry import Rect, mm
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.typeset.steps import TIGHT_FROM, steps
from booklet.values import replace
from booklet.words.manuscript import Block

MEASURE = mm(117)
TEXTS = (
    "Do not reply.",
    "Screenshot or note words, names and links, and the day. Leave any naked picture out of it.",
    "An adult.",
    "In the app.",
    "After saving.",
    "Ask for help.",
)
STEPS = Block(
    "m2",
    "steps",
    "full",
    items=tuple(
        Block(f"m2.{word}", "step", title=word.upper(), text=text, icon="flag")
        for word, text in zip(("stop", "save", "tell", "report", "block", "remove"), TEXTS, strict=True)
    ),
)


def bubbles_in(component: Component) -> list[Rect]:
    return [box for box, _ in areas_in(component) if box.width > mm(50)]


def tight(house: House) -> House:
    return replace(house, allowance=replace(house.allowance, type=TIGHT_FROM))


@pytest.mark.parametrize("is_tight", [False, True])
def test_six_bubbles_stand_in_two_columns_with_all_words_in_them(house: House, is_tight: bool) -> None:
    component = steps(STEPS, MEASURE, tight(house) if is_tight else house)
    bubbles = bubbles_in(component)
    assert len(bubbles) == 6
    assert [box.x < MEASURE / 2 for box in bubbles] == [True, False] * 3
    assert min(box.y for box in bubbles) == pytest.approx(-component.height)
    for line in lines_in(component):
        assert any(holds(box, line.box, by=mm(1)) for box in bubbles), line.text
    assert words_of(component).startswith("1 STOP Do not reply. 2 SAVE Screenshot")
    assert component.oversets == ()


def test_all_are_equally_tall_until_type_gives_way_and_each_row_is_as_tall_as_it_needs(house: House) -> None:
    usual, close = (steps(STEPS, MEASURE, each) for each in (house, tight(house)))
    assert len({round(box.height, 3) for box in bubbles_in(usual)}) == 1
    heights = [round(box.height, 3) for box in bubbles_in(close)]
    assert heights[0] == heights[1] > heights[2] == heights[3] == heights[4] == heights[5]
    assert close.height < usual.height - mm(12)


def test_steps_that_go_on_keep_their_numbers(house: House) -> None:
    component = steps(replace(STEPS, items=STEPS.items[4:], before=4), MEASURE, house)
    assert words_of(component) == "5 BLOCK After saving. 6 REMOVE Ask for help."
