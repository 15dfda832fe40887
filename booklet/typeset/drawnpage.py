"""Pages drawn from scenes: one picture, or a few, and words in their places.

Words of a column push each other down; type gives way where they reach the foot of the page or a face.
"""

import dataclasses
from collections.abc import Iterator
from typing import NamedTuple

from booklet.geometry import Rect, intersect, mm
from booklet.scenes.model import Panel, Scene, Words
from booklet.scenes.stage import list_heads, list_open
from booklet.typeset.board import Board, first_that_fits
from booklet.typeset.brief import Brief
from booklet.typeset.foot import foot, strip_top
from booklet.typeset.house import House
from booklet.typeset.pagewords import Asked, set_page_words, title_styles
from booklet.typeset.picture import draw_picture, reach_into_bleed
from booklet.typeset.placed import Component, Overset
from booklet.values import replace
from booklet.words.manuscript import Block

APART, CLOSE = 1.6, mm(0.8)
"""The distance that words of a column keep if they push each other down, in millimetres, and the least one."""

ABOVE_FOOT = mm(1.5)
"""What stays free above the help strip and the number of the page."""

NEAR_FACE = mm(0.6)
"""What a box may lie over a face: hair beside it."""

ABOVE_PICTURE = mm(1.2)
"""What stays free around pictures on a white page, less what a box may lie over."""

BESIDE = mm(1.6)
"""By how much words that stand beside one another may overlap: arms of a signpost meet on its pole."""

HIGHER = (0.0, mm(3), mm(6))
"""By how much signs may stand higher than in their scene where they would reach too far down."""

SLACK = 0.5
"""Points by which a picture may be lower than the least it may be."""

LOWER = (0.0, mm(3), mm(6), mm(9), mm(12), mm(15), mm(18), mm(22), mm(26), mm(30))
"""By how much pictures that may be lower than in their scene are lower, where words are long."""

STEADY = frozenset({"text", "lead"})
"""Words without a ground of their own: they stay on the ground that is drawn for them."""

KEEPS_OFF = STEADY | {"myth", "note"}
"""Words that stay off what is marked in a picture to be seen, such as the frame of the board they hang on."""

TITLE_LINES = 2
"""Lines that a title may have before it gets smaller."""

LISTED = {"stop": "L", "myth-line": "L", "place": "L", "write-line": "L", "tick-box": "L", "item": "L", "route": "TOC"}
"""The element that holds items of a kind, one after the other."""


class _Set(NamedTuple):
    """Words that were set, their block, and where they stand: the distances from the left and from the top."""

    words: Words
    block: Block
    component: Component
    x: float
    top: float

    @property
    def box(self) -> Rect:
        """Their box, y downwards."""
        return Rect(self.x, self.top, self.component.width, self.component.height)


def drawn_page(brief: Brief, house: House, scene: Scene) -> Component:
    """Set a page: its pictures, its title, its words, its foot; its pictures as high as its words let them be."""
    ways = (_set_page(brief, house, lower_pictures(scene, lower)) for lower in list_lower(scene))
    return first_that_fits(ways, brief.trim.height - brief.margins.foot)


def list_lower(scene: Scene) -> tuple[float, ...]:
    """Return by how much the pictures of a scene may be lower, the least first."""
    most = max((panel.size.height - panel.least for panel in scene.panels if panel.least), default=0.0)
    return tuple(lower for lower in LOWER if lower <= most + SLACK)


def lower_pictures(scene: Scene, lower: float) -> Scene:
    """Return a scene whose pictures are lower, as far as each may be.

    They show less at their top. What stands below one moves up; one with nothing below it ends where it ended.
    """
    if not lower:
        return scene
    panels, words = [], list(scene.words)
    for panel in scene.panels:
        less = min(lower, panel.size.height - panel.least) if panel.least else 0.0
        units = less / panel.scale
        below = [place for place, one in enumerate(scene.words) if _find_above(one, scene) == panel]
        for place in below:
            words[place] = dataclasses.replace(words[place], at=(words[place].at[0], words[place].at[1] - less))
        window = panel.window
        panels.append(
            dataclasses.replace(
                panel,
                at=panel.at if below else (panel.at[0], panel.at[1] + less),
                size=panel.size._replace(height=panel.size.height - less),
                window=Rect(window.x, window.y + units, window.width, window.height - units),
            )
        )
    return replace(scene, panels=tuple(panels), words=tuple(words))


def _find_above(words: Words, scene: Scene) -> Panel | None:
    """Return the picture that words stand below, the lowest of several."""
    end = words.at[0] + words.measure
    above = [
        panel
        for panel in scene.panels
        if panel.at[0] < end
        and words.at[0] < panel.at[0] + panel.size.width
        and words.at[1] >= panel.at[1] + panel.size.height - 1
    ]
    return max(above, key=lambda panel: panel.at[1], default=None)


