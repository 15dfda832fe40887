"""The helpline on the back of a card: its name and what is known of it, without clumsy ends of lines."""

import pytest
from laid import lay
from once import sources
from rendered import MADE, documents

from booklet.make.build import check
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.typeset.placed import TextAt


def lines_of_backs(country: str, locale: str) -> list[list[str]]:
    """Return the lines on the back of each card."""
    backs = [document.placed.pages[1] for document in documents(country, "colour", locale, ("card",))]
    return [
        [item.line.text.strip() for item, _, _ in lay(page.items) if isinstance(item, TextAt) and item.line.runs]
        for page in backs
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("country", "locale", "wanted"),
    [
        ("MX", "es", ["Línea de la Vida · gratis · día y noche"]),
        ("TZ", "sw", ["Tanzania National Child Helpline", "bila malipo · usiku na mchana"]),
        ("TH", "th", ["สายเด็ก · ฟรี · ทั้งวันทั้งคืน"]),
    ],
)
def test_the_facts_stand_together(country: str, locale: str, wanted: list[str]) -> None:
    """Below the number where they would be squeezed beside it, and below the name where that takes no more lines."""
    for lines in lines_of_backs(country, locale):
        assert [line for line in lines if line in wanted] == wanted


@pytest.mark.slow
@pytest.mark.parametrize(
    ("country", "locale"), [("US", "en"), ("EG", "ar"), ("SG", "zh-Hans"), ("TH", "th"), ("RU", "ru")]
)
def test_the_number_keeps_off_the_edge_of_its_band_where_black_is_alone(country: str, locale: str) -> None:
    """An edge of two lines met it in one of ten countries, and no card in black could be made there."""
    wanted = Wanted(("card",), (locale,), (country,), editions=("office",), inks=("grey",), items=("c1", "t1"))
    for document in check(plan_jobs(wanted, sources()), sources(), MADE):
        assert prove(document, draw(document, sources(), MADE), sources(), MADE).numbers
