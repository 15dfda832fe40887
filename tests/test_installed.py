"""The installed package, away from its checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from booklet.cli import main

ROOT = Path(__file__).parent.parent
BUILD = ["build", "--date", "2026-11-25", "--json", "--output", "out"]


@pytest.mark.slow
def test_the_wheel_builds_the_same_files_from_an_empty_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wheel = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path / "wheel"), str(ROOT)]
    subprocess.run(wheel, check=True)
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
    assert len(installed) == 2 * (1 + 4 + 8) + 2 * (1 + 4 + 7)
    assert [file["sha256"] for file in installed] == [file["sha256"] for file in ours]
    assert sorted(path.name for path in (tmp_path / "installed").iterdir() if path.suffix != ".dist-info") == [
        "booklet"
    ]


def test_the_readme_holds_the_two_commands_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command in (
        "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/python make_booklet.py",
        ".venv/bin/pip install '.[test]' && .venv/bin/pytest",
    ):
        assert f"    {command}\n" in readme
        assert f"\n{command}\n" in ci
