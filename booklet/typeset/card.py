"""The tip card: front and back in wallet size."""

from booklet.geometry import Path, Rect, add_lengths, mm
from booklet.typeset import shapes
from booklet.typeset.board import Board
from booklet.typeset.branding import brand_line
from booklet.typeset.brief import Brief
from booklet.typeset.busts import BUST_RATIO, bust
from booklet.typeset.cardband import ABOVE_BAND, AIR, EDGE, helpline_band, is_tall
from booklet.typeset.cardwords import BLOCKS, blocks_of, bullets, front_title
from booklet.typeset.drawncard import drawn_front
from booklet.typeset.eventlines import event_rows
from booklet.typeset.house import House
from booklet.typeset.placed import Component, Fill, Overset
from booklet.typeset.reach import find_highest, find_lowest
from booklet.typeset.steps import lines, tiles
from booklet.typeset.talkcard import is_talk, talk_front
from booklet.words.manuscript import Block

TOP = mm(5)
"""Where words begin; what is above them is free for the band of a proof."""

HEAD = mm(13)
TITLE_MIDDLE = mm(8.8)
"""How far down the strip over the tiles reaches, and where its title stands in it."""

MIDDLE = 0.4
"""How much of the room below its words a thought has above them: it stands in the middle, as its question does."""

TALL_GAP = mm(3.5)
"""What the parts of a back that stands keep from each other at most, where there is room."""

TALL_HELP = mm(34)
"""How tall the words of the helpline may be on a card that stands."""

BACK_GAP, LEAST_GAP = 1.3, 0.7
"""Millimetres between the parts of a back, where there is no room for more, and where type is smallest."""

FOOT, LEAST_FOOT = mm(13), mm(11.2)
HELP_ROOM = mm(12.4)
"""How tall the band with the helpline is, at least where type is smallest, and how tall its words may be."""


def card_front(brief: Brief, house: House) -> Component:
    """Set the front: six tiles under a title, or a title, a few words and faces on the ground of the card."""
    if brief.scene:
        return drawn_front(brief, house, brief.scene)
    if is_talk(brief):
        return talk_front(brief, house)
    blocks = blocks_of(brief, "front")
    if any(block.kind == "steps" for block in blocks):
        return _set_tiled_front(brief, house, blocks)
    board = Board(brief.topic.id, house.setting)
    width, height, bleed = brief.trim.width, brief.trim.height, brief.bleed
    ground = house.section.ink
    inks = house.on(ground)
    board.area(-bleed, -bleed, width + 2 * bleed, height + 2 * bleed, ground)
    has_speech = bool(brief.look and brief.look.picture == "speech")
    words = Board(brief.topic.id, house.setting)
    title = Board(brief.topic.id, house.setting)
    tall = title.title(front_title(brief), house.list_smaller("title", inks.title), 0, 0, width - mm(10))
    head = title.finish(width - mm(10), tall)
    top = max(_top(house) + mm(1), _find_top_below(head, house))
    top += mm(0.5) + words.place(head, mm(5), top)
    top += words.place(event_rows(brief, house, width - mm(10), inks.text), mm(5), top)
    if has_speech:
        top += words.place(_speech(blocks, width - mm(10), house), mm(5), top + mm(1)) + mm(1)
    else:
        room = width - mm(10) - (mm(22) if brief.cast and not is_tall(brief) else 0.0)
        top += words.place(_set_words(blocks, room, height - mm(10) - top, house), mm(5), top)
    _sunrise(board, brief, top if has_speech else 0.0)
    board.place(words.finish(width, top), 0, 0)
    if top > height - _measure_kept_room(brief, has_speech=has_speech):
        board.oversets.append(Overset(brief.topic.id, 1, "the front of the card"))
    brand_line(board, brief, house, ground, top)
    return board.finish(width, 0)


def _measure_kept_room(brief: Brief, *, has_speech: bool) -> float:
    """Return the height that the words of a front leave free at its foot."""
    if is_tall(brief) and brief.cast:
        return TALL_BUST * BUST_RATIO * brief.trim.width / len(brief.cast)
    return mm(18) if has_speech else EDGE


