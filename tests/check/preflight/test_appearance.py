"""What colours look like in print, and on what they stand."""

import pytest
from projects import OWN

from booklet.check.preflight.model import (
    Colour,
    FontFace,
    Intent,
    Mark,
    Page,
    Paint,
    PaintedPath,
    Picture,
    PressFile,
    Text,
    flatten_marks,
    paints_of,
)
from booklet.check.preflight.outline import Outline
from booklet.check.preflight.rules.appearance import PAPER, Appearance, contrast
from booklet.geometry import Rect

FOGRA39 = OWN / "layouts/profiles/FOGRA39L_coated.icc"
BLACK, YELLOW = Colour("cmyk", (0.0, 0.0, 0.0, 1.0)), Colour("cmyk", (0.0, 0.0, 1.0, 0.0))


def document(profile: bytes | None = None) -> PressFile:
    intents = (Intent("GTS_PDFX", "FOGRA39", profile, 4),) if profile else ()
    return PressFile("1.6", False, (16, 16), {}, {}, False, intents, "en", (), ())


def field(colour: Colour, x: float = 0, size: float = 100, **paint: object) -> PaintedPath:
    corners = ((x, 0.0), (x + size, 0.0), (x + size, size), (x, size))
    return PaintedPath(Rect(x, 0, size, size), Paint(colour, **paint), None, 0, Outline.of([corners]))  # type: ignore[arg-type]


def ground(*marks: Mark) -> object:
    return Appearance(document()).ground(Page(0, Rect(0, 0, 200, 200), marks=marks), len(marks), (50, 50))


def test_the_profile_of_the_press_says_what_inks_look_like() -> None:
    with_profile = Appearance(document(FOGRA39.read_bytes()))
    assert with_profile.of(Colour("cmyk", (0.0,) * 4)) == PAPER
    red, green, blue = with_profile.of(Colour("cmyk", (1.0, 0.0, 0.0, 0.0))) or PAPER
    assert red < 0.2 and 0.55 < green < 0.7 and blue > 0.8  # printed cyan is no cyan of a screen
    black = with_profile.of(BLACK)
    assert black is not None and 12 < contrast(black, PAPER) <= 21


def test_a_profile_that_cannot_be_used_leaves_a_rough_answer() -> None:
    broken = bytes(12) + b"prtrCMYKLab " + bytes(12) + b"acsp" + bytes(88)
    assert Appearance(document(broken)).of(YELLOW) == (1, 1, 0)


@pytest.mark.parametrize(
    "colour", [Colour("spot", (1.0,), ("Gold",)), Colour("pattern", ()), Colour("lab", (0.5, 0, 0))]
)
def test_what_cannot_be_known_is_not_guessed(colour: Colour) -> None:
    assert Appearance(document()).of(colour) is None


def test_the_ground_is_what_was_painted_last_under_the_point() -> None:
    assert ground() == PAPER
    assert ground(field(BLACK), field(YELLOW)) == (1, 1, 0)
    assert ground(field(YELLOW), field(BLACK, x=60)) == (1, 1, 0)


def test_what_is_see_through_mixes_with_what_is_beneath() -> None:
    assert ground(field(YELLOW), field(BLACK, alpha=0.5)) == (0.5, 0.5, 0)
    assert ground(field(BLACK, alpha=0.5), field(BLACK, alpha=0.5)) == (0.25, 0.25, 0.25)
    assert ground(field(YELLOW), field(BLACK, is_masked=True)) is None
    assert ground(field(YELLOW), field(BLACK, blend="Multiply")) is None


def test_a_picture_is_a_ground_that_nobody_knows() -> None:
    assert ground(Picture(Rect(0, 0, 100, 100), Paint(YELLOW), (9, 9), (300, 300), False)) is None
    assert ground(Picture(Rect(60, 0, 100, 100), Paint(YELLOW), (9, 9), (300, 300), False)) == PAPER


def test_patterns_in_patterns_do_not_grow() -> None:
    patterned = Colour("pattern", (), tiles=(field(BLACK),))
    box, face = Rect(0, 0, 10, 10), FontFace("A", "Type1", True, False)
    words = Text(box, Paint(patterned), face, 10, "a", 0, (), stroke=Paint(patterned))
    path = PaintedPath(box, Paint(patterned), Paint(patterned), 1, Outline.of(()))
    for mark in (words, path):
        bare, tile = flatten_marks([mark])
        assert tile == field(BLACK)
        assert [paint.colour for paint in paints_of(bare)] == [Colour("pattern", ())] * 2
