"""Keys at the top of a project's file, changed by a program; every other letter of the file stays.

Each fault that a change causes is told with its key, so that a form can show it at its field.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from booklet.errors import Finding, OutputError, Severity, SourceError, Where
from booklet.project.confirm import read_text
from booklet.project.edit import (
    FieldError,
    FieldFault,
    Fields,
    Value,
    apply_changes,
    rewrite_file,
    write_value,
)
from booklet.sources.spans import root_item
from booklet.sources.yamlfile import Mapping as YamlMapping
from booklet.sources.yamlfile import parse_yaml, to_plain

Find = Callable[[str], Iterable[Finding]]
"""What returns all that is to be said of the text of a file."""


def read_keys(path: Path) -> Fields:
    """Return what a file says, key by key, nothing if it is missing or empty; raise `SourceError` if it is faulty."""
    return parse_keys(read_text(path), path) if path.exists() else {}


def edit_keys(path: Path, changes: Mapping[str, Value | None], seen: Fields | None, find: Find) -> tuple[str, ...]:
    """Change keys at the top of a file (None removes one) and return those that changed; a missing file is begun.

    What stands there already is not written again. `seen` is what the file said when it was read; `find` finds the
    faults of a text. Raises `FieldError` if a key was changed meanwhile, or with the faults that the changes would
    cause; `OutputError` if more would change or the file cannot be written. Then nothing is written.
    """
    if not _differing(changes, read_keys(path)):
        return ()
    changed: dict[str, Value | None] = {}

    def change(text: str) -> tuple[str, Fields]:
        found = parse_keys(text, path)
        changed.update(_differing(changes, found))
        _refuse_edited(changed, found, seen, path)
        wanted = {key: value for key, value in {**found, **changed}.items() if value is not None}
        return _write(text, wanted, changed, path) if found else _begin(text, wanted), wanted

    def find_keyed(text: str) -> list[FieldFault]:
        found = find(text) if parse_keys(text, path) else ()
        return [_name_key(one, text) for one in found if one.severity is Severity.ERROR]

    rewrite_file(path, change, find_keyed, "file-unwritable")
    return tuple(changed)


def _differing(changes: Mapping[str, Value | None], found: Fields) -> dict[str, Value | None]:
    """Return the changes that a file does not say yet; a key that is missing says nothing, as an empty one does."""
    return {key: value for key, value in changes.items() if (found.get(key) or "") != (value or "")}


def _refuse_edited(changed: Iterable[str], found: Fields, seen: Fields | None, path: Path) -> None:
    """Raise `FieldError` for each key that no longer says what was seen."""
    if seen is None:
        return
    edited = [key for key in changed if (found.get(key) or "") != (seen.get(key) or "")]
    where, hint = Where(path.name), "read it again, and compare"
    faults = [
        FieldFault(Finding("edited-meanwhile", where, f'"{key}" was edited in the file meanwhile', hint), field=key)
        for key in edited
    ]
    if faults:
        raise FieldError(*faults)


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


def _name_key(finding: Finding, text: str) -> FieldFault:
    """Return a fault with the key that the line where it stands belongs to."""
    lines = ((key, text.count("\n", 0, span.start) + 1) for key, span in root_item(text).keys.items())
    before = [key for key, line in lines if line <= finding.where.line]
    return FieldFault(finding, field=before[-1] if before else "")


def parse_keys(text: str, path: Path) -> Fields:
    """Return what the text of a file says, key by key, nothing if it is empty; raise `SourceError` if it is faulty."""
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
    return {key: to_plain(value) for key, value in node.entries.items()}
