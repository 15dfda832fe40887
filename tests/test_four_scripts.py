"""What is looked at each time, in Latin, Arabic, Thai and Hindi: it fits, it is proven, and other readers read it."""

import io
import re
from collections import Counter

import pikepdf
import pypdf
import pypdfium2
import pytest
import zxingcpp
from once import drawn, list_jobs, placed, proven
from reading import words

from booklet.jobs import Job

COUNTRIES = {"en": "KE", "ar": "EG", "th": "TH", "hi": "IN"}

each_script = pytest.mark.parametrize("locale", COUNTRIES)


def first(product: str, locale: str, edition: str, band: str = "14-17") -> Job:
    country = COUNTRIES[locale]
    return list_jobs(product, locales=(locale,), countries=(country,), editions=(edition,), bands=(band,))[0]


@each_script
@pytest.mark.parametrize("band", ["14-17", "10-13"])
def test_a_booklet_has_room_for_all_its_words(band: str, locale: str) -> None:
    assert len(placed(first("booklet", locale, "press", band)).placed.pages) == 28


@each_script
@pytest.mark.parametrize(("product", "edition"), [("booklet", "screen"), ("poster", "press"), ("card", "press")])
def test_a_file_says_what_the_facts_say(product: str, edition: str, locale: str) -> None:
    record = proven(first(product, locale, edition))
    assert record.numbers or product == "card"


def letters(text: str) -> Counter[str]:
    """Return the letters of a text, whatever their order: programs order lines from right to left each in its way."""
    return Counter(re.sub(r"[\W_]", "", text))


@each_script
@pytest.mark.parametrize("product", ["poster", "card"])
def test_other_readers_find_every_word(product: str, locale: str) -> None:
    job = first(product, locale, "press")
    topic = placed(job).manuscript.topic(job.item)
    said = letters("".join(words(topic.front_title or topic.title)))
    assert said
    by_pypdf = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(drawn(job))).pages)
    with pypdfium2.PdfDocument(drawn(job)) as opened:
        by_pdfium = "".join(page.get_textpage().get_text_range() for page in opened)
    for found in (by_pypdf, by_pdfium):
        assert said - letters(found) == Counter()


@each_script
def test_a_file_is_whole_for_qpdf_and_its_code_leads_to_help(locale: str) -> None:
    data = drawn(first("poster", locale, "press"))
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert opened.check_pdf_syntax() == [] and opened.Root.Lang == locale
    with pypdfium2.PdfDocument(data) as found:
        codes = zxingcpp.read_barcodes(found[0].render(scale=100 / 72).to_pil().convert("L"))
    assert [code.text.lower().partition(":")[0] for code in codes] in (["http"], ["https"], ["tel"])
