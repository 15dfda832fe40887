"""The queue of long work: one piece at a time, in a process of its own, its state in the desk's database.

A desk holds a file of the folder as long as it runs. Whoever comes to hold it next knows that nothing is being made,
whatever the database says: what was working or waiting then has stopped, and a person says whether it goes on.
"""

import atexit
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import RLock, Thread
from typing import IO, Any

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from booklet.api.working import let_go, sweep_output, take
from booklet.desk.edition import Edition, current
from booklet.desk.jobs.child import run
from booklet.desk.jobs.kinds import KINDS
from booklet.desk.models import Work
from booklet.desk.people import name_of
from booklet.desk.revisions import note
from booklet.desk.settings import DESK
from booklet.errors import Finding, OutputError, Where

HELD = ".jobs.lock"
"""The file that a desk holds as long as it may make something."""

BROKEN = {
    "code": "desk-broken",
    "where": "",
    "message": "the work ended before it was done",
    "hint": "go on; if it ends again, close other programs or ask for less at once",
    "severity": "error",
}


class Queue:
    """What this desk makes: nothing, or one piece of work, watched by a thread."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._held: tuple[Path, IO[str]] | None = None
        self._watcher: Thread | None = None
        self._process: SpawnProcess | None = None
        self._number = 0

    def hold(self, edition: Edition) -> bool:
        """Hold the folder for this desk, and tell whether it does; what no other desk makes any more has stopped."""
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
            Work.objects.filter(state__in=Work.OPEN).update(state=Work.STOPPED, ended=timezone.now())
            self._sweep(edition)
            return True

    def _sweep(self, edition: Edition) -> None:
        """Remove what was left half written, unless something is being made.

        This is done each time that somebody looks: what a killed desk was making may end a moment after that desk.
        """
        if self._watcher is None:
            sweep_output(edition.output)

    def _fail_unwatched(self) -> None:
        """Let nothing seem to be at work that nobody watches any more, whatever ended the watcher."""
        if self._watcher is None or not self._watcher.is_alive():
            left = Work.objects.filter(state=Work.WORKING)
            left.update(state=Work.FAILED, ended=timezone.now(), faults=[BROKEN])

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
        """End what is being made, as this desk ends."""
        with self._lock:
            if self._process:
                self._process.kill()
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
            while work := self._take_next(edition):
                self._do(work, edition)
        finally:
            connection.close()

    def _take_next(self, edition: Edition) -> Work | None:
        """Return the next piece of work, begun; if there is none, this watcher has ended for all others."""
        with self._lock:
            work = Work.objects.filter(state=Work.WAITING).order_by("queued", "pk").first()
            if work is None:
                self._watcher = None
                return None
            Work.objects.filter(pk=work.pk).update(
                state=Work.WORKING, began=timezone.now(), ended=None, done=0, total=0, faults=[], notes=[]
            )
            context = get_context("spawn")
            receiver, sender = context.Pipe(duplex=False)
            given = (edition.path, edition.output, work.what, work.kept, edition.stamp)
            process = context.Process(target=run, args=(KINDS[work.kind].does, given, sender))
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
                    name, value = pipe.recv()
                except (EOFError, OSError):
                    break
                _note(work, name, value)
        process.join()
        with self._lock:
            self._process, self._number = None, 0
            left = Work.objects.filter(pk=work.pk, state=Work.WORKING)
            left.update(state=Work.FAILED, ended=timezone.now(), faults=[BROKEN])
        sweep_output(edition.output)


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
atexit.register(QUEUE.end)


def start(request: HttpRequest, kind: str, said: str = "", /, **what: Any) -> Work:
    """Let a piece of work be done, after all that waits already, and return it.

    `said` tells in words what it is, beside the title of its kind. What is asked for can be written as JSON. Raises
    `OutputError` if another desk of the same folder makes what is to be made.
    """
    _refuse_other()
    work = Work.objects.create(kind=kind, said=said[:300], who=name_of(request), what=what, queued=timezone.now())
    note(request, "work", " ".join(filter(None, (str(KINDS[kind].title), said))), work=work.pk, kind=kind)
    QUEUE.wake()
    return work


def go_on(request: HttpRequest, work: Work) -> None:
    """Let a piece of work that has stopped or failed go on; raises as `start` does."""
    _refuse_other()
    found = Work.objects.filter(pk=work.pk, state__in=(Work.STOPPED, Work.FAILED))
    if found.update(state=Work.WAITING, queued=timezone.now(), ended=None):
        note(request, "work", str(KINDS[work.kind].title), work=work.pk, kind=work.kind, goes_on=True)
    QUEUE.wake()


def stop(request: HttpRequest, work: Work) -> None:
    """Stop a piece of work that waits or is being done."""
    QUEUE.stop(work)
    note(request, "work", str(KINDS[work.kind].title), work=work.pk, kind=work.kind, stopped=True)


def list_works(*kinds: str, most: int = 10) -> list[Work]:
    """Return the newest pieces of work of some kinds, as they are now."""
    QUEUE.hold(current())
    return list(Work.objects.filter(kind__in=kinds)[:most])


def find_work(number: int) -> Work | None:
    """Return a piece of work, None if there is no such."""
    QUEUE.hold(current())
    return Work.objects.filter(pk=number, kind__in=KINDS).first()


def _refuse_other() -> None:
    if not QUEUE.hold(current()):
        message, hint = "another desk of this folder is open", "close it, or make it there"
        raise OutputError(Finding("folder-held", Where(str(current().path)), message, hint))
