"""Playing page content: where things stand, how large they are, what colour they have."""

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from booklet.check.preflight.model import Mark, PaintedPath, Picture, Shading, Text
from booklet.check.preflight.read.document import read_document
from booklet.check.preflight.read.library import Library, parse
from booklet.check.preflight.read.painter import ContentStream, Painter
from booklet.check.preflight.read.state import GraphicsState
from booklet.geometry import Rect

Play = Callable[..., list[Mark]]

SHEET = Rect(0, 0, 200, 200)


@pytest.fixture
def pdf() -> Iterator[Pdf]:
    with Pdf.new() as made:
        yield made


@pytest.fixture
def play(pdf: Pdf) -> Play:
    """Return the marks that operators leave on a page of 200 points."""

    def played(operators: str, **resources: object) -> list[Mark]:
        painter, stream = Painter(SHEET, Library()), pdf.make_stream(operators.encode())
        content = ContentStream(None, lambda: parse(stream), Dictionary(**resources))  # type: ignore[arg-type]
        painter.paint(content, GraphicsState(SHEET))
        assert not painter.oddities
        return painter.marks

    return played


def test_a_rectangle_stands_where_the_matrix_puts_it(play: Play) -> None:
    (shape,) = play("q 2 0 0 2 10 20 cm 0 0.5 1 0 k 5 5 10 20 re f Q")
    assert isinstance(shape, PaintedPath) and shape.fill
    assert shape.box == Rect(20, 30, 20, 40)
    assert shape.fill.colour.inks == (0, 0.5, 1, 0)
    assert shape.is_rectangle


def test_a_line_is_as_thick_as_the_matrix_makes_it(play: Play) -> None:
    (shape,) = play("q 0.5 0 0 0.5 0 0 cm 1 w 20 20 m 100 20 l S Q")
    assert isinstance(shape, PaintedPath)
    assert shape.width == 0.5 and shape.fill is None


def test_clipping_cuts_what_is_painted_and_ends_with_q(play: Play) -> None:
    inside, outside = play("q 0 0 50 50 re W n 40 40 100 100 re f Q 40 40 100 100 re f")
    assert inside.box == Rect(40, 40, 10, 10)
    assert outside.box == Rect(40, 40, 100, 100)


def test_a_form_is_played_where_it_is_drawn_and_leaves_no_trace(play: Play, pdf: Pdf) -> None:
    form = pdf.make_stream(b"1 0 0 rg 0 0 10 10 re f q", Subtype=Name.Form, BBox=[0, 0, 5, 50])
    form.Matrix = Array([1, 0, 0, 1, 3, 0])
    drawn, after = play("q 1 0 0 1 100 100 cm /f Do Q 0 0 1 1 re f", XObject=Dictionary(f=form))
    assert drawn.box == Rect(103, 100, 5, 10)
    assert isinstance(drawn, PaintedPath) and drawn.fill and drawn.fill.colour.space == "rgb"
    assert isinstance(after, PaintedPath) and after.fill and after.fill.colour.space == "grey"


def test_text_advances_by_widths_gaps_and_spaces(play: Play) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/Own-Bold"), FirstChar=32)
    font.Widths = Array([250, *[500] * 94])
    one, two = play("BT /f 10 Tf 100 50 Td 5 Tw (a b) Tj [(c) -1000 (d)] TJ ET", Font=Dictionary(f=font))
    assert isinstance(one, Text) and isinstance(two, Text)
    assert (one.box.x, one.box.width) == (100, 5 + 2.5 + 5 + 5)
    assert (two.box.x, two.box.width) == (one.box.right, 5 + 10 + 5)
    assert (one.words, two.words, one.size, one.face.is_bold) == ("a b", "cd", 10, True)


def test_text_is_as_large_as_its_matrices_make_it(play: Play) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    (turned,) = play("q 2 0 0 2 0 0 cm BT /f 1 Tf 0 6 -6 0 50 20 Tm (abc) Tj ET Q", Font=Dictionary(f=font))
    assert isinstance(turned, Text)
    assert turned.size == 12
    assert turned.box.height > turned.box.width


@pytest.mark.parametrize("operators", ["3 Tr (seen) Tj", "7 Tr (seen) Tj", "(   ) Tj", "500 0 Td (seen) Tj"])
def test_what_nobody_sees_leaves_no_mark(operators: str, play: Play) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    assert play(f"BT /f 10 Tf {operators} ET", Font=Dictionary(f=font)) == []


def test_a_picture_has_the_resolution_of_its_size_on_paper(play: Play, pdf: Pdf) -> None:
    image = pdf.make_stream(b"", Subtype=Name.Image, Width=300, Height=100, BitsPerComponent=8)
    image.ColorSpace = Name.DeviceCMYK
    (picture,) = play("72 0 0 36 10 10 cm /i Do", XObject=Dictionary(i=image))
    assert isinstance(picture, Picture)
    assert picture.ppi == (300, 200) and picture.box == Rect(10, 10, 72, 36)


def test_a_picture_in_the_content_and_a_shading_are_seen(play: Play) -> None:
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB)
    inline = "q 20 0 0 20 0 0 cm BI /W 2 /H 1 /CS /RGB /BPC 8 ID \x01\x02\x03\x04\x05\x06 EI Q /s sh"
    picture, shaded = play(inline, Shading=Dictionary(s=shading))
    assert isinstance(picture, Picture) and picture.pixels == (2, 1) and picture.paint.colour.space == "rgb"
    assert isinstance(shaded, Shading) and shaded.paint.colour.space == "rgb"


def test_overprint_and_transparency_come_from_the_graphics_state(play: Play) -> None:
    own = Dictionary(op=True, OPM=1, ca=0.5, BM=Name.Multiply)
    (shape,) = play("/own gs 0 0 9 9 re f", ExtGState=Dictionary(own=own))
    assert isinstance(shape, PaintedPath) and shape.fill
    assert (shape.fill.overprints, shape.fill.mode, shape.fill.alpha) == (True, 1, 0.5)
    assert shape.fill.is_transparent


def test_a_spot_colour_keeps_the_names_of_its_plates(play: Play) -> None:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], N=1)
    space = Array([Name.DeviceN, Array([Name("/Black"), Name("/Gold")]), Name.DeviceCMYK, tint])
    (shape,) = play("/own cs 1 0.5 scn 0 0 9 9 re f", ColorSpace=Dictionary(own=space))
    assert isinstance(shape, PaintedPath) and shape.fill
    assert shape.fill.colour.names == ("Black", "Gold")


def test_curves_reach_as_far_as_they_bend(play: Play) -> None:
    (shape,) = play("0 0 m 0 40 30 40 30 0 c f")
    assert isinstance(shape, PaintedPath)
    assert shape.box == Rect(0, 0, 30, 30)


def test_a_page_whose_sheet_begins_elsewhere_is_measured_from_its_corner() -> None:
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(100, 100))
        page.mediabox, page.trimbox = Array([-20, -30, 80, 70]), Array([-10, -20, 70, 60])
        page.Contents = pdf.make_stream(b"0 0 5 5 re f")
        written = BytesIO()
        pdf.save(written)
    (read,) = read_document(written.getvalue()).pages
    assert (read.media, read.trim) == (Rect(0, 0, 100, 100), Rect(10, 10, 80, 80))
    assert read.marks[0].box == Rect(20, 30, 5, 5)
