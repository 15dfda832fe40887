"""The notice: a small poster or a picture for a screen, arranged for its own shape.

Words, picture and where to get help stand below one another; on what lies on its side, the picture stands beside the
words. Type and picture share the room above the foot: words are as large as they can be while the picture keeps its
least share.
"""

import dataclasses
from collections.abc import Iterator

from booklet.geometry import Rect, Size
from booklet.scenes.crop import cut_out
from booklet.scenes.model import Flat, Panel, Scene
from booklet.scenes.spread import spread
from booklet.typeset.board import Board, first_that_fits
from booklet.typeset.branding import brand_line
from booklet.typeset.brief import Brief
from booklet.typeset.eventlines import event_head
from booklet.typeset.house import House
from booklet.typeset.noticefoot import foot_top, notice_foot
from booklet.typeset.noticewords import find_whole_title, notice_words, words_of
from booklet.typeset.picture import picture_items, reach_into_bleed
from booklet.typeset.placed import Component, Overset
from booklet.typeset.shapes import rectangle
from booklet.values import replace

LYING = 1.2
"""What is so many times as wide as high has its picture beside its words."""

BESIDE = 0.56
"""The share of the width that words have where a picture stands beside them."""

BEFORE_PICTURE = 0.8
"""What words keep away from a picture beside them, in outer margins."""

LEAST_PICTURE = 0.2
"""The share of the height above the foot that a picture below the words keeps at least."""

LINE = 1 / 270
"""The weight of outlines, as a share of the shorter side."""


def notice(brief: Brief, house: House) -> Component:
    """Set a notice: its blocks are the message; a partner's name comes last."""
    board = Board(brief.topic.id, house.setting)
    board.ground(brief.trim, brief.bleed, house.section.ink)
    begun = event_head(board, brief, house)
    room = _find_room(brief, begun)
    words = _fit_words(brief, house, room)
    top = room.y + (max(0.0, room.height - words.height) / 2 if _is_lying(brief) else 0.0)
    picture = _picture_room(brief, top + words.height + brief.margins.outer / 3)
    if brief.scene:
        _draw_picture(board, brief, brief.scene, picture, house)
    board.place(words, room.x, top)
    if brief.help:
        notice_foot(board, brief, house)
    brand_line(board, brief, house, "night")
    return board.finish(brief.trim.width, 0)


def _is_lying(brief: Brief) -> bool:
    return brief.scene is not None and brief.trim.width > LYING * brief.trim.height


def _find_room(brief: Brief, begun: float) -> Rect:
    """Return the room of words, measured downwards from the upper left corner of the trim."""
    top, margin = max(brief.margins.top, begun), brief.margins.outer
    foot = foot_top(brief) - margin / 2
    if _is_lying(brief):
        return Rect(margin, top, BESIDE * brief.trim.width - (1 + BEFORE_PICTURE) * margin, foot - top)
    least = LEAST_PICTURE * foot_top(brief) if brief.scene else 0.0
    return Rect(margin, top, brief.trim.width - 2 * margin, foot - top - least)


def _fit_words(brief: Brief, house: House, room: Rect) -> Component:
    """Set the words as large as the room allows, with the headline in whole phrases if they can be."""
    found = first_that_fits(_list_ways(brief, house, room.width), room.height)
    if found.height > room.height:
        found = replace(found, oversets=(*found.oversets, Overset(brief.topic.id, 1, brief.topic.title)))
    return found


def _list_ways(brief: Brief, house: House, measure: float) -> Iterator[Component]:
    """Yield the words in smaller and smaller type: the headline gives way with what stands below it.

    It begins in the largest type in which its phrases are whole.
    """
    inks, blocks = house.on(house.section.ink), words_of(brief)
    titles, texts = house.list_smaller("title", inks.title), house.list_smaller("saying", inks.text)
    largest = find_whole_title(brief, titles, measure, house)
    for step, text in enumerate(texts):
        yield notice_words(brief, blocks, titles[max(step, largest)], text, measure, house)


def _picture_room(brief: Brief, below: float) -> Rect:
    """Return the room of the picture, measured downwards: beside the words, or from below them to the foot."""
    foot, width = foot_top(brief), brief.trim.width
    if _is_lying(brief):
        x, top = BESIDE * width, brief.overlay.top
        return Rect(x, top, width - x, foot - top)
    return Rect(0, below, width, foot - below)


def _draw_picture(board: Board, brief: Brief, scene: Scene, room: Rect, house: House) -> None:
    """Draw the picture as it is seen in its room, on the ground of the notice, with the label that says what it shows.

    A picture without a label is decoration.
    """
    panel = _cut_panel(scene.panels[0], room)
    line = min(brief.trim.width, brief.trim.height) * LINE
    seen = reach_into_bleed(panel, brief.trim, brief.bleed)
    items = picture_items(panel, line, seen=rectangle(seen))
    said = house.labels.find(f"picture.{scene.name}.{panel.id}")
    part = Board(panel.id, board.setting)
    if said:
        part.picture(Rect(0, -room.height, room.width, room.height), items, said)
    else:
        part.items += items
    board.place(part.finish(room.width, room.height), room.x, room.y)
    if _is_lying(brief):
        board.area(room.x - line / 2, -brief.bleed, line, room.y + room.height + brief.bleed, "night")
    elif _is_cut_above(panel):
        board.area(-brief.bleed, room.y - line / 2, room.width + 2 * brief.bleed, line, "night")


def _is_cut_above(panel: Panel) -> bool:
    """Tell whether a shape of a picture goes on above what is seen of it; then a line ends the picture there."""
    top = panel.window.y
    boxes = (layer.path.bounds for layer in panel.back if isinstance(layer, Flat))
    return any(box.y < top < box.top for box in boxes)


def _cut_panel(panel: Panel, room: Rect) -> Panel:
    """Return a picture cut to a room; its ground is that of the page."""
    cut = spread(cut_out(panel, Size(room.width, room.height)), panel.window)
    return dataclasses.replace(cut, at=(room.x, room.y), ground="", is_framed=False)
