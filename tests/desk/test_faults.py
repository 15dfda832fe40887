"""What happens when things fail, in a real browser: the desk dies, two people write, a browser or the network goes."""

import re
import sqlite3
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from browsers import Patience, set_network, start_browser
from desks import Desk, Served, enter_as, start_desk
from selenium.webdriver.common.by import By

from booklet import open_project
from booklet.machine.living import is_alive

PATH = "/words/sw/sentence/about.title/"
KILLED = str(Path(__file__).parent.parent / "desk_killed.py")


def said(folder: Path, context: str = "about.title") -> str:
    return open_project(folder).entries("sw").find(context).said.text


def wait(browser: Any, until: Any, seconds: int = 30) -> None:
    Patience(browser, seconds).until(lambda _: until())


def by_id(browser: Any, name: str) -> Any:
    return browser.find_element(By.ID, name)


def shown(browser: Any, css: str) -> str:
    """Return the words of a place that the desk may replace at any moment."""
    return str(browser.execute_script("return document.querySelector(arguments[0])?.innerText || ''", css))


def outbox(browser: Any) -> str:
    return shown(browser, "#outbox summary")


def is_saved(browser: Any) -> bool:
    return shown(browser, "#saved").startswith("Saved")


def again(desk: Desk, tmp_path: Path) -> Desk:
    return start_desk(desk.folder, tmp_path / "state", int(desk.address.rpartition(":")[2]))


def history(folder: Path) -> list[tuple[str, str, bytes, bytes]]:
    """Return each change that the desk knows of: how it came about, the file, what was taken out and put in."""
    with closing(sqlite3.connect(folder / "desk" / "desk.sqlite3")) as database:
        return database.execute(
            "SELECT action, file, removed, added FROM desk_revision JOIN desk_event ON event_id = desk_event.id"
        ).fetchall()


def know(folder: Path) -> None:
    """Raise unless the desk knows each file as it is now."""
    with closing(sqlite3.connect(folder / "desk" / "desk.sqlite3")) as database:
        for name, data in database.execute("SELECT file, data FROM desk_found").fetchall():
            assert (folder / name).read_bytes() == data, name


def list_drafts(output: Path) -> list[Path]:
    """Return what is half written: files and folders with hidden names."""
    return [path for path in output.rglob(".*") if path.name != ".lock"] if output.exists() else []


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Any]:
    """A second browser, of another person."""
    driver = start_browser(f"--user-data-dir={tmp_path / 'profile'}")
    yield driver
    driver.quit()


def die_while_saving(moment: str, folder: Path, browser: Any, tmp_path: Path) -> Desk:
    """Return a desk that died at a moment of saving a word that was typed on a page, which is still open."""
    desk = start_desk(folder, tmp_path / "state", program=(KILLED, moment))
    enter_as(browser, desk)
    browser.get(desk.address + PATH)
    by_id(browser, "text").send_keys(" leo")
    assert desk.process.wait(30) == -9
    desk.stop()
    return desk


@pytest.mark.parametrize("moment", ["unwritten", "written", "noting", "noted"])
def test_a_desk_that_dies_while_it_saves_leaves_a_whole_file_and_the_text_is_sent_again(
    moment: str, partner: Path, browser: Any, tmp_path: Path
) -> None:
    desk = die_while_saving(moment, partner, browser, tmp_path)
    assert said(partner) == ("Kabla ya kusoma" if moment == "unwritten" else "Kabla ya kusoma leo")
    later = again(desk, tmp_path)
    try:
        wait(browser, lambda: is_saved(browser) and outbox(browser) == "")
        assert said(partner) == "Kabla ya kusoma leo" and by_id(browser, "conflict").text == ""
        ((action, file, _, added),) = history(partner)
        assert (
            action == ("outside" if moment in ("written", "noting") else "changed")
            and file == "translations/sw/guide.po"
        )
        assert added.count(b"Kabla ya kusoma leo") == 1
        know(partner)
        assert not [path for path in partner.rglob("*") if path.suffix in {".tmp", ".part"} and path.is_file()]
    finally:
        later.stop()


