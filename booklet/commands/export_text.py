"""The command `export-text`: the words of each product and band, as plain text and for Word, with ids for reviewers."""

import argparse
from functools import partial

from booklet.api.project import open_project
from booklet.api.texts import write_texts
from booklet.commands.progress import follow_jobs
from booklet.commands.tell import warn
from booklet.commands.wanted import days_of, read_wanted


def run(options: argparse.Namespace) -> int:
    """Write the files and print their names."""
    project, days = open_project(options.project), days_of(options)
    asked, formats = read_wanted(options, project), options.format or ()
    watch = partial(follow_jobs, options)
    for path in write_texts(asked, project.sources, days, options.output, formats, warn, follow=watch):
        print(path)
    return 0
