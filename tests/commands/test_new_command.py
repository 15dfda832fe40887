"""What the command `new` tells the person who typed it."""

import argparse
from pathlib import Path

import pytest

from booklet.commands.new import run


def told(folder: Path, country: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert run(argparse.Namespace(folder=folder, country=country, name="")) == 0
    return capsys.readouterr().out.splitlines()


def test_a_project_that_lacks_nothing_is_told_in_two_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(tmp_path, "KE", capsys) == [
        f"Made in {tmp_path}: README.md, brand.yaml, words.yaml, pages.yaml, cards.yaml, "
        "translations/countries/KE.yaml",
        f"Next: read {tmp_path / 'README.md'}",
    ]


def test_what_is_still_to_fill_in_is_listed_a_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(tmp_path, "XX", capsys)
    assert lines[1] == "Still to fill in:"
    assert len(lines[2:-1]) == 8
    assert all(line.startswith("  translations/countries/XX.yaml:") for line in lines[2:-1])
