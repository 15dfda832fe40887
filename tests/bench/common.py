"""What benches share: processes of their own, turns, where time goes, the machine, and our sources."""

import os
import platform
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from unittest.mock import patch

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
sys.path.insert(0, str(PROJECT))

if TYPE_CHECKING:
    from booklet.make.document import Document
    from booklet.sources.load import Sources

T = TypeVar("T")
Call = Callable[..., Any]

MADE = date(2026, 11, 25)

Place = tuple[str, object, str]
"""A function to watch: under which name, whose it is, what it is called there."""


class Whole(NamedTuple):
    """A process from its start to its end: milliseconds, the most memory it held in MB, seconds of the processor."""

    time: float
    memory: float
    cpu: float


@contextmanager
def process() -> Iterator[Call]:
    """Give a function that calls another in a process of its own, always the same one."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield lambda function, *arguments: pool.submit(function, *arguments).result()


def home(folder: Path) -> dict[str, str]:
    """Return the variables of somebody whose home is a folder, which keeps nothing that others made."""
    folder.mkdir(parents=True, exist_ok=True)
    cache = folder / "cache"
    return {"HOME": str(folder), "XDG_CACHE_HOME": str(cache), "BOOKLET_CACHE": str(cache / "booklet")}


def whole_process(command: Sequence[str], folder: Path, variables: Mapping[str, str] | None = None) -> Whole:
    """Run a command to its end, with more variables if there are any; its bytecode is kept in a folder.

    Peak memory begins with what the parent holds when it starts a child, so whoever calls loads no booklet.
    """
    started = perf_counter()
    environment = _environment(folder) | home(folder / "home") | dict(variables or {})
    with TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        time = (perf_counter() - started) * 1000
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            text = said.read().decode(errors="replace")
            raise SystemExit(f"exit code {process.returncode}: {' '.join(command)}\n{text}")
    memory = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Whole(time, memory, usage.ru_utime + usage.ru_stime)


def list_imported(command: Sequence[str], folder: Path, variables: Mapping[str, str] | None = None) -> list[str]:
    """Run a command of ours and return the modules of others that it imports, those first that the rest needs."""
    environment = _environment(folder) | dict(variables or {})
    told = [command[0], "-X", "importtime", *command[1:]]
    said = subprocess.run(told, cwd=PROJECT, env=environment, capture_output=True, text=True, check=True).stderr
    lines = [line.split("|") for line in said.splitlines() if line.startswith("import time:")]
    names = [cells[2].strip() for cells in lines[1:]]  # the first one is the heading
    return [name for name in names if name.partition(".")[0] != "booklet"]


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment in which Python keeps its bytecode, as it does for users, but not in the project."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def in_turns(runs: int, *makers: Callable[[], T]) -> list[list[T]]:
    """Call all in turns and return what each gave, without the first."""
    turns = [[make() for make in makers] for _ in range(runs + 1)][1:]
    return [list(given) for given in zip(*turns, strict=True)]


@contextmanager
def watched(places: Iterable[Place]) -> Iterator[Counter[str]]:
    """Give the seconds of the processor that calls take, by their names, while they are watched."""
    spent: Counter[str] = Counter()
    with ExitStack() as patches:
        for name, owner, attribute in places:
            patches.enter_context(patch.object(owner, attribute, _watch(getattr(owner, attribute), name, spent)))
        yield spent


def _watch(function: Call, name: str, spent: Counter[str]) -> Call:
    def watching(*arguments: Any, **named: Any) -> Any:
        started = process_time()
        try:
            return function(*arguments, **named)
        finally:
            spent[name] += process_time() - started  # type: ignore[assignment]

    return watching


def machine(measured: Iterable[str]) -> str:
    """Return what numbers are measured on and with."""
    cores = f"{os.cpu_count()} cores"
    packages = ", ".join(f"{name} {version(name)}" for name in measured)
    return f"{_processor()}, {cores}, {platform.platform()}\nPython {platform.python_version()}, {packages}"


def missing_packages(wanted: Iterable[str]) -> None:
    """Stop if a package is not installed."""
    missing = [package for package in wanted if not _is_installed(package)]
    if missing:
        raise SystemExit(f'Missing: {", ".join(missing)}; install with: python -m pip install ".[bench]"')


def _is_installed(package: str) -> bool:
    try:
        return bool(version(package))
    except PackageNotFoundError:
        return False


def read_back(path: Path) -> tuple[int, int]:
    """Return how many pages and letters are in a file: how many words, programs do not agree on in Arabic."""
    texts = read_texts(path.read_bytes())
    return len(texts), sum(map(str.isalnum, "".join(texts)))


def read_texts(data: bytes, numbers: Iterable[int] | None = None) -> list[str]:
    """Return the texts of the pages of a file, or of some of them (from 0), as PDFium reads them."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    wanted = range(len(document)) if numbers is None else numbers
    return [document[number].get_textpage().get_text_bounded() for number in wanted]


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


@cache
def our_sources(project: Path | None = None) -> "Sources":
    """Return our sources, and a project laid over them, read once in a process."""
    from booklet.make.build import open_sources

    return open_sources(project)


def our_document(
    country: str, locale: str = "en", edition: str = "screen", project: Path | None = None, *, product: str = "booklet"
) -> "Document":
    """Return the booklet of a country, or the first poster, with everything in its place."""
    from booklet.make.build import check
    from booklet.make.planning import Wanted, plan_jobs

    sources = our_sources(project)
    wanted = Wanted((product,), (locale,), (country,), editions=(edition,))
    return check(plan_jobs(wanted, sources)[:1], sources, MADE)[0]
