"""Sides of sheets: boxes that nest, pages inside what can be printed, backs that meet their fronts."""

import pytest

from booklet.geometry import Rect, Size, mm
from booklet.look.printer import OfficeSheet, Printer
from booklet.sheets.handling import HANDLINGS
from booklet.sheets.sides import (
    HOW_TO,
    cover_side,
    cut_lines,
    find_finished_size,
    office_sides,
    press_sides,
    screen_sides,
)
from booklet.sheets.spots import Side
from booklet.sources.load import Sources
from booklet.typeset.placed import PlacedPage
from booklet.values import replace

A4 = OfficeSheet(Size(mm(210), mm(297)), mm(5))
LETTER = OfficeSheet(Size(mm(215.9), mm(279.4)), mm(6.35))
TRIMS = {"booklet": Size(mm(148), mm(210)), "poster": Size(mm(297), mm(420)), "card": Size(mm(85), mm(55))}
COUNTS = {"booklet": 28, "poster": 1, "card": 2}
every_sheet = pytest.mark.parametrize("sheet", [A4, LETTER], ids=["a4", "letter"])
every_handling = pytest.mark.parametrize(
    ("handling", "product"),
    [(name, name) for name in COUNTS] + [("spreads", "booklet"), ("leaves", "booklet"), ("fold-over", "card")],
)


def pages(product: str, count: int = 0, bleed: float = mm(3)) -> list[PlacedPage]:
    return [
        PlacedPage(number, "topic", TRIMS[product], bleed, (), (), varies=False)
        for number in range(count or COUNTS[product])
    ]


def boxes(side: Side, product: str) -> list[Rect]:
    trim = TRIMS[product]
    return [Rect(spot.x, spot.y, trim.width * spot.scale, trim.height * spot.scale) for spot in side.spots]


def test_a_screen_shows_each_page_cut_to_its_trim() -> None:
    sides = list(screen_sides(pages("booklet")))
    assert [side.spots[0].page for side in sides] == list(range(28))
    assert all(side.size == TRIMS["booklet"] == (side.trim.width, side.trim.height) for side in sides)


@pytest.mark.parametrize("name", ["offset-coated", "us-coated", "lulu", "gelato"])
def test_a_press_has_bleed_on_four_sides_and_slug_around_it(name: str, sources: Sources) -> None:
    printer = sources.printer(name)
    for side in press_sides(pages("booklet", bleed=printer.bleed), printer):
        assert side.bleed == pytest.approx(side.trim.grown(printer.bleed))
        assert (0, 0, *side.size) == pytest.approx(side.bleed.grown(printer.slug))
        assert (side.spots[0].x, side.spots[0].y) == (side.trim.x, side.trim.y)


@pytest.fixture(scope="module")
def kdp(sources: Sources) -> Printer:
    return sources.printer("kdp")


@pytest.mark.parametrize("is_rtl", [False, True])
def test_a_page_without_bleed_at_the_spine_has_it_on_three_sides(kdp: Printer, is_rtl: bool) -> None:
    """KDP: width + 0.125 in, height + 0.25 in; the spine is left of a recto, right of it in a book from the right."""
    for side in press_sides(pages("booklet", bleed=kdp.bleed), kdp, is_rtl=is_rtl):
        assert side.size == pytest.approx((mm(148 + 3.175), mm(210 + 6.35)))
        is_recto = side.spots[0].page % 2 == 0
        assert side.trim.x == pytest.approx(0 if is_recto != is_rtl else mm(3.175))


@every_sheet
@every_handling
def test_all_stands_inside_what_an_office_printer_prints(handling: str, product: str, sheet: OfficeSheet) -> None:
    for side in office_sides(handling, pages(product), sheet):
        width, height = side.size
        for box in boxes(side, product):
            assert box.x >= sheet.margin - 0.01 and box.right <= width - sheet.margin + 0.01
            assert box.y >= sheet.margin + HOW_TO - 0.01 and box.top <= height - sheet.margin + 0.01


@every_sheet
@every_handling
def test_no_page_lies_on_another(handling: str, product: str, sheet: OfficeSheet) -> None:
    for side in office_sides(handling, pages(product), sheet):
        found = boxes(side, product)
        for number, box in enumerate(found):
            for other in found[:number]:
                wide = min(box.right, other.right) - max(box.x, other.x)
                high = min(box.top, other.top) - max(box.y, other.y)
                assert wide < 0.01 or high < 0.01


