"""The command `check --for screen`: whether a file of anyone can be read on a screen, and who looked at it."""

import json
import os
import shlex
import sys
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from once import PLACE
from programs import needs
from screen_spoiling import both, each, paints, spoiled, without

from booklet.check.preflight.verapdf import VARIABLE
from booklet.cli import main
from booklet.make.build import check, open_sources
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def clean() -> bytes:
    sources = open_sources(None)
    wanted = Wanted(("poster",), ("en",), ("001",), ("10-13",), editions=("screen",))
    (document,) = check(plan_jobs(wanted, sources)[:1], sources, date(2026, 11, 25))
    return draw(document, sources, date(2026, 11, 25))


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no veraPDF."""
    monkeypatch.setenv(VARIABLE, "no-such-command")


def engine(folder: Path) -> str:
    """Return a command that runs the engine of veraPDF."""
    path = folder / "verapdf"
    command = Path(__file__).parents[1] / "verapdf/command.py"
    made = f"{PLACE}={shlex.quote(os.environ[PLACE])}"
    path.write_text(f'#!/bin/sh\n{made} exec "{sys.executable}" "{command}" "$@"\n')
    path.chmod(0o755)
    return str(path)


@pytest.mark.slow
@pytest.mark.usefixtures("alone")
def test_our_own_file_passes_and_the_report_says_who_looked(clean: bytes, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "poster.pdf"
    path.write_bytes(clean)
    assert main(["check", str(path), "--for", "screen"]) == 0
    first, *others = capsys.readouterr().out.splitlines()
    assert "errors: 0, warnings: 0" in first
    assert first.endswith("(for the screen; looked at by our own rules; install veraPDF for the whole of it)")
    assert any("reading order" in line and "only a person" in line for line in others)


@pytest.mark.slow
@pytest.mark.usefixtures("alone")
def test_a_file_without_tags_is_told_in_one_error(clean: bytes, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "poster.pdf"
    path.write_bytes(spoiled(clean, without("/StructTreeRoot")))
    assert main(["check", str(path), "--for", "screen"]) == 4
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("error ")] == ["error untagged (Matterhorn Protocol 1.1 01-005)"]
    assert len(lines) < 15


@pytest.mark.slow
@pytest.mark.usefixtures("alone")
def test_no_rule_of_the_press_is_told_of_a_screen_file(clean: bytes, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "poster.pdf"
    path.write_bytes(spoiled(clean, paints("/Artifact BMC 1 0 0 rg 0 0 5 5 re f EMC")))
    assert main(["check", str(path), "--for", "screen", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["for"], told["looked_at_by"], told["errors"]) == ("screen", "our own rules", 0)
    assert "printer" not in told and all(told["bounded"].values())
    assert {found["code"] for found in told["findings"]} == {"people-only", "pdf-ua-unchecked"}


@pytest.mark.slow
@pytest.mark.usefixtures("alone")
def test_a_file_of_another_program_is_looked_at_by_the_press_unless_it_is_for_the_screen(
    tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "leaflet.pdf"
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(298, 420)).Contents = pdf.make_stream(b"1 0 0 rg 20 20 100 50 re f")
        pdf.save(path)
    assert main(["check", str(path), "--json"]) == main(["check", str(path), "--for", "press", "--json"]) == 4
    first, _, second = capsys.readouterr().out.partition("]\n[")
    assert json.loads(f"{first}]") == json.loads(f"[{second}")
    assert main(["check", str(path), "--for", "screen", "--json"]) == 4
    codes = {found["code"] for found in json.loads(capsys.readouterr().out)[0]["findings"]}
    assert {"untagged", "language-missing", "xmp-missing", "title-not-shown"} <= codes
    assert not codes & {"rgb", "trim-box-missing"}


@pytest.mark.slow
@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(("content", "code"), [(b"", "empty-file"), (b"%PDF-1.7 and no more", "damaged")])
def test_a_file_that_is_none_is_told(content: bytes, code: str, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(content)
    assert main(["check", str(path), "--for", "screen", "--json"]) == 4
    assert [found["code"] for found in json.loads(capsys.readouterr().out)[0]["findings"]] == [code]


@pytest.mark.slow
@needs("javac")
def test_verapdf_looks_where_it_is(
    clean: bytes, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, engine(tmp_path))
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(clean)
    bad.write_bytes(spoiled(clean, both(each("Figure", lambda tag: tag.__delitem__("/Alt")), paints("0 0 5 5 re f"))))
    assert main(["check", str(good), "--for", "screen"]) == 0
    assert "looked at by veraPDF 1.0-tests)" in capsys.readouterr().out
    assert main(["check", str(bad), "--for", "screen", "--json"]) == 4
    (told,) = json.loads(capsys.readouterr().out)
    assert told["looked_at_by"] == "veraPDF 1.0-tests"
    found = {each["code"]: (each["severity"], each["clause"], each["page"]) for each in told["findings"]}
    assert found == {
        "figure-wordless": ("error", "13-004", 1),
        "content-untagged": ("error", "01-005", 1),
        "people-only": ("not checked", "", None),
    }


@pytest.mark.slow
def test_a_verapdf_that_gives_no_answer_is_told_and_our_rules_hold(
    clean: bytes, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = tmp_path / "verapdf"
    command.write_text("#!/bin/sh\nexit 9\n")
    command.chmod(0o755)
    monkeypatch.setenv(VARIABLE, str(command))
    path = tmp_path / "poster.pdf"
    path.write_bytes(spoiled(clean, paints("0 0 5 5 re f")))
    assert main(["check", str(path), "--for", "screen", "--json"]) == 4
    (told,) = json.loads(capsys.readouterr().out)
    assert told["looked_at_by"] == "our own rules"
    assert {each["code"] for each in told["findings"]} >= {"content-untagged", "verapdf-stopped", "pdf-ua-unchecked"}
