"""Masters: how each kind of page arranges its title, blocks, ground and foot.

A master returns the page as one component, measured from the upper left corner of the trim; its height is where the
content ends, so that the fitter can tell whether it fits.
"""

from collections.abc import Callable

from booklet.geometry import Rect, add_lengths, mm
from booklet.look.brand import Cover
from booklet.look.layout import NOTES, SLIDE_MASTERS, PagePlan
from booklet.scenes.model import Scene
from booklet.text.markup import escape_markup
from booklet.typeset import shapes
from booklet.typeset.barcode import measure_beside, place_barcode
from booklet.typeset.bigtitle import activity, breathe, calm, comic_page, help_page, infographic
from booklet.typeset.board import Board
from booklet.typeset.brief import Brief
from booklet.typeset.busts import BUST_RATIO, bust
from booklet.typeset.card import card_back, card_front
from booklet.typeset.continued import (
    continued_comic,
    continued_infographic,
    continued_story,
    continued_text,
    notes,
    story_flow,
)
from booklet.typeset.coverparts import COVER_FOOT, foot_of_cover, logos_of, publisher_lines, set_thanks
from booklet.typeset.directory import directory, drawn_directory
from booklet.typeset.drawncomic import drawn_comic
from booklet.typeset.drawncover import drawn_back, drawn_front
from booklet.typeset.drawnpage import drawn_page
from booklet.typeset.easy import easy
from booklet.typeset.flow import Column, fill_column, flow
from booklet.typeset.foot import foot
from booklet.typeset.front import quilt
from booklet.typeset.head import head
from booklet.typeset.helppage import help_now
from booklet.typeset.house import House
from booklet.typeset.leaflet import leaflet_back, leaflet_cover, leaflet_panel
from booklet.typeset.notice import notice
from booklet.typeset.partners import above_foot, above_partners
from booklet.typeset.pictured import find_shown, pictured
from booklet.typeset.placed import ArtAt, Clipped, Component, Fill, Overset
from booklet.typeset.poster import poster
from booklet.typeset.slide import slide, slide_front
from booklet.typeset.stickers import stickers
from booklet.typeset.wallet import card_help, card_owner, card_steps
from booklet.typeset.whole import card_whole

Master = Callable[[Brief, House], Component]
"""What sets a page."""

Drawn = Callable[[Brief, House, Scene], Component]
"""What sets a page from its scene."""

HORIZON = 0.7 * mm(1)

KEPT_FREE, MOST_RISE = mm(16), mm(26)
"""What an opener leaves to the spaces between its blocks before its band rises, and how far that may rise."""

THANKS, PUBLISHER, PUBLISHER_FOOT = mm(44), mm(16.5), mm(5)
"""Where last words and small lines of the back cover begin and end, from its foot; all moves up if there are more."""

BACK_HORIZON, MOST_RAISED = mm(136), mm(14)
"""Where the sun of the back cover rises, from its foot, and how far up that may move below a logo."""

A5_HEIGHT = mm(210.1)
"""A page that is taller shares what it has more between the picture of its back cover and the words below it."""

BACK_CARD, LEAST_AIR = mm(48), mm(2)
"""Height of the helpline card of the back cover, and the least space above and below it."""


def text(brief: Brief, house: House) -> Component:
    """Set a white page: label, title, blocks."""
    board = Board(brief.topic.id, house.setting)
    top = head(board, brief, house)
    top += board.place(flow(brief.topic.blocks, brief, house), brief.start, top)
    foot(board, brief, house)
    return board.finish(brief.trim.width, top)


