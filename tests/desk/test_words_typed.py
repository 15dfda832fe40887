"""A sentence typed in a real browser: saved at a pause, seen as printed, kept while the desk is gone, by keyboard."""

from pathlib import Path
from typing import Any

from browsers import Patience
from desks import Desk, Served, enter_as, start_desk
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from booklet import open_project

PATH = "/words/sw/sentence/about.title/"


def said(folder: Path) -> str:
    return open_project(folder).entries("sw").find("about.title").said.text


def wait(browser: Any, until: Any) -> None:
    Patience(browser, 30).until(lambda _: until())


def by_id(browser: Any, name: str) -> Any:
    return browser.find_element(By.ID, name)


def is_saved(browser: Any) -> bool:
    return bool(browser.execute_script("return document.getElementById('saved').innerText.startsWith('Saved at')"))


def test_a_sentence_is_saved_at_a_pause_its_picture_follows_and_ctrl_enter_goes_on(desk: Served, browser: Any) -> None:
    enter_as(browser, desk)
    browser.get(desk.address + PATH)
    picture = browser.find_element(By.CSS_SELECTOR, "#printed img").get_attribute("src")
    by_id(browser, "text").send_keys(" leo")
    assert by_id(browser, "room").text == "19 of 33 letters"
    wait(browser, lambda: is_saved(browser))
    assert browser.find_element(By.CSS_SELECTOR, "#printed img").get_attribute("src") != picture
    assert said(desk.folder) == "Kabla ya kusoma leo"
    by_id(browser, "text").send_keys(" hii", Keys.CONTROL, Keys.ENTER)
    wait(browser, lambda: browser.current_url.endswith("/about.lead/"))
    assert said(desk.folder) == "Kabla ya kusoma leo hii"


def test_what_is_typed_while_the_desk_is_gone_waits_and_is_sent_when_it_is_back(
    own_desk: Desk, browser: Any, tmp_path: Path
) -> None:
    enter_as(browser, own_desk)
    browser.get(own_desk.address + PATH)
    own_desk.kill()
    by_id(browser, "text").send_keys(" leo")
    wait(browser, lambda: by_id(browser, "outbox").text == "Waiting to send: 1")
    assert said(own_desk.folder) == "Kabla ya kusoma"
    again = start_desk(own_desk.folder, tmp_path / "state", int(own_desk.address.rpartition(":")[2]))
    try:
        wait(browser, lambda: is_saved(browser))
        assert by_id(browser, "outbox").text == "" and said(own_desk.folder) == "Kabla ya kusoma leo"
    finally:
        again.stop()
