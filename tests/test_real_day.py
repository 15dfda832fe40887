"""A date of making makes the same bytes; only calls that hold on the real day as well make a file for readers."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pypdf
import pytest
from campaigns import campaign, made, make, pdfs, rewritten
from clocks import TODAY, set_clock
from hypothesis import given
from hypothesis import strategies as st
from projects import CONFIRMED, COUNTRY, called, lay, only
from speed import first

from booklet.api.confirming import list_to_look_at
from booklet.cli import main
from booklet.facts.gate import Days, call_findings, day_findings, is_archive, may_go
from booklet.facts.insert import ContactFact
from booklet.make.build import check, open_sources
from booklet.make.coverage import read_coverage
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.runs.kept import RunRow, find_holding_span, find_kept, stamp_of
from booklet.project.confirmations import write_confirmations
from booklet.sources.countries import parse_country
from booklet.sources.load import Sources
from booklet.values import replace
from booklet.words.statements import Answer, Confirmation

MADE = "2026-11-25"

STEM = "guide_card-c1_14-17_en_XX_85x55_press_v01"

FINAL = f"{STEM}-draft"
"""What may go to readers says only that its words are a draft."""

LATER = date(2027, 6, 1)
"""A day on which the calls of the project hold no more."""

Capture = pytest.CaptureFixture[str]

LINES = parse_country(CONFIRMED, "XX.yaml", "XX").contacts[:2]


def name_of(path: Path) -> str:
    return path.name


def build(
    project: Path, day: str = MADE, output: str = "output", country: str = "XX", *options: str
) -> dict[str, bytes]:
    """Build the cards of a project and return the files that are there."""
    asked = ["build", "card", "--country", country, "--band", "14-17", "--edition", "press", "--date", day]
    folder = project.parent / output
    assert main([*asked, "--project", str(project), "--output", str(folder), *options]) == 0
    return {
        path.stem: path.read_bytes() for path in sorted(folder.rglob("*.pdf"), key=name_of) if "card-c1" in path.name
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return lay(tmp_path / "project", {COUNTRY: CONFIRMED})


@pytest.mark.slow
def test_calls_that_hold_make_the_same_bytes_whatever_the_real_day(project: Path) -> None:
    first = build(project)
    set_clock(date(2027, 5, 19))
    assert list(first) == [FINAL]
    assert build(project, MADE, "later") == first


@pytest.mark.slow
def test_a_file_whose_calls_hold_no_more_is_an_archive_proof_and_sets_the_final_aside(
    project: Path, capsys: Capture
) -> None:
    final = build(project)[FINAL]
    set_clock(LATER)
    capsys.readouterr()
    found = build(project)
    assert "made-archive" in capsys.readouterr().err
    assert list(found) == [f"{FINAL}_OUTDATED", f"{STEM}_ARCHIVE_PROOF"]
    assert found[f"{FINAL}_OUTDATED"] == final
    coverage = read_coverage(found[f"{STEM}_ARCHIVE_PROOF"])
    assert coverage and (coverage.state, coverage.made) == ("proof", MADE)
    entries = json.loads((project.parent / "output/manifest.json").read_text(encoding="utf-8"))["files"]
    assert {(entry["state"], entry["path"].endswith("_ARCHIVE_PROOF.pdf")) for entry in entries} == {("proof", True)}


def test_the_pages_of_an_archive_say_that_they_are_a_proof_and_name_no_call(project: Path) -> None:
    set_clock(LATER)
    build(project)
    (path,) = (project.parent / "output/proofs").glob("*card-c1*_ARCHIVE_PROOF.pdf")
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    assert "PROOF" in text
    assert "Numbers checked" not in text


@pytest.mark.slow
@pytest.mark.parametrize("day", first(1, ["2026-11-28", "2027-05-19", "2027-12-01", "2031-02-01"]))
def test_a_day_that_has_not_come_makes_a_proof(day: str, project: Path, capsys: Capture) -> None:
    assert list(build(project, day)) == [f"{STEM}_PROOF"]
    assert f"--date: made-ahead: {day} has not come" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("year", first(1, [2027, 2031, 2098]))
def test_a_call_that_nobody_can_have_made_yet_stops_the_build(year: int, tmp_path: Path, capsys: Capture) -> None:
    text = called(CONFIRMED.replace("on: 2026-11-", f"on: {year}-11-"))
    project = lay(tmp_path / "project", {COUNTRY: text})
    asked = ["--country", "XX", "--date", f"{year}-11-25", "--project", str(project)]
    assert main(["build", "card", *asked, "--output", str(tmp_path / "output")]) == 3
    said = capsys.readouterr().err
    assert f"{COUNTRY}:17: check-ahead" in said and "today is 2026-11-27" in said
    assert not (tmp_path / "output").exists()
    assert main(["validate", "card", *asked]) == 3


@pytest.mark.slow
def test_calls_of_2020_with_a_date_of_2020_are_an_archive(tmp_path: Path) -> None:
    text = called(CONFIRMED.replace("on: 2026-11-", "on: 2020-11-"))
    project = lay(tmp_path / "project", {COUNTRY: text})
    assert list(build(project, "2020-11-25")) == [f"{STEM}_ARCHIVE_PROOF"]
    assert list(build(project, "2026-11-25", "now")) == [f"{STEM}_PROOF"]


@pytest.mark.slow
def test_what_prints_no_number_is_the_same_on_any_day(project: Path) -> None:
    stem = FINAL.replace("_XX_", "_001_")
    for day in ("2020-01-01", MADE, "2031-01-01"):
        found = {}
        for clock in (date(2019, 1, 1), TODAY, date(2040, 1, 1)):
            set_clock(clock)
            found[clock] = build(project, day, f"{day}-{clock}", "001")
            assert list(found[clock]) == [stem]
        assert len({files[stem] for files in found.values()}) == 1


@pytest.mark.slow
def test_a_number_of_a_partner_holds_on_both_days_too(tmp_path: Path) -> None:
    project = lay(tmp_path / "project", {"brand.yaml": "contact: call 020 7946 0018\n"})
    stem = STEM.replace("_XX_", "_001_")
    (said,) = list_to_look_at(open_sources(project), "001", date(2026, 11, 20), None)
    confirmed = Confirmation(said.place, said.of, Answer.TRIED, "A. Tester", date(2026, 11, 20))
    write_confirmations(project, [confirmed])
    assert list(build(project, MADE, "output", "001")) == [f"{stem}-draft"]
    assert list(build(project, "2026-11-28", "ahead", "001")) == [f"{stem}_PROOF"]
    set_clock(LATER)
    assert list(build(project, MADE, "later", "001")) == [f"{stem}_ARCHIVE_PROOF"]


@pytest.mark.slow
def test_workers_are_told_the_real_day(project: Path) -> None:
    set_clock(LATER)
    assert list(build(project, MADE, "output", "XX", "--jobs", "2")) == [f"{STEM}_ARCHIVE_PROOF"]


def test_who_looked_at_no_clock_makes_a_proof(project: Path) -> None:
    sources, made_on = open_sources(project), date.fromisoformat(MADE)

    def states(country: str, *real: date) -> set[bool]:
        jobs = plan_jobs(Wanted(("card",), countries=(country,), editions=("press",)), sources)
        return {document.proof is not None for document in check(jobs, sources, made_on, *real)}

    assert states("XX") == {True}
    assert states("XX", TODAY) == {False}
    assert states("001") == {False}


@pytest.mark.slow
def test_a_final_built_again_stands_beside_its_archive(project: Path) -> None:
    set_clock(LATER)
    build(project)
    lay(project, {COUNTRY: called(CONFIRMED.replace("on: 2026-11-", "on: 2027-05-"))})
    assert list(build(project, "2027-06-01")) == [FINAL, f"{STEM}_ARCHIVE_PROOF"]


@pytest.mark.slow
def test_packs_covers_texts_and_pictures_of_an_archive_say_so_in_their_names(project: Path, tmp_path: Path) -> None:
    set_clock(LATER)
    asked = ["--country", "XX", "--band", "14-17", "--date", MADE, "--project", str(project)]
    for name, command in {
        "pack": ["pack", "press", "card"],
        "cover/proofs": ["cover", "--printer", "lulu"],
        "export": ["export-text", "card", "--format", "txt"],
        "preview/pictures": ["preview", "card"],
    }.items():
        assert main([*command, *asked, "--output", str(tmp_path / name.partition("/")[0])]) == 0
        found = [path.stem for path in (tmp_path / name).iterdir()]
        assert found and all("_ARCHIVE_PROOF" in stem for stem in found), found


@pytest.mark.slow
def test_a_run_of_a_named_day_falls_back_when_its_calls_end_and_is_kept_then(tmp_path: Path) -> None:
    file = campaign(tmp_path)
    assert make(file) == 0
    finals = {name: data for name, (_, data) in pdfs(made(file)).items() if "_XX_" in name}
    assert finals and not any("PROOF" in name for name in finals)
    set_clock(date(2027, 5, 19))
    before = pdfs(made(file))
    assert make(file) == 0 and rewritten(before, pdfs(made(file))) == set()
    set_clock(LATER)
    assert make(file) == 0
    after = pdfs(made(file))
    names = {name for name in after if "_XX_" in name}
    copies = {name.replace("-draft.pdf", "_ARCHIVE_PROOF.pdf") for name in finals}
    assert names == copies | {name.replace(".pdf", "_OUTDATED.pdf") for name in finals}
    assert make(file) == 0 and rewritten(after, pdfs(made(file))) == set()
    assert make(file, day="") == 0
    assert any(name.endswith("v01_PROOF.pdf") and "_XX_" in name for name in pdfs(made(file)))


days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def contacts_called(calls: list[date], withdrawn: date | None) -> tuple[ContactFact, ...]:
    """Return the contacts of the project, called on some days; one may be out of use since another."""
    for line in LINES:
        assert line.checked is not None
    first, second = (
        replace(line, checked=replace(line.checked, on=on) if line.checked else None)
        for line, on in zip(LINES, calls, strict=True)
    )
    return first, replace(second, withdrawn=withdrawn)


@given(st.lists(days, min_size=2, max_size=2), st.none() | days, st.lists(days, max_size=1), days, days)
def test_what_goes_to_readers_holds_on_both_days_and_no_archive_goes(
    calls: list[date], withdrawn: date | None, own: list[date], made_on: date, real: date
) -> None:
    contacts, both = contacts_called(calls, withdrawn), Days(made_on, real)
    if may_go(contacts, own, both):
        assert made_on <= real
        assert all(may_go(contacts, own, Days.on(day)) for day in (made_on, real))
        assert not list(day_findings(contacts, own, both)) and not list(call_findings(contacts, both))
        assert not is_archive(contacts, own, both)
    if made_on > real:
        assert "made-ahead" in {finding.code for finding in day_findings(contacts, own, both)}
    if is_archive(contacts, own, both):
        assert may_go(contacts, own, Days.on(made_on)) and made_on < real
        assert only(day_findings(contacts, own, both)).code == "made-archive"
    assert not may_go(contacts, own, Days(made_on, None))


def is_kept(row: RunRow, both: Days, folder: Path, *, is_day_named: bool) -> bool:
    return find_kept(row, "key", folder, both, is_day_named=is_day_named, is_verified=False) is not None


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield lay(tmp_path_factory.mktemp("kept"), {"a.pdf": ""})


@given(st.lists(days, min_size=2, max_size=2), st.lists(days, max_size=1), st.lists(days, min_size=4, max_size=4))
def test_a_file_is_kept_only_while_the_same_is_to_be_said_of_its_numbers(
    nothing: Path, calls: list[date], own: list[date], four: list[date]
) -> None:
    contacts = contacts_called(calls, None)
    first, second = Days(four[0], four[1]), Days(four[2], max(four[1], four[3]))

    def told(both: Days) -> tuple[bool, bool]:
        return may_go(contacts, own, both), is_archive(contacts, own, both)

    since, until = find_holding_span(contacts, own, first)
    row = RunRow(
        "item", "key", "a.pdf", stamp_of(nothing / "a.pdf"), "", "", first.made.isoformat(),
        since.isoformat() if since else "", until.isoformat() if until else "", 1, (1.0, 1.0), "final", "",
    )  # fmt: skip
    same_day = replace(second, made=first.made)
    if is_kept(row, same_day, nothing, is_day_named=True):
        assert told(same_day) == told(first)
    today = Days.on(second.real or TODAY)
    if is_kept(row, today, nothing, is_day_named=False):
        assert told(today) == told(first)
    assert is_kept(row, first, nothing, is_day_named=True)
    if until and until > TODAY:
        assert is_kept(row, replace(first, real=until - timedelta(1)), nothing, is_day_named=True)


@pytest.mark.slow
def test_a_state_is_told_by_the_facts_of_the_file_in_every_language(project: Path, sources: Sources) -> None:
    found = open_sources(project)
    jobs = plan_jobs(Wanted(("card",), ("sw", "ar-XB"), ("XX",), editions=("press",)), found)
    told = {finding.code for document in check(jobs, found, TODAY, TODAY) for finding in document.findings}
    assert not told & {"check-changed", "check-unbound", "made-archive"}
