"""What takes long is made once, by whoever takes it first; a page without a script says when it is there."""

import io
import re
import threading
import zipfile
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from shelves import BOOKLET, body, shown_files

from booklet.service.environment import Environment
from booklet.service.folderfiles import FolderFiles
from booklet.service.shelf import making
from booklet.service.shelf.models import ShelfWork
from booklet.service.shelf.offers import find_offer
from booklet.service.shelf.wishes import BusyError, Wish, make, make_picture

FILE = f"{BOOKLET}office-grey.zip"


def asleep() -> None:
    """Make nothing, as a queue whose workers are gone."""


@pytest.fixture
def sleepy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "wake", asleep)


def booklet(form: str = "zip") -> Wish:
    offer = find_offer(tuple(BOOKLET.split("/")[2:-1]), now=True)
    assert offer
    return Wish(offer, "office", "grey", form)


@pytest.mark.slow
def test_a_booklet_is_made_in_the_background_and_then_given(shelf: Environment) -> None:
    client = Client()
    answer = client.get(FILE)
    assert answer.status_code == 302 and re.fullmatch(r"/making/[\w-]{20,}/", answer["Location"])
    page = client.get(answer["Location"])
    assert page.status_code == 200 and page["Refresh"] == "2" and "<progress" in page.content.decode()
    making.wait()
    page = client.get(answer["Location"])
    assert "Refresh" not in page and f'href="{FILE}"' in page.content.decode()
    with zipfile.ZipFile(io.BytesIO(body(client.get(FILE)))) as pack:
        assert any("how-to-print" in name for name in pack.namelist())
    assert ShelfWork.objects.count() == 1


@pytest.mark.slow
def test_many_who_ask_for_the_same_share_one_work(shelf: Environment, sleepy: None) -> None:
    places = {Client().get(FILE)["Location"] for _ in range(5)}
    assert len(places) == 1 and ShelfWork.objects.count() == 1


@pytest.mark.slow
def test_a_work_is_taken_by_one_alone(shelf: Environment, sleepy: None) -> None:
    making.ask(booklet())
    taken: list[object] = []

    def take() -> None:
        try:
            taken.append(making.take())
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([one for one in taken if one]) == 1


@pytest.mark.slow
def test_what_was_lost_is_taken_again_and_what_is_being_made_is_not(shelf: Environment, sleepy: None) -> None:
    making.ask(booklet())
    assert making.take() and making.take() is None
    ShelfWork.objects.update(seen=timezone.now() - making.LOST - timedelta(seconds=1))
    assert making.take() and making.take() is None


@pytest.mark.slow
def test_a_work_whose_edition_has_changed_is_not_made(shelf: Environment, sleepy: None) -> None:
    work = making.ask(booklet())
    brand = shelf.editions / "amani" / "brand.yaml"
    brand.write_bytes(brand.read_bytes().replace(b"Amani House", b"Amani Homes"))
    making.make_waiting()
    work.refresh_from_db()
    assert work.state == ShelfWork.FAILED and shown_files(shelf.home) == []
    page = Client().get(f"/making/{work.token}/").content.decode()
    assert "could not be made" in page and f'href="{BOOKLET}"' in page


@pytest.mark.slow
def test_what_failed_is_tried_again_after_a_while_and_not_at_each_click(shelf: Environment, sleepy: None) -> None:
    work = making.ask(booklet())
    ShelfWork.objects.update(state=ShelfWork.FAILED, seen=timezone.now())
    assert making.ask(booklet()).state == ShelfWork.FAILED
    ShelfWork.objects.update(seen=timezone.now() - making.TRIES - timedelta(seconds=1))
    again = making.ask(booklet())
    assert again.state == ShelfWork.WAITING and again.pk == work.pk


@pytest.mark.slow
def test_who_asks_for_too_much_at_once_is_told_politely(shelf: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    from booklet.service.shelf import wishes

    monkeypatch.setattr(wishes, "PATIENCE", 0.0)
    with ExitStack() as turns:
        for _ in range(wishes.AT_ONCE):
            turns.enter_context(wishes.take_turn())
        with pytest.raises(BusyError):
            make(booklet())
        with pytest.raises(BusyError):
            make_picture(booklet().offer, 1, 320)
        answer = Client().get("/c/KE/en/amani/card-85x55/14-17/c1/office-colour.pdf")
        assert answer.status_code == 503 and answer["Retry-After"] and answer["Refresh"]
        assert 'href="tel:116"' in answer.content.decode()


def test_a_key_has_one_content_for_ever_and_nothing_half_written_is_seen(tmp_path: Path) -> None:
    store = FolderFiles(tmp_path / "files")
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(b"one")
    other.write_bytes(b"other")
    assert not store.exists("shelf/ab/key.pdf")
    with pytest.raises(FileNotFoundError):
        store.open("shelf/ab/key.pdf")
    store.keep("shelf/ab/key.pdf", one)
    store.keep("shelf/ab/key.pdf", other)
    with store.open("shelf/ab/key.pdf") as file:
        assert file.read() == b"one"
    assert [path.name for path in (tmp_path / "files").rglob("*") if path.is_file()] == ["key.pdf"]
    assert store.forget("shelf/", timezone.now() - timedelta(hours=1)) == 0
    assert store.forget("other/", timezone.now() + timedelta(hours=1)) == 0
    assert store.forget("shelf/", timezone.now() + timedelta(hours=1)) == 1
