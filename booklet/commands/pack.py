"""The command `pack`: everything one printer needs, in a folder and as a zip."""

import argparse
import json
from collections.abc import Sequence
from functools import partial

from booklet.api.building import place_all, plan_all
from booklet.api.folder import check_folder, set_aside_outdated
from booklet.api.packing import (
    INTERIOR,
    POSTS,
    Commission,
    Packed,
    PackOrder,
    choose_pack_jobs,
    list_houses,
    make_order,
    pack_all,
)
from booklet.api.project import Project, Wanted, open_project
from booklet.api.telling import finding_entry
from booklet.commands.build import tell_warnings
from booklet.commands.progress import count, follow_jobs
from booklet.commands.table import show_table
from booklet.commands.tell import warn
from booklet.commands.wanted import Days, days_of, read_wanted


def run(options: argparse.Namespace) -> int:
    """Write a pack for each locale and country."""
    project, days = open_project(options.project), days_of(options)
    order = read_order(options)
    with set_aside_outdated(options.output, project.sources, days.real or days.made, warn):
        return _pack(options, order, project, days)


def _pack(options: argparse.Namespace, order: PackOrder, project: Project, days: Days) -> int:
    sources, folder = project.sources, options.output
    jobs = plan_all(choose_jobs(options, project), sources)
    documents = place_all(jobs, sources, days, partial(follow_jobs, options))
    check_folder(folder)
    with count(options, "drawing files", len(documents)) as done:
        packed = list(pack_all(documents, order, sources, days, folder, done))
    if options.json:
        print(json.dumps([_entry(pack) for pack in packed], indent=2, ensure_ascii=False))
    else:
        show(packed, order)
        if order.kind.is_for_upload:
            show_houses(packed, project)
    tell_warnings(packed)
    return 0


def choose_jobs(options: argparse.Namespace, project: Project) -> Wanted:
    """Return the jobs of a pack."""
    usual, kind = read_wanted(options, project), options.kind
    return choose_pack_jobs(
        usual,
        kind,
        options.products,
        has_ink=bool(options.ink),
        sides=options.sides,
        paper=options.paper,
        has_event=project.sources.event is not None,
    )


def read_order(options: argparse.Namespace) -> PackOrder:
    """Return what a pack is for; raise `SourceError` for a price that is none, or for what its pages do not say."""
    return make_order(
        options.kind,
        quantity=options.quantity,
        price=options.price,
        printer=options.printer,
        commission=Commission(
            client=options.client,
            contact=options.contact,
            deliver_to=options.deliver_to,
            due=options.due.isoformat() if options.due else "",
            paper=options.paper,
            finish=options.finish,
        ),
        language=options.printer_language,
    )


def show_houses(packed: Sequence[Packed], project: Project) -> None:
    """Print which houses take a booklet with as many pages, and which do not."""
    counts = {int(str(file["pages"])) for pack in packed for file in pack.files if file["part"] == INTERIOR}
    for pages in sorted(counts):
        houses = list_houses(project.sources, pages)
        fit = ", ".join(f"{house.name} ({house.binding})" for house in houses if house.fits)
        others = ", ".join(f"{house.name} ({house.binding}, {house.pages})" for house in houses if not house.fits)
        print(f"{pages} pages fit {fit}" + (f"; not {others}" if others else ""))


def _entry(pack: Packed) -> dict[str, object]:
    return {
        "folder": pack.folder.as_posix(),
        "archive": pack.archive.as_posix(),
        "files": list(pack.files),
        "findings": list(map(finding_entry, dict.fromkeys(pack.findings))),
    }


def show(packed: Sequence[Packed], order: PackOrder) -> None:
    """Print what is in the packs as a table."""
    if order.kind.is_week:
        _show_week(packed)
        return
    has_toner = not (order.kind.has_ticket or order.kind.is_for_upload)
    has_cost = bool(order.price) and has_toner
    counts = ("Sheets", "Ink %") if has_toner else ("Pages",)
    headings = ("File", "Copies", *counts, *(("Price",) if has_cost else ()))
    for pack in packed:
        rows = []
        for file in pack.files:
            counted = (file["sheets"], file["coverage_percent"]) if has_toner else (file["pages"],)
            cost = (f"{file['cost']} {file['money']}".strip(),) if has_cost else ()
            rows.append((str(file["file"]), str(file["quantity"]), *map(str, counted), *cost))
        show_table(headings, rows)
        print(f"{pack.folder} and {pack.archive.name}: read 00_how-to-print.pdf first")


def _show_week(packed: Sequence[Packed]) -> None:
    """Print the pictures of packs, day by day."""
    for pack in packed:
        show_table(
            ("Day", "File", "State"), [(str(file["day"]), str(file["file"]), str(file["state"])) for file in pack.files]
        )
        print(f"{pack.folder} and {pack.archive.name}: what to post with each picture is in {POSTS}*.csv")
