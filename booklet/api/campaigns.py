"""A whole campaign from one file: files that are there are kept, the others are made.

What places and draws is imported when a file is missing: most runs find all but a few as they should be.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from booklet import read_when_asked
from booklet.api import clock
from booklet.api.telling import Tell
from booklet.errors import ExitCode, Finding, OutputError, SourceError, Where
from booklet.facts.gate import Days
from booklet.facts.lots import Campaign
from booklet.machine.cores import DRAWN, EXAMINED, count_workers
from booklet.machine.needs import report_missing
from booklet.make.opening import load_sources_once, open_sources
from booklet.make.outdated import MANIFEST, Final, Moved, report_at_end, set_aside_all
from booklet.make.output import check_folder, report_unwritable
from booklet.make.runs.comparing import RunOptions, RunPlan, compare
from booklet.make.runs.counts import copies_of, sheets_of
from booklet.make.runs.kept import (
    RunRow,
    list_left_over,
    list_other_rows,
    read_rows,
    stamp_of_rows,
    sweep_all,
    take_up_journal,
    write_rows,
)
from booklet.make.runs.keys import Keys
from booklet.make.runs.lock import hold_folder
from booklet.make.runs.manifest import files_of, is_published
from booklet.make.runs.older import find_ended_files, find_outdated_files
from booklet.make.runs.plan import RunItem, find_unmade, plan_run
from booklet.project.campaign import NAME, read_run_fields, write_run_fields
from booklet.sources.load import Sources
from booklet.sources.runfile import read_run
from booklet.values import Frozen

if TYPE_CHECKING:
    from booklet.make.reasons import Reason
    from booklet.make.runs.cluster import Cluster
    from booklet.make.runs.dealing import Workers
    from booklet.make.runs.local import Pool
    from booklet.make.runs.work import Keyed, Outcome, RunTask

__all__ = [
    "NAME",
    "Campaign",
    "Examined",
    "Made",
    "Outcome",
    "Reason",
    "Watcher",
    "Wish",
    "copies_of",
    "examine_campaign",
    "make_campaign",
    "open_events",
    "read_run",
    "read_run_fields",
    "write_run_fields",
]


if not TYPE_CHECKING:  # who looks at outcomes has made or examined something
    __getattr__ = read_when_asked(
        globals(), {"booklet.make.runs.work": ("Outcome",), "booklet.make.reasons": ("Reason",)}
    )


class Wish(Frozen):
    """How a campaign is made: its run file, the folder of its files, and the workers.

    `project` is a folder laid over what is shipped; None means the folder of the run file. `day` is the day of making.
    `executor` is local, in `processes`, or dask, on the cluster of a `scheduler`. With no number of processes there are
    as many as are worth their start.
    """

    file: Path
    folder: Path
    project: Path | None = None
    day: date | None = None
    processes: int | None = None
    executor: str = "local"
    scheduler: str | None = None
    is_verified: bool = False
    """Whether every file that is kept is read, and its hash compared."""
    keeps_going: bool = False
    """Whether faulty files do not stop the others."""


class Watcher(Protocol):
    """Follows how far a campaign is."""

    def begin(self, files: int, kept: int) -> None:
        """Note how many files there are, and how many of them are kept."""

    def note_outcome(self, stage: str, outcome: "Outcome") -> None:
        """Note the outcome of one file."""

    def end(self, code: int) -> None:
        """Note how the campaign ended, by its exit code."""


Watch = Callable[[int], AbstractContextManager[Watcher]]
"""Begins to watch so many files."""


@dataclass(frozen=True, slots=True)  # a struct cannot be described before what its annotations name is imported
class Made:
    """The result of a campaign: a row for each file, how many were kept, what failed, and files of former lots."""

    rows: tuple[RunRow, ...]
    kept: int
    faulty: "tuple[Outcome, ...]"
    left_over: tuple[str, ...]
    """Files in the folder that are of no lot any more."""


@dataclass(frozen=True, slots=True)  # a struct cannot be described before what its annotations name is imported
class Examined:
    """What a campaign would make: its items, those that are there already, pages by item, and the faulty ones.

    `states` tell by item whether it is a proof, a draft or final, `reasons` everything that keeps files from being
    final.
    """

    items: tuple[RunItem, ...]
    kept: frozenset[str]
    pages: Mapping[str, int]
    faulty: "tuple[Outcome, ...]"
    states: Mapping[str, str]
    reasons: "tuple[Reason, ...]"
    unmade: tuple[Finding, ...] = ()
    """What of all that is asked for this machine cannot make."""

    def sheets(self, item: RunItem) -> int:
        """Return how many sheets an item takes."""
        return sheets_of(item, self.pages[item.id])

    def raise_faults(self) -> None:
        """Raise `BookletError` with the faults of all items, if there are any."""
        if self.faulty:
            from booklet.make.runs.engine import RunError

            faults = dict.fromkeys(fault for outcome in self.faulty for fault in outcome.faults)
            raise RunError(self.faulty[0].code, *faults)


class _Job(Frozen):
    """A campaign, ready to be worked through, and the rows that its folder had with their stamp.

    Each of its items has the key that was made of today's sources, which changes no more while it is worked through.
    """

    wish: Wish
    campaign: Campaign
    sources: Sources
    days: Days
    rows: Mapping[str, RunRow]
    stamp: str
    keyed: "tuple[Keyed, ...]"
    keys: Keys
    plan: RunPlan

    @property
    def items(self) -> tuple[RunItem, ...]:
        return self.plan.items

    @property
    def asked(self) -> RunOptions:
        return _make_options(self.wish, self.days)

    @property
    def task(self) -> "RunTask":
        from booklet.make.runs.work import RunTask

        return RunTask(self.sources.folders, self.wish.folder, self.days)


def make_campaign(wish: Wish, watch: Watch, tell: Tell, report: Callable[[Made], None]) -> None:
    """Make everything a run file asks for; `report` is called with the result once it is complete.

    Raises `SourceError` with all faults of the file and its sources; `BookletError` with the faults of all files before
    the first page is drawn, unless faults are not to stop the others; `OutputError` if something cannot be written.
    """
    campaign, sources, days = _open_campaign(wish)
    tell(tuple(find_unmade(campaign)))
    folder, day = wish.folder, days.real or days.made
    stamp = stamp_of_rows(folder)
    rows = read_rows(folder)
    with _set_aside_outdated(folder, find_outdated_files(folder, rows.values(), sources, day), tell):
        job = _job(wish, campaign, sources, days, rows, stamp)
        with _set_aside_outdated(folder, find_ended_files(folder, job.plan.others, day), tell):
            pass
        if _is_done(job):
            report(_make_result(job.plan, job.plan.kept.values(), (), folder))
        else:
            _make(job, watch, report)


def examine_campaign(wish: Wish, watch: Watch) -> Examined:
    """Place every missing file, to know its pages and faults; nothing is drawn or written.

    Raises `SourceError` with all faults of the run file and its sources.
    """
    from booklet.make.reasons import merge_reasons
    from booklet.make.runs.engine import examine_all
    from booklet.make.runs.work import EXAMINE, begin_item

    job = _job(wish, *_open_campaign(wish), read_rows(wish.folder))
    plan, task = job.plan, job.task
    with _workers(wish, job.keys, len(plan.missing), EXAMINED) as workers, watch(len(plan.missing)) as watcher:
        watcher.begin(len(plan.items), len(plan.kept))
        outcomes = tuple(examine_all(plan, task, workers, watcher.note_outcome))
    pages = {outcome.item.id: outcome.pages for outcome in outcomes if not outcome.faults}
    pages |= {name: row.pages for name, row in plan.kept.items()}
    states = {outcome.item.id: outcome.state for outcome in outcomes if not outcome.faults}
    states |= {name: row.state for name, row in plan.kept.items()}
    faulty = tuple(outcome for outcome in outcomes if outcome.faults)
    again = [begin_item(item, EXAMINE, task) for item in _choose_unsure(plan)]
    reasons = merge_reasons(reason for outcome in (*outcomes, *again) for reason in outcome.reasons)
    unmade = tuple(find_unmade(job.campaign))
    return Examined(plan.items, frozenset(plan.kept), pages, faulty, states, reasons, unmade)


def _choose_unsure(plan: RunPlan) -> Iterable[RunItem]:
    """Return of the files that are kept and not final one of each product, country, language and band."""
    kept = (item for item in plan.items if item.id in plan.kept and plan.kept[item.id].state != "final")
    return {(item.job.product, item.job.country, item.job.locale, item.job.band): item for item in kept}.values()


def open_events(path: Path) -> IO[str]:
    """Open a file for events; raise `OutputError` if it cannot be written."""
    try:
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise OutputError(report_unwritable(path, error)) from error


def _open_campaign(wish: Wish) -> tuple[Campaign, Sources, Days]:
    """Return a campaign, its sources and its days; raise `SourceError` with the faults of all."""
    campaign, sources = _read_campaign(wish, wish.file.parent if wish.project is None else wish.project)
    return campaign, sources, clock.days_of(wish.day)


def _make_options(wish: Wish, days: Days) -> RunOptions:
    return RunOptions(days, wish.day is not None, wish.is_verified, wish.keeps_going)


def _job(
    wish: Wish, campaign: Campaign, sources: Sources, days: Days, rows: Mapping[str, RunRow], stamp: str = ""
) -> _Job:
    keys = Keys(sources)
    keyed = tuple((item, keys.key(item)) for item in plan_run(campaign, sources))
    plan = compare(keyed, rows, wish.folder, _make_options(wish, days))
    return _Job(wish, campaign, sources, days, rows, stamp, keyed, keys, plan)


def _is_done(job: _Job) -> bool:
    """Tell whether all files are there, and the papers of exactly these."""
    if job.plan.missing or job.plan.is_moved:
        return False
    return is_published(job.campaign.name, files_of(job.items, job.plan.kept), job.keys.common, job.wish.folder)


def _make(job: _Job, watch: Watch, report: Callable[[Made], None]) -> None:
    """Make what is missing and publish the papers."""
    from booklet.make.runs.papers import check_addresses, publish

    folder, plan, days = job.wish.folder, job.plan, job.days
    check_addresses(job.items, job.sources, days.made)
    with _workers(job.wish, job.keys, len(plan.missing), DRAWN, folder) as workers:  # before a folder is made in vain
        check_folder(folder)
        with hold_folder(folder, clock.now()):
            rows, faulty = _make_missing(job, workers, watch)
            publish(job.campaign.name, files_of(job.items, rows), job.sources, job.keys.common, days.made, folder)
            report(_make_result(plan, rows.values(), faulty, folder))


def _make_missing(job: _Job, workers: "Workers", watch: Watch) -> "tuple[dict[str, RunRow], list[Outcome]]":
    """Make what is missing, now that nobody else works in the folder; return all rows, and the failed outcomes."""
    from booklet.make.runs.engine import RunError, make_all

    folder = job.wish.folder
    sweep_all(folder)
    is_same = job.stamp and stamp_of_rows(folder) == job.stamp
    known = job.rows if is_same else take_up_journal(folder)
    plan = compare(job.keyed, known, folder, job.asked)
    with watch(len(plan.missing)) as watcher:
        watcher.begin(len(plan.items), len(plan.kept))
        try:
            rows, faulty = make_all(plan, job.task, workers, watcher.note_outcome, job.asked)
        except RunError as error:
            watcher.end(error.exit_code)
            raise
        after = (*rows.values(), *list_other_rows(folder, known, rows))
        if plan.missing or after != tuple(known.values()):
            write_rows(folder, after)
        watcher.end(ExitCode.PREFLIGHT if faulty else ExitCode.DONE)
    return rows, faulty


def _make_result(plan: RunPlan, rows: Iterable[RunRow], faulty: "Sequence[Outcome]", folder: Path) -> Made:
    found = tuple(rows)
    return Made(found, len(plan.kept), tuple(faulty), list_left_over(folder, found))


def _read_campaign(wish: Wish, project: Path) -> tuple[Campaign, Sources]:
    """Return a campaign and its sources; raise `SourceError` with the faults of both."""
    findings = list(_find_wrong_wishes(wish))
    campaign = sources = None
    try:
        campaign = read_run(wish.file)
    except SourceError as error:
        if error.findings[0].code == "unreadable":  # nor is the folder that it would lie in anybody's project
            raise
        findings += error.findings
    try:
        sources = open_sources(project)
    except SourceError as error:
        findings += error.findings
    if campaign is None or sources is None or findings:
        raise SourceError(*findings)
    return campaign, sources


@contextmanager
def _set_aside_outdated(folder: Path, outdated: list[tuple[Final, str]], tell: Tell) -> Iterator[None]:
    """Rename finished files that hold no more; tell at the end those in whose place nothing came."""
    moved: tuple[Moved, ...] = ()
    if outdated:
        with hold_folder(folder, clock.now()):
            (folder / MANIFEST).unlink(missing_ok=True)  # it speaks of them
            moved = set_aside_all(outdated)
    with report_at_end(moved, tell):
        yield


def _find_wrong_wishes(wish: Wish) -> Iterator[Finding]:
    """Report wishes that do not go together; none is ignored silently."""
    if wish.executor == "local":
        if wish.scheduler is not None:
            message, hint = "only a cluster has a scheduler", "add --executor dask, or leave it out"
            yield Finding("option-unused", Where("--scheduler"), message, hint)
        return
    if wish.processes is not None:
        yield Finding("option-unused", Where("--jobs"), "a cluster has workers of its own", "leave it out")
    if not wish.scheduler:
        message, hint = "a cluster is found by its scheduler", "add --scheduler tcp://HOST:8786"
        yield Finding("scheduler-missing", Where("--executor"), message, hint)
    if find_spec("distributed") is None:
        yield report_missing("distributed", Where("--executor"), "a Dask cluster is asked with it")


def _workers(wish: Wish, keys: Keys, items: int, worth: int, folder: Path | None = None) -> "Pool | Cluster":
    """Return the workers for the items, of which so many are worth one; they write to the folder, if there is one."""
    load_sources_once.cache_clear()  # files may have changed since another run of this process
    if wish.executor == "local":
        from booklet.make.runs.local import Pool

        return Pool(min(wish.processes or count_workers(items, worth), max(1, items)), folder)
    from booklet.make.runs.cluster import Cluster

    assert wish.scheduler
    return Cluster(wish.scheduler, keys)
