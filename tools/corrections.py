"""Corrections of tools/facts/corrections.yaml, worked into the contacts that helplines.yaml gives."""

from collections.abc import Iterator, Mapping
from typing import Any

from fact_sources import sources_of

Entry = dict[str, Any]

EMPTY: Entry = {
    "kind": "",
    "name": {},
    "numbers": [],
    "abroad": "",
    "web": "",
    "chat": [],
    "whatsapp": "",
    "sms": {},
    "hours": {},
    "languages": [],
    "free": "unknown",
    "private": "unknown",
    "ages": {},
    "withheld": "",
    "conflict": "",
    "note": "",
    "sources": [],
    "confidence": "",
}


def correct(contacts: list[Entry], changes: Mapping[str, Any], services: Mapping[str, Any]) -> list[Entry]:
    """Return the contacts of a country with what newer or better sources say of them."""
    by_name = {entry["id"]: entry for entry in contacts}
    for name, change in changes.items():
        same = change.get("same", [])
        if "new" in change:
            by_name[name] = EMPTY | {"id": name} | change["new"]
        elif name not in by_name:
            by_name = rename(by_name, same[0], name)
            same = same[1:]
        join(by_name, name, same)
        apply(by_name[name], change, services)
    return list(by_name.values())


def rename(entries: dict[str, Entry], old: str, new: str) -> dict[str, Entry]:
    """Return entries of which one has another id, in its place."""
    return {
        new if name == old else name: entry | ({"id": new} if name == old else {}) for name, entry in entries.items()
    }


def join(entries: dict[str, Entry], name: str, same: list[str]) -> None:
    """Let entries of the same service become one: what the first lacks, the others give."""
    kept = entries[name]
    for other in map(entries.pop, same):
        known = [number["printed"] for number in kept["numbers"]]
        kept["numbers"] = [*kept["numbers"], *(one for one in other["numbers"] if one["printed"] not in known)]
        kept["chat"] = list(dict.fromkeys((*kept["chat"], *other["chat"])))
        for key in ("web", "hours", "languages", "ages"):
            kept[key] = kept[key] or other[key]
        kept["sources"] = [*kept["sources"], *(one for one in other["sources"] if one not in kept["sources"])]
        kept["note"] = sentences(kept["note"], other["note"])
        kept["conflict"] = joined(kept["conflict"], other["conflict"])


def apply(entry: Entry, change: Mapping[str, Any], services: Mapping[str, Any]) -> None:
    """Write what a correction says into a contact, with its sources."""
    for key, value in change.get("set", {}).items():
        entry[key] = value or EMPTY[key]
    if entry["sms"] and "sms" in entry["chat"]:
        entry["chat"] = [way for way in entry["chat"] if way != "sms"]
    entry["note"] = sentences(change.get("note", ""), entry["note"])
    entry["conflict"] = joined(entry["conflict"], change.get("conflict", ""))
    sources = [*change.get("sources", ()), *(one for name in change.get("from", ()) for one in named(name, services))]
    entry["sources"] = [*entry["sources"], *(one for one in unlike(sources) if one not in entry["sources"])]


def named(name: str, services: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Yield the sources of the facts of a service that a correction names."""
    service, _, fact = name.partition(".")
    found = [one for one in services[service]["facts"] if one["fact"] == fact]
    if not found:
        raise SystemExit(f"there is no fact {name}")
    for one in found:
        yield from sources_of(one)


def unlike(sources: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return sources of which none stands twice."""
    return [one for place, one in enumerate(sources) if one not in sources[:place]]


def sentences(*texts: str) -> str:
    """Return texts one after another, each a sentence."""
    return " ".join(f"{text.rstrip('.')}." for text in texts if text)


def joined(*texts: str) -> str:
    """Return clauses one after another."""
    return "; ".join(text for text in texts if text)
