"""The command `list`: what can be asked for."""

import argparse
import json

from booklet.build import open_sources
from booklet.layout import INKS
from booklet.locales import SOURCE_LOCALE, find_locale, locale_tags
from booklet.sources.load import Sources


def run(options: argparse.Namespace) -> int:
    """Print a table, or JSON."""
    rows = LISTS[options.what](open_sources(options.project))
    if options.json:
        print(json.dumps(rows, indent=2))
    else:
        _show(rows)
    return 0


def _countries(sources: Sources) -> list[dict[str, str]]:
    rows = []
    for code in sources.countries():
        insert = sources.insert(code)
        state = "confirmed" if insert.is_confirmed else "unconfirmed"
        name = insert.name.get(SOURCE_LOCALE) or next(iter(insert.name.values()))
        rows.append({"country": code, "name": name, "locales": " ".join(insert.locales), "numbers": state})
    return rows


def _locales(_: Sources) -> list[dict[str, str]]:
    found = map(find_locale, locale_tags(has_pseudo=True))
    return [
        {
            "locale": locale.tag,
            "name": locale.name,
            "direction": locale.direction,
            "for": "testing layouts (pseudo)" if locale.is_pseudo else "readers",
        }
        for locale in found
    ]


def _layouts(sources: Sources) -> list[dict[str, str]]:
    layouts = [sources.layout(name) for name in sources.layouts()]
    return [{"layout": item.name, "product": item.product, "pages": str(len(item.pages))} for item in layouts]


def _inks(_: Sources) -> list[dict[str, str]]:
    return [{"ink": ink} for ink in INKS]


def _printers(sources: Sources) -> list[dict[str, str]]:
    printers = [sources.printer(name) for name in sources.printers()]
    return [
        {
            "printer": item.name,
            "edition": item.edition,
            "profile": item.condition.about,
            "makes": " ".join(item.products),
        }
        for item in printers
    ]


LISTS = {
    "countries": _countries,
    "locales": _locales,
    "layouts": _layouts,
    "inks": _inks,
    "printers": _printers,
}


def _show(rows: list[dict[str, str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in rows[0]:
        table.add_column(heading)
    for row in rows:
        table.add_row(*map(Text, row.values()))
    Console().print(table)