@pytest.mark.parametrize("is_closed", [False, True], ids=["open", "closed"])
@pytest.mark.parametrize("moment", ["unwritten", "written", "noted"])
def test_what_is_typed_after_a_desk_died_in_a_save_is_no_conflict_with_that_save(
    moment: str, is_closed: bool, partner: Path, browser: Any, tmp_path: Path
) -> None:
    desk = die_while_saving(moment, partner, browser, tmp_path)
    by_id(browser, "text").send_keys(" hii")
    wait(browser, lambda: outbox(browser) == "Waiting to send: 1")
    if is_closed:
        browser.get("about:blank")
    later = again(desk, tmp_path)
    try:
        if is_closed:
            browser.get(desk.address + PATH)
        wait(browser, lambda: said(partner) == "Kabla ya kusoma leo hii" and is_saved(browser), 20)
        assert by_id(browser, "conflict").text == "" and outbox(browser) == ""
        know(partner)
    finally:
        later.stop()


def test_a_desk_that_dies_again_and_again_while_one_types_loses_nothing(
    partner: Path, own_desk: Desk, browser: Any, tmp_path: Path
) -> None:
    desk = own_desk
    enter_as(browser, desk)
    browser.get(desk.address + PATH)
    typed = "Kabla ya kusoma"
    try:
        for seconds in (0.52, 0.6, 0.7):
            wait(browser, lambda typed=typed: said(partner) == typed)
            for word in (" a", " b"):
                by_id(browser, "text").send_keys(word)
                typed += word
                time.sleep(seconds)
            desk.kill()
            assert typed.startswith(said(desk.folder))
            desk = again(desk, tmp_path)
        wait(browser, lambda: said(desk.folder) == typed and is_saved(browser) and outbox(browser) == "")
        know(desk.folder)
        assert all(removed != added for _, _, removed, added in history(desk.folder))
    finally:
        desk.stop()


def test_a_desk_that_dies_while_it_builds_leaves_nothing_half_written_and_goes_on(
    own_desk: Desk, browser: Any, tmp_path: Path
) -> None:
    desk = own_desk
    enter_as(browser, desk)
    browser.get(f"{desk.address}/order/")
    for box in ('[value="wallet-card"]', '[name="locales"][value="sw"]'):
        browser.execute_script("arguments[0].click()", browser.find_element(By.CSS_SELECTOR, box))
    wait(browser, lambda: "some ink" in by_id(browser, "estimate").text)
    browser.execute_script("arguments[0].click()", browser.find_element(By.CSS_SELECTOR, '[name="make"]'))
    output, ends = desk.folder / "output", time.monotonic() + 60
    while not (drafts := list_drafts(output)):
        assert time.monotonic() < ends
    desk.kill()
    assert drafts and not [path for path in output.glob("*.zip") if zipfile.ZipFile(path).testzip()]
    makers = [int(found[1]) for draft in drafts if (found := re.search(r"-(\d+)\.part$", draft.name))]
    wait(browser, lambda: not any(map(is_alive, makers)))  # what a desk let build ends a moment after it
    desk = again(desk, tmp_path)
    try:
        browser.get(f"{desk.address}/order/")
        work = by_id(browser, "work-1")
        assert "Stopped" in work.text and "nothing is half written" in work.text
        assert not list_drafts(output)
        browser.execute_script("document.querySelector('#work-1 .button.primary').click()")
        wait(browser, lambda: "Download the zip" in by_id(browser, "work-1").text, 90)
        packs = [*output.glob("*.zip")]
        assert len(packs) == 2 and not any(zipfile.ZipFile(path).testzip() for path in packs)
        assert not list_drafts(output)
    finally:
        desk.stop()


