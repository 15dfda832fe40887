"""Campaigns of ours and of Typst in turns: documents a second, where time goes, what workers hold, how it grows."""

import argparse
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, process_time, sleep
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

from cases import CASES, ENGLISH, SCHOOLS, Case, files_of, our_items, prepare, project_of
from common import MADE, Place, home, in_turns, machine, missing_packages, process, read_back, read_texts, watched
from theirs import MAIN, VALUES, compiler, font_folders

if TYPE_CHECKING:
    import typst

    from booklet.make.drawing import FinishedDocument
    from booklet.make.runs.work import Keyed, RunTask

WORKERS = 2

READINGS = 9
"""How often PDFium reads a document whose reading is measured."""

GROUP = 16
"""Documents that a worker of Typst takes at a time, as ours do."""

PATIENCE = 120.0
"""Seconds in which all workers must have begun."""

LENGTHS = (100, 1000)
LONG = 5000
"""Documents after which memory is looked at."""

BESIDE = 0.2
"""By what share the letters of Typst's may be fewer: the trim of a poster has 300, the line beside it 57."""

STAGES = ("place", "draw", "read back", "preflight", "write")

PACKAGES = ("typst", "uharfbuzz", "icu4py", "pypdfium2", "pikepdf", "zxing-cpp", "segno")

Group = tuple[Any, ...]
"""Documents that a worker takes at a time."""

Work = Callable[[Group], "Report"]


class Report(NamedTuple):
    """What a worker did with a group: seconds of the processor, those of each stage, the most memory so far in MB."""

    documents: int
    cpu: float
    spent: Counter[str]
    peak: float


