"""Contacts and calls in a real browser: saved at a pause, kept while the desk is away, called with a thumb."""

from typing import Any

from browsers import Patience, set_network, set_width
from deskforms import edit_file, text_of
from desks import Served, enter_as
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys


def wait(browser: Any, *, until: Any) -> Any:
    return Patience(browser, 30).until(until)


def write(browser: Any, name: str, text: str) -> None:
    field = browser.find_element(By.NAME, name)
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(text)


def stamps_of(browser: Any) -> set[str]:
    """Return of which states of the edition the pictures are; each follows as soon as it is drawn."""
    images = browser.find_elements(By.CSS_SELECTOR, "#pictures img")
    return {image.get_attribute("src").rpartition("v=")[2] for image in images}


def test_a_number_is_saved_at_a_pause_and_the_next_row_comes(desk: Served, browser: Any) -> None:
    enter_as(browser, desk)
    browser.get(f"{desk.address}/contacts/childline/")
    first = stamps_of(browser)
    write(browser, "numbers-1-printed", "call me")
    wait(browser, until=lambda page: "no phone number" in page.find_element(By.ID, "fault-numbers-1").text)
    assert browser.find_elements(By.CSS_SELECTOR, "#pictures img"), "what prints stays while a line is faulty"
    write(browser, "numbers-1-printed", "1190")
    wait(browser, until=lambda page: page.find_element(By.ID, "saved").text.startswith("Saved"))
    wait(browser, until=lambda page: page.find_elements(By.NAME, "numbers-2-printed"))
    assert "numbers: [{printed: '116'}, {printed: '1190'}]" in text_of(desk.folder)
    assert browser.find_element(By.ID, "fault-numbers-1").text == ""
    wait(browser, until=lambda page: len(stamps_of(page)) == 1 and not stamps_of(page) & first)
    stamps = stamps_of(browser)
    browser.execute_script("document.querySelector('#pictures').dataset.same = 'yes'")
    write(browser, "numbers-2-printed", "1191")
    wait(browser, until=lambda page: page.find_elements(By.NAME, "numbers-3-printed"))
    assert "{printed: '1191'}" in text_of(desk.folder)
    same = browser.find_element(By.CSS_SELECTOR, "#pictures[data-same] img")
    wait(browser, until=lambda _: same.get_attribute("src").rpartition("v=")[2] not in stamps)


def test_what_was_not_sent_is_sent_later_and_writes_nobody_over(desk: Served, browser: Any) -> None:
    enter_as(browser, desk)
    browser.get(f"{desk.address}/contacts/childline/")
    set_network(browser, is_offline=True)
    write(browser, "note", "ask for Amina")
    wait(browser, until=lambda page: page.find_element(By.ID, "outbox").text.endswith("1"))
    browser.get("about:blank")  # closed before the network is back, so that it cannot send
    set_network(browser)
    edit_file(desk.folder, "{printed: '116'}", "{printed: '117'}")
    browser.get(f"{desk.address}/contacts/childline/")
    wait(browser, until=lambda _: "note: ask for Amina" in text_of(desk.folder))
    assert "{printed: '117'}" in text_of(desk.folder)
    wait(browser, until=lambda page: "Somebody else changed: numbers" in page.find_element(By.ID, "saved").text)


def test_a_caller_marks_a_number_on_a_phone_by_keys_alone(desk: Served, browser: Any) -> None:
    enter_as(browser, desk)
    set_width(browser, 360)
    browser.get(f"{desk.address}/calls/to/childline/")
    number = browser.find_element(By.CSS_SELECTOR, "a.number")
    assert number.get_attribute("href") == "tel:116" and number.size["height"] >= 44
    assert not browser.find_element(By.NAME, "number-0-new").is_displayed()
    browser.find_element(By.CSS_SELECTOR, "[name=number-0][value=wrong]").send_keys(Keys.SPACE)
    assert browser.find_element(By.NAME, "number-0-new").is_displayed()
    browser.find_element(By.CSS_SELECTOR, "[name=number-0][value=right]").send_keys(Keys.SPACE)
    browser.find_element(By.NAME, "free").send_keys("Y")
    browser.find_element(By.NAME, "own").send_keys(Keys.SPACE)
    browser.find_element(By.CSS_SELECTOR, "main .button.primary.big:not(.number)").send_keys(Keys.ENTER)
    wait(browser, until=lambda page: "/calls/to/emergency/" in page.current_url)
    assert "is confirmed until" in browser.find_element(By.CSS_SELECTOR, "[role=status].notice").text
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 360


def test_a_contact_is_dragged_above_another(desk: Served, browser: Any) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    enter_as(browser, desk)
    browser.get(f"{desk.address}/contacts/")
    first, *_, last = browser.find_elements(By.CSS_SELECTOR, "[data-sort] .handle")
    ActionChains(browser).click_and_hold(last).move_to_element(first).move_by_offset(0, -20).release().perform()
    wait(
        browser,
        until=lambda _: text_of(desk.folder).index("gbv-helpline") < text_of(desk.folder).index("id: childline"),
    )
