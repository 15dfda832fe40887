"""Digits of a locale: those that CLDR names, beside those of Latin, and read back like any other number."""

from datetime import date

import babel
import pypdfium2
import pytest

from booklet.check.proof.compare import ProofError, holds_number
from booklet.check.proof.pages import page_texts
from booklet.facts.selection import select
from booklet.make.build import open_sources
from booklet.make.drawing import draw
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.proving import prove
from booklet.typeset.fit import make_product_forms
from booklet.typeset.mirror import mirror_placed
from booklet.values import replace
from booklet.words.digits import LATIN, ZEROS, write_in_digits, zero_of
from booklet.words.locales import find_language

MADE = date(2026, 11, 25)

SYSTEMS = {"\u0660": "arab", "\u06f0": "arabext", "\u09e6": "beng", "\u0966": "deva", "\u1040": "mymr"}


@pytest.mark.parametrize(
    "tag", sorted({*(tag for tag in ZEROS if "-" not in tag), "ar", "ur", "hi", "en", "th", "fr", "pa"})
)
def test_a_language_has_the_digits_that_cldr_names(tag: str) -> None:
    system = babel.Locale.parse(tag).default_numbering_system
    assert SYSTEMS.get(zero_of(tag, ""), "latn") == system


@pytest.mark.parametrize(
    "tag", [*sorted(LATIN), *(tag for tag in ZEROS if "-" in tag), "ar-MA", "ar-AE", "ar-TN", "ur-PK", "ne-IN"]
)
def test_a_country_has_the_digits_that_cldr_names(tag: str) -> None:
    language, _, country = tag.partition("-")
    system = babel.Locale.parse(tag, sep="-").default_numbering_system
    assert SYSTEMS.get(zero_of(language, country), "latn") == system


def test_every_language_with_digits_is_one_that_we_can_set() -> None:
    assert [find_language(tag).tag for tag in ZEROS] == list(ZEROS)


@pytest.mark.slow
@pytest.mark.parametrize("country", ["EG", "SA"])
def test_numbers_of_card_and_directory_stand_in_both_digits_and_are_read_back(country: str) -> None:
    sources = open_sources(None)
    wanted = Wanted(("insert",), ("ar-XB",), (country,), editions=("screen",))
    found = place(plan_jobs(wanted, sources)[0], sources, MADE)
    data = draw(found, sources, MADE)
    selection = select(sources.insert(country), sources.world, "14-17")
    numbers = [write_in_digits(number.dial, "\u0660") for number in selection.lead.numbers]
    (page, *_) = pypdfium2.PdfDocument(data)
    (text, *_) = page_texts(page)
    assert numbers and all(holds_number(text, number) for number in numbers)
    assert prove(found, data, sources, MADE).numbers > len(numbers)


@pytest.mark.slow
def test_a_number_in_digits_of_the_locale_that_is_another_one_stops_the_build() -> None:
    sources = open_sources(None)
    wanted = Wanted(("insert",), ("ar-XB",), ("EG",), editions=("screen",))
    found = place(plan_jobs(wanted, sources)[0], sources, MADE)
    lead = found.manuscript.help.lead
    wrong = replace(lead, numbers=(replace(lead.numbers[0], local="\u0661\u0661\u0667"),))
    manuscript = replace(found.manuscript, help=replace(found.manuscript.help, lead=wrong))
    forms = make_product_forms(found.layout, manuscript, sources.theme, 0.0)
    spoiled = replace(found, placed=mirror_placed(replace(found.placed, forms=forms), "Arab"))
    with pytest.raises(ProofError) as stopped:
        prove(spoiled, draw(spoiled, sources, MADE), sources, MADE)
    assert any("\u0661\u0666\u0660\u0660\u0660" in finding.message for finding in stopped.value.findings)


def test_between_arabic_digits_a_hyphen_is_a_space() -> None:
    assert write_in_digits("(02) 1-800", "\u0660") == "\u0660\u0662 \u0661 \u0668\u0660\u0660"
