"""Pictures of pages, spreads and contact sheets, and watching for changes."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from clocks import set_clock
from PIL import Image
from projects import CONFIRMED, COUNTRY, lay

from booklet.api.gallery import INDEX, PICTURES, make_index
from booklet.api.pictures import contact_sheet, join_pages, spreads, watch
from booklet.cli import main
from booklet.sources.folders import open_folders

Capture = pytest.CaptureFixture[str]


def pictures(folder: Path) -> dict[str, tuple[int, int]]:
    sizes = {}
    for path in sorted((folder / PICTURES).glob("*.png")):
        with Image.open(path) as picture:
            sizes[path.name] = picture.size
    return sizes


@pytest.mark.slow
def test_a_card_is_shown_side_by_side_and_at_once(tmp_path: Path) -> None:
    assert main(["preview", "card", "--date", "2026-11-25", "--output", str(tmp_path)]) == 0
    sizes = pictures(tmp_path)
    stem = "guide_card-c1_14-17_en_001_85x55_screen_v01-draft_"
    assert [name.removeprefix(stem) for name in sizes if name.startswith(stem)] == [
        "contact-sheet.png",
        "page-01.png",
        "page-02.png",
    ]
    width, height = sizes["guide_card-c1_14-17_en_001_85x55_screen_v01-draft_page-01.png"]
    assert width / height == pytest.approx(85 / 55, rel=0.02)


@pytest.mark.slow
def test_pictures_of_what_a_file_was_before_go_whether_it_was_a_final_a_proof_or_a_copy_of_what_was(
    tmp_path: Path,
) -> None:
    """One that is left would be taken for what the file says now."""
    project, out = lay(tmp_path / "project", {COUNTRY: CONFIRMED}), tmp_path / "out"
    asked = ["preview", "insert", "--country", "XX", "--band", "10-13", "--project", str(project), "--output", str(out)]
    stem = "guide_insert_10-13_en_XX_insert-a5_screen_v01"
    lay(out / PICTURES, {f"{stem}{kind}_page-01.png": "older" for kind in ("_PROOF", "_ARCHIVE_PROOF")})
    for day, kind in (("2026-11-25", "-draft"), ("2027-11-25", "_ARCHIVE_PROOF"), ("2026-11-25", "-draft")):
        set_clock(date.fromisoformat(day))
        assert main([*asked, "--date", "2026-11-25"]) == 0
        assert {name.rpartition("_")[0] for name in pictures(out)} == {f"{stem}{kind}"}


@pytest.mark.slow
def test_an_index_shows_every_picture_and_opens_without_a_network(tmp_path: Path, capsys: Capture) -> None:
    asked = ["preview", "card", "--item", "c1", "--band", "14-17", "--date", "2026-11-25", "--output", str(tmp_path)]
    assert main([*asked, "--country", "KE"]) == main(asked) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"3 pictures: open {tmp_path / INDEX}"
    page = (tmp_path / INDEX).read_text(encoding="utf-8")
    shown = set(re.findall(r'<img src="([^"]+)"', page))
    assert {tmp_path / path for path in shown} == set((tmp_path / PICTURES).glob("*.png")) and len(shown) > 5
    assert re.findall(r'(?:src|href)="(?!pictures/)', page) == [] and "http" not in page.replace("http-equiv", "")
    assert page.count("PROOF: not for readers") == page.count('alt="page 2"') - 1 > 0
    assert [path.suffix for path in tmp_path.iterdir() if path.is_file()] == [".html"]


def test_an_index_names_only_pictures_of_ours_and_shows_pages_in_order() -> None:
    names = ["holiday.png", "guide_a_v01_page-02.png", "guide_a_v01_page-10.png", "guide_<b>_v01_page-01.png"]
    page = make_index([*names, "guide_a_v01_contact-sheet.png"])
    assert re.findall(r'alt="([^"]+)"', page) == ["page 1", "all pages", "page 2", "page 10"]
    assert "<b>" not in page and "holiday" not in page


def test_a_booklet_opens_with_its_cover_alone() -> None:
    pages = [Image.new("RGB", (10 + number, 20)) for number in range(8)]
    widths = [[page.width for page in spread] for spread in spreads(pages, "ltr")]
    assert widths == [[10], [11, 12], [13, 14], [15, 16], [17]]


def test_pages_of_a_spread_meet_without_a_gap() -> None:
    left, right = Image.new("RGB", (3, 2), "red"), Image.new("RGB", (4, 2), "blue")
    spread = join_pages([left, right])
    assert spread.size == (7, 2)
    assert [spread.getpixel((x, 0)) for x in (2, 3)] == [(255, 0, 0), (0, 0, 255)]


def test_a_contact_sheet_shows_every_page_in_rows() -> None:
    sheet = contact_sheet([Image.new("RGB", (10, 20), "white")] * 9, columns=7)
    assert sheet.size == (7 * 22 + 12, 2 * 32 + 12)
    assert sheet.getpixel((12 + 22 + 5, 12 + 32 + 5)) == (255, 255, 255)
    assert sheet.getpixel((12 + 2 * 22 + 5, 12 + 32 + 5)) == (128, 128, 128)


def test_watching_makes_pictures_again_only_when_a_source_changed(tmp_path: Path) -> None:
    country = tmp_path / "translations" / "countries" / "KE.yaml"
    country.parent.mkdir(parents=True)
    shutil.copy(open_folders().own / "translations" / "countries" / "KE.yaml", country)
    made: list[int] = []

    class EnoughError(Exception):
        pass

    def make() -> None:
        made.append(country.stat().st_size)
        if len(made) == 2:
            raise EnoughError
        country.write_text(country.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")

    with pytest.raises(EnoughError):
        watch(make, open_folders(tmp_path), interval=0.01)
    assert made[1] == made[0] + len("# changed\n")


@pytest.mark.slow
def test_scenes_are_shown_alone_and_faults_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "scene", "toast", "ring-ring", "--output", str(tmp_path)]) == 0
    assert sorted(pictures(tmp_path)) == ["scene_ring-ring.png", "scene_toast.png"]
    picture = Image.open(tmp_path / PICTURES / "scene_toast.png")
    assert picture.width == 641 and len(picture.convert("RGB").getcolors(100_000) or ()) > 20
    assert main(["preview", "scene", "tost", "--output", str(tmp_path)]) == 3
    assert 'there is no scene "tost"; did you mean "toast"?' in capsys.readouterr().err
