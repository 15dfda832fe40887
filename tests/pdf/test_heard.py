"""What who listens hears in real files of every product, read with qpdf: links, speakers, headings, marks of proofs."""

import io
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

import pikepdf
import pytest

from booklet.jobs import DEFAULT_LAYOUTS
from booklet.make.build import check, open_sources
from booklet.make.document import Document
from booklet.make.drawing import draw
from booklet.make.planning import Wanted, plan_jobs
from booklet.sources.load import Sources
from booklet.typeset.proofmark import REASONS

MADE = date(2026, 11, 25)

KINDS = [(layout, "14-17") for layout in DEFAULT_LAYOUTS.values()]
KINDS += [("booklet-a5", "10-13"), ("booklet-a4-large", "14-17"), ("leaflet-trifold-a4", "14-17"), ("zine-a4", "14-17")]
every_product = pytest.mark.parametrize(("layout", "band"), KINDS)


@cache
def our_sources() -> Sources:
    return open_sources(None)


@cache
def made(layout: str, band: str, locale: str = "en") -> tuple[Document, pikepdf.Pdf]:
    """Return the first file of a layout for a screen in Kenya, a proof, open."""
    sources = our_sources()
    product = sources.layout(layout).product
    wanted = Wanted((product,), (locale,), ("KE",), bands=(band,), editions=("screen",), layouts=(layout,))
    (document,) = check(plan_jobs(wanted, sources)[:1], sources, MADE)
    return document, pikepdf.open(io.BytesIO(draw(document, sources, MADE)))


def walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield an element of the structure tree and all below it, in reading order."""
    yield element
    for kid in element.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from walk(kid)


def elements(opened: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield all elements of a file in reading order."""
    yield from walk(opened.Root.StructTreeRoot.K[0])


@pytest.mark.slow
@every_product
def test_headings_are_in_order_from_the_first_page_to_the_last(layout: str, band: str) -> None:
    _, opened = made(layout, band)
    levels = [int(str(element.S)[2]) for element in elements(opened) if re.fullmatch("/H[1-6]", str(element.S))]
    assert levels[:1] in ([1], [])
    assert levels or layout.startswith("sticker")
    assert all(after <= before + 1 for before, after in pairwise(levels))


@every_product
def test_a_link_says_where_it_leads_by_the_title_of_the_page_or_its_address(layout: str, band: str) -> None:
    document, opened = made(layout, band)
    titles = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
    topics = {page.number: page.topic for page in document.placed.pages}
    for page in opened.pages:
        for link in page.obj.get("/Annots", []):
            if "/Dest" in link:
                number = titles[link.Dest[0].objgen]
                title = document.manuscript.topic(topics[number]).title
                assert str(link.Contents) == f"{title} · {number + 1}"
            else:
                assert str(link.Contents) == str(link.A.URI)


def test_the_link_to_help_says_the_title_of_the_page() -> None:
    _, opened = made("booklet-a5", "14-17")
    said = {str(link.Contents) for page in opened.pages for link in page.obj.get("/Annots", [])}
    assert {"Need help now? · 3", "Where to get help · 27", "tel:116"} <= said
    assert not said & {topic.id for topic in our_sources().guide.topics}


@every_product
def test_the_mark_of_a_proof_is_heard_once(layout: str, band: str) -> None:
    document, opened = made(layout, band)
    assert document.proof and document.proof.english in REASONS.values()
    marks = [element for element in elements(opened) if "/Lang" in element and str(element.Lang) == "en"]
    assert len(marks) == 1
    assert marks[0].objgen == opened.Root.StructTreeRoot.K[0].K[0].K[0].objgen, "before all else"


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_who_speaks_in_a_bubble_is_text_before_what_they_say(locale: str) -> None:
    document, opened = made("booklet-a5", "14-17", locale)
    labels = document.manuscript.labels
    names = {labels[key] for key in our_sources().guide.labels if key.startswith("name.")}
    said = [element for element in elements(opened) if "/ActualText" in element]
    mark = labels["comic.says"].replace("{name}", "").replace("{words}", "")
    assert len(said) > 25 and {str(element.S) for element in said} == {"/Span"}
    for element in said:
        assert str(element.ActualText).endswith(mark)
        assert str(element.ActualText).removesuffix(mark).removesuffix(f", {labels['signed']}") in names
        assert element.P.S == "/P" and element.P.K[0].objgen == element.objgen, "before the words of its paragraph"
    alts = {str(element.Alt) for element in elements(opened) if "/Alt" in element}
    assert not alts & names, "no name is a picture"
