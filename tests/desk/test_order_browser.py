"""An order in a real browser: the estimate follows the hand, and the work outlives a desk that is killed."""

from pathlib import Path
from typing import Any

from browsers import Patience
from desks import Desk, enter_as, start_desk
from selenium.webdriver.common.by import By


def wait(browser: Any, *, until: Any) -> Any:
    return Patience(browser, 90, 0.2).until(until)


def text_of(browser: Any, place: str) -> str:
    return str(browser.execute_script("return document.getElementById(arguments[0])?.innerText || ''", place))


def click(browser: Any, css: str) -> None:
    browser.execute_script("arguments[0].click()", browser.find_element(By.CSS_SELECTOR, css))


def packs_in(output: Path) -> dict[str, int]:
    """Return the packs that are whole, with the moment at which each was written."""
    return {path.name: path.stat().st_mtime_ns for path in output.glob("guide_*.zip")}


def begun_in(output: Path) -> list[Path]:
    return [path for path in output.iterdir() if path.name.startswith(".")]


def test_what_a_killed_desk_was_making_goes_on_where_it_was(own_desk: Desk, browser: Any, tmp_path: Path) -> None:
    enter_as(browser, own_desk)
    browser.get(f"{own_desk.address}/order/")
    for box in (
        '[value="wallet-card"]',
        '[value="bookmark"]',
        '[name="locales"][value="sw"]',
        '[name="locales"][value="fr"]',
    ):
        click(browser, box)
    wait(browser, until=lambda page: "Sheets of paper" in text_of(page, "estimate"))
    wait(browser, until=lambda page: "some ink" in text_of(page, "estimate"))
    browser.find_element(By.NAME, "quantity").clear()
    browser.find_element(By.NAME, "quantity").send_keys("20")
    wait(browser, until=lambda page: "Copies\n540" in text_of(page, "estimate"))
    click(browser, '[name="make"]')
    output = own_desk.folder / "output"
    Patience(browser, 90, 0.02).until(lambda _: len([*output.glob("guide_*.zip")]) > 1)
    own_desk.kill()
    first = packs_in(output)
    port = int(own_desk.address.rpartition(":")[2])
    again = start_desk(own_desk.folder, tmp_path / "state", port)
    try:
        browser.get(f"{own_desk.address}/order/")
        wait(browser, until=lambda page: "It was stopped before it was done" in text_of(page, "work-1"))
        wait(browser, until=lambda page: page.refresh() or not begun_in(output))
        click(browser, "#work-1 .button.primary")
        wait(browser, until=lambda page: "Download the zip" in text_of(page, "work-1"))
        found, oldest = packs_in(output), min(first, key=lambda name: first[name])
        assert len(found) == 3 and 1 < len(first) < 3 and set(first) < set(found)
        assert found[oldest] == first[oldest], "what the own_desk has noted as done is not made again"
    finally:
        again.stop()
