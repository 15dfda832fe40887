"""Imposition: fold, nest and leaf through, and the pages follow one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.imposition import Sheet, behind, n_up, saddle

page_counts = st.integers(4, 200)


def leafed(sheets: list[Sheet], *, is_rtl: bool) -> list[int | None]:
    """Return the pages as a reader meets them who folds the pile, sheet 1 outside, and leafs through it."""
    ahead = [page for sheet in sheets for page in (_start(sheet.front, is_rtl), _start(sheet.back, not is_rtl))]
    back = [page for sheet in sheets for page in (_start(sheet.front, not is_rtl), _start(sheet.back, is_rtl))]
    return [*ahead, *reversed(back)]


def _start(pair: tuple[int | None, int | None], is_left: bool) -> int | None:
    return pair[0] if is_left else pair[1]


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
    assert sorted(behind(place, columns) for place in places) == sorted(places)
    for column, row in places:
        assert behind((column, row), columns) == (columns - 1 - column, row)
        assert behind(behind((column, row), columns), columns) == (column, row)
