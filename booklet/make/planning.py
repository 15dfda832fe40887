"""Planning: what is asked for in, the jobs of a build out, or every unknown name."""

from collections.abc import Iterable, Iterator
from itertools import product

from booklet.bands import EASY
from booklet.errors import Finding, SourceError, Where, did_you_mean, raise_errors
from booklet.facts.insert import INTERNATIONAL
from booklet.facts.selection import select
from booklet.jobs import (
    BRAILLE,
    DEFAULT_LAYOUTS,
    EASY_EDITIONS,
    EASY_LAYOUTS,
    JPEG,
    KIT_LAYOUTS,
    PPTX,
    PRODUCTS,
    REFLOWED,
    SLIDES,
    SOCIAL,
    Job,
    pair_findings,
    usual_layout,
    usual_printer,
)
from booklet.look.braille import PROGRAM
from booklet.look.layout import INKS, SLIDE_MASTERS, Layout
from booklet.look.printer import Printer
from booklet.machine.needs import find_program, report_missing_program
from booklet.pdf.draw.palette import EDITIONS
from booklet.sources.load import Sources
from booklet.values import Frozen, replace
from booklet.words.guide import KIT, TALK
from booklet.words.locales import IMPLIED, SOURCE_LOCALE, languages_of


class Wanted(Frozen):
    """What a build is asked for; every combination is a job. If no locale is given, each country has its own ones."""

    products: tuple[str, ...] = PRODUCTS
    locales: tuple[str, ...] = ()
    countries: tuple[str, ...] = (INTERNATIONAL,)
    bands: tuple[str, ...] = ("14-17",)
    editions: tuple[str, ...] = ("press", "screen")
    inks: tuple[str, ...] = ("colour",)
    layouts: tuple[str, ...] = ()
    printer: str = ""
    """The printer of the edition that it is for; else, and for the others, the usual one."""
    is_one_sided: bool = False
    """Whether the usual printer of an office prints one side alone."""
    is_small: bool = False
    """Whether the usual layouts are those for a sheet of an office's paper."""
    parts: tuple[str, ...] = ("",)
    """Cover and interior, where each is to be a file of its own."""
    pictures: tuple[str, ...] = ("", JPEG)
    """How pictures are saved, each in a file of its own: as PNG, and as JPEG."""
    shows: tuple[str, ...] = ("", PPTX)
    """How slides are saved, each in a file of its own: as PDF, and as slides that PowerPoint opens."""
    paper: str = ""
    """What covers are for; else the usual paper of their printer."""
    items: tuple[str, ...] = ()
    """Which posters and cards, if not all; products that are one file are not asked."""
    shown_in: tuple[str, ...] = ()
    """Editions besides that only what is shown on a screen is made in."""


def plan_jobs(wanted: Wanted, sources: Sources) -> list[Job]:
    """Return the jobs of a build; raise `SourceError` with every unknown name in what is asked for."""
    raise_errors(_find_unknown(wanted, sources))
    named = sources.printer(wanted.printer) if wanted.printer else None
    if named and named.edition not in wanted.editions:
        hint = f"add --edition {named.edition}, or name another printer"
        message = f'"{named.name}" prints the {named.edition} edition'
        raise SourceError(Finding("printer-edition", Where("--printer"), message, hint))
    jobs = []
    places = [
        (country, locale) for country in wanted.countries for locale in wanted.locales or locales_of(country, sources)
    ]
    for kind, of_kit, named_layout in _layouts(wanted, sources):
        for (country, locale), band, ink in product(places, wanted.bands, wanted.inks):
            usual = usual_layout(kind, country, locale, band, is_small=wanted.is_small, item=of_kit)
            layout = named_layout or sources.layout(usual)
            if not layout.is_for(band):
                continue
            known = _list_known(layout.product, band, wanted, sources)
            asked = () if named_layout and kind == KIT else wanted.items  # a layout of the kit names its item
            items = items_in(layout, known, name_each(asked, sources))
            if layout.covers and wanted.items:
                items = join_contacts(wanted.items, country, band, sources)
            is_shown = is_for_screens(layout)
            asked_in = (*wanted.editions, *(wanted.shown_in if is_shown else ()))
            editions = [name for name in asked_in if _is_made_in(name, band, is_shown=is_shown)]
            for item, edition, part in product(items, editions, _choose_parts(layout, wanted)):
                job = Job(layout.product, item, layout.name, locale, country, band, edition, layout.ink or ink, "")
                if edition in REFLOWED:
                    jobs += [] if layout.product not in ON_SCREENS else [_reflow(job)]
                    continue
                jobs.append(_set_paper(_set_printer(replace(job, part=part), named, wanted), wanted.paper, named))
    return list(dict.fromkeys(jobs))


def _choose_parts(layout: Layout, wanted: Wanted) -> tuple[str, ...]:
    """Return the kinds of file of pictures and of slides, or the parts of other things."""
    if not is_for_screens(layout):
        return wanted.parts
    return wanted.pictures if layout.product == SOCIAL else wanted.shows


