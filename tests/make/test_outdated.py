"""Finished files of earlier days go when the sources of today do not say any more what they say, whatever is built."""

import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pypdf
import pytest
from clocks import TODAY, set_clock
from killing import Victims, needs_fork, victims
from projects import CONFIRMED, COUNTRY, UNCONFIRMED, called, changed, lay, uncalled

from booklet.api.folder import withdraw
from booklet.cli import main
from booklet.jobs import PROOFS
from booklet.make.coverage import read_coverage
from booklet.make.outdated import read_file_coverage

Capture = pytest.CaptureFixture[str]

DAY = "2026-11-25"

INSERT = "guide_insert_14-17_en_XX_insert-a5_screen_v01-draft"


def build(project: Path | None, out: Path, *asked: str, day: str = DAY) -> int:
    """Build in a country of its own, for the screen, in one band, when the clock shows that day or a later one."""
    set_clock(max(date.fromisoformat(day), TODAY))
    axes = ["--country", "XX"] if "--country" not in asked else []
    own = ["--project", str(project)] if project else []
    axes += ["--band", "14-17", "--edition", "screen", "--date", day]
    return main(["build", *asked, *axes, *own, "--output", str(out)])


def others(project: Path | None, out: Path, day: str = DAY) -> int:
    """Build something else than the insert, of a country without numbers."""
    return build(project, out, "sticker", "--country", "001", day=day)


def names(out: Path) -> list[str]:
    return sorted(path.stem for path in out.rglob("guide_insert*"))


