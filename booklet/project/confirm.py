"""A call by a person, written into the country file of a project: nothing else of the file changes.

A call belongs to what was heard. What was edited meanwhile is not written under, and two who call at once both stay.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from booklet.errors import Finding, OutputError, SourceError, Where
from booklet.facts.gate import State, contact_state
from booklet.facts.insert import ContactFact
from booklet.make.lasting import locked, write_lasting
from booklet.sources.countries import parse_country
from booklet.sources.encoding import decoded
from booklet.sources.folders import Folders, country_file
from booklet.sources.yamlfile import Mapping as YamlMapping
from booklet.sources.yamlfile import Node, Scalar, parse_yaml

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap

OFFERED = "#? checked"
"""How a template offers the line that a call fills in."""


@dataclass(frozen=True, slots=True)
class Call:
    """What a person found when they called a contact: who, when, and what of it is so ("": not asked).

    `asked` is the fingerprint of the contact that they were asked about, `of` that of what they found.
    """

    contact: str
    by: str
    on: date
    asked: str
    free: str = ""
    hours: Mapping[str, str] | None = None
    is_gone: bool = False
    of: str = ""


def to_call(contacts: Iterable[ContactFact], day: date) -> tuple[ContactFact, ...]:
    """Return the contacts whose numbers need a call: everything but what is confirmed for more than a month."""
    return tuple(
        contact for contact in contacts if contact_state(contact, day) not in {State.ADDRESSES, State.CONFIRMED}
    )


def unfit_days(contacts: Iterable[ContactFact], on: date, real: date) -> Iterator[Finding]:
    """Report a day on which nobody can have called yet, or before what the file says was read or heard later."""
    if on > real:
        yield Finding("call-ahead", Where("--on"), f"{on} lies ahead: today is {real}", "write the day of the call")
        return
    for contact in contacts:
        known = [day for day in map(_first_day, (source.dated for source in contact.sources)) if day]
        known += [contact.checked.on] if contact.checked else []
        if known and max(known) > on:
            message = f'{on} is before {max(known)}, the newest source or call of "{contact.id}"'
            hint = "call now, and leave --on out; or mend the date in the file"
            yield Finding("call-before-source", contact.where, message, hint)


def _first_day(dated: str) -> date | None:
    """Return the first day that a date of a source can be, None if it is written in another way.

    >>> _first_day("2026-11"), _first_day("in spring")
    (datetime.date(2026, 11, 1), None)
    """
    found = re.fullmatch(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?", dated.strip(), re.ASCII)
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)) if found else None
    except ValueError:
        return None


def own_folder(project: Path | None, country: str) -> Path:
    """Return the folder of a project; raise `SourceError` if none is named, for ours is never written."""
    if project is None:
        raise _no_project(Where("--project"), country)
    return project


def project_file(project: Path, country: str) -> Path:
    """Return the country file of a project; raise `SourceError` if it has none."""
    path = Folders(project, project).find(country_file(country))
    if path is None:
        raise _no_project(Where(str(project / country_file(country))), country)
    return path


def _no_project(where: Where, country: str) -> SourceError:
    hint = f"make one with: new FOLDER --country {country}, and name it with --project FOLDER"
    return SourceError(Finding("no-project", where, "calls are written into a folder of your own", hint))


def write_call(path: Path, call: Call) -> None:
    """Write a call into a country file; raise `BookletError`, with nothing written, if anything else would change.

    The file is read anew while nobody else writes it: a contact that is not what the person was asked about is refused.
    """
    with locked(path):
        text = read_text(path)
        _refuse_edited(path, text, call)
        call = _bound(text, call, path)
        changed = with_call(text, call)
        expected = _expected(_plain(parse_yaml(text, path.name)[0]), call)
        if _plain(parse_yaml(changed, path.name)[0]) != expected:
            hint = f"write it by hand under {call.contact}: checked: {_line(call)}"
            raise OutputError(Finding("call-unwritable", Where(str(path)), "more than the call would change", hint))
        write_lasting(path, ended_as(changed, path.read_bytes()))


def ended_as(text: str, before: bytes) -> bytes:
    """Return a text as bytes, its lines ended as all lines of a file are: editors of Windows end them in their way."""
    is_from_windows = before.count(b"\r\n") == before.count(b"\n") == before.count(b"\r") > 0
    return (text.replace("\n", "\r\n") if is_from_windows else text).encode()


def read_text(path: Path) -> str:
    """Return the text of a country file; raise `SourceError` if it cannot be read."""
    try:
        return decoded(path.read_bytes(), str(path))
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise SourceError(Finding("unreadable", Where(str(path)), reason, "let it be read")) from error


def _refuse_edited(path: Path, text: str, call: Call) -> None:
    """Raise `SourceError` if a contact is not what it was when a person was asked about it."""
    found = next((one for one in _contacts(text, path) if one.id == call.contact), None)
    if found is None or found.heard != call.asked:
        message = f'"{call.contact}" was {"edited" if found else "taken out"} in the file while you called'
        where = found.where if found else Where(path.name)
        hint = "your call to it is not written; run confirm again, and compare what you are asked"
        raise SourceError(Finding("edited-meanwhile", where, message, hint))


def _bound(text: str, call: Call, path: Path) -> Call:
    """Return a call with the fingerprint of its contact as the call leaves it."""
    if call.is_gone:
        return call
    left = with_call(text, call)
    return replace(call, of=next(one.heard for one in _contacts(left, path) if one.id == call.contact))


def _contacts(text: str, path: Path) -> tuple[ContactFact, ...]:
    return parse_country(text, path.name, path.stem).contacts


def with_call(text: str, call: Call) -> str:
    """Return the text of a country file with a call; comments, order and quotes stay."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 100_000
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree = yaml.load(text)
    contact = next(found for found in tree["contacts"] if str(found["id"]) == call.contact)
    for key, value in _values(call).items():
        if key in contact:
            contact[key] = _flow(value)
        else:
            _insert(contact, key, _flow(value))
    out = StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def _values(call: Call) -> dict[str, Any]:
    """Return what a call says of a contact, by key, in the order of our files."""
    if call.is_gone:
        return {"withdrawn": call.on}
    found: dict[str, Any] = {"hours": dict(call.hours)} if call.hours else {}
    found |= {"free": call.free} if call.free else {}
    return found | {"checked": {"by": call.by, "on": call.on, **({"of": call.of} if call.of else {})}}