def is_for_screens(layout: Layout) -> bool:
    """Tell whether only screens show what a layout makes: pictures, and slides."""
    return layout.product == SOCIAL or all(plan.master in SLIDE_MASTERS for plan in layout.pages)


def _is_made_in(edition: str, band: str, *, is_shown: bool) -> bool:
    """Tell whether there is an edition in a band; what is shown is for screens alone."""
    return (edition == "screen" or not is_shown) and (band != EASY or edition in EASY_EDITIONS)


ON_SCREENS = frozenset({"booklet"})
"""Products that there are as a web page and as an EPUB, too."""


def editions_of(product: str, band: str = "") -> tuple[str, ...]:
    """Return the editions that a product is made in; in easy words they are fewer."""
    known = (name for name in EDITIONS if name not in REFLOWED or product in ON_SCREENS)
    return tuple(name for name in known if _is_made_in(name, band, is_shown=False))


def report_not_on_screens(products: Iterable[str], editions: Iterable[str]) -> Finding:
    """Return that products are not made in editions whose pages the reader's program sets."""
    message = f"no {' and no '.join(products)} is made in the edition {' or '.join(editions)}"
    return Finding("edition-product", Where("--edition"), message, f"ask for: {', '.join(ON_SCREENS)}")


def _reflow(job: Job) -> Job:
    """Return a job whose pages the reader's program sets: it has no parts, and spares no ink."""
    return replace(job, ink="colour", printer=usual_printer("screen", "colour", job.country))


