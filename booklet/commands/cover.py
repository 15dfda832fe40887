"""The command `cover`: covers in one piece for booklets that a printer binds, beside their interiors."""

import argparse
import json
from dataclasses import replace

from booklet.commands.build import check_all, progress, show_table, tell_warnings
from booklet.commands.made import looking_back, make_manifest
from booklet.commands.wanted import days_of, wanted
from booklet.facts.gate import Days
from booklet.jobs import COVER
from booklet.make.build import open_sources
from booklet.make.output import check_folder
from booklet.make.planning import Wanted
from booklet.make.writing import write
from booklet.sources.load import Sources


def run(options: argparse.Namespace) -> int:
    """Write a cover for each booklet that is asked for."""
    sources, days = open_sources(options.project), days_of(options)
    with looking_back(options.output, sources, days.real or days.made):
        return _cover(options, sources, days)


def _cover(options: argparse.Namespace, sources: Sources, days: Days) -> int:
    documents = check_all(asked_for(options, sources), sources, days)
    check_folder(options.output)
    with progress(len(documents), is_shown=not options.json) as step:
        built = []
        for document in documents:
            built.append(write(document, sources, days.made, options.output))
            step()
    if options.json:
        print(json.dumps(make_manifest(built, sources, days.made), indent=2))
    else:
        show_table(built)
    tell_warnings(built)
    return 0


def asked_for(options: argparse.Namespace, sources: Sources) -> Wanted:
    """Return the covers that are asked for."""
    return replace(
        wanted(options, sources),
        products=tuple(options.products) or ("booklet",),
        editions=("press",),
        parts=(COVER,),
        paper=options.paper,
    )
