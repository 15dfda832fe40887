"""What a finished file must say: for each page its numbers, addresses and codes, taken from the facts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from booklet.check.proof.occasion import NOTHING, Said
from booklet.facts.insert import INTERNATIONAL, ContactFact, Insert
from booklet.facts.phone import find_dialled
from booklet.facts.selection import Selection
from booklet.geometry import Rect
from booklet.look.barcode import MODULES, digits_of, groups_of
from booklet.look.brand import Brand
from booklet.look.layout import Layout
from booklet.machine.bounds import PAGES
from booklet.text.markup import letters, plain_text
from booklet.typeset.brief import BRANDED, DATED, RELEASED
from booklet.typeset.easy import CARD as EASY_FORM
from booklet.typeset.fit import Placed
from booklet.typeset.placed import Clipped, Component, FigureAt, Fill, FormAt, Group, Item, PlacedPage, texts_of
from booklet.values import Frozen, replace
from booklet.words.digits import write_in_digits, zero_of
from booklet.words.guide import PLACEHOLDER, Guide
from booklet.words.locales import SOURCE_LOCALE, pick_by_language
from booklet.words.manuscript import Manuscript, Topic

LEAD_MASTERS = frozenset(
    {
        "help-now",
        "poster",
        "notice",
        "slide-help",
        "card-back",
        "card-whole",
        "card-help",
        *(f"sticker-{name}" for name in ("help", "poster", "card")),
    }
)
LEAD_FORMS = frozenset({"strip", "card", "card-back", EASY_FORM})
STICKERS = ("help", "lines", "directory", "poster", "card")
PLACE_MASTERS = frozenset({"cover", *(f"sticker-{name}" for name in STICKERS)})
EMERGENCY_MASTERS = frozenset({"poster", "notice", "slide-help", "sticker-poster"})
DIRECTORY_FORM = "card"

SEAM = 0.01
"""Points below which two edges of modules are the same."""

DIGITS = re.compile(r"\d{3,}|\d{1,2}(?:[ -]\d{1,2}){2,}|\d{1,2}")
"""Digits in any script: whole rows of them, and short ones that may be read as one number."""


HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")

_LINK = re.compile(r"\]\(([a-z]+:[^)\s]+)\)")


class Code(Frozen):
    """A code: where its black modules stand on the page (from the corner of the trim), their size, its text."""

    box: Rect
    module: float
    says: str

    @property
    def is_bars(self) -> bool:
        """Whether it is the barcode of a book; no QR code is as wide (ISO/IEC 18004: 17 and fours of modules)."""
        return round(self.box.width / self.module) == MODULES


class PageClaim(Frozen):
    """What one page must say; every word of its `lines` must be there."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    addresses: tuple[str, ...]
    codes: tuple[Code, ...]
    lines: tuple[str, ...] = ()


class Claims(Frozen):
    """What a file must say, page by page, and what else it may say: numbers, digits, addresses, links.

    `numbers` holds the owner of each number, `digits` what claims each other row of digits. `strangers` are names that
    the file must not contain.
    """

    pages: tuple[PageClaim, ...]
    numbers: Mapping[str, str]
    digits: Mapping[str, str]
    addresses: frozenset[str]
    links: frozenset[str]
    strangers: tuple[str, ...]


NO_CLAIMS = Claims((), {}, {}, frozenset(), frozenset(), ())


class Vocabulary(Frozen):
    """What files of one guide and country may say beside facts, and the names of other countries."""

    digits: Mapping[str, str]
    addresses: frozenset[str]
    links: frozenset[str]
    strangers: tuple[str, ...]


