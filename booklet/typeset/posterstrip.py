"""The strip at the foot of a poster: the helpline as large as there is room, danger beside it, and the QR code."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from booklet.geometry import mm
from booklet.text.compose import compose, set_line
from booklet.text.itemise import TextStyle
from booklet.typeset import help
from booklet.typeset.board import DOT, Board, baseline_drop, break_between, first_style_that_fits, first_that_fits
from booklet.typeset.brief import Brief
from booklet.typeset.house import House
from booklet.typeset.owncode import OWN_TOP, own_code
from booklet.typeset.placed import Component, Overset, texts_of
from booklet.typeset.reach import reach
from booklet.values import replace
from booklet.words.manuscript import Help, Number

PAD = mm(5.5)
"""What the strip keeps free at its head at least."""

FOOT = mm(3.5)
"""What the last line of the strip keeps away from the edge."""

ABOVE_BRAND = mm(1)
"""What the words keep away from a partner's name at the foot of the strip."""

NOTE, NOTE_BESIDE = mm(110), mm(60)
"""How wide the note on the numbers may be, and how wide it is beside a partner's name."""

ABOVE_NOTE = mm(1.5)
"""What the words keep away from that note."""

DANGER_ROOM = mm(64)

DANGER_APART = mm(8)
"""What is between the helpline and the emergency numbers."""

TOLERANCE = 0.5
"""Points by which words may be taller than their room."""

TILE = mm(54)
"""The side of the QR code with its white ground."""

NUMBER_ROLES = (
    "number-vast", "number-huge", "number-hero", "number-large", "number-long", "number-middle", "number-small",
    "number-least",
)  # fmt: skip
"""Sizes of the helpline's number, the largest first."""

ADDRESS_ROLES = (
    ("address-hero", "strip-name", "strip-line"),
    ("address-hero", "strip-line", "danger-service"),
    ("strip-name", "strip-line", "strip-line"),
    ("strip-line", "danger-service", "strip-line"),
    ("strip-line", "danger-service", "danger-service"),
)
"""Sizes of words, address and whom to call in danger where no helpline has a number, the largest first."""

DANGER_ROLES = ("number-danger", "number-several", "number-danger-long")
"""Sizes of the emergency numbers."""


def strip_top(brief: Brief) -> float:
    """Return where the strip at the foot begins."""
    return brief.trim.height - brief.margins.foot


def strip(board: Board, brief: Brief, house: House, words: Component) -> None:
    """Draw the foot: words, and at the end a QR code."""
    assert brief.help is not None
    width, height, bleed, margin = brief.trim.width, brief.margins.foot, brief.bleed, brief.margins.outer
    top, lead = strip_top(brief), brief.help.lead
    board.area(-bleed, top, width + 2 * bleed, height + bleed, "night")
    if brief.brand.web:
        board.place_own(own_code(brief.brand, lead, house), width - margin - TILE, top + OWN_TOP)
    elif help.target(lead):
        board.place(help.code(lead, TILE, house), width - margin - TILE, top + (height - TILE) / 2)
    board.place(words, margin, top + PAD)


def foot_words(brief: Brief, help_: Help, house: House) -> Component:
    """Set the words beside the QR code: the helpline, the emergency numbers at the end, the facts about them.

    The note says until when numbers hold, and with which code to ask, in the longest of its forms for which the
    helpline's number keeps its size; if none does, the number comes first and the note goes without.
    """
    without, *others = (_set_foot(notes, brief, help_, house) for notes in _list_notes(brief))
    calm = (way for way in others if not way.oversets and _largest(way) == _largest(without))
    return next(calm, without)


def _list_notes(brief: Brief) -> Iterator[tuple[str, ...]]:
    """Yield what may be said of numbers: when they were checked; then also until when they hold, the longest first."""
    yield brief.notes[:1]
    yield from ((brief.notes[0], release) for release in brief.notes[1:])


