"""The XMP packet is XML, whatever words a file has, and describes each schema that PDF/A does not know."""

from datetime import date
from xml.etree import ElementTree

import pytest

from booklet.pdf.metadata import Metadata, xmp_packet
from booklet.values import replace

PREFIXES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
}

PLAIN = Metadata("Title", "en", date(2026, 11, 25), ("Title",))


def packet(metadata: Metadata, *, is_x4: bool = False) -> ElementTree.Element:
    return ElementTree.fromstring(xmp_packet(metadata, b"0" * 16, is_x4=is_x4))


def texts(found: ElementTree.Element, path: str) -> list[str | None]:
    return [element.text for element in found.iterfind(path, PREFIXES)]


@pytest.mark.parametrize(
    "title",
    [
        "Ask & tell",
        "If x < y, tell someone",
        "<b>PROOF</b>: 'a' \"b\"",
        "&amp; stays",
        "]]> \u0645\u0631\u062d\u0628\u0627",
    ],
)
def test_a_title_is_said_as_it_is_whatever_is_in_it(title: str) -> None:
    assert texts(packet(replace(PLAIN, title=title)), ".//dc:title/rdf:Alt/rdf:li") == [title]


def test_the_languages_are_those_of_the_file_and_of_its_pages_each_once() -> None:
    assert texts(packet(replace(PLAIN, languages=("en", "sw", "sw"))), ".//dc:language/rdf:Bag/rdf:li") == ["en", "sw"]


@pytest.mark.parametrize("is_x4", [False, True])
def test_each_schema_that_pdf_a_does_not_know_is_described(is_x4: bool) -> None:
    names = ["part", "Trapped"] + ["GTS_PDFXVersion"] * is_x4
    found = packet(PLAIN, is_x4=is_x4)
    assert texts(found, ".//pdfaProperty:name") == names
    assert len(set(texts(found, ".//pdfaSchema:prefix"))) == len(names)
    said = [element.tag.rpartition("}")[2] for element in found.iter() if "pdfx" in element.tag]
    assert said == ["GTS_PDFXVersion"] * is_x4
