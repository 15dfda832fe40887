"""Sparing ink: large areas become outlines, and every word can still be read."""

from collections.abc import Iterator
from datetime import date

import pytest

from booklet.art.drawing import Shape
from booklet.art.transform import Matrix
from booklet.geometry import Path, Rect, Size, intersect, mm
from booklet.look.fillings import LARGE, fill_shape
from booklet.look.layout import luminance
from booklet.make.build import check
from booklet.make.planning import Wanted, plan_jobs
from booklet.pdf.draw.palette import make_palette
from booklet.scenes.figure import place_box
from booklet.scenes.paint import Painted, pack_shapes
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
from booklet.typeset.spare import spare_form, spare_page
from booklet.values import replace

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


def test_a_form_that_is_spared_twice_stays_white_as_it_may_stand_on_a_picture(sources: Sources) -> None:
    ground = Fill(rectangle(Rect(0, -mm(14), mm(151), mm(14))), "sun")
    once = spare_form(Form("strip", Component(mm(151), mm(14), (ground,))), sources.theme, BLANK, is_low=True)
    assert [type(item) for item in once.component.items] == [Fill, Stroke]
    assert spare_form(once, sources.theme, BLANK) == once


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
    theme, palette = sources.theme, make_palette(sources.theme, "office", ink)
    blank = palette.blank
    light = {
        name: luminance(found.srgb) if ink == "colour" else luminance((1 - found.grey,) * 3)
        for name, found in theme.inks.items()
    }
    light |= dict.fromkeys(blank, 1.0)
    words = 0
    for document in check(plan_jobs(Wanted((product,), bands=(band,), editions=("office",)), sources), sources, MADE):
        for placed in document.placed.pages:
            areas = [(Rect(-999, -999, 9999, 9999), "white")]
            for found in grounds(spare_page(placed, theme, blank, palette.fillings).items):
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


# Pictures with lines for colours, and black alone


def flat(ink: str, box: Rect) -> Painted:
    """Return a painted area, in points."""
    shape = Shape(rectangle(box), ink, None, 0.0, False, (), False)
    return Painted(f"part-{hash(shape)}", A5, pack_shapes((shape,)), (0.0, 0.0))


def picture(*parts: Painted) -> Clipped:
    return Clipped(rectangle(Rect(0, 0, *A5)), tuple(PaintedAt(part, Matrix()) for part in parts))


def spared_in(ink: str, sources: Sources, *items: Item) -> tuple[Item, ...]:
    palette = make_palette(sources.theme, "screen", ink)
    return spare_page(page(*items), sources.theme, palette.blank, palette.fillings, is_low=True).items


SKY, CLOUD = flat("mint", Rect(0, 0, *A5)), flat("white", Rect(mm(18), mm(21), mm(20), mm(8)))
NIGHT = flat("night", Rect(0, 0, *A5))


@pytest.mark.parametrize("ink", ["grey", "low-ink"])
def test_words_on_lines_stand_on_white_that_covers_nothing_drawn_later(ink: str, sources: Sources) -> None:
    (found, words) = spared_in(ink, sources, picture(SKY, CLOUD), text(20, 30, "night"))
    assert isinstance(found, Clipped) and [type(item) for item in found.items] == [PaintedAt, Fill, PaintedAt]
    white = found.items[1]
    assert isinstance(white, Fill) and white.ink == "white"
    box = white.path.bounds
    assert box.x == pytest.approx(mm(18)) and box.y < mm(28) and box.top > mm(32)
    assert isinstance(words, TextAt) and words.line.runs[0].ink == "night"


def test_words_on_a_picture_without_lines_below_them_need_no_white(sources: Sources) -> None:
    items = (picture(flat("mint", Rect(0, 0, mm(50), mm(50))), flat("oat", Rect(0, 0, *A5))), text(80, 80, "black"))
    assert spared_in("grey", sources, *items) == items


def test_words_on_a_picture_over_another_have_white_in_the_one_with_lines(sources: Sources) -> None:
    (sky, people, words) = spared_in("grey", sources, picture(SKY), picture(CLOUD), text(60, 60, "night"))
    assert isinstance(sky, Clipped) and [type(item) for item in sky.items] == [PaintedAt, Fill]
    assert isinstance(people, Clipped) and [type(item) for item in people.items] == [PaintedAt]
    assert isinstance(words, TextAt)


def test_words_across_the_outline_of_something_white_stand_on_white(sources: Sources) -> None:
    table = flat("oat", Rect(mm(22), 0, mm(60), mm(60)))
    (across, _) = spared_in("grey", sources, picture(table), text(20, 30, "night"))
    assert isinstance(across, Clipped) and isinstance(across.items[-1], Fill)
    (inside, _) = spared_in("grey", sources, picture(table), text(30, 30, "night"))
    assert isinstance(inside, Clipped) and len(inside.items) == 1


def test_light_words_on_a_night_that_is_white_now_are_black(sources: Sources) -> None:
    (found, words) = spared_in("grey", sources, picture(NIGHT), text(20, 20, "white"))
    assert isinstance(found, Clipped) and isinstance(found.items[-1], Fill)
    assert isinstance(words, TextAt) and words.line.runs[0].ink == "black"


