"""A mapping read key by key into typed values; what is wrong becomes findings, what is left over too."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from booklet.errors import Finding, Where
from booklet.sources.yamlfile import Mapping, Node, Scalar, Sequence

T = TypeVar("T")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known word, or all of them.

    >>> did_you_mean("titel", ["title", "text"])
    'did you mean "title"?'
    """
    names = sorted(known)
    near = get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    return f"known are: {', '.join(names)}" if names else "delete it"


class Record:
    """Reads one mapping; every key asked for is known, every other one is a fault when it is closed.

    Used as a context manager: leaving it reports the keys nobody asked for.
    """

    def __init__(self, node: Node, findings: list[Finding], what: str) -> None:
        self.findings = findings
        self.what = what
        self.where = node.where
        self._known: set[str] = set()
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
        """Return where a key stands, or where the record begins."""
        return self._mapping.keys.get(key, self.where)

    def __contains__(self, key: str) -> bool:
        return key in self._mapping.entries

    def node(self, key: str) -> Node | None:
        """Return the raw node of a key, or None."""
        self._known.add(key)
        return self._mapping.entries.get(key)

    def required(self, key: str) -> Node | None:
        """Return the raw node of a key; its absence is a fault."""
        node = self.node(key)
        if node is None:
            self.fault("missing-key", self.where, f'{self.what} needs the key "{key}"', f"add {key}:")
        return node

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default its absence is a fault."""
        node = self.required(key) if default is None else self.node(key)
        return self._scalar(key, node, default or "")

    def choice(self, key: str, choices: Iterable[str], default: str | None = None) -> str:
        """Return one of the choices."""
        text = self.text(key, default)
        known = list(choices)
        if key in self and text not in known:
            self.fault(
                f"unknown-{key}", self.place(key), f'{self.what} has no {key} "{text}"', did_you_mean(text, known)
            )
            return known[0] if default is None else default
        return text

    def number(self, key: str, default: float | None = None) -> float:
        """Return a number."""
        text = self.text(key, None if default is None else "")
        return self._converted(key, text, default or 0.0, float, "a number such as 12 or 10.5")

    def whole(self, key: str, default: int) -> int:
        """Return a whole number."""
        return self._converted(key, self.text(key, ""), default, int, "a whole number such as 12")

    def day(self, key: str) -> date | None:
        """Return a date written as 2026-11-24, or None."""
        return self._converted(key, self.text(key, ""), None, date.fromisoformat, "a date such as 2026-11-24")

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text counts as a list of one."""
        node = self.node(key)
        if node is None:
            return ()
        nodes = node.items if isinstance(node, Sequence) else (node,)
        return tuple(self._scalar(key, item, "") for item in nodes)

    def nodes(self, key: str) -> tuple[Node, ...]:
        """Return the items of a list."""
        node = self.node(key)
        if node is None or isinstance(node, Sequence):
            return node.items if node else ()
        self.fault("wrong-type", node.where, f'"{key}" must be a list', "begin each item with a dash")
        return ()

    def records(self, key: str, what: str) -> Iterator["Record"]:
        """Yield the mappings of a list; each reports its unknown keys after use."""
        for node in self.nodes(key):
            with Record(node, self.findings, what) as record:
                yield record

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

    def _converted(self, key: str, text: str, default: T, convert: Callable[[str], T], form: str) -> T:
        if not text:
            return default
        try:
            return convert(text)
        except ValueError:
            self.fault("wrong-type", self.place(key), f'"{key}: {text}" is not understood', f"write {form}")
            return default
