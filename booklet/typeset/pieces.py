"""Pieces of a topic that may stand on different pages: its blocks, and the items of lists and stories."""

from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from booklet.values import replace
from booklet.words.manuscript import Topic

CUT = frozenset({"list", "scenario", "comic", "flow", "myth", "steps", "taking-action-map", "ticks"})
"""Kinds whose items may stand on different pages."""

GOES_ON = "goes-on"
"""The style of a comic whose last panel is not on its page."""

CLINGS = frozenset({"heading"})
"""Kinds that never end a page."""


class TopicPiece(NamedTuple):
    """A block by its position, and an item of it by its position (0 if the block is one piece)."""

    block: int
    item: int


@lru_cache(maxsize=1024)
def pieces(topic: Topic) -> tuple[TopicPiece, ...]:
    """Return the pieces of a topic in order."""
    return tuple(
        TopicPiece(place, item)
        for place, block in enumerate(topic.blocks)
        for item in range(len(block.items) if block.kind in CUT else 1)
    )


def may_cut(topic: Topic, cut: int) -> bool:
    """Tell whether a page may end before a piece.

    A heading stays with its text, an answer with what it answers, tips and steps with the one beside them, and the
    first words of a page with the steps that they are about.
    """
    before, after = pieces(topic)[cut - 1 : cut + 1]
    earlier, later = topic.blocks[before.block], topic.blocks[after.block]
    if before.block != after.block:
        is_about_steps = earlier.style == "lead" and later.kind == "steps"
        return earlier.kind not in CLINGS and not is_about_steps and _tips_before(topic, after.block) % 2 == 0
    if later.kind == "steps":
        return later.style == "full" and after.item % 2 == 0
    return later.items[after.item].kind not in {"story"} and later.items[before.item].style != "young"


def _tips_before(topic: Topic, place: int) -> int:
    """Return how many tips stand in a row before a position; none unless a tip stands there."""
    if topic.blocks[place].kind != "tip":
        return 0
    before = takewhile(lambda block: block.kind == "tip", reversed(topic.blocks[:place]))
    return len(list(before))


def part_of(topic: Topic, start: int, end: int) -> Topic:
    """Return a topic with some of its pieces.

    >>> from booklet.words.manuscript import Block
    >>> story = Block("s", "scenario", items=(Block("s.1", "story"), Block("s.2", "closing")))
    >>> [block.id for block in part_of(Topic("t", "T", (Block("p", "paragraph"), story)), 0, 2).blocks[1].items]
    ['s.1']
    """
    found = pieces(topic)[start:end]
    blocks = []
    for place in dict.fromkeys(piece.block for piece in found):
        block = topic.blocks[place]
        if block.kind in CUT:
            places = [piece.item for piece in found if piece.block == place]
            goes_on = block.kind == "comic" and places[-1] < len(block.items) - 1
            items = tuple(block.items[item] for item in places)
            block = replace(block, items=items, before=places[0], style=GOES_ON if goes_on else block.style)
        blocks.append(block)
    return replace(topic, blocks=tuple(blocks))
