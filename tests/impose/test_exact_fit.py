"""Pages that fill their sheets exactly: offsets are nearly nothing, and each page is on its sheet all the same."""

import re
from io import BytesIO
from itertools import product
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from numbered import with_rotation, write_pages
from numpy.typing import NDArray
from speed import first

from booklet.cli import main
from booklet.geometry import Rect, Size, intersect, mm
from booklet.impose.plan import SheetPlan, SheetWish
from booklet.impose.schemes import impose
from booklet.values import replace

DOTS = 0.75

PAGES = {
    "a7": Size(209.764, 297.638),
    "a6": Size(297.638, 419.528),
    "a5": Size(419.528, 595.276),
    "a4": Size(595.276, 841.89),
    "a3": Size(841.89, 1190.551),
    "half-letter": Size(396, 612),
    "letter": Size(612, 792),
    "legal": Size(612, 1008),
}
"""Sizes as programs write them, to a thousandth of a point at best."""

GRIDS = {"saddle": (2, 1, 8), "signatures": (2, 1, 8), "fold": (2, 1, 4), "roll-fold": (3, 1, 6), "z-fold": (3, 1, 6)}
GRIDS |= {"zine": (4, 2, 8), "n-up": (2, 2, 2), "n-up-backs": (2, 2, 2), "fold-over": (2, 1, 2)}
"""Pages beside and above one another on a sheet that fits exactly, and how many pages the file has."""

SHEETS = {("saddle", "a5"): "a4", ("saddle", "a4"): "a3", ("saddle", "half-letter"): "letter"}
SHEETS |= {("saddle", "letter"): "tabloid", ("saddle", "a3"): "a2", ("saddle", "a6"): "a5"}
"""Sheets that people name; the others are as large as what stands on them, rounded to a hundredth of a millimetre."""

CASES = [*product(GRIDS, PAGES), ("tiles", "a4")]

NO_NUMBER = re.compile(rb"\d[eE][-+]?\d|\bnan\b|\binf\b", re.IGNORECASE)

Picture = NDArray[np.int16]


def picture(data: bytes | Path, number: int) -> Picture:
    with pypdfium2.PdfDocument(data) as document:
        seen: Picture = document[number].render(scale=DOTS).to_numpy()[..., :3].astype(np.int16)
        return seen


def shown(whole: Picture, box: Rect, turn: int) -> Picture:
    """Return what is seen in a box of a sheet, upright."""
    height = whole.shape[0] / DOTS
    rows = slice(max(0, round((height - box.top) * DOTS)), round((height - box.y) * DOTS))
    return np.rot90(whole[rows, max(0, round(box.x * DOTS)) : round(box.right * DOTS)], -turn // 90)


def ink(seen: Picture) -> NDArray[np.float64]:
    """Return how dark each cell of a grid over a page is."""
    cells = [np.array_split(row, 12, axis=1) for row in np.array_split(255 - seen.mean(axis=2), 16, axis=0)]
    return np.array([[cell.mean() for cell in row] for row in cells])


def wish_for(scheme: str, size: Size) -> SheetWish:
    columns, rows, _ = GRIDS.get(scheme, (1, 1, 1))
    short = mm(3) if scheme == "roll-fold" else 0.0
    wide, high = columns * size.width - short, rows * size.height
    exact = [round(length / mm(1), 2) * mm(1) for length in (wide, high)]
    return SheetWish(sheet=Size(*exact), short=short, bleed=0.0, is_sequence=scheme == "n-up")


def check_all_seen(data: bytes, plan: SheetPlan, source: Path) -> None:
    """Check that each page is seen in its place as in its own file, by a way that the package does not go."""
    pages = {spot.page: picture(source, spot.page) for side in plan.sides for spot in side.spots}
    for number, side in enumerate(plan.sides):
        whole = picture(data, number)
        for spot in side.spots:
            page = pages[spot.page]
            if spot.clip.width < spot.trim.width - 1:  # a flap is 3 mm shorter
                near = round((spot.clip.x - spot.trim.x) * DOTS)
                page = page[:, near : near + round(spot.clip.width * DOTS)]
                spot = replace(spot, trim=intersect(spot.trim, spot.clip))
            wanted, found = ink(page), ink(shown(whole, spot.trim, spot.turn))
            assert wanted.max() > 20, "there is something to be seen"
            assert np.abs(wanted - found)[1:-1, 1:-1].max() < 0.35 * wanted.max(), (number, spot)


def check_streams(data: bytes) -> None:
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            assert not NO_NUMBER.search(page.obj.Contents.read_bytes())
            for form in page.obj.Resources.get("/XObject", {}).values():
                assert not NO_NUMBER.search(form.obj.BBox.unparse() if hasattr(form, "obj") else form.BBox.unparse())


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "name"), CASES)
def test_each_page_that_fits_exactly_is_on_its_sheet(scheme: str, name: str, tmp_path: Path) -> None:
    size = PAGES[name]
    count = GRIDS.get(scheme, (1, 1, 1))[2]
    path = write_pages(tmp_path / "pages.pdf", [size] * count)
    wish = wish_for(scheme, size) if scheme != "tiles" else SheetWish(sheet=Size(mm(220), mm(307)), margin=mm(5))
    for is_rtl in (False, True):
        data, plan, notes = impose(path, scheme, replace(wish, is_rtl=is_rtl))
        check_streams(data)
        if scheme == "roll-fold":
            assert {note.code for note in notes} == {"flap-cut"}
        if scheme != "tiles":
            assert sorted({spot.page for side in plan.sides for spot in side.spots}) == list(range(count))
        check_all_seen(data, plan, path)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("case", "sheet"), first(2, SHEETS.items()), ids=lambda value: "-".join(value) if value else value
)
def test_pages_on_the_sheets_that_people_name(case: tuple[str, str], sheet: str, tmp_path: Path) -> None:
    scheme, name = case
    path = write_pages(tmp_path / "pages.pdf", [PAGES[name]] * 8)
    out = tmp_path / "sheets.pdf"
    assert main(["impose", str(path), "--scheme", scheme, "--sheet", sheet, "--output", str(out)]) == 0
    data, plan, _ = impose(path, scheme, SheetWish(sheet=_sheet(sheet)))
    assert data == out.read_bytes()
    check_streams(data)
    check_all_seen(data, plan, path)


def _sheet(name: str) -> Size:
    from booklet.api.imposing import SHEETS as KNOWN

    return Size(*map(mm, KNOWN[name]))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("corner", [(0.0, 0.0), (-300.25, 1000.5), (1e-5, -1e-5)])
def test_pages_from_anywhere_and_turned_are_on_their_sheets(
    degrees: int, corner: tuple[float, float], tmp_path: Path
) -> None:
    path = with_rotation(write_pages(tmp_path / "p.pdf", [PAGES["a6"]] * 4, corner=corner), degrees)
    data, plan, _ = impose(path, "saddle", SheetWish(bleed=0.0))
    check_streams(data)
    check_all_seen(data, plan, path)
