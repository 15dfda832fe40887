"""A contact in a project's country file, changed or added by a program; every other letter of the file stays.

This confirms nothing. A call belongs to what was heard (`project.confirm`): once anything of that changes, it no longer
holds, and files that print the contact are a PROOF until a person has called again.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from booklet.errors import Finding, OutputError, Severity, SourceError, Where, did_you_mean
from booklet.make.lasting import lock_path, write_lasting
from booklet.project.confirm import ended_as, read_text
from booklet.sources.countries import find_faults
from booklet.sources.spans import ContactItem, TextSpan, contact_items
from booklet.sources.yamlfile import Mapping as YamlMapping
from booklet.sources.yamlfile import Node, Scalar, parse_yaml

Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""What a key says: a text, a list, or keys with values, as the file has them."""

Fields = Mapping[str, Value]
"""A contact as its file has it, key by key."""

RESERVED = {
    "checked": "call the number: only `confirm` and `record_call` write who has called",
    "id": "add a contact of that id, and withdraw this one",
}
"""Keys that nobody may write here, and what to do instead."""

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*([ -][A-Za-z0-9]+)*|https?://[A-Za-z0-9./_~-]+|[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""Texts that need no quotes."""


def read_fields(path: Path) -> tuple[Fields, ...]:
    """Return all contacts as a country file has them; raise `SourceError` if it is no YAML, or has none."""
    return tuple(_contacts(read_text(path), path))


def edit_contact(path: Path, contact: str, changes: Mapping[str, Value | None], seen: Fields | None) -> tuple[str, ...]:
    """Change keys of a contact (None removes one) and return what was changed; write nothing if anything is wrong.

    Raises `SourceError` if there is no such contact, if it is no longer what was `seen`, or with the faults that the
    changes would cause; `OutputError` if more would change, or the file cannot be written.
    """
    _refuse_reserved(changes, path, ("checked", "id"))

    def change(text: str) -> tuple[str, list[dict[str, Value]]]:
        found = _contacts(text, path)
        place = next((number for number, one in enumerate(found) if one.get("id") == contact), None)
        if place is None:
            hint = did_you_mean(contact, (str(one.get("id")) for one in found))
            raise SourceError(Finding("unknown-contact", Where(path.name), f'there is no contact "{contact}"', hint))
        if seen is not None and dict(seen) != found[place]:
            message, hint = f'"{contact}" was edited in the file meanwhile', "read it again, and compare"
            raise SourceError(Finding("edited-meanwhile", Where(path.name), message, hint))
        if "withdrawn" in changes and found[place].get("withdrawn"):
            message, hint = f'"{contact}" is out of use', "mend the file by hand, and call before anybody else does"
            raise SourceError(Finding("reserved-key", Where(path.name), message, hint))
        _, items = contact_items(text)
        wanted = {key: value for key, value in {**found[place], **changes}.items() if value is not None}
        expected: list[dict[str, Value]] = [*found]
        expected[place] = wanted
        return apply_changes(text, items[place], wanted, changes), expected

    return _rewrite(path, change, tuple(changes))


def add_contact(path: Path, fields: Fields) -> tuple[str, ...]:
    """Add a contact after the others in a country file; raise `BookletError`, with nothing written, as above."""
    _refuse_reserved(fields, path, ("checked",))

    def change(text: str) -> tuple[str, list[dict[str, Value]]]:
        where, items = contact_items(text)
        lines = [f"{key}: {write_value(value)}" for key, value in fields.items()]
        if not items:
            body = "\n".join(("", f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])))
            return _splice(text, where, body), [dict(fields)]
        last = items[-1]
        column = 4 if last.is_flow else last.column
        end = _line_end(text, last.span.end)
        body = "".join(f"\n{' ' * column}{line}" for line in lines)
        body = "\n" + " " * (column - 2) + "- " + body[1 + column :]
        return _splice(text, TextSpan(end, end), body), [*_contacts(text, path), dict(fields)]

    return _rewrite(path, change, tuple(fields))


def _rewrite(
    path: Path, change: Callable[[str], tuple[str, list[dict[str, Value]]]], names: tuple[str, ...]
) -> tuple[str, ...]:
    """Change the contacts of a country file, as `rewrite_file` does."""

    def change_file(text: str) -> tuple[str, Fields]:
        before = _tree(text, path)
        changed, contacts = change(text)
        return changed, {**before, "contacts": contacts}

    rewrite_file(path, change_file, lambda text: find_faults(text, path.name, path.stem), "contact-unwritable")
    return names


