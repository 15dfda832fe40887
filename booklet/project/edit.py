"""A project's country file, changed by a program: contacts, their order, the keys above them; all other letters stay.

This confirms nothing. A call belongs to what was heard (`project.confirm`): once anything of that changes, it no longer
holds, and files that print the contact are a PROOF until a person has called again.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from booklet.errors import Finding, OutputError, Severity, SourceError, Where, did_you_mean
from booklet.make.lasting import lock_path, write_lasting
from booklet.project.confirm import ended_as, read_text
from booklet.sources.countries import find_faults_by_path, parse_country
from booklet.sources.spans import ContactItem, TextSpan, contact_items, contact_lines, root_item
from booklet.sources.yamlfile import parse_yaml, to_plain
from booklet.values import Frozen

Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""What a key says: a text, a list, or keys with values, as the file has them."""

Fields = Mapping[str, Value]
"""A contact as its file has it, key by key."""

RESERVED = {
    "checked": "call the number: only `confirm` and `record_call` write who has called",
    "id": "add a contact of that id, and withdraw this one",
}
"""Keys that nobody may write here, and what to do instead."""

COUNTRY_KEYS = ("name", "locales", "lead", "law-may-punish", "names")
"""Keys of a country that a program may change: its contacts are changed one by one, and lawyers sign its law."""


class FieldFault(Frozen):
    """A fault of a country file with the field it belongs to.

    `contact` is the id of a contact ("": the fault is about the country), `field` the path of keys in it, such as
    `numbers.1.printed` ("": about all of it).
    """

    finding: Finding
    contact: str = ""
    field: str = ""


class FieldError(SourceError):
    """A change would make faults: each is told with its field, and nothing is written."""

    def __init__(self, *faults: FieldFault) -> None:
        super().__init__(*(fault.finding for fault in faults))
        self.faults = faults


_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*([ -][A-Za-z0-9]+)*|https?://[A-Za-z0-9./_~-]+|[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""Texts that need no quotes."""


def read_fields(path: Path) -> tuple[Fields, ...]:
    """Return all contacts as a country file has them; raise `SourceError` if it is no YAML, or has none."""
    return tuple(_contacts(read_text(path), path))


def read_country_fields(path: Path) -> Fields:
    """Return the keys of a country that a program may change; raise `SourceError` if its file is no YAML."""
    return {key: value for key, value in _tree(read_text(path), path).items() if key in COUNTRY_KEYS}


def find_field_faults(path: Path) -> tuple[FieldFault, ...]:
    """Return the faults of a country file, each with its field; raise `SourceError` if it is no YAML."""
    return tuple(_find_field_faults(read_text(path), path))


def edit_contact(path: Path, contact: str, changes: Mapping[str, Value | None], seen: Fields | None) -> tuple[str, ...]:
    """Change keys of a contact (None removes one) and return what was changed; write nothing if anything is wrong.

    Raises `SourceError` if there is no such contact, if it is no longer what was `seen`, or (`FieldError`) with the
    faults that the changes would cause; `OutputError` if more would change, or the file cannot be written.
    """
    _refuse_reserved(changes, path, ("checked", "id"))

    def change(text: str) -> tuple[str, Fields]:
        found = _contacts(text, path)
        place = _find_contact(found, contact, path)
        _refuse_edited(seen, found[place], contact, path)
        if "withdrawn" in changes and found[place].get("withdrawn"):
            message, hint = f'"{contact}" is out of use', "mend the file by hand, and call before anybody else does"
            raise SourceError(Finding("reserved-key", Where(path.name), message, hint))
        _, items = contact_items(text)
        wanted = _merge(found[place], changes)
        return apply_changes(text, items[place], wanted, changes), {
            "contacts": [*found[:place], wanted, *found[place + 1 :]]
        }

    return _rewrite(path, change, tuple(changes))


def withdraw_contact(path: Path, contact: str, on: date, why: str, seen: Fields | None) -> None:
    """Take a contact out of use from a day on; the reason joins its note. It stays in the file, and raises as above."""
    fields = seen if seen is not None else _read_contact(path, contact)
    note = " ".join(str(fields.get("note", "")).split())
    said = " ".join(filter(None, (note, f"Out of use since {on}: {' '.join(why.split())}" if why.strip() else "")))
    edit_contact(path, contact, {"withdrawn": on.isoformat(), **({"note": said} if said != note else {})}, fields)


