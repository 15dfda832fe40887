"""Links without an account: to exactly these words or pages, once, until they end; states from draft to recalled."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from browsers import Patience, click, set_width
from desks import Served, let_in
from django.test import Client
from django.utils import timezone
from projects import OWN, lay
from selenium.webdriver.common.by import By
from signing import lay_signed

from booklet.api.clock import days_of
from booklet.api.reviews import sign_for
from booklet.api.signing import law_to_read, words_to_read
from booklet.desk.edition import Rules, current
from booklet.desk.models import Answer, Ask, Event, Release, Remark, Revision
from booklet.desk.signing.state import state_of

WORDS = {"kind": "words", "role": "native-reader", "locale": "sw", "band": "14-17", "topic": ["p1"]}
WHO = {"person": "Amina Bakari", "days": "7", "message": "Please read this."}


def ask(client: Client, **said: Any) -> str:
    """Ask somebody, and return the path of the link."""
    answer = client.post("/signing/ask/", {**WORDS, **WHO, **said})
    assert answer.status_code == 200, answer.content.decode()
    (path,) = set(re.findall(r"https?://[^/\s]+(/signing/link/[\w-]+/)", answer.content.decode()))
    return str(path)


def open_link(path: str) -> tuple[Client, str]:
    """Open a link on another device, and return it with the address it leads to."""
    phone = Client()
    answer = phone.get(path)
    assert answer.status_code == 302 and path.split("/")[3] not in answer.headers["Location"]
    return phone, answer.headers["Location"]


def text(answer: Any) -> str:
    return " ".join(re.sub("<[^>]+>", " ", answer.content.decode()).split())


def reword(partner: Path) -> None:
    """Change a sentence of poster p1 in Swahili."""
    said = (OWN / "translations/sw/guide.po").read_text(encoding="utf-8")
    before, after = said.split('msgctxt "p1.call.title"')
    after = after.replace('msgstr "Piga simu"', 'msgstr "Piga simu sasa hivi"', 1)
    lay(partner, {"translations/sw/guide.po": f'{before}msgctxt "p1.call.title"{after}'})


# words


@pytest.mark.slow
def test_a_yes_belongs_to_exactly_these_words_and_is_written_as_a_signature(client: Client, partner: Path) -> None:
    phone, url = open_link(ask(client))
    page = phone.get(url)
    assert page.status_code == 200 and "Amina Bakari" in text(page) and "Yes, exactly these" in text(page)
    assert not (partner / "translations/sw/reviews.yaml").exists(), "looking changes nothing"
    assert phone.post(url, {"said": "yes", "name": "Amina Bakari"}).status_code == 302
    assert "Your answer was taken down" in text(phone.get(url))
    said = (partner / "translations/sw/reviews.yaml").read_text(encoding="utf-8")
    (topic,) = words_to_read(current().project(), "sw", "14-17", ["p1"])
    assert all(part in said for part in ('by: "Amina Bakari"', "role: native-reader", f'words: "{topic.of}"'))
    (revision,) = Revision.objects.all()
    assert revision.event.who == "Amina Bakari" and revision.file == "translations/sw/reviews.yaml"
    assert list(Event.objects.values_list("action", flat=True))[::-1] == ["asked", "changed", "signed"]


@pytest.mark.slow
def test_the_front_page_says_who_was_asked_and_what_they_want_changed(client: Client) -> None:
    phone, url = open_link(ask(client))
    assert "1 person has not answered your link" in text(client.get("/"))
    phone.post(url, {"said": "change", "name": "Amina Bakari", "why": "It is too long.", "line": ""})
    front = text(client.get("/"))
    assert "not answered" not in front and "1 change is asked for" in front


@pytest.mark.slow
def test_a_link_is_used_once(client: Client, partner: Path) -> None:
    phone, url = open_link(ask(client))
    phone.post(url, {"said": "yes", "name": "Amina Bakari"})
    again = phone.post(url, {"said": "change", "name": "Amina Bakari", "why": "No."})
    assert again.status_code == 200 and "answered on" in text(again)
    assert Answer.objects.count() == 1 and not Remark.objects.exists()


@pytest.mark.slow
def test_only_a_hash_of_the_secret_is_kept_and_nothing_else_opens_the_question(client: Client) -> None:
    path = ask(client)
    secret = path.split("/")[3]
    assert len(secret) == 43
    kept = str(list(Ask.objects.values())) + str(list(Event.objects.values()))
    assert secret not in kept
    number = Ask.objects.get().pk
    stranger = Client()
    assert stranger.get(f"/signing/asked/{number}/").status_code == 404
    assert stranger.get(f"/signing/link/{secret[:-1]}x/").status_code == 404
    stranger.cookies[f"ask{number}"] = "guess"
    assert stranger.post(f"/signing/asked/{number}/", {"said": "yes", "name": "Eve Adams"}).status_code == 404
    phone, url = open_link(path)
    for other in ("/", "/signing/", "/contacts/", "/history/", f"{url}page/1/", "/picture/card/"):
        assert phone.get(other).status_code in (403, 404), other


@pytest.mark.slow
def test_an_expired_link_and_one_taken_back_say_so_and_take_no_answer(client: Client) -> None:
    first, second = ask(client), ask(client, person="Juma Otieno")
    (late, late_url), (gone, gone_url) = open_link(first), open_link(second)
    Ask.objects.filter(person="Amina Bakari").update(expires=timezone.now() - timedelta(seconds=1))
    number = Ask.objects.get(person="Juma Otieno").pk
    assert client.get(f"/signing/ask/{number}/revoke/").status_code == 405
    assert client.post(f"/signing/ask/{number}/revoke/").status_code == 302
    for phone, url in ((late, late_url), (gone, gone_url)):
        for answer in (phone.get(url), phone.post(url, {"said": "yes", "name": "Amina Bakari"})):
            assert answer.status_code == 410 and "no longer works" in text(answer)
    assert not Answer.objects.exists()


@pytest.mark.slow
def test_words_that_changed_since_are_shown_beside_those_of_before_and_take_no_yes(
    client: Client, partner: Path
) -> None:
    phone, url = open_link(ask(client))
    reword(partner)
    page = phone.get(url)
    assert "They have changed since you were asked" in text(page) and "sasa hivi" in text(page)
    assert "Yes, exactly" not in text(page)
    assert phone.post(url, {"said": "yes", "name": "Amina Bakari"}).status_code == 409
    assert not Answer.objects.exists() and "changed since: ask again" in text(client.get("/signing/"))
    number = Ask.objects.get().pk
    assert "sasa hivi" in text(client.get(f"/signing/ask/{number}/changes/"))


@pytest.mark.slow
def test_saving_without_a_change_resets_nothing(client: Client, partner: Path) -> None:
    phone, url = open_link(ask(client))
    brand = partner / "brand.yaml"
    brand.write_bytes(brand.read_bytes() + b"\n# a remark\n")
    assert phone.post(url, {"said": "yes", "name": "Amina Bakari"}).status_code == 302
    brand.write_bytes(brand.read_bytes() + b"\n# another\n")
    assert "signed, changed since" not in text(client.get("/signing/"))


@pytest.mark.slow
def test_a_change_needs_a_reason_and_becomes_work_with_its_place(client: Client, partner: Path) -> None:
    sources = current().project().sources
    on_paper: dict[str, Any] = {"days": days_of(None), "tell": lambda findings: None}
    sign_for(sources, "sw", ["p1"], "14-17", role="young-reader-1", by="C. Young", **on_paper)
    before, before_url = open_link(ask(client, person="Juma Otieno", role="child-protection-worker"))
    before.post(before_url, {"said": "yes", "name": "Juma Otieno"})
    phone, url = open_link(ask(client))
    bare = phone.post(url, {"said": "change", "name": "Amina Bakari"})
    assert bare.status_code == 422 and "Write what should change" in text(bare)
    wish = {"said": "change", "name": "Amina Bakari", "why-4": "Nobody says <b>that</b>."}
    assert phone.post(url, wish).status_code == 302
    remark = Remark.objects.get()
    assert remark.place["line"] == "p1.call.title" and remark.answer.by == "Amina Bakari"
    page = client.get("/signing/").content.decode()
    (sentence,) = re.findall('href="(/words/[^"]+)"[^>]*>Open the sentence', page)
    assert "Piga simu" in client.get(sentence).content.decode()
    assert "Nobody says &lt;b&gt;that&lt;/b&gt;." in page and "<b>that" not in page
    assert "they had signed before" in page and "Juma Otieno" in page
    told = Event.objects.filter(action="change asked").get().details["to_tell"]
    assert told == ["Juma Otieno (Safeguarding lead)", "C. Young (First youth reader)"]
    assert client.post(f"/signing/change/{remark.pk}/done/").status_code == 302
    assert "All changes that were asked for are done" in text(client.get("/signing/"))
    assert Remark.objects.get().done_by == "Wanjiku"


@pytest.mark.slow
def test_a_name_that_is_none_and_a_second_role_are_told_and_use_nothing_up(client: Client, partner: Path) -> None:
    first, first_url = open_link(ask(client, role="young-reader-1"))
    first.post(first_url, {"said": "yes", "name": "Amina Bakari"})
    phone, url = open_link(ask(client, role="young-reader-2"))
    for name in ("", "Robot", "Amina Bakari"):
        answer = phone.post(url, {"said": "yes", "name": name})
        assert answer.status_code == 422 and 'class="faults"' in answer.content.decode(), name
    assert phone.post(url, {"said": "yes", "name": "Neema Ali"}).status_code == 302


@pytest.mark.slow
def test_who_translates_back_does_not_see_the_english_and_somebody_compares(client: Client, partner: Path) -> None:
    phone, url = open_link(ask(client, role="back-translator", topic=["m1"]))
    (message,) = words_to_read(current().project(), "sw", "14-17", ["m1"])
    page = text(phone.get(url))
    assert message.lines[0].words in page and message.lines[0].english not in page
    back = {f"back-{number}": f"Told {number}" for number, _ in enumerate(message.lines, start=1)}
    assert phone.post(url, {"said": "back", "name": "Amina Bakari"}).status_code == 422
    assert phone.post(url, {"said": "back", "name": "Amina Bakari", **back}).status_code == 302
    assert not (partner / "translations/sw/reviews.yaml").exists()
    number = Answer.objects.get().pk
    both = text(client.get(f"/signing/back/{number}/"))
    assert "Told 1" in both and message.lines[0].english in both
    assert client.post(f"/signing/back/{number}/", {"verdict": "same"}).status_code == 302
    assert "back-translator" in (partner / "translations/sw/reviews.yaml").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_translation_back_that_differs_becomes_work_and_no_signature(client: Client, partner: Path) -> None:
    phone, url = open_link(ask(client, role="back-translator", topic=["m1"]))
    phone.post(url, {"said": "back", "name": "Amina Bakari", "back-1": "It is a fault.", "back-2": "Even if."})
    number = Answer.objects.get().pk
    assert client.post(f"/signing/back/{number}/", {"verdict": "differs"}).status_code == 422
    said = {"verdict": "differs", "why-m1.title": "The not is lost."}
    assert client.post(f"/signing/back/{number}/", said).status_code == 302
    assert Remark.objects.get().place["line"] == "m1.title"
    assert client.get(f"/signing/back/{number}/").status_code == 404
    assert not (partner / "translations/sw/reviews.yaml").exists()


@pytest.mark.slow
def test_a_link_needs_words_a_name_and_days_that_are_few(client: Client) -> None:
    lacking: tuple[dict[str, Any], ...] = ({"topic": []}, {"person": "12"}, {"days": "0"}, {"days": "400"})
    for said in lacking:
        answer = client.post("/signing/ask/", {**WORDS, **WHO, **said})
        assert answer.status_code == 422 and "fault" in answer.content.decode(), said
    assert not Ask.objects.exists()
    ask(client, topic=["*"])
    assert len(Ask.objects.get().subject["topics"]) > 20


# pages


@pytest.mark.slow
def test_pages_are_kept_as_they_were_signed_and_a_tap_is_a_place(client: Client, partner: Path) -> None:
    pages = {"kind": "pages", "product": "card", "item": "c1", "locale": "en", "role": "coordinator"}
    phone, url = open_link(ask(client, **pages))
    assert phone.get(f"{url}page/1/").content.startswith(b"\x89PNG") and phone.get(f"{url}page/9/").status_code == 404
    assert phone.post(url, {"said": "yes", "name": "Amina Bakari"}).status_code == 302
    made = Ask.objects.get()
    kept = sorted(path.name for path in (partner / "desk" / "signed" / made.of).iterdir())
    assert kept == ["card_en_14-17_c1_1.png", "card_en_14-17_c1_2.png"]
    other, other_url = open_link(ask(client, **pages, person="Juma Otieno"))
    wish = {"said": "change", "name": "Juma Otieno", "why-page-2": "The number is small.", "spot-2": "40.24,50"}
    assert other.post(other_url, wish).status_code == 302
    assert {key: Remark.objects.get().place[key] for key in ("page", "x", "y")} == {"page": 2, "x": 40.2, "y": 50.0}
    shown = client.get("/signing/").content.decode()
    assert 'cx="40.2"' in shown and "style=" not in shown
    (page,) = re.findall('href="(/pages/[^"]+)"[^>]*>Open the page', shown)
    assert client.get(page.replace("&amp;", "&")).status_code == 200
    assert state_of(current(), "card", "en", "14-17", item="c1").name == "changes"


# states


@pytest.fixture
def ready(partner: Path) -> Path:
    """An edition whose words everybody has signed and whose numbers were called."""
    lay_signed(partner)
    project = current().project()
    for contact in project.to_call("KE"):
        project.record_call(contact, by="A. Tester")
    return partner


@pytest.mark.slow
def test_an_edition_says_what_is_missing_and_who_must_act(client: Client, partner: Path) -> None:
    state = state_of(current(), "poster", "sw", "14-17", item="p1")
    assert state.name == "checked" and not state.is_released and not state.may_be_released
    assert [step.name for step in state.steps if step.is_done] == ["draft", "checked"]
    who = {one.who for one in state.missing}
    assert {"Caller", "Back-translator"} <= who and any("Native reviewer" in each for each in who)
    ask(client)
    assert state_of(current(), "poster", "sw", "14-17", item="p1").name == "asked"
    assert "Native reviewer" in text(client.get("/signing/line/poster/?locale=sw&band=14-17&item=p1"))
    assert client.post("/signing/release/poster/", {"locale": "sw", "band": "14-17", "of": state.of}).status_code == 422
    assert not Release.objects.exists()


@pytest.mark.slow
def test_a_release_belongs_to_these_pages_and_is_recalled_with_a_reason(client: Client, ready: Path) -> None:
    asked = {"locale": "en", "band": "14-17", "item": "p1"}
    state = state_of(current(), "poster", **asked)
    assert state.name == "called" and state.may_be_released, state.missing
    assert client.post("/signing/release/poster/", {**asked, "of": "0"}).status_code == 422
    assert client.post("/signing/release/poster/", {**asked, "of": state.of}).status_code == 302
    assert state_of(current(), "poster", **asked).name == "released"
    brand = ready / "brand.yaml"
    before = brand.read_bytes()
    brand.write_bytes(before.replace(b"Amani House", b"Amani Homes"))
    changed = state_of(current(), "poster", **asked)
    assert not changed.is_released and changed.before
    brand.write_bytes(before)
    assert client.post("/signing/recall/poster/", {**asked, "of": state.of, "reason": " "}).status_code == 422
    assert client.post("/signing/recall/poster/", {**asked, "of": state.of, "reason": "Wrong logo."}).status_code == 302
    recalled = state_of(current(), "poster", **asked)
    assert recalled.name == "recalled" and not recalled.is_released
    assert "Wrong logo." in text(client.get("/signing/line/poster/", asked))
    assert [*Event.objects.values_list("action", flat=True)][:2] == ["recalled", "released"]


@pytest.mark.slow
def test_two_different_people_release_if_the_organisation_wants_it(client: Client, ready: Path) -> None:
    current().set_rules(Rules(two_people=True))
    asked = {"locale": "en", "band": "14-17", "item": "p1"}
    said = {**asked, "of": state_of(current(), "poster", **asked).of}
    assert client.post("/signing/release/poster/", said).status_code == 302
    assert state_of(current(), "poster", **asked).name == "called"
    assert client.post("/signing/release/poster/", said).status_code == 422
    assert let_in(Client(), "Otieno").post("/signing/release/poster/", said).status_code == 302
    found = Release.objects.get()
    assert (found.by, found.second) == ("Wanjiku", "Otieno") and state_of(current(), "poster", **asked).is_released


@pytest.mark.slow
def test_a_poster_that_was_released_with_all_others_is_released(client: Client, ready: Path) -> None:
    asked = {"locale": "en", "band": "14-17"}
    whole = state_of(current(), "poster", **asked)
    assert client.post("/signing/release/poster/", {**asked, "item": "", "of": whole.of}).status_code == 302
    assert state_of(current(), "poster", **asked).is_released
    assert state_of(current(), "poster", item="p1", **asked).is_released
    shown = client.get("/signing/line/poster/", {**asked, "item": "p1"}).content.decode()
    assert "released together" in shown and "Recall it" not in shown
    assert client.post("/signing/recall/poster/", {**asked, "of": whole.of, "reason": "Wrong."}).status_code == 302
    assert not state_of(current(), "poster", item="p1", **asked).is_released


@pytest.mark.slow
def test_who_recalls_all_posters_recalls_those_that_were_released_by_themselves(client: Client, ready: Path) -> None:
    asked = {"locale": "en", "band": "14-17"}
    for item in ("p1", ""):
        of = state_of(current(), "poster", item=item, **asked).of
        assert client.post("/signing/release/poster/", {**asked, "item": item, "of": of}).status_code == 302
    assert client.post("/signing/recall/poster/", {**asked, "of": of, "reason": "Wrong."}).status_code == 302
    assert not state_of(current(), "poster", item="p1", **asked).is_released


@pytest.mark.slow
def test_the_law_is_signed_with_its_fingerprint(client: Client, partner: Path) -> None:
    phone, url = open_link(ask(client, kind="law", role="lawyer"))
    page = text(phone.get(url))
    law = law_to_read(current().project(), "KE")
    assert all(line.texts["en"] in page for line in law.lines) and "Facts that it rests on" in page
    said = {unescape(part) for line in law.lines for fact in law.facts_of(line) for part in fact.stated}
    assert all(" ".join(part.split()) in unescape(page) for part in said), "who signs reads all that is signed"
    assert phone.post(url, {"said": "yes", "name": "Amina Bakari"}).status_code == 302
    signed = law_to_read(current().project(), "KE").signed
    assert signed and (signed.by, signed.role, signed.of) == ("Amina Bakari", "lawyer", law.read)
    path = partner / "translations/countries/KE.yaml"
    file = path.read_text(encoding="utf-8")
    assert "In Kenya you are a child" in file
    path.write_text(file.replace("In Kenya you are a child", "Here you are a child"), encoding="utf-8")
    assert "signed, changed since" in text(client.get("/signing/"))


@pytest.mark.slow
def test_faults_in_the_files_keep_an_edition_a_draft(client: Client, partner: Path) -> None:
    (partner / "brand.yaml").write_text("name: [", encoding="utf-8")
    state = state_of(current(), "poster", "en", "14-17")
    assert state.name == "draft" and state.faults and not state.may_be_released


def test_a_phone_opens_a_link_taps_a_page_and_the_desk_shows_the_place(desk: Served, browser: Any) -> None:
    browser.get(desk.link)
    browser.get(f"{desk.address}/who/?next=/signing/ask/%3Fkind=pages%26product=card%26item=c1%26role=coordinator")
    browser.find_element(By.NAME, "name").send_keys("Wanjiku\n")
    wait = Patience(browser, 30)
    wait.until(lambda _: browser.find_element(By.NAME, "person")).send_keys("Amina Bakari\n")
    link = re.findall(r"http\S+", wait.until(lambda _: browser.find_element(By.ID, "copy")).get_attribute("value"))[0]
    inside = browser.get_cookies()
    browser.delete_all_cookies()
    set_width(browser, 360)
    browser.get(link)
    assert link not in browser.current_url
    click(browser, "img[data-spot]")
    browser.switch_to.active_element.send_keys("The number is small.")
    browser.execute_script("arguments[0].click()", browser.find_element(By.CSS_SELECTOR, "[name=said][value=change]"))
    wait.until(lambda _: "Your changes were taken down" in browser.find_element(By.TAG_NAME, "main").text)
    browser.get(f"{desk.address}/signing/")
    assert "closed to you" in browser.title
    for cookie in inside:
        browser.add_cookie(cookie)
    browser.get(f"{desk.address}/signing/")
    ring = browser.find_element(By.CSS_SELECTOR, ".spot ellipse")
    assert 45 < float(ring.get_attribute("cx")) < 55 and "The number is small." in browser.page_source
    steps = (By.CSS_SELECTOR, "#line-card .steps [aria-current]")
    assert "Changes asked" in wait.until(lambda _: browser.find_elements(*steps))[0].text
    assert [line for line in browser.get_log("browser") if "Content Security" in line["message"]] == []
