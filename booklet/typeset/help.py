"""Where to get help: the strip, the helpline card and the rows of the directory.

Each can be set with a number, or with an address alone for countries without a number.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from booklet.facts.phone import NBSP
from booklet.geometry import Path, Rect, mm
from booklet.text.compose import compose, set_line
from booklet.text.fonts import Setting
from booklet.text.itemise import TextStyle
from booklet.typeset import shapes
from booklet.typeset.board import DOT, Board, first_that_fits
from booklet.typeset.house import House
from booklet.typeset.pill import measure_widest
from booklet.typeset.placed import Component, Fill, Overset
from booklet.typeset.qr import qr_code
from booklet.typeset.reach import find_highest, find_lowest
from booklet.words.manuscript import Contact, Number

STRIP_HEIGHT = mm(12)

CLEAR = mm(0.5)
"""What letters keep from the edges of the strip and from the letters of another line, where it has room."""

ICONS = {
    "helpline": "phone-call",
    "crisis": "heart",
    "hotline": "flag",
    "removal": "eraser",
    "police": "shield-star",
    "self": "ear",
    "support": "handshake",
    "finder": "globe-simple",
}

ROW_PADS = {7.5: 2.25, 6.0: 1.9, 4.5: 1.5}
"""Millimetres above and below a row, by the gap the page can afford; a page of few rows has more."""

REPORTED_TO = frozenset({"hotline", "removal", "police"})
"""Kinds of places to which people write at an address, even if they have a number."""

TIGHTEST_PAD = 0.5
"""The pad that is left when the page has nothing else to give."""

FEW_ROWS = 4
FEW_ROWS_PAD = 4.0

NUMBER_SHARE = 0.35
"""A number wider than this share of a row is set smaller, still half again as large as the text."""

SHARE = 0.48
"""An address wider than this share of a row stands below its words instead of at their end."""


def target(contact: Contact) -> str:
    """Return the link of a contact: to its number, else to its address."""
    return f"tel:{contact.number.dial}" if contact.number else contact.link


def strip(lead: Contact, width: float, bleed: float, house: House) -> Component:
    """Set the help strip, from the inner margin into the bleed, leaving room for the page number."""
    board = Board("help-strip", house.setting)
    board.fill(shapes.rounded_rectangle(Rect(0, -STRIP_HEIGHT, width, STRIP_HEIGHT), (mm(6), 0, 0, 0)), "sun")
    room = width - bleed - mm(14) - mm(10)
    _strip_disc(board, "phone-fill" if lead.number else "globe-simple")
    if lead.number:
        _strip_number(board, lead, room, house)
    else:
        _strip_address(board, lead, room, house)
    board.link(0, 0, width - bleed, STRIP_HEIGHT, target(lead), -1)
    return board.finish(width, STRIP_HEIGHT)


def _strip_disc(board: Board, icon: str) -> None:
    radius = mm(4)
    board.fill(shapes.disc(mm(7), -STRIP_HEIGHT / 2, radius), "night")
    board.art(f"icon-{icon}", mm(4.5), (STRIP_HEIGHT - mm(5)) / 2, mm(5), mm(5), "sun")


ARRANGEMENTS = (
    ("strip-name", "number-strip", "label", True),
    ("strip-name", "number-strip", "motto", True),
    ("strip-name", "number-strip", "label", False),
    ("strip-name", "number-strip", "motto", False),
    ("strip-name-long", "number-strip", "motto", False),
    ("strip-name-long", "number-strip-long", "motto", False),
    ("strip-name-long", "number-strip-long", "", False),
)
"""Ways to share the strip, tried in order: roles of name, number and motto ("": none), whether what is known is said.

