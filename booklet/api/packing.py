"""Everything one printer needs, in a folder and as a zip."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from booklet.api.building import list_brought
from booklet.api.printings import find_printed
from booklet.bands import EASY
from booklet.errors import Finding, SourceError, Where, raise_errors
from booklet.facts.gate import Days
from booklet.jobs import COVER, DEFAULT_LAYOUTS, INTERIOR, PACKS, WORDED, usual_layout
from booklet.look.printer import Ordering
from booklet.make.coverage import Coverage
from booklet.make.document import Document
from booklet.make.packs.forecast import Forecast, forecast, measure_ink
from booklet.make.packs.found import FoundPack, find_packs, list_covers, why_pack_fails
from booklet.make.packs.kinds import KINDS, PackKind
from booklet.make.packs.pack import Packed, PackOrder, packs_of, write_pack
from booklet.make.packs.ticket import NOTHING_SAID, PAPERS, Commission
from booklet.make.packs.toner import COPY, PRICED, SIDE
from booklet.make.packs.week import POSTS
from booklet.make.planning import Wanted
from booklet.make.reasons import Reason, merge_reasons
from booklet.sources.load import Sources
from booklet.values import Frozen, asdict, replace

__all__ = [
    "INTERIOR",
    "PACKS",
    "PAPERS",
    "POSTS",
    "PRICED",
    "Commission",
    "Coverage",
    "Forecast",
    "FoundPack",
    "House",
    "Ordering",
    "PackOrder",
    "Packed",
    "Reason",
    "choose_pack_jobs",
    "find_packs",
    "forecast_all",
    "list_covers",
    "list_houses",
    "make_order",
    "measure_ink",
    "merge_reasons",
    "pack_all",
    "usual_layout",
    "why_pack_fails",
]


class _FileStep(Protocol):
    def __call__(self) -> None: ...


def choose_pack_jobs(
    usual: Wanted,
    kind: str,
    products: Sequence[str],
    *,
    has_ink: bool,
    sides: str = "both",
    paper: str = "",
    has_event: bool = False,
) -> Wanted:
    """Return the jobs of a pack: everything its kind holds, unless less is asked for.

    `usual` is what is asked for otherwise, `products` those that are named; `has_ink` tells that an ink is named, and
    `has_event` that files name a day.
    Raises `SourceError` for products that packs do not have, and for sides if the printer decides them.
    """
    found = KINDS[kind]
    parts = found.list_parts(has_event=has_event)
    held = found.products if found.is_week else WORDED
    for product in {*DEFAULT_LAYOUTS, *list_brought(products)} & set(products) - set(held):
        where = f"pack {kind} has" if found.is_week else "packs have"
        command = f"pack {product}" if product in PACKS else f"build {product}"
        hint = f"take it out, and make it by itself: {command}"
        raise SourceError(Finding("pack-product", Where("product"), f"{where} no {product}", hint))
    if parts and not products and set(usual.bands) == {EASY}:
        hint = f"name another band, or pack the booklet alone: pack {kind} booklet --band {EASY}"
        raise SourceError(Finding("easy-product", Where("--band"), f"there is no {kind} in easy words", hint))
    if sides == "one" and (found.edition != "office" or usual.printer):
        what = f'"{usual.printer}" has its own sides' if usual.printer else f"pack {kind} is for others"
        hint = "leave it out, or ask for pack office or pack copy-shop without --printer"
        raise SourceError(Finding("unused-sides", Where("--sides"), what, hint))
    return replace(
        usual,
        is_one_sided=sides == "one" or found.is_one_sided,
        is_small=found.is_small,
        pictures=PNG_ALONE,
        products=tuple(products) or found.products,
        items=usual.items or tuple(item for part in parts for item in part.names),
        editions=(found.edition,),
        shown_in=tuple(part.edition for part in parts if part.edition),
        inks=usual.inks if has_ink else (found.ink,),
        printer=usual.printer or found.printer,
        parts=(INTERIOR, COVER) if found.is_for_upload else usual.parts,
        paper=paper,
    )


PNG_ALONE = ("",)
"""How the pictures of a pack are saved: each day has one."""


class House(Frozen):
    """A house that prints on demand: its binding, the pages it takes, whether it takes a booklet's, and orders."""

    name: str
    binding: str
    pages: str
    fits: bool
    ordering: Ordering | None = None


