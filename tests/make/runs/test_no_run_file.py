"""A run file that is not there is what is told, and nothing of the folder that it would lie in."""

from pathlib import Path

import pytest
from projects import OWN, lay

from booklet.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    "name", ["nosuch.yaml", "translations/nosuch.yaml", "nowhere/run.yaml", "translations", "a.txt/b", "x" * 300]
)
def test_a_run_file_that_is_missing_is_named_alone(name: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(OWN)
    assert main(["run", name, "--dry-run"]) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{Path(name).name}: unreadable: ")


@pytest.mark.slow
def test_a_run_file_may_lie_in_our_own_folder(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our words laid over themselves are still ours: nobody has changed what is fixed."""
    monkeypatch.chdir(OWN)
    lay(tmp_path, {"run.yaml": "lots: [{name: a, product: card, bands: 14-17, ink: gray}]\n"})
    assert main(["run", str(tmp_path / "run.yaml"), "--project", ".", "--dry-run"]) == 3
    assert [line.split(": ")[1] for line in capsys.readouterr().err.splitlines()] == ["unknown-ink"]