def opener(brief: Brief, house: House) -> Component:
    """Set the first page of a section: a band in its colour, a rising sun, and a bust that looks at the title."""
    board = Board(brief.topic.id, house.setting)
    ground = house.section.ink
    words = Board(brief.topic.id, house.setting)
    room = brief.measure - mm(50) if brief.cast else brief.measure
    styles = house.list_smaller("opener-title", house.on(ground).title)
    title_height = words.title(brief.topic.title, styles, 0, 0, room, phrases=brief.topic.phrases)
    air = mm(4 if house.is_roomy else 2)
    horizon = max(mm(house.allowance.opener), mm(24) + title_height + air)
    column = Column(brief, brief.measure, "white")
    natural = fill_column(brief.topic.blocks, column, house, 0.0).height
    horizon += _measure_rise_of_band(brief, limit(brief) - horizon - house.pad(7.5) - natural)
    _band(board, brief, horizon, ground)
    label = house.style("folio" if ground == "tide" else "label", house.on(ground).text)
    board.line(house.labels[f"section.{house.section.name}"], label, brief.start, mm(15), room, board.element("P"))
    board.place(words.finish(room, title_height), brief.start, mm(24))
    top = horizon + house.pad(7.5)
    top += board.place(fill_column(brief.topic.blocks, column, house, limit(brief) - top), brief.start, top)
    foot(board, brief, house)
    return board.finish(brief.trim.width, top)


def _measure_rise_of_band(brief: Brief, spare: float) -> float:
    """Return by how much the band of an opener is taller where words leave much of the page free."""
    return max(0.0, min(spare - KEPT_FREE, MOST_RISE)) if brief.is_filled else 0.0


def _band(board: Board, brief: Brief, horizon: float, ground: str) -> None:
    """Draw ground, sun, bust and horizon; with every opener the sun rises a little."""
    width, bleed = brief.trim.width, brief.bleed
    area = Rect(-bleed, -horizon, width + 2 * bleed, horizon + bleed)
    board.fill(shapes.rectangle(area), ground)
    share = min(1.0, 0.25 + 0.045 * (brief.number + 1 - 4))
    radius = min(mm(24), (horizon - mm(5)) / (2 * share))
    sun = Fill(shapes.disc(width - mm(38), -horizon - radius + 2 * share * radius, radius), "sun")
    board.clip_item(shapes.rectangle(area), sun)
    for face in brief.cast[:1]:
        wide = min(mm(58), (horizon - mm(4)) / BUST_RATIO)
        x = width - mm(38) - wide / 2
        board.clip_item(shapes.rectangle(area), bust(face, x, -horizon, wide, flip=True))
    board.rule(-bleed, horizon - HORIZON / 2, width + 2 * bleed, "night", HORIZON)


def story(brief: Brief, house: House) -> Component:
    """Set a page on Lilac that tells what happened to someone."""
    board = Board(brief.topic.id, house.setting)
    board.ground(brief.trim, brief.bleed, "lilac")
    icon = mm(6.5)
    board.art("icon-chats-circle", brief.start, mm(15), icon, icon)
    label = house.style("label")
    board.line(house.labels["story"], label, brief.start + icon + mm(2.5), mm(15.3), brief.measure, board.element("P"))
    style = house.style("title", house.on("lilac").title)
    title = board.text(brief.topic.title, style, brief.start, mm(24), brief.measure, board.element("H1"))
    top = mm(24) + title + max(min(mm(4.5), house.gap), mm(2.5))
    top += board.place(story_flow(brief, house), brief.start, top)
    foot(board, brief, house)
    return board.finish(brief.trim.width, top)


def cover(brief: Brief, house: House) -> Component:
    """Set the front: a title, a quilt of tiles, age band and language; it names no topic, so it is safe to carry."""
    board = Board(brief.topic.id, house.setting)
    ground = house.section.ink
    board.ground(brief.trim, brief.bleed, ground)
    x, measure = mm(14), brief.trim.width - mm(28)
    line = house.style("cover-line", "" if ground == "night" else house.on(ground).text)
    tiles = brief.trim.height - COVER_FOOT - 0.75 * brief.trim.width
    room = tiles - mm(28)
    styles, phrases = house.list_smaller("cover-title"), brief.topic.phrases
    top = mm(13.5) + board.title(brief.topic.title, styles, x, mm(13.5), measure, room, phrases)
    for block in brief.topic.blocks:
        top += mm(4) + board.paragraph(block.text, line, x, top + mm(4), measure)
    if top > tiles:
        board.oversets.append(Overset(brief.topic.id, 1, brief.topic.title))
    if brief.brand.cover and brief.brand.cover.file:
        _own_cover(board, brief, brief.brand.cover, tiles)
    else:
        board.place(quilt(brief.cast, brief.trim.width / 4, brief.bleed, house), 0, tiles)
    foot_of_cover(board, brief, house, house.section.ink, "oat")
    return board.finish(brief.trim.width, top)