def test_a_box_on_a_picture_whose_ink_is_spared_has_an_outline(sources: Sources) -> None:
    found = spared_in("grey", sources, picture(SKY), area(20, 20, 30, 20, "lilac"), text(22, 24, "black"))
    assert [type(item) for item in found] == [Clipped, Fill, Stroke, TextAt]
    assert isinstance(found[0], Clipped) and len(found[0].items) == 1, "the words stand on a box, not on lines"


def test_sheets_for_an_office_are_spared_twice_and_words_get_white_once(sources: Sources) -> None:
    palette = make_palette(sources.theme, "office", "grey")
    once = spare_page(
        page(picture(SKY), text(20, 30, "night")), sources.theme, palette.blank, palette.fillings, is_low=True
    )
    assert spare_page(once, sources.theme, palette.blank, palette.fillings) == once


@pytest.mark.parametrize(("ink", "is_black"), [("tide", True), ("coral", False), ("lilac", False), ("sun", False)])
def test_where_black_is_alone_small_areas_and_words_are_black_or_white(
    ink: str, is_black: bool, sources: Sources
) -> None:
    found = spared_in(
        "grey", sources, area(20, 20, 10, 10, ink), text(60, 20, ink), ArtAt("sun", Rect(9, 9, 9, 9), ink)
    )
    assert isinstance(found[0], Fill) and found[0].ink == ("night" if is_black else "white")
    assert all(run in {"night", "black"} for run in inks(found)), "words on paper can be read"
    assert next(item.ink for item in found if isinstance(item, ArtAt)) in {"night", "black"}


def test_help_has_two_outlines_on_pages_in_black_alone(sources: Sources) -> None:
    found = spared_in("grey", sources, area(20, 20, 60, 30, "sun"))
    assert [type(item) for item in found] == [Fill, Clipped, Stroke]
    assert isinstance(found[1], Clipped) and [item.ink for item in found[1].items if isinstance(item, Stroke)] == [
        *("night", "white")
    ]
    strip = spared_in("grey", sources, area(20, 20, 60, 20, "sun"))
    assert [type(item) for item in strip] == [Fill, Stroke]


def test_the_tail_of_a_bubble_is_as_white_as_the_bubble(sources: Sources) -> None:
    bubble, tail = area(20, 50, 60, 20, "tide"), area(40, 45, 5, 5.2, "tide")
    far = area(20, 20, 5, 5, "tide")
    found = spared_in("grey", sources, bubble, tail, far)
    assert [item.ink for item in found if isinstance(item, Fill)] == ["white", "white", "night"]
    assert len([item for item in found if isinstance(item, Stroke)]) == 1, "a tail is open to its bubble"


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("band", ["14-17", "10-13"])
@pytest.mark.parametrize("ink", ["grey", "low-ink"])
def test_no_word_of_a_drawn_page_stands_on_lines(ink: str, band: str, locale: str, sources: Sources) -> None:
    palette = make_palette(sources.theme, "screen", ink)
    wanted = Wanted(("booklet",), locales=(locale,), bands=(band,), editions=("screen",))
    (document,) = check(plan_jobs(wanted, sources), sources, MADE)
    seen = 0
    for placed in document.placed.pages:
        sheet = spare_page(placed, sources.theme, palette.blank, palette.fillings, is_low=True)
        below: list[tuple[Rect, bool]] = []
        for item, dx, dy, clip in _walk(sheet.items, 0, 0, Rect(-9999, -9999, 99999, 99999)):
            if isinstance(item, PaintedAt):
                for shape in item.painted.drawing.shapes:
                    filled = fill_shape(shape, item.place.scale, palette.fillings)
                    if shape.fill and shape.fill != "night":
                        box = place_box(shape.path.bounds, item.place).moved(dx, dy)
                        below.append((intersect(box, clip), filled is not None and filled.has_lines))
            elif isinstance(item, Fill):
                below.append((item.path.bounds.moved(dx, dy), False))
            elif isinstance(item, TextAt) and item.line.runs:
                run = item.line.runs[0]
                x, y = item.x + dx + run.x + 1, item.y + dy + run.size / 4
                on = next((lines for box, lines in reversed(below) if _has(box, x, y)), False)
                seen += any(_has(box, x, y) and lines for box, lines in below)
                assert not on, (placed.topic, item.line.text)
    assert seen > 5


def _has(box: Rect, x: float, y: float) -> bool:
    return box.x <= x <= box.right and box.y <= y <= box.top


def _walk(items: tuple[Item, ...], dx: float, dy: float, clip: Rect) -> Iterator[tuple[Item, float, float, Rect]]:
    """Yield items with where their origin is, and the box of the page in which they are seen."""
    for item in items:
        if isinstance(item, Group):
            yield from _walk(item.items, dx + item.dx, dy + item.dy, clip)
        elif isinstance(item, Clipped):
            yield from _walk(item.items, dx, dy, intersect(clip, item.path.bounds.moved(dx, dy)))
        elif isinstance(item, FigureAt):
            yield from _walk(item.items, dx, dy, clip)
        else:
            yield item, dx, dy, clip