def _set_words(blocks: tuple[Block, ...], measure: float, room: float, house: House) -> Component:
    """Set the words of a front; a list has as much space as the room allows."""
    board = Board(blocks[0].id if blocks else "", house.setting)
    style = house.style("front", house.on(house.section.ink).text)
    top = 0.0
    for block in blocks:
        top += mm(1) if top else 0.0
        component = BLOCKS[block.kind](block, measure, house, style)
        if block.kind == "list" and len(block.items) > 1:
            air = (room - top - component.height) / (len(block.items) - 1)
            component = bullets(block, measure, house, style, gap=max(0.0, min(mm(1.4), air)))
        top += board.place(component, 0, top)
    return board.finish(measure, top)


def _speech(blocks: tuple[Block, ...], measure: float, house: House) -> Component:
    """Set the words of a front as somebody's speech."""
    board = Board(blocks[0].id if blocks else "", house.setting)
    pad, style = mm(4), house.style("front")
    words = [BLOCKS[block.kind](block, measure - 2 * pad, house, style) for block in blocks]
    height = add_lengths(component.height for component in words)
    board.bubble(0, 0, measure, height + mm(5), "white", mm(4.5), "bottom-end")
    top = mm(2.5)
    for component in words:
        top += board.place(component, pad, top)
    return board.finish(measure, height + mm(5))


SUN, LONE_SUN = mm(22), mm(18)
"""Radius of the sun behind faces, and where there are none."""

TALL_BUST, TALL_SUN = 0.76, 0.46
"""Width of a face and radius of the sun on a card that stands, by its width."""


def _sunrise(board: Board, brief: Brief, below: float) -> None:
    """Draw the sun at the foot of a card with faces before it: in the end corner, or on both sides below a bubble."""
    width, height, bleed = brief.trim.width, brief.trim.height, brief.bleed
    area = shapes.rectangle(Rect(-bleed, -height - bleed, width + 2 * bleed, height + 2 * bleed))
    wide = mm(28) if len(brief.cast) == 1 else mm(25)
    if is_tall(brief):
        _draw_tall_sunrise(board, brief, area)
        return
    if below:
        wide = min(wide, (height + bleed - below - mm(1)) / BUST_RATIO)
    right = width - mm(4) - wide
    middle = width / 2 if below else right + wide / 2
    board.clip_item(area, Fill(shapes.disc(middle, -height, SUN if brief.cast else LONE_SUN), "sun"))
    for number, name in enumerate(brief.cast):
        is_last = number == len(brief.cast) - 1
        x = right if is_last else mm(6) if below else right - wide
        board.clip_item(area, bust(name, x, -height - bleed, wide, flip=is_last))


def _draw_tall_sunrise(board: Board, brief: Brief, area: Path) -> None:
    """Draw the sun in the middle of the foot with faces before it: one large face, two smaller ones behind."""
    width, height, bleed = brief.trim.width, brief.trim.height, brief.bleed
    board.clip_item(area, Fill(shapes.disc(width / 2, -height, TALL_SUN * width), "sun"))
    count = len(brief.cast)
    wide = TALL_BUST * width / max(1, count) * (1.2 if count > 1 else 1.0)
    for number, name in enumerate(brief.cast):
        middle = width * (number + 1) / (count + 1) if count > 1 else width * 0.56
        x = middle - wide / 2 + (number - (count - 1) / 2) * mm(4)
        board.clip_item(area, bust(name, x, -height - bleed, wide, flip=number == count - 1))


def _set_tiled_front(brief: Brief, house: House, blocks: tuple[Block, ...]) -> Component:
    board = Board(brief.topic.id, house.setting)
    width, bleed = brief.trim.width, brief.bleed
    day = event_rows(brief, house, width - mm(10), "white")
    head = HEAD + day.height + (mm(1) if day.height else 0.0)
    for block in blocks:
        board.place(tiles(block, width, house, brief.trim.height - head), 0, head)
    board.area(-bleed, -bleed, width + 2 * bleed, head + bleed, "night")
    style, title = house.style("title", "white"), Board(brief.topic.id, house.setting)
    title.line(front_title(brief), style, 0, 0, width - mm(10), title.element("H1"))
    words = title.finish(width - mm(10), style.leading)
    board.place(words, mm(5), max(TITLE_MIDDLE - style.leading / 2, _find_top_below(words, house)))
    board.place(day, mm(5), HEAD - mm(0.5))
    return board.finish(width, 0)


