"""The screen "Contacts": forms that save at a pause, faults at their fields, and nobody's change written over."""

import gzip
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from deskforms import FILE, edit_file, fault_at, form_of, seen_in, text_of
from django.test import Client
from projects import CONFIRMED, lay

import booklet
from booklet.api import contactbook
from booklet.desk.contacts import labels
from booklet.desk.contacts.forms import list_facts
from booklet.desk.contacts.values import MAIN, show, write
from booklet.desk.edition import current
from booklet.desk.models import Event

AUTO = {"X-Desk": "auto"}


def opened(client: Client, address: str = "/contacts/childline/") -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200
    return form_of(answer.content.decode())


def send(client: Client, sent: Mapping[str, Any], address: str = "/contacts/childline/", **more: Any) -> Any:
    return client.post(address, {**sent, **more}, headers=AUTO)


@pytest.fixture
def confirmed(partner: Path) -> Path:
    """A partner's folder whose contacts were called."""
    text = CONFIRMED.replace("country: XX", "country: KE")
    lay(partner, {FILE: text})
    project = booklet.open_project(partner)
    for contact in project.to_call("KE"):
        project.record_call(contact, by="A. Tester")
    return partner


def test_every_value_that_a_file_may_have_has_a_name() -> None:
    for key, words in (("kind", labels.KINDS), ("service", labels.SERVICES), ("chat", labels.CHATS)):
        assert set(words) == set(contactbook.CHOICES[key])
    assert set(labels.CONFIDENCES) == set(contactbook.CHOICES["confidence"])
    assert set(labels.ANSWERS) == set(contactbook.CHOICES["free"])
    assert set(labels.DAYS) >= set(contactbook.CHOICES["days"])
    assert set(labels.PRACTICE) == set(contactbook.PRACTICE)
    assert set(labels.PRACTICE_VALUES) == {(key, one) for key, told in contactbook.PRACTICE.items() for one in told}
    assert set(labels.REASONS) == set(contactbook.Reason) and set(labels.STATES) == set(booklet.CallState)
    assert set(labels.FIELDS) == {*MAIN, "practice"}


@pytest.mark.parametrize("country", ["KE", "GB", "IN", "BR", "TH"])
def test_what_a_form_shows_of_our_files_is_what_they_say(country: str) -> None:
    insert = booklet.open_project().contacts(country)
    from booklet.api.contactbook import read_book
    from booklet.sources.folders import country_file, open_folders

    project = booklet.open_project()
    path = open_folders().own / country_file(country)
    from booklet.api.clock import today

    book = read_book(path, country, project.sources, today())
    assert len(book.contacts) == len(insert)
    for contact in book.contacts:
        shown = show(contact.fields, (*MAIN, "practice"))
        again = {key: written for key, value in shown.items() if (written := write(key, value)) is not None}
        assert show(again, (*MAIN, "practice")) == shown


def test_the_list_says_the_state_of_each_contact(client: Client, partner: Path) -> None:
    page = client.get("/contacts/").content.decode()
    assert page.count("Nobody has called") == 3 and "Childline Kenya" in page and "on every page" in page
    assert page.index("childline") < page.index("gbv-helpline")


@pytest.mark.slow
def test_a_form_that_nobody_touched_changes_nothing(client: Client, partner: Path) -> None:
    before = text_of(partner)
    for contact in ("childline", "emergency", "gbv-helpline"):
        address = f"/contacts/{contact}/"
        answer = send(client, opened(client, address), address)
        assert answer.status_code == 200 and "Saved" in answer.content.decode()
        address += "practice/"
        assert send(client, opened(client, address), address).status_code == 200
    assert text_of(partner) == before and not Event.objects.filter(action="changed").exists()


@pytest.mark.slow
def test_a_changed_number_is_written_alone_and_its_confirmation_is_gone(client: Client, confirmed: Path) -> None:
    before = text_of(confirmed).splitlines()
    sent = opened(client, "/contacts/example-line/")
    answer = send(client, sent, "/contacts/example-line/", **{"numbers-0-printed": "0808 157 0193"})
    page = answer.content.decode()
    assert answer.status_code == 200 and "Its confirmation is gone" in page and "Changed since the call" in page
    after = text_of(confirmed).splitlines()
    changed = [line.strip() for line in after if line not in before]
    assert changed == ["numbers: [{printed: '0808 157 0193'}]"]
    assert "A. Tester" in page and "/calls/to/example-line/" in page
    event = Event.objects.filter(action="changed").first()
    assert event and event.who == "Wanjiku" and event.said == "changed Example Line: numbers"


