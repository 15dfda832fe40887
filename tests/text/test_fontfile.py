"""The subset of a font that a file embeds, read back with fontTools."""

import io
import re
from collections.abc import Iterable

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from booklet.text.fontfile import FontFile, make_font_file, number_codes
from booklet.text.fonts import Font, Glyph, Setting, open_face

NUNITO = "fontpkg_nunito/files/Nunito[wght].ttf"
BODY = Font(NUNITO, 500)
LATIN = Setting("ltr", "Latn", "en")
SAMPLE = "Tell an adult. AVfi T\u0301x\u0323\u0301"

GLYPHS = st.builds(
    Glyph,
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=2).map(tuple),
    st.sampled_from(["a", "b", "fi", "é"]),
    st.integers(400, 402),
)


def glyphs(text: str, font: Font = BODY) -> set[Glyph]:
    """Return the glyphs that show a text."""
    return {glyph for glyph, _ in open_face(font).shape(text, LATIN).glyphs}


def file_of(text: str, font: Font = BODY) -> FontFile:
    return make_font_file(font, number_codes(glyphs(text, font)))


def opened(file: FontFile) -> TTFont:
    return TTFont(io.BytesIO(file.program), checkChecksums=2)


def outline(file: FontFile, text: str) -> list[tuple[int, int]]:
    """Return the points of the glyph that shows a text."""
    font = opened(file)
    place = next(place for place, glyph in enumerate(file.codes, start=1) if glyph.text == text)
    name = font.getGlyphName(file.glyphs[place])
    points: Iterable[tuple[int, int]] = font["glyf"][name].getCoordinates(font["glyf"])[0]
    return [(int(x), int(y)) for x, y in points]


@pytest.mark.slow
@given(st.lists(GLYPHS))
def test_every_glyph_has_exactly_one_code(found: list[Glyph]) -> None:
    codes = number_codes(found)
    assert set(codes) == set(found)
    assert len(codes) == len(set(codes))


@pytest.mark.slow
@given(st.lists(GLYPHS).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_of_first_use_plays_no_part(found: tuple[list[Glyph], list[Glyph]]) -> None:
    first, second = found
    assert number_codes(first) == number_codes(second)


def test_a_subset_holds_exactly_the_wanted_glyphs() -> None:
    file = file_of("Tell T\u0301")
    letters = {part[0] for glyph in file.codes for part in glyph.parts}
    clusters = [glyph for glyph in file.codes if len(glyph.parts) > 1]
    font = opened(file)
    assert len(clusters) == 1
    assert font["maxp"].numGlyphs == 1 + len(letters) + len(clusters)
    assert len(file.glyphs) == len(file.codes) + 1
    assert len(set(file.glyphs)) == len(file.glyphs)


def test_a_subset_has_what_draws_and_nothing_else() -> None:
    assert set(opened(file_of(SAMPLE)).keys()) - {"GlyphOrder"} == {"head", "hhea", "hmtx", "maxp", "loca", "glyf"}


def test_the_weight_is_pinned_and_no_table_can_vary_it() -> None:
    assert not {"fvar", "gvar", "avar", "HVAR", "MVAR", "STAT", "cvar"} & set(opened(file_of(SAMPLE)).keys())


def test_another_weight_has_other_outlines() -> None:
    light, heavy = (outline(file_of("A", Font(NUNITO, weight)), "A") for weight in (500, 1000))
    assert len(light) == len(heavy)
    assert light != heavy


def test_outlines_are_those_that_were_shaped() -> None:
    file = file_of("Wagé")
    for glyph in file.codes:
        extents = open_face(BODY).font.get_glyph_extents(glyph.parts[0][0])
        xs, ys = zip(*outline(file, glyph.text), strict=True)
        assert min(xs) == pytest.approx(extents.x_bearing, abs=1)
        assert max(ys) == pytest.approx(extents.y_bearing, abs=1)
        assert max(xs) == pytest.approx(extents.x_bearing + extents.width, abs=1)


@pytest.mark.parametrize("font", [BODY, Font(NUNITO, 1000), Font("fontpkg_rubik/files/Rubik[wght].ttf", 800)])
def test_widths_are_those_of_the_program(font: Font) -> None:
    file = file_of(SAMPLE, font)
    program = opened(file)
    scale = 1000 / program["head"].unitsPerEm
    for code, width in enumerate(file.widths[1:], start=1):
        advance, _ = program["hmtx"][program.getGlyphName(file.glyphs[code])]
        assert width == pytest.approx(advance * scale, abs=0.01)
        assert width == pytest.approx(file.codes[code - 1].advance * scale, abs=0.01)


def test_code_zero_is_the_missing_glyph_and_has_no_width() -> None:
    file = file_of("A")
    assert file.glyphs[0] == 0
    assert file.widths[0] == 0


def test_a_space_has_a_width_and_no_outline() -> None:
    file = file_of(" ")
    assert file.widths[1] > 0
    assert outline(file, " ") == []


def test_one_glyph_that_stands_for_two_texts_has_two_codes() -> None:
    file = file_of("ée\u0301")
    assert [glyph.text for glyph in file.codes] == ["e\u0301", "é"]
    assert file.glyphs[1] == file.glyphs[2]


def test_a_name_begins_with_six_capitals() -> None:
    assert re.fullmatch(r"[A-Z]{6}\+Nunito500", file_of("A").name)


def test_a_name_differs_when_codes_or_weight_differ() -> None:
    names = [file_of("A").name, file_of("AB").name, file_of("ABC").name, file_of("A", Font(NUNITO, 800)).name]
    assert len({name.partition("+")[0] for name in names}) == len(names)


def test_equal_codes_make_equal_bytes() -> None:
    codes = number_codes(glyphs(SAMPLE))
    assert make_font_file(BODY, codes) == make_font_file(BODY, codes)


def test_the_metrics_are_those_of_the_face() -> None:
    file = file_of("A")
    assert file.cap_height == 705
    assert file.descent < 0 < file.cap_height < file.ascent


@pytest.mark.parametrize("text", ["A", "gy", "T\u0301", SAMPLE, "l\u0303\u0303", "i\u0331", "W\u0302\u0302"])
def test_every_glyph_fits_in_the_box(text: str) -> None:
    file = file_of(text)
    left, low, right, high = file.box
    for glyph in file.codes:
        for x, y in outline(file, glyph.text):
            assert left - 1 <= x <= right + 1, glyph.text
            assert low - 1 <= y <= high + 1, glyph.text


def test_the_stem_grows_with_the_weight() -> None:
    assert file_of("A").stem < file_of("A", Font(NUNITO, 800)).stem
