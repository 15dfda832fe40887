"""How far a command is: a bar with what is left on a terminal, lines elsewhere, and events for other programs."""

import argparse
import json
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic
from typing import IO, TYPE_CHECKING, Protocol, TypeVar

from booklet.api.telling import finding_entry
from booklet.commands.tell import one_line

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from booklet.api.building import Job
    from booklet.api.campaigns import Outcome

SECONDS = 5.0
"""How often a line is printed where there is no terminal."""

Step = Callable[[str, int, float], None]
"""Shows a stage, how many files are done in it, and pages a second."""

T = TypeVar("T")


class Done(Protocol):
    """Is told that one thing is done, and how much of the whole it is."""

    def __call__(self, name: str = "", size: int = 1, /) -> None:
        """Take notice of it."""


def follow(
    options: argparse.Namespace,
    what: str,
    things: Collection[T],
    *,
    name: Callable[[T], str] = str,
    size: Callable[[T], int] = lambda _: 1,
) -> Iterator[T]:
    """Yield things one after the other, and show how far that is and how long the rest will take."""
    with count(options, what, sum(map(size, things))) as done:
        for thing in things:
            yield thing
            done(name(thing), size(thing))


def follow_jobs(options: argparse.Namespace, jobs: "Collection[Job]") -> "Iterator[Job]":
    """Yield jobs that are placed one after the other."""
    from booklet.api.asking import name_job  # others who count ask for no jobs

    return follow(options, "placing", jobs, name=name_job)


@contextmanager
def count(options: argparse.Namespace, what: str, whole: int) -> Iterator[Done]:
    """Show how far something is: a bar on a terminal, with --verbose a line for each; yield what is told of each."""
    if options.verbose:
        yield _lines_of(what)
    elif options.quiet or not sys.stderr.isatty():
        yield _say_nothing
    else:
        with _open_bar() as bar:
            task = bar.add_task(what, total=whole, note="")

            def done(_name: str = "", size: int = 1) -> None:
                bar.advance(task, size)

            yield done


def _lines_of(what: str) -> Done:
    """Return a function that prints a line for each thing with how long it took."""
    begun, number = monotonic(), 0

    def done(name: str = "", _size: int = 1) -> None:
        nonlocal begun, number
        number += 1
        print(one_line(f"{what}: {name or number} ({monotonic() - begun:.1f} s)"), file=sys.stderr, flush=True)
        begun = monotonic()

    return done


class Progress:
    """Counts what is done, shows it, and writes each event as a line of JSON."""

    def __init__(self, step: Step, events: IO[str] | None, done: Done) -> None:
        self._step, self._events, self._tell_done = step, events, done
        self._started = monotonic()
        self._stage, self._done, self._pages = "", 0, 0

    def begin(self, files: int, kept: int) -> None:
        """Say what the run has to do."""
        self._write("planned", files=files, kept=kept)

    def note_outcome(self, stage: str, outcome: "Outcome") -> None:
        """Count the outcome of an item."""
        if stage != self._stage:
            self._stage, self._done, self._pages, self._started = stage, 0, 0, monotonic()
        self._done += 1
        self._pages += outcome.pages
        self._tell_done(f"{stage} {outcome.item.id}")
        self._step(stage, self._done, self._pages / max(monotonic() - self._started, 0.001))
        if outcome.faults:
            self._write("fault", item=outcome.item.id, findings=[finding_entry(fault) for fault in outcome.faults])
        elif outcome.row:
            row = outcome.row
            self._write("made", item=row.item, path=row.path, pages=row.pages, sha256=row.sha256, state=row.state)

    def end(self, code: int) -> None:
        """Say how the run ended."""
        self._write("ended", code=int(code))

    def _write(self, event: str, **values: object) -> None:
        if self._events:
            line = {"event": event, "seconds": round(monotonic() - self._started, 3)} | values
            self._events.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._events.flush()


@contextmanager
def show_progress(options: argparse.Namespace, total: int, events: Path | None) -> Iterator[Progress]:
    """Yield a `Progress` that is shown; raise `OutputError` if its events cannot be written."""
    with ExitStack() as stack:
        written = None
        if events:
            from booklet.api.campaigns import open_events  # other commands count too, and need nothing of a run

            written = stack.enter_context(open_events(events))
        if options.quiet or options.verbose:
            step: Step = _say_nothing
        else:
            step = stack.enter_context(_stages(total)) if sys.stderr.isatty() else _lines(total)
        yield Progress(step, written, _lines_of("run") if options.verbose else _say_nothing)


def _say_nothing(*_: object) -> None:
    """Take notice of nothing."""


def _lines(total: int) -> Step:
    """Return a function that prints a line every few seconds."""
    last = monotonic()

    def step(stage: str, done: int, rate: float) -> None:
        nonlocal last
        if monotonic() - last >= SECONDS:
            last = monotonic()
            print(f"{done} of {total} files {stage}, {rate:.0f} pages/s", file=sys.stderr, flush=True)

    return step


@contextmanager
def _stages(total: int) -> Iterator[Step]:
    """Show a bar for each stage of a run."""
    with _open_bar() as bar:
        tasks: dict[str, TaskID] = {}

        def step(stage: str, done: int, rate: float) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total, note="")
            bar.update(tasks[stage], completed=done, note=f"{rate:.0f} pages/s")

        yield step


def _open_bar() -> "Bar":
    """Return what draws bars, each with what is done, what is left, and a note; it leaves nothing on the terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    said, note = TextColumn("{task.description}"), TextColumn("{task.fields[note]}")
    columns = (said, BarColumn(), MofNCompleteColumn(), note, TimeRemainingColumn())
    return Bar(*columns, console=Console(stderr=True), transient=True)