What is known of a helpline always stands on its card; on the strip it gives way to a long name.
"""


def _strip_number(board: Board, lead: Contact, room: float, house: House) -> None:
    parts = (_strip_parts(lead, room - mm(13.5), house, *arrangement) for arrangement in ARRANGEMENTS)
    chosen = first_that_fits(parts, STRIP_HEIGHT)
    if chosen.height > STRIP_HEIGHT:
        board.oversets.append(Overset(board.block, 1, lead.name))
    board.place(chosen, mm(13.5), (STRIP_HEIGHT - chosen.height) / 2)


def _strip_parts(
    lead: Contact, room: float, house: House, name_role: str, number_role: str, motto_role: str, says_facts: bool
) -> Component:
    """Set name and facts at the start, the number in the middle, and the motto at the end."""
    board = Board("help-strip", house.setting)
    name, number, motto = house.style(name_role), house.style(number_role), house.style(motto_role or "motto")
    printed = lead.number.printed if lead.number else ""
    said = house.labels["strip.motto"] if motto_role else ""
    whole = set_line(said, motto, house.setting).width if said else 0.0
    measure = whole + 1 if motto_role == "label" else whole * 0.6
    mottos = compose(said, motto, measure, house.setting) if said else ()
    motto_width = max((line.width for line in mottos), default=0.0)
    number_width = set_line(printed, number, house.setting).width
    column = room - number_width - motto_width - 2 * mm(3)
    words = _strip_words(lead, max(column, mm(10)), house, name, says_facts)
    height = max(words.height, number.leading, len(mottos) * motto.leading)
    board.place(words, 0, _middle_of(words) - (STRIP_HEIGHT - height) / 2)
    at = words.width + (room - words.width - number_width - motto_width) / 2
    board.line(f"{printed} ", number, at, (height - number.leading) / 2, number_width + 1)
    top = (height - len(mottos) * motto.leading) / 2
    board.text(said, motto, room - motto_width, top, motto_width + 0.5)
    return board.finish(room, height)


def _middle_of(words: Component) -> float:
    """Return how far down words stand on the strip: in its middle, or so that letters keep away from both its edges.

    Marks of tall scripts reach beyond the boxes of their lines.
    """
    top = (STRIP_HEIGHT - words.height) / 2
    above = top - find_highest(words.items, {})
    below = STRIP_HEIGHT - top + find_lowest(words.items)
    return top if min(above, below) >= CLEAR else top + (below - above) / 2


def _strip_words(lead: Contact, measure: float, house: House, name: TextStyle, says_facts: bool) -> Component:
    """Set the name, and the facts below it, as narrow as possible."""
    board = Board("help-strip", house.setting)
    fine, facts = house.style("strip-fine"), DOT.join(lead.facts) if says_facts else ""
    top = board.text(f"{lead.name} ", name, 0, 0, measure)
    widest = max((line.width for line in compose(lead.name, name, measure, house.setting)), default=0.0)
    if facts:
        widest = max(widest, board.line(f"{facts} ", fine, 0, top, measure))
        top += fine.leading
    return board.finish(min(widest, measure), top)


def _strip_address(board: Board, lead: Contact, room: float, house: House) -> None:
    """Set whose address it is, and the address."""
    x = mm(13.5)
    chosen = first_that_fits(_address_ways(lead, room - x, house), STRIP_HEIGHT)
    board.place(chosen, x, _middle_of(chosen))


def _address_ways(lead: Contact, room: float, house: House) -> Iterator[Component]:
    """Yield ways to set an address, of which the first that fits is best; long words lose the motto.

    It stands alone where the letters of two lines, even of small ones, are taller than the strip.
    """
    said = house.labels["strip.address"]
    for words, address in zip(house.list_smaller("strip-fine"), house.list_smaller("address-strip"), strict=True):
        yield _strip_lines(f"*{house.labels['strip.motto']}* {said}", lead, room, words, address, house)
        yield _strip_lines(said, lead, room, words, address, house)
    alone, address = Board("help-strip", house.setting), house.style("address-strip")
    alone.line(lead.address, address, 0, 0, room)
    yield alone.finish(room, address.leading)


def _strip_lines(
    said: str, lead: Contact, room: float, words: TextStyle, address: TextStyle, house: House
) -> Component:
    """Set two lines, closer together if their letters would stand too near the edges of the strip.

    Letters that would stand outside it even then are an overset.
    """
    board, lower = Board("help-strip", house.setting), Board("help-strip", house.setting)
    board.line(said, words, 0, 0, room)
    lower.line(lead.address, address, 0, 0, room)
    between = words.leading + find_lowest(board.items) - find_highest(lower.items, {})
    letters = words.leading + find_highest(board.items, {}) - find_lowest(lower.items)
    closer = max(0.0, min(between - CLEAR, letters + 2 * CLEAR - STRIP_HEIGHT))
    board.end_with_space(-1)
    board.place(lower.finish(room, address.leading), 0, words.leading - closer)
    if letters - closer > STRIP_HEIGHT:
        board.oversets.append(Overset(board.block, 1, lead.address))
    return board.finish(room, min(words.leading + address.leading - closer, STRIP_HEIGHT))


def helpline_card(lead: Contact, width: float, height: float, house: House, ground: str = "sun") -> Component:
    """Set the card: the name, the number as large as possible, the facts, and a QR code."""
    board = Board("helpline-card", house.setting)
    if ground == "sun":
        board.fill(_card_shape(width, height), "sun")
    pad = mm(6) if ground == "sun" else 0.0
    has_code = bool(target(lead))
    limit = height - (mm(3) if ground == "sun" else 0.0)
    tiles = _tiles(height, ground, house.scale) if has_code else (0.0,)
    ways = (way for tile in tiles for way in _card_ways(lead, width - 2 * pad - tile - mm(4), house, ground))
    words = first_that_fits(ways, limit)
    if not lead.number and (words.height > limit or words.oversets):
        narrow = [_set_address_below(lead, width, house, title) for title in house.list_smaller("banner-title", "sun")]
        found = first_that_fits(narrow, height)
        if ground == "night" and has_code and found.height <= height and not found.oversets:
            board.place(found, 0, (height - found.height) / 2)
            return board.finish(width, height)
    tile = width - 2 * pad - mm(4) - words.width
    board.place(words, pad, (height - words.height) / 2)
    if words.height > limit:
        board.oversets.append(Overset("helpline-card", 1, lead.name))
    if has_code and tile > height + 0.5:
        board.oversets.append(Overset("helpline-card", 1, "the QR code"))
    if has_code:
        board.place(code(lead, tile, house), width - pad - tile, (height - tile) / 2)
    return board.finish(width, height)


def outline_card(card: Component, house: House) -> Component:
    """Return a card with a line around it, which holds it together on a white page."""
    board = Board("helpline-card", house.setting)
    board.begin(card)
    board.stroke(_card_shape(card.width, card.height), "night", CARD_LINE)
    return board.finish(card.width, card.height)


def _card_shape(width: float, height: float) -> Path:
    return shapes.bubble(Rect(0, -height, width, height), mm(6), "bottom-start")


CARD_LINE = mm(0.6)

LEAST_CODE = mm(25)
"""A smaller QR code is not read by every phone."""

NUMBER_ROLES = ("number-hero", "number-long", "number-small", "number-row", "number-row-long")
"""Sizes of the number of a card, the largest first; the smallest is still half again as large as the words below it."""

SMALLEST_MODULE = mm(0.5)
"""A module of a QR code that a cheap camera reads from a cheap print (print sheet, section 5)."""


def _card_ways(lead: Contact, room: float, house: House, ground: str) -> Iterator[Component]:
    """Yield the ways to set a card, the most generous first: its words shrink first, then its number."""
    if not lead.number:
        for title in house.list_smaller("banner-title", house.on(ground).title):
            yield _card_address(lead, room, house, ground, title)
        return
    roles = ("strong", "fine") if ground == "sun" else ("fine",)
    known = _list_known(lead, ground, house)
    for number, role in product(NUMBER_ROLES, roles):
        yield _card_number(lead, known, room, house.of_type, ground, role, number)


def _list_known(lead: Contact, ground: str, house: House) -> tuple[str, ...]:
    """Return the facts about a helpline in lines: one on the help page; on the card also other numbers and ways."""
    if ground != "sun":
        return (DOT.join(part for part in (sentence(lead.facts), lead.address) if part),)
    letters = [number.letters for number in lead.numbers if number.letters]
    local = [number.local for number in lead.numbers if number.local]
    others = " / ".join((*local, *letters, *(number.printed for number in lead.numbers[1:])))
    return (DOT.join(part for part in (others, sentence(lead.facts)) if part), _describe_online(lead, house))


@lru_cache(maxsize=128)
def _card_number(
    lead: Contact, lines: tuple[str, ...], room: float, house: House, ground: str, role: str, number_role: str
) -> Component:
    """Set name, number and facts."""
    board = Board("helpline-card", house.setting)
    inks = house.on(ground)
    style, fine = house.style(role, inks.text), house.style("fine", inks.text)
    top = board.paragraph(lead.name, style.bold, 0, 0, room)
    top += _hero(board, lead.numbers[0], top, room, house.style(number_role, inks.title))
    for place, text in enumerate(lines):
        top += board.dotted(text, fine if place else style.bold, 0, top, room) if text else 0.0
    return board.finish(room, top)


def _hero(board: Board, number: Number, top: float, room: float, style: TextStyle) -> float:
    """Set a number with a link, and return its height."""
    element = board.element("Link", board.element("P"))
    board.link(0, top, room, style.leading, f"tel:{number.dial}", element)
    board.line(number.printed, style, 0, top, room, element)
    return style.leading


def _describe_online(lead: Contact, house: House) -> str:
    """Return where and how the helpline is found online; no line ends inside its address, as if hyphenated."""
    ways, address = sentence((lead.chat,)), lead.address.replace("-", "-\u2060")
    online = _say_where(ways, address, house) if ways and address else ways or address
    return DOT.join(part for part in (lead.direct, online) if part)


def sentence(facts: tuple[str, ...]) -> str:
    """Return facts as a line that begins with a capital."""
    joined = DOT.join(facts)
    return joined[:1].upper() + joined[1:]


def _card_address(lead: Contact, room: float, house: House, ground: str, title: TextStyle) -> Component:
    board = Board("helpline-card", house.setting)
    inks = house.on(ground)
    text = house.style("fine" if ground == "sun" else "night-text", inks.text)
    top = board.paragraph(house.labels["card.address"], title, 0, 0, room) + mm(1)
    top += board.paragraph(house.labels["card.address.line"], text, 0, top, room) + mm(1)
    element = board.element("Link", board.element("P"))
    address = house.style("address-row", inks.text)
    height = board.text(lead.address, address, 0, top, room, element)
    board.link(0, top, room, height, lead.link, element)
    return board.finish(room, top + height)


def _set_address_below(lead: Contact, width: float, house: House, title: TextStyle) -> Component:
    """Set where to find a helpline on Night, its address below words and code: it is too wide to stand beside that."""
    board = Board("helpline-card", house.setting)
    text, room = house.style("fine", "white"), width - LEAST_CODE - mm(4)
    words = Board("helpline-card", house.setting)
    high = words.paragraph(house.labels["card.address"], title, 0, 0, room) + mm(0.6)
    high += words.paragraph(house.labels["card.address.line"], text, 0, high, room)
    tall = max(high, LEAST_CODE)
    board.place(words.finish(room, high), 0, (tall - high) / 2)
    board.place(code(lead, LEAST_CODE, house), width - LEAST_CODE, (tall - LEAST_CODE) / 2)
    top = tall + mm(1)
    element = board.element("Link", board.element("P"))
    address = house.style("address-row", "white")
    height = board.text(lead.address, address, 0, top, width, element)
    board.link(0, top, width, height, lead.link, element)
    return board.finish(width, top + height)


def _tiles(height: float, ground: str, scale: float) -> tuple[float, ...]:
    """Return the sizes that the tile of a code may have; it is the last to make room for a long number.

    On a smaller page it is larger before scaling, since a camera reads no smaller code.
    """
    usual = mm(31.2) if scale >= 1 else mm(36)
    largest = min(mm(36), height - mm(6)) if ground == "sun" else min(usual, max(LEAST_CODE, height))
    return tuple(dict.fromkeys((largest, min(largest, mm(27)))))


def code(contact: Contact, tile: float, house: House) -> Component:
    """Set the QR code of a contact's address."""
    return address_code(contact.link or target(contact), tile, house)


