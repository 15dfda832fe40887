"""The command `fonts`: what each language is set in, under which licence, and what is missing."""

import argparse
import json
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from booklet.look.layout import Fonts
from booklet.make.build import open_sources
from booklet.sources.fonts import FAMILIES
from booklet.sources.specimens import specimen_locales
from booklet.text.fonts import find_font, font_says
from booklet.words.locales import find_language

BODY, STRONG, DISPLAY = 500, 800, 800


def run(options: argparse.Namespace) -> int:
    """Print a row for each face of each language, as a table or as JSON."""
    sources = open_sources(options.project)
    locales = options.locale or specimen_locales(sources.folders)
    rows = [row for tag in locales for row in _rows(tag, sources.theme.fonts)]
    if options.json:
        print(json.dumps(rows, indent=2))
    else:
        _show(rows)
    return 0


def _rows(tag: str, fonts: Fonts) -> list[dict[str, str]]:
    locale = find_language(tag)
    families = fonts.families(locale.script, locale.tag)
    return [
        {"locale": tag, "script": locale.script, "family": family} | _face(families[family].typeface, fonts)
        for family in FAMILIES
    ]


@cache
def _face(typeface: str, fonts: Fonts) -> dict[str, str]:
    """Return a typeface with its package, version and licence; `get` is what to do if it is missing."""
    file = fonts.typefaces[typeface].file(BODY)[0]
    path = find_font(file)
    package = "" if Path(file).is_absolute() else file.partition("/")[0].replace("_", "-")
    if path is None:
        get = f"pip install {package}" if package else f"put {file} there again"
        return {"typeface": typeface, "package": package, "version": "", "licence": "", "get": get}
    licence, of_file = font_says(path)
    return {
        "typeface": typeface,
        "package": package or "with the layouts",
        "version": _version(package) or of_file.partition(";")[0].removeprefix("Version "),
        "licence": "OFL-1.1" if "Open Font License" in licence else licence[:60],
        "get": "",
    }


def _version(package: str) -> str:
    try:
        return version(package) if package else ""
    except PackageNotFoundError:
        return ""


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
