"""Finished files read back by programs that are not ours: every word, in order; boxes, fonts, colours, links."""

import io
import re
from collections import Counter
from functools import cache

import pikepdf
import pypdf
import pytest
from once import MADE, drawn, list_jobs, placed, sources
from reading import missing_in_order, page_words, topic_words, words

from booklet.geometry import mm
from booklet.jobs import PRODUCTS, Job
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs


def jobs(product: str, country: str, edition: str, band: str = "14-17") -> list[Job]:
    return list_jobs(product, locales=("en",), countries=(country,), editions=(edition,), bands=(band,))


def documents(product: str, country: str, edition: str, band: str = "14-17") -> list[Document]:
    return [placed(job) for job in jobs(product, country, edition, band)]


def pdf(product: str, country: str, edition: str, band: str = "14-17") -> bytes:
    """Return the first file of a product."""
    return drawn(jobs(product, country, edition, band)[0])


@cache
def page_texts(product: str, country: str, edition: str, band: str = "14-17") -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf(product, country, edition, band))).pages]


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["press", "screen"])
@pytest.mark.parametrize("country", ["001", "KE", "TH"])
@pytest.mark.parametrize("band", ["14-17", "10-13"])
def test_every_word_of_the_booklet_is_read_back_in_order(country: str, band: str, edition: str) -> None:
    (document,) = documents("booklet", country, edition, band)
    texts = page_texts("booklet", country, edition, band)
    for page, text in zip(document.placed.pages, texts, strict=True):
        wanted = page_words(document, page)
        assert missing_in_order(wanted, words(text)) == [], page.topic


@pytest.mark.slow
@pytest.mark.parametrize("product", ["poster", "card"])
@pytest.mark.parametrize("country", ["001", "GB"])
@pytest.mark.parametrize("band", ["14-17", "10-13"])
def test_every_word_of_posters_and_cards_is_read_back(product: str, country: str, band: str) -> None:
    for document in documents(product, country, "press", band):
        topic = document.manuscript.topic(document.job.item)
        wanted = Counter(topic_words(topic)) - Counter(words("It is not your fault."))
        if topic.id == "c1":
            wanted = wanted - Counter(words(topic.title)) + Counter(words(topic.front_title))
        reader = pypdf.PdfReader(io.BytesIO(draw(document, sources(), MADE)))
        found = Counter(words(" ".join(page.extract_text() for page in reader.pages)))
        assert wanted - found == Counter(), topic.id


@pytest.mark.slow
@pytest.mark.parametrize("product", PRODUCTS)
def test_press_and_screen_say_the_same(product: str) -> None:
    """The press has one line more: that in the slug."""
    press = [text.rpartition("\nguide_")[0] for text in page_texts(product, "GB", "press")]
    assert press == page_texts(product, "GB", "screen")


@pytest.mark.slow
@pytest.mark.parametrize("country", ["KE", "PH", "TH", "EG", "GB"])
def test_the_helpline_stands_on_every_spread_on_one_line(country: str) -> None:
    lead = sources().insert(country).lead
    assert lead is not None
    printed = lead.numbers[0].printed
    texts = page_texts("booklet", country, "press")
    spreads = [texts[start] + texts[start + 1] for start in range(1, 27, 2)] + [texts[27]]
    for spread in spreads:
        assert printed in spread.replace("\u00a0", " ")


@pytest.mark.slow
def test_the_international_edition_prints_no_phone_number() -> None:
    for product in PRODUCTS:
        manuscript = documents(product, "001", "screen")[0].manuscript
        written = " ".join(word for topic in manuscript.topics for word in topic_words(topic))
        known = set(re.findall(r"\d{3,}", f"{written} {MADE} {manuscript.labels}"))
        said = " ".join(page_texts(product, "001", "screen"))
        assert set(re.findall(r"\d{3,}", said)) <= known
        assert "childhelplineinternational.org/helplines" in said.replace("\n", "")


@pytest.mark.slow
@pytest.mark.parametrize("country", ["KE", "PH", "TH", "EG", "GB"])
@pytest.mark.parametrize("edition", ["press", "screen"])
def test_an_unconfirmed_country_is_marked_as_proof_inside_the_trim_of_every_page(country: str, edition: str) -> None:
    for product in PRODUCTS:
        for text in page_texts(product, country, edition):
            assert "PROOF" in text


@pytest.mark.slow
def test_the_international_edition_is_no_proof() -> None:
    assert not any("PROOF" in text for product in PRODUCTS for text in page_texts(product, "001", "press"))


@pytest.mark.slow
def test_a_number_of_low_confidence_is_printed_nowhere() -> None:
    low = [contact for contact in sources().insert("TH").contacts if contact.confidence == "low"]
    assert [contact.web for contact in low] == ["https://www.thaihotline.org/"]
    assert "thaihotline" not in "".join(text for product in PRODUCTS for text in page_texts(product, "TH", "screen"))


@pytest.mark.slow
@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("edition", ["press", "screen"])
def test_qpdf_finds_nothing_to_complain_of(product: str, edition: str) -> None:
    with pikepdf.open(io.BytesIO(pdf(product, "KE", edition))) as opened:
        assert opened.check_pdf_syntax() == []


