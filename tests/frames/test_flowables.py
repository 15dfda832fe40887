"""Flowables: how high they are, where they are cut, and that both sides of a cut say all there is."""

import pytest
from reportlab.platypus import KeepTogether, Spacer

from booklet.frames.flowables import Blocks, Paragraph, Set, Words, cut_markup, cuts_between_words, topic_story
from booklet.frames.stories import place_story
from booklet.frames.templates import paper_template
from booklet.geometry import Size
from booklet.text.fonts import Setting
from booklet.text.markup import plain_text
from booklet.typeset.boxes import note
from booklet.typeset.house import House
from booklet.typeset.placed import Component, Item, texts_of
from booklet.values import replace
from booklet.words.manuscript import Block, Manuscript

LONG = "Some *words that say* a lot [and lead](https://example.org) far. " * 6


def said(component: Component) -> str:
    return " ".join("".join(text.line.text for text in texts_of(component.items)).split())


def said_of(items: tuple[Item, ...]) -> str:
    return " ".join(text.line.text for text in texts_of(items))


def test_a_paragraph_is_as_high_as_its_lines_and_cut_between_them(house: House) -> None:
    paragraph = Paragraph(LONG, house).with_space(3, 5)
    leading = house.style("body").leading
    _, height = paragraph.wrap(200, 1000)
    lines = round(height / leading)
    assert height == pytest.approx(lines * leading) and lines > 6
    first, last = paragraph.split(200, 4 * leading + 1)
    assert (first.wrap(200, 1000)[1], last.wrap(200, 1000)[1]) == pytest.approx((4 * leading, height - 4 * leading))
    assert said(first.set_at(200)) + " " + said(last.set_at(200)) == said(paragraph.set_at(200))
    assert (first.spaceBefore, first.spaceAfter, last.spaceBefore, last.spaceAfter) == (3, 0, 0, 5)


def test_no_line_of_a_paragraph_stands_alone(house: House) -> None:
    paragraph = Paragraph(LONG, house)
    leading = house.style("body").leading
    lines = round(paragraph.wrap(200, 1000)[1] / leading)
    assert paragraph.split(200, leading + 1) == []
    first, last = paragraph.split(200, (lines - 1) * leading + 1)
    assert last.wrap(200, 1000)[1] == pytest.approx(2 * leading)
    assert first.wrap(200, 1000)[1] == pytest.approx((lines - 2) * leading)


def test_what_was_cut_off_may_be_cut_again_and_keeps_its_lines(house: House) -> None:
    whole = Paragraph(LONG, house)
    leading = house.style("body").leading
    first, rest = whole.split(200, 3 * leading)
    second, third = rest.split(200, 2 * leading)
    assert " ".join(said(part.set_at(200)) for part in (first, second, third)) == said(whole.set_at(200))


def test_words_in_any_script_flow_in_their_own_direction(house: House) -> None:
    style = replace(house.style("body"), align="start")
    words = Words("קו לעזרה 105 בכל שעה", style, Setting("rtl", "Hebr", "he"))
    line = next(texts_of(words.set_at(300).items)).line
    assert line.cut is not None and line.cut.base == 1


def test_a_list_is_cut_between_its_items(house: House) -> None:
    items = tuple(Block(f"i{number}", "item", text=f"Item {number}") for number in range(8))
    block = Blocks(Block("l", "list", items=items), house=house)
    height = block.wrap(200, 1000)[1]
    first, last = block.split(200, height / 2)
    assert first.wrap(200, 1000)[1] <= height / 2
    together = said(first.set_at(200)) + said(last.set_at(200))
    assert together == said(block.set_at(200)) and said(last.set_at(200)).startswith("Item 4")


def test_the_text_of_a_box_is_cut_with_two_lines_on_either_side(house: House) -> None:
    block = Blocks(Block("n", "note", title="Mind this", text=LONG, icon="flag"), house=house)
    height = block.wrap(260, 1000)[1]
    leading = house.style("body").leading
    first, last = block.split(260, height - 1)
    assert said(first.set_at(260)) + " " + said(last.set_at(260)) == said(block.set_at(260))
    assert last.wrap(260, 1000)[1] >= 2 * leading and "Mind this" not in said(last.set_at(260))
    assert block.split(260, 3 * leading) == []


def test_markup_is_cut_without_losing_what_is_strong_or_leads_somewhere() -> None:
    for first, last in cuts_between_words(LONG):
        assert plain_text(first) + plain_text(last) == plain_text(LONG)
    first, last = cut_markup("*ab cd* [ef gh](#x) 2 \\* 3", 9)
    assert (first, last) == ("*ab cd* [ef ](#x)", "[gh](#x) 2 \\* 3")


def test_any_function_of_a_measure_flows(house: House) -> None:
    block = Block("n", "note", title="A", text="b", icon="flag")
    flowable = Set(lambda measure: note(block, measure, house))
    assert flowable.wrap(300, 10) == (300, note(block, 300, house).height)
    assert flowable.split(300, 1) == []


def test_a_topic_is_its_title_and_its_blocks_with_their_space(house: House, manuscript: Manuscript) -> None:
    topic = max(manuscript.topics, key=lambda topic: len(topic.blocks))
    story = topic_story(topic, house)
    words = " ".join(said(flowable.set_at(340)) for flowable in story)
    assert plain_text(topic.title) in words
    assert story[0].keepWithNext and not story[1].spaceBefore
    assert all(flowable.spaceBefore > 0 for flowable in story[2:])
    assert [type(flowable).__name__ for flowable in story].count("Paragraph") > 1


def test_platypus_own_flowables_hold_ours(house: House) -> None:
    size, leading = Size(200, 10 * house.style("body").leading), house.style("body").leading
    together = KeepTogether([Paragraph("one", house), Spacer(1, leading), Paragraph("two", house)])
    first, second = place_story([Spacer(1, 8 * leading), together], [paper_template(size, 0)], house).pages
    assert (said_of(first.items), said_of(second.items)) == ("", "one two")
