"""The modules of QR codes: what a decoder reads from them, and how much of them may be lost."""

import pytest
import zxingcpp
from PIL import Image

from booklet.typeset.qr import Modules, qr_code

ADDRESS = "https://www.childhelplineinternational.org/helplines/"


def decoded(modules: Modules) -> zxingcpp.Barcode:
    """Return what a decoder says of a code with its quiet zone."""
    size = len(modules)
    code = Image.new("L", (size, size))
    code.putdata([0 if cell else 255 for row in modules for cell in row])
    picture = Image.new("L", (size + 8, size + 8), 255)
    picture.paste(code, (4, 4))
    return zxingcpp.read_barcodes(picture.resize((8 * (size + 8),) * 2, Image.Resampling.NEAREST))[0]


@pytest.mark.parametrize("text", ["116", ADDRESS, "tel:+254116", "https://example.org/" + "x" * 150])
def test_a_qr_code_is_a_whole_one_that_says_its_text(text: str) -> None:
    found = decoded(qr_code(text, "m"))
    assert (found.text, found.format) == (text, zxingcpp.BarcodeFormat.QRCode)


def test_a_code_has_the_level_that_is_asked_or_a_higher_one_in_the_same_size() -> None:
    levels = {asked: decoded(qr_code(ADDRESS, asked)).ec_level for asked in "lmqh"}
    assert all("LMQH".index(found) >= "lmqh".index(asked) for asked, found in levels.items())


def test_a_qr_code_has_its_three_finders() -> None:
    modules = qr_code(ADDRESS, "m")
    size = len(modules)
    finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
    rows = ["".join(".#"[cell] for cell in row) for row in modules]
    assert {len(row) for row in rows} == {size}
    assert [row[:7] for row in rows[:7]] == finder
    assert [row[-7:] for row in rows[:7]] == finder
    assert [row[:7] for row in rows[-7:]] == finder
    assert [row[-7:] for row in rows[-7:]] != finder


def test_a_stronger_qr_code_is_no_smaller() -> None:
    weak, strong = (qr_code("https://example.org/somewhere/to/get/help", level) for level in "lh")
    assert len(weak) < len(strong)
