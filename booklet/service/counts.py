"""Counts of requests that all processes of a service share: each has a place of its own, and waits for no other."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from ctypes import Array, c_double
from multiprocessing.sharedctypes import RawArray
from threading import Lock

BUCKETS = (0.05, 0.1, 0.3, 0.7, 1.5, 5.0)
"""Seconds: how many requests took at most so long is counted."""

STATUSES = (2, 3, 4, 5)

WIDTH = len(STATUSES) + len(BUCKETS) + 2
"""Numbers of a process: requests by the first digit of their status, by their time, and the sum of their times."""

Shared = Array[c_double]


def share(processes: int) -> Shared:
    """Return room for the counts of so many processes, to be given to each of them."""
    return RawArray(c_double, processes * WIDTH)


class Counts:
    """The counts of all processes, and the place of this one."""

    def __init__(self, shared: Shared, place: int) -> None:
        self._shared, self._start = shared, place * WIDTH
        self._lock = Lock()

    def add(self, status: int, seconds: float) -> None:
        """Count a request."""
        with self._lock:
            if status // 100 in STATUSES:
                self._shared[self._start + STATUSES.index(status // 100)] += 1
            self._shared[self._start + len(STATUSES) + bisect_left(BUCKETS, seconds)] += 1
            self._shared[self._start + WIDTH - 1] += seconds

    def sums(self) -> Sequence[float]:
        """Return each number, of all processes together."""
        return [sum(self._shared[place::WIDTH]) for place in range(WIDTH)]

    def lines(self) -> Iterator[str]:
        """Yield the counts as Prometheus reads them."""
        sums = self.sums()
        yield "# TYPE booklet_requests_total counter"
        for status, number in zip(STATUSES, sums, strict=False):
            yield f'booklet_requests_total{{status="{status}xx"}} {number:.0f}'
        yield "# TYPE booklet_request_seconds histogram"
        total = 0.0
        for limit, number in zip((*map(str, BUCKETS), "+Inf"), sums[len(STATUSES) : -1], strict=True):
            total += number
            yield f'booklet_request_seconds_bucket{{le="{limit}"}} {total:.0f}'
        yield f"booklet_request_seconds_sum {sums[-1]:.3f}"
        yield f"booklet_request_seconds_count {total:.0f}"


_COUNTS = Counts(share(1), 0)


def counts() -> Counts:
    """Return the counts of this process's service."""
    return _COUNTS


def use_counts(found: Counts) -> None:
    """Let this process count where others of its service do."""
    global _COUNTS
    _COUNTS = found
