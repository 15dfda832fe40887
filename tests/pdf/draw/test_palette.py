"""Inks as operators: process inks for the press, sRGB for screen and office, black alone where it is asked for."""

import re
import zlib

import pytest

from booklet.art.drawing import CURRENT, Drawing, Shape
from booklet.geometry import Path, Rect
from booklet.jobs import REFLOWED
from booklet.look.layout import DRAFT_GROUND, INKS, PROOF_GROUND
from booklet.pdf.draw.art import draw_art
from booklet.pdf.draw.palette import EDITIONS, PROOF_INKS, make_palette
from booklet.sources.load import Sources

COLOUR = re.compile(rb"(?<![\w/.])(?:g|G|rg|RG|k|K|cs|CS|sc|SC|scn|SCN|sh)(?!\w)")
SQUARE = Path((("m", 0, 0), ("l", 9, 0), ("l", 9, 9), ("h",)))
OPERATORS = {"press": ("k", "K"), "screen": ("rg", "RG"), "office": ("rg", "RG")}
GREY_OPERATORS = {"press": ("k", "K"), "screen": ("g", "G"), "office": ("g", "G")}
every_palette = pytest.mark.parametrize(
    ("edition", "ink"), [(edition, ink) for edition in EDITIONS if edition not in REFLOWED for ink in INKS]
)


def operators(edition: str, ink: str) -> tuple[str, str]:
    """Return how an edition fills and strokes."""
    return (GREY_OPERATORS if ink == "grey" else OPERATORS)[edition]


def shape(
    fill: str | None = None, stroke: str | None = None, *, is_round: bool = False, even_odd: bool = False
) -> Shape:
    return Shape(SQUARE, fill, stroke, 2.5 if stroke else 0, is_round, (4, 1.5) if stroke else (), even_odd)


def code(sources: Sources, *shapes: Shape, clip: Rect | None = None) -> list[str]:
    """Return the lines of a drawing for the press."""
    palette = make_palette(sources.theme, "press")
    return zlib.decompress(draw_art(Drawing(20, 10, shapes, clip), "sun", palette).content).decode().splitlines()


def test_the_press_names_four_inks(sources: Sources) -> None:
    palette = make_palette(sources.theme, "press")
    assert palette.fills["black"] == "0 0 0 1 k"
    assert palette.fills["night"] == "0.75 0.85 0 0.6 k"
    assert palette.strokes["night"] == "0.75 0.85 0 0.6 K"
    assert palette.fills["white"] == "0 0 0 0 k"


def test_the_screen_names_three_lights(sources: Sources) -> None:
    palette = make_palette(sources.theme, "screen")
    assert palette.fills["white"] == "1 1 1 rg"
    assert palette.strokes["white"] == "1 1 1 RG"
    red, green, blue, operator = palette.fills["coral"].split()
    assert [round(255 * float(part)) for part in (red, green, blue)] == [0xEF, 0x76, 0x67]
    assert operator == "rg"


@every_palette
def test_every_ink_has_one_operator_of_its_edition(sources: Sources, edition: str, ink: str) -> None:
    palette = make_palette(sources.theme, edition, ink)
    fill, stroke = operators(edition, ink)
    assert set(palette.fills) == set(palette.strokes) == {*sources.theme.inks, *PROOF_INKS}
    for name in sources.theme.inks:
        *numbers, operator = palette.fills[name].split()
        assert operator == fill
        assert palette.strokes[name].split() == [*numbers, stroke]
        assert all(0 <= float(number) <= 1 for number in numbers)


def test_grey_is_black_alone(sources: Sources) -> None:
    press, office = make_palette(sources.theme, "press", "grey"), make_palette(sources.theme, "office", "grey")
    for name, ink in sources.theme.inks.items():
        assert press.fills[name].split()[:3] == ["0", "0", "0"]
        assert float(press.fills[name].split()[3]) == pytest.approx(ink.grey)
        assert float(office.fills[name].split()[0]) == pytest.approx(1 - ink.grey)
    assert (press.fills["black"], office.fills["black"]) == ("0 0 0 1 k", "0 g")