def rewrite_file(
    path: Path, change: Callable[[str], tuple[str, Fields]], find: Callable[[str], Iterable[Finding]], code: str
) -> None:
    """Read a file while nobody else writes it, change it, check that nothing else has changed, and write it.

    `change` returns the new text and what it should say, `find` what is to be said of a text; `code` is that of the
    fault that more would change. A file that is not there is empty. Raises `BookletError`, with nothing written.
    """
    with lock_path(path):
        data = path.read_bytes() if path.exists() else b""
        text = read_text(path) if data else ""
        changed, expected = change(text)
        is_whole = ended_as(text, data) == data
        if not (is_whole and _is_as_expected(changed, path, expected)):
            hint = "write it by hand, or set the file in the form that `new` gives it"
            raise OutputError(Finding(code, Where(str(path)), "more than this would change", hint))
        _refuse_new_faults(find(text), find(changed))
        write_lasting(path, ended_as(changed, data))


def _is_as_expected(text: str, path: Path, expected: Fields) -> bool:
    try:
        return plain_value(parse_yaml(text, path.name)[0]) == expected
    except (SourceError, UnicodeEncodeError):  # halves of characters are in no file
        return False


def _refuse_new_faults(before: Iterable[Finding], after: Iterable[Finding]) -> None:
    """Raise `SourceError` with the faults that a change causes; keys that were missing may still be missing."""
    known = {(found.code, found.message) for found in before}
    faults = [found for found in after if found.severity is Severity.ERROR and (found.code, found.message) not in known]
    if faults:
        raise SourceError(*faults)


def _refuse_reserved(fields: Mapping[str, object], path: Path, keys: Sequence[str]) -> None:
    found = [key for key in keys if key in fields]
    if found:
        message = f'"{found[0]}" is not written by a program'
        raise SourceError(Finding("reserved-key", Where(path.name), message, RESERVED[found[0]]))


def _tree(text: str, path: Path) -> dict[str, Value]:
    """Return a file as mappings, lists and texts; raise `SourceError` if it is no country file, or faulty YAML."""
    node, findings = parse_yaml(text, path.name)
    if findings:
        raise SourceError(*findings)
    tree = plain_value(node)
    contacts = tree.get("contacts") if isinstance(tree, dict) else None
    if not isinstance(tree, dict) or not isinstance(contacts, list) or not all(isinstance(x, dict) for x in contacts):
        hint = "begin with a file that `new` makes"
        raise SourceError(Finding("wrong-type", Where(path.name), "it is no file of a country with contacts", hint))
    return tree


def _contacts(text: str, path: Path) -> list[dict[str, Value]]:
    return list(_tree(text, path)["contacts"])  # type: ignore[arg-type]  # looked at by _tree


def plain_value(node: Node) -> Value:
    """Return what a node says, as mappings, lists and texts."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, YamlMapping):
        return {key: plain_value(value) for key, value in node.entries.items()}
    return [plain_value(item) for item in node.items]


def apply_changes(text: str, item: ContactItem, wanted: Fields, changes: Mapping[str, Value | None]) -> str:
    """Return a text with the changes of one contact, from the last place to the first."""
    if item.is_flow:
        return _splice(text, item.span, write_value(wanted))
    added = [(key, value) for key, value in changes.items() if key not in item.keys and value is not None]
    for key, value in reversed(added):
        line = f"\n{' ' * item.column}{key}: {write_value(value)}"
        place = _line_end(text, item.span.end)
        text = _splice(text, TextSpan(place, place), line)
    known = sorted((key for key in changes if key in item.keys), key=lambda key: item.keys[key].start, reverse=True)
    for key in known:
        new, at, colon = changes[key], item.values[key], text.index(":", item.keys[key].end) + 1
        if new is None:
            start, end = text.rfind("\n", 0, item.keys[key].start), _line_end(text, at.end)
            text = _splice(text, TextSpan(max(0, start), end + (start < 0)), "")
        elif "#" in text[colon : at.start]:
            text = _splice(text, at, write_value(new))
        else:
            text = _splice(text, TextSpan(colon, max(colon, at.end)), f" {write_value(new)}")
    return text


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _splice(text: str, span: TextSpan, new: str) -> str:
    return text[: span.start] + new + text[span.end :]


def write_value(value: Value) -> str:
    """Return a value on one line of YAML.

    >>> write_value({"printed": "116 111", "service": ""}), write_value(["en", "sw"])
    ("{printed: '116 111', service: ''}", '[en, sw]')
    """
    if isinstance(value, str):
        if _PLAIN.fullmatch(value):
            return value
        is_simple = value.isprintable()
        return "'" + value.replace("'", "''") + "'" if is_simple else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{write_value(key)}: {write_value(one)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(map(write_value, value)) + "]"
