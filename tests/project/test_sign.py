"""A signature is written for the form that was read, into a project's own file, and nothing else of it changes."""

import re
from datetime import date
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, law, lay, ours, signed_law

from booklet.cli import main
from booklet.errors import OutputError, SourceError
from booklet.project.sign import Signed, insert_signature, write_signature
from booklet.sources.countries import parse_country
from booklet.sources.folders import country_file, open_folders

LEGAL = """law:
  # read in 2026
  facts:
    - id: age
      about: child-age
      value: '18'
      sources:
        - {url: https://law.example/1, dated: 2024}
      confidence: high
  protected:
    facts: [age]
    en: The law protects you until you are 18.
names: {}
"""

BLOCK = CONFIRMED.replace("law: {}\n", LEGAL)

Capture = pytest.CaptureFixture[str]


def of(text: str) -> str:
    return parse_country(text, "XX.yaml", "XX").legal.read


def signed(text: str = BLOCK, by: str = "L. Awyer") -> Signed:
    return Signed(by, "lawyer", date(2026, 11, 20), of(text))


def file(folder: Path, text: str = BLOCK) -> Path:
    return lay(folder, {"XX.yaml": text}) / "XX.yaml"


@pytest.mark.parametrize("code", ["EG", "FR", "GB", "IN", "KE", "MX", "PH", "TH", "TZ", "US"])
def test_a_signature_adds_one_line_to_a_file_of_ours_and_its_lines_then_print(code: str) -> None:
    text = ours(country_file(code))
    law_ = parse_country(text, code, code).legal
    line = Signed("L. Awyer", "lawyer", date(2026, 11, 20), law_.read)
    after = insert_signature(text, line)
    assert after.replace(f"  {line.line}\n", "") == text
    assert set(parse_country(after, code, code).law) == {one.key for one in law_.lines} != set()


def test_nothing_of_ours_is_signed() -> None:
    for name in open_folders().names("translations/countries", ".yaml"):
        insert = parse_country(ours(country_file(name)), name, name)
        assert insert.legal.signed is None and insert.law == {}, name


def test_remarks_stay_and_an_older_signature_goes(tmp_path: Path) -> None:
    path = file(tmp_path)
    write_signature(path, signed())
    write_signature(path, signed(by="S. O'Licitor"))
    text = path.read_text(encoding="utf-8")
    assert "  # read in 2026\n" in text and text.count("signed:") == 1
    found = parse_country(text, "XX.yaml", "XX")
    assert found.legal.signed and found.legal.signed.by == "S. O'Licitor"
    assert found.law == {"protected": {"en": "The law protects you until you are 18."}}


def test_lines_end_as_they_ended(tmp_path: Path) -> None:
    path = file(tmp_path)
    path.write_bytes(BLOCK.replace("\n", "\r\n").encode())
    write_signature(path, signed())
    assert b"signed: {by: 'L. Awyer', role: 'lawyer', on: 2026-11-20" in path.read_bytes()
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n") == BLOCK.count("\n") + 1


def test_a_form_of_other_words_is_refused_and_nothing_written(tmp_path: Path) -> None:
    other = signed(BLOCK.replace("until you are 18", "at any age"))
    path = file(tmp_path)
    with pytest.raises(SourceError, match="law-changed"):
        write_signature(path, other)
    with pytest.raises(SourceError, match="law-empty"):
        write_signature(file(tmp_path, CONFIRMED), other)
    assert path.read_text(encoding="utf-8") == CONFIRMED


def test_a_law_on_one_line_is_left_to_its_author(tmp_path: Path) -> None:
    text = CONFIRMED.replace("law: {}", law("protected: {en: The law protects you.}"))
    path = file(tmp_path, text)
    with pytest.raises(OutputError, match="law-unwritable") as stopped:
        write_signature(path, signed(text))
    assert path.read_text(encoding="utf-8") == text
    assert "signed: {by: 'L. Awyer'" in stopped.value.findings[0].hint


def test_the_form_and_its_signature_go_from_paper_into_the_file(tmp_path: Path, capsys: Capture) -> None:
    project = lay(tmp_path / "ours", {COUNTRY: BLOCK})
    assert main(["law", "sheet", "XX", "--project", str(project), "--output", str(tmp_path)]) == 0
    form = Path(capsys.readouterr().out.strip())
    assert form.name == f"law_XX_{of(BLOCK)}.pdf" and form.read_bytes().startswith(b"%PDF")
    asked = ["law", "sign", "XX", "--project", str(project), "--name", "L. Awyer", "--role", "lawyer"]
    assert main([*asked, "--of", form.stem.rpartition("_")[2], "--on", "2026-11-20"]) == 0
    text = (project / COUNTRY).read_text(encoding="utf-8")
    assert re.search(r"^  signed: \{by: 'L. Awyer', role: 'lawyer', on: 2026-11-20, of: '[0-9a-f]{8}'\}$", text, re.M)
    assert parse_country(text, "XX.yaml", "XX").legal.is_signed


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("--name", "Robot"), "no-person"),
        (("--role", " "), "no-role"),
        (("--of", "signed"), "wrong-fingerprint"),
        (("--on", "2031-01-01"), "law-ahead"),
        (("--project", ""), "no-project"),
    ],
)
def test_only_a_person_signs_on_a_day_that_has_come(
    change: tuple[str, str], code: str, tmp_path: Path, capsys: Capture
) -> None:
    project = lay(tmp_path, {COUNTRY: BLOCK})
    given = {"--name": "L. Awyer", "--role": "lawyer", "--of": of(BLOCK), "--on": "2026-11-20"}
    given |= {"--project": str(project)} | dict([change])
    options = [part for name, value in given.items() if value for part in (name, value)]
    assert main(["law", "sign", "XX", *options]) == 3
    assert code in capsys.readouterr().err
    assert (project / COUNTRY).read_text(encoding="utf-8") == BLOCK


def test_a_country_without_a_word_on_its_law_has_no_form(tmp_path: Path, capsys: Capture) -> None:
    assert main(["law", "sheet", "IS", "--output", str(tmp_path)]) == 3
    assert "law-empty" in capsys.readouterr().err


def test_a_project_may_write_its_law_on_one_line(tmp_path: Path) -> None:
    text = CONFIRMED.replace("law: {}", signed_law("protected: {en: The law protects you.}"))
    assert parse_country(text, "XX.yaml", "XX").law == {"protected": {"en": "The law protects you."}}
