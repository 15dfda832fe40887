"""What is heard, by the commands of every file: build, its manifest, verify, run; no such archive is a pack."""

import json
from pathlib import Path

import pytest
from clocks import set_clock
from once import MADE
from programs import needs
from projects import CONFIRMED, COUNTRY, lay
from webpages import lay_country

from booklet.api.holding import read_coverages
from booklet.cli import main
from booklet.make.outdated import find_finals, find_outdated
from booklet.make.packs.found import find_packs
from booklet.make.versions import split_version

embosses = needs("lou_translate")

AXES = ["--locale", "en", "--country", "XX", "--band", "10-13"]


def build(folder: Path, *arguments: str) -> int:
    project = lay(folder / "project", {COUNTRY: CONFIRMED})
    day = ["--date", MADE.isoformat(), "--project", str(project), "--output", str(folder / "out")]
    return main(["build", "booklet", *AXES, *arguments, *day, "--quiet"])


NAME = "guide_booklet_10-13_en_XX_a5_audio_v01-draft.zip"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    set_clock(MADE)
    assert build(tmp_path, "--edition", "audio") == 0
    return tmp_path / "out" / NAME


def test_build_writes_a_manifest_with_the_numbers_that_were_read_back(built: Path) -> None:
    (one,) = json.loads((built.parent / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert (Path(one["path"]).name, one["edition"], one["printer"], one["state"]) == (NAME, "audio", None, "draft")
    assert one["proof"]["numbers"] > 10
    assert "08081570192" in "".join(one["proof"]["claimed"]).replace(" ", "")


def test_verify_tells_what_it_is_worth(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(built), "--project", str(built.parents[1] / "project")]) == 0
    assert "holds" in capsys.readouterr().out
    (covered,) = read_coverages(built.read_bytes())
    assert (covered.country, covered.band, covered.state) == ("XX", "10-13", "draft")


def test_it_is_a_final_that_falls_back_when_a_number_changes_and_no_pack(built: Path, tmp_path: Path) -> None:
    assert find_packs(built.parent) == ()
    (final,) = find_finals(built.parent)
    assert final.paths == (built,)
    later = lay_country(tmp_path / "later", CONFIRMED.replace("0808 157 0192", "0808 157 0193"))
    ((fallen, why),) = find_outdated([final], built.parent, later, MADE)
    assert (fallen, why) == (final, "it says something else than the sources of XX say today")


@pytest.mark.slow
@embosses
def test_braille_is_built_verified_and_falls_back_as_all_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_clock(MADE)
    assert build(tmp_path, "--edition", "braille") == 0
    made = tmp_path / "out" / NAME.replace("audio", "braille")
    (one,) = json.loads((made.parent / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert (Path(one["path"]).name, one["edition"], one["state"]) == (made.name, "braille", "draft")
    assert "08081570192" in "".join(one["proof"]["claimed"]).replace(" ", "")
    assert main(["verify", str(made), "--project", str(tmp_path / "project")]) == 0
    assert "holds" in capsys.readouterr().out
    assert find_packs(made.parent) == ()
    (final,) = find_finals(made.parent)
    later = lay_country(tmp_path / "later", CONFIRMED.replace("0808 157 0192", "0808 157 0193"))
    ((fallen, _),) = find_outdated([final], made.parent, later, MADE)
    assert fallen == final


def test_its_version_is_read_from_its_name() -> None:
    assert split_version(NAME) == ("guide_booklet_10-13_en_XX_a5_audio", 1)


def test_no_poster_is_made_to_be_heard(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "poster", "--edition", "audio"]) == 3
    assert "edition-product: no poster is made in the edition audio; ask for: booklet" in capsys.readouterr().err


@pytest.mark.slow
def test_a_run_makes_it(tmp_path: Path) -> None:
    lot = "{name: heard, product: booklet, countries: KE, locales: sw, bands: 14-17, editions: audio}"
    text = f"name: x\nlots:\n  - {lot}\n"
    (tmp_path / "run.yaml").write_text(text, "utf-8")
    done = main(["run", str(tmp_path / "run.yaml"), "--output", str(tmp_path / "out"), "--date", MADE.isoformat()])
    assert done == 0
    (made,) = (tmp_path / "out").rglob("*_audio_v01_PROOF.zip")
    assert made.stat().st_size > 5000
