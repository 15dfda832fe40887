"""Items of blocks as files write them: lists, steps, stories, panels of comics, stops of roads, boxes to tick."""

import re
from collections.abc import Callable, Iterator

from booklet.bands import BANDS
from booklet.sources.record import Record
from booklet.sources.wordings import read_string, read_wording, wording_of
from booklet.sources.yamlfile import Mapping, Node, Scalar, Sequence
from booklet.values import Frozen, replace
from booklet.words.guide import SourceBlock, Wording

STEPS = 6
"""Steps on the help page and on cards, which bear their numbers."""

SPOKEN_AS = {"chat": "chat-line", "says": "speech-line", "signs": "sign-line"}
"""The kind of what is said in a panel: typed, spoken, signed."""


def _list_items(record: Record, name: str) -> tuple[SourceBlock, ...]:
    record.required_node("items")
    return _read_keyed_items(record, name, "items", "item")


def _read_keyed_items(record: Record, name: str, key: str, kind: str) -> tuple[SourceBlock, ...]:
    """Return the items of a mapping of texts; a band may have its own mapping beside it."""
    return _items(record, kind, name, record.mapping(key), _split_by_band(record, key, lambda own: record.mapping(own)))


def _split_by_band(record: Record, key: str, read: Callable[[str], dict[str, Node]]) -> dict[str, dict[str, Node]]:
    return {band: read(f"{key}-{band}") for band in BANDS if f"{key}-{band}" in record}


def _items(
    record: Record, kind: str, name: str, common: dict[str, Node], by_band: dict[str, dict[str, Node]]
) -> tuple[SourceBlock, ...]:
    """Return an item for every key of any band, with the wording of each band and the bands that have it."""
    keys = dict.fromkeys([*common, *(key for own in by_band.values() for key in own)])
    return tuple(_item(record, kind, f"{name}.{key}", key, common, by_band) for key in keys)


def _item(
    record: Record, kind: str, name: str, key: str, common: dict[str, Node], by_band: dict[str, dict[str, Node]]
) -> SourceBlock:
    own = {f"text-{band}": nodes[key] for band, nodes in by_band.items() if key in nodes}
    nodes = ({"text": common[key]} if key in common else {}) | own
    strings = {string: wording_of(record, name, node) for string, node in nodes.items()}
    bands = tuple(band for band in BANDS if key in by_band.get(band, common))
    where = next(iter(nodes.values())).where
    return SourceBlock(name, kind, key, "", "", () if bands == BANDS else bands, strings, (), where)


def _step_items(record: Record, name: str) -> tuple[SourceBlock, ...]:
    items = record.mapping("items")
    if record.required_node("items") and len(items) != STEPS:
        hint = f"write {STEPS}: pages have room for as many"
        record.fault("wrong-steps", record.place("items"), f"{len(items)} steps", hint)
    return tuple(_step(record, f"{name}.{key}", node) for key, node in items.items())


def _step(parent: Record, name: str, node: Node) -> SourceBlock:
    with Record(node, parent.findings, "a step") as record:
        label = read_string(record, "short", is_required=True)
        strings = {
            "title": read_wording(record, "word"),
            **read_string(record, "text", is_required=True),
            **{key.replace("short", "label"): wording for key, wording in label.items()},
        }
        return SourceBlock(name, "step", "", "", record.text("icon"), (), strings, (), record.where)


def _scenario_items(record: Record, name: str) -> tuple[SourceBlock, ...]:
    record.required_node("text")
    story = _read_numbered_items(record, name, "text", "story")
    speech = _read_keyed_items(record, name, "speech", "speech-line")
    closing = _read_numbered_items(record, f"{name}.closing", "closing", "closing")
    return (*story, *speech, *closing, *_read_keyed_items(record, name, "questions", "question-line"))


