"""The bars of an ISBN, drawn by another program and read by it, for any number there is."""

from typing import Any

import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from booklet.geometry import Size, mm
from booklet.look.barcode import LARGEST_MODULE, LEAST_MODULE, MODULES, bars_of, module_in, plate_size
from booklet.look.brand import is_isbn


@st.composite
def isbns(draw: st.DrawFn) -> str:
    start = draw(st.sampled_from(["978", "979"])) + f"{draw(st.integers(0, 999_999_999)):09d}"
    return next(f"{start}{check}" for check in range(10) if is_isbn(f"{start}{check}"))


@given(isbns())
def test_the_bars_are_those_another_program_draws(isbn: str) -> None:
    code = zxingcpp.create_barcode(isbn, zxingcpp.BarcodeFormat.EAN13)
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)
    drawn = memoryview(picture)
    assert bars_of(isbn) == tuple(drawn[0, x] == 0 for x in range(MODULES))


def test_a_barcode_is_as_large_as_its_room_and_never_larger_than_100_percent() -> None:
    assert module_in(Size(mm(200), mm(200))) == LARGEST_MODULE
    assert module_in(Size(mm(200), mm(200)), scale=1.5) == LARGEST_MODULE / 1.5
    assert module_in(plate_size(LEAST_MODULE)) == LEAST_MODULE
    narrow = plate_size(0.8)
    assert module_in(Size(narrow.width, 500)) == module_in(Size(500, narrow.height)) == 0.8