def _line(call: Call) -> str:
    return f"{{by: {call.by}, on: {call.on}, of: '{call.of}'}}"


def _flow(value: Any) -> Any:
    """Return a mapping as one that is written on one line."""
    from ruamel.yaml.comments import CommentedMap

    if not isinstance(value, dict):
        return value
    found = CommentedMap(value)
    found.fa.set_flow_style()
    return found


def _insert(contact: "CommentedMap", key: str, value: Any) -> None:
    """Insert a key at the end of a contact; remarks below its last key that speak of the next contact stay below."""
    last = list(contact)[-1]
    contact.insert(len(contact), key, value)
    below = contact.ca.items.pop(last, None)
    if not below or below[2] is None:
        if below:
            contact.ca.items[last] = below
        return
    token = below[2]
    lines = token.value.splitlines(keepends=True)
    own = next((place + 1 for place, line in enumerate(lines) if line.strip().startswith(OFFERED)), _on_line(lines))
    rest = lines[own:] if not own else ["\n", *lines[own:]]
    for name, part in ((last, lines[:own]), (key, rest)):
        if part:
            contact.ca.items[name] = [None, None, _token(token, "".join(part)), None]


def _on_line(lines: list[str]) -> int:
    """Return how many lines of a remark stand beside its key and not below it."""
    return 1 if lines and lines[0].lstrip().startswith("#") else 0


def _token(token: Any, text: str) -> Any:
    from ruamel.yaml.tokens import CommentToken

    return CommentToken(text, token.start_mark, None)


def _plain(node: Node) -> Any:
    """Return a tree as mappings, lists and texts."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, YamlMapping):
        return {key: _plain(value) for key, value in node.entries.items()}
    return [_plain(item) for item in node.items]


def _expected(tree: Any, call: Call) -> Any:
    """Return the tree that a file should have once the call is in it."""
    for contact in tree["contacts"]:
        if contact["id"] == call.contact:
            contact |= {key: _texts(value) for key, value in _values(call).items()}
    return tree


def _texts(value: Any) -> Any:
    return {key: str(item) for key, item in value.items()} if isinstance(value, dict) else str(value)
