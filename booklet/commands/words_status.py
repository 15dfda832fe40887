"""The action `words status`: what the words of each locale lack, how far its pages are, and how far its products."""

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Any

from booklet.api.catalogues import Catalogues
from booklet.api.progress import LocaleStatus, PageStatus, ProductStatus, TranslationState, locale_status
from booklet.api.telling import finding_entry
from booklet.commands.progress import follow
from booklet.commands.table import show_table
from booklet.commands.tell import one_line, tell
from booklet.errors import ExitCode, Finding, Severity, SourceError, Where, did_you_mean

Entry = dict[str, Any]

MISSING = "message-missing"
"""The code of messages that are counted, as a new language has nothing else; --page lists them."""


def show_status(options: argparse.Namespace, locales: Sequence[str], catalogues: Catalogues) -> int:
    """Print how far locales are; the exit code says whether any of them has faults.

    With `--page`, such as threat, p1 or m1, each message of a page that does not hold is told. Raises `SourceError` if
    there is no such page.
    """
    found = [locale_status(tag, catalogues) for tag in follow(options, "reading", locales)]
    for one in found:
        _check_page(options.page, one)
    if options.json:
        print(json.dumps([_entry(one) for one in found], indent=2, ensure_ascii=False))
    else:
        for one in found:
            _show(one, options.page)
    findings = [finding for one in found for finding in one.findings]
    return ExitCode.SOURCES if any(one.severity is Severity.ERROR for one in findings) else ExitCode.DONE


def _check_page(page: str, status: LocaleStatus) -> None:
    known = [_name(one) for one in status.pages]
    if page and known and page not in known:
        hint = did_you_mean(page, known, "name one of the table of words status")
        raise SourceError(Finding("unknown-page", Where(status.locale), f'no page is called "{page}"', hint))


def _name(page: PageStatus) -> str:
    return page.place.rpartition(" ")[2]


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
        "pages": list(map(_page_row, status.pages)),
        "products": list(map(_row, status.products)),
        "reading": reading,
    }


def _page_row(page: PageStatus) -> Entry:
    return {
        "page": page.place,
        "title": page.title,
        "messages": {str(state): count for state, count in page.states.items()},
        "open": list(page.open),
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


STATES = tuple(str(state).capitalize() for state in TranslationState)

PAGE_HEADINGS = ("Page", "Title", *STATES)

HEADINGS = ("Product", "Band", *STATES, "Words", "State", "Reviewed by", "On")


def _show(status: LocaleStatus, page: str) -> None:
    """Print what is to be mended, worst first, then the pages that are not complete, then the products."""
    print(one_line(f"{status.locale}: {status.name}, translated by {status.translator or 'nobody named'}"))
    for finding in sorted(status.findings, key=lambda one: one.severity is not Severity.ERROR):
        if finding.code != MISSING:
            print(tell(finding) if finding.severity is Severity.ERROR else f"{finding.severity}: {tell(finding)}")
    unfinished = [one for one in status.pages if one.open]
    if unfinished:
        show_table(PAGE_HEADINGS, [(one.place, one.title, *map(str, one.states.values())) for one in unfinished])
    if status.pages:
        print(f"{len(status.pages) - len(unfinished)} of {len(status.pages)} pages are complete")
    for name in (name for one in unfinished if _name(one) == page for name in one.open):
        print(f"open: {name}")
    if status.products:
        show_table(HEADINGS, [tuple(_cells(_row(row))) for row in status.products])
    for band, reading in status.readings:
        verdict = "" if reading.is_easy else ": harder than our limit"
        print(f"{band}: {reading.formula} {reading.score:g}, limit {reading.limit:g}{verdict}")


def _cells(row: Entry) -> Iterator[str]:
    yield from (row["product"], row["band"])
    yield from map(str, row["messages"].values())
    yield f"{row['words translated']}/{row['words']}"
    yield from (row["state"], ", ".join(row["reviewed by"]), row["reviewed on"])
