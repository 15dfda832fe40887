"""Imposition: fold, nest and leaf through, and the pages follow one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.sheets.imposition import (
    Panels,
    Sheet,
    best_grid,
    find_back_place,
    grid_of,
    n_up,
    roll_fold,
    saddle,
    signatures,
    tile_grid,
    z_fold,
    zine,
)

page_counts = st.integers(4, 200)


def leafed(sheets: list[Sheet], *, is_rtl: bool) -> list[int | None]:
    """Return the pages as a reader meets them who folds the pile, sheet 1 outside, and leafs through it."""
    ahead = [page for sheet in sheets for page in (_start(sheet.front, is_rtl), _start(sheet.back, not is_rtl))]
    back = [page for sheet in sheets for page in (_start(sheet.front, not is_rtl), _start(sheet.back, is_rtl))]
    return [*ahead, *reversed(back)]


def _start(pair: Panels, is_left: bool) -> int | None:
    return pair[0] if is_left else pair[-1]


@given(pages=page_counts, is_rtl=st.booleans())
def test_the_folded_pile_reads_in_order_in_both_directions(pages: int, is_rtl: bool) -> None:
    read = leafed(saddle(pages, is_rtl=is_rtl), is_rtl=is_rtl)
    assert [page for page in read if page is not None] == list(range(pages))
    assert read[0] == 0 and read[-1] == pages - 1
    assert len(read) == -(-pages // 4) * 4


@given(pages=page_counts)
def test_blanks_stand_before_the_back_cover(pages: int) -> None:
    read = leafed(saddle(pages), is_rtl=False)
    assert read[pages - 1 : -1] == [None] * (len(read) - pages)


@given(pages=page_counts)
def test_a_book_from_right_to_left_has_the_same_pairs_swapped(pages: int) -> None:
    swapped = [Sheet(sheet.front[::-1], sheet.back[::-1]) for sheet in saddle(pages)]
    assert saddle(pages, is_rtl=True) == swapped


def test_eight_pages_are_the_two_sheets_that_every_printer_knows() -> None:
    assert saddle(8) == [Sheet((7, 0), (1, 6)), Sheet((5, 2), (3, 4))]
    assert saddle(8, is_rtl=True) == [Sheet((0, 7), (6, 1)), Sheet((2, 5), (4, 3))]


@pytest.mark.parametrize(("columns", "rows"), [(1, 1), (2, 5), (3, 8)])
def test_every_card_has_its_own_place_and_its_back_behind_it(columns: int, rows: int) -> None:
    places = n_up(columns, rows)
    assert len(set(places)) == len(places) == columns * rows
    assert sorted(find_back_place(place, columns) for place in places) == sorted(places)
    for column, row in places:
        assert find_back_place((column, row), columns) == (columns - 1 - column, row)
        assert find_back_place(find_back_place((column, row), columns), columns) == (column, row)


@given(pages=st.integers(1, 128), leaves=st.sampled_from([4, 8, 16, 32]), is_rtl=st.booleans())
def test_gathered_signatures_read_in_order(pages: int, leaves: int, is_rtl: bool) -> None:
    read = [page for part in signatures(pages, leaves, is_rtl=is_rtl) for page in leafed(part, is_rtl=is_rtl)]
    assert [page for page in read if page is not None] == list(range(pages))
    assert read[-1] == pages - 1


Layer = tuple[int | None, int | None]
"""A panel in a folded pile: what it shows upwards and downwards."""


def flat(sheet: Sheet) -> list[list[Layer]]:
    """Return a sheet lying with its back upwards: a pile of one panel in each column."""
    return [[(up, down)] for up, down in zip(sheet.back, reversed(sheet.front), strict=True)]


def folded_over(pile: list[Layer]) -> list[Layer]:
    return [(down, up) for up, down in reversed(pile)]


@pytest.mark.parametrize("is_rtl", [False, True])
def test_a_roll_fold_opens_from_its_cover_to_three_panels_in_order(is_rtl: bool) -> None:
    sheet = roll_fold(is_rtl=is_rtl)
    assert list(sheet.back) == ([3, 2, 1] if is_rtl else [1, 2, 3]), "inside, from where people begin to read"
    columns = flat(sheet)
    first, middle, flap = columns[::-1] if is_rtl else columns
    pile = folded_over(first) + folded_over(flap) + middle
    assert pile[0][0] == 0 and pile[-1][1] == 5, "the cover lies above, the back below"
    assert pile[0][1] == 1 and pile[1][0] == 4, "the cover opens to page 2, with the flap beside it"


@pytest.mark.parametrize("is_rtl", [False, True])
def test_a_z_fold_opens_page_by_page(is_rtl: bool) -> None:
    columns = flat(z_fold(is_rtl=is_rtl))
    first, middle, last = columns[::-1] if is_rtl else columns
    pile = [*folded_over(first), *middle]
    assert pile[0] == (0, 1), "the cover, and page 2 behind it"
    assert {pile[0][1], pile[1][0]} == {1, 2}, "which faces page 3"
    below = folded_over(last)
    assert {pile[1][1], below[0][0]} == {3, 4} and below[0][1] == 5, "then 4 and 5, and the back"


@pytest.mark.parametrize("is_rtl", [False, True])
def test_a_zine_reads_in_order(is_rtl: bool) -> None:
    """Cut and pushed together, neighbours of a row face each other, and those above each other are one leaf."""
    front = zine(is_rtl=is_rtl).front
    top, low = front[:4], front[4:]
    spreads = [low[0:2], low[2:4], top[1::-1], top[:1:-1]]
    if is_rtl:
        spreads = [spread[::-1] for spread in spreads]
    assert sorted(spreads) == [(1, 2), (3, 4), (5, 6), (7, 0)], "7 and 0 lie around the outside"
    leaves = {frozenset(leaf) for leaf in ((top[0], low[0]), (top[3], low[3]), low[1:3], top[1:3])}
    assert leaves == {frozenset(leaf) for leaf in ((0, 1), (2, 3), (4, 5), (6, 7))}


@pytest.mark.parametrize(
    ("room", "item", "gap", "most"),
    [
        ((200, 287), (85, 55), 0, 10),
        ((190, 277), (85, 55), 6, 9),
        ((205.9, 269.4), (88.9, 50.8), 0, 12),
        ((310, 440), (85, 55), 0, 25),
        ((200, 287), (55, 210), 0, 3),
    ],
)
def test_as_many_cards_go_on_a_sheet_as_printers_say(
    room: tuple[float, float], item: tuple[float, float], gap: float, most: int
) -> None:
    grid = best_grid(room, item, gap)
    assert grid.places == most
    width, height = item[::-1] if grid.is_on_side else item
    assert grid.columns * (width + gap) - gap <= room[0] + 0.02
    assert grid.rows * (height + gap) - gap <= room[1] + 0.02


def test_what_goes_in_as_often_upright_stands_upright() -> None:
    assert best_grid((200, 200), (100, 100)) == (2, 2, False)
    assert best_grid((297, 210), (148, 210)) == (2, 1, False)
    assert best_grid((210, 297), (148, 210)) == (1, 2, True)


@pytest.mark.parametrize(
    ("short", "fit"), [(0.0, 2), (0.005, 2), (0.009, 2), (0.011, 1), (0.5, 1), (1.0, 1)], ids=lambda value: f"{value}"
)
def test_a_room_may_be_shorter_by_what_rounding_takes_and_not_by_a_point(short: float, fit: int) -> None:
    assert grid_of((200 - short, 120 - short), (100, 60)) == (fit, fit, False)
    assert grid_of((205 - short, 125 - short), (100, 60), 5) == (fit, fit, False)
    assert best_grid((200 - short, 60), (100, 60)).places == fit


def test_a_room_without_room_takes_nothing() -> None:
    assert grid_of((99, 59), (100, 60)) == (0, 0, False)
    assert grid_of((-9, -9), (100, 60), 5) == (0, 0, False)


@pytest.mark.parametrize(("more", "tiles"), [(-1.0, 2), (0.0, 2), (0.009, 2), (0.011, 3), (1.0, 3)])
def test_a_poster_may_be_longer_by_what_rounding_adds_and_not_by_a_point(more: float, tiles: int) -> None:
    """Two tiles of 100 points that share 10 reach 190 points."""
    assert tile_grid((190 + more, 190 + more), (100, 100), 10) == (tiles, tiles)
    assert tile_grid((9, 9), (100, 100), 10) == (1, 1), "a poster smaller than what is shared is one tile"
