"""The installed package, away from its checkout."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from booklet.cli import main

ROOT = Path(__file__).parent.parent
FONTS = (ROOT / "layouts" / "fonts.yaml").read_text("utf-8")
BUILD = ["build", "card", "--date", "2026-11-25", "--json", "--output", "out"]


@pytest.mark.slow
def test_the_wheel_builds_the_same_files_from_an_empty_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy_into_container(tmp_path / "src")
    wheel = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path / "wheel")]
    subprocess.run([*wheel, str(tmp_path / "src")], check=True)
    (built,) = (tmp_path / "wheel").glob("booklet-*.whl")
    zipfile.ZipFile(built).extractall(tmp_path / "installed")
    empty = tmp_path / "empty"
    empty.mkdir()
    run = subprocess.run(
        [sys.executable, "-P", "-m", "booklet", *BUILD],
        cwd=empty,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (tmp_path / "installed/booklet/py.typed").is_file()
    installed = json.loads(run.stdout)["files"]
    assert main([*BUILD[:-1], str(tmp_path / "out")]) == 0
    ours = json.loads(capsys.readouterr().out)["files"]
    assert len(installed) == 2 * (8 + 7)
    assert [file["sha256"] for file in installed] == [file["sha256"] for file in ours]
    assert sorted(path.name for path in (tmp_path / "installed").iterdir() if path.suffix != ".dist-info") == [
        "booklet"
    ]


def copy_into_container(folder: Path) -> None:
    """Copy what the Containerfile copies, to where it copies it."""
    folder.mkdir()
    text = (ROOT / "Containerfile").read_text("utf-8")
    copied = re.findall(r"^COPY (.+) (/src/\S*)$", text, re.MULTILINE)
    for names, target in copied:
        for name in names.split():
            place = folder / target.removeprefix("/src/") / ("" if target.removeprefix("/src/") else name)
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, place)


COMMANDS = (
    "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt . && .venv/bin/python make_booklet.py",
    ".venv/bin/pip install -c constraints.txt '.[test]' && .venv/bin/pytest",
)


def test_the_readme_holds_the_two_commands_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"    {command}\n" in readme
        assert f"\n{command}\n" in ci


def test_ci_runs_the_slow_tests_besides_those_of_the_readme() -> None:
    """What is not marked slow is run by the command of the README, so both together are all."""
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert '\n.venv/bin/pytest --all -m slow -n 3 --day "$day"\n' in ci


def test_ci_tries_the_newest_and_the_lowest_versions_and_stops_for_the_lowest_alone() -> None:
    lines = [line.strip() for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()]
    bounds = ".venv/bin/python tools/bounds.py"
    assert [line for line in lines if bounds in line] == [f"{bounds} newest || true", f"{bounds} lowest"]


def test_the_readme_says_the_same_for_powershell_and_cmd() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        spelt = command.replace(".venv/bin/", ".venv\\Scripts\\").replace("python3", "py").replace("'", "")
        assert f'    cmd /c "{spelt}"\n' in readme  # one line for both: PowerShell 5 knows no &&, cmd.exe no ;


def test_ci_walks_the_ways_of_those_without_a_network_and_without_python() -> None:
    ci, page = ((ROOT / name).read_text(encoding="utf-8") for name in (".ci/run", "docs/platforms.md"))
    assert "    .venv/bin/pip install -c constraints.txt '.[app]' && .venv/bin/python tools/app.py\n" in page
    for said in ("pip install --no-index --find-links wheels booklet", "-m pip wheel -c constraints.txt -w wheels ."):
        assert said in page and said in re.sub(r" -q|[$]work/", "", ci)
    assert ".venv/bin/python tools/app.py" in ci


def test_the_single_file_application_has_all_that_is_read_and_no_other_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import app

    from booklet.apart.run import APART, start_command
    from booklet.text.fonts import find_font

    given = list(app.options())
    added = [Path(value.rpartition(os.pathsep)[0]) for option, value in pairwise(given) if option == "--add-data"]
    faces = [found for file in re.findall(r"[a-z_]+/[^\s\"}]+\.ttf", FONTS) if (found := find_font(file))]
    assert {ROOT / "layouts", ROOT / "translations", *faces} <= set(added) and len(faces) > 20
    assert "pypdf" in given and "fontpkg-rubik" in given
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert start_command(["a", "b"]) == [sys.executable, APART, "a", "b"]
