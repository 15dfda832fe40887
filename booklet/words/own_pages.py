"""A partner's own pages and cards: guide and layouts in, and out again with them in their places."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from booklet.bands import AGES
from booklet.errors import Finding, Severity, Where, did_you_mean
from booklet.look.brand import Cover
from booklet.look.layout import BandStyle, Layout, Look, PagePlan
from booklet.values import Frozen, replace
from booklet.words.guide import Guide, SourceTopic

FOLDED = 4
"""Pages on a sheet that is folded once: a stapled booklet has a multiple of them."""

HELP = "help-now"
"""The master of the page behind which a partner's may begin: cover, imprint and help are where they always are."""

GROUND = "lilac"
"""The ground of a card whose file names none, in an edition without an accent."""


class OwnPage(Frozen, eq=False):
    """A page, the topics it follows, one in each book that has it, and the faces of its story."""

    topic: SourceTopic
    after: tuple[str, ...]
    cast: tuple[str, ...]
    where: Where


class OwnCard(Frozen, eq=False):
    """A tip card, the ink of its front ("" = the usual one), and the faces on it."""

    topic: SourceTopic
    ground: str
    cast: tuple[str, ...]
    where: Where


class OwnItems(Frozen, eq=False):
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
    return add_own_words(Guide((), (), (), (), {}, AGES), own)


def add_own_places(layout: Layout, own: OwnItems, accent: str) -> tuple[Layout, list[Finding]]:
    """Return a layout with a partner's pages or cards in it, in the ink `accent` if given, and the findings."""
    if layout.product == "card":
        looks = tuple(Look(card.topic.id, card.ground or accent or GROUND, "", card.cast, (0, 0)) for card in own.cards)
        return replace(layout, looks=(*layout.looks, *looks)), []
    if layout.product != "booklet" or layout.fold or layout.band or not own.pages:
        return layout, []
    findings: list[Finding] = []
    styles = [style_of(layout, band) for band in AGES]
    bands = tuple(replace(style, pages=_add_pages(style, own.pages, accent, findings)) for style in styles)
    found = replace(layout, bands=bands)
    return found, [*dict.fromkeys(findings), *_find_uneven_bands(found, own.pages)]


def with_own_cover(layout: Layout, cover: Cover | None) -> Layout:
    """Return a layout whose front covers show what a partner wants, in place of our picture."""
    if cover is None:
        return layout

    def change(plans: tuple[PagePlan, ...]) -> tuple[PagePlan, ...]:
        return tuple(
            replace(plan, scene="", cast=cover.faces or plan.cast) if plan.master == "cover" else plan for plan in plans
        )

    bands = tuple(replace(style, pages=change(style.pages)) for style in layout.bands)
    return replace(layout, pages=change(layout.pages), bands=bands)


def style_of(layout: Layout, band: str) -> BandStyle:
    """Return what a layout changes for a band, with all pages that it has there."""
    style = next((style for style in layout.bands if style.band == band), BandStyle(band, (), ()))
    return replace(style, pages=layout.for_band(band).pages)


def _add_pages(
    style: BandStyle, every: tuple[OwnPage, ...], accent: str, findings: list[Finding]
) -> tuple[PagePlan, ...]:
    """Return the pages of a band with a partner's among them; what has no place there is a finding."""
    placed = {plan.place for plan in style.pages}
    own = tuple(page for page in every if page.topic.is_for(style.band) and page.topic.id not in placed)
    first = next((number for number, plan in enumerate(style.pages) if plan.master == HELP), -1) + 1
    known = [place for plan in style.pages[first:-1] for place in _places(plan)]
    after = {page.topic.id: _choose_place(page, {*known, *(other.topic.id for other in own)}) for page in own}
    pages: list[PagePlan] = []
    for number, plan in enumerate(style.pages):
        pages.append(plan)
        if first <= number < len(style.pages) - 1:
            followers = (page for place in _places(plan) for page in _followers(place, own, after))
            pages += [_plan(page, plan, accent) for page in followers]
    lost = [page for page in own if page.topic.id not in {plan.place for plan in pages}]
    findings += _report_lost_pages(lost, after, known, style.band)
    return tuple(pages)


def _places(plan: PagePlan) -> tuple[str, ...]:
    """Return the topics that may stand on a page."""
    return tuple(filter(None, (plan.place, plan.otherwise)))


def _choose_place(page: OwnPage, known: Collection[str]) -> str:
    """Return which of the pages that a page follows a book has, else the first that it names."""
    return next((place for place in page.after if place in known), (*page.after, "")[0])


def report_left_out(layout: Layout, own: OwnItems) -> Iterator[Finding]:
    """Yield notes on a partner's pages for which a leaflet has no room, and which are in no easy words."""
    if layout.product == "booklet" and layout.band and own.pages:
        message = f'your own pages have no place in "{layout.name}", whose sentences each have a picture'
        hint = "build a booklet for them, too"
        yield Finding("left-out", own.pages[0].where, message, hint, Severity.WARNING)
    if layout.product == "booklet" and layout.fold and own.pages:
        message = f'your own pages have no place in "{layout.name}", which has as many panels as it is folded into'
        hint = "build a booklet for them, too"
        yield Finding("left-out", own.pages[0].where, message, hint, Severity.WARNING)


def _followers(place: str, pages: Iterable[OwnPage], after: Mapping[str, str]) -> Iterator[OwnPage]:
    """Yield the pages that follow a page, each once and each with its own followers behind it."""
    behind: dict[str, list[OwnPage]] = {}
    for page in {page.topic.id: page for page in reversed(tuple(pages))}.values():  # the first of those of one name
        behind.setdefault(after[page.topic.id], []).append(page)
    waiting = list(behind.get(place, ()))
    while waiting:
        page = waiting.pop()
        yield page
        waiting += behind.get(page.topic.id, ())


def _plan(page: OwnPage, before: PagePlan, accent: str) -> PagePlan:
    return PagePlan("text", page.topic.id, before.section, page.cast, accent)


def _report_lost_pages(
    lost: Sequence[OwnPage], after: Mapping[str, str], known: Iterable[str], band: str
) -> Iterator[Finding]:
    """Report pages without a place: they follow a page that a book has not, or one another in a circle."""
    unplaced = {page.topic.id for page in lost}
    for page in lost:
        circle = _circle(page.topic.id, after)
        if circle and page.topic.id == min(circle):
            message, hint = f"pages follow each other: {' after '.join(circle)}", "let one follow a page of ours"
            yield Finding("page-circle", page.where, message, hint)
        elif not circle and (place := after[page.topic.id]) not in unplaced:
            message = f'"{page.topic.id}" cannot stand after "{place}" in the book for ages {band}'
            hint = f"{did_you_mean(place, known)}; name a page of each book, after: [plan, my-team], or say bands:"
            yield Finding("unknown-place", page.where, message, hint)


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
    for band in AGES:
        count = len(layout.for_band(band).pages)
        mine = [page for page in pages if page.topic.is_for(band)]
        if mine and (over := count % FOLDED):
            message = f"the booklet for ages {band} has {count} pages, no multiple of {FOLDED}"
            hint = f"add {FOLDED - over} more (kind: lines is room for notes), or take {over} out"
            yield Finding("page-count", mine[-1].where, message, hint)