def make_claims(
    placed: Placed,
    layout: Layout,
    manuscript: Manuscript,
    selection: Selection,
    vocabulary: Vocabulary,
    isbn: str = "",
    said: Said = NOTHING,
) -> Claims:
    """Return what the file of placed pages must say, page by page, and what else it may say, by a selection's facts.

    `isbn` is what a barcode must say, `said` what pages must say beside facts.
    """
    country, locale = manuscript.country, manuscript.locale.tag
    forms = {form.name: form.component for form in placed.forms}
    pages = zip(placed.pages, layout.pages, strict=True)
    known = "\n".join(map(_words, selection.printed))
    of_contacts = {digits: contact.id for contact in selection.printed for digits in DIGITS.findall(_words(contact))}
    place = plain_text(manuscript.country_name) if country != INTERNATIONAL else ""
    target, zero = said.web or code_target(selection.lead, country), zero_of(locale, country)
    own_codes = {topic.id: _list_own_codes(topic) for topic in manuscript.topics}
    edition = _Edition(selection, locale, place, target, zero, forms, digits_of(isbn), said, own_codes)
    own_webs = [web for webs in own_codes.values() for web in webs]
    typed = (said.web, *(contact.web for contact in selection.printed), *own_webs)
    webs = {*map(format_address, typed)} - {""}
    return Claims(
        pages=tuple(_page_claim(page, plan.master, edition) for page, plan in pages),
        numbers={
            number: contact.id
            for contact in selection.printed
            for number in (*numbers_of(contact), *list_local_numbers(contact, edition))
        },
        digits={
            **vocabulary.digits,
            **of_contacts,
            **{found: OWN_WORDS for web in own_webs for found in DIGITS.findall(web)},
        },
        addresses=vocabulary.addresses | webs | frozenset(HOST.findall("\n".join((known, *own_webs)))),
        links=vocabulary.links
        | frozenset(web.rstrip("/") for web in own_webs)
        | frozenset(link for contact in selection.printed for link in _links(contact, country)),
        strangers=vocabulary.strangers,
    )


def _list_own_codes(topic: Topic) -> tuple[str, ...]:
    """Return the addresses of the codes that a page has of its own, in reading order."""
    blocks = (block for top in topic.blocks for block in top.walk())
    return tuple(block.shown.web for block in blocks if block.shown and block.shown.web)


def join_claims(halves: Iterable[Claims]) -> Claims:
    """Return what a file must say that holds the pages of several; strangers are the same to all."""
    first, *others = halves
    for half in others:
        first = Claims(
            pages=first.pages + half.pages,
            numbers={**first.numbers, **half.numbers},
            digits={**first.digits, **half.digits},
            addresses=first.addresses | half.addresses,
            links=first.links | half.links,
            strangers=first.strangers,
        )
    return first


def make_vocabulary(
    words_of: tuple[tuple[Guide, Insert], ...], brand: Brand, typed: Mapping[str, str], others: tuple[str, ...]
) -> Vocabulary:
    """Return what files may say in several languages, each with a guide and an insert.

    `typed` holds texts of known kinds: dates, pages, the name of the file. Names in `others` that the guide or the
    country uses itself are not searched for.
    """
    own = _Words("\n".join((*(_collect_own_words(insert, brand) for _, insert in words_of), *typed.values())))
    read = (own, *(_guide_words(guide) for guide, _ in words_of))
    digits = {found: GUIDE_WORDS for words in read for found in words.digits}
    digits |= {found: OWN_WORDS for found in own.digits}
    digits |= {found: kind for kind, text in typed.items() for found in DIGITS.findall(text)}
    return Vocabulary(
        digits=digits,
        addresses=frozenset().union(*(words.addresses for words in read)),
        links=frozenset().union(*(words.links for words in read)),
        strangers=tuple(name for name in others if not any(words.holds(name) for words in read)),
    )


def numbers_of(contact: ContactFact) -> tuple[str, ...]:
    """Return every number of a contact as a page may show it."""
    found = [form for number in contact.numbers for form in (number.dial, number.printed)]
    return tuple(dict.fromkeys(filter(None, (*found, contact.whatsapp, contact.sms[0], contact.abroad))))


def list_local_numbers(contact: ContactFact, edition: "_Edition") -> tuple[str, ...]:
    """Return the numbers of a contact in the digits of the locale, none where those are Latin."""
    return tuple(filter(None, (write_in_digits(number.dial, edition.zero) for number in contact.numbers)))


def format_address(web: str) -> str:
    """Return an address as pages print it.

    >>> format_address("https://takeitdown.ncmec.org/")
    'takeitdown.ncmec.org'
    """
    return web.split("://", 1)[-1].rstrip("/")


