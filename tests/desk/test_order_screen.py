"""An order: what it will be is shown at every change, and one button makes the pack."""

import json
import os
import re
import signal
import time
import zipfile
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from signing import lay_signed

from booklet.desk.edition import current
from booklet.desk.jobs.queue import QUEUE
from booklet.desk.jobs.task import Task
from booklet.desk.models import OrderDraft, Work
from booklet.desk.order.work import make_packs
from booklet.desk.signing.state import state_of

SMALL = {
    "layouts": "bookmark",
    "locales": "en",
    "bands": "14-17",
    "quantity": "25",
    "printer": "copy-shop",
    "ink": "grey",
    "sides": "both",
    "price": "5 KES",
    "per": "sheet",
    "paper": "200 g/m² white",
    "deliver_to": "12 Riverside  Drive",
    "due": "2027-01-15",
}

AUTO = {"X-Desk": "auto"}


@pytest.fixture(autouse=True)
def quiet(partner: Path) -> Any:
    yield
    for work in Work.objects.filter(state__in=Work.OPEN):
        QUEUE.stop(work)
    QUEUE.wait()


def order(client: Client, **changes: Any) -> str:
    """Save an order and return what the desk answers."""
    answer = client.post("/order/save/", {**SMALL, **changes}, headers=AUTO)
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.slow
def test_an_empty_order_says_what_to_do_first(client: Client) -> None:
    page = client.get("/order/").content.decode()
    assert "Tick what you want printed" in page and 'src="/picture/poster/?layout=poster-a3' in page


@pytest.mark.slow
def test_sheets_weight_price_and_what_is_still_missing_follow_each_change(client: Client) -> None:
    said = order(client)
    assert "<dt>Copies</dt><dd>200</dd>" in said and "<dt>Sheets of paper</dt><dd>72</dd>" in said
    assert "360 KES" in said and "0.9 kg" in said and "The order is kept" in said
    assert "8 files are a PROOF" in said and 'href="/calls/"' in said and "have to be called" in said
    twice = order(client, quantity="50", per="copy")
    assert "<dt>Copies</dt><dd>400</dd>" in twice and "2000 KES" in twice
    assert "200 g/m²" in client.get("/order/").content.decode()
    assert OrderDraft.objects.get().what["said"]["deliver_to"] == "12 Riverside Drive"


@pytest.mark.slow
def test_an_office_names_its_paper_to_know_the_weight(client: Client, partner: Path) -> None:
    assert "0.9 kg" in order(client, printer="office")
    client.post("/order/make/", {**SMALL, "printer": "office", "layouts": "wallet-card"})
    QUEUE.wait()
    assert Work.objects.get().state == Work.DONE


@pytest.mark.slow
def test_one_poster_alone_is_ordered_beside_all_cards(client: Client) -> None:
    said = order(client, layouts=["poster-a3", "card-85x55"], items=["p2"], printer="office", ink="colour", paper="")
    assert "<dt>Files</dt><dd>9</dd>" in said
    assert re.search(r'name="items" value="p2" checked', client.get("/order/").content.decode())


@pytest.mark.slow
def test_a_pack_that_was_finished_is_made_again_if_a_file_has_changed_since(partner: Path) -> None:
    what = {"country": "KE", "layouts": ["wallet-card"], "locales": ["en"], "bands": ["14-17"], "ink": "colour"}
    kept: list[Any] = []

    def tell(name: str, value: Any) -> None:
        if name == "kept":
            kept.append(value)

    def make(stamp: str) -> int:
        (name,) = make_packs(Task(partner, partner / "output", what, list(kept), stamp, tell))
        return (partner / "output" / name).stat().st_mtime_ns

    first = make("one")
    assert make("one") == first and len(kept) == 1
    assert make("two") != first and len(kept) == 2


@pytest.mark.slow
def test_ink_is_measured_after_the_answer(client: Client) -> None:
    order(client)
    page = client.get("/order/ink/").content.decode()
    assert "Bookmarks" in page and re.search(r'<meter[^>]* value="[1-9]', page)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"quantity": "0"}, "greater than or equal to 1"),
        ({"quantity": "many"}, "whole number"),
        ({"layouts": "no-such"}, "no-such"),
        ({"price": "cheap"}, "no price"),
        ({"layouts": "insert-a5"}, "makes no insert"),
        ({"due": "soon"}, "valid date"),
    ],
)
def test_a_fault_is_told_and_nothing_is_made(client: Client, changes: dict[str, str], said: str) -> None:
    assert said in order(client, **changes)
    answer = client.post("/order/make/", {**SMALL, **changes})
    assert answer.status_code == 422 and said in answer.content.decode() and not Work.objects.exists()
    assert "--" not in re.sub(r"<!--.*?-->", "", order(client, **changes))


