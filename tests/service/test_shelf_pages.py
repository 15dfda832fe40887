"""The pages of the shelf: what is released is there, is shown, and is given out; nothing else is."""

import io
import re
import zipfile

import pypdfium2
import pytest
from django.test import Client
from shelves import BOOKLET, CARD, THING, body, shown_files

from booklet.service.environment import Environment


@pytest.mark.slow
def test_the_way_from_a_country_to_a_file(shelf: Environment) -> None:
    client = Client()
    assert 'href="/c/KE/"' in client.get("/").content.decode()
    page = client.get("/c/KE/").content.decode()
    assert 'href="/c/KE/en/"' in page and 'href="tel:116"' in page and "Childline Kenya" in page
    listed = client.get("/c/KE/en/").content.decode()
    assert f'href="{THING}"' in listed and f'href="{CARD}"' in listed and f'href="{BOOKLET}"' in listed
    shown = client.get(THING).content.decode()
    assert "PROOF" not in shown
    (picture,) = re.findall(r'src="([^"]+-900-[0-9a-f]{40}\.png)"', shown)
    answer = client.get(picture)
    assert (
        answer.status_code == 200 and answer["Content-Type"] == "image/png" and "immutable" in answer["Cache-Control"]
    )
    etag = answer["ETag"]
    assert body(answer).startswith(b"\x89PNG")
    assert client.get(picture, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.slow
@pytest.mark.parametrize("printer", ["office", "copy-shop", "press"])
def test_a_poster_is_given_to_whoever_prints_it(printer: str, shelf: Environment) -> None:
    client = Client()
    way = client.get(f"{THING}file/", {"printer": printer, "ink": "colour", "form": "zip"})
    assert way.status_code == 302 and way["Location"] == f"{THING}{printer}-colour.zip"
    answer = client.get(way["Location"])
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(body(answer))) as pack:
        names = pack.namelist()
    assert any("how-to-print" in name for name in names) and not any("PROOF" in name for name in names)
    alone = client.get(f"{THING}{printer}-colour.pdf")
    with pypdfium2.PdfDocument(body(alone)) as pdf:
        assert len(pdf) == 1


@pytest.mark.slow
def test_a_file_is_made_once_and_found_again_by_its_key(shelf: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    first = body(client.get(f"{CARD}office-grey.pdf"))
    assert len(shown_files(shelf.home)) == 1
    monkeypatch.setattr("booklet.service.shelf.wishes.write_wish", None)
    assert body(client.get(f"{CARD}office-grey.pdf")) == first


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "/c/KE/sw/",
        "/c/TZ/",
        "/c/ke/",
        "/c/KE/en/amani/poster-a3/14-17/p9/",
        "/c/KE/en/baraka/poster-a3/14-17/p1/",
        "/c/KE/sw/amani/poster-a3/14-17/p1/",
        "/c/KE/en/amani/poster-a3/10-13/p1/",
        "/c/KE/en/amani/poster-a2/14-17/p1/office-colour.pdf",
        f"{THING}pod-colour.pdf",
        f"{THING}office-colour.exe",
        f"{THING}page-1-900-{'0' * 40}.png",
        f"{THING}page-99-900-{'0' * 40}.png",
        f"{THING}page-1-1600-{'0' * 40}.png",
        "/named/nothing/",
        "/making/nothing/",
        "/c/KE/en/../../etc/",
    ],
)
def test_there_is_nothing_at_an_address_of_nothing(path: str, shelf: Environment) -> None:
    answer = Client().get(path)
    assert answer.status_code == 404
    assert shown_files(shelf.home) == []


@pytest.mark.slow
def test_pages_are_for_no_session_and_stay_strict(shelf: Environment) -> None:
    client = Client()
    for path in ("/", "/c/KE/", "/c/KE/en/", THING):
        answer = client.get(path)
        assert answer.status_code == 200 and "script-src 'self'" in answer["Content-Security-Policy"]
        assert "sessionid" not in answer.cookies and "desk" not in answer.cookies
        assert not re.search(r"<script|style=|onclick", answer.content.decode())


def test_nobody_writes_by_asking_for_a_page(shelf: Environment) -> None:
    for path in ("/", "/c/KE/", "/c/KE/en/", THING, f"{THING}office-colour.pdf"):
        assert Client().post(path).status_code == 405
