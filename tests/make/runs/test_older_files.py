"""Finished files that an earlier run left go when their numbers hold no more; a kept file is the one that was made."""

import json
import os
import re
import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from campaigns import DAY, campaign, made, make, pdfs, rewritten
from clocks import set_clock
from killing import needs_fork, victims
from projects import CONFIRMED, COUNTRY, UNCONFIRMED, called, lay

from booklet.api.confirming import list_to_look_at
from booklet.make.build import open_sources
from booklet.make.runs.kept import read_rows
from booklet.project.confirmations import write_confirmations
from booklet.sources.runfile import read_run
from booklet.words.statements import Answer, Confirmation

Capture = pytest.CaptureFixture[str]

BOTH = """\
lots:
  - {name: inserts, product: insert, countries: [XX, ZZ], locales: en, bands: 14-17, editions: screen}
"""

ONE = BOTH.replace("[XX, ZZ]", "ZZ")

ZZ = "translations/countries/ZZ.yaml"

NAME = "guide_insert_14-17_en_{}_insert-a5_screen_v01-draft"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run that has made a final in each of two countries."""
    folder = tmp_path_factory.mktemp("ran")
    file = campaign(folder, BOTH)
    lay(file.parent, {ZZ: called(CONFIRMED.replace("XX", "ZZ"), "ZZ")})
    assert make(file) == 0
    assert stems(file) == [NAME.format("XX"), NAME.format("ZZ")]
    return folder


@pytest.fixture
def file(ran: Path, tmp_path: Path) -> Path:
    """Return the run file of a copy that a test may change."""
    return shutil.copytree(ran, tmp_path / "copy") / "project" / "run.yaml"


def stems(file: Path) -> list[str]:
    return sorted(Path(name).stem for name in pdfs(made(file)))


def fallen(said: str) -> int:
    return said.count("fallen-back")


@pytest.mark.slow
def test_a_final_of_no_lot_any_more_goes_when_its_number_has_changed(file: Path, capsys: Capture) -> None:
    file.write_text(ONE, encoding="utf-8")
    assert make(file) == 0
    assert stems(file) == [NAME.format("XX"), NAME.format("ZZ")]
    assert fallen(capsys.readouterr().err) == 0
    lay(file.parent, {COUNTRY: CONFIRMED.replace("0808 157 0192", "0808 157 0193")})
    assert make(file) == 0
    assert stems(file) == [NAME.format("XX") + "_OUTDATED", NAME.format("ZZ")]
    assert fallen(capsys.readouterr().err) == 1
    assert make(file) == 0
    assert fallen(capsys.readouterr().err) == 0


@pytest.mark.slow
@pytest.mark.parametrize("rows", [True, False])
def test_a_final_of_no_lot_any_more_goes_when_its_calls_have_ended(rows: bool, file: Path) -> None:
    file.write_text(ONE, encoding="utf-8")
    assert make(file) == 0
    if not rows:
        (made(file) / ".run.json").unlink()
    lay(file.parent, {ZZ: called(CONFIRMED.replace("XX", "ZZ").replace("on: 2026-11", "on: 2027-05"), "ZZ")})
    set_clock(date(2027, 5, 30))
    assert make(file, day="2027-05-30") == 0
    assert stems(file) == [NAME.format("XX") + "_OUTDATED", NAME.format("ZZ")]


def test_a_final_whose_country_is_gone_goes_though_the_run_cannot_begin(file: Path, capsys: Capture) -> None:
    (file.parent / COUNTRY).unlink()
    assert make(file) == 3
    said = capsys.readouterr().err
    assert "unknown-countries" in said and fallen(said) == 1
    assert stems(file) == [NAME.format("XX") + "_OUTDATED", NAME.format("ZZ")]
    assert not (made(file) / "manifest.json").exists()


@pytest.mark.slow
def test_a_dry_run_renames_nothing(file: Path) -> None:
    lay(file.parent, {COUNTRY: CONFIRMED.replace("0808 157 0192", "0808 157 0193")})
    assert make(file, "--dry-run") == 0
    assert stems(file) == [NAME.format("XX"), NAME.format("ZZ")]


@pytest.mark.slow
def test_a_final_that_is_made_again_leaves_no_old_one(file: Path, capsys: Capture) -> None:
    lay(file.parent, {COUNTRY: called(CONFIRMED.replace("0808 157 0192", "0808 157 0193"))})
    assert make(file) == 0
    assert stems(file) == [NAME.format("XX"), NAME.format("ZZ")]
    assert fallen(capsys.readouterr().err) == 0


SCHOOLS = """\
lots:
  - {name: schools, product: poster, items: p1, countries: XX, locales: en, bands: 14-17, editions: screen,
     records: schools.csv}
"""

TABLE = "id,name,contact\na,First School,Call 020 7946 0321\n"


def confirm_rows(file: Path, day: date) -> None:
    """Try the numbers of all rows, as a person would."""
    said = list_to_look_at(open_sources(file.parent), "XX", day, read_run(file))
    tried = (Confirmation(one.place, one.of, Answer.TRIED, "A. Tester", day) for one in said)
    write_confirmations(file.parent, tried)


@pytest.mark.slow
def test_a_poster_of_a_school_goes_when_the_call_of_the_school_has_ended(file: Path) -> None:
    lay(
        file.parent,
        {"run.yaml": SCHOOLS, "schools.csv": TABLE + TABLE.splitlines()[1].replace("a,First", "b,Other") + "\n"},
    )
    confirm_rows(file, date(2026, 6, 1))
    assert make(file, day="2026-11-25") == 0
    posters = [stem for stem in stems(file) if "poster" in stem]
    assert len(posters) == 2 and not any("PROOF" in stem for stem in posters)
    lay(file.parent, {"schools.csv": TABLE})
    set_clock(date(2026, 12, 2))
    confirm_rows(file, date(2026, 12, 2))
    assert make(file, day="2026-12-02") == 0
    left = sorted(stem for stem in stems(file) if "poster" in stem)
    assert [stem.endswith("_OUTDATED") for stem in left] == [False, True]
    assert left[1].startswith("b_")


POSTERS = """\
lots:
  - {name: posters, product: poster, items: p1, countries: XX, locales: en, bands: 14-17, editions: screen}