def items_in(layout: Layout, items: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the items for which a layout makes a file each, all or those wanted.

    A topic that a page names stands in all files; in those of the kit it is the item. Pictures for screens are those
    that their layout has a look for, in its order.
    """
    named = {plan.place for plan in layout.pages}
    if layout.product == KIT:
        return tuple(item for item in items if item in named and (not wanted or item in wanted))
    if "" not in named:
        return ("",)
    if layout.product == SOCIAL:
        items = tuple(look.item for look in layout.looks if look.item in items)
    return tuple(item for item in items if item not in named and (not wanted or item in wanted))


def _list_known(product: str, band: str, wanted: Wanted, sources: Sources) -> tuple[str, ...]:
    """Return the items of a product in a band; cards of the deck are among them if items are asked for by name."""
    deck = sources.guide.items(TALK, band) if product == "card" and wanted.items else ()
    return (*sources.guide.items(product, band), *deck)


def name_each(items: tuple[str, ...], sources: Sources) -> tuple[str, ...]:
    """Return items with the cards of the deck in place of its name."""
    deck = tuple(card.id for card in sources.guide.talks)
    return tuple(dict.fromkeys(one for item in items for one in (deck if item == TALK else (item,))))


def items_of(products: Iterable[str], sources: Sources) -> tuple[str, ...]:
    """Return the ids of all posters and cards of some products, in any band, with the deck and its name."""
    guide, names = sources.guide, tuple(products)
    sets = (*names, *((TALK,) if "card" in names else ()))
    found = (item for name in sets for band in guide.bands for item in guide.items(name, band))
    return tuple(dict.fromkeys((*filter(None, found), *((TALK,) if TALK in sets and guide.talks else ()))))


def join_contacts(items: tuple[str, ...], country: str, band: str, sources: Sources) -> tuple[str, ...]:
    """Return the item of stickers for some contacts of a country, which stand in one file; none if it has none."""
    printed = {contact.id for contact in select(sources.insert(country), sources.world, band).printed}
    found = "+".join(item for item in items if item in printed)
    return (found,) if found else ()


def _list_items(wanted: Wanted, sources: Sources) -> tuple[str, ...]:
    """Return what may be an item of what is asked for: posters and cards, and for stickers contacts."""
    known = items_of(wanted.products, sources)
    if "sticker" not in wanted.products:
        return known
    countries = [country for country in wanted.countries if country in sources.countries()]
    selections = (
        select(sources.insert(country), sources.world, band) for country in countries for band in sources.guide.bands
    )
    contacts = (contact.id for found in selections for contact in found.printed)
    return tuple(dict.fromkeys((*known, *contacts)))


def _set_printer(job: Job, named: Printer | None, wanted: Wanted) -> Job:
    """Return a job with its printer: the one that was named, if it suits the edition; it may print black alone."""
    if named and named.edition == job.edition:
        return replace(job, printer=named.name, ink=job.ink if named.ink == "colour" else named.ink)
    usual = usual_printer(job.edition, job.ink, job.country, is_one_sided=wanted.is_one_sided)
    return replace(job, printer=usual)


def _set_paper(job: Job, paper: str, named: Printer | None) -> Job:
    """Return a job with the paper of its cover, if it is a cover and that is not the usual paper."""
    usual = named.cover.usual_paper if named and named.cover else ""
    return replace(job, paper=paper) if job.is_cover and paper != usual else job


def locales_of(country: str, sources: Sources) -> tuple[str, ...]:
    """Return the locales of a country that the guide exists in, or the source locale."""
    try:
        own = sources.insert(country).locales
    except SourceError:  # told with everything else once its files are placed
        own = ()
    known = sources.locales()
    found = dict.fromkeys(IMPLIED.get(tag, tag) for tag in own)
    return tuple(tag for tag in found if tag in known) or (SOURCE_LOCALE,)


def _layouts(wanted: Wanted, sources: Sources) -> list[tuple[str, str, Layout | None]]:
    """Return each product with the layouts that are asked for; if none is, the usual one depends on the country.

    Of the kit each item has a usual layout of its own; of other products, the item is "".
    """
    if wanted.layouts:
        named = [sources.layout(name) for name in wanted.layouts]
        return [(layout.product, "", layout) for layout in named if layout.product in wanted.products]
    return [(name, item, None) for name in wanted.products for item in (KIT_LAYOUTS if name == KIT else ("",))]


def _find_unknown(wanted: Wanted, sources: Sources) -> list[Finding]:
    findings = []
    if wanted.parts != ("",) and wanted.products != ("booklet",):
        message, hint = "only a booklet has a cover", "ask for the booklet alone"
        findings.append(Finding("cover-product", Where("product"), message, hint))
    if set(wanted.editions) <= REFLOWED.keys() and not ON_SCREENS.intersection(wanted.products):
        findings.append(report_not_on_screens(wanted.products, wanted.editions))
    if BRAILLE in wanted.editions and not find_program(PROGRAM):
        findings.append(report_missing_program(PROGRAM, Where("--edition"), "braille is made with it"))
    for option, asked, known in (
        ("product", wanted.products, tuple(DEFAULT_LAYOUTS)),
        ("country", wanted.countries, sources.countries()),
        ("band", wanted.bands, sources.guide.every_band),
        ("edition", wanted.editions, tuple(EDITIONS)),
        ("ink", wanted.inks, INKS),
        ("layout", wanted.layouts, sources.layouts()),
        ("item", wanted.items, _list_items(wanted, sources) if wanted.items else ()),
        ("printer", (wanted.printer,) if wanted.printer else (), sources.printers()),
    ):
        for name in asked:
            if name not in known and option == "country":
                findings.append(sources.report_unknown_country(name))
            elif name not in known:
                where = Where(option if option == "product" else f"--{option}")
                message = f'there is no {option} "{name}"'
                findings.append(Finding(f"unknown-{option}", where, message, did_you_mean(name, known)))
    findings += _find_not_easy(wanted)
    findings += _find_left_out(wanted, sources)
    findings += _find_unpaired(wanted, sources)
    for tag in dict.fromkeys(tag for locale in wanted.locales for tag in languages_of(locale) if tag):
        try:
            sources.locale(tag)
        except SourceError as error:
            findings += error.findings
    return findings


def _find_left_out(wanted: Wanted, sources: Sources) -> Iterator[Finding]:
    """Yield papers of the kit that are in none of the layouts, or editions, that are asked for with them."""
    asked = [item for item in wanted.items if item in KIT_LAYOUTS] if KIT in wanted.products else []
    if wanted.layouts:
        known = set(wanted.layouts) & set(sources.layouts())
        had = {plan.place for name in known for plan in sources.layout(name).pages}
        for item in asked:
            if item not in had:
                hint = f"leave --layout out, or add --layout {KIT_LAYOUTS[item][0]}"
                message = f'no layout that you ask for has "{item}"'
                yield Finding("item-layout", Where("--layout"), message, hint)
    if SLIDES in asked and "screen" not in (*wanted.editions, *wanted.shown_in):
        hint = f"make them by themselves, on a screen: build {KIT} --item {SLIDES}"
        yield Finding("nothing-to-build", Where("--edition"), "slides are for screens alone", hint)


def _find_not_easy(wanted: Wanted) -> Iterator[Finding]:
    """Yield why nothing is made, if all that is asked for is what there is not in easy words."""
    if set(wanted.bands) != {EASY}:
        return
    if not EASY_LAYOUTS.keys() & set(wanted.products):
        message = f"there is no {' and no '.join(wanted.products)} in easy words"
        yield Finding("easy-product", Where("product"), message, f"ask for: {', '.join(EASY_LAYOUTS)}")
    if not EASY_EDITIONS & set(wanted.editions):
        message = f"easy words are not made in the edition {' or '.join(wanted.editions)}"
        yield Finding("easy-edition", Where("--edition"), message, f"ask for: {', '.join(sorted(EASY_EDITIONS))}")


def _find_unpaired(wanted: Wanted, sources: Sources) -> Iterator[Finding]:
    """Yield why something asked for is not made in two languages; a named layout stands for its product only."""
    pairs = [locale for locale in wanted.locales if len(languages_of(locale)) > 1]
    known = sources.layouts() if pairs else ()
    named = [sources.layout(name) for name in wanted.layouts if name in known]
    products = {layout.product for layout in named} if wanted.layouts else set(wanted.products)
    for locale in pairs:
        yield from pair_findings(locale, [product for product in wanted.products if product in products])
    for layout in named:
        if layout.fold:
            message, hint = f'"{layout.name}" is folded, and is not made in two languages', "name another layout"
            yield Finding("bilingual-product", Where("--layout"), message, hint)
