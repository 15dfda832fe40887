"""The command `review`: who has signed which words; a person signs for some, takes responsibility, or gets the form."""

import argparse
import json
import sys
from collections.abc import Sequence

from booklet.api.project import Project, open_project
from booklet.api.reviews import (
    SOURCE_LOCALE,
    TopicStanding,
    find_lowest_state,
    list_progress,
    sign_for,
    standings_of,
    take_responsibility,
    topics_asked,
    write_sheet,
)
from booklet.commands.table import show_table
from booklet.commands.tell import one_line, warn
from booklet.commands.wanted import days_of
from booklet.errors import Finding, SourceError, Where

Shown = dict[str, tuple[TopicStanding, ...]]
"""Locale to the standings of all its topics."""

SHEET, TAKE = "sheet", "take-responsibility"
"""What may stand in the place of topics."""


def run(options: argparse.Namespace) -> int:
    """Show the signatures, or do what is asked for and show what it says."""
    project = open_project(options.project)
    action, topics = (options.topics[0], options.topics[1:]) if options.topics else ("", [])
    if action == SHEET:
        return _write_sheets(options, project, topics)
    if action == TAKE:
        return _take(options, project)
    sources = project.sources
    locales = (options.locale,) if options.locale else project.locales
    if options.role or options.by:
        locales = (options.locale or SOURCE_LOCALE,)
        sign_for(
            sources,
            locales[0],
            options.topics,
            options.band,
            role=options.role or "",
            by=options.by or "",
            days=days_of(options),
            tell=warn,
        )
    found = {locale: standings_of(sources, locale, warn) for locale in locales}
    asked = {locale: topics_asked(sources, locale, options.topics, options.band) for locale in locales}
    if options.json:
        print(json.dumps(_entries(found, asked), indent=2, ensure_ascii=False))
    else:
        _show(found, asked, project)
    return 0


def _write_sheets(options: argparse.Namespace, project: Project, topics: Sequence[str]) -> int:
    """Write the forms of the bands asked for and print their names."""
    locale, sources = options.locale or SOURCE_LOCALE, project.sources
    bands = [options.band] if options.band else sources.guide.every_band
    for band in bands:
        print(write_sheet(sources, locale, band, topics, days_of(options), options.output))
    return 0


def _take(options: argparse.Namespace, project: Project) -> int:
    """Let the person named in `brand.yaml` take responsibility, and say until when."""
    if not (options.locale and options.band and options.by):
        hint = f"write: review {TAKE} --locale sw --band 14-17 --by NAME --project FOLDER"
        raise SourceError(Finding("missing-option", Where(TAKE), "needs a language, a band and a name", hint))
    until = take_responsibility(
        project.sources,
        options.locale,
        options.band,
        by=options.by,
        real=days_of(options).real or days_of(options).made,
    )
    print(f"{options.by} takes responsibility for the words in {options.locale}, {options.band}, until {until}.")
    print("This is no review: the files still say DRAFT. Whoever gives a false name answers for it.", file=sys.stderr)
    return 0


def _rows(found: Sequence[TopicStanding], asked: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [_row(standing) for standing in found if (standing.topic, standing.band) in asked]


def _row(standing: TopicStanding) -> dict[str, str]:
    return {
        "topic": standing.topic,
        "band": standing.band,
        "state": standing.state,
        "signed": "; ".join(f"{one.role}: {one.by}, {one.on.isoformat()}" for one in standing.signed),
        "missing": ", ".join(standing.missing),
        "stale": "; ".join(f"{one.role}: {one.by}, {one.on.isoformat()}" for one in standing.stale),
    }


def _entries(found: Shown, asked: dict[str, list[tuple[str, str]]]) -> list[dict[str, object]]:
    return [
        {"locale": locale, "state": find_lowest_state(states), "topics": _rows(states, asked[locale])}
        for locale, states in found.items()
    ]


def _show(found: Shown, asked: dict[str, list[tuple[str, str]]], project: Project) -> None:
    headings = ("Topic", "Band", "State", "Signed", "Missing", "Signed before words changed")
    for locale, states in found.items():
        show_table(headings, [tuple(row.values()) for row in _rows(states, asked[locale])])
        bands = {band for _, band in asked[locale]}
        for line in list_progress(project.sources, locale, [one for one in states if one.band in bands]):
            print(one_line(line))
