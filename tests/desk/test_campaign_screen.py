"""A campaign by people who see no file: a table dropped in, lots, a look before, the run and its report."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from booklet.api.campaigns import read_run, read_run_fields
from booklet.desk.jobs.kinds import KINDS
from booklet.desk.jobs.queue import QUEUE
from booklet.desk.models import Revision, Work
from booklet.values import replace

PLACES = "name,teacher\nGreen Hill School,Ms Okoro\nمدرسة النور,\n"

LOT = {
    "name": "schools",
    "product": "card",
    "items": "c1",
    "records": "places-1.csv",
    "countries": "KE",
    "locales": "en",
    "bands": "14-17",
    "editions": "office",
    "ink": "grey",
    "quantity": "3",
}


@pytest.fixture(autouse=True)
def on_our_day(partner: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for kind in ("examine", "campaign"):
        changed = replace(KINDS[kind], does=f"works:{kind}")
        monkeypatch.setitem(KINDS, kind, changed)
    yield
    for work in Work.objects.filter(state__in=Work.OPEN):
        QUEUE.stop(work)
    QUEUE.wait()


def drop(client: Client, data: bytes, name: str = "our schools.csv", instead: str = "") -> Any:
    return client.post("/campaign/table/", {"table": SimpleUploadedFile(name, data), "instead": instead})


def save(client: Client, *lots: dict[str, Any], auto: bool = False, **head: str) -> Any:
    """Fill in the form as it is shown, and save it."""
    page = client.get("/campaign/").content.decode()
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    said: dict[str, Any] = {"seen": found[1], "name": "SID 2027", "quantity": "50", "count": str(len(lots)), **head}
    for number, lot in enumerate(lots):
        said |= {f"lot-{number}-{key}": value for key, value in lot.items()}
    return client.post("/campaign/save/", said, headers={"X-Desk": "auto"} if auto else {})


def test_the_empty_screen_says_how_it_goes(client: Client) -> None:
    page = client.get("/campaign/").content.decode()
    assert "Drop in the table of your schools" in page and "Make the campaign" not in page


@pytest.mark.slow
def test_a_table_is_kept_beside_the_run_file_whatever_people_call_it(client: Client, partner: Path) -> None:
    page = drop(client, PLACES.encode(), "../../evil.yaml").content.decode()
    assert "2 places, nothing wrong in them" in page and "<bdi>مدرسة النور</bdi>" in page
    assert (partner / "places-1.csv").read_bytes() == PLACES.encode()
    assert Revision.objects.filter(file="places-1.csv").count() == 1
    book = Workbook()
    book.active.append(("name",))
    book.active.append(("Lake View",))
    written = BytesIO()
    book.save(written)
    drop(client, written.getvalue(), "schools.xlsx", instead="places-1.csv")
    assert b"Lake View" in (partner / "places-1.csv").read_bytes() and not (partner / "places-2.csv").exists()


def test_faults_stand_at_their_lines_and_the_table_is_not_taken(client: Client, partner: Path) -> None:
    answer = drop(client, b"id,name\ns1,Green Hill\ns1,Lake View\ns3,\n")
    page = answer.content.decode()
    assert answer.status_code == 422 and 'class="is-wrong" id="line-3"' in page and "give it another id" in page
    assert "record 3 has no name" in page and not (partner / "places-1.csv").exists()
    assert drop(client, b"\xff\xd8\xff\xe0").status_code == 422
    assert client.get("/campaign/table/brand.yaml/").status_code == 404


@pytest.mark.slow
def test_the_form_writes_the_run_file_and_remarks_in_it_stay(client: Client, partner: Path) -> None:
    drop(client, PLACES.encode())
    assert save(client, LOT, year="2027").status_code == 302
    run = partner / "run.yaml"
    fields = read_run_fields(run)
    assert (fields["name"], fields["event"], fields["defaults"]) == ("sid-2027", {"year": "2027"}, {"quantity": "50"})
    assert fields["lots"] == [LOT]
    run.write_text(run.read_text(encoding="utf-8") + "# keep me\n", encoding="utf-8")
    answer = save(client, {**LOT, "was": "schools", "name": "all-schools", "quantity": "4"}, auto=True)
    assert answer.status_code == 200 and 'value="all-schools" id="lot-0-was"' in answer.content.decode()
    assert "# keep me" in run.read_text(encoding="utf-8")
    (lot,) = read_run(run).lots
    assert (lot.name, lot.quantity, len(lot.recipients)) == ("all-schools", 4, 2)


@pytest.mark.slow
def test_what_somebody_else_wrote_meanwhile_is_shown_beside_it(client: Client, partner: Path) -> None:
    drop(client, PLACES.encode())
    save(client, LOT)
    page = client.get("/campaign/").content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    run = partner / "run.yaml"
    run.write_text(run.read_text(encoding="utf-8").replace("quantity: 3", "quantity: 7"), encoding="utf-8")
    assert seen
    said = {"seen": seen[1], "name": "sid-2027", "quantity": "60", "count": "1"}
    said |= {f"lot-0-{key}": value for key, value in {**LOT, "was": "schools"}.items()}
    answer = client.post("/campaign/save/", said, headers={"X-Desk": "auto"})
    assert answer.status_code == 409 and "Keep what I wrote" in answer.content.decode()
    assert "quantity: 7" in run.read_text(encoding="utf-8")
    assert client.post("/campaign/save/", {**said, "mine": "1"}).status_code == 302
    assert read_run_fields(run)["lots"] == [LOT]


@pytest.mark.parametrize(
    ("lot", "said"),
    [({"quantity": "0"}, "greater than"), ({"name": "!!"}, "letters from a to z"), ({"countries": []}, "required")],
)
def test_a_fault_in_a_lot_is_told_and_nothing_is_written(
    client: Client, partner: Path, lot: dict[str, Any], said: str
) -> None:
    answer = save(client, {**LOT, "records": "", **lot}, auto=True)
    assert answer.status_code == 422 and said in answer.content.decode() and not (partner / "run.yaml").exists()


@pytest.mark.slow
def test_a_campaign_is_looked_at_made_and_reported(client: Client, partner: Path) -> None:
    drop(client, PLACES.encode())
    save(client, LOT)
    client.post("/campaign/look/")
    QUEUE.wait(300)
    page = re.sub(r"\s+", " ", client.get("/campaign/").content.decode())
    assert "2 PROOF" in page and "have to be called" in page and 'href="/calls/"' in page
    assert not (partner / "output" / "campaign").exists()
    client.post("/campaign/make/")
    QUEUE.wait(300)
    answer = client.get(f"/jobs/{Work.objects.get(kind='campaign').pk}/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Refresh"] == "true"
    work = Work.objects.filter(kind="campaign").get()
    assert (work.state, work.faults, work.done, work.total) == (Work.DONE, [], 2, 2)
    assert work.files[0] == "campaign_office-mono.zip" and (partner / "output" / work.files[0]).is_file()
    report = client.get("/campaign/made/report.html")
    assert "sandbox" in report.headers["Content-Security-Policy"] and b"Green Hill School" in report.content
    (made, _other) = sorted(path.name for path in (partner / "output" / "campaign").glob("*/*/*.pdf"))
    sent = client.get(f"/campaign/made/office-mono/schools/{made}")
    assert b"".join(sent.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert sent.headers["Content-Disposition"].startswith("attachment")
    for path in ("manifest.json", "../../brand.yaml", "office-mono/../../brand.yaml", ".run.json"):
        assert client.get(f"/campaign/made/{path}").status_code == 404
    save(client, {**LOT, "was": "schools", "quantity": "5"})
    assert "Something was changed since" in client.get("/campaign/").content.decode()


@pytest.mark.slow
def test_a_line_that_shows_a_number_is_looked_at_by_a_person(client: Client, partner: Path) -> None:
    drop(client, b'name,contact\nGreen Hill,"Ms Okoro, room 4"\n')
    save(client, LOT)
    assert "places-1.csv:2" in client.get("/calls/look/").content.decode()
    run = partner / "run.yaml"
    run.write_text(run.read_text(encoding="utf-8") + "nonsense: [", encoding="utf-8")
    assert client.get("/calls/look/").status_code == 200


@pytest.mark.slow
def test_faults_of_a_campaign_are_told_with_the_lot(client: Client, partner: Path) -> None:
    save(
        client,
        {**LOT, "records": "", "product": "booklet", "items": "", "event": "on"},
        year="2027",
    )
    client.post("/campaign/look/")
    QUEUE.wait()
    work = Work.objects.get()
    assert work.state == Work.FAILED and "no place for the day" in client.get("/campaign/").content.decode()
