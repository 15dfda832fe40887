"""A real browser for tests: headless Chromium, one a worker, as if it was new for each test."""

import json
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

ARGUMENTS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"),
)


def start_browser(*arguments: str) -> Any:
    """Start headless Chromium, which keeps a log of what it asks for and complains of."""
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for argument in (*ARGUMENTS, *arguments):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with pytest.MonkeyPatch.context() as environment:
        for name in ("no_proxy", "NO_PROXY"):  # the driver listens on this machine
            environment.setenv(name, "localhost,127.0.0.1")
        driver = Chrome(options=options, service=Service(shutil.which("chromedriver") or "chromedriver"))
    driver.set_page_load_timeout(60)
    driver.set_script_timeout(120)
    driver.execute_cdp_cmd("Network.enable", {})
    return driver


_RUNNING: list[Any] = []
"""The browser of this worker, once it runs."""


def _find_running(config: pytest.Config) -> Any:
    """Return the browser of this worker, which ends with it."""
    if not _RUNNING:
        _RUNNING.append(start_browser())
        config.add_cleanup(_RUNNING[0].quit)
    return _RUNNING[0]


@pytest.fixture
def browser(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Headless Chromium in a tab of its own, as if it was new: nothing kept, no log, a window of a desk, a network."""
    driver = _find_running(request.config)
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    driver.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    set_width(driver, 1280)
    for kind in ("browser", "performance"):
        driver.get_log(kind)
    yield driver
    for tab in driver.window_handles:
        if tab != first:
            driver.switch_to.window(tab)
            driver.get("about:blank")  # what a page still waits for would hold its tab open
            driver.close()
    driver.switch_to.window(first)


def set_width(driver: Any, width: int, height: int = 800, *, is_phone: bool | None = None) -> None:
    """Let a tab have a width; below 500 pixels it is a phone, unless it is said whether it is one."""
    is_mobile = width < 500 if is_phone is None else is_phone
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_mobile}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def set_network(driver: Any, *, is_offline: bool = False, latency: int = 0, throughput: int = -1) -> None:
    """Let a tab be without network, or on a slow one: milliseconds, and bytes a second each way."""
    driver.execute_cdp_cmd("Network.enable", {})
    speed = {"latency": latency, "downloadThroughput": throughput, "uploadThroughput": throughput}
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": is_offline, **speed})


def list_requests(driver: Any, of_page: str = "") -> list[str]:
    """Return the addresses that were asked for since the log was read last, by any page or by one."""
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    sent = [event["params"] for event in events if event["method"] == "Network.requestWillBeSent"]
    asked = [one["request"]["url"] for one in sent if not of_page or one["documentURL"] == of_page]
    return [address for address in asked if not address.startswith("data:")]


class Patience(WebDriverWait):  # type: ignore[type-arg]
    """Waits for something on a page, also while what it looks at is replaced by what the desk answers."""

    def __init__(self, driver: Any, seconds: float, poll: float = 0.1) -> None:
        super().__init__(driver, seconds, poll, ignored_exceptions=[StaleElementReferenceException])


def click(driver: Any, what: str, by: str = "css selector") -> None:
    """Click where a person would, once nothing moves over it any more: pictures that come push the page about."""

    def is_clicked(_: Any) -> bool:
        found = driver.find_element(by, what)
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
        found.click()
        return True

    WebDriverWait(driver, 20, ignored_exceptions=[WebDriverException]).until(is_clicked)
