"""The command `fonts`: the typefaces of each language, their licences, and what is missing."""

import argparse
import json

from booklet.api.project import open_project
from booklet.api.typefaces import list_faces
from booklet.commands.table import show_table


def run(options: argparse.Namespace) -> int:
    """Print a row for each face of each language, as a table or as JSON."""
    rows = list_faces(open_project(options.project).sources, tuple(options.locale or ()))
    if options.json:
        print(json.dumps(rows, indent=2))
    else:
        headings = ("Locale", "Script", "Family", "Typeface", "Package", "Version", "Licence", "Missing")
        show_table(headings, [tuple(row.values()) for row in rows])
    return 0
