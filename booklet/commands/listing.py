"""The command `list`: everything that can be asked for, and the numbers that have to be called again soon."""

import argparse
import json
from datetime import date, timedelta

from booklet.api.listing import Ending, brought_products, list_ending, pseudo_and_all
from booklet.api.project import Project, open_project
from booklet.commands.table import show_table
from booklet.commands.tell import warn
from booklet.commands.wanted import day
from booklet.errors import Finding, SourceError, Where

Row = dict[str, str]


def run(options: argparse.Namespace) -> int:
    """Print a table, or JSON."""
    project, today = open_project(options.project), day(options)
    if options.expiring is None:
        rows = _countries(project, today) if options.what == "countries" else LISTS[options.what](project)
    elif options.what == "countries":
        rows = [_ending_row(one) for one in list_ending(today + timedelta(options.expiring), project.sources, today)]
    else:
        hint = "write list countries --expiring"
        raise SourceError(Finding("no-numbers", Where("--expiring"), f"{options.what} hold no numbers", hint))
    if options.json:
        print(json.dumps(rows, indent=2))
    else:
        _show(rows)
    return 0


def _countries(project: Project, today: date) -> list[Row]:
    return [
        {
            "country": item.code,
            "name": item.name,
            "locales": " ".join(item.locales),
            "numbers": str(item.numbers),
            "until": item.until.isoformat() if item.until else "",
        }
        for item in (project.country(code, today) for code in project.countries)
    ]


def _ending_row(ending: Ending) -> Row:
    contact = ending.contact
    assert contact.checked is not None
    numbers = [number.printed for number in contact.numbers] or [contact.sms[0] or contact.whatsapp]
    return {
        "country": ending.country,
        "contact": contact.id,
        "numbers": " / ".join(numbers),
        "checked by": contact.checked.by,
        "checked on": contact.checked.on.isoformat(),
        "until": ending.until.isoformat(),
        "state": str(ending.state),
    }


def _locales(project: Project) -> list[Row]:
    return [
        {
            "locale": item.tag,
            "name": item.name,
            "direction": item.direction,
            "for": "testing layouts (pseudo)" if item.is_pseudo else "readers",
        }
        for item in pseudo_and_all(project.sources)
    ]


def _layouts(project: Project) -> list[Row]:
    brought = tuple(brought_products(project.sources))
    warn(found for found in brought if isinstance(found, Finding))
    return [
        {
            "layout": item.layout,
            "product": item.product,
            "trim mm": " x ".join(f"{side:g}" for side in item.trim),
            "pages": f"{item.pages} or more" if item.flows else str(item.pages),
            "ink": item.ink or "any",
            "band": item.band or "all ages",
            "editions": " ".join(item.editions),
        }
        for item in (*map(project.layout, project.layouts), *brought)
        if not isinstance(item, Finding)
    ]


def _inks(project: Project) -> list[Row]:
    return [{"ink": ink} for ink in project.inks]


def _printers(project: Project) -> list[Row]:
    return [
        {
            "printer": item.name,
            "edition": item.edition,
            "profile": item.profile,
            "makes": " ".join(item.products),
            "booklets": item.booklets,
        }
        for item in map(project.printer, project.printers)
    ]


LISTS = {
    "locales": _locales,
    "layouts": _layouts,
    "inks": _inks,
    "printers": _printers,
}


def _show(rows: list[Row]) -> None:
    if not rows:
        print("nothing")
        return
    show_table(tuple(rows[0]), [tuple(row.values()) for row in rows])