def address_code(address: str, tile: float, house: House) -> Component:
    """Set a QR code of an address on a white tile that leaves four modules around it (ISO/IEC 18004)."""
    alt = house.labels["alt.qr"].replace("{address}", address)
    return _code(address, alt, tile, house.scale, house.setting)


@lru_cache(maxsize=32)
def _code(address: str, alt: str, tile: float, scale: float, setting: Setting) -> Component:
    board = Board("qr", setting)
    modules = qr_code(address, "m")
    size = tile * len(modules) / (len(modules) + 8)
    if size / len(modules) * scale < SMALLEST_MODULE:
        board.oversets.append(Overset("qr", 0, address))
    board.fill(shapes.rounded_rectangle(Rect(0, -tile, tile, tile), (mm(3),) * 4), "white")
    inset = (tile - size) / 2
    box = Rect(inset, -tile + inset, size, size)
    dark = Fill(shapes.qr_path(modules, box), "black")
    board.figure(box, (dark,), alt)
    return board.finish(tile, tile)


def directory(rows: tuple[Contact, ...], measure: float, house: House) -> Component:
    """Set rows of contacts with a rule between them."""
    board = Board("directory", house.setting)
    pad = mm(FEW_ROWS_PAD if len(rows) < FEW_ROWS else ROW_PADS.get(house.allowance.gap, TIGHTEST_PAD))
    list_element = board.element("L")
    top = 0.0
    for number, contact in enumerate(rows):
        row = _row(contact, measure, house)
        if number:
            board.rule(0, top, measure, "night", 0.35 * mm(1))
        board.place(row, 0, top + pad, list_element)
        top += row.height + 2 * pad
    return board.finish(measure, top)


