"""PDF objects written by us and read by qpdf."""

import io
import re
from decimal import Decimal

import pikepdf
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from booklet.pdf.objects import Name, PdfFile, Raw, Ref, Value, serialise
from booklet.pdfnumbers import number

NAMES = st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]), min_size=1, max_size=8)
PRINTABLE = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12)
NUMBERS = st.integers(-(2**31), 2**31 - 1) | st.floats(-1e6, 1e6)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | PRINTABLE | st.binary(max_size=8) | NAMES.map(Name),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


def file_of(value: Value) -> bytes:
    """Return a file of one empty page whose catalogue holds a value."""
    pdf = PdfFile("1.7")
    pages = pdf.reserve()
    page = pdf.add({"Type": Name("Page"), "Parent": pages, "MediaBox": [0, 0, 9, 9], "Resources": {}})
    pdf.write(pages, {"Type": Name("Pages"), "Kids": [page], "Count": 1})
    root = pdf.add({"Type": Name("Catalog"), "Pages": pages, "Value": value})
    return pdf.join(root, pdf.add({"Title": "t"}))


def read(value: Value) -> object:
    """Return a value as qpdf reads it back, in our own types."""
    with pikepdf.open(io.BytesIO(file_of(value))) as opened:
        return plain(opened.Root.get("/Value"))


def plain(found: object) -> object:
    """Return a parsed object in Python's types; numbers as decimals, text strings as text."""
    if isinstance(found, pikepdf.Array):
        return [plain(item) for item in found]
    if isinstance(found, pikepdf.Dictionary):
        return {key.removeprefix("/"): plain(item) for key, item in found.items()}
    if isinstance(found, pikepdf.Name):
        return ("name", str(found).removeprefix("/"))
    if isinstance(found, pikepdf.String):
        return bytes(found)
    if isinstance(found, int | Decimal) and not isinstance(found, bool):
        return Decimal(found)
    return found


def same(value: Value, found: object) -> bool:
    """Tell whether what was read is what was written, numbers to a thousandth."""
    if isinstance(value, Name):
        return found == ("name", str(value))
    if isinstance(value, bool) or value is None:
        return found is value
    if isinstance(value, int | float):
        return isinstance(found, Decimal) and abs(float(found) - value) <= 0.0005 + 1e-6 * abs(value)
    if isinstance(value, str):
        return isinstance(found, bytes) and str(pikepdf.String(found)) == value
    if isinstance(value, dict):
        return (
            isinstance(found, dict)
            and value.keys() == found.keys()
            and all(same(value[key], found[key]) for key in value)
        )
    if isinstance(value, list | tuple):
        return isinstance(found, list) and len(found) == len(value) and all(map(same, value, found))
    return value == found


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, b"null"),
        (True, b"true"),
        (False, b"false"),
        (42, b"42"),
        (-1.5, b"-1.5"),
        (0.0001, b"0"),
        (Name("Page"), b"/Page"),
        (Name("A B#/é"), b"/A#20B#23#2F#C3#A9"),
        (Ref(7), b"7 0 R"),
        (Raw(b"[1 2]"), b"[1 2]"),
        ("Help", b"(Help)"),
        ("(a\\b)", b"(\\(a\\\\b\\))"),
        ("é", b"<FEFF00E9>"),
        ("😀", b"<FEFFD83DDE00>"),
        (b"\x00\xff", b"<00FF>"),
        ([1, Name("A"), "b"], b"[1 /A (b)]"),
        ((1, 2), b"[1 2]"),
        ({"A": 1, "B": Name("C"), "D": [True], "E": {}, "F": "x", "G": b"\1", "H": None}, None),
    ],
)
def test_a_value_is_written_as_the_standard_says(value: Value, written: bytes | None) -> None:
    wanted = written or b"<</A 1/B/C/D[true]/E<<>>/F(x)/G<01>/H null>>"
    assert serialise(value) == wanted


@pytest.mark.parametrize(
    "value",
    [
        "parentheses ((()) and \\ backslashes \\) (",
        "Nirédé ‘Où’ ไทย العربية 😀",
        ["", "a", b"\xfe\xff", {}, []],
        {"A B": 1, "#": 2, "(/)": Name("[<{%}>]"), "é": None},
        [0.1, -0.001, 999.9996, 1234.5678, 100000000],
    ],
)
def test_a_value_is_read_back_as_it_was(value: Value) -> None:
    assert same(value, read(value))


