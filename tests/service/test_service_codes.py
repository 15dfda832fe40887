"""The page of a code: what a print that was given out is worth today, and the stickers for it."""

from datetime import timedelta
from io import BytesIO

import pytest
from clocks import set_clock
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from shelves import CARD, THING, body

from booklet.api import clock
from booklet.api.holding import read_coverages
from booklet.desk.edition import use
from booklet.service.codes import views
from booklet.service.codes.asking import remember
from booklet.service.codes.models import GivenOut
from booklet.service.environment import Environment
from booklet.service.models import Partner
from booklet.service.shelf.limits import Limit


def give_out() -> str:
    """Let a visitor take a poster, and return its code."""
    (covered,) = read_coverages(body(Client().get(f"{THING}office-colour.pdf")))
    assert covered.code
    return covered.code


@pytest.mark.slow
def test_a_print_that_was_given_out_holds_and_its_code_may_be_typed_as_one_likes(shelf: Environment) -> None:
    code = give_out()
    page = Client().get(f"/{code}/").content.decode()
    assert "All its numbers still hold." in page and "Take the stickers" not in page
    assert Client().get("/code/", {"code": code.lower().replace("-", " ")})["Location"] == f"/{code}"
    assert Client().get(f"/{code.replace('-', '').lower()}")["Location"] == f"/{code}"
    assert GivenOut.objects.count() == 1 and "testserver" not in str(GivenOut.objects.values())


@pytest.mark.slow
def test_a_pack_is_remembered_by_what_lies_in_it(shelf: Environment) -> None:
    data = body(Client().get(f"{THING}office-colour.zip"))
    assert {one.code for one in read_coverages(data)} == {row.code for row in GivenOut.objects.all()} != set()


@pytest.mark.slow
def test_a_number_that_was_changed_is_told_with_what_stands_instead_and_the_stickers(shelf: Environment) -> None:
    code = give_out()
    edition = Partner.objects.get(name="amani").edition
    country = edition.path / "translations" / "countries" / "KE.yaml"
    country.write_text(country.read_text("utf-8").replace("printed: '116'", "printed: '1199'"), encoding="utf-8")
    page = Client().get(f"/{code}/").content.decode()
    assert "no longer right" in page and "<strong><bdi>1199</bdi></strong>" in page
    assert Client().get(f"/{code}/stickers/amani/").status_code == 404, "nobody has called the new number"
    with use(edition):
        project = edition.project()
        for contact in project.to_call("KE"):
            project.record_call(contact, by="A. Tester")
    sheet = body(Client().get(f"/{code}/stickers/amani/"))
    assert "1199" in PdfReader(BytesIO(sheet)).pages[0].extract_text()
    assert Client().get(f"/{code}/stickers/baraka/").status_code == 404


@pytest.mark.slow
def test_calls_that_have_ended_are_told_as_ended(shelf: Environment) -> None:
    code = give_out()
    later = clock.today() + timedelta(days=800)
    set_clock(later)
    assert "Nobody has called its numbers lately." in Client().get(f"/{code}/").content.decode()


@pytest.mark.slow
def test_a_wrong_letter_is_told_and_a_code_of_nothing_is_unknown(shelf: Environment) -> None:
    code = give_out()
    wrong = ("B" if code[0] != "B" else "C") + code[1:]
    assert Client().get("/code/", {"code": wrong}).status_code == 422
    assert "A letter is wrong" in Client().get("/code/", {"code": "<b>116</b>"}).content.decode()
    assert "<b>" not in Client().get("/code/", {"code": "<b>116</b>"}).content.decode()
    GivenOut.objects.all().delete()
    Partner.objects.update(closed=timezone.now())
    answer = Client().get(f"/{code}/")
    assert answer.status_code == 404 and "Nothing is known here" in answer.content.decode()


@pytest.mark.slow
def test_nobody_tries_all_codes(shelf: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    code = give_out()
    monkeypatch.setattr(views, "CODES", Limit("codes", 2, 10))
    assert [Client().get(f"/{code}/").status_code for _ in range(4)] == [200, 200, 429, 429]


@pytest.mark.slow
def test_what_is_no_file_of_ours_is_not_remembered(shelf: Environment) -> None:
    remember(Partner.objects.get(name="amani"), b"%PDF-1.7 of somebody else")
    body(Client().get(f"{CARD}office-colour.pdf"))
    assert all(row.code for row in GivenOut.objects.all())
