"""A press file that a printer would refuse is not written; what files share is examined once, and tells the same."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from forgetting import forget
from pikepdf import Pdf
from programs import needs
from projects import CONFIRMED, COUNTRY, PRINTED, codes, lay
from spoiling import spoiled

from booklet import cli
from booklet.check.preflight import limits
from booklet.check.preflight.check import Examination, finish
from booklet.check.preflight.hits import Hit
from booklet.check.preflight.limits import Limits, limits_of
from booklet.check.preflight.read.painter import Played
from booklet.check.proof import press
from booklet.errors import ExitCode, Severity
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import press_check
from booklet.make.writing import write
from booklet.sources.folders import open_folders
from booklet.sources.load import Sources
from booklet.values import replace

MADE = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def nothing_seen() -> None:
    forget(press)


def document(sources: Sources, product: str, country: str = "KE", edition: str = "press") -> Document:
    jobs = plan_jobs(Wanted((product,), ("en",), (country,), editions=(edition,)), sources)
    return check(jobs[:1], sources, MADE, MADE)[0]


def near_the_edge(folder: Path) -> Path:
    """Return a project whose first poster has its words a millimetre from the edge."""
    name = "layouts/scenes/poster-p1.yaml"
    scene = (open_folders().own / name).read_text(encoding="utf-8")
    assert scene.count("at: 24 ") > 3
    return lay(folder, {name: scene.replace("at: 24 ", "at: 1 ")})


def test_a_press_file_with_faults_answers_4_and_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, output = near_the_edge(tmp_path / "project"), tmp_path / "output"
    asked = ["build", "poster", "--country", "KE", "--project", str(project), "--output", str(output)]
    assert cli.main([*asked, "--date", "2026-11-25"]) == ExitCode.PREFLIGHT
    told = capsys.readouterr().err.splitlines()
    assert len(told) > 3
    assert all("_press_v01_PROOF.pdf page 1: outside-safe-area: " in line for line in told)
    assert told[0].endswith("; move the text further inside, or make it smaller")
    assert list(output.iterdir()) == []


def test_a_screen_has_no_edge_to_cut(tmp_path: Path) -> None:
    sources = open_sources(near_the_edge(tmp_path / "project"))
    assert write(document(sources, "poster", edition="screen"), sources, MADE, tmp_path).path.exists()


@pytest.mark.slow
@pytest.mark.parametrize("product", PRINTED)
def test_a_confirmed_country_is_without_fault_and_without_warning(tmp_path: Path, product: str) -> None:
    sources = open_sources(lay(tmp_path / "project", {COUNTRY: CONFIRMED}))
    found = write(document(sources, product, "XX"), sources, MADE, tmp_path)
    assert found.state == "draft"  # numbers are confirmed, and nobody has signed the words
    told = [finding.code for finding in found.findings if finding.severity is not Severity.NOTE]
    assert set(told) <= {"unlisted-host"}, "which is of a contact that no page prints"


@pytest.mark.slow
def test_what_files_share_is_read_once(sources: Sources, played: list[Played]) -> None:
    counts = []
    for country in ("KE", "KE", "EG"):
        placed = document(sources, "booklet", country)
        press_check(placed, draw(placed, sources, MADE), sources)
        counts.append(len(played))
        played.clear()
    first, again, elsewhere = counts
    assert first > 100
    assert again == 0
    assert 0 < elsewhere < first / 2


def test_pages_are_known_again_when_their_sources_are_opened_again(played: list[Played]) -> None:
    for _ in range(2):
        sources, before = open_sources(None), len(played)
        placed = document(sources, "card")
        press_check(placed, draw(placed, sources, MADE), sources)
    assert before == len(played) > 0


def test_a_page_that_changes_in_one_place_is_read_again_in_that_place(sources: Sources, played: list[Played]) -> None:
    placed = document(sources, "poster")
    other = replace(placed, proof=None)
    for one in (placed, other, placed):
        played.clear()
        press_check(one, draw(one, sources, MADE), sources)
        if one is other:
            assert 0 < len(played) < 8, "the page, the slug, and what is drawn in their state"
    assert played == []


def test_the_file_as_a_whole_is_examined_each_time(sources: Sources) -> None:
    placed = document(sources, "card")
    file = draw(placed, sources, MADE)
    press_check(placed, file, sources)

    def without_intent(pdf: Pdf) -> None:
        del pdf.Root.OutputIntents

    with pytest.raises(press.PressError) as caught:
        press_check(placed, spoiled(file, without_intent), sources)
    assert "output-intent-missing" in codes(caught.value.findings)


def test_what_is_warned_of_is_told_for_every_file(
    tmp_path: Path, sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed = document(sources, "insert")
    monkeypatch.setattr(
        limits, "limits_of", lambda printer, product: dataclasses.replace(limits_of(printer, product), safe=45.0)
    )
    told = [write(placed, sources, MADE, tmp_path).findings for _ in range(2)]
    assert "outside-safe-area" in {finding.code for finding in told[0] if finding.severity is Severity.WARNING}
    assert told[0] == told[1]


def test_ink_that_nobody_could_measure_is_told_for_every_file(
    sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Ghostscript no page is known to have little enough ink, however often it was read."""
    monkeypatch.setenv("PATH", "")
    placed = document(sources, "card")
    file = draw(placed, sources, MADE)
    for _ in range(2):
        assert codes(press_check(placed, file, sources, with_ink=True)) == ["ink-unchecked"]
        assert press_check(placed, file, sources) == ()


@pytest.mark.slow
@needs("gs")
def test_ink_is_measured_where_it_is_asked_for_and_once(sources: Sources, monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[list[int]] = []

    def noted(source: Path | bytes, found: Examination, limits: Limits) -> list[Hit]:
        measured.append([page.number for page in found.pages])
        return finish(source, found, limits)

    monkeypatch.setattr(press, "finish", noted)
    placed = document(sources, "card")
    file = draw(placed, sources, MADE)
    press_check(placed, file, sources)
    assert press_check(placed, file, sources, with_ink=True) == ()
    assert press_check(placed, file, sources, with_ink=True) == ()
    assert measured == [[0, 1], []]
    monkeypatch.setattr(
        limits, "limits_of", lambda printer, product: dataclasses.replace(limits_of(printer, product), ink_limit=1.5)
    )
    with pytest.raises(press.PressError) as caught:
        press_check(placed, file, sources, with_ink=True)
    assert set(codes(caught.value.findings)) == {"too-much-ink"}