def test_two_people_on_one_sentence_see_both_versions_and_nothing_is_written_over(
    desk: Served, browser: Any, other: Any
) -> None:
    for driver, name in ((browser, "Wanjiku"), (other, "Otieno")):
        enter_as(driver, desk, name)
        driver.get(desk.address + PATH)
    by_id(browser, "text").send_keys(" leo")
    wait(browser, lambda: is_saved(browser))
    by_id(other, "text").send_keys(" kesho")
    wait(other, lambda: "Keep theirs" in by_id(other, "conflict").text)
    texts = [one.text for one in other.find_elements(By.CSS_SELECTOR, "#conflict .words-text")]
    assert texts == ["Kabla ya kusoma kesho", "Kabla ya kusoma leo"] and said(desk.folder) == "Kabla ya kusoma leo"
    other.find_element(By.XPATH, "//button[.='Keep mine']").click()
    wait(other, lambda: said(desk.folder) == "Kabla ya kusoma kesho")
    wait(other, lambda: other.execute_script("return localStorage.length") == 0)
    assert by_id(other, "conflict").text == ""


def test_two_people_on_two_fields_of_a_helpline_save_both(desk: Served, browser: Any, other: Any) -> None:
    for driver, name in ((browser, "Wanjiku"), (other, "Otieno")):
        enter_as(driver, desk, name)
        driver.get(f"{desk.address}/contacts/childline/")
    browser.find_element(By.NAME, "note").send_keys("ask for Amina")
    other.find_element(By.NAME, "conflict").send_keys("the poster says 117")

    def read() -> str:
        return " ".join((desk.folder / "translations" / "countries" / "KE.yaml").read_text(encoding="utf-8").split())

    for driver, text in ((browser, "ask for Amina"), (other, "the poster says 117")):
        wait(driver, lambda driver=driver, text=text: is_saved(driver) and text in read())
    assert "ask for Amina" in read()
    assert {action for action, *_ in history(desk.folder)} == {"changed"}


def test_a_browser_that_is_closed_with_unsent_text_has_it_when_it_is_opened_again(
    own_desk: Desk, tmp_path: Path
) -> None:
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    driver = start_browser(profile)
    enter_as(driver, own_desk)
    driver.get(own_desk.address + PATH)
    own_desk.kill()
    by_id(driver, "text").send_keys(" leo")
    wait(driver, lambda: outbox(driver) == "Waiting to send: 1")
    driver.quit()
    later = again(own_desk, tmp_path)
    driver = start_browser(profile)
    try:
        enter_as(driver, later)
        driver.get(own_desk.address + PATH)
        wait(driver, lambda: by_id(driver, "text").get_attribute("value") == "Kabla ya kusoma leo")
        wait(driver, lambda: said(own_desk.folder) == "Kabla ya kusoma leo" and outbox(driver) == "")
        assert driver.execute_script("return localStorage.length") == 0
    finally:
        driver.quit()
        later.stop()


def test_on_a_slow_network_the_first_page_is_usable_and_a_save_is_shown_once(desk: Served, browser: Any) -> None:
    enter_as(browser, desk)
    slow = partial(set_network, browser, latency=400, throughput=50_000)
    slow()
    browser.get(desk.address + "/")
    ready = browser.execute_script("return performance.getEntriesByType('navigation')[0].domInteractive")
    assert ready < 5000
    browser.get(desk.address + PATH)
    for word in (" leo", " hii"):
        by_id(browser, "text").send_keys(word)
        time.sleep(0.6)
    wait(browser, lambda: is_saved(browser) and said(desk.folder) == "Kabla ya kusoma leo hii")
    wait(browser, lambda: browser.execute_script("return localStorage.length") == 0)
    slow(is_offline=True)
    by_id(browser, "text").send_keys(" tu")
    wait(browser, lambda: outbox(browser) == "Waiting to send: 1")
    slow()
    wait(browser, lambda: said(desk.folder) == "Kabla ya kusoma leo hii tu" and outbox(browser) == "")
    assert len(history(desk.folder)) in (2, 3) and by_id(browser, "conflict").text == ""
