"""Tasks on this machine: in this process, or in several that keep their sources and pages warm."""

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from booklet.errors import Finding, OutputError, Where
from booklet.machine.cores import can_work_together
from booklet.machine.workers import Workers
from booklet.make.runs.dealing import SHIFT, chunks
from booklet.make.runs.work import Keyed, Outcome, RunTask, Work, prepare_worker, work_on

MOST_LOST = 3
"""Workers that may be lost before a run gives up: what kills a third will kill a fourth."""


class Pool:
    """Worker processes, started when there is work and started anew when one is lost.

    If they write to a folder, they hold it as long as they live.
    """

    def __init__(self, workers: int, folder: Path | None = None) -> None:
        self._workers, self._folder = workers, folder
        self._lost = self._given = 0
        self._pool: Workers | None = None

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        self._end(failed)

    def _end(self, failed: type[BaseException] | None = None) -> None:
        if self._pool:
            self._pool.end(failed)
            self._pool, self._given = None, 0

    def work_through(self, items: Sequence[Keyed], work: Work, task: RunTask) -> Iterator[tuple[Outcome, ...]]:
        """Yield the outcomes of items, a group at a time, in the order in which they are done."""
        waiting = chunks(items, self._workers)
        if len(items) == 1 or (self._workers == 1 and (len(items) <= SHIFT or not can_work_together())):
            yield from (work_on(chunk, work, task) for chunk in waiting)
            return
        while waiting:
            waiting = yield from self._attempt(waiting, work, task)

    def _attempt(
        self, waiting: list[tuple[Keyed, ...]], work: Work, task: RunTask
    ) -> Generator[tuple[Outcome, ...], None, list[tuple[Keyed, ...]]]:
        """Yield the outcomes of groups; return those left when a worker is lost or all have done their shift."""
        if self._pool is None:
            context, told = get_context("spawn"), (self._folder,)
            self._pool = Workers(self._workers, context, initializer=prepare_worker, initargs=told)
        left = dict(enumerate(waiting))
        ahead = iter(list(left))
        running: dict[Future[tuple[Outcome, ...]], int] = {}
        try:
            while left:
                while len(running) < 2 * self._workers and self._given < SHIFT * self._workers:
                    number = next(ahead, None)
                    if number is None:
                        break
                    running[self._pool.submit(work_on, left[number], work, task)] = number
                    self._given += len(left[number])
                if not running:
                    self._end()
                    break
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    number = running.pop(future)
                    yield future.result()
                    del left[number]
        except BrokenProcessPool as error:
            self._end()
            self._lost += 1
            if self._lost >= MOST_LOST:
                message, hint = f"{MOST_LOST} workers were lost, one after the other", "run it again with fewer --jobs"
                raise OutputError(Finding("worker-lost", Where("run"), message, hint)) from error
        return list(left.values())
