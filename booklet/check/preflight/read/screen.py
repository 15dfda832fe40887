"""A PDF file, opened and read for the screen: its tags, then page by page what a screen reader meets."""

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Object, Pdf, Stream

from booklet.check.preflight.read.annotations import notes_of
from booklet.check.preflight.read.circles import circles_of
from booklet.check.preflight.read.document import (
    MOST_PAGES,
    NOWHERE,
    box_of,
    check_contents,
    find_inherited,
    resources_of,
)
from booklet.check.preflight.read.library import BROKEN, Library, TooMuchError, parse
from booklet.check.preflight.read.objects import actions_of, oddities_of
from booklet.check.preflight.read.shown import ScreenPlayer
from booklet.check.preflight.read.tags import Tags, read_tags
from booklet.check.preflight.read.xmp import read_xmp
from booklet.check.preflight.screenfile import ScreenFile, ScreenPage, Told, is_language
from booklet.values import replace

_HEADER = re.compile(rb"%PDF-[^\r\n]*")
_READABLE = 1 << 9
"""Bit 10 of the permissions: programs that read aloud may take the text (7.6.4.2)."""


def read_screen(source: bytes) -> ScreenFile:
    """Return everything that rules for the screen need to know about a file; raises as `read_document` does."""
    with pikepdf.open(BytesIO(source)) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise TooMuchError(f"{len(pdf.pages):,} pages")
        tags = read_tags(pdf)
        library, drawn = Library(), dict[tuple[int, int], int]()
        pages = tuple(_page(page.obj, number, tags, library, drawn) for number, page in enumerate(pdf.pages))
        told = tuple(dict.fromkeys(_list_features(pdf, tags)))
        warnings = tuple(map(str, pdf.get_warnings()))
        return replace(_catalog(source, pdf), elements=tags.elements, pages=pages, told=told, warnings=warnings)


def _catalog(source: bytes, pdf: Pdf) -> ScreenFile:
    root = pdf.Root
    metadata = root.get("/Metadata")
    marked, shown = _dictionary(root, "/MarkInfo"), _dictionary(root, "/ViewerPreferences")
    header = _HEADER.search(source[:1024])
    intents = root.get("/OutputIntents")
    return ScreenFile(
        size=len(source),
        header=header[0].decode("latin-1").strip() if header else "",
        is_marked=_is_set(marked, "/Marked"),
        has_suspects=_is_set(marked, "/Suspects"),
        has_tree=isinstance(root.get("/StructTreeRoot"), Dictionary),
        shows_title=_is_set(shown, "/DisplayDocTitle"),
        language=str(root.Lang) if "/Lang" in root else None,
        xmp=read_xmp(metadata.read_bytes()) if isinstance(metadata, Stream) else None,
        has_outline="/First" in _dictionary(root, "/Outlines"),
        is_for_press=isinstance(intents, Array)
        and any(isinstance(each, Dictionary) and each.get("/S") == "/GTS_PDFX" for each in intents),
        may_be_read=_may_be_read(pdf),
    )


def _dictionary(node: Object, key: str) -> Object:
    held = node.get(key)
    return held if isinstance(held, Dictionary) else Dictionary()


def _is_set(node: Object, key: str) -> bool:
    held: object = node.get(key)
    return held is True


def _may_be_read(pdf: Pdf) -> bool:
    """Tell whether programs that read aloud may extract the text of a file."""
    if not pdf.is_encrypted:
        return True
    held = pdf.trailer.get("/Encrypt", Dictionary()).get("/P")
    return isinstance(held, int) and bool(held & _READABLE)


def _page(page: Object, number: int, tags: Tags, library: Library, drawn: dict[tuple[int, int], int]) -> ScreenPage:
    reading, key = ScreenPlayer(tags, library, drawn), page.get("/StructParents")
    try:
        check_contents(page)
        reading.read(parse(pikepdf.Page(page)), resources_of(page), key if isinstance(key, int) else None)
    except BROKEN:
        reading.note("content-broken", "the content of the page cannot be read")
    sheet = box_of(find_inherited(page, "/MediaBox")) or NOWHERE
    shown = box_of(find_inherited(page, "/CropBox")) or sheet
    return ScreenPage(
        number=number,
        told=reading.list_told(),
        notes=tuple(notes_of(page, sheet, shown, tags)),
        tabs=str(page.get("/Tabs", "/"))[1:],
        letters=reading.letters,
        pictured=reading.is_pictured,
        shown=shown,
        trim=box_of(page.get("/TrimBox")),
    )


def _list_features(pdf: Pdf, tags: Tags) -> Iterator[Told]:
    """Yield what a file does or holds beside its pages, by the codes of rules."""
    yield from circles_of(pdf)
    yield from oddities_of(pdf)
    yield from actions_of(pdf)
    yield from _list_opening_actions(pdf.Root)
    yield from _layers(pdf.Root)
    form = _dictionary(pdf.Root, "/AcroForm")
    if "/XFA" in form:
        yield "xfa", "the form is of a kind (XFA) that most programs do not show"
    for thing in pdf.objects:
        is_attached = isinstance(thing, Dictionary) and isinstance(thing.get("/EF"), Dictionary)
        if is_attached and not (str(thing.get("/F", "")) and str(thing.get("/UF", ""))):
            yield "attachment-nameless", "a file that is attached has no name (F and UF)"
    for element in tags.elements:
        if element.language is not None and not is_language(element.language):
            yield "language-unknown", f"a tag is in the language “{element.language}”"


def _list_opening_actions(root: Object) -> Iterator[Told]:
    """Yield what a file does when it is opened, except for going to a page."""
    opening = root.get("/OpenAction")
    if isinstance(opening, Dictionary) and opening.get("/S") != "/GoTo":
        yield "opens-with", f"when it is opened, it starts an action ({str(opening.get('/S', '/?'))[1:]})"


def _layers(root: Object) -> Iterator[Told]:
    """Yield configurations of layers without a name, or that change by themselves (8.11.4.3)."""
    held = _dictionary(root, "/OCProperties")
    others = held.get("/Configs")
    for one in [held.get("/D"), *(others if isinstance(others, Array) else ())]:
        if isinstance(one, Dictionary):
            if not str(one.get("/Name", "")):
                yield "layers-nameless", "a setting of layers has no name"
            if "/AS" in one:
                yield "layers-change", "layers show and hide by themselves (AS)"
