"""The command `diff`: what has changed between two country files, in words."""

import argparse

from booklet.api.projects import compare_countries
from booklet.commands.tell import one_line


def run(options: argparse.Namespace) -> int:
    """Print a line for each change."""
    found = compare_countries(options.country, options.old, options.new)
    print("\n".join(map(one_line, found)) or "no difference")
    return 0
