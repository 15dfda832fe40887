"""Numbers and addresses in words that run from right to left."""

import re

import pytest

from booklet.facts.phone import keep_together
from booklet.text.compose import set_line
from booklet.text.fonts import Font, Setting
from booklet.text.itemise import TextStyle, itemise
from booklet.text.markup import parse_markup
from booklet.words.localise import show_running_address

NUNITO = "fontpkg_nunito/files/Nunito[wght].ttf"
STYLE = TextStyle((Font(NUNITO, 500),), (Font(NUNITO, 800),), size=12, leading=17, ink="black")
ARABIC = Setting("rtl", "Arab", "ar")

NUMBERS = ["116 111", "020-7946 0018", "(02) 8921-1234", "+63 2 8921 1234", "978-0-306-40615-7"]
ADDRESSES = ["https://takeitdown.ncmec.org/", "https://childhelplineinternational.org/helplines/"]


@pytest.mark.parametrize("shown", [*map(keep_together, NUMBERS), *map(show_running_address, ADDRESSES)])
def test_a_number_or_an_address_is_one_stretch_from_left_to_right(shown: str) -> None:
    rich = parse_markup(f"اتصل {shown} الآن")
    assert shown in [rich.text[item.start : item.end] for item in itemise(rich, ARABIC) if item.level == 2]


def test_a_number_with_letters_to_dial_by_stands_from_left_to_right() -> None:
    shown = keep_together("1-800-4-A-CHILD")
    line = set_line(f"{shown} · الآن", STYLE, ARABIC)
    letters = [(run.x, run.text) for run in line.runs if not re.search("[ء-ي·]", run.text)]
    assert "".join(text for _, text in sorted(letters)).strip() == shown


@pytest.mark.parametrize(
    "markup", ["0800 *999* 111", "[0800 999](tel:0800999) 111", "*+254* 722 _000 111_", "٠٨٠٠ *١١١*"]
)
def test_a_number_stands_from_left_to_right_whatever_is_strong_or_leads_elsewhere_in_it(markup: str) -> None:
    line = set_line(f"اتصل {markup} الآن", STYLE, ARABIC)
    seen = "".join(text for _, text in sorted((run.x, run.text) for run in line.runs if run.look.level == 2))
    assert seen.split() == parse_markup(markup).text.split()
