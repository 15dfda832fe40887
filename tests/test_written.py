"""Files are taken apart by their bytes where they are as plain as ours, and what their content draws is told."""

import pytest

from booklet.geometry import Rect
from booklet.pdfobjects import Name, PdfFile, Ref
from booklet.proof.operators import AS_IT_IS, box_of, product, read_operators
from booklet.written import NotPlainError, Written, as_written, read_value


def file() -> bytes:
    """Return a file of three objects."""
    pdf = PdfFile("1.7")
    stream = pdf.add_stream(b"q endstream endobj Q", {"Filter": Name("None")})
    root = pdf.add({"Type": Name("Catalog"), "To": stream, "Title": "A (title)", "Box": [0, 1.5, -2]})
    return pdf.join(root, pdf.add({}))


def test_objects_and_streams_are_found_by_their_numbers() -> None:
    found = Written(file())
    root = found.object(found.trailer["Root"])
    assert root.entries == {
        "Type": Name("Catalog"),
        "To": Ref(1),
        "Title": b"(A \\(title\\))",
        "Box": [0.0, 1.5, -2.0],
    }
    assert found.stream(root.entries["To"]) == (b"q endstream endobj Q", Name("None"))
    assert (found.count, root.stream) == (4, None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"%PDF", b"\n%PDF"),
        (b" 00000 n \n", b" 00001 n \n"),
        (b"00000 n \n", b"00000 f \n"),
        (b"trailer\n<<", b"trailer\n<</Encrypt 3 0 R"),
        (b"trailer\n<<", b"trailer\n<</Prev 9"),
        (b"trailer\n<<", b"trailer\n<</XRefStm 9"),
        (b"xref\n0 4", b"xref\n1 4"),
        (b"%%EOF\n", b"%%EOF\nstartxref\n9\n%%EOF\n"),
        (b"1 0 obj\n", b"1 0 obj\n%/Linearized\n"),
        (b"%%EOF\n", b""),
    ],
)
def test_a_file_that_is_not_plain_is_refused(old: bytes, new: bytes) -> None:
    assert old in file()
    with pytest.raises(NotPlainError):
        Written(file().replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"1 0 obj\n", b"9 0 obj\n"),
        (b"/Length 20", b"/Length 19"),
        (b"/Length 20", b"/Length 99"),
        (b"/Length 20", b"/Length /A"),
        (b"/Filter/None", b"/Filter[/A]"),
        (b"/Filter/None", b"/DecodeParms null/Filter/A"),
        (b"/Length 20", b"/Lengths 2"),
        (b"<</Filter", b"<[/Filter"),
        (b"\nendobj\n2 0 obj", b"\nend of 2 0 obj"),
    ],
)
def test_a_stream_that_is_not_plain_is_refused(old: bytes, new: bytes) -> None:
    assert old in file()
    with pytest.raises(NotPlainError):
        Written(file().replace(old, new, 1)).stream(Ref(1))


@pytest.mark.parametrize("ref", [Ref(0), Ref(4), Ref(99), 1.0, None, Name("A")])
def test_what_refers_to_no_object_is_refused(ref: object) -> None:
    with pytest.raises(NotPlainError):
        Written(file()).object(ref)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "written",
    [b"<</A 1 0 R/B[true false null]>>", b"[<</A<</B(\\)x)>>>> <0AF0> -1.5]", b"/Name", b"[1 0 R 2 0 R 3]"],
)
def test_a_value_is_written_as_it_was_read(written: bytes) -> None:
    value = read_value(written)
    assert read_value(as_written(value)) == value


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"1 2",
        b"<</A 1",
        b"<</A 1]",
        b"[1>>",
        b"<<1 2>>",
        b"<</A>>",
        b"<</A 1/A 2>>",
        b"(a",
        b"/A#42",
        b"<0G>",
        b"x",
    ],
)
def test_a_value_that_is_not_plain_is_refused(written: bytes) -> None:
    with pytest.raises(NotPlainError):
        read_value(written)


CONTENT = b"""q 1 0 0 1 10 20 cm /card Do
BT /Bold 12 Tf 1 0 0 1 5 5 Tm [<00010002>5<0002>]TJ
q /Thin 9.5 Tf [<0009>]TJ Q
[<0004>-12.5<0003>]TJ ET Q
q 0 0 10 10 re W n 2 0 0 2 0 0 cm q 1 0 0 1 3 4 cm /icon-question Do Q Q
/P <</MCID 0>> BDC [3 2] 0 d EMC"""


def test_codes_are_those_of_the_font_that_shows_them_and_forms_stand_where_they_are_drawn() -> None:
    drawn = read_operators(((CONTENT, ""),))
    assert drawn.fonts == (("Bold", (1, 2, 3, 4)), ("Thin", (9,)))
    assert drawn.forms == (("card", (1, 0, 0, 1, 10, 20)), ("icon-question", (2, 0, 0, 2, 6, 8)))


def test_a_stream_goes_on_in_the_next() -> None:
    drawn = read_operators(((b"q 1 0 0 1 1 2 cm", ""), (b"/form Do Q", ""), (b"/form Do", "")))
    assert drawn.forms == (("form", (1, 0, 0, 1, 1, 2)), ("form", AS_IT_IS))


@pytest.mark.parametrize(
    "content",
    [
        b"BT /A 1 Tf (text) Tj ET",
        b"BT /A 1 Tf <0001> Tj ET",
        b"BT /A 1 Tf [<001>]TJ ET",
        b"BT /A 1 Tf [<0001>] TJ ET",
        b"BT [<0001>]TJ ET",
        b"BT /A 1 Tf <0001> ' ET",
        b"1 0 0 1 0 0 cm",
        b"q 1 0 0 1 0 cm Q",
        b"Q",
        b"/A\nDo",
        b"% /A Do",
        b"BI /W 1 ID x EI",
    ],
)
def test_content_that_is_written_in_another_way_is_refused(content: bytes) -> None:
    with pytest.raises(NotPlainError):
        read_operators(((content, ""),))


@pytest.mark.parametrize("stream", [(b"x", "FlateDecode"), (b"x", "LZWDecode")])
def test_a_stream_that_cannot_be_read_is_refused(stream: tuple[bytes, str]) -> None:
    with pytest.raises(NotPlainError):
        read_operators((stream,))


def test_a_box_is_turned_and_placed_by_matrices_in_turns() -> None:
    quarter = product((0, 1, -1, 0, 0, 0), (1, 0, 0, 1, 100, 0))
    assert box_of(Rect(10, 20, 30, 5), quarter) == Rect(75, 10, 5, 30)