def _row(contact: Contact, measure: float, house: House) -> Component:
    """Set a row: what it is for, who it is, how to reach it, and what is known of it."""
    board = Board(f"directory.{contact.kind}", house.setting)
    tile, icon = mm(10.5), mm(6.5)
    board.bubble(0, 0, tile, tile, "oat", tile / 2)
    board.art(f"icon-{ICONS[contact.kind]}", (tile - icon) / 2, (tile - icon) / 2, icon, icon)
    x = tile + mm(4.5)
    element = board.element("LBody", board.element("LI"))
    end = _row_end(contact, measure, house)
    beside, whole = measure - x - (end.width + mm(3) if end else 0.0), measure - x
    title, line = _row_words(contact, end is None, house, beside)
    fine, direct = house.style("fine"), "" if _is_written_to(contact) else contact.direct
    said = [(text, style) for text, style in ((line, fine), (direct, fine.bold)) if text]
    top = board.dotted(title, house.style("row"), x, 0, beside, board.element("P", element))
    is_beside = end is None or all(len(compose(text, style, beside, house.setting)) == 1 for text, style in said)
    if end and not is_beside:
        board.place(end, measure - end.width, max(0.0, (top - end.height) / 2), element)
        top = max(top, end.height)
    for text, style in said:
        top += board.dotted(text, style, x, top, beside if is_beside else whole, element)
    if end and is_beside:
        board.place(end, measure - end.width, max(0.0, (max(top, tile) - end.height) / 2), element)
    elif end is None:
        top += _set_way(board, contact, x, top, whole, house, element)
    return board.finish(measure, max(top, tile))


