"""A person's call, written into the country file of a project; nothing else in the file changes.

A call belongs to what was heard. If a contact was edited meanwhile, the call is refused; of two people who call at
once, both calls stay.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from booklet.errors import Finding, OutputError, SourceError, Where
from booklet.facts.gate import CallState, contact_state
from booklet.facts.insert import ContactFact
from booklet.make.lasting import lock_path, write_lasting
from booklet.sources.countries import parse_country
from booklet.sources.encoding import decode_text
from booklet.sources.folders import Folders, country_file
from booklet.sources.yamlfile import parse_yaml, to_plain
from booklet.values import Frozen, replace

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap

OFFERED = "#? checked"
"""How a template offers the line that a call fills in."""


class Call(Frozen):
    """What a person found when calling a contact: who, when, and which of its facts are so ("": not asked).

    `asked` is the fingerprint of the contact as they were asked about it, `of` that of what they found.
    """

    contact: str
    by: str
    on: date
    asked: str
    free: str = ""
    hours: Mapping[str, str] | None = None
    is_gone: bool = False
    of: str = ""


def list_to_call(contacts: Iterable[ContactFact], day: date) -> tuple[ContactFact, ...]:
    """Return the contacts that need a call: all except those confirmed for more than another month."""
    return tuple(
        contact for contact in contacts if contact_state(contact, day) not in {CallState.ADDRESSES, CallState.CONFIRMED}
    )


def find_unfit_days(contacts: Iterable[ContactFact], on: date, real: date) -> Iterator[Finding]:
    """Report a day of calling that lies ahead, or before the day on which the file says something was read or heard."""
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
    """Return the first day that a source's date can stand for, None if it is written in another way.

    >>> _first_day("2026-11"), _first_day("in spring")
    (datetime.date(2026, 11, 1), None)
    """
    found = re.fullmatch(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?", dated.strip(), re.ASCII)
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)) if found else None
    except ValueError:
        return None


def find_own_folder(project: Path | None, country: str) -> Path:
    """Return the folder of a project; raise `SourceError` if none is named, since ours is never written to."""
    if project is None:
        raise _report_no_project(Where("--project"), country)
    return project


def project_file(project: Path, country: str) -> Path:
    """Return the country file of a project; raise `SourceError` if it has none."""
    path = Folders(project, project).find(country_file(country))
    if path is None:
        raise _report_no_project(Where(str(project / country_file(country))), country)
    return path


def _report_no_project(where: Where, country: str) -> SourceError:
    hint = f"make one with: new FOLDER --country {country}, and name it with --project FOLDER"
    return SourceError(Finding("no-project", where, "calls and signatures are written into a folder of your own", hint))


def write_call(path: Path, call: Call) -> None:
    """Write a call into a country file; raise `BookletError` and write nothing if anything else would change.

    The file is read anew while nobody else writes it: if the contact is not the one the person was asked about, it is
    refused.
    """
    with lock_path(path):
        text = read_text(path)
        _refuse_edited(path, text, call)
        call = _bind_call(text, call, path)
        changed = insert_call(text, call)
        expected = _make_expected(to_plain(parse_yaml(text, path.name)[0]), call)
        if to_plain(parse_yaml(changed, path.name)[0]) != expected:
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
        return decode_text(path.read_bytes(), str(path))
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise SourceError(Finding("unreadable", Where(str(path)), reason, "let it be read")) from error


def _refuse_edited(path: Path, text: str, call: Call) -> None:
    """Raise `SourceError` if a contact has changed since a person was asked about it."""
    found = next((one for one in _contacts(text, path) if one.id == call.contact), None)
    if found is None or found.heard != call.asked:
        message = f'"{call.contact}" was {"edited" if found else "taken out"} in the file while you called'
        where = found.where if found else Where(path.name)
        hint = "your call to it is not written; run confirm again, and compare what you are asked"
        raise SourceError(Finding("edited-meanwhile", where, message, hint))


def _bind_call(text: str, call: Call, path: Path) -> Call:
    """Return a call with the fingerprint that its contact has once the call is written."""
    if call.is_gone:
        return call
    left = insert_call(text, call)
    return replace(call, of=next(one.heard for one in _contacts(left, path) if one.id == call.contact))


def _contacts(text: str, path: Path) -> tuple[ContactFact, ...]:
    return parse_country(text, path.name, path.stem).contacts


def insert_call(text: str, call: Call) -> str:
    """Return the text of a country file with a call added; comments, order and quotes stay."""
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
    """Return the keys and values of a call, in the order of our files."""
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
    """Insert a key at the end of a contact, above remarks that belong to the next contact."""
    last = list(contact)[-1]
    contact.insert(len(contact), key, value)
    below = contact.ca.items.pop(last, None)
    if not below or below[2] is None:
        if below:
            contact.ca.items[last] = below
        return
    token = below[2]
    lines = token.value.splitlines(keepends=True)
    own = next(
        (place + 1 for place, line in enumerate(lines) if line.strip().startswith(OFFERED)), _count_on_line(lines)
    )
    rest = lines[own:] if not own else ["\n", *lines[own:]]
    for name, part in ((last, lines[:own]), (key, rest)):
        if part:
            contact.ca.items[name] = [None, None, _token(token, "".join(part)), None]


def _count_on_line(lines: list[str]) -> int:
    """Return how many lines of a remark stand beside its key rather than below it."""
    return 1 if lines and lines[0].lstrip().startswith("#") else 0


def _token(token: Any, text: str) -> Any:
    from ruamel.yaml.tokens import CommentToken

    return CommentToken(text, token.start_mark, None)


def _make_expected(tree: Any, call: Call) -> Any:
    """Return the tree that a file should have once the call is written."""
    for contact in tree["contacts"]:
        if contact["id"] == call.contact:
            contact |= {key: _texts(value) for key, value in _values(call).items()}
    return tree


def _texts(value: Any) -> Any:
    return {key: str(item) for key, item in value.items()} if isinstance(value, dict) else str(value)
