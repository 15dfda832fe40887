"""A finished file opened by PDFium: its pages and their texts, each read once, and pictures of parts of them."""

from collections.abc import Callable
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
from PIL import Image

from booklet.check.preflight.kept import Kept
from booklet.check.proof.camera import Place, Seen, see
from booklet.check.proof.everywhere import codes_on, codes_where_it_may
from booklet.check.proof.pages import ByPlace, by_place, is_right_to_left, normalise_text, page_crop
from booklet.geometry import Rect

if TYPE_CHECKING:
    from booklet.check.preflight.read.codes import Suspects

CLOSE = 40
"""How many pixels tall the picture of a place is."""

_SEEN: Kept[bytes, Seen] = Kept(512, "finished.seen")
"""What a camera read in pictures, by a digest of their pixels."""

_SHOWN: Kept[bytes, bool] = Kept(512, "finished.shown")
"""Whether pictures showed what was looked for, likewise."""


class Glance(NamedTuple):
    """A place on a page: the text in it, and whether its picture shows what it should."""

    text: str
    is_shown: bool


class FinishedFile:
    """A file as PDFium reads it; it knows nothing of other files."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.document = pypdfium2.PdfDocument(data)
        self._pages: dict[int, pypdfium2.PdfPage] = {}
        self._textpages: dict[int, pypdfium2.PdfTextPage] = {}
        self._written: dict[int, str] = {}
        self._by_place: dict[int, ByPlace] = {}

    @property
    def title(self) -> str:
        """The title of the file."""
        found: str = self.document.get_metadata_value("Title")
        return found

    def page(self, number: int) -> pypdfium2.PdfPage:
        """Return a page."""
        if number not in self._pages:
            self._pages[number] = self.document[number]
        return self._pages[number]

    def textpage(self, number: int) -> pypdfium2.PdfTextPage:
        """Return the text of a page as PDFium holds it."""
        if number not in self._textpages:
            self._textpages[number] = self.page(number).get_textpage()
        return self._textpages[number]

    def text(self, number: int) -> str:
        """Return the text of a page in the order in which it is written."""
        if number not in self._written:
            self._written[number] = self.textpage(number).get_text_range()
        return self._written[number]

    def texts(self, number: int) -> tuple[str, ...]:
        """Return the text of a page; if it reads from right to left, in each order that its columns may have."""
        found = self.text(number)
        return self.by_place(number).texts if is_right_to_left(found) else (normalise_text(found),)

    def by_place(self, number: int) -> ByPlace:
        """Return the text of a page by the places of its letters."""
        if number not in self._by_place:
            self._by_place[number] = by_place(self.textpage(number))
        return self._by_place[number]

    def read_code(self, place: Place) -> Seen:
        """Return what a camera reads in a place."""
        picture = page_crop(self.page(place.page), place.box, place.dpi)
        return _SEEN.get_or_make(_pixels(picture, place.is_bars), lambda: see(picture, is_bars=place.is_bars))

    def glance(self, number: int, box: Rect, shows: Callable[[Image.Image], bool], *, is_turned: bool) -> Glance:
        """Return what is seen in a box of a page, which may stand on its head; `shows` must always be the same."""
        page = self.page(number)
        text: str = self.textpage(number).get_text_bounded(box.x, box.y, box.right, box.top)
        width, height = page.get_size()
        if not (min(box.x, box.y) >= 0 and box.right <= width and box.top <= height):
            return Glance(text, is_shown=False)
        picture = page_crop(page, box, CLOSE * 72 / box.height, is_grey=True)
        turned = picture.rotate(180) if is_turned else picture
        return Glance(text, _SHOWN.get_or_make(_pixels(turned), lambda: shows(turned)))

    def codes(self, number: int, known: tuple[Rect, ...] = (), *, as_a_whole: bool) -> tuple[str, ...]:
        """Return what the codes on a page say, searching all of it, or only where something may be a code.

        `known` are the boxes of the modules of codes that were read there.
        """
        page, told = self.page(number), self._suspects
        if as_a_whole or told is None or told.has_patterns:
            return codes_on(page, (Rect(0, 0, *page.get_size()),))
        return codes_where_it_may(page, told.pages[number], known) if number in told.pages else ()

    @cached_property
    def _suspects(self) -> "Suspects | None":
        """Where codes may be; where pikepdf is not installed, nobody knows."""
        try:
            from booklet.check.preflight.read.codes import suspects
        except ImportError:
            return None
        return suspects(self._data)


def _pixels(picture: Image.Image, *more: object) -> bytes:
    """Return a digest of a picture, and of how it is examined."""
    return sha256(repr((picture.mode, picture.size, more)).encode() + picture.tobytes()).digest()
