"""A choice in an address: nobody can change it, it is read for a day, and it leads nowhere else."""

import time

import pytest
from django.core import signing
from django.test import Client
from shelves import THING

from booklet.service.environment import Environment
from booklet.service.shelf.chosen import HOLDS, SALT, Chosen, order_address, read, sign

CHOSEN = Chosen("amani", "poster", "poster-a3", "en", "KE", "14-17", "p1", 25)


def test_what_was_signed_is_read(service: Environment) -> None:
    assert read(sign(CHOSEN)) == CHOSEN
    assert order_address(CHOSEN).startswith("/order/new/?chosen=")


@pytest.mark.parametrize("text", ["", "x", "a:b:c", "\x00", "é" * 50])
def test_what_nobody_signed_is_no_choice(text: str, service: Environment) -> None:
    assert read(text) is None


def test_what_was_changed_or_signed_for_something_else_is_no_choice(service: Environment) -> None:
    text = sign(CHOSEN)
    assert read(text[:-1] + ("A" if text[-1] != "A" else "B")) is None
    assert read(signing.dumps({"edition": "amani"}, salt="desk.seen")) is None
    assert read(signing.dumps({"edition": "amani"}, salt=SALT)) is None
    assert read(signing.dumps(["amani"], salt=SALT)) is None


def test_a_choice_is_read_for_a_day(service: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    text, now = sign(CHOSEN), time.time()
    monkeypatch.setattr(time, "time", lambda: now + HOLDS + 2)
    assert read(text) is None


@pytest.mark.slow
@pytest.mark.parametrize("next_", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_no_page_leads_out(next_: str, shelf: Environment) -> None:
    client = Client()
    for path in ("/", THING, f"{THING}file/", "/language/"):
        for answer in (client.get(path, {"next": next_, "printer": next_}), client.post(path, {"next": next_})):
            assert "evil" not in answer.get("Location", "") and "javascript" not in answer.get("Location", "")
