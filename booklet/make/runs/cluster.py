"""Tasks on a Dask cluster that somebody else runs: orders out, answers in; files are written here, whole.

Dask deals orders out, and deals them out again if a worker is lost. Everything that crosses is bytes, so its scheduler
needs nothing of ours; its workers need what is installed here.
"""

import asyncio
import logging
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeAlias
from uuid import uuid4

import dask
from distributed import CancelledError, Client, Future, KilledWorker, Security, connect, wait

from booklet.errors import BookletError, Finding, OutputError, Where
from booklet.make.runs.dealing import EXAMINED, LARGEST, chunks
from booklet.make.runs.keys import Facts, Keys, list_machinery
from booklet.make.runs.parcel import name_of, pack
from booklet.make.runs.remote import WorkAnswer, WorkOrder, find_differences
from booklet.make.runs.work import EXAMINE, Keyed, Outcome, RunTask, Work, end_item

Answering: TypeAlias = "Future[bytes]"
"""What will be bytes."""

PATIENCE = 10
"""Seconds to wait for a scheduler, and for a worker where there is none."""

AHEAD = 2
"""Orders that wait for each worker: one that it works on, one that it has at hand."""

LEAST = 8
"""Orders that wait at least, so that a cluster that grows on demand sees some."""


class Cluster:
    """A cluster by the address of its scheduler, and everything that a run's files are made with."""

    def __init__(self, address: str, keys: Keys) -> None:
        self._address, self._where, self._keys = address, Where(address), keys
        self._machinery = list_machinery()
        self._parcel: tuple[str, Answering] | None = None

    def __enter__(self) -> "Cluster":
        logging.disable(logging.ERROR)  # findings tell what matters; threads of a client go on when it is closed
        try:
            asyncio.run(asyncio.wait_for(_greet(self._address), PATIENCE))
            self._client = Client(self._address, timeout=PATIENCE)
        except OSError as error:
            message = f"no Dask scheduler answers within {PATIENCE} seconds"
            hint = "look whether it runs, and write its address as tcp://HOST:8786"
            raise OutputError(Finding("no-scheduler", self._where, message, hint)) from error
        except (TypeError, ValueError) as error:
            message = f"no address of a scheduler: {error}".partition("\n")[0]
            raise OutputError(Finding("no-scheduler", self._where, message, "write it as tcp://HOST:8786")) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def work_through(self, items: Sequence[Keyed], work: Work, task: RunTask) -> Iterator[tuple[Outcome, ...]]:
        """Yield the outcomes of items, one by one, in the order in which they are done."""
        if not items:
            return
        keys = {item.id: key for item, key in items}
        with self._watch_scheduler():
            largest = EXAMINED if work is EXAMINE else LARGEST
            groups = iter(chunks(items, self._fit_workers(), largest))
            name, parcel = self._send_sources(task)
        running: set[Answering] = set()
        try:
            while True:
                with self._watch_scheduler():
                    for group in islice(groups, max(0, self._room() - len(running))):
                        order = WorkOrder(name, self._keys.fonts, tuple(item for item, _ in group), work, task.days)
                        running.add(self._send_order(order, parcel))
                    done = self._wait_for_first(running) if running else ()
                if not done:
                    return
                for future in done:
                    running.remove(future)
                    with self._watch_scheduler():
                        answer = self._read_answer(future)
                    for outcome in answer.outcomes:
                        yield (end_item(outcome, keys[outcome.item.id], work, task),)
        finally:
            if running and self._client.status == "running":
                self._client.cancel(list(running))

    @contextmanager
    def _watch_scheduler(self) -> Iterator[None]:
        """Raise `OutputError` if the scheduler is lost meanwhile, and with it everything that was ordered."""
        try:
            yield
        except BookletError:
            raise
        except Exception as error:  # Dask raises whatever it meets then, down to `Exception` itself
            if isinstance(error, CancelledError | OSError) or self._client.status != "running":
                message, hint = "the scheduler was lost", "run it again when it is back: what is made is kept"
                raise OutputError(Finding("scheduler-lost", self._where, message, hint)) from error
            raise

    def _send_sources(self, task: RunTask) -> tuple[str, Answering]:
        """Return the sources as workers get them: Dask takes them where they are needed, and sends lost ones again."""
        if self._parcel is None:
            parcel = pack(task.sources)
            name = name_of(parcel)
            with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GB"}):
                self._parcel = name, self._client.submit(bytes, parcel, key=f"booklet-sources-{name}")
        return self._parcel

    def _send_order(self, order: WorkOrder, parcel: Answering) -> Answering:
        name = f"booklet-{order.work.stage}-{uuid4().hex}"
        return self._client.submit(_make_answerer(), self._machinery, pickle.dumps(order), parcel, key=name, pure=False)

    def _wait_for_first(self, running: set[Answering]) -> Sequence[Answering]:
        """Return the orders that are done as soon as one is; raise `OutputError` if no worker is left."""
        while True:
            try:
                return tuple(wait(running, timeout=PATIENCE, return_when="FIRST_COMPLETED").done)
            except TimeoutError:
                if not self._client.nthreads():
                    raise OutputError(self._no_workers()) from None

    def _read_answer(self, future: Answering) -> WorkAnswer:
        """Return the answer to an order; raise `OutputError` if a worker refuses it, or it cost too many workers."""
        try:
            answer = pickle.loads(future.result())
        except KilledWorker as error:
            message = f"{error.allowed_failures + 1} workers were lost, one after the other, over the same files"
            hint = "look into their logs, or run it with --executor local"
            raise OutputError(Finding("worker-lost", self._where, message, hint)) from error
        except (ImportError, AttributeError):  # a worker that came later, and does not know what it is asked
            self._fit_workers()
            raise
        assert isinstance(answer, WorkAnswer)
        if answer.refused:
            raise OutputError(*answer.refused)
        return answer

    def _room(self) -> int:
        return max(LEAST, AHEAD * len(self._client.nthreads()))

    def _fit_workers(self) -> int:
        """Return how many workers there are; raise `OutputError` with every one that would make different files."""
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise OutputError(self._no_workers()) from None
        found = self._client.run(_make_teller(), on_error="return")
        if others := [finding for address in sorted(found) for finding in self._find_misfits(address, found[address])]:
            raise OutputError(*others)
        return max(1, len(found))

    def _find_misfits(self, address: str, told: Facts | Exception) -> tuple[Finding, ...]:
        if isinstance(told, OSError):  # it has gone
            return ()
        if isinstance(told, Exception):
            message, hint = f"this worker cannot run booklet: {told}", "install there what is installed here"
            return (Finding("worker-differs", Where(address), message, hint),)
        return find_differences(address, told, self._machinery)

    def _no_workers(self) -> Finding:
        hint = "start some with: dask worker ADDRESS --nworkers auto --nthreads 1"
        return Finding("no-workers", self._where, f"has had no workers for {PATIENCE} seconds", hint)


async def _greet(address: str) -> None:
    """Connect to a scheduler and get an answer: a client waits for ever for one that accepts and says nothing."""
    comm = await connect(address, timeout=PATIENCE, **Security().get_connection_args("client"))
    comm.abort()


def _make_teller() -> Callable[[], Facts]:
    """Return the function by which a worker lists its versions; an inner function travels whole, not by its name."""

    def tell() -> Facts:
        from booklet.make.runs.remote import MACHINERY

        return MACHINERY

    return tell


def _make_answerer() -> Callable[[Facts, bytes, bytes], bytes]:
    """Return the function by which a worker answers an order."""

    def answer(asked: Facts, order: bytes, parcel: bytes) -> bytes:
        from distributed import get_worker

        from booklet.make.runs import remote

        worker = get_worker()
        return remote.answer(asked, order, parcel, worker.address, Path(worker.local_directory))

    return answer
