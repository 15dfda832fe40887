"""Pages that flow with a picture of their topic's scene: a band below the title or at the foot, or beside the words.

It stands once, where the topic begins, and is as tall as its words let it be.
"""

from dataclasses import replace
from typing import NamedTuple

from booklet.geometry import Rect, Size, mm
from booklet.scenes.crop import cut_out, find_core
from booklet.scenes.model import Panel, Scene
from booklet.typeset import shapes
from booklet.typeset.bigtitle import (
    ABOVE_HORIZON,
    FULL_WIDTH,
    TILE,
    TILE_GAP,
    below_title,
    draw_ground,
    set_title,
    text_end,
    title_top,
)
from booklet.typeset.board import Board
from booklet.typeset.brief import Brief
from booklet.typeset.flow import Column, fill_column
from booklet.typeset.foot import foot
from booklet.typeset.house import House
from booklet.typeset.picture import picture_items, reach_into_bleed
from booklet.typeset.placed import Component

APART = mm(4)
"""The distance of pictures that stand side by side."""

MOST = 1.2
"""How much taller than in its scene a band may be where its page has room."""

WIDE = 1.4
"""From this width by its height on a picture is a band; narrower ones stand beside the words."""

NEAR_EDGE, INSIDE = mm(1), mm(4)
"""A picture so near an edge of its scene meets that of the trim; others stand so far from it beside the words."""

SMALLER = 0.8
"""How small a picture beside words may be, as a share of what it is in a column."""


class Shown(NamedTuple):
    """The pictures that a topic shows, and where: beside its words, at the foot of its page, else below its title."""

    panels: tuple[Panel, ...]
    is_beside: bool
    is_low: bool


def find_shown(scene: Scene) -> Shown | None:
    """Return what a topic shows of its scene: pictures without words in them, smaller than a page."""
    panels = tuple(panel for panel in scene.panels if not panel.words and panel.size != scene.trim)
    if len(panels) != 1:
        return Shown(panels, is_beside=False, is_low=False) if panels else None
    (_, y), (width, height) = panels[0].at, panels[0].size
    return Shown(panels, width < WIDE * height, y + height / 2 > scene.trim.height / 2)


def pictured(brief: Brief, house: House, scene: Scene, shown: Shown) -> Component:
    """Set a page with its pictures."""
    board = Board(brief.topic.id, house.setting)
    is_on_ink = brief.plan.master == "infographic"
    ground = house.section.ink if is_on_ink else "white"
    end = draw_ground(board, brief, ground) if is_on_ink else text_end(brief)
    top = title_top(house)
    ink = house.on(ground).title if is_on_ink else "night"
    top += set_title(board, brief, house, brief.start, top, brief.measure, ink) + below_title(house)
    page = _Page(board, brief, house, scene, ground, ABOVE_HORIZON if is_on_ink else 0.0)
    place = page.set_beside if shown.is_beside else page.set_band
    low = place(shown, top, end)
    foot(board, brief, house)
    return board.finish(brief.trim.width, low)


