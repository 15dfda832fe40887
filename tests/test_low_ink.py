"""Low ink: what is saved, by the plates Ghostscript separates; what is left can be read, and says the same."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from itertools import product as product_of
from pathlib import Path

import pytest
from PIL import ImageStat
from programs import needs
from test_separations import Sheet, separated

from booklet.check.preflight.check import examine
from booklet.check.preflight.limits import limits_of
from booklet.errors import Severity
from booklet.geometry import Rect, mm
from booklet.jobs import PRODUCTS, usual_printer
from booklet.look.layout import luminance
from booklet.make.build import check
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.pdf.draw.palette import make_palette
from booklet.sheets.finish import spare_ink
from booklet.sources.load import Sources
from booklet.typeset.placed import Clipped, FigureAt, Fill, Group, Item, TextAt
from booklet.values import replace

MADE = date(2026, 11, 25)


def documents(
    sources: Sources, product: str, ink: str, edition: str = "press", **axes: tuple[str, ...]
) -> list[Document]:
    wanted = replace(Wanted((product,), editions=(edition,), inks=(ink,)), **axes)
    return check(plan_jobs(wanted, sources), sources, MADE)


def laid_down_by_ink(sheets: list[Sheet]) -> list[float]:
    """Return the ink of each plate of all pages, in percent of a full plate."""
    plates = zip(*(sheet.inside() for sheet in sheets), strict=True)
    return [sum(float(ImageStat.Stat(plate).mean[0]) for plate in kind) / 2.55 for kind in plates]


def laid_down(sheet: Sheet) -> float:
    """Return the ink inside the bleed, all plates together, in percent of one full plate."""
    return sum(float(ImageStat.Stat(plate).mean[0]) for plate in sheet.inside()) / 2.55


@pytest.mark.slow
@needs("gs")
@pytest.mark.parametrize("band", ["14-17", "10-13"])
def test_ink_is_saved_on_cover_and_openers_and_more_than_half_in_all(
    band: str, sources: Sources, tmp_path: Path
) -> None:
    found, plates = [], []
    for ink in ("colour", "low-ink"):
        (document,) = documents(sources, "booklet", ink, bands=(band,))
        (tmp_path / ink).mkdir()
        sheets = separated(draw(document, sources, MADE), tmp_path / ink, margin=mm(10))
        found.append([laid_down(sheet) for sheet in sheets])
        plates.append(laid_down_by_ink(sheets))
    full, low = found
    for ours, whole in zip(plates[1][:3], plates[0][:3], strict=True):
        assert ours < 0.35 * whole, "lines and dots are black"
    assert plates[1][3] < 18 * len(low), "black has words and outlines as before, and lines"
    for number, plan in enumerate(document.layout.pages):
        if plan.master in {"cover", "opener", "help-now", "back-cover"}:
            assert low[number] < 0.55 * full[number], (plan.place, low[number], full[number])  # words are as black
        assert low[number] < 1.01 * full[number]
    assert sum(low) < 0.4 * sum(full)


@pytest.mark.slow
@needs("gs")
@pytest.mark.parametrize("product", ["poster", "card"])
def test_posters_and_fronts_of_cards_save_ink_too(product: str, sources: Sources, tmp_path: Path) -> None:
    totals = []
    for ink in ("colour", "low-ink"):
        total = 0.0
        for place, document in enumerate(documents(sources, product, ink)):
            folder = tmp_path / f"{ink}-{place}"
            folder.mkdir()
            total += laid_down(separated(draw(document, sources, MADE), folder, margin=mm(10))[0])
        totals.append(total)
    assert totals[1] < 0.5 * totals[0]


def walk(items: tuple[Item, ...], dx: float = 0, dy: float = 0) -> Iterator[tuple[Item, float, float]]:
    for item in items:
        if isinstance(item, Group):
            yield from walk(item.items, dx + item.dx, dy + item.dy)
        elif isinstance(item, Clipped) or (isinstance(item, FigureAt) and item.turns):
            yield from walk(item.items, dx, dy)
        else:
            yield item, dx, dy


@pytest.mark.slow
@pytest.mark.parametrize("band", ["14-17", "10-13"])
@pytest.mark.parametrize("product", PRODUCTS)
def test_every_word_can_be_read_on_what_it_stands_on(product: str, band: str, sources: Sources) -> None:
    theme, palette = sources.theme, make_palette(sources.theme, "press", "low-ink")
    light = {name: luminance(theme.inks[ink.low or name].srgb) for name, ink in theme.inks.items()}
    words = 0
    for document in documents(sources, product, "low-ink", bands=(band,), countries=("KE",)):
        placed = spare_ink(document.placed, theme, palette.blank, palette.fillings, is_low=True)
        drawn = [page.items for page in placed.pages] + [form.component.items for form in placed.forms]
        for items in drawn:
            areas = [(Rect(-9999, -9999, 99999, 99999), "white")]
            for item, dx, dy in walk(items):
                if isinstance(item, Fill):
                    box = item.path.bounds.moved(dx, dy)
                    areas.append((box, item.ink))
                    if item.ink in theme.low_ink:
                        shown = min(box.width, document.layout.trim.width) * box.height
                        assert shown < 1.2 * theme.low_ink[item.ink]
                if not (isinstance(item, TextAt) and item.line.runs):
                    continue
                x, y = item.x + dx + item.line.runs[0].x + 0.5, item.y + dy + 2
                ground = next(ink for box, ink in reversed(areas) if box.x <= x <= box.right and box.y <= y <= box.top)
                for run in item.line.runs:
                    words += 1
                    high, low = sorted((light[run.ink], light[ground]), reverse=True)
                    assert (high + 0.05) / (low + 0.05) >= 4.5, (item.line.text, run.ink, ground)
    assert words > 20


COUNTRIES, EDITIONS = ("001", "KE", "EG", "TH"), ("press", "screen", "office")

PAIRED = [
    (product, EDITIONS[(place + turn) % len(EDITIONS)], country)
    for turn, product in enumerate(PRODUCTS)
    for place, country in enumerate(COUNTRIES)
]
"""Every pair of a product and an edition, a product and a country, an edition and a country."""


def test_every_pair_of_a_product_an_edition_and_a_country_is_there() -> None:
    for one, other in combinations(range(3), 2):
        axes = (PRODUCTS, EDITIONS, COUNTRIES)
        assert {(axis[one], axis[other]) for axis in PAIRED} == set(product_of(axes[one], axes[other]))


@pytest.mark.slow
@pytest.mark.parametrize(("product", "edition", "country"), PAIRED)
def test_every_edition_says_the_same_with_little_ink(
    product: str, edition: str, country: str, sources: Sources
) -> None:
    axes = {"locales": ("en",), "countries": (country,), "bands": sources.guide.bands}
    for document in documents(sources, product, "low-ink", edition, **axes)[:4]:
        assert document.job.printer == usual_printer(edition, "colour", country)
        data = draw(document, sources, MADE)
        record = prove(document, data, sources, MADE)
        assert record.pages == len(document.placed.pages) and record.codes >= (product != "card")
        assert data != draw(replace(document, job=replace(document.job, ink="colour")), sources, MADE)


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "en-XA", "ar-XB", "th-XC"])
@pytest.mark.parametrize("product", PRODUCTS)
def test_a_print_shop_finds_no_fault_that_the_edition_in_colour_has_not(
    product: str, locale: str, sources: Sources
) -> None:
    found = []
    for ink in ("colour", "low-ink"):
        document = replace(documents(sources, product, ink, locales=(locale,), countries=("EG",))[0], proof=None)
        limits = limits_of(sources.printer(document.job.printer))
        hits = examine(draw(document, sources, MADE), limits).hits
        found.append({(hit.rule.code, hit.what, hit.page) for hit in hits if hit.severity is not Severity.NOTE})
    assert found[1] <= found[0]
