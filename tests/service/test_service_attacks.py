"""An attacker's requests: of people without a right, with numbers, links and cookies that are not theirs."""

import re
from collections.abc import Iterator
from datetime import timedelta
from http import HTTPStatus
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from services import sign_in

from booklet.desk.door import entry_of
from booklet.desk.edition import use
from booklet.desk.models import Answer, Ask, Event, Release, Remark, Revision, Work
from booklet.desk.signing.links import hash_secret
from booklet.service.door import OPEN_ROOMS
from booklet.service.environment import Environment
from booklet.service.models import Partner, Person, Role
from booklet.service.rights import DESK, OPEN, SERVICE, SHUT

SAMPLES: dict[str, object] = {
    "contact": "childline",
    "number": 1,
    "place": 0,
    "product": "booklet",
    "tag": "sw",
    "locale": "sw",
    "band": "14-17",
    "kind": "csv",
    "context": "page",
    "name": "pack",
    "id": "own",
    "slug": "calls",
    "path": "x/y.pdf",
    "secret": "s" * 43,
    "entry": "e" * 64,
    "role": 1,
    "pk": 1,
}
"""What stands in the place of each part of an address."""

DENIED = {HTTPStatus.FORBIDDEN}
PARTNER, ROLES = "amani", [role.value for role in Role]


class Page(NamedTuple):
    """A page with its name and its address below the edition or the service."""

    name: str
    path: str


def pages_of(urlconf: str) -> list[Page]:
    """Return all pages of an urlconf that need a right, with an address that somebody could try."""

    def walk(patterns: list[Any], before: str, known: tuple[str, ...]) -> Iterator[Page]:
        for one in patterns:
            parts = (*known, *one.pattern.converters)
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, f"{before}{one.namespace}:" if one.namespace else before, parts)
            elif isinstance(one, URLPattern):
                name = f"{before}{one.name}"
                if name.startswith(OPEN_ROOMS):
                    continue  # what is open to everybody has attacks of its own
                yield Page(name, reverse(name, urlconf=urlconf, kwargs={part: SAMPLES[part] for part in parts}))

    return [*walk(get_resolver(urlconf).url_patterns, "", ())]


def desk_pages() -> list[Page]:
    return [page for page in pages_of("booklet.desk.urls") if page.name not in OPEN | SHUT]


@pytest.mark.slow
@pytest.mark.parametrize("role", [*ROLES, ""])
def test_no_role_of_one_edition_opens_any_page_of_another(service: Environment, role: str) -> None:
    """Each page of the desk, looked at and sent, by each role of the neighbour: about 180 requests a role."""
    client = sign_in(role, PARTNER) if role else sign_in()
    before = {path: path.read_bytes() for path in (service.editions / "baraka").rglob("*.yaml")}
    for name, path in desk_pages():
        for send in (client.get, client.post):
            answer = send(f"/e/baraka{path}", {"locale": "sw", "tag": "sw", "number": "1"})
            assert answer.status_code in DENIED, f"{role} {name}"
            assert "Baraka House" not in answer.content.decode()
    assert before == {path: path.read_bytes() for path in (service.editions / "baraka").rglob("*.yaml")}
    assert not Event.everywhere.filter(edition="baraka").exists()


@pytest.mark.slow
@pytest.mark.parametrize("role", [role for role in ROLES if role != "coordinator"])
def test_no_role_opens_what_is_not_its_own_in_its_own_edition(service: Environment, role: str) -> None:
    """Of the own edition, each page that the table does not give to the role."""
    client, tried = sign_in(role, PARTNER, "fr" if role == "translator" else ""), 0
    for name, path in desk_pages():
        row = DESK[name]
        for send, roles in ((client.get, row.reads), (client.post, row.writes)):
            if isinstance(roles, frozenset) and Role(role) in roles and not (role == "translator" and row.locale):
                continue
            tried += 1
            assert send(f"/e/{PARTNER}{path}", {"locale": "sw"}).status_code in DENIED, f"{role} {name}"
    assert tried > 20 and not Event.everywhere.exists()


