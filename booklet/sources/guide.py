"""The words of the guide: text files to `Guide`, every fault at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from booklet.errors import Finding, SourceError, Where
from booklet.guide import BANDS, Guide, SourceBlock, SourceTopic, Wording
from booklet.sources.folders import Folders
from booklet.sources.record import Record, did_you_mean
from booklet.sources.yamlfile import Mapping as MappingNode
from booklet.sources.yamlfile import Node, Scalar, Sequence, read_yaml


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of block holds: strings it must and may have, and how its items are written."""

    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    items: str = ""
    icon: bool = False


KINDS: dict[str, Kind] = {
    "paragraph": Kind(must=("text",)),
    "heading": Kind(must=("text",)),
    "list": Kind(items="list"),
    "steps": Kind(items="steps"),
    "definition": Kind(must=("title", "text")),
    "question": Kind(must=("title",), items="blocks"),
    "scenario": Kind(may=("title",), items="scenario"),
    "action": Kind(must=("title",), may=("text",), icon=True),
    "taking-action": Kind(must=("place", "title", "text")),
    "banner": Kind(must=("title",), may=("text",)),
    "tip": Kind(must=("title", "text"), icon=True),
    "note": Kind(must=("title",), may=("text",), icon=True),
    "law": Kind(must=("title", "text")),
    "contents": Kind(),
    "directory": Kind(),
    "imprint": Kind(),
    "helpline-card": Kind(),
}

STYLES = ("", "lead", "banner", "full", "short", "line", "note", "tiles", "lines", "bar")


def read_guide(folders: Folders, folder: str, findings: list[Finding]) -> Guide:
    """Return the guide of a locale's folder (`translations/en`); faults go to `findings`, of all files."""
    reader = _Files(folders, folder, findings)
    topics = tuple(
        _topic(reader.record(f"guide/{name}.yaml", "a topic"), name)
        for name in folders.names(f"{folder}/guide", ".yaml")
    )
    labels, review, bands = _labels(reader.record("labels.yaml", "the labels file"))
    guide = Guide(
        topics=topics,
        messages=_messages(reader.record("messages.yaml", "the messages file")),
        posters=_posters(reader.record("posters.yaml", "the posters file")),
        cards=_cards(reader.record("cards.yaml", "the cards file")),
        labels=labels,
        review=review,
        bands=bands,
    )
    _check_ids(guide, findings)
    return guide


@dataclass(frozen=True, slots=True)
class _Files:
    """Opens the files of a locale as records; one that cannot be read at all is a finding and an empty record."""

    folders: Folders
    folder: str
    findings: list[Finding]

    def record(self, file: str, what: str) -> Record:
        """Return the record of a file."""
        name = f"{self.folder}/{file}"
        path = self.folders.find(name)
        try:
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
        if topic != name:
            record.fault(
                "wrong-topic", record.place("topic"), f'"{topic}" is not the name of its file', f"write {name}"
            )
        return SourceTopic(name, _wording(record, "title"), _blocks(record, "blocks", name))


def _messages(opened: Record) -> tuple[SourceBlock, ...]:
    with opened as record:
        return _blocks(record, "messages", "messages")


def _posters(opened: Record) -> tuple[SourceTopic, ...]:
    with opened as record:
        return tuple(_poster(poster) for poster in record.records("posters", "a poster"))


def _poster(record: Record) -> SourceTopic:
    name = record.text("id")
    return SourceTopic(name, _wording(record, "title"), _blocks(record, "blocks", name))


def _cards(opened: Record) -> tuple[SourceTopic, ...]:
    with opened as record:
        return tuple(_card(card) for card in record.records("cards", "a card"))


def _card(record: Record) -> SourceTopic:
    name = record.text("id")
    sides = tuple(
        SourceBlock(side, side, "", "", "", (), {}, _blocks(record, side, name), record.place(side))
        for side in ("front", "back")
    )
    return SourceTopic(name, _wording(record, "title"), sides)


def _labels(opened: Record) -> tuple[Mapping[str, Wording], str, tuple[str, ...]]:
    with opened as record:
        review = record.choice("review", ("draft", "language-reviewed", "child-protection-reviewed"))
        labels = {key: _wordings(record, key, value) for key, value in record.mapping("labels").items()}
        bands = _bands(record)
    return labels, review, bands


def _blocks(record: Record, key: str, topic: str) -> tuple[SourceBlock, ...]:
    nodes = record.nodes(key) if record.required(key) else ()
    return tuple(_block(node, record.findings, topic) for node in nodes)