def _row_words(contact: Contact, is_open: bool, house: House, measure: float) -> tuple[str, str]:
    """Return title and line of a row; if the address needs the second line, the name joins the title.

    A place that helps in a part of the country says so in its title if that stays on one line, else before its name.

    A line that is written to and not called says so: nobody may take it for a number to ring.
    """
    written = _is_written_to(contact)
    kind = house.labels["kind.text" if written else f"kind.{contact.kind}"]
    title, below = DOT.join(filter(None, (kind, contact.region))), ""
    if set_line(title, house.style("row"), house.setting).width > measure:
        title, below = kind, contact.region
    local = (number.local for number in contact.numbers)
    online = contact.address if written else _say_online(contact, house) if contact.numbers else ""
    known = DOT.join(part for part in (*local, *contact.facts, contact.line, online, contact.checked) if part)
    if is_open:
        return DOT.join((title, contact.name)), DOT.join(part for part in (below, known) if part)
    return title, DOT.join(part for part in (below, contact.name, known) if part)


def _say_online(contact: Contact, house: House) -> str:
    """Return how else a place with a number is reached, and where; the address alone only where things are reported."""
    if contact.chat and contact.address:
        return _say_where(contact.chat, contact.address, house)
    return contact.chat or (contact.address if contact.kind in REPORTED_TO else "")


