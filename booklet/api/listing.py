"""Everything that can be asked for, as values: countries with the state of their numbers, languages, layouts."""

from collections.abc import Iterable, Iterator
from datetime import date

from booklet.bands import BANDS
from booklet.errors import Finding, SourceError
from booklet.facts.gate import CallState, contact_state, expiry, state_of
from booklet.facts.insert import INTERNATIONAL, ContactFact
from booklet.facts.places import ContactPlace, list_places
from booklet.facts.selection import list_printed_contacts
from booklet.geometry import MM
from booklet.look.layout import Layout
from booklet.make.planning import editions_of
from booklet.sources.load import Sources
from booklet.values import Frozen
from booklet.words.cldr import own_name
from booklet.words.guide import KIT
from booklet.words.locales import SOURCE_LOCALE

__all__ = [
    "ContactPlace",
    "Country",
    "Ending",
    "Language",
    "PrintHouse",
    "Product",
    "Sources",
    "brought_products",
    "country_of",
    "language_of",
    "list_ending",
    "list_printed",
    "places_in",
    "print_house_of",
    "product_of",
    "pseudo_and_all",
]


class Country(Frozen):
    """A country: its code and English name, the locales of its edition, and how certain its printed numbers are."""

    code: str
    name: str
    locales: tuple[str, ...]
    numbers: CallState
    """The least sure state of its numbers on the day that was asked for."""
    until: date | None
    """The first day on which the oldest call counts no more, None if nobody has called."""


def places_in(country: str, sources: Sources) -> tuple[ContactPlace, ...]:
    """Return where each contact of a country prints in each band; nothing of the world, or if its file has faults."""
    if country == INTERNATIONAL:
        return ()
    try:
        return list_places(sources.insert(country), sources.world, sources.guide.bands)
    except SourceError:
        return ()


class Language(Frozen):
    """A locale of the guide: its tag, its own name, its direction; a pseudo-locale only tests layouts."""

    tag: str
    name: str
    direction: str
    is_pseudo: bool


class Product(Frozen):
    """A layout: the product it makes, its trim in millimetres, its pages (the least if it `flows`), its ink."""

    layout: str
    product: str
    trim: tuple[float, float]
    pages: int
    flows: bool
    ink: str
    """The only ink that it has, "" if it can have any."""
    editions: tuple[str, ...] = ()
    """The editions that it is made in."""
    band: str = ""
    """The only band that it is for, "" if it is for all ages."""


class PrintHouse(Frozen):
    """A printer: its edition, the profile of its press, and the products it takes.

    `booklets` says how it binds and how many pages it takes, "" if it makes none or binds as it is told.
    """

    name: str
    edition: str
    profile: str
    products: tuple[str, ...]
    booklets: str = ""


class Ending(Frozen):
    """A printed contact whose call no longer counts on some day: whom to call again, and from when."""

    country: str
    contact: ContactFact
    until: date
    state: CallState


def country_of(code: str, sources: Sources, day: date) -> Country:
    """Return a country as it stands on a day; raise `SourceError` with all faults of its file."""
    insert, printed = sources.insert(code), list_printed(code, sources)
    name = insert.name.get(SOURCE_LOCALE) or next(iter(insert.name.values()))
    until = min((expiry(contact.checked) for contact in printed if contact.checked), default=None)
    return Country(code, name, insert.locales, state_of(printed, day), until)


def list_printed(code: str, sources: Sources) -> tuple[ContactFact, ...]:
    """Return the contacts that the editions of a country print."""
    return list_printed_contacts(sources.insert(code), sources.world, sources.guide.bands)


def list_ending(last: date, sources: Sources, day: date, countries: Iterable[str] | None = None) -> list[Ending]:
    """Return the printed contacts whose call no longer counts on the last day; those that end first come first.

    Without countries, those of all are looked at.
    """
    found = [
        Ending(code, contact, expiry(contact.checked), contact_state(contact, day))
        for code in (sources.countries() if countries is None else countries)
        for contact in _list_ending(list_printed(code, sources), last)
        if contact.checked
    ]
    return sorted(found, key=lambda ending: (ending.until, ending.country, ending.contact.id))


def _list_ending(contacts: Iterable[ContactFact], last: date) -> list[ContactFact]:
    called = [(contact, contact.checked) for contact in contacts if contact.checked and contact.has_number]
    return [contact for contact, call in called if expiry(call) <= last or call.of != contact.heard]


def language_of(tag: str, sources: Sources) -> Language:
    """Return a locale; raise `SourceError` if the guide does not exist in it."""
    locale = sources.locale(tag)
    name = own_name(locale.tag) if locale.name == locale.tag else locale.name
    return Language(locale.tag, name, locale.direction, locale.is_pseudo)


def pseudo_and_all(sources: Sources) -> list[Language]:
    """Return the languages of the guide, and the pseudo-locales that test layouts."""
    return [language_of(tag, sources) for tag in sources.locales(has_pseudo=True)]


def product_of(name: str, sources: Sources) -> Product:
    """Return a layout; raise `SourceError` with all its faults."""
    return _product(sources.layout(name))


def brought_products(sources: Sources) -> Iterator[Product | Finding]:
    """Yield the products of installed packages, and findings about those that cannot be used."""
    from booklet.platypus.packages import every_layout

    for found in every_layout(sources):
        yield found if isinstance(found, Finding) else _product(found)


def _product(item: Layout) -> Product:
    width, height = (round(side / MM, 1) for side in item.size)
    pages = max(len(item.for_band(band).pages) for band in BANDS)
    editions = editions_of(item.product, item.band)
    is_open = bool(item.flows) or item.product == KIT
    return Product(item.name, item.product, (width, height), pages, is_open, item.ink, editions, item.band)


def print_house_of(name: str, sources: Sources) -> PrintHouse:
    """Return a printer; raise `SourceError` with all its faults."""
    item = sources.printer(name)
    limits = item.products.get("booklet")
    told = f"{item.cover.binding}, {limits.least} to {limits.most} pages" if item.cover and limits else ""
    return PrintHouse(item.name, item.edition, item.condition.about, tuple(item.products), told)
