"""The mark of words in draft: an oat bubble at the foot, in the language of the words, in our own type.

It stands on the cover, beside the number of each left-hand page, in the foot of posters and sheets, and on the back of
cards. Where there is room is found on the finished page: no theme, layout, label or typeface of a partner reaches it,
and what a page has already is never covered. Who listens to a file hears it once, where it is said whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from booklet.errors import Finding, SourceError, Where
from booklet.geometry import Rect, Size, mm
from booklet.look.brand import Responsible
from booklet.look.layout import DRAFT_GROUND, PROOF_GROUND, Layout, Theme
from booklet.machine.bounds import PAGES
from booklet.text.compose import Line, compose
from booklet.text.fonts import Font, Setting
from booklet.text.itemise import TextStyle
from booklet.text.markup import escape_markup, plain_text
from booklet.typeset.board import Board
from booklet.typeset.brief import Barcode
from booklet.typeset.drawncover import list_seen
from booklet.typeset.placed import (
    Clipped,
    Component,
    Element,
    FigureAt,
    Fill,
    Form,
    FormAt,
    Group,
    Item,
    LinkAt,
    PaintedAt,
    PlacedPage,
    Stroke,
    TextAt,
)
from booklet.typeset.reach import reach
from booklet.values import Frozen, replace
from booklet.words.manuscript import Manuscript

WEIGHT, BOLD = 600, 800

SAFE = mm(4)
"""How far the mark stays away from where a page is cut; printers ask for 3 mm."""

CLEAR = mm(0.8)
"""What is left between the mark and everything else on a page."""

STEP = mm(1)
"""How finely a page is searched for room."""

COVER, FOOT, CARD = 13.5, 20.0, 13.5
"""Millimetres of a page's width for each point of the mark's size: on covers, at a foot, on cards."""

LARGEST = {COVER: 24.0, FOOT: 12.0}

LEAST = {"cover": 7.0, "foot": 7.0, "card": 6.0}
"""The least size of its type, as printed, by where it stands."""

STEPS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
"""How its type gives way where there is little room."""

LEADING = 1.25

PAD_X, PAD_Y = 0.7, 0.35
"""The room around its words, in sizes of their type."""

ZONES = ((0.13, 0.7), (0.13, 0.5), (0.55, 0.5), (1.0, 0.5))
"""The shares of a page, from its foot, that are searched for room, and how far type gives way before the next is."""

MARGIN = 14 / 148
"""How far the mark stays within the sides of a page where it can, in widths of the page."""

LARGE = 6.0
"""An area that is so many times as large as the mark is a ground, on which it may stand."""

EVERY = "*"
"""Stands for the topics of all pages."""

ENTIRE = {"card": -1}
"""The page that says it whole, by product, if it is not the first: the back of a card."""


class DraftMark(Frozen):
    """What the mark says: whole (in paragraphs), in short, on a card, on a partner's own pages; and how it is set.

    `own` are the partner's own topics. The file is printed `scale` times as large as it is set. `kept_free` are rooms
    of a topic's page where nothing may stand.
    """

    product: str
    whole: tuple[str, ...]
    short: str
    card: str
    own_line: str
    own: frozenset[str]
    setting: Setting
    fonts: tuple[Font, ...]
    bold: tuple[Font, ...]
    size: float
    scale: float
    kept_free: tuple[tuple[str, Rect], ...] = ()

    def page_of_whole(self, count: int) -> int:
        """Return which of some pages says it whole."""
        return ENTIRE.get(self.product, 0) % count


def make_draft_mark(
    layout: Layout,
    manuscript: Manuscript,
    theme: Theme,
    responsible: Responsible | None,
    own: frozenset[str] = frozenset(),
    owner: str = "",
    barcode: Barcode | None = None,
) -> DraftMark:
    """Return the mark for the files of a manuscript, with who takes responsibility for its words, if anybody does."""
    locale, labels, fonts = manuscript.locale, manuscript.labels, theme.fonts.ours or theme.fonts
    whole = [plain_text(labels["proof.draft"])]
    if responsible:
        said = labels["proof.draft.responsible"].replace("{organisation}", escape_markup(responsible.organisation))
        whole.append(plain_text(said))
    chain = [tuple(Font(*file) for file in fonts.files(locale.script, locale.tag, "body", w)) for w in (WEIGHT, BOLD)]
    own_line = labels["page.own"].replace("{name}", escape_markup(owner)) if owner else ""
    return DraftMark(
        product=layout.product,
        whole=tuple(whole),
        short=plain_text(labels["proof.draft.short"]),
        card=plain_text(labels["proof.draft.card"]),
        own_line=plain_text(own_line),
        own=own if owner else frozenset(),
        setting=Setting(locale.direction, locale.script, locale.tag),
        fonts=chain[0],
        bold=chain[1],
        size=max(1.0, fonts.families(locale.script, locale.tag)["body"].size),
        scale=layout.scale,
        kept_free=tuple(_list_kept_free(layout, barcode, is_rtl=locale.direction == "rtl")),
    )


def _list_kept_free(layout: Layout, barcode: Barcode | None, *, is_rtl: bool) -> Iterator[tuple[str, Rect]]:
    """Yield what is kept free on drawn pages, and the room of a barcode on both sides of a page: it may be mirrored."""
    trim, overlay = layout.trim, layout.overlay
    ends = (Rect(0, 0, trim.width, overlay.foot), Rect(0, trim.height - overlay.top, trim.width, overlay.top))
    yield from ((EVERY, end) for end in ends if end.height)
    for plan in layout.pages:
        for box in list_seen(plan, layout, has_barcode=barcode is not None):
            x = trim.width - box.right if is_rtl else box.x
            yield plan.place, Rect(x, trim.height - box.top, box.width, box.height)
        if barcode and plan.master == "back-cover":
            room = barcode.room
            for x in (room.x, trim.width - room.x - room.width):
                yield plan.place, Rect(x, trim.height - room.top - room.height, room.width, room.height)


class _Way(NamedTuple):
    """A way to say the mark on a page: its paragraphs, the kind of place, whether it is read aloud."""

    says: tuple[str, ...]
    place: str
    is_read: bool


class MarkAt(Frozen):
    """A mark that stands on a page: what it says, and its lines, from the corner of the trim."""

    page: int
    says: tuple[str, ...]
    lines: tuple[TextAt, ...]


def mark_draft(
    pages: tuple[PlacedPage, ...], forms: tuple[Form, ...], mark: DraftMark, where: str
) -> tuple[PlacedPage, ...]:
    """Return the pages of a file of one language with their marks; raise `SourceError` where a page has no room."""
    whole = mark.page_of_whole(len(pages))
    return tuple(
        _mark_page(page, forms, mark, way, where) if (way := _choose_way(page, mark, is_whole=place == whole)) else page
        for place, page in enumerate(pages)
    )


def list_wanted(pages: tuple[PlacedPage, ...], mark: DraftMark) -> dict[int, tuple[str, ...]]:
    """Return what the mark must say on each of the pages of a file of one language, by the number of the page."""
    whole = mark.page_of_whole(len(pages))
    ways = ((page, _choose_way(page, mark, is_whole=place == whole)) for place, page in enumerate(pages))
    return {page.number: way.says for page, way in ways if way}


def _choose_way(page: PlacedPage, mark: DraftMark, *, is_whole: bool) -> _Way | None:
    """Return what a page says of its words, None if nothing."""
    if page.topic in mark.own:
        return _Way((mark.own_line,), "foot", is_read=True) if mark.own_line else None
    if is_whole and mark.product == "card":
        return _Way((mark.card,), "card", is_read=True)
    if is_whole:
        return _Way(mark.whole, "cover", is_read=True)
    has_foot = mark.product == "sticker" or (mark.product != "card" and page.number % 2)
    return _Way((mark.short,), "foot", is_read=False) if has_foot else None


@lru_cache(maxsize=PAGES)
def _mark_page(page: PlacedPage, forms: tuple[Form, ...], mark: DraftMark, way: _Way, where: str) -> PlacedPage:
    found = _find_place(page, forms, mark, way)
    if found is None:
        hint = "leave a free corner at the foot of it, or make its words fewer"
        said = Finding("draft-no-room", Where(f"{where} page {page.number + 1}"), f'no room for "{way.says[0]}"', hint)
        raise SourceError(said)
    bubble, x, top = found
    return replace(
        page,
        items=(*page.items, Group(x, top, len(page.elements), bubble.items)),
        elements=(*page.elements, *bubble.elements),
    )


def _find_place(
    page: PlacedPage, forms: tuple[Form, ...], mark: DraftMark, way: _Way
) -> tuple[Component, float, float] | None:
    """Return the mark in the largest type for which a page has room, and its left upper corner."""
    known = {form.name: form.component for form in forms}
    kept_free = (_Thing(room, "words") for topic, room in mark.kept_free if topic in (EVERY, page.topic))
    things = (*_list_things(page.items, known, 0.0, 0.0), *kept_free)
    search = _Search(page.trim, mark, way, _find_folio(page))
    for standing in (_AMONG_ALL, _ON_GROUNDS, _ON_ART):
        kept = [thing for thing in things if thing.kind in standing or thing.kind == "area"]
        if any(thing.kind != "area" and _is_around(thing.box, Rect(0, 0, *page.trim)) for thing in kept):
            continue
        for zone, least in ZONES:
            for bubble in _list_sizes(page.trim, mark, way, least):
                spot = _find_spot(search, bubble, zone, kept, standing)
                if spot is not None:
                    return bubble, spot.x, spot.top
    return None


class _Search(NamedTuple):
    """What is looked for: room for a mark on a page of a size, beside the number of the page if it has one."""

    trim: Size
    mark: DraftMark
    way: _Way
    folio: Rect | None


def _list_sizes(trim: Size, mark: DraftMark, way: _Way, least: float) -> Iterator[Component]:
    """Yield the mark in smaller and smaller type, each no wider than the page, in one line and in several."""
    wide = trim.width * mark.scale / mm(1)
    each = {"cover": COVER, "foot": FOOT, "card": CARD}[way.place]
    size = min(wide / each, LARGEST.get(each, 99.0))
    sizes = dict.fromkeys(max(LEAST[way.place], size * step) for step in STEPS if step >= least)
    most = trim.width - 2 * SAFE / mark.scale
    for printed in sizes:
        for share in (1.0, 0.6, 0.45):
            bubble = _set_bubble(mark, way, printed / mark.scale, most * share)
            if bubble.width <= most:
                yield bubble


@lru_cache(maxsize=256)
def _set_bubble(mark: DraftMark, way: _Way, size: float, most: float) -> Component:
    """Return the mark in a size of type, its lines below one another in the middle of their bubble."""
    pad_x, pad_y, leading = PAD_X * size, PAD_Y * size, LEADING * size * mark.size
    board = Board("draft", mark.setting)
    set_lines: list[tuple[Line, int]] = []
    for number, words in enumerate(way.says):
        fonts = mark.fonts if number else mark.bold
        style = TextStyle(fonts, fonts, size * mark.size, leading, PROOF_GROUND.name)
        element = -1
        if way.is_read:
            board.elements.append(Element("P", language=mark.setting.language))
            element = len(board.elements) - 1
        set_lines += ((line, element) for line in compose(escape_markup(words), style, most - 2 * pad_x, mark.setting))
    width = max(line.width for line, _ in set_lines) + 2 * pad_x
    reaches = [reach(line) for line, _ in set_lines]
    height = reaches[0][0] + leading * (len(set_lines) - 1) - reaches[-1][1] + 2 * pad_y
    board.bubble(0, 0, width, height, DRAFT_GROUND.name, size * 0.8, "none")
    for number, (line, element) in enumerate(set_lines):
        board.items.append(TextAt((width - line.width) / 2, -pad_y - reaches[0][0] - leading * number, line, element))
    return board.finish(width, height)


class _Thing(NamedTuple):
    """Something on a page that the mark must not cover: its box, and what it is: words, art, area, stroke."""

    box: Rect
    kind: str


_AMONG_ALL = frozenset({"words", "art", "area", "stroke"})
_ON_GROUNDS = frozenset({"words", "art", "small area", "stroke"})
_ON_ART = frozenset({"words"})
"""What the mark keeps clear of, at first and where there is no other room: never of words."""


def _is_taken(spot: Rect, things: Iterable[_Thing], kept: frozenset[str]) -> bool:
    """Tell whether something stands where the mark would; an area around all of it is its ground."""
    for box, kind in things:
        if box.x >= spot.right or box.right <= spot.x or box.y >= spot.top or box.top <= spot.y:
            continue
        if kind == "area" and kept != _ON_ART:
            is_ground = _is_around(box, spot) or (
                "area" not in kept and box.width * box.height > LARGE * spot.width * spot.height
            )
            if not is_ground:
                return True
        elif kind in kept:
            return True
    return False


def _is_around(box: Rect, spot: Rect) -> bool:
    return box.x <= spot.x and box.right >= spot.right and box.y <= spot.y and box.top >= spot.top


def _find_spot(
    search: _Search, bubble: Component, zone: float, things: list[_Thing], standing: frozenset[str]
) -> Rect | None:
    """Return the best place that is free: row by row, so that few things are looked at for each place."""
    clear = CLEAR / search.mark.scale
    for row in _list_rows(search, bubble, zone):
        band = row[0].grown(clear)
        near = [thing for thing in things if thing.box.y < band.top and thing.box.top > band.y]
        for spot in row:
            if not _is_taken(spot.grown(clear), near, standing):
                return spot
    return None


def _list_things(items: Iterable[Item], forms: Mapping[str, Component], dx: float, dy: float) -> Iterator[_Thing]:
    for item in items:
        if isinstance(item, Group):
            yield from _list_things(item.items, forms, dx + item.dx, dy + item.dy)
        elif isinstance(item, FormAt):
            if item.name in forms:
                yield from _list_things(forms[item.name].items, forms, dx + item.x, dy + item.y)
        elif isinstance(item, TextAt):
            top, low = reach(item.line)
            yield _Thing(Rect(item.x + dx, item.y + dy + low, item.line.width, top - low), "words")
        elif isinstance(item, FigureAt):
            yield _Thing(item.box.moved(dx, dy), "art" if item.turns else "words")
        elif isinstance(item, Fill):
            yield _Thing(item.path.bounds.moved(dx, dy), "area")
        elif isinstance(item, Stroke):
            yield _Thing(item.path.bounds.moved(dx, dy).grown(item.width / 2), "stroke")
        elif isinstance(item, Clipped):
            yield _Thing(item.path.bounds.moved(dx, dy), "art")
        elif not isinstance(item, LinkAt | PaintedAt):  # what is painted stands in a picture, which is clipped
            box = item.box if hasattr(item, "box") else Rect(item.x, item.y, item.drawn.width, item.drawn.height)
            yield _Thing(box.moved(dx, dy), "art")


def _find_folio(page: PlacedPage) -> Rect | None:
    """Return where the number of a page stands at its foot, None if it has none."""
    said = str(page.number + 1)
    found = [box for text, box in _list_texts(page.items, 0.0, 0.0) if text.strip() == said]
    low = [box for box in found if box.top < page.trim.height / 4]
    return min(low, key=lambda box: box.y, default=None)


def _list_texts(items: Iterable[Item], dx: float, dy: float) -> Iterator[tuple[str, Rect]]:
    for item in items:
        if isinstance(item, Group):
            yield from _list_texts(item.items, dx + item.dx, dy + item.dy)
        elif isinstance(item, TextAt):
            top, low = reach(item.line)
            yield item.line.text, Rect(item.x + dx, item.y + dy + low, item.line.width, top - low)


def _list_rows(search: _Search, bubble: Component, zone: float) -> Iterator[list[Rect]]:
    """Yield where the mark may stand, the best place first: beside the number of the page, else as low as can be.

    Places of a row are as high as one another.
    """
    trim, mark, way, folio = search
    safe, step = SAFE / mark.scale, STEP / mark.scale
    width, height = bubble.width, bubble.height
    if folio and way.place == "foot":
        middle = folio.y + (folio.top - folio.y) / 2 - height / 2
        gap = mm(2) / mark.scale
        is_left = folio.x < trim.width / 2
        yield [Rect(folio.right + gap if is_left else folio.x - gap - width, middle, width, height)]
    across: list[float] = []
    for side in (max(safe, trim.width * MARGIN), safe):
        ends = trim.width - side - width
        across += [x for x in (ends, side, (side + ends) / 2) if x >= side]
    across += [safe + number * (trim.width - 2 * safe - width) / 12 for number in range(13)]
    y = safe
    while y + height <= trim.height * zone:
        yield [Rect(x, y, width, height) for x in across]
        y += step


def marks_on(pages: Iterable[PlacedPage]) -> tuple[MarkAt, ...]:
    """Return the marks on pages that have one, to look for them in a file."""
    return tuple(
        MarkAt(number, _said(lines), lines)
        for number, page in enumerate(pages)
        if (lines := tuple(_lines_of_mark(page)))
    )


def _said(lines: Iterable[TextAt]) -> tuple[str, ...]:
    return tuple(line.line.text.strip() for line in lines)


def _lines_of_mark(page: PlacedPage) -> Iterator[TextAt]:
    """Yield the lines of the mark on a page: it is the last thing there, on a ground that nothing else has."""
    last = page.items[-1] if page.items else None
    ground = last.items[0] if isinstance(last, Group) and last.items else None
    if isinstance(last, Group) and isinstance(ground, Fill) and ground.ink == DRAFT_GROUND.name:
        texts = (item for item in last.items if isinstance(item, TextAt))
        yield from (replace(text, x=text.x + last.dx, y=text.y + last.dy) for text in texts)
