"""Ctrl-C as a terminal sends it, to a program and all its workers: one line, exit 130, and nobody is waited for."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from projects import OWN

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to the whole console")

SAID = "Stopped; run again to go on.\n"


@pytest.fixture(autouse=True)
def listening() -> Iterator[None]:
    """Let what a test starts hear Ctrl-C, even where the tests run in the background, which does not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


AT_AN_IMPORT = """
import os, runpy, signal, sys

module, *sys.argv = sys.argv[1:]

def watch(event, given):
    if event == "import" and given[0] == module and not sent:
        sent.append(True)
        os.kill(os.getpid(), signal.SIGINT)

sent = []
sys.addaudithook(watch)
runpy.run_path(sys.argv[0], run_name="__main__")
"""

WITH_A_POOL = """
import multiprocessing, os, signal, sys, time
from booklet.__main__ import main
from booklet.machine.living import end_with_parent
from booklet.machine.workers import Workers
import booklet.cli

def work():
    context = multiprocessing.get_context(sys.argv[1])
    with Workers(2, context, initializer=end_with_parent) as pool:
        waiting = pool.submit(time.sleep, 60)
        time.sleep(float(sys.argv[2]))
        os.killpg(0, signal.SIGINT)
        waiting.result()

if __name__ == "__main__":
    booklet.cli.main = work
    raise SystemExit(main())
"""

SWALLOWED = """
import os, signal, time
from booklet.__main__ import main
import booklet.cli

def work():
    while True:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(60)
        except KeyboardInterrupt:
            pass

booklet.cli.main = work
raise SystemExit(main())
"""


WHILE_CODE_IS_MADE = """
from booklet.__main__ import main
import booklet.cli

booklet.cli.main = lambda: exec("import os, signal, time; os.kill(os.getpid(), signal.SIGINT); time.sleep(60)")
raise SystemExit(main())
"""


def run(*command: str, folder: Path = OWN) -> tuple[int, str]:
    """Return what a program answers and says, when it and all who could still say something have ended.

    Who goes on for the minute that the programs here would wait raises `subprocess.TimeoutExpired`.
    """
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(OWN)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=50,
        start_new_session=True,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("module", ("booklet.machine.stopping", "booklet.cli", "booklet.api.project", "yaml"))
def test_it_is_one_line_while_the_program_still_loads(module: str) -> None:
    assert run("-c", AT_AN_IMPORT, module, "make_booklet.py", "list", "inks") == (130, SAID)


@pytest.mark.slow
@pytest.mark.parametrize("start", multiprocessing.get_all_start_methods())
@pytest.mark.parametrize("moment", ("0", "0.4"))
def test_workers_say_nothing_and_are_not_waited_for(start: str, moment: str, tmp_path: Path) -> None:
    (tmp_path / "pool.py").write_text(WITH_A_POOL, "utf-8")
    assert run(str(tmp_path / "pool.py"), start, moment) == (130, SAID)


def test_it_is_130_too_where_python_makes_code_of_a_text(tmp_path: Path) -> None:
    """As for each dataclass: Python would end as if SIGINT had killed it, although that was caught."""
    (tmp_path / "made.py").write_text(WHILE_CODE_IS_MADE, "utf-8")
    assert run("-m", "made", folder=tmp_path) == (130, SAID)


def test_who_takes_no_notice_is_ended_all_the_same() -> None:
    assert run("-c", SWALLOWED) == (130, SAID)


def test_a_program_that_does_not_hear_it_is_left_so() -> None:
    deaf = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); "
    code = deaf + "import booklet.machine.stopping as s; s.end_when_stopped(print); print(signal.getsignal(2).name)"
    assert run("-c", code) == (0, "SIG_IGN\n")


@pytest.mark.slow
def test_a_build_by_two_processes_is_stopped_in_one_line(tmp_path: Path) -> None:
    command = ["make_booklet.py", "build", "card", "--band", "14-17", "--jobs", "2", "--output", str(tmp_path)]
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=OWN,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as build:
        while build.poll() is None and not any(tmp_path.glob("*.pdf")):
            time.sleep(0.02)
        os.killpg(build.pid, signal.SIGINT)
        said, _ = build.communicate(timeout=50)
        assert (build.returncode, said) == (130, SAID)
