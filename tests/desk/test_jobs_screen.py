"""Long work: one piece at a time, stopped and gone on, whatever ends in the middle of it."""

import os
import signal
import time
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest
from django.test import Client, RequestFactory
from django.utils.translation import gettext_lazy as _

from booklet.desk.edition import current
from booklet.desk.jobs.downloads import find_file
from booklet.desk.jobs.kinds import KINDS, Kind
from booklet.desk.jobs.queue import QUEUE, Queue, list_works, start
from booklet.desk.models import Event, Work
from booklet.errors import OutputError
from booklet.make.output import choose_draft_path


@pytest.fixture(autouse=True)
def letters(monkeypatch: pytest.MonkeyPatch, partner: Path) -> Iterator[None]:
    """A kind of work that writes letters."""
    monkeypatch.setitem(KINDS, "letters", Kind("works:write_letters", _("Letters")))
    yield
    for work in Work.objects.filter(state__in=Work.OPEN):
        QUEUE.stop(work)
    QUEUE.wait()


@pytest.fixture
def request_() -> object:
    request = RequestFactory().post("/")
    request.session = {"name": "Wanjiku"}  # type: ignore[assignment]
    return request


def until(work: Work, done: int, total: int = 0) -> None:
    """Wait until so much of a piece of work is done, and is known to be wanted."""
    ends = time.monotonic() + 30
    while (found := Work.objects.get(pk=work.pk)).done < done or found.total < total:
        assert time.monotonic() < ends
        time.sleep(0.02)


def files(partner: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in (partner / "output").iterdir()}


