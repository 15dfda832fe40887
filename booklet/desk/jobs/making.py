"""What makes long work: one piece of an edition at a time, in a process of its own, its state in the desk's database.

Whoever makes something holds a file of the folder. Whoever comes to hold it next knows that nothing is being made,
whatever the database says: what was working then has ended with its maker. At a desk of one's own it has stopped, and
a person says whether it goes on; a worker of a service takes it up again.
"""

import atexit
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import RLock, Thread
from typing import IO, Any, Protocol, cast

from django.conf import settings
from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from booklet.api.working import let_go, sweep_output, take
from booklet.desk.edition import Edition, current, use
from booklet.desk.jobs.child import run
from booklet.desk.jobs.kinds import KINDS
from booklet.desk.models import Work
from booklet.desk.settings import DESK

HELD = ".jobs.lock"
"""The file that is held by whoever makes something for an edition."""

MAKES = ".making.lock"
"""The file that is held by the process that makes it."""

LOOKS = 0.5
"""Seconds between two looks whether somebody has stopped what is being made."""

MOST_TRIES = 3
"""How often a worker takes a piece of work up that ended with its process, before it is said to have failed."""

BROKEN = {
    "code": "desk-broken",
    "where": "",
    "message": "the work ended before it was done",
    "hint": "go on; if it ends again, close other programs or ask for less at once",
    "severity": "error",
}


class Maker(Protocol):
    """What lets work be made that waits in the database."""

    def hold(self, edition: Edition) -> bool:
        """Make sure that the state of an edition's work is true, and tell whether work can be made for it."""

    def wake(self) -> None:
        """Let what waits for the current edition be begun."""

    def stop(self, work: Work) -> None:
        """Stop a piece of work: what it has begun to write is removed, what is whole stays."""


def maker() -> Maker:
    """Return what makes work for this desk."""
    return cast(Maker, import_string(settings.DESK_MAKER))


class Queue:
    """What makes work in processes of this one: nothing, or one piece, watched by a thread.

    If it `takes_up`, it goes on with what ended before it was done.
    """

    def __init__(self, *, takes_up: bool = False) -> None:
        self._takes_up = takes_up
        self._lock = RLock()
        self._held: tuple[Path, IO[str]] | None = None
        self._watcher: Thread | None = None
        self._process: SpawnProcess | None = None
        self._number = 0

    def hold(self, edition: Edition) -> bool:
        """Hold the folder, and tell whether this does; what nobody makes any more has stopped, or waits to go on."""
        path = edition.path / DESK / HELD
        with self._lock:
            if self._held and self._held[0] == path:
                self._fail_unwatched()
                self._sweep(edition)
                return True
            self._release()
            file = path.open("a+", encoding="utf-8")
            if not take(file):
                file.close()
                return False
            self._held = (path, file)
            if self._takes_up:
                _take_up()
            else:
                Work.objects.filter(state__in=Work.OPEN).update(state=Work.STOPPED, ended=timezone.now())
            self._sweep(edition)
            return True

    def make_waiting(self, edition: Edition) -> None:
        """Make all that waits for an edition, unless another worker does already."""
        with use(edition):
            while Work.objects.filter(state__in=Work.OPEN).exists() and self.hold(edition):
                try:
                    while work := self._take_next(edition):
                        self._do(work, edition)
                finally:
                    self.end()

    def _sweep(self, edition: Edition) -> None:
        """Remove what was left half written, unless something is being made.

        This is done each time that somebody looks: what a killed desk was making may end a moment after that desk.
        """
        if self._watcher is None:
            sweep_output(edition.output)

    def _fail_unwatched(self) -> None:
        """Let nothing seem to be at work that nobody watches any more, whatever ended the watcher."""
        if self._watcher is None or not self._watcher.is_alive():
            _fail(Work.objects.filter(state=Work.WORKING))

    def wake(self) -> None:
        """Begin with what waits, unless something is being made."""
        with self._lock:
            if self._watcher is None or not self._watcher.is_alive():
                self._watcher = Thread(target=self._work, args=(current(),), daemon=True)
                self._watcher.start()

    def stop(self, work: Work) -> None:
        """Stop a piece of work: what it has begun to write is removed, what is whole stays."""
        with self._lock:
            Work.objects.filter(pk=work.pk, state__in=Work.OPEN).update(state=Work.STOPPED, ended=timezone.now())
            if self._number == work.pk and self._process:
                self._process.kill()

    def wait(self, seconds: float = 60) -> None:
        """Wait until nothing is being made."""
        watcher = self._watcher
        if watcher:
            watcher.join(seconds)

    def end(self) -> None:
        """End what is being made, as the process does that lets it be made; another may hold the folder."""
        with self._lock:
            if self._process:
                self._process.kill()
                self._process.join()
            self._process = None
            self._release()

    def _release(self) -> None:
        """Let another desk hold the folder."""
        if self._held:
            let_go(self._held[1])
            self._held[1].close()
            self._held = None

    def _work(self, edition: Edition) -> None:
        """Do what waits, one after the other."""
        try:
            with use(edition):
                while work := self._take_next(edition):
                    self._do(work, edition)
        finally:
            connection.close()

    def _take_next(self, edition: Edition) -> Work | None:
        """Return the next piece of work, begun; if there is none, this watcher has ended for all others."""
        with self._lock:
            work = _begin_next()
            if work is None:
                self._watcher = None
                return None
            context = get_context("spawn")
            receiver, sender = context.Pipe(duplex=False)
            given = (edition.path, edition.output, work.what, work.kept, edition.stamp)
            alone = edition.path / DESK / MAKES
            does, cluster = KINDS[work.kind].does, settings.DESK_CLUSTER
            process = context.Process(target=run, args=(does, given, sender, alone, cluster))
            process.start()
            sender.close()
            self._process, self._number = process, work.pk
            self._pipe: Connection[Any, Any] = receiver
            return work

    def _do(self, work: Work, edition: Edition) -> None:
        """Follow a piece of work to its end."""
        process, pipe = self._process, self._pipe
        assert process is not None
        with pipe:
            while True:
                try:
                    if not pipe.poll(LOOKS):
                        if not Work.objects.filter(pk=work.pk, state=Work.WORKING).exists():
                            process.kill()
                        continue
                    name, value = pipe.recv()
                except (EOFError, OSError):
                    break
                _note(work, name, value)
        process.join()
        with self._lock:
            self._process, self._number = None, 0
            if self._takes_up:
                _take_up()
            else:
                _fail(Work.objects.filter(pk=work.pk, state=Work.WORKING))
        sweep_output(edition.output)


