"""Tagging by our own measure: all elements are drawn, all text is content, the tree says the manuscript."""

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from once import sources
from programs import needs
from reading import missing_in_order, page_words, topic_words, words
from speed import first

from booklet.jobs import PRODUCTS
from booklet.make.build import check
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.typeset.placed import (
    Clipped,
    Element,
    FigureAt,
    Form,
    FormAt,
    Group,
    Item,
    LinkAt,
    TextAt,
    texts_of,
)

MADE = date(2026, 11, 25)
COUNTRIES = ("001", "KE", "GB", "TH")
every_document = pytest.mark.parametrize(
    ("product", "country", "band"),
    [(product, country, band) for product in PRODUCTS for country in COUNTRIES for band in ("14-17", "10-13")],
)


@cache
def documents(product: str, country: str, band: str, edition: str = "screen") -> list[Document]:
    wanted = Wanted((product,), ("en",), (country,), bands=(band,), editions=(edition,))
    return check(plan_jobs(wanted, sources()), sources(), MADE)


Content = TextAt | FigureAt | FormAt | LinkAt


def contents(items: tuple[Item, ...], first: int = 0) -> Iterator[tuple[Content, int]]:
    """Yield what may be content of an element, with its element."""
    for item in items:
        if isinstance(item, Group):
            yield from contents(item.items, first + item.first)
        elif isinstance(item, Clipped):
            yield from contents(item.items, first)
        elif isinstance(item, TextAt | FigureAt | FormAt | LinkAt):
            yield item, item.element + first if item.element >= 0 else -1


def undrawn(items: tuple[Item, ...], elements: tuple[Element, ...]) -> list[str]:
    """Return the roles of elements below which nothing is drawn."""
    drawn = set()
    for item, element in contents(items):
        while element >= 0 and not isinstance(item, LinkAt):
            drawn.add(element)
            element = elements[element].parent
    return [element.role for number, element in enumerate(elements) if number not in drawn]


def tagged_forms(document: Document) -> dict[str, Form]:
    """Return the forms that hold elements of their own."""
    forms = {form.name: form for form in document.placed.forms}
    found = {}
    for page in document.placed.pages:
        for item, element in contents(page.items):
            if isinstance(item, FormAt) and page.elements[element].role == "Sect":
                found[item.name] = forms[item.name]
    return found


@pytest.mark.slow
@every_document
def test_every_element_is_drawn(product: str, country: str, band: str) -> None:
    for document in documents(product, country, band):
        for page in document.placed.pages:
            assert undrawn(page.items, page.elements) == [], page.topic
        for form in tagged_forms(document).values():
            assert undrawn(form.component.items, form.component.elements) == [], form.name


@every_document
def test_no_text_but_the_page_number_is_an_artifact(product: str, country: str, band: str) -> None:
    for document in documents(product, country, band):
        for page in document.placed.pages:
            found = [
                item.line.text for item, element in contents(page.items) if element < 0 and isinstance(item, TextAt)
            ]
            assert found in ([], [str(page.number + 1)]), page.topic
        for form in tagged_forms(document).values():
            assert not any(text.element < 0 for text in texts_of(form.component.items)), form.name


@every_document
def test_groups_hold_no_text_and_forms_that_are_content_hold_no_figure(product: str, country: str, band: str) -> None:
    """A screen reader would lose a figure inside them, for they are read as a whole."""
    for document in documents(product, country, band):
        opened = tagged_forms(document)
        for page in document.placed.pages:
            for item, element in contents(page.items):
                if element >= 0 and isinstance(item, TextAt):
                    assert page.elements[element].role not in {"Sect", "L", "LI", "TOC", "TOCI"}
        for form in document.placed.forms:
            if form.name not in opened:
                assert not any(isinstance(item, FigureAt) for item, _ in contents(form.component.items))


def test_the_checks_see_what_they_look_for() -> None:
    page = documents("booklet", "KE", "14-17")[0].placed.pages[7]
    assert undrawn(page.items, (*page.elements, Element("P"))) == ["P"]
    texts = [item for item, _ in contents(page.items) if isinstance(item, TextAt)]
    assert undrawn((), page.elements) == [element.role for element in page.elements]
    assert len(texts) > 10