def card_back(brief: Brief, house: House) -> Component:
    """Set the back: words below one another, and the helpline in a band on Sun."""
    board = Board(brief.topic.id, house.setting)
    width, height = brief.trim.width, brief.trim.height
    parts, gap = _parts_of_back(brief, house), _back_gap(house)
    end = _end(parts, gap, house)
    foot, band = _set_foot(brief, house, parts)
    free = height - band - end
    if free < 0:
        board.oversets.append(Overset(brief.topic.id, 1, "the back of the card"))
    share = max(0.0, free) / (len(parts) + 1)
    top, gap = (
        _find_top_below(parts[0], house) + min(mm(1.5), share),
        gap + min(TALL_GAP if is_tall(brief) else mm(1.2), share),
    )
    if is_tall(brief):
        _draw_tall_ground(board, brief, band, free, house.section.ink)
    if is_talk(brief):
        top += MIDDLE * max(0.0, free)
    for part in parts:
        top += board.place(part, mm(5), top) + gap
    board.place(foot, 0, 0)
    return board.finish(width, 0)


def _draw_tall_ground(board: Board, brief: Brief, band: float, free: float, ink: str) -> None:
    """Draw the ground of an upright back, and the sun behind the helpline if words leave room for it."""
    width, height, bleed = brief.trim.width, brief.trim.height, brief.bleed
    board.area(-bleed, -bleed, width + 2 * bleed, height + 2 * bleed, "oat")
    radius = min(TALL_SUN * width, free - 4 * TALL_GAP)
    if radius > width / 4:
        above = shapes.rectangle(Rect(0, band - height, width, height - band))
        board.clip_item(above, Fill(shapes.disc(width / 2, band - height, radius), ink))


def helpline_foot(brief: Brief, house: House) -> tuple[Component, float]:
    """Return the helpline at the foot of the back, and the height of its band."""
    return _set_foot(brief, house, _parts_of_back(brief, house))


def _set_foot(brief: Brief, house: House, parts: list[Component]) -> tuple[Component, float]:
    """Return the helpline below the parts of a back, and the height of its band."""
    foot, height = Board(brief.topic.id, house.setting), brief.trim.height
    end = _end(parts, _back_gap(house), house)
    least, most = FOOT, TALL_HELP if is_tall(brief) else HELP_ROOM
    room = most
    if _is_smallest(house):
        least = min(FOOT, max(LEAST_FOOT, height - end))
        room = max(least, height - end) - EDGE - AIR
    band = helpline_band(foot, brief, brief.help, house, min(room, most), least) if brief.help else FOOT
    return foot.finish(brief.trim.width, 0), band


def _top(house: House) -> float:
    """Return where words begin: as far below the edge on a smaller card as on ours."""
    return TOP / min(1.0, house.scale)


def _find_top_below(words: Component, house: House) -> float:
    """Return where words stand so that no mark of a tall script reaches above the usual beginning."""
    return _top(house) + max(0.0, find_highest(words.items, {}))


def _end(parts: list[Component], gap: float, house: House) -> float:
    """Return where the words of the back end, with the marks of the last line that reach below its box."""
    beyond = max(0.0, -find_lowest(parts[-1].items, 0.0) - parts[-1].height)
    tall = add_lengths(part.height for part in parts) + gap * (len(parts) - 1)
    return _find_top_below(parts[0], house) + tall + max(beyond, AIR if _is_smallest(house) else ABOVE_BAND)


def _is_smallest(house: House) -> bool:
    """Tell whether type has shrunk as far as it may: then the helpline's facts make room for the words above."""
    return house.style("heading") == house.list_smaller("heading")[-1]


STEPS, LEAST_STEPS = 0.7, 0.53
"""How much of the height of a card that stands its steps may take, and how much where type is smallest."""


def _steps_room(brief: Brief, blocks: tuple[Block, ...], measure: float, house: House) -> float:
    """Return how tall the steps of a back may be: on a card that lies, what the band and the other words leave."""
    is_smallest = _is_smallest(house)
    if is_tall(brief):
        return brief.trim.height * (LEAST_STEPS if is_smallest else STEPS)
    band, air = (LEAST_FOOT, AIR) if is_smallest else (FOOT, ABOVE_BAND)
    others = [_set_block(block, measure, house).height + _back_gap(house) for block in blocks if block.kind != "steps"]
    return brief.trim.height - _top(house) - band - air - add_lengths(others)


