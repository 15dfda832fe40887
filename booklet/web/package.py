"""The papers of an EPUB 3.3: what it is called, what it holds, in which order it is read, and where its pages begin."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple
from uuid import UUID, uuid5

from booklet.look.layout import COVERS
from booklet.text import markup
from booklet.typeset.brief import Brief
from booklet.web.guide import ReflowedEdition, number_of
from booklet.web.markup import element, plain

NAMESPACE = UUID("6f0d6b0a-8f0e-5c55-9a54-3f1f6f6b8d0e")
"""Under which our editions have their identifiers."""

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"

CONTAINER = HEAD + element(
    "container",
    element("rootfiles", '<rootfile full-path="package.opf" media-type="application/oebps-package+xml"/>'),
    version="1.0",
    xmlns="urn:oasis:names:tc:opendocument:xmlns:container",
)


class Part(NamedTuple):
    """A file of the package: its name, its media type, what it is to readers, and whether it is read in order."""

    name: str
    kind: str
    properties: str = ""
    is_read: bool = False


ACCESS = (
    ("schema:accessMode", "textual"),
    ("schema:accessMode", "visual"),
    ("schema:accessModeSufficient", "textual"),
    *(
        ("schema:accessibilityFeature", feature)
        for feature in (
            "alternativeText",
            "displayTransformability",
            "pageBreakMarkers",
            "pageNavigation",
            "readingOrder",
            "structuralNavigation",
            "tableOfContents",
        )
    ),
    ("schema:accessibilityHazard", "none"),
)
"""What readers with any sense can do with the file (EPUB Accessibility 1.1, discovery metadata)."""


SUMMARY = (
    "Every picture has an alternative text; comics are text in the order in which they are read. "
    "Pages have the numbers of the printed edition. Numbers to call are links."
)


def identify(edition: ReflowedEdition) -> str:
    """Return the identifier of an edition, the same for all files that say the same of themselves."""
    manuscript = edition.manuscript
    said = f"{manuscript.country}/{manuscript.locale.tag}/{manuscript.band}/{edition.layout.name}"
    return uuid5(NAMESPACE, said).urn


def write_package(edition: ReflowedEdition, parts: Iterable[Part]) -> str:
    """Return the package document."""
    parts = tuple(parts)
    manuscript, labels = edition.manuscript, edition.manuscript.labels
    metas = (*ACCESS, ("dcterms:modified", f"{edition.made.isoformat()}T00:00:00Z"))
    publisher = edition.colophon.brand.name
    metadata = element(
        "metadata",
        element("dc:identifier", identify(edition), id="id"),
        element("dc:title", plain_text(edition.title)),
        element("dc:language", manuscript.locale.tag),
        element("dc:date", edition.made.isoformat()),
        element("dc:publisher", plain_text(publisher)) if publisher else "",
        element("dc:rights", plain_text(labels["imprint.licence.text"])),
        element("dc:source", f"{identify(edition)}#print"),
        f"<dc:coverage>{edition.coverage}</dc:coverage>",
        *(element("meta", said, property=name) for name, said in metas),
        element("meta", SUMMARY, property="schema:accessibilitySummary", xml__lang="en"),
        element("meta", f"{identify(edition)}#print", property="pageBreakSource"),
        xmlns__dc="http://purl.org/dc/elements/1.1/",
    )
    manifest = element("manifest", *(_item(part, number) for number, part in enumerate(parts)))
    spine = element(
        "spine",
        *(element("itemref", idref=f"i{number}") for number, part in enumerate(parts) if part.is_read),
        page_progression_direction=manuscript.locale.direction,
    )
    return HEAD + element(
        "package",
        metadata,
        manifest,
        spine,
        version="3.0",
        unique_identifier="id",
        prefix="schema: http://schema.org/",
        xml__lang=manuscript.locale.tag,
        xmlns="http://www.idpf.org/2007/opf",
    )


def _item(part: Part, number: int) -> str:
    return element("item", id=f"i{number}", href=part.name, media_type=part.kind, properties=part.properties or None)


def write_navigation(edition: ReflowedEdition, pages: dict[str, tuple[Brief, ...]], names: dict[str, str]) -> str:
    """Return the navigation: topics by sections, pages as in print, and where the words and the help begin."""
    title = plain_text(edition.title)
    contents = _nav("toc", title, _list_topics(edition, pages, names))
    marks = (
        element("li", element("a", number_of(page), href=f"{names[topic]}#page-{number_of(page)}"))
        for topic, group in pages.items()
        for page in group
    )
    first = edition.find_page("helpline-card") or edition.pages[0]
    start = element("a", plain(first.topic.title), epub__type="bodymatter", href=names[first.plan.place])
    hidden = _nav("page-list", title, marks, hidden="hidden")
    places = _nav("landmarks", title, [element("li", start)], hidden="hidden")
    return document(edition, contents + hidden + places)


def _nav(kind: str, title: str, rows: Iterable[str], hidden: str | None = None) -> str:
    head = element("h1", title) if hidden is None else ""
    return element("nav", head, element("ol", *rows), epub__type=kind, role=ROLES.get(kind), hidden=hidden)


ROLES = {"toc": "doc-toc", "page-list": "doc-pagelist"}
"""What a navigation is to a screen reader (DPUB-ARIA 1.1)."""


def _list_topics(edition: ReflowedEdition, pages: dict[str, tuple[Brief, ...]], names: dict[str, str]) -> Iterable[str]:
    """Yield the sections with their topics; covers stand by themselves."""
    labels = edition.manuscript.labels
    for name, group in groupby(pages.items(), key=lambda entry: _find_section(entry[1][0])):
        rows = [element("li", element("a", plain_text(first.topic.title), href=names[to])) for to, (first, *_) in group]
        if name:
            head = element("span", plain_text(labels[f"section.{name}"]))
            rows = [element("li", head, element("ol", *rows))]
        yield from rows


def _find_section(page: Brief) -> str:
    """Return the section of a page, "" for covers."""
    return "" if page.plan.master in COVERS else page.plan.section


def document(edition: ReflowedEdition, body: str) -> str:
    """Return an XHTML document of an edition."""
    locale = edition.manuscript.locale
    head = element(
        "head",
        element("title", plain_text(edition.title)),
        '<link rel="stylesheet" type="text/css" href="style.css"/>',
    )
    whole = element(
        "html",
        head,
        element("body", body),
        xmlns=XHTML,
        xmlns__epub=OPS,
        lang=locale.tag,
        xml__lang=locale.tag,
        dir=locale.direction,
    )
    return f"{HEAD}<!DOCTYPE html>\n{whole}\n"


def plain_text(said: str) -> str:
    """Return the guide's markup as text in an element."""
    return plain(markup.plain_text(said))
