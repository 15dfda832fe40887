"""The helpline on the back of a card: its name and what is known of it, without clumsy ends of lines."""

import pytest
from laid import lay
from rendered import documents

from booklet.typeset.placed import TextAt


def lines_of_backs(country: str, locale: str) -> list[list[str]]:
    """Return the lines on the back of each card."""
    backs = [document.placed.pages[1] for document in documents(country, "colour", locale, ("card",))]
    return [
        [item.line.text.strip() for item, _, _ in lay(page.items) if isinstance(item, TextAt) and item.line.runs]
        for page in backs
    ]


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
