"""The guide for screens as tests make it, by edition, locale, country and band; and a browser to see it in."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from projects import COUNTRY, lay

from booklet.check.proof.compare import ProofError, ProofRecord
from booklet.errors import Finding
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.reflowed import prove_reflowed
from booklet.sources.load import Sources

MADE = date(2026, 11, 25)

Made = tuple[str, str, str, str]
"""An edition, a locale, a country, a band."""

ENGLISH: Made = ("web", "en", "KE", "14-17")


@cache
def sources() -> Sources:
    """Return our own sources, read once."""
    return open_sources(None)


def place_in(sources: Sources, made: Made, layout: str = "booklet-a5") -> Document:
    """Return a job with everything in its place."""
    edition, locale, country, band = made
    wanted = Wanted(("booklet",), (locale,), (country,), (band,), (edition,), layouts=(layout,))
    (document,) = check(plan_jobs(wanted, sources), sources, MADE, MADE)
    return document


@cache
def document(made: Made) -> Document:
    """Return a job of our own sources."""
    return place_in(sources(), made)


@cache
def file(made: Made) -> bytes:
    """Return the file of a job of our own sources."""
    return draw(document(made), sources(), MADE)


def found_in(made: Made, data: bytes) -> ProofRecord | tuple[Finding, ...]:
    """Return what the proof of a file comes to."""
    try:
        return prove_reflowed(document(made), data, sources(), MADE)
    except ProofError as error:
        return error.findings


def lay_country(folder: Path, country: str) -> Sources:
    """Return the sources of a project with one country file."""
    return open_sources(lay(folder, {COUNTRY: country}))


@contextmanager
def open_browser(profile: Path) -> Iterator[Any]:
    """Let a browser run that keeps a log of what it asks for and complains of."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--user-data-dir={profile}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = Service(executable_path=shutil.which("chromedriver") or "chromedriver")
    with pytest.MonkeyPatch.context() as environment:
        for name in ("no_proxy", "NO_PROXY"):  # the driver listens on this machine
            environment.setenv(name, "localhost,127.0.0.1")
        driver = webdriver.Chrome(options=options, service=service)
        try:
            yield driver
        finally:
            driver.quit()
