"""A partner's own sentence in `words.yaml`, written or taken out by a program; every other letter of the file stays."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from booklet.errors import Finding, Severity, SourceError, Where
from booklet.project.edit import FieldFault, Fields, Value, apply_changes, rewrite_file, write_value
from booklet.project.keys import parse_keys
from booklet.sources.spans import entry_item, root_item

Change = Callable[[Fields], Mapping[str, Value | None]]
"""What the keys of an entry should be, by what they are now: None takes one out, all of them take out the entry."""


def rewrite_entry(path: Path, id: str, change: Change, find: Callable[[str], Iterable[Finding]]) -> None:
    """Change the keys below an id as `change` says; a missing file is begun, an entry without words is taken out.

    Raises `BookletError`, with nothing written, as `rewrite_file` does, and with what `change` raises.
    """

    def rewrite(text: str) -> tuple[str, Fields]:
        found = parse_keys(text, path)
        entry = found.get(id, {})
        if not isinstance(entry, Mapping):
            raise SourceError(Finding("wrong-type", Where(path.name), f'"{id}" has no keys', "mend it by hand"))
        changes = change(entry)
        wanted = {key: value for key, value in {**entry, **changes}.items() if value is not None}
        if set(wanted) <= {"replaces"}:
            expected = {key: value for key, value in found.items() if key != id}
            return (apply_changes(text, root_item(text), expected, {id: None}) if id in found else text), expected
        if id in found:
            return apply_changes(text, entry_item(text, id), wanted, changes), {**found, id: wanted}
        lines = [f"{write_value(id)}:", *(f"  {key}: {write_value(value)}" for key, value in wanted.items())]
        head = f"{text.rstrip()}\n" if text.strip() else ""
        return head + "\n".join(lines) + "\n", {**found, id: wanted}

    def find_errors(text: str) -> list[FieldFault]:
        return [FieldFault(found) for found in find(text) if found.severity is Severity.ERROR]

    rewrite_file(path, rewrite, find_errors, "file-unwritable")
