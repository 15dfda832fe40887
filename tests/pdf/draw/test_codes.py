"""The codes of a file, and the strings made with them read back through ToUnicode."""

import io
import re
import shutil
from itertools import permutations
from pathlib import Path as FilePath

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from booklet.geometry import Path, Rect, Size
from booklet.pdf.draw.codes import FontCodes, list_shown_glyphs, number_fonts
from booklet.pdf.draw.palette import Palette
from booklet.pdf.draw.stream import draw_page
from booklet.pdf.fonts import to_unicode
from booklet.text.compose import set_line
from booklet.text.fontfile import make_font_file, number_codes
from booklet.text.fonts import IGNORABLE, Font, Setting, Shaped, find_font, open_face
from booklet.text.itemise import TextStyle
from booklet.typeset.placed import ARTIFACT, Clipped, Component, FigureAt, Form, Group, Item, PlacedPage, TextAt
from booklet.values import replace

NUNITO = "fontpkg_nunito/files/Nunito[wght].ttf"
BODY, STRONG = Font(NUNITO, 500), Font(NUNITO, 800)
LATIN = Setting("ltr", "Latn", "en")
STYLE = TextStyle((BODY,), (STRONG,), size=12, leading=17, ink="black")
PALETTE = Palette("press", "press", {"black": "0 0 0 1 k"}, {"black": "0 0 0 1 K"}, overprints=True)
TEXTS = st.text(alphabet="aefilTVWAy .,’-1\u00a0\u0301\u0323\u2060éßğĐ", min_size=1, max_size=20).filter(
    lambda text: text.translate(IGNORABLE)
)
CHARACTERS = st.text(alphabet="abcé\u0301fiT", min_size=1, max_size=8)


def codes_of(*texts: str) -> FontCodes:
    """Return the codes of a file that shows some texts."""
    glyphs = [glyph for text in texts for glyph, _ in open_face(BODY).shape(text, LATIN).glyphs]
    return FontCodes(BODY, number_codes(glyphs))


def shaped(text: str) -> Shaped:
    return open_face(BODY).shape(text, LATIN)


def text_at(markup: str) -> TextAt:
    return TextAt(0, 0, set_line(markup, STYLE, LATIN), 0)


def page(*items: Item, varies: bool = False) -> PlacedPage:
    return PlacedPage(0, "topic", Size(100, 100), 0, items, (), varies)


def form(*items: Item) -> Form:
    return Form("form", Component(100, 100, items))


def shown(array: str) -> list[int]:
    """Return the codes in the inside of a TJ array."""
    return [int(code, 16) for text in re.findall("<([0-9A-F]+)>", array) for code in re.findall("....", text)]


def adjustments(array: str) -> float:
    """Return by how much the numbers of a TJ array move what follows, in thousandths of an em."""
    return -sum(float(found) for found in re.sub("<[0-9A-F]*>", " ", array).split())


def unicode_map(codes: FontCodes) -> dict[int, str]:
    """Return what the ToUnicode map of the file says."""
    cmap = to_unicode(make_font_file(codes.font, codes.codes)).decode()
    entries = re.findall("^<([0-9A-F]{4})> <([0-9A-F]*)>$", cmap, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in entries}


def test_a_font_remembers_so_many_strings_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("booklet.pdf.draw.codes.MOST_STRINGS", 3)
    words = ("Tell", "Tell one", "one", "Tell", "on", "one")
    strings = codes_of(*words).strings(0)
    assert [strings[shaped(word)] for word in words] == [codes_of(*words).strings(0)[shaped(word)] for word in words]
    assert len(strings) <= 3


@pytest.mark.slow
@given(TEXTS)
def test_a_string_read_through_the_unicode_map_is_the_text(text: str) -> None:
    codes = codes_of(text, "Another text")
    known = unicode_map(codes)
    assert "".join(known[code] for code in shown(codes.strings(0)[shaped(text)])) == text.translate(IGNORABLE)


@pytest.mark.slow
@given(TEXTS, st.sampled_from([-10, 0, 25]))
def test_widths_and_adjustments_are_as_wide_as_the_shaped_text(text: str, tracking: int) -> None:
    codes = codes_of(text)
    file = make_font_file(BODY, codes.codes)
    array = codes.strings(tracking)[shaped(text)]
    found = shaped(text)
    wanted = found.width * 1000 / open_face(BODY).upem + tracking * len(found.glyphs)
    assert sum(file.widths[code] for code in shown(array)) + adjustments(array) == pytest.approx(wanted, abs=0.01)


def test_a_text_without_kerning_is_one_string() -> None:
    assert codes_of("nnn").strings(0)[shaped("nnn")] == "<000100010001>"


def test_kerning_moves_what_follows() -> None:
    assert codes_of("AV").strings(0)[shaped("AVA")] == "<0001>56<0002>56<0001>"


def test_tracking_follows_every_glyph() -> None:
    assert codes_of("nn").strings(50)[shaped("nn")] == "<0001>-50<0001>-50"


