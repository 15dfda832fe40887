"""How work is dealt out: in groups that use the same cached values, to workers here or elsewhere."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Protocol

from booklet.make.runs.work import Keyed, Outcome, RunTask, Work

LARGEST = 16
"""Items that a worker takes at a time: enough for one locale's pages to stay warm, few enough to show progress."""

EXAMINED = 128
"""Items that a worker of a cluster examines at a time: one takes 4 ms, and the scheduler needs 3 ms for each order."""

SHIFT = 640
"""Items after which a worker makes way for a new one: what it keeps of pages grows with each that differs."""


class Workers(Protocol):
    """What works through the items of a run."""

    def work_through(self, items: Sequence[Keyed], work: Work, task: RunTask) -> Iterator[tuple[Outcome, ...]]:
        """Yield the outcomes of items, a group at a time, in the order in which they are done."""


def chunks(items: Sequence[Keyed], workers: int, largest: int = LARGEST) -> list[tuple[Keyed, ...]]:
    """Return items in groups that use the same cached values: of one locale, layout and country."""

    def shared(keyed: Keyed) -> tuple[str, str]:
        return keyed[0].job.locale, keyed[0].job.layout

    def place(keyed: Keyed) -> tuple[str, ...]:
        job = keyed[0].job
        return *shared(keyed), job.item, job.band, job.country, job.edition, keyed[0].id

    most = max(1, min(largest, -(-len(items) // (workers * 4))))
    found = []
    for _, group in groupby(sorted(items, key=place), key=shared):
        members = tuple(group)
        found += [members[start : start + most] for start in range(0, len(members), most)]
    return found
