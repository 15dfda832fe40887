"""Work of a service: asked for at a page, made once by a worker, whatever is killed in the middle of it."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.db import connections
from django.test import RequestFactory
from django.utils.translation import gettext_lazy as _
from forgetting import forget
from postgres import Server, free_port
from programs import needs
from services import open_service, sign_in

from booklet.api.campaigns import Wish
from booklet.desk.edition import use
from booklet.desk.jobs.kinds import KINDS, Kind
from booklet.desk.jobs.making import MOST_TRIES, Queue
from booklet.desk.jobs.queue import start
from booklet.desk.jobs.task import Task
from booklet.desk.models import Work
from booklet.service.environment import Environment
from booklet.service.models import Partner
from booklet.service.work import bell as bells
from booklet.service.work import look
from booklet.service.work.worker import make, make_next
from booklet.values import replace

WORKER = Path(__file__).parent.parent / "service_worker.py"


@pytest.fixture(autouse=True)
def letters(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A kind of work that writes letters, and queues that are closed."""
    monkeypatch.setitem(KINDS, "letters", Kind("works:write_letters", _("Letters")))
    monkeypatch.setattr("booklet.service.work.worker.PAUSE", 0)
    yield
    forget(bells)


def ask(name: str = "amani", **what: object) -> Work:
    """Ask for letters at the desk of an edition."""
    partner = Partner.objects.get(name=name)
    request = RequestFactory().post("/")
    request.user = sign_in_person()  # type: ignore[assignment]
    with use(partner.edition):
        return start(request, "letters", **what)


def sign_in_person() -> object:
    from booklet.service.models import Person

    return Person.objects.filter(email="asks@example.org").first() or Person.objects.create_user("asks@example.org")


def state(work: Work) -> Work:
    return Work.everywhere.get(pk=work.pk)


def files(environment: Environment, name: str = "amani") -> dict[str, str]:
    folder = environment.editions / name / "output"
    return {path.name: path.read_text() for path in folder.iterdir()} if folder.exists() else {}


@contextmanager
def worker(environment: Environment) -> Iterator["subprocess.Popen[str]"]:
    """Run a worker in a process of its own."""
    command = [sys.executable, str(WORKER), str(environment.home), environment.database, environment.queue]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout and process.stdout.readline() == "begun\n"
            yield process
        finally:
            process.kill()


def until(work: Work, *, is_true: Callable[[Work], bool]) -> Work:
    ends = time.monotonic() + 40
    while not is_true(found := state(work)):
        assert time.monotonic() < ends, found.state
        time.sleep(0.05)
    return found


@pytest.mark.slow
def test_pages_write_what_is_asked_for_and_a_worker_makes_it(any_service: Environment) -> None:
    work = ask(letters="ab")
    client = sign_in("coordinator")
    assert "Waits for its turn" in client.get(f"/e/amani/jobs/{work.pk}/").content.decode()
    assert files(any_service) == {} and client.get(f"/e/baraka/jobs/{work.pk}/").status_code == 404
    assert make_next()
    done = state(work)
    assert (done.state, done.done, done.files, done.tries) == (Work.DONE, 2, ["a.pdf", "b.pdf"], 1)
    assert not make_next() and set(files(any_service)) == {"a.pdf", "b.pdf"} and not files(any_service, "baraka")
    assert b"".join(client.get(f"/e/amani/jobs/{work.pk}/file/0/").streaming_content)[:2] == b"a "  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_message_that_comes_twice_or_is_lost_changes_nothing(any_service: Environment) -> None:
    work = ask(letters="a")
    bells.ring("amani")
    assert make_next()
    before = files(any_service)
    assert make_next() and not make_next() and files(any_service) == before and state(work).tries == 1
    lost = ask(letters="b")
    bells.bell().storage.flush_queue()
    assert not make_next() and state(lost).state == Work.WAITING
    look.ring_for_lost()
    look.ring_for_lost()
    assert bells.bell().pending_count() == 1 and make_next() and state(lost).state == Work.DONE


