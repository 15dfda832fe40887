"""What runs of more and more posters cost: time, processor, memory and network, here and on Dask, with its pictures.

Every run is our command from start to end, into an empty folder, with proof. Linux only: it reads /proc.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter
from typing import NamedTuple

from cases import RUN, SCHOOLS, write_schools
from common import HERE, MADE, PROJECT, home

sys.path[:0] = [str(PROJECT / "tools"), str(PROJECT / "tests")]

from clusters import cluster  # noqa: E402
from speedfigures import FIGURES, Measured, Sent, Taken, begin_figures, note_row  # noqa: E402
from speedplots import draw_all  # noqa: E402

AMOUNTS = (10, 100, 300, 1000, 3000, 10000)
"""Posters of a run."""

WAYS = (("here", 2), ("dask", 2), ("here", 1), ("dask", 4), ("dask", 1))
"""Where posters are made and by how many workers; those that come first are measured for more of them."""

START = 20.0
"""Seconds that a run of unknown length is expected to take."""

LOOK = 0.1
"""Seconds between two looks at processes."""

TICKS = os.sysconf("SC_CLK_TCK")


class Seen(NamedTuple):
    """What a process has taken so far: seconds of the processor, the most memory in MB."""

    cpu: float
    peak: float


def main() -> None:
    """Measure, or only draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draw", action="store_true", help="only draw what was measured before")
    parser.add_argument("--most", type=int, default=AMOUNTS[-1], metavar="N", help="posters of the longest run")
    parser.add_argument("--minutes", type=float, default=12, metavar="M", help="begin no run that would end later")
    options = parser.parse_args()
    if not options.draw:
        begin_figures(date.today(), describe_machine())
        for row in measure_all([amount for amount in AMOUNTS if amount <= options.most], 60 * options.minutes):
            note_row(row)
            print(row, flush=True)
    for path in (FIGURES, *draw_all()):
        print(path.relative_to(PROJECT))


def describe_machine() -> str:
    """Return what the machine is, in words that name nobody's."""
    lines = Path("/proc/meminfo").read_text(encoding="utf-8").splitlines()
    memory = next(int(line.split()[1]) for line in lines if line.startswith("MemTotal"))
    return f"{os.cpu_count()} cores, {memory / 1024**2:.0f} GB of memory"


def measure_all(amounts: Sequence[int], budget: float) -> Iterator[Measured]:
    """Yield a row for each run, short ones first, and leave out those for which no time is left in the budget."""
    started, last = perf_counter(), dict[tuple[str, int], Measured]()
    for amount in amounts:
        for way in WAYS:
            known = last.get(way)
            forecast = known.taken.seconds * amount / known.documents if known else START
            if perf_counter() - started + forecast < budget:
                with TemporaryDirectory() as name:
                    last[way] = measure(Path(name), amount, *way)
                yield last[way]


def measure(folder: Path, amount: int, where: str, workers: int) -> Measured:
    """Return what a run of so many posters took."""
    project, made = folder / "project", folder / "made"
    project.mkdir()
    write_schools(project / "schools.csv", amount)
    (project / "run.yaml").write_text(RUN.format(lot=SCHOOLS.lot), encoding="utf-8")
    command = ["run", str(project / "run.yaml"), "--output", str(made), "--date", MADE.isoformat()]
    taken = measure_here(folder, command, workers) if where == "here" else measure_dask(folder, command, workers)
    sizes = [path.stat().st_size for path in made.rglob("*guide_poster*.pdf")]
    if len(sizes) != amount:
        raise SystemExit(f"{len(sizes)} posters were made instead of {amount}")
    return Measured(where, workers, amount, round(sum(sizes) / amount), taken)


def measure_here(folder: Path, command: Sequence[str], workers: int) -> Taken:
    """Return what a run on this machine took; where one worker is enough, the run's own process makes everything."""
    seconds, own, others = watch(folder, [sys.executable, "make_booklet.py", *command, "--jobs", str(workers)])
    if others is None:
        return Taken(seconds, worker_cpu=own.cpu, worker_mb=own.peak)
    return Taken(seconds, worker_cpu=others.cpu, worker_mb=others.peak, run_cpu=own.cpu, run_mb=own.peak)


def measure_dask(folder: Path, command: Sequence[str], workers: int) -> Taken:
    """Return what a run on a cluster of this machine took, which has never made anything before."""
    counting = f"['{HERE / 'counted.py'}']"
    preload = {f"DASK_DISTRIBUTED__{part}__PRELOAD": counting for part in ("SCHEDULER", "WORKER")}
    sent = folder / "sent"
    with cluster(folder / "cluster", **preload, **home(folder / "workers")) as begun:
        processes = [begun.scheduler, *begun.add_workers(PROJECT, number=workers)]
        before = [look(process.pid) for process in processes]
        options = ["--executor", "dask", "--scheduler", begun.address]
        seconds, own, _ = watch(folder, [sys.executable, str(HERE / "counted.py"), str(sent), *command, *options])
        scheduler, *others = (
            Seen(after.cpu - first.cpu, after.peak)
            for first, after in zip(before, (look(process.pid) for process in processes), strict=True)
        )
        asked = "client.run(tell).values()), client.run_on_scheduler(tell)"
        told = begun.ask(f"tell = lambda: __import__('counted').SENT; print(sum({asked})")
    by_workers, by_scheduler = map(int, told.split())
    return Taken(
        seconds,
        worker_cpu=sum(one.cpu for one in others),
        worker_mb=max(one.peak for one in others),
        run_cpu=own.cpu,
        run_mb=own.peak,
        scheduler_cpu=scheduler.cpu,
        scheduler_mb=scheduler.peak,
        sent=Sent(run=int(sent.read_text(encoding="utf-8")), scheduler=by_scheduler, workers=by_workers),
    )


def watch(folder: Path, command: Sequence[str]) -> tuple[float, Seen, Seen | None]:
    """Run a command to its end; return its seconds, what its own process took and what its workers took, if any."""
    found: dict[int, Seen] = {}
    is_over = Event()
    environment = {**os.environ, **home(folder / "run"), "PYTHONPATH": str(PROJECT)}  # nothing is kept from before
    started = perf_counter()
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdin=quiet, stdout=quiet, stderr=quiet)
    watcher = Thread(target=_look_often, args=(process.pid, found, is_over))
    watcher.start()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # it stays to be looked at
    seconds = perf_counter() - started
    is_over.set()
    watcher.join()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"exit code {process.returncode}: {' '.join(command)}")
    own = found.pop(process.pid)
    peaks = [seen.peak for seen in found.values() if seen.peak > own.peak / 4]  # what Python starts besides is small
    cpu = usage.ru_utime + usage.ru_stime
    return (seconds, own, Seen(cpu - own.cpu, max(peaks))) if peaks else (seconds, Seen(cpu, own.peak), None)


def _look_often(first: int, found: dict[int, Seen], is_over: Event) -> None:
    """Note what a process and those that it began have taken, again and again."""
    while not is_over.wait(LOOK):
        for number in (first, *children(first)):
            try:
                found[number] = look(number)
            except (FileNotFoundError, ProcessLookupError, StopIteration):  # it has just ended
                continue


def children(number: int) -> list[int]:
    """Return the processes that a process has begun."""
    try:
        return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]
    except FileNotFoundError:
        return []


def look(number: int) -> Seen:
    """Return what a process has taken so far."""
    status = Path(f"/proc/{number}/status").read_text(encoding="utf-8").splitlines()
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    times = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return Seen((int(times[11]) + int(times[12])) / TICKS, peak / 1024)


if __name__ == "__main__":
    main()
