"""The command `run`: a whole campaign from one file; what is there already is kept, what changed is made."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from booklet.commands.made import telling
from booklet.commands.progress import show_progress
from booklet.commands.tell import tell, warn
from booklet.commands.wanted import days_of
from booklet.errors import ExitCode, Finding, Severity, SourceError, Where
from booklet.facts.gate import Days
from booklet.facts.lots import Campaign
from booklet.machine.needs import missing
from booklet.make.build import open_sources
from booklet.make.outdated import MANIFEST, Final, Moved, set_aside_all
from booklet.make.output import check_folder
from booklet.make.runs.counts import copies_of, sheets_of
from booklet.make.runs.dealing import Workers
from booklet.make.runs.engine import Asked, Plan, RunError, compare, examine_all, make_all
from booklet.make.runs.kept import Row, left_over, others_of, read_rows, sweep_all, write_rows
from booklet.make.runs.keys import Keys
from booklet.make.runs.local import Pool
from booklet.make.runs.lock import held
from booklet.make.runs.older import ended_in, outdated_in
from booklet.make.runs.papers import check_addresses, files_of, is_published, publish
from booklet.make.runs.plan import Item, plan_run
from booklet.make.runs.work import Outcome, Task, sources_in
from booklet.sources.load import Sources
from booklet.sources.runfile import read_run

if TYPE_CHECKING:
    from booklet.make.runs.cluster import Cluster


def run(options: argparse.Namespace) -> int:
    """Make what a run file asks for; the folder it lies in is the project, unless another is named."""
    project = options.project or options.file.parent
    campaign, sources = _read(options, project)
    days = days_of(options)
    sources_in.cache_clear()  # files may have changed since another run of this process
    if options.dry_run:
        return _run(options, campaign, sources, days)
    rows = read_rows(options.output).values()
    with _looking_back(options.output, outdated_in(options.output, rows, sources, days.real or days.made)):
        return _run(options, campaign, sources, days)


def _run(options: argparse.Namespace, campaign: Campaign, sources: Sources, days: Days) -> int:
    items = plan_run(campaign, sources)
    asked = Asked(days, options.date is not None, options.verify, options.keep_going)
    keys, task = Keys(sources), Task(sources.folders, options.output, days)
    plan = compare(items, keys, options.output, asked)
    with _workers(options, keys, len(plan.missing)) as workers:
        if options.dry_run:
            return _dry_run(plan, task, workers, options)
        ended = ended_in(options.output, plan.others, days.real or days.made)
        with _looking_back(options.output, ended):
            pass
        files = files_of(items, plan.kept)
        if not (plan.missing or plan.is_moved) and is_published(campaign.name, files, keys.common, options.output):
            _tell_done(plan, plan.kept.values(), (), options.output)
            return ExitCode.DONE
        check_addresses(items, sources, days.made)
        check_folder(options.output)
        with held(options.output, _now()):
            rows, faulty = _make(items, keys, task, workers, options, asked)
            publish(campaign.name, files_of(items, rows), sources, keys.common, days.made, options.output)
            _tell_done(plan, rows.values(), faulty, options.output)
    return ExitCode.PREFLIGHT if faulty else ExitCode.DONE


def _read(options: argparse.Namespace, project: Path) -> tuple[Campaign, Sources]:
    """Return a campaign and its sources; raise `SourceError` with the faults of both."""
    findings = list(_wrong_options(options))
    campaign = sources = None
    try:
        campaign = read_run(options.file)
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
def _looking_back(folder: Path, outdated: list[tuple[Final, str]]) -> Iterator[None]:
    """Rename finished files that hold no more; tell at the end those in whose place nothing came."""
    moved: tuple[Moved, ...] = ()
    if outdated:
        with held(folder, _now()):
            (folder / MANIFEST).unlink(missing_ok=True)  # it speaks of them
            moved = set_aside_all(outdated)
    with telling(moved):
        yield


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _wrong_options(options: argparse.Namespace) -> Iterator[Finding]:
    """Tell of options that do not go together; none is passed over in silence."""
    if options.executor == "local":
        if options.scheduler is not None:
            message, hint = "only a cluster has a scheduler", "add --executor dask, or leave it out"
            yield Finding("option-unused", Where("--scheduler"), message, hint)
        return
    if options.jobs is not None:
        yield Finding("option-unused", Where("--jobs"), "a cluster has workers of its own", "leave it out")
    if not options.scheduler:
        message, hint = "a cluster is found by its scheduler", "add --scheduler tcp://HOST:8786"
        yield Finding("scheduler-missing", Where("--executor"), message, hint)
    if find_spec("distributed") is None:
        yield missing("distributed", Where("--executor"), "a Dask cluster is asked with it")


def _workers(options: argparse.Namespace, keys: Keys, items: int) -> "Pool | Cluster":
    """Return what works through the items."""
    if options.executor == "local":
        return Pool(min(options.jobs or 1, max(1, items)), None if options.dry_run else options.output)
    from booklet.make.runs.cluster import Cluster

    return Cluster(options.scheduler, keys)


def _make(
    items: Sequence[Item], keys: Keys, task: Task, workers: Workers, options: argparse.Namespace, asked: Asked
) -> tuple[dict[str, Row], list[Outcome]]:
    """Make what is missing now that nobody else works here; return all rows, and what could not be made."""
    sweep_all(options.output)
    write_rows(options.output, read_rows(options.output).values())
    plan = compare(items, keys, options.output, asked)
    with show_progress(len(plan.missing), options.events) as progress:
        progress.begin(len(plan.items), len(plan.kept))
        try:
            rows, faulty = make_all(plan, task, workers, progress.told, asked)
        except RunError as error:
            progress.end(error.exit_code)
            raise
        write_rows(options.output, (*rows.values(), *others_of(options.output, rows)))
        progress.end(ExitCode.PREFLIGHT if faulty else ExitCode.DONE)
    return rows, faulty


def _tell_done(plan: Plan, rows: Iterable[Row], faulty: Sequence[Outcome], folder: Path) -> None:
    """Print what there is, then warnings, then what could not be made, each once."""
    rows = list(rows)
    made, proofs = len(rows) - len(plan.kept), sum(row.state == "proof" for row in rows)
    print(f"{made} files made, {len(plan.kept)} kept" + (f"; {proofs} are PROOFS, not for readers" if proofs else ""))
    warnings = (found for row in rows for found in row.findings if found.severity is Severity.WARNING)
    warn(warnings)
    if others := left_over(folder, rows):
        message = f"{len(others)} files here are of no lot any more, such as {others[0]}"
        hint = "delete them, or somebody prints them"
        warn([Finding("left-over", Where(str(folder)), message, hint, Severity.WARNING)])
    if faulty:
        print(f"{len(faulty)} files could not be made:", file=sys.stderr)
    for finding in dict.fromkeys(fault for outcome in faulty for fault in outcome.faults):
        print(tell(finding), file=sys.stderr)


def _dry_run(plan: Plan, task: Task, workers: Workers, options: argparse.Namespace) -> int:
    """Print the plan by lot: every missing file is placed, so that pages are known and faults are told."""
    with show_progress(len(plan.missing), options.events) as progress:
        progress.begin(len(plan.items), len(plan.kept))
        outcomes = examine_all(plan, task, workers, progress.told)
    pages = {outcome.item.id: outcome.pages for outcome in outcomes if not outcome.faults}
    pages |= {name: row.pages for name, row in plan.kept.items()}
    _show_plan(plan, pages)
    faulty = [outcome for outcome in outcomes if outcome.faults]
    if faulty:
        raise RunError(faulty[0].code, *dict.fromkeys(fault for outcome in faulty for fault in outcome.faults))
    return ExitCode.DONE


def _show_plan(plan: Plan, pages: dict[str, int]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in ("Printer", "Lot", "Files", "Up to date", "Pages", "Sheets", "Copies"):
        table.add_column(heading, overflow="fold")
    lots: dict[tuple[str, str], Counter[str]] = {}
    for item in (item for item in plan.items if item.id in pages):
        counts = lots.setdefault((item.printer, item.lot), Counter())
        number = pages[item.id]
        counts.update(files=1, kept=item.id in plan.kept, pages=number)
        counts.update(copies=copies_of(item), sheets=sheets_of(item, number))
    for (printer, lot), counts in (*lots.items(), (("", "all"), sum(lots.values(), Counter()))):
        cells = (counts[name] for name in ("files", "kept", "pages", "sheets", "copies"))
        table.add_row(*map(Text, (printer, lot, *map(str, cells))))
    console = Console()
    if not console.is_terminal:
        console = Console(width=120)
    console.print(table)
