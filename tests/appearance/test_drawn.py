"""What is drawn on covers, posters and cards, where no words tell of it."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from rendered import MADE, documents

from booklet.geometry import Rect, mm
from booklet.make.build import open_sources
from booklet.make.document import Document
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.typeset.placed import ArtAt, Clipped, Fill, Group, Item, PlacedPage, TextAt

Drawn = tuple[Item, Rect]


def document(product: str, item: str = "", locale: str = "en") -> Document:
    """Return a product for ages 14-17."""
    found = (each for each in documents("001", "colour", locale, (product,)) if each.job.band == "14-17")
    return next(each for each in found if (each.job.product, each.job.item) == (product, item))


def tiled_cover(folder: Path) -> PlacedPage:
    """Return the cover of a booklet in a size for which none is drawn: a partner's."""
    layout = folder / "layouts" / "booklet-wide.yaml"
    layout.parent.mkdir()
    layout.write_text("extends: booklet-a5\ntrim-name: wide\ntrim: 176 x 210\n", encoding="utf-8")
    asked = Wanted(("booklet",), ("en",), ("001",), ("14-17",), ("screen",), layouts=("booklet-wide",))
    mine = open_sources(folder)
    return place(plan_jobs(asked, mine)[0], mine, MADE, MADE).placed.pages[0]


def drawn(page: PlacedPage) -> list[Drawn]:
    """Return everything on a page in painting order with the box it fills, clips left aside."""
    return list(_drawn(page.items, 0, 0))


def _drawn(items: tuple[Item, ...], dx: float, dy: float) -> Iterator[Drawn]:
    for item in items:
        if isinstance(item, Group):
            yield from _drawn(item.items, dx + item.dx, dy + item.dy)
        elif isinstance(item, Clipped):
            yield from _drawn(item.items, dx, dy)
        elif isinstance(item, ArtAt):
            yield item, item.box.moved(dx, dy)
        elif isinstance(item, Fill):
            yield item, item.path.bounds.moved(dx, dy)
        elif isinstance(item, TextAt):
            run = item.line.runs[0]
            yield item, Rect(item.x + dx, item.y + dy - 0.25 * run.size, item.line.width, run.size)


def named(page: PlacedPage, name: str) -> list[Rect]:
    """Return the boxes of a drawing."""
    return [box for item, box in drawn(page) if isinstance(item, ArtAt) and item.name == name]


def filled(page: PlacedPage, ink: str) -> list[Rect]:
    """Return the boxes of areas in an ink."""
    return [box for item, box in drawn(page) if isinstance(item, Fill) and item.ink == ink]


def holds(outer: Rect, inner: Rect) -> bool:
    return outer.x <= inner.x and outer.right >= inner.right and outer.y <= inner.y and outer.top >= inner.top


@pytest.mark.slow
def test_tiles_of_the_cover_are_square_and_outer_ones_reach_the_bleed(tmp_path: Path) -> None:
    cover = tiled_cover(tmp_path)
    tile = cover.trim.width / 4
    (inner,), (left,), (right,) = (named(cover, f"tile-{name}") for name in ("typing", "bubble", "phone"))
    assert (inner.width, inner.height) == pytest.approx((tile, tile))
    assert (left.right, left.height) == pytest.approx((tile, tile))
    assert (right.x, right.height) == pytest.approx((3 * tile, tile))
    assert left.x <= -mm(5)
    assert right.right >= cover.trim.width + mm(5)


@pytest.mark.slow
def test_grounds_of_tiles_lap_below_the_next(tmp_path: Path) -> None:
    cover = tiled_cover(tmp_path)
    row = [box for item, box in drawn(cover) if isinstance(item, Fill) and box.height > cover.trim.width / 4][:4]
    assert [box.width for box in row] != []
    assert all(before.right > after.x for before, after in pairwise(row))


@pytest.mark.slow
def test_a_friend_says_what_stands_in_the_bubble() -> None:
    front = document("card", "c5").placed.pages[0]
    (bubble,) = filled(front, "white")
    said = [box for item, box in drawn(front) if isinstance(item, TextAt)][1:]
    assert len(said) > 1
    assert all(holds(bubble, box) for box in said)
    assert all(
        face.top < bubble.y for face in (*named(front, "cast-maya-mint-kind"), *named(front, "cast-kofi-coral-kind"))
    )


@pytest.mark.slow
def test_what_to_do_has_ticks_and_what_not_to_do_has_crosses() -> None:
    back = document("card", "c8").placed.pages[1]
    assert (len(named(back, "icon-check-circle")), len(named(back, "icon-x-circle"))) == (3, 3)
    assert len(named(document("card", "c7").placed.pages[0], "icon-check-circle")) == 5
    assert named(document("card", "c4").placed.pages[0], "icon-check-circle") == []


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "en-XA", "ar-XB", "th-XC"])
def test_no_headline_stands_on_the_sun(locale: str) -> None:
    page = document("poster", "p1", locale).placed.pages[0]
    sun = max(filled(page, "sun"), key=lambda box: box.width)
    title = [box for item, box in drawn(page) if isinstance(item, TextAt) and item.line.runs[0].size > 60]
    assert title
    assert min(box.y for box in title) >= sun.top - mm(2)
