"""What stands where on the sheets of every scheme, against a list in millimetres that is reviewed like code.

`pytest --update-golden` writes it anew; read the difference before you commit it. That backs meet fronts, and that each
page is there once, is asked of any number of pages elsewhere; this list holds the lengths.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from booklet.geometry import MM, Rect, Size, mm
from booklet.impose.calibration import calibration_plan
from booklet.impose.plan import SheetPlan, SheetWish, shift_backs
from booklet.impose.schemes import SCHEMES
from booklet.sheets.planner import SourcePage
from booklet.sheets.spots import Side
from booklet.values import replace

LIST = Path(__file__).parent / "plans.txt"

EDGES = (mm(4), mm(2), mm(1), mm(3))
"""Art beyond the left, low, right and top edge of a page: no two are the same."""


def size(width: float, height: float) -> Size:
    return Size(mm(width), mm(height))


A6, A5, A4, A4_WIDE, CARD = size(105, 148), size(148, 210), size(210, 297), size(297, 210), size(85, 55)


def pages(count: int, trim: Size = A5, *narrow: int) -> list[SourcePage]:
    """Return pages, some of them 3 mm narrower."""
    less = Size(trim.width - mm(3), trim.height)
    return [SourcePage(number, less if number in narrow else trim, EDGES) for number in range(count)]


CASES: dict[str, tuple[str, Sequence[SourcePage], SheetWish]] = {
    "saddle, with marks": ("saddle", pages(8), SheetWish(has_marks=True)),
    "saddle, from the right, creep": ("saddle", pages(10), SheetWish(is_rtl=True, caliper=mm(0.5))),
    "saddle, half as large on a sheet": ("saddle", pages(3), SheetWish(sheet=A4, margin=mm(5), scale=0.5)),
    "signatures, ground": ("signatures", pages(10), SheetWish(signature=8, grind=mm(3), caliper=mm(0.2))),
    "signatures of four": ("signatures", pages(8, A6), SheetWish(signature=4, bleed=0.0)),
    "fold": ("fold", pages(4, A6), SheetWish(sheet=A4, has_marks=True, bleed=mm(2))),
    "roll-fold, cut": ("roll-fold", pages(6, A6), SheetWish(short=mm(3))),
    "roll-fold, narrow flap": ("roll-fold", pages(6, A6, 3, 4), SheetWish(is_rtl=True, has_marks=True)),
    "z-fold": ("z-fold", pages(6, A6), SheetWish(has_marks=True, scale=0.5)),
    "z-fold, from the right": ("z-fold", pages(6, A6), SheetWish(is_rtl=True)),
    "zine": ("zine", pages(8, A6), SheetWish(has_marks=True)),
    "zine, from the right": ("zine", pages(8, A6), SheetWish(is_rtl=True, sheet=A4_WIDE, scale=0.5)),
    "n-up, a sheet of each": ("n-up", pages(2, CARD), SheetWish(sheet=size(200, 130), gap=mm(4))),
    "n-up, in turn": ("n-up", pages(5, size(50, 70)), SheetWish(sheet=size(130, 160), is_sequence=True, is_rtl=True)),
    "n-up-backs, lying": ("n-up-backs", pages(4, CARD), SheetWish(sheet=size(120, 180), gap=mm(6), margin=mm(5))),
    "n-up-backs, in turn": ("n-up-backs", pages(6, CARD), SheetWish(sheet=size(180, 115), is_sequence=True)),
    "fold-over, lying": ("fold-over", pages(2, CARD), SheetWish(sheet=size(190, 130), gap=mm(4))),
    "fold-over, from the right": (
        *("fold-over", pages(4, size(50, 70))),
        SheetWish(sheet=size(160, 120), is_rtl=True, is_sequence=True, gap=mm(8)),
    ),
    "tiles, two by two": ("tiles", pages(1, size(330, 400)), SheetWish(sheet=A4, margin=mm(10), overlap=mm(12))),
    "tiles, low ones": ("tiles", pages(1, size(100, 130)), SheetWish(sheet=size(80, 90), margin=mm(5), overlap=mm(9))),
    "tiles, high ones": ("tiles", pages(1, size(130, 62)), SheetWish(sheet=size(70, 90), margin=mm(5))),
    "tiles, nearly fewer": ("tiles", pages(1, size(299, 190)), SheetWish(sheet=size(300, 200), scale=1.02)),
    "tiles, one": ("tiles", pages(1, A6), SheetWish(sheet=A4, margin=mm(5))),
}


def far(*lengths: float) -> str:
    return " ".join(f"{round(length / MM, 2) + 0:g}" for length in lengths)


def told_of(side: Side) -> Iterator[str]:
    """Yield what stands on a side, line by line; of hatches and maps the first lines and the last."""
    yield f"side {far(*side.size)}, trim {far(*side.trim)}, bleed {far(*side.bleed)}"
    for spot in side.spots:
        turned = f", turned {spot.turn}" * bool(spot.turn) + f", scale {spot.scale:g}" * (spot.scale != 1)
        yield f"  page {spot.page + 1} at {far(*spot.trim)}, seen {far(*spot.clip)}{turned}"
    for what, lines in (("cut", side.cuts), ("fold", side.folds)):
        yield from (f"  {what} {far(*line)}" for line in lines)
    yield from (f"  target {far(*target)}" for target in side.targets)
    yield from (f"  label {label.text} {far(label.x, label.y, label.height)}" for label in side.labels)
    if side.thin:
        yield f"  {len(side.thin)} thin lines"
    yield from (f"    {far(*line)}" for line in dict.fromkeys((*side.thin[:3], *side.thin[-4:])))


def told_of_plan(plan: SheetPlan) -> str:
    notes = (f"{note.code}: {note.message}; {note.hint}" for note in plan.notes)
    lines = (line for side in plan.sides for line in told_of(side))
    return "\n".join((f"turned {plan.duplex or 'nowhere'}", *notes, *lines))


def plan_of(case: str) -> SheetPlan:
    if case.startswith("test sheet"):
        return calibration_plan(A6, edge=case.rpartition(" ")[2])
    scheme, given, wish = CASES[case]
    return SCHEMES[scheme](given, wish, "a.pdf")


NAMES = (*CASES, "test sheet, long", "test sheet, short")


def kept() -> dict[str, str]:
    parts = LIST.read_text("utf-8").split("== ")[1:]
    return {name: text.strip() for name, _, text in (part.partition("\n") for part in parts)}


@pytest.mark.parametrize("case", NAMES)
def test_everything_on_a_sheet_stands_where_it_stood(case: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden") and case == NAMES[0]:
        LIST.write_text("\n".join(f"== {name}\n{told_of_plan(plan_of(name))}\n" for name in NAMES), "utf-8")
    assert told_of_plan(plan_of(case)) == kept()[case]


def test_no_list_is_left_over() -> None:
    assert tuple(kept()) == NAMES


@pytest.mark.parametrize(("dx", "dy"), [(3.0, 0.0), (0.0, -2.0), (3.0, -2.0), (0.0, 0.0)])
def test_backs_are_moved_to_the_side_and_up_each_by_itself(dx: float, dy: float) -> None:
    plan = plan_of("n-up-backs, in turn")
    for number, (before, after) in enumerate(zip(plan.sides, shift_backs(plan, dx, dy).sides, strict=True)):
        assert after == (before.moved(dx, dy) if number % 2 else before)
    single = replace(plan, duplex="")
    assert shift_backs(single, dx, dy) is single


def test_what_is_seen_of_a_page_stays_on_its_sheet() -> None:
    for name in CASES:
        for side in plan_of(name).sides:
            sheet = Rect(0, 0, *side.size).grown(0.01)
            assert all(sheet.x <= spot.clip.x and spot.clip.right <= sheet.right for spot in side.spots), name
            assert all(sheet.y <= spot.clip.y and spot.clip.top <= sheet.top for spot in side.spots), name
