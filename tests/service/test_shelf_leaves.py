"""Every way to leave the shelf: what was released once is gone at once, also from addresses that somebody kept."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from clocks import TODAY, set_clock
from django.test import Client
from django.utils import timezone
from shelves import CARD, THING, body

from booklet.desk.edition import use
from booklet.desk.models import Answer, Ask, Release, Remark
from booklet.service.environment import Environment
from booklet.service.models import Partner

FILE = f"{THING}office-colour.pdf"

Leave = Callable[[Environment], None]


def amani() -> Partner:
    return Partner.objects.get(name="amani")


def edit(service: Environment, name: str, before: str, after: str) -> None:
    """Change a file of the edition as its people do."""
    path = service.editions / "amani" / name
    said = path.read_text(encoding="utf-8")
    assert before in said
    path.write_text(said.replace(before, after), encoding="utf-8")


def recall(service: Environment) -> None:
    with use(amani().edition):
        Release.objects.filter(product="poster").update(recalled=timezone.now(), recalled_by="A. Lead", reason="wrong")


def recall_one(service: Environment) -> None:
    from booklet.desk.signing.state import state_of
    from booklet.service.shelf.offers import at_desk

    with at_desk(amani().edition):
        axes = {"locale": "en", "band": "14-17", "item": "p1"}
        of = state_of(amani().edition, "poster", **axes).of
        moment = timezone.now()
        Release.objects.create(product="poster", of=of, by="A", released=moment, recalled=moment, **axes)


def change_words(service: Environment) -> None:
    edit(service, "brand.yaml", "Amani House", "Amani Homes")


def change_number(service: Environment) -> None:
    edit(service, "translations/countries/KE.yaml", "{printed: '116'}", "{printed: '117'}")


def break_a_file(service: Environment) -> None:
    edit(service, "translations/countries/KE.yaml", "contacts:", "contacts: [")


def take_signatures_away(service: Environment) -> None:
    for path in (service.editions / "amani" / "translations").rglob("reviews*"):
        path.unlink()


def close(service: Environment) -> None:
    Partner.objects.filter(name="amani").update(closed=timezone.now())


def let_calls_end(service: Environment) -> None:
    set_clock(TODAY + timedelta(days=200))


def set_clock_back(service: Environment) -> None:
    set_clock(TODAY - timedelta(days=30))


def ask(service: Environment) -> Answer:
    """Let somebody ask for an answer, and another give one that says nothing yet."""
    with use(amani().edition):
        subject = {"product": "poster", "locale": "en", "band": "14-17", "item": "", "topics": []}
        until = timezone.now() + timedelta(days=7)
        asked = Ask.objects.create(token="t", kind="pages", subject=subject, of="", shown={}, expires=until)
        return Answer.objects.create(ask=asked, said="change", by="Juma")


def ask_for_a_change(service: Environment) -> None:
    answer = ask(service)
    with use(amani().edition):
        Remark.objects.create(answer=answer, reason="The number is wrong.")


def unrelease(service: Environment) -> None:
    with use(amani().edition):
        Release.objects.filter(product="poster").update(released=None)


WAYS: tuple[Leave, ...] = (
    *(recall, recall_one, change_words, change_number, break_a_file, take_signatures_away, close),
    *(let_calls_end, set_clock_back, ask_for_a_change, unrelease),
)


@pytest.mark.slow
@pytest.mark.parametrize("leave", WAYS, ids=lambda leave: leave.__name__)
def test_what_left_the_shelf_is_given_to_nobody(leave: Leave, shelf: Environment) -> None:
    client = Client()
    shown = client.get(THING).content.decode()
    (picture,) = re.findall(r'src="([^"]+-900-[0-9a-f]{40}\.png)"', shown)
    assert body(client.get(picture)) and body(client.get(FILE)).startswith(b"%PDF")
    named = client.post(f"{THING}name/", {"name": "Kilimani School", "contact": ""})["Location"]
    assert client.get(named).status_code == 200 and body(client.get(f"{named}office-colour.pdf"))
    leave(shelf)
    for path in (THING, FILE, picture, named, f"{named}office-colour.pdf", f"{named}page-1-900.png"):
        assert client.get(path).status_code == 404, path
    assert client.post(f"{THING}name/", {"name": "Kilimani School"}).status_code == 404
    listed = client.get("/c/KE/en/")
    assert THING not in listed.content.decode()


def test_what_somebody_else_does_leaves_it_there(shelf: Environment) -> None:
    client = Client()
    assert client.get(THING).status_code == 200
    recall_one(shelf)
    assert client.get(THING.replace("/p1/", "/p2/")).status_code == 200
    edit(shelf, "brand.yaml", "Amani House", "Amani House")
    assert client.get(CARD).status_code == 200
    (shelf.editions / "baraka" / "brand.yaml").write_bytes(b"[")
    assert client.get(CARD).status_code == 200


def test_a_remark_alone_takes_it_away_until_it_is_done(shelf: Environment) -> None:
    client, answer = Client(), ask(shelf)
    assert client.get(THING).status_code == 200
    with use(amani().edition):
        remark = Remark.objects.create(answer=answer, reason="The number is wrong.")
    assert client.get(THING).status_code == 404
    Remark.everywhere.filter(pk=remark.pk).update(done=timezone.now())
    assert client.get(THING).status_code == 200


def test_a_number_that_ended_is_no_more_shown_above_the_shelf(shelf: Environment) -> None:
    assert 'href="tel:116"' in Client().get("/c/KE/").content.decode()
    let_calls_end(shelf)
    assert "tel:" not in Client().get("/c/KE/").content.decode()


def test_what_changes_while_it_is_made_is_not_kept(shelf: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    from booklet.service.shelf.printing import write_wish

    def write(project: object, what: object, folder: Path, *more: object) -> Path:
        path = write_wish(project, what, folder, *more)  # type: ignore[arg-type]
        change_words(shelf)
        return path

    monkeypatch.setattr("booklet.service.shelf.wishes.write_wish", write)
    answer = Client().get(FILE)
    assert answer.status_code == 503 and answer["Refresh"]
    assert not list((shelf.home / "files").rglob("*.pdf"))
    assert Client().get(FILE).status_code == 404


def test_who_comes_while_somebody_looks_is_told_to_wait_and_sees_the_numbers(
    shelf: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    from booklet.service.shelf import offers

    monkeypatch.setattr(offers, "PATIENCE", 0.0)
    change = shelf.editions / "amani" / "notes.yaml"
    change.write_text("# another file\n", encoding="utf-8")
    answer = Client().get(THING)
    assert answer.status_code == 503 and answer["Refresh"] and 'href="tel:116"' in answer.content.decode()
    change.unlink()
    offers.wait_for_looks()
