"""The command `ledger`: note where printed editions went, and find those whose numbers no longer hold."""

import argparse
import json
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from booklet.api.printings import (
    Affected,
    Printing,
    add_printings,
    correct_printing,
    find_affected,
    find_cures,
    list_printings,
    split_printing,
)
from booklet.api.project import open_project
from booklet.commands.tell import one_line, warn
from booklet.commands.wanted import day
from booklet.values import to_builtins


def run(options: argparse.Namespace) -> int:
    """Append, mend or list printings, or list those that are affected."""
    actions = {"add": add, "list": show, "correct": correct, "split": split, "affected": show_affected}
    return actions[options.action](options)


def add(options: argparse.Namespace) -> int:
    """Append a line for each file that was printed; write nothing if one of them is not ours."""
    project, files = options.project, options.files
    warn(add_printings(project, files, quantity=options.quantity, where=options.where, on=day(options)))
    print(f"{len(files)} added to {project / 'ledger.jsonl'}")
    return 0


def correct(options: argparse.Namespace) -> int:
    """Note what a line should say."""
    warn(correct_printing(options.project, options.line, quantity=options.quantity, where=options.where))
    print(f"line {options.line} mended in {options.project / 'ledger.jsonl'}")
    return 0


def split(options: argparse.Namespace) -> int:
    """Note that some copies of a line went on."""
    warn(split_printing(options.project, options.line, quantity=options.quantity, where=options.where))
    print(f"line {options.line} is two lines in {options.project / 'ledger.jsonl'}")
    return 0


def show(options: argparse.Namespace) -> int:
    """List what was printed, line by line, and how many copies of each product there are."""
    found, findings = list_printings(options.project)
    warn(findings)
    if options.json:
        print(json.dumps([{"line": line} | to_builtins(printing) for line, printing in found.items()], indent=2))
        return 0
    for line, printing in found.items():
        print(one_line(f"line {line}: {printing.on}: {printing.quantity} of {printing.file}, {printing.where}"))
    print(f"Together: {count_copies(found.values())}" if found else "nothing is noted yet")
    return 0


def count_copies(printings: Iterable[Printing]) -> str:
    """Return how many copies there are of each product."""
    copies: Counter[str] = Counter()
    for printing in printings:
        axes = printing.coverage
        copies[f"{axes.product} {axes.item}".strip()] += printing.quantity
    return ", ".join(f"{number} x {product}" for product, number in copies.items())


def list_cures(affected: Sequence[Affected], project: Path) -> Iterator[str]:
    """Yield the commands that make stickers for printed copies."""
    for cure in find_cures(affected):
        items = [part for name in cure.contacts for part in ("--item", name)]
        locales = [part for tag in cure.locales for part in ("--locale", tag)]
        options = ("--country", cure.country, *locales, "--band", cure.band, "--project", str(project))
        yield one_line(f"make_booklet.py build sticker insert {shlex.join((*items, *options))}")


def show_affected(options: argparse.Namespace) -> int:
    """List printed editions of a country with a number that has changed or no longer holds."""
    sources = open_project(options.project).sources
    found, findings = find_affected(options.project, options.country, sources, day(options))
    warn(findings)
    if options.json:
        entries = [to_builtins(one.printing) | {"reasons": one.reasons, "contacts": one.contacts} for one in found]
        print(json.dumps(entries, indent=2))
        return 0
    for one in found:
        told = f"{one.printing.quantity} of {one.printing.file}, {one.printing.where}: {'; '.join(one.reasons)}"
        print(one_line(f"{one.printing.on}: {told}"))
    if not found:
        print("no printed edition is affected")
    elif cures := list(list_cures(found, options.project)):
        mended = [one.printing for one in found if one.contacts != ()]
        print(f"Tell whoever has these copies: {count_copies(mended)}.")
        print("New numbers for them, a set for each copy, to stick over the old ones, or to slip in:")
        print("\n".join(f"  {command}" for command in cures))
    else:
        print("No number changed, but nobody has called lately: confirm. If they are right, the copies are.")
    return 0
