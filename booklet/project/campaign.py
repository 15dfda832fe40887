"""A campaign's run file, written by a program: what is asked for changes, remarks and everything else stay."""

from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from booklet.errors import Finding, OutputError, Severity, SourceError, Where
from booklet.make.lasting import lock_path, write_lasting
from booklet.project.confirm import ended_as, read_text
from booklet.project.edit import Fields, Value
from booklet.sources.runfile import parse_run
from booklet.sources.yamlfile import parse_yaml, to_plain

NAME = "run.yaml"


def read_run_fields(path: Path) -> Fields:
    """Return a run file key by key, as it stands there, without remarks; nothing if there is no file.

    Raises `SourceError` if it is no YAML, or its lots are no list.
    """
    return _tree(read_text(path), path) if path.exists() else {}


def write_run_fields(path: Path, wanted: Fields, seen: Fields) -> None:
    """Let a run file say what is wanted; lots are known by their names, and what stays the same keeps its remarks.

    Raises `SourceError`, with nothing written, if the file is no longer what was `seen`, or with the faults of what is
    wanted; `OutputError` if it cannot be written so that it says this and nothing else.
    """
    with lock_path(path):
        data = path.read_bytes() if path.exists() else b""
        text = read_text(path) if data else ""
        before = _tree(text, path) if data else {}
        if before != dict(seen):
            message, hint = "was edited meanwhile", "read it again, and compare"
            raise SourceError(Finding("edited-meanwhile", Where(path.name), message, hint))
        if before == dict(wanted):
            return
        changed = _change(text, before, wanted)
        if _tree(changed, path) != dict(wanted):
            hint = "write it by hand"
            raise OutputError(Finding("file-unwritable", Where(str(path)), "more than this would change", hint))
        parse_run(changed, path)
        write_lasting(path, ended_as(changed, data))


def _tree(text: str, path: Path) -> dict[str, Value]:
    node, findings = parse_yaml(text, path.name)
    errors = [found for found in findings if found.severity is Severity.ERROR]
    if errors:
        raise SourceError(*errors)
    tree = to_plain(node)
    if not isinstance(tree, dict) or not all(isinstance(lot, dict) for lot in _lots(tree)):
        hint = "write it as the page on campaigns shows"
        raise SourceError(Finding("wrong-type", Where(path.name), "it is no run file", hint))
    return tree


def _lots(tree: Mapping[str, Any]) -> list[Any]:
    lots = tree.get("lots", [])
    return lots if isinstance(lots, list) else [lots]


def _change(text: str, before: Fields, wanted: Fields) -> str:
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100_000
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree = yaml.load(text) if text else CommentedMap()
    _merge(tree, before, wanted)
    out = StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def _merge(tree: Any, before: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
    """Change a mapping in its place, key by key."""
    for key in [key for key in before if key not in wanted]:
        del tree[key]
    for key, value in wanted.items():
        old = before.get(key)
        if old == value:
            continue
        if key == "lots" and isinstance(old, list):
            _merge_lots(tree[key], old, value)
        elif isinstance(old, Mapping) and isinstance(value, Mapping):
            _merge(tree[key], old, value)
        else:
            tree[key] = _node(value)


def _merge_lots(tree: Any, before: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> None:
    """Change a list of lots in its place: those that stay keep what is written beside them."""
    origins = _match(before, wanted)
    for place in reversed(range(len(before))):
        if place not in origins:
            del tree[place]
    for place, (origin, lot) in enumerate(zip(origins, wanted, strict=True)):
        if origin is None:
            tree.insert(place, _node(lot))
        else:
            _merge(tree[place], before[origin], lot)


def _match(before: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> list[int | None]:
    """Return for each wanted lot the place of the one that it was: that of its name, else one that lost its name."""
    names = [lot.get("name") for lot in before]
    found = [names.index(lot.get("name")) if lot.get("name") in names else None for lot in wanted]
    for place, origin in enumerate(found):
        if origin is None and place < len(before) and place not in found:
            found[place] = place
    return found


def _node(value: Value) -> Any:
    """Return a value as it is written: a list of names on one line, whole numbers as such."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() and str(int(value)) == value else value
    if isinstance(value, Mapping):
        return CommentedMap({key: _node(one) for key, one in value.items()})
    found = CommentedSeq(map(_node, value))
    if not any(isinstance(one, Mapping) for one in value):
        found.fa.set_flow_style()
    return found
