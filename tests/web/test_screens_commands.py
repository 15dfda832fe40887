"""The web page and the EPUB by the commands of every file: build, its manifest, list, run; what falls back is found."""

import json
from pathlib import Path

import pytest
from clocks import set_clock
from once import MADE, sources
from projects import CONFIRMED, COUNTRY, lay
from webpages import ENGLISH, document, file, lay_country, place_in

from booklet.cli import main
from booklet.jobs import Job
from booklet.make.outdated import find_finals, find_outdated
from booklet.make.versions import find_built_name, split_version
from booklet.make.writing import draw_sound, write_drawn
from booklet.sources.load import Sources

AXES = ["--locale", "en", "--country", "XX", "--band", "10-13"]


def build(folder: Path, *arguments: str) -> int:
    project = lay(folder / "project", {COUNTRY: CONFIRMED})
    day = ["--date", MADE.isoformat(), "--project", str(project), "--output", str(folder / "out")]
    return main(["build", "booklet", *AXES, *arguments, *day, "--quiet"])


@pytest.mark.slow
def test_build_writes_both_with_a_manifest(tmp_path: Path) -> None:
    set_clock(MADE)
    assert build(tmp_path, "--edition", "web", "--edition", "epub") == 0
    files = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert {Path(one["path"]).name: (one["edition"], one["printer"], one["state"]) for one in files} == {
        "guide_booklet_10-13_en_XX_a5_web_v01-draft.html": ("web", None, "draft"),
        "guide_booklet_10-13_en_XX_a5_epub_v01-draft.epub": ("epub", None, "draft"),
    }
    assert all(one["proof"]["numbers"] > 10 for one in files)
    assert all("08081570192" in "".join(one["proof"]["claimed"]).replace(" ", "") for one in files)


def test_no_card_is_made_for_the_web(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "card", "--edition", "web"]) == 3
    said = capsys.readouterr().err
    assert "edition-product: no card is made in the edition web; ask for: booklet" in said
    assert "Traceback" not in said


def test_a_job_written_by_hand_is_told_the_same(tmp_path: Path) -> None:
    from booklet.api.building import place_all
    from booklet.errors import SourceError
    from booklet.facts.gate import Days

    job = Job("card", "c1", "card-85x55", "en", "KE", "14-17", "epub", "colour", "offset-coated")
    with pytest.raises(SourceError) as stopped:
        place_all([job], sources(), Days.on(MADE))
    assert [finding.code for finding in stopped.value.findings] == ["edition-product"]


@pytest.mark.slow
def test_layouts_are_listed_with_their_editions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "layouts"]) == 0
    lines = capsys.readouterr().out.splitlines()
    booklet = next(line for line in lines if line.startswith("booklet-a5 "))
    assert booklet.endswith("press screen office web epub audio braille")
    assert next(line for line in lines if line.startswith("card-85x55 ")).endswith("press screen office")


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["web", "epub"])
def test_a_final_whose_number_changed_is_found(edition: str, tmp_path: Path) -> None:
    laid = lay_country(tmp_path / "a", CONFIRMED)
    (tmp_path / "out").mkdir()
    drawn = draw_sound(place_in(laid, (edition, "en", "XX", "10-13")), laid, MADE)
    built = write_drawn(drawn, tmp_path / "out", "proofs")
    (final,) = find_finals(tmp_path / "out")
    assert final.paths == (built.path,)
    assert _why(final.paths, tmp_path, laid) == []
    later = lay_country(tmp_path / "b", CONFIRMED.replace("0808 157 0192", "0808 157 0193"))
    assert _why(final.paths, tmp_path, later) == ["it says something else than the sources of XX say today"]


def _why(paths: tuple[Path, ...], folder: Path, sources: Sources) -> list[str]:
    found = find_outdated(find_finals(folder / "out"), folder / "out", sources, MADE)
    assert all(final.paths == paths for final, _ in found)
    return [reason for _, reason in found]


def test_names_of_versions_are_read_with_every_ending() -> None:
    assert split_version("guide_booklet_10-13_en_XX_a5_web_v02-draft.html") == ("guide_booklet_10-13_en_XX_a5_web", 2)
    assert find_built_name("guide_booklet_epub_v01(1).epub") == "guide_booklet_epub_v01.epub"


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-XA", "ar-XB", "th-XC"])
def test_pseudo_locales_are_pages_too(locale: str) -> None:
    placed = place_in(sources(), ("web", locale, "KE", "14-17"))
    drawn = draw_sound(placed, sources(), MADE)
    assert drawn.why == "proof.pseudo"


@pytest.mark.slow
def test_a_file_is_written_in_place_of_its_proof(tmp_path: Path) -> None:
    drawn = draw_sound(document(ENGLISH), sources(), MADE)
    assert drawn.data == file(ENGLISH)
    built = write_drawn(drawn, tmp_path, "proofs")
    assert built.path == tmp_path / "proofs" / "guide_booklet_14-17_en_KE_a5_web_v01_PROOF.html"
