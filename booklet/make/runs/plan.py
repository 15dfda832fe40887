"""What a campaign makes: its lots in, one item for each file out, every name checked against what exists."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property

from booklet.errors import Finding, Severity, SourceError, did_you_mean, raise_errors
from booklet.facts.event import EventDay
from booklet.facts.lots import ALL, AXES, Campaign, Lot, Named, Recipient
from booklet.jobs import BRAILLE, DEFAULT_LAYOUTS, PRODUCTS, UNPRINTED, Job
from booklet.look.braille import PROGRAM
from booklet.look.layout import INKS
from booklet.machine.needs import find_program, report_missing_program
from booklet.make.planning import Wanted, name_each, plan_jobs
from booklet.make.runs.columns import Columns, column_findings
from booklet.pdf.draw.palette import EDITIONS
from booklet.sheets.handling import copies_a_sheet, handling_name
from booklet.sources.load import Sources
from booklet.values import Frozen, replace
from booklet.words.guide import TALK
from booklet.words.locales import languages_of

DATED = ("c1", "day")
"""The card and the item of the kit that name the day of an event; every poster does."""

NAMED = ("poster", "card")
"""Products that bear the name of a recipient."""

CODED = ("poster",)
"""Products whose code leads to the page of a recipient."""

EDITION = "press"
"""What a lot is made for unless it says so."""


class RunItem(Frozen, dict=True):
    """One file of a run: its job, its lot, how many copies go where, how its sheets are handled.

    `a_sheet` is how many copies share a sheet.
    """

    lot: str
    job: Job
    copies: int
    deliver_to: str
    recipient: Recipient | None = None
    event: EventDay | None = None
    handling: str = ""
    a_sheet: int = 1

    @cached_property
    def id(self) -> str:
        """The item's name, the same in every run."""
        return "|".join((self.lot, self.recipient.id if self.recipient else "", *self.job.axes))

    @property
    def printer(self) -> str:
        """The printer it goes to; a screen has none."""
        return "screen" if self.job.edition in UNPRINTED else self.job.printer

    @property
    def folder(self) -> str:
        """Where its file lies in the run's folder."""
        return f"{self.printer}/{self.lot}"


def plan_run(campaign: Campaign, sources: Sources) -> tuple[RunItem, ...]:
    """Return the files of a campaign; raise `SourceError` with every unknown name in all lots."""
    findings: list[Finding] = []
    items: list[RunItem] = []
    columns = Columns(sources)
    for lot in campaign.lots:
        faults = [*_find_unknown(lot, sources), *_find_wrong_printer(lot, sources)]
        findings += faults
        if not faults:
            items += _items(lot, sources, columns, findings)
    findings += _find_unknown_themes(campaign, sources)
    raise_errors(dict.fromkeys(findings))
    return tuple(dict.fromkeys(items))


def _items(lot: Lot, sources: Sources, columns: Columns, findings: list[Finding]) -> list[RunItem]:
    try:
        jobs = [job for job in plan_jobs(_make_wanted(lot, sources), sources) if not _is_left_out(lot, job, sources)]
    except SourceError as error:
        findings += error.findings
        return []
    if not jobs:
        hint = "name a layout of its product, a band that has it, or leave out less"
        findings.append(Finding("empty-lot", lot.where, f'the lot "{lot.name}" makes nothing', hint))
    findings += (*_find_nameless(lot, jobs), *_find_dayless(lot, jobs))
    printed = {job: columns.find_printed(job) for job in jobs}
    findings += column_findings(lot, tuple(dict.fromkeys(printed.values())))
    events = {job.locale: lot.event and lot.event.narrow(languages_of(job.locale)) for job in jobs}
    narrow = cache(lambda product, names: tuple(_narrow_recipient(who, product, names) for who in lot.recipients))
    return [
        RunItem(lot.name, job, lot.quantity, lot.deliver_to, who, events[job.locale], *_sheets_of(job, sources))
        for job in jobs
        for who in narrow(job.product, printed[job].columns) or (None,)
    ]


def _sheets_of(job: Job, sources: Sources) -> tuple[str, int]:
    """Return how the sheets of a file are handled, and how many copies share one."""
    layout, sheet = sources.layout(job.layout), sources.printer(job.printer).sheet
    return handling_name(layout, sheet), copies_a_sheet(layout, sheet)


def _narrow_recipient(who: Recipient, product: str, columns: frozenset[str]) -> Recipient:
    """Return the part of a recipient that a product's file uses: what it does not print must not change the file."""
    return who.narrow(columns) if product in CODED else replace(who.narrow(columns), web="")


def _find_dayless(lot: Lot, jobs: list[Job]) -> Iterable[Finding]:
    """Report products without a place for the day that their lot names."""
    for job in jobs:
        if lot.event and job.product != "poster" and job.item not in DATED:
            message = f"{job.product} {job.item}".rstrip() + " has no place for the day"
            hint = f"leave it out: the day stands on posters and on {' and '.join(DATED)}"
            yield Finding("no-day-here", lot.where, message, hint)


def _find_unknown_themes(campaign: Campaign, sources: Sources) -> Iterable[Finding]:
    """Report themes in languages that do not exist here."""
    known = sources.locales(has_pseudo=True)
    for theme in (theme for lot in campaign.lots if lot.event for theme in lot.event.themes):
        if theme.locale not in known:
            message = f'theme: there is no language "{theme.locale}"'
            yield Finding("unknown-locales", theme.where, message, did_you_mean(theme.locale, known))