def list_houses(sources: Sources, pages: int) -> tuple[House, ...]:
    """Return the houses that print a booklet on demand, with whether they take so many pages."""
    found = []
    for name in sources.printers():
        printer = sources.printer(name)
        limits = printer.products.get("booklet")
        if printer.cover and limits:
            rule = f"{limits.least} to {limits.most} pages"
            found.append(House(name, printer.cover.binding, rule, limits.allow(pages), printer.ordering))
    return tuple(found)


def make_order(
    kind: str,
    *,
    quantity: int | None = None,
    price: str | None = None,
    printer: str = "",
    commission: Commission = NOTHING_SAID,
    language: str = "",
    per: str = "",
) -> PackOrder:
    """Return what a pack is for; raise `SourceError` for a price that is no number, or for what nobody would read.

    `quantity` is that of each file, or of pupils (None: as many as is usual).
    `price` is that of a printed side, or `per` sheet or copy; of a press it is that of all, in words, or per copy.
    """
    cost, money, found = None, "", KINDS[kind]
    quantity = found.usual_quantity if quantity is None else quantity
    raise_errors(_find_unread(found, kind, commission, price))
    if price is not None and (per or not found.has_ticket):
        cost, money = _read_price(price)
    if found.has_ticket:
        each = f"{quantity} × {price} = {quantity * cost} {money}".strip() if cost is not None else price or ""
        commission, per = replace(commission, price=each), COPY
    names = (kind, printer or found.printer, commission.paper) if found.is_for_upload else (kind,)
    return PackOrder("-".join(filter(None, names)), found, quantity, cost, money, commission, language, per or SIDE)


def _read_price(price: str) -> tuple[Decimal, str]:
    """Return a price and its currency; raise `SourceError` for what is no price."""
    match = re.fullmatch(r"\s*([0-9]{1,9}(?:[.,][0-9]{1,6})?)\s*(\D{0,10})", price)
    if match is None:
        hint = 'say what a printed side costs: --price 0.05, or --price "0.05 EUR"'
        raise SourceError(Finding("wrong-price", Where("--price"), f'"{price[:40]}" is no price', hint))
    return Decimal(match[1].replace(",", ".")), match[2].strip()


def _find_unread(kind: PackKind, name: str, commission: Commission, price: str | None) -> Iterator[Finding]:
    """Yield what a pack has no page for: a website asks for all of it itself, an office prints on what it has."""
    said = [key for key, value in asdict(commission).items() if value] + ["price"] * (price is not None)
    read = "paper" if kind.is_for_upload else "" if kind.is_week else "price"
    for key in () if kind.is_for_client else said:
        if key != read:
            hint = "leave it out, or ask for pack press or pack copy-shop"
            yield Finding("unused-order", Where(f"--{key.replace('_', '-')}"), f"pack {name} does not say it", hint)


def forecast_all(
    documents: Sequence[Document], order: PackOrder, sources: Sources, days: Days
) -> tuple[tuple[Forecast, ...], ...]:
    """Return what the files of each pack of placed jobs will be, pack by pack; nothing is drawn or written."""
    return tuple(tuple(forecast(group, order, sources, days)) for group in packs_of(documents))


def pack_all(
    documents: Sequence[Document], order: PackOrder, sources: Sources, days: Days, folder: Path, step: _FileStep
) -> Iterator[Packed]:
    """Write a pack for each locale and country of placed jobs, and yield each; `step` is called after each file.

    Nothing that lies in the folder or that the ledger knows as printed is written over: what differs has the next
    version.
    Raises `OutputError` if a pack cannot be written; then its folder is unchanged.
    """
    printed = find_printed(sources.folders.project)
    for group in packs_of(documents):
        yield write_pack(group, order, sources, days, folder, step, printed)
