"""The outbox in a real browser: whatever happens to a page, what was typed in it is neither lost nor sent elsewhere."""

from pathlib import Path
from typing import Any

import pytest
from browsers import Patience
from desks import Desk, Served, enter_as, start_desk
from selenium.webdriver.common.by import By

from booklet import open_project

TITLE, LEAD = "/words/sw/sentence/about.title/", "/words/sw/sentence/about.lead/"


def said(folder: Path, context: str = "about.title") -> str:
    return open_project(folder).entries("sw").find(context).said.text


def wait(browser: Any, until: Any) -> None:
    Patience(browser, 20).until(lambda _: until())


def outbox(browser: Any) -> str:
    return str(browser.find_element(By.CSS_SELECTOR, "#outbox summary").text)


def is_saved(browser: Any) -> bool:
    return bool(browser.execute_script("return document.getElementById('saved').innerText.startsWith('Saved at')"))


def typing(browser: Any) -> Any:
    return browser.find_element(By.ID, "text")


def kept(browser: Any) -> int:
    return int(browser.execute_script("return Object.keys(localStorage).length"))


def again(desk: Desk, tmp_path: Path, folder: Path | None = None) -> Desk:
    return start_desk(folder or desk.folder, tmp_path / "state", int(desk.address.rpartition(":")[2]))


@pytest.fixture
def tabs(browser: Any) -> list[str]:
    """Two tabs of one browser."""
    first = browser.current_window_handle
    browser.switch_to.new_window("tab")
    return [first, browser.current_window_handle]


def test_what_is_sent_from_the_next_page_changes_nothing_on_it(desk: Served, browser: Any) -> None:
    enter_as(browser, desk)
    browser.get(desk.address + TITLE)
    typing(browser).send_keys(" leo")
    browser.get(desk.address + LEAD)
    seen = browser.find_element(By.ID, "seen").get_attribute("value")
    wait(browser, lambda: said(desk.folder) == "Kabla ya kusoma leo" and kept(browser) == 0)
    assert browser.find_element(By.ID, "seen").get_attribute("value") == seen
    assert browser.find_element(By.ID, "saved").text == ""
    before = said(desk.folder, "about.lead")
    typing(browser).send_keys(" leo")
    wait(browser, lambda: is_saved(browser))
    assert said(desk.folder, "about.lead") == f"{before} leo"


def test_two_tabs_that_wait_lose_neither_text(own_desk: Desk, browser: Any, tabs: list[str], tmp_path: Path) -> None:
    for handle in tabs:
        browser.switch_to.window(handle)
        enter_as(browser, own_desk)
        browser.get(own_desk.address + TITLE)
    own_desk.kill()
    for handle, text in zip(tabs, (" leo", " kesho"), strict=True):
        browser.switch_to.window(handle)
        typing(browser).send_keys(text)
    wait(browser, lambda: outbox(browser) == "Waiting to send: 2")
    later = again(own_desk, tmp_path)
    try:
        wait(browser, lambda: "Kabla ya kusoma " in said(own_desk.folder))
        clashes = []
        for handle, text in zip(tabs, (" leo", " kesho"), strict=True):
            browser.switch_to.window(handle)
            is_mine = said(own_desk.folder) == f"Kabla ya kusoma{text}"
            shown = "saved" if is_mine else "conflict"
            wait(browser, lambda shown=shown: browser.find_element(By.ID, shown).text)
            assert typing(browser).get_attribute("value") == f"Kabla ya kusoma{text}"
            clashes += [one.text for one in browser.find_elements(By.CSS_SELECTOR, "#conflict .words-text")]
        assert sorted(clashes) == ["Kabla ya kusoma kesho", "Kabla ya kusoma leo"]
    finally:
        later.stop()


def test_an_idle_tab_does_not_send_what_it_showed_in_place_of_what_was_typed(
    own_desk: Desk, browser: Any, tabs: list[str], tmp_path: Path
) -> None:
    for handle in tabs:
        browser.switch_to.window(handle)
        enter_as(browser, own_desk)
        browser.get(own_desk.address + TITLE)
    own_desk.kill()
    typing(browser).send_keys(" kesho")
    wait(browser, lambda: outbox(browser) == "Waiting to send: 1")
    browser.close()
    browser.switch_to.window(tabs[0])
    later = again(own_desk, tmp_path)
    try:
        browser.execute_script("dispatchEvent(new Event('online'))")
        wait(browser, lambda: said(own_desk.folder) == "Kabla ya kusoma kesho")
    finally:
        later.stop()