def _set_page(brief: Brief, house: House, scene: Scene) -> Component:
    """Set a page with its pictures as they are."""
    board = Board(brief.topic.id, house.setting)
    for panel in scene.panels:
        draw_picture(board, panel, scene, reach_into_bleed(panel, brief.trim, brief.bleed), house)
    words = [*scene.words, *(_on_page(words, panel) for panel in scene.panels for words in panel.words)]
    title = next(one for one in words if one.kind == "title")
    end = _set_title(board, brief, house, title, scene)
    others = [one for one in words if one.kind != "title"]
    heading = Rect(title.at[0], title.at[1], title.measure, end - title.at[1])
    beside = () if _has_ground(scene) else tuple(_list_pictures(scene))
    reach = strip_top(brief) - ABOVE_FOOT
    for higher in HIGHER:
        found = tuple(_place(others, (heading, *beside), higher, brief, house))
        covered = tuple(_list_covered(found, scene))
        lowest = max((one.box.top for one in found), default=end)
        if lowest <= reach and not covered:
            break
    _draw_words(board, found, brief)
    board.oversets += [Overset(one.block.id, 1, one.block.text) for one in covered]
    foot(board, brief, house)
    allowed = brief.trim.height - brief.margins.foot
    return board.finish(brief.trim.width, min(lowest, allowed) if lowest <= reach else lowest)


def _on_page(words: Words, panel: Panel) -> Words:
    """Return words of a picture with their place on the page."""
    return dataclasses.replace(words, at=(words.at[0] + panel.at[0], words.at[1] + panel.at[1]))


def _set_title(board: Board, brief: Brief, house: House, title: Words, scene: Scene) -> float:
    """Set the title as large as it fits in two lines and return where it ends."""
    ground = next((panel.ground for panel in scene.panels if panel.size == brief.trim and panel.ground), "white")
    styles = title_styles(brief, house, ground)
    x, top = title.at
    room = title.room or TITLE_LINES * styles[0].leading
    return top + board.title(brief.topic.title, styles, x, top, title.measure, room, brief.topic.phrases)


def _list_blocks(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, int]]:
    """Yield blocks and their items, each with its number among its neighbours."""
    for number, block in enumerate(blocks, start=1):
        yield block, number
        yield from _list_blocks(block.items)


def _place(words: list[Words], fixed: tuple[Rect, ...], higher: float, brief: Brief, house: House) -> Iterator[_Set]:
    """Yield words that were set, each below what stands above it and as high as its scene says, or a little higher."""
    known = {block.id: (block, number) for block, number in _list_blocks(brief.topic.blocks)}
    above = list(fixed)
    apart = max(CLOSE, house.pad(APART))
    for one in words:
        if one.name not in known:
            continue
        block, number = known[one.name]
        component = set_page_words(Asked(one, block, number if one.is_numbered else 0, brief, house))
        x, top = one.at
        reach = x + BESIDE, x + component.width - BESIDE
        beside = [box.top for box in above if box.x < reach[1] and reach[0] < box.right and box.y < top + 1]
        is_steady = one.kind in STEADY and brief.scene is not None and _has_ground(brief.scene)
        least = top if is_steady else top - higher
        found = _Set(one, block, component, x, max([least, *(low + apart for low in beside)]))
        above.append(found.box)
        yield found


def _draw_words(board: Board, found: tuple[_Set, ...], brief: Brief) -> None:
    """Draw words in the order of the manuscript; items of one block are a list."""
    order = {block.id: place for place, (block, _) in enumerate(_list_blocks(brief.topic.blocks))}
    holder, owner = -1, ""
    for one in sorted(found, key=lambda one: order[one.block.id]):
        parent = one.block.id.rpartition(".")[0] if one.block.kind in LISTED else ""
        if parent and parent != owner:
            holder = board.element(LISTED[one.block.kind])
        owner = parent
        body = -1
        if parent:
            is_route = one.block.kind == "route"
            body = board.element("TOCI", holder) if is_route else board.element("LBody", board.element("LI", holder))
        board.place(one.component, one.x, one.top, body)


def _list_covered(found: tuple[_Set, ...], scene: Scene) -> Iterator[_Set]:
    """Yield words that lie over a face or over other words, or, without a ground, over what is drawn to be seen."""
    heads = ((panel.at, head) for panel in scene.panels for head in list_heads(panel))
    faces = [head.face.moved(*at) for at, head in heads if head.has_face and head.is_near]
    seen = [box.moved(*panel.at) for panel in scene.panels for box in list_open(panel)]
    pictures = () if _has_ground(scene) else tuple(box.grown(ABOVE_PICTURE) for box in _list_pictures(scene))
    for number, one in enumerate(found):
        free = (*faces, *pictures, *seen) if one.words.kind in KEEPS_OFF else (*faces, *pictures)
        others = (other.box for other in found[:number])
        if any(_covers(one.box, box) for box in free) or any(_covers(one.box, other, BESIDE) for other in others):
            yield one


def _has_ground(scene: Scene) -> bool:
    """Tell whether one picture fills the page."""
    return any(panel.size == scene.trim for panel in scene.panels)


def _list_pictures(scene: Scene) -> Iterator[Rect]:
    """Yield the places of pictures on a white page, y downwards."""
    yield from (Rect(*panel.at, *panel.size) for panel in scene.panels)


def _covers(one: Rect, other: Rect, most: float = NEAR_FACE) -> bool:
    both = intersect(one, other)
    return both.width > most and both.height > NEAR_FACE
