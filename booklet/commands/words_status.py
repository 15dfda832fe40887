"""The action `words status`: where each locale stands, every message that does not hold, and what its words lack."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from booklet.commands.made import finding_entry
from booklet.commands.tell import tell
from booklet.errors import ExitCode, Finding, Severity, SourceError
from booklet.jobs import WORDED
from booklet.sources.catalogues import read_catalogue
from booklet.sources.load import Sources
from booklet.translators.checks import check_catalogue
from booklet.translators.glossary import read_glossary
from booklet.translators.room import read_room
from booklet.translators.status import ProductStatus, gap_finding, product_status, readings
from booklet.words.catalogue import Slot, State, translator_of
from booklet.words.cldr import own_name

Entry = dict[str, Any]


def locale_findings(tag: str, sources: Sources, known: dict[str, Slot]) -> list[Finding]:
    """Return all that is to be said of the messages of a locale; of a file with faults, of those that are whole."""
    findings: list[Finding] = []
    catalogue = read_catalogue(sources.folders, tag, findings)
    try:
        gaps = sources.translated(tag).gaps
    except SourceError:  # its faults are among the findings
        gaps = ()
    texts = {name: message.text for name, message in catalogue.messages.items()}
    findings += [gap_finding(gap, texts.get(gap.slot.context, "")) for gap in gaps]
    glossary, room = read_glossary(sources.folders, tag), read_room(sources.folders)
    checked = check_catalogue(catalogue, known, sources.locale(tag), glossary, room)
    return list(dict.fromkeys((*findings, *checked)))


def show_status(locales: Iterable[str], sources: Sources, known: dict[str, Slot], *, is_json: bool) -> int:
    """Print where locales stand; the answer tells whether any of them has faults."""
    entries = [_entry(tag, sources, known) for tag in locales]
    if is_json:
        shown = [
            {key: [finding_entry(one) for one in value] if key == "findings" else value for key, value in entry.items()}
            for entry in entries
        ]
        print(json.dumps(shown, indent=2, ensure_ascii=False))
    else:
        for entry in entries:
            _show(entry)
    found = [finding for entry in entries for finding in entry["findings"]]
    return ExitCode.SOURCES if any(one.severity is Severity.ERROR for one in found) else ExitCode.DONE


def _entry(tag: str, sources: Sources, known: dict[str, Slot]) -> Entry:
    findings = locale_findings(tag, sources, known)
    entry: Entry = {"locale": tag, "name": own_name(tag), "findings": findings}
    try:
        found = sources.translated(tag)
        standings = sources.standings(tag)
    except SourceError:
        return entry | {"translator": "", "products": [], "reading": []}
    rows = [
        product_status(found, sources.guide, standings, product, band)
        for product in WORDED
        for band in sources.guide.bands
    ]
    reading = [
        {"band": band, "formula": one.formula, "score": one.score, "limit": one.limit, "is_easy": one.is_easy}
        for band, one in readings(found, tag)
    ]
    products = [_row(row) for row in rows]
    return entry | {"translator": translator_of(found.catalogue), "products": products, "reading": reading}


def _row(status: ProductStatus) -> Entry:
    return {
        "product": status.product,
        "band": status.band,
        "messages": {str(state): count for state, count in status.states.items()},
        "words": status.words,
        "words translated": status.words_done,
        "state": status.review,
        "reviewed by": list(status.reviewers),
        "reviewed on": status.reviewed_on.isoformat() if status.reviewed_on else "",
    }


HEADINGS = ("Product", "Band", *(str(state).capitalize() for state in State), "Words", "State", "Reviewed by", "On")


def _show(entry: Entry) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        console = Console(width=240)
    console.print(Text(f"{entry['locale']}: {entry['name']}, translated by {entry['translator'] or 'nobody named'}"))
    table = Table(box=None, pad_edge=False)
    for heading in HEADINGS:
        table.add_column(heading, overflow="fold")
    for row in entry["products"]:
        table.add_row(*map(Text, _cells(row)))
    console.print(table)
    for one in entry["reading"]:
        verdict = "" if one["is_easy"] else ": harder than our limit"
        console.print(Text(f"{one['band']}: {one['formula']} {one['score']:g}, limit {one['limit']:g}{verdict}"))
    for finding in entry["findings"]:
        print(tell(finding) if finding.severity is Severity.ERROR else f"{finding.severity}: {tell(finding)}")


def _cells(row: Entry) -> Iterator[str]:
    yield from (row["product"], row["band"])
    yield from map(str, row["messages"].values())
    yield f"{row['words translated']}/{row['words']}"
    yield from (row["state"], ", ".join(row["reviewed by"]), row["reviewed on"])
