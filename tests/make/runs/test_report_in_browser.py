"""The report of a run as a browser shows it: whole, offline, on a desk and on a phone, with names as they are."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from browsers import list_requests, set_width
from campaigns import campaign, made, make
from projects import lay

RUN = """\
name: campaign
lots:
  - {name: cards, product: card, items: c4, countries: [XX, KE], locales: en, bands: 14-17, quantity: 3000,
     deliver-to: "<img src=x onerror=alert(1)>", editions: [press, screen]}
  - {name: schools, product: poster, items: p1, countries: XX, locales: [en, ar], bands: 14-17, records: schools.csv,
     deliver-to: "مدرسة المثال, 12", event: yes}
event: {date: 2027-02-09}
"""

SCHOOLS = "id,name\nar,مدرسة المثال 12\nho,<script>x</script> & <b>Co</b>\n"

WIDTHS = (1280, 360)


class Report(NamedTuple):
    """The report of a run, and a browser that shows it."""

    driver: Any
    page: str

    def script(self, words: str) -> Any:
        return self.driver.execute_script(f"return {words}")

    def open(self, width: int) -> None:
        set_width(self.driver, width)
        self.driver.get(self.page)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = campaign(tmp_path_factory.mktemp("report"), RUN)
    lay(file.parent, {"schools.csv": SCHOOLS})
    assert make(file) == 0
    return made(file)


@pytest.fixture
def report(folder: Path, browser: Any) -> Report:
    return Report(browser, (folder / "report.html").as_uri())


@pytest.fixture
def totals(folder: Path) -> list[str]:
    counted = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["totals"]
    return [f"{number:,}" for number in counted.values()]


@pytest.mark.parametrize("width", WIDTHS)
def test_it_asks_for_nothing_but_itself_and_complains_of_nothing(report: Report, width: int) -> None:
    report.open(width)
    assert list_requests(report.driver, report.page) == [report.page]
    assert report.script("performance.getEntriesByType('resource').length") == 0
    assert report.driver.get_log("browser") == []


@pytest.mark.parametrize("width", WIDTHS)
def test_every_picture_is_seen(report: Report, width: int) -> None:
    report.open(width)
    sizes = report.script("[...document.images].map(image => [image.naturalWidth, image.clientWidth])")
    # a school with a number in its name is a proof until it is confirmed; in Arabic both are: nobody signed the words
    assert len(sizes) == 7
    assert all(natural > 0 and shown > 60 for natural, shown in sizes)


@pytest.mark.slow
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(report: Report, width: int) -> None:
    report.open(width)
    assert report.script("window.innerWidth") == width
    assert report.script("document.documentElement.scrollWidth") <= width
    ends = report.script("[...document.querySelectorAll('body *')].map(e => e.getBoundingClientRect().right)")
    assert max(ends) <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_its_numbers_are_those_of_the_manifest(report: Report, totals: list[str], width: int) -> None:
    report.open(width)
    words = "[...document.querySelectorAll('{}')].map(cell => cell.innerText.trim())"
    assert report.script(words.format(".totals dd")) == totals
    assert report.script(words.format("tfoot .number")) == totals
    lots = report.script(words.format("table:first-of-type tbody .number"))
    for place, total in enumerate(totals):
        column = [int(number.replace(",", "")) for number in lots[place :: len(totals)]]
        assert f"{sum(column):,}" == total


def luminance(colour: str) -> float:
    """Return how light a colour is that a browser has computed (WCAG 2.2, relative luminance)."""
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").rstrip(")").split(",")]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_no_file_for_readers_is_marked_so_that_it_is_seen(report: Report, width: int) -> None:
    report.open(width)
    badges = "[...document.querySelectorAll('.proof')].map(badge => [badge.innerText, getComputedStyle(badge).color, "
    badges += "getComputedStyle(badge).backgroundColor, parseFloat(getComputedStyle(badge).fontSize), "
    badges += "badge.getBoundingClientRect().height])"
    found = report.script(badges)
    assert len(found) >= 3
    for words, ink, ground, size, height in found:
        light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
        assert words == "PROOF" and (light + 0.05) / (dark + 0.05) >= 7 and size >= 14 and height >= 18


def test_names_are_text_in_their_own_direction(report: Report) -> None:
    report.open(WIDTHS[0])
    names = report.script(
        "[...document.querySelectorAll('bdi')].map(name => [name.textContent, getComputedStyle(name).direction, "
        "getComputedStyle(name).unicodeBidi, name.childElementCount])"
    )
    found = {text: (direction, isolation) for text, direction, isolation, _ in names}
    assert found["مدرسة المثال 12"] == ("rtl", "isolate") and found["مدرسة المثال, 12"] == ("rtl", "isolate")
    assert found["<img src=x onerror=alert(1)>"] == ("ltr", "isolate")
    assert not any(children for *_, children in names)
    assert report.script("document.scripts.length") == 0
    assert report.script("[...document.querySelectorAll('main b, main [onerror], main script')].length") == 0


def test_a_hostile_name_of_a_school_is_shown_as_it_is_written(report: Report, folder: Path) -> None:
    from selenium.webdriver.common.by import By

    hostile = "<script>x</script> & <b>Co</b>"
    told = {entry["recipient"] for entry in json.loads((folder / "manifest.json").read_text("utf-8"))["files"]}
    assert hostile in told
    report.open(WIDTHS[0])
    report.driver.find_element(By.CSS_SELECTOR, "details").click()
    assert hostile in report.script("document.body.innerText")


@pytest.mark.slow
def test_pictures_can_be_put_away_and_lead_to_their_files(report: Report, folder: Path) -> None:
    from selenium.webdriver.common.by import By

    report.open(WIDTHS[0])
    lot = report.driver.find_element(By.CSS_SELECTOR, "details[open]")
    assert lot.find_element(By.TAG_NAME, "img").is_displayed()
    lot.find_element(By.TAG_NAME, "summary").click()
    assert not lot.find_element(By.TAG_NAME, "img").is_displayed()
    links = report.script("[...document.querySelectorAll('figure a')].map(link => decodeURI(link.href))")
    assert links and all(Path(link.removeprefix("file://")).is_file() for link in links)