def take_back_call(path: Path, contact: str, heard: str) -> None:
    """Take the call to a contact out of its file, since somebody found it wrong; raises as `edit_contact` does.

    `heard` is the fingerprint of the contact as they know it: of another one nothing is taken.
    """

    def change(text: str) -> tuple[str, Fields]:
        found = _contacts(text, path)
        place = _find_contact(found, contact, path)
        if parse_country(text, path.name, path.stem).contacts[place].heard != heard:
            message, hint = f'"{contact}" was edited in the file meanwhile', "read it again, and compare"
            raise SourceError(Finding("edited-meanwhile", Where(path.name), message, hint))
        _, items = contact_items(text)
        wanted = _merge(found[place], {"checked": None})
        changes = {"checked": None} if "checked" in found[place] else {}
        contacts = [*found[:place], wanted, *found[place + 1 :]]
        return apply_changes(text, items[place], wanted, changes), {"contacts": contacts}

    _rewrite(path, change, ("checked",))


def _read_contact(path: Path, contact: str) -> Fields:
    found = read_fields(path)
    return found[_find_contact(found, contact, path)]


def edit_country(path: Path, changes: Mapping[str, Value | None], seen: Fields | None) -> None:
    """Change keys of a country (`COUNTRY_KEYS`), raising as `edit_contact` does; `seen` is what they all said."""
    _refuse_reserved(changes, path, [key for key in changes if key not in COUNTRY_KEYS])

    def change(text: str) -> tuple[str, Fields]:
        tree = _tree(text, path)
        _refuse_edited(seen, {key: value for key, value in tree.items() if key in COUNTRY_KEYS}, path.stem, path)
        wanted = _merge(tree, changes)
        return apply_changes(text, root_item(text), wanted, changes), wanted

    _rewrite(path, change, tuple(changes), is_whole=True)


def order_contacts(path: Path, ids: Sequence[str], seen: Sequence[str] | None) -> None:
    """Put the contacts of a country in another order, each with the remarks above it and in it.

    Raises `SourceError` if `ids` are not all contacts of the file, each once, or if they stand in another order than
    was `seen`; `OutputError` if they cannot be moved line by line, or the file cannot be written.
    """

    def change(text: str) -> tuple[str, Fields]:
        found = _contacts(text, path)
        known = [str(one.get("id", "")) for one in found]
        if seen is not None and list(seen) != known:
            message, hint = "the contacts stand in another order meanwhile", "look at the list again"
            raise SourceError(Finding("edited-meanwhile", Where(path.name), message, hint))
        if Counter(ids) != Counter(known) or len(set(known)) != len(known):
            message, hint = "these are not all contacts of the file, each once", "name each by its own id"
            raise SourceError(Finding("wrong-order", Where(path.name), message, hint))
        places = [known.index(one) for one in ids]
        return _put_in_order(text, places, path), {"contacts": [found[place] for place in places]}

    _rewrite(path, change, ())


def add_contact(path: Path, fields: Fields) -> tuple[str, ...]:
    """Add a contact after the others in a country file; raise `BookletError`, with nothing written, as above."""
    _refuse_reserved(fields, path, ("checked",))

    def change(text: str) -> tuple[str, Fields]:
        where, items = contact_items(text)
        lines = [f"{key}: {write_value(value)}" for key, value in fields.items()]
        if not items:
            body = "\n".join(("", f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])))
            return _splice(text, where, body), {"contacts": [dict(fields)]}
        last = items[-1]
        column = 4 if last.is_flow else last.column
        end = _line_end(text, last.span.end)
        body = "".join(f"\n{' ' * column}{line}" for line in lines)
        body = "\n" + " " * (column - 2) + "- " + body[1 + column :]
        return _splice(text, TextSpan(end, end), body), {"contacts": [*_contacts(text, path), dict(fields)]}

    return _rewrite(path, change, tuple(fields))


def _find_contact(found: Sequence[Fields], contact: str, path: Path) -> int:
    """Return where a contact stands among others; raise `SourceError` if it does not."""
    place = next((number for number, one in enumerate(found) if one.get("id") == contact), None)
    if place is None:
        hint = did_you_mean(contact, (str(one.get("id")) for one in found))
        raise SourceError(Finding("unknown-contact", Where(path.name), f'there is no contact "{contact}"', hint))
    return place


def _refuse_edited(seen: Fields | None, now: Fields, name: str, path: Path) -> None:
    if seen is not None and dict(seen) != now:
        message, hint = f'"{name}" was edited in the file meanwhile', "read it again, and compare"
        raise SourceError(Finding("edited-meanwhile", Where(path.name), message, hint))


def _merge(fields: Fields, changes: Mapping[str, Value | None]) -> dict[str, Value]:
    """Return keys with changes; those that are None are gone."""
    return {key: value for key, value in {**fields, **changes}.items() if value is not None}


