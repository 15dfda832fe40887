"""What somebody would try who wants more of the desk than it gives: every address, form, file and name of it."""

import logging
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from desks import SECRET, let_in
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from booklet.desk.door import CONTENT_POLICY, entry_of
from booklet.desk.edition import current
from booklet.desk.models import Ask, Event, Revision
from booklet.desk.signing.links import hash_secret

OPEN = frozenset({"enter", "language", "signing:link", "signing:asked", "signing:asked-page"})
"""What strangers may open: the door, its language, and what the secret of a link leads to; nothing is added here."""

OUT = ("../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/brand.yaml", "/etc/passwd", "..\\..\\brand.yaml")
"""Names that lead out of a folder, as addresses have them."""

STRANGE = (
    "<script>alert(1)</script>",
    "\u202egnp.exe",
    "A\x00B",
    "{{ 7191|add:86292 }}{% debug %}",
    '"><img src=x onerror=alert(1)>',
)
"""Names that are code, hide their direction, or say something to a template."""


def list_urls(patterns: Any = None, before: str = "", space: str = "", example: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and an example of every address of the desk, with a text in the place of names if one is given."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from list_urls(one.url_patterns, path, f"{one.namespace}:" if one.namespace else space, example)
        elif isinstance(one, URLPattern):
            filled = re.sub(r"<int:\w+>", "1", path)
            if not example:
                filled = re.sub(r"<(\w+:)?(product|name)>", "card", filled)
            yield f"{space}{one.name}", "/" + re.sub(r"<[^>]+>", example or "x", filled)


def read_all(folder: Path) -> dict[Path, bytes]:
    """Return all files below a folder but those that the desk keeps for itself."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and "desk" not in path.parts}


def page_urls() -> list[str]:
    """Return every address that only people inside may open."""
    return [url for name, url in list_urls() if name not in OPEN]


# the door


@pytest.mark.slow
def test_no_page_opens_and_no_form_acts_without_the_secret(partner: Path) -> None:
    before = read_all(partner)
    for url in page_urls():
        for answer in (Client().get(url), Client().post(url), Client().head(url)):
            assert answer.status_code == 403, url
    assert before == read_all(partner) and not Event.objects.exists()


def test_a_session_that_somebody_made_up_opens_nothing(partner: Path) -> None:
    from django.core import signing

    stranger = Client()
    forged = signing.dumps({"inside": entry_of("another"), "name": "Eve"}, key="another", salt="desk", compress=True)
    stranger.cookies["desk"] = forged
    assert stranger.get("/").status_code == 403
    stranger.cookies["desk"] = signing.dumps({"inside": ""}, key=SECRET, compress=True)
    assert stranger.get("/").status_code == 403


def test_another_host_in_the_header_is_refused(client: Client) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "evil.example:8017"):
        answer = client.get("/", headers={"Host": host})
        assert answer.status_code == 400, host
        assert "evil.example" not in answer.content.decode()


@pytest.mark.parametrize(
    "url", ["//evil.example/", "https://evil.example/", "/\\evil.example/", "javascript:alert(1)", "\t//evil.example"]
)
def test_nobody_is_sent_elsewhere(partner: Path, url: str) -> None:
    visitor = let_in(Client(), name="")
    answers = (
        visitor.post("/who/", {"name": "Wan jiku", "next": url}),
        visitor.post(f"/who/?next={url}", {"name": "Wan jiku"}),
        visitor.post("/language/", {"language": "fr", "next": url}),
        visitor.get("//evil.example/"),
        Client().get(f"/enter/{entry_of(SECRET)}/", {"next": url}),
    )
    for answer in answers:
        target = urlsplit(answer.headers.get("Location", "/"))
        assert not target.netloc and not target.scheme and not target.path.startswith(("//", "/\\")), answer


@pytest.mark.slow
def test_no_form_is_taken_from_another_page(partner: Path) -> None:
    """Every POST needs the token of our own pages, also those of links and of the language."""
    careful = let_in(Client(enforce_csrf_checks=True), name="")
    careful.get("/who/")
    for _, url in list_urls():
        answer = careful.post(url, {"name": "Eve Adams", "next": "/"})
        assert answer.status_code in (403, 405), url
    elsewhere = {"Origin": "http://evil.example", "X-CSRFToken": careful.cookies["csrftoken"].value}
    assert careful.post("/who/", {"name": "Eve Adams"}, headers=elsewhere).status_code == 403


def test_every_answer_says_strictly_what_a_page_may_do(client: Client, answers: dict[str, Any]) -> None:
    open_ = {url: client.get(url) for url in ("/nothing/", "/enter/x/", "/signing/link/x/", "/signing/asked/1/")}
    for url, answer in (answers | open_).items():
        policy = answer.headers.get("Content-Security-Policy", "")
        assert policy == CONTENT_POLICY and "frame-ancestors 'none'" in policy, url
        assert answer.headers["X-Frame-Options"] == "DENY" and answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] in ("no-referrer", "same-origin"), url


def test_no_page_has_a_script_a_style_or_a_handler_within_it(answers: dict[str, Any]) -> None:
    for url, answer in answers.items():
        if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        page = answer.content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", page), url
        assert not re.search(r"""(?:src|href|action)=["']?(?:https?:)?//""", page), url


# names, paths, files


@pytest.mark.parametrize("name", OUT)
def test_no_address_leads_out_of_the_folder(client: Client, name: str) -> None:
    secret = b"root:"
    for url in (f"/picture/{name}/", f"/static/{name}", f"/signing/line/{name}/", f"/pages/{name}", f"/start/{name}"):
        answer = client.get(url)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        assert answer.status_code in (302, 404, 422) and secret not in body and b"name:" not in body, url
    for axis in ("locale", "country", "band", "item", "layout", "ink"):
        asked = {"locale": "en", "band": "14-17", "item": "c1", "width": "60", axis: name}
        answer = client.get("/picture/card/", asked)
        assert answer.status_code == 422 and answer.headers["Content-Type"] == "image/svg+xml"


_answers: dict[str, Any] = {}


@pytest.fixture
def answers(client: Client) -> dict[str, Any]:
    """What every address answers to somebody inside, asked once for all tests."""
    if not _answers:
        _answers.update((url, client.get(url)) for url in page_urls())
    return _answers


def list_named() -> list[str]:
    """Return every address that takes a name, with `NAME` in its place."""
    return [url for name, url in list_urls(example="NAME") if "NAME" in url and name not in OPEN]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["..%2f..%2fbrand.yaml", "<script>alert(1)</script>", "A%00\u202eB", "A" * 900])
