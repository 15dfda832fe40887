"""Make the pictures of the desk's tour: `python tools/desk_pictures.py docs/desk`.

A desk is started on a new folder, a browser walks through it as a partner does, and each screen is taken at the width
of a desk and of a phone. Needs Chromium with its driver, and `pip install -e '.[dev]'`.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

WIDTHS = {"": 1280, "-360": 360}
"""The end of a picture's name, by the width of the window."""

TALLEST = {1280: 1500, 360: 1600}
"""Where a picture ends, whatever the screen still shows below."""

COLOURS = 128

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 110"><path d="M8 60 60 12l52 48v42H8z" fill="#c8143c"/>'
    '<path d="M46 102V70h28v32z" fill="#fff"/><path d="M136 34h236v16H136zm0 30h160v14H136z" fill="#382350"/></svg>'
)

TABLE = "id,name,teacher\ns1,Green Hill School,Ms Okoro\ns2,,Mr Kamau\ns3,Lake View School,Ms Achieng\n"
FAULTY = TABLE + "s3,Lake View Primary,Mr Otieno\n"
MENDED = TABLE.replace("s2,,", "s2,Mwangaza School,")

DROP = (
    "const held = new DataTransfer(); held.items.add(new File([arguments[0]], 'our logo.svg'));"
    "document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: held, bubbles: true, cancelable: true}));"
)
LOAD = "for (const image of document.images) image.loading = 'eager'"
DRAWN = "return [...document.images].every(image => image.complete && image.naturalWidth > 0)"
TALL = "return document.documentElement.scrollHeight"
ARGUMENTS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars")


@contextmanager
def serve(folder: Path, state: Path) -> Iterator[str]:
    """Serve the desk of a folder, and give the link that lets in."""
    command = [sys.executable, "-m", "booklet", "desk", str(folder), "--port", "0", "--no-browser"]
    environment = {**os.environ, "XDG_STATE_HOME": str(state), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout
            found = re.search(r"http://127\.0\.0\.1:\d+/enter/\S+", process.stdout.readline())
            assert found
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)


@contextmanager
def browse() -> Iterator[Chrome]:
    """Give a browser without a window."""
    options = ChromeOptions()
    for argument in ARGUMENTS:
        options.add_argument(argument)
    driver = Chrome(options=options, service=Service(shutil.which("chromedriver") or "chromedriver"))
    try:
        yield driver
    finally:
        driver.quit()


