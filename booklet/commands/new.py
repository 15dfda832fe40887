"""The command `new`: make a partner's project, and say what a person has to fill in."""

import argparse

from booklet.api.projects import new_project
from booklet.commands.tell import tell


def run(options: argparse.Namespace) -> int:
    """Make the folder of a project."""
    made = new_project(options.folder, options.country, options.name)
    print(f"Made in {made.folder}: {', '.join(made.files)}")
    if made.to_fill:
        print("Still to fill in:")
    for finding in made.to_fill:
        print(f"  {tell(finding)}")
    print(f"Next: read {made.folder / 'README.md'}")
    return 0
