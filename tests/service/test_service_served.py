"""A service as its operator runs it: whichever of its processes is killed, nothing is lost or doubled."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from postgres import Server

from booklet.desk.models import Work
from booklet.machine.living import is_alive
from booklet.service.environment import Environment
from booklet.service.models import Partner
from booklet.service.work.models import Turn

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="children are found in /proc"),
]


class Served:
    """A service in processes of its own."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process, self.port = process, port
        self.said: list[str] = []

    def health(self) -> str:
        """Return what it says of itself, "" if it does not answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=20) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return error.read().decode()
        except OSError:
            return ""

    def children(self) -> dict[int, str]:
        """Return the processes that it has started, with the function that each runs."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return {int(number): Path(f"/proc/{number}/cmdline").read_text() for number in found}


@contextmanager
def served(environment: Environment) -> Iterator[Served]:
    """Serve as `desk --hosted` does."""
    said = {
        **os.environ,
        "PYTHONUNBUFFERED": "1",
        "BOOKLET_HOME": str(environment.home),
        "BOOKLET_SECRET": environment.secret,
        "BOOKLET_ADDRESS": "http://127.0.0.1",
        "BOOKLET_DATABASE": environment.database,
        "BOOKLET_PROCESSES": "1",
    }
    command = [sys.executable, "-m", "booklet", "desk", "--hosted", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=said) as process:
        try:
            assert process.stdout
            found = re.search(r"port (\d+)", process.stdout.readline())
            assert found
            service = Served(process, int(found[1]))
            threading.Thread(target=lambda: service.said.extend(process.stdout or ()), daemon=True).start()
            yield service
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def until(seconds: float, is_true: Callable[[], bool]) -> None:
    ends = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < ends
        time.sleep(0.2)


def count_ok(service: Served) -> int:
    return service.health().count(": ok")


def test_whichever_process_is_killed_is_started_anew(on_postgres: Environment, postgres_server: Server) -> None:
    with served(on_postgres) as service:
        until(90, lambda: count_ok(service) == 5)
        until(60, lambda: Turn.objects.exclude(ended=None).exists())
        before = service.children()
        workers = [number for number, command in before.items() if "spawn_main" in command]
        assert len(workers) == 4, "one that answers, one that works, one for orders, and a clock"
        partner = Partner.objects.get(name="amani")
        what = {"tag": "en", "country": "KE"}
        work = Work.everywhere.create(edition="amani", kind="words", what=what, queued="2026-11-28T08:00Z")
        until(60, lambda: Work.everywhere.get(pk=work.pk).state != Work.WAITING)
        for number in workers:
            os.kill(number, signal.SIGKILL)
        until(60, lambda: count_ok(service) == 5)
        until(240, lambda: Work.everywhere.get(pk=work.pk).state == Work.DONE)
        made = Work.everywhere.get(pk=work.pk)
        assert len(made.files) == 1 and (partner.edition.output / made.files[0]).is_file()
        assert not list((partner.edition.output / "words").glob("*.part"))
        postgres_server.kill()
        connections["default"].close()
        assert "database: does not answer" in service.health()
        postgres_server.start()
        until(60, lambda: count_ok(service) == 5)
        last = service.children()
        urllib.request.urlopen(f"http://127.0.0.1:{service.port}/account/login/", timeout=60).close()
    lines = [json.loads(line) for line in service.said if line.startswith("{")]
    assert any(line["page"] == "account_login" and line["status"] == 200 for line in lines)
    until(20, lambda: not any(is_alive(number) for number in last))
