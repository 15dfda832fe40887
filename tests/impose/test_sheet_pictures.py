"""Pictures of sheets for people: cuts are whole lines in red, folds dashed ones in blue, each page has its number."""

from itertools import pairwise

import pytest
from PIL import Image

from booklet.geometry import Rect, Size
from booklet.impose.pictures import CUT, FOLD, explain
from booklet.sheets.spots import Line, Side, Spot, whole_side
from booklet.values import replace

SIZE = Size(100, 60)


def shown(side: Side) -> Image.Image:
    return explain(Image.new("RGB", (100, 60), "black"), side)


def along(picture: Image.Image, line: Line, colour: tuple[int, int, int]) -> list[bool]:
    """Return for each tenth of a line, which counts upwards from the lower left, whether it is of a colour."""
    x, y, to_x, to_y = line
    places = [(x + (to_x - x) * part / 40, y + (to_y - y) * part / 40) for part in range(1, 40)]
    return [picture.getpixel((int(across), int(60 - up))) == colour for across, up in places]


LINES = [(20, 10, 80, 10), (20, 50, 80, 50), (30, 5, 30, 55), (90, 55, 90, 5), (80, 30, 20, 30)]


@pytest.mark.parametrize("line", LINES)
def test_a_cut_is_a_whole_line_where_it_is(line: Line) -> None:
    picture = shown(replace(whole_side(SIZE), cuts=(line,)))
    assert all(along(picture, line, CUT))
    colours = picture.getcolors()
    assert colours is not None and len(colours) == 2


@pytest.mark.parametrize("line", LINES)
def test_a_fold_is_a_dashed_line_from_end_to_end(line: Line) -> None:
    seen = along(shown(replace(whole_side(SIZE), folds=(line,))), line, FOLD)
    assert 0.5 < sum(seen) / len(seen) < 0.75 and any(seen[:5]) and any(seen[-9:]) and any(seen[18:26])
    assert sum(one != other for one, other in pairwise(seen)) >= 8, "dashes and gaps in turn"


def test_the_pages_are_seen_palely_below_what_is_said_of_them() -> None:
    assert shown(whole_side(SIZE)).getpixel((50, 30)) == (140, 140, 140)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("clip", [Rect(0, 0, 50, 60), Rect(50, 0, 50, 60), Rect(10, 30, 40, 30)], ids=str)
def test_each_page_has_its_number_in_its_middle(clip: Rect, turn: int) -> None:
    plain = shown(whole_side(SIZE))
    one, other = (shown(whole_side(SIZE, (Spot(page, clip, clip, turn),))) for page in (0, 9))
    ink = [x for x in (one, other) if (x.tobytes() != plain.tobytes())]
    assert len(ink) == 2 and one.tobytes() != other.tobytes(), "1 and 10 are other numbers"
    dark = [(x, y) for x in range(100) for y in range(60) if other.getpixel((x, y))[0] < 60]  # type: ignore[index]
    left, right = min(x for x, _ in dark), max(x for x, _ in dark)
    top, low = min(y for _, y in dark), max(y for _, y in dark)
    assert (left + right) / 2 == pytest.approx(clip.x + clip.width / 2, abs=2.5)
    assert (top + low) / 2 == pytest.approx(60 - clip.y - clip.height / 2, abs=2.5)
    assert (right - left > low - top) is (turn in {0, 180}), "it is turned as its page is"
