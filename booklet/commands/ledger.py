"""The command `ledger`: note where printed editions went, and find those whose numbers hold no more."""

import argparse
import json
import shlex
from dataclasses import asdict
from pathlib import Path

from booklet.commands.tell import one_line, warn
from booklet.commands.wanted import day
from booklet.errors import Finding, SourceError, raise_errors
from booklet.make.build import open_sources
from booklet.project.ledger import Printing, add_printing, affected, read_file, read_ledger


def run(options: argparse.Namespace) -> int:
    """Append printings, or list those that are affected."""
    return {"add": add, "affected": show_affected}[options.action](options)


def add(options: argparse.Namespace) -> int:
    """Append a line for each file that was printed; nothing is written if one of them is none of ours."""
    findings: list[Finding] = []
    printings: list[Printing] = []
    for path in options.files:
        try:
            digest, coverage = read_file(path)
        except SourceError as error:
            findings += error.findings
        else:
            on, where = day(options).isoformat(), " ".join(options.where.split())
            printings.append(Printing(on, options.quantity, where, path.name, digest, coverage))
    raise_errors(findings)
    warn(add_printing(options.project, printings))
    print(f"{len(printings)} added to {options.project / 'ledger.jsonl'}")
    return 0


def cure(printing: Printing, project: Path) -> str:
    """Return the command that makes what mends printed copies."""
    axes = printing.coverage
    options = ("--country", axes.country, "--locale", axes.locale, "--band", axes.band, "--project", str(project))
    return one_line(f"make_booklet.py build sticker insert {shlex.join(options)}")


def show_affected(options: argparse.Namespace) -> int:
    """List printed editions of a country that carry a number which has changed or holds no more."""
    insert = open_sources(options.project).insert(options.country)
    printings, findings = read_ledger(options.project)
    warn(findings)
    found = list(affected(printings, insert, day(options)))
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
