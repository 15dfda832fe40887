"""Start: from nothing to a first PROOF, then the settings: every change in the files, and nobody's overwritten."""

import re
from pathlib import Path
from typing import Any

import pytest
from desks import let_in
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from booklet import open_project
from booklet.api.overview import MACHINE, REVIEWED, CallState, Overview, WordsOf
from booklet.desk.edition import current
from booklet.desk.front import list_tasks
from booklet.desk.models import Event, Revision
from booklet.values import replace

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><path d="M0 0h9v9z" fill="#c8143c"/></svg>'

AUTO = {"X-Desk": "auto"}

HTMX = {"HX-Request": "true"}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def seen_in(answer: Any, form: str = "lines") -> str:
    """Return what a form says that its fields said."""
    found = re.search(rf'id="seen-{form}" value="([^"]+)"', text(answer))
    assert found, text(answer)[:2000]
    return found[1]


def brand(partner: Path) -> str:
    return (partner / "brand.yaml").read_text("utf-8")


def lines(seen: str, **values: str) -> dict[str, str]:
    return {"form": "lines", "page": "index", "seen": seen, "name": "Amani House", "short": "", "contact": "", **values}


def logo(data: bytes, name: str = "x.exe") -> dict[str, object]:
    return {"page": "index", "logo": SimpleUploadedFile(name, data)}


# from nothing


@pytest.mark.slow
def test_a_first_proof_takes_a_country_and_a_name(nowhere: Path) -> None:
    client = let_in(Client(), name="")
    page = client.get("/", follow=True)
    assert "Make your own edition" in text(page) and not nowhere.exists()
    assert "?country=KE" in text(client.get("/start/", {"q": "kenia"}))
    assert "?country=KE" in text(client.get("/start/countries/", {"q": "Кен"}, headers=HTMX))
    assert "No country is called" in text(client.get("/start/countries/", {"q": "Atlantis<b>"}))
    assert client.get("/start/organisation/", {"country": "QQ"}).headers["Location"] == "/start/"
    asked = client.get("/start/organisation/", {"country": "KE"})
    assert "Your edition for Kenya" in text(asked)
    assert client.post("/start/organisation/", {"country": "KE", "organisation": "", "name": "1"}).status_code == 422
    assert not nowhere.exists()
    sent = {"country": "KE", "organisation": " Amani  House", "name": "Wanjiku"}
    assert client.post("/start/organisation/", sent).headers["Location"] == "/start/logo/"
    assert open_project(nowhere).sources.brand.name == "Amani House"
    assert Event.objects.get().who == "Wanjiku"
    for step in ("logo", "look", "ready", ""):
        assert client.get(f"/start/{step}/".replace("//", "/")).status_code == 200
    assert "Your first PROOF is ready" in text(client.get("/start/ready/"))
    assert client.post("/start/organisation/", sent).headers["Location"] == "/start/logo/"


@pytest.mark.slow
def test_a_country_that_we_know_nothing_of_has_pages_at_once_in_its_own_languages(nowhere: Path) -> None:
    client = let_in(Client(), name="")
    client.post("/start/organisation/", {"country": "KM", "organisation": "Amani House", "name": "Wanjiku"})
    project = open_project(nowhere)
    assert project.contacts("KM") == () and project.country("KM").locales == ("ar", "fr")
    assert client.get("/picture/card/", {"locale": "ar", "band": "14-17", "item": "c1"}).status_code == 200
    ready = text(client.get("/start/ready/"))
    assert "Your first PROOF is ready" in ready and "Add the helplines" in ready  # its Arabic is nobody's yet
    assert "There are no helplines yet" in text(client.get("/"))


def test_what_cannot_be_printed_is_told_and_nothing_is_made(nowhere: Path) -> None:
    client = let_in(Client(), name="")
    sent = {"country": "KE", "organisation": "\u200b", "name": "Wanjiku"}
    assert client.post("/start/organisation/", sent).status_code == 422
    assert not nowhere.exists()


# settings


def test_lines_are_kept_at_a_pause_and_read_back(client: Client, partner: Path) -> None:
    page = client.get("/start/")
    sent = lines(seen_in(page), short="Amani", contact="P.O. Box 1, Nairobi")
    answer = client.post("/start/save/lines/", sent, headers=AUTO)
    assert answer.status_code == 200 and 'id="saved-lines"' in text(answer) and "Saved" in text(answer)
    assert "short: Amani" in brand(partner) and "contact: 'P.O. Box 1, Nairobi'" in brand(partner)
    assert "# A shorter name" in brand(partner)
    event = Event.objects.first()
    assert event and event.who == "Wanjiku" and "Short name" in event.said
    assert client.post("/start/save/lines/", {**sent, "seen": seen_in(answer)}, headers=AUTO).status_code == 200
    assert Event.objects.count() == 1


