"""Figures of runs that grow: what was measured, as a file of YAML, and what a million posters cost by them, on paper.

`tests/bench/growth.py` measures and writes them; docs/speed shows them.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any

import yaml

SPEED = Path(__file__).parent.parent / "docs/speed"

FIGURES = SPEED / "growth.yaml"


@dataclass(frozen=True, slots=True)
class Sent:
    """Bytes that each side sent over the network of a cluster."""

    run: int
    scheduler: int
    workers: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run took: seconds by the clock, seconds of the processor, the most memory of a process in MB.

    The run's own process reads the table, deals orders out and writes files and papers; it makes everything where there
    are no workers.
    """

    seconds: float
    worker_cpu: float
    worker_mb: float
    run_cpu: float = 0
    run_mb: float = 0
    scheduler_cpu: float = 0
    scheduler_mb: float = 0
    sent: Sent | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A run: where and by how many workers it was made, of how many documents, how large each, what it took."""

    where: str
    workers: int
    documents: int
    file_bytes: int
    taken: Taken

    @property
    def cpu(self) -> float:
        """Seconds of the processor that all processes took together."""
        return self.taken.worker_cpu + self.taken.run_cpu + self.taken.scheduler_cpu

    def sent_each(self, side: str) -> float:
        """Return how many thousand bytes a side sent for each document."""
        return float(getattr(self.taken.sent, side)) / self.documents / 1000


@dataclass(frozen=True, slots=True)
class Growth:
    """All runs that were measured on a day, and on what machine."""

    measured: str
    machine: str
    rows: tuple[Measured, ...]

    def of(self, where: str, workers: int) -> tuple[Measured, ...]:
        """Return the runs of one way, the shortest first."""
        return tuple(row for row in self.rows if (row.where, row.workers) == (where, workers))


def begin_figures(day: date, machine: str) -> None:
    """Begin the file of figures anew."""
    SPEED.mkdir(exist_ok=True)
    head = "# What runs of posters took, written by tests/bench/growth.py: seconds, MB of memory, bytes.\n"
    FIGURES.write_text(f"{head}measured: {day}\nmachine: {machine}\nrows:\n", encoding="utf-8")


def note_row(row: Measured) -> None:
    """Add a run to the file of figures."""
    values = {name: value for name, value in asdict(row).items() if name != "taken"}
    taken = {name: _rounded(value) for name, value in asdict(row.taken).items() if value}
    with FIGURES.open("a", encoding="utf-8") as file:
        file.write("  - " + yaml.safe_dump(values | taken, default_flow_style=True, sort_keys=False, width=1000))


def _rounded(value: Any) -> Any:
    return round(value, 2) if isinstance(value, float) else value


def read_figures(path: Path = FIGURES) -> Growth:
    """Return the figures of a file."""
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Growth(str(read["measured"]), read["machine"], tuple(map(_row, read["rows"])))


def _row(values: dict[str, Any]) -> Measured:
    rest = dict(values)
    where, workers, documents, file_bytes = map(rest.pop, ("where", "workers", "documents", "file_bytes"))
    sent = Sent(**rest.pop("sent")) if "sent" in rest else None
    return Measured(where, workers, documents, file_bytes, Taken(**rest, sent=sent))


# A million posters on a hundred cores, on paper

POSTERS, CORES = 1_000_000, 100


@dataclass(frozen=True, slots=True)
class Cost:
    """What one poster costs on a cluster, without what a run costs once: seconds, bytes."""

    work: float
    run: float
    scheduler: float
    file: float
    by_run: float
    by_scheduler: float
    by_workers: float
    held: float


def reckon(growth: Growth) -> Cost:
    """Return what each further poster costs: the difference of the longest and the shortest run with two workers."""
    short, *_, long = growth.of("dask", 2)
    documents = long.documents - short.documents

    def each(value: Callable[[Measured], float]) -> float:
        return max(0, (value(long) - value(short)) / documents)

    def sent(side: str) -> float:
        return each(lambda row: float(getattr(row.taken.sent, side)))

    return Cost(
        work=each(lambda row: row.taken.worker_cpu),
        run=each(lambda row: row.taken.run_cpu),
        scheduler=each(lambda row: row.taken.scheduler_cpu),
        file=long.file_bytes,
        by_run=sent("run"),
        by_scheduler=sent("scheduler"),
        by_workers=sent("workers"),
        held=each(lambda row: row.taken.run_mb * 1_000_000),
    )


def list_runs(growth: Growth) -> Iterator[tuple[str, ...]]:
    """Yield rows of a table: what each run took."""
    yield (
        "Made by",
        "Posters",
        "Seconds",
        "Processor, ms a poster",
        "A worker, MB",
        "The run itself, MB",
        "Scheduler, MB",
    )
    for row in growth.rows:
        taken = row.taken
        yield (
            name_way(row.where, row.workers),
            f"{row.documents:,}",
            f"{taken.seconds:,.1f}",
            f"{1000 * row.cpu / row.documents:,.0f}",
            *(f"{value:,.0f}" if value else "" for value in (taken.worker_mb, taken.run_mb, taken.scheduler_mb)),
        )


def name_way(where: str, workers: int) -> str:
    """Return in words where posters are made and by how many."""
    name, one, more = {"here": ("this computer", "process", "processes"), "dask": ("Dask", "worker", "workers")}[where]
    return f"{name}, {workers} {one if workers == 1 else more}"


def list_million(growth: Growth) -> Iterator[tuple[str, ...]]:
    """Yield rows of a table: what a poster costs, a million of them, and how long they take on a hundred cores."""
    cost = reckon(growth)
    yield "", "a poster", f"{POSTERS:,} posters", f"by the clock, {CORES} workers"
    yield _time("making and proving, by the workers", cost.work, CORES)
    yield _time("dealing out, writing files and papers, by the run itself", cost.run, 1)
    yield _time("the scheduler", cost.scheduler, 1)
    yield _size("files on disk", cost.file)
    yield _size("sent by the workers", cost.by_workers)
    yield _size("sent by the scheduler", cost.by_scheduler)
    yield _size("sent by the run itself", cost.by_run)
    yield _size("memory of the run itself", cost.held)


def _time(name: str, seconds: float, workers: int) -> tuple[str, ...]:
    return name, f"{short(1000 * seconds)} ms", _clock(seconds * POSTERS), _clock(seconds * POSTERS / workers)


def _clock(seconds: float) -> str:
    return f"{short(seconds / 3600)} h" if seconds >= 3600 else f"{short(seconds / 60)} min"


def _size(name: str, size: float) -> tuple[str, ...]:
    return name, f"{short(size / 1000)} KB", f"{short(size * POSTERS / 1e9)} GB", ""


def short(value: float) -> str:
    """Return a number with two digits that count, or whole.

    >>> [short(value) for value in (133.02, 5.61, 0.123)]
    ['133', '5.6', '0.12']
    """
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def tell_runs(growth: Growth) -> str:
    """Return how many workers one run and one scheduler keep busy, and so how many of each keep all cores busy."""
    cost = reckon(growth)
    by_run, by_scheduler = cost.work / cost.run, cost.work / cost.scheduler
    runs, schedulers = ceil(CORES / by_run), ceil(CORES / by_scheduler)
    each = POSTERS // runs
    return (
        f"The process of a run keeps about {by_run:.0f} workers busy, a scheduler about {by_scheduler:.0f}. "
        f"So {CORES} cores want {_number(runs, 'run')} of {each:,} posters beside one another, on "
        f"{_number(schedulers, 'cluster')}. Then a million posters take {_clock(POSTERS * cost.work / CORES)}, "
        f"and each run's own process holds {short(each * cost.held / 1e9)} GB more than at its start."
    )


def _number(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
