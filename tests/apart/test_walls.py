"""A process that reads strangers' files, broken into: it opens nothing, calls nobody, starts nothing, ends in time."""

import ctypes
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import NoneType

import apart_hostile
import pytest

from booklet.apart import run
from booklet.apart.run import run_apart
from booklet.apart.tasks import TASKS, Task
from booklet.apart.told import StoppedError
from booklet.apart.walls import MEMORY, NO_FILES, NO_NETWORK, WALLS
from booklet.errors import Finding, SourceError, Where

HOSTILE = [name for name, value in vars(apart_hostile).items() if callable(value) and not name.startswith("_")]


@pytest.fixture(autouse=True)
def hostile_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tasks of `apart_hostile` be asked for."""
    monkeypatch.setattr(run, "TASKS", {name: Task("apart_hostile", name, seconds=20) for name in HOSTILE})


def system_has() -> set[str]:
    """Return which walls this system must have."""
    if sys.platform != "linux":
        return set()
    library = ctypes.CDLL(None)
    has_landlock = library.syscall(ctypes.c_long(444), None, ctypes.c_size_t(0), ctypes.c_uint(1)) > 0
    has_filters = "Seccomp_filters" in Path("/proc/self/status").read_text()
    walls = {NO_FILES, NO_NETWORK} if has_filters else {NO_FILES} if has_landlock else set()
    return walls | {MEMORY}


def is_denied(task: str, *asked: object, wall: str) -> bool:
    """Tell whether a task is denied what it tries; without such a wall on this system, whether that is said."""
    done = run_apart(task, b"", *asked, answers=str)
    return done.value.startswith("denied") if wall in system_has() else wall not in done.walls


def test_what_a_task_is_held_to_is_all_that_the_system_offers_and_is_said() -> None:
    assert run_apart("echoes", b"", b"", answers=tuple[bytes, bytes]).walls == system_has() <= set(WALLS)


def test_a_task_that_is_not_on_the_list_is_not_run() -> None:
    for task in ("system", "os.system", "booklet.cli:main", ""):
        with pytest.raises(KeyError):
            run_apart(task, b"", answers=str)
    assert all(task.module.startswith("booklet.") for task in TASKS.values())


@pytest.mark.parametrize("path", ["/etc/passwd", __file__, sys.executable, "/proc/self/environ", "/dev/null"])
def test_no_file_is_opened(path: str) -> None:
    assert is_denied("opens", path, wall=NO_FILES)


@pytest.mark.slow
def test_nothing_is_written_moved_or_removed_and_no_folder_is_read(tmp_path: Path) -> None:
    there = tmp_path / "there.txt"
    there.write_text("words")
    assert is_denied("lists", str(tmp_path), wall=NO_FILES)
    assert is_denied("writes", str(tmp_path / "new.txt"), wall=NO_FILES)
    done = run_apart("changes", b"", str(there), answers=tuple[str, ...])
    assert all(each.startswith("denied") for each in done.value) or NO_FILES not in done.walls
    assert NO_FILES not in done.walls or [path.name for path in tmp_path.iterdir()] == ["there.txt"]


def test_nobody_is_called_not_even_on_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert is_denied("connects", server.getsockname()[1], wall=NO_NETWORK)


@pytest.mark.parametrize("task", ["forks", "executes", "starts", "loosens", "leaves", "rings"])
def test_nothing_is_started_and_no_bound_is_loosened(task: str) -> None:
    assert is_denied(task, wall=NO_NETWORK)


def test_no_other_process_is_signalled() -> None:
    assert is_denied("signals", os.getpid(), wall=NO_NETWORK)


def test_our_environment_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    told = run_apart("tells_its_environment", b"", answers=tuple[str, ...]).value
    assert set(told) <= {"PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "LC_CTYPE"}


def test_a_door_opens_on_what_it_names_and_for_what_it_says(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for path in (one, other):
        path.write_text("words")
    done = run_apart("opens_beside", b"", str(one), str(other), answers=tuple[str, ...])
    tried = [each.partition(":")[0] for each in done.value]
    assert tried == ["done", "denied", "denied", "denied"] or NO_FILES not in done.walls


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of a file's size")
def test_what_may_be_written_is_bounded_and_stays_in_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "inside"
    folder.mkdir()
    done = run_apart("writes_much", b"", str(folder), answers=tuple[str, ...])
    little, much, outside = (each.partition(":")[0] for each in done.value)
    assert (little, much) == ("done", "denied")
    assert outside == "denied" or NO_FILES not in done.walls
    assert (folder / "much").stat().st_size <= apart_hostile.LARGEST_WRITTEN


@pytest.mark.skipif(sys.platform == "win32", reason="Windows starts programs in another way")
def test_a_program_that_may_be_started_is_behind_the_same_walls_and_starts_no_other() -> None:
    done = run_apart("starts_programs", b"", __file__, answers=tuple[str, ...])
    good, reads, starts = done.value
    assert good == "done"
    assert reads == "denied" or NO_FILES not in done.walls
    assert starts == "denied" or NO_NETWORK not in done.walls


def test_what_libraries_print_is_no_answer_and_not_seen(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_apart("prints", b"", answers=str).value == "quiet"
    assert capfd.readouterr() == ("", "")


def test_bytes_go_and_come_as_they_are() -> None:
    source, more = os.urandom(3_000_000), bytes(range(256))
    assert run_apart("echoes", source, more, answers=tuple[bytes, bytes]).value == (source, more)


def test_a_file_is_read_by_its_path_and_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"words")
    assert run_apart("echoes", path, b"", answers=tuple[bytes, bytes]).value == (b"words", b"")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(OSError, match="no file"):
            run_apart("echoes", tmp_path / "pipe", b"", answers=tuple[bytes, bytes])


@pytest.mark.parametrize(
    ("task", "why"),
    [
        ("breaks_down", "broke down: KeyError in breaks_down, line [0-9]+$"),
        ("dies", "broke down$"),
        ("takes_memory", "not enough memory"),
    ],
)
def test_why_there_is_no_answer_is_told(task: str, why: str) -> None:
    if task == "takes_memory" and MEMORY not in system_has():
        why = "^$"
    with pytest.raises(StoppedError, match=why):
        run_apart(task, b"", answers=NoneType)


def test_the_findings_of_a_task_are_raised_here() -> None:
    with pytest.raises(SourceError) as caught:
        run_apart("raises", b"", answers=str)
    assert caught.value.findings == (Finding("no-sheet", Where("--sheet", 3), "it needs a sheet", "say one"),)


@pytest.mark.slow
def test_a_task_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "TASKS", {"sleeps": Task("apart_hostile", "sleeps", seconds=2)})
    with pytest.raises(StoppedError, match="more than 2 seconds"):
        run_apart("sleeps", b"", answers=str)


class Evil:
    """What runs when it is unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("unpickled",)


