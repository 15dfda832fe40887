"""Files of ours are cut where their table says, no others; digests tell objects that are equal in all they reach."""

from io import BytesIO

import pikepdf
import pytest

from booklet.pdfobjects import Name, PdfFile, Ref
from booklet.slices import Digests, LoopError, Slices, cut


def file(content: bytes = b"q Q", spare: int = 0, name: str = "A") -> bytes:
    """Return a file of one page, with spare objects before it."""
    pdf = PdfFile("1.6")
    for number in range(spare):
        pdf.add(number)
    root, tree, page = pdf.reserve(), pdf.reserve(), pdf.reserve()
    form = pdf.add_stream(content, {"Type": Name("XObject")})
    pdf.write(root, {"Type": Name("Catalog"), "Pages": tree})
    pdf.write(tree, {"Type": Name("Pages"), "Kids": [page], "Count": 1})
    pdf.write(page, {"Type": Name("Page"), "Parent": tree, "Resources": {"XObject": {name: form}}})
    pdf.write(pdf.reserve(), [form, Ref(1)])
    return pdf.join(root, pdf.add({"Title": "A (title)"}))


def slices(data: bytes) -> Slices:
    found = cut(data)
    assert found is not None
    return found


def digest(data: bytes, number: int) -> bytes:
    return Digests(slices(data)).of(number)


def test_objects_are_those_that_a_library_finds() -> None:
    data = file(b"\nendstream\nendobj\n9 0 obj\n")
    found = slices(data)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(found.heads) - 1 == len(pdf.objects)
        assert found.streams == {4: pdf.get_object((4, 0)).read_raw_bytes()}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\nxref\n", b"\n\nxref\n"),
        (b"1 0 obj\n", b"1 0 obj \n"),
        (b"/Length 3", b"/Length 2"),
        (b"\nendobj\n2", b"\n endobj\n2"),
        (b"%%EOF\n", b"%%EOF\nxref\n0 1\nstartxref\n9\n%%EOF\n"),
        (b"trailer\n<<", b"trailer\n<</Encrypt 1 0 R"),
        (b"trailer\n<<", b"trailer\n<</Prev 9"),
        (b" 00000 n \n", b" 00001 n \n"),
        (b"%PDF-1.6\n", b"%PDF-1.6\r"),
    ],
)
def test_a_file_that_is_not_as_plain_is_not_cut(old: bytes, new: bytes) -> None:
    assert old in file()
    assert cut(file().replace(old, new, 1)) is None


def test_a_file_of_another_program_is_not_cut() -> None:
    written = BytesIO()
    with pikepdf.open(BytesIO(file())) as pdf:
        pdf.save(written)
    assert cut(written.getvalue()) is None
    assert cut(b"") is None


def test_a_digest_tells_what_is_reached_and_not_its_number() -> None:
    assert digest(file(), 4) == digest(file(spare=9), 13)
    assert digest(file(), 4) != digest(file(b"q  "), 4)
    with pytest.raises(LoopError):
        digest(file(), 3)  # a page refers to its tree, which refers to it
