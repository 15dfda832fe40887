"""Files are taken apart by their bytes where they are as plain as ours."""

import pytest

from booklet.pdfobjects import Name, PdfFile, Ref
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
