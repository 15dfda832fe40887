"""The foot of a notice: the helpline as large as there is room, danger beside it, and a code if the layout has one."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from booklet.text.compose import compose, set_line
from booklet.text.itemise import TextStyle
from booklet.typeset import help
from booklet.typeset.board import DOT, Board, first_that_fits
from booklet.typeset.brief import Brief
from booklet.typeset.house import House
from booklet.typeset.owncode import TILE as USUAL_TILE
from booklet.typeset.owncode import own_code
from booklet.typeset.placed import Component, Overset
from booklet.typeset.posterstrip import set_clear
from booklet.values import replace
from booklet.words.manuscript import Help, Number

AIR = 0.07
"""What the foot keeps free at its head and at its end, as a share of its height; a code keeps half of that."""

APART = 1.0
"""What is between the helpline and the emergency numbers, and beside a code, in sizes of the name of the helpline."""

NUMBER_ROLES = ("number-huge", "number-hero", "number-large", "number-middle", "number-small", "number-least")
"""Sizes of the helpline's number, the largest first."""

DANGER_ROLES = ("number-danger", "number-several", "number-danger-long")
"""Sizes of the emergency numbers."""

CLEAR = 0.03
"""What is free above and below the helpline's number beside its leading, in sizes: marks of no script stand on it."""

DANGER_SHARE, LOCAL_SHARE = 0.5, 0.34
"""The share of the room that emergency numbers may have, and that words have in their place where none are known."""


def foot_top(brief: Brief) -> float:
    """Return where the foot begins; what an app lays over the end of a picture is below its words.

    It is taller by the room of a partner's name, if it bears one.
    """
    more = brief.slot.height if brief.slot and is_branded(brief) else 0.0
    return brief.trim.height - brief.overlay.foot - brief.margins.foot - more


def is_branded(brief: Brief) -> bool:
    """Tell whether a notice says whose edition it is."""
    return bool(brief.slot and (brief.brand.name or brief.brand.logo))


def notice_foot(board: Board, brief: Brief, house: House) -> None:
    """Draw the foot: words, and at the end a QR code."""
    assert brief.help is not None
    top, margin = foot_top(brief), brief.margins.outer
    tall = brief.trim.height - brief.overlay.foot - top
    width, bleed, lead = brief.trim.width, brief.bleed, brief.help.lead
    board.area(-bleed, top, width + 2 * bleed, brief.trim.height - top + bleed, "night")
    tile = brief.margins.foot * (1 - AIR) if brief.has_code and (brief.brand.web or help.target(lead)) else 0.0
    room = width - 2 * margin - (tile + APART * house.style("strip-name").size if tile else 0.0)
    if tile and brief.brand.web:
        share = tile / USUAL_TILE
        board.place(own_code(brief.brand, lead, house, share), width - margin - tile, top + (tall - tile) / 2)
    elif tile:
        board.place(help.code(lead, tile, house), width - margin - tile, top + (tall - tile) / 2)
    air = AIR * brief.margins.foot
    low = brief.slot.top if brief.slot and is_branded(brief) else top + tall
    note = _set_note(brief, house, room)
    words = _set_help(brief.help, room, low - top - 2 * air - note.height, house)
    board.place(words, margin, top + air)
    board.place(note, margin, low - air - note.height)


def _set_note(brief: Brief, house: House, measure: float) -> Component:
    """Set what is said of the numbers."""
    board, style, top = Board("checked", house.setting), house.style("fine"), 0.0
    for said in brief.notes:
        top += board.paragraph(said, style, 0, top, measure)
    return board.finish(measure, top)


class _Way(NamedTuple):
    """A way to set the foot: the styles of the number or address, of others, whether danger is beside it."""

    number: TextStyle
    danger: str
    line: TextStyle
    name: TextStyle
    label: TextStyle
    is_beside: bool


def _set_help(help_: Help, measure: float, height: float, house: House) -> Component:
    """Set the helpline and the emergency numbers in the largest type that has room, in the middle of it."""
    has_danger = bool(help_.emergency and help_.emergency.numbers)
    roles = ("strip-line", "strip-name", "danger")
    lines = tuple(zip(*map(house.list_smaller, roles), strict=True))
    several = bool(has_danger and help_.emergency and help_.emergency.numbers[0].service)
    dangers = DANGER_ROLES[several:] if has_danger else DANGER_ROLES[:1]
    ways = (
        _Way(number, danger, line, name, label, is_beside)
        for number, (line, name, label), danger, is_beside in product(
            _list_number_styles(help_, house), lines, dangers, (True, False)
        )
    )
    found = first_that_fits((_arrange(help_, measure, house, way) for way in ways), height)
    board = Board("helpline", house.setting)
    board.place(found, 0, max(0.0, (height - found.height) / 2))
    if found.height > height + 0.5:
        board.oversets.append(Overset("helpline", 1, help_.lead.name or help_.lead.address))
    return board.finish(measure, height)


def _list_number_styles(help_: Help, house: House) -> tuple[TextStyle, ...]:
    """Return the styles of the number of a helpline, or of its address if it has none, the largest first."""
    if help_.lead.number:
        return tuple(map(house.style, NUMBER_ROLES))
    ink = house.style("address-hero").ink
    smaller = (house.style("strip-name", ink), *house.list_smaller("strip-line", ink))
    return (*house.list_smaller("address-hero"), *smaller)


