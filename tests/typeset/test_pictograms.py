"""The pictures of what hands do: each step has one, in the box that a page leaves it."""

import pytest

from booklet.art.drawing import Drawing
from booklet.make.packs.instructions import FLIPS
from booklet.sheets.handling import HANDLINGS
from booklet.sources.load import Sources
from booklet.text.fonts import Setting
from booklet.typeset.house import House, first_allowance
from booklet.typeset.pictograms import HEIGHT, WIDTH, pictogram
from booklet.typeset.placed import ArtAt
from booklet.words.manuscript import Labels

STEPS = {
    *(step for handling in HANDLINGS.values() for step in handling.steps),
    *(picture for _, picture in FLIPS.values()),
    *("size", "send", "show", "call"),
}


@pytest.mark.parametrize("name", sorted(STEPS))
def test_every_step_has_a_picture_that_is_not_stretched_and_stays_in_its_box(name: str, sources: Sources) -> None:
    theme, setting = sources.theme, Setting("ltr", "Latn", "en")
    house = House(theme, "booklet", setting, Labels(()), theme.sections["help"], first_allowance(theme))
    found = pictogram(name, house)
    (item,) = found.items
    assert isinstance(item, ArtAt)
    drawing = sources.art[item.name]
    assert isinstance(drawing, Drawing) and drawing.shapes
    assert (found.width, found.height) == (WIDTH, HEIGHT)
    assert item.box.width / item.box.height == pytest.approx(drawing.width / drawing.height)
    assert item.box.x >= 0 and item.box.right <= WIDTH and item.box.top <= 0 and item.box.y >= -HEIGHT


def test_no_picture_is_left_over(sources: Sources) -> None:
    drawn = {name.removeprefix("howto-") for name in sources.art if name.startswith("howto-")}
    assert drawn == STEPS - {"call"}
