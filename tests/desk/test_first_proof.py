"""The first PROOF in a real browser: by somebody who types a country in their own language and drops in a logo."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsers import Patience, set_width
from desks import Desk, start_desk
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.expected_conditions import text_to_be_present_in_element as says

from booklet import open_project

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><path d="M0 0h399v99z" fill="#c8143c"/></svg>'

DRAWN = "return [...document.images].every(image => image.complete && image.naturalWidth > 36)"

DROP = (
    "const held = new DataTransfer(); held.items.add(new File([arguments[0]], 'our logo.svg'));"
    "document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: held, bubbles: true, cancelable: true}));"
)
"""Drop a file somewhere on the page."""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Desk]:
    """A desk on a folder that is not there yet."""
    started = start_desk(tmp_path / "new", tmp_path / "state")
    yield started
    started.stop()


def test_a_first_proof_on_a_phone(empty: Desk, browser: Any) -> None:
    wait = Patience(browser, 60)
    set_width(browser, 360)
    browser.get(empty.link)
    browser.switch_to.active_element.send_keys("kenia")
    wait.until(says((By.ID, "found"), "Kenya"))
    browser.find_element(By.CSS_SELECTOR, "#found a").click()
    browser.find_element(By.NAME, "organisation").send_keys("Amani House")
    browser.find_element(By.NAME, "name").send_keys("Wanjiku", Keys.ENTER)
    wait.until(says((By.TAG_NAME, "h1"), "Your logo"))
    before = browser.find_element(By.CSS_SELECTOR, "#look img").get_attribute("src")
    browser.execute_script(DROP, SVG)
    wait.until(says((By.ID, "logo-part"), "Your logo is in the edition"))
    assert browser.find_element(By.CSS_SELECTOR, "#look img").get_attribute("src") != before
    browser.find_element(By.LINK_TEXT, "Go on").click()
    browser.find_element(By.CSS_SELECTOR, "input[value=mint]").click()
    wait.until(says((By.ID, "saved-accent"), "Saved"))
    browser.find_element(By.LINK_TEXT, "Show me my booklet").click()
    wait.until(says((By.TAG_NAME, "h1"), "Your first PROOF is ready"))
    browser.execute_script("for (const image of document.images) image.loading = 'eager'")
    wait.until(lambda driver: driver.execute_script(DRAWN))
    assert browser.execute_script("return document.documentElement.scrollWidth") == 360
    brand = open_project(empty.folder).sources.brand
    assert (brand.name, brand.accent, brand.logo is not None) == ("Amani House", "mint", True)
    assert [line for line in browser.get_log("browser") if line["level"] == "SEVERE"] == []
