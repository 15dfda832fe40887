"""The foot of a page: what stands beside one another stands on one level, in every script and on the fullest page."""

import pytest
from laid import lay
from rendered import documents

from booklet.geometry import mm
from booklet.text.fonts import open_face
from booklet.typeset.foot import MIDDLE, STRIP
from booklet.typeset.placed import ArtAt, PlacedPage, TextAt


def middles(page: PlacedPage) -> dict[str, float]:
    """Return where the middles of the icon, the pointer and the number in the foot of a left-hand page are."""
    found = {}
    for item, _, dy in lay(page.items):
        if isinstance(item, ArtAt) and item.name == "icon-phone-fill":
            found["icon"] = item.box.y + dy + item.box.height / 2
        if isinstance(item, TextAt) and item.y + dy < STRIP:
            run = item.line.runs[0]
            name = "number" if item.line.text.strip().isdecimal() else "pointer"
            found[name] = item.y + dy + open_face(run.font).cap_height * run.size / 2
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("country", "locale"), [("MX", "es"), ("TH", "th"), ("EG", "ar")])
def test_pointer_icon_and_number_stand_on_one_level(country: str, locale: str) -> None:
    pages = [page for document in documents(country, "colour", locale, ("booklet",)) for page in document.placed.pages]
    feet = [found for found in map(middles, pages) if "icon" in found and "pointer" in found]
    assert len(feet) > 20
    for found in feet:
        assert set(found) == {"icon", "pointer", "number"}
        assert list(found.values()) == pytest.approx([STRIP - MIDDLE] * 3, abs=mm(0.2))
