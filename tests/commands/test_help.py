"""The help of each command has examples that can be typed; names are completed by a shell."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from projects import OWN

from booklet.cli import COMMANDS, main, make_parser
from booklet.commands.examples import EXAMPLES


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_examples_that_it_takes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    for typed, _ in EXAMPLES[command]:
        assert make_parser().parse_args([command, *shlex.split(typed)]).command == command
    with pytest.raises(SystemExit):
        main([command, "--help"])
    told = capsys.readouterr().out.partition("examples:\n")[2]
    assert [line.strip() for line in told.splitlines()[::2]] == [
        f"make_booklet.py {command} {typed}".strip() for typed, _ in EXAMPLES[command]
    ]


@pytest.mark.parametrize(
    ("called", "shown"),
    (("bin/make-booklet", "make-booklet"), ("a/booklet/__main__.py", "python -m booklet"), ("x", "make_booklet.py")),
)
def test_examples_begin_as_the_program_was_called(
    called: str, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [called])
    with pytest.raises(SystemExit):
        main(["diff", "--help"])
    out = capsys.readouterr().out
    assert out.startswith(f"usage: {shown} diff ") and f"\n  {shown} diff KE ours amani\n" in out


def pressing_tab(line: str, tmp_path: Path) -> list[str]:
    """Return what the program answers a shell in which somebody presses Tab."""
    answer = tmp_path / "answer"
    asked = {"_ARGCOMPLETE": "1", "_ARGCOMPLETE_STDOUT_FILENAME": str(answer), "_ARGCOMPLETE_IFS": "\n"}
    env = {**os.environ, **asked, "COMP_LINE": line, "COMP_POINT": str(len(line)), "COMP_TYPE": "9"}
    subprocess.run([sys.executable, "-m", "booklet"], cwd=OWN, env=env, timeout=50)
    return [found.strip() for found in answer.read_text("utf-8").splitlines()]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "names"),
    (
        ("make-booklet cali", ["calibrate"]),
        ("make-booklet build --country K", ["KE", "KG", "KH", "KR", "KW", "KZ"]),
        ("make-booklet words status s", ["sw"]),
        ("make-booklet build --project no-such-folder --country K", []),
    ),
)
def test_names_are_completed(line: str, names: list[str], tmp_path: Path) -> None:
    assert pressing_tab(line, tmp_path) == names


@pytest.mark.parametrize("shell", ("bash", "zsh", "fish", "powershell", "tcsh"))
def test_what_a_shell_has_to_know_is_printed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--completion", shell])
    out = capsys.readouterr().out
    assert ended.value.code == 0 and "make-booklet" in out
    if shell == "bash" and (bash := shutil.which("bash")):
        assert subprocess.run([bash, "-n"], input=out, text=True).returncode == 0
