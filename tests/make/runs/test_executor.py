"""Who works through a run is asked for by options that go together; nothing of a cluster is needed without one."""

import subprocess
import sys
from pathlib import Path

import pytest
from campaigns import RUN, campaign, codes_in, made, make
from projects import OWN


def test_options_that_do_not_go_together_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("booklet.api.campaigns.find_spec", lambda _: True)
    file = campaign(tmp_path, RUN.replace("quantity: 300", "quantity: 0"))
    jobs, scheduler, executor = (
        ("--jobs", "option-unused"),
        ("--scheduler", "option-unused"),
        ("--executor", "scheduler-missing"),
    )
    for options, expected in (
        (("--scheduler", "tcp://127.0.0.1:1"), [scheduler]),
        (("--executor", "dask"), [executor]),
        (("--executor", "dask", "--scheduler", ""), [executor]),
        (("--executor", "dask", "--jobs", "2"), [jobs, executor]),
    ):
        assert make(file, *options) == 3
        assert codes_in(capsys.readouterr().err) == [*expected, ("run.yaml:2", "wrong-quantity")]
    assert not made(file).exists()


def test_a_cluster_without_dask_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("booklet.api.campaigns.find_spec", lambda _: None)
    assert make(campaign(tmp_path), "--executor", "dask", "--scheduler", "tcp://127.0.0.1:1") == 3
    assert codes_in(capsys.readouterr().err) == [("--executor", "missing-package")]


@pytest.mark.slow
def test_a_run_here_needs_no_dask(tmp_path: Path) -> None:
    file = campaign(tmp_path)
    text = f"""\
import sys
from booklet.cli import main
assert main(["run", {str(file)!r}, "--dry-run", "--output", {str(made(file))!r}]) == 0
assert not {{"dask", "distributed"}} & set(sys.modules)
"""
    said = subprocess.run([sys.executable, "-c", text], cwd=OWN, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
