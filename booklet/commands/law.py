"""The command `law`: a form on paper for somebody who knows the law of a country, and their signature."""

import argparse

from booklet.api import clock
from booklet.api.laws import sign_law, write_law_sheet
from booklet.api.project import open_project
from booklet.commands.wanted import day
from booklet.errors import ExitCode


def run(options: argparse.Namespace) -> int:
    """Make the form, or write who has signed it."""
    if options.action == "sheet":
        print(write_law_sheet(open_project(options.project), options.country, day(options), options.output))
        return ExitCode.DONE
    path = sign_law(
        options.project,
        options.country,
        by=options.name,
        role=options.role,
        of=options.of,
        on=day(options),
        real=clock.today(),
    )
    print(f"{path}: signed by {options.name}. Next: validate, then build, and read the page on the law.")
    return ExitCode.DONE
