"""A partner's whole year, walked through a real browser on a real server: what is typed is what is printed."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from browsers import Patience, click
from deskforms import text_of
from desks import Desk, enter_as, start_desk
from projects import lay
from pypdf import PdfReader
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select
from signing import sign_all

from booklet import open_project
from booklet.api.printings import list_printings
from booklet.sources.reviews import reviews_name, reviews_text

LAST = ("young-reader-2", "c1", "14-17")
"""The signature that is still missing: who, under which words, for which ages."""


@pytest.fixture
def desk(partner: Path, tmp_path: Path) -> Iterator[Desk]:
    """The desk of a folder whose English everybody has signed, except one reader under one card."""
    signed = sign_all(open_project(partner).sources.translated_guide("en").guide)
    rest = [one for one in signed if (one.role, one.topic, one.band) != LAST]
    assert len(rest) == len(signed) - 1
    lay(partner, {reviews_name("en"): reviews_text(rest)})
    started = start_desk(partner, tmp_path / "state")
    yield started
    started.stop()


class Person:
    """Somebody at a browser, who reads, clicks and types."""

    def __init__(self, browser: Any, desk: Desk, downloads: Path) -> None:
        self.browser, self.desk, self.downloads = browser, desk, downloads
        downloads.mkdir()
        where = {"behavior": "allow", "downloadPath": str(downloads)}
        browser.execute_cdp_cmd("Browser.setDownloadBehavior", where)

    def go(self, path: str) -> None:
        self.browser.get(self.desk.address + path)

    def find(self, css: str) -> Any:
        return self.browser.find_element(By.CSS_SELECTOR, css)

    def wait(self, until: Any) -> Any:
        return Patience(self.browser, 60, 0.1).until(lambda _: until())

    def reads(self, words: str, css: str = "main") -> None:
        script = "return document.querySelector(arguments[0])?.innerText || ''"
        self.wait(lambda: words in self.browser.execute_script(script, css))

    def click(self, css: str) -> None:
        click(self.browser, css)

    def follow(self, words: str) -> None:
        click(self.browser, words, By.PARTIAL_LINK_TEXT)

    def choose(self, css: str, value: str) -> None:
        Select(self.find(css)).select_by_value(value)

    def write(self, name: str, text: str) -> None:
        self.find(f"[name='{name}']").send_keys(Keys.CONTROL, "a")
        self.find(f"[name='{name}']").send_keys(text)

    def download(self, words: str) -> bytes:
        before = {*self.downloads.iterdir()}
        self.follow(words)
        (path,) = self.wait(
            lambda: [one for one in {*self.downloads.iterdir()} - before if one.suffix in (".zip", ".pdf")]
        )
        return bytes(path.read_bytes())


def words_of(pdf: bytes) -> set[str]:
    return {word for page in PdfReader(BytesIO(pdf)).pages for word in re.findall(r"\w+", page.extract_text())}


def test_the_whole_year_of_a_partner(desk: Desk, browser: Any, tmp_path: Path) -> None:
    enter_as(browser, desk)
    person = Person(browser, desk, tmp_path / "downloads")
    change_the_contact(person)
    assert "PROOF" in order_cards(person, "1")
    call_everybody(person, "Otieno")
    translate(person)
    sign(person)
    release(person)
    printed = order_cards(person, "2")
    assert printed >= {"1190", "08", "20"} and not printed & {"PROOF", "116"}
    note_what_was_printed(person)
    a_number_changes(person)
    call_everybody(person, "Achieng")
    stickers = make_stickers(person)
    assert stickers & {"116", "1190", "1191", "PROOF"} == {"1191"}
    release(person)
    recall(person)
    assert [line for line in browser.get_log("browser") if "Content Security" in line["message"]] == []


def change_the_contact(person: Person) -> None:
    """A helpline has another number, other hours, and somebody knows from where."""
    person.go("/contacts/")
    person.follow("Childline Kenya")
    person.write("numbers-0-printed", "1190")
    person.click("[name='hours-when'][value='hours']")
    person.choose("[name='hours-0-days']", "mon-fri")
    person.write("hours-0-from", "0800AM")
    person.write("hours-0-to", "0800PM")
    place = len(person.browser.find_elements(By.CSS_SELECTOR, "[name^='sources-'][name$='-url']")) - 1
    person.write(f"sources-{place}-url", "https://www.childlinekenya.co.ke/call")
    person.write(f"sources-{place}-dated", "2026-11-27")
    person.reads("Saved", "#saved")
    person.wait(lambda: "https://www.childlinekenya.co.ke/call" in text_of(person.desk.folder))
    (lead, *_) = open_project(person.desk.folder).contacts("KE")
    assert [one.printed for one in lead.numbers] == ["1190"] and not lead.always and lead.hours
    assert (lead.sources[-1].address, lead.sources[-1].dated) == ("https://www.childlinekenya.co.ke/call", "2026-11-27")


def call_everybody(person: Person, name: str) -> None:
    """A caller says who they are, calls one number after the other, and is done when the list is empty."""
    person.go("/calls/")
    waiting = len(person.browser.find_elements(By.CSS_SELECTOR, "ol.cards .card"))
    person.click("main .button.primary.big")
    person.follow("I am somebody else")
    person.write("name", name + Keys.ENTER)
    for _ in range(waiting):
        person.reads(f"You are {name}")
        heading = person.find("h1").text
        person.click("[name='number-0'][value='right']")
        if person.browser.find_elements(By.NAME, "free"):
            person.choose("[name='free']", "yes")
        person.click("[name='own']")
        person.click("main .button.primary.big:not(.number)")
        person.reads(f"Written: {heading} is confirmed until")
    person.reads("All numbers are called")
    assert {one.checked.by for one in open_project(person.desk.folder).contacts("KE") if one.checked} >= {name}


def translate(person: Person) -> None:
    person.go("/words/sw/sentence/about.title/")
    person.find("#text").send_keys(" leo")
    person.reads("Saved at", "#saved")
    assert open_project(person.desk.folder).entries("sw").find("about.title").said.text == "Kabla ya kusoma leo"


def sign(person: Person) -> None:
    """A link is asked for, and opened by somebody who has no account and is not inside."""
    person.go("/signing/ask/?kind=words&role=young-reader-2&locale=en&band=14-17")
    person.reads("The one that they have not signed yet")
    person.click("[name='topic'][value='*']")
    person.write("person", "Juma Mwangi" + Keys.ENTER)
    person.reads("The link is ready")
    (link,) = re.findall(r"http\S+", person.find("#copy").get_attribute("value"))
    inside = person.browser.get_cookies()
    person.browser.delete_all_cookies()
    person.browser.get(link)
    assert "Wanjiku" not in person.find("footer").text and link not in person.browser.current_url
    person.write("name", "Juma Mwangi")
    person.click("[name='said'][value='yes']")
    person.reads("Your answer was taken down")
    person.go("/contacts/")
    assert "closed to you" in person.browser.title
    person.browser.delete_all_cookies()
    for cookie in inside:
        person.browser.add_cookie(cookie)
    assert "Juma Mwangi" in (person.desk.folder / reviews_name("en")).read_text(encoding="utf-8")


def release(person: Person) -> None:
    person.go("/signing/?locale=en&band=14-17")
    person.reads("Signed", "#line-card")
    person.choose("#layout-card", "wallet-card")
    person.wait(
        lambda: person.browser.find_elements(By.CSS_SELECTOR, "#line-card [name='layout'][value='wallet-card']")
    )
    person.click("#line-card .button.primary:not(.danger)")
    person.reads("Released by", "#line-card")


def recall(person: Person) -> None:
    person.click("#line-card details > summary")
    person.write("reason", "The picture is of somebody else.")
    person.click("#line-card .button.danger")
    person.reads("Recalled by Achieng", "#line-card")
    person.reads("The picture is of somebody else.", "#line-card")
    assert not person.browser.find_elements(By.CSS_SELECTOR, "#line-card form .button.danger")
    person.go("/order/")
    person.reads("Nobody has released these pages", "#estimate")


def order_cards(person: Person, number: str) -> set[str]:
    """Folded cards are ordered, made and downloaded; return the words and numbers in them."""
    person.go("/order/")
    for name, value in (("layouts", "wallet-card"), ("locales", "en"), ("bands", "14-17"), ("printer", "copy-shop")):
        if not person.find(f"[name='{name}'][value='{value}']").is_selected():
            person.click(f"[name='{name}'][value='{value}']")
    person.write("quantity", "20")
    person.reads("Copies\n20", "#estimate")
    person.click("[name='make']")
    person.reads("Download the zip", f"#work-{number}")
    with zipfile.ZipFile(BytesIO(person.download("Download the zip"))) as pack:
        (pdf,) = (name for name in pack.namelist() if "guide_card" in name and name.endswith(".pdf"))
        return words_of(pack.read(pdf))


def note_what_was_printed(person: Person) -> None:
    person.go("/editions/")
    person.reads("Final", "main article")
    person.click("main article > details > summary")
    person.write("quantity", "20")
    person.write("where", "Kibera clinic")
    person.click("main article > details .button.primary")
    person.reads("20 copies of one file", "main article")
    (noted,) = list_printings(person.desk.folder)[0].values()
    assert (noted.quantity, noted.where) == (20, "Kibera clinic")


def a_number_changes(person: Person) -> None:
    person.go("/contacts/childline/")
    person.write("numbers-0-printed", "1191")
    person.reads("Its confirmation is gone", "#saved")


def make_stickers(person: Person) -> set[str]:
    person.go("/editions/")
    person.reads("20 copies\nKibera clinic: 20", "main .is-old")
    person.reads("Stickers for:", "main .is-old")
    person.click("main .is-old .button.primary")
    person.reads("20 sets, for: Kibera clinic", "#made")
    person.wait(lambda: person.browser.find_elements(By.CSS_SELECTOR, "#made .files a"))
    (name,) = [path.name for path in (person.desk.folder / "output" / "stickers").iterdir()]
    assert name.startswith("guide_sticker-childline_14-17_en_KE")
    return words_of(person.download("Download"))
