"""What a file tells whoever opens it: tags, title, language, bookmarks, size."""

import re
from collections.abc import Iterator

from booklet.check.preflight.boxes import holds
from booklet.check.preflight.hits import Hit, Rule
from booklet.check.preflight.model import XMP_BROKEN
from booklet.check.preflight.rules.screen import PROTOCOL
from booklet.check.preflight.screenfile import ScreenFile, ScreenPage, is_language
from booklet.errors import Severity
from booklet.geometry import mm

_TAGGED = "Export with “tagged PDF” or “PDF/UA”; Word: Options, “Document structure tags for accessibility”."

UNTAGGED = Rule(
    "untagged",
    "A screen reader has no headings, no order and no descriptions of pictures: blind readers get words at random, or "
    "nothing. Nothing else about tags was looked at.",
    _TAGGED,
    PROTOCOL,
    "01-005",
)
SUSPECTS = Rule(
    "tags-suspect",
    "The program that made the tags says that it guessed them (Suspects).",
    "Check the order and the kinds of the tags, and export again.",
    PROTOCOL,
    "01-007",
)
NO_METADATA = Rule("xmp-missing", "The file does not say what it is.", "Export as PDF/UA.", PROTOCOL, "06-001")
BROKEN_METADATA = Rule(
    "xmp-broken", "What the file says of itself cannot be read.", "Export the file again.", PROTOCOL, "06-001"
)
NO_CLAIM = Rule(
    "not-pdf-ua",
    "Programs and libraries that ask for accessible files pass it over: it does not say that it is PDF/UA.",
    "Export with the setting PDF/UA-1.",
    PROTOCOL,
    "06-002",
)
NO_TITLE = Rule(
    "title-missing",
    "A screen reader announces the file by its name on the disk, or not at all.",
    "Give the document a title in its properties, and export again.",
    PROTOCOL,
    "06-003",
)
TITLE_UNSHOWN = Rule(
    "title-not-shown",
    "The window shows the name of the file and not its title (DisplayDocTitle).",
    "Set “show document title” in the initial view, or export as PDF/UA.",
    PROTOCOL,
    "07-001",
)
NO_LANGUAGE = Rule(
    "language-missing",
    "A screen reader reads the words with the sounds of another language; nobody understands them.",
    "Set the language of the document, and export again.",
    PROTOCOL,
    "11-001",
)
LANGUAGE_UNKNOWN = Rule(
    "language-unknown",
    "No program knows this language: words are read with the sounds of another.",
    "Write it as a code such as en, pt-BR or zh-Hans.",
    "ISO 14289-1",
    "7.2",
)
NOT_READABLE = Rule(
    "reading-forbidden",
    "Its restrictions forbid programs that read aloud to take the text.",
    "Export it without restrictions, or allow access for accessibility.",
    PROTOCOL,
    "26-002",
)
HEADER = Rule("header", "Some programs do not open it.", "Export the file again.", "ISO 14289-1", "6.1")
NO_BOOKMARKS = Rule(
    "bookmarks-missing",
    "In a long file nobody finds a part without paging through it.",
    "Export with bookmarks made from headings.",
)
HEAVY = Rule(
    "file-heavy",
    "Many mail services refuse it, and on a mobile connection it takes long and costs money.",
    "Export for the screen: pictures at 150 ppi are enough.",
)
PRESS_PAGES = Rule(
    "press-pages",
    "It is made for a press: pages show bleed and crop marks, or colours look dull on a screen.",
    "Export a file for the screen, with pages at their finished size and in screen colours (RGB).",
)
SCAN = Rule(
    "scan-only",
    "The page is a picture: nobody can search it, copy a number from it, enlarge its words or have them read aloud.",
    "Use the document it was printed from, or have the text recognised (OCR), proofread and tagged.",
)
ONLY_PEOPLE = Rule(
    "people-only",
    "What only a person can tell: reading order, alternative texts that say the right thing, colour alone, whether "
    "headings, lists and tables are what they are tagged as, and whether words and numbers are right.",
    "Read it once with a screen reader, and have someone read the words.",
    PROTOCOL,
)