def _largest(words: Component) -> float:
    """Return the size of the largest type in words."""
    return max(run.size for text in texts_of(words.items) for run in text.line.runs)


def _set_foot(notes: tuple[str, ...], brief: Brief, help_: Help, house: House) -> Component:
    board = Board("helpline", house.setting)
    edge = brief.trim.width - 2 * brief.margins.outer - TILE - mm(8)
    whole = brief.margins.foot - PAD - FOOT
    note = _note(notes, brief, house)
    room = whole - (note.height + ABOVE_NOTE if note.height else 0.0)
    if _is_branded(brief) and brief.slot:
        room = min(room, brief.slot.top - strip_top(brief) - PAD - ABOVE_BRAND)
    danger = _danger(help_, house)
    words = (_number if help_.lead.number else _address)(help_, _Room(edge, room, danger), house)
    top = max(0.0, (room - words.height) / 2)
    board.place(words, 0, top)
    board.place(danger, edge - danger.width, min(top, mm(3)))
    board.place(note, edge - note.width, whole - note.height)
    return board.finish(edge, whole)


def _is_branded(brief: Brief) -> bool:
    return bool(brief.slot and (brief.brand.name or brief.brand.logo))


def _note(notes: tuple[str, ...], brief: Brief, house: House) -> Component:
    """Set what is said of the numbers, at the end of the strip; a partner's name stands before it."""
    measure = NOTE_BESIDE if _is_branded(brief) else NOTE
    board, style = Board("checked", house.setting), house.style("fine", align="end")
    top = 0.0
    for note in notes:
        top += board.paragraph(note, style, 0, top, measure)
    return board.finish(measure, top)


class _Room(NamedTuple):
    """The room of words in the strip: its width, its height, and the emergency numbers in its upper end corner."""

    width: float
    height: float
    danger: Component

    @property
    def beside(self) -> float:
        """The width beside the emergency numbers."""
        return self.width - (self.danger.width + DANGER_APART if self.danger.width else 0.0)

    def measure_at(self, top: float) -> float:
        """Return how wide a line may be that begins so far down."""
        return self.width if top >= self.danger.height else self.beside


def _report_height(words: Component, height: float, about: str) -> Component:
    """Return words, overset if they are taller than the strip."""
    if words.height <= height + TOLERANCE:
        return words
    return replace(words, oversets=(*words.oversets, Overset("helpline", 1, about)))


def _number(help_: Help, room: _Room, house: House) -> Component:
    """Set the helpline, its number as large as possible, and the facts about it on one line if they fit."""
    lead = help_.lead
    facts = help.sentence(lead.facts)
    known = tuple(part for part in (facts, lead.address) if part)
    joined = (True, False) if len(known) > 1 else (False,)
    below = (False, True) if room.danger.height else (False,)
    ways = (_Way(*way) for way in product(NUMBER_ROLES, below, joined, house.list_smaller("strip-line")))
    words = first_that_fits((_number_set(help_, known, room, house, way) for way in ways), room.height)
    return _report_height(words, room.height, lead.name)


class _Way(NamedTuple):
    """A way to set a helpline: the role of its number, whether that stands below danger, its facts on one line."""

    role: str
    is_below: bool
    is_joined: bool
    line: TextStyle


def _number_set(help_: Help, known: tuple[str, ...], room: _Room, house: House, way: _Way) -> Component:
    """Set a helpline; its number stands beside the emergency numbers, or as wide as the strip below them."""
    board = Board("helpline", house.setting)
    lead = help_.lead
    top = set_clear(board, lead.name, house.style("strip-name"), 0.0, room.beside)
    if way.is_below:
        top = max(top, room.danger.height)
    for number in lead.numbers[:1]:
        style = house.style(way.role)
        board.line(number.printed, style, 0, top, room.measure_at(top), board.element("P"))
        top += style.leading
    if way.is_joined:
        joined = DOT.join(known)
        if _width(joined, way.line, house) > room.measure_at(top):
            board.oversets.append(Overset("helpline", 1, joined))
        known = (joined,)
    for said in known:
        top += set_clear(board, said, way.line, top, room.measure_at(top))
    return board.finish(room.width, top)


