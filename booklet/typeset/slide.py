"""Slides for a room: one thought each, large enough for its last row; at the end, who helps.

A slide is a picture over its whole ground, words beside a picture, pictures in a row, or words alone.
"""

import dataclasses
from collections.abc import Iterator

from booklet.geometry import Rect, Size, mm
from booklet.scenes.crop import cut_out, find_core
from booklet.scenes.model import Panel, Scene
from booklet.scenes.spread import spread
from booklet.text.itemise import TextStyle
from booklet.typeset.board import Board, first_that_fits
from booklet.typeset.brief import Brief
from booklet.typeset.busts import bust
from booklet.typeset.house import House
from booklet.typeset.noticewords import find_whole_title
from booklet.typeset.picture import picture_items, reach_into_bleed
from booklet.typeset.placed import Component, Overset
from booklet.typeset.shapes import rectangle
from booklet.typeset.slidetopic import split_sentences
from booklet.typeset.slidewords import GAPS, Way, set_body, set_myth
from booklet.values import replace
from booklet.words.manuscript import Block, Topic

FOOT = mm(12)
"""What is free below words."""

BESIDE = 0.5
"""The share of the width where a picture begins that stands beside words."""

FRONT, HIGH = 0.46, 0.6
"""The shares of the width and of the height that the title has on a picture."""

TALLEST = 1.05
"""How much taller than wide a picture in a row is at most."""

AROUND = 1.25
"""How much taller pictures in a row may be than what matters in them."""

BELOW_TITLE, APART = mm(7), mm(7)
"""What is between a title and what stands below it, and between pictures in a row."""

SENTENCE = 0.25
"""What is between the sentences of a title, in leadings."""

LINE = 2.2
"""The weight of outlines, in points: the last row must see them."""

BUST, ASIDE = 0.27, mm(10)
"""How wide a face is that listens, as a share of the width, and how far from the edge it stands."""

LIFTED = 0.42
"""How much of the room that is left is above words that stand alone."""


def slide_front(brief: Brief, house: House) -> Component:
    """Set a slide that is one picture, and its title where that is calm."""
    board = Board(brief.topic.id, house.setting)
    board.ground(brief.trim, brief.bleed, house.section.ink)
    if brief.scene:
        panel = brief.scene.panels[0]
        window, core = panel.window, find_core(panel)
        wide = dataclasses.replace(panel, core=Rect(window.x, core.y, window.width, core.height))
        _draw(board, brief, brief.scene, wide, Rect(0, 0, *brief.trim), house)
        house = replace(house, section=replace(house.section, ink=panel.ground))
    margins = brief.margins
    words = _fit_words(brief, FRONT * brief.trim.width, brief.trim.height * HIGH - margins.top, house)
    board.place(words, margins.outer, margins.top)
    return board.finish(brief.trim.width, 0)


def slide(brief: Brief, house: House) -> Component:
    """Set a slide by what it shows."""
    board = Board(brief.topic.id, house.setting)
    board.ground(brief.trim, brief.bleed, house.section.ink)
    shown = brief.topic.blocks
    panels = tuple(block for block in shown if block.kind == "panel")
    if len(panels) > 1 and brief.scene:
        _set_row(board, brief, brief.scene, panels, house)
    elif shown and shown[0].kind == "myth-line":
        _set_myth(board, brief, house)
    elif brief.scene:
        _set_beside(board, brief, brief.scene, house)
    else:
        _set_alone(board, brief, house)
    return board.finish(brief.trim.width, 0)


def _set_row(board: Board, brief: Brief, scene: Scene, panels: tuple[Block, ...], house: House) -> None:
    """Set a title and pictures of a comic in a row below it, as tall as there is room; what they say is on paper."""
    margins, measure = brief.margins, brief.trim.width - 2 * brief.margins.outer
    room = brief.trim.height - margins.top - FOOT
    title = _set_title(brief, measure, room / 3, house)
    wide = (measure - APART * (len(panels) - 1)) / len(panels)
    cores = [find_core(_find_panel(scene, block)) for block in panels]
    tallest = min(TALLEST, max(AROUND * core.height / core.width for core in cores))
    height = min(room - title.height - BELOW_TITLE, tallest * wide)
    top = margins.top + (room - title.height - BELOW_TITLE - height) / 2
    board.place(title, margins.outer, top)
    top += title.height + BELOW_TITLE
    for number, block in enumerate(panels):
        place = Rect(margins.outer + number * (wide + APART), top, wide, height)
        _draw(board, brief, scene, _find_panel(scene, block), place, house, block.label, is_framed=True)


def _set_myth(board: Board, brief: Brief, house: House) -> None:
    """Set what people say in a bubble, and what is true below it."""
    margins, measure = brief.margins, _set_face(board, brief)
    room = brief.trim.height - margins.top - FOOT
    block = brief.topic.blocks[0]
    ways = (set_myth(block, brief.topic, said, fact, measure, house) for said, fact in _list_styles(house))
    found = _choose(ways, room, brief)
    board.place(found, margins.outer, margins.top + LIFTED * (room - found.height))


