"""The web page in a real browser: whole on a phone, in the dark, in large type and without a script; a way out."""

from pathlib import Path
from typing import Any

import pytest
from browsers import list_requests, set_width
from webpages import ENGLISH, Made, file

ARABIC: Made = ("web", "ar", "EG", "14-17")
THAI: Made = ("web", "th", "TH", "10-13")
HINDI: Made = ("web", "hi", "IN", "14-17")

AXE = (Path(__file__).parents[1] / "desk" / "axe" / "axe.min.js").read_text(encoding="utf-8")

RUN = (
    "const done = arguments[arguments.length - 1]; axe.run(document, {resultTypes: ['violations']}).then(found => done("
    "found.violations.map(rule => rule.id + ': ' + rule.nodes.map(node => node.html.slice(0, 200)).join(' | '))));"
)

SIZES = {"a phone": 360, "a phone in type of twice the size": 180, "a large screen": 1280}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for made in (ENGLISH, ARABIC, THAI, HINDI):
        (folder / f"{made[1]}.html").write_bytes(file(made))
    (folder / "before.html").write_text("<!DOCTYPE html><title>Before</title><p>Before", encoding="utf-8")
    (folder / "plain.html").write_bytes(
        file(ENGLISH).replace(b"<script", b"<template").replace(b"</script", b"</template")
    )
    return folder


def show(browser: Any, page: Path, width: int = 360, height: int = 740, **media: str) -> None:
    set_width(browser, width, height, is_phone=False)
    features = [{"name": "prefers-color-scheme", "value": media.get("scheme", "light")}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media.get("media", ""), "features": features})
    browser.get(page.as_uri())


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar", "th", "hi"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(locale: str, scheme: str, browser: Any, folder: Path) -> None:
    show(browser, folder / f"{locale}.html", scheme=scheme)
    browser.execute_script(AXE)
    assert browser.execute_async_script(RUN) == []


@pytest.mark.parametrize("locale", ["en", "ar", "th", "hi"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_the_screen(locale: str, size: str, browser: Any, folder: Path) -> None:
    show(browser, folder / f"{locale}.html", SIZES[size])
    assert browser.execute_script("return document.documentElement.scrollWidth") <= SIZES[size]
    assert browser.execute_script("return document.fonts.size") > 1


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_it_asks_for_nothing_and_complains_of_nothing(locale: str, browser: Any, folder: Path) -> None:
    show(browser, folder / f"{locale}.html")
    assert list_requests(browser) == [(folder / f"{locale}.html").as_uri()]
    assert browser.get_log("browser") == []
    loaded = "return document.fonts.ready.then(() => [...document.fonts].some(font => font.status === 'loaded'))"
    assert browser.execute_script(loaded)


def test_no_other_script_may_run(browser: Any, folder: Path) -> None:
    stranger = folder / "stranger.html"
    stranger.write_bytes(file(ENGLISH).replace(b"</body>", b"<script>document.title = 'strange'</script></body>"))
    show(browser, stranger)
    assert browser.title.startswith("PROOF")


def open_after(browser: Any, page: Path) -> int:
    """Open a page after another one and return how long the history is."""
    show(browser, page.parent / "before.html")
    browser.get(page.as_uri())
    return int(browser.execute_script("return history.length"))


@pytest.mark.parametrize("way", ["click", "keys"])
def test_who_leaves_finds_no_way_back(way: str, browser: Any, folder: Path) -> None:
    """The page out stands in the place of ours, also after links within the page were followed."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    before = open_after(browser, folder / "en.html")
    browser.execute_script("document.querySelector('a.skip').click()")
    assert browser.execute_script("return [location.hash, history.length]") == ["#help-now", before]
    browser.execute_script("document.querySelector('a.exit').href = arguments[0]", (folder / "th.html").as_uri())
    if way == "click":
        browser.find_element(By.CSS_SELECTOR, "a.exit").click()
    else:
        browser.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE, Keys.ESCAPE)
    assert browser.execute_script("return [location.pathname.split('/').pop(), history.length]") == ["th.html", before]
    browser.back()
    assert browser.title == "Before"


def test_one_press_of_escape_is_none(browser: Any, folder: Path) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    show(browser, folder / "en.html")
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE)
    assert browser.current_url == (folder / "en.html").as_uri()


def test_it_is_whole_without_a_script(browser: Any, folder: Path) -> None:
    show(browser, folder / "plain.html")
    assert browser.execute_script("return document.querySelectorAll('section').length") == 28
    leave = browser.execute_script("const a = document.querySelector('a.exit'); return [a.href, a.rel, a.offsetHeight]")
    assert leave[:2] == ["https://www.wikipedia.org/", "noreferrer"]
    assert leave[2] >= 44


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_mark_of_a_proof_is_seen_and_what_calls_is_large_enough(locale: str, browser: Any, folder: Path) -> None:
    show(browser, folder / f"{locale}.html")
    proof = browser.execute_script(
        "const b = document.querySelector('.proof').getBoundingClientRect(); return [b.top, b.width]"
    )
    assert proof == [0, 360]
    bar = browser.execute_script("const b = document.querySelector('.bar').getBoundingClientRect(); return b.bottom")
    assert bar == 740


@pytest.mark.parametrize("locale", ["en", "hi"])
def test_in_print_nothing_covers_words(locale: str, browser: Any, folder: Path) -> None:
    show(browser, folder / f"{locale}.html", scheme="dark", media="print")
    style = (
        "const s = getComputedStyle(document.querySelector(arguments[0]));"
        "return [s.position, s.display, s.backgroundColor]"
    )
    assert browser.execute_script(style, ".bar")[0] == "static"
    assert browser.execute_script(style, ".leave")[1] == "none"
    assert browser.execute_script(style, "body")[2] == "rgb(255, 255, 255)"
