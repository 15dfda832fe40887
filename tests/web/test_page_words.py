"""The guide as one web page: every word of its manuscript, its numbers as links, nothing from anywhere else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from once import MADE, sources
from projects import CONFIRMED
from webpages import ENGLISH, Made, document, file, lay_country, place_in

from booklet.errors import SourceError
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.make.writing import draw_sound
from booklet.text.markup import letters, plain_text
from booklet.web.markup import Linker
from booklet.words.manuscript import Block

EDITIONS: tuple[Made, ...] = (
    ENGLISH,
    ("web", "en", "001", "10-13"),
    ("web", "ar", "EG", "14-17"),
    ("web", "th", "TH", "10-13"),
    ("web", "hi", "IN", "14-17"),
    ("web", "zh-Hans", "CN", "14-17"),
)

UNSAID = {"m5"}
"""The id under which pages have a stand-in for the message on danger."""


def words_of(made: Made) -> str:
    root = html.document_fromstring(file(made).decode())
    alts = (one.get("aria-label") for one in root.iter("svg") if one.get("aria-label"))
    return letters(" ".join((root.find("body").text_content(), *alts)))


def said_in(block: Block) -> Iterator[str]:
    """Yield what a block says on a screen: short steps have their short words."""
    if block.kind == "steps" and block.style != "full":
        yield from (text for step in block.items for text in (step.title, step.label))
        return
    keeps_label = block.kind not in {"step"}
    yield from (text for text in (block.label if keeps_label else "", block.title, block.text) if text)
    for item in block.items:
        yield from said_in(item)


@pytest.mark.slow
@pytest.mark.parametrize("made", EDITIONS)
def test_every_word_of_the_manuscript_is_on_the_page(made: Made) -> None:
    said, found = words_of(made), document(made)
    topics = [found.manuscript.topic(plan.place) for plan in found.layout.pages]
    wanted = [text for topic in topics for text in (topic.title, *(s for b in topic.blocks for s in said_in(b)))]
    assert [text for text in wanted if letters(plain_text(text)) not in said] == []
    assert len(wanted) > 150


@pytest.mark.slow
@pytest.mark.parametrize("made", EDITIONS)
def test_a_page_is_light_and_says_its_language(made: Made) -> None:
    assert len(file(made)) < 2_000_000
    root = html.document_fromstring(file(made).decode())
    assert root.get("lang") == made[1]
    assert root.get("dir") == ("rtl" if made[1] == "ar" else "ltr")
    cover = document(made).manuscript.topic(document(made).layout.pages[0].place)
    assert [letters(one.text_content()) for one in root.iter("h1")] == [letters(cover.title)]


def test_every_page_of_print_has_its_mark() -> None:
    marks = re.findall(r'id="page-(\d+)" role="doc-pagebreak" aria-label="(\d+)"', file(ENGLISH).decode())
    assert marks == [(str(number), str(number)) for number in range(1, 29)]


def test_numbers_are_links_also_in_running_text() -> None:
    text = file(ENGLISH).decode()
    assert 'Call <a class="number" href="tel:999">999</a>, or the helpline on <a class="number" href="tel:116">' in text
    assert not re.search(r">[^<]*\b(?:999|1195)\b[^<]*<(?!/a)", text.partition("<body>")[2])


@pytest.mark.slow
def test_a_count_that_looks_like_a_number_to_call_is_none(tmp_path: Path) -> None:
    """In all, 196 countries promised: a number is a link only where a country has filled one in."""
    laid = lay_country(tmp_path, CONFIRMED.replace("0808 157 0192", "196"))
    text = draw(place_in(laid, ("web", "en", "XX", "14-17")), laid, MADE).decode()
    assert "196 countries" in text
    assert '<a class="number" href="tel:196">196</a>' in text


@pytest.mark.slow
def test_arabic_isolates_its_numbers() -> None:
    text = file(("web", "ar", "EG", "14-17")).decode()
    assert '<a class="number" href="tel:16000"><bdi dir="ltr">16000</bdi></a>' in text
    assert not re.search("[\u2066-\u2069]", text)


def test_a_proof_says_so_in_name_title_and_first_words() -> None:
    found, root = document(ENGLISH), html.document_fromstring(file(ENGLISH).decode())
    assert found.name == "guide_booklet_14-17_en_KE_a5_web_v01_PROOF.html"
    assert root.findtext("head/title").startswith("PROOF, ")
    assert root.find("body").text_content().strip().startswith("PROOF · numbers not yet confirmed by a call")
    assert root.find("head/meta[@name='robots']").get("content") == "noindex"


@pytest.mark.slow
def test_confirmed_numbers_make_a_page_for_readers(tmp_path: Path) -> None:
    laid = lay_country(tmp_path, CONFIRMED)
    placed = place_in(laid, ("web", "en", "XX", "14-17"))
    drawn = draw_sound(placed, laid, MADE)
    assert (drawn.state, drawn.name) == ("draft", "guide_booklet_14-17_en_XX_a5_web_v01-draft.html")
    body = html.document_fromstring(drawn.data.decode()).find("body").text_content()
    assert body.strip().startswith("DRAFT words · not yet reviewed")
    assert "PROOF" not in body


@pytest.mark.slow
@pytest.mark.parametrize("made", EDITIONS[:3])
def test_the_same_sources_are_the_same_bytes(made: Made) -> None:
    assert draw(place_in(sources(), made), sources(), MADE) == file(made)


def test_comics_are_text_in_order_with_a_picture_beside() -> None:
    root = html.document_fromstring(file(ENGLISH).decode())
    (comic,) = root.xpath("//section[@id='gift-drop']//ol")
    first = comic[0]
    picture = first.find(".//svg")
    assert picture.get("role") == "img"
    assert picture.get("aria-label").startswith("Dayo, with hearing aids, plays a game")
    assert [line.text_content() for line in first.findall(".//figcaption/p")] == [
        "Dayo, 15, plays with captions on.",
        "Dayo: Night Otters, we ride! Well. We swim.",
    ]
    assert "in sign language: " in comic.text_content()


def test_only_booklets_are_made_for_screens() -> None:
    wanted = Wanted(("poster", "booklet"), ("en",), ("KE",), ("14-17",), ("web",), ("colour", "grey"))
    assert [(job.product, job.ink) for job in plan_jobs(wanted, sources())] == [("booklet", "colour")]
    with pytest.raises(SourceError) as stopped:
        plan_jobs(Wanted(("poster",), ("en",), ("KE",), editions=("web",)), sources())
    assert [finding.code for finding in stopped.value.findings] == ["edition-product"]


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["booklet-a6", "booklet-a4-large", "leaflet-trifold-a4"])
def test_every_layout_of_a_booklet_can_be_a_page(layout: str) -> None:
    placed = place_in(sources(), ENGLISH, layout)
    drawn = draw_sound(placed, sources(), MADE)
    assert drawn.proof.numbers > 0


@pytest.mark.slow
def test_a_vowel_that_browsers_take_apart_has_its_parts_in_the_font() -> None:
    from base64 import b64decode
    from io import BytesIO

    from fontTools.ttLib import TTFont

    text = file(("web", "th", "TH", "10-13")).decode()
    fonts = [TTFont(BytesIO(b64decode(data))) for data in re.findall(r"base64,([^\"]+)\"\) format", text)]
    with_am = [font for font in fonts if 0x0E33 in font.getBestCmap()]
    assert with_am
    assert all(0x0E4D in font.getBestCmap() for font in with_am)


def test_a_number_between_letters_of_a_script_without_blanks_is_a_link() -> None:
    linker = Linker({}, {"999": "tel:999", "1800": "tel:1800"})
    said = linker.inline("拨打999（警察），或1800-5，a999, โทร999นะ", calls=True)
    assert re.findall(r">(\d+)</a>(.)", said) == [("999", "（"), ("999", "น")]