def test_without_script_a_form_leads_back_to_its_page(client: Client, partner: Path) -> None:
    sent = lines(seen_in(client.get("/start/")), short="Amani")
    assert client.post("/start/save/lines/", sent).headers["Location"] == "/start/"
    answer = client.post("/start/save/lines/", {**sent, "contact": "see bit.ly/x", "page": "//evil.example"})
    assert answer.status_code == 422 and "see bit.ly/x" in text(answer) and "<h1>Settings</h1>" in text(answer)


def test_a_fault_stands_at_its_field_and_the_other_lines_are_kept(client: Client, partner: Path) -> None:
    seen = seen_in(client.get("/start/"))
    sent = lines(seen, short="Amani", contact="Reviewed by <b>us</b>")
    answer = client.post("/start/save/lines/", sent, headers=AUTO)
    assert answer.status_code == 422
    at_contact = text(answer).partition('id="fault-contact"')[2].partition("</div>")[0]
    assert "reviewed" in at_contact and "<b>" not in text(answer)
    assert "short: Amani" in brand(partner) and "Reviewed" not in brand(partner)


@pytest.mark.slow
def test_of_two_who_change_a_line_the_second_sees_both_and_chooses(client: Client, partner: Path) -> None:
    seen = seen_in(client.get("/start/"))
    assert client.post("/start/save/lines/", lines(seen, short="The first"), headers=AUTO).status_code == 200
    sent = lines(seen, short="The second", contact="P.O. Box 2")
    answer = client.post("/start/save/lines/", sent, headers=AUTO)
    assert answer.status_code == 409 and "The first" in text(answer) and "The second" in text(answer)
    assert "short: The first" in brand(partner) and "P.O. Box 2" in brand(partner)
    again = client.post("/start/save/lines/", {**sent, "seen": seen_in(answer)}, headers=AUTO)
    assert again.status_code == 409
    chosen = re.search(
        r'name="short" value="The second"><input type="hidden" name="seen" value="([^"]+)"', text(answer)
    )
    assert chosen
    taken = {"form": "lines", "page": "index", "short": "The second", "seen": chosen[1]}
    assert client.post("/start/save/lines/", taken).status_code == 302
    assert "short: The second" in brand(partner)


def test_a_form_that_we_did_not_make_overwrites_nothing(client: Client, partner: Path) -> None:
    answer = client.post("/start/save/lines/", lines("forged", name="Other House"), headers=AUTO)
    assert answer.status_code == 409 and "name: 'Amani House'" in brand(partner)


@pytest.mark.slow
def test_a_colour_is_chosen_by_its_tile(client: Client, partner: Path) -> None:
    page = client.get("/start/")
    assert 'fill="#99CFB8"' in text(page) and "style=" not in text(page)
    sent = {"form": "accent", "page": "look", "accent": "mint", "seen": seen_in(page, "accent")}
    answer = client.post("/start/save/lines/", sent, headers=AUTO)
    assert answer.status_code == 200 and "accent: mint" in brand(partner) and 'id="look"' in text(answer)
    sent["seen"] = seen_in(answer, "accent")
    assert client.post("/start/save/lines/", {**sent, "accent": "red"}).status_code == 422


@pytest.mark.slow
def test_a_cover_shows_four_faces_or_our_picture(client: Client, partner: Path) -> None:
    page = client.get("/start/")
    faces = ["maya kind", "kofi worried", "jas kind", "tomas kind"]
    sent = {"page": "index", "kind": "faces", "face": faces, "seen": seen_in(page, "cover")}
    answer = client.post("/start/save/cover/", sent, headers=AUTO)
    assert answer.status_code == 200
    assert "cover: {tiles: [maya kind, kofi worried, jas kind, tomas kind]}" in brand(partner)
    edited = client.post("/start/save/cover/", {**sent, "kind": "ours"}, headers=AUTO)
    assert edited.status_code == 409 and "Somebody else changed the cover" in text(edited)
    now = {**sent, "seen": seen_in(answer, "cover")}
    assert client.post("/start/save/cover/", {**now, "face": ["maya kind", "x"]}).status_code == 422
    assert client.post("/start/save/cover/", {**now, "kind": "ours"}).headers["Location"] == "/start/"
    assert "tiles: [maya" not in brand(partner)


def test_a_picture_of_ones_own_stays_on_the_cover(client: Client, partner: Path) -> None:
    (partner / "layouts/art").mkdir(parents=True)
    (partner / "layouts/art/house.svg").write_bytes(SVG)
    (partner / "brand.yaml").write_text("name: A\ncover: {picture: house.svg, alt: A red house.}\n", encoding="utf-8")
    page = client.get("/start/")
    assert "Your own picture, as it stands" in text(page)
    client.post("/start/save/cover/", {"page": "index", "kind": "picture", "seen": seen_in(page, "cover")})
    assert "picture: house.svg" in brand(partner)


