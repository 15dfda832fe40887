"""Every screen in a real browser: nothing for axe-core to find, nothing blocked, nothing wider than a phone."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsers import set_width
from desks import Desk, enter_as, start_desk

from booklet.desk.settings import SCREENS

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
"""axe-core 4.14.1 of Deque Systems, as its package has it (MPL 2.0)."""

WITHIN = (
    *("/contacts/childline/", "/calls/to/childline/"),
    *("/pages/?product=card", "/pages/page/booklet/?page=3", "/pages/own/", "/pages/own/new/picture/"),
)
"""Pages within screens."""

PAGES = ("/", "/who/", *(f"/{screen}/" for screen in SCREENS), *WITHIN)

RUN = (
    "const done = arguments[arguments.length - 1]; axe.run(document, {resultTypes: ['violations']}).then(found => done("
    "found.violations.map(rule => rule.id + ': ' + rule.nodes.map(node => node.html.slice(0, 200)).join(' | '))));"
)


@pytest.fixture(scope="module")
def open_desk_once(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk whose files nobody changes."""
    started = start_desk(made_once, tmp_path_factory.mktemp("state"))
    yield started
    started.stop()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("page", PAGES)
def test_a_screen_is_whole_for_everybody(page: str, language: str, open_desk_once: Desk, browser: Any) -> None:
    width = 360 if language == "en" else 1280
    set_width(browser, width)
    enter_as(browser, open_desk_once, language=language)
    browser.get(open_desk_once.address + page)
    assert browser.execute_script("return document.documentElement.dir") == ("rtl" if language == "ar" else "ltr")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    browser.execute_script(AXE)
    assert browser.execute_async_script(RUN) == []
    said = [line["message"] for line in browser.get_log("browser") if line["level"] == "SEVERE"]
    assert [line for line in said if "/picture/" not in line] == []


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_a_screen_is_light(page: str, client: Any) -> None:
    answer = client.get(page)
    assert len(gzip.compress(answer.content)) <= 10_000
