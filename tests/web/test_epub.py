"""The guide as an EPUB: its parts, its page list, what it says of itself; every word of the web page is in it."""

import io
import zipfile
from functools import cache

import pytest
from lxml import etree
from once import MADE, sources
from webpages import ENGLISH, Made, document, file, place_in

from booklet.check.proof.screenpages import read_screen_file
from booklet.make.coverage import read_coverage
from booklet.make.drawing import draw

BOOK: Made = ("epub", "en", "KE", "14-17")
KIDS: Made = ("epub", "ar", "EG", "10-13")


@cache
def parts(made: Made) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file(made))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def find(made: Made, name: str, path: str) -> list[str]:
    found = etree.fromstring(parts(made)[name]).xpath(path)
    return [str(one) for one in found]


@pytest.mark.slow
def test_it_says_first_what_it_is() -> None:
    with zipfile.ZipFile(io.BytesIO(file(BOOK))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert file(BOOK)[30:58] == b"mimetypeapplication/epub+zip"


@pytest.mark.slow
@pytest.mark.parametrize("made", [BOOK, KIDS])
def test_a_document_a_topic_in_the_order_of_print(made: Made) -> None:
    topics = [plan.place for plan in document(made).layout.pages]
    ids = dict(zip(find(made, "package.opf", "//*[local-name()='item']/@id"), _names(made), strict=True))
    order = [ids[one] for one in find(made, "package.opf", "//*[local-name()='itemref']/@idref")]
    assert order == [f"{number:02}-{topic}.xhtml" for number, topic in enumerate(topics, start=1)]
    direction = "rtl" if made[1] == "ar" else "ltr"
    assert find(made, "package.opf", "//@page-progression-direction") == [direction]


def _names(made: Made) -> list[str]:
    return find(made, "package.opf", "//*[local-name()='item']/@href")


@pytest.mark.slow
@pytest.mark.parametrize("made", [BOOK, KIDS])
def test_the_page_list_is_that_of_print(made: Made) -> None:
    inside = "//*[local-name()='nav'][@role='doc-pagelist']//*[local-name()='a']"
    shown = find(made, "nav.xhtml", f"{inside}/text()")
    assert shown == [str(number) for number in range(1, 29)]
    for number, target in zip(shown, find(made, "nav.xhtml", f"{inside}/@href"), strict=True):
        name, place = target.split("#")
        assert f'id="{place}" role="doc-pagebreak" aria-label="{number}"'.encode() in parts(made)[name]


@pytest.mark.slow
def test_it_says_what_readers_can_do_with_it() -> None:
    said = find(BOOK, "package.opf", "//*[local-name()='meta']/@property")
    for name in ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard"):
        assert f"schema:{name}" in said
    assert find(BOOK, "package.opf", "//*[local-name()='title']/text()")[0].startswith("PROOF, ")
    assert find(BOOK, "package.opf", "//*[@property='dcterms:modified']/text()") == ["2026-11-25T00:00:00Z"]


@pytest.mark.slow
def test_it_says_the_words_of_the_web_page() -> None:
    book, page = read_screen_file(file(BOOK), ".epub"), read_screen_file(file(ENGLISH), ".html")
    assert [one.number for one in book.pages] == [*(one.number for one in page.pages), "nav.xhtml"]
    for one, other in zip(book.pages[:-2], page.pages[:-1], strict=True):
        said, shown = ([line for line in found.text.splitlines() if "PROOF" not in line] for found in (one, other))
        assert said == shown


def test_each_document_of_a_proof_says_so() -> None:
    documents = [name for name in parts(BOOK) if name.endswith(".xhtml") and name != "nav.xhtml"]
    assert len(documents) == 28
    assert all(b'<div class="proof">' in parts(BOOK)[name] for name in documents)


@pytest.mark.slow
def test_what_it_rests_on_is_found_in_it() -> None:
    covered, page = read_coverage(file(BOOK)), read_coverage(file(ENGLISH))
    assert covered is not None
    assert page is not None
    assert (covered.edition, page.edition) == ("epub", "web")
    assert covered.numbers == page.numbers
    assert len(covered.numbers) >= 3


@pytest.mark.slow
@pytest.mark.parametrize("made", [BOOK, KIDS])
def test_the_same_sources_are_the_same_book(made: Made) -> None:
    assert draw(place_in(sources(), made), sources(), MADE) == file(made)
    assert len(file(made)) < 1_000_000