@pytest.mark.slow
def test_two_pieces_are_done_one_after_the_other_and_their_files_downloaded(
    client: Client, partner: Path, request_: object
) -> None:
    first = start(request_, "letters", "A first", letters="ab")  # type: ignore[arg-type]
    second = start(request_, "letters", letters="c")  # type: ignore[arg-type]
    assert Work.objects.get(pk=second.pk).state == Work.WAITING
    page = client.get(f"/jobs/{second.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 1s"' in page and "Waits for its turn" in page and "<html" not in page
    QUEUE.wait()
    first, second = Work.objects.get(pk=first.pk), Work.objects.get(pk=second.pk)
    assert (first.state, first.done, first.total, first.files) == (Work.DONE, 2, 2, ["a.pdf", "b.pdf"])
    assert second.state == Work.DONE and first.ended and second.began and second.began >= first.ended
    page = client.get(f"/jobs/{first.pk}/").content.decode()
    assert "every 1s" not in page and "A first" in page and "<html" in page
    sent = client.get(f"/jobs/{first.pk}/file/1/")
    assert sent.headers["Content-Disposition"] == 'attachment; filename="b.pdf"'
    assert b"".join(sent.streaming_content).startswith(b"b ")  # type: ignore[attr-defined]
    assert client.get(f"/jobs/{first.pk}/file/2/").status_code == 404
    assert Event.objects.filter(action="work", who="Wanjiku").count() == 2


@pytest.mark.slow
def test_what_was_stopped_goes_on_where_it_was(client: Client, partner: Path, request_: object) -> None:
    work = start(request_, "letters", letters="abc", seconds=0.3)  # type: ignore[arg-type]
    until(work, 1)
    assert client.post(f"/jobs/{work.pk}/stop/").status_code == 302
    QUEUE.wait()
    page = client.get(f"/jobs/{work.pk}/").content.decode()
    assert "nothing is half written" in page and "Go on" in page
    before = files(partner)
    assert "a.pdf" in before and "c.pdf" not in before
    answer = client.post(f"/jobs/{work.pk}/go-on/", headers={"HX-Request": "true"}).content.decode()
    assert "Stop" in answer
    QUEUE.wait()
    assert Work.objects.get(pk=work.pk).state == Work.DONE
    assert files(partner)["a.pdf"] == before["a.pdf"] and "c.pdf" in files(partner)


@pytest.mark.slow
def test_a_fault_is_shown_with_its_cure_and_what_comes_next_is_done(client: Client, request_: object) -> None:
    faulty = start(request_, "letters", letters="a!")  # type: ignore[arg-type]
    broken = start(request_, "letters", letters="b?")  # type: ignore[arg-type]
    last = start(request_, "letters", letters="c")  # type: ignore[arg-type]
    QUEUE.wait()
    states = [Work.objects.get(pk=work.pk).state for work in (faulty, broken, last)]
    assert states == [Work.FAILED, Work.FAILED, Work.DONE]
    page = client.get(f"/jobs/{faulty.pk}/").content.decode()
    assert "is no letter" in page and "leave it out" in page and "Try again" in page
    assert "the work ended before it was done" in client.get(f"/jobs/{broken.pk}/").content.decode()


@pytest.mark.slow
def test_a_process_that_is_killed_is_no_end_of_the_queue(request_: object) -> None:
    work = start(request_, "letters", letters="ab", seconds=5)  # type: ignore[arg-type]
    until(work, 0, total=2)
    (process,) = active_children()
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    after = start(request_, "letters", letters="c")  # type: ignore[arg-type]
    QUEUE.wait()
    assert [Work.objects.get(pk=one.pk).state for one in (work, after)] == [Work.FAILED, Work.DONE]


def test_what_a_desk_left_is_stopped_for_the_next_and_nothing_half_written_stays(
    partner: Path, request_: object
) -> None:
    left = [Work.objects.create(kind="letters", queued="2026-11-28T08:00Z", state=state) for state in Work.OPEN]
    (partner / "output").mkdir()
    gone = partner / "output" / ".a.pdf.0000-1.part"

    gone = choose_draft_path(partner / "output" / "a.pdf")
    gone = gone.with_name(gone.name.replace(f"-{os.getpid()}.", "-4194304."))
    gone.write_text("half")
    assert {work.state for work in list_works("letters")} == {Work.STOPPED} and len(left) == 2
    assert not gone.exists()


def test_what_nobody_watches_any_more_has_failed(client: Client) -> None:
    assert QUEUE.hold(current())
    work = Work.objects.create(kind="letters", queued="2026-11-28T08:00Z", state=Work.WORKING)
    assert "the work ended before it was done" in client.get(f"/jobs/{work.pk}/").content.decode()


def test_another_desk_of_the_same_folder_makes_nothing_and_does_not_disturb(partner: Path, request_: object) -> None:
    other = Queue()

    assert other.hold(current())
    work = Work.objects.create(kind="letters", queued="2026-11-28T08:00Z", state=Work.WORKING)
    with pytest.raises(OutputError, match="folder-held"):
        start(request_, "letters", letters="a")  # type: ignore[arg-type]
    assert list_works("letters") == [work] and list_works("letters")[0].state == Work.WORKING
    other.end()
    assert QUEUE.hold(current()) and Work.objects.get().state == Work.STOPPED


@pytest.mark.parametrize(
    "name", ["../brand.yaml", "/etc/passwd", "..", "", "a\\..\\b", "link.pdf", "in", "C:x", "none"]
)
def test_only_files_of_the_output_are_sent(tmp_path: Path, name: str) -> None:
    output = tmp_path / "output"
    (output / "in").mkdir(parents=True)
    (tmp_path / "brand.yaml").write_text("secret")
    (output / "in" / "a.pdf").write_text("a")
    (output / "link.pdf").symlink_to(tmp_path / "brand.yaml")
    assert find_file(output, name) is None
    assert find_file(output, "in/a.pdf") == output / "in" / "a.pdf"


def test_work_of_a_kind_that_is_no_more_is_not_found(client: Client) -> None:
    work = Work.objects.create(kind="former", queued="2026-11-28T08:00Z", state=Work.DONE)
    assert client.get(f"/jobs/{work.pk}/").status_code == 404
