"""Faces: what a text is in glyphs, and what each glyph stands for."""

import io
from importlib.util import find_spec
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from booklet.errors import SourceError
from booklet.sources.load import Sources
from booklet.text.fonts import IGNORABLE, Font, Glyph, Setting, Shaped, open_face

NUNITO = "fontpkg_nunito/files/Nunito[wght].ttf"
RUBIK = "fontpkg_rubik/files/Rubik[wght].ttf"
BODY = Font(NUNITO, 500)
LATIN = Setting("ltr", "Latn", "en")
TEXTS = st.text(alphabet="aefilTVWAy .,’-1\u00a0\u0301\u0323\u2060éßğĐ", min_size=1, max_size=20)


def shaped(text: str, font: Font = BODY) -> Shaped:
    return open_face(font).shape(text, LATIN)


def said(found: Shaped) -> str:
    """Return what the glyphs stand for, in the order of drawing."""
    return "".join(glyph.text for glyph, _ in found.glyphs)


@pytest.mark.parametrize("font", [BODY, Font(NUNITO, 1000), Font(RUBIK, 800)])
@given(text=TEXTS.filter(lambda text: text.translate(IGNORABLE)))
def test_the_glyphs_of_a_text_say_the_text(font: Font, text: str) -> None:
    assert said(shaped(text, font)) == text.translate(IGNORABLE)


@given(TEXTS.filter(lambda text: text.translate(IGNORABLE)))
def test_a_width_is_advances_and_kerning(text: str) -> None:
    found = shaped(text)
    assert found.width == sum(glyph.advance + kern for glyph, kern in found.glyphs)


def test_a_letter_is_one_glyph_with_its_own_advance() -> None:
    ((glyph, kern),) = shaped("a").glyphs
    assert glyph == Glyph(((glyph.parts[0][0], 0, 0),), "a", 533)
    assert kern == 0


def test_kerning_stands_after_a_glyph_and_not_in_it() -> None:
    assert [(glyph.text, kern) for glyph, kern in shaped("AVA").glyphs] == [("A", -56), ("V", -56), ("A", 0)]
    assert shaped("A").glyphs[0][0] == shaped("AVA").glyphs[0][0]


@pytest.mark.parametrize("text", ["AVA", "fin", "\u00ad"])
def test_the_codes_of_a_text_are_those_of_its_glyphs(text: str) -> None:
    found = shaped(text)
    assert found.codes == {glyph for glyph, _ in found.glyphs}


def test_a_ligature_is_one_code_that_stands_for_both_letters() -> None:
    assert [glyph.text for glyph, _ in shaped("fin").glyphs] == ["fi", "n"]


def test_a_letter_with_an_accent_of_its_own_is_one_glyph() -> None:
    ((glyph, _),) = shaped("e\u0301").glyphs
    assert glyph.text == "e\u0301"
    assert glyph.parts == shaped("é").glyphs[0][0].parts


def test_a_letter_without_such_a_glyph_is_a_composite_of_letter_and_accent() -> None:
    ((glyph, kern),) = shaped("T\u0301").glyphs
    ((letter, _),) = shaped("T").glyphs
    assert glyph.text == "T\u0301"
    assert len(glyph.parts) == 2
    assert glyph.parts[0] == letter.parts[0]
    assert 0 < glyph.parts[1][1] < letter.advance
    assert (glyph.advance, kern) == (letter.advance, 0)


@pytest.mark.parametrize("joiner", ["\u2060", "\u00ad", "\u200b"])
def test_what_is_not_seen_has_neither_glyph_nor_text(joiner: str) -> None:
    assert shaped(f"x{joiner}x").glyphs == shaped("xx").glyphs
    assert shaped(f"{joiner}x").glyphs == shaped("x").glyphs


@pytest.mark.parametrize("text", ["\u2060", "\u200b", "\u2066", ""])
def test_a_text_of_nothing_seen_is_no_glyph(text: str) -> None:
    found = shaped(text)
    assert (found.glyphs, found.width, found.missing) == ((), 0, "")


def test_a_soft_hyphen_by_itself_is_drawn_as_a_hyphen_and_copied_as_what_it_is() -> None:
    ((hyphen, _),) = shaped("\u00ad").glyphs
    ((drawn, _),) = shaped("\u2010").glyphs
    assert (hyphen.parts, hyphen.text) == (drawn.parts, "\u00ad")