@pytest.mark.slow
def test_a_logo_is_dropped_in_seen_refused_and_taken_away(client: Client, partner: Path) -> None:
    answer = client.post("/start/save/logo/", logo(SVG), headers=HTMX)
    assert answer.status_code == 200 and "Your logo is in the edition" in text(answer)
    assert 'hx-swap-oob="true"' in text(answer) and (partner / "layouts/art/logo.svg").read_bytes() == SVG
    stamp = current().stamp
    hostile = SVG.replace(b"<path", b"<script>alert(1)</script><path")
    answer = client.post("/start/save/logo/", logo(hostile, "../../evil.svg"), headers=HTMX)
    assert answer.status_code == 422 and "Your logo of before is still there" in text(answer)
    assert "<script>alert" not in text(answer) and current().stamp == stamp
    assert client.post("/start/save/logo/", logo(b"GIF89a" + bytes(99))).status_code == 422
    assert client.post("/start/save/logo/", {"page": "logo", "remove": "1"}).headers["Location"] == "/start/logo/"
    assert not list((partner / "layouts/art").iterdir())
    kept = Revision.objects.filter(file="layouts/art/logo.svg").order_by("id")
    assert [(one.before, one.after) for one in kept] == [(None, SVG), (SVG, None)]


@pytest.mark.slow
def test_languages_are_ticked_and_at_least_one_stays(client: Client, partner: Path) -> None:
    page = client.get("/start/")
    sent = {"page": "look", "locales": ["sw", "fr"], "seen": seen_in(page, "languages")}
    assert client.post("/start/save/languages/", sent, headers=AUTO).status_code == 200
    assert "locales: [sw, fr]" in (partner / "translations/countries/KE.yaml").read_text("utf-8")
    answer = client.post("/start/save/languages/", {**sent, "locales": ["en"]}, headers=AUTO)
    assert answer.status_code == 409 and "Français" in text(answer)
    now = {"page": "look", "seen": seen_in(client.get("/start/"), "languages")}
    assert client.post("/start/save/languages/", now, headers=AUTO).status_code == 422
    assert client.post("/start/save/languages/", {**now, "locales": ["xx"]}).status_code == 422
    assert client.post("/start/save/languages/", {**now, "locales": ["en"]}).headers["Location"] == "/start/look/"


def test_a_release_may_need_two_people(client: Client, partner: Path) -> None:
    assert not current().rules.two_people
    assert client.post("/start/save/rules/", {"two_people": "1"}, headers=AUTO).status_code == 200
    assert current().rules.two_people and "checked> A release needs two people" in text(client.get("/start/"))
    client.post("/start/save/rules/", {"page": "index"})
    assert not current().rules.two_people and Event.objects.filter(action="rules").count() == 2


@pytest.mark.slow
def test_the_booklet_for_screens_can_be_taken_away(client: Client) -> None:
    answer = client.get("/start/booklet/en/14-17/")
    assert answer.content.startswith(b"%PDF") and "_PROOF.pdf" in answer.headers["Content-Disposition"]
    assert client.get("/start/booklet/xx/14-17/").status_code == 422


def test_nobody_changes_anything_without_a_name(partner: Path) -> None:
    unnamed = let_in(Client(), name="")
    before = current().stamp
    for what in ("lines", "logo", "languages", "rules"):
        assert unnamed.post(f"/start/save/{what}/", {"name": "x"}).headers["Location"].startswith("/who/")
        assert unnamed.get(f"/start/save/{what}/").status_code == 405
    assert current().stamp == before


# the front page


def test_the_front_page_says_what_waits_for_whom(client: Client) -> None:
    page = text(client.get("/"))
    assert "<h1><bdi>Amani House</bdi></h1>" in page and "PROOF: not for readers yet" in page
    assert "3 numbers wait for a call" in page and "fixed messages wait to be translated back" in page
    assert "Your logo is missing" in page and page.count("/picture/") == 4


@pytest.mark.slow
def test_the_front_page_stands_while_a_file_is_faulty(client: Client, partner: Path) -> None:
    (partner / "brand.yaml").write_text("name: [", encoding="utf-8")
    answer = client.get("/")
    assert answer.status_code == 200 and "Something is wrong in the files" in text(answer)
    assert "brand.yaml" in text(answer) and "/picture/" not in text(answer)


def test_when_all_is_done_there_is_nothing_to_do() -> None:
    words = WordsOf("en", REVIEWED, 83, 83)
    done = Overview("KE", ("en",), CallState.CONFIRMED, None, (), (), (words,), (), has_contacts=True, has_logo=True)
    assert list_tasks(done) == [] and not done.is_proof and not done.is_draft
    (task,) = list_tasks(replace(done, words=(replace(words, state=MACHINE),)))
    assert task.stops and task.url == "/words/"
