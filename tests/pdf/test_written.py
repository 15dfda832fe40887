"""Files are taken apart by their bytes where they are as plain as ours; digests tell what objects reach."""

import re
from io import BytesIO

import pikepdf
import pytest
from spoiling import saved

from booklet.pdf.objects import Name, PdfFile, Ref
from booklet.pdf.written import NotPlainError, Written, as_written, decoded, read_value, taken_apart


def file(content: bytes = b"q endstream endobj Q", spare: int = 0, name: str = "A") -> bytes:
    """Return a file of one page, with spare objects before it."""
    pdf = PdfFile("1.6")
    for number in range(spare):
        pdf.add(number)
    stream = pdf.add_stream(content, {"Filter": Name("None")})
    root, tree, page = pdf.reserve(), pdf.reserve(), pdf.reserve()
    pdf.write(root, {"Type": Name("Catalog"), "Pages": tree, "Title": "A (title)", "Box": [0, 1.5, -2]})
    pdf.write(tree, {"Type": Name("Pages"), "Kids": [page], "Count": 1})
    pdf.write(page, {"Type": Name("Page"), "Parent": tree, "Resources": {"XObject": {name: stream}}})
    pdf.write(pdf.reserve(), [stream, name])
    return pdf.join(root, pdf.add({}))


def digest(data: bytes, number: int) -> bytes:
    return Written(data).digests.of(number)


def test_objects_and_streams_are_found_by_their_numbers() -> None:
    found = Written(file())
    root = found.object(found.root)
    assert root.entries == {
        "Type": Name("Catalog"),
        "Pages": Ref(3),
        "Title": b"(A \\(title\\))",
        "Box": [0.0, 1.5, -2.0],
    }
    assert found.stream(Ref(1)) == (b"q endstream endobj Q", Name("None"))
    assert (found.count, root.stream) == (7, None)


@pytest.mark.parametrize("content", [b"q Q", b"q Q\n", b"", b"\nendstream\nendobj\n9 0 obj\n"])
def test_objects_are_those_that_a_library_finds_in_files_of_ours_and_of_its_own(content: bytes) -> None:
    for data in (file(content), resaved(file(content))):
        found = Written(data)
        with pikepdf.open(BytesIO(data)) as opened:
            assert found.count - 1 == len(opened.objects)
            streams = {thing.objgen[0]: thing for thing in opened.objects if isinstance(thing, pikepdf.Stream)}
            assert found.streams == {number: stream.read_raw_bytes() for number, stream in streams.items()}


def resaved(data: bytes) -> bytes:
    """Return a file as a library writes it, its streams as they are."""
    with pikepdf.open(BytesIO(data)) as opened:
        return saved(opened, compress_streams=False)


def test_the_file_that_was_asked_for_last_is_not_taken_apart_again() -> None:
    one, other = file(), file(b"q Q")
    found = taken_apart(one)
    assert taken_apart(one) is found
    assert taken_apart(other).streams == {1: b"q Q"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"%PDF", b"\n%PDF"),
        (b" 00000 n \n", b" 00001 n \n"),
        (b"00000 n \n", b"00000 f \n"),
        (b"trailer\n<<", b"trailer\n<</Encrypt 1 0 R"),
        (b"trailer\n<<", b"trailer\n<</Prev 9"),
        (b"trailer\n<<", b"trailer\n<</XRefStm 9"),
        (b"xref\n0 7", b"xref\n1 7"),
        (b"xref\n0 7", b"xref\n0 8"),
        (b"/Size 7", b"/Size 8"),
        (b"/Root 2 0 R", b"/Root 2"),
        (b"%%EOF\n", b"%%EOF\nstartxref\n9\n%%EOF\n"),
        (b"%%EOF\n", b"%%EOF\nxref\n0 1\nstartxref\n9\n%%EOF\n"),
        (b"%%EOF\n", b""),
        (b"1 0 obj\n", b"1 0 obj\n%/Linearized\n"),
        (b"\nxref\n", b"\n\nxref\n"),
        (b"1 0 obj\n", b"1 0 obj \n"),
        (b"\nendobj\n2", b"\n endobj\n2"),
        (b"%PDF-1.6\n", b"%PDF-1.6\r"),
    ],
)
def test_a_file_that_is_not_plain_is_refused(old: bytes, new: bytes) -> None:
    assert old in file()
    with pytest.raises(NotPlainError):
        Written(file().replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\n1 0 obj\n", b"\n \n1 0 obj\n"),
        (b"\n3 0 obj\n", b"\n9 0 R\n3 0 obj\n"),
        (b"\nendobj\n3", b"\nendob\n3"),
        (b"\nxref\n", b"\n9 0 R\nxref\n"),
        (b"q endstream", b" q endstream"),
    ],
)
def test_a_file_of_which_the_table_does_not_name_every_byte_is_refused(old: bytes, new: bytes) -> None:
    assert Written(with_table(file())).heads == Written(file()).heads
    assert old in file()
    with pytest.raises(NotPlainError):
        Written(with_table(file().replace(old, new, 1)))


def with_table(data: bytes) -> bytes:
    """Return a file with a table of where its objects are."""
    body, _, rest = data.rpartition(b"xref\n0 7\n")
    places = [match.start() + 1 for match in re.finditer(rb"\n[1-9] 0 obj\n", body)]
    entries = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = re.sub(rb"[0-9]+(?=\n%%EOF)", b"%d" % len(body), rest[20 * 7 :])
    return b"%bxref\n0 7\n0000000000 65535 f \n%b%b" % (body, entries, trailer)


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


@pytest.mark.parametrize("stream", [(b"x", "FlateDecode"), (b"x", "LZWDecode")])
def test_a_stream_that_cannot_be_read_is_refused(stream: tuple[bytes, str]) -> None:
    with pytest.raises(NotPlainError):
        decoded(stream)


@pytest.mark.parametrize("ref", [Ref(0), Ref(7), Ref(99), 1.0, None, Name("A")])
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


def test_a_digest_tells_what_is_reached_and_not_its_number() -> None:
    assert digest(file(), 5) == digest(file(spare=9), 14) != digest(file(b"Q endstream endobj q"), 5)
    assert digest(file(), 5) != digest(file(name="B"), 5)
    with pytest.raises(NotPlainError):
        digest(file(), 4)  # a page refers to its tree, which refers to it
    with pytest.raises(NotPlainError):
        digest(file(), 7)
