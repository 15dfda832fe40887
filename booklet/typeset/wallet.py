"""The folded wallet card: its owner's line outside, the six steps and whom to call inside."""

from booklet.geometry import Rect, add_lengths, mm
from booklet.scenes.crop import halve
from booklet.text.compose import compose, set_line
from booklet.text.itemise import TextStyle
from booklet.typeset import shapes
from booklet.typeset.board import DOT, Board, first_style_that_fits
from booklet.typeset.brief import Brief
from booklet.typeset.cardwords import BLOCKS, blocks_of
from booklet.typeset.house import House
from booklet.typeset.pagewords import LINE_WEIGHT
from booklet.typeset.picture import picture_items
from booklet.typeset.placed import Component, Overset
from booklet.typeset.steps import place_sign
from booklet.words.manuscript import Block, Help

SIDE, TOP, HELP_TOP, FOOT = mm(5), mm(5), mm(6.5), mm(4.5)
"""What words of a page keep from where it is cut or folded; whom to call stands below the band of a proof."""

SIGN, GAP = mm(5.6), mm(2.2)
"""The tile with the sign of a step, and what stands between it and the words."""

WIDEST_WORD = 0.42
"""The share of a page that the words of all steps may take in a column of their own."""

APART = mm(2.2)
"""What parts of the page with the helpline keep from one another at least."""


def card_owner(brief: Brief, house: House) -> Component:
    """Set the half of the picture outside that has a line for a name; what it shows is told on its other half."""
    board = Board(brief.topic.id, house.setting)
    if brief.scene is None:
        return board.finish(brief.trim.width, 0)
    panel = halve(brief.scene.panels[0], is_end=False)
    seen = shapes.rectangle(Rect(0, -panel.size.height, *panel.size).grown(brief.bleed))
    board.items += picture_items(panel, brief.scene.line, seen=seen)
    for words in (words for words in panel.words if words.kind == "line"):
        (x, top), style = words.at, house.style("owner", house.on(words.ink).text)
        top += board.paragraph(house.labels[words.name], style, x, top, words.measure) + words.room
        board.rule(x, top, words.measure, house.on(words.ink).text, LINE_WEIGHT)
    return board.finish(brief.trim.width, 0)


def card_steps(brief: Brief, house: House) -> Component:
    """Set the six steps in rows that fill the page."""
    board = Board(brief.topic.id, house.setting)
    board.ground(brief.trim, brief.bleed, "oat")
    measure = brief.trim.width - 2 * SIDE
    room = brief.trim.height - TOP - FOOT
    for block in (block for block in blocks_of(brief, "back") if block.kind == "steps"):
        ways = [_set_rows(block, measure, room, house, has_column=has_column) for has_column in (True, False)]
        board.place(min(ways, key=lambda way: len(way.oversets)), SIDE, TOP)
    return board.finish(brief.trim.width, 0)


def _set_rows(block: Block, measure: float, room: float, house: House, *, has_column: bool) -> Component:
    """Set each step beside its sign: its word in a column of its own, or before its words."""
    board = Board(block.id, house.setting)
    word, text = house.style("step-word"), house.style("body")
    start = SIGN + GAP
    column = max(set_line(step.title, word, house.setting).width for step in block.items) + GAP if has_column else 0.0
    if column > WIDEST_WORD * measure:
        board.oversets.append(Overset(block.id, 1, "the words of the steps"))
    said = [step.label if has_column else f"*{step.title}* {step.label}" for step in block.items]
    heights = [
        max(SIGN, len(compose(words, text, measure - start - column, house.setting)) * text.leading) for words in said
    ]
    air = (room - add_lengths(heights)) / (len(heights) - 1)
    if air < house.pad(0.6):
        board.oversets.append(Overset(block.id, 1, "the six steps"))
    list_element, top = board.element("L"), 0.0
    for step, words, height in zip(block.items, said, heights, strict=True):
        item = board.element("LI", list_element)
        place_sign(board, step, 0, top + (height - SIGN) / 2, SIGN)
        if has_column:
            board.line(step.title, word, start, top + (height - word.leading) / 2, column, board.element("Lbl", item))
        x, width = start + column, measure - start - column
        lines = compose(words, text, width, house.setting)
        below = top + (height - len(lines) * text.leading) / 2
        board.lines(lines, text, x, below, width, board.element("LBody", item))
        top += height + max(0.0, air)
    return board.finish(measure, top)


def card_help(brief: Brief, house: House) -> Component:
    """Set whom to call on Sun: name, number and what a call is like, then the other words of the back."""
    board = Board(brief.topic.id, house.setting)
    board.ground(brief.trim, brief.bleed, "sun")
    measure = brief.trim.width - 2 * SIDE
    parts = [_set_lead(brief, brief.help, measure, house)] if brief.help else []
    others = (block for block in blocks_of(brief, "back") if block.kind != "steps")
    parts += [BLOCKS[block.kind](block, measure, house, house.style("bar")) for block in others]
    room = brief.trim.height - HELP_TOP - FOOT
    tall = add_lengths(part.height for part in parts)
    if tall + house.pad(APART / mm(1)) * (len(parts) - 1) > room:
        board.oversets.append(Overset(brief.topic.id, 1, "the page with the helpline"))
    air = (room - tall) / max(1, len(parts) - 1) if len(parts) > 1 else 0.0
    top = HELP_TOP
    for part in parts:
        top += board.place(part, SIDE, top) + max(0.0, air)
    return board.finish(brief.trim.width, 0)


def _set_lead(brief: Brief, help_: Help, measure: float, house: House) -> Component:
    """Set the helpline with its number as large as the page allows, or where to find one."""
    lead, board = help_.lead, Board("helpline", house.setting)
    number = lead.number
    top = board.paragraph(
        lead.name if number else house.labels["card.address"], house.style("owner", "black"), 0, 0, measure
    )
    if number is None:
        style = first_style_that_fits(lead.address, house.list_smaller("address-fold"), measure, mm(9), house.setting)
        return board.finish(measure, top + board.paragraph(lead.address, style, 0, top + mm(1), measure) + mm(1))
    style = _widest_number(number.printed, measure, house)
    board.line(number.printed, style, 0, top, measure, board.element("P"))
    top += style.leading
    facts = DOT.join(lead.facts)
    for words, role in ((facts, "heading"), *((note, "small") for note in brief.notes[:1])):
        top += board.paragraph(words, house.style(role), 0, top, measure) if words else 0.0
    return board.finish(measure, top)


def _widest_number(printed: str, measure: float, house: House) -> TextStyle:
    """Return the largest type in which a number stands on one line."""
    styles = [house.style(role) for role in ("number-fold", "number-fold-long", "number")]
    fitting = (style for style in styles if set_line(printed, style, house.setting).width <= measure)
    return next(fitting, styles[-1])