@pytest.mark.parametrize("role", [role for role in ROLES if role != "coordinator"])
def test_no_role_opens_the_coordinators_pages(service: Environment, role: str) -> None:
    client = sign_in(role, PARTNER)
    for name, path in pages_of("booklet.service.urls"):
        row = SERVICE.get(name)
        if row is None or name.startswith(("mfa_", "account_", "service:", "accounts:own", "accounts:end")):
            continue
        for send, roles in ((client.get, row.reads), (client.post, row.writes)):
            if isinstance(roles, frozenset) and Role(role) not in roles:
                assert send(path).status_code in DENIED, f"{role} {name}"
    assert Person.objects.count() == 1 and Partner.objects.filter(closed=None).count() == 2


@pytest.mark.slow
def test_who_has_not_signed_in_has_no_page(service: Environment) -> None:
    client, asked = Client(), 0
    pages = [page._replace(path=f"/e/{PARTNER}{page.path}") for page in desk_pages()]
    pages += [page for page in pages_of("booklet.service.urls") if page.name not in OPEN]
    for name, path in pages:
        for send in (client.get, client.post, client.head, client.put, client.delete, client.patch):
            answer = send(path)
            asked += 1
            assert answer.status_code == 302, f"{name} {send}"
            assert answer["Location"].startswith("/account/login/?next="), name
    assert asked > 500


@pytest.mark.slow
def test_no_form_is_taken_that_did_not_come_from_a_page_of_ours(service: Environment) -> None:
    """CSRF: each page that takes a form, as a coordinator, without the token, and with one of another browser."""
    signed = sign_in("coordinator")
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed.cookies
    token = Client().get("/account/login/").cookies[settings.CSRF_COOKIE_NAME].value
    pages = [page._replace(path=f"/e/{PARTNER}{page.path}") for page in desk_pages()]
    pages += [page for page in pages_of("booklet.service.urls") if page.name != "health"]
    pages += [Page("link", f"/e/{PARTNER}/signing/asked/1/"), Page("language", f"/e/{PARTNER}/language/")]
    pages += [
        Page("order", path) for path in ("/order/new/", "/order/x/cancel/", "/order/x/arrived/", "/shop/shop-1/b-1")
    ]
    for name, path in pages:
        for said in ({}, {"csrfmiddlewaretoken": token}):
            answer = client.post(path, said)
            assert answer.status_code == 403, name
            assert "form was not taken" in answer.content.decode(), name
    assert not Event.everywhere.exists()


@pytest.mark.slow
def test_other_methods_of_http_do_nothing(service: Environment) -> None:
    client = sign_in("coordinator")
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "GETX"):
        for name, path in desk_pages()[::7]:
            assert client.generic(method, f"/e/{PARTNER}{path}").status_code in {403, 405}, name
    tricked = client.get(f"/e/{PARTNER}/start/save/rules/?_method=POST", headers={"X-HTTP-Method-Override": "POST"})
    assert tricked.status_code == 403 and not Event.everywhere.exists()


@pytest.fixture
def theirs(service: Environment) -> dict[str, int]:
    """Rows of the edition "baraka": one of each kind, with its number."""
    with use(Partner.objects.get(name="baraka").edition):
        event = Event.objects.create(who="Baraka", action="changed", details={"files": ["brand.yaml"]})
        work = Work.objects.create(kind="pack", queued=timezone.now(), files=["packs/x.zip"], state=Work.WORKING)
        ask = Ask.objects.create(
            token=hash_secret("their secret"),
            kind="words",
            subject={"locale": "en", "band": "14-17", "topics": []},
            of="0" * 16,
            shown={"of": "0" * 16, "parts": [], "pages": []},
            person="Neema",
            role="lawyer",
            by="Baraka",
            expires=timezone.now() + timedelta(days=9),
        )
        answer = Answer.objects.create(ask=ask, said="told", by="Neema")
        remark = Remark.objects.create(answer=answer, reason="wrong")
        revision = Revision.objects.create(event=event, file="brand.yaml", added=b"x")
    rows = {"event": event, "work": work, "ask": ask, "answer": answer, "remark": remark, "revision": revision}
    return {name: row.pk for name, row in rows.items()}


