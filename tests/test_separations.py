"""Plates as Ghostscript separates them: what each ink prints, with overprint as a press has it."""

import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from once import sources
from PIL import Image, ImageChops, ImageStat
from programs import needs

from booklet.geometry import Rect, Size
from booklet.jobs import PRODUCTS
from booklet.make.build import check
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.pdf.document import Edition, assemble
from booklet.pdf.draw.palette import make_palette
from booklet.pdf.metadata import Metadata
from booklet.sheets.finish import finish_for_screen
from booklet.text.compose import set_line
from booklet.text.fonts import Font, Setting
from booklet.text.itemise import TextStyle
from booklet.typeset.fit import Placed
from booklet.typeset.placed import Element, Fill, PlacedPage, TextAt
from booklet.typeset.shapes import rectangle
from booklet.values import replace

pytestmark = needs("gs")

MADE = date(2026, 11, 25)
PLATES = ("Cyan", "Magenta", "Yellow", "Black")
DPI = 36


@dataclass(frozen=True)
class Sheet:
    """The plates of a page, 255 where all ink is laid down, and the bleed inside it in pixels."""

    plates: tuple[Image.Image, ...]
    bleed: tuple[int, int, int, int]

    def inside(self) -> tuple[Image.Image, ...]:
        """Return the plates without what stands outside the bleed, nor the pixels on its edge."""
        left, top, right, bottom = self.bleed
        return tuple(plate.crop((left + 1, top + 1, right - 1, bottom - 1)) for plate in self.plates)

    def outside(self) -> tuple[Image.Image, ...]:
        """Return the plates with nothing left inside the bleed, nor on its edge."""
        left, top, right, bottom = self.bleed
        found = [plate.copy() for plate in self.plates]
        for plate in found:
            plate.paste(0, (left - 2, top - 2, right + 2, bottom + 2))
        return tuple(found)


def separated(data: bytes, folder: Path, dpi: int = DPI, margin: float = 0.0) -> list[Sheet]:
    """Return the plates of each page; `margin` is the distance from the bleed to the edge of the medium, in points."""
    command = ["gs", "-q", "-dSAFER", "-dNOPAUSE", "-dBATCH", "-dPDFSTOPONERROR", "-sDEVICE=tiffsep", f"-r{dpi}"]
    subprocess.run([*command, f"-o{folder}/%03d.tif", "-"], input=data, check=True, capture_output=True)
    pages = sorted(path.stem for path in folder.glob("???.tif"))
    edge = round(margin * dpi / 72)
    sheets = []
    for page in pages:
        plates = tuple(ImageChops.invert(Image.open(folder / f"{page}({plate}).tif")) for plate in PLATES)
        width, height = plates[0].size
        sheets.append(Sheet(plates, (edge, edge, width - edge, height - edge)))
    return sheets


def press(product: str, folder: Path, ink: str = "colour", printer: str = "") -> list[Sheet]:
    jobs = plan_jobs(
        Wanted((product,), countries=("GB",), editions=("press",), inks=(ink,), printer=printer), sources()
    )
    (document, *_) = check(jobs[:1], sources(), MADE)
    return separated(draw(document, sources(), MADE), folder, margin=sources().printer(jobs[0].printer).slug)


def most(plates: tuple[Image.Image, ...]) -> float:
    """Return the most ink on one spot, 1.0 for each plate that is full."""
    cyan, magenta, yellow, black = plates
    halves = ImageChops.add(cyan, magenta, scale=2), ImageChops.add(yellow, black, scale=2)
    return max(levels(ImageChops.add(*halves, scale=2))) * 4 / 100


def levels(plate: Image.Image) -> set[int]:
    """Return the tints on a plate, in percent."""
    return {round(level / 2.55) for level, count in enumerate(plate.histogram()) if count}


# Small pages


