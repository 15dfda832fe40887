"""Rows and blocks: pages meet at folds, keep their art outside, and every corner comes to lie where it is said to."""

import pytest

from booklet.geometry import Rect, Size
from booklet.sheets.planner import Row, SourcePage, block_of, row_spots
from booklet.sheets.spots import Side, Spot, move_backs, whole_side, whole_spot

PAGES = [SourcePage(number, Size(100, 50), (9.0, 8.0, 7.0, 6.0)) for number in range(4)]


def test_pages_of_a_row_are_cut_off_where_they_meet_and_keep_their_bleed_outside() -> None:
    left, right = row_spots(PAGES, Row((3, 0), (200, 200)), Rect(10, 10, 400, 100), scale=2.0, bleed=15.0)
    assert (left.page, left.trim, left.scale) == (3, Rect(10, 10, 200, 100), 2.0)
    assert left.clip == Rect(-5, -5, 215, 127)  # 15 of 18 at the left, 15 of 16 below, 12 above
    assert right.clip == Rect(210, -5, 214, 127)


def test_a_row_that_stands_on_its_head_turns_its_edges_with_it_and_is_cut_off_below() -> None:
    row = Row((None, 1), (100, 100), turn=180, has_below=True)
    (spot,) = row_spots(PAGES, row, Rect(0, 50, 200, 50), scale=1.0, bleed=99.0)
    assert (spot.trim, spot.clip) == (Rect(100, 50, 100, 50), Rect(100, 50, 109, 58))
    assert (spot.x, spot.y, spot.factor) == (200, 100, -1.0)
    assert spot.seen == Rect(-9, -8, 109, 58)


def test_creep_shifts_pages_to_the_fold_and_what_is_seen_of_them_stays() -> None:
    left, right = row_spots(PAGES, Row((0, 1), (100, 100), shift=3.0), Rect(0, 0, 200, 50), scale=1.0, bleed=0.0)
    assert (left.trim.x, right.trim.x) == (3, 97)
    assert (left.clip, right.clip) == (Rect(0, 0, 100, 50), Rect(100, 0, 100, 50))


@pytest.mark.parametrize(
    ("turn", "corner"), [(0, (10, 20)), (90, (110, 20)), (180, (110, 80)), (270, (10, 80))], ids=str
)
def test_the_lower_left_corner_of_a_page_goes_with_it_when_it_is_turned(turn: int, corner: tuple[float, float]) -> None:
    spot = Spot(0, Rect(10, 20, 100, 60), Rect(10, 20, 100, 60), turn, 2.0)
    assert (spot.x, spot.y) == corner
    assert spot.seen == (Rect(0, 0, 30, 50) if turn % 180 else Rect(0, 0, 50, 30))


def test_items_of_a_block_stand_in_the_middle_of_their_room_and_a_gap_apart() -> None:
    block = block_of(2, 3, Size(40, 20), Rect(0, 0, 100, 100), gap=5.0)
    assert block.box == Rect(7.5, 15, 85, 70)
    assert block.cell((0, 0)) == Rect(7.5, 65, 40, 20)
    assert block.cell((1, 2)) == Rect(52.5, 15, 40, 20)


def test_backs_move_with_all_that_stands_on_them_and_fronts_stay() -> None:
    side = Side(
        *(Size(100, 100), Rect(0, 0, 100, 100), Rect(0, 0, 100, 100)),
        spots=(Spot(0, Rect(1, 2, 10, 10), Rect(0, 0, 12, 12)),),
        cuts=((0, 0, 0, 9),),
        targets=((5, 5),),
        beside=(("line", 1, 1),),
    )
    front, back = move_backs((side, side), 3, -1)
    assert front == side
    assert (back.spots[0].trim, back.spots[0].clip) == (Rect(4, 1, 10, 10), Rect(3, -1, 12, 12))
    assert (back.cuts, back.targets, back.beside) == (((3, -1, 3, 8),), ((8, 4),), (("line", 4, 0),))
    assert whole_side(Size(9, 9)).moved(1, 1) == whole_side(Size(9, 9))


def test_a_whole_page_stands_upright_and_is_seen_up_to_its_trim() -> None:
    box = Rect(3, 4, 50, 60)
    assert whole_spot(2, box, 0.5) == Spot(2, box, box, 0, 0.5, False)
    assert whole_spot(2, box, is_copy=True) == Spot(2, box, box, 0, 1.0, True)
