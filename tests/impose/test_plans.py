"""Plans of sheets: each page once, upright, inside its sheet and on nobody else's place; backs meet their fronts."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.errors import SourceError
from booklet.geometry import Rect, Size, mm
from booklet.impose.cards import plan_double, plan_folded_over, plan_single
from booklet.impose.folded import plan_fold, plan_roll, plan_saddle, plan_signatures, plan_z, plan_zine
from booklet.impose.plan import SheetPlan, SheetWish
from booklet.impose.schemes import SCHEMES
from booklet.impose.tiles import plan_tiles
from booklet.sheets.imposition import SCHEMES as NAMES
from booklet.sheets.planner import SourcePage
from booklet.sheets.spots import Side

A5 = Size(mm(148), mm(210))
CARD = Size(mm(85), mm(55))
A4 = Size(mm(210), mm(297))
BLEED = (mm(3),) * 4


def pages(count: int, size: Size = A5, bleed: tuple[float, float, float, float] = BLEED) -> list[SourcePage]:
    return [SourcePage(number, size, bleed) for number in range(count)]


def overlap(one: Rect, other: Rect) -> bool:
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.top, other.top) - max(one.y, other.y)
    return wide > 0.01 and high > 0.01


def check_side(side: Side, turns: set[int]) -> Iterator[int]:
    """Check a side and yield the pages on it."""
    sheet = Rect(0, 0, *side.size).grown(0.01)
    for one, other in combinations(side.spots, 2):
        assert not overlap(one.clip, other.clip)
    for spot in side.spots:
        assert sheet.x <= spot.clip.x and spot.clip.right <= sheet.right
        assert sheet.y <= spot.clip.y and spot.clip.top <= sheet.top
        assert spot.turn in turns
        yield spot.page


def used(plan: SheetPlan, turns: set[int] = {0}) -> list[int]:  # noqa: B006
    return sorted(page for side in plan.sides for page in check_side(side, turns))


@given(
    count=st.integers(1, 128),
    is_rtl=st.booleans(),
    caliper=st.sampled_from([0.0, mm(0.1), mm(0.14)]),
    has_marks=st.booleans(),
)
@settings(deadline=None)
def test_a_booklet_has_each_page_once_upright_and_in_its_place(
    count: int, is_rtl: bool, caliper: float, has_marks: bool
) -> None:
    wish = SheetWish(is_rtl=is_rtl, caliper=caliper, has_marks=has_marks)
    plan = plan_saddle(pages(count), wish, "a.pdf")
    assert used(plan) == list(range(count))
    assert len(plan.sides) == -(-count // 4) * 2
    for number, side in enumerate(plan.sides):
        fold, shift = side.size.width / 2, number // 2 * caliper
        for spot in side.spots:
            is_left = spot.clip.x < fold - 1
            inner = spot.trim.right - fold if is_left else fold - spot.trim.x
            assert inner == pytest.approx(shift), "inner sheets are shifted to the spine by what they stand out"
            assert (spot.clip.right if is_left else spot.clip.x) == pytest.approx(fold), "and cut off there"


@given(count=st.integers(1, 128), leaves=st.sampled_from([4, 8, 16, 32]), is_rtl=st.booleans())
@settings(deadline=None)
def test_signatures_have_each_page_once_and_follow_one_another(count: int, leaves: int, is_rtl: bool) -> None:
    plan = plan_signatures(pages(count), SheetWish(is_rtl=is_rtl, signature=leaves, grind=mm(3)), "a.pdf")
    assert used(plan) == list(range(count))
    per_signature = leaves // 2
    groups = [plan.sides[start : start + per_signature] for start in range(0, len(plan.sides), per_signature)]
    highest = [max((spot.page for side in group for spot in side.spots), default=0) for group in groups]
    assert highest == sorted(highest)
    for side in plan.sides:
        for spot in side.spots:
            fold = side.size.width / 2
            inner = min(abs(spot.trim.right - fold), abs(spot.trim.x - fold))
            assert inner == pytest.approx(mm(3)), "what the binder grinds off is no part of the page"


@pytest.mark.parametrize("is_rtl", [False, True])
def test_leaflets_and_zines_have_each_page_once(is_rtl: bool) -> None:
    wish = SheetWish(is_rtl=is_rtl)
    flap = Size(A5.width - mm(3), A5.height)
    roll = [SourcePage(number, flap if number in {3, 4} else A5, BLEED) for number in range(6)]
    assert used(plan_roll(roll, wish, "a.pdf")) == list(range(6))
    assert used(plan_z(pages(6), wish, "a.pdf")) == list(range(6))
    assert used(plan_fold(pages(4), wish, "a.pdf")) == list(range(4))
    assert used(plan_zine(pages(8), wish, "a.pdf"), {0, 180}) == list(range(8))


@pytest.mark.parametrize("is_rtl", [False, True])
def test_the_panels_of_a_roll_fold_lie_on_each_other(is_rtl: bool) -> None:
    """Seen through the sheet, the folds of the back are those of the front, and the flap is the shorter panel."""
    plan = plan_roll(pages(6), SheetWish(is_rtl=is_rtl, short=mm(3)), "a.pdf")
    front, back = (sorted({round(line[0], 3) for line in side.folds}) for side in plan.sides)
    width = plan.sides[0].size.width
    assert front == pytest.approx(sorted(width - x for x in back), abs=0.01)
    widths = {spot.page: spot.clip.width - mm(3) * (spot.page in {0, 1, 3, 4}) for s in plan.sides for spot in s.spots}
    assert widths[3] == pytest.approx(widths[4]) == pytest.approx(A5.width - mm(3))
    assert [note.code for note in plan.notes] == ["flap-cut"]


@given(
    count=st.integers(1, 30),
    size=st.sampled_from([CARD, Size(mm(55), mm(85)), Size(mm(105), mm(148)), Size(mm(55), mm(210))]),
    gap=st.sampled_from([0.0, mm(6)]),
    is_rtl=st.booleans(),
    is_sequence=st.booleans(),
)
@settings(deadline=None)
def test_every_back_meets_its_front_when_the_sheet_is_turned_on_its_long_edge(
    count: int, size: Size, gap: float, is_rtl: bool, is_sequence: bool
) -> None:
    wish = SheetWish(sheet=A4, margin=mm(5), gap=gap, is_rtl=is_rtl, is_sequence=is_sequence)
    plan = plan_double(pages(2 * count, size), wish, "a.pdf")
    assert set(used(plan, {0, 90, 270})) == set(range(2 * count))
    for front, back in zip(plan.sides[::2], plan.sides[1::2], strict=True):
        backs = {spot.page: spot for spot in back.spots} if is_sequence else {}
        for number, spot in enumerate(front.spots):
            other = backs.get(spot.page + 1) or back.spots[number]
            seen = Rect(front.size.width - other.trim.right, other.trim.y, other.trim.width, other.trim.height)
            assert seen == pytest.approx(spot.trim)
            assert other.page == spot.page + 1
            assert (spot.turn + other.turn) % 360 == 0, "head to head"


@given(count=st.integers(1, 30), is_sequence=st.booleans())
def test_items_without_backs_fill_sheets(count: int, is_sequence: bool) -> None:
    plan = plan_single(pages(count, CARD), SheetWish(sheet=A4, is_sequence=is_sequence), "a.pdf")
    assert set(used(plan, {0, 90})) == set(range(count))
    assert len(plan.sides) == (-(-count // 10) if is_sequence else count)


@given(
    poster=st.sampled_from([(297, 420), (420, 594), (594, 841), (457.2, 609.6), (609.6, 914.4)]),
    sheet=st.sampled_from([(210, 297, 5), (215.9, 279.4, 6.35), (297, 420, 5)]),
    overlap=st.sampled_from([8.0, 10.0, 12.7]),
)
def test_tiles_cover_the_poster_and_share_their_strips(
    poster: tuple[float, float], sheet: tuple[float, float, float], overlap: float
) -> None:
    width, height, margin = map(mm, sheet)
    page = SourcePage(0, Size(*map(mm, poster)))
    plan = plan_tiles([page], SheetWish(sheet=Size(width, height), margin=margin, overlap=mm(overlap)), "a.pdf")
    tiles = [side.spots[0] for side in plan.sides if side.spots]
    assert len(plan.sides) == len(tiles) + 1, "and a map"
    parts = [spot.clip.moved(-spot.trim.x, -spot.trim.y) for spot in tiles]
    assert min(part.x for part in parts) == pytest.approx(0)
    assert max(part.top for part in parts) == pytest.approx(page.trim.height)
    steps = [index / 40 for index in range(41)]
    for x in (page.trim.width * step for step in steps):
        for y in (page.trim.height * step for step in steps):
            assert any(p.x - 0.1 <= x <= p.right + 0.1 and p.y - 0.1 <= y <= p.top + 0.1 for p in parts)
    for side in plan.sides:
        for spot in side.spots:
            room = Rect(0, 0, *side.size).grown(0.01 - margin)
            assert room.x <= spot.clip.x and spot.clip.right <= room.right and spot.clip.top <= room.top


def test_tiles_of_the_usual_posters_are_as_many_as_everybody_counts() -> None:
    counts = {}
    for name, poster in {"A3": (297, 420), "A2": (420, 594), "A1": (594, 841)}.items():
        plan = plan_tiles([SourcePage(0, Size(*map(mm, poster)))], SheetWish(sheet=A4, margin=mm(5)), "a.pdf")
        counts[name] = len(plan.sides) - 1
    assert counts == {"A3": 4, "A2": 8, "A1": 12}


def test_a_poster_that_is_nearly_small_enough_says_so() -> None:
    plan = plan_tiles([SourcePage(0, Size(mm(420), mm(594)))], SheetWish(sheet=A4, margin=mm(5)), "a.pdf")
    assert [note.code for note in plan.notes] == ["fewer-tiles"]
    assert "--scale 92.8" in plan.notes[0].hint


def test_schemes_of_the_command_are_those_that_are_made() -> None:
    assert tuple(SCHEMES) == NAMES


@pytest.mark.parametrize(
    ("code", "scheme", "given_pages", "wish"),
    [
        ("page-count", "zine", pages(7), SheetWish()),
        ("page-count", "z-fold", pages(5), SheetWish()),
        ("page-count", "fold", pages(5), SheetWish()),
        ("page-count", "n-up-backs", pages(3, CARD), SheetWish(sheet=A4)),
        ("flap-too-wide", "roll-fold", pages(6), SheetWish()),
        ("mixed-sizes", "roll-fold", [*pages(5), SourcePage(5, CARD)], SheetWish()),
        ("mixed-sizes", "saddle", [*pages(3), SourcePage(3, CARD)], SheetWish()),
        ("sheet-too-small", "saddle", pages(4), SheetWish(sheet=A5)),
        ("sheet-too-small", "saddle", pages(4), SheetWish(sheet=A4, margin=mm(5))),
        ("sheet-too-small", "n-up", pages(1), SheetWish(sheet=CARD)),
        ("sheet-too-small", "tiles", pages(1), SheetWish(sheet=CARD, margin=mm(20))),
        ("no-sheet", "tiles", pages(1), SheetWish()),
        ("no-sheet", "n-up", pages(1), SheetWish()),
        ("overlap-too-small", "tiles", pages(1), SheetWish(sheet=A4, overlap=mm(2))),
        ("signature-size", "signatures", pages(20), SheetWish(signature=6)),
        ("signature-size", "signatures", pages(20), SheetWish(signature=0)),
        ("too-many", "n-up", pages(1, Size(5, 5)), SheetWish(sheet=Size(1000, 1000), is_sequence=True)),
        ("too-many", "n-up", pages(30, Size(10, 10)), SheetWish(sheet=Size(300, 300))),
        ("too-many", "tiles", pages(1, Size(9000, 9000)), SheetWish(sheet=CARD, overlap=mm(10))),
    ],
)
def test_what_cannot_be_is_said_with_what_to_change(
    code: str, scheme: str, given_pages: list[SourcePage], wish: SheetWish
) -> None:
    with pytest.raises(SourceError) as caught:
        SCHEMES[scheme](given_pages, wish, "a.pdf")
    assert [finding.code for finding in caught.value.findings] == [code]
    assert caught.value.findings[0].hint


def test_words_are_never_shifted_over_the_spine() -> None:
    near = [SourcePage(n, A5, words=Rect(mm(0.5), mm(20), A5.width - mm(1), mm(100))) for n in range(48)]
    with pytest.raises(SourceError) as caught:
        plan_saddle(near, SheetWish(caliper=mm(0.1)), "a.pdf")
    assert [finding.code for finding in caught.value.findings] == ["creep-over-margin"]
    assert "1.1 mm" in caught.value.findings[0].message
    far = [SourcePage(n, A5, words=Rect(mm(12), mm(20), mm(124), mm(100))) for n in range(48)]
    assert len(plan_saddle(far, SheetWish(caliper=mm(0.1)), "a.pdf").sides) == 24


def test_blanks_and_thick_booklets_are_told() -> None:
    codes = [note.code for note in plan_saddle(pages(70), SheetWish(), "a.pdf").notes]
    assert codes == ["blank-pages", "too-thick"]


@given(
    size=st.sampled_from([CARD, Size(mm(55), mm(85)), Size(mm(105), mm(70))]),
    gap=st.sampled_from([0.0, mm(6)]),
    is_rtl=st.booleans(),
)
def test_cards_folded_over_have_their_back_behind_their_front(size: Size, gap: float, is_rtl: bool) -> None:
    """Folded backwards along the line between them, each half covers the other, head to head."""
    plan = plan_folded_over(pages(2, size), SheetWish(sheet=A4, margin=mm(5), gap=gap, is_rtl=is_rtl), "a.pdf")
    (side,) = plan.sides
    used(plan, {0, 90})
    assert not plan.duplex and len(side.folds) == len(side.spots) // 2
    for fold, one, other in zip(side.folds, side.spots[::2], side.spots[1::2], strict=True):
        assert one.turn == other.turn and {one.page, other.page} == {0, 1}
        if one.turn:
            assert 2 * fold[1] - one.trim.top == pytest.approx(other.trim.y)
        else:
            assert fold[0] == pytest.approx(one.trim.right) and fold[0] == pytest.approx(other.trim.x)
            assert (other.page == 0) != is_rtl, "the front stands where a cover stands"
