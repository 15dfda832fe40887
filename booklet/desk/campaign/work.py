"""The work of a campaign: looked at before it is made, or made; a run file in, counts, files and a report out."""

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from booklet.api.campaigns import (
    NAME,
    Examined,
    Made,
    Watcher,
    Wish,
    copies_of,
    examine_campaign,
    make_campaign,
)
from booklet.api.telling import finding_entry
from booklet.api.working import choose_draft_path
from booklet.desk.jobs.task import Task
from booklet.errors import Finding, Severity
from booklet.values import asdict, replace

if TYPE_CHECKING:
    from booklet.api.campaigns import Outcome

FOLDER = "campaign"
"""The folder of a campaign's files in the output."""

PAPERS = ("report.html", "manifest.csv")

STATES = ("proof", "draft", "final")


def examine(task: Task) -> Sequence[str]:
    """Place every file of a campaign, and keep how many there are in each lot and what keeps them from readers."""
    examined = examine_campaign(_wish(task), _Watching(task, "examined").watch)
    task.keep(
        {
            "stamp": task.stamp,
            "lots": list(_count_lots(examined)),
            "reasons": [asdict(reason) for reason in examined.reasons],
            "faults": [finding_entry(fault) for fault in _faults(examined.faulty)],
        }
    )
    return []


def make(task: Task) -> Sequence[str]:
    """Make a campaign: what is there and has not changed is kept, so a stopped one goes on where it was."""
    made: list[Made] = []

    def tell(findings: Iterable[Finding]) -> None:
        for found in findings:
            task.note(f"{found.where}: {found.message}; {found.hint}")

    make_campaign(_wish(task), _Watching(task, "made").watch, tell, made.append)
    (done,) = made
    counts = Counter(row.state for row in done.rows)
    summary: dict[str, Any] = {state: counts[state] for state in STATES}
    warnings = dict.fromkeys(found for row in done.rows for found in row.findings if found.severity is Severity.WARNING)
    task.keep(
        {
            **summary,
            "stamp": task.stamp,
            "kept": done.kept,
            "left_over": list(done.left_over[:20]),
            "warnings": [finding_entry(found) for found in list(warnings)[:50]],
        }
    )
    folder = task.output / FOLDER
    zips = [_zip_printer(folder / printer, task.output) for printer in _list_printers(done)]
    return [*zips, *(f"{FOLDER}/{name}" for name in PAPERS)]


class _Watching:
    """Says how far a stage of a campaign is; the other stage is quick, and not told."""

    def __init__(self, task: Task, stage: str) -> None:
        self._task, self._stage, self._total = task, stage, 0

    @contextmanager
    def watch(self, total: int) -> Iterator[Watcher]:
        """Follow so many files."""
        self._total = total
        yield self

    def begin(self, files: int, kept: int) -> None:
        """Take notice of how many files there are."""
        if self._stage == "examined":
            self._task.begin(self._total)

    def note_outcome(self, stage: str, outcome: "Outcome") -> None:
        """Count the outcome of a file."""
        if stage == "made" and self._total:
            self._task.begin(self._total)
            self._total = 0
        if stage == self._stage:
            self._task.step()

    def end(self, code: int) -> None:
        """Take notice that it has ended."""


def _wish(task: Task) -> Wish:
    """Return what is wished: the cluster's work, or that of one process, since somebody uses the desk meanwhile."""
    wish = Wish(task.folder / NAME, task.output / FOLDER, project=task.folder)
    if task.cluster:
        return replace(wish, executor="dask", scheduler=task.cluster)
    return replace(wish, processes=1)


def _faults(outcomes: "Iterable[Outcome]") -> list[Finding]:
    return list(dict.fromkeys(fault for outcome in outcomes for fault in outcome.faults))


def _count_lots(examined: Examined) -> Iterator[dict[str, Any]]:
    """Yield what each lot gets: files, copies, pages, sheets, and how many files are a proof or a draft."""
    lots: dict[tuple[str, str], Counter[str]] = {}
    for item in examined.items:
        counts = lots.setdefault((item.lot, item.printer), Counter())
        counts["places"] += item.recipient is not None
        if item.id not in examined.pages:
            counts["faulty"] += 1
            continue
        counts.update(files=1, kept=item.id in examined.kept, pages=examined.pages[item.id], copies=copies_of(item))
        counts.update({"sheets": examined.sheets(item), examined.states[item.id]: 1})
    names = ("files", "kept", "pages", "copies", "sheets", "faulty", "places", *STATES)
    for (lot, printer), counts in lots.items():
        yield {"lot": lot, "printer": printer, **{name: counts[name] for name in names}}


def _list_printers(made: Made) -> list[str]:
    return sorted({row.path.partition("/")[0] for row in made.rows})


def _zip_printer(folder: Path, output: Path) -> str:
    """Write everything that goes to one printer as a zip, which appears whole or not at all, and return its name."""
    name = f"{FOLDER}_{folder.name}.zip"
    draft = choose_draft_path(output / name)
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_STORED) as archive:
            for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name[0] != "."):
                archive.write(path, path.relative_to(folder.parent).as_posix())
        draft.replace(output / name)
    finally:
        draft.unlink(missing_ok=True)
    return name
