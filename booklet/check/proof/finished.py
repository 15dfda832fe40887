"""A finished file opened by PDFium: its pages and their texts, each read once, and pictures of parts of them."""

from collections.abc import Callable, Hashable
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import pypdfium2
from PIL import Image

from booklet.check.preflight.kept import Kept
from booklet.check.proof.camera import Place, Seen, see
from booklet.check.proof.everywhere import codes_on, codes_where_it_may
from booklet.check.proof.facts import Fact
from booklet.check.proof.pages import (
    ByPlace,
    by_place,
    is_right_to_left,
    is_upright,
    normalise_text,
    page_crop,
    page_links,
)
from booklet.check.proof.painted import flaw
from booklet.geometry import Rect
from booklet.text.fonts import is_packaged

if TYPE_CHECKING:
    from booklet.check.preflight.read.filepages import FilePages

T = TypeVar("T")

CLOSE = 40
"""How many pixels tall the picture of a place is."""

_SEEN: Kept[bytes, Seen] = Kept(512, "finished.seen")
"""What a camera read in pictures, by a digest of their pixels."""

_SHOWN: Kept[bytes, bool] = Kept(512, "finished.shown")
"""Whether pictures showed what was looked for, likewise."""

_ANSWERS: Kept[tuple[bytes, Hashable], Any] = Kept(2048, "finished.answers")
"""What was found on pages, by a digest of everything in a file that it depends on, and by what was asked."""


class Glance(NamedTuple):
    """A place on a page: the text in it, and whether its picture shows what it should."""

    text: str
    is_shown: bool


class FinishedFile:
    """A file as PDFium reads it, by the numbers of its pages from 0.

    What was found on a page is not looked for again on one that is equal in everything that decides it, in this file or
    in another one: such a page is not even opened.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document = pypdfium2.PdfDocument(data)
        self._opened: dict[int, pypdfium2.PdfPage] = {}
        self._textpages: dict[int, pypdfium2.PdfTextPage] = {}
        self._digests: dict[int, bytes | None] = {}
        self._answers: dict[tuple[int, Hashable], Any] = {}

    @property
    def title(self) -> str:
        """The title of the file."""
        found: str = self._document.get_metadata_value("Title")
        return found

    def text(self, number: int) -> str:
        """Return the text of a page in the order in which it is written."""
        return self._answer(number, "text", lambda: str(self._textpage(number).get_text_range()))

    def texts(self, number: int) -> tuple[str, ...]:
        """Return the text of a page; if it reads from right to left, in each order that its columns may have."""
        found = self.text(number)
        return self.by_place(number).texts if is_right_to_left(found) else (normalise_text(found),)

    def by_place(self, number: int) -> ByPlace:
        """Return the text of a page by the places of its letters."""
        return self._answer(number, "by place", lambda: by_place(self._textpage(number)))

    def links(self, number: int) -> tuple[str, ...]:
        """Return the addresses that the links of a page lead to."""
        return self._answer(number, "links", lambda: tuple(page_links(self._document, self._page(number))))

    def read_code(self, place: Place) -> Seen:
        """Return what a camera reads in a place."""

        def read() -> Seen:
            picture = page_crop(self._page(place.page), place.box, place.dpi)
            return _SEEN.get_or_make(_pixels(picture, place.is_bars), lambda: see(picture, is_bars=place.is_bars))

        return self._answer(place.page, place._replace(page=0), read)

    def glance(self, number: int, box: Rect, shows: Callable[[Image.Image], bool], *, is_turned: bool) -> Glance:
        """Return what is seen in a box of a page, which may stand on its head; `shows` must always be the same."""
        return self._answer(number, ("glance", box, is_turned), lambda: self._glance(number, box, shows, is_turned))

    def _glance(self, number: int, box: Rect, shows: Callable[[Image.Image], bool], is_turned: bool) -> Glance:
        page = self._page(number)
        text: str = self._textpage(number).get_text_bounded(box.x, box.y, box.right, box.top)
        width, height = page.get_size()
        if not (min(box.x, box.y) >= 0 and box.right <= width and box.top <= height):
            return Glance(text, is_shown=False)
        picture = page_crop(page, box, CLOSE * 72 / box.height, is_grey=True)
        turned = picture.rotate(180) if is_turned else picture
        return Glance(text, _SHOWN.get_or_make(_pixels(turned), lambda: shows(turned)))

    def flaw(self, number: int, fact: Fact) -> str:
        """Return what is wrong with a fact as it is painted on a page, "" if it looks as it should."""
        if all(is_packaged(word.font.file) for word in (*fact.words, *fact.near)):
            return self._answer(number, fact, lambda: flaw(self._page(number), fact))
        return flaw(self._page(number), fact)  # what a typeface in a folder draws may change

    def codes(self, number: int, known: tuple[Rect, ...] = (), *, as_a_whole: bool) -> tuple[str, ...]:
        """Return what the codes on a page say, searching all of it, or only where something may be a code.

        `known` are the boxes of the modules of codes that were read there.
        """
        return self._answer(number, ("codes", known, as_a_whole), lambda: self._codes(number, known, as_a_whole))

    def _codes(self, number: int, known: tuple[Rect, ...], as_a_whole: bool) -> tuple[str, ...]:
        told = self._contents.suspect(number) if self._contents else None
        if told and not (told.may_be_code or told.has_patterns or as_a_whole):
            return ()
        page = self._page(number)
        if told is None or told.has_patterns or as_a_whole or not is_upright(page):
            return codes_on(page, (Rect(0, 0, *page.get_size()),))
        return codes_where_it_may(page, told.look, known)

    def _answer(self, number: int, question: Hashable, find: Callable[[], T]) -> T:
        """Return what is asked about a page: what was found on one that is equal to it, or else here."""
        alike = self._digest(number)
        if alike is not None:
            known: T = _ANSWERS.get_or_make((alike, question), find)
            return known
        if (number, question) not in self._answers:
            self._answers[number, question] = find()
        found: T = self._answers[number, question]
        return found

    def _digest(self, number: int) -> bytes | None:
        if number not in self._digests:
            self._digests[number] = self._contents.digest(number) if self._contents else None
        return self._digests[number]

    def _page(self, number: int) -> pypdfium2.PdfPage:
        if number not in self._opened:
            self._opened[number] = self._document[number]
        return self._opened[number]

    def _textpage(self, number: int) -> pypdfium2.PdfTextPage:
        if number not in self._textpages:
            self._textpages[number] = self._page(number).get_textpage()
        return self._textpages[number]

    @cached_property
    def _contents(self) -> "FilePages | None":
        """What the pages are made of; where pikepdf is not installed, nobody knows."""
        try:
            from booklet.check.preflight.read.filepages import open_pages
        except ImportError:
            return None
        return open_pages(self._data)


def _pixels(picture: Image.Image, *more: object) -> bytes:
    """Return a digest of a picture, and of how it is examined."""
    return sha256(repr((picture.mode, picture.size, more)).encode() + picture.tobytes()).digest()
