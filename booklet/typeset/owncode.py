"""The code on a poster that leads to a page of the place where it hangs, above the host of that page."""

from itertools import product
from math import ceil

from booklet.geometry import mm
from booklet.look.brand import Brand
from booklet.text.compose import set_line
from booklet.text.itemise import TextStyle
from booklet.text.markup import isolate_left_to_right
from booklet.typeset import help
from booklet.typeset.board import Board
from booklet.typeset.house import House
from booklet.typeset.placed import Component, Overset
from booklet.values import replace
from booklet.words.manuscript import Contact

OWN_CODE = "own-code"
"""The block of an overset that is the code of a place, or its host."""

TILE, ROOM = mm(54), mm(60)
"""The room of the code, and that of the host below it, which is a little wider."""

OWN_TOP, OWN_TILE = mm(5), mm(50)
"""How far down in the strip the code stands, and how large it is with its white ground."""

AIR = mm(1)


def own_code(brand: Brand, lead: Contact, house: House, share: float = 1.0) -> Component:
    """Set the code, and below it the whole host on one line, or on two that part at a dot.

    `share` is how much smaller or larger it is than on a poster on A3.
    """
    wide, room, tile = TILE * share, ROOM * share, OWN_TILE * share
    board = Board(OWN_CODE, house.setting)
    code = help.code(replace(lead, link=brand.web), tile, house)
    board.place(replace(code, oversets=()), (wide - tile) / 2, 0)
    top = tile + AIR * share
    ways = list(product(_part_host(brand.host), house.list_smaller("host", align="middle")))
    lines, style = next((way for way in ways if _measure_widest(*way, house) <= room), ways[-1])
    over = max(0.0, 1 - room / _measure_widest(lines, style, house))
    if code.oversets or over:
        board.oversets.append(Overset(OWN_CODE, ceil(over * len(brand.host)), brand.web, brand.where))
    element = board.element("P")
    for line in lines:
        board.line(isolate_left_to_right(line), style, (wide - room) / 2, top, room, element)
        top += style.leading
    return board.finish(wide, top)


def _part_host(host: str) -> list[tuple[str, ...]]:
    """Return a host on one line, and on two of which the longer one is as short as possible.

    >>> _part_host("www.school.example")
    [('www.school.example',), ('www.school', '.example')]
    """
    dots = [place for place, letter in enumerate(host) if letter == "."]
    middle = min(dots, key=lambda place: max(place, len(host) - place))
    return [(host,), (host[:middle], host[middle:])]


def _measure_widest(lines: tuple[str, ...], style: TextStyle, house: House) -> float:
    return max(set_line(isolate_left_to_right(line), style, house.setting).width for line in lines)
