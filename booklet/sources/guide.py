"""The words of the guide: text files to `Guide`, every fault at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from booklet.errors import Finding, SourceError, Where, did_you_mean
from booklet.sources.folders import Folders
from booklet.sources.record import Record
from booklet.sources.yamlfile import Mapping as MappingNode
from booklet.sources.yamlfile import Node, Scalar, Sequence, read_yaml
from booklet.text.blank import shows
from booklet.text.markup import plain_text
from booklet.words.guide import BANDS, Guide, SourceBlock, SourceTopic, Wording


@dataclass(frozen=True, slots=True)
class BlockKind:
    """What a kind of block has: strings it must have, strings it may have, and how its items are written."""

    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    items: str = ""
    icon: bool = False


KINDS: dict[str, BlockKind] = {
    "paragraph": BlockKind(must=("text",)),
    "heading": BlockKind(must=("text",)),
    "list": BlockKind(items="list"),
    "steps": BlockKind(items="steps"),
    "definition": BlockKind(must=("title", "text")),
    "question": BlockKind(must=("title",), items="blocks"),
    "scenario": BlockKind(may=("title",), items="scenario"),
    "action": BlockKind(must=("title",), may=("text",), icon=True),
    "taking-action": BlockKind(must=("place", "title", "text")),
    "banner": BlockKind(must=("title",), may=("text",)),
    "tip": BlockKind(must=("title", "text"), icon=True),
    "note": BlockKind(must=("title",), may=("text",), icon=True),
    "law": BlockKind(must=("title", "text")),
    "contents": BlockKind(),
    "directory": BlockKind(),
    "imprint": BlockKind(),
    "helpline-card": BlockKind(),
    "lines": BlockKind(),
}

NESTED = {name: KINDS[name] for name in ("paragraph", "heading", "list")}
"""Kinds of block that may stand in another one."""

STEPS = 6
"""Steps on the help page and on cards, which bear their numbers."""

STEP_STYLES = ("full", "short", "tiles", "lines", "bubbles")

STYLES = ("", "lead", "banner", "full", "short", "line", "note", "tiles", "lines", "bar", "bubbles", "do", "do-not")


def read_guide(folders: Folders, folder: str, findings: list[Finding]) -> Guide:
    """Return the guide of a locale's folder (`translations/en`); faults go to `findings`, of all files."""
    reader = _Files(folders, folder, findings)
    topics = tuple(
        _topic(reader.record(f"guide/{name}.yaml", "a topic"), name)
        for name in folders.names(f"{folder}/guide", ".yaml")
    )
    labels, bands = _labels(reader.record("labels.yaml", "the labels file"))
    guide = Guide(
        topics=topics,
        messages=_messages(reader.record("messages.yaml", "the messages file")),
        posters=_posters(reader.record("posters.yaml", "the posters file")),
        cards=_cards(reader.record("cards.yaml", "the cards file")),
        labels=labels,
        bands=bands,
    )
    _check_ids(guide, findings)
    findings += use_findings(guide.every_block(), guide.messages)
    findings += _find_lost_labels(folders, folder, labels)
    return guide


def _find_lost_labels(folders: Folders, folder: str, labels: Mapping[str, Wording]) -> list[Finding]:
    """Return labels of ours that a project's file lacks, since pages are set with all of them."""
    name = f"{folder}/labels.yaml"
    if not labels or folders.find(name) == folders.own / name:
        return []
    ours, _ = _labels(_Files(Folders(folders.own), folder, []).record("labels.yaml", "our labels file"))
    return [
        Finding("missing-label", Where(name), f'no label "{key}"', f"add {key}: ...")
        for key in ours
        if key not in labels
    ]


@dataclass(frozen=True, slots=True)
class _Files:
    """Opens the files of a locale as records; one that cannot be read at all is a finding and an empty record."""

    folders: Folders
    folder: str
    findings: list[Finding]

    def record(self, file: str, what: str) -> Record:
        """Return the record of a file."""
        name = f"{self.folder}/{file}"
        try:
            path = self.folders.find(name)
            if path is None:
                raise SourceError(Finding("unreadable", Where(name), "the file is missing", "add it"))
            node, faults = read_yaml(path, name)
        except SourceError as error:
            self.findings.extend(error.findings)
            return Record(MappingNode({}, {}, Where(name)), [], what)
        self.findings.extend(faults)
        return Record(node, self.findings, what)


