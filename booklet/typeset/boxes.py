"""Components of running pages, one function each: paragraphs, lists, and boxes between them."""

from collections.abc import Sequence

from booklet.geometry import Rect, mm
from booklet.text.compose import compose
from booklet.text.itemise import TextStyle
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.words.manuscript import Block

RADIUS = mm(6)
PAD_TOP = 4.5
"""Millimetres above and below the text of a box."""

PAD_SIDE = mm(6)

PALE = "oat"
"""The ink that is not seen on white: it is for areas, and its bullets have another."""

LINES, LINE_HEIGHT = 12, mm(9)
"""Room for notes: as many lines as leave space for a title and a few words, as far apart as in a school book."""


def paragraph(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set running text; `lead` opens a page in larger type, `small` stands at its foot as a note."""
    board = Board(block.id, house.setting)
    role = block.style if block.style in {"lead", "small"} else "body"
    style = house.style(role, house.on(ground).text)
    return board.finish(measure, board.paragraph(block.text, style, 0, 0, measure))


def breath(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set a few large calm words."""
    board = Board(block.id, house.setting)
    style = house.style("breath", house.on(ground).text)
    return board.finish(measure, board.paragraph(block.text, style, 0, 0, measure))


def heading(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set a question of a reader, above the text that answers it."""
    board = Board(block.id, house.setting)
    style = house.style("heading", house.on(ground).title)
    return board.finish(measure, board.text(block.text, style, 0, 0, measure, board.element("H2")))


def bullets(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set a list: each item hangs beside a bubble in the section's colour, or beside the sign for do or don't."""
    if block.style in SIGNS:
        return _set_advice(block, measure, house)
    board = Board(block.id, house.setting)
    style = house.style("body", house.on(ground).text)
    ink = "night" if house.section.ink in {ground, PALE} else house.section.ink
    list_element = board.element("L")
    hang, size = mm(6), mm(2.7)
    gap = _space_between([item.text for item in block.items], style, measure - hang, house)
    top = 0.0
    for item in block.items:
        board.bubble(0, top + (style.leading - size) / 2, size, size, ink, size / 2)
        body = board.element("LBody", board.element("LI", list_element))
        top += board.text(item.text, style, hang, top, measure - hang, body) + gap
    return board.finish(measure, max(0.0, top - gap))


SIGNS = {"do": ("icon-check-circle", "mint"), "do-not": ("icon-x-circle", "white")}
"""The drawing before the items of a list of advice, and the ink of its box, by its style."""


def _set_advice(block: Block, measure: float, house: House) -> Component:
    """Set what to do, or what not to do, in a box that says which of them it is."""
    board = Board(block.id, house.setting)
    icon, ink = SIGNS[block.style]
    style, pad = house.style("body"), house.pad(3.6)
    size, side = mm(5.2), mm(4.4)
    x = size + mm(2.2)
    text = Board(block.id, house.setting)
    inner = measure - 2 * side
    section = text.element("Sect")
    title = house.style("heading", house.on(ink).title)
    top = text.text(house.labels[f"list.{block.style}"], title, 0, 0, inner, text.element("H2", section)) + mm(0.8)
    items = text.element("L", section)
    gap = _space_between([item.text for item in block.items], style, inner - x, house)
    for item in block.items:
        text.art(icon, 0, top + (style.leading - size) / 2, size, size)
        body = text.element("LBody", text.element("LI", items))
        top += text.text(item.text, style, x, top, inner - x, body) + gap
    height = top - gap + 2 * pad
    board.sign(0, 0, measure, height, ink, RADIUS)
    board.place(text.finish(inner, top - gap), side, pad)
    return board.finish(measure, height)


def _space_between(texts: Sequence[str], style: TextStyle, measure: float, house: House) -> float:
    """Return the space between items of a list: equal for all, and larger if one is longer than a line."""
    is_long = any(len(compose(text, style, measure, house.setting)) > 1 for text in texts)
    return house.pad(1.3) if is_long else mm(0.5)


def definition(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set a term and what it means, beside a bar in Tide."""
    board = Board(block.id, house.setting)
    bar, icon = mm(3), mm(7)
    title, body = house.style("heading", "tide"), house.style("body")
    x = bar + PAD_SIDE
    inner = measure - x - PAD_SIDE
    text = Board(block.id, house.setting)
    section = text.element("Box")
    top = text.text(block.title, title, icon + mm(3), 0, inner - icon - mm(3), text.element("H2", section)) + mm(1)
    top += text.paragraph(block.text, body, 0, top, inner, section)
    height = top + 2 * house.pad(PAD_TOP)
    radii = (0.0, RADIUS, RADIUS, 0.0)
    board.fill(shapes.rounded_rectangle(Rect(0, -height, measure, height), radii), "oat")
    board.area(0, 0, bar, height, "tide")
    board.art("icon-book-open-text", x, house.pad(PAD_TOP) - mm(0.5), icon, icon, "tide")
    board.place(text.finish(inner, top), x, house.pad(PAD_TOP))
    return board.finish(measure, height)


def question(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set a question as a bubble that hugs its words, and the answer in a bubble of its own."""
    board = Board(block.id, house.setting)
    section = board.element("Box")
    asked = _set_question(block, measure, house)
    answer = stack(block.items, measure - mm(6) - 2 * PAD_SIDE, house, "oat", gap=mm(3))
    board.place(asked, 0, 0, section)
    top = asked.height + mm(1.5)
    height = answer.height + 2 * house.pad(PAD_TOP)
    board.bubble(mm(6), top, measure - mm(6), height, "oat", RADIUS, "top-end")
    board.place(answer, mm(6) + PAD_SIDE, top + house.pad(PAD_TOP), section)
    return board.finish(measure, top + height)


def _set_question(block: Block, measure: float, house: House) -> Component:
    board = Board(block.id, house.setting)
    ground = house.section.ink
    style = house.style("question", house.on(ground).title)
    icon, pad = mm(7.5), house.pad(3)
    x = PAD_SIDE + icon + mm(2.5)
    words = Board(block.id, house.setting)
    height = words.text(house.quote(block.title), style, 0, 0, measure - x - PAD_SIDE, words.element("H2"))
    widest = max((item.line.width for item in words.items if hasattr(item, "line")), default=0.0)
    board.bubble(0, 0, x + widest + PAD_SIDE, height + 2 * pad, ground, RADIUS)
    board.art("icon-question", PAD_SIDE, pad + (height - icon) / 2, icon, icon, style.ink)
    board.place(words.finish(measure - x - PAD_SIDE, height), x, pad)
    return board.finish(measure, height + 2 * pad)


def note(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set a quiet box with an icon; as `line` the icon and one paragraph without a box."""
    if block.style == "line":
        return note_line(block, measure, house, ground)
    return _set_boxed(block, measure, house, "oat" if ground == "white" else "white", mm(8))


def note_line(block: Block, measure: float, house: House, ground: str = "white", role: str = "body") -> Component:
    """Set an icon, a bold beginning and the rest of the sentence."""
    board = Board(block.id, house.setting)
    style = house.style(role, house.on(ground).text)
    icon = mm(6.5)
    x = icon + mm(3.5)
    words = f"*{block.title}* {block.text}" if block.title else block.text
    height = board.paragraph(words, style, x, 0, measure - x)
    ink = "sun" if ground == "night" else "night"
    board.art(f"icon-{block.icon}", 0, min(mm(0.5), (height - icon) / 2), icon, icon, ink)
    return board.finish(measure, max(height, icon))


def taking_action(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set a story of young people who act."""
    return _set_boxed(block, measure, house, "mint", mm(9))


def _set_boxed(block: Block, measure: float, house: House, ground: str, icon: float) -> Component:
    """Return a bubble with an icon, an optional label, a heading and text."""
    board = Board(block.id, house.setting)
    inks = house.on(ground)
    x = PAD_SIDE + icon + mm(4)
    inner = measure - x - PAD_SIDE
    text = Board(block.id, house.setting)
    section = text.element("Box")
    top = text.paragraph(block.label, house.style("label", inks.text), 0, 0, inner, section) if block.label else 0.0
    top += text.text(block.title, house.style("heading", inks.title), 0, top, inner, text.element("H2", section))
    if block.text:
        top += mm(0.8)
        top += text.paragraph(block.text, house.style("body", inks.text), 0, top, inner, section)
    height = max(top, icon) + 2 * house.pad(PAD_TOP)
    (board.sign if ground == "white" else board.bubble)(0, 0, measure, height, ground, RADIUS)
    name = f"icon-{block.icon or 'megaphone-simple'}"
    board.art(name, PAD_SIDE, house.pad(PAD_TOP) - mm(0.5), icon, icon, inks.title)
    board.place(text.finish(inner, top), x, house.pad(PAD_TOP))
    return board.finish(measure, height)


def banner(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set the sentence that must be seen: sun-yellow on Night."""
    board = Board(block.id, house.setting)
    icon = mm(12)
    x = mm(6) + icon + mm(5)
    inner = measure - x - mm(6)
    text = Board(block.id, house.setting)
    section = text.element("Box")
    top = text.text(block.title, house.style("banner-title"), 0, 0, inner, text.element("H2", section))
    if block.text:
        top += mm(1) + text.paragraph(block.text, house.style("strong", "white"), 0, top + mm(1), inner, section)
    height = max(top, icon) + 2 * mm(6)
    board.bubble(0, 0, measure, height, "night", RADIUS)
    board.art("icon-sun-fill", mm(6), (height - icon) / 2, icon, icon, "sun")
    board.place(text.finish(inner, top), x, (height - top) / 2)
    return board.finish(measure, height)


def action(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set something that a reader can do: an icon tile, a heading and a few words."""
    return _set_tiled(block, measure, house, "body")


def tip(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set a tip, small enough to stand two in a row."""
    return _set_tiled(block, measure, house, "small")


def _set_tiled(block: Block, measure: float, house: House, role: str) -> Component:
    board = Board(block.id, house.setting)
    ground = house.section.ink
    tile, icon = house.pad(12), house.pad(7.5)
    board.bubble(0, 0, tile, tile, ground, tile / 2)
    board.art(f"icon-{block.icon}", (tile - icon) / 2, (tile - icon) / 2, icon, icon, house.on(ground).title)
    x = tile + house.pad(3)
    section = board.element("Sect")
    top = board.text(block.title, house.style("strong"), x, 0, measure - x, board.element("H2", section))
    if block.text:
        top += board.paragraph(block.text, house.style(role), x, top, measure - x, section)
    return board.finish(measure, max(top, tile))


def law(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Set a line of the law: a heading in Tide beside a bar, and what it says."""
    board = Board(block.id, house.setting)
    x = mm(6)
    section = board.element("Sect")
    style = house.style("heading", "tide")
    top = board.text(block.title, style, x, 0, measure - x, board.element("H2", section))
    top += board.paragraph(block.text, house.style("body"), x, top, measure - x, section)
    board.area(0, mm(0.9), mm(1.8), top - mm(1.8), "tide")
    return board.finish(measure, top)


def lines(block: Block, measure: float, house: House, ground: str = "white") -> Component:
    """Draw lines to write on."""
    board = Board(block.id, house.setting)
    for number in range(1, LINES + 1):
        board.rule(0, number * LINE_HEIGHT, measure, "black", 0.35)
    return board.finish(measure, LINES * LINE_HEIGHT)


def pairs(blocks: tuple[Block, ...], measure: float, house: House) -> Component:
    """Set tips in two columns, in reading order."""
    board = Board(blocks[0].id, house.setting)
    gutter = mm(4)
    column = (measure - gutter) / 2
    top = 0.0
    for start in range(0, len(blocks), 2):
        row = [tip(block, column, house) for block in blocks[start : start + 2]]
        for number, component in enumerate(row):
            board.place(component, number * (column + gutter), top)
        top += max(component.height for component in row) + min(mm(7.5), house.gap)
    return board.finish(measure, top - min(mm(7.5), house.gap))


def stack(blocks: tuple[Block, ...], measure: float, house: House, ground: str, gap: float) -> Component:
    """Set blocks of running text below one another, as in a box."""
    board = Board(blocks[0].id if blocks else "", house.setting)
    top = 0.0
    for number, block in enumerate(blocks):
        top += gap if number else 0.0
        top += board.place(TEXTS[block.kind](block, measure, house, ground), 0, top)
    return board.finish(measure, top)


TEXTS = {"paragraph": paragraph, "heading": heading, "list": bullets}