def _arrange(help_: Help, measure: float, house: House, way: _Way) -> Component:
    """Set the helpline with the emergency numbers at the end, or below it in one line."""
    board = Board("helpline", house.setting)
    danger = _set_danger(help_, measure, house, way)
    if way.is_beside:
        apart = danger.width + APART * way.name.size if danger.width else 0.0
        if danger.width > DANGER_SHARE * measure:
            board.oversets.append(Overset("emergency", 1, house.labels["danger"]))
        lead = _set_lead(help_, measure - apart, house, way)
        height = max(lead.height, danger.height)
        board.place(lead, 0, (height - lead.height) / 2)
        board.place(danger, measure - danger.width, (height - danger.height) / 2)
        return board.finish(measure, height)
    lead = _set_lead(help_, measure, house, way)
    board.place(lead, 0, 0)
    board.place(danger, 0, lead.height)
    return board.finish(measure, lead.height + danger.height)


def _set_lead(help_: Help, measure: float, house: House, way: _Way) -> Component:
    """Set the name of the helpline, its number and what is known of it, or the address where there is no number."""
    board, lead = Board("helpline", house.setting), help_.lead
    if not lead.number:
        top = set_clear(board, house.labels["card.address"], way.name, 0.0, measure)
        top += set_clear(board, lead.address, way.number, top, measure)
        return board.finish(measure, top)
    top = set_clear(board, lead.name, way.name, 0.0, measure)
    top += CLEAR * way.number.size
    board.line(lead.number.printed, way.number, 0, top, measure, board.element("P"))
    top += way.number.leading + CLEAR * way.number.size
    known = DOT.join(filter(None, (help.sentence(lead.facts), lead.address)))
    if known:
        top += set_clear(board, known, way.line, top, measure)
    return board.finish(measure, top)


def _set_danger(help_: Help, measure: float, house: House, way: _Way) -> Component:
    """Set the emergency numbers, in a column at the end or in a line; nothing if there are none."""
    board = Board("emergency", house.setting)
    if not (help_.emergency and help_.emergency.numbers):
        return board.finish(0.0, 0.0) if help_.lead.number else _set_local_danger(measure, house, way)
    numbers = help_.emergency.numbers
    shown = numbers if numbers[0].service else numbers[:1]
    if not way.is_beside:
        return _set_danger_line(shown, measure, house, way)
    number, label = house.style(way.danger, align="end"), replace(way.label, align="end")
    rows = [(house.labels[f"service.{item.service}"] if item.service else "", item.printed) for item in shown]
    gap = 0.4 * label.size
    wide = max((_width(service, label, house) + _width(digits, number, house) + gap for service, digits in rows))
    words = compose(house.labels["danger"], label, max(wide, DANGER_SHARE * measure), house.setting)
    width = max(wide, *(line.width for line in words)) + 0.5
    top = set_clear(board, house.labels["danger"], label, 0.0, width)
    for service, digits in rows:
        board.line(digits, number, 0, top, width, board.element("P"))
        if service:
            left = width - _width(digits, number, house) - gap
            board.line(service, label, 0, top + (number.leading - label.leading) / 2, left, board.element("P"))
        top += number.leading
    return board.finish(width, top)


def _set_local_danger(measure: float, house: House, way: _Way) -> Component:
    """Set whom to call in danger where no number is known: beside the address, or below it."""
    board = Board("emergency", house.setting)
    said = f"{house.labels['danger']} {house.labels['danger.local']}"
    style = replace(way.label, align="end") if way.is_beside else way.line
    width = LOCAL_SHARE * measure if way.is_beside else measure
    return board.finish(width, board.paragraph(said, style, 0, 0, width))


def _set_danger_line(shown: tuple[Number, ...], measure: float, house: House, way: _Way) -> Component:
    """Set the emergency numbers below the helpline: the words, then each number in a type of its own."""
    board, label, number = Board("emergency", house.setting), way.label, house.style(way.danger)
    gap, row = 0.4 * label.size, max(number.leading, label.leading)
    x = top = 0.0
    for words, digits in _list_said(shown, house):
        width = _width(words, label, house) + (gap if words and digits else 0.0)
        whole = width + _width(digits, number, house)
        if x and x + whole > measure:
            x, top = 0.0, top + row
        if whole > measure:
            board.oversets.append(Overset("emergency", 1, words))
        board.line(words, label, x, top + (row - label.leading) / 2, width + 0.5, board.element("P"))
        if digits:
            board.line(digits, number, x + width, top + (row - number.leading) / 2, whole, board.element("P"))
        x += whole + 2 * gap
    return board.finish(measure, top + row)


def _list_said(shown: tuple[Number, ...], house: House) -> Iterator[tuple[str, str]]:
    """Yield the words on danger and the numbers, each number with its service; what is on one line stays together."""
    danger = house.labels["danger"]
    if not shown[0].service:
        yield danger, shown[0].printed
        return
    yield danger, ""
    yield from ((house.labels[f"service.{item.service}"], item.printed) for item in shown)


def _width(text: str, style: TextStyle, house: House) -> float:
    return set_line(text, style, house.setting).width if text else 0.0