@pytest.mark.parametrize("text", ["aཀ", "ཀa", "a ཀ a"])
def test_a_character_without_glyph_is_named(text: str) -> None:
    assert shaped(text).missing == "ཀ"


def test_a_letter_the_font_has_is_not_blamed_for_its_accent() -> None:
    assert shaped("a\u0f71").missing == "\u0f71"


def test_a_heavier_weight_is_wider() -> None:
    light, heavy = shaped("Tell someone"), shaped("Tell someone", Font(NUNITO, 1000))
    assert light.width < heavy.width


def test_hebrew_is_drawn_from_its_last_letter_to_its_first() -> None:
    found = open_face(Font(RUBIK, 700)).shape("שלום", Setting("rtl", "Hebr", "he"))
    assert said(found)[::-1] == "שלום"
    assert found.missing == ""


def test_a_face_measures_capitals_as_its_file_says() -> None:
    spec = find_spec("fontpkg_nunito")
    assert spec is not None
    assert spec.origin is not None
    data = (Path(spec.origin).parent / "files" / "Nunito[wght].ttf").read_bytes()
    with TTFont(io.BytesIO(data)) as font:
        assert open_face(BODY).cap_height == font["OS/2"].sCapHeight / font["head"].unitsPerEm


def test_the_name_of_a_font_is_its_family_and_weight() -> None:
    assert BODY.name == "Nunito500"
    assert Font(RUBIK, 800).name == "Rubik800"


def test_letters_join_across_a_change_of_font() -> None:
    arabic = Font("justmytype_intl_rtl/fonts/ofl/notosansarabic/NotoSansArabic[wdth,wght].ttf", 500)
    setting = Setting("rtl", "Arab", "ar")
    whole = open_face(arabic).shape("بيت", setting)
    alone, joined = open_face(arabic).shape("ب", setting), open_face(arabic).shape("ب", setting, after="يت")
    assert joined.glyphs[0][0].parts == whole.glyphs[-1][0].parts
    assert alone.glyphs[0][0].parts != joined.glyphs[0][0].parts
    assert joined.glyphs[0][0].text == "ب"


def test_every_typeface_is_installed_and_set_from_truetype(sources: Sources) -> None:
    files = [file for typeface in sources.theme.fonts.typefaces.values() for _, _, file in typeface.files]
    assert files
    for file in files:
        assert open_face(Font(file, 400)).upem


@pytest.mark.parametrize("file", ["fontpkg_none/files/None.ttf", "fontpkg_nunito/files/None.ttf"])
def test_a_font_that_is_not_installed_is_a_finding(file: str) -> None:
    with pytest.raises(SourceError) as caught:
        open_face(Font(file, 400))
    (finding,) = caught.value.findings
    assert finding.code == "missing-font"
    assert finding.where.file == file
    assert file.partition("/")[0].replace("_", "-") in finding.hint


def test_a_font_with_postscript_outlines_is_a_finding(tmp_path: Path) -> None:
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    pen = T2CharStringPen(500, None)
    builder.setupCFF("Own", {}, {".notdef": pen.getCharString()}, {})
    builder.setupHorizontalMetrics({".notdef": (500, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.save(tmp_path / "Own.ttf")
    with pytest.raises(SourceError) as caught:
        open_face(Font(str(tmp_path / "Own.ttf"), 400))
    assert [finding.code for finding in caught.value.findings] == ["not-truetype"]


@pytest.mark.parametrize("text", ["ჯ", "ж,", "한", "é", "ก", "e\u0301", "\u00a0", "中a"])
@pytest.mark.parametrize("file", [NUNITO, RUBIK])
def test_a_font_that_lacks_a_letter_cannot_shape_it(file: str, text: str) -> None:
    face = open_face(Font(file, 500))
    assert not face.lacks_letter_of(text) or face.shape(text, LATIN).missing


def test_a_letter_that_a_font_has_or_composes_is_not_lacking() -> None:
    face = open_face(Font(NUNITO, 500))
    assert [text for text in ("a,", "ж", "é", "\u212b", "1") if face.lacks_letter_of(text)] == []
    assert face.lacks_letter_of("aჯ")