def _set_beside(board: Board, brief: Brief, scene: Scene, house: House) -> None:
    """Set words at the start, and a picture at the end that fills its side."""
    margins, (width, height) = brief.margins, brief.trim
    block = next((block for block in brief.topic.blocks if block.kind == "panel"), None)
    x, room = BESIDE * width, height - margins.top - FOOT
    words = _fit_words(brief, x - margins.outer - APART, room, house)
    board.place(words, margins.outer, margins.top + LIFTED * (room - words.height))
    if block:
        panel = _find_panel(scene, block)
        wide = width - x - margins.outer
        tall = min(room, wide * panel.size.height / panel.size.width)
        card = Rect(x, margins.top + (room - tall) / 2, wide, tall)
        _draw(board, brief, scene, panel, card, house, block.label, is_framed=True)
        return
    panel = scene.panels[0]
    _draw(board, brief, scene, panel, Rect(x, 0, width - x, height), house)
    if panel.ground != house.section.ink:
        board.area(x - LINE / 2, -brief.bleed, LINE, height + 2 * brief.bleed, "night")


def _set_alone(board: Board, brief: Brief, house: House) -> None:
    """Set words over the whole width, or beside a face."""
    margins, measure = brief.margins, _set_face(board, brief)
    room = brief.trim.height - margins.top - FOOT
    words = _fit_words(brief, measure, room, house)
    board.place(words, margins.outer, margins.top + LIFTED * (room - words.height))


def _set_face(board: Board, brief: Brief) -> float:
    """Draw the face that listens, at the end and on the lower edge, and return the measure that is left for words."""
    width, measure = brief.trim.width, brief.trim.width - 2 * brief.margins.outer
    if not brief.cast:
        return measure
    wide, low = BUST * width, brief.trim.height
    page = rectangle(Rect(0, -low, *brief.trim).grown(brief.bleed))
    board.clip_item(page, bust(brief.cast[0], width - wide - ASIDE, -low, wide, flip=True))
    return measure - wide


def _fit_words(brief: Brief, measure: float, room: float, house: House) -> Component:
    """Set a title and what stands below it in the largest type in which they fit."""
    return _choose(_list_ways(brief, measure, room, house), room, brief)


def _list_ways(brief: Brief, measure: float, room: float, house: House) -> Iterator[Component]:
    """Yield words in smaller and smaller type, the smallest closer to one another at last."""
    styles = list(_list_styles(house))
    titles = [title for title, _ in styles] if len(brief.topic.phrases) > 1 else []
    largest = find_whole_title(brief, titles, measure, house)
    steps = [(step, GAPS[0]) for step in range(len(styles))] + [(len(styles) - 1, gap) for gap in GAPS[1:]]
    for step, gap in steps:
        title, text = styles[max(step, largest)][0], styles[step][1]
        board = Board(brief.topic.id, house.setting)
        blocks = tuple(block for block in brief.topic.blocks if block.kind != "panel")
        top = _set_heading(board, brief.topic, title, measure, is_alone=not blocks)
        if blocks:
            top += BELOW_TITLE
            top += board.place(set_body(blocks, Way(text, gap, measure, room - top), house), 0, top)
        yield board.finish(measure, top)


def _set_heading(board: Board, topic: Topic, style: TextStyle, measure: float, *, is_alone: bool) -> float:
    """Set a title and return its height; the sentences of one that stands alone begin lines of their own."""
    sentences = split_sentences(topic.title)
    if not is_alone or len(topic.phrases) > 1 or len(sentences) == 1:
        return board.title(topic.title, (style,), 0, 0, measure, phrases=topic.phrases)
    heading, top = board.element("H1"), 0.0
    for number, sentence in enumerate(sentences):
        top += SENTENCE * style.leading if number else 0.0
        top += board.text(sentence.strip(), style, 0, top, measure, heading)
    return top


def _list_styles(house: House) -> Iterator[tuple[TextStyle, TextStyle]]:
    """Yield the styles of titles with those of words below them, from the largest."""
    inks = house.on(house.section.ink)
    titles, texts = house.list_smaller("title", inks.title), house.list_smaller("saying", inks.text)
    yield from zip(titles, texts, strict=True)


def _set_title(brief: Brief, measure: float, room: float, house: House) -> Component:
    board = Board(brief.topic.id, house.setting)
    styles = house.list_smaller("title", house.on(house.section.ink).title)
    height = board.title(brief.topic.title, styles, 0, 0, measure, room, brief.topic.phrases)
    if height > room:
        board.oversets.append(Overset(brief.topic.id, 1, brief.topic.title))
    return board.finish(measure, height)


def _choose(ways: Iterator[Component], room: float, brief: Brief) -> Component:
    found = first_that_fits(ways, room)
    if found.height > room:
        found = replace(found, oversets=(*found.oversets, Overset(brief.topic.id, 1, brief.topic.title)))
    return found


def _find_panel(scene: Scene, block: Block) -> Panel:
    """Return the panel of a comic that a block tells."""
    name = block.id.rpartition(".")[2]
    return next((panel for panel in scene.panels if panel.id == name), scene.panels[0])


def _draw(
    board: Board,
    brief: Brief,
    scene: Scene,
    panel: Panel,
    room: Rect,
    house: House,
    said: str = "",
    *,
    is_framed: bool = False,
) -> None:
    """Draw a picture cut to its room, with words that say what it shows; one that has none is decoration."""
    cut = spread(cut_out(panel, Size(room.width, room.height)), panel.window)
    cut = dataclasses.replace(cut, at=(room.x, room.y), is_framed=is_framed)
    seen = None if is_framed else rectangle(reach_into_bleed(cut, brief.trim, brief.bleed))
    items = picture_items(cut, LINE, seen=seen)
    said = said or house.labels.find(f"picture.{scene.name}.{panel.id}")
    said = said or house.labels.find(f"picture.{scene.name}.front")
    part = Board(panel.id, board.setting)
    if said:
        part.picture(Rect(0, -room.height, room.width, room.height), items, said)
    else:
        part.items += items
    board.place(part.finish(room.width, room.height), room.x, room.y)
