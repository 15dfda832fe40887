"""The command `diff`: what has changed between two country files, in words."""

import argparse
from pathlib import Path

from booklet.commands.tell import one_line
from booklet.errors import Finding, SourceError, Where
from booklet.facts.insert import Insert
from booklet.project.differences import differences
from booklet.sources.countries import read_insert
from booklet.sources.folders import country_file, open_folders

OURS = "ours"


def run(options: argparse.Namespace) -> int:
    """Print a line for each change."""
    old, new = (_insert(options.country, place) for place in (options.old, options.new))
    found = list(differences(old, new))
    print("\n".join(map(one_line, found)) or "no difference")
    return 0


def _insert(country: str, place: str) -> Insert:
    """Return the insert of a file, of a folder, or ours; raise `SourceError` if there is none."""
    name = country_file(country)
    path = open_folders().own / name if place == OURS else Path(place)
    path = path / name if path.is_dir() else path
    if not path.is_file():
        hint = f"name a file, a folder that holds {name}, or {OURS}"
        raise SourceError(Finding("unknown-country", Where(place), f'there is no file of "{country}"', hint))
    return read_insert(path, str(path), country)
