"""One call for one task on a stranger's file, done in a process of its own, which ends when it takes too much."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from threading import Event, Timer
from typing import IO, Generic, TypeVar

from booklet.apart.bounds import MOST_ANSWERED, MOST_SENT, MOST_TOLD
from booklet.apart.tasks import TASKS, Task
from booklet.apart.told import BROKE_DOWN, AnswerHead, StoppedError
from booklet.apart.values import NonsenseError, read_value, write_value
from booklet.apart.walls import WALLS
from booklet.errors import SourceError
from booklet.machine.living import end_group
from booklet.values import Frozen

A = TypeVar("A")

_START = "import sys; sys.path[:] = sys.argv[6:]; from booklet.apart.child import work; work(*sys.argv[1:6])"
APART = "--apart"
"""What a single-file application is told to do a task: there is no other Python to start."""

_UNPACKED = ("_PYI_APPLICATION_HOME_DIR", "_PYI_ARCHIVE_FILE", "_PYI_PARENT_PROCESS_LEVEL")
"""Where a single-file application lies unpacked, so that it is not unpacked for each task (PyInstaller 6)."""

_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", *_UNPACKED)
"""What a task may know of our environment, which may hold secrets: where programs and libraries are."""

_CHUNK = 1 << 20


class Done(Frozen, Generic[A]):
    """What a task answered, and what it was held to while it worked, of `walls.WALLS`."""

    value: A
    walls: frozenset[str]


def run_apart(task: str, source: bytes | Path, *asked: object, answers: type[A]) -> Done[A]:
    """Return what a task answers, a value of type `answers`; its function is given the file's bytes and what is asked.

    The process is bounded in memory and time, and kept from files, network and programs where the system can do so.
    What it answers is data, read strictly. Raises `StoppedError` if there is no answer, OSError if the file cannot be
    read, and `SourceError` with the findings of a task that raises it.
    """
    chosen = TASKS[task]
    with _open_source(source) as (file, size):
        if size > MOST_SENT:
            raise StoppedError(f"it has more than {MOST_SENT // 1_000_000} MB")
        return _run_task(chosen, file, size, asked, answers)


def _run_task(task: Task, file: IO[bytes], size: int, asked: Sequence[object], answers: type[A]) -> Done[A]:
    walls: frozenset[str] | None = None
    with _start_process(task) as (process, is_late):
        try:
            with suppress(BrokenPipeError):
                _ask(process, asked, file, size)
            walls = _walls(process)
            return Done(_answer(process, answers, walls), walls)
        except NonsenseError as error:
            why = f"reading it takes more than {task.seconds} seconds" if is_late.is_set() else BROKE_DOWN
            raise StoppedError(why, walls) from error


@contextmanager
def _open_source(source: bytes | Path) -> Iterator[tuple[IO[bytes], int]]:
    """Open the file to read and tell how long it is; raise OSError for anything that is no file, such as a pipe."""
    if isinstance(source, bytes):
        yield BytesIO(source), len(source)
        return
    if source.exists() and not source.is_file():
        raise OSError(0, "it is no file")
    with source.open("rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise OSError(0, "it is no file")
        yield file, found.st_size


@contextmanager
def _start_process(task: Task) -> Iterator[tuple["subprocess.Popen[bytes]", Event]]:
    """Start a process for a task, in a group of its own; when this ends, the process and all it started have ended."""
    given = [task.module, task.name, str(task.seconds), str(os.getpid()), ",".join(task.loads)]
    process = subprocess.Popen(
        start_command(given),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        start_new_session=True,
    )
    is_late = Event()

    def end_late() -> None:
        is_late.set()
        end_group(process)

    timer = Timer(task.seconds, end_late)
    timer.start()
    try:
        yield process, is_late
    finally:
        timer.cancel()
        timer.join()
        end_group(process)
        with suppress(BrokenPipeError):
            process.stdin.close()  # type: ignore[union-attr]
        process.stdout.close()  # type: ignore[union-attr]
        process.wait()


def start_command(given: Sequence[str]) -> list[str]:
    """Return what starts a process for a task: a Python shut off from its surroundings, or this application again."""
    if getattr(sys, "frozen", False):
        return [sys.executable, APART, *given]
    paths = [os.path.abspath(path) for path in sys.path]  # noqa: PTH100 (a path that does not exist stays as it is)
    return [sys.executable, "-I", "-X", "utf8", "-c", _START, *given, *paths]


def _ask(process: "subprocess.Popen[bytes]", asked: Sequence[object], file: IO[bytes], size: int) -> None:
    """Send the question, then the file. The pipe stays open: when it closes, the process knows that ours has ended."""
    pipe = process.stdin
    assert pipe is not None
    parts: list[bytes] = []
    question = json.dumps(write_value(tuple(asked), parts)).encode()
    sizes = [len(question), *map(len, parts), size]
    pipe.write(json.dumps(sizes).encode() + b"\n" + question)
    for part in parts:
        pipe.write(part)
    while size:
        chunk = file.read(min(size, _CHUNK))
        if not chunk:
            raise NonsenseError("the file became shorter")
        pipe.write(chunk)
        size -= len(chunk)
    pipe.flush()


def _walls(process: "subprocess.Popen[bytes]") -> frozenset[str]:
    """Return what a process says it is held to, which it says before it looks at anything."""
    walls = frozenset(read_value(tuple[str, ...], _line(process)))
    if not walls <= set(WALLS):
        raise NonsenseError("no walls")
    return walls


def _answer(process: "subprocess.Popen[bytes]", answers: type[A], walls: frozenset[str]) -> A:
    """Read everything a process says; raise `NonsenseError` for anything but an answer."""
    pipe = process.stdout
    assert pipe is not None
    told = read_value(AnswerHead, _line(process))
    if told.findings:
        raise SourceError(*told.findings)
    if told.stopped:
        raise StoppedError(told.stopped, walls)
    if any(size < 0 for size in told.parts) or sum(told.parts) > MOST_ANSWERED:
        raise NonsenseError("too much")
    text = _line(process)
    parts = [pipe.read(size) for size in told.parts]
    if [len(part) for part in parts] != list(told.parts) or pipe.read(1):
        raise NonsenseError("too short or too long")
    return read_value(answers, text, parts)


def _line(process: "subprocess.Popen[bytes]") -> bytes:
    assert process.stdout is not None
    line = process.stdout.readline(MOST_TOLD)
    if not line.endswith(b"\n"):
        raise NonsenseError("no line")
    return line