class Round(NamedTuple):
    """How long workers took for documents, in seconds, and what each group took."""

    seconds: float
    reports: tuple[Report, ...]

    @property
    def documents(self) -> int:
        """How many documents were made."""
        return sum(report.documents for report in self.reports)

    @property
    def speed(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds

    @property
    def cpu(self) -> float:
        """Milliseconds of the processor for a document."""
        return 1000 * sum(report.cpu for report in self.reports) / self.documents

    @property
    def peak(self) -> float:
        """The most memory that any worker held, in MB."""
        return max(report.peak for report in self.reports)

    def stage(self, name: str) -> float:
        """Milliseconds of the processor that a stage of a document took."""
        return 1000 * sum(report.spent[name] for report in self.reports) / self.documents


class Made(NamedTuple):
    """Where a round goes: the folder of the bench, its case, how many documents it makes, by how many workers."""

    folder: Path
    case: Case
    amount: int
    workers: int = WORKERS


def main() -> None:
    """Measure and print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="counted rounds of each row (default: 3)")
    keys = [case.key for case in CASES]
    parser.add_argument("--case", action="append", choices=keys, help="only this one; may be given again")
    parser.add_argument("--quick", action="store_true", help="a twentieth of the documents, to see that all works")
    parser.add_argument("--long", action="store_true", help=f"look at memory after {LONG:,} documents, too")
    options = parser.parse_args()
    missing_packages(PACKAGES)
    share, runs = (20, 1) if options.quick else (1, max(1, options.runs))
    lengths = [length // share for length in (*LENGTHS, *((LONG,) if options.long else ()))]
    with TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= home(folder / "home")
        with process() as call:
            call(prepare, folder, ENGLISH.amount // share, max(lengths), options.case or keys)
        cases = [case for case in CASES if case.key in (options.case or keys)]
        makes = [Made(folder, case, case.amount // share) for case in cases]
        least = [print_alike(made._replace(amount=2)) for made in makes]
        print(
            f"\n{machine(PACKAGES)}\nMedians of {runs} rounds after one that does not count, ours and Typst in turns."
        )
        if options.quick:
            print("So few documents that none of both is warm: the ratios say little.")
        found = [measure(made, runs) for made in makes]
        print_speeds(makes, found)
        print_stages(makes, found, least)
        if not options.quick:
            print_growth(makes, found, [measure_alone(made, runs) for made in makes])
        if SCHOOLS in cases:
            print_memory([Made(folder, SCHOOLS, length) for length in lengths])


class Measured(NamedTuple):
    """Rounds of a case: ours with proof, ours without, Typst's; of each the one whose speed is the median."""

    proven: Round
    drawn: Round
    theirs: Round


def measure(made: Made, runs: int) -> Measured:
    """Make the documents of a case in all three ways in turns."""
    ways = (partial(our_round, made), partial(our_round, made, is_proven=False), partial(their_round, made))
    return Measured(*map(_middle, in_turns(runs, *ways)))


class Alone(NamedTuple):
    """Rounds of a case: by one worker, ours with proof and Typst's; ours examined by all workers, nothing drawn."""

    proven: Round
    theirs: Round
    examined: Round


def measure_alone(made: Made, runs: int) -> Alone:
    """Make the documents of a case with one worker in turns, and examine them as a run does before it makes any."""
    one = made._replace(workers=1)
    ways = (partial(our_round, one), partial(their_round, one), partial(our_round, made, is_examined=True))
    return Alone(*map(_middle, in_turns(runs, *ways)))


def _middle(rounds: Sequence[Round]) -> Round:
    return sorted(rounds, key=lambda found: found.speed)[len(rounds) // 2]


# Rounds: fresh workers, each of which has made the first document; then all others, by the clock


def our_round(made: Made, kept: Path | None = None, *, is_proven: bool = True, is_examined: bool = False) -> Round:
    """Make documents as the workers of a run do, or examine them as a run does before."""
    from booklet.facts.gate import Days
    from booklet.make.runs.dealing import SHIFT, chunks
    from booklet.make.runs.work import RunTask, prepare_worker
    from booklet.sources.folders import open_folders

    first, *items = our_items(made.folder, made.case)[: 1 + made.amount]
    with TemporaryDirectory(dir=made.folder) as name, TemporaryDirectory(dir=made.folder) as alone:
        os.environ |= home(Path(alone))
        task = RunTask(open_folders(project_of(made.folder)), kept or Path(name), Days.on(MADE))
        work = partial(our_group, task=task, is_proven=is_proven, is_examined=is_examined)
        return _round(work, (first,), chunks(items, made.workers), made.workers, SHIFT, partial(prepare_worker, None))


def their_round(made: Made, kept: Path | None = None) -> Round:
    """Make documents with Typst."""
    first, *names = (f"{number:04d}" for number in range(1 + made.amount))
    groups = [tuple(names[start : start + GROUP]) for start in range(0, len(names), GROUP)]
    with TemporaryDirectory(dir=made.folder) as name:
        work = partial(their_group, files=files_of(made.folder, made.case), case=made.case, output=kept or Path(name))
        return _round(work, (first,), groups, made.workers, len(names))


def _round(
    work: Work,
    first: Group,
    groups: Sequence[Group],
    workers: int,
    shift: int,
    begin: Callable[[], None] | None = None,
) -> Round:
    """Let workers make groups; after a shift they make way for new ones, as those of a run do.

    `begin` prepares each, if it is given.
    """
    reports: list[Report] = []
    started = 0.0
    for number, part in enumerate(_shifts(groups, workers * shift)):
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=begin) as pool:
            if number == 0:
                _begin(pool, work, first, workers)
                started = perf_counter()
            reports += pool.map(work, part)
            seconds = perf_counter() - started
    return Round(seconds, tuple(reports))


def _shifts(groups: Sequence[Group], most: int) -> Iterator[list[Group]]:
    """Yield groups that are no more documents together than all workers take before they are replaced."""
    part: list[Group] = []
    for group in groups:
        if part and sum(map(len, part)) + len(group) > most:
            yield part
            part = []
        part.append(group)
    yield part


def _begin(pool: ProcessPoolExecutor, work: Work, first: Group, workers: int) -> None:
    """Let every worker make the first document, each once."""
    with TemporaryDirectory() as name:
        for future in [pool.submit(_warm, work, first, Path(name), workers) for _ in range(workers)]:
            future.result()


def _warm(work: Work, first: Group, folder: Path, workers: int) -> None:
    """Make the first document, then wait for the other workers, so that none takes two."""
    work(first)
    (folder / f"{os.getpid()}").touch()
    until = monotonic() + PATIENCE
    while len(list(folder.iterdir())) < workers:
        if monotonic() > until:
            raise TimeoutError("a worker has not begun")
        sleep(0.01)


def our_group(items: "tuple[Keyed, ...]", *, task: "RunTask", is_proven: bool, is_examined: bool) -> Report:
    """Make or examine items in this process; faults stop the bench."""
    from booklet.make.runs import work

    with ExitStack() as patches:
        if not is_proven:
            patches.enter_context(_unproven())
        spent = patches.enter_context(watched(stages()))
        started = process_time()
        outcomes = work.work_on(items, work.EXAMINE if is_examined else work.MAKE, task)
        seconds = process_time() - started
    for fault in (fault for outcome in outcomes for fault in outcome.faults):
        raise SystemExit(str(fault))
    return Report(len(items), seconds, spent, _peak())


def stages() -> list[Place]:
    """Return the functions that are the stages of a document, where they are called from."""
    from booklet.make import writing
    from booklet.make.runs import work

    owners = (
        (work, "check"),
        *((writing, f) for f in ("draw_finished", "prove_finished", "press_check", "write_whole")),
    )
    return [(stage, *place) for stage, place in zip(STAGES, owners, strict=True)]


@contextmanager
def _unproven() -> Iterator[None]:
    """Let files be written unread, as no option of ours allows."""
    from booklet.check.proof.compare import ProofRecord
    from booklet.make import writing

    def unread(whole: "FinishedDocument", *_: object) -> ProofRecord:
        return ProofRecord(len(whole.document.placed.pages), 0, 0, 0)

    with patch.object(writing, "prove_finished", unread), patch.object(writing, "press_check", lambda *_, **__: ()):
        yield


def their_group(names: tuple[str, ...], *, files: Path, case: Case, output: Path) -> Report:
    """Compile documents in this process: for each the file that differs is changed."""
    folder, compiler = _own_copy(files, case)
    started = process_time()
    for name in names:
        shutil.copyfile(files / "data" / f"{name}.json", folder / VALUES)
        compiler.compile(output=str(output / f"{name}.pdf"))
    return Report(len(names), process_time() - started, Counter(), _peak())


@cache
def _own_copy(files: Path, case: Case) -> "tuple[Path, typst.Compiler]":
    """Return a folder of this process alone with the document of a case, and what compiles it."""
    folder = files.with_name(f"{files.name}-{os.getpid()}")
    shutil.copytree(files, folder, ignore=shutil.ignore_patterns("data"))
    return folder, compiler(folder / MAIN, font_folders(files / "data/0000.json"))


def _peak() -> float:
    """Return the most memory that this process has held, in MB, without what its parent held when it began."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return getrusage(RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


# What is printed


def print_alike(made: Made) -> float:
    """Make a few documents both ways and say how alike they are; stop unless both have the same pages and words.

    Return the milliseconds of the processor that PDFium takes to open ours and give the texts of its pages.

    Ours has more letters, those beside the trim; those of Arabic that Typst writes are read back more than once.
    """
    with TemporaryDirectory() as ours, TemporaryDirectory() as theirs:
        our_round(made, Path(ours))
        their_round(made, Path(theirs))
        found = {}
        for name, folder in (("ours", ours), ("Typst", theirs)):
            path = sorted(Path(folder).rglob("*.pdf"))[-1]
            pages, letters = found[name] = read_back(path)
            size = path.stat().st_size / 1024
            print(f"{made.case.name + ', ' + name + ':':35}{pages} pages, {letters:,} letters read back, {size:.0f} KB")
        (mine, letters), (there, read) = found["ours"], found["Typst"]
        if (mine, there) != (made.case.pages, made.case.pages) or read < letters * (1 - BESIDE):
            raise SystemExit("the documents are not alike")
        return _time_reading(sorted(Path(ours).rglob("*.pdf"))[-1].read_bytes())


def _time_reading(data: bytes) -> float:
    def read() -> float:
        started = process_time()
        read_texts(data)
        return process_time() - started

    return 1000 * median(read() for _ in range(READINGS))


def print_speeds(makes: Sequence[Made], found: Sequence[Measured]) -> None:
    """Print documents a second, ratios and aims, and no verdict."""
    print(f"\nDocuments a second, {WORKERS} workers; Typst proves nothing")
    heads = f"{'proven/Typst':>14}{'aim':>6}{'unproven/Typst':>16}{'by processor':>14}"
    print(f"{'':28}{'documents':>10}{'proven':>9}{'unproven':>10}{'Typst':>8}{heads}")
    for made, (proven, drawn, theirs) in zip(makes, found, strict=True):
        ratios = f"{proven.speed / theirs.speed:>13.2f}x{made.case.aim:>6}{drawn.speed / theirs.speed:>15.2f}x"
        speeds = f"{proven.speed:>9.1f}{drawn.speed:>10.1f}{theirs.speed:>8.1f}"
        print(f"{made.case.name:28}{made.amount:>10}{speeds}{ratios}{theirs.cpu / proven.cpu:>13.2f}x")


def print_stages(makes: Sequence[Made], found: Sequence[Measured], least: Sequence[float]) -> None:
    """Print where the time of the processor goes, beside the least that it takes PDFium to read a document."""
    print("\nMilliseconds of the processor for a document, and the share of each stage with proof")
    heads = [("proven", 9), ("unproven", 10), ("PDFium", 8), ("Typst", 8)]
    heads += [(stage, 11) for stage in (*STAGES, "rest")]
    print(f"{'':28}" + "".join(f"{head:>{width}}" for head, width in heads))
    for made, (proven, drawn, theirs), reading in zip(makes, found, least, strict=True):
        spent = [proven.stage(stage) for stage in STAGES]
        shares = "".join(f"{100 * part / proven.cpu:>10.0f}%" for part in (*spent, proven.cpu - sum(spent)))
        print(f"{made.case.name:28}{proven.cpu:>9.1f}{drawn.cpu:>10.1f}{reading:>8.1f}{theirs.cpu:>8.1f}{shares}")


def print_growth(makes: Sequence[Made], found: Sequence[Measured], alone: Sequence[Alone]) -> None:
    """Print what a second worker brings, and how fast a run examines all before it makes any."""
    print("\nDocuments a second by 1 and 2 workers, with proof; examined by 2 before any is made")
    print(f"{'':28}{'ours 1':>9}{'ours 2':>9}{'':>8}{'Typst 1':>9}{'Typst 2':>9}{'':>8}{'examined':>10}")
    for made, two, one in zip(makes, found, alone, strict=True):
        pairs = ((one.proven.speed, two.proven.speed), (one.theirs.speed, two.theirs.speed))
        cells = "".join(f"{first:>9.1f}{second:>9.1f}{second / first:>7.2f}x" for first, second in pairs)
        print(f"{made.case.name:28}{cells}{one.examined.speed:>10.1f}")


def print_memory(makes: Sequence[Made]) -> None:
    """Print what workers hold, and how fast they are, by how many documents they make."""
    print(f"\nMost memory of a worker in MB, and documents a second, {WORKERS} workers, with proof")
    print(f"{'':28}{'documents':>10}{'ours MB':>9}{'Typst MB':>10}{'ours /s':>9}{'Typst /s':>10}")
    for made in makes:
        ours, theirs = our_round(made), their_round(made)
        numbers = f"{ours.peak:>9.0f}{theirs.peak:>10.0f}{ours.speed:>9.1f}{theirs.speed:>10.1f}"
        print(f"{made.case.name:28}{made.amount:>10}{numbers}")


if __name__ == "__main__":
    main()
