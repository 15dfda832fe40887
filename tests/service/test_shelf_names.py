"""A school's name on a poster: told before if it cannot stand there, shown back, given out, and forgotten."""

import io
import json
import logging
import re
import zipfile
from datetime import timedelta
from hashlib import sha256

import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone
from shelves import BOOKLET, CARD, THING, body, shown_files

from booklet.desk.models import Event
from booklet.service.environment import Environment
from booklet.service.shelf.forgetting import forget
from booklet.service.shelf.models import ShelfName

NAME, CONTACT = "Kilimani Primary School", "the counsellor, beside the library"


def keep(client: Client, name: str = NAME, contact: str = "", thing: str = THING) -> str:
    """Write a name, and return the address of the page that shows it back."""
    answer = client.post(f"{thing}name/", {"name": name, "contact": contact})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as pdf:
        return " ".join("".join(page.get_textpage().get_text_range() for page in pdf).split())


@pytest.mark.slow
def test_a_name_is_shown_back_and_printed(shelf: Environment) -> None:
    client = Client()
    url = keep(client, NAME, CONTACT)
    page = client.get(url)
    said = page.content.decode()
    assert NAME in said and CONTACT in said and page["Cache-Control"] == "private, no-store"
    assert "noindex" in page["X-Robots-Tag"] and NAME.split()[0].lower() not in url.lower()
    assert body(client.get(f"{url}page-1-900.png")).startswith(b"\x89PNG")
    printed = client.get(f"{url}office-colour.pdf")
    assert "Kilimani" not in printed["Content-Disposition"]
    text = text_of(body(printed))
    assert NAME in text and CONTACT in text and "Amani House" not in text


@pytest.mark.slow
@pytest.mark.parametrize("printer", ["office-grey", "copy-shop-low-ink", "press-colour"])
def test_a_name_goes_into_a_pack_with_its_how_to(printer: str, shelf: Environment) -> None:
    client = Client()
    data = body(client.get(f"{keep(client)}{printer}.zip"))
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        names = pack.namelist()
        (pdf,) = [name for name in names if "poster" in name.rpartition("/")[2]]
        assert any("how-to-print" in name for name in names)
        assert NAME in text_of(pack.read(pdf))


@pytest.mark.slow
def test_a_card_bears_a_name_on_it_and_a_booklet_does_not(shelf: Environment) -> None:
    client = Client()
    assert NAME in text_of(body(client.get(f"{keep(client, thing=CARD)}office-colour.pdf")))
    assert 'name="name"' not in client.get(BOOKLET).content.decode()
    assert client.post(f"{BOOKLET}name/", {"name": NAME}).status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "contact", "told"),
    [
        ("", "", "Write the name."),
        ("   ", "", "Write the name."),
        ("School No. 4", "", "Ask Amani House"),
        ("Kilimani", "call 0722 000 000", "Ask Amani House"),
        ("see evil.example", "", "Ask Amani House"),
        ("x" * 61, "", "60 characters"),
        ("W" * 60, "w" * 70, "too long for this. Make them about"),
        ("Ꮳ school", "", "lack a letter: Ꮳ"),
        ("\u202eevil", "", "in letters that can be seen"),
        ("a\x00b", "", "Null characters"),
    ],
)
def test_what_cannot_be_printed_is_told_before_with_what_to_do(
    name: str, contact: str, told: str, shelf: Environment
) -> None:
    answer = Client().post(f"{THING}name/", {"name": name, "contact": contact})
    assert answer.status_code == 422 and told in answer.content.decode()
    assert not ShelfName.objects.exists() and shown_files(shelf.home) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ request }} {% x %}"]
)
def test_what_looks_like_a_page_is_only_text(name: str, shelf: Environment) -> None:
    client = Client()
    answer = client.post(f"{THING}name/", {"name": name, "contact": name}, follow=True)
    said = answer.content.decode()
    assert "<script>alert" not in said and "<img src=x" not in said


