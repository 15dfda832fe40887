"""What commands say while they work: names whole on any terminal, bars that say what is left, more or less if asked."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import COUNTRY, OWN, UNCONFIRMED, lay

from booklet.api.project import open_project
from booklet.cli import main
from booklet.commands.progress import count, follow
from booklet.commands.table import lay_out
from booklet.commands.tell import tell
from booklet.errors import Finding, Where

Capture = pytest.CaptureFixture[str]

NAMES = st.text("abc_-.0123456789/مठ", min_size=30, max_size=90)


@pytest.mark.slow
@given(st.lists(st.tuples(NAMES, NAMES, st.just("85 x 55")), min_size=1, max_size=4), st.integers(20, 100))
def test_a_name_is_never_broken(rows: list[tuple[str, str, str]], width: int) -> None:
    lines = list(lay_out(("File", "Pages", "Trim mm"), rows, width))
    words = [word for line in lines for word in line.split()]
    assert all(name in words and other in words for name, other, _ in rows)


def test_a_list_on_a_narrow_terminal_has_every_name_whole(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["list", "printers"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line[:1] != " "] == list(open_project().printers)
    assert max(map(len, lines)) <= 60


def test_a_program_that_reads_a_list_has_one_row_a_line(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert main(["list", "printers"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1 + len(open_project().printers)


def test_what_steers_the_direction_of_words_is_not_printed() -> None:
    told = tell(Finding("overset", Where("\u2068a.yaml\u2069", 3), "“\u2067أمان\u2069 \u200fa\u200cb” 1\u00a02", "c"))
    assert told == "a.yaml:3: overset: “أمان a\u200cb” 1 2; c"


@pytest.mark.slow
def test_quiet_leaves_only_what_is_wrong(tmp_path: Path, capsys: Capture) -> None:
    assert main(["new", str(tmp_path / "own"), "--country", "KE", "--name", "Amani", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    lay(tmp_path / "bad", {COUNTRY: UNCONFIRMED.replace("confidence: low", "confidence: sure")})
    assert main(["validate", "--project", str(tmp_path / "bad"), "--country", "XX", "--quiet"]) == 3
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(f"{COUNTRY}:")


def test_json_is_never_quiet(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["validate", "--json", "--quiet"])
    assert "leave one of them out" in capsys.readouterr().err


def test_verbose_names_what_is_done(capsys: Capture) -> None:
    options = argparse.Namespace(quiet=False, verbose=True)
    assert list(follow(options, "placing", ["a", "b"])) == ["a", "b"]
    with count(options, "drawing", 2) as done:
        done("c.pdf", 28)
        done()
    told = [line.rpartition(" (")[0] for line in capsys.readouterr().err.splitlines()]
    assert told == ["placing: a", "placing: b", "drawing: c.pdf", "drawing: 2"]


WORK = """
import argparse
from booklet.commands.progress import follow
for quiet, what in ((True, "never said"), (False, "placing")):
    for thing in follow(argparse.Namespace(quiet=quiet, verbose=False), what, "ab", size=lambda _: 28):
        pass
"""


def on_a_terminal(code: str) -> str:
    """Return what a program prints on a terminal."""
    pty = pytest.importorskip("pty", reason="this system has no terminals that programs make")
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-c", code], cwd=OWN, stderr=theirs, env={**os.environ, "TERM": "xterm"}
    )
    os.close(theirs)
    said = b""
    try:
        while read := os.read(ours, 65536):
            said += read
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    assert program.wait() == 0
    return said.decode()


@pytest.mark.slow
def test_a_bar_says_what_is_done_and_how_long_the_rest_takes() -> None:
    said = on_a_terminal(WORK)
    assert all(word in said for word in ("placing", "56/56", "0:00:00")) and "never" not in said
