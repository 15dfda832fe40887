"""The words of the guide: text files to `Guide`, every fault at once."""

from collections.abc import Iterable, Iterator, Mapping

from booklet.bands import BANDS
from booklet.errors import Finding, SourceError, Where, did_you_mean
from booklet.sources.exhibits import SHOWN
from booklet.sources.folders import Folders
from booklet.sources.items import ITEMS
from booklet.sources.record import Record
from booklet.sources.talks import TALKS, read_talks
from booklet.sources.wordings import read_bands, read_string, wording_of
from booklet.sources.yamlfile import Mapping as MappingNode
from booklet.sources.yamlfile import Node, read_yaml
from booklet.values import Frozen
from booklet.words.guide import KIT_ITEMS, Guide, SourceBlock, SourceTopic, Wording


class BlockKind(Frozen):
    """What a kind of block has: strings it must and may have, how its items are written, and what it shows."""

    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    items: str = ""
    icon: bool = False
    shows: str = ""


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
    "comic": BlockKind(items="comic"),
    "flow": BlockKind(items="flow"),
    "myth": BlockKind(items="myth"),
    "routes": BlockKind(items="routes"),
    "breath": BlockKind(must=("text",)),
    "ticks": BlockKind(items="ticks"),
    "sentences": BlockKind(items="sentences"),
    "taking-action-map": BlockKind(items="places"),
    "picture": BlockKind(must=("alt",), may=("text",), shows="picture"),
    "table": BlockKind(items="table"),
    "columns": BlockKind(items="columns"),
    "code": BlockKind(may=("text",), shows="code"),
}

KIT_KINDS = {**KINDS, "slide": BlockKind(may=("title",), items="slide")}
"""Kinds of block that may stand in an item of the kit."""

NESTED = {name: KINDS[name] for name in ("paragraph", "heading", "list")}
"""Kinds of block that may stand in another one."""

ON_SLIDE = {name: KINDS[name] for name in ("paragraph", "list")}
"""Kinds of block that a slide shows or notes beside blocks that it uses."""

IN_COLUMN = {name: KINDS[name] for name in ("paragraph", "heading", "list", "picture", "code")}
"""Kinds of block that may stand in one of two columns."""

STEP_STYLES = ("full", "short", "tiles", "lines", "bubbles")

STYLES = ("", "lead", "small", "banner", "line", "note", "bar", "do", "do-not", "exits", "doors", *STEP_STYLES)


PARTS = ("shows", "notes")
"""The two parts of a slide: what it shows below its title, and what is read beside it."""

COLUMNS = ("left", "right")
"""The two columns by the names that files give them: the left one is read first, and stands right in Arabic."""


def read_guide(folders: Folders, folder: str, findings: list[Finding]) -> Guide:
    """Return the guide of a locale's folder (`translations/en`); faults go to `findings`, of all files."""
    reader = _Files(folders, folder, findings)
    topics = tuple(
        _topic(reader.record(f"guide/{band}/{name}.yaml", "a topic"), name, band)
        for band in BANDS
        for name in folders.names(f"{folder}/guide/{band}", ".yaml")
    )
    findings += _find_loose_topics(folders, f"{folder}/guide")
    labels, bands = _labels(reader.record("labels.yaml", "the labels file"))
    kit = tuple(
        _kit_item(reader.record(f"kit/{name}.yaml", "an item of the kit"), name)
        for name in KIT_ITEMS
        if f"{name}" in folders.names(f"{folder}/kit", ".yaml")
    )
    guide = Guide(
        topics=topics,
        messages=_messages(reader.record("messages.yaml", "the messages file")),
        posters=_posters(reader.record("posters.yaml", "the posters file")),
        cards=_cards(reader.record("cards.yaml", "the cards file")),
        labels=labels,
        bands=bands,
        talks=read_talks(reader.record(TALKS, "the deck")) if folders.find(f"{folder}/{TALKS}") else (),
        kit=kit,
    )
    _check_ids(guide, findings)
    findings += use_findings(guide.every_block(), guide)
    findings += _find_lost_labels(folders, folder, labels)
    return guide


def _find_loose_topics(folders: Folders, folder: str) -> list[Finding]:
    """Return files of topics that stand in the folder of no book, as in the first edition: nobody would read them."""
    books = " or ".join(f"{folder}/{band}/" for band in BANDS)
    return [
        Finding("loose-topic", Where(f"{folder}/{name}.yaml"), "a topic belongs to a book", f"move it to {books}")
        for name in folders.names(folder, ".yaml")
    ]


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


class _Files(Frozen):
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


