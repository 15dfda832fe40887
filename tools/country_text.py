"""Country files as text that people edit: one contact after another, short values on one line, numbers in quotes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

ORDER = (
    *("id", "kind", "name", "numbers", "abroad", "web", "chat", "whatsapp", "sms", "hours", "languages", "free"),
    *("private", "ages", "withheld", "conflict", "note", "sources", "confidence"),
)


def contact_lines(entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of a contact."""
    start = "  - "
    for key in ORDER:
        value = entry[key]
        if not value:
            continue
        if key in {"numbers", "sources"}:
            yield f"{start}{key}:"
            yield from (f"      - {mapping(item)}" for item in value)
        elif key in {"note", "conflict"}:
            yield f"{start}{key}: >-"
            yield from wrapped(value)
        else:
            yield f"{start}{key}: {flow(value)}"
        start = "    "


def wrapped(text: str) -> Iterator[str]:
    """Yield a text in lines of at most 120 characters, without touching its words."""
    line = "     "
    for word in text.split():
        if len(line) + len(word) > 118 and line.strip():
            yield line
            line = "     "
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


PLAIN = re.compile(r"[^\W\d][\w./()&’+ -]*(?<! )|https?://[\w./?=&%~-]+|[0-9]{4}(-[0-9]{2}){1,2}")


def scalar(value: Any) -> str:
    """Return a text as YAML that every reader takes for the same text."""
    text = str(value)
    if isinstance(value, int):
        return text
    if PLAIN.fullmatch(text) and text.lower() not in {"no", "on", "off", "null", "true", "false", "y", "n"}:
        return text
    return quoted(text)
