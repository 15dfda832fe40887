"""Covers drawn from one scene: the back and the front are halves of a picture, with their words where it is calm.

What is said in a column pushes down what stands below it; type gives way where that would go too far.
"""

from collections.abc import Iterator
from dataclasses import replace

from booklet.geometry import Rect, Size, intersect, mm
from booklet.look.layout import Layout, PagePlan
from booklet.scenes.model import Panel, Scene, Words
from booklet.scenes.stage import list_heads, list_open, stage
from booklet.typeset import shapes
from booklet.typeset.barcode import AIR, place_barcode
from booklet.typeset.board import Board
from booklet.typeset.brief import Barcode, Brief
from booklet.typeset.coverparts import foot_of_cover, logos_of, publisher_lines
from booklet.typeset.house import House
from booklet.typeset.partners import report_partners, set_stamp
from booklet.typeset.placed import Clipped, Component, Overset, PaintedAt

TITLE = "title"
"""The name of the words that are the title of a topic."""

COLUMN = {"title": 0.0, "text": 1.0, "lead": 4.0, "strong": 3.0, "card": 5.0}
"""What stands in a column, and the millimetres that it keeps from what stands above it if there is room."""

LAST = 0.5
"""Millimetres between the title of a back cover and its last words."""

CARD_CORNER, INSIDE = mm(6), mm(0.3)
"""The corners of the card, and how far inside its edge paper begins below it: where ink is spared, it has no ground."""

PLATE, AROUND = mm(3), mm(1)
"""The corners of the white plate below a barcode, and by how much it is larger than the room that is kept free."""


def drawn_front(brief: Brief, house: House, scene: Scene) -> Component:
    """Set the front cover: the second half of the picture, title, line, and the foot."""
    board = Board(brief.topic.id, house.setting)
    words = _words_of(brief, scene)
    _set_column(board, brief, house, words, 0.0)
    foot = next(one for one in words if one.kind == "foot")
    foot_of_cover(board, brief, house, foot.ink, house.section.ink, foot.at[0])
    _draw_half_below(board, brief, house, scene)
    return board.finish(brief.trim.width, brief.trim.height)


def drawn_back(brief: Brief, house: House, scene: Scene) -> Component:
    """Set the back cover: the first half of the picture, the message, last words, whom to call, who publishes it."""
    board = Board(brief.topic.id, house.setting)
    words = _words_of(brief, scene)
    place = next(one for one in words if one.kind == "logo")
    plate = logos_of(brief, house, brief.trim.width - 2 * place.at[0], place.room)
    board.place(plate, *place.at)
    _set_column(board, brief, house, words, place.at[1] + plate.height if plate.height else 0.0)
    lines, x, top = place_publisher(brief, house, scene)
    board.place(lines, x, top)
    _set_partners(board, brief, house, words, Rect(x, top, lines.width, lines.height))
    if brief.barcode:
        room = brief.barcode.room
        plate_box = Rect(room.x, room.top, room.width, room.height).grown(AROUND)
        board.bubble(*plate_box, "white", PLATE, "none")
        place_barcode(board, brief.barcode, house.labels["imprint.isbn"], house)
    _draw_half_below(board, brief, house, scene)
    return board.finish(brief.trim.width, brief.trim.height)


def _set_partners(board: Board, brief: Brief, house: House, words: list[Words], lines: Rect) -> None:
    """Draw the box for a stamp where the scene has a place for it, on the small lines if they reach so far.

    `lines` is their box, y downwards; those that are taller than their room are reported, and so is the box.
    """
    partners = brief.partners
    if partners is None:
        return
    room = min((one.room for one in words if one.kind == "publisher" and one.room), default=0.0)
    if room and lines.height > room:
        said = " ".join(partners.lines)
        board.oversets.append(report_partners(lines.height - room, house, said, partners.where))
    place = next((one for one in words if one.kind == "stamp"), None)
    if place is None or partners.stamp is None:
        return
    box, (x, foot) = set_stamp(partners, house), place.at
    highest = foot - place.room
    is_above = min(lines.right, x + place.measure) > max(lines.x, x)
    if is_above:
        foot = min(foot, lines.y - AROUND)
    over = max(box.width - place.measure, highest - (foot - box.height))
    if brief.barcode and _meets(place, brief.barcode):
        over = box.height
    if over > 0.5:
        board.oversets.append(report_partners(over, house, house.labels["stamp"], partners.where))
    board.place(box, x if is_above else x + place.measure - box.width, foot - box.height)


def back_card(layout: Layout) -> Size | None:
    """Return the size of the helpline card on a drawn back cover, None if the back of a layout is not drawn."""
    scenes = (layout.scene_of(plan) for plan in layout.pages if plan.master == "back-cover")
    words = (one for scene in scenes if scene for one in scene.words if one.kind == "card")
    return next((Size(one.measure, one.room) for one in words), None)