def test_a_text_that_clashed_outlives_its_page_until_somebody_chooses(desk: Served, browser: Any) -> None:
    enter_as(browser, desk)
    browser.get(desk.address + TITLE)
    entries = open_project(desk.folder).entries("sw")
    entries.write("about.title", "Yao", seen=entries.find("about.title").said)
    typing(browser).send_keys(" yetu")
    wait(browser, lambda: "Keep theirs" in browser.find_element(By.ID, "conflict").text)
    browser.get(f"{desk.address}/help/")
    wait(browser, lambda: outbox(browser) == "Waiting to send: 1")
    browser.find_element(By.CSS_SELECTOR, "#outbox summary").click()
    assert "Kabla ya kusoma yetu" in browser.find_element(By.ID, "outbox").text
    browser.find_element(By.CSS_SELECTOR, "#outbox a").click()
    wait(browser, lambda: "Keep theirs" in browser.find_element(By.ID, "conflict").text)
    assert typing(browser).get_attribute("value") == "Kabla ya kusoma yetu" and said(desk.folder) == "Yao"
    browser.find_element(By.LINK_TEXT, "Keep theirs").click()
    wait(browser, lambda: typing(browser).get_attribute("value") == "Yao")
    assert kept(browser) == 0 and said(desk.folder) == "Yao"


def test_a_session_that_ended_keeps_the_text_and_says_how_to_come_in(desk: Served, browser: Any) -> None:
    enter_as(browser, desk)
    browser.get(desk.address + TITLE)
    browser.delete_all_cookies()
    typing(browser).send_keys(" leo")
    wait(browser, lambda: outbox(browser) == "Waiting to send: 1")
    browser.find_element(By.CSS_SELECTOR, "#outbox summary").click()
    assert "Open the link that was shown where the desk was started" in browser.find_element(By.ID, "outbox").text
    enter_as(browser, desk)
    browser.get(desk.address + TITLE)
    wait(browser, lambda: said(desk.folder) == "Kabla ya kusoma leo" and kept(browser) == 0)


def test_what_belongs_to_another_edition_at_the_same_address_is_not_sent(
    own_desk: Desk, browser: Any, made_once: Path, tmp_path: Path
) -> None:
    import shutil

    other = tmp_path / "other"
    shutil.copytree(made_once, other)
    enter_as(browser, own_desk)
    browser.get(own_desk.address + TITLE)
    own_desk.kill()
    typing(browser).send_keys(" leo")
    wait(browser, lambda: outbox(browser) == "Waiting to send: 1")
    second = again(own_desk, tmp_path, other)
    try:
        browser.get(second.address + TITLE)
        typing(browser).send_keys(" hii")
        wait(browser, lambda: is_saved(browser))
    finally:
        second.stop()
    assert said(other) == "Kabla ya kusoma hii"
    third = again(own_desk, tmp_path)
    try:
        browser.get(f"{third.address}/help/")
        wait(browser, lambda: said(own_desk.folder) == "Kabla ya kusoma leo")
    finally:
        third.stop()


def test_a_browser_that_can_keep_nothing_sends_all_the_same(desk: Served, browser: Any) -> None:
    enter_as(browser, desk)
    browser.get(desk.address + TITLE)
    browser.execute_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    typing(browser).send_keys(" leo")
    wait(browser, lambda: is_saved(browser))
    assert said(desk.folder) == "Kabla ya kusoma leo"


def test_a_form_that_is_gone_keeps_its_text_until_it_is_removed(desk: Served, browser: Any) -> None:
    enter_as(browser, desk)
    browser.get(f"{desk.address}/contacts/childline/")
    country = desk.folder / "translations" / "countries" / "KE.yaml"
    country.write_text(country.read_text(encoding="utf-8").replace("id: childline", "id: child-line"), encoding="utf-8")
    browser.find_element(By.NAME, "note").send_keys("ask for Amina")
    wait(browser, lambda: outbox(browser) == "Waiting to send: 1")
    browser.get(f"{desk.address}/help/")
    wait(browser, lambda: outbox(browser) == "Waiting to send: 1")
    browser.find_element(By.CSS_SELECTOR, "#outbox summary").click()
    assert "ask for Amina" in browser.find_element(By.ID, "outbox").text
    browser.find_element(By.CSS_SELECTOR, "#outbox button").click()
    wait(browser, lambda: outbox(browser) == "" and kept(browser) == 0)
