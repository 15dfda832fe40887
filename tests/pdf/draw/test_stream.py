"""Content streams: operators, marked content, overprint; and pixels where only pixels tell."""

import dataclasses
import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from booklet.art.drawing import CURRENT, Drawing, Shape
from booklet.geometry import Path, Rect, Size
from booklet.make.build import check
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.pdf.document import Edition, assemble
from booklet.pdf.draw.codes import number_fonts
from booklet.pdf.draw.palette import make_palette
from booklet.pdf.draw.stream import Link, PageStream, PlacedForm, UsedArt, draw_form, draw_page, path_operators
from booklet.pdf.metadata import Metadata
from booklet.sheets.finish import finish_for_screen
from booklet.sources.load import Sources
from booklet.text.compose import set_line
from booklet.text.fonts import Font, Setting
from booklet.text.itemise import TextStyle
from booklet.typeset.fit import Placed
from booklet.typeset.placed import (
    ARTIFACT,
    ArtAt,
    Clipped,
    Component,
    Element,
    FigureAt,
    Fill,
    Form,
    FormAt,
    Group,
    Item,
    LinkAt,
    PlacedPage,
    Stroke,
    TextAt,
)
from booklet.typeset.shapes import bubble, disc, line, rectangle
from booklet.values import replace

MADE = date(2026, 11, 25)
NUNITO = "fontpkg_nunito/files/Nunito[wght].ttf"
LATIN = Setting("ltr", "Latn", "en")
BOX = Rect(0, 0, 9, 9)
BODY = TextStyle((Font(NUNITO, 500),), (Font(NUNITO, 800),), size=12, leading=17, ink="black")
LETTERS = {"white": ".", "sun": "s", "night": "n", "coral": "c"}
PAINTS = {"f", "f*", "S", "B", "B*", "TJ", "Do"}


def text(markup: str = "n", element: int = 0, **changes: object) -> TextAt:
    return TextAt(10, 20, set_line(markup, replace(BODY, **changes), LATIN), element)


def area(x: float, y: float, width: float, height: float, ink: str = "sun") -> Fill:
    return Fill(rectangle(Rect(x, y, width, height)), ink)


def form(*items: Item) -> Form:
    return Form("strip", Component(50, 20, items))


def page(*items: Item, size: tuple[float, float] = (100, 100), elements: tuple[Element, ...] = ()) -> PlacedPage:
    return PlacedPage(0, "topic", Size(*size), 0, items, elements or (Element("P"), Element("Figure")), varies=True)


def stream(sources: Sources, placed: PlacedPage, edition: str = "press") -> PageStream:
    return draw_page(placed, number_fonts((placed,), ()).of(placed), make_palette(sources.theme, edition))


def code(sources: Sources, *items: Item, edition: str = "press") -> list[str]:
    return zlib.decompress(stream(sources, page(*items), edition).content).decode().splitlines()


def pdf_of(
    sources: Sources,
    placed: PlacedPage,
    *forms: Form,
    edition: str = "press",
    drawings: Mapping[str, Drawing] | None = None,
) -> bytes:
    """Return a file of one page, cut to its trim."""
    look = Edition(edition, make_palette(sources.theme, edition), sources.screen, None)
    return assemble(
        finish_for_screen(Placed((placed,), forms)), drawings or {}, look, Metadata("Title", "en", MADE, ("Title",))
    )


# Reading a file as a press does


@dataclass(frozen=True)
class State:
    """The graphics state that painting depends on, and the marked content that is open."""

    fill: tuple[float, ...] = ()
    stroke: tuple[float, ...] = ()
    overprints: bool = False
    size: float = 0
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paint:
    """One painting operator with the state it meets; `depth` counts the forms around it."""

    operator: str
    state: State
    depth: int

    @property
    def is_black_text(self) -> bool:
        """Whether it is text that may not knock out of its ground."""
        return self.operator == "TJ" and self.state.fill == (0, 0, 0, 1)