def _block(node: Node, findings: list[Finding], topic: str) -> SourceBlock:
    with Record(node, findings, "a block") as record:
        if "use" in record:
            style = record.choice("as", STYLES, "")
            bands = _bands(record)
            use = record.text("use")
            return SourceBlock(f"{topic}:{use}", "use", style, use, "", bands, {}, (), record.where)
        return _written_block(record, topic)


def _written_block(record: Record, topic: str) -> SourceBlock:
    name = record.text("id")
    kind = KINDS.get(record.choice("kind", KINDS), Kind())
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
        _bands(record),
        strings,
        items,
        record.where,
    )


def _bands(record: Record) -> tuple[str, ...]:
    bands = record.texts("bands")
    for band in bands:
        if band not in BANDS:
            record.fault("unknown-band", record.place("bands"), f'there is no band "{band}"', did_you_mean(band, BANDS))
    return bands


def _string(record: Record, key: str, *, is_required: bool) -> dict[str, Wording]:
    """Return the wordings of a string: the plain one, and one per band that has its own."""
    found = {}
    if key == "text" and "forms" in record:
        found[key] = Wording(record.texts("forms"), record.place("forms"))
        record.node("text")
    elif is_required or key in record:
        found[key] = _wording(record, key)
    for band in BANDS:
        if f"{key}-{band}" in record:
            found[f"{key}-{band}"] = _wording(record, f"{key}-{band}")
    return found


def _wording(record: Record, key: str) -> Wording:
    return Wording((record.text(key),), record.place(key))


def _wordings(record: Record, key: str, node: Node) -> Wording:
    nodes = node.items if isinstance(node, Sequence) else (node,)
    texts = []
    for item in nodes:
        if isinstance(item, Scalar):
            texts.append(item.text)
        else:
            record.fault("wrong-type", item.where, f'"{key}" must be a text or a list of texts', "write one text")
    return Wording(tuple(texts), node.where)


def _list_items(record: Record, name: str, topic: str) -> tuple[SourceBlock, ...]:
    return tuple(_text_item(record, "item", f"{name}.{key}", node) for key, node in record.mapping("items").items())


def _text_item(record: Record, kind: str, name: str, node: Node, style: str = "") -> SourceBlock:
    return SourceBlock(name, kind, style, "", "", (), {"text": _wordings(record, name, node)}, (), node.where)


def _step_items(record: Record, name: str, topic: str) -> tuple[SourceBlock, ...]:
    return tuple(_step(record, f"{name}.{key}", node) for key, node in record.mapping("items").items())


def _step(parent: Record, name: str, node: Node) -> SourceBlock:
    with Record(node, parent.findings, "a step") as record:
        strings = {
            "title": _wording(record, "word"),
            **_string(record, "text", is_required=True),
            "label": _wording(record, "short"),
        }
        return SourceBlock(name, "step", "", "", record.text("icon"), (), strings, (), record.where)


def _nested_blocks(record: Record, name: str, topic: str) -> tuple[SourceBlock, ...]:
    return _blocks(record, "blocks", topic)


def _scenario_items(record: Record, name: str, topic: str) -> tuple[SourceBlock, ...]:
    story = _story(record, name)
    speech = _named_items(record, name, "speech")
    closing = record.node("closing")
    end = (_text_item(record, "closing", f"{name}.closing", closing),) if closing else ()
    return (*story, *speech, *end, *_named_items(record, name, "questions"))


def _story(record: Record, name: str) -> tuple[SourceBlock, ...]:
    node = record.required("text")
    nodes = node.items if isinstance(node, Sequence) else (node,) if node else ()
    return tuple(_text_item(record, "story", f"{name}.{number}", item) for number, item in enumerate(nodes, start=1))


def _named_items(record: Record, name: str, key: str) -> tuple[SourceBlock, ...]:
    kind = key.removesuffix("s") + "-line"
    return tuple(_text_item(record, kind, f"{name}.{word}", node, word) for word, node in record.mapping(key).items())


_ITEMS = {"list": _list_items, "steps": _step_items, "blocks": _nested_blocks, "scenario": _scenario_items}


def _check_ids(guide: Guide, findings: list[Finding]) -> None:
    """Report ids that stand twice and messages that do not exist."""
    seen: dict[str, Where] = {}
    messages = {message.id for message in guide.messages}
    for block in guide.every_block():
        if block.kind == "use":
            if block.use not in messages:
                message = f'no message has the id "{block.use}"'
                findings.append(Finding("unknown-message", block.where, message, did_you_mean(block.use, messages)))
        elif block.kind not in {"front", "back"}:
            if block.id in seen:
                message = f'"{block.id}" stands already at {seen[block.id]}'
                findings.append(Finding("duplicate-id", block.where, message, "give each block an id of its own"))
            seen[block.id] = block.where