@pytest.mark.slow
def test_a_fault_stands_at_its_field_and_the_rest_is_saved(client: Client, partner: Path) -> None:
    sent = opened(client)
    answer = send(client, sent, **{"numbers-1-printed": "call me", "note": "ask for Amina", "web": "childline"})
    assert answer.status_code == 422
    assert "no phone number" in fault_at(answer, "numbers-1") and "https://" in fault_at(answer, "web")
    assert fault_at(answer, "numbers-0") == fault_at(answer, "note") == ""
    assert "Saved, except what is marked" in answer.content.decode()
    assert "note: ask for Amina" in text_of(partner) and "call me" not in text_of(partner)
    sent |= {"seen": seen_in(answer), "note": "ask for Amina", "numbers-1-printed": "1190"}
    assert send(client, sent).status_code == 200 and "[{printed: '116'}, {printed: '1190'}]" in text_of(partner)


@pytest.mark.slow
def test_a_filled_row_brings_the_next_one(client: Client, partner: Path) -> None:
    answer = send(client, opened(client), **{"numbers-1-printed": "1190"})
    assert 'id="row-numbers-2"' in answer.content.decode() and 'id="row-numbers-3"' in answer.content.decode()
    assert 'id="row-sources' not in answer.content.decode()


@pytest.mark.slow
def test_hours_are_days_and_times(client: Client, partner: Path) -> None:
    sent = opened(client, "/contacts/gbv-helpline/")
    assert sent["hours-when"] == ["yes"]
    rows = {"hours-0-days": "mon-fri", "hours-0-from": "09:00", "hours-0-to": "00:00"}
    answer = send(client, sent, "/contacts/gbv-helpline/", **rows)
    assert answer.status_code == 422 and "At these hours" in fault_at(answer, "hours")
    rows |= {"hours-when": "hours", "hours-1-days": "sat", "hours-1-whole": "yes"}
    assert send(client, sent, "/contacts/gbv-helpline/", **rows).status_code == 200
    assert "hours: {mon-fri: '09:00-24:00', sat: '00:00-24:00'}" in text_of(partner)
    again = opened(client, "/contacts/gbv-helpline/")
    assert (again["hours-0-to"], again["hours-1-whole"], again["hours-when"]) == ("00:00", ["yes"], ["hours"])
    assert send(client, again, "/contacts/gbv-helpline/", **{"hours-when": "unknown"}).status_code == 200
    assert "hours: {always: unknown}" in text_of(partner)


@pytest.mark.slow
def test_two_people_who_change_other_things_both_keep_theirs(client: Client, partner: Path) -> None:
    first, second = opened(client), opened(client)
    assert send(client, first, note="ask for Amina").status_code == 200
    answer = send(client, second, free="no")
    assert answer.status_code == 200 and "Somebody else changed: note" in answer.content.decode()
    assert "note: ask for Amina" in text_of(partner) and "    free: no\n" in text_of(partner)
    again = send(client, {**second, "free": "no", "seen": seen_in(answer)}, private="yes")
    assert again.status_code == 200 and "note: ask for Amina" in text_of(partner)


@pytest.mark.slow
def test_two_versions_of_one_field_stand_side_by_side_and_nothing_is_written_over(
    client: Client, partner: Path
) -> None:
    sent = opened(client)
    edit_file(partner, "{printed: '116'}", "{printed: '117'}")
    before = text_of(partner)
    answer = send(client, sent, **{"numbers-0-printed": "118"})
    page = answer.content.decode()
    assert answer.status_code == 409 and text_of(partner) == before
    assert re.search(r"<td[^>]*>117</td><td[^>]*>118</td>", page) and "Write mine" in page
    seen_now = unescape(re.findall(r'name="seen_now" value="([^"]*)"', page)[0])
    edit_file(partner, "{printed: '117'}", "{printed: '119'}")
    mine = {**sent, "numbers-0-printed": "118", "seen_now": seen_now, "take": "mine"}
    assert client.post("/contacts/childline/", mine).status_code == 409
    edit_file(partner, "{printed: '119'}", "{printed: '117'}")
    assert client.post("/contacts/childline/", mine).status_code == 302
    assert "printed: '118'" in text_of(partner)


