"""Limits by address: they hold for all processes together, tell what to do, and keep no address."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from shelves import CARD, THING, body

from booklet.service.environment import Environment
from booklet.service.shelf import limits
from booklet.service.shelf.forgetting import forget
from booklet.service.shelf.models import ShelfCount
from booklet.values import replace


def asked_from(address: str) -> bool:
    return limits.is_over(RequestFactory(REMOTE_ADDR=address).get("/"), limits.Limit("test", 3, 10))


def test_an_address_may_ask_so_often_and_others_are_not_troubled(shelf: Environment) -> None:
    assert [asked_from("203.0.113.7") for _ in range(5)] == [False, False, False, True, True]
    assert not asked_from("203.0.113.8")


def test_all_addresses_of_one_line_count_together(shelf: Environment) -> None:
    asked = [asked_from(f"2001:db8:1:2::{number:x}") for number in range(1, 6)]
    assert asked == [False, False, False, True, True] and not asked_from("2001:db8:1:3::1")


def test_no_address_is_kept_and_counts_go_once_they_are_over(shelf: Environment) -> None:
    asked_from("203.0.113.7")
    row = ShelfCount.objects.get()
    assert "203" not in row.of[:3] or len(row.of) == 64
    assert b"203.0.113.7" not in (shelf.home / "service.sqlite3").read_bytes()
    forget(timezone.now() + timedelta(minutes=11))
    assert not ShelfCount.objects.exists()


def test_what_somebody_else_says_of_an_address_is_not_believed(shelf: Environment) -> None:
    for number in range(4):
        forged = RequestFactory(REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}").get("/")
        is_over = limits.is_over(forged, limits.Limit("test", 3, 10))
    assert is_over


@pytest.mark.slow
def test_who_writes_too_many_names_is_told_what_to_do(shelf: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("booklet.service.shelf.named.NAMES", replace(limits.NAMES, most=1))
    client = Client()
    assert client.post(f"{THING}name/", {"name": "Kilimani"}).status_code == 302
    answer = client.post(f"{THING}name/", {"name": "Kilimani"})
    said = answer.content.decode()
    assert answer.status_code == 429 and answer["Retry-After"] == "600"
    assert "Try again in 10 minutes" in said and "ask the partner" in said


@pytest.mark.slow
def test_files_that_are_there_are_given_however_often(shelf: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("booklet.service.shelf.sent.FILES", replace(limits.FILES, most=1))
    client = Client()
    assert body(client.get(f"{CARD}office-colour.pdf"))
    assert client.get(f"{CARD}office-grey.pdf").status_code == 429
    assert body(client.get(f"{CARD}office-colour.pdf"))
