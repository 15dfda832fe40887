"""YAML as its writer sees it: every scalar is text, every value knows its line, nothing is evaluated.

Tags, anchors and aliases are faults, so a file can neither run code nor grow when it is read.
"""

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from booklet.errors import Finding, SourceError, Where
from booklet.machine.bounded import read_bounded
from booklet.sources.encoding import decode_text
from booklet.sources.folders import Folders
from booklet.sources.longtext import LONGEST_TEXT, report_long_text
from booklet.values import Frozen

LARGEST_FILE = 200_000
DEEPEST = 20

KEPT = 512
"""Files whose trees are remembered: more than there are of ours."""

KEPT_LATELY = 8
"""Texts that are about to be files, whose trees are remembered."""

NEEDED_UNSEEN = frozenset("\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060")
"""What scripts need between letters: hyphenation and break points, joiners, marks of direction."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""What reads YAML: the two that there are do not read all texts alike."""


class Scalar(Frozen):
    """A text."""

    text: str
    where: Where


class Sequence(Frozen):
    """A list of nodes."""

    items: tuple["Node", ...]
    where: Where


class Mapping(Frozen):
    """Keys with their nodes, and the place of each key."""

    entries: dict[str, "Node"]
    keys: dict[str, Where]
    where: Where


Node = Scalar | Sequence | Mapping