def _begin_next() -> Work | None:
    """Return the piece of work that waits longest, begun; None if nothing waits."""
    while work := Work.objects.filter(state=Work.WAITING).order_by("queued", "pk").first():
        begun = Work.objects.filter(pk=work.pk, state=Work.WAITING).update(
            state=Work.WORKING,
            began=timezone.now(),
            ended=None,
            done=0,
            total=0,
            faults=[],
            notes=[],
            tries=F("tries") + 1,
        )
        if begun:  # nobody has stopped it meanwhile
            return work
    return None


def _take_up() -> None:
    """Let what has lost its maker wait anew, unless it has ended so too often."""
    left = Work.objects.filter(state=Work.WORKING)
    _fail(left.filter(tries__gte=MOST_TRIES))
    left.update(state=Work.WAITING)


def _fail(left: QuerySet[Work]) -> None:
    left.update(state=Work.FAILED, ended=timezone.now(), faults=[BROKEN])


def _note(work: Work, name: str, value: Any) -> None:
    """Write what a process says; of what was stopped meanwhile nothing is noted but what need not be done again."""
    if name == "kept":
        work.kept = [*work.kept, value]
        Work.objects.filter(pk=work.pk).update(kept=work.kept)
        return
    changes: dict[str, Any]
    if name == "begin":
        work.done, changes = 0, {"total": value, "done": 0}
    elif name == "step":
        work.done += value
        changes = {"done": work.done}
    elif name == "note":
        work.notes = [*work.notes, value]
        changes = {"notes": work.notes}
    elif name == "faults":
        changes = {"state": Work.FAILED, "faults": value, "ended": timezone.now()}
    else:
        changes = {"state": Work.DONE, "files": value, "ended": timezone.now()}
    Work.objects.filter(pk=work.pk, state=Work.WORKING).update(**changes)


QUEUE = Queue()
"""What makes work for a desk of one's own."""

atexit.register(QUEUE.end)