@every_sheet
@pytest.mark.parametrize("count", [28, 6, 4])
def test_a_booklet_folds_in_the_middle_of_its_sheets_and_blanks_stay_blank(sheet: OfficeSheet, count: int) -> None:
    sides = office_sides("booklet", pages("booklet", count), sheet)
    assert sorted(spot.page for side in sides for spot in side.spots) == list(range(count))
    assert len(sides) == 2 * -(-count // 4)
    for side in sides:
        assert side.size == (sheet.size.height, sheet.size.width)
        for box in boxes(side, "booklet"):
            assert side.size.width / 2 == pytest.approx(box.x) or side.size.width / 2 == pytest.approx(box.right)


def test_a_booklet_read_from_right_to_left_opens_from_the_right() -> None:
    (front, *_), (mirrored, *_) = (office_sides("booklet", pages("booklet"), A4, is_rtl=rtl) for rtl in (False, True))
    assert [spot.page for spot in front.spots] == [27, 0]
    assert [spot.page for spot in mirrored.spots] == [0, 27]


@pytest.mark.parametrize("count", [28, 5])
@pytest.mark.parametrize("is_rtl", [False, True])
def test_a_booklet_on_one_side_lies_open_as_it_is_read(is_rtl: bool, count: int) -> None:
    cover, *inside = office_sides("spreads", pages("booklet", count), A4, is_rtl=is_rtl)
    (first,) = cover.spots
    assert (first.page, first.x == pytest.approx(A4.size.height / 2)) == (0, not is_rtl)
    read = [spot.page for side in inside for spot in (side.spots[::-1] if is_rtl else side.spots)]
    assert read == list(range(1, count))
    assert all(
        boxes(side, "booklet")[0].right == pytest.approx(boxes(side, "booklet")[1].x)
        for side in inside
        if len(side.spots) == 2
    )
    assert 1 + len(inside) == HANDLINGS["spreads"].sheets(count)


@every_sheet
@pytest.mark.parametrize("is_rtl", [False, True])
def test_a_back_meets_its_front_when_a_card_is_folded_over(sheet: OfficeSheet, is_rtl: bool) -> None:
    (side,) = office_sides("fold-over", pages("card"), sheet, is_rtl=is_rtl)
    assert sorted({spot.page for spot in side.spots if not spot.is_copy}) == [0, 1]
    lines = cut_lines(side.spots, is_folded=True)
    folds = {x for x, y, to_x, to_y in lines if x == to_x and abs(to_y - y) == pytest.approx(mm(1))}
    found = dict(zip([(spot.page, round(spot.y, 2)) for spot in side.spots], boxes(side, "card"), strict=True))
    (fold,) = folds
    for (page, y), box in found.items():
        other = found[1 - page, y]
        assert (2 * fold - box.right, box.y, box.top) == pytest.approx((other.x, other.y, other.top), abs=0.01)
        assert (box.x < fold - 1) == ((page == 1) != is_rtl)
    assert all(
        min(y, to_y) >= sheet.margin and max(y, to_y) <= sheet.size.height - sheet.margin for _, y, _, to_y in lines
    )


def test_pages_on_a4_are_hardly_smaller_and_a_poster_is_as_large_as_the_sheet_allows() -> None:
    (side, *_) = office_sides("booklet", pages("booklet"), A4)
    assert 0.93 < side.spots[0].scale < 0.95
    (poster,) = office_sides("poster", pages("poster"), A4)
    assert 0.66 < poster.spots[0].scale < 0.68


@pytest.mark.parametrize(("sheet", "up"), [(A4, 10), (LETTER, 8)], ids=["a4", "letter"])
def test_cards_fill_the_sheet_and_are_read_once(sheet: OfficeSheet, up: int) -> None:
    front, back = office_sides("card", pages("card"), sheet)
    for number, side in enumerate((front, back)):
        assert [spot.page for spot in side.spots] == [number] * up
        assert [spot.is_copy for spot in side.spots] == [False] + [True] * (up - 1)
        assert {spot.scale for spot in side.spots} == {1}


@every_sheet
def test_a_back_meets_its_front_when_the_sheet_is_turned_on_its_long_edge(sheet: OfficeSheet) -> None:
    front, back = office_sides("card", pages("card"), sheet)
    turned = [box._replace(x=sheet.size.width - box.right) for box in boxes(back, "card")]
    for box, other in zip(boxes(front, "card"), turned, strict=True):
        assert box == pytest.approx(other)


@every_sheet
def test_cut_lines_end_at_every_edge_outside_the_cards_and_on_the_paper_that_prints(sheet: OfficeSheet) -> None:
    front, _ = office_sides("card", pages("card"), sheet)
    found = boxes(front, "card")
    lines = cut_lines(front.spots)
    columns = {round(edge, 1) for box in found for edge in (box.x, box.right)}
    rows = {round(edge, 1) for box in found for edge in (box.y, box.top)}
    assert {round(x, 1) for x, _, to_x, _ in lines if x == to_x} == columns
    assert {round(y, 1) for _, y, _, to_y in lines if y == to_y} == rows
    for x, y, to_x, to_y in lines:
        for box in found:
            outside_x = max(x, to_x) <= box.x + 0.01 or min(x, to_x) >= box.right - 0.01
            assert outside_x or max(y, to_y) < box.y or min(y, to_y) > box.top
        assert min(x, to_x) >= sheet.margin and min(y, to_y) >= sheet.margin
        assert max(x, to_x) <= sheet.size.width - sheet.margin and max(y, to_y) <= sheet.size.height - sheet.margin


def test_a_small_poster_is_not_made_larger() -> None:
    (page,) = pages("poster")
    small = replace(page, trim=Size(mm(100), mm(140)))
    (side,) = office_sides("poster", [small], A4)
    assert side.spots[0].scale == 1 and side.is_shared


def test_an_office_poster_is_as_large_as_its_sheet() -> None:
    a3 = TRIMS["poster"]
    assert find_finished_size("poster", "a3", a3, A4) == ("a4", A4.size)
    assert find_finished_size("poster", "a3", a3, LETTER) == ("letter", LETTER.size)
    assert find_finished_size("poster", "a3", a3, OfficeSheet(Size(mm(330), mm(483)), mm(5)))[0] == "330x483"
    assert find_finished_size("poster", "a3", a3, None) == ("a3", a3)
    assert find_finished_size("card", "85x55", TRIMS["card"], A4) == ("85x55", TRIMS["card"])


def spine(printer: Printer, pages: int) -> float:
    assert printer.cover is not None
    return printer.cover.spine(pages, printer.cover.usual_paper)


def test_a_cover_is_as_large_as_the_printers_say(sources: Sources) -> None:
    """Lulu's own example: 6 x 9 in with 210 pages is 920 x 666 pt, and 920.37 by its formula; KDP has another paper."""
    trim = Size(6 * 72, 9 * 72)
    lulu, kdp = sources.printer("lulu-perfect"), sources.printer("kdp")
    assert cover_side(trim, spine(lulu, 210), lulu).size == pytest.approx((920.37, 666), abs=0.01)
    assert cover_side(trim, spine(kdp, 28), kdp).size == pytest.approx((72 * (12.25 + 28 * 0.002252), 666), abs=0.001)
    folded = sources.printer("lulu")
    assert cover_side(trim, spine(folded, 28), folded).size == pytest.approx((72 * 12.25, 666))


@pytest.mark.parametrize("is_rtl", [False, True])
@pytest.mark.parametrize("width", [0.0, mm(1.6), mm(6)])
def test_the_front_stands_right_of_the_spine_or_left_of_it_in_a_book_from_the_right(
    width: float, is_rtl: bool, kdp: Printer
) -> None:
    trim = TRIMS["booklet"]
    side = cover_side(trim, width, kdp, is_rtl=is_rtl)
    left, right = side.spots
    assert (left.page, right.page) == ((0, 1) if is_rtl else (1, 0))
    assert (left.x, left.y) == (side.trim.x, side.trim.y)
    assert right.x == pytest.approx(left.x + trim.width + width)
    assert right.x + trim.width == pytest.approx(side.trim.right)
    assert side.bleed == pytest.approx((0, 0, *side.size))


def test_a_layout_printed_larger_has_the_same_bleed_and_spine(kdp: Printer) -> None:
    trim = TRIMS["booklet"]
    side = cover_side(trim, mm(2), kdp, 1.5)
    assert side.trim == pytest.approx((mm(3.175), mm(3.175), 3 * trim.width + mm(2), 1.5 * trim.height))
    left, right = (spot.seen.scaled(spot.scale).moved(spot.x, spot.y) for spot in side.spots if spot.seen)
    assert (left.x, left.y, right.right, left.top) == pytest.approx((0, 0, *side.size))
    assert left.right == pytest.approx(right.x) == pytest.approx(side.size.width / 2)


@pytest.mark.parametrize("is_rtl", [False, True])
@pytest.mark.parametrize("width", [0.0, mm(1.6), mm(6)])
def test_art_fills_the_bleed_and_meets_in_the_middle_of_the_spine(width: float, is_rtl: bool, kdp: Printer) -> None:
    side = cover_side(TRIMS["booklet"], width, kdp, is_rtl=is_rtl)
    left, right = (spot.seen.moved(spot.x, spot.y) for spot in side.spots if spot.seen)
    assert (left.x, left.y, left.top) == pytest.approx((side.bleed.x, side.bleed.y, side.bleed.top))
    assert (right.right, right.y, right.top) == pytest.approx((side.bleed.right, side.bleed.y, side.bleed.top))
    assert left.right == pytest.approx(right.x) == pytest.approx(side.trim.x + side.trim.width / 2)
