"""A run: what is to be made is compared with what is there, examined as a whole, and then made."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from booklet.errors import BookletError, ExitCode, Finding, Where, merge_repeats
from booklet.facts.gate import Days
from booklet.jobs import strip_marks
from booklet.make.outdated import MANIFEST
from booklet.make.runs.dealing import Workers
from booklet.make.runs.kept import RunRow, find_kept, note, read_rows
from booklet.make.runs.keys import Keys
from booklet.make.runs.plan import RunItem
from booklet.make.runs.work import EXAMINE, MAKE, Keyed, Outcome, RunTask, Work

Told = Callable[[str, Outcome], None]
"""Is told the stage and what came of an item."""


class RunError(BookletError):
    """Items have faults: nothing was drawn; or all other items were made, if faults were not to stop them."""

    def __init__(self, code: int, *findings: Finding) -> None:
        super().__init__(*findings)
        self.exit_code = ExitCode(code)


@dataclass(frozen=True, slots=True)
class RunPlan:
    """The items of a run, the rows of those whose files are kept, and the missing ones with their keys.

    Files that were moved or copied are unchanged and have new stamps. `others` are rows that belong to no item any
    more.
    """

    items: tuple[RunItem, ...]
    kept: Mapping[str, RunRow]
    missing: tuple[Keyed, ...]
    is_moved: bool = False
    others: tuple[RunRow, ...] = ()


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run goes: its days, whether one was named, whether kept files are read again, whether faults stop it."""

    days: Days
    is_day_named: bool = False
    is_verified: bool = False
    keeps_going: bool = False


def compare(items: Sequence[RunItem], keys: Keys, folder: Path, asked: RunOptions) -> RunPlan:
    """Return which files of a run exist already."""
    rows = read_rows(folder)
    there: dict[str, RunRow] = {}
    missing = []
    for item in items:
        name, key = item.id, keys.key(item)
        known = rows.get(name)
        row = known and find_kept(
            known, key, folder, asked.days, is_day_named=asked.is_day_named, is_verified=asked.is_verified
        )
        if row:
            there[name] = row
        else:
            missing.append((item, key))
    is_moved = any(row != rows[name] for name, row in there.items())
    planned = {item.id for item in items}
    others = tuple(row for name, row in rows.items() if name not in planned)
    return RunPlan(tuple(items), there, tuple(missing), is_moved, others)


def examine_all(plan: RunPlan, task: RunTask, workers: Workers, told: Told) -> Iterator[Outcome]:
    """Yield the outcome of every missing item; nothing is drawn or written."""
    taken = {_place(row.path): name for name, row in plan.kept.items()}
    for outcome in _outcomes(plan.missing, EXAMINE, task, workers, told):
        yield _refuse_twin(outcome, taken)


def _refuse_twin(outcome: Outcome, taken: dict[str, str]) -> Outcome:
    """Return an item's outcome, with a fault if another item would have the same file."""
    if outcome.faults or taken.setdefault(_place(outcome.path), outcome.item.id) == outcome.item.id:
        return outcome
    job, where = outcome.item.job, Where(f"layouts/{outcome.item.job.layout}.yaml")
    message = f'another file of the lot "{outcome.item.lot}" would have the name of its {job.product}'
    hint = "put the two layouts in lots of their own, or give one another trim-name"
    return replace(outcome, faults=(Finding("same-name", where, message, hint),), code=ExitCode.SOURCES)


def _place(path: str) -> str:
    """Return a file's path in a form that is the same for proofs and finals, and in any case of letters."""
    return strip_marks(path).lower()


def make_all(
    plan: RunPlan, task: RunTask, workers: Workers, told: Told, asked: RunOptions
) -> tuple[dict[str, RunRow], list[Outcome]]:
    """Make what is missing; return all rows, and the outcomes that failed.

    Raises `RunError` with the faults of all items before the first page is drawn, and at once if a file cannot be
    written; if faults are not to stop the run, they are returned.
    """
    faulty = [outcome for outcome in examine_all(plan, task, workers, told) if outcome.faults]
    if faulty and not asked.keeps_going:
        raise RunError(faulty[0].code, *_faults(faulty))
    unsound = {outcome.item.id for outcome in faulty}
    rows = dict(plan.kept)
    wanted = tuple(keyed for keyed in plan.missing if keyed[0].id not in unsound)
    if wanted:
        (task.folder / MANIFEST).unlink(missing_ok=True)  # it speaks of files that are about to change
    for outcome in _outcomes(wanted, MAKE, task, workers, told):
        if outcome.row:
            note(task.folder, [outcome.row])
            rows[outcome.item.id] = outcome.row
        elif outcome.code == ExitCode.OUTPUT or not asked.keeps_going:
            raise RunError(outcome.code, *outcome.faults)
        else:
            faulty.append(outcome)
    return {item.id: rows[item.id] for item in plan.items if item.id in rows}, faulty


def _outcomes(items: Sequence[Keyed], work: Work, task: RunTask, workers: Workers, told: Told) -> Iterator[Outcome]:
    for outcomes in workers.work_through(items, work, task):
        for outcome in outcomes:
            told(work.stage, outcome)
            yield outcome


def _faults(outcomes: Sequence[Outcome]) -> tuple[Finding, ...]:
    return tuple(merge_repeats(fault for outcome in outcomes for fault in outcome.faults))