def to_plain(node: Node) -> Any:
    """Return a tree as mappings, lists and texts."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key: to_plain(value) for key, value in node.entries.items()}
    return [to_plain(item) for item in node.items]


def read_yaml(path: Path, name: str) -> tuple[Node, list[Finding]]:
    """Return the tree of a file and its faults; `name` is how findings call the file.

    Raises `SourceError` if the file cannot be read or is no YAML at all.
    """
    node, findings = _parse_once(read_text(path, name), name)
    return node, list(findings)


def parse_yaml(text: str, name: str) -> tuple[Node, list[Finding]]:
    """Return the tree of a text and its faults (duplicate keys, tags, anchors, further documents).

    Whoever saves a file looks at its text several times: the texts of the last moments are kept.
    """
    node, findings = _parse_lately(text, name)
    return node, list(findings)


@lru_cache(KEPT)
def _parse_once(text: str, name: str) -> tuple[Node, tuple[Finding, ...]]:
    """Return what a text of this name says: whoever opens sources again finds most files as they were."""
    return _parse(text, name)


@lru_cache(KEPT_LATELY)
def _parse_lately(text: str, name: str) -> tuple[Node, tuple[Finding, ...]]:
    return _parse(text, name)


def _parse(text: str, name: str) -> tuple[Node, tuple[Finding, ...]]:
    builder = _Builder(name)
    try:
        events = yaml.parse(text, Loader=LOADER)
        return builder.document(events), tuple(builder.findings)
    except yaml.MarkedYAMLError as error:
        where = Where(name, _line(error, text))
        problem = " ".join(part for part in (error.context, error.problem) if part)
        raise SourceError(Finding("yaml-syntax", where, problem, "mend the YAML at this line")) from error
    except yaml.YAMLError as error:
        hint = "save the file as UTF-8 text without control characters"
        raise SourceError(Finding("yaml-syntax", Where(name), _first_line(error), hint)) from error


def read_text(path: Path, name: str) -> str:
    """Return the text of a file that is no larger than one of YAML may be; raise `SourceError` if it cannot be read."""
    return _read_text(lambda: read_bounded(path, LARGEST_FILE), name)


def read_drawing_text(folders: Folders, name: str) -> str:
    """Return the text of a file that draws; raise `SourceError` as `read_text` does."""
    return _read_text(lambda: folders.read(name, LARGEST_FILE), name)


def _read_text(read: Callable[[], bytes | None], name: str) -> str:
    try:
        data = read()
        if data is None:
            raise SourceError(
                Finding(
                    "file-too-large",
                    Where(name),
                    f"more than {LARGEST_FILE // 1000} kB of YAML",
                    "split the file into smaller ones",
                )
            )
        return decode_text(data, name)
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise SourceError(
            Finding("unreadable", Where(name), reason, "check that the file exists and its permissions")
        ) from error


def _line(error: yaml.MarkedYAMLError, text: str) -> int:
    """Return the line of a fault; something left open is reported where it opens, not at the end of the text."""
    last = text.count("\n") + (not text.endswith("\n"))
    lines = [mark.line + 1 for mark in (error.problem_mark, error.context_mark) if mark]
    return next((line for line in lines if line <= last), last)


def _first_line(error: Exception) -> str:
    return str(error).split("\n", maxsplit=1)[0]


def find_unseen(text: str, where: Where) -> Iterator[Finding]:
    """Report invisible characters that change a text: overrides and isolates of direction, tags."""
    if text.isascii():
        return
    unseen = {letter for letter in text if unicodedata.category(letter) == "Cf"} - NEEDED_UNSEEN
    for letter in sorted(unseen):
        message = f"an invisible character, U+{ord(letter):04X} {unicodedata.name(letter, '')}".rstrip()
        yield Finding("unseen-character", where, message, "type the text anew, without copying it")


class _Builder:
    """Turns the events of one document into nodes."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.findings: list[Finding] = []

    def document(self, events: Iterator[Event]) -> Node:
        for event in events:
            if isinstance(event, NodeEvent):
                node = self._node(event, events, depth=0)
                self._refuse_more(events)
                return node
        raise SourceError(
            Finding("yaml-empty", Where(self.name), "the file is empty", "write its content or delete it")
        )

    def _refuse_more(self, events: Iterator[Event]) -> None:
        more = next((event for event in events if isinstance(event, DocumentStartEvent)), None)
        if more:
            hint = "delete the line ---, or make it a file of its own"
            self._refuse("yaml-documents", self._place(more), "a second document begins here", hint)

    def _place(self, event: Event) -> Where:
        return Where(self.name, event.start_mark.line + 1 if event.start_mark else 0)

    def _node(self, event: NodeEvent, events: Iterator[Event], depth: int) -> Node:
        where = self._place(event)
        if depth > DEEPEST:
            raise SourceError(Finding("yaml-depth", where, f"more than {DEEPEST} levels", "write it flatter"))
        if isinstance(event, AliasEvent):
            self._refuse("yaml-alias", where, "aliases (*name) are not read", "write the value out")
            return Scalar("", where)
        self._refuse_decoration(event, where)
        if isinstance(event, ScalarEvent):
            if len(event.value) > LONGEST_TEXT:
                self.findings.append(report_long_text(where))
            text = event.value[:LONGEST_TEXT]
            self.findings += find_unseen(text, where)
            return Scalar(text, where)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(where, events, depth)
        return self._mapping(where, events, depth)

    def _build_next(self, event: Event, events: Iterator[Event], depth: int) -> Node:
        assert isinstance(event, NodeEvent), "inside a collection every event but its end begins a node"
        return self._node(event, events, depth)

    def _refuse(self, code: str, where: Where, message: str, hint: str) -> None:
        self.findings.append(Finding(code, where, message, hint))

    def _refuse_decoration(self, event: NodeEvent, where: Where) -> None:
        if event.anchor:
            self._refuse("yaml-alias", where, f"anchors (&{event.anchor}) are not read", "delete the anchor")
        tag = getattr(event, "tag", None)
        if tag:
            self._refuse("yaml-tag", where, f"tags ({tag}) are not read", "delete the tag; all values are text")

    def _sequence(self, where: Where, events: Iterator[Event], depth: int) -> Sequence:
        items = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            items.append(self._build_next(event, events, depth + 1))
        return Sequence(tuple(items), where)

    def _mapping(self, where: Where, events: Iterator[Event], depth: int) -> Mapping:
        mapping = Mapping({}, {}, where)
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._build_next(event, events, depth + 1)
            value = self._build_next(next(events), events, depth + 1)
            self._enter(mapping, key, value)
        return mapping

    def _enter(self, mapping: Mapping, key: Node, value: Node) -> None:
        if not isinstance(key, Scalar):
            self._refuse("yaml-key", key.where, "a key must be a word", "write a word before the colon")
        elif key.text in mapping.entries:
            first = mapping.keys[key.text].line
            self._refuse(
                "duplicate-key", key.where, f'"{key.text}" stands already in line {first}', "keep one of the two"
            )
        else:
            mapping.entries[key.text] = value
            mapping.keys[key.text] = key.where
