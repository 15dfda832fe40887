"""Composite glyphs, read back with fontTools."""

import io

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen, RecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from booklet.check.preflight.read.programs import judge
from booklet.text.composites import Composite, add_composites
from booklet.text.fontfile import FontFile, make_font_file, number_codes
from booklet.text.fonts import Font, Setting, open_face

NUNITO = Font("fontpkg_nunito/files/Nunito[wght].ttf", 500)
LATIN = Setting("ltr", "Latn", "en")


def file_of(text: str) -> FontFile:
    shaped = open_face(NUNITO).shape(text, LATIN)
    return make_font_file(NUNITO, number_codes([glyph for glyph, _ in shaped.glyphs]))


def opened(program: bytes) -> TTFont:
    return TTFont(io.BytesIO(program), checkChecksums=2)


def square_font(*names: str, padding: int = 1) -> bytes:
    """Return a font of a square, a bar, a space and a composite of both, with short `loca` and one long metric."""
    builder = FontBuilder(1000, isTTF=True)
    names = names or (".notdef", "square", "bar", "space", "both")
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({65 + place: name for place, name in enumerate(names)})
    glyphs = {name: TTGlyphPen(None).glyph() for name in (".notdef", "space")}
    for name, (width, height) in {"square": (500, 500), "bar": (100, 700)}.items():
        pen = TTGlyphPen(None)
        pen.moveTo((0, 0))
        for point in ((0, height), (width, height), (width, 0)):
            pen.lineTo(point)
        pen.closePath()
        glyphs[name] = pen.glyph()
    pen = TTGlyphPen({"square": None, "bar": None})
    pen.addComponent("square", (1, 0, 0, 1, 0, 0))
    pen.addComponent("bar", (1, 0, 0, 1, 600, 0))
    glyphs["both"] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (600, 0) for name in names})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({})
    builder.setupOS2()
    builder.setupPost()
    builder.font["glyf"].padding = padding
    stream = io.BytesIO()
    builder.save(stream)
    return stream.getvalue()


SQUARE, BAR, SPACE, BOTH = 1, 2, 3, 4


def drawn(font: TTFont, glyph: int) -> list[tuple[str, tuple[object, ...]]]:
    """Return the outline of a glyph with its components resolved."""
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getGlyphName(glyph)].draw(pen)
    return list(pen.value)


def moved(font: TTFont, glyph: int, dx: int, dy: int) -> list[tuple[str, tuple[object, ...]]]:
    """Return the outline of a glyph, moved."""
    return [
        (verb, tuple(None if point is None else (point[0] + dx, point[1] + dy) for point in points))
        for verb, points in _simple(font, glyph)
    ]


def _simple(font: TTFont, glyph: int) -> list[tuple[str, tuple[tuple[int, int] | None, ...]]]:
    glyphs = font.getGlyphSet()
    pen = RecordingPen()
    glyphs[font.getGlyphName(glyph)].draw(pen)
    return list(pen.value)


@pytest.mark.parametrize("text", ["T\u0301", "x\u0323\u0301"])
def test_a_cluster_of_the_real_font_is_a_composite_of_its_parts(text: str) -> None:
    file = file_of(text)
    font = opened(file.program)
    (glyph,) = file.codes
    name = font.getGlyphName(file.glyphs[1])
    composite = font["glyf"][name]
    assert composite.isComposite()
    assert [(part.x, part.y) for part in composite.components] == [part[1:] for part in glyph.parts]
    assert font["hmtx"][name][0] == glyph.advance
    (letter,) = open_face(NUNITO).shape(text[0], LATIN).glyphs
    assert glyph.advance == letter[0].advance


def test_the_parts_of_a_cluster_are_drawn_as_letter_and_accent() -> None:
    file = file_of("T\u0301")
    font = opened(file.program)
    parts = font["glyf"][font.getGlyphName(file.glyphs[1])].components
    letter, accent = (font.getGlyphID(part.glyphName) for part in parts)
    assert drawn(font, file.glyphs[1]) == [
        *moved(font, letter, parts[0].x, parts[0].y),
        *moved(font, accent, parts[1].x, parts[1].y),
    ]
    assert font["glyf"][parts[1].glyphName].yMin + parts[1].y > font["glyf"][parts[0].glyphName].yMax


