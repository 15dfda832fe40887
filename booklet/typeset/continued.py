"""Masters of pages that a topic goes on on, and of pages for notes, where pages flow."""

from booklet.geometry import mm
from booklet.typeset.boxes import LINE_HEIGHT
from booklet.typeset.brief import Brief
from booklet.typeset.flow import flow
from booklet.typeset.foot import foot
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.typeset.sheet import Sheet
from booklet.typeset.story import scenario
from booklet.typeset.tab import edge_tab
from booklet.words.manuscript import Block

HEAD = mm(15)
"""Where the line stands that says which topic goes on."""

TEXT = mm(24)


def more(brief: Brief, house: House) -> Component:
    """Set a white page that goes on with a topic: its title small, then its blocks."""
    sheet = Sheet(brief.topic.id, house.setting)
    size = mm(4.5)
    sheet.bubble(brief.start, HEAD + mm(3) - size / 2, size, size, house.section.ink, size / 2)
    _running_title(sheet, brief, house, size + mm(2.5))
    edge_tab(sheet, brief, house.section)
    return _set(sheet, flow(brief.topic.blocks, brief, house), brief, house)


def more_of_a_story(brief: Brief, house: House) -> Component:
    """Set a page on Lilac that goes on with a story."""
    sheet = Sheet(brief.topic.id, house.setting)
    sheet.ground(brief.trim, brief.bleed, "lilac")
    icon = mm(6.5)
    sheet.art("icon-chats-circle", brief.start, HEAD, icon, icon)
    _running_title(sheet, brief, house, icon + mm(2.5))
    return _set(sheet, story_flow(brief, house), brief, house)


def _set(sheet: Sheet, words: Component, brief: Brief, house: House) -> Component:
    top = TEXT + sheet.place(words, brief.start, TEXT)
    foot(sheet, brief, house)
    return sheet.done(brief.trim.width, top)


def _running_title(sheet: Sheet, brief: Brief, house: House, x: float) -> None:
    """Draw the title of a topic above what goes on of it; it was read before, so it is artifact."""
    sheet.text(brief.topic.title, house.style("label"), brief.start + x, HEAD, brief.measure - x)


def story_flow(brief: Brief, house: House) -> Component:
    """Set a scenario straight on the ground, what follows it below."""
    sheet = Sheet(brief.topic.id, house.setting)
    blocks: tuple[Block, ...] = brief.topic.blocks
    top = 0.0
    if blocks and blocks[0].kind == "scenario":
        top += sheet.place(scenario(blocks[0], brief.measure, house, brief.cast), 0, 0)
        blocks = blocks[1:]
    if blocks:
        top += min(mm(4.5), house.gap) if top else 0.0
        top += sheet.place(flow(blocks, brief, house, "lilac"), 0, top)
    return sheet.done(brief.measure, top)


def notes(brief: Brief, house: House) -> Component:
    """Set a page of lines to write on, and help at its foot."""
    sheet = Sheet(brief.topic.id, house.setting)
    top, lowest = TEXT, brief.trim.height - brief.margins.foot - mm(3)
    while top + LINE_HEIGHT <= lowest:
        top += LINE_HEIGHT
        sheet.rule(brief.start, top, brief.measure, "black", 0.35)
    foot(sheet, brief, house)
    return sheet.done(brief.trim.width, top)