def small(edition: str, *, overprints: bool = True) -> bytes:
    """Return a page of Sun with a large black letter on it."""
    font = (Font("fontpkg_nunito/files/Nunito[wght].ttf", 900),)
    line = set_line("I", TextStyle(font, font, size=120, leading=120, ink="black"), Setting("ltr", "Latn", "en"))
    items = (Fill(rectangle(Rect(0, 0, 100, 100)), "sun"), TextAt(40, 10, line, 0))
    page = PlacedPage(0, "topic", Size(100, 100), 0, items, (Element("P"),), varies=True)
    palette = replace(make_palette(sources().theme, edition), overprints=overprints)
    printer = sources().printer("offset-coated")
    look = Edition(edition, palette, printer.condition, replace(printer, marks=frozenset()))
    return assemble(finish_for_screen(Placed((page,), ())), {}, look, Metadata("Title", "en", MADE, ("Title",)))


@pytest.mark.slow
def test_black_text_is_black_alone_and_the_ground_goes_on_below_it(tmp_path: Path) -> None:
    (sheet,) = separated(small("press"), tmp_path, dpi=72)
    cyan, magenta, yellow, black = sheet.plates
    assert levels(black) == {0, 100}
    assert cyan.getextrema() == (0, 0)
    assert levels(magenta) == {25}
    assert levels(yellow) == {85}


@pytest.mark.slow
def test_black_text_that_does_not_overprint_would_be_seen(tmp_path: Path) -> None:
    (sheet,) = separated(small("press", overprints=False), tmp_path, dpi=72)
    _, magenta, yellow, _ = sheet.plates
    assert (levels(magenta), levels(yellow)) == ({0, 25}, {0, 85})


# Whole products

TINTS = {0, 6, 18, 28, 40, 100}
"""Percent of black where it is alone: paper, skins, black."""


@pytest.mark.slow
@pytest.mark.parametrize("product", PRODUCTS)
def test_marks_stand_on_every_plate_and_only_the_slug_line_on_black_alone(product: str, tmp_path: Path) -> None:
    for sheet in press(product, tmp_path):
        outside = sheet.outside()
        assert all(plate.getbbox() for plate in outside)
        cyan, magenta, yellow, black = (plate.point(lambda value: 255 if value else 0) for plate in outside)
        assert cyan.tobytes() == magenta.tobytes() == yellow.tobytes()
        more = ImageChops.subtract(black, cyan).getbbox()
        assert more is not None and more[1] > sheet.bleed[3]
        assert ImageChops.subtract(cyan, black).getbbox() is None


@pytest.mark.slow
@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("printer", ["offset-coated", "offset-uncoated"])
def test_no_spot_has_more_ink_than_the_printer_takes(product: str, printer: str, tmp_path: Path) -> None:
    limit = sources().printer(printer).ink_limit
    heaviest = [most(sheet.inside()) for sheet in press(product, tmp_path, printer=printer)]
    assert 1.0 < max(heaviest) <= limit


@pytest.mark.slow
@pytest.mark.parametrize("product", PRODUCTS)
def test_grey_is_on_the_black_plate_alone_and_only_skins_have_tints(product: str, tmp_path: Path) -> None:
    for sheet in press(product, tmp_path, ink="grey"):
        *colours, black = sheet.inside()
        assert [plate.getbbox() for plate in colours] == [None] * 3
        assert levels(black) <= TINTS


@pytest.mark.slow
@pytest.mark.parametrize("product", PRODUCTS)
def test_an_office_in_grey_needs_black_alone_and_little_of_it(product: str, tmp_path: Path) -> None:
    """A country's file is a proof with black bands, so the edition without numbers is measured."""
    wanted = Wanted((product,), editions=("office",), inks=("grey",))
    share = []
    for document in check(plan_jobs(wanted, sources())[:2], sources(), MADE):
        folder = tmp_path / document.job.item
        folder.mkdir(exist_ok=True)
        for sheet in separated(draw(document, sources(), MADE), folder):
            *colours, black = sheet.plates
            assert [plate.getbbox() for plate in colours] == [None] * 3
            assert levels(black) <= TINTS
            share.append(ImageStat.Stat(black).mean[0] / 255)
    assert max(share) < 0.25
    assert sum(share) / len(share) < 0.18