def test_composites_stand_behind_the_glyphs_that_were_there() -> None:
    program, numbers = add_composites(
        square_font(), [Composite(600, ((SQUARE, 0, 0), (BAR, 200, 500))), Composite(610, ((BAR, 5, 0),))]
    )
    assert numbers == [5, 6]
    assert opened(program)["maxp"].numGlyphs == 7


def test_the_glyphs_that_were_there_stay_as_they_were() -> None:
    before = opened(square_font())
    after = opened(add_composites(square_font(), [Composite(700, ((SQUARE, 10, 20),))])[0])
    for glyph in range(5):
        assert drawn(after, glyph) == drawn(before, glyph)
        assert after["hmtx"][after.getGlyphName(glyph)] == before["hmtx"][before.getGlyphName(glyph)]


def test_the_box_of_a_composite_holds_all_its_parts() -> None:
    program, (number,) = add_composites(square_font(), [Composite(600, ((SQUARE, -50, 0), (BAR, 200, 500)))])
    font = opened(program)
    glyph = font["glyf"][font.getGlyphName(number)]
    assert (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax) == (-50, 0, 450, 1200)
    assert font["hmtx"][font.getGlyphName(number)] == (600, -50)


def test_a_composite_of_a_composite_is_drawn_whole() -> None:
    program, (number,) = add_composites(square_font(), [Composite(900, ((BOTH, 0, 0), (BAR, 750, 10)))])
    font = opened(program)
    assert drawn(font, number) == [*moved(font, SQUARE, 0, 0), *moved(font, BAR, 600, 0), *moved(font, BAR, 750, 10)]


def test_a_part_without_outline_is_left_out() -> None:
    program, (number,) = add_composites(square_font(), [Composite(600, ((SPACE, 0, 0), (BAR, 3, 4)))])
    font = opened(program)
    assert [(part.glyphName, part.x, part.y) for part in font["glyf"][font.getGlyphName(number)].components] == [
        (font.getGlyphName(BAR), 3, 4)
    ]


def test_a_composite_of_nothing_that_is_seen_is_empty_and_keeps_its_advance() -> None:
    program, (number,) = add_composites(square_font(), [Composite(430, ((SPACE, 0, 0), (SPACE, 5, 0)))])
    font = opened(program)
    assert drawn(font, number) == []
    assert font["hmtx"][font.getGlyphName(number)][0] == 430


def test_the_maxima_cover_what_fonttools_counts() -> None:
    composites = [Composite(600, ((BOTH, 0, 0), (SQUARE, 1, 1), (BAR, 750, 10))), Composite(1, ((BAR, 1, 0),))]
    font = opened(add_composites(square_font(), composites)[0])
    names = ("maxCompositePoints", "maxCompositeContours", "maxComponentElements", "maxComponentDepth")
    stated = {name: getattr(font["maxp"], name) for name in names}
    font["maxp"].recalc(font)
    assert all(stated[name] >= getattr(font["maxp"], name) for name in names)


def test_without_composites_nothing_is_touched() -> None:
    font = square_font()
    assert add_composites(font, []) == (font, [])


def test_a_blank_glyph_at_the_end_stays_blank_and_no_program_takes_it_for_a_broken_one() -> None:
    """What fills `glyf` up became the outline of the last glyph, of two bytes: presses refuse such a font."""
    font = square_font(".notdef", "square", "bar", "both", "space", padding=0)
    assert len(opened(font).reader["glyf"]) % 4
    program, (code,) = add_composites(font, [Composite(600, ((1, 0, 0), (2, 600, 0)))])
    places = opened(program)["loca"].locations
    assert places[4] == places[5] < places[6]
    assert drawn(opened(program), code) == drawn(opened(program), 3)
    assert judge(program).blank == {0, 4}
