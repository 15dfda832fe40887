"""The desk with a keyboard alone: nothing is out of reach, nothing traps, and one always sees where one is."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsers import Patience
from deskforms import text_of
from desks import Desk, Served, enter_as, start_desk
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from booklet import open_project

MOST_STEPS = 150
"""Presses of Tab within which everything of a page is reached."""

SEE = """
window.see = () => {
  const at = document.activeElement, box = at.getBoundingClientRect(), look = getComputedStyle(at);
  const is_ringed = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
  const is_clock = ['date', 'time'].includes(at.type);  // its button has the browser's own ring
  const is_here = box.width > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return at === document.body ? null : {
    name: at.name || '', words: (at.innerText || at.value || '').trim(), html: at.outerHTML.slice(0, 160),
    is_seen: is_here && (is_ringed || is_clock), place: [...document.querySelectorAll('*')].indexOf(at),
  };
};
"""
"""What has the focus, whether one sees it there, and its place in the order of the page."""

WALK = SEE + "window.walked = []; addEventListener('keyup', () => window.walked.push(window.see()));"


class Hands:
    """Somebody who has a keyboard and no mouse."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser

    def press(self, *keys: str) -> None:
        ActionChains(self.browser).send_keys(*keys).perform()

    def here(self) -> dict[str, Any]:
        found = self.browser.execute_script(f"{SEE} return window.see()")
        return dict(found or {})

    def tab_to(self, name: str = "", words: str = "") -> None:
        """Press Tab until something has the focus, by its name or its words; each stop on the way is seen."""
        for _ in range(MOST_STEPS):
            self.press(Keys.TAB)
            if here := self.here():
                Patience(self.browser, 5).until(lambda _: self.here().get("is_seen"))
                if (name and here["name"] == name) or (words and here["words"].startswith(words)):
                    return
        raise AssertionError(f"Tab never reaches {name or words}")

    def reads(self, words: str, css: str = "main") -> None:
        script = "return document.querySelector(arguments[0])?.innerText || ''"
        Patience(self.browser, 60, 0.1).until(lambda page: words in page.execute_script(script, css))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Desk]:
    """A desk on a folder that is not there yet."""
    started = start_desk(tmp_path / "new", tmp_path / "state")
    yield started
    started.stop()


def test_a_first_proof_by_keyboard_alone(empty: Desk, browser: Any) -> None:
    hands = Hands(browser)
    browser.get(empty.link)
    hands.press("kenia")
    hands.reads("Kenya", "#found")
    hands.tab_to(words="Kenya")
    hands.press(Keys.ENTER)
    hands.reads("Your edition for Kenya", "h1")
    hands.tab_to(name="organisation")
    hands.press("Amani House")
    hands.tab_to(name="name")
    hands.press("Wanjiku")
    hands.tab_to(words="Make my edition")
    hands.press(Keys.ENTER)
    hands.reads("Your logo", "h1")
    hands.tab_to(words="Go on")
    hands.press(Keys.ENTER)
    hands.reads("Colour and languages", "h1")
    hands.tab_to(name="accent")
    before = hands.here()["words"]
    hands.press(Keys.ARROW_RIGHT)
    hands.reads("Saved", "#saved-accent")
    accent = hands.here()["words"]
    hands.tab_to(words="Show me my booklet")
    hands.press(Keys.ENTER)
    hands.reads("Your first PROOF is ready", "h1")
    brand = open_project(empty.folder).sources.brand
    assert brand.name == "Amani House" and brand.accent == accent != before


def test_a_contact_is_changed_and_moved_by_keyboard_alone(desk: Served, browser: Any) -> None:
    hands = Hands(browser)
    enter_as(browser, desk)
    browser.get(f"{desk.address}/")
    hands.press(Keys.TAB)
    assert hands.here()["words"] == "Go to the page" and hands.here()["is_seen"]
    hands.press(Keys.ENTER, Keys.TAB)
    assert browser.execute_script("return document.activeElement.closest('main') !== null")
    browser.get(f"{desk.address}/contacts/")
    hands.tab_to(words="Childline Kenya")
    hands.press(Keys.ENTER)
    hands.tab_to(name="numbers-0-printed")
    hands.press(Keys.END, "7")
    hands.reads("Saved", "#saved")
    assert hands.here()["name"] == "numbers-0-printed", "what is saved takes nobody's place away"
    hands.tab_to(name="hours-when")
    hands.press(Keys.ARROW_DOWN)
    hands.tab_to(name="hours-0-days")
    hands.press("M")
    hands.tab_to(name="hours-0-from")
    hands.press("0800AM")
    hands.tab_to(name="hours-0-to")
    hands.press("0800PM")
    hands.tab_to(name="must-print")
    hands.press(Keys.SPACE)
    hands.tab_to(words="Save")
    hands.press(Keys.ENTER)
    Patience(browser, 30).until(lambda _: "must-print" in text_of(desk.folder))
    (lead, *_) = open_project(desk.folder).contacts("KE")
    assert [one.printed for one in lead.numbers] == ["1167"] and lead.hours and lead.must_print
    browser.get(f"{desk.address}/contacts/")
    hands.tab_to(words="↓")
    hands.press(Keys.SPACE)
    Patience(browser, 30).until(
        lambda _: text_of(desk.folder).index("id: emergency") < text_of(desk.folder).index("id: childline")
    )


def settle(browser: Any) -> None:
    """Wait until nothing more comes onto a page: what is worked out, and pictures, come a moment after it."""
    before, now = -1, 0
    while before != now:
        time.sleep(1)
        before, now = now, browser.execute_script("return document.querySelectorAll('*').length")


def test_tab_goes_through_a_page_in_its_order_and_out_of_it(desk: Served, browser: Any) -> None:
    enter_as(browser, desk)
    last = "[...document.querySelectorAll('*')].indexOf(document.querySelector('footer .button'))"
    for path in ("/contacts/childline/", "/words/sw/sentence/about.title/", "/order/"):
        browser.get(desk.address + path)
        settle(browser)
        browser.execute_script(f"document.activeElement.blur(); {WALK}")
        Hands(browser).press(Keys.TAB * MOST_STEPS)
        walked = browser.execute_script("return window.walked")
        stops = walked[: walked.index(None)]
        assert [stop for stop in stops if not stop["is_seen"]] == []
        places = list(dict.fromkeys(stop["place"] for stop in stops))
        assert places == sorted(places) and places[-1] == browser.execute_script(f"return {last}")
