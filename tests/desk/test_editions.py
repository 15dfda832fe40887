"""Packs, where their copies went, and the stickers that they need once a number has changed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from clocks import TODAY, set_clock
from django.test import Client

from booklet.api.printings import list_printings
from booklet.api.project import open_project
from booklet.desk.edition import current
from booklet.desk.editions.found import look
from booklet.desk.jobs.kinds import KINDS
from booklet.desk.jobs.queue import QUEUE
from booklet.desk.jobs.task import Task
from booklet.desk.models import Event, Revision, Work
from booklet.desk.order.asked import Asked
from booklet.desk.order.work import make_packs
from booklet.values import replace


def call_all(folder: Path) -> None:
    """Write into a partner's file that its numbers were called."""
    project = open_project(folder)
    for contact in project.to_call("KE"):
        project.record_call(contact, by="A. Tester", on=TODAY)


@pytest.fixture(scope="module")
def called(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A partner's folder with called numbers, and a pack of folded cards."""
    import shutil

    folder = tmp_path_factory.mktemp("called") / "amani"
    shutil.copytree(made_once, folder)
    call_all(folder)
    asked = Asked("KE", ("wallet-card",), ("en",), ("14-17",), quantity=40, printer="copy-shop", ink="grey")
    said = replace(asked, said={"deliver_to": "Kibera clinic", "due": "2026-12-20"})
    what = {key: getattr(said, key) for key in said.__struct_fields__}
    make_packs(Task(folder, folder / "output", what, (), "", lambda *_: None))
    return folder


@pytest.fixture
def packed(called: Path, partner: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """That folder, open at the desk."""
    import shutil

    for name in ("translations", "output"):
        shutil.copytree(called / name, partner / name, dirs_exist_ok=True)
    monkeypatch.setitem(KINDS, "stickers", replace(KINDS["stickers"], does="works:make_stickers"))
    yield partner
    for work in Work.objects.filter(state__in=Work.OPEN):
        QUEUE.stop(work)
    QUEUE.wait()


def name_of_pack() -> str:
    (pack,) = look(current()).packs
    return pack.name


def print_them(client: Client, **changes: str) -> Any:
    said = {"quantity": "40", "where": "Kibera  clinic", "on": TODAY.isoformat(), **changes}
    return client.post(f"/editions/pack/{name_of_pack()}/printed/", said)


def change_number(folder: Path) -> None:
    """Let a helpline have another number, which was called."""
    path = folder / "translations" / "countries" / "KE.yaml"
    lead = next(one for one in open_project(folder).contacts("KE") if one.id == "childline")
    old = lead.numbers[0].printed
    path.write_text(path.read_text(encoding="utf-8").replace(f"'{old}'", "'117'").replace(f": {old}}}", ": 117}"))
    assert next(one for one in open_project(folder).contacts("KE") if one.id == "childline").numbers[0].printed == "117"
    call_all(folder)


def test_the_empty_screen_leads_to_an_order(client: Client) -> None:
    page = client.get("/editions/").content.decode()
    assert "Nothing has been made yet" in page and 'href="/order/"' in page


@pytest.mark.slow
def test_a_pack_shows_what_it_is_and_is_downloaded(packed: Path, client: Client) -> None:
    page = client.get("/editions/").content.decode()
    assert "For a copy shop" in page and "40 copies of each" in page and "version 1" in page
    assert "Draft words, numbers hold" in page and "Deliver to: Kibera clinic" in page and "Amani House" in page
    sent = client.get(f"/editions/pack/{name_of_pack()}/file/0/")
    assert sent.headers["Content-Disposition"].endswith('.zip"') and sent.headers["Content-Type"] == "application/zip"
    assert b"".join(sent.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    for address in (f"pack/{name_of_pack()}/file/99/", "pack/..%2F..%2Fbrand.yaml/file/0/", "pack/nothing/file/0/"):
        assert client.get(f"/editions/{address}").status_code == 404


@pytest.mark.slow
def test_what_was_printed_is_written_into_the_ledger_mended_and_split(packed: Path, client: Client) -> None:
    assert print_them(client).status_code == 302
    ((line, printing),) = list_printings(packed)[0].items()
    assert (printing.quantity, printing.where, printing.on) == (40, "Kibera clinic", TODAY.isoformat())
    assert Revision.objects.filter(file="ledger.jsonl").count() == 1
    assert Event.objects.filter(action="printed", who="Wanjiku").count() == 1
    assert "Kibera clinic" in client.get("/editions/").content.decode()
    assert (
        client.post("/editions/lines/correct/", {"lines": line, "quantity": "50", "where": "Kisumu"}).status_code == 302
    )
    (line,) = list_printings(packed)[0]
    assert (
        client.post("/editions/lines/split/", {"lines": line, "quantity": "20", "where": "Mombasa"}).status_code == 302
    )
    assert client.post("/editions/lines/split/", {"lines": "99", "quantity": "1", "where": "x"}).status_code == 404
    found = list_printings(packed)[0].values()
    assert [(one.quantity, one.where) for one in found] == [(30, "Kisumu"), (20, "Mombasa")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "said"),
    [({"quantity": "0"}, "greater than"), ({"where": " "}, "required"), ({"on": "x"}, "valid date")],
)
def test_a_fault_stands_at_its_field_and_nothing_is_written(
    packed: Path, client: Client, changes: dict[str, str], said: str
) -> None:
    answer = print_them(client, **changes)
    assert answer.status_code == 422 and said in answer.content.decode() and not list_printings(packed)[0]


@pytest.mark.slow
def test_more_copies_than_there_are_cannot_go_on(packed: Path, client: Client) -> None:
    print_them(client)
    (line,) = list_printings(packed)[0]
    answer = client.post("/editions/lines/split/", {"lines": line, "quantity": "40", "where": "Mombasa"})
    assert answer.status_code == 422 and "cannot go on" in answer.content.decode()


@pytest.mark.slow
def test_only_the_stickers_that_copies_need_are_made(packed: Path, client: Client) -> None:
    print_them(client)
    change_number(packed)
    page = client.get("/editions/").content.decode()
    assert "Copies that carry an old number" in page and "Stickers for: childline" in page and "Holds no more" in page
    assert "It was printed" not in page
    assert client.post("/editions/stickers/0/", {"edition": "office"}).headers["Location"] == "/editions/#made"
    QUEUE.wait()
    work = Work.objects.get()
    assert (work.state, work.faults) == (Work.DONE, []) and work.said == "40 sets, for: Kibera clinic"
    (name,) = work.files
    assert "sticker-childline" in name and (packed / "output" / name).is_file()
    assert client.post("/editions/stickers/1/", {"edition": "office"}).status_code == 404
    assert client.post("/editions/stickers/0/", {"edition": "moon"}).status_code == 404


@pytest.mark.slow
def test_copies_whose_calls_have_ended_need_a_call_and_no_sticker(packed: Path, client: Client) -> None:
    print_them(client)
    set_clock(date(2027, 7, 1))
    page = client.get("/editions/").content.decode()
    assert "nobody has called lately" in page and "Make only the stickers" not in page


@pytest.mark.slow
def test_a_proof_is_never_noted_as_printed(partner: Path, client: Client) -> None:
    asked = Asked("KE", ("wallet-card",), ("en",), ("14-17",), printer="office", ink="colour")
    what = {key: getattr(asked, key) for key in asked.__struct_fields__}
    make_packs(Task(partner, partner / "output", what, (), "", lambda *_: None))
    page = client.get("/editions/").content.decode()
    assert "PROOF" in page and "It was printed" not in page
    assert print_them(client).status_code == 404
