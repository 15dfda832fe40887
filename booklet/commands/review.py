"""The command `review`: who has reviewed which words; with `--state`, a person signs for some of them."""

import argparse
import json
from collections.abc import Sequence

from booklet.api.project import open_project
from booklet.api.reviews import SOURCE_LOCALE, TopicStanding, find_lowest_state, sign_for, standings_of, topics_asked
from booklet.commands.tell import warn
from booklet.commands.wanted import day

Shown = dict[str, tuple[TopicStanding, ...]]
"""Locale to the standings of all its topics."""


def run(options: argparse.Namespace) -> int:
    """Show the reviews, or add one and show what it says."""
    project = open_project(options.project)
    sources = project.sources
    locales = (options.locale,) if options.locale else project.locales
    if options.state or options.by:
        locales = (options.locale or SOURCE_LOCALE,)
        sign_for(
            sources,
            locales[0],
            options.topics,
            options.band,
            state=options.state or "",
            by=options.by or "",
            on=day(options),
            tell=warn,
        )
    found = {locale: standings_of(sources, locale, warn) for locale in locales}
    asked = {locale: topics_asked(sources, locale, options.topics, options.band) for locale in locales}
    if options.json:
        print(json.dumps(_entries(found, asked), indent=2, ensure_ascii=False))
    else:
        _show(found, asked)
    return 0


def _rows(found: Sequence[TopicStanding], asked: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [_row(standing) for standing in found if (standing.topic, standing.band) in asked]


def _row(standing: TopicStanding) -> dict[str, str]:
    review, stale = standing.review, standing.stale
    return {
        "topic": standing.topic,
        "band": standing.band,
        "state": standing.state,
        "by": review.by if review else "",
        "on": review.on.isoformat() if review else "",
        "stale": f"{stale.state} by {stale.by}, {stale.on.isoformat()}: words changed since" if stale else "",
    }


def _entries(found: Shown, asked: dict[str, list[tuple[str, str]]]) -> list[dict[str, object]]:
    return [
        {"locale": locale, "state": find_lowest_state(states), "topics": _rows(states, asked[locale])}
        for locale, states in found.items()
    ]


def _show(found: Shown, asked: dict[str, list[tuple[str, str]]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        console = Console(width=240)
    for locale, states in found.items():
        table = Table(box=None, pad_edge=False)
        for heading in ("Topic", "Band", "State", "By", "On", "Stale"):
            table.add_column(heading, overflow="fold")
        for row in _rows(states, asked[locale]):
            table.add_row(*map(Text, row.values()))
        console.print(table)
        console.print(Text(f"{locale}: {find_lowest_state(states)}, the lowest state of its topics"))
