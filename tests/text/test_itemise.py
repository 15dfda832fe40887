"""Numbers and addresses in words that run from right to left."""

import pytest

from booklet.localise import running_address
from booklet.phone import unbroken
from booklet.text.fonts import Setting
from booklet.text.itemise import itemise
from booklet.text.markup import parse_markup

ARABIC = Setting("rtl", "Arab", "ar")

NUMBERS = ["116 111", "020-7946 0018", "(02) 8921-1234", "+63 2 8921 1234", "978-0-306-40615-7"]
ADDRESSES = ["https://takeitdown.ncmec.org/", "https://childhelplineinternational.org/helplines/"]


@pytest.mark.parametrize("shown", [*map(unbroken, NUMBERS), *map(running_address, ADDRESSES)])
def test_a_number_or_an_address_is_one_stretch_from_left_to_right(shown: str) -> None:
    rich = parse_markup(f"اتصل {shown} الآن")
    assert shown in [rich.text[item.start : item.end] for item in itemise(rich, ARABIC) if item.level == 2]