@pytest.mark.slow
def test_one_button_makes_the_pack_with_its_papers(client: Client, partner: Path) -> None:
    answer = client.post("/order/make/", {**SMALL, "layouts": ["wallet-card"]})
    assert answer.headers["Location"] == "/order/#made"
    QUEUE.wait()
    work = Work.objects.get()
    assert (work.state, work.faults, work.done, work.total) == (Work.DONE, [], 1, 1)
    page = client.get("/order/").content.decode()
    assert "Download the zip" in page and "25 of each: Folded card (English)" in page
    (name,) = work.files
    with zipfile.ZipFile(partner / "output" / name) as pack:
        (manifest,) = (json.loads(pack.read(one)) for one in pack.namelist() if one.endswith("manifest.json"))
    (entry,) = manifest["files"]
    assert entry["quantity"] == 25 and entry["deliver_to"] == "12 Riverside Drive" and entry["due"] == "2027-01-15"
    assert entry["cost"] == str(5 * entry["sheets"])


@pytest.mark.slow
def test_stickers_lie_beside_the_packs(client: Client, partner: Path) -> None:
    client.post("/order/make/", {**SMALL, "layouts": "sticker-a4", "printer": "office", "paper": ""})
    QUEUE.wait()
    work = Work.objects.get()
    assert work.state == Work.DONE and [name.split("/")[:2] for name in work.files] == [["stickers", "proofs"]]


@pytest.mark.slow
def test_a_stopped_order_keeps_the_packs_that_were_finished(client: Client, partner: Path) -> None:
    asked = {**SMALL, "layouts": "wallet-card", "locales": ["en", "sw"]}
    client.post("/order/make/", asked)
    work, output = Work.objects.get(), partner / "output"
    ends = time.monotonic() + 60
    while not Work.objects.get().kept:
        assert time.monotonic() < ends
        time.sleep(0.02)
    (process,) = active_children()
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    QUEUE.wait()
    assert Work.objects.get().state == Work.FAILED
    whole = {path.name: path.stat().st_mtime_ns for path in output.iterdir()}
    assert whole and not [name for name in whole if name.endswith(".part")]
    client.post(f"/jobs/{work.pk}/go-on/")
    QUEUE.wait()
    done = Work.objects.get()
    assert done.state == Work.DONE and len(done.files) == 2
    after = {path.name: path.stat().st_mtime_ns for path in output.iterdir()}
    assert whole.items() <= after.items() and len(after) == 4


@pytest.mark.slow
def test_only_what_was_released_is_called_final(client: Client, partner: Path) -> None:
    lay_signed(partner)
    project = current().project()
    for contact in project.to_call("KE"):
        project.record_call(contact, by="A. Tester")
    posters = {"layouts": "poster-a3", "printer": "office", "paper": "", "ink": "colour"}
    said = order(client, **posters)
    assert "Not released" in said and "Nobody has released these pages" in said and "PROOF" not in said
    of = state_of(current(), "poster", "en", "14-17").of
    assert client.post("/signing/release/poster/", {"locale": "en", "band": "14-17", "of": of}).status_code == 302
    said = order(client, **posters)
    assert "Final" in said and "Nobody has released" not in said


@pytest.mark.slow
def test_another_form_and_one_poster_are_released_by_themselves(client: Client, partner: Path) -> None:
    lay_signed(partner)
    project = current().project()
    for contact in project.to_call("KE"):
        project.record_call(contact, by="A. Tester")
    axes = {"locale": "en", "band": "14-17"}
    usual = state_of(current(), "card", **axes).of
    client.post("/signing/release/card/", {**axes, "of": usual})
    folded = {"layouts": "wallet-card", "printer": "office", "paper": "", "ink": "colour"}
    (link,) = re.findall(r'href="([^"]*layout=wallet-card)"', order(client, **folded))
    page = client.get(link.replace("&amp;", "&")).content.decode()
    assert re.search(r'<option value="wallet-card" selected>Folded card', page) and "Released by" not in page
    (of,) = re.findall(r'name="of" value="(\w+)"', page)
    assert of != usual
    answer = client.post("/signing/release/card/", {**axes, "layout": "wallet-card", "of": of}, follow=True)
    assert "Released by Wanjiku" in answer.content.decode()
    assert "Final" in order(client, **folded)
    one = {**axes, "item": "p2"}
    client.post("/signing/release/poster/", {**one, "of": state_of(current(), "poster", **one).of})
    posters = {"layouts": "poster-a3", "printer": "office", "paper": "", "ink": "colour"}
    assert "Final" in order(client, **posters, items=["p2"])
    assert "Not released" in order(client, **posters, items=["p1", "p2"])
