"""A call by a person, written into the country file of a project: nothing else of the file changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from booklet.errors import Finding, OutputError, SourceError, Where
from booklet.gate import State, contact_state
from booklet.insert import ContactFact
from booklet.output import write_whole
from booklet.project.new import country_file
from booklet.sources.yamlfile import Mapping as YamlMapping
from booklet.sources.yamlfile import Node, Scalar, parse_yaml

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap

OFFERED = "#? checked"
"""How a template offers the line that a call fills in."""


@dataclass(frozen=True, slots=True)
class Call:
    """What a person found when they called a contact: who, when, and what of it is so ("": not asked)."""

    contact: str
    by: str
    on: date
    free: str = ""
    hours: Mapping[str, str] | None = None
    is_gone: bool = False


def to_call(contacts: Iterable[ContactFact], day: date) -> tuple[ContactFact, ...]:
    """Return the contacts whose numbers need a call: everything but what is confirmed for more than a month."""
    return tuple(
        contact for contact in contacts if contact_state(contact, day) not in {State.ADDRESSES, State.CONFIRMED}
    )


def project_file(project: Path | None, country: str) -> Path:
    """Return the country file of a project; raise `SourceError` if there is none, for ours are never written."""
    path = project / country_file(country) if project else None
    if path is None or not path.is_file():
        hint = f"make one with: new FOLDER --country {country}, and name it with --project FOLDER"
        where = Where(str(path) if path else "--project")
        raise SourceError(Finding("no-project", where, "calls are written into a folder of your own", hint))
    return path


def write_call(path: Path, call: Call) -> None:
    """Write a call into a country file; raise `BookletError`, with nothing written, if anything else would change."""
    text = path.read_text(encoding="utf-8")
    changed = with_call(text, call)
    expected = _expected(_plain(parse_yaml(text, path.name)[0]), call)
    if _plain(parse_yaml(changed, path.name)[0]) != expected:
        hint = f"write it by hand under {call.contact}: checked: {{by: {call.by}, on: {call.on}}}"
        raise OutputError(Finding("call-unwritable", Where(str(path)), "more than the call would change", hint))
    write_whole(path, changed.encode())


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
    return found | {"checked": {"by": call.by, "on": call.on}}


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