@pytest.mark.slow
@given(VALUES)
def test_any_value_is_read_back_as_it_was(value: Value) -> None:
    assert same(value, read(value))


@given(st.text(st.characters(max_codepoint=127), max_size=12))
@example("a\rb")
@example("a\r\nb")
@example("\x18\x7f")
def test_a_string_with_control_characters_is_read_back_as_it_was(text: str) -> None:
    assert same(text, read(text))


@given(st.floats(-1e6, 1e6))
def test_a_number_is_right_to_a_thousandth_of_a_point(value: float) -> None:
    written = number(value)
    assert abs(float(written) - value) <= 0.0005 + 1e-6 * abs(value)


@given(st.floats(-1e6, 1e6) | st.integers(-(10**9), 10**9))
def test_a_number_has_no_exponent_and_nothing_to_spare(value: float) -> None:
    written = number(value)
    assert re.fullmatch(r"0|-?[1-9]\d*|-?\d+\.\d*[1-9]", written), written
    assert written != "-0"


def test_the_order_of_entries_is_kept() -> None:
    assert serialise({"B": 1, "A": 2}) == b"<</B 1/A 2>>"


# Files


def test_a_file_is_read_by_qpdf_without_complaint() -> None:
    with pikepdf.open(io.BytesIO(file_of([1, "a"]))) as opened:
        assert opened.check_pdf_syntax() == []
        assert opened.pdf_version == "1.7"
        assert opened.docinfo["/Title"] == "t"


def test_a_reserved_object_may_be_written_last() -> None:
    pdf = PdfFile("1.6")
    pages, root = pdf.reserve(), pdf.reserve()
    info = pdf.add({"Title": "t"})
    pdf.write(root, {"Type": Name("Catalog"), "Pages": pages})
    pdf.write(pages, {"Type": Name("Pages"), "Kids": [], "Count": 0, "Later": "yes"})
    assert (pages, root, info) == (1, 2, 3)
    with pikepdf.open(io.BytesIO(pdf.join(root, info))) as opened:
        assert str(opened.Root.Pages.Later) == "yes"


@given(st.binary(max_size=60))
@example(b"endstream")
@example(b"\r\nendobj\n")
def test_a_stream_is_read_back_byte_for_byte(data: bytes) -> None:
    pdf = PdfFile("1.7")
    stream = pdf.add_stream(data, {"Kind": Name("Test")})
    pages = pdf.add({"Type": Name("Pages"), "Kids": [], "Count": 0})
    root = pdf.add({"Type": Name("Catalog"), "Pages": pages, "Value": stream})
    with pikepdf.open(io.BytesIO(pdf.join(root, pdf.add({})))) as opened:
        found = opened.Root.Value
        assert found.read_raw_bytes() == data
        assert (int(found.Length), str(found.Kind)) == (len(data), "/Test")


def test_every_object_begins_where_the_cross_reference_table_says() -> None:
    data = file_of({"A": ["b", 2]})
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    assert data[start:].startswith(b"xref\n0 5\n0000000000 65535 f \n")
    for place, entry in enumerate(re.findall(rb"(\d{10}) 00000 n \n", data[start:]), start=1):
        assert data[int(entry) :].startswith(b"%d 0 obj\n" % place)


def test_a_second_line_of_high_bytes_says_that_the_file_is_binary() -> None:
    first, second, *_ = file_of(1).split(b"\n")
    assert first == b"%PDF-1.7"
    assert second[:1] == b"%"
    assert min(second[1:5]) > 127


@pytest.mark.slow
@given(VALUES)
def test_equal_content_gives_equal_bytes(value: Value) -> None:
    assert file_of(value) == file_of(value)


@pytest.mark.slow
@given(VALUES, VALUES)
def test_other_content_has_another_id(first: Value, second: Value) -> None:
    assume(serialise(first) != serialise(second))
    ids = []
    for value in (first, second):
        with pikepdf.open(io.BytesIO(file_of(value))) as opened:
            ids.append([bytes(part) for part in opened.trailer["/ID"]])
    assert ids[0] != ids[1]
    assert all(created == changed and len(created) == 16 for created, changed in ids)