def _put_in_order(text: str, places: Sequence[int], path: Path) -> str:
    """Return a text with its contacts in another order; raise `OutputError` if they do not stand on their own lines."""
    blocks = contact_lines(text)
    if blocks is None:
        hint = "move them by hand, or begin each contact on a line of its own, with a dash"
        raise OutputError(Finding("contact-unwritable", Where(str(path)), "the contacts stand on one line", hint))
    lines = text.split("\n")
    moved = [line for place in places for line in lines[blocks[place][0] : blocks[place][1]]]
    return "\n".join((*lines[: blocks[0][0]], *moved, *lines[blocks[-1][1] :]))


def _rewrite(
    path: Path, change: Callable[[str], tuple[str, Fields]], names: tuple[str, ...], *, is_whole: bool = False
) -> tuple[str, ...]:
    """Change a country file, as `rewrite_file` does.

    A change returns the new text with the keys that it has changed, or with all keys if it `is_whole`.
    """

    def change_file(text: str) -> tuple[str, Fields]:
        before = _tree(text, path)
        changed, wanted = change(text)
        return changed, wanted if is_whole else {**before, **wanted}

    rewrite_file(path, change_file, lambda text: _find_field_faults(text, path), "contact-unwritable")
    return names


def rewrite_file(
    path: Path, change: Callable[[str], tuple[str, Fields]], find: Callable[[str], Iterable[FieldFault]], code: str
) -> None:
    """Read a file while nobody else writes it, change it, check that nothing else has changed, and write it.

    `change` returns the new text and what it should say, `find` the faults of a text; `code` is that of the fault
    that more would change. A file that is not there is empty. Raises `BookletError`, with nothing written.
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
        return bool(to_plain(parse_yaml(text, path.name)[0]) == expected)
    except UnicodeEncodeError:  # halves of characters are in no file
        return False
    except SourceError as error:  # what has no keys any more is empty
        return not expected and [one.code for one in error.findings] == ["yaml-empty"]


def _refuse_new_faults(before: Iterable[FieldFault], after: Iterable[FieldFault]) -> None:
    """Raise `FieldError` with the faults that a change causes; keys that were missing may still be missing."""
    known = set(map(_name_fault, before))
    faults = [fault for fault in after if _name_fault(fault) not in known]
    if faults:
        raise FieldError(*faults)


def _name_fault(fault: FieldFault) -> tuple[str, ...]:
    """Return what a fault is known by, wherever its contact stands."""
    return fault.contact, fault.finding.code, fault.finding.message


def _find_field_faults(text: str, path: Path) -> list[FieldFault]:
    """Return the errors of a text, each with its field."""
    found = find_faults_by_path(text, path.name, path.stem)
    tree = to_plain(parse_yaml(text, path.name)[0]) if found else {}
    contacts = tree.get("contacts") if isinstance(tree, Mapping) else None
    ids = [str(one.get("id", "")) if isinstance(one, Mapping) else "" for one in contacts or ()]
    return [_name_field(one, way, ids) for way, one in found if one.severity is Severity.ERROR]


def _name_field(finding: Finding, way: str, ids: Sequence[str]) -> FieldFault:
    head, _, rest = way.partition(".")
    place, _, field = rest.partition(".")
    if head == "contacts" and place:
        return FieldFault(finding, ids[int(place)], field)
    return FieldFault(finding, "", way)


def _refuse_reserved(fields: Mapping[str, object], path: Path, keys: Sequence[str]) -> None:
    found = [key for key in keys if key in fields]
    if found:
        message = f'"{found[0]}" is not written by a program'
        hint = RESERVED.get(found[0], "change it in the file by hand")
        raise SourceError(Finding("reserved-key", Where(path.name), message, hint))


def _tree(text: str, path: Path) -> dict[str, Value]:
    """Return a file as mappings, lists and texts; raise `SourceError` if it is no country file, or faulty YAML."""
    node, findings = parse_yaml(text, path.name)
    if findings:
        raise SourceError(*findings)
    tree = to_plain(node)
    contacts = tree.get("contacts") if isinstance(tree, dict) else None
    if not isinstance(tree, dict) or not isinstance(contacts, list) or not all(isinstance(x, dict) for x in contacts):
        hint = "begin with a file that `new` makes"
        raise SourceError(Finding("wrong-type", Where(path.name), "it is no file of a country with contacts", hint))
    return tree


def _contacts(text: str, path: Path) -> list[dict[str, Value]]:
    return list(_tree(text, path)["contacts"])  # type: ignore[arg-type]  # looked at by _tree


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