FORGED = (
    ("get", "jobs/{work}/"),
    ("post", "jobs/{work}/stop/"),
    ("post", "jobs/{work}/go-on/"),
    ("get", "jobs/{work}/file/0/"),
    ("post", "signing/ask/{ask}/revoke/"),
    ("get", "signing/ask/{ask}/changes/"),
    ("post", "signing/change/{remark}/done/"),
    ("get", "signing/back/{answer}/"),
    ("post", "signing/back/{answer}/"),
    ("get", "signing/asked/{ask}/"),
    ("post", "signing/asked/{ask}/"),
    ("get", "signing/asked/{ask}/page/1/"),
    ("get", "signing/link/their secret/"),
    ("get", "history/change/{event}/"),
    ("post", "history/change/{event}/back/"),
    ("post", "history/file/{revision}/back/"),
)


def test_the_numbers_and_links_of_another_edition_are_none(service: Environment, theirs: dict[str, int]) -> None:
    """Somebody with all rights in the own edition names rows of the neighbour's."""
    for client in (sign_in("partner", PARTNER), sign_in("coordinator", email="otieno@example.org")):
        client.cookies[f"ask{theirs['ask']}"] = "their secret"
        for method, path in FORGED:
            said = {"verdict": "same", "said": "yes"}
            answer = getattr(client, method)(f"/e/{PARTNER}/{path.format(**theirs)}", said)
            assert answer.status_code == 404, path
    with use(Partner.objects.get(name="baraka").edition):
        assert Work.objects.get().state == Work.WORKING and Ask.objects.get().revoked is None
        assert Remark.objects.get().done is None and Answer.objects.count() == 1 and Event.objects.count() == 1


def test_a_link_for_signing_leads_to_its_one_page_and_ends(service: Environment, theirs: dict[str, int]) -> None:
    browser = Client()
    opened = browser.get("/e/baraka/signing/link/their secret/")
    cookie = opened.cookies[f"ask{theirs['ask']}"]
    assert opened["Location"] == cookie["path"] == f"/e/baraka/signing/asked/{theirs['ask']}/" and cookie["httponly"]
    assert browser.get(opened["Location"]).status_code == 200
    assert browser.get("/e/baraka/contacts/").status_code == 302, "and to nothing else"
    assert browser.post(opened["Location"], {"said": "yes", "name": "Neema"}).status_code == 200, "answered already"
    assert Answer.everywhere.count() == 1
    with use(Partner.objects.get(name="baraka").edition):
        Remark.objects.all().delete()
        Answer.objects.all().delete()
        Ask.objects.update(revoked=timezone.now())
    assert browser.post(opened["Location"], {"said": "yes", "name": "Neema"}).status_code == 410
    assert Answer.everywhere.count() == 0


def test_the_first_link_of_a_desk_is_none_in_a_service(service: Environment) -> None:
    client = Client()
    for path in (f"/e/{PARTNER}/enter/{entry_of(service.secret)}/", f"/enter/{entry_of(service.secret)}/"):
        assert client.get(path).status_code == 404
    assert client.get(f"/e/{PARTNER}/contacts/").status_code == 302 and not client.session.items()


def test_a_session_is_neither_guessed_nor_changed_nor_planted(service: Environment) -> None:
    right = sign_in("coordinator")
    name, key = settings.SESSION_COOKIE_NAME, right.cookies[settings.SESSION_COOKIE_NAME].value
    planted = "a" * 32
    assert Client(HTTP_COOKIE=f"{name}={key}").get("/service/").status_code == 200
    for value in (key[:-1], key[::-1], key.upper(), f"{key}x", planted, "", "../../etc/passwd", "1 OR 1=1", "\x00"):
        assert Client(HTTP_COOKIE=f"{name}={value}").get("/service/").status_code == 302, value
    client = Client()
    client.cookies[name] = planted
    client.post("/account/login/", {"email": "nobody@example.org"})
    assert client.cookies[name].value not in {planted, key}, "a session is never made under a name that somebody chose"
    right.post("/account/logout/")
    again = Client()
    again.cookies[name] = key
    assert again.get("/service/").status_code == 302, "a cookie that was copied before ends with the session"


ELSEWHERE = (
    *("https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)"),
    *("http:evil.example", "///evil.example", " //evil.example", "\t//evil.example", "/%09/../..//evil.example"),
)


