"""Desks for tests: a partner's folder open at this process's desk, a client who is inside, a server."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import global_settings, settings

from booklet.api.projects import new_project
from booklet.desk.settings import desk_settings
from booklet.service.environment import Environment
from booklet.service.settings import configure

SECRET = "a secret of the tests"
NAME = "Wanjiku"

if not settings.configured:  # this file is read twice where doctests are looked for
    configure(Environment(Path(tempfile.gettempdir()) / "no-service", SECRET, "http://testserver"))

RESET = ("_COOKIE_NAME", "_COOKIE_SECURE", "_COOKIE_HTTPONLY", "_HSTS_SECONDS", "_HSTS_INCLUDE_SUBDOMAINS")
"""How the names of settings end that a service changes and a desk does not say."""

SHARED = frozenset({"INSTALLED_APPS", "TEMPLATES", "AUTH_USER_MODEL"})
"""What a service of the tests and a desk of the tests have in common, since a process reads it once."""

from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402  # Django's parts are read once it is configured
from django.test.testcases import LiveServerThread  # noqa: E402


def become(said: Mapping[str, Any]) -> None:
    """Let this process be a desk, or a service, as its settings say; what they do not say is as Django has it."""
    usual = {name: value for name, value in vars(global_settings).items() if name.endswith(RESET)}
    for name, value in {**usual, **said}.items():
        if name not in SHARED:
            setattr(settings, name, value)
    connections["default"].close()
    connections.settings = connections.configure_settings(said["DATABASES"])
    del connections["default"]


def open_desk(folder: Path) -> None:
    """Let this process's desk be for a folder."""
    become(desk_settings(folder, SECRET, ("testserver", "localhost", "127.0.0.1")))


def let_in(client: Client, name: str = NAME) -> Client:
    """Return a client that came through the first link and said its name."""
    from booklet.desk.door import entry_of

    client.get(f"/enter/{entry_of(SECRET)}/")
    if name:
        client.post("/who/", {"name": name, "next": "/"})
    return client


class Desk(NamedTuple):
    """A server in a process of its own: the link that lets in, its address, its folder, the process."""

    link: str
    address: str
    folder: Path
    process: subprocess.Popen[str]

    def kill(self) -> None:
        """End the server as a loss of power does."""
        self.process.kill()
        self._leave()

    def stop(self) -> None:
        """End the server."""
        if self.process.poll() is None:
            self.process.terminate()
        self._leave()

    def _leave(self) -> None:
        self.process.wait(30)
        if self.process.stdout:
            self.process.stdout.close()


def start_desk(folder: Path, state: Path, port: int = 0, program: Sequence[str] = ("-m", "booklet")) -> Desk:
    """Start the desk of a folder as its user does, or by another program, and return it once it answers."""
    command = [sys.executable, *program, "desk", str(folder), "--port", str(port), "--no-browser"]
    environment = {**os.environ, "XDG_STATE_HOME": str(state), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout
    said = process.stdout.readline()
    found = re.search(r"(http://127\.0\.0\.1:\d+)/enter/\S+", said)
    assert found, said
    return Desk(found[0], found[1], folder, process)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A partner's folder for Kenya as `new` makes it, with its desk's database: made once, copied for each test."""
    folder = tmp_path_factory.mktemp("made") / "amani"
    new_project(folder, "KE", "Amani House")
    open_desk(folder)
    from booklet.desk.edition import prepare

    prepare(folder)
    connections["default"].close()
    return folder


@pytest.fixture
def partner(made_once: Path, tmp_path: Path) -> Iterator[Path]:
    """A partner's folder for Kenya, "Amani House", open at this process's desk."""
    folder = tmp_path / "amani"
    shutil.copytree(made_once, folder)
    open_desk(folder)
    yield folder
    connections["default"].close()


@pytest.fixture
def nowhere(tmp_path: Path) -> Iterator[Path]:
    """A folder that is not there yet, for the start."""
    open_desk(tmp_path / "new")
    yield tmp_path / "new"
    connections["default"].close()


@pytest.fixture
def client(partner: Path) -> Client:
    """Somebody at the desk who is called Wanjiku."""
    return let_in(Client())


class Served(NamedTuple):
    """A desk that this process serves: the link that lets in, its address, its folder."""

    link: str
    address: str
    folder: Path


@pytest.fixture
def desk(partner: Path) -> Iterator[Served]:
    """The desk of a partner's folder, served by this process."""
    from booklet.desk.door import entry_of

    server = LiveServerThread("127.0.0.1", lambda handler: handler)  # type: ignore[arg-type]  # no files are served beside
    server.daemon = True
    server.start()
    server.is_ready.wait(30)
    address = f"http://127.0.0.1:{server.port}"
    yield Served(f"{address}/enter/{entry_of(SECRET)}/", address, partner)
    server.terminate()


@pytest.fixture
def own_desk(partner: Path, tmp_path: Path) -> Iterator[Desk]:
    """The desk of a partner's folder in a process of its own, which a test may kill."""
    started = start_desk(partner, tmp_path / "state")
    yield started
    started.stop()


def enter_as(driver: Any, desk: Desk | Served, name: str = NAME, language: str = "en") -> None:
    """Let a browser in by the first link, with a name and a language."""
    from browsers import Patience  # what drives a browser takes long to import

    driver.get(desk.link)
    driver.add_cookie({"name": "django_language", "value": language})
    driver.get(f"{desk.address}/who/")
    if driver.find_element("name", "name").get_attribute("value") != name:
        driver.find_element("name", "name").clear()
        driver.find_element("name", "name").send_keys(name)
        driver.find_element("css selector", "main .button.primary").click()
        Patience(driver, 30).until(lambda _: "/who/" not in driver.current_url)  # a page asked for before has no name
