"""The emergency pill: whom to call in danger now."""

from collections.abc import Iterator
from itertools import chain
from math import inf

from booklet.geometry import add_lengths, mm
from booklet.text.compose import compose, set_line
from booklet.text.itemise import TextStyle
from booklet.typeset.board import Board, first_that_fits
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.words.manuscript import Help, Number

HEIGHT = mm(15)

ALL_ROLES = ("number-pill", "number-row", "number-row-long")
"""Sizes of emergency numbers that reach every service."""

PILL_ROLES = ("number-row", "number-row-long", "number-pill-long")
"""Sizes of emergency numbers that stand side by side."""


def pill(help_: Help, measure: float, house: House) -> Component:
    """Set whom to call in danger, in the only shape with four round corners; long numbers get a line each."""
    board = Board("emergency", house.setting)
    numbers = help_.emergency.numbers if help_.emergency else ()
    x, end, icon = mm(18), measure - mm(7), mm(8)
    words = _words(numbers, end - x, house)
    height = max(HEIGHT, words.height)
    board.bubble(0, 0, measure, height, "night", HEIGHT / 2, "none")
    board.art("icon-first-aid", mm(6), (height - icon) / 2, icon, icon, "sun")
    board.place(words, x, (height - words.height) / 2)
    return board.finish(measure, height)


def _words(numbers: tuple[Number, ...], room: float, house: House) -> Component:
    """Set the words of the pill; its first words break into lines if numbers of several services need the room."""
    if not numbers:
        return _lines(house.labels["danger.local"], (), room, house)
    if not numbers[0].service:
        ways = (_lines(house.labels["danger.all"], numbers, room, house, role) for role in ALL_ROLES)
        return first_that_fits(chain(ways, _rows(numbers, room, house)), inf)
    words = house.labels["danger"]
    whole = set_line(words, house.style("row", "white"), house.setting).width
    ways = (
        _pill_columns(words, share * whole, numbers, (label, house.style(role, "sun", "middle")), room, house)
        for role in PILL_ROLES
        for label in house.list_smaller("fine", "white", "middle")
        for share in (1.0, 0.75, 0.6)
    )
    return first_that_fits(chain(ways, _rows(numbers, room, house)), inf)


def _lines(line: str, numbers: tuple[Number, ...], room: float, house: House, role: str = "number-pill") -> Component:
    """Set the first words in two lines, and the numbers of all services at the end."""
    board = Board("emergency", house.setting)
    strong, fine = house.style("row", "white"), house.style("fine", "white").bold
    style = house.style(role, "sun", "end")
    printed = " / ".join(f"[{number.printed}](tel:{number.dial})" for number in numbers)
    wide = set_line(printed, style, house.setting).width + 0.5 if printed else 0.0
    left = room - (wide + mm(2) if printed else 0.0)
    rows = len(compose(line, fine, left, house.setting)) if house.floor else 1
    height = max(HEIGHT, strong.leading + rows * fine.leading + mm(2))
    top = (height - strong.leading - rows * fine.leading) / 2
    element = board.element("P")
    board.line(house.labels["danger"], strong, 0, top, left, element)
    if rows > 1:
        board.text(line, fine, 0, top + strong.leading, left, element)
    else:
        board.line(line, fine, 0, top + strong.leading, left, element)
    if printed:
        board.line(printed, style, room - wide, (height - style.leading) / 2, wide, board.element("P"))
    return board.finish(room, height)


def _rows(numbers: tuple[Number, ...], room: float, house: House) -> Iterator[Component]:
    """Yield ways to set each number on its own line, after its service."""
    for role in ("number-row-long", "number-pill-long"):
        for share in (0.4, 0.3, 0.2):
            board = Board("emergency", house.setting)
            strong, label = house.style("row", "white"), house.style("fine", "white")
            style = house.style(role, "sun", "end")
            column = room * share
            height = len(numbers) * style.leading + mm(4)
            lines = compose(house.labels["danger"], strong, column, house.setting)
            top = (height - len(lines) * strong.leading) / 2
            board.text(house.labels["danger"], strong, 0, top, column, board.element("P"))
            left = column + mm(3)
            for place, number in enumerate(numbers):
                _row(board, number, (left, mm(2) + place * style.leading, room - left), (label, style), house)
            yield board.finish(room, max(height, len(lines) * strong.leading))


def _row(
    board: Board,
    number: Number,
    place: tuple[float, float, float],
    styles: tuple[TextStyle, TextStyle],
    house: House,
) -> None:
    """Set a service at the start of a line and its number at the end; a place is an edge, a top and a width."""
    (x, top, room), (label, style) = place, styles
    element, used = board.element("P"), 0.0
    if number.service:
        service = f"*{house.labels[f'service.{number.service}']}*"
        used = board.line(service, label, x, top + (style.leading - label.leading) / 2, room, element) + mm(2)
    board.line(f"[{number.printed}](tel:{number.dial})", style, x + used, top, room - used, element)


def _pill_columns(
    words: str,
    column: float,
    numbers: tuple[Number, ...],
    styles: tuple[TextStyle, TextStyle],
    room: float,
    house: House,
) -> Component:
    """Set words in a column and each number below its service, in columns of one width if all fit in that."""
    board = Board("emergency", house.setting)
    strong = house.style("row", "white")
    label, number = styles
    height = HEIGHT
    lines = compose(words, strong, column + 0.5, house.setting)
    board.text(words, strong, 0, (height - len(lines) * strong.leading) / 2, column + 0.5, board.element("P"))
    left = max(line.width for line in lines) + mm(3)
    top = (height - number.leading - label.leading) / 2 + mm(0.8)
    pairs = [(f"*{house.labels[f'service.{item.service}']}*", f"[{item.printed}](tel:{item.dial})") for item in numbers]
    needed = [
        max(measure_widest([service], label, house), measure_widest([linked], number, house))
        for service, linked in pairs
    ]
    for (service, linked), wide in zip(pairs, _share_room(room - left, needed), strict=True):
        element = board.element("P")
        board.line(service, label, left, top, wide, element)
        board.line(linked, number, left, top + label.leading - mm(0.6), wide, element)
        left += wide
    return board.finish(room, height)


def _share_room(room: float, needed: list[float]) -> list[float]:
    """Return the widths of columns that share a room: equal if that is enough for each, else as each needs.

    >>> _share_room(90, [10, 20, 30]), _share_room(90, [10, 20, 45])
    ([30.0, 30.0, 30.0], [15.0, 25.0, 50.0])
    """
    even = room / len(needed)
    spare = (room - add_lengths(needed)) / len(needed)
    return [even if max(needed) <= even else wide + spare for wide in needed]


def measure_widest(texts: list[str], style: TextStyle, house: House) -> float:
    """Return the width of the widest of some texts."""
    return max(set_line(text, style, house.setting).width for text in texts)
