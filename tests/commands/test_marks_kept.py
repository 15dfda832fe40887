"""What is made of a PROOF is one, and says so in its name, whatever it is called and however its source was renamed."""

import shutil
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, lay
from pypdf import PdfWriter
from pypdf.generic import StreamObject
from signing import lay_signed
from speed import first

from booklet.api.gallery import PICTURES
from booklet.cli import main
from booklet.jobs import PROOF, PROOFS
from booklet.make.coverage import read_coverage

DAY = "2026-11-25"

CARD = "guide_card-c1_14-17_en_KE_85x55_screen_v01_PROOF"


def asked(command: str, country: str = "KE") -> list[str]:
    return [command, "card", "--country", country, "--band", "14-17", "--date", DAY]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("built")
    assert main([*asked("build"), "--edition", "screen", "--output", str(out)]) == 0
    return out


@pytest.fixture
def card(built: Path, tmp_path: Path) -> Path:
    """Return a proof that somebody has given another name."""
    return Path(shutil.copy(built / PROOFS / f"{CARD}.pdf", tmp_path / "card.pdf"))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()}


def imposed(path: Path, *options: str) -> int:
    return main(["impose", str(path), "--scheme", "n-up-backs", "--sheet", "a4", *options])


@pytest.mark.slow
@pytest.mark.parametrize("name", first(1, ["card_proof (2).pdf", "card_PROOF.pdf", "PROOF.pdf"]))
def test_sheets_of_a_proof_say_so_whatever_they_are_to_be_called(name: str, built: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(built / PROOFS / f"{CARD}.pdf", tmp_path / name))
    assert imposed(path, "--output", str(tmp_path / "sheets.pdf"), "--pictures", str(tmp_path / "seen")) == 0
    assert names(tmp_path) == {name, "sheets_PROOF.pdf"}
    assert all(PROOF in picture for picture in names(tmp_path / "seen"))


@pytest.mark.slow
def test_sheets_of_a_proof_that_was_renamed_say_so_by_what_it_says_itself(card: Path) -> None:
    assert imposed(card) == 0
    assert imposed(card, "--output", str(card.with_name("sheets.pdf"))) == 0
    assert names(card.parent) == {"card.pdf", "card_PROOF_n-up-backs.pdf", "sheets_PROOF.pdf"}
    sheets = card.with_name("sheets_PROOF.pdf").rename(card.with_name("sheets.pdf"))
    covered = read_coverage(sheets.read_bytes())
    assert covered and (covered.country, covered.state) == ("KE", "proof")
    assert main(["impose", str(sheets), "--scheme", "tiles", "--sheet", "a4"]) == 0
    assert "sheets_PROOF_tiles.pdf" in names(card.parent)


@pytest.mark.slow
def test_a_proof_that_was_packed_tight_and_renamed_is_known(card: Path) -> None:
    packed = PdfWriter(clone_from=card)
    told = packed.root_object["/Metadata"]
    assert isinstance(told, StreamObject) and told.indirect_reference
    packed._replace_object(told.indirect_reference, told.flate_encode())
    packed.write(card)
    assert read_coverage(card.read_bytes()) is None
    assert imposed(card) == 0
    assert "card_PROOF_n-up-backs.pdf" in names(card.parent)


@pytest.mark.slow
def test_sheets_of_a_final_that_fell_back_are_set_aside(card: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay(card.parent, {"sheets.pdf": "made of it while its numbers held"})
    assert imposed(card, "--output", str(card.with_name("sheets.pdf"))) == 0
    assert names(card.parent) == {"card.pdf", "sheets_OUTDATED.pdf", "sheets_PROOF.pdf"}
    assert "fallen-back" in capsys.readouterr().out


@pytest.mark.slow
def test_an_outdated_file_stays_one(card: Path) -> None:
    path = card.rename(card.with_name("guide_v01_OUTDATED.pdf"))
    assert imposed(path, "--output", str(path.with_name("sheets.pdf"))) == 0
    assert "sheets_PROOF_OUTDATED.pdf" in names(path.parent)


@pytest.mark.slow
def test_sheets_of_a_draft_say_so_and_those_of_a_final_nothing(tmp_path: Path) -> None:
    assert main([*asked("build", "001"), "--edition", "screen", "--output", str(tmp_path)]) == 0
    path = tmp_path / "guide_card-c1_14-17_en_001_85x55_screen_v01-draft.pdf"
    renamed = path.rename(tmp_path / "renamed.pdf")
    assert imposed(renamed, "--output", str(tmp_path / "sheets.pdf")) == 0
    assert "sheets-draft.pdf" in names(tmp_path) and "sheets.pdf" not in names(tmp_path)
    main(["check", str(renamed), "--annotate", str(tmp_path / "seen.pdf")])
    assert "seen-draft.pdf" in names(tmp_path)
    project = tmp_path / "project"
    project.mkdir()
    signed = str(lay_signed(project))
    assert main([*asked("build", "001"), "--edition", "screen", "--project", signed, "--output", str(tmp_path)]) == 0
    path = tmp_path / "guide_card-c1_14-17_en_001_85x55_screen_v01.pdf"
    assert imposed(path, "--output", str(tmp_path / "sheets.pdf")) == 0
    assert "sheets.pdf" in names(tmp_path)


@pytest.mark.slow
def test_an_annotated_copy_of_a_proof_says_so(card: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(card), "--annotate", str(card.with_name("seen.pdf"))])
    assert names(card.parent) == {"card.pdf", "seen_PROOF.pdf"}
    proof = card.rename(card.with_name("card_PROOF.pdf"))
    before = proof.read_bytes()
    capsys.readouterr()
    assert main(["check", str(proof), "--annotate", str(card)]) == 3
    assert "same-name" in capsys.readouterr().err and proof.read_bytes() == before


@pytest.mark.slow
def test_pictures_of_a_final_go_when_it_is_a_proof(tmp_path: Path) -> None:
    project, out = lay(tmp_path / "project", {COUNTRY: CONFIRMED}), tmp_path / "out"
    preview = [*asked("preview", "XX"), "--project", str(project), "--output", str(out)]
    assert main(preview) == 0
    finals = names(out / PICTURES)
    assert finals and not any(PROOF in name for name in finals)
    lay(out / PICTURES, {"guide_card-c1_holiday.png": "of somebody"})
    assert main([*preview[:-4], "--project", str(project), "--output", str(out), "--date", "2027-11-25"]) == 0
    proofs = {name.replace("_v01-draft_", "_v01_PROOF_") for name in finals}
    assert names(out / PICTURES) == proofs | {"guide_card-c1_holiday.png"}


@pytest.mark.slow
def test_a_pack_with_a_proof_says_so_in_folder_and_zip(tmp_path: Path) -> None:
    assert main([*asked("pack")[:1], "press", *asked("pack")[1:], "--output", str(tmp_path)]) == 0
    found = {path.name for path in tmp_path.iterdir()}
    name = "guide_press_card_14-17_en_KE_v01_PROOF"
    assert {name, f"{name}.zip"} <= found
    assert all(PROOF in name for name in found)


@pytest.mark.slow
def test_texts_and_messages_of_a_proof_say_so(tmp_path: Path) -> None:
    assert main([*asked("export-text"), "--output", str(tmp_path)]) == 0
    assert names(tmp_path) and all(PROOF in name for name in names(tmp_path))
    assert main(["words", "proof", "fr", "--country", "KE", "--date", DAY, "--output", str(tmp_path)]) == 0
    assert "words_fr_PROOF.pdf" in names(tmp_path)
