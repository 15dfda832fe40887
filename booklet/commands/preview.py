"""The command `preview`: pictures of pages, spreads and a contact sheet, made again when a source changes."""

import argparse
from functools import partial
from operator import attrgetter
from pathlib import Path

from booklet.api.building import count_pages, place_all, plan_all
from booklet.api.folder import check_folder
from booklet.api.pictures import sources_of, watch, write_pictures, write_scenes
from booklet.api.project import open_project
from booklet.commands.places import show_places
from booklet.commands.progress import follow, follow_jobs
from booklet.commands.tell import tell
from booklet.commands.wanted import days_of, read_wanted
from booklet.errors import BookletError
from booklet.values import replace

SCENE = "scene"
"""What is asked for in place of a product to see pictures alone."""


def run(options: argparse.Namespace) -> int:
    """Make the pictures once, or again and again."""
    check_folder(options.output)
    if not options.watch:
        print(tell_pictures(make_pictures(options)))
        if options.country:
            project = open_project(options.project)
            show_places(project.sources, read_wanted(options, project).countries)
        return 0
    watch(lambda: _try(options), sources_of(options.project))
    return 0


def _try(options: argparse.Namespace) -> None:
    """Make the pictures; print a fault and wait for the next change."""
    try:
        print(tell_pictures(make_pictures(options)))
    except BookletError as error:
        print("\n".join(map(tell, error.findings)))


def tell_pictures(written: list[Path]) -> str:
    """Return what was made, and what to open."""
    index, *pictures = written
    return f"{len(pictures)} pictures: open {index}"


def make_pictures(options: argparse.Namespace) -> list[Path]:
    """Write the pictures of every job or scene asked for; return the path of their index, and theirs."""
    project = open_project(options.project)
    sources, days = project.sources, days_of(options)
    if options.products[:1] == [SCENE]:
        return write_scenes(options.products[1:] or sources.scenes(), sources, days, options.output)
    asked = replace(read_wanted(options, project), editions=("screen",), printer="")
    documents = place_all(plan_all(asked, sources), sources, days, partial(follow_jobs, options))
    drawn = follow(options, "drawing pages", documents, name=attrgetter("name"), size=count_pages)
    return write_pictures(drawn, sources, days, options.output)
