"""A campaign's run file between its form and its keys: what the form does not know stays as it is."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from booklet import BookletError
from booklet.api.campaigns import NAME, read_run_fields, write_run_fields
from booklet.api.confirming import Statement
from booklet.desk.edition import Edition

TABLES = "places"
"""What the names of tables of places begin with; a number follows."""

LISTS = ("items", "countries", "locales", "bands", "editions")
"""Keys of a lot that name one thing or several."""

TEXTS = ("name", "product", "quantity", "deliver-to", "records", "ink")
"""Keys of a lot that say one thing."""


def path_of(edition: Edition) -> Path:
    """Return where the run file of an edition lies."""
    return edition.path / NAME


def read(edition: Edition) -> Mapping[str, Any]:
    """Return the run file key by key, nothing if there is none; raise `SourceError` if it is none."""
    return read_run_fields(path_of(edition))


def write(edition: Edition, wanted: Mapping[str, Any], seen: Mapping[str, Any]) -> None:
    """Write a run file; raises as `write_run_fields` does."""
    write_run_fields(path_of(edition), wanted, seen)


def lots_of(fields: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the lots of a run file."""
    lots = fields.get("lots", [])
    return [lot for lot in lots if isinstance(lot, Mapping)] if isinstance(lots, Sequence) else []


def as_list(value: Any) -> list[str]:
    """Return what a key names, one thing or several, as a list.

    >>> as_list("KE"), as_list(["KE", "EG"]), as_list(None)
    (['KE'], ['KE', 'EG'], [])
    """
    if not value:
        return []
    return [value] if isinstance(value, str) else [one for one in value if isinstance(one, str)]


def change_lot(before: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return a lot as a form wants it: its other keys stay, and what says the same stays as it was written."""
    found = dict(before)
    for key in (*TEXTS, *LISTS):
        if key not in said:
            continue
        value = said[key]
        if key in LISTS:
            if as_list(before.get(key)) != as_list(value):
                found[key] = value[0] if len(value) == 1 else list(value)
        else:
            found[key] = value
        if not found.get(key):
            found.pop(key, None)
    if "event" in said and (said["event"] or "event" in before):
        found["event"] = "yes" if said["event"] else "no"
    return found


def change_run(before: Mapping[str, Any], head: Mapping[str, Any], lots: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return a run file as a form wants it, its keys in the order in which they are read."""
    found: dict[str, Any] = {"name": head["name"]}
    found |= {key: value for key, value in before.items() if key not in ("name", "lots")}
    if head.get("year"):
        event = dict(before["event"]) if isinstance(before.get("event"), Mapping) else {}
        event.pop("date", None) if not head.get("date") else event.update(date=head["date"])
        found["event"] = {"year": head["year"], **{key: value for key, value in event.items() if key != "year"}}
        _set(found["event"], "theme", head["themes"])
    else:
        found.pop("event", None)
    usual = dict(before["defaults"]) if isinstance(before.get("defaults"), Mapping) else {}
    for key in ("quantity", "deliver-to"):
        _set(usual, key, head.get(key))
    _set(found, "defaults", usual)
    return {**found, "lots": list(lots)}


def _set(found: dict[str, Any], key: str, value: Any) -> None:
    if value:
        found[key] = value
    else:
        found.pop(key, None)


def differences(ours: Any, theirs: Any, place: str = "") -> list[tuple[str, str, str]]:
    """Return where two run files differ: the place, what we say, what they say.

    >>> differences({"lots": [{"quantity": "3"}]}, {"lots": [{"quantity": "4"}], "name": "sid"})
    [('lots 1 quantity', '3', '4'), ('name', '', 'sid')]
    """
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        keys = dict.fromkeys((*ours, *theirs))
        return [
            found
            for key in keys
            for found in differences(ours.get(key, ""), theirs.get(key, ""), f"{place} {key}".strip())
        ]
    if _is_lots(ours) and _is_lots(theirs):
        return [
            found
            for number in range(max(len(ours), len(theirs)))
            for found in differences(_at(ours, number), _at(theirs, number), f"{place} {number + 1}")
        ]
    return [] if ours == theirs else [(place, _say(ours), _say(theirs))]


def _is_lots(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(one, Mapping) for one in value)


def _at(values: Sequence[Any], number: int) -> Any:
    return values[number] if number < len(values) else {}


def _say(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_say(one)}" for key, one in value.items())
    return value if isinstance(value, str) else ", ".join(map(_say, value))


def list_tables(edition: Edition) -> list[str]:
    """Return the names of tables beside the run file."""
    return sorted(path.name for path in edition.path.glob("*.csv") if path.is_file() and not path.is_symlink())


def new_table(edition: Edition) -> str:
    """Return a name for another table, which no file has; what people call their file is never used as a path."""
    known = {path.name.lower() for path in edition.path.iterdir()}
    return next(name for name in (f"{TABLES}-{number}.csv" for number in range(1, 10_000)) if name not in known)


def write_table(edition: Edition, name: str, data: bytes) -> None:
    """Write a table of places beside the run file, whole or not at all; raise `OSError` if that fails."""
    draft = edition.path / f".{name}.tmp"
    try:
        draft.write_bytes(data)
        draft.replace(edition.path / name)
    finally:
        draft.unlink(missing_ok=True)


def list_to_look_at(edition: Edition) -> tuple[Statement, ...]:
    """Return what a person has to look at in an edition, also in the tables of its campaign, if that has no faults."""
    project = edition.project()
    try:
        if path_of(edition).exists():
            return project.to_look_at(edition.country, run=path_of(edition))
    except BookletError:  # the campaign's own screen tells them
        pass
    return project.to_look_at(edition.country)
