"""Parts of the documentation that the code writes itself: commands, files, layouts, printers; used by docs/conf.py.

A page asks for one with a remark such as `<!-- written: commands -->`, which nobody sees who reads the file as it is.
"""

import argparse
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

from speedfigures import list_million, list_runs, read_figures, tell_runs

import booklet
from booklet.bands import BANDS
from booklet.cli import make_parser
from booklet.project.new import quote_yaml

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"

ASKED = re.compile(r"^<!-- written: (\S+)(?: (\S+))? -->$", re.MULTILINE)

LINK = re.compile(r"(!?)\[([^\]]*)\]\(((?!\w+:|#)[^)#\s]+)(#[^)]*)?\)")

PLACE = re.compile(r"\[([^\]]*)\]\((#[\w-]+)\)")
"""A link of the guide's own, which stands in what translators noted to be read and not to be followed."""

PAGES = {"ARCHITECTURE.md": "architecture.md", "CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md"}
"""Files beside docs/ that are pages of it."""

WIDTH = "86"
"""Letters on a line of what a command says of itself."""


def written(text: str, page: Path) -> str:
    """Return a page with what it asks for, and without links that lead out of the documentation."""
    text = _linked(text, page, page.parent)
    text = ASKED.sub(lambda asked: PARTS[asked[1]](asked[2] or "", page), text)
    return PLACE.sub(r"\\[\1](\2)", text) if page.parent.name == "translations" else text


def _linked(text: str, page: Path, base: Path) -> str:
    """Return a text whose links, written as from a folder, lead where they should from a page."""
    return LINK.sub(lambda link: _link(link, page, base), text)


def _link(link: re.Match[str], page: Path, base: Path) -> str:
    """Return a link to a page; what leads to another file of the project becomes its name."""
    mark, words, there, place = link.groups("")
    target = (base / there).resolve()
    if not target.exists():
        raise ValueError(f"{page}: there is no {there}")
    name = target.relative_to(ROOT).as_posix()
    if not target.is_relative_to(DOCS) and name not in PAGES:
        return words if words.strip("`") == name else f"{words} (`{name}`)"
    return f"{mark}[{words}]({os.path.relpath(DOCS / PAGES.get(name, target), page.parent)}{place})"


def include(name: str, page: Path) -> str:
    """Return a file that stands beside the documentation."""
    return _linked((ROOT / name).read_text("utf-8"), page, (ROOT / name).parent)


def body(name: str, page: Path) -> str:
    """Return a file that stands beside the documentation without its title."""
    return include(name, page).split("\n", maxsplit=1)[1].lstrip()


def template(name: str, _: Path) -> str:
    """Return a file of a new project, as somebody finds it who has made one."""
    text = (ROOT / f"booklet/project/templates/{name}.yaml").read_text("utf-8")
    return f"```yaml\n{Template(text).substitute(country='XX', name=quote_yaml('Amani House')).rstrip()}\n```"


def commands(_: str, __: Path) -> str:
    """Return what each command says of itself."""
    os.environ["COLUMNS"] = WIDTH
    parser = make_parser()
    return "\n\n".join(f"## {name}\n\n```text\n{help_of.strip()}\n```" for name, help_of in _helps(parser))


def _helps(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                own = [one for one in inner._actions if isinstance(one, argparse._SubParsersAction)]
                helps = [one.format_help() for group in own for one in group.choices.values()]
                yield name, "\n\n".join([inner.format_help(), *helps])


def schema(name: str, _: Path) -> str:
    """Return a table of the keys of a file, by the schema that editors read."""
    tree = json.loads((ROOT / f"translations/schemas/{name}.json").read_text("utf-8"))
    return _table(("Key", "What it says", ""), (*_rows(tree, ""), *_list_kinds(tree.get("$defs", {}))))


def _list_kinds(parts: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield the kinds of block with the keys of each that not every block has."""
    common = {"id", "kind", "as", "bands", "icon"}
    for name, part in parts.items():
        if name.startswith("kind-"):
            own = [f"`{key}`" for key in part["properties"] if key not in common and not key.endswith(BANDS)]
            yield f"`kind: {name.removeprefix('kind-')}`", "a block", ", ".join(own)


def _rows(tree: Mapping[str, Any], place: str) -> Iterator[tuple[str, ...]]:
    for key, value in tree.get("properties", {}).items():
        yield from _row(value, f"{place}{key}", key in tree.get("required", ()))
    patterns = list(tree.get("patternProperties", {}).values())
    more = tree.get("additionalProperties")
    for value in [*patterns, *([more] if isinstance(more, dict) else [])]:
        yield from _row(value, f"{place}*", False)


def _row(value: Mapping[str, Any], place: str, is_needed: bool) -> Iterator[tuple[str, ...]]:
    about = value.get("description", "")
    yield f"`{place}`", _kind(value), "; ".join(filter(None, (about, "needed" if is_needed else "")))
    inner = value.get("items", value) if value.get("type") == "array" else value
    mark = "[]." if inner is not value else "."
    for choice in inner.get("anyOf", (inner,)):
        found = choice.get("items", choice) if choice.get("type") == "array" else choice
        is_open = isinstance(found.get("additionalProperties"), dict)
        if "properties" in found or "patternProperties" in found or is_open:
            yield from _rows(found, f"{place}{mark}")


def _kind(value: Mapping[str, Any]) -> str:
    """Return what a value may be, in words."""
    if "$ref" in value:
        return "a block"
    if "enum" in value:
        return " · ".join(f"`{one}`" if one else "nothing" for one in value["enum"])
    if "anyOf" in value:
        return ", or ".join(dict.fromkeys(_kind(one) for one in value["anyOf"]))
    kind = value.get("type", "text")
    if isinstance(kind, list):
        return ", or ".join(dict.fromkeys(_kind({**value, "type": one}) for one in kind))
    if kind == "array":
        return f"a list: {_kind(value['items'])}"
    if kind == "object":
        return "keys and values"
    most = f", {value['maxLength']} letters at most" if "maxLength" in value else ""
    return {"string": "a text", "integer": "a whole number", "number": "a number", "boolean": "yes or no"}[kind] + most


def layouts(_: str, __: Path) -> str:
    """Return a table of all layouts."""
    project = booklet.open_project()
    found = map(project.layout, project.layouts)
    rows = (
        (
            f"`{one.layout}`",
            one.product,
            " x ".join(f"{side:g}" for side in one.trim),
            f"{one.pages} or more" if one.flows else str(one.pages),
            one.ink or "any",
        )
        for one in found
    )
    return _table(("Layout", "Product", "Trim in mm", "Pages", "Ink"), rows)


def printers(_: str, __: Path) -> str:
    """Return a table of all printers."""
    project = booklet.open_project()
    found = map(project.printer, project.printers)
    rows = ((f"`{one.name}`", one.edition, one.profile, " ".join(one.products) or "any") for one in found)
    return _table(("Printer", "Edition", "Profile", "Products"), rows)


def speed(name: str, _: Path) -> str:
    """Return what was measured of runs that grow, or what a million posters cost by it."""
    growth = read_figures()
    if name == "runs":
        head, *rows = list_runs(growth)
        return f"Measured on {growth.measured}: {growth.machine}.\n\n{_table(head, rows)}"
    head, *rows = list_million(growth)
    return f"{_table(head, rows)}\n\n{tell_runs(growth)}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *(tuple(cell.replace("|", r"\|") for cell in row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


PARTS = {
    "body": body,
    "commands": commands,
    "include": include,
    "template": template,
    "schema": schema,
    "layouts": layouts,
    "printers": printers,
    "speed": speed,
}
"""What a page can ask for."""
