"""The poster: one picture that tells it, its words in their places, and at the foot where to get help."""

import dataclasses
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from booklet.geometry import Rect, Size, intersect, mm
from booklet.look.brand import NOBODY, Brand
from booklet.look.layout import Slot
from booklet.scenes.model import Panel, Scene, Words
from booklet.scenes.stage import list_heads, list_open
from booklet.typeset.board import Board
from booklet.typeset.branding import brand_line
from booklet.typeset.brief import Brief
from booklet.typeset.eventlines import event_head
from booklet.typeset.house import House
from booklet.typeset.picture import draw_picture
from booklet.typeset.placed import Component, Overset
from booklet.typeset.posterstrip import foot_words, strip, strip_top
from booklet.typeset.posterwords import set_headline, set_lines, set_sign, set_treads, set_ways
from booklet.values import replace
from booklet.words.manuscript import Block, Help

BELOW_HEADLINE, BETWEEN, STACKED = mm(4), mm(5), mm(4)
"""What is between a headline and the lines below it, between groups of lines, and between signs above one another."""

LOWER = 0.5
"""Of what a poster is taller than A3, how much lower headline and lines begin; the picture stands on the foot."""

HIGHER = mm(7)
"""By how much the headline of a poster that is less high than A3 may begin higher."""

NEAR = mm(0.6)
"""What words may lie over a face, or a sign over another."""

TOGETHER = frozenset({"way", "tread"})
"""Kinds of words that are one group whatever they are items of."""

ROLES = {"lead": "lead", "text": "saying"}
"""The role of lines by their kind: read at three metres, or closer."""


class _Set(NamedTuple):
    """A component in its place, measured from the upper left corner of the trim, and what it says."""

    component: Component
    x: float
    top: float
    about: str
    has_ground: bool = False
    is_step: bool = False

    @property
    def box(self) -> Rect:
        """Its box, y downwards."""
        return Rect(self.x, self.top, self.component.width, self.component.height)


class _Asked(NamedTuple):
    """Words of a scene with their block."""

    words: Words
    block: Block

    @property
    def group(self) -> tuple[str, str]:
        """What is set together in one type: items of one list, all ways to get help, all steps."""
        if self.words.kind in TOGETHER:
            return self.words.kind, ""
        return self.words.kind, self.block.id.rpartition(".")[0] if self.block.kind == "item" else self.block.id


_Group = tuple[_Asked, ...]


class _Page(NamedTuple):
    """A poster: its scene, by how much it is taller than that, and where the headline may begin below a day."""

    brief: Brief
    house: House
    scene: Scene
    taller: float
    begun: float

    def list_asked(self) -> Iterator[_Asked]:
        """Yield the words of the scene that this band has, with their blocks."""
        topic = self.brief.topic
        known = {block.id: block for top in topic.blocks for block in (top, *top.items)}
        known["title"] = Block("title", "title", title=topic.title)
        for words in self.scene.words:
            if words.name in known:
                yield _Asked(words, known[words.name])

    @property
    def lower(self) -> float:
        """How much lower the headline begins than in the scene, or how much higher on a poster that is less high."""
        return max(-HIGHER, LOWER * self.taller)

    def find_end(self, words: Words) -> float:
        """Return how far down words may reach."""
        return words.at[1] + words.room + (self.lower if self.taller > 0 else self.taller)


def poster(brief: Brief, house: House) -> Component:
    """Set a poster: its blocks are the message; the partner comes last."""
    unnamed = replace(brief, brand=SOMEBODY if _is_branded(brief) else NOBODY)
    board = Board(brief.topic.id, house.setting)
    board.begin(_set_upper_part(unnamed, house))
    if brief.help:
        strip(board, brief, house, _foot(unnamed, brief.help, house))
    if brief.slot and brief.brand.is_recipient:
        board.place_own(_set_recipient(brief, brief.slot, house), brief.slot.x, brief.slot.top)
    else:
        brand_line(board, brief, house, "night")
    return board.finish(brief.trim.width, 0)


def _set_recipient(brief: Brief, slot: Slot, house: House) -> Component:
    """Set who hangs a poster up, by itself."""
    board = Board(brief.topic.id, house.setting)
    brand_line(board, replace(brief, slot=replace(slot, x=0.0, top=0.0)), house, "night")
    return board.finish(slot.width, slot.height)


SOMEBODY = Brand(name="somebody")
"""Stands for whoever a poster names."""


def _is_branded(brief: Brief) -> bool:
    return bool(brief.slot and (brief.brand.name or brief.brand.logo))


@lru_cache(maxsize=64)
def _foot(brief: Brief, help_: Help, house: House) -> Component:
    """Set the words of the strip, once for all recipients of posters."""
    return foot_words(brief, help_, house)


@lru_cache(maxsize=64)
def _set_upper_part(brief: Brief, house: House) -> Component:
    """Set everything above the strip, which is the same whoever the poster is for."""
    board = Board(brief.topic.id, house.setting)
    board.ground(brief.trim, brief.bleed, house.section.ink)
    scene = brief.scene or _make_plain_scene(brief)
    taller = brief.trim.height - scene.trim.height + brief.strip_less
    panels = [_fit_panel(panel, taller) for panel in scene.panels]
    for panel in panels:
        draw_picture(board, panel, scene, Rect(0, -panel.size.height, *panel.size).grown(brief.bleed), house)
    event = Board(brief.topic.id, house.setting)
    begun = event_head(event, brief, house)
    found = tuple(_place_words(_Page(brief, house, scene, taller, begun)))
    steps = board.element("L") if any(one.is_step for one in found) else -1
    for one in found:
        board.place(one.component, one.x, one.top, steps if one.is_step else -1)
    board.begin(event.finish(brief.trim.width, 0))
    board.oversets += [Overset(brief.topic.id, 1, one.about) for one in _list_covered(found, panels, brief)]
    return board.finish(brief.trim.width, 0)


