"""What a process that reads strangers' files may still do: compute, and answer through a pipe that is open already.

Linux offers two walls: a filter of system calls (`seccomp`, against the network, programs and other processes) and
rights on files (`landlock`). Elsewhere, in old kernels, and where a container forbids both, there is none: what holds
is told, so that nobody believes in a wall that is not there. Both are set up through ctypes: a page of code of ours for
two interfaces that the kernel keeps stable, where the packages there are need a C library or are trials.
"""

import ctypes
import signal
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from booklet.apart.landlock import READ, START, WRITE, keep_to
from booklet.apart.seccomp import BOUNDS, EXECUTION, FILES, NETWORK, OTHERS, Number, deny
from booklet.values import Frozen

MEMORY, NO_FILES, NO_NETWORK = "memory", "files", "network"

WALLS = (MEMORY, NO_FILES, NO_NETWORK)
"""What a process can be held to, by the names that are told."""


class Doors(Frozen):
    """What a task may still reach: paths to read, to start programs from, and to write in; by default none."""

    read: tuple[Path, ...] = ()
    start: tuple[Path, ...] = ()
    write: tuple[Path, ...] = ()

    def rights(self) -> Iterator[tuple[Path, int]]:
        """Yield each path and what may be done there."""
        yield from ((path, READ) for path in self.read)
        yield from ((path, START) for path in self.start)
        yield from ((path, WRITE) for path in self.write)


NO_DOORS = Doors()


def close_off(doors: Doors = NO_DOORS) -> frozenset[str]:
    """Keep this process from the network, and from files and programs other than its doors; tell which walls hold.

    They hold until the process ends, also for everything it starts. What it needs must be imported before.
    """
    is_kept = keep_to(doors.rights())
    is_filtered = deny(_list_denied(doors), forks=bool(doors.start), signals=bool(doors.start))
    held = {NO_NETWORK} if is_filtered else set()
    if is_kept or (is_filtered and doors == NO_DOORS):
        held.add(NO_FILES)
    return frozenset(held)


def start_nothing() -> None:
    """Make the program that is about to start end with its parent, and keep it from starting others."""
    end_with_parent()
    deny(BOUNDS.values(), forks=False, signals=True)


def _list_denied(doors: Doors) -> Iterator[Number]:
    yield from chain(NETWORK.values(), OTHERS.values())
    if not doors.start:
        yield from chain(EXECUTION.values(), BOUNDS.values())
    if doors == NO_DOORS:
        yield from FILES.values()


def end_with_parent() -> None:
    """Have the kernel end this process when the one that started it ends (Linux; PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, ctypes.c_ulong(signal.SIGKILL))