LONG, LARGE = 10, 10_000_000
_CUT = mm(1)
_HEADER = re.compile(r"%PDF-1\.[0-7]")


def check_file(file: ScreenFile) -> Iterator[Hit]:
    """Yield what is wrong with a file as a whole."""
    if not file.is_tagged:
        yield UNTAGGED.hit(_why_untagged(file))
    elif file.has_suspects:
        yield SUSPECTS.hit("the tags are marked as suspect")
    if not _HEADER.fullmatch(file.header):
        yield HEADER.hit(f"it begins with “{file.header[:20]}”, not with %PDF-1.0 to %PDF-1.7")
    yield from _metadata(file)
    if not file.shows_title:
        yield TITLE_UNSHOWN.hit("DisplayDocTitle is not set")
    yield from _language(file)
    if not file.may_be_read:
        yield NOT_READABLE.hit("the file is encrypted, and its rights leave out reading aloud")
    yield from _use(file)
    yield ONLY_PEOPLE.hit("what a file means", severity=Severity.UNCHECKED)


def _why_untagged(file: ScreenFile) -> str:
    if not file.has_tree:
        return "there are no tags (no StructTreeRoot)"
    return "the tree of tags is empty" if not file.elements else "the file does not say that it is tagged (Marked)"


def _metadata(file: ScreenFile) -> Iterator[Hit]:
    xmp = file.xmp
    if xmp is None:
        yield NO_METADATA.hit("there are no XMP metadata")
        return
    if XMP_BROKEN in xmp:
        yield BROKEN_METADATA.hit(f"the XMP metadata are no XML: {xmp[XMP_BROKEN]}")
        return
    if xmp.get("pdfuaid:part") != "1":
        yield NO_CLAIM.hit(f"pdfuaid:part says {xmp.get('pdfuaid:part') or 'nothing'}")
    if not xmp.get("dc:title"):
        yield NO_TITLE.hit("there is no dc:title")


def _language(file: ScreenFile) -> Iterator[Hit]:
    if file.language is not None and not is_language(file.language):
        yield LANGUAGE_UNKNOWN.hit(f"the language of the file is “{file.language}”")
    elif file.language is None and not (file.is_tagged and _all_in_a_language(file)):
        yield NO_LANGUAGE.hit("the file names no language (Lang)")


def _all_in_a_language(file: ScreenFile) -> bool:
    """Tell whether every tag that can be read aloud, and every text beside the tags, has a language."""
    given: dict[int, bool] = {-1: False}
    for element in file.elements:
        given[element.number] = given[element.parent] or element.language is not None
    notes = (note for page in file.pages for note in page.notes)
    is_heard = file.has_outline or any(note.contents for note in notes) or bool(file.xmp and "dc:title" in file.xmp)
    return not is_heard and all(given[element.number] for element in file.elements if element.speaks)


def _use(file: ScreenFile) -> Iterator[Hit]:
    """Yield what is a nuisance on a screen."""
    pages = len(file.pages)
    if pages >= LONG and not file.has_outline:
        yield NO_BOOKMARKS.hit(f"{pages} pages and no bookmarks", severity=Severity.WARNING)
    if file.size > LARGE:
        yield HEAVY.hit(f"{file.size / 1_000_000:.0f} MB", severity=Severity.WARNING)
    cut = [page for page in file.pages if _is_cut(page)]
    if cut:
        what = "more is shown than what is left when the page is cut"
        yield from (PRESS_PAGES.hit(what, page.number, severity=Severity.WARNING) for page in cut)
    elif file.is_for_press:
        yield PRESS_PAGES.hit("it names a press that its colours are for", severity=Severity.WARNING)
    for page in file.pages:
        if page.pictured and not page.letters and not _is_described(file, page):
            yield SCAN.hit("a picture and no text", page.number)


def _is_cut(page: ScreenPage) -> bool:
    return page.trim is not None and page.shown is not None and not holds(page.trim, page.shown, _CUT)


def _is_described(file: ScreenFile, page: ScreenPage) -> bool:
    """Tell whether a page of pictures has words for them."""
    return file.is_tagged and any(element.is_described for element in file.elements if element.page == page.number)