class _Page(NamedTuple):
    """A page while it is set; its ground, and how far below its words that ends."""

    board: Board
    brief: Brief
    house: House
    scene: Scene
    ground: str
    below: float

    def set_beside(self, shown: Shown, top: float, end: float) -> float:
        """Set words beside a picture at the end edge; what must stand in full width stands below both."""
        board, brief, house = self.board, self.brief, self.house
        blocks = brief.topic.blocks
        cut = next((place for place, block in enumerate(blocks) if block.kind in FULL_WIDTH), len(blocks))
        below = fill_column(blocks[cut:], Column(brief, brief.measure, self.ground), house, 0.0)
        low = end - (below.height + house.gap if below.height else 0.0)
        narrow = Column(brief, brief.trim.width - TILE - TILE_GAP - brief.start, self.ground)
        words = fill_column(blocks[:cut], narrow, house, low - top)
        picture = self._fit_column(shown.panels[0], low - top if brief.is_filled else 0.0)
        aside = 0.0 if self._reaches_edge(shown.panels[0]) else INSIDE
        self._draw(replace(picture, at=(brief.trim.width - TILE - aside, top)))
        board.place(words, brief.start, top)
        top += max(words.height, picture.size.height)
        if not below.height:
            return top
        top = max(top, low if brief.is_filled else 0.0) + house.gap
        return top + board.place(below, brief.start, top)

    def _reaches_edge(self, panel: Panel) -> bool:
        """Tell whether a picture meets the start or the end of its page."""
        return panel.at[0] <= NEAR_EDGE or panel.at[0] + panel.size.width >= self.scene.trim.width - NEAR_EDGE

    def _fit_column(self, panel: Panel, room: float) -> Panel:
        """Return a whole picture in the column at the end edge, smaller where its room is low."""
        end = min(panel.at[0] + panel.size.width, self.scene.trim.width)
        scale = TILE / (end - panel.at[0])
        scale *= max(SMALLER, min(1.0, room / (panel.size.height * scale)))
        return replace(panel, size=panel.size.scaled(scale))

    def set_band(self, shown: Shown, top: float, end: float) -> float:
        """Set words above or below a band over the width of the page."""
        board, brief, house = self.board, self.brief, self.house
        column = Column(brief, brief.measure, self.ground)
        natural = fill_column(brief.topic.blocks, column, house, 0.0).height
        spare = end - top - natural - house.gap
        height = self._measure_band(shown, spare + (self.below if shown.is_low else 0.0))
        if shown.is_low:
            low = max(top + natural + house.gap + height - self.below, end if brief.is_filled else 0.0)
            self._draw_band(shown, low + self.below - height, height)
            room = low + self.below - height - house.gap - top
            board.place(fill_column(brief.topic.blocks, column, house, room), brief.start, top)
            return low
        self._draw_band(shown, top, height)
        top += height + house.gap
        return top + board.place(fill_column(brief.topic.blocks, column, house, end - top), brief.start, top)

    def _measure_band(self, shown: Shown, spare: float) -> float:
        """Return how tall a band is: as tall as its page affords, and no less than what matters in it."""
        if len(shown.panels) > 1:
            wide = self._width_of_each(shown)
            return max(wide * panel.size.height / panel.size.width for panel in shown.panels)
        panel = shown.panels[0]
        least = self.brief.trim.width * find_core(panel).height / panel.window.width
        most = MOST * panel.size.height if self.brief.is_filled else least
        return max(least, min(most, spare))

    def _width_of_each(self, shown: Shown) -> float:
        return (self.brief.measure - APART * (len(shown.panels) - 1)) / len(shown.panels)

    def _draw_band(self, shown: Shown, top: float, height: float) -> None:
        first, trim = shown.panels[0], self.brief.trim
        if len(shown.panels) == 1:
            band = replace(cut_out(replace(first, core=_widen_core(first)), Size(trim.width, height)), at=(0.0, top))
            seen = reach_into_bleed(band, trim, self.brief.bleed)
            self.board.fill(shapes.rectangle(seen.moved(0, -top)), first.ground or self.ground)
            self._draw(band)
            return
        wide = self._width_of_each(shown)
        for number, panel in enumerate(shown.panels):
            found = cut_out(panel, Size(wide, height))
            self._draw(replace(found, at=(self.brief.start + number * (wide + APART), top)))

    def _draw(self, panel: Panel) -> None:
        """Draw a picture in its place, with the label that says what it shows."""
        brief, size = self.brief, panel.size
        seen = reach_into_bleed(panel, brief.trim, brief.bleed)
        part = Board(panel.id, self.board.setting)
        items = picture_items(panel, self.scene.line, seen=None if panel.is_framed else shapes.rectangle(seen))
        said = self.house.labels.find(f"picture.{self.scene.name}.{panel.id}")
        if said:
            part.picture(Rect(0, -size.height, *size), items, said)
        else:
            part.items += items
        self.board.place(part.finish(*size), *panel.at)


def _widen_core(panel: Panel) -> Rect:
    """Return what matters in a band: as wide as its window, as tall as its people and things."""
    core, window = find_core(panel), panel.window
    return Rect(window.x, core.y, window.width, core.height)