def _own_cover(board: Board, brief: Brief, cover: Cover, top: float) -> None:
    """Draw a partner's picture over the width of the cover and into the bleed; what is too high or wide is cut off."""
    room = Rect(0, COVER_FOOT - brief.trim.height, brief.trim.width, brief.trim.height - COVER_FOOT - top)
    room = Rect(room.x - brief.bleed, room.y, room.width + 2 * brief.bleed, room.height)
    width = max(room.width, room.height / cover.ratio)
    height = width * cover.ratio
    box = Rect(room.x - (width - room.width) / 2, room.y - (height - room.height) / 2, width, height)
    board.figure(room, (Clipped(shapes.rectangle(room), (ArtAt(cover.file, box),)),), escape_markup(cover.alt))


def back_cover(brief: Brief, house: House) -> Component:
    """Set the back: the sun is up, M1 and the helpline stand large; the last words leave room for a barcode."""
    board = Board(brief.topic.id, house.setting)
    board.ground(brief.trim, brief.bleed, "oat")
    height, raised = brief.trim.height, _measure_rise(brief, house)
    horizon = height - BACK_HORIZON - raised - max(0.0, height - A5_HEIGHT) / 4
    _sunrise(board, brief, horizon)
    x, measure = brief.margins.outer, brief.trim.width - 2 * brief.margins.outer
    board.place(logos_of(brief, house, measure), x, mm(9))
    message, *rest = brief.topic.blocks
    top = horizon + mm(7)
    top += board.text(message.title, house.style("title"), x, top, measure, board.element("H1"))
    top += mm(1) + board.paragraph(message.text, house.style("speech-plain"), x, top + mm(1), measure)
    low, room = measure_beside(brief.barcode, x, measure)
    small = publisher_lines(brief, house, room)
    foot = height - max(PUBLISHER, PUBLISHER_FOOT + small.height)
    ways = [(low, set_thanks(brief, rest, house, room), foot)]
    if brief.barcode:
        ways.append((x, set_thanks(brief, rest, house, measure), min(foot, brief.barcode.room.top - mm(1.5))))
    lasts = [min(height - THANKS, end - words.height - mm(1.5)) for _, words, end in ways]
    last = max(lasts)
    start, words, _ = ways[lasts.index(last)]
    air = (last - BACK_CARD - top) / 2
    if air < LEAST_AIR:
        board.oversets.append(Overset(brief.topic.id, 1, message.text))
    board.form("card-back", x, top + air, "Sect")
    top = last + board.place(words, start, last)
    board.place(small, low, foot)
    if brief.barcode:
        place_barcode(board, brief.barcode, house.labels["imprint.isbn"], house)
    return board.finish(brief.trim.width, top)


def _measure_rise(brief: Brief, house: House) -> float:
    """Return how much higher than usual the horizon is: if a barcode takes room, the picture makes room for words."""
    if brief.barcode is None:
        return 0.0
    return min(mm(house.theme.give["opener"][0] - house.allowance.opener), MOST_RAISED)


def _sunrise(board: Board, brief: Brief, horizon: float) -> None:
    width, bleed = brief.trim.width, brief.bleed
    area = Rect(-bleed, -horizon, width + 2 * bleed, horizon + bleed)
    board.fill(shapes.rectangle(area), "coral")
    sun = Fill(shapes.disc(width / 2, -horizon, mm(55.5)), "sun")
    board.clip_item(shapes.rectangle(area), sun)
    busts(board, brief.cast, (mm(43), mm(47), mm(43)), width, area)
    board.rule(-bleed, horizon - HORIZON / 2, width + 2 * bleed, "night", HORIZON)


