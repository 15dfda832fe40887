"""The screen "Calls": only who called may mark, a wrong number is called again, and nothing confirms by itself."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from clocks import TODAY
from deskforms import edit_file, fault_at, form_of, text_of
from django.conf import settings
from django.test import Client, override_settings
from projects import CONFIRMED, lay, ours, uncalled

import booklet
from booklet.desk.edition import current
from booklet.desk.models import Event

RIGHT = {"number-0": "right", "own": "yes", "free": "unknown"}

CHILDLINE = "/calls/to/childline/"


def opened(client: Client, address: str = CHILDLINE) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200
    return form_of(answer.content.decode(), 'class="stack calling"')


def call(client: Client, address: str = CHILDLINE, **answers: Any) -> Any:
    """Answer what a call asks; without another answer, nobody could say what it costs."""
    given = {"free": "unknown"} | {key.replace("_", "-"): value for key, value in answers.items()}
    return client.post(address, {**opened(client, address), **given})


def state_of(contact: str = "childline") -> booklet.CallState:
    found = current().project().contact_book("KE").find(contact)
    assert found
    return found.state


@pytest.mark.slow
def test_who_called_marks_what_is_right_and_goes_on_to_the_next(client: Client, partner: Path) -> None:
    page = client.get("/calls/").content.decode()
    assert "0 of 3 called" in page and 'href="/calls/to/childline/"' in page
    answer = call(client, number_0="right", own="yes", free="yes")
    assert answer.headers["Location"] == "/calls/to/emergency/?told=childline"
    assert state_of() is booklet.CallState.CONFIRMED
    (check,) = [one.checked for one in booklet.open_project(partner).contacts("KE") if one.checked]
    assert (check.by, check.on) == ("Wanjiku", TODAY)
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Childline Kenya is confirmed until" in page and "2 of 3" in page
    event = Event.objects.get(action="called")
    assert event.who == "Wanjiku" and event.details["contact"] == "childline"
    page = client.get("/calls/").content.decode()
    assert "1 of 3 called" in page and "<td>Wanjiku</td>" in page


@pytest.mark.parametrize(
    ("answers", "place"),
    [
        ({"number_0": "right"}, "own"),
        ({"own": "yes"}, "number-0"),
        ({"number_0": "wrong", "number_0_new": "117", "own": "yes"}, "number-0"),
        ({"number_0": "right", "own": "yes", "on": "2027-01-01"}, ""),
        ({"number_0": "right", "own": "yes", "on": "2026-01-01"}, ""),
        ({"number_0": "right", "own": "yes", "hours_when": "hours"}, "hours"),
        ({"number_0": "right", "own": "yes", "free": ""}, "free"),
        ({"answer": "gone"}, "own"),
    ],
)
def test_what_is_not_said_is_asked_and_nothing_is_written(
    client: Client, partner: Path, answers: dict[str, str], place: str
) -> None:
    before = text_of(partner)
    answer = call(client, **answers)
    assert answer.status_code == 422 and fault_at(answer, place)
    assert text_of(partner) == before and not Event.objects.exists()


def test_a_name_that_is_no_person_cannot_call(partner: Path) -> None:
    from desks import let_in

    robot = let_in(Client(), name="a script")
    assert call(robot, number_0="right", own="yes").status_code == 422
    stranger = let_in(Client(), name="")
    assert stranger.get(CHILDLINE).headers["Location"].startswith("/who/")


@pytest.mark.slow
def test_a_wrong_number_is_changed_with_its_source_and_called_again(client: Client, partner: Path) -> None:
    call(client, number_0="right", own="yes")
    assert state_of() is booklet.CallState.CONFIRMED
    call(client, number_0="wrong", number_0_new="1190", number_0_source="the woman who answered")
    assert state_of() is booklet.CallState.UNCONFIRMED
    contact = booklet.open_project(partner).contacts("KE")[0]
    assert contact.numbers[0].printed == "1190" and contact.checked is None
    assert (contact.sources[-1].address, contact.sources[-1].dated) == ("the woman who answered", TODAY.isoformat())
    assert next(one.id for one in current().project().to_call("KE")) == "childline"
    event = Event.objects.get(action="wrong")
    assert event.details["numbers"] == [{"was": "116", "new": "1190"}]
    assert "Wanjiku found a number wrong on" in client.get("/calls/").content.decode()
    assert call(client, number_0="right", own="yes").status_code == 302
    assert state_of() is booklet.CallState.CONFIRMED


@pytest.mark.slow
def test_a_wrong_number_without_another_takes_the_confirmation_away(client: Client, partner: Path) -> None:
    call(client, number_0="right", own="yes")
    assert call(client, number_0="wrong").status_code == 302
    assert state_of() is booklet.CallState.UNCONFIRMED and "printed: '116'" in text_of(partner)


@pytest.mark.slow
def test_a_new_number_that_is_none_is_refused_and_the_call_stays(client: Client, partner: Path) -> None:
    call(client, number_0="right", own="yes")
    before = text_of(partner)
    answer = call(client, number_0="wrong", number_0_new="ask them", number_0_source="a leaflet")
    assert answer.status_code == 422 and text_of(partner) == before


def test_who_does_not_answer_comes_again_at_the_end(client: Client, partner: Path) -> None:
    before = text_of(partner)
    assert call(client, number_0="no-answer").headers["Location"] == "/calls/to/emergency/?told=childline"
    assert text_of(partner) == before and state_of() is booklet.CallState.UNCONFIRMED
    page = client.get("/calls/").content.decode()
    assert page.index('href="/calls/to/emergency/"') < page.index('href="/calls/to/childline/"')
    assert "No answer today at" in page


@pytest.mark.slow
def test_hours_that_were_heard_are_written_with_the_call(client: Client, partner: Path) -> None:
    address = "/calls/to/gbv-helpline/"
    hours = {"hours_when": "hours", "hours_0_days": "mon-fri", "hours_0_from": "09:00", "hours_0_to": "17:00"}
    assert call(client, address, number_0="right", own="yes", free="no", **hours).status_code == 302
    assert "hours: {mon-fri: 09:00-17:00}" in text_of(partner) and state_of("gbv-helpline") == "confirmed"


@pytest.mark.slow
def test_a_place_that_is_gone_prints_no_more(client: Client, partner: Path) -> None:
    assert call(client, "/calls/to/gbv-helpline/", answer="gone", own="yes").status_code == 302
    assert state_of("gbv-helpline") is booklet.CallState.WITHDRAWN
    assert "0 of 2 called" in client.get("/calls/").content.decode()


def test_a_contact_that_changed_during_the_call_is_asked_about_again(client: Client, partner: Path) -> None:
    sent = opened(client)
    edit_file(partner, "{printed: '116'}", "{printed: '117'}")
    before = text_of(partner)
    answer = client.post(CHILDLINE, {**sent, **RIGHT})
    assert answer.status_code == 409 and "117" in answer.content.decode() and text_of(partner) == before


def test_the_emergency_line_is_not_tapped(client: Client, partner: Path) -> None:
    page = client.get("/calls/to/emergency/").content.decode()
    assert "must stay free" in page and "tel:999" not in page and "Is the call free" not in page
    assert 'href="tel:116"' in client.get(CHILDLINE).content.decode()


@pytest.mark.slow
def test_all_called_is_said_with_what_ends_soon(client: Client, partner: Path) -> None:
    text = uncalled(CONFIRMED.replace("country: XX", "country: KE"), "2026-11-20")
    lay(partner, {"translations/countries/KE.yaml": uncalled(text)})
    project = booklet.open_project(partner)
    project.record_call(project.contacts("KE")[0], by="A. Tester")
    project.record_call(project.contacts("KE")[1], by="A. Tester", on=TODAY - timedelta(140))
    page = client.get("/calls/").content.decode()
    assert "All numbers are called" in page and "Ends within 60 days" in page and page.count("A. Tester") == 2
    assert page.index("Ends within") < page.index("/calls/to/friends/") < page.index("<td>A. Tester")


@pytest.mark.slow
def test_own_words_are_looked_at_by_who_says_so(client: Client, partner: Path) -> None:
    lay(partner, {"brand.yaml": "name: Amani House\ncontact: Ask us at amani.example\n"})
    assert "Look at 1 own text or picture" in client.get("/calls/").content.decode()
    page = client.get("/calls/look/").content.decode()
    assert "amani.example" in page
    sent = {"seen": form_of(page, 'class="card"')["seen"], "answer": "tried", "own": "yes"}
    assert client.post("/calls/look/", {**sent, "own": ""}).status_code == 422
    assert client.post("/calls/look/", {**sent, "answer": "agrees"}).status_code == 422
    brand = "name: Amani House\ncontact: Ask us at amani2.example\n"
    lay(partner, {"brand.yaml": brand})
    assert client.post("/calls/look/", sent).status_code == 422 and not (partner / "confirmed.yaml").exists()
    sent["seen"] = form_of(client.get("/calls/look/").content.decode(), 'class="card"')["seen"]
    assert client.post("/calls/look/", sent).status_code == 302
    assert "Wanjiku" in (partner / "confirmed.yaml").read_text(encoding="utf-8")
    assert "Everything is looked at" in client.get("/calls/look/").content.decode()


@pytest.mark.slow
def test_a_drawing_of_ours_that_was_changed_is_looked_at(client: Client, partner: Path) -> None:
    part = "layouts/kit/props/tree.svg"
    lay(partner, {part: ours(part) + "\n"})
    page = client.get("/calls/look/").content.decode()
    assert part in page and "does it show a number, an address or a code?" in page
    sent = {"seen": form_of(page, 'class="card"')["seen"], "answer": "nothing", "own": "yes"}
    lay(partner, {part: ours(part) + "\n\n"})
    assert client.post("/calls/look/", sent).status_code == 422 and not (partner / "confirmed.yaml").exists()


def test_a_phone_finds_this_screen_only_if_the_desk_is_shared(client: Client) -> None:
    assert client.get("/calls/phone.svg").status_code == 404
    with override_settings(ALLOWED_HOSTS=[*settings.ALLOWED_HOSTS, "192.0.2.7"]):
        assert client.get("/calls/phone.svg").content.startswith(b"<?xml")
