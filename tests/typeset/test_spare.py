"""Sparing ink: large areas become outlines, and every word can still be read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from booklet.geometry import Path, Rect, Size, mm
from booklet.look.layout import luminance
from booklet.make.build import check
from booklet.make.planning import Wanted, plan_jobs
from booklet.pdf.draw.palette import make_palette
from booklet.scenes.stage import stage
from booklet.sources.load import Sources
from booklet.text.compose import set_line
from booklet.text.fonts import Font, Setting
from booklet.text.itemise import TextStyle
from booklet.typeset.placed import (
    ArtAt,
    Clipped,
    Component,
    FigureAt,
    Fill,
    Form,
    Group,
    Item,
    PaintedAt,
    PlacedPage,
    Stroke,
    TextAt,
    texts_of,
)
from booklet.typeset.shapes import rectangle
from booklet.typeset.spare import LARGE, spare_form, spare_page

MADE = date(2026, 11, 25)
A5 = Size(mm(148), mm(210))
NUNITO = Font("fontpkg_nunito/files/Nunito[wght].ttf", 500)
BODY = TextStyle((NUNITO,), (NUNITO,), size=12, leading=17, ink="black")
BLANK = frozenset({"white", "oat"})


def page(*items: Item) -> PlacedPage:
    return PlacedPage(0, "topic", A5, mm(3), items, (), varies=False)


def area(x: float, y: float, width: float, height: float, ink: str) -> Fill:
    return Fill(rectangle(Rect(mm(x), mm(y), mm(width), mm(height))), ink)


def text(x: float, y: float, ink: str) -> TextAt:
    line = set_line("word", replace(BODY, ink=ink), Setting("ltr", "Latn", "en"))
    return TextAt(mm(x), mm(y), line, 0)


def spared(sources: Sources, *items: Item) -> tuple[Item, ...]:
    return spare_page(page(*items), sources.theme, BLANK).items


def inks(items: tuple[Item, ...]) -> list[str]:
    return [run.ink for found in texts_of(items) for run in found.line.runs]


def test_a_ground_of_a_whole_page_is_gone_and_its_words_are_dark(sources: Sources) -> None:
    found = spared(
        sources, area(-3, -3, 154, 216, "night"), text(20, 20, "white"), text(20, 40, "sun"), text(20, 60, "oat")
    )
    assert not any(isinstance(item, Fill | Stroke) for item in found)
    assert inks(found) == ["black", "night", "black"]


def test_a_large_panel_is_an_outline_and_a_small_one_stays(sources: Sources) -> None:
    large, small = area(10, 100, 100, 40, "lilac"), area(10, 20, 40, 10, "lilac")
    found = spared(sources, large, text(20, 120, "black"), small, text(20, 24, "black"))
    assert found[0] == Fill(large.path, "white")
    assert isinstance(found[1], Stroke) and found[1].path == large.path
    assert small in found
    assert inks(found) == ["black", "black"]


def test_what_stands_on_a_small_dark_area_stays_light(sources: Sources) -> None:
    items = (area(10, 20, 40, 10, "night"), text(20, 24, "sun"), ArtAt("sun", Rect(mm(20), mm(22), 9, 9), "sun"))
    assert spared(sources, *items) == items


def test_how_dark_an_ink_is_decides_how_large_it_may_be(sources: Sources) -> None:
    for ink, is_spared in (("night", True), ("coral", False), ("sun", False)):
        item = area(20, 20, 50, 20, ink)
        assert (spared(sources, item) != (item,)) is is_spared


def test_a_drawing_on_a_spared_ground_is_dark(sources: Sources) -> None:
    found = spared(sources, area(-3, -3, 154, 216, "night"), ArtAt("sun", Rect(mm(20), mm(22), 9, 9), "sun"))
    assert [item.ink for item in found if isinstance(item, ArtAt)] == ["night"]


def test_a_tile_that_was_seen_on_its_ground_is_still_seen(sources: Sources) -> None:
    """White on Sun, and neither is left: the tile is an outline; white on white was never seen."""
    tile = area(20, 20, 30, 20, "white")
    found = spared(sources, area(-3, -3, 154, 216, "sun"), tile)
    assert [type(item) for item in found] == [Fill, Stroke]
    assert spared(sources, tile) == ()


def test_an_area_too_light_for_the_printer_is_an_outline_whatever_its_size(sources: Sources) -> None:
    found = spared(sources, area(20, 20, 30, 20, "oat"))
    assert [type(item) for item in found] == [Fill, Stroke]


def test_a_white_tile_on_an_area_that_stays_needs_no_outline(sources: Sources) -> None:
    items = (area(10, 20, 40, 10, "night"), area(12, 21, 10, 5, "white"))
    assert spared(sources, *items) == items


def test_only_the_part_on_the_page_counts(sources: Sources) -> None:
    strip = area(100, 10, 1000, 12, "night")
    assert mm(1000) * mm(12) > LARGE > mm(48) * mm(12)
    assert spared(sources, strip) == (strip,)


def test_groups_and_clips_are_walked_with_their_offsets_and_figures_stay(sources: Sources) -> None:
    code = FigureAt(Rect(0, 0, mm(30), mm(30)), (area(0, 0, 30, 30, "black"),), 0)
    inner = Group(mm(10), mm(100), 2, (area(0, 0, 100, 40, "night"), text(5, 5, "white"), code))
    clip = Path(rectangle(Rect(0, 0, 400, 600)).segments)
    (group, clipped) = spared(sources, inner, Clipped(clip, (area(0, 0, 148, 60, "coral"),)))
    assert isinstance(group, Group) and (group.dx, group.dy, group.first) == (mm(10), mm(100), 2)
    assert inks(group.items) == ["black"]
    assert code in group.items
    assert isinstance(clipped, Clipped) and [type(item) for item in clipped.items] == [Fill, Stroke]


def test_a_form_keeps_an_outline_where_its_ground_was(sources: Sources) -> None:
    ground = Fill(rectangle(Rect(0, -mm(44), mm(117), mm(44))), "sun")
    form = spare_form(Form("card", Component(mm(117), mm(44), (ground, text(5, -20, "night")))), sources.theme, BLANK)
    assert [type(item) for item in form.component.items] == [Fill, Stroke, TextAt]
    assert form.component.height == mm(44)


# Real pages


def grounds(
    items: tuple[Item, ...], dx: float = 0, dy: float = 0
) -> Iterator[tuple[Rect, str] | tuple[TextAt, float, float]]:
    for item in items:
        if isinstance(item, Group):
            yield from grounds(item.items, dx + item.dx, dy + item.dy)
        elif isinstance(item, Clipped) or (isinstance(item, FigureAt) and item.turns):
            yield from grounds(item.items, dx, dy)
        elif isinstance(item, Fill):
            yield item.path.bounds.moved(dx, dy), item.ink
        elif isinstance(item, TextAt) and item.line.runs:
            yield item, item.x + dx + item.line.runs[0].x + 0.5, item.y + dy + 2


@pytest.mark.slow
@pytest.mark.parametrize("band", ["14-17", "10-13"])
@pytest.mark.parametrize("ink", ["colour", "grey"])
@pytest.mark.parametrize("product", ["booklet", "poster", "card"])
def test_every_word_of_our_pages_can_be_read_and_no_large_area_is_left(
    product: str, ink: str, band: str, sources: Sources
) -> None:
    theme = sources.theme
    blank = make_palette(theme, "office", ink).blank
    light = {
        name: luminance(found.srgb) if ink == "colour" else luminance((1 - found.grey,) * 3)
        for name, found in theme.inks.items()
    }
    light |= dict.fromkeys(blank, 1.0)
    words = 0
    for document in check(plan_jobs(Wanted((product,), bands=(band,), editions=("office",)), sources), sources, MADE):
        for placed in document.placed.pages:
            areas = [(Rect(-999, -999, 9999, 9999), "white")]
            for found in grounds(spare_page(placed, theme, blank).items):
                if isinstance(found[0], Rect):
                    box, name = found[0], str(found[1])
                    areas.append((box, name))
                    assert name in blank or box.width * box.height * theme.inks[name].grey < 1.6 * LARGE
                    continue
                item, x, y = found
                ground = next(
                    name for box, name in reversed(areas) if box.x <= x <= box.right and box.y <= y <= box.top
                )
                for run in item.line.runs:
                    words += 1
                    high, low = sorted((light[run.ink], light[ground]), reverse=True)
                    assert (high + 0.05) / (low + 0.05) >= 4.5, (placed.topic, item.line.text, run.ink, ground)
    assert words > 20


def test_sparing_changes_neither_words_nor_places(sources: Sources) -> None:
    (document,) = check(plan_jobs(Wanted(("booklet",), editions=("office",)), sources), sources, MADE)
    for placed in document.placed.pages:
        found = spare_page(placed, sources.theme, BLANK)
        before, after = list(texts_of(placed.items)), list(texts_of(found.items))
        assert [(item.x, item.y, item.line.text, item.element) for item in before] == [
            (item.x, item.y, item.line.text, item.element) for item in after
        ]
        assert found.elements == placed.elements


def test_white_signs_on_a_picture_stay_and_words_on_it_keep_their_ink(sources: Sources) -> None:
    scene = sources.scene("call")
    items = tuple(PaintedAt(*staged) for staged in stage(scene.panels[0], scene.line))
    sign = area(40, 40, 60, 20, "white")
    found = spared(sources, Clipped(rectangle(Rect(0, 0, *A5)), items), sign, text(50, 50, "black"))
    assert found[1] == sign
    assert inks(found) == ["black"]
