"""The command `ledger`: note where printed editions went, and find those whose numbers no longer hold."""

import argparse
import json
import shlex
from dataclasses import asdict
from pathlib import Path

from booklet.api.printings import Printing, add_printings, find_affected
from booklet.api.project import open_project
from booklet.commands.tell import one_line, warn
from booklet.commands.wanted import day


def run(options: argparse.Namespace) -> int:
    """Append printings, or list those that are affected."""
    return {"add": add, "affected": show_affected}[options.action](options)


def add(options: argparse.Namespace) -> int:
    """Append a line for each file that was printed; write nothing if one of them is not ours."""
    project, files = options.project, options.files
    warn(add_printings(project, files, quantity=options.quantity, where=options.where, on=day(options)))
    print(f"{len(files)} added to {project / 'ledger.jsonl'}")
    return 0


def cure(printing: Printing, project: Path) -> str:
    """Return the command that makes stickers for printed copies."""
    axes = printing.coverage
    options = ("--country", axes.country, "--locale", axes.locale, "--band", axes.band, "--project", str(project))
    return one_line(f"make_booklet.py build sticker insert {shlex.join(options)}")


def show_affected(options: argparse.Namespace) -> int:
    """List printed editions of a country with a number that has changed or no longer holds."""
    sources = open_project(options.project).sources
    found, findings = find_affected(options.project, options.country, sources, day(options))
    warn(findings)
    if options.json:
        print(json.dumps([asdict(printing) | {"reasons": reasons} for printing, reasons in found], indent=2))
        return 0
    for printing, reasons in found:
        print(
            one_line(f"{printing.on}: {printing.quantity} of {printing.file}, {printing.where}: {'; '.join(reasons)}")
        )
    if found:
        print("Tell whoever has these copies. New numbers for them, to stick over the old ones or to slip in:")
        for command in dict.fromkeys(cure(printing, options.project) for printing, _ in found):
            print(f"  {command}")
    else:
        print("no printed edition is affected")
    return 0