def _find_nameless(lot: Lot, jobs: list[Job]) -> Iterable[Finding]:
    """Report products without a place for the names that their lot has."""
    for product in dict.fromkeys(job.product for job in jobs if job.product not in NAMED):
        if lot.recipients:
            hint = f"name {' or '.join(NAMED)} as its product"
            yield Finding("no-name-here", lot.where, f'a {product} has no place for the names of "{lot.name}"', hint)


KNOWN: dict[str, Callable[[Sources], Iterable[str]]] = {
    "product": lambda _: DEFAULT_LAYOUTS,
    "items": lambda sources: [
        TALK,
        *(
            item
            for product in (*DEFAULT_LAYOUTS, TALK)
            for band in sources.guide.bands
            for item in sources.guide.items(product, band)
        ),
    ],
    "layout": lambda sources: sources.layouts(),
    "locales": lambda sources: sources.locales(has_pseudo=True),
    "countries": lambda sources: sources.countries(),
    "bands": lambda sources: sources.guide.every_band,
    "editions": lambda _: EDITIONS,
    "ink": lambda _: INKS,
}
"""What there is on each axis."""


def _find_unknown(lot: Lot, sources: Sources) -> Iterable[Finding]:
    for axis in AXES:
        known = tuple(KNOWN[axis](sources))
        for name in (*lot.names(axis), *lot.list_left_out(axis)):
            names = languages_of(name.text) if axis == "locales" else (name.text,)
            if not set(names) <= set(known) and (name.text != ALL or name in lot.list_left_out(axis)):
                message = f'{axis}: there is no "{name.text}"'
                yield Finding(f"unknown-{axis}", name.where, message, did_you_mean(name.text, known))


def _find_wrong_printer(lot: Lot, sources: Sources) -> Iterable[Finding]:
    """Report a printer that does not exist, or that has no edition to print."""
    if lot.printer is None:
        return
    name, where = lot.printer.text, lot.printer.where
    if name not in sources.printers():
        hint = did_you_mean(name, sources.printers())
        yield Finding("unknown-printer", where, f'there is no printer "{name}"', hint)
        return
    edition = sources.printer(name).edition
    if edition not in _editions(lot):
        message, hint = f'"{name}" prints the {edition} edition', f"add {edition} to its editions"
        yield Finding("printer-edition", where, message, hint)


def _editions(lot: Lot) -> tuple[str, ...]:
    """Return the editions of a lot; all are those that this machine can make."""
    known = tuple(name for name in EDITIONS if name != BRAILLE or find_program(PROGRAM))
    return _choose_all(lot.names("editions"), known) or (EDITION,)


def find_unmade(campaign: Campaign) -> Iterator[Finding]:
    """Yield a warning for each lot of all editions of which one is left out, since a program for it is missing."""
    for lot in campaign.lots:
        named = next((name for name in lot.names("editions") if name.text == ALL), None)
        if named and not find_program(PROGRAM):
            what = f'the lot "{lot.name}" is made without the edition {BRAILLE}'
            yield report_missing_program(PROGRAM, named.where, what, Severity.WARNING)


def _make_wanted(lot: Lot, sources: Sources) -> Wanted:
    usual = Wanted()
    return Wanted(
        products=_choose_all(lot.names("product"), tuple(DEFAULT_LAYOUTS)) or _products(lot, sources),
        locales=_choose_all(lot.names("locales"), sources.locales()),
        countries=_choose_all(lot.names("countries"), sources.countries()) or usual.countries,
        bands=_choose_all(lot.names("bands"), sources.guide.bands) or sources.guide.bands,
        editions=_editions(lot),
        inks=_choose_all(lot.names("ink"), INKS) or usual.inks,
        layouts=_choose_all(lot.names("layout"), sources.layouts()),
        printer=lot.printer.text if lot.printer else "",
        items=_list_deck(lot, sources),
    )


def _list_deck(lot: Lot, sources: Sources) -> tuple[str, ...]:
    """Return the items of a lot if cards of the deck are among them, which are made where they are named."""
    items = name_each(_choose_all(lot.names("items"), ()), sources)
    return items if {card.id for card in sources.guide.talks} & set(items) else ()


def _products(lot: Lot, sources: Sources) -> tuple[str, ...]:
    """Return the products of the layouts that a lot names, the usual ones if it names none."""
    names = _choose_all(lot.names("layout"), sources.layouts())
    return tuple(dict.fromkeys(sources.layout(name).product for name in names)) or PRODUCTS


def _choose_all(names: tuple[Named, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    return known if any(name.text == ALL for name in names) else tuple(dict.fromkeys(name.text for name in names))


def _is_left_out(lot: Lot, job: Job, sources: Sources) -> bool:
    """Tell whether a lot leaves a file out; for products without items, items do not count."""
    items = name_each(_choose_all(lot.names("items"), ()), sources)
    if job.item and items and job.item not in items:
        return True
    values = (job.product, job.item, job.layout, job.locale, job.country, job.band, job.edition, job.ink)
    return any(
        value in {name.text for name in lot.list_left_out(axis)} for axis, value in zip(AXES, values, strict=True)
    )
