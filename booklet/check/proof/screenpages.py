"""A web page or an EPUB as lxml reads it: its words and links, by the pages of print that they stand on."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree, html

from booklet.values import Frozen, replace

PAGE = "doc-pagebreak"
"""The role of the mark with which a page begins."""

BLOCKS = frozenset(
    (
        *("p", "div", "section", "header", "main", "nav", "aside", "figure", "figcaption", "title", "body"),
        *("ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "table", "tr", "td", "th"),
    )
)
"""Elements that begin a line of their own, and end it."""

FETCHING = ("src", "srcset", "data", "poster", "background", "action", "formaction", "ping", "manifest")
"""Attributes that make a program load something."""

XLINK = "{http://www.w3.org/1999/xlink}href"


@dataclass(slots=True)
class ScreenPage:
    """What stands on a page of print: its number as the mark says it, its lines, links as text and target.

    Where the file is one to speak, `spoken` are the numbers that are said digit by digit, `amounts` all other words.
    """

    number: str
    lines: list[str] = field(default_factory=lambda: [""])
    links: list[tuple[str, str]] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    amounts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines that say something."""
        return "\n".join(line for line in self.lines if line.strip())


class ScreenFile(Frozen):
    """A file: its titles, what stands before the first page, its pages, what it would load from elsewhere."""

    titles: tuple[str, ...]
    head: ScreenPage
    pages: tuple[ScreenPage, ...]
    fetched: tuple[str, ...]
    ids: frozenset[str] = frozenset()
    """The places that a link within the file may lead to."""
    is_spoken: bool = False
    """Whether it is read aloud by a program."""


class UnreadableError(ValueError):
    """A file is not what its ending says."""


class _Document(NamedTuple):
    """A document of a file by its name; one that is not read in order stands beside the pages, as a navigation does."""

    name: str
    root: etree._Element
    is_read: bool = True


def read_screen_file(data: bytes, ending: str) -> ScreenFile:
    """Return a web page or an EPUB; raise `UnreadableError` if it is none."""
    if ending == ".epub":
        return _read_epub(data)
    return _read_documents([_Document("", _parse_page(data))])


def _parse_page(data: bytes) -> etree._Element:
    try:
        return html.document_fromstring(data.decode("utf-8"))
    except (etree.LxmlError, UnicodeDecodeError, ValueError) as error:
        raise UnreadableError(str(error)) from error


def _read_epub(data: bytes) -> ScreenFile:
    """Return an EPUB: the documents of its spine in their order, then all others, its styles, its package."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            container = etree.fromstring(archive.read("META-INF/container.xml"), parser)
            name = container.xpath("string(//*[local-name()='rootfile']/@full-path)")
            package = etree.fromstring(archive.read(name), parser)
            items = {one.get("id"): _resolve(one.get("href"), name) for one in package.iter("{*}item")}
            order = [items[one.get("idref")] for one in package.iter("{*}itemref")]
            others = [path for path in archive.namelist() if path.endswith(DOCUMENT) and path not in order]
            documents = [
                _Document(path, etree.fromstring(archive.read(path), parser), path in order)
                for path in (*order, *others)
            ]
            styles = [archive.read(path).decode() for path in archive.namelist() if path.endswith(".css")]
    except (etree.LxmlError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnreadableError(str(error)) from error
    file = _read_documents(documents)
    title = " ".join(package.xpath("string(//*[local-name()='title'])").split())
    fetched = (said for style in styles for said in _list_in_style(style))
    return replace(file, titles=(title, *file.titles), fetched=(*file.fetched, *fetched))


DOCUMENT = (".xhtml", ".html", ".htm", ".svg")
"""How the names of documents in a package end."""


def _read_documents(documents: list[_Document]) -> ScreenFile:
    head = ScreenPage("")
    pages: list[ScreenPage] = []
    titles: list[str] = []
    fetched: list[str] = []
    ids: set[str] = set()
    for name, root, is_read in documents:
        titles += [" ".join("".join(one.itertext()).split()) for one in root.iter("{*}title")]
        fetched += _list_fetched(root)
        ids |= {f"{name}#{one.get('id')}" for one in root.iter() if one.get("id")} | {name}
        if not is_read:
            pages.append(ScreenPage(name))
        pages += _Walk(pages[-1] if pages else head).read(root, name)
    return ScreenFile(tuple(titles), head, tuple(pages), tuple(fetched), frozenset(ids))


class _Walk:
    """Reads a document; what stands after a mark of a page belongs to that page."""

    def __init__(self, page: ScreenPage) -> None:
        self._page = page

    def read(self, document: etree._Element, name: str) -> Iterator[ScreenPage]:
        """Yield the pages that begin in a document."""
        bodies = [one for one in document.iter("{*}body", "body")]
        for body in bodies:
            yield from self._element(body, name)
        self._page.lines.append("")

    def _element(self, one: etree._Element, name: str) -> Iterator[ScreenPage]:
        if not isinstance(one.tag, str):
            return
        tag = etree.QName(one).localname
        if tag in {"script", "style", "defs", "template"}:
            return
        if one.get("role") == PAGE:
            self._page = ScreenPage(one.get("aria-label") or "")
            yield self._page
        is_block = tag in BLOCKS
        if is_block:
            self._page.lines.append("")
        if tag == "svg" and one.get("aria-label"):
            self._page.lines += [one.get("aria-label"), ""]
        if tag == "a" and one.get("href"):
            self._page.links.append((" ".join("".join(one.itertext()).split()), _resolve(one.get("href"), name)))
        self._page.lines[-1] += one.text or ""
        for child in one:
            yield from self._element(child, name)
            self._page.lines[-1] += child.tail or ""
        if is_block:
            self._page.lines.append("")


def _resolve(href: str, name: str) -> str:
    """Return where a link leads: an address as it is, a place in the file by its document and id."""
    if ":" in href.partition("#")[0]:
        return href
    path, _, place = href.partition("#")
    full = normpath(join(dirname(name), unquote(path))) if path else name
    return f"{full}#{place}" if place else full


def _list_fetched(document: etree._Element) -> Iterable[str]:
    """Yield what a program would load to show a document, but for what stands in the file itself."""
    for one in document.iter():
        if not isinstance(one.tag, str):
            continue
        tag = etree.QName(one).localname
        found = [one.get(name) for name in FETCHING]
        found += [one.get("href"), one.get(XLINK)] if tag != "a" else []
        yield from (said for said in found if said and not _is_inside(said))
        yield from _list_in_style((one.text or "") if tag == "style" else one.get("style") or "")


_URL = re.compile(r"url\(\s*['\"]?([^'\")]*)", re.IGNORECASE)
_IMPORT = re.compile(r"@import\s*['\"]([^'\"]*)", re.IGNORECASE)


def _list_in_style(style: str) -> Iterable[str]:
    """Yield what styles would load from elsewhere."""
    found = [*_URL.findall(style), *_IMPORT.findall(style)]
    yield from (said for said in found if not _is_inside(said))


def _is_inside(said: str) -> bool:
    return said.startswith(("#", "data:font/woff2;")) or (":" not in said and not said.startswith("//"))
