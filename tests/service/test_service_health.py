"""How a service is: what it says to those who watch it, and what it never says."""

import json
import logging
import re
import shutil
import sys
from collections import namedtuple
from collections.abc import Iterator
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone
from forgetting import forget
from postgres import Server
from services import open_service, sign_in

from booklet.service import periodic
from booklet.service.counts import Counts, Shared, share, use_counts
from booklet.service.environment import Environment
from booklet.service.periodic import Periodic, do_due, list_late
from booklet.service.serve import Faults
from booklet.service.work import bell as bells
from booklet.service.work.models import Turn
from booklet.values import replace


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    use_counts(Counts(share(1), 0))
    yield
    forget(bells)


def ask() -> tuple[int, dict[str, str]]:
    answer = Client().get("/health/", headers={"Host": "10.0.0.7:8017"})
    lines = answer.content.decode().splitlines()
    return answer.status_code, dict(line.split(": ") for line in lines)


def test_a_service_that_is_well_says_so_by_any_name(any_service: Environment) -> None:
    status, parts = ask()
    assert status == 200 and set(parts) == {"database", "queue", "store", "disk", "by itself"}
    assert set(parts.values()) == {"ok"}


@pytest.mark.slow
def test_a_database_that_is_gone_is_named_and_nothing_else(on_postgres: Environment, postgres_server: Server) -> None:
    postgres_server.kill()
    connections["default"].close()
    status, parts = ask()
    answer = Client().get("/metrics/", REMOTE_ADDR="127.0.0.1", headers={"Host": "localhost:8017"})
    postgres_server.start()
    assert status == 503 and parts["database"] == "does not answer" and parts["store"] == "ok"
    assert 'booklet_up{part="database"} 0' in answer.content.decode()
    assert ask()[0] == 200


def test_a_store_a_queue_and_a_disk_that_fail_are_named(service: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(service.home / "files", ignore_errors=True)
    (service.home / "files").write_text("no folder")
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("booklet.service.health.shutil.disk_usage", lambda _: usage(1, 1, 1))
    bells.bell().storage.close()
    (service.home / "queue.sqlite3").write_bytes(b"no database, and long enough to be looked at as one" * 50)
    status, parts = ask()
    assert status == 503 and parts["store"] == "does not keep files" and parts["disk"] == "is full"
    assert parts["queue"] == "does not answer" and parts["database"] == "ok"


def test_numbers_are_for_this_machine_or_who_has_the_token(service: Environment) -> None:
    sign_in("coordinator").get("/e/amani/contacts/")
    Client().get("/e/amani/contacts/")
    answer = Client().get("/metrics/", REMOTE_ADDR="127.0.0.1", headers={"Host": "127.0.0.1:8017"})
    text = answer.content.decode()
    assert 'booklet_requests_total{status="2xx"} 1' in text and 'booklet_requests_total{status="3xx"} 1' in text
    assert "booklet_request_seconds_count 2" in text and "booklet_editions 2" in text
    for line in text.splitlines():
        assert re.fullmatch(r'# TYPE \w+ \w+|\w+(\{\w+="[^"]*"\})? [0-9.]+', line), line
    for address, name in (("10.0.0.7", "localhost"), ("127.0.0.1", "print.example.org"), ("127.0.0.1", "")):
        assert Client().get("/metrics/", REMOTE_ADDR=address, headers={"Host": name}).status_code == 404
    open_service(replace(service, metrics="a-token"))
    assert Client().get("/metrics/", REMOTE_ADDR="127.0.0.1", headers={"Host": "localhost"}).status_code == 404
    for given, status in (("Bearer a-token", 200), ("Bearer a-toke", 404), ("Bearer \u00e4", 404), ("", 404)):
        answer = Client().get("/metrics/", REMOTE_ADDR="10.0.0.7", headers={"Authorization": given})
        assert answer.status_code == status


def _count(shared: Shared, place: int) -> None:
    for _ in range(100):
        Counts(shared, place).add(200, 0.01)


@pytest.mark.slow
def test_all_processes_count_together() -> None:
    shared = share(2)
    processes = [get_context("spawn").Process(target=_count, args=(shared, place)) for place in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert 'booklet_requests_total{status="2xx"} 200' in list(Counts(shared, 0).lines())


def test_the_log_of_requests_says_nothing_of_anybody(service: Environment, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "booklet.requests")
    client = sign_in("coordinator", email="wanjiku@example.org")
    client.get("/e/amani/contacts/childline/?q=hush", REMOTE_ADDR="203.0.113.9")
    client.get("/e/amani/sign/hush/")
    client.generic("HUSH", "/nothing/hush")
    said = [record.getMessage() for record in caplog.records if record.name == "booklet.requests"]
    lines = [json.loads(line) for line in said]
    assert lines[0] | {"at": "", "ms": 0} == {
        "at": "",
        "method": "GET",
        "page": "contacts:edit",
        "edition": "amani",
        "status": 200,
        "ms": 0,
    }
    assert lines[2]["method"] == "other"
    for word in ("hush", "wanjiku", "203.0.113.9", "childline"):
        assert word not in "".join(said).lower()


def test_a_fault_is_written_with_its_place_and_without_an_address() -> None:
    try:
        raise LookupError("a fault")
    except LookupError:
        record = logging.LogRecord("django.request", 40, "", 1, "Internal Server Error: /s/hush/", (), sys.exc_info())
    assert "test_service_health.py" in Faults().format(record) and "hush" not in Faults().format(record)
    record.exc_info = None
    assert Faults().format(record) == "django.request: ERROR"


DONE: list[str] = []


def note() -> None:
    DONE.append("done")


def fail() -> None:
    raise OSError("no room")


def test_each_thing_is_done_when_it_is_due_and_a_fault_stops_no_other(
    any_service: Environment, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    DONE.clear()
    hour = timedelta(hours=1)
    wanted = (Periodic("fails", hour, f"{__name__}:fail"), Periodic("notes", hour, f"{__name__}:note"))
    monkeypatch.setattr("booklet.service.periodic.import_module", lambda _: sys.modules[__name__])
    do_due(wanted)
    do_due(wanted)
    assert DONE == ["done"] and "no room" in capsys.readouterr().err
    Turn.objects.update(begun=timezone.now() - hour)
    do_due(wanted)
    assert DONE == ["done", "done"]
    monkeypatch.setattr(periodic, "PERIODIC", wanted)
    assert list_late() == []
    Turn.objects.update(begun=timezone.now() - 4 * hour, ended=timezone.now() - 4 * hour)
    assert list_late() == ["fails", "notes"] and ask()[1]["by itself"] == "something is not done any more"


def test_all_that_is_done_by_itself_can_be_done(service: Environment, tmp_path: Path) -> None:
    do_due()
    assert {turn.name for turn in Turn.objects.exclude(ended=None)} == {one.name for one in periodic.PERIODIC}
