"""Keys at the top of a project's file, changed by a program; every other letter of the file stays.

A fault that a change causes stands at its key, so that a form can show it at its field.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from booklet.errors import Finding, OutputError, SourceError, Where, raise_errors
from booklet.project.confirm import read_text
from booklet.project.edit import Fields, Value, apply_changes, plain_value, rewrite_file, write_value
from booklet.sources.spans import root_item
from booklet.sources.yamlfile import Mapping as YamlMapping
from booklet.sources.yamlfile import parse_yaml

Find = Callable[[str], Iterable[Finding]]
"""What returns all that is to be said of the text of a file."""


def read_keys(path: Path) -> Fields:
    """Return what a file says, key by key, nothing if it is missing or empty; raise `SourceError` if it is faulty."""
    return _read(read_text(path), path) if path.exists() else {}


def edit_keys(path: Path, changes: Mapping[str, Value | None], seen: Fields | None, find: Find) -> tuple[str, ...]:
    """Change keys at the top of a file (None removes one) and return those that changed; a missing file is begun.

    What stands there already is not written again. `seen` is what the file said when it was read; `find` finds the
    faults of a text. Raises `SourceError` if a key was changed meanwhile, or with the faults that the changes would
    cause, each at its key; `OutputError` if more would change or the file cannot be written. Then nothing is written.
    """
    if not _differing(changes, read_keys(path)):
        return ()
    changed: dict[str, Value | None] = {}
    written = ""

    def change(text: str) -> tuple[str, Fields]:
        nonlocal written
        found = _read(text, path)
        changed.update(_differing(changes, found))
        _refuse_edited(changed, found, seen, path)
        wanted = {key: value for key, value in {**found, **changed}.items() if value is not None}
        written = _write(text, wanted, changed, path) if found else _begin(text, wanted)
        return written, wanted

    try:
        rewrite_file(path, change, lambda text: find(text) if _read(text, path) else (), "file-unwritable")
    except SourceError as error:
        raise SourceError(*(_place_at_key(one, written, path) for one in error.findings)) from error
    return tuple(changed)


def _differing(changes: Mapping[str, Value | None], found: Fields) -> dict[str, Value | None]:
    """Return the changes that a file does not say yet; a key that is missing says nothing, as an empty one does."""
    return {key: value for key, value in changes.items() if (found.get(key) or "") != (value or "")}


def _refuse_edited(changed: Iterable[str], found: Fields, seen: Fields | None, path: Path) -> None:
    """Raise `SourceError` for each key that no longer says what was seen."""
    if seen is None:
        return
    edited = [key for key in changed if (found.get(key) or "") != (seen.get(key) or "")]
    raise_errors(
        Finding(
            "edited-meanwhile", Where(key), f'"{key}" was edited in {path.name} meanwhile', "read it again, and compare"
        )
        for key in edited
    )


def _write(text: str, wanted: Fields, changed: Mapping[str, Value | None], path: Path) -> str:
    item = root_item(text)
    if item.is_flow:
        hint = "write it by hand, or set the file in the form that `new` gives it"
        raise OutputError(Finding("file-unwritable", Where(str(path)), "its keys stand between braces", hint))
    return apply_changes(text, item, wanted, changed)


def _begin(text: str, wanted: Fields) -> str:
    """Return a text of remarks with the first keys of a file."""
    head = f"{text.rstrip()}\n" if text.strip() else ""
    return head + "".join(f"{key}: {write_value(value)}\n" for key, value in wanted.items())


def _place_at_key(finding: Finding, text: str, path: Path) -> Finding:
    """Return a fault at the key that the line of a file belongs to."""
    if Path(finding.where.file).name != path.name or not finding.where.line or not text:
        return finding
    lines = ((key, text.count("\n", 0, span.start) + 1) for key, span in root_item(text).keys.items())
    before = [key for key, line in lines if line <= finding.where.line]
    return replace(finding, where=Where(before[-1])) if before else finding


def _read(text: str, path: Path) -> Fields:
    try:
        node, findings = parse_yaml(text, path.name)
    except SourceError as error:
        if [one.code for one in error.findings] == ["yaml-empty"]:
            return {}
        raise
    if findings:
        raise SourceError(*findings)
    if not isinstance(node, YamlMapping):
        hint = "begin with a file that `new` makes"
        raise SourceError(Finding("wrong-type", Where(path.name), "it has no keys with values", hint))
    return {key: plain_value(value) for key, value in node.entries.items()}
