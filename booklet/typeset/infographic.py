"""Components of pages to look at: myths with their facts, sentences that lead to pages, places where people acted."""

from booklet.geometry import Path, Rect, Size, mm
from booklet.text.compose import compose
from booklet.typeset import shapes
from booklet.typeset.board import OUTLINE, Board
from booklet.typeset.house import House
from booklet.typeset.placed import Component
from booklet.words.manuscript import Block

RADIUS, INSET, GUTTER = mm(3.4), mm(3.4), mm(4)

MOST_APART = mm(10)
"""By how much rows may stand farther apart, or signs be taller, than they need."""

CROSS = mm(4.6)
"""Height of the cross beside what is not true."""

POLE, POINT, ARM_DISC = mm(3.2), mm(5), mm(7)
"""The pole of a signpost, the point of its arms, and the disc with the number of a page."""

LEAP = 0.62
"""How far below an arm the next one begins, on the other side, as a share of its height."""

ARMS = ("sun", "white", "oat", "coral", "white", "oat", "lilac", "sun")
"""The inks of the arms of a signpost in turn."""

STAGGERED = 0.78
"""Of the measure, what a sign takes that stands alone in its row, at the start and at the end in turn."""


def myths(block: Block, measure: float, house: House, ground: str = "white", spare: float = 0.0) -> Component:
    """Set what people say, with a cross beside it, and what is true below it, in two columns."""
    cards = [_myth(item, (measure - GUTTER) / 2, house) for item in block.items]
    return _place_in_pairs(block, cards, measure, house, spare)


def _myth(item: Block, measure: float, house: House) -> Component:
    board = Board(item.id, house.setting)
    quiet, strong = house.style("sign"), house.style("sign-strong")
    room, pad = measure - 2 * INSET, house.pad(2)
    aside = CROSS + mm(1.6)
    said = compose(item.title, quiet, room - aside, house.setting)
    head = len(said) * quiet.leading
    slip = shapes.rounded_rectangle(Rect(0, -head - 2 * pad, measure, head + 2 * pad), (RADIUS, RADIUS, 0.0, 0.0))
    board.fill(slip, "oat")
    board.stroke(slip, "night", OUTLINE)
    board.art("icon-x-circle", INSET, pad + (quiet.leading - CROSS) / 2, CROSS, CROSS)
    board.lines(said, quiet, INSET + aside, pad, room - aside, board.element("P"))
    top = head + 3.5 * pad
    top += board.paragraph(item.text, strong, INSET, top, room)
    return board.finish(measure, top + 1.3 * pad)


def places(block: Block, measure: float, house: House, ground: str = "white", spare: float = 0.0) -> Component:
    """Set what people did, each under the name of the place: two in a row, or in turn at both sides if they are odd."""
    if len(block.items) % 2 == 0:
        cards = [_place(item, (measure - GUTTER) / 2, house) for item in block.items]
        return _place_in_pairs(block, cards, measure, house, spare)
    board = Board(block.id, house.setting)
    width = measure * STAGGERED
    cards = [_place(item, width, house) for item in block.items]
    gap = house.pad(4) + min(spare / max(1, len(cards) - 1), MOST_APART)
    items, top = board.element("L"), 0.0
    for number, card in enumerate(cards):
        body = board.element("LBody", board.element("LI", items))
        x = measure - width if number % 2 else 0.0
        board.sign(x, top, width, card.height, "white", RADIUS)
        top += board.place(card, x, top, body) + gap
    return board.finish(measure, top - gap)


def _place(item: Block, measure: float, house: House) -> Component:
    board = Board(item.id, house.setting)
    style, name, icon, pad = house.style("sign"), house.style("heading"), mm(5.4), house.pad(2.4)
    x, room = INSET + icon + mm(1.6), measure - 2 * INSET
    board.art("icon-map-pin", INSET, pad + (name.leading - icon) / 2, icon, icon, "tide")
    top = pad + board.text(item.label, name, x, pad, measure - INSET - x, board.element("P")) + mm(0.8)
    top += board.paragraph(item.text, style, INSET, top, room)
    return board.finish(measure, top + pad)


