"""Bad days of a desk: two programs in one folder, files that are no such files, a full disk, a night that passes."""

import re
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from clocks import set_clock
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpRequest
from django.test import Client, override_settings
from django.utils import timezone

from booklet.api import clock
from booklet.desk import edition
from booklet.desk.campaign import runfile
from booklet.desk.edition import Edition, current, use
from booklet.desk.models import Answer, Ask, Event, Found, Revision
from booklet.desk.revisions import keep_outside, revise
from booklet.desk.signing.answers import Changed, say_yes
from booklet.errors import OutputError


def test_the_way_back_leads_to_the_same_bytes_though_two_desks_keep_one_change(
    client: Client, partner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brand, request = partner / "brand.yaml", HttpRequest()
    request.session = client.session
    keep_outside(current())
    first = brand.read_bytes()

    def keep_as_another_desk() -> None:
        keep_outside(Edition(partner))
        connection.close()

    def wait(seconds: float) -> None:
        waits.set()
        time.sleep(seconds)

    waits = threading.Event()
    monkeypatch.setattr(edition, "sleep", wait)
    other = threading.Thread(target=keep_as_another_desk)
    with revise(request, "one"):
        brand.write_bytes(first + b"# one\n")
        other.start()
        assert waits.wait(60), "whoever writes is alone"
    other.join()
    with revise(request, "two"):
        brand.write_bytes(b"# two\n" + brand.read_bytes())
    found = Revision.objects.filter(file="brand.yaml").order_by("pk")
    assert [one.before for one in found] == [first, first + b"# one\n"]
    assert [event.action for event in Event.objects.all()] == ["changed", "changed"]


def test_who_is_kept_waiting_for_long_is_told(partner: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edition, "PATIENCE", 0.1)
    with current().writing(), pytest.raises(OutputError, match="folder-held"), Edition(partner).writing():
        pass
    with Edition(partner).writing(), Edition(partner / "nothing").writing():
        pass


def test_an_edition_finds_its_own_rows_alone(partner: Path) -> None:
    amani, baraka = Edition(partner, "amani"), Edition(partner, "baraka")
    for one in (amani, baraka):
        with use(one):
            Found.objects.create(file="brand.yaml", data=one.name.encode())
    with use(amani):
        assert [bytes(found.data) for found in Found.objects.all()] == [b"amani"]
        assert Found.objects.update(data=b"new") == 1
    with use(baraka):
        assert bytes(Found.objects.get(file="brand.yaml").data) == b"baraka"
    assert not Found.objects.exists() and Found.everywhere.count() == 2


def test_where_several_editions_are_held_none_is_taken_by_chance(partner: Path) -> None:
    with override_settings(DESK_FOLDER=None), pytest.raises(LookupError):
        Found.objects.count()


def test_only_what_was_written_is_read_again(client: Client, partner: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_outside(current())
    read: list[str] = []
    whole = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        read.append(path.name)
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    keep_outside(current())
    assert not read
    (partner / "brand.yaml").write_text("name: X\n", encoding="utf-8")
    keep_outside(current())
    assert read == ["brand.yaml"]


def test_a_file_that_a_link_leads_to_changes_the_pictures(partner: Path) -> None:
    brand, elsewhere = partner / "brand.yaml", partner.parent / "elsewhere.yaml"
    brand.rename(elsewhere)
    brand.symlink_to(elsewhere)
    before = current().stamp
    elsewhere.write_text("name: Another\n", encoding="utf-8")
    assert current().stamp != before and "brand.yaml" not in current().files()


def test_what_lies_behind_a_link_is_kept_in_no_history(partner: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.svg").write_text("<svg/>", encoding="utf-8")
    (partner / "layouts").symlink_to(tmp_path / "elsewhere")
    (partner / "translations" / "more").symlink_to(tmp_path / "elsewhere")
    (partner / "fonts").mkdir()
    (partner / "fonts" / "own.svg").symlink_to(tmp_path / "elsewhere" / "secret.svg")
    assert [name for name in current().files() if "secret" in name or "own.svg" in name or name.endswith("/")] == []
    first = current().stamp
    assert current().stamp != first, "a folder behind a link may be another each time"


@pytest.mark.slow
def test_a_picture_of_yesterday_is_not_that_of_today(client: Client, partner: Path) -> None:
    """Calls run out at night while the desk is open: then the page is a PROOF."""
    project = current().project()
    for contact in project.to_call("KE"):
        project.record_call(contact, by="A. Tester")
    asked = {"locale": "en", "band": "14-17", "item": "c1", "width": "60"}
    called = client.get("/picture/card/", asked)
    assert called.status_code == 200 and client.get("/picture/card/", asked).content == called.content
    set_clock(clock.today() + timedelta(days=400))
    assert client.get("/picture/card/", asked).content != called.content


@pytest.mark.parametrize("said", ["[]", "5", "null", '{"two_people": "yes"}', "{"])
def test_rules_that_are_none_ask_for_nothing(partner: Path, said: str) -> None:
    (partner / "desk/rules.json").write_text(said, encoding="utf-8")
    assert not current().rules.two_people


def test_a_contact_that_no_address_can_name_is_still_in_the_list(client: Client, partner: Path) -> None:
    text = (
        "name:\n  en: Kenya\ncontacts:\n  - id: a/b\n    kind: helpline\n    name:\n      en: One\n  - kind: helpline\n"
    )
    (partner / "translations/countries/KE.yaml").write_text(text, encoding="utf-8")
    answer = client.get("/contacts/")
    assert answer.status_code == 200 and "One" in answer.content.decode()


@pytest.mark.slow
def test_a_workbook_that_cannot_be_read_is_not_shown_as_text(client: Client, partner: Path) -> None:
    sent = SimpleUploadedFile("a.xlsx", b"PK\x03\x04" + b"junk\n" * 50_000)
    answer = client.post("/campaign/table/", {"table": sent})
    assert answer.status_code == 422 and len(answer.content) < 10_000 and b"junk" not in answer.content


@pytest.mark.slow
def test_a_table_with_thousands_of_faults_is_a_page_of_bounded_size(client: Client, partner: Path) -> None:
    lines = "\n".join("," * 300 + "x" * 500 for _ in range(1000))
    answer = client.post("/campaign/table/", {"table": SimpleUploadedFile("a.csv", b"name\n" + lines.encode())})
    assert answer.status_code == 422 and len(answer.content) < 500_000


def test_a_full_disk_is_told_and_leaves_nothing(client: Client, partner: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    answer = client.post("/campaign/table/", {"table": SimpleUploadedFile("a.csv", b"name\nSchool\n")})
    assert answer.status_code == 503 and "disk is full" in answer.content.decode()
    assert not [path for path in partner.iterdir() if path.suffix in (".tmp", ".csv")]
    assert runfile.list_tables(current()) == []


@pytest.mark.slow
def test_a_link_that_is_taken_back_at_this_moment_signs_nothing(client: Client, partner: Path) -> None:
    said = {"kind": "words", "role": "survivor-adviser", "locale": "en", "band": "14-17", "topic": "p1"}
    client.post("/signing/ask/", {**said, "person": "Amina Bakari", "days": "3"})
    ask = Ask.objects.get()
    Ask.objects.filter(pk=ask.pk).update(revoked=timezone.now())  # `ask` was read before
    with pytest.raises(Changed):
        say_yes(HttpRequest(), current(), ask, "Amina Bakari")
    assert not Answer.objects.exists() and not (partner / "translations/en/reviews.yaml").exists()


@pytest.mark.slow
def test_nobody_outside_makes_a_file_too_large_by_their_name(client: Client, partner: Path) -> None:
    """A link needs no account: a name of 200 kB in the reviews would close the edition."""
    said = {"kind": "words", "role": "survivor-adviser", "locale": "en", "band": "14-17", "topic": "p1"}
    page = client.post("/signing/ask/", {**said, "person": "Amina Bakari", "days": "3"}).content.decode()
    (link,) = set(re.findall(r"/signing/link/[\w-]+/", page))
    phone = Client()
    url = phone.get(link).headers["Location"]
    assert phone.post(url, {"said": "yes", "name": "Amina Bakari " * 20_000}).status_code == 422
    assert not (partner / "translations/en/reviews.yaml").exists()