def set_clear(board: Board, words: str, style: TextStyle, top: float, measure: float) -> float:
    """Set words clear of what is above and below them, how far ever their marks reach, and return their height.

    Lines of short parts with dots between them end as those of `Board.dotted` do.
    """
    parts = [
        compose(part, style, measure, board.setting) for part in break_between(words, style, measure, board.setting)
    ]
    if not parts[0]:
        return 0.0
    drop, element = baseline_drop(style), board.element("P")
    height = max(0.0, reach(parts[0][0])[0] - drop) if top else 0.0
    for lines in parts:
        height += board.lines(lines, style, 0, top + height, measure, element)
    return height + max(0.0, -reach(parts[-1][-1])[1] - (style.leading - drop))


def _address(help_: Help, room: _Room, house: House) -> Component:
    words = first_that_fits((_address_set(help_, room.beside, house, *roles) for roles in ADDRESS_ROLES), room.height)
    return _report_height(words, room.height, help_.lead.address)


def _address_set(help_: Help, room: float, house: House, title: str, role: str, danger_role: str) -> Component:
    """Set the address of a helpline; emergency numbers stand beside it, or below it if no number is known."""
    board = Board("helpline", house.setting)
    top = board.paragraph(house.labels["card.address"], house.style(title), 0, 0, room) + mm(1)
    top += board.paragraph(help_.lead.address, house.style(role), 0, top, room)
    if not help_.emergency:
        danger = f"{house.labels['danger']} {house.labels['danger.local']}"
        top += mm(3) + board.paragraph(danger, house.style(danger_role), 0, top + mm(3), room)
    return board.finish(room, top)


def _danger(help_: Help, house: House) -> Component:
    """Set the emergency numbers in a column as wide as they need; nothing if there are none."""
    if not (help_.emergency and help_.emergency.numbers):
        return Board("emergency", house.setting).finish(0.0, 0.0)
    several = bool(help_.emergency.numbers[0].service)
    titles = house.list_smaller("danger", align="end")
    words = house.labels["danger"]
    title = first_style_that_fits(words, titles, DANGER_ROOM, titles[0].leading, house.setting)
    widest = max(DANGER_ROOM, _width(words, title, house) + 0.5)
    ways = [_danger_set(help_.emergency.numbers, house, title, role) for role in DANGER_ROLES[several:]]
    return next((way for way in ways if way.width <= widest), ways[-1])


def _danger_set(numbers: tuple[Number, ...], house: House, title: TextStyle, role: str) -> Component:
    board = Board("emergency", house.setting)
    number = house.style(role, align="end")
    label = house.style("danger-service", align="end")
    shown = numbers if numbers[0].service else numbers[:1]
    services = [house.labels[f"service.{item.service}"] if item.service else "" for item in shown]
    columns = [_width(service, label, house) for service in services]
    wide = [_width(item.printed, number, house) for item in shown]
    rows = [a + b + (mm(2) if a else 0.0) for a, b in zip(columns, wide, strict=True)]
    room = max(_width(house.labels["danger"], title, house), *rows) + 0.5
    top = board.paragraph(house.labels["danger"], title, 0, 0, room)
    for item, service, column, digits in zip(shown, services, columns, wide, strict=True):
        board.line(item.printed, number, 0, top, room, board.element("P"))
        if service:
            middle = top + (number.leading - label.leading) / 2
            left = room - digits - mm(2) - column - 0.5
            board.line(service, label, left, middle, column + 0.5, board.element("P"))
        top += number.leading
    return board.finish(room, top)


def _width(text: str, style: TextStyle, house: House) -> float:
    return set_line(text, style, house.setting).width if text else 0.0