@pytest.mark.slow
def test_work_is_asked_for_while_the_queue_is_away(any_service: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> object:
        raise OSError("no queue")

    monkeypatch.setattr(bells, "bell", gone)
    work = ask(letters="a")
    monkeypatch.undo()
    monkeypatch.setitem(KINDS, "letters", Kind("works:write_letters", _("Letters")))
    look.ring_for_lost()
    assert make_next() and state(work).state == Work.DONE


@pytest.mark.slow
def test_who_makes_something_is_alone(any_service: Environment) -> None:
    other = Queue(takes_up=True)
    edition = Partner.objects.get(name="amani").edition
    work = ask(letters="a")
    with use(edition):
        assert other.hold(edition)
        make("amani")
        assert state(work).state == Work.WAITING
        other.end()
    make("amani")
    assert state(work).state == Work.DONE


@pytest.mark.slow
def test_what_ends_with_its_process_fails_after_some_tries_and_goes_on_when_asked(any_service: Environment) -> None:
    work, next_one = ask(letters="?"), ask(letters="b")
    make("amani")
    failed = state(work)
    assert (failed.state, failed.tries) == (Work.FAILED, MOST_TRIES) and state(next_one).state == Work.DONE
    client = sign_in("coordinator")
    assert "the work ended before it was done" in client.get(f"/e/amani/jobs/{work.pk}/").content.decode()
    client.post(f"/e/amani/jobs/{work.pk}/go-on/")
    assert (state(work).state, state(work).tries) == (Work.WAITING, 0)


def test_a_closed_partner_has_nothing_made(any_service: Environment) -> None:
    work = ask(letters="a")
    Partner.objects.filter(name="amani").update(closed="2026-11-28T08:00Z")
    assert make_next() and state(work).state == Work.WAITING
    bells.ring("nobody")
    assert make_next()


def test_a_message_that_nobody_signed_is_no_order(any_service: Environment) -> None:
    bells.bell().storage.enqueue(b"cos\nsystem\n(S'true'\ntR.")
    with pytest.raises(ValueError, match="not found"):
        make_next()
    assert not make_next()


@pytest.mark.slow
def test_a_killed_worker_is_followed_by_another_and_nothing_is_made_twice(any_service: Environment) -> None:
    work = ask(letters="abc", seconds=0.7)
    with worker(any_service):
        until(work, is_true=lambda found: found.done >= 1)
    assert state(work).state == Work.WORKING
    before = files(any_service)
    look.ring_for_lost()
    with worker(any_service):
        done = until(work, is_true=lambda found: not found.is_open)
    assert (done.state, done.tries) == (Work.DONE, 2)
    assert set(files(any_service)) == {"a.pdf", "b.pdf", "c.pdf"} and files(any_service)["a.pdf"] == before["a.pdf"]


@pytest.mark.slow
def test_stopping_at_a_page_reaches_the_worker_that_makes_it(service: Environment) -> None:
    work, after = ask(letters="ab", seconds=30), ask(letters="c")
    with worker(service):
        until(work, is_true=lambda found: found.total == 2)
        assert sign_in("coordinator").post(f"/e/amani/jobs/{work.pk}/stop/").status_code == 302
        assert until(after, is_true=lambda found: not found.is_open).state == Work.DONE
    assert state(work).state == Work.STOPPED and set(files(service)) == {"c.pdf"}


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[str]:
    """A server of Redis for one test, which keeps nothing."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and any("Ready to accept connections" in line for line in process.stdout)
        yield f"redis://127.0.0.1:{port}/0"
        process.terminate()


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["postgresql", pytest.param("redis", marks=needs("redis-server"))])
def test_two_workers_share_what_waits_and_make_each_thing_once(
    on_postgres: Environment, kind: str, request: pytest.FixtureRequest
) -> None:
    queue = on_postgres.database if kind == "postgresql" else request.getfixturevalue("redis")
    on_postgres = replace(on_postgres, queue=queue)
    open_service(on_postgres)
    works = [ask(name, letters=letter, seconds=0.2) for letter in "abcd" for name in ("amani", "baraka")]
    with worker(on_postgres), worker(on_postgres):
        for work in works:
            assert until(work, is_true=lambda found: not found.is_open).state == Work.DONE
    assert {state(work).tries for work in works} == {1}
    bells.bell().storage.close()


@pytest.mark.slow
def test_a_database_that_is_killed_loses_nothing(on_postgres: Environment, postgres_server: Server) -> None:
    work = ask(letters="abc", seconds=0.7)
    with worker(on_postgres):
        until(work, is_true=lambda found: found.done >= 1)
        postgres_server.kill()
        connections["default"].close()
        time.sleep(1)
        postgres_server.start()
        look.ring_for_lost()
        done = until(work, is_true=lambda found: not found.is_open)
    assert (done.state, done.tries) == (Work.DONE, 2) and set(files(on_postgres)) == {"a.pdf", "b.pdf", "c.pdf"}


ASKED: list[str] = []


def note() -> None:
    ASKED.append("done")


@pytest.mark.slow
def test_a_room_lets_a_worker_do_something_else(any_service: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("booklet.service.work.worker.import_module", lambda _: sys.modules[__name__])
    ASKED.clear()
    assert bells.ask("anywhere:note") and ASKED == []
    assert make_next() and ASKED == ["done"]


def test_a_run_is_told_its_cluster_and_here_it_takes_one_process(
    service: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    from booklet.desk.campaign import work

    asked: list[Wish] = []

    def examine(wish: Wish, watch: object) -> None:
        asked.append(wish)
        raise LookupError

    monkeypatch.setattr(work, "examine_campaign", examine)
    folder = service.editions / "amani"
    for cluster in ("tcp://host:8786", ""):
        with suppress(LookupError):
            work.examine(Task(folder, folder / "output", {}, (), "", lambda *_: None, cluster))
    expected = [("dask", "tcp://host:8786", None), ("local", None, 1)]
    assert [(wish.executor, wish.scheduler, wish.processes) for wish in asked] == expected