"""

OWN_NUMBER = """\
pages:
  - id: a
    after: [friend, friend-tells]
    title: Call us
    blocks: [{id: a.lead, kind: paragraph, text: Call 020 7946 0322.}]
  - {id: b, after: a, title: Notes, blocks: [{id: b.lines, kind: lines}]}
  - {id: c, after: b, title: Notes, blocks: [{id: c.lines, kind: lines}]}
  - {id: d, after: c, title: Notes, blocks: [{id: d.lines, kind: lines}]}
"""


@pytest.mark.slow
def test_a_final_is_judged_by_the_words_of_its_own_product(file: Path, capsys: Capture) -> None:
    lay(file.parent, {"run.yaml": POSTERS, "pages.yaml": OWN_NUMBER})
    assert make(file) == 0
    before = {name: found for name, found in pdfs(made(file)).items() if "poster" in name}
    assert before and not any("PROOF" in name for name in before)
    capsys.readouterr()
    assert make(file) == 0
    assert rewritten(before, {name: found for name, found in pdfs(made(file)).items() if "poster" in name}) == set()
    assert fallen(capsys.readouterr().err) == 0


@pytest.mark.slow
@pytest.mark.parametrize("how", ["in place", "by another"])
def test_a_kept_file_that_was_changed_in_its_size_and_its_time_is_made_again(how: str, file: Path) -> None:
    before = pdfs(made(file))
    name = next(name for name in before if "_XX_" in name)
    path = made(file) / name
    found, data = path.stat(), bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    if how == "by another":
        path.with_suffix(".new").write_bytes(data)
        path.with_suffix(".new").replace(path)
    else:
        path.write_bytes(data)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert path.stat().st_size == found.st_size and path.stat().st_mtime_ns == found.st_mtime_ns
    assert make(file) == 0
    assert {name: data for name, (_, data) in pdfs(made(file)).items()} == {
        name: data for name, (_, data) in before.items()
    }


@pytest.mark.slow
def test_a_copy_of_a_folder_is_kept_and_its_files_are_known_from_then_on(file: Path) -> None:
    before = pdfs(made(file))
    stamps = {row.stamp for row in read_rows(made(file)).values()}
    assert make(file) == 0
    assert not rewritten(before, pdfs(made(file)))
    again = {row.stamp for row in read_rows(made(file)).values()}
    assert not stamps & again
    assert make(file) == 0
    assert {row.stamp for row in read_rows(made(file)).values()} == again


def look(folder: Path) -> None:
    """Fail if a final lies beside its proof, or the manifest speaks of one that is not there as it was made."""
    finals = [path for path in folder.rglob("guide_*.pdf") if not re.search("_PROOF|_OUTDATED", path.stem)]
    assert not [path for path in finals if path.with_stem(f"{path.stem}_PROOF").exists()]
    if (folder / "manifest.json").exists():
        for entry in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["files"]:
            assert sha256((folder / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]


@pytest.mark.slow
@needs_fork
def test_a_run_that_is_killed_at_any_step_leaves_no_final_beside_its_proof(ran: Path, tmp_path: Path) -> None:
    step, answer = 0, -9
    with victims() as those:
        while answer == -9:
            step += 4
            shutil.rmtree(tmp_path / "copy", ignore_errors=True)
            file = shutil.copytree(ran, tmp_path / "copy") / "project" / "run.yaml"
            lay(file.parent, {COUNTRY: UNCONFIRMED})
            command = ["run", str(file), "--output", str(made(file)), "--date", DAY]
            answer = those.run(step, made(file), *command)
            look(made(file))
            if step % 20 == 0 or answer == 0:
                assert those.run(0, made(file), *command) == 0
                look(made(file))
                proof = NAME.format("XX").replace("-draft", "_PROOF")
                assert NAME.format("XX") not in stems(file) and proof in stems(file)
    assert step > 20


@pytest.mark.slow
def test_a_row_that_names_a_file_elsewhere_renames_nothing(file: Path) -> None:
    rows = (made(file) / ".run.json").read_text(encoding="utf-8").splitlines()
    row = next(json.loads(line) for line in rows if NAME.format("XX") in line)
    theirs = lay(file.parent.parent, {"theirs.pdf": "theirs"}) / "theirs.pdf"
    wrong = [{**row, "path": path} for path in ("../theirs.pdf", str(theirs), 1, None)]
    wrong += [{**row, "item": "a|b"}, {**row, "facts": None}, {**row, "until": 5}]
    lay(made(file), {".run.json": "".join(json.dumps(one) + "\n" for one in wrong), ".run.journal": "{}\n[]\n"})
    lay(file.parent, {COUNTRY: CONFIRMED.replace("0808 157 0192", "0808 157 0193")})
    file.write_text(ONE, encoding="utf-8")
    assert make(file) == 0
    assert theirs.read_text(encoding="utf-8") == "theirs"
    assert NAME.format("XX") + "_OUTDATED" in stems(file)
