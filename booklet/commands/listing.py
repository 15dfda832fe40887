"""The command `list`: what can be asked for, and which numbers have to be called again soon."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from booklet.commands.tell import tell
from booklet.commands.wanted import day
from booklet.errors import Finding, SourceError, Where
from booklet.facts.gate import contact_state, expiry, state_of
from booklet.facts.insert import ContactFact
from booklet.facts.selection import printed_contacts
from booklet.geometry import MM
from booklet.look.layout import INKS, Layout
from booklet.make.build import open_sources
from booklet.sources.load import Sources
from booklet.words.cldr import own_name
from booklet.words.locales import SOURCE_LOCALE

Row = dict[str, str]


def run(options: argparse.Namespace) -> int:
    """Print a table, or JSON."""
    sources, today = open_sources(options.project), day(options)
    if options.expiring is None:
        rows = _countries(sources, today) if options.what == "countries" else LISTS[options.what](sources)
    elif options.what == "countries":
        rows = expiring(sources, today, today + timedelta(options.expiring))
    else:
        hint = "write list countries --expiring"
        raise SourceError(Finding("no-numbers", Where("--expiring"), f"{options.what} hold no numbers", hint))
    if options.json:
        print(json.dumps(rows, indent=2))
    else:
        _show(rows)
    return 0


def _countries(sources: Sources, today: date) -> list[Row]:
    rows = []
    for code in sources.countries():
        insert = sources.insert(code)
        printed = _printed(sources, code)
        name = insert.name.get(SOURCE_LOCALE) or next(iter(insert.name.values()))
        until = min((expiry(contact.checked) for contact in printed if contact.checked), default=None)
        rows.append(
            {
                "country": code,
                "name": name,
                "locales": " ".join(insert.locales),
                "numbers": str(state_of(printed, today)),
                "until": until.isoformat() if until else "",
            }
        )
    return rows


def expiring(sources: Sources, today: date, last: date) -> list[Row]:
    """Return the printed contacts whose call counts no more on the last day, those that end first at the top."""
    found = [(code, contact) for code in sources.countries() for contact in _ending(_printed(sources, code), last)]
    found.sort(key=lambda pair: (expiry(pair[1].checked) if pair[1].checked else last, pair[0], pair[1].id))
    return [_ending_row(code, contact, today) for code, contact in found]


def _ending(contacts: Iterable[ContactFact], last: date) -> list[ContactFact]:
    called = [(contact, contact.checked) for contact in contacts if contact.checked and contact.has_number]
    return [contact for contact, call in called if expiry(call) <= last or call.of != contact.heard]


def _ending_row(code: str, contact: ContactFact, today: date) -> Row:
    assert contact.checked is not None
    numbers = [number.printed for number in contact.numbers] or [contact.sms[0] or contact.whatsapp]
    return {
        "country": code,
        "contact": contact.id,
        "numbers": " / ".join(numbers),
        "checked by": contact.checked.by,
        "checked on": contact.checked.on.isoformat(),
        "until": expiry(contact.checked).isoformat(),
        "state": str(contact_state(contact, today)),
    }


def _printed(sources: Sources, country: str) -> tuple[ContactFact, ...]:
    return printed_contacts(sources.insert(country), sources.world, sources.guide.bands)


def _locales(sources: Sources) -> list[Row]:
    found = map(sources.locale, sources.locales(has_pseudo=True))
    return [
        {
            "locale": locale.tag,
            "name": own_name(locale.tag) if locale.name == locale.tag else locale.name,
            "direction": locale.direction,
            "for": "testing layouts (pseudo)" if locale.is_pseudo else "readers",
        }
        for locale in found
    ]


def _layouts(sources: Sources) -> list[Row]:
    layouts = [sources.layout(name) for name in sources.layouts()]
    layouts += _brought(sources)
    return [
        {
            "layout": item.name,
            "product": item.product,
            "trim mm": " x ".join(f"{round(side / MM, 1):g}" for side in item.size),
            "pages": f"{len(item.pages)} or more" if item.flows else str(len(item.pages)),
            "ink": item.ink or "any",
        }
        for item in layouts
    ]


def _brought(sources: Sources) -> Iterator[Layout]:
    """Yield the layouts of products that packages bring; what cannot be used is told beside the list."""
    from booklet.platypus.packages import every_layout

    for found in every_layout(sources):
        if isinstance(found, Finding):
            print(f"{found.severity}: {tell(found)}", file=sys.stderr)
        else:
            yield found


def _inks(_: Sources) -> list[Row]:
    return [{"ink": ink} for ink in INKS]


def _printers(sources: Sources) -> list[Row]:
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
    "locales": _locales,
    "layouts": _layouts,
    "inks": _inks,
    "printers": _printers,
}


def _show(rows: list[Row]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        print("nothing")
        return
    table = Table(box=None, pad_edge=False)
    for heading in rows[0]:
        table.add_column(heading)
    for row in rows:
        table.add_row(*map(Text, row.values()))
    Console().print(table)
