"""What one package says of another reaches nobody's screen, in the program or in a process that it begins."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from clocks import TODAY

from booklet.api.projects import new_project
from booklet.api.signatures import KEY, make_signing_key
from booklet.commands.passphrase import VARIABLE

pytestmark = pytest.mark.slow

PASSPHRASE = "four short words here"

WARNS = '''
"""Let every package warn when it is imported, as if all were old."""

import sys
import warnings


class Warner:
    @staticmethod
    def find_spec(name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names and top not in ("booklet", "sitecustomize"):
            warnings.warn(f"{name} is old", UserWarning, stacklevel=2)


sys.meta_path.insert(0, Warner)
'''


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine on which every package warns."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(WARNS, "utf-8")
    here = {name: value for name, value in os.environ.items() if name != "PYTHONWARNINGS"}
    return {**here, "PYTHONPATH": str(tmp_path / "site"), "PYTHONUNBUFFERED": "1"}


def run(surroundings: Mapping[str, str], *arguments: str | Path, code: int = 0) -> str:
    """Run a command as its user does, which ends with a code; return what it prints besides its answer."""
    command = [sys.executable, "-m", "booklet", *map(str, arguments)]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done.stderr


def test_nothing_is_said_by_commands_that_make_sign_and_ask(surroundings: dict[str, str], tmp_path: Path) -> None:
    make_signing_key(tmp_path / "keys", "Owner", PASSPHRASE, TODAY)
    axes = ("card", "--band", "14-17")
    signing = {**surroundings, VARIABLE: PASSPHRASE}
    assert "old" not in run(signing, "build", *axes, "--output", tmp_path, "--sign", tmp_path / "keys" / KEY)
    (file,) = tmp_path.glob("*card-c1*_press_*.pdf")
    assert "old" not in run(surroundings, "check", file)
    assert "old" not in run(surroundings, "verify", file, code=4)  # no folder says whose signature it is
    assert "old" not in run(surroundings, "preview", *axes, "--output", tmp_path / "seen")
    lots = "name: trial\nlots: [{name: cards, product: card, countries: '001', locales: [en, fr]}]\n"
    (tmp_path / "run.yaml").write_text(lots, "utf-8")
    asked = ("run", tmp_path / "run.yaml", "--output", tmp_path / "made", "--jobs", "2")
    assert "old" not in run(surroundings, *asked)


def test_whoever_asks_is_told(surroundings: dict[str, str], tmp_path: Path) -> None:
    asked = {**surroundings, "PYTHONWARNINGS": "default"}
    assert "UserWarning: reportlab is old" in run(asked, "build", "card", "--item", "c1", "--output", tmp_path / "out")


@contextmanager
def serving(surroundings: Mapping[str, str], screen: Path, *arguments: str | Path) -> Iterator[str]:
    """Run a server, all that it prints in a file; give the first line once it is there."""
    command = [sys.executable, "-m", "booklet", *map(str, arguments)]
    with (
        screen.open("wb") as printed,
        subprocess.Popen(command, env=surroundings, stdout=printed, stderr=subprocess.STDOUT) as process,
    ):
        try:
            while "\n" not in screen.read_text("utf-8"):
                assert process.poll() is None, screen.read_text("utf-8")
                time.sleep(0.05)
            yield screen.read_text("utf-8")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def test_nothing_is_said_by_the_desk(surroundings: dict[str, str], tmp_path: Path) -> None:
    new_project(tmp_path / "amani", "KE", "Amani House")
    here = {**surroundings, "XDG_STATE_HOME": str(tmp_path)}
    with serving(here, tmp_path / "screen", "desk", tmp_path / "amani", "--port", "0", "--no-browser") as said:
        link = re.search(r"http://\S+", said)
        assert link
        client = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        assert client.open(link[0], timeout=60).status == 200
    assert "old" not in (tmp_path / "screen").read_text("utf-8")


def test_nothing_is_said_by_the_service(surroundings: dict[str, str], tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path / "home"), "SECRET": PASSPHRASE * 3, "ADDRESS": "http://127.0.0.1", "PROCESSES": "1"}
    here = {**surroundings, **{f"BOOKLET_{name}": value for name, value in home.items()}}
    with serving(here, tmp_path / "screen", "desk", "--hosted", "--port", "0") as said:
        port = re.search(r"port (\d+)", said)
        assert port
        assert urllib.request.urlopen(f"http://127.0.0.1:{port[1]}/account/login/", timeout=60).status == 200
    assert "old" not in (tmp_path / "screen").read_text("utf-8")
