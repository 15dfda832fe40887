"""The page that lists where to get help, with a picture as its head where its rows leave the room."""

import dataclasses

from booklet.geometry import Rect, Size, mm
from booklet.scenes.model import Panel, Scene, Words
from booklet.text.compose import set_line
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.brief import Brief
from booklet.typeset.flow import flow
from booklet.typeset.foot import FOLIO, folio, strip_top
from booklet.typeset.head import head
from booklet.typeset.house import House
from booklet.typeset.picture import picture_items, reach_into_bleed
from booklet.typeset.placed import Component, Overset
from booklet.values import replace

GIVES = ("opener", "gap")
"""What a page with a picture gives before its picture goes: the picture gets smaller, then spaces; type never does."""

CLOSEST = 4.5
"""The least gap between the rows below a picture: rows are more than a picture."""


def directory(brief: Brief, house: House) -> Component:
    """Set the page that lists where to get help; no strip stands at its foot, since the page itself is the help."""
    board = Board(brief.topic.id, house.setting)
    top = help_list(board, brief, house, head(board, brief, house))
    return board.finish(brief.trim.width, top)


def drawn_directory(brief: Brief, house: House, scene: Scene) -> Component:
    """Set the page below a picture, on whose sky its title stands."""
    board = Board(brief.topic.id, house.setting)
    panel = _make_smaller(scene.panels[0], house)
    seen = shapes.rectangle(reach_into_bleed(panel, brief.trim, brief.bleed))
    items = picture_items(panel, scene.line, seen=seen)
    said = house.labels.find(f"picture.{scene.name}.{panel.id}")
    if said:
        board.picture(Rect(0, -panel.size.height, *panel.size), items, said)
    else:
        board.items += items
    title, rows = scene.words
    _set_on_sky(board, brief, house, title, panel.size.height / scene.panels[0].size.height)
    below = rows.at[1] - scene.panels[0].size.height
    calm = replace(house, allowance=replace(house.allowance, gap=max(CLOSEST, house.allowance.gap)))
    top = help_list(board, brief, calm, panel.size.height + below)
    return board.finish(brief.trim.width, top)


def _make_smaller(panel: Panel, house: House) -> Panel:
    """Return the picture as tall as its page can afford: all of it is smaller, and more is seen at its start."""
    given, steps = house.allowance.opener, house.theme.give["opener"]
    left = (given - steps[-1]) / (steps[0] - steps[-1])
    height = panel.least + left * (panel.size.height - panel.least)
    width = panel.window.width * panel.size.height / height
    return dataclasses.replace(
        panel,
        size=Size(panel.size.width, height),
        window=Rect(panel.window.right - width, panel.window.y, width, panel.window.height),
    )


def _set_on_sky(board: Board, brief: Brief, house: House, words: Words, share: float) -> None:
    """Set the country and the title between the edge of the page and the horizon; both are less if the sky is."""
    x, top = words.at
    horizon = (top + words.room) * share
    measure = brief.trim.width - (brief.trim.width - x - words.measure) * share - x
    ink = house.on(words.ink)
    if brief.place_name:
        said = house.labels["section.directory.country"].replace("{country}", brief.place_name)
        top += board.paragraph(said, house.style("label", ink.text), x, top, measure)
    styles = house.list_smaller("opener-title", ink.title)
    top += board.title(brief.topic.title, styles, x, top, measure, horizon - top, brief.topic.phrases)
    if top > horizon + 0.5:
        board.oversets.append(Overset(brief.topic.id, 1, brief.topic.title))


def _notes(brief: Brief, house: House, measure: float) -> Component:
    """Set when numbers were checked, and below it until when they hold, in the longest form that is one line."""
    board, style, top = Board(brief.topic.id, house.setting), house.style("fine"), 0.0
    checked, releases = brief.notes[:1], brief.notes[1:]
    fitting = tuple(note for note in releases if set_line(note, style, house.setting).width <= measure)
    for note in (*checked, *(fitting[:1] or releases[-1:])):
        top += board.paragraph(note, style, 0, top, measure)
    return board.finish(measure, top)


def help_list(board: Board, brief: Brief, house: House, top: float) -> float:
    """Set the whole directory below its title, and return where its last row ends."""
    top += board.place(flow(brief.topic.blocks, brief, house), brief.start, top)
    icon, start = mm(4.5), brief.start + (0.0 if brief.is_recto else FOLIO)
    x = start + icon + mm(2.5)
    if brief.notes:
        board.art("icon-calendar-blank", start, strip_top(brief) + mm(6) - icon / 2, icon, icon)
        notes = _notes(brief, house, brief.measure - mm(22))
        board.place(notes, x, strip_top(brief) + mm(3.5) - max(0.0, notes.height - house.style("fine").leading) / 2)
    folio(board, brief, house, "black")
    return top
