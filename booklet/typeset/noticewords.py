"""The words of a notice: a headline, and below it what its layout lets it say, all in one type."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from booklet.geometry import Rect
from booklet.text.compose import set_line
from booklet.text.itemise import TextStyle
from booklet.typeset import shapes
from booklet.typeset.board import SLACK, Board
from booklet.typeset.brief import Brief
from booklet.typeset.cardwords import blocks_of, bullets, front_title
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.typeset.posterwords import place_in_rows
from booklet.values import replace
from booklet.words.manuscript import Block

APART = 0.45
"""What is between blocks, in leadings of their type; below the headline it is the half of that."""

DISC, ICON, HANG = 1.3, 0.8, 1.8
"""Of a step and a way to get help: the disc of its icon, the icon, where words begin; in sizes of their type."""

SIDE, OUTLINE = 0.6, 0.1
"""Of a way to get help: what is beside its words, and the weight of its outline; in sizes of their type."""

INKS = ("mint", "lilac", "sun")
"""Of the discs of ways to get help, in turn."""


def words_of(brief: Brief) -> tuple[Block, ...]:
    """Return the blocks that a notice says: all of its poster or of the front of its card, or those its look names."""
    blocks = blocks_of(brief, "front") or brief.topic.blocks
    says = brief.look.says if brief.look else ()
    return tuple(_select(blocks, says)) if says else blocks


def _select(blocks: Sequence[Block], says: Sequence[str]) -> Iterator[Block]:
    """Yield named blocks, and of others the items that are named."""
    for block in blocks:
        items = tuple(item for item in block.items if item.id in says)
        if block.id in says:
            yield block
        elif items:
            yield replace(block, items=items)


def _find_headline(brief: Brief) -> tuple[str, tuple[str, ...]]:
    """Return the headline, and its phrases if it has some."""
    words = front_title(brief)
    return words, brief.topic.phrases if words == brief.topic.title else ()


def find_whole_title(brief: Brief, styles: Sequence[TextStyle], measure: float, house: House) -> int:
    """Return the place of the largest style in which each phrase of the headline stands on one line, 0 if none does."""
    _, phrases = _find_headline(brief)

    def is_whole(style: TextStyle) -> bool:
        return all(set_line(phrase, style, house.setting).width <= measure for phrase in phrases)

    return next((place for place, style in enumerate(styles) if is_whole(style)), 0)


def notice_words(
    brief: Brief, blocks: Sequence[Block], title: TextStyle, text: TextStyle, measure: float, house: House
) -> Component:
    """Set the headline and the blocks below it."""
    board = Board(brief.topic.id, house.setting)
    words, phrases = _find_headline(brief)
    top = board.title(words, (title,), 0, 0, measure, phrases=phrases)
    gap = APART * text.leading
    for number, part in enumerate(_set_parts(brief, blocks, text, measure, house)):
        top += gap if number else gap / 2
        top += board.place(part, 0, top)
    return board.finish(measure, top)


def _set_parts(
    brief: Brief, blocks: Sequence[Block], style: TextStyle, measure: float, house: House
) -> Iterator[Component]:
    """Yield the parts below the headline; ways to get help that follow one another are one part."""
    for is_way, group in groupby(blocks, key=lambda block: block.kind == "action"):
        if is_way:
            yield _set_ways(tuple(group), style, measure, house)
            continue
        for block in group:
            if block.kind == "list":
                yield bullets(block, measure, house, style)
            elif block.kind == "steps":
                yield _set_steps(block, style, measure, house)
            else:
                yield _set_paragraph(block, brief, style, measure, house)


def _set_paragraph(block: Block, brief: Brief, style: TextStyle, measure: float, house: House) -> Component:
    """Set the words of a block; its title precedes them if it is not the headline."""
    board = Board(block.id, house.setting)
    said = block.label or block.text
    title = block.title if block.title != brief.topic.title else ""
    strong = f"*{title}*" if title else ""
    words = f"*{said}*" if block.kind == "heading" else " ".join(filter(None, (strong, said)))
    return board.finish(measure, board.paragraph(words, style, 0, 0, measure))


def _set_steps(block: Block, style: TextStyle, measure: float, house: House) -> Component:
    """Set steps below one another, each beside its icon, with its word in bold before its line."""
    board = Board(block.id, house.setting)
    disc, icon, hang = (share * style.size for share in (DISC, ICON, HANG))
    holder, top = board.element("L"), 0.0
    for step in block.items:
        board.bubble(0, top + (style.leading - disc) / 2, disc, disc, "night", disc / 2, "none")
        board.art(f"icon-{step.icon}", (disc - icon) / 2, top + (style.leading - icon) / 2, icon, icon, "white")
        body = board.element("LBody", board.element("LI", holder))
        said = f"*{step.title}* {step.label or step.text}"
        top += max(disc, board.text(said, style, hang, top, measure - hang, body)) + APART / 3 * style.leading
    return board.finish(measure, top - APART / 3 * style.leading)


def _set_ways(ways: Sequence[Block], style: TextStyle, measure: float, house: House) -> Component:
    """Set ways to get help beside one another, each in a box with its icon, in as many rows as they need."""
    boxes = [_set_way(way, INKS[number % len(INKS)], style, house) for number, way in enumerate(ways)]
    return place_in_rows(ways, boxes, measure, SIDE * style.size, house)


def _set_way(way: Block, ink: str, style: TextStyle, house: House) -> Component:
    board = Board(way.id, house.setting)
    pad, icon = 0.25 * style.size, ICON * style.size
    disc = max(DISC * style.size, style.leading)
    height, room = disc + 2 * pad, set_line(way.title, style, house.setting).width + SLACK
    x = pad + disc + pad
    width = x + room + SIDE * style.size
    path = shapes.bubble(Rect(0, -height, width, height), height / 2, "none")
    board.fill(path, "white")
    board.stroke(path, "night", OUTLINE * style.size)
    board.bubble(pad, pad, disc, disc, ink, disc / 2, "none")
    board.art(f"icon-{way.icon}", pad + (disc - icon) / 2, (height - icon) / 2, icon, icon)
    words = replace(style, ink="black")
    board.line(way.title, words, x, (height - style.leading) / 2, room, board.element("P"))
    return board.finish(width, height)
