"""An officer checks her folder: what would be refused, what prints where, and nothing that she cannot change."""

import re
from pathlib import Path

import pytest
from projects import COUNTRY, UNCONFIRMED, lay

from booklet.api.validation import can_be_changed
from booklet.cli import main
from booklet.errors import Finding, Severity, SourceError, Where
from booklet.make.build import open_sources
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.values import replace

Capture = pytest.CaptureFixture[str]

WALK = ("card", "--locale", "en", "--band", "10-13")


def validate(capsys: Capture, *arguments: str) -> tuple[int, list[str], list[str]]:
    """Return the exit code of `validate`, the lines it prints, and those on the error stream."""
    code = main(["validate", *arguments])
    captured = capsys.readouterr()
    return code, captured.out.splitlines(), captured.err.splitlines()


@pytest.mark.slow
def test_a_ledger_that_build_refuses_is_refused(tmp_path: Path, capsys: Capture) -> None:
    project = lay(tmp_path / "ours", {COUNTRY: UNCONFIRMED})
    (project / "ledger.jsonl").symlink_to(lay(tmp_path, {"other.jsonl": ""}) / "other.jsonl")
    code, _, faults = validate(capsys, *WALK, "--item", "c1", "--project", str(project))
    assert code == 3 and [" link-refused: " in line for line in faults] == [True]


@pytest.mark.slow
def test_an_untouched_folder_has_one_note_and_shows_what_prints_where(tmp_path: Path, capsys: Capture) -> None:
    project = str(tmp_path / "ours")
    assert main(["new", project, "--country", "TZ", "--name", "Your organisation"]) == 0
    capsys.readouterr()
    code, said, faults = validate(capsys, "insert", "--locale", "en", "--band", "14-17", "--project", project)
    assert (code, faults) == (0, [])
    head, lead, emergency, hotline, proof, law, last = said
    assert head == "What prints of the contacts of TZ:"
    assert lead.split(maxsplit=1) == ["tanzania-national-child-helpli", "every page, posters and cards"]
    assert "posters" in emergency and "directory, row 1" in hotline
    assert proof.startswith("Files will be a PROOF: nobody has confirmed")
    assert law.startswith("note: translations/countries/TZ.yaml") and "law-unsigned" in law
    assert last.startswith("0 faults, 1 note")
    sources, finding = (
        open_sources(tmp_path / "ours"),
        Finding("term-missing", Where("translations/sw/guide.po", 9), "", ""),
    )
    assert not can_be_changed(replace(finding, severity=Severity.NOTE), sources)
    assert can_be_changed(replace(finding, severity=Severity.NOTE, where=Where("brand.yaml")), sources)
    assert can_be_changed(finding, sources)


@pytest.mark.slow
def test_what_a_print_shop_would_refuse_is_a_fault_before_anything_is_built(tmp_path: Path, capsys: Capture) -> None:
    from PIL import Image

    project, out = lay(tmp_path / "ours", {COUNTRY: UNCONFIRMED, "brand.yaml": "name: Amani House\n"}), tmp_path / "out"
    (project / "layouts/art").mkdir(parents=True)
    Image.new("RGB", (24, 12), "navy").save(project / "layouts/art/logo.png")
    asked = (*WALK, "--project", str(project), "--country", "XX")
    code, said, faults = validate(capsys, *asked)
    assert code == 3 and faults and all("low-resolution" in line for line in faults)
    assert said[-1].startswith(f"{len(faults)} faults") and not out.exists()
    assert main(["build", *asked, "--output", str(out)]) == 4
    assert "low-resolution" in capsys.readouterr().err


@pytest.mark.slow
def test_faults_come_last_and_a_contact_that_does_not_print_says_why(tmp_path: Path, capsys: Capture) -> None:
    text = re.sub(r" *sources: \[\{url: https://gazette[^\n]*\n", "", UNCONFIRMED).replace("free: yes", "free: ja")
    project = lay(tmp_path, {COUNTRY: text})
    asked = (*WALK, "--project", str(project))
    code, said, faults = validate(capsys, *asked)
    assert code == 3 and [line.split(": ")[1] for line in faults] == ["unknown-free"]
    lay(project, {COUNTRY: text.replace("free: ja", "free: yes")})
    code, said, faults = validate(capsys, *asked)
    assert (code, faults) == (0, [])
    assert "  friends       not printed: it does not say where you know it from" in said
    assert "  rumour        not printed: its confidence is low" in said
    told = [line for line in said if "not-printed" in line]
    assert len(told) == 1 and told[0].startswith(f"warning: {COUNTRY}:18: ")


@pytest.mark.slow
def test_a_preview_shows_what_prints_where(tmp_path: Path, capsys: Capture) -> None:
    project = lay(tmp_path / "ours", {COUNTRY: UNCONFIRMED})
    asked = ("--country", "XX", "--project", str(project), "--output", str(tmp_path / "out"))
    assert main(["preview", "insert", "--locale", "en", "--band", "10-13", *asked]) == 0
    assert "  example-line  every page, posters and cards" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("country", "hint"),
    [("Kenya", "write KE"), ("ke", "write KE"), ("Andorra", "begin its file: new FOLDER --country AD")],
)
def test_a_country_that_is_named_is_answered_with_its_code(country: str, hint: str, sources: Sources) -> None:
    said = f'--country: unknown-country: there is no country "{country}"; {hint}'
    assert str(sources.report_unknown_country(country)) == said
    with pytest.raises(SourceError) as stopped:
        plan_jobs(Wanted(("card",), countries=(country,)), sources)
    assert said in map(str, stopped.value.findings)
