"""Font programs of each kind: sound ones pass, and nothing that is cut, empty or garbled does."""

from io import BytesIO
from random import Random

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.eexec import encrypt
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Name
from speed import first
from spoiling import black, own_font, paints, spoiled

from booklet.check.preflight.check import examine
from booklet.check.preflight.limits import Limits
from booklet.check.preflight.read.programs import judge
from booklet.errors import Severity

LETTERS = [".notdef", "space", *"abcdefgh"]


def outlined(pen: TTGlyphPen | T2CharStringPen, letter: str) -> None:
    """Draw a block for each letter, as wide as it comes late in the alphabet, and nothing for a space."""
    if letter != "space":
        width = 100 + 10 * LETTERS.index(letter)
        pen.moveTo((0, 0))
        for point in ((0, 700), (width, 700), (width, 0)):
            pen.lineTo(point)
        pen.closePath()


def built(*, is_truetype: bool) -> bytes:
    """Return a font of blocks."""
    font = FontBuilder(1000, isTTF=is_truetype)
    font.setupGlyphOrder(LETTERS)
    font.setupCharacterMap({ord(letter): letter for letter in LETTERS[2:]} | {32: "space"})
    glyphs = {}
    for letter in LETTERS:
        pen = TTGlyphPen(None) if is_truetype else T2CharStringPen(1000, None)
        outlined(pen, letter)
        glyphs[letter] = pen.glyph() if is_truetype else pen.getCharString()
    if is_truetype:
        font.setupGlyf(glyphs)
    else:
        font.setupCFF("Own", {}, glyphs, {})
    font.setupHorizontalMetrics(dict.fromkeys(LETTERS, (1000, 0)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupPost()
    written = BytesIO()
    font.font.save(written)
    return written.getvalue()


def compact() -> bytes:
    """Return the same font, bare as files have it (Type1C)."""
    font = built(is_truetype=False)
    at = font.index(b"CFF ", 12)
    start, length = int.from_bytes(font[at + 8 : at + 12], "big"), int.from_bytes(font[at + 12 : at + 16], "big")
    return font[start : start + length]


def type1(*, is_hexadecimal: bool = False) -> bytes:
    """Return a Type 1 program of blocks."""
    lines = [b"/CharStrings %d dict dup begin" % len(LETTERS)]
    for letter in LETTERS:  # 0 1000 hsbw 100 hlineto endchar, enciphered
        outline = encrypt(bytes(4) + bytes([139, 250, 124, 13, 239, 6, 14]), 4330)[0]
        lines.append(b"/%s %d RD %s ND" % (letter.encode(), len(outline), outline))
    private = b"dup /Private 8 dict dup begin /RD {string} def /lenIV 4 def\n" + b"\n".join(lines)
    cipher: bytes = encrypt(bytes(4) + private + b"\nend\nend\nmark currentfile closefile\n", 55665)[0]
    cipher = cipher.hex().encode() if is_hexadecimal else cipher
    head = b"%!PS-AdobeFont-1.0: Own\n/FontName /Own def\ncurrentfile eexec\n"
    return head + cipher + b"\n" + b"0" * 512 + b"\ncleartomark\n"


PROGRAMS = {
    "TrueType": (built(is_truetype=True), "FontFile2", {}),
    "OpenType": (built(is_truetype=False), "FontFile3", {"Subtype": Name.OpenType}),
    "CFF": (compact(), "FontFile3", {"Subtype": Name.Type1C}),
    "Type 1": (type1(), "FontFile", {}),
    "Type 1 in digits": (type1(is_hexadecimal=True), "FontFile", {}),
}


@pytest.mark.parametrize("kind", PROGRAMS)
def test_a_sound_program_of_each_kind_has_no_fault(kind: str) -> None:
    assert judge(PROGRAMS[kind][0]).fault == ""


@pytest.mark.parametrize("kind", PROGRAMS)
@pytest.mark.parametrize("share", [0.0, 0.1, 0.2, 0.3])
def test_a_program_that_is_cut_is_at_fault(kind: str, share: float) -> None:
    program = PROGRAMS[kind][0]
    assert judge(program[: int(len(program) * share)]).fault


@pytest.mark.parametrize("kind", PROGRAMS)
def test_noise_is_no_program_whatever_it_begins_with(kind: str) -> None:
    program, dice = PROGRAMS[kind][0], Random(14)
    for _ in range(50):
        noise = dice.randbytes(len(program))
        assert judge(noise).fault
        assert judge(program[:4] + noise[4:]).fault
        assert judge(program[: len(program) // 3] + noise[len(program) // 3 :]).fault


def test_glyphs_that_draw_nothing_are_told_from_others() -> None:
    space = LETTERS.index("space")
    assert judge(PROGRAMS["TrueType"][0]).blank == judge(PROGRAMS["CFF"][0]).blank == {space}


def errors(file: bytes) -> list[tuple[str, str]]:
    return [(hit.rule.code, hit.what) for hit in examine(file, Limits()).hits if hit.severity is Severity.ERROR]


@pytest.mark.slow
@pytest.mark.parametrize("kind", first(1, PROGRAMS))
def test_a_file_whose_font_is_cut_is_refused_with_its_page_and_place(kind: str, clean: bytes) -> None:
    program, entry, entries = PROGRAMS[kind]
    shown = "/black gs 0 0 0 1 k BT /own 12 Tf 100 100 Td (abc) Tj ET"
    for written, expected in ((program, []), (program[: len(program) // 3], ["font-broken"])):
        font = own_font(written, entry, **entries)
        file = spoiled(clean, paints(shown, Font=font, ExtGState=black))
        assert [code for code, _ in errors(file)] == expected
    (hit,) = (hit for hit in examine(file, Limits()).hits if hit.rule.code == "font-broken")
    assert (hit.page, hit.what.startswith("the font Own: ")) == (1, True)
    assert hit.box_mm is not None and hit.box_mm[2] > 10