def test_a_cluster_is_one_code() -> None:
    codes = codes_of("T\u0301")
    assert codes.strings(0)[shaped("T\u0301")] == "<0001>"
    assert unicode_map(codes) == {1: "T\u0301"}


def test_a_map_of_many_codes_comes_in_hundreds() -> None:
    codes = codes_of("".join(map(chr, range(0x21, 0x7F))) + "".join(map(chr, range(0xC0, 0x17F))))
    cmap = to_unicode(make_font_file(BODY, codes.codes)).decode()
    counts = [int(count) for count in re.findall("([0-9]+) beginbfchar", cmap)]
    assert len(counts) > 2
    assert max(counts) == 100
    assert sum(counts) == len(codes.codes) == len(unicode_map(codes))


def test_what_varies_has_a_font_of_its_own() -> None:
    codes = number_fonts((page(text_at("zebra"), varies=False), page(text_at("abc"), varies=True)), ())
    assert {glyph.text for glyph in codes.guide[BODY].codes} == set("zebra")
    assert {glyph.text for glyph in codes.insert[BODY].codes} == set("abc")
    assert codes.all == (codes.guide[BODY], codes.insert[BODY])


def test_a_font_that_shows_the_same_in_both_is_written_once() -> None:
    codes = number_fonts((page(text_at("abc")), page(text_at("cab"), varies=True)), ())
    assert codes.all == (codes.guide[BODY],)


@pytest.mark.slow
@given(CHARACTERS, CHARACTERS, CHARACTERS)
def test_what_varies_never_changes_a_code_of_the_guide(steadily: str, first: str, second: str) -> None:
    steady = page(text_at(steadily))
    one = number_fonts((steady, page(text_at(first), varies=True)), ())
    other = number_fonts((page(text_at(second), varies=True), steady), (form(text_at(first)),))
    assert one.guide == other.guide


def test_pages_may_come_in_any_order() -> None:
    pages = (page(text_at("zebra")), page(text_at("*abc*")), page(text_at("xyz"), varies=True))
    found = [number_fonts(order, ()) for order in permutations(pages)]
    assert all(codes == found[0] for codes in found)


def test_a_page_is_drawn_with_the_codes_it_depends_on() -> None:
    steady, varying = page(text_at("a")), page(text_at("b"), varies=True)
    codes = number_fonts((steady, varying), ())
    assert codes.of(steady) is codes.guide
    assert codes.of(varying) is codes.insert


def test_equal_codes_are_the_same_object() -> None:
    first, second = (number_fonts((page(text_at("abc")),), (form(text_at(text)),)) for text in ("x", "y"))
    assert first.guide[BODY] is second.guide[BODY]
    assert first.insert[BODY] is not second.insert[BODY]


def test_each_font_has_codes_of_its_own() -> None:
    found = number_fonts((page(text_at("a *b*")),), ())
    assert [codes.font.weight for codes in found.all] == [500, 800]
    assert {glyph.text for glyph in found.guide[STRONG].codes} == {"b"}


def test_fonts_are_in_the_order_of_their_names_wherever_their_files_lie(tmp_path: FilePath) -> None:
    orders = []
    for first, second in (("a", "b"), ("b", "a")):
        files = [tmp_path / first / "One.ttf", tmp_path / second / "Two.ttf"]
        for file in files:
            file.parent.mkdir(exist_ok=True)
            shutil.copy(find_font(NUNITO) or "", file)
        styles = [replace(STYLE, fonts=(Font(str(file), 500),)) for file in files]
        items = [TextAt(0, 0, set_line("Tell", style, LATIN), ARTIFACT) for style in styles]
        drawn = draw_page(page(*items), number_fonts((page(*items),), ()).guide, PALETTE)
        written = number_fonts((page(*items),), ()).all
        orders.append([[codes.font.name for codes in fonts] for fonts in (written, drawn.fonts)])
    assert orders == [[["One500", "Two500"]] * 2] * 2


def test_glyphs_are_found_wherever_text_stands() -> None:
    inside = (Group(1, 1, 0, (Clipped(Path(()), (FigureAt(Rect(0, 0, 1, 1), (text_at("x"),), 0),)),)), text_at("y"))
    for found in (list_shown_glyphs(page(*inside).items), list_shown_glyphs(form(*inside).component.items)):
        assert {glyph.text for glyph in found[BODY]} == {"x", "y"}


def test_every_code_of_a_page_is_drawn_by_a_glyph_of_its_program() -> None:
    codes = number_fonts((page(text_at("Tell T\u0301 fi"), varies=True),), ()).insert[BODY]
    file = make_font_file(BODY, codes.codes)
    count = TTFont(io.BytesIO(file.program))["maxp"].numGlyphs
    assert all(0 < file.glyphs[code] < count for code in codes.numbers.values())
    assert sorted(codes.numbers.values()) == list(range(1, len(file.codes) + 1))
