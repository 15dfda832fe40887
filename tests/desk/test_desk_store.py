"""What a desk made is kept for the next desk and for commands; what a service made is not."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from desks import Desk, start_desk
from django.test import RequestFactory
from django.utils.translation import gettext_lazy as _

from booklet.desk.jobs.kinds import KINDS, Kind
from booklet.desk.jobs.queue import QUEUE, start
from booklet.desk.models import Work
from booklet.desk.serve import SAVES
from booklet.machine.circles import SELDOM
from booklet.machine.store import FILE, FOLDER

CARD = "/picture/card/?locale=en&band=14-17&item=c1&page=1&width=300"


def draw(desk: Desk) -> bytes:
    """Return the picture of a card."""
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    opener.open(desk.link, timeout=60).close()
    with opener.open(desk.address + CARD, timeout=60) as answer:
        return bytes(answer.read())


READS = """
import sys
from pathlib import Path

from booklet.desk.settings import configure

configure(Path(sys.argv[1]), "a secret")
from booklet.desk import edition
from booklet.desk.edition import current
from booklet.desk.serve import read_ahead

read_ahead()
edition.open_project = lambda folder: None
print("booklet.desk.front" in sys.modules, current().project() is not None)
print(sorted({"docx", "lxml", "numpy", "openpyxl"} & set(sys.modules)))
"""


def read(folder: Path) -> list[str]:
    """Return what a desk has read before a page is asked for: pages, the edition, and packages that few pages need."""
    said = subprocess.run([sys.executable, "-c", READS, str(folder)], check=True, capture_output=True, text=True)
    return said.stdout.splitlines()


@pytest.mark.slow
def test_what_the_first_page_needs_is_read_before_it_is_asked_for_and_no_more(partner: Path) -> None:
    assert read(partner) == ["True True", "[]"]


@pytest.mark.slow
def test_a_desk_opens_though_files_of_its_edition_are_wrong(partner: Path) -> None:
    (partner / "brand.yaml").write_text("name: [", encoding="utf-8")
    assert read(partner)[0] == "True False"


def list_keys(folder: Path) -> set[bytes]:
    """Return the keys of what is kept."""
    with closing(sqlite3.connect(folder / FILE)) as connection:
        return {key for (key,) in connection.execute("SELECT key FROM made")}


def wait_for_keys(folder: Path) -> set[bytes]:
    """Return the keys of what is kept, once a desk has written all that it made."""
    found: list[set[bytes]] = [set()]
    while not found[-1] or found[-1] != found[-2]:
        assert len(found) < 30, "nothing was written while the desk was open"
        time.sleep(SAVES + 1)
        found.append(list_keys(folder) if (folder / FILE).exists() else set())
    return found[-1]


@pytest.mark.slow
def test_the_next_desk_finds_what_one_that_was_killed_has_made(
    partner: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    monkeypatch.setenv(FOLDER, str(kept))
    first = start_desk(partner, tmp_path / "state")
    try:
        drawn = draw(first)
        before = wait_for_keys(kept)
    finally:
        first.kill()
    second = start_desk(partner, tmp_path / "state")
    try:
        assert draw(second) == drawn
        second.process.send_signal(signal.SIGINT)
        second.process.wait(30)
    finally:
        second.stop()
    assert list_keys(kept) == before


@pytest.mark.slow
def test_a_piece_of_work_keeps_what_it_made_and_looks_for_garbage_as_seldom_as_a_command(
    partner: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    monkeypatch.setitem(KINDS, "code", Kind("works:make_code", _("Code")))
    request = RequestFactory().post("/")
    request.session = {"name": "Wanjiku"}  # type: ignore[assignment]
    work = start(request, "code")
    QUEUE.wait()
    done = Work.objects.get(pk=work.pk)
    assert (done.state, done.notes) == (Work.DONE, [str(SELDOM)])
    assert len(list_keys(tmp_path / "kept")) == 1


HOSTED = """
from pathlib import Path
from booklet.machine.store import open_store
from booklet.service.environment import Environment
from booklet.service.serve import begin
from booklet.typeset.qr import qr_code

begin(Environment(Path({home!r}), "a secret", "http://localhost"))
with open_store():
    qr_code("https://example.org/", "m")
print("made")
"""


@pytest.mark.slow
def test_a_service_keeps_nothing(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", HOSTED.format(home=str(tmp_path / "home"))],
        env={**os.environ, FOLDER: str(tmp_path / "kept")},
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout == "made\n" and not (tmp_path / "kept").exists()