def _topic(opened: Record, name: str) -> SourceTopic:
    with opened as record:
        topic = record.text("topic")
        if topic.strip() and topic != name:
            record.fault(
                "wrong-topic", record.place("topic"), f'"{topic}" is not the name of its file', f"write {name}"
            )
        return SourceTopic(name, read_title(record), read_blocks(record, "blocks", name), ())


def _messages(opened: Record) -> tuple[SourceBlock, ...]:
    with opened as record:
        return read_blocks(record, "messages", "messages")


def _posters(opened: Record) -> tuple[SourceTopic, ...]:
    with opened as record:
        return tuple(_poster(poster) for poster in record.records("posters", "a poster", is_needed=True))


def _poster(record: Record) -> SourceTopic:
    name = record.name("id")
    titles = read_title(record)
    return SourceTopic(name, titles, read_blocks(record, "blocks", name), read_bands(record))


def _cards(opened: Record) -> tuple[SourceTopic, ...]:
    with opened as record:
        return tuple(read_card(card) for card in record.records("cards", "a card", is_needed=True))


def read_card(record: Record) -> SourceTopic:
    """Return a tip card, whose two sides are blocks."""
    name = record.name("id")
    sides = tuple(
        SourceBlock(side, side, "", "", "", (), {}, read_blocks(record, side, name), record.place(side))
        for side in ("front", "back")
    )
    return SourceTopic(name, read_title(record), sides, read_bands(record))


def _labels(opened: Record) -> tuple[Mapping[str, Wording], tuple[str, ...]]:
    with opened as record:
        labels = {key: _wordings(record, key, value) for key, value in record.mapping("labels").items()}
        record.required_node("bands")
        bands = read_bands(record)
    return labels, bands


def read_blocks(
    record: Record, key: str, topic: str, kinds: Mapping[str, BlockKind] = KINDS
) -> tuple[SourceBlock, ...]:
    """Return the blocks under a key; `kinds` are those that may stand there."""
    return tuple(_block(node, record.findings, topic, kinds) for node in record.nodes(key, is_needed=True))


def _block(node: Node, findings: list[Finding], topic: str, kinds: Mapping[str, BlockKind]) -> SourceBlock:
    with Record(node, findings, "a block") as record:
        if "use" in record and kinds is not NESTED:
            style = record.choice("as", STYLES, "")
            bands = read_bands(record)
            use = record.text("use")
            return SourceBlock(f"{topic}:{use}", "use", style, use, "", bands, {}, (), record.where)
        return _read_written_block(record, topic, kinds)


def _read_written_block(record: Record, topic: str, kinds: Mapping[str, BlockKind]) -> SourceBlock:
    name = record.name("id")
    kind = kinds.get(record.choice("kind", kinds), BlockKind())
    strings = {}
    for string in (*kind.must, *kind.may):
        strings.update(_string(record, string, is_required=string in kind.must))
    items = _ITEMS[kind.items](record, name, topic) if kind.items else ()
    icon = record.text("icon", "" if not kind.icon else None) if kind.icon or "icon" in record else ""
    return SourceBlock(
        name,
        record.text("kind", ""),
        record.choice("as", STYLES, ""),
        "",
        icon,
        read_bands(record),
        strings,
        items,
        record.where,
    )


def read_bands(record: Record) -> tuple[str, ...]:
    """Return the bands that a record is for, none for all."""
    bands = record.texts("bands")
    for band in bands:
        if band not in BANDS:
            record.fault("unknown-band", record.place("bands"), f'there is no band "{band}"', did_you_mean(band, BANDS))
    return bands


def read_title(record: Record) -> dict[str, Wording]:
    """Return the title of a page, poster or card, and those of bands that have their own."""
    return _string(record, "title", is_required=True)


def _string(record: Record, key: str, *, is_required: bool) -> dict[str, Wording]:
    """Return the wordings of a string: the plain one, and one per band that has its own."""
    found = {}
    if key == "text" and "forms" in record:
        found[key] = read_forms(record, "forms")
        record.node("text")
    elif is_required or key in record:
        found[key] = read_wording(record, key)
    for band in BANDS:
        own = f"{key}-{band}"
        if key == "text" and f"forms-{band}" in record:
            found[own] = read_forms(record, f"forms-{band}")
        elif own in record:
            found[own] = read_wording(record, own)
    return found


def read_forms(record: Record, key: str) -> Wording:
    """Return a wording of several forms; an empty list or form is a fault."""
    return _check_seen(record, key, Wording(record.texts(key), record.place(key)))