def manifest(out: Path) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a project and, in `out`, a final insert of it."""
    folder = tmp_path_factory.mktemp("made")
    assert build(lay(folder / "project", {COUNTRY: CONFIRMED}), folder / "out", "insert") == 0
    assert names(folder / "out") == [INSERT]
    return folder


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """Return a copy of it that a test may change."""
    return shutil.copytree(made, tmp_path / "copy")


def rewrite(folder: Path, old: str, new: str) -> None:
    """Change the country; who called has called again since."""
    assert old in CONFIRMED
    lay(folder / "project", {COUNTRY: called(CONFIRMED.replace(old, new))})


CHANGES: dict[str, Callable[[Path], object]] = {
    "a number": lambda folder: rewrite(folder, "0808 157 0192", "0808 157 0193"),
    "a number of the second contact": lambda folder: rewrite(folder, "020 7946 0018", "020 7946 0019"),
    "hours": lambda folder: rewrite(folder, "{always: unknown}", "{daily: 09:00-17:00}"),
    "a host": lambda folder: rewrite(folder, "https://line.example/\n", "https://line2.example/\n"),
    "a name": lambda folder: rewrite(folder, "Example Line", "Other Line"),
    "a promise": lambda folder: rewrite(folder, "free: yes", "free: unknown"),
    "a call taken back": lambda folder: lay(folder / "project", {COUNTRY: UNCONFIRMED}),
    "a contact withdrawn": lambda folder: lay(
        folder / "project",
        {COUNTRY: CONFIRMED.replace("    checked:", "    withdrawn: 2026-11-22\n    checked:", 1)},
    ),
    "a contact that is not sure any more": lambda folder: lay(
        folder / "project",
        {COUNTRY: UNCONFIRMED.replace("    confidence: high\n  - id: rumour", "    confidence: low\n  - id: rumour")},
    ),
    "no file any more": lambda folder: (folder / "project" / COUNTRY).unlink(),
    "a file with faults": lambda folder: lay(folder / "project", {COUNTRY: "country: XX\n"}),
    "a line of the partner": lambda folder: lay(folder / "project", {"brand.yaml": "contact: help.example\n"}),
    "a page of the guide": lambda folder: lay(
        folder / "project",
        {
            "translations/en/guide/14-17/rights.yaml": changed(
                "translations/en/guide/14-17/rights.yaml", "196 c", "197 c"
            )
        },
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", CHANGES)
def test_a_final_goes_when_what_it_rests_on_has_changed(what: str, copy: Path, capsys: Capture) -> None:
    CHANGES[what](copy)
    capsys.readouterr()
    assert others(copy / "project", copy / "out") == 0
    assert names(copy / "out") == [f"{INSERT}_OUTDATED"]
    told = [line for line in capsys.readouterr().err.splitlines() if "fallen-back" in line]
    assert len(told) == 1 and told[0].startswith(f"warning: {copy / 'out' / INSERT}_OUTDATED.pdf: fallen-back: ")
    assert [entry["code"] for entry in manifest(copy / "out")["outdated"]] == ["fallen-back"]
    assert not manifest(copy / "out").get("earlier")


@pytest.mark.slow
def test_a_final_whose_calls_have_ended_goes(copy: Path) -> None:
    assert others(copy / "project", copy / "out", day="2027-05-19") == 0
    assert names(copy / "out") == [INSERT]
    assert others(copy / "project", copy / "out", day="2027-05-20") == 0
    assert names(copy / "out") == [f"{INSERT}_OUTDATED"]


KEPT: dict[str, Callable[[Path], object]] = {
    "nothing": lambda folder: None,
    "a call made again": lambda folder: rewrite(folder, "on: 2026-11-20", "on: 2026-11-24"),
    "a name in another language": lambda folder: rewrite(folder, "{en: Example Line}", "{en: Example Line, fr: Ligne}"),
    "a remark": lambda folder: rewrite(folder, "law: {}", "law: {}  # nothing"),
    "another country": lambda folder: lay(
        folder / "project", {"translations/countries/ZZ.yaml": called(CONFIRMED.replace("XX", "ZZ"), "ZZ")}
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", KEPT)
def test_a_final_that_holds_stays_and_the_manifest_knows_it(what: str, copy: Path, capsys: Capture) -> None:
    KEPT[what](copy)
    before = manifest(copy / "out")["files"]
    assert others(copy / "project", copy / "out") == 0
    assert names(copy / "out") == [INSERT]
    assert "fallen-back" not in capsys.readouterr().err
    assert manifest(copy / "out")["earlier"] == before
    assert others(copy / "project", copy / "out") == 0
    assert manifest(copy / "out")["earlier"] == before


@pytest.mark.slow
def test_a_final_tells_itself_what_it_rests_on_so_no_manifest_is_needed(copy: Path) -> None:
    for text in (None, "[]", '{"files": [1, {"path": 2}]}', "{" * 100_000):
        out = shutil.copytree(copy / "out", copy / "without")
        (out / "manifest.json").unlink()
        if text:
            lay(out, {"manifest.json": text})
        rewrite(copy, "0808 157 0192", "0808 157 0193")
        assert others(copy / "project", out) == 0
        assert names(out) == [f"{INSERT}_OUTDATED"]
        shutil.rmtree(out)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_final_is_read_up_to_a_bound_whatever_length_the_system_tells(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, pipe = (made / f"out/{INSERT}.pdf").read_bytes(), tmp_path / "guide_a_v01.pdf"
    os.mkfifo(pipe)
    for most, is_read in ((len(data), True), (len(data) - 1, False)):
        monkeypatch.setattr("booklet.make.outdated.LARGEST", most)
        writer = Thread(target=_pour, args=(pipe, data))
        writer.start()
        assert (read_file_coverage(pipe) is not None) == is_read
        writer.join()


def _pour(pipe: Path, data: bytes) -> None:
    with suppress(BrokenPipeError), pipe.open("wb", buffering=0) as end:
        end.write(data)


@pytest.mark.parametrize("kind", ["", "_PROOF", "_ARCHIVE_PROOF"])
def test_a_manifest_keeps_nothing_of_a_file_that_is_about_to_change_whatever_it_was(kind: str, tmp_path: Path) -> None:
    entry = {"path": "guide_a_v01.pdf", "sha256": sha256(b"printed").hexdigest(), "state": "final"}
    lay(tmp_path, {"guide_a_v01.pdf": "printed", "manifest.json": json.dumps({"files": [entry]})})
    assert withdraw(tmp_path, ["guide_b_v01.pdf"]) == [entry]
    assert withdraw(tmp_path, [f"guide_a_v01{kind}.pdf"]) == []
    assert manifest(tmp_path)["earlier"] == []


@pytest.mark.slow
def test_a_final_that_somebody_saved_anew_is_known_from_the_manifest(copy: Path) -> None:
    path = copy / "out" / f"{INSERT}.pdf"
    writer = pypdf.PdfWriter()
    for page in pypdf.PdfReader(path).pages:
        writer.add_page(page)
    writer.write(path)
    assert read_coverage(path.read_bytes()) is None
    assert others(copy / "project", copy / "out") == 0
    assert [entry["state"] for entry in manifest(copy / "out")["earlier"]] == ["changed"]
    rewrite(copy, "0808 157 0192", "0808 157 0193")
    assert others(copy / "project", copy / "out") == 0
    assert names(copy / "out") == [f"{INSERT}_OUTDATED"]


def test_a_final_goes_even_if_nothing_can_be_built(copy: Path, capsys: Capture) -> None:
    rewrite(copy, "0808 157 0192", "0808 157 0193")
    assert build(copy / "project", copy / "out", "leaflet") == 3
    assert names(copy / "out") == [f"{INSERT}_OUTDATED"]
    assert "fallen-back" in capsys.readouterr().err


@pytest.mark.slow
def test_a_final_that_is_made_again_takes_the_place_of_the_old_one_alone(copy: Path, capsys: Capture) -> None:
    rewrite(copy, "0808 157 0192", "0808 157 0193")
    assert build(copy / "project", copy / "out", "insert") == 0
    assert names(copy / "out") == [INSERT]
    found = read_coverage((copy / "out" / f"{INSERT}.pdf").read_bytes())
    assert found and ("example-line", "0808 157 0193") in found.numbers
    assert "fallen-back" not in capsys.readouterr().err


@pytest.mark.slow
def test_finals_of_another_project_are_left_to_it(copy: Path) -> None:
    other = lay(copy / "other", {"brand.yaml": "name: Others\n"})
    for project in (None, other):
        assert others(project, copy / "out", day="2027-11-25") == 0
        assert names(copy / "out") == [INSERT]
    lay(other, {COUNTRY: called(CONFIRMED.replace("0808 157 0192", "0808 157 0193"))})
    assert others(other, copy / "out") == 0
    assert names(copy / "out") == [f"{INSERT}_OUTDATED"]


@pytest.mark.slow
def test_a_pack_whose_numbers_hold_no_more_goes_with_its_zip(tmp_path: Path, capsys: Capture) -> None:
    project, out = lay(tmp_path / "project", {COUNTRY: CONFIRMED}), tmp_path / "out"
    asked = ["pack", "press", "insert", "--country", "XX", "--band", "14-17", "--project", str(project)]
    set_clock(TODAY)
    assert main([*asked, "--date", DAY, "--output", str(out)]) == 0
    assert others(project, out) == 0
    pack = "guide_press_insert_14-17_en_XX_v01-draft"
    assert {f"{pack}", f"{pack}.zip"} <= {path.name for path in out.iterdir()}
    assert others(project, out, day="2027-11-25") == 0
    aside = {f"{pack}_OUTDATED", f"{pack}_OUTDATED.zip"}
    assert {path.name for path in out.iterdir() if pack in path.name} == aside
    set_clock(TODAY)
    assert main([*asked, "--date", DAY, "--output", str(out)]) == 0
    set_clock(date(2027, 11, 25))
    capsys.readouterr()
    assert main([*asked, "--date", "2027-11-25", "--output", str(out)]) == 0
    base, second = pack.removesuffix("_v01-draft"), pack.replace("v01", "v02")
    proof = {f"{base}_v03_PROOF", f"{base}_v03_PROOF.zip"}
    again = {f"{second}_OUTDATED", f"{second}_OUTDATED.zip"}
    assert {path.name for path in out.iterdir() if base in path.name} == aside | again | proof
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "fallen-back" in line]
    assert "nor is one other (" in line and line.count(f"{second}_OUTDATED") == 2


def claimed(out: Path) -> list[dict[str, str]]:
    """Return what a manifest says is final."""
    found = manifest(out)
    return [
        entry for part in ("files", "earlier") for entry in found.get(part, []) if entry["state"] in ("final", "draft")
    ]


def look(out: Path) -> None:
    """Fail if a final lies beside its proof, or the manifest speaks of one that is not there as it was made."""
    finals = [path for path in out.glob("guide_*.pdf") if not re.search("_PROOF|_OUTDATED", path.stem)]
    assert not [path for path in finals if (out / PROOFS / f"{path.stem}_PROOF.pdf").exists()]
    for entry in claimed(out):
        assert sha256((out / Path(entry["path"]).name).read_bytes()).hexdigest() == entry["sha256"]


@pytest.mark.slow
@needs_fork
def test_a_build_that_is_killed_at_any_step_leaves_no_final_beside_its_proof(made: Path, tmp_path: Path) -> None:
    text = called(CONFIRMED.replace("0808 157 0192", "0808 157 0193"))
    project = lay(tmp_path / "project", {COUNTRY: uncalled(text)})
    out = tmp_path / "out"
    asked = ["build", "insert", "--country", "XX", "--band", "14-17", "--edition", "screen", "--date", DAY]
    asked += ["--project", str(project), "--output", str(out)]
    with victims() as those:
        steps = _killed_anew(those, made / "out", out, asked)
    assert steps > 8
    assert INSERT not in names(out)


def _killed_anew(those: Victims, before: Path, out: Path, asked: list[str]) -> int:
    """Kill a command at each step, from the same beginning; after each, the next must come to the same end."""
    step, answer = 0, -9
    while answer == -9:
        step += 1
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(before, out)
        answer = those.run(step, out, *asked)
        look(out)
        if answer == -9 and step % 3 == 0:
            assert those.run(0, out, *asked) == 0
            look(out)
            assert INSERT not in names(out)
    return step


@pytest.mark.slow
def test_a_proof_that_somebody_called_a_final_is_set_aside(copy: Path, capsys: Capture) -> None:
    lay(copy / "project", {COUNTRY: UNCONFIRMED})
    assert build(copy / "project", copy / "out", "insert") == 0
    proof = INSERT.replace("-draft", "_PROOF")
    assert names(copy / "out") == [f"{INSERT}_OUTDATED", proof]
    (copy / "out/proofs" / f"{proof}.pdf").rename(copy / "out" / f"{INSERT}.pdf")
    lay(copy / "project", {COUNTRY: CONFIRMED})
    capsys.readouterr()
    assert others(copy / "project", copy / "out") == 0
    assert names(copy / "out") == [f"{INSERT}_OUTDATED", f"{INSERT}_OUTDATED-2"]
    assert "it is a PROOF, whatever its name says" in capsys.readouterr().err


@pytest.mark.slow
def test_a_pack_of_which_only_the_zip_is_left_goes(copy: Path) -> None:
    out = copy / "out"
    with zipfile.ZipFile(out / "guide_press_en_XX_v01-draft.zip", "w") as archive:
        archive.write(out / f"{INSERT}.pdf", f"guide_press_en_XX_v01-draft/01_{INSERT}.pdf")
    lay(out, {"guide_holiday.zip": "no zip", "guide_ideas.zip/note.txt": "theirs", "guide_notes.pdf": "theirs"})
    assert others(copy / "project", out) == 0
    assert (out / "guide_press_en_XX_v01-draft.zip").exists()
    rewrite(copy, "0808 157 0192", "0808 157 0193")
    assert others(copy / "project", out) == 0
    assert not (out / "guide_press_en_XX_v01-draft.zip").exists()
    left = {"guide_press_en_XX_v01-draft_OUTDATED.zip", "guide_holiday.zip", "guide_ideas.zip", "guide_notes.pdf"}
    assert {path.name for path in out.iterdir() if "insert" not in path.name and "sticker" not in path.name} == {
        *left,
        "manifest.json",
    }


@pytest.mark.slow
def test_sheets_that_were_made_of_a_final_go_with_it(copy: Path) -> None:
    path = copy / "out" / f"{INSERT}.pdf"
    assert main(["impose", str(path), "--scheme", "n-up", "--sheet", "a4"]) == 0
    assert others(copy / "project", copy / "out") == 0
    assert names(copy / "out") == [INSERT, f"{INSERT}_n-up"]
    rewrite(copy, "0808 157 0192", "0808 157 0193")
    assert others(copy / "project", copy / "out") == 0
    assert names(copy / "out") == [f"{INSERT}_OUTDATED", f"{INSERT}_n-up_OUTDATED"]


STRANGE = ["", "..", ".", "a\0b", "\ud800", f"{INSERT}.pdf/..", "/", "x" * 300, "C:\\a"]


@pytest.mark.slow
def test_a_manifest_that_names_what_no_file_can_be_called_is_no_fault(copy: Path) -> None:
    good = manifest(copy / "out")["files"]
    strange = [{"path": name, "sha256": 1, "facts": [2], "country": None} for name in STRANGE]
    text = json.dumps({"files": [*strange, {**good[0], "printer": "\ud800"}], "earlier": {"path": 1}})
    lay(copy / "out", {"manifest.json": text})
    assert others(copy / "project", copy / "out") == 0
    assert [Path(entry["path"]).name for entry in manifest(copy / "out")["earlier"]] == [f"{INSERT}.pdf"]
