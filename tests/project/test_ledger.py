"""Printed editions are noted where they went; those that carry a number that holds no more are found again."""

import json
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from projects import CONFIRMED, COUNTRY, UNCONFIRMED, faults, lay, only

from booklet.build import check, draw, open_sources
from booklet.cli import main
from booklet.coverage import Coverage, coverage_of, read_coverage
from booklet.errors import OutputError, SourceError
from booklet.planning import Wanted, plan_jobs
from booklet.project.ledger import LEDGER, add_printing, read_file, read_ledger

DAY = date(2026, 11, 25)

Capture = pytest.CaptureFixture[str]


def pdf(project: Path, product: str = "card", band: str = "14-17") -> bytes:
    found = open_sources(project)
    wanted = Wanted(products=(product,), countries=("XX",), editions=("press",), bands=(band,))
    (document, *_) = check(plan_jobs(wanted, found), found, DAY)
    return draw(document, found, DAY)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of a confirmed country, with the file of a card."""
    lay(tmp_path, {COUNTRY: CONFIRMED})
    return lay(tmp_path, {"card.pdf": pdf(tmp_path)})


def add(project: Path, *files: str) -> int:
    names = [str(project / name) for name in files]
    return main(["ledger", "add", *names, "--quantity", "500", "--where", "Example  Town", "--on", "2026-11-26",
                 "--project", str(project)])  # fmt: skip


def affected(project: Path, day: str, capsys: Capture) -> list[str]:
    capsys.readouterr()
    assert main(["ledger", "affected", "XX", "--project", str(project), "--date", day]) == 0
    return capsys.readouterr().out.splitlines()


def test_a_file_says_what_it_covers(project: Path) -> None:
    found = read_coverage((project / "card.pdf").read_bytes())
    assert found == Coverage(
        "XX", "card", "c1", "card-85x55", "en", "14-17", "press", "final", "2026-11-25",
        (("example-line", "0808 157 0192"),),
    )  # fmt: skip
    with pikepdf.open(project / "card.pdf") as opened, opened.open_metadata() as xmp:
        assert json.loads(str(xmp["dc:coverage"]))["country"] == "XX"


def test_a_booklet_covers_every_number_it_prints(project: Path) -> None:
    found = read_coverage(pdf(project, "booklet"))
    assert found and found.numbers == (("example-line", "0808 157 0192"), ("friends", "020 7946 0018"))


def test_printings_are_appended_line_by_line(project: Path, capsys: Capture) -> None:
    assert add(project, "card.pdf") == add(project, "card.pdf") == 0
    lines = (project / LEDGER).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2 and lines[0] == lines[1]
    first = read_ledger(project)[0]
    assert (first.on, first.quantity, first.where, first.file) == ("2026-11-26", 500, "Example Town", "card.pdf")
    assert len(first.sha256) == 64
    assert first.coverage.country == "XX"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "day", "reason"),
    [
        ("0808 157 0192", "0808 157 0193", "2026-12-01", "example-line 0808 157 0192 is now 0808 157 0193"),
        ("", "", "2027-05-20", "example-line 0808 157 0192 is expired"),
        ("    confidence: high\n", "    confidence: high\n    withdrawn: 2026-12-01\n", "2026-12-01", "is withdrawn"),
        ("example-line", "other-line", "2026-12-01", "is in your file no more"),
    ],
)
def test_a_printing_whose_number_holds_no_more_is_found(
    old: str, new: str, day: str, reason: str, project: Path, capsys: Capture
) -> None:
    add(project, "card.pdf")
    assert affected(project, "2026-12-01", capsys) == ["no printed edition is affected"]
    text = CONFIRMED.replace(old, new) if old == "example-line" else CONFIRMED.replace(old, new, 1)
    if "withdrawn" in new:
        text = text.replace("lead: example-line\n", "")
    lay(project, {COUNTRY: text})
    (line, offer, command) = affected(project, day, capsys)
    assert line.startswith("2026-11-26: 500 of card.pdf, Example Town: ")
    assert reason in line
    assert "stick over" in offer
    assert command.strip() == (
        f"make_booklet.py build sticker insert --country XX --locale en --band 14-17 --project {project}"
    )


def test_a_proof_was_not_to_be_printed(tmp_path: Path, capsys: Capture) -> None:
    lay(tmp_path, {COUNTRY: UNCONFIRMED})
    lay(tmp_path, {"a.pdf": pdf(tmp_path, "booklet"), "b.pdf": b"%PDF-1.7", "c.txt": "<dc:coverage>{}</dc:coverage>"})
    assert add(tmp_path, "a.pdf", "b.pdf", "c.txt", "missing.pdf") == 3
    told = capsys.readouterr().err
    assert [code for code in ("proof-printed", "no-edition", "unreadable") if code in told] == [
        "proof-printed", "no-edition", "unreadable",
    ]  # fmt: skip
    assert not (tmp_path / LEDGER).exists()


@pytest.mark.slow
@pytest.mark.parametrize("line", ["{}", "[]", "nonsense", '{"on": 1}', "[" * 100_000, '{"coverage": {"numbers": 1}}'])
def test_a_line_that_is_no_printing_is_told_with_its_number(line: str, project: Path) -> None:
    add(project, "card.pdf")
    with (project / LEDGER).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(SourceError) as stopped:
        read_ledger(project)
    found = only(faults(stopped.value))
    assert (found.code, str(found.where)) == ("wrong-ledger", f"{LEDGER}:2")


@pytest.mark.slow
@pytest.mark.parametrize("numbers", [1, ["a"], [["a"]], [["a", 1]], [["a", "b", "c"]]])
def test_a_coverage_of_wrong_values_is_none(numbers: object, project: Path) -> None:
    found = read_coverage((project / "card.pdf").read_bytes())
    assert found is not None
    values = {name: getattr(found, name) for name in Coverage.__slots__}
    assert coverage_of(values | {"numbers": numbers}) is None
    assert coverage_of(values | {"country": 1, "numbers": []}) is None


def test_a_ledger_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as stopped:
        add_printing(tmp_path / "missing", [])
    assert only(stopped.value.findings).code == "output-unwritable"
    assert read_ledger(tmp_path) == ()
    with pytest.raises(SourceError):
        read_file(tmp_path)