def busts(board: Board, cast: tuple[str, ...], widths: tuple[float, ...], width: float, area: Rect) -> None:
    """Draw busts side by side on a horizon; those at the end side look back at the others."""
    used = add_lengths(widths[: len(cast)])
    x = (width - used) / 2
    for number, (face, wide) in enumerate(zip(cast, widths, strict=False)):
        flip = number > (len(cast) - 1) / 2
        board.clip_item(shapes.rectangle(area), bust(face, x, area.y, wide, flip=flip))
        x += wide


def _comic(brief: Brief, house: House) -> Component:
    """Set a comic: drawn, where its page has a scene."""
    return drawn_comic(brief, house, brief.scene) if brief.scene else comic_page(brief, house)


def _drawn(plain: Master, drawn: Drawn = drawn_page) -> Master:
    """Return a master whose pages are drawn where they have a scene, or show its pictures where they flow."""

    def page(brief: Brief, house: House) -> Component:
        if brief.scene:
            return drawn(brief, house, brief.scene)
        shown = find_shown(brief.pictures) if brief.pictures else None
        return pictured(brief, house, brief.pictures, shown) if brief.pictures and shown else plain(brief, house)

    return page


DIRECTORY_FOOT = mm(17.5)
"""What the directory keeps free: a folio and a line, no strip."""

MASTERS: dict[str, Master] = {
    "text": text,
    "directory": above_foot(_drawn(directory, drawn_directory), DIRECTORY_FOOT),
    "opener": _drawn(opener),
    "story": story,
    "comic": _comic,
    "infographic": _drawn(infographic),
    "activity": _drawn(activity),
    "breath": _drawn(breathe),
    "help": _drawn(help_page),
    "calm": _drawn(calm),
    "help-now": help_now,
    "easy": easy,
    "cover": _drawn(cover, drawn_front),
    "back-cover": _drawn(back_cover, drawn_back),
    "poster": above_partners(poster),
    "notice": above_partners(notice),
    "leaflet-cover": leaflet_cover,
    "leaflet-panel": leaflet_panel,
    "leaflet-back": leaflet_back,
    "slide-front": slide_front,
    "slide": slide,
    "slide-help": notice,
    "card-front": card_front,
    "card-back": card_back,
    "card-whole": card_whole,
    "card-steps": card_steps,
    "card-help": card_help,
    "card-owner": card_owner,
    "sticker-help": stickers,
    "sticker-lines": stickers,
    "sticker-directory": stickers,
    "sticker-poster": stickers,
    "sticker-card": stickers,
}

FOOTED = frozenset({"text", "opener", "story", "comic", "infographic", "activity", "breath", "help", "calm", "easy"})
"""Masters that print the way to help at the foot of the page."""

CONTINUED: dict[str, Master] = {
    "text": continued_text,
    "opener": continued_text,
    "story": continued_story,
    "comic": continued_comic,
    "infographic": continued_infographic,
    "activity": continued_text,
    "help": continued_text,
    "calm": continued_text,
    "help-now": help_now,
}
"""Masters whose topics may go on, and what sets the pages behind the first."""


def master_of(plan: PagePlan) -> Master:
    """Return the function that sets a page."""
    if plan.master == NOTES:
        return notes
    return (CONTINUED if plan.is_continued else MASTERS)[plan.master]


CARDS = frozenset({"card-front", "card-back", "card-whole", "card-steps", "card-help", "card-owner"})

_COVERS = frozenset({"cover", "back-cover", "leaflet-cover", "leaflet-back"})

OWN_GROUND = _COVERS | frozenset({"help-now", "poster", "notice"}) | CARDS | SLIDE_MASTERS
"""Masters that fill the whole page; the others keep the foot free."""


def limit(brief: Brief) -> float:
    """Return how far down from the top of the trim a page's content may reach."""
    if brief.plan.master in OWN_GROUND:
        return brief.trim.height
    return brief.trim.height - (DIRECTORY_FOOT if brief.plan.master == "directory" else brief.margins.foot)
