"""What a service tells browsers, and what it never tells anybody: headers, cookies, and what it logs."""

import logging
import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from services import environment_of, open_service, sign_in

from booklet.desk.door import CONTENT_POLICY
from booklet.desk.pictures import send_png
from booklet.service import home
from booklet.service.accounts.mail import settle
from booklet.service.environment import Environment
from booklet.service.models import Person
from booklet.service.settings import service_settings

PATHS = ("/account/login/", "/service/", "/e/amani/help/", "/e/amani/", "/e/nobody/", "/nothing/", "/health/", "/e/x")
OUR_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


@pytest.fixture
def secure(service: Environment) -> Environment:
    """The same service, reached through TLS."""
    found = environment_of(service.home, ADDRESS="https://testserver")
    open_service(found)
    return found


@pytest.mark.slow
def test_each_answer_says_what_a_page_may_do(service: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that are shown, refused, led on, lost, wrong and broken, and one that never came to a page."""

    def fail(request: HttpRequest) -> None:
        raise ValueError("x")

    inside, outside = sign_in("caller", "amani"), Client(raise_request_exception=False)
    answers = [client.get(path) for client in (inside, outside) for path in PATHS]
    answers += [inside.get("/account/people/"), Client(enforce_csrf_checks=True).post("/account/login/")]
    answers += [outside.get("/service/", headers={"Host": "evil.example"}), inside.post("/account/", {"name": ""})]
    monkeypatch.setattr(home, "partners_of", fail)
    broken = Client(raise_request_exception=False)
    broken.cookies = inside.cookies
    answers.append(broken.get("/service/"))
    assert {answer.status_code for answer in answers} >= {200, 302, 400, 403, 404, 422, 500}
    for answer in answers:
        told = {name: answer.headers.get(name, "") for name in OUR_HEADERS}
        if "no-cache" in told["Cache-Control"]:
            assert "no-store" in told["Cache-Control"]
            told["Cache-Control"] = "no-store"
        assert told == OUR_HEADERS, f"{answer.status_code} {answer.request['PATH_INFO']}"
        assert "Server" not in answer.headers and "X-Powered-By" not in answer.headers
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_no_page_has_a_script_or_a_style_within_it(service: Environment) -> None:
    client = sign_in("coordinator")
    paths = ("", "invitations/", "people/", "people/1/", "partners/", "log/", "passkeys/add/", "again/", "recovery/")
    pages = [client.get(f"/account/{path}", follow=True).content.decode() for path in paths]
    pages += [Client().get("/account/login/").content.decode()]
    for page in pages:
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
        scripts = re.findall(r"<script([^>]*)>", page)
        assert all("src=" in one or 'type="application/json"' in one for one in scripts), scripts


def test_where_there_is_tls_nothing_else_is_used(secure: Environment) -> None:
    client = Client()
    answer = client.get("/account/login/", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    client.post("/account/login/", {"email": "a@example.org"}, secure=True, headers={"Referer": "https://testserver/"})
    assert {*client.cookies} == {"__Host-desk", "__Host-csrf"}
    client.post("/language/", {"language": "fr"}, secure=True, headers={"Referer": "https://testserver/"})
    assert {*client.cookies} == {"__Host-desk", "__Host-csrf", "__Host-language"}
    for cookie in client.cookies.values():
        assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Lax"
        assert cookie["path"] == "/" and not cookie["domain"]


def test_without_tls_cookies_are_hidden_from_scripts_all_the_same(service: Environment) -> None:
    client = Client()
    client.get("/account/login/")
    client.post("/language/", {"language": "fr"})
    client.post("/account/login/", {"email": "a@example.org"})
    assert {*client.cookies} == {"desk", "csrf", "language"}
    assert all(one["httponly"] and one["samesite"] == "Lax" and not one["domain"] for one in client.cookies.values())


def test_debugging_is_off_and_a_fault_shows_nothing_of_the_program(
    service: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(request: HttpRequest) -> None:
        raise ValueError(f"{settings.SECRET_KEY} in {__file__}")

    client = sign_in("caller", "amani")
    client.raise_request_exception = False
    monkeypatch.setattr(home, "partners_of", fail)
    page = client.get("/service/")
    assert page.status_code == 500 and not settings.DEBUG
    for secret in ("Traceback", "ValueError", __file__, settings.SECRET_KEY, "Django", "sqlite"):
        assert secret not in page.content.decode()


def test_pictures_are_what_they_are_said_to_be(service: Environment) -> None:
    assert send_png(HttpRequest(), b"\x89PNG")["Content-Type"] == "image/png"


def test_no_secret_is_logged(service: Environment, capfd: pytest.CaptureFixture[str]) -> None:
    """All that the program, Django and the library log, at their most talkative, while somebody comes in."""
    heard = StringIO()
    ear = logging.StreamHandler(heard)
    root = logging.getLogger()
    before = root.level
    root.addHandler(ear)
    root.setLevel(logging.DEBUG)
    try:
        coordinator = sign_in("coordinator")
        said = {"email": "akinyi@example.org", "name": "Akinyi", "language": "en", "role": "lead"}
        coordinator.post("/account/invitations/", said)
        settle()
        ((mail,),) = [[path.read_text() for path in (service.home / "mails").glob("*")]]
        link = re.search(r"/account/invited/(\S+)/", mail)
        assert link
        browser = Client(raise_request_exception=False)
        browser.post(link[0])
        browser.post("/account/login/", {"email": "akinyi@example.org"})
        settle()
        mail = "".join(path.read_text() for path in (service.home / "mails").glob("*"))
        code = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]{3,})$", mail, re.MULTILINE)
        assert code
        browser.post("/account/login/code/", {"code": "WRON-GGGG"})
        browser.post("/account/login/code/", {"code": code[1]})
        browser.get("/account/people/")
        browser.get("/nothing/")
        coordinator.post("/account/people/99/switch/")
        Client(enforce_csrf_checks=True).post("/account/login/", {"email": "secret-address@example.org"})
    finally:
        root.removeHandler(ear)
        root.setLevel(before)
    logged = heard.getvalue() + "".join(capfd.readouterr())
    assert "Forbidden: /account/people/" in logged, "something was logged at all"
    sessions = [one.cookies[settings.SESSION_COOKIE_NAME].value for one in (browser, coordinator)]
    for secret in (service.secret, link[1], code[1], *sessions, "secret-address@example.org"):
        assert secret not in logged
    assert Person.objects.get(email="akinyi@example.org").last_login


def test_a_password_of_a_database_or_a_server_is_in_no_message(tmp_path: Path) -> None:
    mail = "smtps://user:hu%40sh@mail.example.org:465"
    found = service_settings(environment_of(tmp_path, MAIL=mail, DATABASE="postgresql://booklet:hu%40sh@db/booklet"))
    assert found["EMAIL_HOST_PASSWORD"] == found["DATABASES"]["default"]["PASSWORD"] == "hu@sh"
    assert found["EMAIL_USE_SSL"] and found["EMAIL_PORT"] == 465
    started = service_settings(environment_of(tmp_path, MAIL="smtp://user:x@mail.example.org"))
    assert started["EMAIL_USE_TLS"] and started["EMAIL_PORT"] == 587, "a password never goes without TLS"
