"""Lines and dots for colours: on paper as fine as the theme says, inside their area, the same in every reader."""

import subprocess
from datetime import date
from io import BytesIO
from itertools import combinations
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from programs import needs
from rendered import copied_again

from booklet.art.drawing import Shape
from booklet.art.transform import Matrix
from booklet.geometry import Path as Outline
from booklet.geometry import Rect, Size, mm
from booklet.look.fillings import fill_shape, find_fillings, find_step, measure_area, scale_of
from booklet.pdf.document import Edition, assemble
from booklet.pdf.draw.palette import make_palette
from booklet.pdf.metadata import Metadata
from booklet.scenes.paint import Painted, pack_shapes
from booklet.sheets.finish import finish_for_screen
from booklet.sources.load import Sources
from booklet.typeset.fit import Placed
from booklet.typeset.placed import Element, FigureAt, PaintedAt, PlacedPage
from booklet.typeset.shapes import rectangle

DPI = 600
SIDE = mm(40)
BOX = Rect(mm(5), mm(5), mm(30), mm(30))

COVERED = {"lilac": 0.3 / 3, "mint": 0.3 / 3, "coral": 0.0816, "tide": 0.234, "oat": 0.0, "white": 0.0}
"""How much of a large area each ink covers: lines 0.3 wide at 3 mm, dots, crossing lines, nothing."""


def area(ink: str, box: Rect = BOX, stroke: str | None = None) -> Shape:
    return Shape(rectangle(box), ink, stroke, mm(0.5) if stroke else 0.0, False, (), False)


def made(sources: Sources, *shapes: Shape, ink: str = "grey", scale: float = 1.0) -> bytes:
    """Return a page of 40 mm with shapes that are drawn smaller or larger and placed by a scale."""
    drawn = tuple(_scaled(shape, 1 / scale) for shape in shapes)
    painted = Painted(f"part-{hash(drawn)}", Size(SIDE / scale, SIDE / scale), pack_shapes(drawn), (0.0, 0.0))
    part = PaintedAt(painted, Matrix(scale, 0, 0, scale))
    figure = FigureAt(Rect(0, 0, SIDE, SIDE), (part,), 0, turns=True)
    page = PlacedPage(0, "", Size(SIDE, SIDE), 0.0, (figure,), (Element("Figure", alt="Lines"),), varies=False)
    edition = Edition("screen", make_palette(sources.theme, "screen", ink), sources.screen, None)
    metadata = Metadata("Lines", "en", date(2026, 11, 25), ("Lines",))
    return assemble(finish_for_screen(Placed((page,), ())), sources.art, edition, metadata)


def _scaled(shape: Shape, by: float) -> Shape:
    segments = tuple((verb, *(float(number) * by for number in numbers)) for verb, *numbers in shape.path.segments)
    path = Outline(segments)
    return Shape(path, shape.fill, shape.stroke, shape.stroke_width * by, shape.round, shape.dash, shape.even_odd)


def seen(data: bytes) -> np.ndarray:
    """Return how dark each pixel of a page is, from 0 to 1, as PDFium draws it."""
    bitmap = pypdfium2.PdfDocument(BytesIO(data))[0].render(scale=DPI / 72)
    return 1 - np.asarray(bitmap.to_pil().convert("L"), float) / 255


def inside(dark: np.ndarray) -> float:
    """Return how much of the area is covered, its outline left aside."""
    scale = dark.shape[0] / SIDE
    low, high = round((BOX.x + mm(1.5)) * scale), round((BOX.right - mm(1.5)) * scale)
    return float(dark[low:high, low:high].mean())


@pytest.mark.parametrize("ink", COVERED)
@pytest.mark.parametrize("scale", [1.0, 0.1, 12.7])
def test_an_ink_covers_as_much_as_its_lines_at_any_scale(ink: str, scale: float, sources: Sources) -> None:
    found = inside(seen(made(sources, area(ink), scale=scale)))
    assert found == pytest.approx(COVERED[ink], abs=0.025)


