"""The command `specimen`: a page in each language, to see how the composer sets it."""

import argparse
import json
from functools import partial
from operator import attrgetter

from booklet.api.project import open_project
from booklet.api.specimens import write_specimens
from booklet.commands.progress import follow
from booklet.commands.wanted import day
from booklet.errors import ExitCode


def run(options: argparse.Namespace) -> int:
    """Write a file for each locale, and print what it is made of."""
    sources = open_project(options.project).sources
    rows = []
    watch = partial(follow, options, "placing", name=attrgetter("locale.tag"))
    for file in write_specimens(sources, options.output, day(options), options.locale or (), options.text, watch):
        rows.append(
            {
                "file": file.path.as_posix(),
                "locale": file.locale,
                "faces": list(file.faces),
                "paragraphs": list(file.paragraphs),
            }
        )
        if not options.json:
            print(f"{file.path}: {', '.join(file.faces)}")
    if options.json:
        print(json.dumps({"files": rows}, indent=2, ensure_ascii=False))
    return ExitCode.DONE