def painted(pdf: bytes) -> list[Paint]:
    """Return what a file paints, in order, forms and drawings included."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [paint for sheet in opened.pages for paint in _painted(sheet.obj, State(), 0)]


def _painted(content: pikepdf.Object, state: State, depth: int) -> Iterator[Paint]:
    saved: list[State] = []
    for instruction in pikepdf.parse_content_stream(content):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator == "Do":
            inner = content["/Resources"]["/XObject"][str(operands[0])]
            if "/StructParents" not in inner:  # a form that is tagged inside is no content itself
                yield Paint(operator, state, depth)
            yield from _painted(inner, state, depth + 1)
        elif operator in PAINTS:
            yield Paint(operator, state, depth)
        elif operator == "q":
            saved.append(state)
        elif operator == "Q":
            state = dataclasses.replace(saved.pop(), tags=state.tags)
        elif operator == "gs":
            found = content["/Resources"]["/ExtGState"][str(operands[0])]
            assert bool(found["/op"]) == bool(found["/OP"])
            state = dataclasses.replace(state, overprints=bool(found["/op"]))
        elif operator == "Tf":
            state = dataclasses.replace(state, size=float(operands[1]))
        else:
            state = _changed(state, operator, operands)
    assert saved == []


def _changed(state: State, operator: str, operands: list[pikepdf.Object]) -> State:
    if operator in {"k", "rg"}:
        return dataclasses.replace(state, fill=tuple(map(float, operands)))
    if operator in {"K", "RG"}:
        return dataclasses.replace(state, stroke=tuple(map(float, operands)))
    if operator in {"BDC", "BMC"}:
        return dataclasses.replace(state, tags=(*state.tags, str(operands[0])))
    if operator == "EMC":
        return dataclasses.replace(state, tags=state.tags[:-1])
    return state


def pixels(pdf: bytes, inks: Mapping[str, str] = LETTERS) -> list[str]:
    """Return a small page as letters, a pixel a point, from the top; another colour than those known is `?`."""
    with pypdfium2.PdfDocument(pdf) as opened:
        bitmap = opened[0].render(scale=1, no_smoothpath=True, no_smoothtext=True).to_pil().convert("RGB")
    known = {COLOURS[name]: letter for name, letter in inks.items()}
    width, height = bitmap.size
    return ["".join(known.get(bitmap.getpixel((x, y)), "?") for x in range(width)) for y in range(height)]


COLOURS = {"white": (255, 255, 255), "sun": (254, 197, 52), "night": (56, 35, 80), "coral": (239, 118, 103)}


@pytest.fixture(scope="module")
def files(sources: Sources) -> dict[str, bytes]:
    """The booklet and the card for the press, as proofs."""
    wanted = Wanted(products=("booklet", "card"), countries=("KE",), editions=("press",))
    return {found.job.product: draw(found, sources, MADE) for found in check(plan_jobs(wanted, sources), sources, MADE)}


# Operators


def test_a_path_is_written_segment_by_segment() -> None:
    path = Path((("m", 0, 1), ("l", 2.5, 3), ("c", 1, 2, 3, 4, 5, 6.123), ("h",)))
    assert path_operators(path) == ["0.00 1.00 m", "2.50 3.00 l", "1.00 2.00 3.00 4.00 5.00 6.12 c", "h"]


def test_a_moved_path_has_every_point_and_handle_moved() -> None:
    path = Path((("m", 0, 1), ("l", 2, 3), ("c", 1, 2, 3, 4, 5, 6), ("h",)))
    assert path_operators(path, 10, -1) == [
        *("10.00 0.00 m", "12.00 2.00 l", "11.00 1.00 13.00 3.00 15.00 5.00 c", "h"),
    ]


def test_an_area_is_a_path_in_its_ink(sources: Sources) -> None:
    assert code(sources, area(1, 2, 3, 4)) == [
        *("/Artifact BMC", "0 0.25 0.85 0 k"),
        *("1.00 2.00 3.00 4.00 re", "f", "EMC"),
    ]


def test_a_line_is_stroked_in_its_ink_and_width(sources: Sources) -> None:
    assert code(sources, Stroke(line(0, 0, 9, 0), "night", 1.5)) == [
        *("/Artifact BMC", "0.75 0.85 0 0.6 K", "1.5 w", "0.00 0.00 m", "9.00 0.00 l", "S", "EMC"),
    ]


def test_a_line_of_text_is_one_text_object(sources: Sources) -> None:
    assert code(sources, text("n", ink="night")) == [
        *("/P <</MCID 0>> BDC", "BT", "0.75 0.85 0 0.6 k"),
        *("/Nunito500 12 Tf 1 0 0 1 10 20 Tm [<0001>]TJ", "ET", "EMC"),
    ]


def test_a_change_of_weight_goes_on_where_the_pen_is(sources: Sources) -> None:
    found = code(sources, text("n*n*", ink="night"))
    assert found[3:5] == ["/Nunito500 12 Tf 1 0 0 1 10 20 Tm [<0001>]TJ", "/Nunito800 12 Tf [<0001>]TJ"]


def test_words_after_a_link_begin_where_the_line_has_them(sources: Sources) -> None:
    whole = set_line("n[n](#about)n", replace(BODY, ink="night"), LATIN)
    rest = whole._replace(runs=whole.runs[2:])
    x = whole.runs[2].x
    assert x == pytest.approx(2 * whole.width / 3, abs=0.01)
    assert f"1 0 0 1 {10 + x:g} 20 Tm" in "".join(code(sources, TextAt(10, 20, rest, 0)))


def test_the_segments_of_a_run_are_shown_together(sources: Sources) -> None:
    assert "[<0002><0001><0002>]TJ" in "".join(code(sources, text("n n")))


def test_an_ink_is_set_only_when_it_changes(sources: Sources) -> None:
    found = code(sources, area(0, 0, 1, 1), area(2, 0, 1, 1), area(4, 0, 1, 1, "night"), text(ink="night"))
    assert [operator for operator in found if operator.endswith(" k")] == ["0 0.25 0.85 0 k", "0.75 0.85 0 0.6 k"]


def test_an_ink_is_set_again_after_a_clip(sources: Sources) -> None:
    clip = Clipped(rectangle(Rect(0, 0, 9, 9)), (area(0, 0, 1, 1, "night"),))
    found = code(sources, area(0, 0, 1, 1), clip, area(2, 0, 1, 1))
    assert [operator for operator in found if operator.endswith(" k")] == [
        *("0 0.25 0.85 0 k", "0.75 0.85 0 0.6 k", "0 0.25 0.85 0 k"),
    ]


def test_a_drawing_is_scaled_into_its_box(sources: Sources) -> None:
    assert "q 30 0 0 20 5 7 cm /sun.night Do Q" in code(sources, ArtAt("sun", Rect(5, 7, 30, 20)))
    assert "q -30 0 0 20 35 7 cm /sun.coral Do Q" in code(sources, ArtAt("sun", Rect(5, 7, 30, 20), "coral", flip=True))


def test_a_page_names_what_it_needs_from_its_file(sources: Sources) -> None:
    placed = page(
        text("a *b*"),
        Group(0, 0, 0, (ArtAt("sun", Rect(0, 0, 9, 9), "coral"), ArtAt("leaf", Rect(0, 0, 9, 9)))),
        FormAt("strip", 3, 40, 0),
    )
    found = stream(sources, placed)
    assert [codes.font.name for codes in found.fonts] == ["Nunito500", "Nunito800"]
    assert found.drawings == (UsedArt("leaf", "night"), UsedArt("sun", "coral"))
    assert found.forms == ("strip",)


def test_groups_move_all_that_is_in_them_and_shift_their_elements(sources: Sources) -> None:
    box = Rect(1, 1, 2, 2)
    inner = Group(5, 6, 1, (text(), LinkAt(box, "#about", 0), FormAt("strip", 0, 0, 0), area(0, 0, 1, 1)))
    elements = (Element("Sect"), Element("Sect"), Element("P"))
    found = stream(sources, page(Group(100, 200, 1, (inner,)), elements=elements))
    assert found.links == (Link(Rect(106, 207, 2, 2), "#about", 2),)
    assert found.placed == (PlacedForm("strip", 105, 206, element=2, after=1, is_open=False),)
    assert found.marks == (2,)
    operators = zlib.decompress(found.content).decode()
    assert "1 0 0 1 115 226 Tm" in operators
    assert "q 1 0 0 1 105 206 cm /strip Do Q" in operators
    assert "105.00 206.00 1.00 1.00 re" in operators


def test_a_link_without_element_is_an_artifact(sources: Sources) -> None:
    found = stream(sources, page(Group(0, 0, 3, (LinkAt(Rect(0, 0, 1, 1), "#about", ARTIFACT),))))
    assert [link.element for link in found.links] == [ARTIFACT]


def test_equal_pages_are_drawn_once(sources: Sources) -> None:
    assert stream(sources, page(text("once"))) is stream(sources, page(text("once")))


# Colour


@pytest.mark.parametrize(("edition", "colours"), [("press", {"k", "K"}), ("screen", {"rg", "RG"})])
def test_a_page_has_only_colours_of_its_edition(sources: Sources, edition: str, colours: set[str]) -> None:
    items = (area(0, 0, 1, 1), Stroke(line(0, 0, 1, 1), "night", 1), text(), text(ink="coral"))
    operators = {word for part in code(sources, *items, edition=edition) for word in part.split()[-1:]}
    assert operators & {"g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"} == colours


# Overprint


def test_black_text_overprints_and_the_next_ink_knocks_out(sources: Sources) -> None:
    found = painted(pdf_of(sources, page(area(0, 0, 9, 9), text(), text(ink="night"), text(), area(0, 0, 9, 9))))
    assert [(paint.operator, paint.state.overprints) for paint in found] == [
        *(("f", False), ("TJ", True), ("TJ", False), ("TJ", True), ("f", False)),
    ]


def test_overprint_is_set_only_when_it_changes(sources: Sources) -> None:
    found = code(sources, text(), text(), area(0, 0, 9, 9), area(1, 0, 9, 9))
    assert [part for part in found if part.endswith(" gs")] == ["/over gs", "/knock gs"]


@pytest.mark.parametrize("size", [6, 14, 46])
def test_black_text_of_any_size_overprints(sources: Sources, size: float) -> None:
    (paint,) = painted(pdf_of(sources, page(text(size=size))))
    assert paint.state.overprints


def test_nothing_overprints_on_a_screen(sources: Sources) -> None:
    assert not any(" gs" in part for part in code(sources, text(), area(0, 0, 9, 9), edition="screen"))


@pytest.mark.parametrize(
    "item",
    [Stroke(line(0, 0, 9, 9), "black", 1), area(0, 0, 9, 9, "black"), FigureAt(BOX, (area(0, 0, 9, 9, "black"),), 1)],
)
def test_black_that_is_no_text_knocks_out(sources: Sources, item: Item) -> None:
    *_, paint = painted(pdf_of(sources, page(text(), item)))
    assert not paint.state.overprints


def test_a_drawing_knocks_out_after_black_text(sources: Sources) -> None:
    drawing = Drawing(10, 10, (Shape(rectangle(Rect(0, 0, 10, 10)), CURRENT, None, 0, False, (), False),), None)
    placed = page(text(), ArtAt("square", Rect(0, 0, 9, 9)))
    *_, paint = painted(pdf_of(sources, placed, drawings={"square": drawing}))
    assert (paint.operator, paint.depth) == ("f", 1)
    assert not paint.state.overprints


def test_a_form_knocks_out_after_black_text(sources: Sources) -> None:
    white = replace(text("n", ARTIFACT, ink="white"), y=5)
    placed = page(text(), FormAt("strip", 0, 50, 0))
    found = painted(pdf_of(sources, placed, form(area(0, -20, 50, 20), white)))
    assert [(paint.operator, paint.state.overprints) for paint in found if paint.depth] == [("f", False), ("TJ", False)]


def test_black_text_overprints_after_black_text_in_a_clip(sources: Sources) -> None:
    clip = Clipped(rectangle(Rect(0, 0, 99, 99)), (text("n", ARTIFACT),))
    found = [paint for paint in painted(pdf_of(sources, page(clip, text()))) if paint.operator == "TJ"]
    assert [paint.state.overprints for paint in found] == [True, True]


@pytest.mark.slow
@pytest.mark.parametrize("product", ["booklet", "card"])
def test_in_a_finished_file_small_black_text_overprints_and_nothing_else(files: dict[str, bytes], product: str) -> None:
    found = [paint for paint in painted(files[product]) if paint.operator != "Do"]
    assert len(found) > 40
    assert [paint for paint in found if paint.is_black_text != paint.state.overprints] == []


# Marked content


def test_text_is_content_of_its_element_and_shapes_are_artifact(sources: Sources) -> None:
    elements = (Element("H1"), Element("P"))
    placed = page(area(0, 0, 9, 9), text("a", 1), text("b", 0), text("c", ARTIFACT), elements=elements)
    found = stream(sources, placed)
    operators = zlib.decompress(found.content).decode().splitlines()
    assert [part for part in operators if part.endswith((" BMC", " BDC", "EMC"))] == [
        *("/Artifact BMC", "EMC", "/P <</MCID 0>> BDC", "EMC"),
        *("/H1 <</MCID 1>> BDC", "EMC", "/Artifact BMC", "EMC"),
    ]
    assert found.marks == (1, 0)


def test_neighbours_of_one_element_share_their_marked_content(sources: Sources) -> None:
    found = code(sources, text("a"), text("b"), area(0, 0, 1, 1), area(1, 1, 1, 1), text("c"))
    assert [part for part in found if part.endswith((" BMC", " BDC"))] == [
        *("/P <</MCID 0>> BDC", "/Artifact BMC", "/P <</MCID 1>> BDC"),
    ]


def test_a_form_is_content_of_its_element_as_a_whole(sources: Sources) -> None:
    found = painted(pdf_of(sources, page(FormAt("strip", 0, 50, 0)), form(area(0, -20, 50, 20), text("a", ARTIFACT))))
    assert [(paint.operator, paint.state.tags) for paint in found] == [
        *(("Do", ("/P",)), ("f", ("/P",)), ("TJ", ("/P",))),
    ]


def test_a_form_holds_no_marks_of_its_own(sources: Sources) -> None:
    strip = form(area(0, -20, 50, 20), text("a", ARTIFACT))
    found = draw_form(strip, number_fonts((), (strip,)).insert, make_palette(sources.theme, "press"))
    assert b"MC" not in zlib.decompress(found.content)
    assert found.marks == ()


@pytest.mark.parametrize(
    "shape", [area(0, 0, 9, 9), Stroke(line(0, 0, 9, 9), "night", 1), ArtAt("s", Rect(0, 0, 9, 9))]
)
def test_all_shapes_of_a_figure_are_its_content(sources: Sources, shape: Item) -> None:
    square = Drawing(9, 9, (Shape(rectangle(Rect(0, 0, 9, 9)), CURRENT, None, 0, False, (), False),), None)
    placed = page(text(), FigureAt(BOX, (area(0, 0, 5, 5), shape, area(5, 5, 5, 5)), 1))
    found = painted(pdf_of(sources, placed, drawings={"s": square}))
    assert {paint.state.tags for paint in found if paint.operator != "TJ"} == {("/Figure",)}


def test_what_follows_a_figure_is_artifact_again(sources: Sources) -> None:
    found = painted(pdf_of(sources, page(FigureAt(BOX, (area(0, 0, 5, 5),), 1), area(5, 5, 5, 5))))
    assert [paint.state.tags for paint in found] == [("/Figure",), ("/Artifact",)]


@pytest.mark.slow
@pytest.mark.parametrize("product", ["booklet", "card"])
def test_all_that_a_finished_page_paints_is_content_or_artifact(files: dict[str, bytes], product: str) -> None:
    assert {len(paint.state.tags) for paint in painted(files[product])} == {1}


@pytest.mark.parametrize("product", ["booklet", "card"])
def test_marked_content_and_text_objects_are_properly_nested(files: dict[str, bytes], product: str) -> None:
    partners = {"EMC": {"BMC", "BDC"}, "ET": {"BT"}}
    with pikepdf.open(io.BytesIO(files[product])) as opened:
        for sheet in opened.pages:
            around: list[str] = []
            numbers = []
            for instruction in pikepdf.parse_content_stream(sheet):
                operator = str(instruction.operator)
                if operator in {"BMC", "BDC", "BT"}:
                    assert around in ([], ["BMC"], ["BDC"])
                    assert operator == "BT" or not around
                    around.append(operator)
                elif operator in partners:
                    assert around.pop() in partners[operator]
                if operator == "BDC":
                    numbers.append(int(instruction.operands[1]["/MCID"]))
            assert around == []
            assert numbers == list(range(len(numbers)))


# Pixels


def test_a_bubble_is_square_at_its_tail_and_round_elsewhere(sources: Sources) -> None:
    placed = page(Fill(bubble(Rect(1, 1, 14, 10), 5, "bottom-start"), "sun"), size=(16, 12))
    assert pixels(pdf_of(sources, placed, edition="screen")) == [
        "................",
        "....ssssssss....",
        "...ssssssssss...",
        "..ssssssssssss..",
        ".ssssssssssssss.",
        ".ssssssssssssss.",
        ".ssssssssssssss.",
        ".ssssssssssssss.",
        ".sssssssssssss..",
        ".ssssssssssss...",
        ".sssssssssss....",
        "................",
    ]


def test_a_clipped_disc_rises_from_its_horizon(sources: Sources) -> None:
    sun = Clipped(rectangle(Rect(0, 4, 16, 8)), (Fill(disc(8, 4, 6), "sun"),))
    placed = page(sun, area(0, 2, 16, 2, "night"), size=(16, 12))
    assert pixels(pdf_of(sources, placed, edition="screen")) == [
        "................",
        "................",
        "......ssss......",
        "....ssssssss....",
        "...ssssssssss...",
        "...ssssssssss...",
        "..ssssssssssss..",
        "..ssssssssssss..",
        "nnnnnnnnnnnnnnnn",
        "nnnnnnnnnnnnnnnn",
        "................",
        "................",
    ]


def test_what_comes_later_lies_on_top(sources: Sources) -> None:
    placed = page(area(0, 0, 4, 3), area(2, 1, 4, 3, "night"), area(3, 2, 2, 1), size=(6, 4))
    assert pixels(pdf_of(sources, placed, edition="screen")) == ["..nnnn", "ssnssn", "ssnnnn", "ssss.."]


def test_a_clip_ends_with_its_items(sources: Sources) -> None:
    clip = Clipped(rectangle(Rect(0, 2, 3, 2)), (area(0, 0, 6, 4, "night"),))
    placed = page(area(0, 0, 1, 1), clip, area(5, 0, 1, 4), size=(6, 4))
    assert pixels(pdf_of(sources, placed, edition="screen")) == ["nnn..s", "nnn..s", ".....s", "s....s"]


def test_a_drawing_fills_its_box_and_may_be_mirrored(sources: Sources) -> None:
    corner = Path((("m", 0, 0), ("l", 20, 0), ("l", 20, 10), ("l", 10, 10), ("l", 10, 20), ("l", 0, 20), ("h",)))
    drawing = {"l": Drawing(20, 20, (Shape(corner, CURRENT, None, 0, False, (), False),), None)}
    placed = page(ArtAt("l", Rect(1, 0, 4, 4)), ArtAt("l", Rect(7, 0, 4, 4), "coral", flip=True), size=(12, 4))
    assert pixels(pdf_of(sources, placed, edition="screen", drawings=drawing)) == [
        ".nn......cc.",
        ".nn......cc.",
        ".nnnn..cccc.",
        ".nnnn..cccc.",
    ]


def test_a_form_stands_at_its_upper_left_corner_wherever_it_is_placed(sources: Sources) -> None:
    strip = form(area(0, -2, 3, 2), area(1, -1, 1, 1, "night"))
    placed = page(FormAt("strip", 1, 5, 0), Group(5, 1, 0, (FormAt("strip", 0, 2, 0),)), size=(9, 5))
    assert pixels(pdf_of(sources, placed, strip, edition="screen")) == [
        *(".sns.....", ".sss.....", ".....sns.", ".....sss.", "........."),
    ]


def test_a_line_is_as_thick_as_it_says(sources: Sources) -> None:
    placed = page(Stroke(line(0, 2, 6, 2), "night", 2), size=(6, 4))
    assert pixels(pdf_of(sources, placed, edition="screen")) == ["......", "nnnnnn", "nnnnnn", "......"]


def test_text_stands_on_its_baseline(sources: Sources) -> None:
    placed = replace(page(replace(text("I", ARTIFACT, size=16, ink="night"), x=2, y=4), size=(10, 20)), elements=())
    rows = pixels(pdf_of(sources, placed, edition="screen"))
    dark = [20 - place for place, row in enumerate(rows) if "n" in row]
    assert (dark[-1] - 1, dark[0]) == pytest.approx((4, 4 + 0.705 * 16), abs=1)


def test_a_wide_text_is_as_wide_as_it_was_measured(sources: Sources) -> None:
    found = set_line("HIII *HI* IIH", replace(BODY, size=16, ink="night"), LATIN)
    placed = page(TextAt(5, 4, found, ARTIFACT), size=(160, 20))
    rows = pixels(pdf_of(sources, placed, edition="screen"))
    columns = [place for place in range(160) if any(row[place] == "n" for row in rows)]
    bearing = 1.5
    assert columns[0] == pytest.approx(5 + bearing, abs=1)
    assert columns[-1] + 1 == pytest.approx(5 + found.width - bearing, abs=1)
    assert all(right > left for left, right in pairwise(columns))
