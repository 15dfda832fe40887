"""The door of the desk: who is let in, what a page may load, what the log refuses."""

import gzip
import re
import socket
from pathlib import Path
from typing import Any

import pytest
from desks import Served, let_in
from django.db import DatabaseError, connection
from django.test import Client
from selenium.webdriver.common.by import By

from booklet.desk.door import read_secret
from booklet.desk.edition import current
from booklet.desk.models import Event, Revision
from booklet.desk.pictures import draw_page
from booklet.desk.serve import listen, refuse_other_folders
from booklet.errors import OutputError, SourceError


def test_nobody_comes_in_without_the_first_link(partner: Path) -> None:
    stranger = Client()
    assert stranger.get("/").status_code == 403
    assert stranger.get("/enter/guess/").status_code == 403
    assert let_in(stranger).get("/").status_code == 200


def test_the_secret_is_made_once_and_only_its_user_may_read_it(tmp_path: Path) -> None:
    secret = read_secret(tmp_path / "state")
    assert read_secret(tmp_path / "state") == secret and len(secret) >= 64
    (file,) = (tmp_path / "state").iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_a_page_loads_nothing_that_is_not_ours(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy


@pytest.mark.slow
def test_a_name_is_asked_once(partner: Path) -> None:
    unnamed = let_in(Client(), name="")
    assert unnamed.post("/who/", {"name": "12", "next": "/"}).status_code == 422
    assert unnamed.post("/who/", {"name": " Wan  jiku ", "next": "//evil.example/"}).headers["Location"] == "/"
    assert "Wan jiku" in unnamed.get("/").content.decode()


def test_the_log_refuses_to_be_changed(partner: Path) -> None:
    event = Event.objects.create(who="Wanjiku", action="called")
    with pytest.raises(DatabaseError, match="only grows"):
        Event.objects.filter(pk=event.pk).update(who="Nobody")
    with pytest.raises(DatabaseError, match="only grows"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM desk_event")


def test_what_was_changed_outside_is_kept_before_the_next_change(client: Client, partner: Path) -> None:
    from django.test import RequestFactory

    from booklet.desk.revisions import revise

    request = RequestFactory().post("/")
    request.session = {"name": "Wanjiku"}  # type: ignore[assignment]
    brand = partner / "brand.yaml"
    first = brand.read_bytes()
    with revise(request, "the first change"):
        brand.write_bytes(first + b"# one\n")
    brand.write_bytes(first + b"# two\n")
    with revise(request, "the second change"):
        brand.write_bytes(first + b"# three\n")
    kept = Revision.objects.order_by("id")
    assert [(one.event.who, one.event.said) for one in kept] == [
        ("Wanjiku", "the first change"),
        ("", "changed outside the desk"),
        ("Wanjiku", "the second change"),
    ]
    assert [(one.after or b"")[len(first) :] for one in kept] == [b"# one\n", b"# two\n", b"# three\n"]


@pytest.mark.slow
def test_a_page_is_drawn_as_printed_and_another_once_a_file_changes(client: Client, partner: Path) -> None:
    asked = {"locale": "en", "band": "14-17", "item": "c1", "width": "300"}
    answer = client.get("/picture/card/", asked)
    assert answer.status_code == 200 and answer.content.startswith(b"\x89PNG")
    assert client.get("/picture/card/", asked, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    stamp = current().stamp
    (partner / "brand.yaml").write_text("name: [", encoding="utf-8")
    assert current().stamp != stamp
    assert client.get("/picture/card/", asked).status_code == 422


def test_a_picture_is_of_one_file(partner: Path) -> None:
    with pytest.raises(SourceError, match="not-one-file"):
        draw_page(current(), "card", {}, 1, 100)


@pytest.mark.slow
def test_pictures_keep_their_length_and_texts_are_compressed(partner: Path, client: Client) -> None:
    asked = {"locale": "en", "country": "KE", "band": "14-17", "item": "c1", "width": "400"}
    drawn = client.get("/picture/card/", asked, headers={"Accept-Encoding": "gzip"})
    assert drawn.content.startswith(b"\x89PNG") and drawn.headers["Content-Length"] == str(len(drawn.content))
    assert client.get("/", headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


def test_the_frame_is_light(client: Client) -> None:
    page = client.get("/", headers={"Accept-Encoding": "gzip"})
    sizes = [len(page.content)]
    for name in ("desk.css", "desk.js", "htmx.min.js", "icon.svg"):
        sizes.append(len(gzip.compress((Path("booklet/desk/static/desk") / name).read_bytes())))
    assert sizes[0] < 10_000
    assert sum(sizes) < 60_000, sizes


@pytest.mark.slow
def test_the_desk_is_served_and_says_nothing_wrong(desk: Served, browser: Any) -> None:
    browser.get(desk.link)
    assert "/enter/" not in browser.current_url
    assert browser.find_element(By.TAG_NAME, "h1").text == "Amani House"
    assert [line for line in browser.get_log("browser") if line["level"] == "SEVERE"] == []


def test_a_port_that_is_taken_is_told_in_one_line() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(OutputError) as told:
            listen("127.0.0.1", other.getsockname()[1])
    assert [finding.code for finding in told.value.findings] == ["port-taken"]


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "holiday.txt").write_text("sea", encoding="utf-8")
    with pytest.raises(SourceError) as told:
        refuse_other_folders(tmp_path)
    assert [finding.code for finding in told.value.findings] == ["not-an-edition"]
    refuse_other_folders(tmp_path / "new")


def test_what_a_page_of_another_edition_sends_is_not_taken(client: Client, partner: Path) -> None:
    page = client.get("/contacts/childline/").content.decode()
    (mark,) = re.findall('name="edition" content="([0-9a-f]{16})"', page)
    before = (partner / "translations" / "countries" / "KE.yaml").read_bytes()
    answers = [client.post("/start/save/rules/", headers={"X-Edition": one}).status_code for one in ("0" * 16, mark)]
    assert answers[0] == 421 != answers[1]
    assert (partner / "translations" / "countries" / "KE.yaml").read_bytes() == before
