"""The action `words status`: how far each locale is, every message that does not hold, and what its words lack."""

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Any

from booklet.api.catalogues import Desk
from booklet.api.progress import LocaleStatus, ProductStatus, TranslationState, locale_status
from booklet.api.telling import finding_entry
from booklet.commands.progress import follow
from booklet.commands.table import show_table
from booklet.commands.tell import one_line, tell
from booklet.errors import ExitCode, Severity

Entry = dict[str, Any]


def show_status(options: argparse.Namespace, locales: Sequence[str], desk: Desk) -> int:
    """Print how far locales are; the exit code says whether any of them has faults."""
    found = [locale_status(tag, desk) for tag in follow(options, "reading", locales)]
    if options.json:
        print(json.dumps([_entry(one) for one in found], indent=2, ensure_ascii=False))
    else:
        for one in found:
            _show(one)
    findings = [finding for one in found for finding in one.findings]
    return ExitCode.SOURCES if any(one.severity is Severity.ERROR for one in findings) else ExitCode.DONE


def _entry(status: LocaleStatus) -> Entry:
    reading = [
        {"band": band, "formula": one.formula, "score": one.score, "limit": one.limit, "is_easy": one.is_easy}
        for band, one in status.readings
    ]
    return {
        "locale": status.locale,
        "name": status.name,
        "findings": [finding_entry(one) for one in status.findings],
        "translator": status.translator,
        "products": list(map(_row, status.products)),
        "reading": reading,
    }


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


HEADINGS = (
    "Product",
    "Band",
    *(str(state).capitalize() for state in TranslationState),
    "Words",
    "State",
    "Reviewed by",
    "On",
)


def _show(status: LocaleStatus) -> None:
    print(one_line(f"{status.locale}: {status.name}, translated by {status.translator or 'nobody named'}"))
    show_table(HEADINGS, [tuple(_cells(_row(row))) for row in status.products])
    for band, one in status.readings:
        verdict = "" if one.is_easy else ": harder than our limit"
        print(f"{band}: {one.formula} {one.score:g}, limit {one.limit:g}{verdict}")
    for finding in status.findings:
        print(tell(finding) if finding.severity is Severity.ERROR else f"{finding.severity}: {tell(finding)}")


def _cells(row: Entry) -> Iterator[str]:
    yield from (row["product"], row["band"])
    yield from map(str, row["messages"].values())
    yield f"{row['words translated']}/{row['words']}"
    yield from (row["state"], ", ".join(row["reviewed by"]), row["reviewed on"])
