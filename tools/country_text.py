"""Country files as text that people edit: one contact after another, short values on one line, numbers in quotes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

ORDER = (
    *("id", "kind", "name", "numbers", "abroad", "web", "chat", "whatsapp", "sms", "hours", "languages", "free"),
    *("private", "ages", "withheld", "conflict", "note", "practice", "sources", "confidence"),
)

FACT = ("id", "about", "area", "value", "says", "quote", "conflict", "sources", "confidence", "expires")
"""The keys of a fact, in order."""


def contact_lines(entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a contact."""
    start = "  - "
    for key in ORDER:
        value = entry.get(key)
        if not value:
            continue
        if key == "practice":
            yield f"{start}{key}:"
            for fact in value:
                yield from block_lines(fact, "      - ")
        elif key in {"numbers", "sources"}:
            yield f"{start}{key}:"
            yield from (f"      - {mapping(item)}" for item in value)
        elif key in {"note", "conflict"}:
            yield f"{start}{key}: >-"
            yield from wrapped(value)
        else:
            yield f"{start}{key}: {flow(value)}"
        start = "    "


def block_lines(fact: Mapping[str, Any], start: str) -> Iterator[str]:
    """Yield a fact as an item of a list."""
    for key in FACT:
        value = fact.get(key)
        if not value:
            continue
        if key == "sources":
            yield f"{start}{key}:"
            yield from (f"{' ' * len(start)}  - {mapping(item)}" for item in value)
        elif key in {"says", "quote", "conflict"}:
            yield from folded(f"{start}{key}", str(value))
        else:
            yield f"{start}{key}: {scalar(value)}"
        start = " " * len(start)


def folded(head: str, text: str) -> Iterator[str]:
    """Yield a key with its text: on one line if it fits, else folded over several."""
    line = f"{head}: {scalar(text)}"
    if len(line) <= 120:
        yield line
        return
    yield f"{head}: >-"
    indent = len(head) - len(head.lstrip(" -"))
    yield from wrapped(text, indent + 1)


def wrapped(text: str, indent: int = 5) -> Iterator[str]:
    """Yield a text in lines of at most 120 characters, without touching its words; each begins with a space more."""
    line = " " * indent
    for word in text.split():
        if len(line) + len(word) > 118 and line.strip():
            yield line
            line = " " * indent
        line += f" {word}"
    yield line


def flow(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, Mapping):
        return mapping(value)
    return sequence(value) if isinstance(value, list) else scalar(value)


def mapping(value: Mapping[str, Any]) -> str:
    """Return a mapping on one line; numbers stand in quotes, so that editors keep their zeros."""
    return (
        "{"
        + ", ".join(
            f"{key_text(key)}: {quoted(item) if key in DIALLED else scalar(item)}" for key, item in value.items()
        )
        + "}"
    )


DIALLED = frozenset({"printed", "dial", "to"})


def quoted(value: object) -> str:
    """Return a text in quotes."""
    return "'" + str(value).replace("'", "''") + "'"


def key_text(key: str) -> str:
    """Return a key, in quotes where YAML would read on."""
    return f"'{key}'" if "," in key else key


def sequence(values: Sequence[str]) -> str:
    """Return a list on one line."""
    return "[" + ", ".join(map(scalar, values)) + "]"


PLAIN = re.compile(r"[^\W\d][\w./()&’+ -]*(?<! )|https?://[\w./=&%~-]+|[0-9]{4}(-[0-9]{2}){1,2}")


def scalar(value: Any) -> str:
    """Return a text as YAML that every reader takes for the same text."""
    text = str(value)
    if isinstance(value, int):
        return text
    if PLAIN.fullmatch(text) and text.lower() not in {"no", "on", "off", "null", "true", "false", "y", "n"}:
        return text
    return quoted(text)
