"""What a run has to make: its items and the rows of its folder in, what is kept and what is missing out."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.facts.gate import Days
from booklet.make.runs.kept import RunRow, find_kept
from booklet.make.runs.plan import RunItem
from booklet.values import Frozen

if TYPE_CHECKING:
    from booklet.make.runs.work import Keyed


class RunPlan(Frozen):
    """The items of a run, the rows of those whose files are kept, and the missing ones with their keys.

    Files that were moved or copied are unchanged and have new stamps. `others` are rows that belong to no item any
    more.
    """

    items: tuple[RunItem, ...]
    kept: Mapping[str, RunRow]
    missing: "tuple[Keyed, ...]"
    is_moved: bool = False
    others: tuple[RunRow, ...] = ()


class RunOptions(Frozen):
    """How a run goes: its days, whether one was named, whether kept files are read again, whether faults stop it."""

    days: Days
    is_day_named: bool = False
    is_verified: bool = False
    keeps_going: bool = False


def compare(keyed: "Sequence[Keyed]", rows: Mapping[str, RunRow], folder: Path, asked: RunOptions) -> RunPlan:
    """Return which files of a run exist already, by the rows of its folder; each item is given with its key."""
    there: dict[str, RunRow] = {}
    missing = []
    for item, key in keyed:
        known = rows.get(item.id)
        row = known and find_kept(
            known, key, folder, asked.days, is_day_named=asked.is_day_named, is_verified=asked.is_verified
        )
        if row:
            there[item.id] = row
        else:
            missing.append((item, key))
    is_moved = any(row != rows[name] for name, row in there.items())
    items = tuple(item for item, _ in keyed)
    planned = {item.id for item in items}
    others = tuple(row for name, row in rows.items() if name not in planned)
    return RunPlan(items, there, tuple(missing), is_moved, others)
