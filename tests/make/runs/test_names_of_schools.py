"""Posters and cards that bear the name of a school: it is on the page, it is the only change, or it is told."""

from pathlib import Path

import pypdf
import pytest
from campaigns import campaign, codes_in, made, make, pdfs, rewritten
from projects import lay

RUN = """\
lots:
  - {name: posters, product: poster, items: p1, countries: XX, locales: en, bands: 14-17, records: schools.csv}
  - {name: cards, product: card, items: [c4], countries: XX, locales: en, bands: 14-17, records: schools.csv}
"""

TABLE = "name,contact,id\nGreen Hill School,gh.example,gh\nمدرسة المثال,,ar\nSchool <b> & *Co*,,co\n"


def schools(folder: Path, table: str = TABLE, run: str = RUN) -> Path:
    file = campaign(folder, run)
    lay(file.parent, {"schools.csv": table})
    return file


def words(path: Path) -> str:
    return " ".join(pypdf.PdfReader(path).pages[0].extract_text().split())


@pytest.mark.slow
def test_each_school_has_its_own_files_with_its_name(tmp_path: Path) -> None:
    file = schools(tmp_path)
    assert make(file) == 0
    names = [path.name for path in sorted((made(file) / "offset-coated" / "posters").glob("*.pdf"))]
    assert [name.partition("_")[0] for name in names] == ["ar", "co", "gh"]
    for lot in ("posters", "cards"):
        folder = made(file) / "offset-coated" / lot
        assert "Green Hill School" in words(next(folder.glob("gh_*"))) and "gh.example" in words(
            next(folder.glob("gh_*"))
        )
        assert "School <b> & *Co*" in words(next(folder.glob("co_*")))
        assert "Adapted by" not in words(next(folder.glob("gh_*")))
    assert all("Example Line" in words(path) for path in (made(file) / "offset-coated" / "posters").glob("*.pdf"))


@pytest.mark.slow
def test_a_school_that_changes_is_made_again_and_no_other(tmp_path: Path) -> None:
    file = schools(tmp_path)
    assert make(file) == 0
    before = pdfs(made(file))
    lay(
        file.parent,
        {"schools.csv": TABLE.replace("name,contact,id\n", "name,contact,id\nNew,,new\n").replace("gh.ex", "g.ex")},
    )
    assert make(file) == 0
    changed = rewritten(before, pdfs(made(file)))
    assert sorted(Path(name).name.partition("_")[0] for name in changed) == ["gh", "gh", "new", "new"]


@pytest.mark.slow
def test_names_that_do_not_fit_are_told_by_line_and_how_much(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = TABLE + f"{'W' * 60},,w\nHill,{'WWWWWW ' * 10}x,h\n"
    assert make(schools(tmp_path, table)) == 3
    said = capsys.readouterr().err
    assert {(place.rsplit("/", 1)[-1], code) for place, code in codes_in(said)} >= {
        ("schools.csv:5", "recipient-too-long"),
        ("schools.csv:6", "recipient-too-long"),
    }
    assert "shorten it by about" in said
    assert not list(made(tmp_path / "project" / "run.yaml").rglob("*.pdf"))


@pytest.mark.slow
def test_a_name_that_does_not_fit_does_not_stop_the_others_if_asked(tmp_path: Path) -> None:
    file = schools(tmp_path, f"{TABLE}{'W' * 60},,w\n")
    assert make(file, "--keep-going") == 4
    assert len(pdfs(made(file))) >= 6
    assert not list((made(file) / "offset-coated" / "cards").glob("w_*"))


@pytest.mark.slow
def test_no_name_is_dropped_where_there_is_no_place_for_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = RUN.replace("product: card, items: [c4]", "product: card, items: [c1], layout: plain")
    file = schools(tmp_path, run=plain)
    lay(file.parent, {"layouts/plain.yaml": "extends: card-85x55\ntrim-name: plain\nlooks: {c1: {brand: no}}\n"})
    assert make(file) == 3
    assert "recipient-no-place" in capsys.readouterr().err
    assert make(schools(tmp_path, run=RUN.replace("product: card, items: [c4]", "product: insert"))) == 3
    place, code = codes_in(capsys.readouterr().err)[0]
    assert (place.endswith("run.yaml:3"), code) == (True, "no-name-here")


@pytest.mark.slow
def test_a_number_of_a_school_that_nobody_called_makes_a_proof(tmp_path: Path) -> None:
    file = schools(tmp_path, "name,contact,id\nA,020 7946 0018,a\nB,The nurse,b\n")
    assert make(file) == 0
    assert {path.name[0]: "PROOF" in path.name for path in made(file).rglob("*_guide_*.pdf")} == {"a": True, "b": False}