def _back_gap(house: House) -> float:
    """Return what the parts of a back keep from one another at least."""
    return house.pad(LEAST_GAP if _is_smallest(house) else BACK_GAP)


def _parts_of_back(brief: Brief, house: House) -> list[Component]:
    """Return the parts of the back, below the title of the card if its front has another.

    Six steps stand alone: their words say what they are, and they need the room.
    """
    measure = brief.trim.width - mm(10)
    blocks = blocks_of(brief, "back")
    room = _steps_room(brief, blocks, measure, house)
    parts = _back_parts(blocks, measure, room, house)
    if blocks[0].kind == "steps" and _is_smallest(house):
        for less in LESS_ROOM:
            if _has_room(brief, house, parts):
                break
            parts = _back_parts(blocks, measure, room - less, house)
    if not brief.topic.front_title or blocks_of(brief, "back")[0].kind == "steps":
        return parts
    title = Board(brief.topic.id, house.setting)
    styles = house.list_smaller("back-title")
    height = title.title(brief.topic.title, styles, 0, 0, measure, styles[0].leading)
    return [title.finish(measure, height), *parts]


LESS_ROOM = (mm(1), mm(2), mm(3), mm(4), mm(1000))
"""By how much less room steps are tried in, where marks of a tall script or a helpline without a number need it."""


def _has_room(brief: Brief, house: House, parts: list[Component]) -> bool:
    """Tell whether the parts of a back and the helpline below them fit on it."""
    foot, band = _set_foot(brief, house, parts)
    return not foot.oversets and _end(parts, _back_gap(house), house) + band <= brief.trim.height


def _back_parts(blocks: tuple[Block, ...], measure: float, room: float, house: House) -> list[Component]:
    """Return the parts of the back: two lists with headings stand side by side, other blocks below one another."""
    is_wide = measure >= LEAST_OF_TWO
    if is_wide and [block.kind for block in blocks[:4]] == ["heading", "list", "heading", "list"]:
        return [_columns(blocks[:2], blocks[2:4], measure, house), *_back_parts(blocks[4:], measure, room, house)]
    parts: list[Component] = []
    heading: Component | None = None
    for block in blocks:
        is_steps = block.kind == "steps"
        part = lines(block, measure, house, room) if is_steps else _set_block(block, measure, house)
        if block.kind == "heading":
            heading = part
            continue
        parts.append(_put_under(heading, part, house) if heading else part)
        heading = None
    return [*parts, heading] if heading else parts


def _set_block(block: Block, measure: float, house: House) -> Component:
    """Set a block of a back; where type is smallest, a message has no bar beside it."""
    setter = BLOCKS["paragraph"] if block.style == "bar" and _is_smallest(house) else BLOCKS[block.kind]
    return setter(block, measure, house, house.style("front" if block.style == "lead" else "bar"))


BELOW_HEADING = mm(0.6)
"""What a heading keeps from what it heads."""


def _put_under(heading: Component, part: Component, house: House) -> Component:
    """Return a part below its heading, as one part."""
    board = Board("heading", house.setting)
    top = board.place(heading, 0, 0) + BELOW_HEADING
    return board.finish(part.width, top + board.place(part, 0, top))


LEAST_OF_TWO = mm(68)
"""How wide two lists are at least that stand side by side."""


def _columns(first: tuple[Block, ...], second: tuple[Block, ...], measure: float, house: House) -> Component:
    """Set two lists with headings side by side, giving the wider column to the one that needs it."""
    ways = [_set_two_columns(first, second, share, measure, house) for share in (0.54, 0.5, 0.46)]
    return min(ways, key=lambda way: way.height)


def _set_two_columns(
    first: tuple[Block, ...], second: tuple[Block, ...], share: float, measure: float, house: House
) -> Component:
    board = Board(first[0].id, house.setting)
    gutter = mm(3)
    column = (measure - gutter) * share
    heights = []
    for x, width, blocks in ((0.0, column, first), (column + gutter, measure - column - gutter, second)):
        top = 0.0
        for block in blocks:
            top += board.place(BLOCKS[block.kind](block, width, house, house.style("bar")), x, top) + BELOW_HEADING
        heights.append(top - BELOW_HEADING)
    return board.finish(measure, max(heights))