@pytest.mark.slow
def test_nobody_is_led_elsewhere(service: Environment) -> None:
    """Open redirects: wherever a page is told where to go on."""
    client = sign_in("coordinator")
    for target in ELSEWHERE:
        answers = [
            client.post("/language/", {"language": "en", "next": target}),
            client.post(f"/e/{PARTNER}/language/", {"language": "en", "next": target}),
            client.get("/account/login/", {"next": target}),
            client.post("/account/login/", {"next": target, "email": "a@example.org"}),
            Client().post("/account/login/", {"next": target, "email": "a@example.org"}),
            Client().post("/account/logout/", {"next": target}),
        ]
        for answer in answers:
            goes = answer.headers.get("Location", "/")
            assert re.match(r"/(?![/\\])", goes) and not re.match(r"/[\s%]*[/\\]", goes), f"{target!r}: {goes}"
    assert client.post("/account/logout/", {"next": "//evil.example"})["Location"] == "/account/login/"


def test_another_host_is_refused(service: Environment) -> None:
    for host in ("evil.example", "testserver.evil.example", "testserver@evil.example", "evil:80", ""):
        for path in ("/account/login/", f"/e/{PARTNER}/", "/service/"):
            answer = Client().get(path, headers={"Host": host})
            assert answer.status_code == 400 and "evil" not in answer.headers.get("Location", ""), path
    forwarded = Client().get("/account/login/", headers={"X-Forwarded-Host": "evil.example"})
    assert forwarded.status_code == 200 and "evil" not in forwarded.content.decode()


OUTSIDE = (
    *("/e/amani/../baraka/contacts/", "/e/amani/%2e%2e/baraka/contacts/", "/e/amani//../../e/baraka/contacts/"),
    *("/e/..%2f..%2fetc/passwd/", "/e/amani%00/", "/e/%61mani%2f..%2fbaraka/contacts/", "/e/./amani/../", "/e//"),
    *("/e/amani/campaign/made/../../../service.sqlite3", "/e/amani/campaign/made/%2e%2e/%2e%2e/brand.yaml"),
    *("/e/amani/campaign/made//etc/passwd", "/static/../service.sqlite3", "/static/%2e%2e/%2e%2e/settings.py"),
    *("/e/amani/editions/pack/..%2f../file/0/", f"/e/{'a' * 61}/", "/e/Amani/", "/e/amani\\..\\baraka/"),
)


def test_a_path_leads_to_nothing_outside(service: Environment) -> None:
    client = sign_in("partner", PARTNER)
    for path in OUTSIDE:
        answer = client.get(path)
        assert answer.status_code in {403, 404, 400}, path
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        answer.close()
        assert b"Baraka House" not in body and b"SQLite format" not in body and b"root:" not in body, path


def test_a_form_that_is_too_large_is_refused(service: Environment) -> None:
    client = sign_in("coordinator")
    large = client.post("/account/", {"name": "W" * 6_000_000, "language": "en"})
    many = client.post("/account/", {f"field{number}": "" for number in range(6000)})
    assert (large.status_code, many.status_code) == (400, 400)
    deep = client.post(f"/e/{PARTNER}/start/save/lines/", b"{" * 100_000, content_type="application/json")
    assert deep.status_code < 500


def test_what_is_typed_is_shown_as_text(service: Environment) -> None:
    client = sign_in("coordinator")
    script = "<script>alert(1)</script>"
    pages = [
        client.post("/account/", {"name": script, "language": script}),
        client.post("/account/invitations/", {"email": script, "name": script, "role": script}),
        client.post("/account/partners/", {"name": script, "title": script, "country": script}),
        client.get("/account/login/", {"next": f"/{script}"}),
        Client().get("/account/login/", {"next": f"/{script}"}),
        client.get(f"/nothing/{script}/"),
    ]
    Person.objects.update(name=script)
    Partner.objects.update(title=script)
    pages += [client.get(path) for path in ("/service/", "/account/", "/account/people/", "/account/partners/")]
    assert all(script not in page.content.decode() for page in pages)


@pytest.mark.slow
def test_a_release_of_another_edition_is_not_recalled(service: Environment) -> None:
    axes = {"product": "booklet", "layout": "", "locale": "en", "band": "14-17", "item": ""}
    with use(Partner.objects.get(name="baraka").edition):
        Release.objects.create(**axes, of="f" * 16, by="Baraka", released=timezone.now())
    said = {**axes, "of": "f" * 16, "reason": "because"}
    for client in (sign_in("partner", PARTNER), sign_in("coordinator", email="otieno@example.org")):
        client.post(f"/e/{PARTNER}/signing/recall/booklet/", said)
    assert Release.everywhere.get().recalled is None
