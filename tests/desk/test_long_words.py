"""Every screen on a phone in a language with long words, and in one that is read from the right: nothing is cut."""

from pathlib import Path
from typing import Any

import pytest
from browsers import set_width
from desks import enter_as, start_desk

from booklet.desk.settings import SCREENS

PSEUDO = str(Path(__file__).parent.parent / "desk_pseudo.py")

PAGES = (
    *("/", "/who/", *(f"/{screen}/" for screen in SCREENS), "/contacts/childline/", "/calls/to/childline/"),
    *("/contacts/new/", "/contacts/childline/practice/", "/contacts/childline/withdraw/", "/words/sw/"),
    *("/words/sw/sentences/", "/words/sw/sentence/about.title/", "/words/english/", "/pages/own/", "/campaign/?add=1"),
    *("/pages/page/booklet/", "/history/log/", "/nowhere/"),
)

CUT = """
const wide = innerWidth + 1, found = [], PASSED = ".visually-hidden, .skip, .person, .scroll, svg";
for (const one of document.body.querySelectorAll("*")) {
  const box = one.getBoundingClientRect();
  if (!box.width || !box.height || one.closest(PASSED)) continue;
  const says = [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  const is_cut = says && one.scrollWidth > one.clientWidth + 1 && one.clientWidth && !one.matches("option, textarea")
    && (getComputedStyle(one).overflowX !== "visible" || one.matches("button, .button, .pill, summary, label, legend"));
  if (box.right > wide || box.left < -1 || is_cut) found.push(one.outerHTML.slice(0, 160));
}
return [...(document.documentElement.scrollWidth > innerWidth ? ["the page"] : []), ...found];
"""


@pytest.mark.parametrize("language", ["en-xa", "ar"])
def test_nothing_is_cut_on_a_phone(language: str, made_once: Path, browser: Any, tmp_path: Path) -> None:
    desk = start_desk(made_once, tmp_path / "state", program=(PSEUDO, str(tmp_path / "locale")))
    set_width(browser, 360)
    try:
        enter_as(browser, desk, language=language)
        found = {}
        for page in PAGES:
            browser.get(desk.address + page)
            for more in browser.find_elements("css selector", "details:not([open]) > summary"):
                browser.execute_script("arguments[0].parentElement.open = true", more)
            found[page] = browser.execute_script(CUT)
            assert browser.execute_script("return document.documentElement.lang") == language
        assert {page: said for page, said in found.items() if said} == {}
    finally:
        desk.stop()