def test_a_name_in_an_address_reaches_no_file_and_is_never_code(client: Client, partner: Path, name: str) -> None:
    before = {
        path: path.read_bytes() for path in partner.parent.rglob("*") if path.is_file() and "desk" not in path.parts
    }
    for url in list_named():
        for answer in (client.get(url.replace("NAME", name)), client.post(url.replace("NAME", name))):
            body = answer.getvalue()
            assert answer.status_code in (200, 302, 404, 405, 422), url
            assert b"<script>alert" not in body and b"name: 'Amani" not in body, url
    after = {
        path: path.read_bytes() for path in partner.parent.rglob("*") if path.is_file() and "desk" not in path.parts
    }
    assert before == after


def png(width: int, height: int) -> bytes:
    """Return a PNG that says to be so large and has nothing in it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b""))
    parts = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


SENT = {
    "a page": (b"<html><script>alert(1)</script></html>", "logo.png"),
    "a bomb": (png(60_000, 60_000), "logo.png"),
    "a script": (b"#!/bin/sh\nrm -rf /\n", "../../../logo.svg"),
    "entities": (b'<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]><svg>&c;</svg>', "logo.svg"),
    "a fetch": (b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>', "logo.svg"),
    "an archive": (b"PK\x03\x04" + b"\0" * 40, "table.xlsx"),
    "nothing": (b"", "table.csv"),
}
"""What is sent in the place of a logo or a table, and how it is called."""


@pytest.mark.slow
@pytest.mark.parametrize("what", SENT)
def test_a_file_is_what_its_content_is_and_stays_in_its_place(client: Client, partner: Path, what: str) -> None:
    before = sorted(path for path in partner.parent.rglob("*") if "desk" not in path.parts)
    for url, field in (("/start/save/logo/", "logo"), ("/words/sw/take/", "table")):
        sent = SimpleUploadedFile(SENT[what][1], SENT[what][0], "image/png")
        answer = client.post(url, {field: sent})
        assert answer.status_code in (302, 422), url
        assert b"<script>alert" not in answer.content and b"root:" not in answer.content
    assert before == sorted(path for path in partner.parent.rglob("*") if "desk" not in path.parts)


@pytest.mark.slow
@pytest.mark.parametrize("name", STRANGE)
def test_a_name_of_a_person_is_never_code(partner: Path, name: str) -> None:
    Event.objects.create(who=name, action=name[:40], said=name, details={"files": [name], "to_tell": [name]})
    visitor = let_in(Client(), name="")
    visitor.post("/who/", {"name": name, "next": "/"})
    for url in ("/", "/history/log/", "/history/", "/signing/"):
        page = let_in(Client()).get(url).content.decode() + visitor.get(url).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page and "93483" not in page, url


@pytest.mark.slow
def test_a_picture_is_of_bounded_size(client: Client) -> None:
    asked = {"locale": "en", "band": "14-17", "item": "c1"}
    for width in ("999999999", "-1", "0", "1e9", "\u0663"):
        answer = client.get("/picture/card/", {**asked, "width": width, "page": "1"})
        assert answer.status_code == 200 and int.from_bytes(answer.content[16:20], "big") <= 1600, width


def test_a_form_of_too_many_bytes_or_fields_is_refused(client: Client) -> None:
    assert client.post("/who/", {"name": "A" * 6_000_000}).status_code == 400
    many = "&".join(f"f{number}=1" for number in range(6000))
    kind = "application/x-www-form-urlencoded"
    assert client.post("/who/", many, content_type=kind).status_code == 400


@pytest.mark.slow
def test_no_method_but_those_of_forms_changes_anything(client: Client, partner: Path) -> None:
    for url in page_urls():
        assert client.delete(url).status_code in (200, 302, 404, 405, 422), url
    assert not Event.objects.exclude(action="outside").exists()


# secrets and the log


def test_the_log_and_what_was_kept_cannot_be_changed(client: Client, partner: Path) -> None:
    event = Event.objects.create(who="Wanjiku", action="changed", details={"files": []})
    Revision.between(event, "brand.yaml", b"a", b"b").save()
    for said in (
        "UPDATE desk_event SET who = 'Eve'",
        "DELETE FROM desk_event",
        "UPDATE desk_revision SET added = x'00'",
        "DELETE FROM desk_revision",
        "INSERT OR REPLACE INTO desk_event (id, at, who, action, said, details) VALUES (1, '', 'Eve', '', '', '{}')",
    ):
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute(said)
    assert Event.objects.get(pk=event.pk).who == "Wanjiku"


@pytest.mark.slow
def test_no_secret_is_kept_logged_or_left_in_an_address(
    client: Client, partner: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said = {"kind": "words", "role": "survivor-adviser", "locale": "en", "band": "14-17", "topic": "p1"}
    page = client.post("/signing/ask/", {**said, "person": "Amina Bakari", "days": "3"}).content.decode()
    (secret,) = set(re.findall(r"/signing/link/([\w-]+)/", page))
    phone = Client()
    answer = phone.get(f"/signing/link/{secret}/")
    assert secret not in answer.headers["Location"]
    cookie = answer.cookies[f"ask{Ask.objects.get().pk}"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == answer.headers["Location"]
    phone.get(answer.headers["Location"])
    phone.get("/signing/link/wrong/")
    first = Client().get(f"/enter/{entry_of(SECRET)}/")
    assert first.headers["Location"] == "/" and first.cookies["desk"]["httponly"]
    assert Ask.objects.get().token == hash_secret(secret)
    connection.close()
    kept = b"".join(path.read_bytes() for path in partner.rglob("*") if path.is_file())
    for one in (secret, entry_of(SECRET), SECRET):
        assert one.encode() not in kept and one not in caplog.text
    assert secret not in client.get("/signing/").content.decode()


def test_the_secret_of_the_desk_is_in_no_answer(answers: dict[str, Any]) -> None:
    for url, answer in answers.items():
        body = b"" if answer.streaming else answer.content
        assert SECRET.encode() not in body and entry_of(SECRET).encode() not in body, url


@pytest.mark.slow
def test_a_link_for_one_question_is_none_for_another(client: Client, partner: Path) -> None:
    said = {"kind": "words", "role": "survivor-adviser", "locale": "en", "band": "14-17", "person": "Amina Bakari"}
    links: list[str] = []
    for topic in ("p1", "p2"):
        page = client.post("/signing/ask/", {**said, "topic": topic, "days": "3"}).content.decode()
        links += set(re.findall(r"/signing/link/[\w-]+/", page))
    first, second = Ask.objects.order_by("id")
    phone = Client()
    phone.get(links[0])
    assert phone.get(f"/signing/asked/{first.pk}/").status_code == 200
    phone.cookies[f"ask{second.pk}"] = phone.cookies[f"ask{first.pk}"].value
    assert phone.get(f"/signing/asked/{second.pk}/").status_code == 404
    assert phone.post(f"/signing/asked/{second.pk}/", {"said": "yes", "name": "Amina Bakari"}).status_code == 404


@pytest.mark.slow
def test_what_is_asked_about_is_what_there_is(client: Client, partner: Path) -> None:
    """Names in a form that asks become paths of pictures: others than those there are are not taken."""
    said = {"kind": "pages", "role": "coordinator", "days": "3", "person": "Amina Bakari"}
    wrong = {"product": "../card", "locale": "../../en", "band": "../14-17", "item": "../c1"}
    assert client.post("/signing/ask/", {**said, **wrong}).status_code in (200, 422)
    for ask in Ask.objects.all():
        assert ".." not in str(ask.subject)
    assert current().path == partner
