"""The command `pack`: everything one printer needs, in a folder and as a zip."""

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from booklet.commands.build import check_all, progress, tell_warnings
from booklet.commands.made import finding_entry, looking_back
from booklet.commands.wanted import days_of, wanted
from booklet.errors import Finding, SourceError, Where
from booklet.facts.gate import Days
from booklet.jobs import COVER, DEFAULT_LAYOUTS, INTERIOR, WORDED
from booklet.make.build import open_sources
from booklet.make.output import check_folder
from booklet.make.packs.kinds import KINDS
from booklet.make.packs.pack import Order, Packed, packs_of, write_pack
from booklet.make.planning import Wanted
from booklet.sources.load import Sources


def run(options: argparse.Namespace) -> int:
    """Write a pack for each locale and country."""
    sources, days = open_sources(options.project), days_of(options)
    order = read_order(options)
    with looking_back(options.output, sources, days.real or days.made):
        return _pack(options, order, sources, days)


def _pack(options: argparse.Namespace, order: Order, sources: Sources, days: Days) -> int:
    documents = check_all(asked_for(options, sources), sources, days)
    check_folder(options.output)
    with progress(len(documents), is_shown=not options.json) as step:
        packed = [write_pack(group, order, sources, days.made, options.output, step) for group in packs_of(documents)]
    if options.json:
        print(json.dumps([_entry(pack) for pack in packed], indent=2, ensure_ascii=False))
    else:
        show(packed, order)
    tell_warnings(packed)
    return 0


def asked_for(options: argparse.Namespace, sources: Sources) -> Wanted:
    """Return the jobs of a pack: what its kind holds, unless somebody asks for less."""
    kind = KINDS[options.kind]
    usual = wanted(options, sources)
    for product in set(options.products) & set(DEFAULT_LAYOUTS) - set(WORDED):
        hint = f"take it out, and make it by itself: build {product}"
        raise SourceError(Finding("pack-product", Where("product"), f"packs have no {product}", hint))
    if options.sides == "one" and (kind.edition != "office" or options.printer):
        what = f'"{options.printer}" has its own sides' if options.printer else f"pack {options.kind} is for others"
        hint = "leave it out, or ask for pack office or pack copy-shop without --printer"
        raise SourceError(Finding("unused-sides", Where("--sides"), what, hint))
    return replace(
        usual,
        is_one_sided=options.sides == "one",
        products=tuple(options.products) or kind.products,
        editions=(kind.edition,),
        inks=usual.inks if options.ink else (kind.ink,),
        printer=options.printer or kind.printer,
        parts=(INTERIOR, COVER) if kind.is_for_upload else usual.parts,
        paper=options.paper,
    )


def read_order(options: argparse.Namespace) -> Order:
    """Return what a pack is for; raise `SourceError` if the price is none, or a paper is asked for in vain."""
    price, money, kind = None, "", KINDS[options.kind]
    if options.paper and not kind.is_for_upload:
        hint = "leave it out, or ask for pack pod"
        raise SourceError(Finding("unused-paper", Where("--paper"), f"pack {options.kind} has no cover", hint))
    if options.price is not None:
        match = re.fullmatch(r"\s*([0-9]{1,9}(?:[.,][0-9]{1,6})?)\s*(\D{0,10})", options.price)
        if match is None:
            hint = 'say what a printed side costs: --price 0.05, or --price "0.05 EUR"'
            raise SourceError(Finding("wrong-price", Where("--price"), f'"{options.price[:40]}" is no price', hint))
        price, money = Decimal(match[1].replace(",", ".")), match[2].strip()
    name = options.kind
    if kind.is_for_upload:
        name = "-".join(filter(None, (name, options.printer or kind.printer, options.paper)))
    return Order(name, kind, options.quantity, price, money)


def _entry(pack: Packed) -> dict[str, object]:
    return {
        "folder": pack.folder.as_posix(),
        "archive": pack.archive.as_posix(),
        "files": list(pack.files),
        "findings": list(map(finding_entry, dict.fromkeys(pack.findings))),
    }


def show(packed: Sequence[Packed], order: Order) -> None:
    """Print what is in the packs as a table."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    has_toner = not (order.kind.has_ticket or order.kind.is_for_upload)
    for pack in packed:
        table = Table(box=None, pad_edge=False)
        headings = [
            "File",
            *(["Sheets", "Ink %"] if has_toner else ["Pages"]),
            *(["Cost a copy"] if order.price else []),
        ]
        for heading in headings:
            table.add_column(heading, overflow="fold")
        for file in pack.files:
            cells = [str(file["file"])]
            cells += [str(file["sheets"]), f"{file['coverage_percent']}"] if has_toner else [str(file["pages"])]
            cells += [f"{file['cost']} {file['money']}".strip()] if order.price and has_toner else []
            table.add_row(*map(Text, cells))
        console = Console()
        if not console.is_terminal:
            console = Console(width=120)
        console.print(table)
        console.print(Text(f"{pack.folder} and {pack.archive.name}: read {'00_how-to-print.pdf'} first"))
