"""The desk on a narrow phone that runs no script: each form has its button, and everything is done with it."""

from pathlib import Path
from typing import Any

import pytest
from browsers import Patience, set_width
from deskforms import text_of
from desks import Served, enter_as, start_desk
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from booklet import open_project


class Phone:
    """A browser of 360 pixels without script."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser, self.address = browser, address
        set_width(browser, 360)
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})

    def go(self, path: str) -> None:
        self.browser.get(self.address + path)
        self.is_narrow()

    def is_narrow(self) -> None:
        layout = self.browser.execute_cdp_cmd("Page.getLayoutMetrics", {})
        assert layout["cssContentSize"]["width"] <= 360, self.browser.current_url

    def find(self, css: str) -> Any:
        return self.browser.find_element(By.CSS_SELECTOR, css)

    def write(self, name: str, text: str) -> None:
        self.find(f"[name='{name}']").clear()
        self.find(f"[name='{name}']").send_keys(text)

    def send(self, css: str, says: str = "", does: Any = None) -> None:
        """Press a button, and wait for what the next page says, or for what is done then."""
        self.find(css).click()
        done = does or (lambda: says in self.browser.page_source)
        Patience(self.browser, 30, 0.1).until(lambda _: done())
        self.is_narrow()


@pytest.fixture
def phone(browser: Any) -> Any:
    """That browser, and script again at the end."""
    yield lambda address: Phone(browser, address)
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.slow
def test_an_edition_begins_without_script(phone: Any, tmp_path: Path) -> None:
    empty = start_desk(tmp_path / "new", tmp_path / "state")
    try:
        hand = phone(empty.address)
        hand.browser.get(empty.link)
        hand.write("q", "kenia")
        hand.send("form[role=search] .button", "Kenya")
        hand.send("#found a", "Your edition for Kenya")
        hand.write("organisation", "Amani House")
        hand.write("name", "Wanjiku")
        hand.send("main .button.primary", "Your logo")
        hand.go("/start/look/")
        hand.find("[name=accent][value=mint]").click()
        hand.send(
            "form:has([name=accent]) .button",
            does=lambda: "\naccent: mint" in (empty.folder / "brand.yaml").read_text(),
        )
        brand = open_project(empty.folder).sources.brand
        assert (brand.name, brand.accent) == ("Amani House", "mint")
    finally:
        empty.stop()


def test_a_contact_a_call_a_sentence_and_an_order_without_script(phone: Any, desk: Served, browser: Any) -> None:
    enter_as(browser, desk)
    hand = phone(desk.address)
    hand.go("/contacts/childline/")
    hand.write("numbers-0-printed", "call me")
    hand.send("form[data-auto] .button.primary", "no phone number")
    hand.write("numbers-0-printed", "1190")
    hand.send("form[data-auto] .button.primary", does=lambda: "{printed: '1190'}" in text_of(desk.folder))
    hand.go("/calls/to/childline/")
    hand.find("[name=number-0][value=right]").click()
    Select(hand.find("[name=free]")).select_by_value("yes")
    hand.find("[name=own]").click()
    hand.send("main .button.primary.big:not(.number)", "is confirmed until")
    hand.go("/words/sw/sentence/about.title/")
    hand.write("text", "Kabla ya kusoma leo")
    words = desk.folder / "translations" / "sw" / "guide.po"
    hand.send(
        "#sentence .button",
        does=lambda: words.exists() and "Kabla ya kusoma leo" in words.read_text(encoding="utf-8"),
    )
    hand.go("/order/")
    hand.find("[name=layouts][value=wallet-card]").click()
    for name, value in (("locales", "en"), ("bands", "14-17")):
        if not hand.find(f"[name={name}][value='{value}']").is_selected():
            hand.find(f"[name={name}][value='{value}']").click()
    hand.write("quantity", "20")
    hand.send("noscript .button", "The order is kept")
    hand.send("[name=make]", "20 of each")
