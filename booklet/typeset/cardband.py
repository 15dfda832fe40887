"""The foot of a tip card's back: the helpline on Sun."""

from booklet.geometry import mm
from booklet.text.compose import compose, set_line
from booklet.text.itemise import TextStyle
from booklet.typeset import shapes
from booklet.typeset.board import DOT, Board, first_style_that_fits, first_that_fits
from booklet.typeset.brief import Brief
from booklet.typeset.house import House
from booklet.typeset.placed import Component, Overset
from booklet.values import replace
from booklet.words.manuscript import Help

EDGE = mm(4)
"""How far words of a card stay away from where it is cut: small trims move more under the knife than large ones."""

AIR = mm(0.2)
"""The least that words keep from the band and in it; the lines have air of their own."""

ABOVE_BAND = mm(1.2)
"""What they keep from it as long as type can give way."""


def is_tall(brief: Brief) -> bool:
    """Tell whether a card is upright: then faces stand below its words, and lists below one another."""
    return brief.trim.height > brief.trim.width


def is_narrow(brief: Brief) -> bool:
    """Tell whether the helpline has no room beside its sign, so that it stands below it."""
    return brief.trim.width < mm(70)


def helpline_band(board: Board, brief: Brief, help_: Help, house: House, tall: float, least: float) -> float:
    """Draw the foot of the back, the helpline on Sun, and return its height.

    It is as tall as its words need, with their distance from the edge, and not lower than `least`.
    """
    width, height, bleed = brief.trim.width, brief.trim.height, brief.bleed
    radius, icon = mm(3.75), mm(4.6)
    x = mm(5) if is_narrow(brief) else mm(5) + 2 * radius + mm(2.5)
    above = 2 * radius + mm(5) if is_narrow(brief) else 0.0
    room = width - mm(5) - x
    words = _number(brief, help_, room, house, tall) if help_.lead.number else _address(help_, room, house, tall)
    deep = max(least, above + words.height + AIR + EDGE)
    top = height - deep
    middle = top + min(deep / 2, max((deep - EDGE) / 2, deep - EDGE - AIR - words.height / 2))
    place = middle - words.height / 2
    if above:
        middle, place = top + mm(2.5) + radius, top + above
    board.area(-bleed, top, width + 2 * bleed, deep + bleed, "sun")
    board.fill(shapes.disc(mm(5) + radius, -middle, radius), "night")
    name = "phone-fill" if help_.lead.number else "globe-simple"
    board.art(f"icon-{name}", mm(5) + radius - icon / 2, middle - icon / 2, icon, icon, "sun")
    board.place(words, x, place)
    return deep


def _number(brief: Brief, help_: Help, room: float, house: House, tall: float) -> Component:
    """Set number and words side by side, or long words below the number.

    If the name fills the band, facts about the helpline are left out, then the note on the call takes its short form;
    the booklet has both.
    """
    name, facts = help_.lead.name, help_.lead.facts
    full, short = brief.notes[:1], brief.notes[1:]
    everything = DOT.join((name, *facts))
    above = _set_above if is_narrow(brief) else _set_beside
    ways = [above(full, help_, everything, room, house, role) for role in ("number", "number-long")]
    below = [_set_below(full, help_, words, room, house) for words in (everything, name)]
    is_squeezed = not is_narrow(brief) and _is_crowded(everything, help_, room, house)
    if is_squeezed and below[0].height <= ways[0].height:
        ways.insert(0, below.pop(0))
    ways += [*below, _set_below(short, help_, name, room, house)]
    brief_words, small_roles = DOT.join((name, *short)), ("number-above", "number-least")
    ways += [_set_below((), help_, brief_words, room, house, role) for role in small_roles]
    ways += [_set_beside((), help_, brief_words, room, house, role, "small-long") for role in small_roles]
    chosen = first_that_fits(ways, tall)
    if chosen.height > tall:
        return replace(chosen, oversets=(Overset("helpline", 1, help_.lead.name),))
    return chosen


def _set_beside(
    notes: tuple[str, ...], help_: Help, name: str, room: float, house: House, role: str, small_role: str = "small"
) -> Component:
    board = Board("helpline", house.setting)
    number, small = house.style(role), house.style(small_role, align="end")
    printed = help_.lead.numbers[0].printed
    wide, column = _measure_beside(printed, number, room, house)
    words = Board("helpline", house.setting)
    top = words.dotted(name, small, 0, 0, column)
    for note in notes:
        top += words.paragraph(note, small, 0, top, column)
    height = max(top, number.leading)
    board.line(printed, number, 0, (height - number.leading) / 2, wide + 1, board.element("P"))
    board.place(words.finish(column, top), room - column, (height - top) / 2)
    return board.finish(room, height)


MOST_LINES = 2
"""Lines that words take beside a number at most, if they have room below it."""


def _is_crowded(words: str, help_: Help, room: float, house: House) -> bool:
    """Tell whether name and facts are squeezed into too many lines beside the number."""
    _, column = _measure_beside(help_.lead.numbers[0].printed, house.style("number"), room, house)
    return len(compose(words, house.style("small", align="end"), column, house.setting)) > MOST_LINES


def _measure_beside(printed: str, number: TextStyle, room: float, house: House) -> tuple[float, float]:
    """Return the width of a number, and that of the column beside it."""
    wide = set_line(printed, number, house.setting).width
    return wide, max(room - wide - mm(2), mm(10))


def _set_above(notes: tuple[str, ...], help_: Help, words: str, room: float, house: House, role: str) -> Component:
    """Set the number, and all words below it."""
    board = Board("helpline", house.setting)
    number, small = house.style(role), house.style("small")
    board.line(help_.lead.numbers[0].printed, number, 0, 0, room, board.element("P"))
    top = number.leading
    for line in (words, *notes):
        top += board.dotted(line, small, 0, top, room)
    return board.finish(room, top)


def _set_below(
    notes: tuple[str, ...], help_: Help, words: str, room: float, house: House, role: str = "number-above"
) -> Component:
    board = Board("helpline", house.setting)
    number, small, printed = house.style(role), house.style("small-long"), help_.lead.numbers[0].printed
    _, column = _measure_beside(printed, number, room, house)
    remarks = Board("helpline", house.setting)
    beside = 0.0
    for note in notes:
        beside += remarks.paragraph(note, house.style("small-long", align="end"), 0, beside, column)
    top = max(number.leading, beside)
    board.line(printed, number, 0, (top - number.leading) / 2, room, board.element("P"))
    board.place(remarks.finish(column, beside), room - column, (top - beside) / 2)
    top += board.dotted(words, small, 0, top, room)
    return board.finish(room, top)


def _address(help_: Help, room: float, house: House, tall: float) -> Component:
    """Set a line about the address, and the address itself, in smaller letters if it is long or the band is low."""
    smaller = house.list_smaller("address")
    ways = [
        _set_address(help_, room, house, "small", smaller),
        _set_address(help_, room, house, "small-long", smaller[-1:]),
    ]
    chosen = first_that_fits(ways, tall)
    if chosen.height > tall:
        return replace(chosen, oversets=(Overset("helpline", 1, help_.lead.name),))
    return chosen


def _set_address(help_: Help, room: float, house: House, small_role: str, styles: tuple[TextStyle, ...]) -> Component:
    board = Board("helpline", house.setting)
    top = board.paragraph(house.labels["card.address"], house.style(small_role), 0, 0, room)
    words = help_.lead.address
    style = first_style_that_fits(words, styles, room, mm(4.6), house.setting)
    top += board.paragraph(words, style, 0, top, room)
    return board.finish(room, top)