def _topic(opened: Record, name: str, band: str) -> SourceTopic:
    """Return a topic of a book; it is for the band whose folder it stands in, and for others that it names."""
    with opened as record:
        topic = record.text("topic")
        if topic.strip() and topic != name:
            record.fault(
                "wrong-topic", record.place("topic"), f'"{topic}" is not the name of its file', f"write {name}"
            )
        bands = read_bands(record) or (band,)
        if band not in bands:
            hint = f"add {band}, or move it to guide/{bands[0]}/"
            record.fault("wrong-bands", record.place("bands"), f'"{name}" stands in the book for ages {band}', hint)
        blocks = read_blocks(record, "blocks", name)
        return SourceTopic(name, read_title(record), blocks, bands, _needs(record))


def _kit_item(opened: Record, name: str) -> SourceTopic:
    """Return an item of the kit, whose words are for the adults of all bands unless it names some."""
    with opened as record:
        topic = record.text("topic")
        if topic.strip() and topic != name:
            record.fault(
                "wrong-topic", record.place("topic"), f'"{topic}" is not the name of its file', f"write {name}"
            )
        return SourceTopic(name, read_title(record), read_blocks(record, "blocks", name, KIT_KINDS), read_bands(record))


def _needs(record: Record) -> int:
    """Return how many lines of law a country must have signed for a topic, 0 if it needs none."""
    if "needs" not in record:
        return 0
    with record.nested_record("needs") as needs:
        count = needs.whole("law", 0)
        if count < 1:
            needs.fault("wrong-needs", needs.place("law"), "it needs no line of law", "write needs: {law: 2}")
    return max(0, count)


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
    """Return a tip card, whose two sides are blocks; its front may have a title that tells nobody what it is about."""
    name = record.name("id")
    sides = tuple(
        SourceBlock(side, side, "", "", "", (), {}, read_blocks(record, side, name), record.place(side))
        for side in ("front", "back")
    )
    titles = read_title(record) | read_string(record, "front-title", is_required=False)
    return SourceTopic(name, titles, sides, read_bands(record))


def _labels(opened: Record) -> tuple[Mapping[str, Wording], tuple[str, ...]]:
    with opened as record:
        labels = {key: wording_of(record, key, value) for key, value in record.mapping("labels").items()}
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
        if "use" in record and kinds is not NESTED and kinds is not IN_COLUMN:
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
        strings.update(read_string(record, string, is_required=string in kind.must))
    items = _items(record, name, topic, kind.items) if kind.items else ()
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
        shown=SHOWN[kind.shows](record) if kind.shows else None,
    )


def _items(record: Record, name: str, topic: str, written: str) -> tuple[SourceBlock, ...]:
    if written == "blocks":
        return read_blocks(record, "blocks", topic, NESTED)
    if written == "slide":
        parts = (part for part in PARTS if part in record)
        return tuple(
            SourceBlock(part, part, "", "", "", (), {}, read_blocks(record, part, topic, ON_SLIDE), record.place(part))
            for part in parts
        )
    if written == "columns":
        return tuple(
            SourceBlock(
                f"{name}.{side}",
                "column",
                "",
                "",
                "",
                (),
                {},
                read_blocks(record, side, topic, IN_COLUMN),
                record.where,
            )
            for side in COLUMNS
        )
    return ITEMS[written](record, name)


def read_title(record: Record) -> dict[str, Wording]:
    """Return the title of a page, poster or card, and those of bands that have their own."""
    return read_string(record, "title", is_required=True)


def _check_ids(guide: Guide, findings: list[Finding]) -> None:
    """Report ids that stand twice."""
    seen: dict[str, Where] = {}
    for name, where in guide.every_id():
        if name in seen:
            message = f'"{name}" stands already at {seen[name]}'
            findings.append(Finding("duplicate-id", where, message, "give each an id of its own"))
        seen[name] = where


def use_findings(blocks: Iterable[SourceBlock], guide: Guide) -> Iterator[Finding]:
    """Yield faults of steps, and of uses of messages and other blocks."""
    for block in blocks:
        if block.kind == "use":
            yield from _use_findings(block, guide)
        elif block.kind == "steps" and block not in guide.messages:
            yield from _style_findings(block, block.id)


def _use_findings(block: SourceBlock, guide: Guide) -> list[Finding]:
    """Return faults in the use of a block; if there are no messages at all, none."""
    used = guide.usable.get(block.use)
    if used is None:
        hint = did_you_mean(block.use, guide.usable)
        unknown = Finding("unknown-message", block.where, f'no message or block has the id "{block.use}"', hint)
        return [unknown] if guide.messages else []
    return _style_findings(block, used.id) if used.kind == "steps" else []


def _style_findings(block: SourceBlock, name: str) -> list[Finding]:
    if block.style in STEP_STYLES:
        return []
    hint = f"write as: {' or '.join(STEP_STYLES)}"
    return [Finding("unknown-as", block.where, f'"{name}" cannot stand as "{block.style}"', hint)]