def _fit_panel(panel: Panel, taller: float) -> Panel:
    """Return a picture on a poster that is taller than its scene, with more sky; its ground is that of the poster."""
    units, window = taller / panel.scale, panel.window
    size = Size(panel.size.width, panel.size.height + taller)
    view = Rect(window.x, window.y - units, window.width, window.height + units)
    return dataclasses.replace(panel, ground="", size=size, window=view)


def _place_words(page: _Page) -> Iterator[_Set]:
    """Yield what was set: headline and lines from the top down, treads in their places, signs from the foot up."""
    groups = [tuple(group) for _, group in groupby(page.list_asked(), key=lambda asked: asked.group)]
    signs = dict(_stack_signs([group for group in groups if group[0].words.up], page))
    title, *lines = [group for group in groups if group not in signs and group[0].words.kind != "tread"]
    headline = _place_headline(title[0].words, lines, page)
    yield headline
    top = headline.box.top + BELOW_HEADLINE
    for group in groups:
        if group in signs:
            yield signs[group]
        elif group[0].words.kind == "tread":
            yield from _place_treads(group, page)
        elif group in lines:
            placed = _Set(_set_group(group, page.find_end(group[0].words) - top, page), group[0].words.at[0], top, "")
            top = placed.box.top + BETWEEN
            yield placed._replace(about=group[0].block.text)


def _place_headline(words: Words, lines: list[_Group], page: _Page) -> _Set:
    """Set the headline as large as its room and what is below it allow: all below it must fit in the least type."""
    topic, house = page.brief.topic, page.house
    begin, below = max(words.at[1] + page.lower, page.begun), float("inf")
    for group in reversed(lines):
        below = min(below, page.find_end(group[0].words)) - _set_group(group, 0.0, page).height - BETWEEN
    end = min(page.find_end(words), below)
    styles = house.list_smaller("title", house.on(house.section.ink).title)
    return _Set(set_headline(topic, styles, words.measure, end - begin, house), words.at[0], begin, topic.title)


def _set_group(group: _Group, room: float, page: _Page) -> Component:
    """Set lines of one kind; without any room they are in the least type."""
    first, blocks = group[0].words, [asked.block for asked in group]
    texts = [_say(block, page.brief) for block in blocks]
    return set_lines(blocks, texts, ROLES[first.kind], first.measure, room, page.house)


def _say(block: Block, brief: Brief) -> str:
    """Return the words of a block; its title precedes them if it is not that of the poster."""
    text = block.label or block.text
    return f"*{block.title}* {text}" if block.title and block.title != brief.topic.title else text


def _place_treads(group: _Group, page: _Page) -> Iterator[_Set]:
    first = group[0].words
    blocks, measures = [asked.block for asked in group], [asked.words.measure for asked in group]
    for asked, tread in zip(group, set_treads(blocks, measures, first.room, page.house), strict=True):
        x, y = asked.words.at
        yield _Set(tread, x, y + page.taller, asked.block.title, has_ground=True, is_step=True)


def _stack_signs(groups: list[_Group], page: _Page) -> Iterator[tuple[_Group, _Set]]:
    """Yield what stands at the foot of the picture, the lowest first; the others stand on it."""
    highest = float("inf")
    for group in reversed(groups):
        first = group[0].words
        x, foot = first.at[0], min(first.at[1] + page.taller, highest)
        blocks = [asked.block for asked in group]
        component = (
            set_ways(blocks, first.measure, first.room, page.house)
            if first.kind == "way"
            else set_sign(blocks[0], first.measure, first.room, page.house)
        )
        yield group, _Set(component, x, foot - component.height, blocks[0].text or blocks[0].title, has_ground=True)
        highest = foot - component.height - STACKED


def _list_covered(found: tuple[_Set, ...], panels: list[Panel], brief: Brief) -> Iterator[_Set]:
    """Yield what lies over a head or other words, or reaches into the strip; lines, also over what is to be seen."""
    heads = [head.whole.moved(*panel.at) for panel in panels for head in list_heads(panel) if head.is_near]
    seen = [box.moved(*panel.at) for panel in panels for box in list_open(panel)]
    for number, one in enumerate(found):
        free = (*heads, *(() if one.has_ground else seen), *(other.box for other in found[:number]))
        if one.box.top > strip_top(brief) or any(_covers(one.box, box) for box in free):
            yield one


def _covers(one: Rect, other: Rect) -> bool:
    both = intersect(one, other)
    return both.width > NEAR and both.height > NEAR


PLAIN_ROOM = mm(110)
"""How tall the headline of a poster without a picture may be."""


def _make_plain_scene(brief: Brief) -> Scene:
    """Return where words stand on a poster without a picture: all below the headline, ways to get help at the foot."""
    x, measure = brief.margins.outer, brief.trim.width - 2 * brief.margins.outer
    top, foot = brief.margins.top, strip_top(brief) - STACKED
    words = [Words("title", "title", (x, top), measure, room=PLAIN_ROOM)]
    for block in _list_set_alone(brief.topic.blocks):
        is_way = block.kind == "action"
        room = foot - top
        at = (x, foot) if is_way else (x, top)
        words.append(Words("way" if is_way else "text", block.id, at, measure, up=is_way, room=room))
    return Scene("", (), brief.trim, 0.0, (), tuple(words))


def _list_set_alone(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield the items of lists and steps, and all other blocks."""
    for block in blocks:
        yield from block.items or (block,)
