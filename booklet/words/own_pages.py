"""A partner's own pages and cards: guide and layouts in, and out again with them in their places."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from booklet.errors import Finding, Severity, Where, did_you_mean
from booklet.look.layout import Layout, Look, PagePlan
from booklet.words.guide import BANDS, Guide, SourceTopic

FOLDED = 4
"""Pages on a sheet that is folded once: a stapled booklet has a multiple of them."""

FIRST = "welcome"
"""The first page that one of a partner's may follow: cover, imprint and page 3 are found where they always are."""

GROUND = "lilac"
"""The ground of a card whose file names none, in an edition without an accent."""


@dataclass(frozen=True, eq=False)
class OwnPage:
    """A page, the topic it follows in the booklet, and the faces of its story."""

    topic: SourceTopic
    after: str
    cast: tuple[str, ...]
    where: Where


@dataclass(frozen=True, eq=False)
class OwnCard:
    """A tip card, the ink of its front ("" = the usual one), and the faces on it."""

    topic: SourceTopic
    ground: str
    cast: tuple[str, ...]
    where: Where


@dataclass(frozen=True, eq=False)
class OwnItems:
    """All pages and cards of a project, in the order of their files."""

    pages: tuple[OwnPage, ...] = ()
    cards: tuple[OwnCard, ...] = ()


NO_ITEMS = OwnItems()
"""What our own editions have."""


def add_own_words(guide: Guide, own: OwnItems) -> Guide:
    """Return the guide with a partner's pages and cards added after ours."""
    return replace(
        guide,
        topics=(*guide.topics, *(page.topic for page in own.pages)),
        cards=(*guide.cards, *(card.topic for card in own.cards)),
    )


def find_taken_ids(guide: Guide, own: OwnItems) -> Iterator[Finding]:
    """Yield findings about ids of a partner's pages and cards that are used twice, there or in the guide."""
    seen = dict(guide.every_id())
    for name, where in make_own_guide(own).every_id():
        if name in seen:
            yield Finding("duplicate-id", where, f'"{name}" stands already at {seen[name]}', "choose another id")
        seen[name] = where


def make_own_guide(own: OwnItems) -> Guide:
    """Return a guide that has only a partner's pages and cards."""
    return add_own_words(Guide((), (), (), (), {}, BANDS), own)


def add_own_places(layout: Layout, own: OwnItems, accent: str) -> tuple[Layout, list[Finding]]:
    """Return a layout with a partner's pages or cards in it, in the ink `accent` if given, and the findings."""
    if layout.product == "card":
        looks = tuple(Look(card.topic.id, card.ground or accent or GROUND, "", card.cast, (0, 0)) for card in own.cards)
        return replace(layout, looks=(*layout.looks, *looks)), []
    own_pages = tuple(page for page in own.pages if layout.page_of(page.topic.id) is None)
    if layout.product != "booklet" or layout.fold or not own_pages:
        return layout, []
    first = layout.page_of(FIRST) or 0
    pages: list[PagePlan] = []
    for number, plan in enumerate(layout.pages):
        pages.append(plan)
        if first <= number < len(layout.pages) - 1:
            pages += [_plan(page, plan, accent) for page in _followers(plan.place, own_pages)]
    found = replace(layout, pages=tuple(pages))
    places = [plan.place for plan in layout.pages[first:-1]]
    return found, [*_find_lost_pages(found, own_pages, places), *_find_uneven_bands(found, own_pages)]


def report_left_out(layout: Layout, own: OwnItems) -> Iterator[Finding]:
    """Yield notes on a partner's pages for which a leaflet has no room."""
    if layout.product == "booklet" and layout.fold and own.pages:
        message = f'your own pages have no place in "{layout.name}", which has as many panels as it is folded into'
        hint = "build a booklet for them, too"
        yield Finding("left-out", own.pages[0].where, message, hint, Severity.WARNING)


def _followers(place: str, pages: Iterable[OwnPage]) -> Iterator[OwnPage]:
    """Yield the pages that follow a page, each once and each with its own followers behind it."""
    after: dict[str, list[OwnPage]] = {}
    for page in {page.topic.id: page for page in reversed(tuple(pages))}.values():  # the first of those of one name
        after.setdefault(page.after, []).append(page)
    waiting = list(after.get(place, ()))
    while waiting:
        page = waiting.pop()
        yield page
        waiting += after.get(page.topic.id, ())


def _plan(page: OwnPage, before: PagePlan, accent: str) -> PagePlan:
    return PagePlan("text", page.topic.id, before.section, page.cast, page.topic.bands, accent)


def _find_lost_pages(layout: Layout, pages: tuple[OwnPage, ...], places: Iterable[str]) -> Iterator[Finding]:
    """Report pages without a place: they follow a page that does not exist, or one another in a circle."""
    after = {page.topic.id: page.after for page in pages}
    for page in pages:
        if layout.page_of(page.topic.id) is not None:
            continue
        circle = _circle(page.topic.id, after)
        if circle and page.topic.id == min(circle):
            message, hint = f"pages follow each other: {' after '.join(circle)}", "let one follow a page of ours"
            yield Finding("page-circle", page.where, message, hint)
        elif not circle:
            message = f'"{page.topic.id}" cannot stand after "{page.after}"'
            yield Finding("unknown-place", page.where, message, did_you_mean(page.after, places))


def _circle(name: str, after: Mapping[str, str]) -> list[str]:
    """Return the names of the pages of a circle that a page is in, none if it is in no circle.

    >>> _circle("a", {"a": "b", "b": "a", "c": "a"}), _circle("c", {"a": "b", "b": "a", "c": "a"})
    (['a', 'b', 'a'], [])
    """
    names, before = {name: None}, after[name]
    while before in after and before not in names:
        names[before] = None
        before = after[before]
    return [*names, before] if before == name else []


def _find_uneven_bands(layout: Layout, pages: tuple[OwnPage, ...]) -> Iterator[Finding]:
    """Report bands whose booklet cannot be folded from whole sheets; a layout that flows fills them up itself."""
    if layout.flows:
        return
    for band in BANDS:
        count = len(layout.for_band(band).pages)
        mine = [page for page in pages if not page.topic.bands or band in page.topic.bands]
        if mine and (over := count % FOLDED):
            message = f"the booklet for ages {band} has {count} pages, no multiple of {FOLDED}"
            hint = f"add {FOLDED - over} more (kind: lines is room for notes), or take {over} out"
            yield Finding("page-count", mine[-1].where, message, hint)
