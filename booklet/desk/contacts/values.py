"""A contact between its file and its form: what the file says as plain values that a form shows, and back."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from json import dumps
from typing import Any

from booklet.api.contactbook import Fields, Value

Shown = dict[str, Any]
"""What a form shows of a contact, by key: texts, lists and mappings that JSON can hold."""

MAIN = (
    *("name", "kind", "numbers", "abroad", "web", "whatsapp", "sms", "chat", "hours", "free", "private", "languages"),
    *("ages", "region", "must-print", "sources", "confidence", "note", "conflict", "withheld"),
)
"""The keys of the first form, in its order."""

NUMBER = ("printed", "dial", "service")
SOURCE = ("url", "reference", "dated")
FACT = ("about", "value", "says", "quote", "confidence", "conflict")

MIDNIGHT = "24:00"


def show(fields: Fields, keys: Sequence[str]) -> Shown:
    """Return what a form shows of a contact as its file has it."""
    return {key: _SHOWS.get(key, _text)(fields.get(key)) for key in keys}


def digest_of(value: object) -> str:
    """Return a few letters that stand for a value of a form."""
    return blake2b(dumps(value, sort_keys=True).encode(), digest_size=6).hexdigest()


def digest(shown: Shown) -> dict[str, str]:
    """Return what a form said, key by key, in a few letters each."""
    return {key: digest_of(value) for key, value in shown.items()}


def write(key: str, value: Any) -> Value | None:
    """Return what the file says for a value of a form; None: nothing."""
    return _WRITES[key](value) if key in _WRITES else value or None


def list_times(hours: Mapping[str, str]) -> list[list[str]]:
    """Return rows of days, from and to; a time that ends the day is 00:00, as fields for times have it.

    >>> list_times({"mon-fri": "09:00-12:00, 14:00-24:00"})
    [['mon-fri', '09:00', '12:00'], ['mon-fri', '14:00', '00:00']]
    """
    rows = []
    for days, times in hours.items():
        for part in filter(None, map(str.strip, times.split(","))):
            begin, _, end = part.partition("-")
            rows.append([days, begin, "00:00" if end == MIDNIGHT else end])
    return rows


def join_times(rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return hours by days, as files have them.

    >>> join_times([["sat", "00:00", "00:00"], ["mon", "09:00", "12:00"], ["mon", "14:00", "18:00"]])
    {'sat': '00:00-24:00', 'mon': '09:00-12:00, 14:00-18:00'}
    """
    found: dict[str, list[str]] = {}
    for days, begin, end in rows:
        found.setdefault(days, []).append(f"{begin}-{MIDNIGHT if end == '00:00' else end}")
    return {days: ", ".join(times) for days, times in found.items()}


def _text(value: Value | None) -> str:
    return value.strip() if isinstance(value, str) else ""


def _answer(value: Value | None) -> str:
    return _text(value) or "unknown"


def _texts(value: Value | None) -> dict[str, str]:
    return {key: _text(one) for key, one in value.items() if _text(one)} if isinstance(value, Mapping) else {}


def _list(value: Value | None) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    return [_text(one) for one in value] if isinstance(value, Sequence) else []


def _hours(value: Value | None) -> Shown:
    said = _texts(value)
    always = said.pop("always", "unknown")
    rows = list_times(said)
    return {"when": "yes" if always == "yes" else "hours" if rows else "unknown", "rows": rows}


def _records(value: Value | None, keys: Sequence[str]) -> list[dict[str, str]]:
    found = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    rows = ({key: _text(one.get(key)) for key in keys} for one in found if isinstance(one, Mapping))
    return [row for row in rows if any(row.values())]


def _numbers(value: Value | None) -> list[dict[str, str]]:
    return [row for row in _records(value, NUMBER) if row["printed"] or row["dial"]]


def _sources(value: Value | None) -> list[dict[str, str]]:
    return _records(value, SOURCE)


def _facts(value: Value | None) -> list[Shown]:
    found = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    return [
        {**{key: _text(one.get(key)) for key in FACT}, "sources": _sources(one.get("sources"))}
        for one in found
        if isinstance(one, Mapping)
    ]


def _only(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value}


def _write_hours(value: Shown) -> Value:
    if value["when"] == "yes":
        return {"always": "yes"}
    return join_times(value["rows"]) or {"always": "unknown"}


def _write_facts(value: Sequence[Shown]) -> Value | None:
    return [_only({**fact, "sources": [_only(source) for source in fact["sources"]]}) for fact in value] or None


_SHOWS: dict[str, Callable[[Value | None], Any]] = {
    **dict.fromkeys(("free", "private", "must-print"), _answer),
    **dict.fromkeys(("name", "region", "sms", "ages"), _texts),
    **dict.fromkeys(("chat", "languages"), _list),
    "hours": _hours,
    "numbers": _numbers,
    "sources": _sources,
    "practice": _facts,
}

_WRITES: dict[str, Callable[[Any], Value | None]] = {
    **dict.fromkeys(("numbers", "sources"), lambda rows: [_only(row) for row in rows] or None),
    "kind": lambda kind: kind,
    "confidence": lambda sure: sure,
    "name": lambda names: names or {"en": ""},
    "hours": _write_hours,
    "practice": _write_facts,
}
