"""The command sandbox: what it says, what it refuses in one line, and that nothing of it is left behind."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from projects import OWN
from sandboxes import open_sandbox, wait_until

from booklet.cli import main
from booklet.sandbox.faults import MEANINGS


def refused(*arguments: str) -> str:
    """Return the line by which the command is refused; it says nothing else."""
    done = subprocess.run(
        [sys.executable, "-m", "booklet", "sandbox", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode in {3, 5} and done.stdout == "" and done.stderr.count("\n") == 1, done.stderr
    return done.stderr


@pytest.mark.slow
def test_a_port_that_is_taken_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        said = refused("--port", str(listener.getsockname()[1]))
    assert "port-taken" in said and "--port" in said


@pytest.mark.slow
def test_a_folder_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    assert "sandbox-folder" in refused("--folder", str(file))
    spoiled = tmp_path / "spoiled"
    spoiled.mkdir()
    (spoiled / "sandbox.sqlite3").write_text("this is no database, whatever its name says" * 100)
    assert "sandbox-folder" in refused("--folder", str(spoiled))


@pytest.mark.parametrize("seconds", ["-1", "x", "1e9", "100000", "nan", ""])
def test_a_time_that_is_none_is_refused(seconds: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["sandbox", "--seconds", seconds])
    assert "is no number of seconds" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there a process that is ended cleans up nothing")
def test_what_it_kept_is_gone_when_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with open_sandbox() as sandbox:
        (folder,) = tmp_path.glob("sandbox-*")
        assert (folder / "sandbox.sqlite3").exists()
        sandbox.process.send_signal(signal.SIGTERM)
        wait_until(lambda: sandbox.process.poll() is not None)
        assert sandbox.process.poll() == 0 and not folder.exists()


@pytest.mark.slow
def test_it_ends_and_says_why_when_one_of_its_workers_fails(tmp_path: Path) -> None:
    file = tmp_path / "stderr"
    with file.open("wb") as stderr, open_sandbox("--folder", str(tmp_path), stderr=stderr) as sandbox:
        hook = {"topics": ["PRINT_JOB_STATUS_CHANGED"], "url": "http://127.0.0.1:1/told"}
        asked = sandbox.ask("POST", "/webhooks/", hook)
        database = sqlite3.connect(tmp_path / "sandbox.sqlite3")
        with database:
            database.execute("update sandbox_hook set provider = 'nobody'")
            database.execute(
                "insert into sandbox_telling (hook_id, topic, body, fault, due, made, changed, attempts, reason)"
                " select id, '', '{}', '', '2026-01-01', '2026-01-01', '2026-01-01', 0, '' from sandbox_hook"
            )
        database.close()
        wait_until(lambda: sandbox.process.poll() is not None)
    assert asked.status_code == 201 and sandbox.process.returncode == 1
    assert file.read_text("utf-8").endswith("KeyError: 'nobody'\n")


ALL_FAIL = """
from queue import Queue
from threading import current_thread
from booklet.cli import main
from booklet.sandbox import serve

first, configure = Queue(), serve.configure

def fail(*_):
    me = current_thread()
    if me.name == "hooks":
        first.put(me)
        first.put(me)
    else:
        first.get().join()
    raise ValueError(me.name)

def configure_and_fail(setup):
    configure(setup)
    from booklet.sandbox import hooks, orders
    hooks.send_next = orders.push_next = orders.read_next = fail

serve.configure = configure_and_fail
raise SystemExit(main(["sandbox", "--port", "0"]))
"""
"""A sandbox whose other workers fail while it ends because one has failed."""


@pytest.mark.slow
def test_it_says_why_it_ends_when_other_workers_fail_meanwhile() -> None:
    done = subprocess.run([sys.executable, "-c", ALL_FAIL], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1 and done.stderr.endswith("ValueError: hooks\n"), done.stderr


@pytest.mark.slow
def test_it_listens_on_this_machine_alone() -> None:
    with open_sandbox() as sandbox:
        port = int(sandbox.base.rpartition(":")[2])
        for family, _, _, _, address in socket.getaddrinfo(socket.gethostname(), port, type=socket.SOCK_STREAM):
            if not str(address[0]).startswith(("127.", "::1")):
                with socket.socket(family, socket.SOCK_STREAM) as probe:
                    probe.settimeout(5)
                    assert probe.connect_ex(address) != 0


def test_the_manual_names_every_fault_with_its_meaning() -> None:
    said = (OWN / "docs/howto/on-demand.md").read_text("utf-8")
    assert [fault for fault, meaning in MEANINGS.items() if f"| `{fault}` | {meaning} |" not in said] == []
