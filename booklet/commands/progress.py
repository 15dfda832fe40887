"""How far a run is: a bar on a terminal, lines elsewhere, and events for other programs."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic
from typing import IO

from booklet.api.campaigns import Outcome, open_events
from booklet.api.telling import finding_entry

SECONDS = 5.0
"""How often a line is printed where there is no terminal."""

Step = Callable[[str, int, float], None]
"""Shows a stage, how many files are done in it, and pages a second."""


class Progress:
    """Counts what is done, shows it, and writes each event as a line of JSON."""

    def __init__(self, step: Step, events: IO[str] | None) -> None:
        self._step, self._events = step, events
        self._started = monotonic()
        self._stage, self._done, self._pages = "", 0, 0

    def begin(self, files: int, kept: int) -> None:
        """Say what the run has to do."""
        self._write("planned", files=files, kept=kept)

    def note_outcome(self, stage: str, outcome: Outcome) -> None:
        """Count the outcome of an item."""
        if stage != self._stage:
            self._stage, self._done, self._pages, self._started = stage, 0, 0, monotonic()
        self._done += 1
        self._pages += outcome.pages
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
def show_progress(total: int, events: Path | None) -> Iterator[Progress]:
    """Yield a `Progress` that is shown; raise `OutputError` if its events cannot be written."""
    with ExitStack() as stack:
        written = None
        if events:
            written = stack.enter_context(open_events(events))
        step = stack.enter_context(_bar(total)) if sys.stderr.isatty() else _lines(total)
        yield Progress(step, written)


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
def _bar(total: int) -> Iterator[Step]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def step(stage: str, done: int, rate: float) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total, rate="")
            bar.update(tasks[stage], completed=done, rate=f"{rate:.0f} pages/s")

        yield step
