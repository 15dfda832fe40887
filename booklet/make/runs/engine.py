"""A run: what is missing is examined as a whole, and then made."""

from collections.abc import Callable, Iterator, Sequence

from booklet.errors import BookletError, ExitCode, Finding, Where, merge_repeats
from booklet.jobs import strip_marks
from booklet.make.outdated import MANIFEST
from booklet.make.runs.comparing import RunOptions, RunPlan
from booklet.make.runs.dealing import Workers
from booklet.make.runs.kept import RunRow, note
from booklet.make.runs.work import EXAMINE, MAKE, Keyed, Outcome, RunTask, Work
from booklet.values import replace

Told = Callable[[str, Outcome], None]
"""Is told the stage and what came of an item."""


class RunError(BookletError):
    """Items have faults: nothing was drawn; or all other items were made, if faults were not to stop them."""

    def __init__(self, code: int, *findings: Finding) -> None:
        super().__init__(*findings)
        self.exit_code = ExitCode(code)


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