def read_wording(record: Record, key: str) -> Wording:
    """Return a wording of one form."""
    text = record.text(key)
    wording = Wording((text,), record.place(key))
    return _check_seen(record, key, wording) if shows(text) else wording


def _check_seen(record: Record, key: str, wording: Wording) -> Wording:
    """Return a wording; report one without forms, or with a form that shows a reader nothing."""
    if not (wording.forms and all(shows(plain_text(form)) for form in wording.forms)):
        record.fault("empty-text", wording.where, f'{record.what} has nothing after "{key}"', "write each form")
    return wording


def _wordings(record: Record, key: str, node: Node) -> Wording:
    nodes = node.items if isinstance(node, Sequence) else (node,)
    if not nodes:
        record.fault("empty-list", node.where, f'"{key}" is an empty list', "write a text")
    texts = []
    for item in nodes:
        if isinstance(item, Scalar):
            texts.append(item.text)
        else:
            record.fault("wrong-type", item.where, f'"{key}" must be a text or a list of texts', "write one text")
    wording = Wording(tuple(texts), node.where)
    return _check_seen(record, key, wording) if any(texts) else wording


def _list_items(record: Record, name: str, topic: str) -> tuple[SourceBlock, ...]:
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
    strings = {string: _wordings(record, name, node) for string, node in nodes.items()}
    bands = tuple(band for band in BANDS if key in by_band.get(band, common))
    where = next(iter(nodes.values())).where
    return SourceBlock(name, kind, key, "", "", () if bands == BANDS else bands, strings, (), where)


def _step_items(record: Record, name: str, topic: str) -> tuple[SourceBlock, ...]:
    items = record.mapping("items")
    if record.required_node("items") and len(items) != STEPS:
        hint = f"write {STEPS}: pages have room for as many"
        record.fault("wrong-steps", record.place("items"), f"{len(items)} steps", hint)
    return tuple(_step(record, f"{name}.{key}", node) for key, node in items.items())


def _step(parent: Record, name: str, node: Node) -> SourceBlock:
    with Record(node, parent.findings, "a step") as record:
        label = _string(record, "short", is_required=True)
        strings = {
            "title": read_wording(record, "word"),
            **_string(record, "text", is_required=True),
            **{key.replace("short", "label"): wording for key, wording in label.items()},
        }
        return SourceBlock(name, "step", "", "", record.text("icon"), (), strings, (), record.where)


def _read_nested_blocks(record: Record, name: str, topic: str) -> tuple[SourceBlock, ...]:
    return read_blocks(record, "blocks", topic, NESTED)


def _scenario_items(record: Record, name: str, topic: str) -> tuple[SourceBlock, ...]:
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


_ITEMS = {"list": _list_items, "steps": _step_items, "blocks": _read_nested_blocks, "scenario": _scenario_items}


def _check_ids(guide: Guide, findings: list[Finding]) -> None:
    """Report ids that stand twice."""
    seen: dict[str, Where] = {}
    for name, where in guide.every_id():
        if name in seen:
            message = f'"{name}" stands already at {seen[name]}'
            findings.append(Finding("duplicate-id", where, message, "give each an id of its own"))
        seen[name] = where


def use_findings(blocks: Iterable[SourceBlock], messages: tuple[SourceBlock, ...]) -> Iterator[Finding]:
    """Yield faults of steps, and of uses of messages."""
    for block in blocks:
        if block.kind == "use":
            yield from _use_findings(block, messages)
        elif block.kind == "steps" and block not in messages:
            yield from _style_findings(block, block.id)


def _use_findings(block: SourceBlock, messages: tuple[SourceBlock, ...]) -> list[Finding]:
    """Return faults in the use of a message; if there are no messages at all, none."""
    message = next((message for message in messages if message.id == block.use), None)
    if message is None:
        hint = did_you_mean(block.use, (message.id for message in messages))
        unknown = Finding("unknown-message", block.where, f'no message has the id "{block.use}"', hint)
        return [unknown] if messages else []
    return _style_findings(block, message.id) if message.kind == "steps" else []


def _style_findings(block: SourceBlock, name: str) -> list[Finding]:
    if block.style in STEP_STYLES:
        return []
    hint = f"write as: {' or '.join(STEP_STYLES)}"
    return [Finding("unknown-as", block.where, f'"{name}" cannot stand as "{block.style}"', hint)]