def _read_numbered_items(record: Record, name: str, key: str, kind: str) -> tuple[SourceBlock, ...]:
    """Return the items of a text or a list of texts, by number."""
    common = _number_nodes(record.node(key))
    return _items(record, kind, name, common, _split_by_band(record, key, lambda own: _number_nodes(record.node(own))))


def _number_nodes(node: Node | None) -> dict[str, Node]:
    nodes = node.items if isinstance(node, Sequence) else (node,) if node else ()
    return {str(number): item for number, item in enumerate(nodes, start=1)}


def _comic_items(record: Record, name: str) -> tuple[SourceBlock, ...]:
    panels = _read_mapping(record, "panels")
    return tuple(_panel(record, f"{name}.{key}", node) for key, node in panels.items())


def _panel(parent: Record, name: str, node: Node) -> SourceBlock:
    """Return a panel: what its picture shows, then its words in the order in which the file has them."""
    with Record(node, parent.findings, "a panel") as record:
        alt = read_string(record, "alt", is_required=True)
        record.text("picture", "")  # for whoever draws it
        items: list[SourceBlock] = []
        for key in record.key_names():
            if key == "caption":
                items.append(_caption(record, f"{name}.caption"))
            elif key in SPOKEN_AS:
                items += _lines(record, f"{name}.{key}", key)
        return SourceBlock(name, "panel", "", "", "", (), alt, tuple(items), record.where)


def _caption(record: Record, name: str) -> SourceBlock:
    strings = read_string(record, "caption", is_required=True)
    texts = {key.replace("caption", "text"): wording for key, wording in strings.items()}
    return SourceBlock(name, "caption", "", "", "", (), texts, (), record.place("caption"))


def _lines(record: Record, name: str, key: str) -> Iterator[SourceBlock]:
    """Yield what is said in a panel; the key of a speaker who speaks again there ends in -2."""
    for line in _read_keyed_items(record, name, key, SPOKEN_AS[key]):
        speaker = re.sub("-[2-9]$", "", line.style)
        yield replace(line, style=speaker, speaker=speaker)


def _flow_items(record: Record, name: str) -> tuple[SourceBlock, ...]:
    _read_mapping(record, "items")
    return tuple(replace(stop, style="") for stop in _read_keyed_items(record, name, "items", "stop"))


def _myth_items(record: Record, name: str) -> tuple[SourceBlock, ...]:
    return tuple(_read_pair(record, name, key, node, MYTH) for key, node in _read_mapping(record, "items").items())


def _place_items(record: Record, name: str) -> tuple[SourceBlock, ...]:
    return tuple(_read_pair(record, name, key, node, PLACE) for key, node in _read_mapping(record, "items").items())


def _route_items(record: Record, name: str) -> tuple[SourceBlock, ...]:
    return tuple(_route(record, f"{name}.{key}", node) for key, node in _read_mapping(record, "items").items())


def _route(parent: Record, name: str, node: Node) -> SourceBlock:
    with Record(node, parent.findings, "a route") as record:
        strings, to = read_string(record, "text", is_required=True), record.text("to")
        return SourceBlock(name, "route", "", "", "", (), strings, (), record.where, to)


class _Pair(Frozen):
    """An item of two strings: its kind, what a message calls it, and each string by its key in a file."""

    kind: str
    what: str
    strings: tuple[tuple[str, str], ...]


MYTH = _Pair("myth-line", "a myth", (("says", "title"), ("fact", "text")))
PLACE = _Pair("place", "a place", (("place", "place"), ("text", "text")))


def _read_pair(parent: Record, name: str, key: str, node: Node, pair: _Pair) -> SourceBlock:
    strings: dict[str, Wording] = {}
    with Record(node, parent.findings, pair.what) as record:
        for written, string in pair.strings:
            found = read_string(record, written, is_required=True)
            strings |= {own.replace(written, string, 1): wording for own, wording in found.items()}
    return SourceBlock(f"{name}.{key}", pair.kind, "", "", "", (), strings, (), node.where)


