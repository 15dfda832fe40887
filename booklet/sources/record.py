"""A mapping read key by key into typed values; faults and keys that nobody asked for become findings."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar

from booklet.errors import Finding, Where, did_you_mean
from booklet.geometry import Size, mm
from booklet.sources.figures import parse_decimal, parse_whole
from booklet.sources.yamlfile import Mapping, Node, Scalar, Sequence
from booklet.text.blank import shows

T = TypeVar("T")

MOST = 5000
"""The largest number: in millimetres the longest side that PDF allows a page, nearly (14 400 pt)."""

_NAME = re.compile(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*")


class Record:
    """Reads one mapping; when it is closed, every key that nobody asked for is a fault.

    Used as a context manager, which closes it.
    """

    def __init__(self, node: Node, findings: list[Finding], what: str) -> None:
        self.findings = findings
        self.what = what
        self.where = node.where
        self._known: set[str] = set()
        self._has_keys = isinstance(node, Mapping)
        if isinstance(node, Mapping):
            self._mapping = node
        else:
            self.fault("wrong-type", node.where, f"{what} must be keys with values", "write key: value pairs")
            self._mapping = Mapping({}, {}, node.where)

    def __enter__(self) -> "Record":
        return self

    def __exit__(self, *_: object) -> None:
        for key in self._mapping.entries:
            if key not in self._known:
                self.fault(
                    "unknown-key",
                    self._mapping.keys[key],
                    f'{self.what} has no key "{key}"',
                    did_you_mean(key, self._known),
                )

    def fault(self, code: str, where: Where, message: str, hint: str) -> None:
        """Add an error."""
        self.findings.append(Finding(code, where, message, hint))

    def place(self, key: str) -> Where:
        """Return where a key stands, else where the record begins."""
        return self._mapping.keys.get(key, self.where)

    def __contains__(self, key: str) -> bool:
        return key in self._mapping.entries

    def key_names(self) -> tuple[str, ...]:
        """Return all keys, in order; those nobody asks for are still faults."""
        return tuple(self._mapping.entries)

    def node(self, key: str) -> Node | None:
        """Return the raw node of a key, or None."""
        self._known.add(key)
        return self._mapping.entries.get(key)

    def required_node(self, key: str) -> Node | None:
        """Return the raw node of a key; if it is missing, that is a fault, unless the record has no keys at all."""
        node = self.node(key)
        if node is None and self._has_keys:
            self.fault("missing-key", self.where, f'{self.what} needs the key "{key}"', f"add {key}:")
        return node

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default, a missing or empty one is a fault."""
        node = self.required_node(key) if default is None else self.node(key)
        text = self._scalar(key, node, default or "")
        if default is None and isinstance(node, Scalar) and not shows(text):
            self.fault("empty-text", node.where, f'{self.what} has nothing after "{key}"', f"write {key}: ...")
        return text

    def name(self, key: str) -> str:
        """Return a name that may become part of a file's name."""
        text = self.text(key)
        if text.strip() and not (len(text) <= 40 and _NAME.fullmatch(text)):
            hint = "write letters and digits, with a hyphen or a dot between them, 40 at most"
            self.fault("wrong-name", self.place(key), f'"{key}: {text}" is no name', hint)
        return text

    def choice(self, key: str, choices: Iterable[str], default: str | None = None) -> str:
        """Return one of the choices."""
        text = self.text(key, default)
        known = list(choices)
        if text.strip() and text not in known:
            message = f'{self.what} has no {key} "{text}"'
            self.fault(f"unknown-{key}", self.place(key), message, did_you_mean(text, filter(None, known)))
            return default or ""
        return text

    def number(self, key: str, default: float | None = None, *, least: float = 0.0) -> float:
        """Return a number, `least` or more."""
        text = self.text(key, None if default is None else "")
        form = f"a number from {least:g} to {MOST}, such as 12 or 10.5"
        return self._convert(key, text, default or least, lambda text: parse_decimal(text, least, MOST), form)

    def whole(self, key: str, default: int) -> int:
        """Return a whole number."""
        form = f"a whole number such as 12, {MOST} at most"
        return self._convert(key, self.text(key, ""), default, lambda text: parse_whole(text, -MOST, MOST), form)

    def day(self, key: str) -> date | None:
        """Return a date written as 2026-11-24, or None."""
        return self._convert(key, self.text(key, ""), None, date.fromisoformat, "a date such as 2026-11-24")

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text counts as a list of one."""
        node = self.node(key)
        if node is None:
            return ()
        nodes = node.items if isinstance(node, Sequence) else (node,)
        return tuple(self._scalar(key, item, "") for item in nodes)

    def nodes(self, key: str, *, is_needed: bool = False) -> tuple[Node, ...]:
        """Return the items of a list, which must have some if it is needed."""
        node = self.required_node(key) if is_needed else self.node(key)
        if isinstance(node, Sequence):
            if is_needed and not node.items:
                self.fault(
                    "empty-list", node.where, f'{self.what} has nothing under "{key}"', "add an item after a dash"
                )
            return node.items
        if node is not None:
            self.fault("wrong-type", node.where, f'"{key}" must be a list', "begin each item with a dash")
        return ()

    def records(self, key: str, what: str, *, is_needed: bool = False) -> Iterator["Record"]:
        """Yield the mappings of a list; each reports its unknown keys after use."""
        for node in self.nodes(key, is_needed=is_needed):
            with Record(node, self.findings, what) as record:
                yield record

    def nested_record(self, key: str) -> "Record":
        """Return the record of a nested mapping, without keys if there is none; to be closed like any other."""
        return Record(self.node(key) or Mapping({}, {}, self.where), self.findings, f'"{key}"')

    def mapping(self, key: str) -> dict[str, Node]:
        """Return the entries of a nested mapping, in order."""
        node = self.node(key)
        if node is None or isinstance(node, Mapping):
            return node.entries if node else {}
        self.fault("wrong-type", node.where, f'"{key}" must be keys with values', "write key: value pairs")
        return {}

    def mapped_texts(self, key: str) -> dict[str, str]:
        """Return a nested mapping of texts, in order."""
        return {name: self._scalar(f"{key}.{name}", node, "") for name, node in self.mapping(key).items()}

    def _scalar(self, key: str, node: Node | None, default: str) -> str:
        if isinstance(node, Scalar):
            return node.text
        if node is not None:
            self.fault(
                "wrong-type", node.where, f'"{key}" must be a text', "write one text, in quotes if it holds : or #"
            )
        return default

    def _convert(self, key: str, text: str, default: T, convert: Callable[[str], T], form: str) -> T:
        if not text:
            return default
        try:
            return convert(text)
        except ValueError:
            self.fault("wrong-type", self.place(key), f'"{key}: {text}" is not understood', f"write {form}")
            return default


def read_size(record: Record, key: str) -> Size:
    """Return a size given in millimetres as `148 x 210`."""
    text = record.text(key)
    match = re.fullmatch(r"([0-9]{1,4}(?:\.[0-9]{1,3})?) x ([0-9]{1,4}(?:\.[0-9]{1,3})?)", text)
    sides = [float(side) for side in match.groups()] if match else [0.0]
    if text.strip() and not all(0 < side <= MOST for side in sides):
        hint = f"write millimetres, {MOST} at most: 148 x 210"
        record.fault("wrong-size", record.place(key), f'"{text}" is no size', hint)
    return Size(*map(mm, sides)) if len(sides) == 2 else Size(mm(MOST), mm(MOST))
