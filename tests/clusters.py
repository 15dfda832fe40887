"""Dask clusters as tests run them: a scheduler and workers on this machine, each a process of its own."""

import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from campaigns import DAY, made, without_progress
from clocks import program
from projects import OWN

PATIENCE = 120
"""Seconds after which what has not come will not come any more."""

Process = subprocess.Popen[str]


class Cluster:
    """A scheduler and its workers; all of them end with the test."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self._folder, self._settings = folder, settings
        self._processes: list[Process] = []
        file = folder / "scheduler.json"
        options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-jupyter", "--idle-timeout", "1 hour"]
        self.scheduler = self._begun("dask_scheduler", *options, "--scheduler-file", str(file))
        self.address = self._address(file)

    def add_workers(self, code: Path, *options: str, number: int = 1) -> list[Process]:
        """Begin workers that have their code from a folder, and return them when the scheduler knows them."""
        usual = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--memory-limit", "0", "--death-timeout", "60"]
        room = ["--local-directory", str(self._folder)]
        begun = [self._begun("dask_worker", self.address, *usual, *room, *options, code=code) for _ in range(number)]
        alive = sum(process.poll() is None for process in self._processes) - 1
        self.ask(f"client.wait_for_workers({alive}, timeout={PATIENCE})")
        return begun

    def workers(self) -> list[str]:
        """Return the addresses of the workers."""
        return self.ask("print(*client.nthreads())").split()

    def ask(self, question: str) -> str:
        """Return what a client prints."""
        text = f"from distributed import Client\nwith Client({self.address!r}) as client:\n    {question}\n"
        asked = subprocess.run(
            [sys.executable, "-c", text], cwd=self._folder, capture_output=True, text=True, timeout=2 * PATIENCE
        )
        assert asked.returncode == 0, asked.stderr
        return asked.stdout

    def end(self) -> None:
        """End all processes, in whatever state they are."""
        for process in self._processes:
            process.kill()
            process.wait()

    def _begun(self, module: str, *options: str, code: Path | None = None) -> Process:
        environment = {**os.environ, **self._settings} | ({"PYTHONPATH": str(code)} if code else {})
        with (self._folder / f"{module}{len(self._processes)}.log").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.{module}", *options],
                cwd=self._folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                text=True,
            )
        self._processes.append(process)
        return process

    def _address(self, file: Path) -> str:
        """Return the address of the scheduler once it has written it down."""
        until = time.monotonic() + PATIENCE
        while self.scheduler.poll() is None and time.monotonic() < until:
            try:
                return str(json.loads(file.read_text(encoding="utf-8"))["address"])
            except (FileNotFoundError, ValueError):
                time.sleep(0.05)
        raise AssertionError("no scheduler")


@contextmanager
def cluster(folder: Path, **settings: str) -> Iterator[Cluster]:
    """Yield a cluster without workers; settings are Dask's, as its environment has them."""
    folder.mkdir()
    begun = None
    try:
        begun = Cluster(folder, settings)
        yield begun
    finally:
        if begun:
            begun.end()


def code_in(folder: Path, remark: str = "") -> Path:
    """Copy our code into a folder, without sources, and perhaps with a remark more; return the folder."""
    shutil.copytree(OWN / "booklet", folder / "booklet", ignore=shutil.ignore_patterns("__pycache__"))
    if remark:
        path = folder / "booklet/geometry.py"
        path.write_text(f"{path.read_text(encoding='utf-8')}# {remark}\n", encoding="utf-8")
    return folder


def started(file: Path, address: str, *options: str) -> Process:
    """Begin a run on a cluster, in a process of its own."""
    command = [*program(), "run", str(file), "--output", str(made(file)), "--date", DAY]
    return subprocess.Popen(
        [*command, "--executor", "dask", "--scheduler", address, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_the_keyboard,
    )


def hear_the_keyboard() -> None:
    """Let a process be stopped from the keyboard, also where tests run behind a shell that leaves the keyboard out."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def ended(process: Process) -> tuple[int, str]:
    """Return how a run has ended and what it said."""
    _, said = process.communicate(timeout=5 * PATIENCE)
    assert "Traceback" not in said, said
    return process.returncode, without_progress(said)


class Held:
    """A run that is held in the middle: it waits whenever nobody reads its events and a page of them is full."""

    def __init__(self, file: Path, address: str) -> None:
        fifo = file.parent.parent / "events"
        os.mkfifo(fifo)
        self._events = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
        fcntl.fcntl(self._events, fcntl.F_SETPIPE_SZ, 4096)
        self._rest = b""
        self.process = started(file, address, "--events", str(fifo))

    def next_event(self) -> dict[str, object] | None:
        """Return the next event, None when there will be no more."""
        while b"\n" not in self._rest:
            select.select([self._events], [], [], 0.1)
            try:
                found = os.read(self._events, 512)
            except BlockingIOError:
                continue
            if not found and self.process.poll() is not None:
                return None
            if not found:  # it has not opened its end yet
                time.sleep(0.05)
            self._rest += found
        line, _, self._rest = self._rest.partition(b"\n")
        event: dict[str, object] = json.loads(line)
        return event

    def until_made(self) -> None:
        """Wait until the first file is made."""
        while (event := self.next_event()) and event["event"] != "made":
            pass
        assert event

    def let_go(self) -> tuple[int, str]:
        """Read all events that come, and return how the run has ended and what it said."""
        while self.next_event():
            pass
        os.close(self._events)
        return ended(self.process)


def without_times(tree: dict[str, tuple[int, bytes]]) -> dict[str, bytes]:
    """Return what a folder holds but for what only its machine can say."""
    return {name: data for name, (_, data) in tree.items() if not name.startswith(".run.")}