TOLD = b'{"stopped": "", "findings": [], "parts": [%s]}\n'
LIES = {
    "nothing": b"",
    "no JSON": b"\x00\xff\n" * 3,
    "a pickle": pickle.dumps((True, Evil())),
    "a pickle as the value": TOLD % b"" + pickle.dumps(Evil()) + b"\n",
    "another type": TOLD % b"" + b"7\n",
    "more than was said": TOLD % b"" + b'"good"\nmore',
    "less than was said": TOLD % b"9" + b'"good"\n1234',
    "less than nothing": TOLD % b"-1" + b'"good"\n',
    "more than there is room for": TOLD % b"99999999999999" + b'"good"\n',
    "a line without end": b"[" * (1 << 25),
    "too deep": TOLD % b"" + b"[" * 100_000 + b"\n",
    "a number of a million digits": TOLD % b"" + b"1" * 1_000_000 + b"\n",
}


@pytest.mark.parametrize("lie", LIES)
def test_nonsense_is_no_answer_and_never_run(lie: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoppedError, match="broke down"):
        run_apart("answers_with", LIES[lie], answers=str)
    assert not list(tmp_path.iterdir())


def test_a_process_that_was_broken_into_can_answer_values_and_nothing_else() -> None:
    assert run_apart("answers_with", TOLD % b"" + b'"good"\n', answers=str).value == "good"


ALONE = """
import os
from booklet.apart import walls
{without}
print(sorted(walls.close_off()), flush=True)
os.close(os.open("/etc/passwd", os.O_RDONLY))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="there are walls on Linux alone")
@pytest.mark.parametrize(
    ("without", "told"),
    [
        ("walls.keep_to = lambda rights: False", "['files', 'network']"),
        ("walls.deny = lambda *calls, **which: False", "['files']"),
        ("walls.keep_to = walls.deny = lambda *asked, **which: False", "[]"),
    ],
    ids=["without Landlock", "without seccomp", "without both"],
)
def test_each_wall_alone_keeps_from_files_and_what_is_missing_is_said(without: str, told: str) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    script = ALONE.format(without=without)
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)
    if {NO_FILES, NO_NETWORK} <= system_has():
        assert done.stdout.strip() == told
    assert ("PermissionError" in done.stderr) == (NO_FILES in done.stdout)


STARTING = """
import apart_hostile
from booklet.apart import run
from booklet.apart.tasks import Task
run.TASKS = {"sleeps": Task("apart_hostile", "sleeps", seconds=300)}
run.run_apart("sleeps", b"", answers=str)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what runs is looked up in /proc")
def test_a_task_ends_when_the_one_who_asked_is_killed() -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    asking = subprocess.Popen([sys.executable, "-c", STARTING], env=environment)
    child = next(number for number in iter(lambda: first_child(asking.pid), None) if number)
    asking.send_signal(signal.SIGKILL)
    asking.wait()
    until = time.monotonic() + 10
    while is_running(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_running(child)


def first_child(number: int) -> int:
    """Return the process that another has started; 0 if there is none yet."""
    time.sleep(0.05)
    found = Path(f"/proc/{number}/task/{number}/children").read_text().split()
    return int(found[0]) if found else 0


def is_running(number: int) -> bool:
    """Tell whether there is a process of this number that has not ended."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
