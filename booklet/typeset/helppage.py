"""The page to open first: what to do, whom to call, what to do in danger."""

from dataclasses import replace
from functools import lru_cache

from booklet.geometry import Rect, Size, mm
from booklet.typeset import help, shapes
from booklet.typeset.board import Board
from booklet.typeset.boxes import note_line, paragraph
from booklet.typeset.brief import DANGER, Brief
from booklet.typeset.foot import folio
from booklet.typeset.house import House
from booklet.typeset.picture import picture_items, reach_into_bleed
from booklet.typeset.placed import Component, Overset
from booklet.typeset.steps import steps
from booklet.typeset.toldsteps import SMALLEST, Told, fit_picture, told_steps
from booklet.words.manuscript import Block

BESIDE_CARD = mm(3)
"""The distance of the helpline card from the picture beside it."""


def help_now(brief: Brief, house: House) -> Component:
    """Set the page to open first: six steps on Sun, and whom to call on Night."""
    board = Board(brief.topic.id, house.setting)
    board.ground(brief.trim, brief.bleed, "sun")
    top = _set_what_to_do(board, brief, house)
    _night_zone(board, brief, house, top)
    return board.finish(brief.trim.width, top)


def _find_picture(brief: Brief, house: House, name: str) -> Told | None:
    """Return a picture of the page by its name, if it has one; it says what it shows."""
    scene = brief.scene
    found = [panel for panel in scene.panels if panel.id == name] if scene else []
    if not found or scene is None:
        return None
    return Told(found[0], scene.line, house.labels[f"picture.{scene.name}.{name}"])


def _draw_listener(board: Board, brief: Brief, told: Told, room: Rect) -> None:
    """Draw who answers beside the helpline, as large as the room is, whose y is its distance from the top."""
    if room.height < SMALLEST * told.people:
        board.oversets.append(Overset(brief.topic.id, 1, told.alt))
    panel = replace(fit_picture(told, Size(room.width, room.height)), at=(room.x, room.y))
    seen = shapes.rectangle(reach_into_bleed(panel, brief.trim, brief.bleed))
    part = Board(brief.topic.id, board.setting)
    part.picture(Rect(0, -room.height, room.width, room.height), picture_items(panel, told.line, seen=seen), told.alt)
    board.place(part.finish(room.width, room.height), room.x, room.y)


def night_foot(brief: Brief, house: House) -> tuple[Component, float]:
    """Return whom to call as it stands on the page, and where it begins."""
    top = _set_what_to_do(Board(brief.topic.id, house.setting), brief, house)
    board = Board(brief.topic.id, house.setting)
    _night_zone(board, brief, house, top)
    return board.finish(brief.trim.width, brief.trim.height), top


def _set_what_to_do(board: Board, brief: Brief, house: House) -> float:
    """Set title and steps, and return where they end."""
    is_continued = brief.plan.is_continued
    title = house.style("label" if is_continued else "opener-title")
    top = mm(12 if house.is_roomy else 9.5)
    element = -1 if is_continued else board.element("H1")
    top += board.text(brief.topic.title, title, brief.start, top, brief.measure, element)
    for block in brief.topic.blocks:
        if block.kind == "helpline-card":
            break
        told = _find_picture(brief, house, "tell")
        if told and block.kind == "steps":
            component = told_steps(block, brief.start, brief.measure, house.of_type, told)
        else:
            component = _help_block(block, brief.measure, house)
        top += board.place(component, brief.start, top) + _space_after(block, house)
    return top + mm(1)


def _help_block(block: Block, measure: float, house: House) -> Component:
    if block.kind == "steps" and block.style != "full":
        return steps(block, measure, house)
    return _set_in_type(block, measure, house.of_type)


@lru_cache(maxsize=128)
def _set_in_type(block: Block, measure: float, house: House) -> Component:
    """Return a block that gives way only in its type, so that it is the same in every country and at most steps."""
    if block.kind == "steps":
        return steps(block, measure, house)
    if block.kind == "paragraph":
        return paragraph(block, measure, house, "sun")
    return note_line(block, measure, house, "sun", "step-text")


def _space_after(block: Block, house: House) -> float:
    return house.pad({"steps": 4, "paragraph": 2.6}.get(block.kind, 2))


@lru_cache(maxsize=128)
def _danger(block: Block, measure: float, house: House) -> Component:
    return note_line(block, measure, house, "night", "night-text")


def _night_zone(board: Board, brief: Brief, house: House, top: float) -> None:
    """Draw the foot of the help page: helpline, what to do in danger, folio."""
    danger = next(block for block in brief.topic.blocks if block.id == DANGER.id)
    assert brief.help is not None
    width, height, bleed = brief.trim.width, brief.trim.height, brief.bleed
    board.area(-bleed, top, width + 2 * bleed, height - top + bleed, "night")
    words = _danger(danger, brief.measure - mm(10), house.of_type)
    bottom = height - mm(5.5)
    card = bottom - words.height - mm(2) - (top + mm(3.5))
    told = _find_picture(brief, house, "anu")
    measure = told.panel.at[0] - BESIDE_CARD - brief.start if told else brief.measure
    board.place(help.helpline_card(brief.help.lead, measure, card, house, "night"), brief.start, top + mm(3.5))
    if told:
        _draw_listener(board, brief, told, Rect(told.panel.at[0], top + mm(1), told.panel.size.width, card + mm(3)))
    aside = 0.0 if brief.is_recto else mm(10)  # the number of a left-hand page stands at the start
    board.place(words, brief.start + aside, bottom - words.height)
    folio(board, brief, house, "white", bottom - mm(6))