def _say_where(ways: str, address: str, house: House) -> str:
    """Return ways to reach a place with its address, as their language writes a colon.

    They are one part of a line: the address is that of all of them.
    """
    whole = ways.replace(DOT, f"{NBSP}· ")
    return house.labels["chat.at"].replace("{ways}", whole).replace("{address}", address)


def _is_written_to(contact: Contact) -> bool:
    """Tell whether a crisis line has a number for text messages and none to call."""
    return contact.kind == "crisis" and bool(contact.direct) and not contact.numbers


def _row_end(contact: Contact, measure: float, house: House) -> Component | None:
    """Return the end of a row: its numbers, how to text it, or an address; None if that is too long to stand there."""
    if _is_written_to(contact):
        return _text_end(contact, measure, house)
    texts = [number.printed for number in contact.numbers] or [contact.address]
    style = house.style("number-row" if contact.numbers else "address-row", align="end")
    width = measure_widest(texts, style, house)
    if contact.numbers and width > measure * NUMBER_SHARE:
        style = house.style("number-row-long", align="end")
        width = measure_widest(texts, style, house)
    if not width or (not contact.numbers and width > measure * SHARE):
        return None
    board = Board(f"directory.{contact.kind}", house.setting)
    links = [f"tel:{number.dial}" for number in contact.numbers] or [contact.link]
    for place, (text, link) in enumerate(zip(texts, links, strict=True)):
        element = board.element("Link", board.element("P"))
        board.line(text, style, 0, place * style.leading, width + 0.5, element)
        board.link(0, place * style.leading, width, style.leading, link, element)
    return board.finish(width + 0.5, len(texts) * style.leading)


def _text_end(contact: Contact, measure: float, house: House) -> Component | None:
    """Return the word and the number of a line for text messages, as the end of a row."""
    style = house.style("row", align="end")
    width = set_line(contact.direct, style, house.setting).width + 0.5
    if width > measure * SHARE:
        return None
    board = Board(f"directory.{contact.kind}", house.setting)
    board.paragraph(contact.direct, style, 0, 0, width)
    return board.finish(width, style.leading)


def _set_way(board: Board, contact: Contact, x: float, top: float, room: float, house: House, parent: int) -> float:
    """Set below a row what does not find room at its end, and return its height."""
    if _is_written_to(contact):
        return board.paragraph(contact.direct, house.style("row"), x, top, room, parent)
    if not contact.address:
        return 0.0
    element = board.element("Link", board.element("P", parent))
    height = board.text(contact.address, house.style("address-row"), x, top, room, element)
    board.link(x, top, room, height, contact.link, element)
    return height
