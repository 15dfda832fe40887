"""Sheets of real files: the pages of their source, rendered; cut off where they should be; strangers' files too."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image

from booklet.cli import main
from booklet.errors import ExitCode, SourceError
from booklet.geometry import Rect, Size, mm
from booklet.impose.pictures import CUT, FOLD, NUMBER
from booklet.impose.plan import SheetPlan, SheetWish
from booklet.impose.schemes import impose
from booklet.sheets.imposition import saddle

A4 = Size(mm(210), mm(297))

DOTS = 2.0
"""Pixels a point."""

BLUR = 6

SAME = 4.5
"""Pages are taken for the same below; two pages of text of the guide differ by 10 and more."""

Picture = NDArray[np.int16]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    editions = ["--edition", "press", "--edition", "screen"]
    products = ["booklet", "poster", "card", "--band", "10-13", "--date", "2026-11-25"]
    assert main(["build", *products, *editions, "--output", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def booklet(made: Path) -> Path:
    return next(made.glob("*booklet*press*"))


def picture(data: bytes | Path, number: int, *, turn: int = 0) -> Picture:
    with pypdfium2.PdfDocument(data) as document:
        page = document[number].render(scale=DOTS, may_draw_forms=False)
        return np.rot90(page.to_numpy()[..., :3].astype(np.int16), turn // 90)


def cut(whole: Picture, box: Rect) -> Picture:
    """Return the part of a picture of a sheet that a box covers, a little less at each edge."""
    height = whole.shape[0] / DOTS
    left, right = round((box.x + 1) * DOTS), round((box.right - 1) * DOTS)
    top, low = round((height - box.top + 1) * DOTS), round((height - box.y - 1) * DOTS)
    return whole[top:low, left:right]


def unlike(one: Picture, other: Picture) -> float:
    """Return how unlike two pictures are, 0 to 255, when looked at from so far that edges of letters blur."""
    assert abs(one.shape[0] - other.shape[0]) <= 2 and abs(one.shape[1] - other.shape[1]) <= 2
    height, width = (min(one.shape[axis], other.shape[axis]) // BLUR for axis in (0, 1))
    seen = [
        part[: height * BLUR, : width * BLUR].reshape(height, BLUR, width, BLUR, 3).mean(axis=(1, 3))
        for part in (one, other)
    ]
    return float(np.abs(seen[0] - seen[1]).mean())


def check_pages(data: bytes, plan: SheetPlan, source: Path, trims: Callable[[int], Rect]) -> None:
    """Check that every spot of every side shows its page as the source does, inside the trim."""
    seen = {}
    for number, side in enumerate(plan.sides):
        whole = picture(data, number)
        for spot in side.spots:
            if spot.page not in seen:
                seen[spot.page] = cut(picture(source, spot.page), trims(spot.page))
            shown = np.rot90(cut(whole, spot.trim), -spot.turn // 90)
            assert unlike(shown, seen[spot.page]) < SAME, (number, spot)


def press_trim(path: Path) -> Callable[[int], Rect]:
    with pikepdf.open(path) as pdf:
        boxes = [tuple(map(float, page.trimbox)) for page in pdf.pages]
    trims = [Rect(left, low, right - left, top - low) for left, low, right, top in boxes]
    return lambda number: trims[number]


@pytest.mark.slow
def test_other_pages_are_told_from_the_same(booklet: Path) -> None:
    trim = press_trim(booklet)(0)
    pages = [cut(picture(booklet, number), trim) for number in range(5, 9)]
    assert min(unlike(one, other) for one in pages for other in pages if one is not other) > 2.5 * SAME


@pytest.mark.slow
@pytest.mark.parametrize("is_rtl", [False, True])
def test_the_sheets_of_a_booklet_show_its_pages(booklet: Path, is_rtl: bool) -> None:
    data, plan, notes = impose(booklet, "saddle", SheetWish(is_rtl=is_rtl, has_marks=True))
    check_pages(data, plan, booklet, press_trim(booklet))
    assert [spot.page for side in plan.sides for spot in side.spots] == [
        page for sheet in saddle(28, is_rtl=is_rtl) for side in sheet for page in side
    ]
    assert not notes
    assert len(data) < booklet.stat().st_size * 1.05


@pytest.mark.slow
@pytest.mark.parametrize("scale", [0.333, 0.5, 0.6, 0.71, 0.875])
def test_edges_that_fall_between_pixels_are_no_false_alarm(booklet: Path, made: Path, scale: float) -> None:
    large = SheetWish(sheet=Size(mm(330), mm(480)), scale=scale, gap=mm(4), is_sequence=True)
    for path in (booklet, next(made.glob("*booklet*screen*"))):
        assert not impose(path, "n-up", large)[2]


@pytest.mark.slow
def test_a_file_that_reads_from_the_right_is_bound_there_unless_told_otherwise(booklet: Path, tmp_path: Path) -> None:
    path = tmp_path / "rtl.pdf"
    with pikepdf.open(booklet) as pdf:
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L)
        pdf.save(path)
    for wish, first in ((SheetWish(), 0), (SheetWish(is_rtl=False), 27)):
        _, plan, _ = impose(path, "saddle", wish)
        assert plan.sides[0].spots[0].page == first


@pytest.mark.slow
def test_creep_moves_pages_to_the_fold_and_cuts_nothing_but_what_lies_there(booklet: Path) -> None:
    data, plan, _ = impose(booklet, "saddle", SheetWish(is_rtl=False, caliper=mm(0.14)))
    inner = plan.sides[-1].spots[0]
    assert inner.trim.right - plan.sides[-1].size.width / 2 == pytest.approx(6 * mm(0.14))
    whole = picture(data, len(plan.sides) - 1)
    source = cut(picture(booklet, inner.page), press_trim(booklet)(inner.page))
    shown = cut(whole, inner.trim)
    keep = round(shown.shape[1] - (6 * mm(0.14) + 2) * DOTS)
    assert unlike(shown[:, :keep], source[:, :keep]) < SAME


@pytest.mark.slow
def test_cards_and_their_backs_show_the_pages(made: Path) -> None:
    card = next(made.glob("*card-c1*press*"))
    data, plan, _ = impose(card, "n-up-backs", SheetWish(sheet=A4, margin=mm(10), gap=mm(6)))
    assert len(plan.sides[0].spots) == 9
    check_pages(data, plan, card, press_trim(card))


@pytest.mark.slow
def test_tiles_glued_by_their_strips_rebuild_the_poster(made: Path) -> None:
    poster = next(made.glob("*poster-p1*screen*"))
    data, plan, _ = impose(poster, "tiles", SheetWish(sheet=A4, margin=mm(5)))
    whole = picture(poster, 0)
    rebuilt = np.zeros_like(whole)
    for number, side in reversed(list(enumerate(plan.sides[:-1]))):
        spot = side.spots[0]
        part = cut(picture(data, number), spot.clip)
        top = round((spot.trim.top - spot.clip.top + 1) * DOTS)
        left = round((spot.clip.x - spot.trim.x + 1) * DOTS)
        rebuilt[top : top + part.shape[0], left : left + part.shape[1]] = part[
            : whole.shape[0] - top, : whole.shape[1] - left
        ]
    inner = (slice(8, -8), slice(8, -8))
    assert unlike(rebuilt[inner], whole[inner]) < SAME
    differing = (np.abs(rebuilt[inner] - whole[inner]).max(axis=2) > 60).mean()
    assert differing < 0.04, "edges of letters, a pixel wide, and the lines to cut along"


def spoiled(booklet: Path, path: Path, change: Callable[[pikepdf.Page], None], pages: int = 4) -> Path:
    with pikepdf.open(booklet) as pdf:
        del pdf.pages[pages:]
        for page in pdf.pages:
            change(page)
        pdf.save(path)
    return path


def turned(degrees: int) -> Callable[[pikepdf.Page], None]:
    def change(page: pikepdf.Page) -> None:
        page.obj.Rotate = degrees

    return change


@pytest.mark.slow
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_pages_that_are_turned_lie_as_people_see_them(booklet: Path, tmp_path: Path, degrees: int) -> None:
    path = spoiled(booklet, tmp_path / "turned.pdf", turned(degrees))
    data, plan, _ = impose(path, "saddle", SheetWish(is_rtl=False))
    plain = spoiled(booklet, tmp_path / "plain.pdf", lambda page: None)
    trims = press_trim(plain)
    whole = picture(data, 0)
    for spot in plan.sides[0].spots:
        assert (spot.trim.width > spot.trim.height) == (degrees != 180)
        source = np.rot90(cut(picture(plain, spot.page), trims(spot.page)), -degrees // 90)
        assert unlike(cut(whole, spot.trim), source) < SAME


def test_pages_in_larger_units_are_as_large_as_people_see_them(booklet: Path, tmp_path: Path) -> None:
    def change(page: pikepdf.Page) -> None:
        page.obj.UserUnit = 2

    path = spoiled(booklet, tmp_path / "units.pdf", change)
    _, plan, _ = impose(path, "saddle", SheetWish(is_rtl=False))
    assert plan.sides[0].spots[0].trim.width == pytest.approx(2 * mm(148), abs=0.1)


@pytest.mark.slow
def test_only_what_the_crop_box_shows_is_placed(booklet: Path, tmp_path: Path) -> None:
    def change(page: pikepdf.Page) -> None:
        x, y, right, top = map(float, page.trimbox)
        for key in ("/TrimBox", "/BleedBox", "/ArtBox"):
            if key in page.obj:
                del page.obj[key]
        page.obj.CropBox = pikepdf.Array([x + 20, y + 30, right - 20, top - 30])

    path = spoiled(booklet, tmp_path / "crop.pdf", change)
    data, plan, _ = impose(path, "saddle", SheetWish(is_rtl=False))
    assert plan.sides[0].spots[0].trim.width == pytest.approx(mm(148) - 40, abs=0.1)
    check_pages(data, plan, path, lambda number: Rect(0, 0, mm(148) - 40, mm(210) - 60))


@pytest.mark.slow
def test_marks_and_slug_of_the_source_do_not_lie_on_the_neighbour(booklet: Path) -> None:
    """The bleed of a page ends at the fold, and nothing of its slug is seen."""
    data, plan, _ = impose(booklet, "saddle", SheetWish(is_rtl=False))
    for side in plan.sides:
        for spot in side.spots:
            assert spot.clip.width <= spot.trim.width + mm(3) + 0.01
            assert spot.clip.height <= spot.trim.height + 2 * mm(3) + 0.01
    size = plan.sides[0].size
    assert size == pytest.approx((2 * mm(148) + 2 * mm(3), mm(210) + 2 * mm(3)), abs=0.05)
    with pypdfium2.PdfDocument(data) as document:
        assert "guide_booklet" not in document[0].get_textpage().get_text_bounded(), "the slug line is cut off"


@pytest.mark.slow
def test_layers_that_are_hidden_stay_hidden_and_the_colours_mean_the_same(booklet: Path, tmp_path: Path) -> None:
    path = tmp_path / "layers.pdf"
    with pikepdf.open(booklet) as pdf:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Draft"))
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer]))
        for page in pdf.pages:
            page.obj.Resources.Properties = pikepdf.Dictionary(Draft=layer)
            page.contents_add(b"/OC /Draft BDC 0 0 0 1 k 0 0 900 900 re f EMC")
        pdf.save(path)
    data, plan, _ = impose(path, "saddle", SheetWish(is_rtl=False))
    check_pages(data, plan, booklet, press_trim(booklet))
    with pikepdf.open(BytesIO(data)) as pdf:
        assert pdf.Root.OutputIntents[0].OutputConditionIdentifier == "FOGRA39"
        assert pdf.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"


@pytest.mark.slow
def test_the_same_file_gives_the_same_bytes(booklet: Path) -> None:
    assert impose(booklet, "saddle", SheetWish())[0] == impose(booklet, "saddle", SheetWish())[0]


def test_comments_that_are_left_out_are_told(booklet: Path, tmp_path: Path) -> None:
    def change(page: pikepdf.Page) -> None:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 10, 10])
        page.obj.Annots = pikepdf.Array([note])

    path = spoiled(booklet, tmp_path / "stamped.pdf", change)
    assert [note.code for note in impose(path, "saddle", SheetWish())[2]] == ["annotations"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no PDF", b"%PDF-1.7\n" + b"\0" * 5000], ids=range(4))
def test_broken_files_are_told_in_one_line(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(data)
    assert main(["impose", str(path), "--scheme", "saddle"]) == ExitCode.SOURCES
    told = capsys.readouterr()
    assert len(told.err.splitlines()) == 1 and "broken-pdf" in told.err
    assert [entry.name for entry in tmp_path.iterdir()] == ["broken.pdf"]


def test_a_locked_file_is_told(booklet: Path, tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    with pikepdf.open(booklet) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="a", owner="b"))
    with pytest.raises(SourceError) as caught:
        impose(path, "saddle", SheetWish())
    assert caught.value.findings[0].code == "encrypted"


def test_pages_without_a_size_are_all_named(booklet: Path, tmp_path: Path) -> None:
    def change(page: pikepdf.Page) -> None:
        page.obj.MediaBox = pikepdf.Array([0, 0, 0, 0])

    path = spoiled(booklet, tmp_path / "nosize.pdf", change)
    with pytest.raises(SourceError) as caught:
        impose(path, "saddle", SheetWish())
    assert [finding.code for finding in caught.value.findings] == ["broken-page"] * 4


@pytest.mark.slow
def test_the_command_tells_how_to_print(booklet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "sheets.pdf"
    assert main(["impose", str(booklet), "--scheme", "saddle", "--sheet", "sra3", "--marks", "--output", str(out)]) == 0
    assert "7 sheets of 450 x 320 mm; print at 100 %, on both sides, flip on the short edge" in capsys.readouterr().out
    assert (
        main(["impose", str(booklet), "--scheme", "tiles", "--sheet", "a99", "--gap", "-1", "--scale", "0"])
        == ExitCode.SOURCES
    )
    codes = [line.split(": ")[1] for line in capsys.readouterr().err.splitlines()]
    assert codes == ["unknown-sheet", "wrong-scale", "wrong-length"]
    assert main(["impose", str(out), "--scheme", "tiles", "--sheet", "a4", "--output", str(out)]) == ExitCode.SOURCES


@pytest.mark.slow
def test_pictures_show_numbers_folds_and_cuts(booklet: Path, tmp_path: Path) -> None:
    options = ["--scheme", "saddle", "--marks", "--output", str(tmp_path / "s.pdf"), "--pictures", str(tmp_path / "p")]
    assert main(["impose", str(booklet), *options]) == 0
    names = sorted(path.name for path in (tmp_path / "p").iterdir())
    assert names == [f"s-draft_side-{number:02d}.png" for number in range(1, 15)]
    with Image.open(tmp_path / "p" / names[0]) as shown:
        colours = {colour for _, colour in shown.convert("RGB").getcolors(1 << 24) or ()}
    assert {CUT, FOLD, NUMBER} <= colours