def _place_in_pairs(block: Block, cards: list[Component], measure: float, house: House, spare: float) -> Component:
    """Set cards two in a row, in reading order, those of a row equally tall; what is to spare lies between rows."""
    board = Board(block.id, house.setting)
    column = (measure - GUTTER) / 2
    rows = [cards[start : start + 2] for start in range(0, len(cards), 2)]
    gap = house.pad(4) + min(spare / max(1, len(rows) - 1), MOST_APART)
    items, top = board.element("L"), 0.0
    for row in rows:
        tall = max(card.height for card in row)
        for number, card in enumerate(row):
            x = number * (column + GUTTER)
            board.sign(x, top, column, tall, "white", RADIUS)
            board.place(card, x, top, board.element("LBody", board.element("LI", items)))
        top += tall + gap
    return board.finish(measure, top - gap)


def routes(block: Block, measure: float, house: House, ground: str = "white", spare: float = 0.0) -> Component:
    """Set a signpost: each arm says what a reader has in mind, and its point the page to open."""
    board = Board(block.id, house.setting)
    width = measure / 2
    arms = [_measure_arm(item, width, house) for item in block.items]
    more = min(spare / max(1, len(arms) - 1), MOST_APART)
    tops: list[float] = []
    lows = [0.0, 0.0]
    for number, height in enumerate(arms):
        side = number % 2
        before = tops[-1] + arms[number - 1] * LEAP + more if tops else 0.0
        tops.append(max(before, lows[side]))
        lows[side] = tops[-1] + height + house.pad(2.6)
    total = max(top + height for top, height in zip(tops, arms, strict=True)) + mm(3)
    board.area((measure - POLE) / 2, -mm(2), POLE, total + mm(2), "night")
    toc = board.element("TOC")
    for number, (item, top, height) in enumerate(zip(block.items, tops, arms, strict=True)):
        points_back = number % 2 == 0
        arm = _arm(item, Size(width, height), ARMS[number % len(ARMS)], house, points_back=points_back)
        board.place(arm, 0.0 if points_back else width, top, board.element("TOCI", toc))
    return board.finish(measure, total)


def _arm_room(width: float) -> float:
    return width - POINT - ARM_DISC - mm(6)


def _measure_arm(item: Block, width: float, house: House) -> float:
    style = house.style("sign-strong")
    lines = compose(item.text, style, _arm_room(width), house.setting)
    return max(len(lines) * style.leading, ARM_DISC) + 2 * house.pad(1.8)


def _arm(item: Block, size: Size, ink: str, house: House, *, points_back: bool) -> Component:
    """Draw an arm with its point at the start or at the end, and the page in a disc near the point."""
    board, (width, height) = Board(item.id, house.setting), size
    link = board.element("Link")
    ends = (width, POINT, 0.0) if points_back else (0.0, width - POINT, width)
    pole, shoulder, tip = ends
    corners = [(pole, 0.0), (shoulder, 0.0), (tip, height / 2), (shoulder, height), (pole, height)]
    segments = [("m" if not number else "l", x, -y) for number, (x, y) in enumerate(corners)]
    path = Path((*segments, ("h",)))
    board.fill(path, ink)
    board.stroke(path, "night", OUTLINE)
    style, numeral = house.style("sign-strong"), house.style("numeral", align="middle")
    lines = compose(item.text, style, _arm_room(width), house.setting)
    x = POINT + ARM_DISC + mm(2.5) if points_back else mm(3.5)
    board.lines(lines, style, x, (height - len(lines) * style.leading) / 2, _arm_room(width), link)
    disc = POINT - mm(1) if points_back else width - POINT - ARM_DISC + mm(1)
    board.bubble(disc, (height - ARM_DISC) / 2, ARM_DISC, ARM_DISC, "night", ARM_DISC / 2, "none")
    board.line(item.label, numeral, disc, (height - numeral.leading) / 2, ARM_DISC, link)
    board.link(0, 0, width, height, f"#{item.style}", link)
    return board.finish(width, height)