class Walk:
    """A person at the desk: where they are, what they do, and the pictures that are taken of it."""

    def __init__(self, driver: Chrome, link: str, folder: Path) -> None:
        self.driver, self.link, self.folder = driver, link, folder
        self.address = link.partition("/enter/")[0]
        self.widen(1280)

    def widen(self, width: int, height: int = 900) -> None:
        """Let the window have a size; below 500 pixels it is a phone."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def go(self, path: str) -> None:
        """Open a screen."""
        self.driver.get(self.address + path)

    def find(self, css: str) -> Any:
        """Return the first part of the page that a selector finds."""
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def click(self, css: str) -> None:
        """Click a part, wherever it stands."""
        self.driver.execute_script("arguments[0].click()", self.find(css))

    def write(self, name: str, text: str) -> None:
        """Write a text into a field, in place of what it said."""
        field = self.find(f"main [name='{name}']")
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(text)

    def choose(self, name: str, value: str) -> None:
        """Choose a value of a list."""
        Select(self.find(f"main [name='{name}']")).select_by_value(value)

    def wait(self, text: str, css: str = "main") -> None:
        """Wait until a part of the page says something."""
        found = WebDriverWait(
            self.driver, 120, ignored_exceptions=(NoSuchElementException, StaleElementReferenceException)
        )
        found.until(lambda _: text in self.find(css).text)

    def take(self, name: str) -> None:
        """Take the page as it is, at both widths."""
        for end, width in WIDTHS.items():
            self.widen(width)
            self.driver.execute_script(LOAD)
            WebDriverWait(self.driver, 90).until(lambda driver: driver.execute_script(DRAWN))
            height = min(self.driver.execute_script(TALL), TALLEST[width])
            self.widen(width, height)
            self.driver.execute_script("window.scrollTo(0, 0)")
            data = self.driver.get_screenshot_as_png()
            with Image.open(BytesIO(data)) as image:
                small = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            small.save(self.folder / f"{name}{end}.png", "PNG", optimize=True)
        self.widen(1280)


def start(walk: Walk) -> None:
    """Make an edition, from the country to the first PROOF."""
    walk.driver.get(walk.link)
    walk.write("q", "kenia")
    walk.wait("Kenya", "#found")
    walk.take("start-country")
    walk.click("#found a")
    walk.write("organisation", "Amani House")
    walk.write("name", "Wanjiku")
    walk.click("main .button.primary")
    walk.wait("Your logo", "h1")
    walk.driver.execute_script(DROP, LOGO)
    walk.wait("Your logo is in the edition", "#logo-part")
    walk.go("/start/look/")
    walk.click("input[value=mint]")
    walk.wait("Saved", "#saved-accent")
    walk.go("/start/ready/")
    walk.take("start-ready")


def contacts(walk: Walk) -> None:
    """Change a helpline, and see where it prints."""
    walk.go("/contacts/childline/")
    walk.write("note", "ask for the night team")
    walk.wait("Saved", "#saved")
    walk.take("contact")
    walk.go("/contacts/")
    walk.take("contacts")


def calls(walk: Walk) -> None:
    """Call one number that is right, and one that nobody answers; take that call again."""
    walk.go("/calls/to/childline/")
    walk.click("[name=number-0][value=right]")
    walk.choose("free", "yes")
    walk.click("[name=own]")
    walk.click("main form .button.primary.big:not(.number)")
    walk.wait("is confirmed until")
    walk.go("/calls/to/gbv-helpline/")
    walk.click("[name=number-0][value=no-answer]")
    walk.click("[name=own]")
    walk.click("main form .button.primary.big:not(.number)")
    walk.wait("call again")
    walk.go("/calls/to/gbv-helpline/")
    walk.take("call")


def words(walk: Walk) -> None:
    """Open a sentence of the fixed messages' first page in Swahili."""
    walk.go("/words/sw/sentence/p1.call.title/")
    walk.take("words")


def pages(walk: Walk) -> None:
    """Look at the booklet."""
    walk.go("/pages/")
    walk.take("pages")


def signing(walk: Walk) -> None:
    """Ask somebody to sign a poster, and open the link as they do."""
    walk.go("/signing/ask/?kind=words&role=native-reader&locale=sw&band=14-17&topic=p1")
    walk.write("person", "Amina Bakari")
    walk.write("message", "Please read this by Friday.")
    walk.click("main form[method=post] .button.primary")
    walk.wait("The link is ready", "h1")
    found = re.search(r"http\S+/signing/link/\S+", str(walk.find("#copy").get_attribute("value")))
    assert found
    walk.go("/signing/")
    walk.wait("", "#line-poster .steps")
    walk.take("signing")
    walk.driver.get(found[0])
    walk.take("sign-link")


def order(walk: Walk) -> None:
    """Order cards from a copy shop, and make the pack."""
    walk.go("/order/")
    for box in ('[value="wallet-card"]', '[name="locales"][value="sw"]', '[name="printer"][value="copy-shop"]'):
        walk.click(box)
    walk.wait("Sheets of paper", "#estimate")
    walk.write("quantity", "200")
    walk.write("paper", "200 g/m² white")
    walk.write("price", "5 KES")
    walk.wait("KES", "#estimate")
    walk.wait("ink", "#ink ul")
    walk.take("order")
    walk.click('[name="make"]')
    walk.wait("Download the zip")
    walk.go("/editions/")
    walk.take("editions")


def campaign(walk: Walk, place: Path) -> None:
    """Drop in a table that two lines of are wrong."""
    walk.go("/campaign/")
    table = place / "our schools.csv"
    table.write_text(FAULTY, encoding="utf-8")
    walk.find("[type=file]").send_keys(str(table))
    walk.click(".drop .button")
    walk.wait("The table was not taken")
    walk.take("campaign")


def main(folder: Path) -> None:
    """Write every picture into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, browse() as driver:
        at = Path(place)
        with serve(at / "amani", at / "state") as link:
            walk = Walk(driver, link, folder)
            start(walk)
            contacts(walk)
            calls(walk)
            words(walk)
            pages(walk)
            signing(walk)
            order(walk)
            campaign(walk, at)
            walk.go("/")
            walk.take("front")
            walk.go("/history/")
            walk.take("history")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