def list_seen(plan: PagePlan, layout: Layout, *, has_barcode: bool = False) -> Iterator[Rect]:
    """Yield what nothing may cover on a drawn page: faces and what words stay off; y downwards."""
    scene = layout.scene_of(plan)
    for panel in _list_panels(scene, has_barcode=has_barcode) if scene else ():
        x = panel.at[0] - (layout.trim.width if plan.master == "cover" else 0.0)
        heads = (head.whole for head in list_heads(panel) if head.is_near)
        for box in (*heads, *list_open(panel)):
            seen = intersect(box.moved(x, panel.at[1]), Rect(0, 0, *layout.trim))
            if seen.width > 0 and seen.height > 0:
                yield seen


def place_publisher(brief: Brief, house: House, scene: Scene) -> tuple[Component, float, float]:
    """Return the small lines of a back cover and where they stand: in the first of their places off the barcode."""
    places = [one for one in _words_of(brief, scene) if one.kind == "publisher"]
    place = next((one for one in places if not (brief.barcode and _meets(one, brief.barcode))), places[-1])
    x, y = place.at
    has_row = brief.partners and not (brief.barcode or brief.partners.stamp)
    lines = publisher_lines(brief, house, brief.trim.width - 2 * x if has_row else place.measure)
    return lines, x, y - lines.height if place.up else y


def _meets(words: Words, barcode: Barcode) -> bool:
    room = barcode.room
    return words.at[0] < room.x + room.width + AIR and room.x - AIR < words.at[0] + words.measure


def _find_half(brief: Brief) -> float:
    """Return where the half of the picture begins that stands on a cover."""
    return brief.trim.width if brief.plan.master == "cover" else 0.0


def _draw_half_below(board: Board, brief: Brief, house: House, scene: Scene) -> None:
    """Draw what a cover shows of the picture below its words, and pictures upon it."""
    words, board.items = board.items, []
    side = "front" if _find_half(brief) else "back"
    has_box = brief.barcode is not None or bool(brief.partners and brief.partners.stamp)
    for panel in _list_panels(scene, has_barcode=has_box):
        box = Rect(panel.at[0] - _find_half(brief), -panel.at[1] - panel.size.height, *panel.size)
        seen = intersect(box, Rect(0, -brief.trim.height, *brief.trim))
        if seen.width <= 0:
            continue
        said = house.labels.find(f"picture.{scene.name}.{side if panel is scene.panels[0] else panel.id}")
        item = _clip(panel, scene, brief)
        if said:
            board.picture(seen, (item,), said)
        else:
            board.items.append(item)
    board.items += words


def _list_panels(scene: Scene, *, has_barcode: bool) -> tuple[Panel, ...]:
    """Return the pictures of a scene; a barcode, or a box for a stamp, leaves the first alone."""
    return scene.panels[:1] if has_barcode else scene.panels


def _clip(panel: Panel, scene: Scene, brief: Brief) -> Clipped:
    """Return a panel in its place on a cover, seen as far as the bleed."""
    x, top = panel.at[0] - _find_half(brief), panel.at[1]
    staged = ((painted, place._replace(e=place.e + x, f=place.f - top)) for painted, place in stage(panel, scene.line))
    page = Rect(0, -brief.trim.height, *brief.trim).grown(brief.bleed)
    return Clipped(shapes.rectangle(page), tuple(PaintedAt(painted, place) for painted, place in staged))


def _words_of(brief: Brief, scene: Scene) -> list[Words]:
    """Return the words of a cover, those that begin in its half, with their places on its page."""
    half = _find_half(brief)
    own = (words for words in scene.words if (words.at[0] >= brief.trim.width) == bool(half))
    return [replace(words, at=(words.at[0] - half, words.at[1])) for words in own]


def _set_column(board: Board, brief: Brief, house: House, words: list[Words], end: float) -> None:
    """Set words below one another, each no higher than its place says, all below an end."""
    above = ""
    for one in words:
        if one.kind not in COLUMN:
            continue
        kind = "strong" if one.is_strong else one.kind
        air = LAST if above == "strong" else COLUMN[kind]
        top = max(one.at[1], end + house.pad(air)) if end else one.at[1]
        end, above = top + _set(board, brief, house, one, top), kind
        if one.to and end > one.to[1] + 0.5:
            board.oversets.append(Overset(brief.topic.id, 1, brief.topic.title))


def _set(board: Board, brief: Brief, house: House, words: Words, top: float) -> float:
    """Set words and return their height."""
    x, inks = words.at[0], house.on(words.ink)
    if words.kind == "card":
        inner = Rect(x, top, words.measure, words.room).grown(-INSIDE)
        board.bubble(*inner, "white", CARD_CORNER - INSIDE)
        board.form("card-back", x, top, "Sect")
        return words.room
    block = next((block for block in brief.topic.blocks if block.id == words.name), None)
    if words.kind == "title":
        ink = inks.text if inks.text == "white" else inks.title
        role, said, phrases = ("cover-title", brief.topic.title, brief.topic.phrases)
        if block:
            role, said, phrases = ("opener-title", block.title, ())
        return board.title(said, house.list_smaller(role, ink), x, top, words.measure, words.room, phrases)
    if words.kind == "lead":
        style = house.style("cover-line", "" if inks.text == "white" else inks.text)
    else:
        role = "strong" if words.is_strong else "speech" if inks.text == "white" else "speech-plain"
        style = house.style(role, inks.text)
    return board.paragraph(block.text if block else brief.topic.title, style, x, top, words.measure)
