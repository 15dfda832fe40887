"""QR codes of finished pages, decoded from a grey picture as a phone would see it."""

import io
from datetime import date
from functools import cache

import pypdfium2
import pytest
import zxingcpp
from once import sources
from PIL import Image, ImageFilter

from booklet.make.build import check
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs

MADE = date(2026, 11, 25)
FINDER = "https://childhelplineinternational.org/helplines/"


@cache
def pages(product: str, country: str) -> list[Image.Image]:
    jobs = plan_jobs(Wanted(products=(product,), countries=(country,), editions=("press",)), sources())
    document = pypdfium2.PdfDocument(io.BytesIO(draw(check(jobs, sources(), MADE)[0], sources(), MADE)))
    scale = 300 / 72 if product == "booklet" else 100 / 72
    wanted = range(len(document)) if product != "booklet" else (2, 26, 27)
    return [document[number].render(scale=scale).to_pil().convert("L") for number in wanted]


def decoded(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]


ADDRESSES = [("001", FINDER), ("GB", "https://www.childline.org.uk/"), ("PH", "tel:1383")]


@pytest.mark.slow
@pytest.mark.parametrize(("country", "address"), ADDRESSES)
def test_help_page_directory_and_back_cover_lead_to_the_helpline(country: str, address: str) -> None:
    assert [decoded(page) for page in pages("booklet", country)] == [[address]] * 3


@pytest.mark.slow
def test_the_poster_leads_to_the_helpline() -> None:
    assert decoded(pages("poster", "001")[0]) == [FINDER]


@pytest.mark.slow
def test_a_code_survives_a_bad_photocopy() -> None:
    for page in pages("booklet", "001"):
        copied = page.filter(ImageFilter.GaussianBlur(0.2 / 25.4 * 300)).point(lambda grey: 255 * (grey > 128))
        assert decoded(copied) == [FINDER]