def test_what_the_file_says_already_is_saved(client: Client, partner: Path) -> None:
    sent = opened(client)
    edit_file(partner, "{printed: '116'}", "{printed: '117'}")
    assert send(client, sent, **{"numbers-0-printed": "117"}).status_code == 200


def test_a_contact_that_is_gone_from_the_file_is_told(client: Client, partner: Path) -> None:
    sent = opened(client, "/contacts/gbv-helpline/")
    edit_file(partner, "id: gbv-helpline", "id: other")
    assert send(client, sent, "/contacts/gbv-helpline/", note="x").status_code == 404


@pytest.mark.slow
def test_contacts_are_dragged_and_moved_by_buttons(client: Client, partner: Path) -> None:
    sent = form_of(client.get("/contacts/").content.decode(), 'action="/contacts/order/"')
    assert sent["order"] == "childline emergency gbv-helpline"
    assert client.post("/contacts/order/", {**sent, "order": "gbv-helpline childline emergency"}).status_code == 302
    ids = re.findall(r"^  - id: (.*)$", text_of(partner), re.MULTILINE)
    assert ids == ["gbv-helpline", "childline", "emergency"]
    assert client.post("/contacts/order/", {**sent, "move": "childline:up"}).status_code == 409
    fresh = form_of(client.get("/contacts/").content.decode(), 'action="/contacts/order/"')
    assert client.post("/contacts/order/", {**fresh, "move": "childline:up"}).status_code == 302
    assert re.findall(r"^  - id: (.*)$", text_of(partner), re.MULTILINE)[0] == "childline"


@pytest.mark.slow
def test_a_contact_is_added_with_the_least_it_needs(client: Client, partner: Path) -> None:
    assert client.post("/contacts/new/", {"name": "Kivulini"}).status_code == 422
    asked = {"name": "Kivulini  Mwanza", "kind": "support", "number": "0800", "confidence": "medium"}
    answer = client.post("/contacts/new/", {**asked, "number": "call"})
    assert answer.status_code == 422 and "no phone number" in fault_at(answer, "numbers")
    answer = client.post("/contacts/new/", asked)
    assert answer.headers["Location"] == "/contacts/kivulini-mwanza/"
    assert "Has no source" in client.get("/contacts/").content.decode()
    assert client.post("/contacts/new/", asked).headers["Location"] == "/contacts/kivulini-mwanza-2/"


def test_a_contact_is_taken_out_of_use_with_a_reason_and_never_the_lead(client: Client, partner: Path) -> None:
    address = "/contacts/{}/withdraw/"
    assert client.post(address.format("gbv-helpline"), {}).status_code == 422
    assert client.post(address.format("childline"), {"why": "closed"}).status_code == 422
    assert client.post(address.format("gbv-helpline"), {"why": "closed"}).status_code == 302
    assert re.search(r"withdrawn: \d{4}-\d\d-\d\d", text_of(partner)) and "closed" in text_of(partner)
    assert "Out of use" in client.get("/contacts/").content.decode()


def test_who_stands_on_every_page_is_chosen(client: Client, partner: Path) -> None:
    sent = form_of(client.get("/contacts/").content.decode(), 'action="/contacts/country/"')
    assert sent["lead"] == "childline" and sent["punish"] == "yes"
    assert client.post("/contacts/country/", sent).status_code == 302
    assert client.post("/contacts/country/", {**sent, "lead": "gbv-helpline"}).status_code == 302
    assert "\nlead: gbv-helpline\n" in text_of(partner)
    assert client.post("/contacts/country/", sent).status_code == 422