# The tree as poppler reads it


@cache
def sections(product: str, country: str, band: str, edition: str) -> list[str]:
    """Return the text of the tree of a product's first file, a text for each page."""
    (document, *_) = documents(product, country, band, edition)
    command = ["pdfinfo", "-struct-text", "-"]
    data = draw(document, sources(), MADE)
    said = subprocess.run(command, input=data, capture_output=True, check=True)
    assert said.stderr == b""
    document_line, *parts = re.split(r"^  Sect$", said.stdout.decode(), flags=re.MULTILINE)
    assert document_line.startswith("Document")
    return [said_by(part) for part in parts]


def said_by(listing: str) -> str:
    """Return the text of a part of poppler's listing: elements part words, but for those inside a line."""
    found = ""
    for line in listing.splitlines():
        text = re.fullmatch(r' *"(.*)"', line)
        if text:
            found += text[1]
        elif not line.endswith("(inline)") and not line.lstrip().startswith(("Object", "/")):
            found += "\n"
    return found


@pytest.mark.slow
@needs("pdfinfo")
@every_document
def test_the_text_of_the_tree_is_the_manuscript_in_order(product: str, country: str, band: str) -> None:
    (document, *_) = documents(product, country, band)
    found = sections(product, country, band, "screen")
    assert len(found) == len(document.placed.pages)
    for page, text in zip(document.placed.pages, found, strict=True):
        if product == "booklet":
            wanted = page_words(document, page)
            assert missing_in_order(wanted, words(text)) == [], page.topic
    if product != "booklet":
        topic = document.manuscript.topic(document.job.item)
        counted = Counter(topic_words(topic)) - Counter(words("It is not your fault."))
        untitled = Counter(words(topic.title) if topic.id == "c1" else ())  # its back begins with the steps
        assert counted - untitled <= Counter(words(" ".join(found)))


@pytest.mark.slow
@needs("pdfinfo")
@pytest.mark.parametrize("edition", ["press", "office"])
@pytest.mark.parametrize("product", PRODUCTS)
def test_the_tree_of_paper_reads_as_that_of_the_screen(product: str, edition: str) -> None:
    """On sheets that are folded too, where pages stand in another order."""
    assert sections(product, "GB", "14-17", edition) == sections(product, "GB", "14-17", "screen")


@pytest.mark.slow
@needs("pdfinfo")
@pytest.mark.parametrize("country", first(1, ["KE", "GB"]))
def test_every_number_is_a_word_of_its_own_in_the_tree(country: str) -> None:
    (document,) = documents("booklet", country, "14-17")
    help_ = document.manuscript.help
    numbers = [number.printed for contact in (help_.lead, *help_.rows) for number in contact.numbers]
    read = words(" ".join(sections("booklet", country, "14-17", "screen")))
    assert numbers
    for number in numbers:
        assert missing_in_order(words(number), read) == []


@needs("pdfinfo")
@pytest.mark.parametrize("country", first(1, ["KE", "001", "GB"]))
def test_what_is_set_side_by_side_is_read_as_words_apart(country: str) -> None:
    """Titles and page numbers of the contents, and the parts of the strip at the foot of right-hand pages."""
    (document,) = documents("booklet", country, "14-17")
    found = sections("booklet", country, "14-17", "screen")
    topics = [page.topic for page in document.placed.pages]
    contents_page = words(found[topics.index("find")])
    for section, number in {"happening": 5, "telling": 19, "action": 25, "directory": 27}.items():
        title = document.manuscript.labels[f"section.{section}"]
        assert missing_in_order([*words(title), str(number)], contents_page) == [], title
    lead, motto = document.manuscript.help.lead, document.manuscript.labels["strip.motto"]
    strip = [lead.name, lead.numbers[0].printed, motto] if lead.numbers else [motto, lead.address]
    for number in (4, 6, 8):
        foot = words(found[number])[-40:]
        assert missing_in_order([word for part in strip for word in words(part)], foot) == []