def _tick_items(record: Record, name: str) -> tuple[SourceBlock, ...]:
    lines = _read_keyed_items(record, name, "lines", "write-line")
    boxes = _read_keyed_items(record, name, "boxes", "tick-box")
    if not (lines or boxes):
        record.fault("missing-key", record.where, f'"{name}" has nothing to fill in', "add lines: or boxes:")
    return tuple(replace(item, style="") for item in (*lines, *boxes))


def _sentence_items(record: Record, name: str) -> tuple[SourceBlock, ...]:
    """Return sentences, each with its icon, or none if the scene of its page has a panel of its name."""
    return tuple(_sentence(record, f"{name}.{key}", key, node) for key, node in _read_mapping(record, "items").items())


def _sentence(parent: Record, name: str, key: str, node: Node) -> SourceBlock:
    with Record(node, parent.findings, "a sentence") as record:
        strings = read_string(record, "text", is_required=True)
        return SourceBlock(name, "sentence", key, "", record.text("icon", ""), (), strings, (), record.where)


def _read_mapping(record: Record, key: str) -> dict[str, Node]:
    """Return the entries of a mapping that must have some."""
    found = record.mapping(key)
    node = record.required_node(key)
    if isinstance(node, Mapping) and not found:
        record.fault("empty-list", node.where, f'{record.what} has nothing under "{key}"', "write key: ... below it")
    return found


MOST_COLUMNS = 4
"""Columns of a table that a page of a hand's width has room for."""


def _table_items(record: Record, name: str) -> tuple[SourceBlock, ...]:
    """Return the rows of a table, its heads first; each has as many cells as there are heads, and may have a name."""
    heads = record.nodes("heads", is_needed=True)
    keyed = isinstance(record.node("rows"), Mapping)
    rows = _read_mapping(record, "rows") if keyed else _number_rows(record)
    if len(heads) not in range(1, MOST_COLUMNS + 1):
        hint = f"write 1 to {MOST_COLUMNS} heads: [Day, Place]"
        record.fault("wrong-table", record.place("heads"), f"the table has {len(heads)} columns", hint)
    found = [_row(record, f"{name}.heads", heads)]
    for name_of_row, row in rows.items():
        cells = row.items if isinstance(row, Sequence) else ()
        if len(cells) != len(heads):
            message = f"row {name_of_row} has {len(cells)} cells, and the table {len(heads)} columns"
            record.fault("wrong-table", row.where, message, 'write a list: [Monday, School]; an empty cell is ""')
        found.append(_row(record, f"{name}.{name_of_row}", cells))
    return tuple(found)


def _number_rows(record: Record) -> dict[str, Node]:
    """Return the rows of a table that gives them no names."""
    return {str(number): row for number, row in enumerate(record.nodes("rows", is_needed=True), start=1)}


def _row(record: Record, name: str, cells: tuple[Node, ...]) -> SourceBlock:
    items = tuple(_cell(record, f"{name}.{number}", cell) for number, cell in enumerate(cells, start=1))
    return SourceBlock(name, "table-row", "", "", "", (), {}, items, items[0].where if items else record.where)


def _cell(record: Record, name: str, node: Node) -> SourceBlock:
    if isinstance(node, Sequence):
        record.fault("wrong-table", node.where, "a cell is a list, of which one text would print", "write one text")
    is_empty = isinstance(node, Scalar) and not node.text.strip()
    strings = {} if is_empty else {"text": wording_of(record, name, node)}
    return SourceBlock(name, "table-cell", "", "", "", (), strings, (), node.where)


ITEMS: dict[str, Callable[[Record, str], tuple[SourceBlock, ...]]] = {
    "list": _list_items,
    "steps": _step_items,
    "scenario": _scenario_items,
    "comic": _comic_items,
    "flow": _flow_items,
    "myth": _myth_items,
    "routes": _route_items,
    "ticks": _tick_items,
    "sentences": _sentence_items,
    "places": _place_items,
    "table": _table_items,
}
"""What reads the items of a block, by how they are written."""