@pytest.mark.slow
def test_what_was_typed_is_in_no_row_no_key_no_log_and_no_address(
    shelf: Environment, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client()
    with caplog.at_level(logging.DEBUG):
        url = keep(client, NAME, CONTACT)
        body(client.get(f"{url}office-colour.pdf"))
    row = ShelfName.objects.get()
    token = url.split("/")[2]
    assert b"Kilimani" not in bytes(row.sealed) and token not in row.token
    assert row.token == sha256(b"shelf name " + token.encode()).hexdigest()
    database = (shelf.home / "service.sqlite3").read_bytes()
    assert b"Kilimani" not in database and token.encode() not in database
    assert all("ilimani" not in key for key in shown_files(shelf.home)) and "Kilimani" not in caplog.text
    assert not Event.everywhere.filter(details__icontains="Kilimani").exists()


@pytest.mark.slow
def test_nobody_finds_a_name_by_guessing(shelf: Environment) -> None:
    client = Client()
    token = keep(client).split("/")[2]
    assert len(token) == 32
    other = ("A" if token[0] != "A" else "B") + token[1:]
    for guess in (other, token[:-1], token.swapcase(), "x" * 32, ShelfName.objects.get().token):
        assert client.get(f"/named/{guess}/").status_code == 404
    listed = "".join(client.get(path).content.decode() for path in ("/", "/c/KE/", "/c/KE/en/", THING))
    assert token not in listed and "Kilimani" not in listed


@pytest.mark.slow
def test_a_name_is_forgotten_after_a_day_with_its_files(shelf: Environment) -> None:
    client = Client()
    url = keep(client)
    body(client.get(f"{url}office-colour.pdf"))
    assert [key for key in shown_files(shelf.home) if key.startswith("personal/")]
    forget(timezone.now() + timedelta(hours=23))
    assert client.get(url).status_code == 200
    forget(timezone.now() + timedelta(hours=24, seconds=1))
    assert client.get(url).status_code == 404 and not ShelfName.objects.exists()
    assert shown_files(shelf.home) == []


@pytest.mark.slow
def test_a_name_whose_day_is_over_is_shown_to_nobody_though_it_is_still_there(shelf: Environment) -> None:
    client = Client()
    url = keep(client)
    ShelfName.objects.update(expires=timezone.now())
    assert client.get(url).status_code == 404 and client.get(f"{url}office-colour.pdf").status_code == 404


@pytest.mark.slow
def test_somebody_forgets_a_name_at_once(shelf: Environment) -> None:
    client = Client()
    url = keep(client)
    assert client.get(f"{url}forget/").status_code == 405 and ShelfName.objects.exists()
    assert client.post(f"{url}forget/")["Location"] == THING
    assert client.get(url).status_code == 404


@pytest.mark.slow
def test_the_same_name_is_made_once(shelf: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = Client(), Client()
    made = body(first.get(f"{keep(first)}office-colour.pdf"))
    monkeypatch.setattr("booklet.service.shelf.wishes.write_wish", None)
    assert body(second.get(f"{keep(second)}office-colour.pdf")) == made


@pytest.mark.slow
def test_a_form_from_elsewhere_is_not_taken(shelf: Environment) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(f"{THING}name/", {"name": NAME}).status_code == 403
    page = client.get(THING).content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]
    assert client.post(f"{THING}name/", {"name": NAME, "csrfmiddlewaretoken": token}).status_code == 302


@pytest.mark.slow
def test_an_order_of_a_named_poster_says_its_secret_and_no_name(shelf: Environment) -> None:
    from urllib.parse import parse_qs, urlsplit

    from booklet.service.shelf.chosen import read
    from booklet.service.shelf.typed import read_name

    client = Client()
    page = client.get(keep(client)).content.decode()
    (link,) = re.findall(r'href="(/order/new/\?[^"]+)"', page)
    (signed,) = parse_qs(urlsplit(link.replace("&amp;", "&")).query)["chosen"]
    chosen = read(signed)
    assert chosen and (chosen.edition, chosen.product, chosen.item) == ("amani", "poster", "p1")
    typed = read_name(chosen.typed)
    assert typed and typed.place.name == NAME and "Kilimani" not in json.dumps(signed)
