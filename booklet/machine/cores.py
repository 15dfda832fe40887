"""How many processes are worth beginning on this machine."""

import os
import sys

MOST = 4
"""How many processes are begun for somebody who names no number: each may hold 200 MB."""


def count_workers(items: int, worth: int) -> int:
    """Return how many processes to begin for items, of which `worth` are worth the start of one.

    There are no more than cores that this process may use.

    >>> count_workers(119, 60)
    1
    """
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return max(1, min(MOST, cores, items // worth))
