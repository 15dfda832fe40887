"""The command `new`: make a partner's project, and say what a person has to fill in."""

import argparse

from booklet.commands.tell import tell
from booklet.project.new import SCHEMAS, make_project, still_to_fill
from booklet.sources.folders import open_folders


def run(options: argparse.Namespace) -> int:
    """Make the folder of a project."""
    files = make_project(options.folder, options.country, options.name, open_folders())
    print(f"Made in {options.folder}: {', '.join(file for file in files if file not in SCHEMAS)}")
    unfilled = still_to_fill(options.folder, options.country)
    if unfilled:
        print("Still to fill in:")
    for finding in unfilled:
        print(f"  {tell(finding)}")
    print(f"Next: read {options.folder / 'README.md'}")
    return 0
