"""Cells of a table too long for the words that print them: by how much is found by trying shorter ones."""

from collections.abc import Callable
from copy import copy

from booklet.errors import Finding, SourceError
from booklet.facts.gate import Days
from booklet.make.build import check
from booklet.make.runs.plan import RunItem
from booklet.sources.load import Sources

UNFIT = frozenset({"overset", "recipient-no-place", "recipient-too-long"})
"""Codes of what has no room."""


def find_blame(item: RunItem, sources: Sources, days: Days, error: SourceError) -> SourceError:
    """Return why a file cannot be made: the cell that is too long, if its words have room for a shorter one."""
    is_unfit = any(finding.code in UNFIT for finding in error.findings)
    if item.recipient is None or not (is_unfit and sources.columns):
        return error
    column, text = max(sources.columns, key=lambda cell: len(cell[1]))
    room = find_longest(len(text), lambda length: _has_room(item, sources, days, column, text[:length]))
    if not room:
        return error
    over, job = len(text) - room, item.job
    place = f"{job.product} {job.item} ({job.layout} in {job.locale})"
    message = f"record {item.recipient.id}: its {column} is {over} characters too long for {place}"
    found = Finding("recipient-too-long", item.recipient.where, message, f"write {room} characters at most")
    return SourceError(found, *(finding for finding in error.findings if finding.code not in UNFIT))


def find_longest(length: int, has_room: Callable[[int], bool]) -> int:
    """Return the largest number below a length that fits, 0 if none does; whatever fits, less fits too.

    >>> find_longest(100, lambda number: number < 40), find_longest(100, lambda number: False)
    (39, 0)
    """
    low, high = 0, length
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if has_room(middle) else (low, middle)
    return low


def _has_room(item: RunItem, sources: Sources, days: Days, column: str, text: str) -> bool:
    """Tell whether everything fits with a shorter cell."""
    tried = copy(sources)
    tried.columns = tuple((name, text if name == column else other) for name, other in sources.columns)
    try:
        check([item.job], tried, days.made, days.real)
    except SourceError as error:
        return all(finding.code not in UNFIT for finding in error.findings)
    return True
