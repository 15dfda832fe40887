"""The tutorial is what happens: its files are written, its commands are run, and what they print is what it shows."""

import io
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from projects import OWN, lay

from booklet.cli import main

TUTORIAL = OWN / "docs/tutorial.md"

BLOCK = re.compile(
    r"^```(?:console|\{code-block\} (?P<kind>\w+)\n:caption: (?P<file>\S+))\n(?P<text>.*?)^```$", re.M | re.S
)

PROGRAM = "$ make_booklet.py "


class Reader:
    """A person who types what the tutorial shows behind a question."""

    def __init__(self, shown: str, said: io.StringIO) -> None:
        self.shown, self.said = shown, said

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        said = self.said.getvalue()
        assert self.shown.startswith(said), said[-300:]
        answer = self.shown[len(said) :].partition("\n")[0]
        self.said.write(f"{answer}\n")
        return f"{answer}\n"


def run(command: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what a command prints, as a terminal shows it: questions, answers, output and errors in order."""
    said = io.StringIO()
    monkeypatch.setattr("sys.stdin", Reader(shown, said))
    with redirect_stdout(said), redirect_stderr(said):
        main(shlex.split(command))
    return said.getvalue()


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


def changed(path: Path, text: str) -> str:
    """Return a file with the lines of a difference changed."""
    old, new = (
        "".join(line[1:] for line in text.splitlines(keepends=True) if line.startswith(mark)) for mark in ("-", "+")
    )
    before = path.read_text(encoding="utf-8")
    assert before.count(old) == 1
    return before.replace(old, new)


def follow(step: re.Match[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Do what a block says and return it as it should be: a file is written, a command is run."""
    if step["file"]:
        path, is_change = folder / step["file"], step["kind"] == "diff"
        lay(folder, {step["file"]: changed(path, step["text"]) if is_change else step["text"]})
        return step["text"]
    command, _, shown = step["text"].partition("\n")
    assert command.startswith(PROGRAM)
    return "\n".join((command, *lines(run(command.removeprefix(PROGRAM), shown, monkeypatch)))) + "\n"


@pytest.mark.slow
def test_the_tutorial_is_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(tmp_path)
    text = TUTORIAL.read_text(encoding="utf-8")
    end, parts = 0, []
    for step in BLOCK.finditer(text):
        parts += [text[end : step.start("text")], follow(step, tmp_path, monkeypatch)]
        end = step.end("text")
    assert len(parts) >= 20
    anew = "".join((*parts, text[end:]))
    if request.config.getoption("--update-golden"):
        TUTORIAL.write_text(anew, encoding="utf-8")
    assert anew == text
