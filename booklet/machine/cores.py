"""How many processes are worth beginning on this machine."""

import os
import sys

MOST = 4
"""How many processes are begun for somebody who names no number: each may hold 200 MB."""

DRAWN, EXAMINED = 60, 500
"""Files to draw, or to examine, that are worth the start of a process, which takes a second.

A file that is drawn and proven takes 20 to 150 ms, one that is examined 4.
"""


def count_workers(items: int, worth: int) -> int:
    """Return how many processes to begin for items, of which `worth` are worth the start of one.

    There are no more than cores that this process may use, and one alone where processes cannot work together.

    >>> count_workers(119, 60)
    1
    """
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    wanted = max(1, min(MOST, cores, items // worth))
    return wanted if wanted == 1 or can_work_together() else 1


def can_work_together() -> bool:
    """Tell whether processes can work together here: some containers lack the locks that it takes (semaphores)."""
    from multiprocessing import get_context

    try:
        get_context("spawn").Lock()
    except (ImportError, NotImplementedError, OSError):
        return False
    return True