def test_lines_keep_their_distance_however_large_a_part_is_drawn(sources: Sources) -> None:
    for scale in (1.0, 0.08, 20.0):
        dark = seen(made(sources, area("mint"), scale=scale))
        column = dark[:, dark.shape[1] // 2] > 0.5
        starts = np.flatnonzero(column[1:] & ~column[:-1])
        apart = np.diff(starts) / DPI * 25.4
        assert np.median(apart) == pytest.approx(3, rel=0.13)


@pytest.mark.slow
def test_nothing_is_drawn_outside_an_area(sources: Sources) -> None:
    triangle = Outline((("m", BOX.x, BOX.y), ("l", BOX.right, BOX.y), ("l", BOX.x, BOX.top), ("h",)))
    for ink in COVERED:
        dark = seen(made(sources, Shape(triangle, ink, None, 0.0, False, (), False)))
        row, column = np.indices(dark.shape) / DPI * 72
        beyond = column + (SIDE - row) > BOX.x + BOX.top + mm(0.6)
        assert dark[beyond].max() == 0


def test_an_area_has_an_outline_and_a_small_one_a_finer_one(sources: Sources) -> None:
    large = seen(made(sources, area("oat")))
    small = seen(made(sources, area("oat", Rect(mm(5), mm(5), mm(9), mm(9)))))
    middle = large.shape[0] // 2
    assert large[middle].sum() / DPI * 25.4 == pytest.approx(2 * 0.3, abs=0.06)
    assert small[round((SIDE - mm(9)) * DPI / 72)].sum() / DPI * 25.4 == pytest.approx(2 * 0.18, abs=0.06)


def test_an_outline_of_its_own_stays_as_heavy_as_it_is(sources: Sources) -> None:
    dark = seen(made(sources, area("oat", stroke="night")))
    assert dark[dark.shape[0] // 2].sum() / DPI * 25.4 == pytest.approx(2 * 0.5, abs=0.06)


def test_help_has_two_outlines_where_it_has_no_colour(sources: Sources) -> None:
    dark = seen(made(sources, area("sun")))
    line = dark[dark.shape[0] // 2] > 0.5
    assert np.count_nonzero(line[1:] & ~line[:-1]) == 4
    narrow = seen(made(sources, area("sun", Rect(mm(5), mm(5), mm(30), mm(6)))))
    line = narrow[:, narrow.shape[1] // 2] > 0.5
    assert np.count_nonzero(line[1:] & ~line[:-1]) == 2


def test_a_night_sky_is_white_and_its_stars_are_outlines(sources: Sources) -> None:
    sky, star = Rect(0, 0, SIDE, SIDE), Rect(mm(20), mm(20), mm(6), mm(6))
    open_sky, solid = seen(made(sources, area("night", sky), area("white", star))), seen(made(sources, area("night")))
    assert open_sky.mean() < 0.1
    row = open_sky[round((SIDE - mm(23)) * DPI / 72)]
    assert row[round(mm(18) * DPI / 72) : round(mm(28) * DPI / 72)].sum() > 0
    assert inside(solid) == 1


def test_hair_and_outlines_are_never_a_sky(sources: Sources) -> None:
    fillings = find_fillings(sources.theme, "screen", "grey")
    outer, inner = rectangle(Rect(0, 0, mm(60), mm(60))), rectangle(Rect(mm(1), mm(1), mm(58), mm(58)))
    turned = tuple(reversed([segment for segment in inner.segments if segment[0] != "h"]))
    hole = (("m", *turned[0][1:]), *(("l", *segment[1:]) for segment in turned[1:]), ("h",))
    rim = Outline((*outer.segments, *hole))
    assert measure_area(rim) == pytest.approx(mm(60) ** 2 - mm(58) ** 2)
    for path, is_sky in ((outer, True), (rim, False)):
        shape = Shape(path, "night", None, 0.0, False, (), False)
        assert (fill_shape(shape, 1.0, fillings) is not None) is is_sky


def test_where_ink_is_spared_a_small_sun_is_sun_and_in_black_alone_it_is_not(sources: Sources) -> None:
    sun = area("sun")
    assert fill_shape(sun, 1.0, find_fillings(sources.theme, "press", "low-ink")) is None
    assert fill_shape(sun, 1.0, find_fillings(sources.theme, "press", "grey")) is not None
    assert fill_shape(sun, 2.0, find_fillings(sources.theme, "press", "low-ink")) is not None


def test_an_office_in_colour_fills_what_is_too_dark_for_it(sources: Sources) -> None:
    fillings = find_fillings(sources.theme, "office", "colour")
    assert fill_shape(area("lilac"), 1.0, fillings) is None
    assert fill_shape(area("lilac"), 3.0, fillings) is not None
    assert not find_fillings(sources.theme, "press", "colour").inks


def test_a_light_line_is_seen_on_white_and_a_dark_one_is_black(sources: Sources) -> None:
    road = Outline((("m", mm(5), mm(20)), ("l", mm(35), mm(20))))
    for ink, wide, expected in (("sun", 6, 2 * 0.2), ("oat", 6, 2 * 0.2), ("tide", 1, 1.0)):
        dark = seen(made(sources, Shape(road, None, ink, mm(wide), False, (), False)))
        assert dark[:, dark.shape[1] // 2].sum() / DPI * 25.4 == pytest.approx(expected, abs=0.05), ink


@pytest.mark.slow
@pytest.mark.parametrize("ink", ["grey", "low-ink"])
def test_areas_that_touch_are_told_apart_on_a_copy_of_a_copy(ink: str, sources: Sources) -> None:
    """Two areas side by side without outlines of their own: a line stands where they meet, or one is dark."""
    left, right = Rect(0, 0, SIDE / 2, SIDE), Rect(SIDE / 2, 0, SIDE / 2, SIDE)
    hair = {"ginger", "chestnut", "night"}  # solid; heads have an outline of their own
    pairs = (pair for pair in combinations(sources.theme.fillings, 2) if not {*pair} <= hair)
    for one, other in pairs:
        data = made(sources, area(one, left), area(other, right), ink=ink)
        picture = pypdfium2.PdfDocument(BytesIO(data))[0].render(scale=300 / 72).to_pil().convert("RGB")
        copy = copied_again(np.asarray(picture))
        middle = copy.shape[1] // 2
        line = copy[20:-20, middle - 8 : middle + 8]
        assert line.any(axis=1).all() and not line.all(), (one, other)


def test_pictures_of_nearly_one_scale_are_drawn_once() -> None:
    assert find_step(0.1) == find_step(0.107) != find_step(0.2)
    for scale in (0.03, 0.5, 7.0):
        assert scale_of(find_step(scale)) == pytest.approx(scale, rel=0.13)


READERS = {
    "gs": ["gs", "-q", "-dSAFER", "-o", "{out}.png", "-sDEVICE=pnggray", "-dGraphicsAlphaBits=4", f"-r{DPI}", "{pdf}"],
    "mutool": ["mutool", "draw", "-q", "-c", "gray", "-r", str(DPI), "-o", "{out}.png", "{pdf}"],
    "pdftotext": ["pdftoppm", "-gray", "-r", str(DPI), "-png", "-singlefile", "{pdf}", "{out}"],
}


@pytest.mark.slow
@pytest.mark.parametrize("program", [pytest.param(name, marks=needs(name)) for name in READERS])
def test_every_reader_draws_the_same_lines_and_dots(program: str, sources: Sources, tmp_path: Path) -> None:
    for ink, covered in COVERED.items():
        pdf = tmp_path / f"{ink}.pdf"
        pdf.write_bytes(made(sources, area(ink), scale=0.1))
        command = [part.format(pdf=pdf, out=tmp_path / ink) for part in READERS[program]]
        subprocess.run(command, check=True, capture_output=True)
        dark = 1 - np.asarray(Image.open(tmp_path / f"{ink}.png").convert("L"), float) / 255
        assert inside(dark) == pytest.approx(covered, abs=0.03), ink