@pytest.mark.slow
@pytest.mark.parametrize("product", PRODUCTS)
def test_press_pages_have_nested_boxes_and_the_trim_of_the_layout(product: str) -> None:
    document = documents(product, "001", "press")[0]
    for page in pypdf.PdfReader(io.BytesIO(pdf(product, "001", "press"))).pages:
        trim, bleed, media = page.trimbox, page.bleedbox, page.mediabox
        assert (float(trim.width), float(trim.height)) == pytest.approx(document.layout.trim, abs=0.01)
        assert float(trim.left - bleed.left) == pytest.approx(mm(3), abs=0.01)
        assert float(bleed.top - trim.top) == pytest.approx(mm(3), abs=0.01)
        assert media.left <= bleed.left and media.top >= bleed.top


@pytest.mark.slow
@pytest.mark.parametrize("product", PRODUCTS)
def test_screen_pages_are_cut_to_the_trim(product: str) -> None:
    document = documents(product, "001", "screen")[0]
    for page in pypdf.PdfReader(io.BytesIO(pdf(product, "001", "screen"))).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
            document.layout.trim, abs=0.01
        )


@pytest.mark.slow
@pytest.mark.parametrize("product", PRODUCTS)
@pytest.mark.parametrize("edition", ["press", "screen"])
def test_every_font_is_embedded_with_a_map_to_unicode(product: str, edition: str) -> None:
    fonts = {}
    with pikepdf.open(io.BytesIO(pdf(product, "GB", edition))) as opened:
        for found in opened.objects:
            if (
                isinstance(found, pikepdf.Dictionary)
                and found.get("/Type") == "/Font"
                and found.get("/Subtype") == "/Type0"
            ):
                descriptor = found.DescendantFonts[0].FontDescriptor
                fonts[str(found.BaseFont)] = "/FontFile2" in descriptor and "/ToUnicode" in found
    assert fonts and all(fonts.values())
    assert all(re.match(r"/[A-Z]{6}\+", name) for name in fonts)


def _operators(data: bytes) -> set[str]:
    used = set()
    with pikepdf.open(io.BytesIO(data)) as opened:
        forms = [
            found for found in opened.objects if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Form"
        ]
        contents: list[pikepdf.Page | pikepdf.Object] = [*opened.pages, *forms]
        for content in contents:
            used |= {str(instruction.operator) for instruction in pikepdf.parse_content_stream(content)}
    return used


@pytest.mark.slow
def test_the_press_edition_holds_process_inks_and_nothing_else() -> None:
    for product in PRODUCTS:
        used = _operators(pdf(product, "GB", "press"))
        assert {"k", "K"} & used and not {"rg", "RG", "g", "G", "sc", "SC"} & used


@pytest.mark.slow
def test_the_screen_edition_holds_srgb_and_nothing_else() -> None:
    for product in PRODUCTS:
        used = _operators(pdf(product, "GB", "screen"))
        assert "rg" in used and not {"k", "K", "g", "G", "sc", "SC", "SCN"} & used


@pytest.mark.slow
def test_the_screen_edition_links_numbers_addresses_and_pages() -> None:
    targets = set()
    pages = 0
    for page in pypdf.PdfReader(io.BytesIO(pdf("booklet", "GB", "screen"))).pages:
        for reference in page.get("/Annots", []):
            annotation = reference.get_object()
            assert annotation["/Contents"]
            if "/A" in annotation:
                targets.add(str(annotation["/A"]["/URI"]))
            pages += "/Dest" in annotation
    assert {"tel:+448001111", "tel:999", "https://report.iwf.org.uk/en"} <= targets
    routes, sections, strips = 8, 6, 13
    assert pages >= routes + sections + strips


@pytest.mark.slow
def test_the_press_edition_has_no_annotation() -> None:
    for product in PRODUCTS:
        assert not any("/Annots" in page for page in pypdf.PdfReader(io.BytesIO(pdf(product, "GB", "press"))).pages)


@pytest.mark.slow
def test_the_file_names_its_title_and_language_and_has_a_bookmark_for_every_page() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf("booklet", "001", "screen")))
    assert reader.metadata is not None and reader.metadata.title == "Your screen, your rights"
    assert str(reader.root_object["/Lang"]) == "en"
    assert len(reader.outline) == 28


@pytest.mark.slow
def test_contents_and_references_name_the_page_where_the_topic_stands() -> None:
    texts = page_texts("booklet", "001", "screen")
    document = documents("booklet", "001", "screen")[0]
    pages = document.placed.pages
    (at,) = [page.number for page in pages if page.topic == "find"]
    contents = " ".join(texts[at].split())
    (routes, _) = document.manuscript.topic("find").blocks
    assert len(routes.items) == 8
    for route in routes.items:
        (number,) = [page.number for page in pages if page.topic == route.style]
        assert f"{route.text} {number + 1} " in contents, route.id
    for section in {plan.section for plan in document.layout.pages} - {"cover", "help"}:
        first = next(number for number, plan in enumerate(document.layout.pages) if plan.section == section)
        assert f"{document.manuscript.labels[f'section.{section}']} {first + 1} " in contents, section
    for page in pages[4:27]:
        title = document.manuscript.topic(page.topic).title
        assert words(texts[page.number])[: 12 + len(words(title))].count(words(title)[0]), title


@pytest.mark.slow
def test_two_builds_of_the_same_sources_are_the_same_bytes() -> None:
    fresh = open_sources(None)
    for product in PRODUCTS:
        jobs = plan_jobs(Wanted(products=(product,), locales=("en",), countries=("KE",)), fresh)[:2]
        again = [draw(document, fresh, MADE) for document in check(jobs, fresh, MADE)]
        assert again == [pdf(product, "KE", job.edition) for job in jobs]