def test_no_tint_of_black_but_that_of_a_skin_is_too_light_for_a_copier(sources: Sources) -> None:
    assert {name for name, ink in sources.theme.inks.items() if 0 < ink.grey < 0.2} <= {"skin-2", "skin-3"}


def test_an_office_printer_has_no_ink_that_it_would_lose(sources: Sources) -> None:
    office, screen = make_palette(sources.theme, "office"), make_palette(sources.theme, "screen")
    assert office.blank == {"white", "oat"}
    assert screen.blank == {"white"}
    left_out = {*office.blank, DRAFT_GROUND.name}
    assert office.fills[DRAFT_GROUND.name] == office.fills["white"], "the mark of a draft is black on paper"
    assert {name: fill for name, fill in office.fills.items() if name not in left_out} == {
        name: fill for name, fill in screen.fills.items() if name not in left_out
    }


def test_two_inks_never_print_alike(sources: Sources) -> None:
    for edition in ("press", "screen"):
        palette = make_palette(sources.theme, edition)
        fills = {name: fill for name, fill in palette.fills.items() if name not in PROOF_INKS}
        assert len(set(fills.values())) == len(fills)


def test_where_ink_is_spared_night_is_black_and_overprints_as_black_does(sources: Sources) -> None:
    low, full = make_palette(sources.theme, "press", "low-ink"), make_palette(sources.theme, "press")
    assert low.fills["night"] == "0 0 0 1 k"
    assert full.blacks == {"black", PROOF_GROUND.name}
    assert low.blacks == {*full.blacks, "night"}
    assert {name: fill for name, fill in low.fills.items() if name != "night"} == {
        name: fill for name, fill in full.fills.items() if name != "night"
    }


def test_only_the_press_overprints(sources: Sources) -> None:
    assert make_palette(sources.theme, "press").overprints
    assert not make_palette(sources.theme, "screen").overprints


def test_a_palette_is_made_once(sources: Sources) -> None:
    assert make_palette(sources.theme, "press") is make_palette(sources.theme, "press")


@every_palette
def test_no_drawing_has_a_colour_of_another_edition(sources: Sources, edition: str, ink: str) -> None:
    palette = make_palette(sources.theme, edition, ink)
    found = set()
    for name in sources.art:
        drawing = sources.art[name]
        assert isinstance(drawing, Drawing)
        found |= set(COLOUR.findall(zlib.decompress(draw_art(drawing, "night", palette).content)))
    assert found == {operator.encode() for operator in operators(edition, ink)}


def test_what_a_drawing_leaves_open_takes_the_ink_of_its_place(sources: Sources) -> None:
    assert code(sources, shape(CURRENT))[0] == "0 0.25 0.85 0 k"
    assert code(sources, shape("night"))[0] == "0.75 0.85 0 0.6 k"
    assert code(sources, shape(None, CURRENT))[0] == "0 0.25 0.85 0 K"


@pytest.mark.parametrize(
    ("painted", "operator"),
    [
        (shape("sun"), "f"),
        (shape("sun", even_odd=True), "f*"),
        (shape(None, "sun"), "S"),
        (shape("sun", "night"), "B"),
        (shape("sun", "night", even_odd=True), "B*"),
        (shape(), "n"),
    ],
)
def test_a_shape_is_filled_and_stroked_as_it_says(sources: Sources, painted: Shape, operator: str) -> None:
    assert code(sources, painted)[-1] == operator


def test_a_stroke_states_width_ends_and_dashes(sources: Sources) -> None:
    assert code(sources, shape(None, "sun", is_round=True))[1] == "2.5 w 1 J 1 j [4 1.5] 0 d"
    assert code(sources, shape(None, "sun"))[1] == "2.5 w 0 J 0 j 4 M [4 1.5] 0 d"


def test_a_drawing_that_reaches_outside_its_page_is_clipped_first(sources: Sources) -> None:
    found = code(sources, shape("sun"), clip=Rect(0, 0, 20, 10))
    assert found[:2] == ["0.00 0.00 20.00 10.00 re", "W n"]
    assert "W n" not in code(sources, shape("sun"))
