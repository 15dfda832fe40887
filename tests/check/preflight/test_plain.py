"""Plain content is read as pikepdf reads it, or not at all."""

import warnings

import pikepdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from booklet.check.preflight.read.plain import OPERATORS, read_plain

TOKENS = [
    *(operator.decode() for operator in OPERATORS),
    *("0", "7", "-3", "+4", "2.5", "-.5", ".25", "1.", "12345.678", "00.10"),
    *(
        "--5",
        "1-2",
        ".",
        "-",
        "1e5",
        "nan",
        "inf",
        "[]",
        "[3 2]",
        "/Name",
        "(text)",
        "<</A 1>>",
        "true",
        "null",
        "%x",
        "BI",
        "Do",
    ),
]


def read_by_pikepdf(content: bytes) -> list[tuple[list[float | str], str]] | None:
    """Return operators with numbers as floats, None if pikepdf finds fault."""
    with pikepdf.Pdf.new() as pdf, warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = pikepdf.parse_content_stream(pdf.make_stream(content))
        except (pikepdf.PdfError, UserWarning, RuntimeError):
            return None
        return [
            ([str(one) if isinstance(one, pikepdf.Object) else float(one) for one in step.operands], str(step.operator))
            for step in found
        ]


@pytest.mark.slow
@example(["[]", "0", "d"], " ")
@given(st.lists(st.sampled_from(TOKENS)), st.sampled_from([" ", "\n", "\r\n", "\t", "\f", ""]))
def test_what_is_read_is_what_pikepdf_reads(tokens: list[str], space: str) -> None:
    content = space.join(tokens).encode()
    plain = read_plain(content)
    if plain is not None:
        said = [
            ([one if isinstance(one, float) else str(pikepdf.Array(one)) for one in step.operands], step.operator)
            for step in plain
        ]
        assert said == read_by_pikepdf(content)


@pytest.mark.parametrize("byte", [b"\x00", b"\x0b", b"\x1c", b"\x1f", b"\x85", b"\xa0"])
def test_what_is_white_to_one_reader_alone_is_not_plain(byte: bytes) -> None:
    assert read_plain(b"0 0 m 9" + byte + b"9 l S") is None


OTHER = (
    b"0 0 m 9 9",
    b"/Gs0 gs",
    b"0 0 m %9 9 l\nS",
    b"(0 0 m) Tj",
    b"1e5 0 m",
    b"nan 0 m",
    b"[3 2] 0 d",
    b"0 0 m9 9 l",
)


@pytest.mark.parametrize("content", OTHER)
def test_other_content_is_left_to_pikepdf(content: bytes) -> None:
    assert read_plain(content) is None


def test_a_picture_is_plain() -> None:
    plain = read_plain(b"0.4 0.2 0.1 rg\n27.1 w 1 J 1 j [] 0 d\n595.00 1120.00 m\n1 2 3 4 5 6 c\nh\nB*")
    assert plain is not None and [step.operator for step in plain] == ["rg", "w", "J", "j", "d", "m", "c", "h", "B*"]