class _Words:
    """Words that files may say, and the parts of them that could be taken for facts."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._held: dict[str, bool] = {}
        self.digits = frozenset(DIGITS.findall(text))
        self.addresses = frozenset(HOST.findall(text))
        self.links = frozenset(link.rstrip("/") for link in _LINK.findall(text))

    def holds(self, name: str) -> bool:
        """Tell whether a name is among the words."""
        if name not in self._held:
            self._held[name] = name in self._text
        return self._held[name]


@cache
def _guide_words(guide: Guide) -> _Words:
    """Return all words of a guide, without a country's facts."""
    wordings = [wording for topic in guide.every_topic() for wording in topic.titles.values()]
    wordings += [wording for block in guide.every_block() for wording in block.strings.values()]
    wordings += guide.labels.values()
    return _Words("\n".join(PLACEHOLDER.sub(" ", form) for wording in wordings for form in wording.forms))


GUIDE_WORDS = "words of the guide"

OWN_WORDS = "what the edition says of itself and its country"


def _collect_own_words(insert: Insert, brand: Brand) -> str:
    """Return what an edition says of itself, its country and its law."""
    law = [line for lines in insert.law.values() for line in lines.values()]
    lines = (brand.name, brand.short, brand.contact, *(isbn for _, isbn in brand.isbns))
    bars = (" ".join(groups_of(isbn)) for _, isbn in brand.isbns)
    taken = (line for one in brand.responsible for line in (one.name, one.role, one.organisation, one.contact))
    said = (*(text for _, _, text in brand.sentences), *(logo.name for logo in brand.logos))
    own = (*insert.name.values(), *insert.names.values(), *law, *lines, *bars, *taken, *said)
    return "\n".join(own)


def _links(contact: ContactFact, country: str) -> Iterator[str]:
    yield from (f"tel:{find_dialled(number, country)}" for number in numbers_of(contact))
    yield from (f"sms:{find_dialled(number, country)}" for number in numbers_of(contact))
    yield from filter(None, (contact.web.rstrip("/"),))


def _words(contact: ContactFact) -> str:
    ages = (contact.ages_under, contact.ages_from)
    names = (*contact.name.values(), *contact.region.values())
    return "\n".join((*names, *(hours.times for hours in contact.hours), contact.sms[1], *ages))


class _Edition(Frozen):
    """What all pages of a file have in common."""

    selection: Selection
    locale: str
    place: str
    target: str
    zero: str
    forms: Mapping[str, Component]
    isbn: str
    said: Said
    own_codes: Mapping[str, tuple[str, ...]]


def _page_claim(page: PlacedPage, master: str, edition: _Edition) -> PageClaim:
    used = {name for name, _, _ in _standing(page.items).forms}
    selection, lead = edition.selection, edition.selection.lead
    names = [edition.place] if master in PLACE_MASTERS or DIRECTORY_FORM in used else []
    numbers: list[str] = []
    addresses: list[str] = []
    if master in LEAD_MASTERS or used & LEAD_FORMS:
        names += [choose_name(lead, edition.locale)] if lead.numbers else []
        numbers += [number.dial for number in lead.numbers[:1]]
        addresses += [] if lead.numbers else [format_address(lead.web)]
    if DIRECTORY_FORM in used:
        numbers += (*numbers_of(lead), *list_local_numbers(lead, edition))
        for contact in selection.rows:
            names.append(choose_name(contact, edition.locale))
            numbers += [number.dial for number in contact.numbers]
            addresses += [] if contact.numbers else [format_address(contact.web)]
    has_pill = bool(used & {DIRECTORY_FORM, EASY_FORM})
    if selection.emergency and (has_pill or master in EMERGENCY_MASTERS):
        numbers += _emergency(selection.emergency, all_of_them=has_pill)
    shown = [Code(box, module, edition.target) for box, module in _codes(page, edition.forms)]
    own = edition.own_codes.get(page.topic, ())
    codes = tuple(_say(shown, own, edition.isbn))
    addresses += map(format_address, own)
    if len([code for code in codes if not code.is_bars]) > len(own):
        whole = format_address(edition.target) if "://" in edition.target else ""
        addresses.append(edition.said.host or whole)
    return PageClaim(_each(names), _each(numbers), _each(addresses), codes, _each(_lines(page, master, edition.said)))


