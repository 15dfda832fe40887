"""The command `cover`: covers in one piece for booklets that a printer binds, beside their interiors."""

import argparse
import json
from functools import partial

from booklet.api.building import COVER, number_versions, place_all, plan_all, write_each
from booklet.api.folder import check_folder, make_manifest, set_aside_outdated
from booklet.api.project import Project, Wanted, open_project
from booklet.commands.build import show_files, tell_warnings
from booklet.commands.progress import count, follow_jobs
from booklet.commands.tell import warn
from booklet.commands.wanted import Days, days_of, read_wanted
from booklet.values import replace


def run(options: argparse.Namespace) -> int:
    """Write a cover for each booklet that is asked for."""
    project, days = open_project(options.project), days_of(options)
    with set_aside_outdated(options.output, project.sources, days.real or days.made, warn):
        return _cover(options, project, days)


def _cover(options: argparse.Namespace, project: Project, days: Days) -> int:
    sources = project.sources
    jobs = plan_all(choose_covers(options, project), sources)
    documents = place_all(jobs, sources, days, partial(follow_jobs, options))
    documents = number_versions(documents, sources, days)
    check_folder(options.output)
    with count(options, "drawing covers", len(documents)) as done:
        built = []
        for file in write_each(documents, sources, days, options.output):
            built.append(file)
            done(file.path.name)
    if options.json:
        print(json.dumps(make_manifest(built, sources, days.made), indent=2))
    else:
        show_files(built)
    tell_warnings(built)
    return 0


def choose_covers(options: argparse.Namespace, project: Project) -> Wanted:
    """Return the covers that are asked for."""
    return replace(
        read_wanted(options, project),
        products=tuple(options.products) or ("booklet",),
        editions=("press",),
        parts=(COVER,),
        paper=options.paper,
    )
