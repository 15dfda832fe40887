"""Where the contacts of a country file stand in its text, so that one can be changed and nothing else."""

import yaml

from booklet.sources.yamlfile import LOADER
from booklet.values import Frozen


class TextSpan(Frozen):
    """A part of a text, from the first character to the one after the last."""

    start: int
    end: int


class ContactItem(Frozen):
    """A contact in a text: its keys with their values, and whether it is written between braces."""

    span: TextSpan
    column: int
    is_flow: bool
    keys: dict[str, TextSpan]
    values: dict[str, TextSpan]


def contact_items(text: str) -> tuple[TextSpan, tuple[ContactItem, ...]]:
    """Return where the list of contacts stands, and where each one does; the text was parsed without faults."""
    return list_items(text, "contacts")


def list_items(text: str, name: str) -> tuple[TextSpan, tuple[ContactItem, ...]]:
    """Return where a list of records stands under a key at the top, and where each of them does, as above."""
    root = yaml.compose(text, Loader=LOADER)
    assert isinstance(root, yaml.MappingNode)
    found = next(value for key, value in root.value if key.value == name)
    return _span(found, text), tuple(_item(node, text) for node in found.value)


def root_item(text: str) -> ContactItem:
    """Return where the keys at the top of a file stand; the text was parsed without faults, and has keys."""
    root = yaml.compose(text, Loader=LOADER)
    assert isinstance(root, yaml.MappingNode)
    return _item(root, text)


def entry_item(text: str, key: str) -> ContactItem:
    """Return where the keys below a key at the top of a file stand; the text was parsed without faults, and has it."""
    root = yaml.compose(text, Loader=LOADER)
    assert isinstance(root, yaml.MappingNode)
    return _item(next(value for name, value in root.value if name.value == key), text)


def contact_lines(text: str) -> tuple[tuple[int, int], ...] | None:
    """Return the lines of each contact with its remarks, counted from 0, the last one not among them.

    Remarks above its dash are a contact's own, unless they stand as far in as the keys of the contact before. None:
    there are no contacts, or some do not begin on a line of their own with a dash.
    """
    where, items = contact_items(text)
    key = root_item(text).keys["contacts"]
    lines = text.split("\n")
    begins = [text.count("\n", 0, item.span.start) for item in items]
    dashes = [lines[begin].lstrip().startswith("- ") for begin in begins]
    if not items or not all(dashes) or text[where.start] == "[" or len(set(begins)) < len(begins):
        return None
    heads, ends = [text.count("\n", 0, key.end) + 1], []
    for item, below in zip(items, (*begins[1:], len(lines)), strict=True):
        last = text.count("\n", 0, item.span.end) + 1
        ends.append(_end_of_remarks(lines, last, below, item.column))
        heads.append(ends[-1])
    return tuple(zip(heads, ends, strict=False))


def _end_of_remarks(lines: list[str], first: int, below: int, column: int) -> int:
    """Return the line after the last remark that stands as far in as the keys of a contact, before anything else."""
    found = first
    for place in range(first, below):
        line = lines[place].lstrip()
        if line and not line.startswith("#"):
            break
        if line and len(lines[place]) - len(line) >= column:
            found = place + 1
    return found


def _item(node: yaml.MappingNode, text: str) -> ContactItem:
    keys = {key.value: _span(key, text) for key, _ in node.value}
    values = {key.value: _span(value, text) for key, value in node.value}
    return ContactItem(_span(node, text), node.start_mark.column, bool(node.flow_style), keys, values)


def _span(node: yaml.Node, text: str) -> TextSpan:
    start = node.start_mark.index
    return TextSpan(start, max(start, _end(node, text)))


def _end(node: yaml.Node, text: str) -> int:
    """Return where a value ends: a value on lines of its own ends before the remarks that follow it."""
    is_block = isinstance(node, yaml.CollectionNode) and not node.flow_style
    if is_block and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last, text)
    return node.start_mark.index + len(text[node.start_mark.index : node.end_mark.index].rstrip())