def _say(shown: Iterable[Code], own: tuple[str, ...], isbn: str) -> Iterator[Code]:
    """Yield codes with what they must say: a barcode its book, those of a page's own words their addresses in turn."""
    waiting = iter(own)
    for code in shown:
        yield replace(code, says=isbn if code.is_bars else next(waiting, code.says))


def _lines(page: PlacedPage, master: str, said: Said) -> Iterator[str]:
    """Yield what a page must say of its release, a day and a place, and the cells of a table that its words print."""
    yield from said.release[-1:] if master in RELEASED else ()
    yield from said.day if master in DATED else ()
    yield from said.name if master in BRANDED else ()
    if said.cells:
        words = letters("".join(text.line.text for text in texts_of(page.items)))
        yield from (cell for cell in said.cells if letters(cell) in words)


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))


def _emergency(contact: ContactFact, *, all_of_them: bool) -> list[str]:
    """Return the emergency numbers of a page; of numbers that reach every service, one may be enough."""
    numbers = (
        contact.numbers if all_of_them or (contact.numbers[:1] and contact.numbers[0].service) else contact.numbers[:1]
    )
    return [number.dial for number in numbers]


def choose_name(contact: ContactFact, locale: str) -> str:
    """Return the name of a contact in a locale, else in English, else as it is."""
    return (
        pick_by_language(contact.name, locale)
        or contact.name.get(SOURCE_LOCALE)
        or next(iter(contact.name.values()), "")
    )


def code_target(lead: ContactFact, country: str) -> str:
    """Return what the QR code of the lead contact says: its address, else its number."""
    return lead.web or (f"tel:{find_dialled(lead.numbers[0].dial, country)}" if lead.numbers else "")


def _codes(page: PlacedPage, forms: Mapping[str, Component]) -> Iterator[tuple[Rect, float]]:
    standing = _standing(page.items)
    yield from standing.figures
    for name, x, y in standing.forms:
        yield from ((box.moved(x, y), module) for box, module in _standing(forms[name].items).figures)


class _Standing(Frozen):
    """The places of forms among items, by name, and of figures made of modules, with the sizes of their modules."""

    forms: tuple[tuple[str, float, float], ...]
    figures: tuple[tuple[Rect, float], ...]


@lru_cache(maxsize=PAGES)
def _standing(items: tuple[Item, ...]) -> _Standing:
    placed = tuple(list_placed_items(items))
    return _Standing(
        tuple((item.name, dx + item.x, dy + item.y) for item, dx, dy in placed if isinstance(item, FormAt)),
        tuple(found for item, dx, dy in placed if isinstance(item, FigureAt) for found in _figure_box(item, dx, dy)),
    )


def _figure_box(figure: FigureAt, dx: float, dy: float) -> Iterator[tuple[Rect, float]]:
    """Yield the box of a figure of black modules and the size of a module; a logo or a picture is not a code.

    In a file from right to left a figure holds its shapes in a group, which moves them.
    """
    item, x, y = next(list_placed_items(figure.items, dx, dy))
    if isinstance(item, Fill) and not figure.turns:
        numbers = [float(value) for segment in item.path.segments for value in segment[1:]]
        xs, ys = sorted(set(numbers[::2])), sorted(set(numbers[1::2]))
        box = Rect(xs[0] + x, ys[0] + y, xs[-1] - xs[0], ys[-1] - ys[0])
        yield box, min(end - start for start, end in (*pairwise(ys), *pairwise(xs)) if end - start > SEAM)


def list_placed_items(items: Iterable[Item], dx: float = 0.0, dy: float = 0.0) -> Iterator[tuple[Item, float, float]]:
    """Yield items, those in groups too, with what each is moved by; a figure is one item."""
    for item in items:
        if isinstance(item, Group):
            yield from list_placed_items(item.items, dx + item.dx, dy + item.dy)
        elif isinstance(item, Clipped):
            yield from list_placed_items(item.items, dx, dy)
        else:
            yield item, dx, dy