@pytest.mark.slow
def test_facts_of_practice_keep_their_sources(client: Client, partner: Path) -> None:
    address = "/contacts/childline/practice/"
    sent = opened(client, address)
    assert sent["practice-0-what"] == "answers=state" and sent["practice-0-sources-1-dated"] == "2021"
    answer = send(client, sent, address, **{"practice-3-gone": "yes", "practice-4-what": "tells=passes-on"})
    assert answer.status_code == 422 and "Write something" in fault_at(answer, "practice-4")
    more = {"practice-4-sources-0-url": "https://x.example/", "practice-4-confidence": "high"}
    answer = send(client, sent, address, **{"practice-4-what": "bill=hidden", **more})
    assert answer.status_code == 200 and 'id="row-practice-5"' in answer.content.decode()
    facts = booklet.open_project(partner).contacts("KE")[0].practice
    assert [fact.about for fact in facts] == ["answers", "free", "tells", "ways", "bill"]
    assert len(facts[0].sources) == 2


def test_a_fact_that_nobody_knows_stays_as_it_is() -> None:
    chosen = [one.value for group in list_facts("ages", "8-17") for one in group.options if one.is_chosen]
    assert chosen == ["ages=8-17"]


@pytest.mark.slow
def test_a_half_filled_file_says_what_is_missing_and_is_filled_step_by_step(client: Client, partner: Path) -> None:
    (partner / FILE).unlink()
    booklet.new_project(partner.parent / "other", "XX")
    text = (partner.parent / "other/translations/countries/XX.yaml").read_text(encoding="utf-8")
    lay(partner, {"translations/countries/XX.yaml": text})
    page = client.get("/contacts/").content.decode()
    assert page.count("Not filled in") == 2 and "Nothing can be printed before" in page
    page = client.get("/contacts/helpline/").content.decode()
    assert page.count("Write something here.") == 4
    assert "Fill in the contacts first" in client.get("/calls/").content.decode()
    sent = opened(client, "/contacts/helpline/")
    answer = send(client, sent, "/contacts/helpline/", **{"name-en": "Example Line", "numbers-0-printed": "116 111"})
    assert answer.status_code == 200 and "name: {en: Example Line}" in current().project().path.joinpath(  # type: ignore[union-attr]
        "translations/countries/XX.yaml"
    ).read_text(encoding="utf-8")


def test_a_country_without_contacts_says_where_to_begin(client: Client, partner: Path) -> None:
    lay(partner, {FILE: "country: KE\nname: {en: Kenya}\nlocales: [en]\ncontacts: []\n"})
    assert "Add the first contact" in client.get("/contacts/").content.decode()
    assert "There is no contact yet" in client.get("/calls/").content.decode()
    asked = {"name": "Childline", "kind": "helpline", "number": "116", "confidence": "low"}
    assert client.post("/contacts/new/", asked).status_code == 302


def test_the_world_has_no_numbers(client: Client, partner: Path) -> None:
    (partner / FILE).unlink()
    assert "for all the world" in client.get("/contacts/").content.decode()
    assert "nothing to call" in client.get("/calls/").content.decode()
    assert client.get("/contacts/childline/").status_code == 404


def test_names_of_places_are_text_and_nothing_else(client: Client, partner: Path) -> None:
    edit_file(partner, "Childline Kenya}", "'Amina & \"friends\"'}")
    page = client.get("/contacts/").content.decode()
    assert "Amina &amp; &quot;friends&quot;" in page
    assert client.get("/contacts/..%2F..%2Fbrand/").status_code == 404


@pytest.mark.slow
def test_a_form_is_light(client: Client, partner: Path) -> None:
    for address in ("/contacts/childline/", "/contacts/childline/practice/", "/calls/to/childline/"):
        assert len(gzip.compress(client.get(address).content)) < 10_000


@pytest.mark.slow
def test_what_has_no_room_says_so_and_how_to_make_room(client: Client, partner: Path) -> None:
    source = "sources: [{reference: a poster, dated: 2026-11-01}]"
    more = "".join(
        f"  - {{id: place-{n}, kind: support, name: {{en: Place {n}}}, numbers: [{{printed: '{n}'}}], {source}, "
        "confidence: high}\n"
        for n in range(201, 208)
    )
    edit_file(partner, "law-may-punish: yes\n", f"{more}law-may-punish: yes\n")
    page = client.get("/contacts/place-207/").content.decode()
    assert page.count("Has no room.") == 2 and "Say that this one must print" in page
    assert "row " in client.get("/contacts/place-201/").content.decode()
    sent = opened(client, "/contacts/place-207/")
    answer = send(client, sent, "/contacts/place-207/", **{"must-print": "yes"})
    assert answer.status_code == 200 and "Has no room" not in answer.content.decode()
