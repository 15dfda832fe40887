"""Options and fixtures that many tests share."""

import os
from datetime import date
from typing import Any

import pytest
from clocks import TODAY, set_clock
from hypothesis import settings
from projects import book
from spoiling import shortened

from booklet.check.preflight.read.painter import ContentStream, Painter, Played
from booklet.machine.circles import look_seldom
from booklet.make.build import check, open_sources
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.text.fonts import Setting
from booklet.typeset.house import House, first_allowance
from booklet.words.locales import find_locale
from booklet.words.localise import ManuscriptAxes, localise
from booklet.words.manuscript import Manuscript

pytest_plugins = ("examples", "desks", "services", "postgres", "shelves")
"""Django is configured before a module of the desk is looked at."""

set_clock(TODAY)

look_seldom()  # as every command does; else looking takes a fifth of the time in which tests are found

os.environ["BOOKLET_CACHE"] = ""
"""What tests spoil is not kept for others: those of the store have folders of their own."""

settings.register_profile("booklet", settings(), deadline=None)
settings.register_profile("deep", settings.get_profile("booklet"), max_examples=100_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "booklet"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden lists anew")


SERVED = frozenset({"browser", "desk", "own_browser", "postgres_server", "quick", "sandbox"})
"""Fixtures for which a server or a browser is started: a test that asks for one is slow without saying so."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow by what it asks for, before anything is left out."""
    for item in items:
        if isinstance(item, pytest.Function) and not SERVED.isdisjoint(item.fixturenames):
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over the tests that were found, as over modules."""
    look_seldom()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Let the clock show the same day in every test, whatever a test before it has set."""
    set_clock(TODAY)


@pytest.fixture(scope="session")
def sources() -> Sources:
    """Our own sources, read once."""
    return open_sources(None)


@pytest.fixture(scope="session")
def manuscript(sources: Sources) -> Manuscript:
    """The booklet's words for Kenya."""
    pages = book(sources, country="KE").first_pages
    asked = ManuscriptAxes(find_locale("en"), "14-17", "booklet", pages)
    return localise(sources.guide, sources.insert("KE"), sources.world, asked)[0]


@pytest.fixture(scope="session")
def house(sources: Sources, manuscript: Manuscript) -> House:
    """The style of a page of a Lilac section that has not given way."""
    theme = sources.theme
    allowance = first_allowance(theme)
    setting = Setting("ltr", "Latn", "en")
    return House(theme, "booklet", setting, manuscript.labels, theme.sections["happening"], allowance)


@pytest.fixture(scope="session")
def press_booklet(sources: Sources) -> bytes:
    """The whole booklet for a press."""
    job = plan_jobs(Wanted(products=("booklet",), editions=("press",)), sources)[0]
    made = date(2026, 11, 25)
    return draw(check([job], sources, made)[0], sources, made)


@pytest.fixture(scope="session")
def clean(press_booklet: bytes) -> bytes:
    """A press file of a few pages, without fault."""
    return shortened(press_booklet)


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[Played]:
    """What was played in files, and not known from others."""
    found: list[Played] = []
    play = Painter._play

    def noted(painter: Painter, content: ContentStream, *given: Any) -> Played:
        found.append(play(painter, content, *given))
        return found[-1]

    monkeypatch.setattr(Painter, "_play", noted)
    return found
