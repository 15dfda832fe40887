"""The form for a lawyer shows each line, each fact, its source and its date, and where to sign."""

from datetime import date

import pypdfium2
import pytest

from booklet.make.papers.lawsheet import make_law_sheet
from booklet.sources.load import Sources
from booklet.text.markup import letters

LAWS = (
    *("AU", "BR", "CA", "CN", "DE", "EG", "ES", "FR", "GB", "GH", "ID", "IE", "IN", "JO", "KE", "MX", "MY", "NG"),
    *("NZ", "PH", "PL", "RU", "TH", "TZ", "UA", "UG", "US", "ZA"),
)


def read(data: bytes) -> str:
    """Return the letters of a file, whatever lines they stand on."""
    return letters("".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)))


def sheet(code: str, sources: Sources) -> bytes:
    insert = sources.insert(code)
    return make_law_sheet(insert.legal, code, insert.name["en"], sources, date(2026, 11, 27))


@pytest.mark.slow
def test_every_line_and_fact_stands_on_it(sources: Sources) -> None:
    law, text = sources.insert("GB").legal, read(sheet("GB", sources))
    for line in law.lines:
        assert letters(line.texts["en"]) in text
    for fact in law.facts:
        assert letters(fact.id) in text and letters(fact.says) in text, fact.id
        assert letters(f"Confidence: {fact.confidence}") in text
        assert all(letters(source.address) in text and letters(source.dated) in text for source in fact.sources)
    for words in ("Name", "Role", "Date", "Signature", "yes · change", law.read):
        assert letters(words) in text, words


@pytest.mark.parametrize("code", LAWS[::4])
def test_every_country_with_facts_has_a_form(code: str, sources: Sources) -> None:
    assert letters(sources.insert(code).legal.facts[0].id) in read(sheet(code, sources))


def test_countries_with_facts_are_those_that_were_collected(sources: Sources) -> None:
    assert tuple(code for code in sources.countries() if sources.insert(code).legal.facts) == LAWS
