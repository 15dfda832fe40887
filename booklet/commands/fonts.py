"""The command `fonts`: the typefaces of each language, their licences, and what is missing."""

import argparse
import json
from collections.abc import Iterable

from booklet.api.project import open_project
from booklet.api.typefaces import list_faces


def run(options: argparse.Namespace) -> int:
    """Print a row for each face of each language, as a table or as JSON."""
    rows = list_faces(open_project(options.project).sources, tuple(options.locale or ()))
    if options.json:
        print(json.dumps(rows, indent=2))
    else:
        _show(rows)
    return 0


def _show(rows: Iterable[dict[str, str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in ("Locale", "Script", "Family", "Typeface", "Package", "Version", "Licence", "Missing"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row.values()))
    console = Console()
    (console if console.is_terminal else Console(width=140)).print(table)
