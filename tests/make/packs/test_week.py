"""A week of pictures to post, and the pack for schools."""

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from projects import CONFIRMED, COUNTRY, UNCONFIRMED, lay

from booklet.api.building import make_wanted, plan_all
from booklet.api.packing import choose_pack_jobs, find_packs, make_order
from booklet.cli import main
from booklet.errors import SourceError
from booklet.facts.gate import Days
from booklet.make.build import check, open_sources
from booklet.make.packs.week import find_unsaid
from booklet.make.writing import draw_sound, write_drawn
from booklet.sources.load import Sources
from booklet.values import replace

DAY = Days.on(date(2026, 11, 25))

WEEK = ["p1", "c5", "p2", "c6", "p3", "c3", "p4"]


def pack(project: Path, output: Path, *more: str) -> None:
    said = ["pack", "social", "--project", str(project), "--country", "XX", "--locale", "en", "--band", "14-17"]
    assert main([*said, *more, "--output", str(output), "--quiet"]) == 0


@pytest.mark.slow
def test_a_week_has_a_picture_for_each_day_with_what_to_post(tmp_path: Path) -> None:
    project, output = lay(tmp_path / "project", {COUNTRY: CONFIRMED}), tmp_path / "output"
    pack(project, output)
    (found,) = find_packs(output)
    assert found.folder is not None
    assert found.folder.name == "guide_social_14-17_en_XX_v01-draft"
    pictures = sorted(path.name for path in found.folder.glob("*.png"))
    assert [name[:2] for name in pictures] == [f"{day:02d}" for day in range(1, 8)]
    assert [name.split("social-")[1][:2] for name in pictures] == WEEK
    table = (found.folder / "00_posts.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [row["file"] for row in rows] == pictures
    assert all("0808 157 0192" in row["text"].replace("\u00a0", " ") for row in rows)
    assert all(len(row["alternative text"]) > len(row["text"]) for row in rows)
    with zipfile.ZipFile(output / f"{found.folder.name}.zip") as archive:
        inside = sorted(name.partition("/")[2] for name in archive.namelist())
    assert inside == sorted(["00_posts.csv", *pictures, "SHA256SUMS", "manifest.json"])
    assert [entry["day"] for entry in json.loads((found.folder / "manifest.json").read_text())["files"]] == [
        *range(1, 8)
    ]


@pytest.mark.slow
def test_a_week_of_proofs_says_so_in_every_name(tmp_path: Path) -> None:
    project, output = lay(tmp_path / "project", {COUNTRY: UNCONFIRMED}), tmp_path / "output"
    pack(project, output, "--item", "p1", "--layout", "social-story,social-wide")
    folder = next(path for path in output.iterdir() if path.is_dir())
    assert folder.name.endswith("_PROOF")
    names = sorted(path.name for path in folder.iterdir() if path.suffix in (".png", ".csv"))
    assert names[0] == "00_posts_PROOF.csv"
    assert len(names) == 3
    assert all(name.startswith("01_") and name.endswith("_PROOF.png") for name in names[1:])


@pytest.mark.slow
def test_the_same_week_is_the_same_version(tmp_path: Path) -> None:
    project, output = lay(tmp_path / "project", {COUNTRY: CONFIRMED}), tmp_path / "output"
    for _ in range(2):
        pack(project, output, "--item", "p1,p2")
    assert sorted(path.name for path in output.iterdir() if path.suffix == ".zip") == [
        "guide_social-p1-p2_14-17_en_XX_v01-draft.zip".replace("social-p1-p2", "social_social-p1-p2")
    ]


@pytest.mark.slow
def test_a_text_that_lacks_the_number_of_its_picture_is_not_written(sources: Sources, tmp_path: Path) -> None:
    asked = make_wanted(sources, "social", country="KE", locale="en", band="14-17", item="p1")
    (document,) = check(plan_all(replace(asked, pictures=("",)), sources), sources, DAY.made)
    file = write_drawn(draw_sound(document, sources, DAY.made), tmp_path)
    assert file.picture is not None
    row = f'file,text,alternative text\r\n{file.path.name},"{file.picture.post}","{file.picture.alternative}"\r\n'
    assert list(find_unsaid(row, [(1, file)], "posts.csv")) == []
    (told, *_) = find_unsaid(row.replace("116", "1166"), [(1, file)], "posts.csv")
    assert told.code == "proof-text"
    assert 'does not say "116"' in told.message


def test_a_week_is_not_printed() -> None:
    sources = open_sources(None)
    usual = make_wanted(sources, "poster", country="KE")
    with pytest.raises(SourceError, match="pack social has no poster"):
        choose_pack_jobs(usual, "social", ("poster",), has_ink=False)
    with pytest.raises(SourceError, match="pack social does not say it"):
        make_order("social", price="5")


@pytest.mark.parametrize(("country", "layout"), [("KE", "poster-a4-mono"), ("US", "poster-letter-mono")])
def test_the_pack_for_schools_is_black_on_one_side_of_the_paper_there(
    country: str, layout: str, sources: Sources
) -> None:
    usual = make_wanted(sources, country=country, locale="en", band="14-17")
    jobs = plan_all(choose_pack_jobs(usual, "school", (), has_ink=False), sources)
    assert {job.product for job in jobs} == {"booklet", "poster", "card"}
    assert {job.layout for job in jobs if job.product == "poster"} == {layout}
    assert {(job.edition, job.ink) for job in jobs} == {("office", "grey")}
    for job in jobs:
        sheet = sources.printer(job.printer).sheet
        assert sheet is not None
        assert sheet.is_one_sided
