"""Packs of different things lie beside one another, and nothing that a printer was given is written over."""

import json
from datetime import date
from pathlib import Path

import pytest
from clocks import TODAY
from PIL import Image
from projects import CONFIRMED, COUNTRY, called, lay, uncalled

from booklet.api.building import File
from booklet.api.printings import add_printings, find_printed
from booklet.api.project import open_project
from booklet.cli import main
from booklet.make.build import check
from booklet.make.coverage import Coverage
from booklet.make.packs.naming import shorten
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.versions import Given, find_given_pack
from booklet.project.ledger import Printing, add_printing
from booklet.sources.load import Sources
from booklet.typeset.placed import texts_of
from booklet.values import replace

OTHER_NUMBER = called(CONFIRMED.replace("0808 157 0192", "0808 157 0193"))
OTHER_WORD = {"brand.yaml": "name: Amani house\n"}
"""The name stands on cards; in the names of files it is the same."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return lay(tmp_path / "project", {COUNTRY: CONFIRMED, "brand.yaml": "name: Amani House\n"})


def pack(project: Path, *options: str, day: str = "2026-11-26", out: str = "out") -> list[str]:
    """Pack the first card and return the folders that lie there then."""
    output, axes = project.parent / out, ["--country", "XX", "--band", "14-17", "--date", day]
    words = options or ("card", "--item", "c1")
    command = ["pack", "press", *words, *axes, "--project", str(project), "--output", str(output)]
    assert main(command) == 0
    return sorted(path.name for path in output.iterdir() if path.is_dir())


def files(project: Path, name: str, out: str = "out") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project.parent / out / name).glob("01_*.pdf")}


V1 = "guide_amani-house_press_card-c1_14-17_en_XX_v01-draft"
V2 = V1.replace("v01", "v02")


@pytest.mark.slow
def test_what_is_packed_next_does_not_replace_what_was_packed_before(project: Path) -> None:
    assert pack(project) == [V1]
    both = pack(project, "poster", "--item", "p1")
    assert both == [V1, V1.replace("card-c1", "poster-p1")]
    assert all((project.parent / "out" / f"{name}.zip").is_file() for name in both)


@pytest.mark.slow
def test_what_says_the_same_keeps_its_version_and_its_bytes_whatever_the_day_and_the_order(project: Path) -> None:
    pack(project)
    before = files(project, V1)
    assert pack(project, "card", "--item", "c1", "--quantity", "700", day="2026-11-27") == [V1]
    assert files(project, V1) == before
    ticket = json.loads((project.parent / "out" / V1 / "00_job-ticket.json").read_text())
    assert ticket["files"][0]["quantity"] == 700


@pytest.mark.slow
def test_what_says_something_else_has_the_next_version_and_the_one_before_stays(project: Path) -> None:
    pack(project)
    before = files(project, V1)
    lay(project, OTHER_WORD)
    assert pack(project, day="2026-11-27") == [V1, V2]
    assert files(project, V1) == before
    assert [name.startswith("01_guide_card-c1") and "_v02-draft" in name for name in files(project, V2)] == [True]


@pytest.mark.slow
def test_a_version_whose_number_changed_is_set_aside_and_not_lost(project: Path) -> None:
    pack(project)
    before = files(project, V1)
    lay(project, {COUNTRY: OTHER_NUMBER})
    assert pack(project, day="2026-11-27") == [f"{V1}_OUTDATED", V2]
    assert files(project, f"{V1}_OUTDATED") == before


@pytest.mark.slow
def test_a_proof_takes_the_place_of_a_proof_and_a_final_that_of_its_proof(project: Path) -> None:
    lay(project, {COUNTRY: uncalled(CONFIRMED, "2026-11-20")})
    (proof,) = pack(project)
    assert proof == V1.replace("-draft", "_PROOF")
    lay(project, OTHER_WORD)
    assert pack(project, day="2026-11-27") == [proof]
    lay(project, {COUNTRY: CONFIRMED})
    assert pack(project, day="2026-11-27") == [V1]


@pytest.mark.slow
def test_what_the_ledger_knows_as_printed_is_not_numbered_again(project: Path) -> None:
    pack(project)
    (file,) = (project.parent / "out" / V1).glob("01_*.pdf")
    add = ["ledger", "add", str(file), "--quantity", "500", "--where", "Town", "--on", "2026-11-27"]
    assert main([*add, "--project", str(project)]) == 0
    assert pack(project, day="2026-11-27", out="elsewhere") == [V1]
    lay(project, OTHER_WORD)
    assert pack(project, day="2026-11-27", out="empty") == [V2]


@pytest.mark.slow
def test_a_proof_beside_does_not_open_a_version_that_was_printed(project: Path) -> None:
    lay(project, {COUNTRY: uncalled(CONFIRMED, "2026-11-20")})
    (proof,) = pack(project, out="beside")
    lay(project, {COUNTRY: CONFIRMED})
    pack(project)
    (file,) = (project.parent / "out" / V1).glob("01_*.pdf")
    add = ["ledger", "add", str(file), "--quantity", "500", "--where", "Town", "--on", "2026-11-27"]
    assert main([*add, "--project", str(project)]) == 0
    lay(project, OTHER_WORD)
    assert pack(project, day="2026-11-27", out="beside") == [proof, V2]


@pytest.mark.parametrize("name", ["_OUTDATED", "_OUTDATED-2", " (1)", "(1)", " - Copy", ""])
def test_a_printed_version_is_known_whatever_was_added_to_the_name_of_its_file(name: str, tmp_path: Path) -> None:
    covers = Coverage("XX", "card", "c1", "l", "en", "14-17", "press", "draft", "2026-11-25", (), "", "")
    file = f"02_guide_card-c1_14-17_en_XX_85x55_press_v03-draft{name}.pdf"
    add_printing(tmp_path, [Printing("2026-11-26", 5, "Town", file, "0" * 64, covers)])
    built = "guide_card-c1_14-17_en_XX_85x55_press_v03-draft.pdf"
    assert find_printed(tmp_path) == {built.partition("_v03")[0]: Given(3, {built: (date(2026, 11, 25), "0" * 64)})}


@pytest.mark.slow
def test_a_build_writes_beside_what_was_printed_and_says_its_version(project: Path) -> None:
    build = ["build", "card", "--item", "c1", "--edition", "press", "--country", "XX", "--band", "14-17"]
    build += ["--project", str(project), "--output", str(project.parent / "built"), "--date", "2026-11-27"]
    assert main(build) == 0
    (file,) = (project.parent / "built").glob("*.pdf")
    before = file.read_bytes()
    add = ["ledger", "add", str(file), "--quantity", "500", "--where", "Town", "--on", "2026-11-27"]
    assert main([*add, "--project", str(project)]) == 0
    assert main(build) == 0 and [file] == list((project.parent / "built").glob("*.pdf"))
    lay(project, OTHER_WORD)
    assert main(build) == 0
    assert [path.name[-13:] for path in sorted(file.parent.glob("*.pdf"))] == ["v01-draft.pdf", "v02-draft.pdf"]
    assert file.read_bytes() == before


@pytest.mark.slow
def test_a_program_makes_the_next_version_of_what_was_printed(project: Path) -> None:
    def build() -> File:
        found = open_project(project)
        (job,) = found.plan("card", country="XX", band="14-17", edition="press", item="c1")
        return found.build(job, date(2026, 11, 27))

    (path,) = open_project(project).write([build()], project.parent / "built").paths
    add_printings(project, [path], quantity=5, where="Town", on=date(2026, 11, 27))
    assert build().name == path.name
    lay(project, OTHER_WORD)
    assert build().name == path.name.replace("_v01", "_v02")


def test_an_imprint_says_which_version_it_is(sources: Sources) -> None:
    wanted = Wanted(("booklet",), ("en",), ("001",), ("14-17",), ("screen",))
    (job,) = plan_jobs(wanted, sources)
    (document,) = check([replace(job, version="v12")], sources, TODAY)
    said = {text.line.text for page in document.placed.pages for text in texts_of(page.items)}
    assert any(line.endswith("version 12") for line in said) and "_v12" in document.name


def test_the_name_of_a_file_for_many_contacts_fits_on_any_disk_and_is_its_own(sources: Sources) -> None:
    wanted = Wanted(("sticker",), ("en",), ("001",), ("14-17",), ("screen",))
    (job,) = plan_jobs(wanted, sources)
    many = "+".join(f"helpline-of-district-{number}" for number in range(40))
    names = {replace(job, item=item).file_name("sticker-a4", is_proof=True) for item in (many, f"{many}0", "finder")}
    assert len(names) == 3 and max(map(len, names)) < 150 and any("sticker-finder_" in name for name in names)


@pytest.mark.slow
def test_a_logo_may_have_more_pixels_than_a_card_needs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    logo = Image.new("RGB", (900, 300), "navy")
    (project / "layouts" / "art").mkdir(parents=True)
    logo.save(project / "layouts" / "art" / "logo.png")
    pack(project)
    assert "ppi" not in capsys.readouterr().err


@pytest.mark.parametrize(("name", "short"), [("Amani  House!", "amani-house"), ("شبكة", ""), ("A" * 60, "a" * 24)])
def test_a_partner_is_named_shortly_and_in_letters_that_any_disk_takes(name: str, short: str) -> None:
    assert shorten(name) == short


def test_a_manifest_that_is_none_counts_as_changed(tmp_path: Path) -> None:
    pack = tmp_path / "guide_press_card_en_XX_v03-draft"
    for text in ("", "[]", "[" * 100_000, '{"made": 1}', '{"made": "2026-11-27", "files": [1]}'):
        lay(pack, {"manifest.json": text})
        assert find_given_pack(tmp_path, "guide_press_card_en_XX") == Given(3, {}, is_whole=True)
    assert find_given_pack(tmp_path, "guide_press_card_en") is None
    assert find_given_pack(tmp_path / "missing", "guide") is None
