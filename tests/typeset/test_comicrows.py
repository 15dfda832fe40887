"""Comics on pages that flow: each panel once with its picture and its words, large, apart, and read in their order."""

import io
from collections.abc import Iterator
from datetime import date
from functools import cache

import numpy as np
import pikepdf
import pypdf
import pytest
from laid import lay
from once import sources as shipped
from rendered import cut, pictures

from booklet.geometry import Rect, intersect, mm
from booklet.look.layout import PagePlan
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.placing import place
from booklet.make.planning import Wanted, plan_jobs
from booklet.text.markup import plain_text
from booklet.typeset.comicrows import LEAST_ROW
from booklet.typeset.placed import Element, FigureAt, PlacedPage, TextAt, texts_of
from booklet.words.manuscript import Block

MADE = date(2026, 11, 25)

LAYOUTS = ("booklet-a4-large", "booklet-a6")

MOST_ROWS = 3


@cache
def document_of(layout: str, band: str, locale: str = "en") -> Document:
    axes = Wanted(("booklet",), (locale,), ("KE",), (band,), ("screen",), layouts=(layout,))
    return place(plan_jobs(axes, shipped())[0], shipped(), MADE, MADE)


def comic_of(document: Document, topic: str) -> Block:
    return next(block for block in document.manuscript.topic(topic).blocks if block.kind == "comic")


def comic_pages(document: Document) -> Iterator[tuple[PagePlan, PlacedPage]]:
    """Yield the pages on which comics begin and go on."""
    pages = zip(document.layout.pages, document.placed.pages, strict=True)
    yield from ((plan, page) for plan, page in pages if plan.master == "comic")


def panels_of(plan: PagePlan, document: Document) -> tuple[Block, ...]:
    """Return the panels that stand on a page."""
    comic = comic_of(document, plan.place)
    return comic.items[slice(*plan.part)] if plan.part else comic.items


def pictures_on(page: PlacedPage, document: Document) -> list[tuple[Rect, str]]:
    """Return the box of each picture on a page, y upwards, and what it is described by, from its upper edge on."""
    laid = lay(page.items)
    found = [item.box.moved(dx, dy) for item, dx, dy in laid if isinstance(item, FigureAt) and item.turns]
    hand = document.manuscript.labels["signed"]
    alts = [element.alt for element in page.elements if element.role == "Figure" and element.alt != hand]
    return list(zip(sorted(found, key=lambda box: -box.top), alts, strict=True))


CASES = [(layout, band) for layout in LAYOUTS for band in ("14-17", "10-13")]


@pytest.mark.slow
@pytest.mark.parametrize(("layout", "band"), CASES)
def test_every_panel_has_its_picture_once_and_its_description_is_no_words(layout: str, band: str) -> None:
    document = document_of(layout, band)
    told: dict[str, list[str]] = {}
    for plan, page in comic_pages(document):
        panels, found = panels_of(plan, document), pictures_on(page, document)
        assert [alt for _, alt in found] == [panel.label for panel in panels]
        assert 2 <= len(found) <= MOST_ROWS  # no panel stands alone
        assert page.oversets == () and "type" not in page.gave
        told.setdefault(plan.place, []).extend(panel.id for panel in panels)
        words = " ".join(" ".join(text.line.text for text in texts_of(page.items)).split())
        for panel in panels:
            assert panel.label and plain_text(panel.label) not in words
            for item in panel.items:
                assert plain_text(item.text) in words, item.id
                assert item.label in words, item.id
    assert len(told) == {"14-17": 5, "10-13": 4}[band]
    for topic, ids in told.items():
        assert ids == [panel.id for panel in comic_of(document, topic).items]


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "en-XA", "ar-XB"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_pictures_are_large_stand_before_their_words_and_no_word_is_on_one(layout: str, locale: str) -> None:
    document = document_of(layout, "14-17", locale)
    seen = 0
    for _, page in comic_pages(document):
        assert page.oversets == ()
        for box, _ in pictures_on(page, document):
            assert box.height >= LEAST_ROW - 0.1 and box.width > mm(58)
            is_left = box.x + box.width / 2 < page.trim.width / 2
            assert is_left == (locale != "ar-XB")
            for item, dx, dy in lay(page.items):
                if isinstance(item, TextAt) and item.line.runs:
                    line = Rect(item.x + dx, item.y + dy, item.line.width, 0.7 * item.line.runs[0].size)
                    both = intersect(line, box)
                    assert min(both.width, both.height) <= 0, item.line.text
            seen += 1
    assert seen > 30


def under(element: Element, elements: tuple[Element, ...], roles: str) -> bool:
    return element.parent >= 0 and elements[element.parent].role == roles


@pytest.mark.slow
def test_a_panel_is_read_picture_first_then_who_says_what() -> None:
    document = document_of("booklet-a4-large", "14-17")
    (plan, page), *_ = comic_pages(document)
    elements = page.elements
    roles = [element.role for element in elements]
    first = roles.index("Figure")
    assert roles[:first] == ["H1", "Sect", "Sect"]
    assert roles[first : first + 3] == ["Figure", "P", "P"]  # Dayo, 15, plays; what he says
    figures = [element for element in elements if element.role == "Figure"]
    assert len(figures) == len(panels_of(plan, document)) and all(under(one, elements, "Sect") for one in figures)
    assert all(elements[elements[one.parent].parent].role == "Sect" for one in figures)


@pytest.mark.slow
def test_a_finished_file_describes_each_picture_once_and_prints_no_description() -> None:
    document = document_of("booklet-a4-large", "14-17")
    data = draw(document, shipped(), MADE)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        alts = [str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    copied = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())
    for topic in {plan.place for plan, _ in comic_pages(document)}:
        for panel in comic_of(document, topic).items:
            assert alts.count(panel.label) == 1, panel.id
            assert panel.label not in copied, panel.id


@pytest.mark.slow
def test_a_picture_is_seen_where_it_stands() -> None:
    """It has several inks, none of them nearly everywhere, and what is beside it is white up to its words."""
    document, dpi = document_of("booklet-a4-large", "10-13"), 36.0
    seen = 0
    scale, plans = document.layout.scale, document.layout.pages
    for plan, page, picture in zip(plans, document.placed.pages, pictures(document, dpi), strict=True):
        if plan.master != "comic":
            continue
        for box, alt in pictures_on(page, document):
            shown = cut(picture, Rect(*(side * scale for side in box.grown(-mm(2)))), document.layout.size.height, dpi)
            inks, counts = np.unique((shown // 32).reshape(-1, 3), axis=0, return_counts=True)
            assert len(inks) > 3 and counts.max() < 0.97 * counts.sum(), alt
            beside = Rect(box.right + mm(0.8), box.y + mm(0.6), mm(1.2), box.height - mm(1.2))
            free = cut(picture, Rect(*(side * scale for side in beside)), document.layout.size.height, dpi)
            assert free.min() > 200, alt
            seen += 1
    assert seen > 20
