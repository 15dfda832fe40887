"""The shelf in a real browser: nothing for axe-core to find, nothing wider than a phone, all of it without a script."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from browsers import Patience, set_width
from desks import SECRET
from postgres import free_port
from shelves import BOOKLET, CARD, THING

AXE = (Path(__file__).parent.parent / "desk" / "axe" / "axe.min.js").read_text(encoding="utf-8")

RUN = (
    "const done = arguments[arguments.length - 1]; axe.run(document, {resultTypes: ['violations']}).then(found => done("
    "found.violations.map(rule => rule.id + ': ' + rule.nodes.map(node => node.html.slice(0, 200)).join(' | '))));"
)

PROGRAM = """
import sys
from datetime import date
from booklet.api import clock
clock.today = lambda: date(2026, 11, 27)
from booklet.service import environment, serve
import os
serve.configure(environment.read_environment(os.environ))
from django.conf import settings
settings.SHELF_WAKE = "booklet.service.shelf.making.wake_here"
from django.core.wsgi import get_wsgi_application
from waitress import serve as answer
answer(get_wsgi_application(), host="127.0.0.1", port=int(sys.argv[1]))
"""


def status_of(port: int, path: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


@pytest.fixture(scope="module")
def site(shelf_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A shelf that is served, on a day on which its calls hold; its address."""
    port = free_port()
    home = tmp_path_factory.mktemp("site") / "home"
    shutil.copytree(shelf_once, home)
    said = {"HOME": str(home), "SECRET": SECRET * 3, "ADDRESS": f"http://127.0.0.1:{port}"}
    variables = {f"BOOKLET_{name}": value for name, value in said.items()}
    command = [sys.executable, "-c", PROGRAM, str(port)]
    process = subprocess.Popen(command, env={**os.environ, **variables}, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 120
    while status_of(port, THING) != 200 and time.monotonic() < end:
        time.sleep(0.5)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(30)


def open_page(browser: Any, url: str, language: str, width: int) -> None:
    set_width(browser, width)
    browser.get(url.rpartition("/c/")[0] + "/health/" if "/c/" in url else url)
    browser.add_cookie({"name": "language", "value": language})
    browser.get(url)


def look(browser: Any, language: str, width: int) -> None:
    """Look whether a page is whole for everybody."""
    assert browser.execute_script("return document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    browser.execute_script(AXE)
    assert browser.execute_async_script(RUN) == []
    said = [line["message"] for line in browser.get_log("browser") if line["level"] == "SEVERE"]
    assert [line for line in said if "404" not in line and "422" not in line] == []


@pytest.mark.parametrize(("language", "width"), [("en", 360), ("ar", 360), ("en", 1280)])
@pytest.mark.parametrize("path", ["/", "/c/KE/", "/c/KE/en/", THING, CARD, BOOKLET, f"{THING}nothing/", "/named/x/"])
def test_a_page_is_whole_for_everybody(path: str, language: str, width: int, site: str, browser: Any) -> None:
    if path.endswith("nothing/"):
        path = THING.replace("/p1/", "/p9/")
    open_page(browser, site + path, language, width)
    look(browser, language, width)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_somebody_without_a_script_gets_a_poster_with_a_name(language: str, site: str, browser: Any) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        open_page(browser, site + THING, language, 360)
        browser.find_element("name", "name").send_keys("School No. 4")
        click_without(browser, "form[method=post].card .button")
        wait(browser, until=lambda page: "Amani House" in page.find_element("css selector", ".fault").text)
        browser.find_element("name", "name").clear()
        browser.find_element("name", "name").send_keys("Kilimani School")
        click_without(browser, "form[method=post].card .button")
        wait(browser, until=lambda page: "/named/" in page.current_url)
        assert browser.find_element("css selector", ".shelf-said dd").text == "Kilimani School"
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    browser.refresh()
    look(browser, language, 360)
    assert browser.execute_script("return [...document.images].every(one => one.naturalWidth > 0)")


def wait(browser: Any, *, until: Any) -> Any:
    """Wait for what a click leads to: a machine with other work to do takes its time."""
    return Patience(browser, 60).until(until)


def click_without(browser: Any, what: str) -> None:
    """Click where no script can scroll to."""
    browser.find_element("css selector", what).click()


def test_a_booklet_is_waited_for_without_a_script(site: str, browser: Any) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(f"{site}{BOOKLET}office-grey.pdf")
        wait(browser, until=lambda page: "/making/" in page.current_url)
        assert browser.find_element("css selector", "progress")
        end = time.monotonic() + 180
        while not browser.find_elements("css selector", "main .button.primary") and time.monotonic() < end:
            time.sleep(1)  # the page loads itself anew
        link = browser.find_element("css selector", "main .button.primary").get_attribute("href")
        assert link.endswith("office-grey.pdf")
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_the_numbers_are_the_first_thing_that_is_read(site: str, browser: Any) -> None:
    open_page(browser, f"{site}/c/KE/", "en", 360)
    first = browser.find_element("css selector", "main a")
    assert first.get_attribute("href") == "tel:116" and first.size["height"] >= 40
    assert first.location["y"] < 300
