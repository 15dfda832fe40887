"""A project may bring a typeface that draws 1 as 7: what stands on the paper is what the facts say all the same."""

from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from once import MADE
from projects import OWN_TYPEFACE, lay

from booklet.make.build import check, open_sources
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.text.fonts import find_font


def wrong_font(path: Path) -> Path:
    """Write a typeface that draws 1 as 7."""
    nunito = find_font("fontpkg_nunito/files/Nunito[wght].ttf")
    font = instantiateVariableFont(TTFont(nunito), {"wght": 800})
    names = font.getBestCmap()
    font["glyf"][names[ord("1")]] = font["glyf"][names[ord("7")]]
    path.parent.mkdir(parents=True, exist_ok=True)
    font.save(path)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("product", ["card", "poster"])
def test_numbers_are_drawn_in_our_own_type_where_a_project_has_its_own(product: str, tmp_path: Path) -> None:
    wrong_font(tmp_path / "fonts/Own.ttf")
    ours = open_sources(lay(tmp_path, {"layouts/fonts.yaml": OWN_TYPEFACE}))
    wanted = Wanted((product,), ("en",), ("KE",), editions=("press",))
    (found,) = check(plan_jobs(wanted, ours)[:1], ours, MADE)
    data = draw(found, ours, MADE)
    assert prove(found, data, ours, MADE).numbers
    used = fonts_of_text(data, "116")
    assert used and not any("Own" in name for name in used)
    assert any("Own" in name for name in fonts_of_text(data, "Kenya"))


def fonts_of_text(data: bytes, text: str) -> set[str]:
    """Return the fonts that a text of a file is set in, as PDFium tells them."""
    names = set()
    for page in pypdfium2.PdfDocument(data):
        textpage = page.get_textpage()
        for start, count in iter(textpage.search(text).get_next, None):
            for place in range(start, start + count):
                names.add(textpage.get_textobj(place).get_font().get_base_name())
    return names
